//! The real binaries on a real Lambda runtime loop, called with events as API Gateway, the outbox's stream and the
//! schedule send them.

mod runtime;
mod surroundings;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rekey::accounts_file;
use rekey::emulators::{Emulators, Fault, FaultOrder};
use rekey::environment::{self, Environment};
use rekey::functions::Functions;
use rekey::secrets::Secrets;
use runtime::Running;
use serde_json::{Value, json};
use tests::has_no_trace;

const PASSWORD: &str = "violet trombone under the stairs";

/// The store and the mail service with the demo accounts, and what the functions find in their environment.
struct Cloud {
    emulators: Arc<Emulators>,
    environment: Environment,
}

impl Cloud {
    async fn start() -> Self {
        let emulators = Arc::new(
            Emulators::start(None, "rekey-")
                .await
                .expect("the emulators start"),
        );
        let secrets = Secrets::load_or_make(None).expect("secrets");
        let environment =
            Environment::new(BTreeMap::new(), "https://accounts.example.com", &secrets);
        let functions = Functions::new(environment.clone(), Arc::clone(&emulators));
        let operator = functions.app("operator").await.expect("settings");
        accounts_file::seed(&operator, None)
            .await
            .expect("the demo accounts");
        Self {
            emulators,
            environment,
        }
    }

    async fn function(&self, name: &str) -> Running {
        let settings = [
            "BASE_URL",
            "MAIL_FROM",
            "LINK_KEYS_SECRET",
            "PEPPER_KEYS_SECRET",
        ];
        let found = |setting| self.environment.of_function(name, setting);
        let mut variables: BTreeMap<String, String> = settings
            .into_iter()
            .filter_map(|setting| Some((setting.to_owned(), found(setting)?)))
            .collect();
        variables.extend(environment::AWS.into_iter().filter_map(|variable| {
            Some((
                variable.to_owned(),
                environment::aws(&self.emulators, name, variable)?,
            ))
        }));
        variables.insert("LOG_LEVEL".to_owned(), "debug".to_owned());
        variables.insert(
            "ALLOWED_ORIGINS".to_owned(),
            "https://app.example".to_owned(),
        );
        Running::start(name, &variables).await
    }

    async fn rows(&self, table: &str) -> Vec<Value> {
        let tables = self.emulators.tables().await.expect("the tables");
        tables[table].as_array().cloned().unwrap_or_default()
    }

    /// The one piece of work that waits, as a record of the stream.
    async fn waiting(&self) -> Value {
        let work = self.rows("outbox").await;
        assert_eq!(work.len(), 1, "one piece of work waits: {work:?}");
        json!({"Records": [{
            "eventID": "1", "eventName": "INSERT", "eventSource": "aws:dynamodb", "awsRegion": "eu-central-1",
            "dynamodb": {
                "Keys": {"id": {"S": work[0]["id"]}}, "SequenceNumber": "111", "SizeBytes": 26,
                "StreamViewType": "KEYS_ONLY"
            }
        }]})
    }
}

/// A request as API Gateway's HTTP API sends it (payload format 2.0).
fn request(method: &str, path: &str, body: Option<&Value>) -> Value {
    let mut event = json!({
        "version": "2.0",
        "routeKey": format!("{method} {path}"),
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"host": "accounts.example.com", "x-forwarded-for": "198.51.100.9"},
        "requestContext": {
            "accountId": "123456789012", "apiId": "api", "domainName": "accounts.example.com", "domainPrefix": "accounts",
            "requestId": "JKJaXmPLvHcESHA=", "routeKey": format!("{method} {path}"), "stage": "$default",
            "time": "22/Nov/2026:12:00:00 +0000", "timeEpoch": 1_795_348_800_000_u64,
            "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "203.0.113.7", "userAgent": "test"}
        },
        "isBase64Encoded": false
    });
    if let Some(body) = body {
        event["headers"]["content-type"] = json!("application/json");
        event["body"] = json!(body.to_string());
    }
    event
}

fn authorized(mut event: Value, token: &str) -> Value {
    event["headers"]["authorization"] = json!(format!("Bearer {token}"));
    event
}

