//! The binaries, as operators and Lambda start them.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::thread::{self, JoinHandle};

/// The program `rekey` at work. It is killed, as `kill -9` does, when this is dropped.
struct Running {
    child: Child,
    /// What it printed until it served.
    welcome: String,
    url: String,
    readers: Vec<JoinHandle<()>>,
    said: Said,
}

/// Every line that a program has written where operators read: but for its welcome, which shows its service key on purpose.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said(Arc<Mutex<Vec<Arc<str>>>>);

impl Said {
    /// The lines so far; all of them, once the program has ended.
    pub(crate) fn lines(&self) -> Vec<Arc<str>> {
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.clone()
    }

    fn add(&self, line: String) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.push(line.into());
    }
}

impl Running {
    /// Starts it, and waits until it says where it serves: in a line that begins so.
    fn start(command: &mut Command, ready: &'static str) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let said = Said::default();
        let (tell, told) = mpsc::channel();
        let output = BufReader::new(child.stdout.take().expect("its output is ours"));
        let errors = BufReader::new(child.stderr.take().expect("its errors are ours"));
        let (of_output, of_errors) = (said.clone(), said.clone());
        let readers = vec![
            thread::spawn(move || {
                let mut lines = output.lines().map(|line| line.expect("it prints text"));
                let _heard = tell.send(welcome(&mut lines, ready));
                lines.for_each(|line| of_output.add(line));
            }),
            thread::spawn(move || {
                let lines = errors.lines().map(|line| line.expect("it prints text"));
                lines.for_each(|line| of_errors.add(line));
            }),
        ];
        let served = told.recv().expect("its reader does not panic");
        let Some((welcome, url)) = served else {
            panic!("the program ended before it served: {:?}", said.lines());
        };
        Self {
            child,
            welcome,
            url,
            readers,
            said,
        }
    }
}

/// All lines until the one that begins so, and the rest of that one.
fn welcome(lines: &mut impl Iterator<Item = String>, ready: &str) -> Option<(String, String)> {
    let mut welcome = String::new();
    for line in lines {
        welcome.push_str(&line);
        welcome.push('\n');
        if let Some(url) = line.strip_prefix(ready) {
            return Some((welcome, url.trim().to_owned()));
        }
    }
    None
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
        for reader in self.readers.drain(..) {
            let _read = reader.join();
        }
    }
}

/// `rekey`, the whole of it.
pub(crate) struct Program(Running);

impl Program {
    /// Builds and starts it, and waits until it serves.
    pub(crate) async fn start(data: &Path, accounts: &Path) -> Self {
        let mut command = Command::new(binary("rekey"));
        command.arg("--port").arg("0");
        command.arg("--data").arg(data);
        command.arg("--accounts").arg(accounts);
        // The level that tells most: what is not written is not searched.
        command.env("LOG_LEVEL", "debug");
        let start = move || {
            build_binaries();
            Self(Running::start(&mut command, "Rekey is ready: "))
        };
        tokio::task::spawn_blocking(start)
            .await
            .expect("starting does not panic")
    }

    pub(crate) fn url(&self) -> &str {
        &self.0.url
    }

    /// What it writes.
    pub(crate) fn said(&self) -> Said {
        self.0.said.clone()
    }
}

/// `rekey emulators`.
pub struct Surroundings(Running);

impl Surroundings {
    /// Starts it with these settings, and waits until it serves.
    pub fn start(settings: &[(&str, &str)]) -> Self {
        let mut command = Command::new(binary("rekey"));
        command.args(["--port", "0", "emulators"]);
        command.envs(settings.iter().copied());
        let ready = "# Rekey's emulators are ready: ";
        Self(Running::start(&mut command, ready))
    }

    /// What it printed.
    pub fn printed(&self) -> &str {
        &self.0.welcome
    }

    /// The bearer token that may do everything.
    pub(crate) fn service_key(&self) -> &str {
        let mut lines = self.printed().lines();
        let key = lines.find_map(|line| line.strip_prefix("# Service key: "));
        key.expect("it tells the service key")
    }

    /// Where its helpers are, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.0.url
    }

    /// What a shell that has taken in what it printed hands to the programs it starts.
    pub fn variables(&self) -> BTreeMap<String, String> {
        let shell = Command::new("/bin/sh")
            .args(["-euc", r#"eval "$1"; env"#, "sh", self.printed()])
            .env_clear()
            .output()
            .expect("a shell");
        let told = String::from_utf8_lossy(&shell.stderr);
        assert!(shell.status.success() && told.is_empty(), "{told}");
        let variables = String::from_utf8(shell.stdout).expect("text");
        variables
            .lines()
            .filter_map(|line| line.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }
}

/// What it wrote besides, where a test has failed.
impl Drop for Surroundings {
    fn drop(&mut self) {
        if thread::panicking() {
            for line in self.0.said.lines() {
                eprintln!("{line}");
            }
        }
    }
}

/// The binary of that name beside the test's own, made by [`build_binaries`]; or the function's in the folder that
/// `REKEY_BINARIES` names, where `cargo lambda build` puts them.
pub fn binary(name: &str) -> PathBuf {
    let elsewhere = std::env::var_os("REKEY_BINARIES").map(PathBuf::from);
    let deployed = elsewhere.map(|folder| folder.join(name).join("bootstrap"));
    if let Some(deployed) = deployed.filter(|path| path.exists()) {
        return deployed;
    }
    let own = std::env::current_exe().expect("a path");
    let folder = own
        .parent()
        .and_then(|deps| deps.parent())
        .expect("the folder of the profile");
    folder.join(name)
}

/// Builds the binaries, with the features that the whole workspace has, so that nothing is built twice.
/// `cargo test` builds their tests, not them.
pub fn build_binaries() {
    static BUILT: Once = Once::new();
    BUILT.call_once(|| {
        let built = cargo()
            .args(["build", "--quiet", "--workspace", "--bins"])
            .status();
        assert!(built.expect("cargo runs").success(), "the binaries build");
    });
}

/// Cargo as a person starts it. What a running `cargo test` tells a test about its own crate would have some build scripts
/// (ring's) run again, and with them much be compiled again, each time that the two alternate.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new("cargo");
    let of_the_test =
        |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
    for (name, _) in std::env::vars_os() {
        if name.to_str().is_some_and(of_the_test) {
            cargo.env_remove(name);
        }
    }
    cargo
}
