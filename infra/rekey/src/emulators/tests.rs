//! The endpoints over real connections, as an SDK's client meets them.

use std::io::ErrorKind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::Body;
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::{HeaderMap, Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::sync::mpsc;

use super::*;

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Value,
}

/// Sends one request on a connection of its own; an error is a connection that closed without an answer.
async fn send(url: &str, request: Request<Full<Bytes>>) -> Result<Answer, hyper::Error> {
    let stream = TcpStream::connect(url.strip_prefix("http://").unwrap())
        .await
        .unwrap();
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    let (head, body) = sender.send_request(request).await?.into_parts();
    let body = body.collect().await?.to_bytes();
    Ok(Answer {
        status: head.status,
        headers: head.headers,
        body: serde_json::from_slice(&body).unwrap_or(Value::Null),
    })
}

async fn store(
    emulators: &Emulators,
    operation: &str,
    body: &Value,
) -> Result<Answer, hyper::Error> {
    store_as(emulators, "operator", operation, body).await
}

async fn store_as(
    emulators: &Emulators,
    caller: &str,
    operation: &str,
    body: &Value,
) -> Result<Answer, hyper::Error> {
    let request = Request::post("/")
        .header("host", "dynamodb.local.amazonaws.com")
        .header("content-type", "application/x-amz-json-1.0")
        .header("x-amz-target", format!("DynamoDB_20120810.{operation}"))
        .header("x-amz-date", "20260101T000000Z")
        .header("authorization", signature(caller, "dynamodb"))
        .body(Full::from(body.to_string()))
        .unwrap();
    send(&emulators.store_url, request).await
}

fn signature(key_id: &str, service: &str) -> String {
    format!(
        "AWS4-HMAC-SHA256 Credential={key_id}/20260101/local/{service}/aws4_request, SignedHeaders=host, Signature=0"
    )
}

async fn put(emulators: &Emulators, id: &str) -> Result<Answer, hyper::Error> {
    let body = json!({ "TableName": "x-outbox", "Item": { "id": { "S": id } } });
    store(emulators, "PutItem", &body).await
}

async fn ids(emulators: &Emulators) -> Vec<String> {
    let tables = emulators.tables().await.unwrap();
    let mut ids: Vec<_> = tables["outbox"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect();
    ids.sort();
    ids
}

async fn mail(emulators: &Emulators, to: &str) -> Result<Answer, hyper::Error> {
    let body = json!({
        "FromEmailAddress": "no-reply@example.com",
        "Destination": { "ToAddresses": [to] },
        "Content": { "Simple": {
            "Subject": { "Data": "Set a new password" },
            "Body": { "Text": { "Data": "https://a.example/#t" }, "Html": { "Data": "<a href='https://a.example/#t'>a</a>" } },
            "Headers": [{ "Name": "Auto-Submitted", "Value": "auto-generated" }],
        } },
        "EmailTags": [{ "Name": "kind", "Value": "reset" }],
        "ConfigurationSetName": "rekey",
    });
    let request = Request::post("/v2/email/outbound-emails")
        .header("authorization", signature("deliver", "ses"))
        .body(Full::from(body.to_string()))
        .unwrap();
    send(&emulators.mail_url, request).await
}

async fn suppression(emulators: &Emulators, address: &str) -> Result<Answer, hyper::Error> {
    let path = format!("/v2/email/suppression/addresses/{address}");
    let request = Request::get(path)
        .header("authorization", signature("deliver", "ses"))
        .body(Full::default())
        .unwrap();
    send(&emulators.mail_url, request).await
}

/// Asks the helpers as a browser or a test would.
async fn local(
    emulators: &Emulators,
    method: Method,
    path: &str,
    body: &str,
) -> (StatusCode, String) {
    use hyper::service::Service;
    let request = Request::builder()
        .method(method)
        .uri(path)
        .body(Body::from(body.to_owned()))
        .unwrap();
    let router = emulators.router().merge(emulators.clock_router());
    let service = hyper_util::service::TowerToHyperService::new(router);
    let response = service.call(request).await.unwrap();
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

async fn order(emulators: &Emulators, path: &str, body: &Value) {
    let (status, answer) = local(emulators, Method::POST, path, &body.to_string()).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
}

fn folder(name: &str) -> std::path::PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, Ordering::SeqCst);
    std::env::temp_dir().join(format!("rekey-{name}-{}-{number}", std::process::id()))
}

