//! Each function as a process of its own on Lambda's runtime loop, as `cargo lambda watch` has it.

use std::fs::File;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::program::{Surroundings, cargo};
use crate::request::client_at;
use crate::{Folder, build_binaries, root};

/// `cargo lambda watch` beside `rekey emulators`.
pub(crate) struct Watched {
    pub(crate) surroundings: Surroundings,
    watch: Child,
    port: u16,
    url: String,
    folder: Folder,
}

impl Watched {
    /// Starts both, and waits until the first function answers.
    pub(crate) async fn start() -> Self {
        // With the very features that `cargo run --bin` of the watch will want, so that it finds all of it built.
        build_binaries();
        let surroundings = Surroundings::start(&[]);
        let port = free_port();
        let url = format!("http://localhost:{port}");
        let folder = Folder::new();
        let log = File::create(log_in(&folder)).expect("a log");
        let watch = lambda()
            .args(["watch", "--invoke-address", "127.0.0.1", "--disable-cors"])
            .args(["--ignore-changes", "--invoke-port", &port.to_string()])
            .current_dir(root())
            .envs(surroundings.variables())
            .env("BASE_URL", &url)
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("a file has two ends"))
            .stderr(log)
            .spawn()
            .expect("cargo-lambda is installed");
        let watched = Self {
            surroundings,
            watch,
            port,
            url,
            folder,
        };
        watched.wait_for_the_first_answer().await;
        watched
    }

    async fn wait_for_the_first_answer(&self) {
        let client = client_at(None);
        let health = format!("{}/v1/health", self.url);
        for _ in 0..300 {
            let answer = client.get(&health).send().await;
            if answer.is_ok_and(|answer| answer.status().is_success()) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        panic!("no function answers");
    }

    /// Where the functions answer, by the paths that they have in the cloud.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn service_key(&self) -> &str {
        self.surroundings.service_key()
    }

    /// Hands an event to a function by `cargo lambda invoke`.
    pub(crate) fn invoke(&self, function: &str, event: &Value) -> Value {
        let file = self.folder.path().join("event.json");
        std::fs::write(&file, event.to_string()).expect("the folder is ours");
        let called = lambda()
            .args(["invoke", "--invoke-address", "127.0.0.1"])
            .args(["--invoke-port", &self.port.to_string(), function])
            .arg("--data-file")
            .arg(file)
            .output()
            .expect("cargo-lambda is installed");
        let told = String::from_utf8_lossy(&called.stderr);
        assert!(called.status.success(), "{function}: {told}");
        serde_json::from_slice(&called.stdout).expect("a function answers in JSON")
    }
}

impl Drop for Watched {
    /// Asks it to end, so that it ends its functions.
    fn drop(&mut self) {
        let id = self.watch.id().to_string();
        // A shell has it in itself; not every machine has it as a program.
        let _asked = Command::new("/bin/sh")
            .args(["-c", r#"kill -TERM "$1""#, "sh", &id])
            .status();
        let _reaped = self.watch.wait();
        if std::thread::panicking() {
            let log = std::fs::read_to_string(log_in(&self.folder));
            eprintln!("{}", log.unwrap_or_default());
        }
    }
}

fn lambda() -> Command {
    let mut cargo = cargo();
    cargo.arg("lambda");
    cargo
}

fn log_in(folder: &Folder) -> PathBuf {
    folder.path().join("watch.log")
}

fn free_port() -> u16 {
    let taken = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    taken.expect("a free port").port()
}
