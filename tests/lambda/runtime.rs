//! A small Lambda Runtime API: hands one event to a function's real binary and takes its answer.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex as StdMutex};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::Value;
use tests::binary;
use tokio::net::TcpListener;
use tokio::sync::{Mutex, mpsc};

/// A function's binary, running.
pub struct Running {
    events: mpsc::Sender<Value>,
    answers: mpsc::Receiver<Value>,
    child: Child,
    lines: Arc<StdMutex<Vec<String>>>,
}

#[derive(Clone)]
struct Api {
    events: Arc<Mutex<mpsc::Receiver<Value>>>,
    answers: mpsc::Sender<Value>,
}

impl Running {
    /// Starts the binary of that name with these variables and nothing else of ours.
    pub async fn start(function: &str, environment: &BTreeMap<String, String>) -> Self {
        let (events, next) = mpsc::channel(1);
        let (told, answers) = mpsc::channel(1);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let api = Api {
            events: Arc::new(Mutex::new(next)),
            answers: told,
        };
        let routes = Router::new()
            .route("/2018-06-01/runtime/invocation/next", get(hand_over))
            .route("/2018-06-01/runtime/invocation/{id}/response", post(take))
            .route("/2018-06-01/runtime/invocation/{id}/error", post(take))
            .with_state(api);
        tokio::spawn(async move { axum::serve(listener, routes).await });
        let mut child = Command::new(binary(function))
            .envs(environment)
            .env("AWS_LAMBDA_RUNTIME_API", address.to_string())
            .env("AWS_LAMBDA_FUNCTION_NAME", function)
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "1")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the function's binary starts");
        let lines = keep_lines(child.stdout.take().expect("it is piped"));
        Self {
            events,
            answers,
            child,
            lines,
        }
    }

    /// The function's answer to an event.
    pub async fn call(&mut self, event: Value) -> Value {
        self.events.send(event).await.expect("the runtime listens");
        let answer = tokio::time::timeout(Duration::from_secs(15), self.answers.recv()).await;
        answer.expect("an answer in time").expect("an answer")
    }
}

impl Running {
    /// The line of the log that holds this text, waited for; and every line so far.
    pub async fn line_with(&self, text: &str) -> (Value, Vec<String>) {
        for _ in 0..500 {
            let lines = self.lines.lock().expect("reading does not panic").clone();
            if let Some(line) = lines.iter().find(|line| line.contains(text)) {
                let line = serde_json::from_str(line).expect("a line is one JSON object");
                return (line, lines);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("no line tells {text}");
    }

    /// Waits for a function that ends by itself.
    pub async fn ends(mut self) -> std::process::ExitStatus {
        for _ in 0..500 {
            if let Some(status) = self.child.try_wait().expect("the process is ours") {
                return status;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the function still runs");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// What it writes, a line at a time, as the log of Lambda would take it.
fn keep_lines(output: ChildStdout) -> Arc<StdMutex<Vec<String>>> {
    let kept = Arc::new(StdMutex::new(Vec::new()));
    let lines = Arc::clone(&kept);
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            lines.lock().expect("asking does not panic").push(line);
        }
    });
    kept
}

async fn hand_over(State(api): State<Api>) -> Response {
    let Some(event) = api.events.lock().await.recv().await else {
        return StatusCode::GONE.into_response();
    };
    let headers = [
        (
            "lambda-runtime-aws-request-id",
            "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
        ),
        ("lambda-runtime-deadline-ms", "4102444800000"),
        (
            "lambda-runtime-invoked-function-arn",
            "arn:aws:lambda:eu-central-1:123456789012:function:rekey",
        ),
    ];
    (headers, event.to_string()).into_response()
}

async fn take(State(api): State<Api>, body: String) -> StatusCode {
    let answer = serde_json::from_str(&body).unwrap_or(Value::String(body));
    api.answers.send(answer).await.expect("the test waits");
    StatusCode::ACCEPTED
}