#[tokio::test]
async fn a_call_goes_through_and_is_logged() {
    let emulators = Emulators::start(None, "x-").await.unwrap();
    let answer = put(&emulators, "a").await.unwrap();
    assert_eq!((answer.status, answer.body), (StatusCode::OK, json!({})));
    assert!(answer.headers.contains_key("x-amz-crc32"));
    assert_eq!(ids(&emulators).await, ["a"]);
    let calls = emulators.calls.all();
    assert_eq!(calls.len(), 1, "the dump is no call");
    let call = &calls[0];
    assert_eq!(
        (
            call.function.as_str(),
            call.service,
            call.operation.as_str()
        ),
        ("operator", "dynamodb", "PutItem")
    );
    assert_eq!((call.table.as_deref(), call.bytes), (Some("outbox"), 48));
}

#[tokio::test]
async fn the_stores_own_errors_come_through_unchanged() {
    let emulators = Emulators::start(None, "x-").await.unwrap();
    let answer = store(
        &emulators,
        "GetItem",
        &json!({ "TableName": "x-nothing", "Key": { "id": { "S": "a" } } }),
    )
    .await
    .unwrap();
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        answer.body["__type"],
        "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"
    );
}

#[tokio::test]
async fn a_refused_operation_is_not_done() {
    let emulators = Emulators::start(None, "x-").await.unwrap();
    order(
        &emulators,
        "/_local/store-faults",
        &json!({ "fault": "throttle" }),
    )
    .await;
    order(
        &emulators,
        "/_local/store-faults",
        &json!({ "fault": "error" }),
    )
    .await;
    let throttled = put(&emulators, "a").await.unwrap();
    assert_eq!(throttled.status, StatusCode::BAD_REQUEST);
    assert!(
        throttled.body["__type"]
            .as_str()
            .unwrap()
            .ends_with("#ThrottlingException")
    );
    let failed = put(&emulators, "b").await.unwrap();
    assert_eq!(failed.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(
        failed.body["__type"]
            .as_str()
            .unwrap()
            .ends_with("#InternalServerError")
    );
    assert!(ids(&emulators).await.is_empty());
    put(&emulators, "c").await.unwrap();
    assert_eq!(ids(&emulators).await, ["c"]);
    assert_eq!(emulators.calls.all().len(), 3);
}

#[tokio::test]
async fn what_a_role_does_not_allow_is_refused_and_not_done() {
    let emulators = Emulators::start(None, "x-").await.unwrap();
    let body = json!({ "TableName": "x-outbox", "Item": { "id": { "S": "a" } } });
    for nobody in ["pages", "sessions", "unheard-of"] {
        let refused = store_as(&emulators, nobody, "PutItem", &body)
            .await
            .unwrap();
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        let kind = refused.body["__type"].as_str().unwrap();
        assert!(kind.ends_with("#AccessDeniedException"), "{kind}");
    }
    assert!(ids(&emulators).await.is_empty());
    let both = json!({ "TransactItems": [
        { "Put": { "TableName": "x-outbox", "Item": { "id": { "S": "a" } } } },
        { "Delete": { "TableName": "x-outbox", "Key": { "id": { "S": "b" } } } },
    ] });
    let refused = store_as(&emulators, "request", "TransactWriteItems", &both);
    let told = refused.await.unwrap().body["Message"].to_string();
    assert!(told.contains("dynamodb:DeleteItem"), "{told}");
    assert!(ids(&emulators).await.is_empty());
    store_as(&emulators, "request", "PutItem", &body)
        .await
        .unwrap();
    assert_eq!(ids(&emulators).await, ["a"]);
}

#[test]
fn all_functions_together_may_what_any_of_them_may_and_no_more() {
    let together = super::allowed(super::WATCHED);
    let each = crate::template::functions().flat_map(|(name, _)| super::allowed(name));
    assert_eq!(together, each.collect());
    assert!(!together.is_empty());
}

#[tokio::test]
async fn a_role_that_mails_nothing_sends_no_mail() {
    let emulators = Emulators::start(None, "x-").await.unwrap();
    let request = Request::post("/v2/email/outbound-emails")
        .header("authorization", signature("redeem", "ses"))
        .body(Full::from("{}"))
        .unwrap();
    let refused = send(&emulators.mail_url, request).await.unwrap();
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(refused.headers["x-amzn-errortype"], "AccessDeniedException");
}

#[tokio::test]
async fn a_lost_answer_leaves_the_operation_done() {
    let emulators = Emulators::start(None, "x-").await.unwrap();
    order(
        &emulators,
        "/_local/store-faults",
        &json!({ "fault": "lose-answer", "times": 1, "operation": "PutItem" }),
    )
    .await;
    assert!(
        put(&emulators, "a")
            .await
            .is_err_and(|error| error.is_incomplete_message())
    );
    assert_eq!(ids(&emulators).await, ["a"]);
    assert!(put(&emulators, "b").await.is_ok());
}

#[tokio::test]
async fn a_mail_is_caught_as_it_was_sent() {
    let emulators = Emulators::start(None, "x-").await.unwrap();
    let mut watch = emulators.mailbox.watch();
    let answer = mail(&emulators, "ana@example.com").await.unwrap();
    assert_eq!(answer.status, StatusCode::OK);
    let caught = watch.try_recv().unwrap();
    assert_eq!(answer.body, json!({ "MessageId": caught.id }));
    let (_, listed) = local(&emulators, Method::GET, "/_local/mail", "").await;
    let listed: Value = serde_json::from_str(&listed).unwrap();
    assert_eq!(
        listed,
        json!([{
            "id": caught.id, "at": caught.at, "from": "no-reply@example.com", "to": ["ana@example.com"],
            "subject": "Set a new password", "text": "https://a.example/#t",
            "html": "<a href='https://a.example/#t'>a</a>", "headers": { "Auto-Submitted": "auto-generated" },
            "links": ["https://a.example/#t"], "tags": { "kind": "reset" }, "configuration_set": "rekey",
        }])
    );
    let calls = emulators.calls.all();
    let call = &calls[0];
    assert_eq!(
        (
            call.function.as_str(),
            call.service,
            call.operation.as_str()
        ),
        ("deliver", "ses", "SendEmail")
    );
    let (_, page) = local(&emulators, Method::GET, "/_local/", "").await;
    assert!(page.contains("ana@example.com"));
    local(&emulators, Method::DELETE, "/_local/mail", "").await;
    assert!(emulators.mailbox.all().is_empty());
}

#[tokio::test]
async fn each_mode_ends_a_send_in_its_own_way() {
    let emulators = Emulators::start(None, "x-").await.unwrap();
    for (mode, status, code) in [
        ("reject", 400, "MessageRejected"),
        ("not-verified", 400, "MailFromDomainNotVerifiedException"),
        ("paused", 400, "SendingPausedException"),
        ("suspended", 400, "AccountSuspendedException"),
        ("limit-exceeded", 400, "LimitExceededException"),
        ("access-denied", 403, "AccessDeniedException"),
        ("bad-request", 400, "BadRequestException"),
        ("not-found", 404, "NotFoundException"),
        ("throttle", 429, "TooManyRequestsException"),
        ("error", 500, "InternalServiceErrorException"),
    ] {
        order(
            &emulators,
            "/_local/mail-mode",
            &json!({ "mode": mode, "times": 1 }),
        )
        .await;
        let answer = mail(&emulators, "ana@example.com").await.unwrap();
        assert_eq!(
            (answer.status.as_u16(), &answer.headers["x-amzn-errortype"]),
            (status, &code.parse().unwrap())
        );
        assert!(answer.body["message"].is_string());
    }
    order(
        &emulators,
        "/_local/mail-mode",
        &json!({ "mode": "down", "times": 1 }),
    )
    .await;
    assert!(mail(&emulators, "ana@example.com").await.is_err());
    assert!(emulators.mailbox.all().is_empty());
    order(
        &emulators,
        "/_local/mail-mode",
        &json!({ "mode": "lose-answer", "times": 1 }),
    )
    .await;
    assert!(mail(&emulators, "ana@example.com").await.is_err());
    assert_eq!(emulators.mailbox.all().len(), 1);
    assert!(mail(&emulators, "ana@example.com").await.is_ok());
    order(
        &emulators,
        "/_local/mail-mode",
        &json!({ "mode": "timeout" }),
    )
    .await;
    let waited = tokio::time::timeout(
        Duration::from_millis(100),
        mail(&emulators, "ana@example.com"),
    )
    .await;
    assert!(waited.is_err());
    assert_eq!(emulators.mailbox.all().len(), 2);
}

#[tokio::test]
async fn a_mail_service_that_is_down_refuses_connections_until_it_is_up_again() {
    let emulators = Emulators::start(None, "x-").await.unwrap();
    let address = emulators.mail_url.strip_prefix("http://").unwrap();
    for _ in 0..3 {
        let open = TcpStream::connect(address).await.unwrap();
        order(&emulators, "/_local/mail-mode", &json!({ "mode": "down" })).await;
        let refused = TcpStream::connect(address).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::ConnectionRefused);
        open.readable().await.unwrap();
        let ended = open.try_read(&mut [0]);
        assert!(matches!(ended, Ok(0) | Err(_)), "{ended:?}");
        let accept = json!({ "mode": "accept" });
        order(&emulators, "/_local/mail-mode", &accept).await;
        assert!(mail(&emulators, "ana@example.com").await.is_ok());
    }
    assert_eq!(emulators.mailbox.all().len(), 3);
}

