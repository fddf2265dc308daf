//! What every answer has, whichever function gives it: security headers, a request id, an end within ten seconds, and a
//! problem document even for a panic.

use std::time::Duration;

use axum::Router;
use axum::extract::{FromRef, MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use tokio::time::{Instant, timeout_at};
use tracing::Instrument;
use ulid::Ulid;

use super::Error;
use super::body::{decodes_to_utf8, sends_form};
use super::caller::SourceAddress;
use super::error::Told;
use super::page::{REDEEMING, Reader, Site};
use crate::metrics::{Metric, Metrics};
use crate::store::StoreError;

/// Every answer comes before this, from when its request came.
const PATIENCE: Duration = Duration::from_secs(9);
/// The same on routes that change a password, whose answer says more.
const PATIENCE_IN_DOUBT: Duration = Duration::from_millis(8_500);
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request, told in its answer and in every line of the log.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// When a request came that had to wait before anything here saw it.
#[derive(Clone, Copy, Debug)]
pub struct Came(pub Instant);

impl Came {
    fn of(request: &Request) -> Instant {
        let told = request.extensions().get::<Self>();
        told.map_or_else(Instant::now, |came| came.0)
    }
}

/// Marks the answers of these routes, so that one that comes too late says to try signing in first; to a form on a page.
pub fn changes_password<S>(state: &S, router: Router<S>) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    Site: FromRef<S>,
{
    let site = Site::from_ref(state);
    router.layer(middleware::from_fn(move |request: Request, next: Next| {
        answer_in_doubt(site.clone(), request, next)
    }))
}

async fn answer_in_doubt(site: Site, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let reader = sends_form(headers).then(|| Reader::new(site, request.uri(), headers));
    let end = Came::of(&request) + PATIENCE_IN_DOUBT;
    let late = match timeout_at(end, next.run(request)).await {
        Ok(response) => return response,
        Err(late) => Error::TrySigningIn(StoreError::Unavailable(late.into())),
    };
    match reader {
        Some(reader) => reader.failed(&late, &REDEEMING),
        None => late.into_response(),
    }
}

/// Wraps the routes of one function, or of all of them: the last thing before they are served.
pub fn finish(router: Router, metrics: &Metrics) -> Router {
    router
        .fallback(|| async { Error::NotFound })
        .method_not_allowed_fallback(|| async { Error::MethodNotAllowed })
        .layer(middleware::from_fn_with_state(metrics.clone(), answer))
}

async fn answer(State(metrics): State<Metrics>, mut request: Request, next: Next) -> Response {
    let id = request
        .extensions()
        .get::<RequestId>()
        .map_or_else(new_request_id, |id| id.0.clone());
    request.extensions_mut().insert(RequestId(id.clone()));
    let span = tracing::error_span!("request", request.id = id, work.id = tracing::field::Empty);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = if names_nothing(request.uri().path()) {
        Error::NotFound.into_response()
    } else {
        run(request, next).instrument(span.clone()).await
    };
    harden(response.headers_mut(), &id);
    let told = response.extensions_mut().remove::<Told>();
    span.in_scope(|| log(&method, route.as_ref(), response.status().as_u16(), told));
    if let Some(slug) = told.and_then(|told| told.rule) {
        metrics.write(Metric::Refusal(slug));
    }
    response
}

/// An id that is empty or no text names nothing, though its route would take it.
fn names_nothing(path: &str) -> bool {
    path.contains("//") || !decodes_to_utf8(path.as_bytes())
}

/// On a task of its own: a panic ends it and not the connection, and a caller who hangs up does not stop it half-way.
async fn run(request: Request, next: Next) -> Response {
    let span = tracing::Span::current();
    let end = Came::of(&request) + PATIENCE;
    let task = tokio::spawn(next.run(request).instrument(span));
    match timeout_at(end, task).await {
        Ok(Ok(response)) => response,
        Ok(Err(_panicked)) => {
            tracing::error!("a handler panicked");
            Error::Internal.into_response()
        }
        Err(late) => Error::TryAgainLater(StoreError::Unavailable(late.into())).into_response(),
    }
}

fn harden(headers: &mut axum::http::HeaderMap, id: &str) {
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            header::STRICT_TRANSPORT_SECURITY,
            "max-age=31536000; includeSubDomains",
        ),
        (OPENER_POLICY, "same-origin"),
    ];
    // Those below too: the map would grow twice for them.
    headers.reserve(fixed.len() + 3);
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    // Whatever is not a page may load nothing and be framed by nobody.
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ));
    if let Ok(value) = HeaderValue::from_str(id) {
        headers.insert(REQUEST_ID, value);
    }
}

/// The route, never the path: whoever mistypes a link puts its token there.
fn log(method: &Method, route: Option<&MatchedPath>, status: u16, told: Option<Told>) {
    tracing::info!(
        http.method = %method,
        http.route = route.map(MatchedPath::as_str),
        http.status = status,
        http.problem = told.map(|told| told.slug),
        "answered"
    );
}

/// From here on every line about this request names the work that it puts into the outbox; the worker's lines name it too.
pub fn joins_work(id: Ulid) {
    tracing::Span::current().record("work.id", tracing::field::display(id));
}

fn new_request_id() -> String {
    Ulid::from_bytes(crate::entropy::entropy()).to_string()
}

/// Gives requests the address that the connection came from.
pub fn set_source_address(request: &mut Request, address: std::net::IpAddr) {
    request.extensions_mut().insert(SourceAddress(address));
}
