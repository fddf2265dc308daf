//! The binaries, as operators and Lambda start them.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::thread::{self, JoinHandle};

/// The program `rekey`, running.
pub(crate) struct Program {
    child: Child,
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
            let mut child = command
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .expect("the program starts");
            let said = Said::default();
            let (ready, is_ready) = mpsc::channel();
            let output = child.stdout.take().expect("its output is ours");
            let errors = child.stderr.take().expect("its errors are ours");
            let readers = vec![
                read(output, said.clone(), Some(ready)),
                read(errors, said.clone(), None),
            ];
            let url = is_ready.recv().expect("the program serves before it ends");
            Self {
                child,
                url,
                readers,
                said,
            }
        };
        tokio::task::spawn_blocking(start)
            .await
            .expect("starting does not panic")
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// What it writes.
    pub(crate) fn said(&self) -> Said {
        self.said.clone()
    }
}

/// Kills it, as `kill -9` does, and reads what it has written until then.
impl Drop for Program {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
        for reader in self.readers.drain(..) {
            let _read = reader.join();
        }
    }
}

/// Keeps each line; where the program is to be `ready`, those behind the line that says where it serves.
fn read(
    from: impl Read + Send + 'static,
    said: Said,
    mut ready: Option<Sender<String>>,
) -> JoinHandle<()> {
    thread::spawn(move || {
        for line in BufReader::new(from).lines() {
            let line = line.expect("it prints text");
            let Some(waiting) = &ready else {
                said.add(line);
                continue;
            };
            if let Some(url) = line.strip_prefix("Rekey is ready: ") {
                let _told = waiting.send(url.trim().to_owned());
                ready = None;
            }
        }
    })
}

/// Reads what a program prints until the line that begins so; answers all of it, and the rest of that line.
fn printed_until(child: &mut Child, beginning: &str) -> (String, String) {
    let output = child.stdout.as_mut().expect("its output is ours");
    let mut printed = String::new();
    for line in BufReader::new(output).lines() {
        let line = line.expect("it prints text");
        printed.push_str(&line);
        printed.push('\n');
        if let Some(url) = line.strip_prefix(beginning) {
            return (printed, url.trim().to_owned());
        }
    }
    panic!("the program ended before it served");
}

/// `rekey emulators`, running.
pub struct Surroundings {
    child: Child,
    printed: String,
    url: String,
}

impl Surroundings {
    /// Starts it with these settings, and waits until it serves.
    pub fn start(settings: &[(&str, &str)]) -> Self {
        let mut child = Command::new(binary("rekey"))
            .args(["--port", "0", "emulators"])
            .envs(settings.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let (printed, url) = printed_until(&mut child, "# Rekey's emulators are ready: ");
        Self {
            child,
            printed,
            url,
        }
    }

    /// What it printed.
    pub fn printed(&self) -> &str {
        &self.printed
    }

    /// The bearer token that may do everything.
    pub(crate) fn service_key(&self) -> &str {
        let mut lines = self.printed.lines();
        let key = lines.find_map(|line| line.strip_prefix("# Service key: "));
        key.expect("it tells the service key")
    }

    /// Where its helpers are, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What a shell that has taken in what it printed hands to the programs it starts.
    pub fn variables(&self) -> BTreeMap<String, String> {
        let shell = Command::new("/bin/sh")
            .args(["-euc", r#"eval "$1"; env"#, "sh", &self.printed])
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

impl Drop for Surroundings {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
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
