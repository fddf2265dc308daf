//! One isolated, running Rekey, and the ways to speak to it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU8;

use rekey::{Options, Stack};
use reqwest::Client;
use serde_json::Value;
use tokio::sync::Mutex;

use crate::canaries::{Leak, Watch};
use crate::log;
use crate::program::Program;
use crate::request::client_at;
use crate::watched::Watched;
use crate::{Folder, Request};

/// A running Rekey with the demo accounts, its own store, its own clock and its own port.
pub struct World {
    home: Home,
    client: Client,
    pub(crate) olivia: Mutex<Option<String>>,
    pub(crate) keys: AtomicU8,
    // The last to end: what the others write while they end is searched too.
    watch: Watch,
}

/// Where it runs.
enum Home {
    /// In this process.
    Here(Box<Stack>),
    /// As the program that operators start.
    Program(Program),
    /// Each function as a process of its own, on the runtime loop of `cargo lambda watch`.
    Watched(Watched),
}

impl World {
    /// Starts one with the settings of the local program.
    pub async fn start() -> Self {
        Self::with(&[]).await
    }

    /// Starts one with some settings of its own.
    pub async fn with(settings: &[(&str, &str)]) -> Self {
        match Self::try_with(settings).await {
            Ok(world) => world,
            Err(error) => panic!("Rekey does not start: {error}"),
        }
    }

    /// Starts one with these accounts, and the owner Olivia, instead of the demo accounts.
    pub async fn among(
        accounts: impl IntoIterator<Item = Value>,
        settings: &[(&str, &str)],
    ) -> Self {
        let folder = Folder::new();
        let options = Options {
            accounts: Some(folder.accounts_file(accounts)),
            settings: owned(settings),
            ..Options::default()
        };
        match Self::start_with(options).await {
            Ok(world) => world,
            Err(error) => panic!("Rekey does not start: {error}"),
        }
    }

    /// Starts one as the program that operators start, which keeps its data in that folder, and begins there with these
    /// accounts, and the owner Olivia.
    pub async fn program(folder: &Path, accounts: impl IntoIterator<Item = Value>) -> Self {
        let file = Folder::new();
        let program = Program::start(folder, &file.accounts_file(accounts)).await;
        let watch = Watch::start_with(program.said());
        Self::at(Home::Program(program), watch)
    }

    /// Starts one whose functions `cargo lambda watch` runs. Nobody hands events to them but [`World::invoke`].
    pub async fn watched() -> Self {
        Self::at(Home::Watched(Watched::start().await), Watch::start())
    }

    /// Calls a function with an event, as `cargo lambda invoke` does, and answers what it answered.
    pub fn invoke(&self, function: &str, event: &Value) -> Value {
        match &self.home {
            Home::Watched(watched) => watched.invoke(function, event),
            _ => panic!("only `cargo lambda watch` can be asked so"),
        }
    }