#[tokio::test]
async fn a_suppressed_address_is_found() {
    let emulators = Emulators::start(None, "x-").await.unwrap();
    let found = suppression(&emulators, "suppressionlist%2Bx%40simulator.amazonses.com")
        .await
        .unwrap();
    assert_eq!(found.status, StatusCode::OK);
    assert_eq!(
        found.body["SuppressedDestination"]["EmailAddress"],
        "suppressionlist+x@simulator.amazonses.com"
    );
    let missing = suppression(&emulators, "ana@example.com").await.unwrap();
    assert_eq!(
        (
            missing.status.as_u16(),
            &missing.headers["x-amzn-errortype"]
        ),
        (404, &"NotFoundException".parse().unwrap())
    );
}

#[tokio::test]
async fn the_clock_moves_what_is_written_down() {
    let emulators = Emulators::start(None, "x-").await.unwrap();
    let (status, body) = local(
        &emulators,
        Method::POST,
        "/_local/clock",
        r#"{"advance":"400d"}"#,
    )
    .await;
    assert_eq!(status, StatusCode::OK);
    let now = serde_json::from_str::<Value>(&body).unwrap()["now"]
        .as_str()
        .unwrap()
        .to_owned();
    mail(&emulators, "ana@example.com").await.unwrap();
    assert!(emulators.mailbox.all()[0].at >= now);
    assert!(emulators.calls.all()[0].at >= now);
}

