//! A store that takes a call and does not answer, behind every route. Three limits on time stand behind one another: the
//! client's, a read's or a transaction's, and the edge's. Seen to fail when none of them is short enough.

use std::time::{Duration, Instant};

use serde_json::json;
use tests::{Answer, NEW_PASSWORD, PASSWORD, Request, World, all_at_once};

use super::routes::routes;

/// The store's operations that only read.
const READS: [&str; 4] = ["BatchGetItem", "GetItem", "Query", "TransactGetItems"];

/// Longer than any caller waits.
const FOR_EVER: Duration = Duration::from_mins(1);

/// A caller's patience.
const LONGEST: Duration = Duration::from_secs(10);

async fn hang(world: &World, operation: Option<&str>) {
    let mut order = json!({"fault": "slow", "times": 10_000, "milliseconds": FOR_EVER.as_millis()});
    if let Some(operation) = operation {
        order["operation"] = operation.into();
    }
    let helper = world.post("/_local/store-faults").json(&order);
    helper.send().await.expect(200);
}

/// Answers of no account and no link.
const WITHOUT_STORE: [&str; 2] = ["/v1/health", "/v1/openapi.json"];

/// A call to every other route, good enough to come to the store: the body where nobody is authenticated, else the bearer.
fn calls(world: &World, token: &str, session: &str) -> Vec<Request> {
    let ana = "ana@example.com";
    let body = |path: &str| match path {
        "/v1/password-resets" => json!({"identifier": ana}),
        "/v1/password-resets/inspect" | "/v1/password-resets/revoke" => json!({"token": token}),
        "/v1/password-resets/redeem" => json!({"token": token, "password": NEW_PASSWORD}),
        "/v1/password" => {
            json!({"identifier": ana, "current_password": PASSWORD, "new_password": NEW_PASSWORD})
        }
        "/v1/sessions" => json!({"identifier": "adam@example.com", "password": PASSWORD}),
        _ => json!({}),
    };
    let has_body = |method: &str| !["GET", "DELETE"].contains(&method);
    let routes = routes()
        .into_iter()
        .filter(|(path, _)| !WITHOUT_STORE.contains(&path.as_str()));
    let calls = routes.flat_map(|(path, methods)| {
        let body = body(&path);
        let calls = methods.into_iter().map(move |method| {
            let request = world.request(&method, &path).bearer(session);
            if has_body(&method) {
                request.json(&body)
            } else {
                request
            }
        });
        calls.collect::<Vec<_>>()
    });
    calls.collect()
}

/// Sends all of them at once.
async fn answers(calls: Vec<Request>) -> Vec<Answer> {
    let start = Instant::now();
    let answers = all_at_once(calls).await;
    assert!(start.elapsed() < LONGEST, "{:?}", start.elapsed());
    answers
}

// T-1003
#[tokio::test]
async fn every_route_answers_in_time_when_the_stores_reads_hang_and_nothing_changes() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    let adam = world.sign_in("adam@example.com").await;
    let before = world.records().await;
    for operation in READS {
        hang(&world, Some(operation)).await;
    }
    let answers = answers(calls(&world, &token, &adam)).await;
    world.nothing_happened_since(&before).await;
    // An ask looks at nothing: it waits in the outbox.
    let is_accepted = |answer: &&Answer| answer.status == 202;
    assert_eq!(answers.iter().filter(is_accepted).count(), 1);
    for answer in answers.iter().filter(|answer| !is_accepted(answer)) {
        answer.refused(503, "try-again-later");
    }
    assert!(answers.len() > 20, "{}", answers.len());
}

// T-1003
#[tokio::test]
async fn every_route_answers_in_time_when_the_whole_store_hangs() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    let adam = world.sign_in("adam@example.com").await;
    hang(&world, None).await;
    for answer in answers(calls(&world, &token, &adam)).await {
        answer.refused(503, "try-again-later");
    }
    world.mend_the_store().await;
    world.password_is("ana@example.com", PASSWORD).await;
}