/// Calls a function that answers requests, and takes the answer apart.
async fn send(function: &mut Running, event: Value) -> (u64, Value) {
    let answer = function.call(event).await;
    let status = answer["statusCode"]
        .as_u64()
        .unwrap_or_else(|| panic!("an answer with a status: {answer}"));
    let text = answer["body"].as_str().unwrap_or_default();
    (status, serde_json::from_str(text).unwrap_or(Value::Null))
}

// T-1101, T-1103
#[tokio::test(flavor = "multi_thread")]
async fn the_main_journey_goes_through_the_real_binaries() {
    tests::build_binaries();
    let cloud = Cloud::start().await;

    let mut request_function = cloud.function("request").await;
    let ask = json!({"identifier": "ana@example.com"});
    let answer = request_function
        .call(request("POST", "/v1/password-resets", Some(&ask)))
        .await;
    assert_eq!(answer["statusCode"], 202, "{answer}");
    assert_eq!(answer["headers"]["x-request-id"], "JKJaXmPLvHcESHA=");
    // Counted is the address of API Gateway's context, whatever a header says.
    let limits = cloud.rows("limits").await;
    assert_eq!(limits.len(), 1, "{limits:?}");
    let counted = domain::Limit::AsksPerAddress
        .key("203.0.113.7", jiff::Timestamp::UNIX_EPOCH)
        .text;
    let subject = counted.rsplit_once('#').expect("a window").0;
    assert!(
        limits[0]["key"]
            .as_str()
            .is_some_and(|key| key.starts_with(subject)),
        "{limits:?}"
    );

    let mut deliver = cloud.function("deliver").await;
    assert_eq!(
        deliver.call(cloud.waiting().await).await,
        json!({"batchItemFailures": []})
    );
    let link = cloud.emulators.mailbox.all()[0].links[0].clone();
    let token = link
        .strip_prefix("https://accounts.example.com/reset#")
        .expect("a link of ours");

    let mut redeem = cloud.function("redeem").await;
    let new = json!({"token": token, "password": PASSWORD});
    let (status, told) = send(
        &mut redeem,
        request("POST", "/v1/password-resets/redeem", Some(&new)),
    )
    .await;
    assert_eq!(
        (status, &told["applies_to"]),
        (200, &json!("sign-in")),
        "{told}"
    );
    let (status, _) = send(
        &mut redeem,
        request("POST", "/v1/password-resets/redeem", Some(&new)),
    )
    .await;
    assert_eq!(status, 410);
    assert_eq!(
        deliver.call(cloud.waiting().await).await,
        json!({"batchItemFailures": []})
    );
    assert_eq!(cloud.emulators.mailbox.all().len(), 2, "link and notice");

    let (answered, asking) = request_function.line_with("http.status").await;
    assert_eq!(answered["request.id"], "JKJaXmPLvHcESHA=");
    let (asked, _) = request_function.line_with("\"Asks\"").await;
    assert_eq!(
        (&asked["Asks"], &asked["Installation"]),
        (&json!(1.0), &json!("rekey-"))
    );
    let (turn, delivering) = deliver.line_with("work.outcome").await;
    assert_eq!(turn["work.id"], answered["work.id"], "{turn} {answered}");
    assert_eq!(turn["request.id"], "8476a536-e9f4-11e8-9739-2dfe598c3fcd");
    let (redeemed, redeeming) = redeem.line_with("\"redeemed\"").await;
    assert_eq!(redeemed["Redemptions"], 1.0);
    for line in [asking, delivering, redeeming].concat() {
        assert!(line.starts_with('{') && line.ends_with('}'), "{line}");
        for secret in [token, PASSWORD, "ana@example.com"] {
            has_no_trace(&line, secret);
        }
    }

    let mut change_own = cloud.function("change-own").await;
    let change = json!({"identifier": "ana@example.com", "current_password": PASSWORD, "new_password": "violet trombone over the stairs"});
    let (status, told) = send(
        &mut change_own,
        request("POST", "/v1/password", Some(&change)),
    )
    .await;
    assert_eq!(status, 200, "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn administration_goes_through_the_real_binaries() {
    tests::build_binaries();
    let cloud = Cloud::start().await;

    let mut sessions = cloud.function("sessions").await;
    let credentials =
        json!({"identifier": "adam@example.com", "password": "correct horse battery staple"});
    let (status, signed_in) = send(
        &mut sessions,
        request("POST", "/v1/sessions", Some(&credentials)),
    )
    .await;
    assert_eq!(status, 201, "{signed_in}");
    let token = signed_in["token"].as_str().expect("a bearer token");

    let mut accounts = cloud.function("accounts").await;
    let mut search = authorized(request("GET", "/v1/admin/accounts", None), token);
    search["rawQueryString"] = json!("search=ana");
    let (status, found) = send(&mut accounts, search).await;
    assert_eq!(status, 200, "{found}");
    let ana = found["accounts"][0]["id"].as_str().expect("ana is found");

    let mut admin_generate = cloud.function("admin-generate").await;
    let order = request(
        "POST",
        &format!("/v1/admin/accounts/{ana}/reset-link"),
        Some(&json!({"delivery": "link"})),
    );
    let (status, reset) = send(&mut admin_generate, authorized(order, token)).await;
    assert_eq!(
        (status, &reset["status"]),
        (200, &json!("hand-over")),
        "{reset}"
    );

    let mut manual_set = cloud.function("manual-set").await;
    let set = request(
        "PUT",
        &format!("/v1/admin/accounts/{ana}/password"),
        Some(&json!({"password": PASSWORD})),
    );
    let (status, told) = send(&mut manual_set, authorized(set, token)).await;
    assert_eq!(status, 200, "{told}");

    let mut mail_events = cloud.function("mail-events").await;
    let link = cloud.rows("links").await[0]["id"].clone();
    let tags = json!({"rekey-account": [ana], "rekey-link": [link]});
    let event = json!({
        "version": "0", "source": "aws.ses", "detail-type": "Email Delivered", "time": "2026-11-22T12:00:00Z",
        "detail": {"eventType": "Delivery", "mail": {"tags": tags}},
    });
    assert_eq!(mail_events.call(event).await, Value::Null);
    assert_eq!(cloud.rows("links").await[0]["delivery"], "delivered");

    let mut cleanup = cloud.function("cleanup").await;
    let cleaned = cleanup.call(json!({"source": "aws.scheduler"})).await;
    assert_eq!(cleaned, json!({"sent_round": 0, "nonces_erased": 0}));
    // An alarm counts the runs that fail.
    cloud.emulators.faults.order(FaultOrder {
        operation: Some("Scan".to_owned()),
        times: 100,
        ..FaultOrder::of(Fault::Error)
    });
    let failed = cleanup.call(json!({"source": "aws.scheduler"})).await;
    assert!(failed["errorMessage"].is_string(), "{failed}");

    let mut pages = cloud.function("pages").await;
    let (status, health) = send(&mut pages, request("GET", "/v1/health", None)).await;
    assert_eq!((status, &health["status"]), (200, &json!("ok")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_function_whose_setting_is_missing_does_not_start() {
    tests::build_binaries();
    let ended = Running::start("deliver", &BTreeMap::new())
        .await
        .ends()
        .await;
    assert!(!ended.success());
}

// T-112, T-113
#[tokio::test(flavor = "multi_thread")]
async fn a_body_in_base64_is_decoded_and_a_broken_one_is_refused() {
    tests::build_binaries();
    let cloud = Cloud::start().await;
    let mut function = cloud.function("request").await;
    let mut event = request("POST", "/v1/password-resets", Some(&json!({})));
    event["isBase64Encoded"] = json!(true);
    event["body"] = json!("eyJpZGVudGlmaWVyIjoiYW5hQGV4YW1wbGUuY29tIn0=");
    assert_eq!(send(&mut function, event.clone()).await.0, 202);
    event["body"] = json!("no base64!");
    // The runtime's own library panics. API Gateway makes a 500 of such an answer, and never sends such a body.
    let answer = function.call(event.clone()).await;
    assert!(answer["errorType"].as_str().is_some(), "{answer}");
    event["body"] = json!("//79");
    assert_eq!(send(&mut function, event.clone()).await.0, 400, "no UTF-8");
    event["isBase64Encoded"] = json!(false);
    event["body"] = json!("{\"identifier\":\"ana@example.com\"}");
    assert_eq!(
        send(&mut function, event).await.0,
        202,
        "the function has outlived the bad body"
    );
}

// T-1004
#[tokio::test(flavor = "multi_thread")]
async fn a_secret_out_of_reach_uses_up_no_link_and_one_that_comes_back_is_found() {
    tests::build_binaries();
    let cloud = Cloud::start().await;
    let mut asking = cloud.function("request").await;
    let ask = json!({"identifier": "ana@example.com"});
    send(
        &mut asking,
        request("POST", "/v1/password-resets", Some(&ask)),
    )
    .await;
    let pepper = cloud.environment.read("PEPPER_KEYS").expect("a pepper");
    let mut deliver = cloud.function("deliver").await;
    deliver.call(cloud.waiting().await).await;
    let link = cloud.emulators.mailbox.all()[0].links[0].clone();
    let token = link.split('#').nth(1).expect("a token");
    let new = json!({"token": token, "password": PASSWORD});
    let redeeming = request("POST", "/v1/password-resets/redeem", Some(&new));

    cloud.emulators.vault.lose("PepperKeys");
    let before = cloud.rows("links").await;
    let mut redeem = cloud.function("redeem").await;
    let (status, told) = send(&mut redeem, redeeming.clone()).await;
    assert_eq!(
        (status, &told["type"]),
        (503, &json!("/problems/try-again-later")),
        "{told}"
    );
    // What is wrong with a request is told as always, to whoever may read it.
    let (status, _) = send(
        &mut redeem,
        request("GET", "/v1/password-resets/redeem", None),
    )
    .await;
    assert_eq!(status, 405);
    let mut form = redeeming.clone();
    form["headers"]["content-type"] = json!("application/x-www-form-urlencoded");
    form["headers"]["origin"] = json!("https://app.example");
    form["body"] = json!(format!("token={token}&password=violet+trombone+under+it"));
    let page = redeem.call(form).await;
    assert_eq!(page["statusCode"], 503);
    let headers = &page["headers"];
    assert_eq!(headers["content-type"], "text/html; charset=utf-8");
    assert_eq!(
        headers["access-control-allow-origin"],
        "https://app.example"
    );
    assert_eq!(cloud.rows("links").await, before);

    cloud.emulators.vault.keep("PepperKeys", pepper);
    let (status, told) = send(&mut redeem, redeeming).await;
    assert_eq!(status, 200, "{told}");
}

// T-1004
#[tokio::test(flavor = "multi_thread")]
async fn after_a_rotation_the_old_passwords_verify_and_new_ones_have_the_new_key() {
    tests::build_binaries();
    let cloud = Cloud::start().await;
    let old = cloud.environment.read("PEPPER_KEYS").expect("a pepper");
    let rotated = old.replacen('{', r#"{"second":"0123456789abcdef0123456789abcdef","#, 1);
    cloud.emulators.vault.keep("PepperKeys", rotated);
    let mut change_own = cloud.function("change-own").await;
    let change = json!({"identifier": "ana@example.com", "current_password": "correct horse battery staple", "new_password": PASSWORD});
    let (status, told) = send(
        &mut change_own,
        request("POST", "/v1/password", Some(&change)),
    )
    .await;
    assert_eq!(status, 200, "{told}");
    // A hash names the key that went into it.
    let key_of = |row: &Value| {
        let hash = row["password_hash"].as_str().expect("a hash");
        hash.split(",keyid=")
            .nth(1)
            .and_then(|rest| rest.split('$').next())
            .map(str::to_owned)
    };
    let keys: BTreeSet<_> = cloud.rows("credentials").await.iter().map(key_of).collect();
    assert_eq!(keys.len(), 2, "{keys:?}");
}
