//! Canaries: every secret that a test sends, is answered or is mailed. When its world ends, no line of the log and of the
//! metrics may hold one of them, in any form in which it could have got there; nor anybody's address. Of a world that runs as
//! a program, neither may what it writes to the terminal.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aho_corasick::AhoCorasick;
use reqwest::Url;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::task::block_in_place;

use crate::log;
use crate::program::Said;
use crate::text::{traces_of, traces_of_random};

/// Members of requests and answers that hold what no line may hold.
const SECRET: [&str; 7] = [
    "password",
    "current_password",
    "new_password",
    "pin",
    "token",
    "link",
    "identifier",
];

/// Shorter texts, but for PINs, are found by chance.
const LENGTH: usize = 8;

/// Of texts of megabytes, which some tests send, so many characters are enough.
const MOST: usize = 200;

/// Larger bodies are refused by all routes, or they are lists of what smaller ones hold.
const LARGEST_BODY: usize = 256 * 1024;

/// The secrets of one world.
#[derive(Clone, Debug, Default)]
pub(crate) struct Canaries(Arc<Mutex<BTreeSet<String>>>);

/// A canary in a line.
pub struct Leak {
    trace: String,
    line: Arc<str>,
}

impl fmt::Debug for Leak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}", self.trace, self.line)
    }
}

impl Canaries {
    /// What was chosen by chance alone: eight characters of it are enough to know it by.
    pub(crate) fn add_random(&self, secret: &str) {
        self.all().extend(traces_of_random(secret));
    }

    /// What was chosen by somebody. Plain words stand in the log for what they mean.
    fn add(&self, secret: &str) {
        if secret.len() >= LENGTH && !secret.bytes().all(|byte| byte.is_ascii_lowercase()) {
            let beginning: String = secret.chars().take(MOST).collect();
            self.all().extend(traces_of(&beginning));
        }
    }

    /// The keys of a setting: `{"<name>": "<hex>"}`.
    pub(crate) fn add_keys(&self, setting: &str) {
        let keys: BTreeMap<String, String> = serde_json::from_str(setting).expect("keys by name");
        for key in keys.values() {
            self.add_random(key);
        }
    }

    /// What a body holds, of a request or of an answer.
    pub(crate) fn add_body(&self, body: &[u8]) {
        if body.len() > LARGEST_BODY {
            return;
        }
        if let Ok(value) = serde_json::from_slice(body) {
            self.add_members(&value);
        } else if let Ok(form) = std::str::from_utf8(body) {
            let form = Url::parse(&format!("form:?{form}")).expect("any text is a query");
            for (name, value) in form.query_pairs() {
                self.add_member(&name, &value);
            }
        }
    }

    fn add_members(&self, value: &Value) {
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    match value.as_str() {
                        Some(text) => self.add_member(name, text),
                        None => self.add_members(value),
                    }
                }
            }
            Value::Array(values) => values.iter().for_each(|value| self.add_members(value)),
            _ => {}
        }
    }

    fn add_member(&self, name: &str, text: &str) {
        match name {
            "pin" => self.all().extend(traces_of(text)),
            "token" | "link" => {
                let token = text.rsplit(['#', '/']).next().unwrap_or(text);
                // What a test makes up in its place is nobody's secret.
                if token.len() == 64 {
                    self.add_random(token);
                }
            }
            name if SECRET.contains(&name) => self.add(text),
            _ => {}
        }
    }

    /// Where they stand in these lines.
    pub(crate) fn find_in(&self, lines: &[Arc<str>]) -> Vec<Leak> {
        let traces: Vec<String> = self
            .all()
            .iter()
            .filter(|trace| trace.len() >= 6)
            .cloned()
            .collect();
        let search = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(&traces);
        let search = search.expect("there are not too many");
        let leaks = lines.iter().filter_map(|line| {
            // Nearly no line has any, and reading one takes longer than searching it.
            search.find(line.as_ref())?;
            let found = search.find(&without_chance(line))?;
            let (trace, line) = (traces[found.pattern()].clone(), line.clone());
            Some(Leak { trace, line })
        });
        leaks.collect()
    }

    fn all(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Looks for a world's canaries when it ends.
pub(crate) struct Watch {
    pub(crate) canaries: Canaries,
    since: usize,
    program: Option<Said>,
}

impl Watch {
    /// From the line that is written next.
    pub(crate) fn start() -> Self {
        Self {
            canaries: Canaries::default(),
            since: log::length(),
            program: None,
        }
    }

    /// The same for a world that runs as a program, which writes lines of its own.
    pub(crate) fn start_with(program: Said) -> Self {
        let mut watch = Self::start();
        watch.program = Some(program);
        watch
    }

    /// Whether the program has written anything: if not, nothing was searched.
    pub(crate) fn has_read_the_program(&self) -> bool {
        self.written().next().is_some()
    }

    fn written(&self) -> impl Iterator<Item = Arc<str>> {
        self.program.iter().flat_map(Said::lines)
    }

    /// What has been found so far. Lines of other worlds are searched too: they are as little allowed to hold it.
    pub(crate) fn leaks(&self) -> Vec<Leak> {
        let mut leaks = self.leaks_in(self.lines());
        leaks.extend(self.leaks_of_program());
        leaks
    }

    /// A terminal's lines are no JSON; what they must not hold is the same.
    fn leaks_of_program(&self) -> Vec<Leak> {
        let lines: Vec<Arc<str>> = self.written().collect();
        let mut leaks = self.canaries.find_in(&lines);
        let with_address = lines.into_iter().filter(|line| holds_an_address(line));
        leaks.extend(with_address.map(|line| Leak {
            trace: "an address".to_owned(),
            line,
        }));
        leaks
    }

    /// The lines that were written since.
    pub(crate) fn lines(&self) -> Vec<Arc<str>> {
        log::since(self.since)
    }

    fn leaks_in(&self, lines: Vec<Arc<str>>) -> Vec<Leak> {
        let mut leaks = self.canaries.find_in(&lines);
        leaks.extend(lines.into_iter().filter_map(malformed));
        leaks
    }

    /// Whether this line would be one.
    pub(crate) fn is_leak(&self, line: &str) -> bool {
        !self.leaks_in(vec![line.into()]).is_empty()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let leaks = beside_the_others(|| self.leaks());
        assert!(
            leaks.is_empty(),
            "the log holds what it must not, {} times: {:#?}",
            leaks.len(),
            leaks.iter().take(3).collect::<Vec<_>>()
        );
    }
}

/// Searching takes seconds. Where worlds share a runtime, what waits behind this one goes on meanwhile on another thread.
fn beside_the_others<T>(search: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|runtime| runtime.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => block_in_place(search),
        _ => search(),
    }
}

