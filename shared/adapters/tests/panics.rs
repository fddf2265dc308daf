//! A fault in the code: a problem for the caller, a line without secrets for the operator, and the next call works.

use std::sync::{Mutex, MutexGuard};

use adapters::clock::Clock;
use adapters::metrics::Metrics;
use adapters::web::edge;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::routing::post;
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower::ServiceExt as _;
use tracing::Level;

static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn lines() -> MutexGuard<'static, Vec<String>> {
    LINES.lock().expect("nobody panics meanwhile")
}

async fn stumbles(body: String) -> &'static str {
    assert!(body.is_empty(), "cannot work on {body}");
    "done"
}

async fn call(routes: &Router, body: &'static str) -> (StatusCode, String) {
    let request = Request::post("/v1/password").body(Body::from(body));
    let request = request.expect("a request");
    let answer = routes.clone().oneshot(request).await.expect("an answer");
    let status = answer.status();
    let body = answer.into_body().collect().await.expect("a body");
    (
        status,
        String::from_utf8_lossy(&body.to_bytes()).into_owned(),
    )
}

// T-1005, T-1101
#[tokio::test]
async fn a_panic_is_a_problem_its_line_holds_no_secret_and_the_next_call_works() {
    adapters::log::write_to(Level::DEBUG, |line| lines().push(line.to_owned()));
    std::panic::set_hook(Box::new(adapters::log::tell_of_panic));
    let routes = Router::new().route("/v1/password", post(stumbles));
    let routes = edge::finish(routes, &Metrics::new("rekey-", Clock::Real));

    let (status, problem) = call(&routes, "correct horse battery staple").await;
    let after = call(&routes, "").await;
    let _hook = std::panic::take_hook();

    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(problem.contains("/problems/internal-error"), "{problem}");
    assert_eq!(after, (StatusCode::OK, "done".to_owned()));
    let lines = lines();
    for text in lines.iter().chain([&problem]) {
        assert!(!text.contains("horse"), "{text}");
    }
    let lines: Vec<Value> = lines
        .iter()
        .map(|line| serde_json::from_str(line).expect("one object for each line"))
        .collect();
    let panicked = lines.iter().find(|line| line["panic.location"].is_string());
    let panicked = panicked.expect("the place is told");
    let place = panicked["panic.location"].as_str().unwrap_or_default();
    assert!(place.contains("panics.rs"), "{panicked}");
    let answered = lines.iter().find(|line| line["http.status"] == 500);
    let answered = answered.expect("the answer is told");
    assert_eq!(panicked["request.id"], answered["request.id"]);
    assert_eq!(answered["http.problem"], "internal-error");
}
