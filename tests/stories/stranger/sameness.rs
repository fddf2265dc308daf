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

// T-122
#[tokio::test]
async fn the_calls_behind_the_answer_are_the_same_whatever_the_identifier() {
    let world = World::start().await;
    let mut first: Option<Vec<Value>> = None;
    for identifier in KINDS {
        world.settle().await;
        world.forget_calls().await;
        world.ask(identifier).await.expect(202);
        let calls: Vec<_> = world
            .calls_of("request")
            .await
            .iter()
            .map(|call| json!([call["service"], call["operation"], call["table"]]))
            .collect();
        assert!(!calls.is_empty());
        assert_eq!(
            first.get_or_insert_with(|| calls.clone()),
            &calls,
            "{identifier}"
        );
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