/// The line without what is a secret's beginning by chance: the moment in which it was written, whose digits may be
/// anybody's PIN, and the id that the store drew for its answer, in whose many digits eight of a token's are found once in
/// some thousand links.
fn without_chance(line: &str) -> String {
    let Ok(parsed) = serde_json::from_str::<Value>(line) else {
        return line.to_owned();
    };
    let is_of_store = (parsed["target"].as_str()).is_some_and(|it| it.starts_with("aws_sdk_"));
    let of_metric = &parsed["_aws"]["Timestamp"];
    let chance = [
        parsed["timestamp"].as_str().map(str::to_owned),
        of_metric.is_number().then(|| of_metric.to_string()),
        (parsed["request_id"].as_str().filter(|_| is_of_store)).map(|id| id.replace('"', "\\\"")),
    ];
    let chance = chance.into_iter().flatten();
    chance.fold(line.to_owned(), |line, chance| line.replace(&chance, ""))
}

/// An object's members: whether two have the same name.
struct Members {
    are_named_twice: bool,
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Names;

        impl<'de> Visitor<'de> for Names {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let (mut names, mut are_named_twice) = (BTreeSet::new(), false);
                while let Some((name, IgnoredAny)) = map.next_entry::<String, _>()? {
                    are_named_twice |= !names.insert(name);
                }
                Ok(Members { are_named_twice })
            }
        }

        deserializer.deserialize_map(Names)
    }
}

/// A line that no log may have, whoever wrote it: not one object of JSON, or with the same member twice, or with somebody's address in it.
fn malformed(line: Arc<str>) -> Option<Leak> {
    let trace = match serde_json::from_str::<Members>(&line) {
        Err(_) => "no object",
        Ok(members) if members.are_named_twice => "a name twice",
        Ok(_)
            if ['\n', '\r', '\u{1b}']
                .iter()
                .any(|it| line.trim_end().contains(*it)) =>
        {
            "a second line, or a terminal's command"
        }
        Ok(_) if holds_an_address(&line) => "an address",
        Ok(_) => return None,
    };
    let trace = trace.to_owned();
    Some(Leak { trace, line })
}

/// A letter or digit, an at-sign as it is or as in a URL, a label, a dot and a letter.
fn holds_an_address(line: &str) -> bool {
    let line = line.replace("%40", "@");
    let parts: Vec<&str> = line.split('@').collect();
    parts.windows(2).any(|sides| {
        let is_named = sides[0].ends_with(|last: char| last.is_ascii_alphanumeric());
        let domain = sides[1].split_once('.');
        let is_label = |text: &str| {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
            !text.is_empty() && text.bytes().all(plain)
        };
        is_named
            && domain.is_some_and(|(label, rest)| {
                is_label(label) && rest.starts_with(|first: char| first.is_ascii_alphabetic())
            })
    })
}
