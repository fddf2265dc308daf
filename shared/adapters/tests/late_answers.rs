//! An answer that comes too late: whoever changes a password is told to try signing in, a form's reader on a page.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use adapters::clock::Clock;
use adapters::metrics::Metrics;
use adapters::settings::Settings;
use adapters::web::edge::{self, Came};
use adapters::web::page::Site;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::routing::post;
use http_body_util::BodyExt as _;
use tokio::time::{Instant, timeout};
use tower::ServiceExt as _;

/// What a caller is told who sends nothing but this type, by a route that never answers, when the request has waited so long
/// already: content type and body.
async fn told(content_type: &str, waited: Duration) -> (String, String) {
    let base_url = |name: &str| (name == "BASE_URL").then(|| "https://a.example".to_owned());
    let site = Site::new(Arc::new(Settings::read(base_url).expect("settings")));
    let route = Router::new().route("/", post(pending::<StatusCode>));
    let route = edge::changes_password(&site, route).with_state(site);
    let route = edge::finish(route, &Metrics::new("rekey-", Clock::Real));
    let request = Request::post("/?lang=de").header(header::CONTENT_TYPE, content_type);
    let request = request.extension(Came(Instant::now() - waited));
    let request = request.body(Body::empty()).expect("a request");
    let answer = route.oneshot(request).await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.headers().contains_key(header::RETRY_AFTER));
    let kind = answer.headers()[header::CONTENT_TYPE].to_str();
    let kind = kind.expect("text").to_owned();
    let body = answer.into_body().collect().await.expect("a body");
    let body = String::from_utf8(body.to_bytes().into()).expect("text");
    (kind, body)
}

#[tokio::test]
async fn who_waits_too_long_for_a_new_password_is_told_to_try_signing_in() {
    let (json, form) = ("application/json", "application/x-www-form-urlencoded");
    let (program, reader) = tokio::join!(told(json, Duration::ZERO), told(form, Duration::ZERO));
    assert_eq!(program.0, "application/problem+json");
    assert!(
        program.1.contains("/problems/try-again-later"),
        "{}",
        program.1
    );
    assert!(program.1.contains("new password"), "{}", program.1);
    assert_eq!(reader.0, "text/html; charset=utf-8");
    assert!(reader.1.contains("<html lang=\"de\""), "{}", reader.1);
    assert!(reader.1.contains("neuen Passwort"), "{}", reader.1);
}

/// A function whose secret was out of reach at its start fetches it first.
#[tokio::test]
async fn what_a_request_waited_before_counts() {
    let answer = told("application/json", Duration::from_secs(8));
    let (kind, _) = timeout(Duration::from_secs(4), answer)
        .await
        .expect("in time");
    assert_eq!(kind, "application/problem+json");
}