#[tokio::test]
async fn a_helper_says_what_it_wants() {
    let emulators = Emulators::start(None, "x-").await.unwrap();
    for (path, body) in [
        ("/_local/clock", r#"{"advance":"17"}"#),
        ("/_local/clock", r#"["17h"]"#),
        ("/_local/clock", r#"{"advance":"17h","by":1}"#),
        ("/_local/mail-mode", r#"{"mode":"maybe"}"#),
        ("/_local/mail-mode", r#"{"mode":"reject","times":-1}"#),
        ("/_local/store-faults", "throttle"),
        (
            "/_local/store-faults",
            r#"{"fault":"error","operation":"Putitem"}"#,
        ),
    ] {
        let (status, answer) = local(&emulators, Method::POST, path, body).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{body}");
        assert!(
            serde_json::from_str::<Value>(&answer).unwrap()["error"]
                .as_str()
                .unwrap()
                .contains("send {")
        );
    }
}

#[tokio::test]
async fn the_calls_are_listed_and_forgotten() {
    let emulators = Emulators::start(None, "x-").await.unwrap();
    put(&emulators, "a").await.unwrap();
    let (_, listed) = local(&emulators, Method::GET, "/_local/calls", "").await;
    let listed: Value = serde_json::from_str(&listed).unwrap();
    assert_eq!(
        listed[0]["actions"],
        json!([{ "action": "PutItem", "table": "outbox" }])
    );
    assert_eq!(listed[0]["table"], "outbox");
    local(&emulators, Method::DELETE, "/_local/calls", "").await;
    assert!(emulators.calls.all().is_empty());
}

#[tokio::test]
async fn outbox_work_is_handed_over() {
    let emulators = Emulators::start(None, "x-").await.unwrap();
    let (sender, mut received) = mpsc::unbounded_channel();
    emulators.feed_outbox_to(move |event| {
        sender.send(event).unwrap();
        async { json!({ "batchItemFailures": [] }) }
    });
    for id in ["a", "b"] {
        put(&emulators, id).await.unwrap();
        let event = received.recv().await.unwrap();
        assert_eq!(event["Records"][0]["dynamodb"]["Keys"]["id"]["S"], id);
    }
}

#[tokio::test]
async fn only_a_write_to_the_outbox_wakes_its_reader() {
    let emulators = Emulators::start(None, "x-").await.unwrap();
    let woken = || tokio::time::timeout(Duration::ZERO, emulators.outbox_written.notified());
    let other = json!({ "TableName": "x-accounts", "Item": { "id": { "S": "a" } } });
    store(&emulators, "PutItem", &other).await.unwrap();
    let read = json!({ "TableName": "x-outbox", "Key": { "id": { "S": "a" } } });
    store(&emulators, "GetItem", &read).await.unwrap();
    assert!(woken().await.is_err());
    let both = json!({ "TransactItems": [{ "Put": { "TableName": "x-outbox", "Item": { "id": { "S": "a" } } } }] });
    store(&emulators, "TransactWriteItems", &both)
        .await
        .unwrap();
    assert!(woken().await.is_ok());
}

#[tokio::test]
async fn a_data_folder_is_free_again_and_keeps_what_it_held() {
    let folder = folder("data");
    let emulators = Emulators::start(Some(&folder), "x-").await.unwrap();
    put(&emulators, "a").await.unwrap();
    assert!(matches!(
        Emulators::start(Some(&folder), "x-").await,
        Err(Error::FolderInUse(_))
    ));
    drop(emulators);
    let emulators = Emulators::start(Some(&folder), "x-").await.unwrap();
    assert_eq!(ids(&emulators).await, ["a"]);
    drop(emulators);
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn nobody_answers_once_it_is_dropped() {
    let emulators = Emulators::start(None, "x-").await.unwrap();
    put(&emulators, "a").await.unwrap();
    let address = emulators
        .store_url
        .strip_prefix("http://")
        .unwrap()
        .to_owned();
    drop(emulators);
    let refused = TcpStream::connect(address).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::ConnectionRefused);
}

#[tokio::test]
async fn a_prefix_that_makes_no_table_name_is_refused() {
    assert!(matches!(
        Emulators::start(None, "x y").await,
        Err(Error::Store(_))
    ));
}

#[tokio::test]
async fn twenty_live_side_by_side() {
    let started = (0..20).map(|_| tokio::spawn(Emulators::start(None, "x-")));
    let mut all = Vec::new();
    for one in started.collect::<Vec<_>>() {
        all.push(one.await.unwrap().unwrap());
    }
    put(&all[3], "a").await.unwrap();
    assert_eq!(ids(&all[3]).await, ["a"]);
    assert!(ids(&all[4]).await.is_empty());
}
