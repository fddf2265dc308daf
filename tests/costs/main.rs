//! The calls of each operation and their capacity units, as the store tells them, are those that docs/costs.md counts with;
//! so is the work of the functions, as `make bench` measured it. `make golden` writes the table anew.

mod prices;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use prices::{Invocation, Measured, Price, hashing, of};
use serde_json::{Value, json};
use tests::{NEW_PASSWORD, OTHER_PASSWORD, PASSWORD, World, token_of};

const TABLE_BEGINS: &str = "<!-- recorded by tests/costs -->\n";
const TABLE_ENDS: &str = "<!-- end -->";

/// Who works for an ask, whomever it is for.
const ASK: [Invocation; 2] = [of("request"), of("deliver")];

/// What one operation cost.
#[derive(Clone, Copy, Default)]
struct Cost {
    operation: &'static str,
    calls: usize,
    reads: f64,
    writes: f64,
    mails: usize,
    lambda: Price,
}

impl Cost {
    /// This many of them.
    fn times(self, count: u8) -> Self {
        let each = f64::from(count);
        Self {
            operation: self.operation,
            calls: self.calls * usize::from(count),
            reads: self.reads * each,
            writes: self.writes * each,
            mails: self.mails * usize::from(count),
            lambda: self.lambda.times(each),
        }
    }

    fn and(self, other: &Self) -> Self {
        Self {
            operation: self.operation,
            calls: self.calls + other.calls,
            reads: self.reads + other.reads,
            writes: self.writes + other.writes,
            mails: self.mails + other.mails,
            lambda: self.lambda.and(other.lambda),
        }
    }

    /// What a thousand of them cost, in US dollars.
    fn of_a_thousand(&self) -> f64 {
        let mails = f64::from(u32::try_from(self.mails).expect("few mails"));
        let each = self.writes * prices::WRITE
            + self.reads * prices::READ
            + mails * prices::MAIL
            + self.lambda.dollars;
        each * 1000.0
    }
}

/// What has been called since the last time, by the functions that are named, in the order of their invocations; without
/// `cleanup`, which a slow machine's schedule runs in between, but for its own row.
async fn cost(
    world: &World,
    measured: &Measured,
    operation: &'static str,
    invocations: &[Invocation],
) -> Cost {
    world.settle().await;
    let mut calls = answered(world).await;
    world.forget_calls().await;
    calls.retain(|call| (call["function"] == "cleanup") == operation.starts_with("cleanup"));
    let units = |reading: bool| {
        let calls = calls
            .iter()
            .filter(|call| call["service"] == "dynamodb" && reads(call) == reading);
        let units = calls.map(|call| call["units"].as_f64().expect("the store tells its units"));
        // A sum of none would be -0.
        units.fold(0.0, |sum, units| sum + units)
    };
    let mut by_function = BTreeMap::new();
    for call in &calls {
        let function = call["function"].as_str().expect("a function calls");
        *by_function.entry(function).or_insert(0_u32) += 1;
    }
    let calling: BTreeSet<_> = by_function.keys().copied().collect();
    let named: BTreeSet<_> = invocations.iter().map(|one| one.function).collect();
    assert_eq!(calling, named, "the functions of: {operation}");
    Cost {
        operation,
        calls: calls.len(),
        reads: units(true),
        writes: units(false),
        mails: calls
            .iter()
            .filter(|call| call["operation"] == "SendEmail")
            .count(),
        lambda: measured.price(invocations, &by_function),
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

/// What each operation cost, and at last a whole reset.
async fn recorded(measured: &Measured) -> Vec<Cost> {
    let world = World::start().await;
    world.meter();
    let olivia = world.olivia().await;
    let ivan = world.account_id("ivan@example.com").await;
    world.settle().await;
    world.forget_calls().await;
    let cost = async |operation, invocations: &[Invocation]| {
        cost(&world, measured, operation, invocations).await
    };

    let mail = world.mail_asked_for("ana@example.com").await;
    let ask = cost("a person asks, and is mailed", &ASK).await;
    world.run_cleanup().await;
    let idle = cost("cleanup finds nothing to do", &[of("cleanup")]).await;
    world.ask("nobody@example.com").await;
    let nobody = cost("a stranger asks for nobody", &ASK).await;
    let token = token_of(&mail);
    deliver(&world, "ana@example.com").await;
    let event = cost(
        "the mail service tells that a mail was delivered",
        &[of("mail-events")],
    )
    .await;
    world.inspect(&token).await;
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    let redeemed = cost(
        "the link is opened, the password set, the notice mailed",
        &[of("redeem"), hashing("redeem", 1), of("deliver")],
    )
    .await;
    world
        .reset_link(&olivia, &ivan, json!({}))
        .await
        .expect(200);
    let sent = cost("an administrator sends a link", &[of("admin-generate")]).await;
    world
        .set_password(&olivia, &ivan, OTHER_PASSWORD)
        .await
        .expect(200);
    let by_hand = cost(
        "an administrator sets a password, the notice is mailed",
        &[hashing("manual-set", 1), of("deliver")],
    )
    .await;
    world.verify("gus@example.com", PASSWORD).await.expect(200);
    let verified = cost(
        "an application verifies a password",
        &[hashing("sessions", 1)],
    )
    .await;
    world
        .change_password("gus@example.com", PASSWORD, NEW_PASSWORD)
        .await
        .expect(200);
    let changed = cost(
        "a person changes the password, the notice is mailed",
        &[hashing("change-own", 2), of("deliver")],
    )
    .await;

    let pages = Cost {
        lambda: measured.price(&[of("pages")], &BTreeMap::new()),
        ..Cost::default()
    };
    // The form, its style and the link's page; an event for each mail that was sent and for each that arrived.
    let whole = Cost {
        operation: "a whole reset: three pages, ask, four events, link and notice",
        ..pages.times(3)
    };
    let whole = whole.and(&ask).and(&redeemed).and(&event.times(4));
    vec![
        ask, idle, nobody, event, redeemed, sent, by_hand, verified, changed, whole,
    ]
}

fn table(costs: &[Cost]) -> String {
    let mut table = String::from(
        "| | calls | read units | write units | mails | invocations | GB × ms | USD for 1,000 |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for cost in costs {
        let Cost {
            operation,
            calls,
            reads,
            writes,
            mails,
            lambda,
        } = cost;
        let dollars = cost.of_a_thousand();
        writeln!(
            table,
            "| {operation} | {calls} | {reads} | {writes} | {mails} | {} | {:.0} | {dollars:.3} |",
            lambda.invocations, lambda.gb_milliseconds,
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
    let performance = path.with_file_name("performance.md");
    let performance = std::fs::read_to_string(performance).expect("docs/performance.md is there");
    let recorded = table(&recorded(&Measured::read(&performance)).await);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let document = format!("{before}{TABLE_BEGINS}{recorded}{TABLE_ENDS}{after}");
        std::fs::write(&path, document).expect("docs/costs.md can be written");
        return;
    }
    assert_eq!(told, recorded, "`make golden` writes the table anew");
}
