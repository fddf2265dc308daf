//! The calls of each operation and their capacity units, as the store tells them, are those that docs/costs.md counts with.
//! `make golden` writes the table anew.

use std::fmt::Write;
use std::path::Path;

use serde_json::{Value, json};
use tests::{NEW_PASSWORD, OTHER_PASSWORD, PASSWORD, World, token_of};

const TABLE_BEGINS: &str = "<!-- recorded by tests/costs -->\n";
const TABLE_ENDS: &str = "<!-- end -->";

/// US dollars, `us-east-1`, on demand, November 2026: a million write and read request units, a thousand mails.
/// <https://aws.amazon.com/dynamodb/pricing/on-demand/>, <https://aws.amazon.com/ses/pricing/>
const MILLION_WRITES: f64 = 0.625;
const MILLION_READS: f64 = 0.125;
const THOUSAND_MAILS: f64 = 0.10;

/// What one operation cost.
struct Cost {
    operation: &'static str,
    calls: usize,
    reads: f64,
    writes: f64,
    mails: usize,
}

impl Cost {
    /// What the store and the mails of a thousand of them cost, in US dollars.
    fn of_a_thousand(&self) -> f64 {
        let mails = f64::from(u32::try_from(self.mails).expect("few mails"));
        (self.writes * MILLION_WRITES + self.reads * MILLION_READS) / 1000.0
            + mails * THOUSAND_MAILS
    }
}

/// What has been called since the last time; without `cleanup`, which a slow machine's schedule runs in between, but for
/// its own row.
async fn cost(world: &World, operation: &'static str) -> Cost {
    world.settle().await;
    let mut calls = answered(world).await;
    world.forget_calls().await;
    calls.retain(|call| (call["function"] == "cleanup") == operation.starts_with("cleanup"));
    let of = |reading: bool| {
        let calls = calls
            .iter()
            .filter(|call| call["service"] == "dynamodb" && reads(call) == reading);
        let units = calls.map(|call| call["units"].as_f64().expect("the store tells its units"));
        // A sum of none would be -0.
        units.fold(0.0, |sum, units| sum + units)
    };
    Cost {
        operation,
        calls: calls.len(),
        reads: of(true),
        writes: of(false),
        mails: calls
            .iter()
            .filter(|call| call["operation"] == "SendEmail")
            .count(),
    }
}

/// All calls, once the last of them, which emptied the outbox, is answered too.
async fn answered(world: &World) -> Vec<Value> {
    let is_under_way = |call: &Value| call["service"] == "dynamodb" && call["units"].is_null();
    for _ in 0..1000 {
        if !world.calls().await.iter().any(is_under_way) {
            break;
        }
    }
    world.calls().await
}

/// Tells `mail-events` that the mail with the account's link was delivered.
async fn deliver(world: &World, target: &str) {
    let id = world.account_id(target).await;
    let links = world.items_of("links", &id).await;
    world.forget_calls().await;
    let event = json!({
        "version": "0", "source": "aws.ses", "time": "2026-11-22T12:00:00Z",
        "detail": {"eventType": "Delivery", "delivery": {},
            "mail": {"tags": {"rekey-account": [id], "rekey-link": [links[0]["id"]]}}},
    });
    let told = world
        .post("/_local/run/mail-events")
        .json(&event)
        .send()
        .await;
    assert_eq!(told.expect(200).json(), json!({"recorded": true}));
}

fn reads(call: &Value) -> bool {
    let operation = call["operation"].as_str().unwrap_or_default();
    [
        "GetItem",
        "BatchGetItem",
        "TransactGetItems",
        "Query",
        "Scan",
    ]
    .contains(&operation)
}

async fn recorded() -> Vec<Cost> {
    let world = World::start().await;
    world.meter();
    let olivia = world.olivia().await;
    let ivan = world.account_id("ivan@example.com").await;
    world.settle().await;
    world.forget_calls().await;
    let mut costs = Vec::new();

    let mail = world.mail_asked_for("ana@example.com").await;
    costs.push(cost(&world, "a person asks, and is mailed").await);
    world.run_cleanup().await;
    costs.push(cost(&world, "cleanup finds nothing to do").await);
    world.ask("nobody@example.com").await;
    costs.push(cost(&world, "a stranger asks for nobody").await);
    let token = token_of(&mail);
    deliver(&world, "ana@example.com").await;
    costs.push(cost(&world, "the mail service tells that a mail was delivered").await);
    world.inspect(&token).await;
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    costs.push(
        cost(
            &world,
            "the link is opened, the password set, the notice mailed",
        )
        .await,
    );
    world
        .reset_link(&olivia, &ivan, json!({}))
        .await
        .expect(200);
    costs.push(cost(&world, "an administrator sends a link").await);
    world
        .set_password(&olivia, &ivan, OTHER_PASSWORD)
        .await
        .expect(200);
    costs.push(
        cost(
            &world,
            "an administrator sets a password, the notice is mailed",
        )
        .await,
    );
    world.verify("gus@example.com", PASSWORD).await.expect(200);
    costs.push(cost(&world, "an application verifies a password").await);
    world
        .change_password("gus@example.com", PASSWORD, NEW_PASSWORD)
        .await
        .expect(200);
    costs.push(
        cost(
            &world,
            "a person changes the password, the notice is mailed",
        )
        .await,
    );
    costs
}

fn table(costs: &[Cost]) -> String {
    let mut table = String::from(
        "| | calls | read units | write units | mails | USD for 1,000 |\n|---|---|---|---|---|---|\n",
    );
    for cost in costs {
        let Cost {
            operation,
            calls,
            reads,
            writes,
            mails,
        } = cost;
        let dollars = cost.of_a_thousand();
        writeln!(
            table,
            "| {operation} | {calls} | {reads} | {writes} | {mails} | {dollars:.3} |"
        )
        .expect("a text takes what is written");
    }
    table
}

#[tokio::test]
async fn the_costs_are_those_that_the_documents_count_with() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/costs.md");
    let document = std::fs::read_to_string(&path).expect("docs/costs.md is there");
    let (before, rest) = document
        .split_once(TABLE_BEGINS)
        .expect("the table has a beginning");
    let (told, after) = rest.split_once(TABLE_ENDS).expect("the table has an end");
    let recorded = table(&recorded().await);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let document = format!("{before}{TABLE_BEGINS}{recorded}{TABLE_ENDS}{after}");
        std::fs::write(&path, document).expect("docs/costs.md can be written");
        return;
    }
    assert_eq!(told, recorded, "`make golden` writes the table anew");
}
