//! One `chromedriver` with one session, spoken to in WebDriver's own JSON (W3C WebDriver, level 2).

use std::path::Path;
use std::process::Stdio;

use reqwest::{Client, Method};
use serde_json::{Value, json};
use tests::Folder;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// How the browser of a test differs from an English one with JavaScript.
#[derive(Clone, Copy, Debug)]
pub struct Wishes {
    /// What it likes best to read.
    pub language: &'static str,
    /// Whether scripts run.
    pub javascript: bool,
}

impl Default for Wishes {
    fn default() -> Self {
        Self {
            language: "en",
            javascript: true,
        }
    }
}

/// A session; it ends with everything that it started when it is dropped.
pub(crate) struct Driver {
    process: Child,
    session: String,
    client: Client,
    profile: Folder,
}

impl Driver {
    pub(crate) async fn start(wishes: Wishes) -> Self {
        let profile = Folder::new();
        let (process, port) = start_process(profile.path()).await;
        let url = format!("http://127.0.0.1:{port}");
        let client = Client::builder().no_proxy().build().expect("a client");
        let mut driver = Self {
            process,
            session: url,
            client,
            profile,
        };
        let begun = driver
            .call(Method::POST, "session", &driver.capabilities(wishes))
            .await;
        let id = begun["sessionId"].as_str().expect("a session's id");
        driver.session = format!("{}/session/{id}", driver.session);
        driver
    }

    fn capabilities(&self, wishes: Wishes) -> Value {
        let profile = self.profile.path().display();
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--hide-scrollbars",
            "--window-size=900,900",
            // Nothing but this machine can be reached, whatever a page tries.
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
        ];
        let mut arguments: Vec<String> = arguments.map(str::to_owned).to_vec();
        arguments.push(format!("--user-data-dir={profile}"));
        arguments.push(format!("--accept-lang={}", wishes.language));
        let scripts = if wishes.javascript { 1 } else { 2 };
        json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": {
                "args": arguments,
                "prefs": {"profile.managed_default_content_settings.javascript": scripts},
            },
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }}})
    }

    /// One command; panics with what the driver says if it refuses.
    pub(crate) async fn command(&self, path: &str, body: &Value) -> Value {
        self.call(Method::POST, path, body).await
    }

    /// One question.
    pub(crate) async fn question(&self, path: &str) -> Value {
        self.call(Method::GET, path, &Value::Null).await
    }

    async fn call(&self, method: Method, path: &str, body: &Value) -> Value {
        let mut request = self
            .client
            .request(method, format!("{}/{path}", self.session));
        if !body.is_null() {
            request = request.json(body);
        }
        let answer = request.send().await.expect("chromedriver answers");
        let well = answer.status().is_success();
        let mut answer: Value = answer.json().await.expect("chromedriver answers in JSON");
        let value = answer["value"].take();
        assert!(well, "{path}: {}", value["message"]);
        value
    }
}

/// Starts one and tells its port. It takes a free one for IPv4 and ends when another process has the same for IPv6, which
/// happens where many start at once. What it and its browser lay down goes into the folder, for they leave it when they are
/// killed.
async fn start_process(folder: &Path) -> (Child, u16) {
    for _ in 0..5 {
        // In a group of its own, so that the browser can be ended with it.
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .env("TMPDIR", folder)
            .process_group(0)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is installed: apt-get install chromium chromium-driver");
        if let Some(port) = port(&mut process).await {
            return (process, port);
        }
    }
    panic!("chromedriver does not start");
}

/// The port that it says it has taken; none when it ended before.
async fn port(process: &mut Child) -> Option<u16> {
    let output = process.stdout.take().expect("its output is piped");
    let mut lines = BufReader::new(output).lines();
    while let Some(line) = lines.next_line().await.expect("its output can be read") {
        let port = line
            .split_once("started successfully on port ")
            .and_then(|(_, rest)| rest.trim_end_matches('.').parse().ok());
        if port.is_some() {
            return port;
        }
    }
    None
}

impl Drop for Driver {
    fn drop(&mut self) {
        let Some(group) = self.process.id() else {
            return;
        };
        let ended = std::process::Command::new("kill")
            .args(["-KILL", "--", &format!("-{group}")])
            .status();
        assert!(
            ended.is_ok_and(|status| status.success()),
            "the browser of this test still runs, in the process group {group}"
        );
    }
}