    /// Starts one that keeps its data in that folder, with some settings of its own.
    pub async fn kept_in(folder: &Path, settings: &[(&str, &str)]) -> Self {
        let options = Options {
            data: Some(folder.to_owned()),
            settings: owned(settings),
            ..Options::default()
        };
        // One that was dropped just now lets go of the folder as soon as its tasks have ended.
        for _ in 0..100 {
            match Self::start_with(options.clone()).await {
                Ok(world) => return world,
                Err(error) if error.contains("in use") => tokio::task::yield_now().await,
                Err(error) => panic!("Rekey does not start: {error}"),
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("the folder stays in use");
    }

    /// Kills the program in the midst of whatever it does. What it has written until then is searched.
    pub fn kill(self) {
        let Self { home, watch, .. } = self;
        match home {
            Home::Program(program) => drop(program),
            Home::Here(_) | Home::Watched(_) => panic!("a test cannot kill itself"),
        }
        assert!(watch.has_read_the_program(), "it has written nothing");
    }

    /// Tries to start one; the error is what the operator would read.
    pub async fn try_with(settings: &[(&str, &str)]) -> Result<Self, String> {
        let options = Options {
            settings: owned(settings),
            ..Options::default()
        };
        Self::start_with(options).await
    }

    /// Puts items straight into a table, in the store's own JSON.
    pub async fn load(&self, table: &str, items: Vec<Value>) {
        let loaded = self.stack().emulators().load(table, items).await;
        loaded.expect("the items are well-formed");
    }

    /// From now on every call tells its capacity units.
    pub fn meter(&self) {
        self.stack().emulators().meter.start();
    }

    async fn start_with(options: Options) -> Result<Self, String> {
        log::keep();
        let watch = Watch::start();
        let stack = Stack::start(options)
            .await
            .map_err(|error| adapters::log::chain(&error))?;
        keep_clear_of_the_hour(&stack);
        let secrets = stack.secrets();
        watch.canaries.add_random(&secrets.service_key);
        for keys in [&secrets.link_keys, &secrets.pepper_keys] {
            watch.canaries.add_keys(keys);
        }
        Ok(Self::at(Home::Here(Box::new(stack)), watch))
    }

    fn at(home: Home, watch: Watch) -> Self {
        Self {
            home,
            client: client_at(None),
            olivia: Mutex::new(None),
            keys: AtomicU8::new(1),
            watch,
        }
    }

    /// The stack, where it runs in this process.
    pub(crate) fn stack(&self) -> &Stack {
        match &self.home {
            Home::Here(stack) => stack,
            Home::Program(_) | Home::Watched(_) => panic!("programs are spoken to over HTTP alone"),
        }
    }

    /// What time it is there.
    pub fn now(&self) -> jiff::Timestamp {
        let milliseconds = self.stack().emulators().clock.now_ms();
        jiff::Timestamp::from_millisecond(milliseconds).expect("a moment of these years")
    }

    /// Where it serves, without a slash at the end.
    pub fn url(&self) -> &str {
        let url = match &self.home {
            Home::Here(stack) => stack.url(),
            Home::Program(program) => program.url(),
            Home::Watched(watched) => watched.url(),
        };
        url.trim_end_matches('/')
    }

    /// The application's key, with both scopes and the highest role `owner`.
    pub fn service_key(&self) -> &str {
        match &self.home {
            Home::Watched(watched) => watched.service_key(),
            _ => self.stack().service_key(),
        }
    }

    /// What the log and the metrics hold, and must not: looked for in any case when the world ends.
    pub fn leaks(&self) -> Vec<Leak> {
        self.watch.leaks()
    }

    /// Looks for this too when it ends.
    pub(crate) fn is_secret(&self, random: &str) {
        self.watch.canaries.add_random(random);
    }

    /// The lines of the log since it started, of this world and of those that ran meanwhile.
    pub(crate) fn lines(&self) -> Vec<Arc<str>> {
        self.watch.lines()
    }

    /// Whether this line of the log would be one.
    pub fn would_leak(&self, line: &str) -> bool {
        self.watch.is_leak(line)
    }

    /// A request by any method.
    pub fn request(&self, method: &str, path: &str) -> Request {
        let url = match &self.home {
            Home::Watched(watched) if path.starts_with("/_local/") => watched.surroundings.url(),
            _ => self.url(),
        };
        Request::new(
            &self.client,
            &self.watch.canaries,
            method,
            format!("{url}{path}"),
        )
    }

    /// A `GET`.
    pub fn get(&self, path: &str) -> Request {
        self.request("GET", path)
    }

    /// A `POST`.
    pub fn post(&self, path: &str) -> Request {
        self.request("POST", path)
    }

    /// A `PUT`.
    pub fn put(&self, path: &str) -> Request {
        self.request("PUT", path)
    }

    /// A `PATCH`.
    pub fn patch(&self, path: &str) -> Request {
        self.request("PATCH", path)
    }

    /// A `DELETE`.
    pub fn delete(&self, path: &str) -> Request {
        self.request("DELETE", path)
    }
}

fn owned(settings: &[(&str, &str)]) -> BTreeMap<String, String> {
    settings
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

/// Limits are counted by the hour of the clock. A test that the hour turns under would count twice from nothing, so a
/// world that starts late in the hour is moved into the next.
fn keep_clear_of_the_hour(stack: &Stack) {
    let clock = &stack.emulators().clock;
    let minute = clock.now_ms() / 60_000 % 60;
    if minute >= 50 {
        clock.advance(std::time::Duration::from_mins(15));
    }
}
