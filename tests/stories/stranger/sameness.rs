//! Whatever a stranger types, the answer and the work in front of it are the same.

use serde_json::{Value, json};
use tests::World;

/// One identifier of every kind there is.
const KINDS: [&str; 16] = [
    "ana@example.com",
    "nobody@example.com",
    "ivan@example.com",
    "eve@example.com",
    "dora@example.com",
    "sam@example.com",
    "sofia@example.com",
    "adam@example.com",
    "olivia@example.com",
    "twins@example.com",
    "twin1",
    "noemail",
    "bounce@simulator.amazonses.com",
    "suppressionlist@simulator.amazonses.com",
    "not an identifier",
    "ána@exämple.com",
];

// T-101, T-102, T-103, T-134
#[tokio::test]
async fn the_answer_is_the_same_to_the_byte_whatever_the_identifier() {
    let world = World::start().await;
    let first = world.ask("ana@example.com").await.expect(202);
    for identifier in KINDS {
        let answer = world.ask(identifier).await.expect(202);
        assert_eq!(answer.bytes(), first.bytes(), "{identifier}");
        assert_eq!(
            answer.steady_headers(),
            first.steady_headers(),
            "{identifier}"
        );
    }
}

#[tokio::test]
async fn the_answer_does_not_depend_on_the_locale_asked_for() {
    let world = World::start().await;
    let plain = world.ask("ana@example.com").await.expect(202);
    let body = |identifier| json!({"identifier": identifier, "locale": "en"});
    let known = world
        .post("/v1/password-resets")
        .json(&body("ana@example.com"))
        .send()
        .await
        .expect(202);
    let unknown = world
        .post("/v1/password-resets")
        .json(&body("nobody@example.com"))
        .send()
        .await
        .expect(202);
    assert_eq!(
        (known.bytes(), unknown.bytes()),
        (plain.bytes(), plain.bytes())
    );
}

/// An identifier of the same form and length that nobody bears.
fn unknown_like(identifier: &str) -> String {
    let first = identifier.chars().next().expect("no identifier is empty");
    let other = if first.is_ascii() { "q" } else { "é" };
    identifier.replacen(first, other, 1)
}

/// Each call to AWS behind one ask, as far as it could be told apart: what is called, how large the request is, and how large
/// the answer that the function gets.
async fn calls_behind(world: &World, identifier: &str) -> Vec<Value> {
    world.forget_calls().await;
    world.ask(identifier).await.expect(202);
    let calls = world.calls_of("request").await;
    assert!(!calls.is_empty(), "{identifier}");
    let shape = ["service", "operation", "table", "bytes", "answer_bytes"];
    calls
        .iter()
        .map(|call| json!(shape.map(|member| &call[member])))
        .collect()
}

/// T-122. Of the same size to the byte, for identifiers of one form and length. Seen to fail when `request` looks up who bears
/// the identifier (another call), and when the work of some identifiers is a byte longer.
#[tokio::test]
async fn the_calls_behind_the_answer_and_their_sizes_are_the_same_whatever_the_identifier() {
    let world = World::with(&[("LIMIT_ASKS_PER_ADDRESS", "1000")]).await;
    for identifier in KINDS {
        let of_known = calls_behind(&world, identifier).await;
        let of_unknown = calls_behind(&world, &unknown_like(identifier)).await;
        assert!(of_known[0][3].as_u64().is_some_and(|bytes| bytes > 500));
        assert!(of_known[0][4].is_u64(), "{of_known:?}");
        assert_eq!(of_known, of_unknown, "{identifier}");
    }
}

/// T-122. Seen to fail when the work of some identifiers is a byte longer.
#[tokio::test]
async fn answer_and_calls_stay_the_same_while_mail_or_the_directory_fails() {
    let world = World::with(&[("LIMIT_ASKS_PER_ADDRESS", "1000")]).await;
    let well = world.ask("nobody@example.com").await.expect(202);
    let calls = calls_behind(&world, &unknown_like(KINDS[0])).await;
    world.mail_mode("down").await;
    for operation in [None, Some("GetItem"), Some("BatchGetItem")] {
        if let Some(operation) = operation {
            let order = json!({
                "fault": "error", "function": "deliver", "operation": operation, "times": 100_000,
            });
            let ordered = world.post("/_local/store-faults").json(&order).send().await;
            ordered.expect(200);
        }
        for identifier in ["ana@example.com", "qna@example.com", "sam@example.com"] {
            let found = calls_behind(&world, identifier).await;
            assert_eq!(found, calls, "{identifier}, {operation:?}");
            let answer = world.ask(identifier).await.expect(202);
            assert_eq!(answer.bytes(), well.bytes(), "{identifier}");
            assert_eq!(answer.steady_headers(), well.steady_headers());
        }
    }
}

// T-102, T-103
#[tokio::test]
async fn only_accounts_that_may_be_helped_are_mailed() {
    let world = World::start().await;
    for identifier in KINDS {
        world.ask(identifier).await.expect(202);
    }
    world.settle().await;
    let mut mailed: Vec<_> = world
        .mails()
        .await
        .into_iter()
        .flat_map(|mail| mail.to)
        .collect();
    mailed.sort();
    let expected = [
        "ana@example.com",
        "bounce@simulator.amazonses.com",
        "sam@example.com",
        "suppressionlist@simulator.amazonses.com",
    ];
    assert_eq!(mailed, expected);
}
