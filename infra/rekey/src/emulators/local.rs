//! The helpers under `/_local/`: what people and tests use to read the mail, move the clock and spoil things.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::Response;
use axum::routing::{get, post};
use dynoxide::{Database, DynoxideError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::Emulators;
use super::calls::CallLog;
use super::clock::{LocalClock, rfc3339};
use super::contents;
use super::faults::{FaultOrder, Faults};
use super::mail::{CurrentMode, Mailbox, ModeOrder};
use super::page;
use super::store::blocking;
use super::stream;

const WANTS_CLOCK: &str =
    r#"send {"advance":"17h"}: whole numbers with the units s, m, h, d, joined as in 6d23h"#;
const WANTS_MODE: &str = r#"send {"mode":"accept"|"reject"|"not-verified"|"paused"|"suspended"|"limit-exceeded"|"access-denied"|"bad-request"|"not-found"|"throttle"|"error"|"timeout"|"lose-answer"|"down"}, with "times": n for the next n sends only, "percent": n (and "seed": n) for so many of a hundred"#;
const WANTS_FAULT: &str = r#"send {"fault":"throttle"|"error"|"lose-answer"|"conflict"|"slow"}, with "times": n (1 unless given, 0 takes orders back) and "operation": one that Rekey calls, such as "TransactWriteItems"; also "function", "after": n, "percent": n (and "seed": n), "milliseconds": n to be late by"#;

/// The operations that a fault can be kept for.
const OPERATIONS: [&str; 10] = [
    "BatchGetItem",
    "BatchWriteItem",
    "DeleteItem",
    "GetItem",
    "PutItem",
    "Query",
    "Scan",
    "TransactGetItems",
    "TransactWriteItems",
    "UpdateItem",
];

#[derive(Clone)]
struct Local {
    database: Database,
    prefix: String,
    clock: LocalClock,
    calls: CallLog,
    faults: Faults,
    mailbox: Mailbox,
    mode: CurrentMode,
}

pub(crate) fn router(emulators: &Emulators) -> Router {
    let local = Local {
        database: emulators.database.clone(),
        prefix: emulators.prefix.clone(),
        clock: emulators.clock.clone(),
        calls: emulators.calls.clone(),
        faults: emulators.faults.clone(),
        mailbox: emulators.mailbox.clone(),
        mode: emulators.mail_mode.clone(),
    };
    Router::new()
        .route("/_local/", get(mail_page))
        .route("/_local/mail", get(mail).delete(clear_mail))
        .route("/_local/mail-mode", post(change_mode))
        .route("/_local/store-faults", post(order_fault))
        .route("/_local/calls", get(calls).delete(clear_calls))
        .route("/_local/tables", get(tables))
        .route("/_local/outbox-event", get(outbox_event))
        .with_state(local)
}

pub(crate) fn clock_router(emulators: &Emulators) -> Router {
    Router::new()
        .route("/_local/clock", post(move_clock))
        .with_state(emulators.clock.clone())
}

async fn mail_page(State(local): State<Local>, uri: Uri) -> Response {
    let refreshes = uri.query() != Some("refresh=off");
    let now = rfc3339(local.clock.now_ms());
    let html = page::mail_page(&local.mailbox.all(), local.mode.peek(), &now, refreshes);
    Response::builder()
        .header(header::CONTENT_TYPE, "text/html; charset=utf-8")
        .header(header::CONTENT_SECURITY_POLICY, page::POLICY)
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::REFERRER_POLICY, "no-referrer")
        .body(Body::from(html))
        .expect("fixed headers are valid")
}

async fn mail(State(local): State<Local>) -> Response {
    let mails = local.mailbox.all();
    json_answer(
        StatusCode::OK,
        &mails.iter().map(AsRef::as_ref).collect::<Vec<_>>(),
    )
}

async fn clear_mail(State(local): State<Local>) -> StatusCode {
    local.mailbox.clear();
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    advance: String,
}

async fn move_clock(State(clock): State<LocalClock>, body: Bytes) -> Response {
    let order = parse::<Advance>(&body);
    let Some(by) = order.and_then(|order| domain::duration::parse(&order.advance)) else {
        return refuse(WANTS_CLOCK);
    };
    clock.advance(by.unsigned_abs());
    json_answer(StatusCode::OK, &json!({ "now": rfc3339(clock.now_ms()) }))
}

async fn change_mode(State(local): State<Local>, body: Bytes) -> Response {
    let Some(order) = parse::<ModeOrder>(&body) else {
        return refuse(WANTS_MODE);
    };
    local.mode.order(&order).await;
    json_answer(StatusCode::OK, &json!({ "mode": local.mode.peek() }))
}

async fn order_fault(State(local): State<Local>, body: Bytes) -> Response {
    let is_known = |order: &FaultOrder| {
        order
            .operation
            .as_deref()
            .is_none_or(|name| OPERATIONS.contains(&name))
    };
    let Some(order) = parse::<FaultOrder>(&body).filter(is_known) else {
        return refuse(WANTS_FAULT);
    };
    let answer =
        json!({ "fault": order.fault, "times": order.times, "operation": order.operation });
    local.faults.order(order);
    json_answer(StatusCode::OK, &answer)
}

async fn calls(State(local): State<Local>) -> Response {
    json_answer(StatusCode::OK, &local.calls.all())
}

async fn clear_calls(State(local): State<Local>) -> StatusCode {
    local.calls.clear();
    StatusCode::NO_CONTENT
}

async fn tables(State(local): State<Local>) -> Response {
    let prefix = local.prefix;
    let dump = move |database: &Database| contents::dump(database, &prefix);
    read(&local.database, dump).await
}

/// What Lambda would hand to `deliver`, where nobody does: `cargo lambda invoke deliver --data-file` takes it.
async fn outbox_event(State(local): State<Local>) -> Response {
    let prefix = local.prefix;
    let waiting = move |database: &Database| stream::waiting(database, &prefix);
    read(&local.database, waiting).await
}

async fn read<W>(database: &Database, work: W) -> Response
where
    W: FnOnce(&Database) -> Result<Value, DynoxideError> + Send + 'static,
{
    match blocking(database, work).await {
        Ok(found) => json_answer(StatusCode::OK, &found),
        Err(error) => {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "the tables cannot be read"
            );
            let body = json!({ "error": "the tables cannot be read; the log says why" });
            json_answer(StatusCode::INTERNAL_SERVER_ERROR, &body)
        }
    }
}

/// Reads one JSON object; serde would take an array for it.
fn parse<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    let object: Map<String, Value> = serde_json::from_slice(body).ok()?;
    serde_json::from_value(Value::Object(object)).ok()
}

fn refuse(wanted: &str) -> Response {
    json_answer(StatusCode::BAD_REQUEST, &json!({ "error": wanted }))
}

fn json_answer(status: StatusCode, body: &impl Serialize) -> Response {
    let body = serde_json::to_vec(body).expect("our own answers are JSON");
    Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::CACHE_CONTROL, "no-store")
        .body(Body::from(body))
        .expect("fixed headers are valid")
}
