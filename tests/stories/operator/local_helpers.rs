//! The helpers under `/_local/`.

use serde_json::json;
use tests::{World, time};

#[tokio::test]
async fn caught_mails_are_listed_newest_first() {
    let world = World::start().await;
    assert_eq!(
        world.get("/_local/mail").send().await.expect(200).json(),
        json!([])
    );
    world.token_asked_for("ana@example.com").await;
    world.token_asked_for("gus@example.com").await;
    let mails = world.get("/_local/mail").send().await.expect(200).json();
    for mail in mails.as_array().unwrap() {
        for text in ["id", "at", "from", "subject", "text", "html"] {
            assert!(
                mail[text].as_str().is_some_and(|text| !text.is_empty()),
                "{text}: {mail}"
            );
        }
        assert!(
            mail["to"].is_array() && mail["headers"].is_object(),
            "{mail}"
        );
        assert!(
            mail["links"]
                .as_array()
                .is_some_and(|links| links.len() >= 2),
            "{mail}"
        );
    }
    assert_eq!(
        (&mails[0]["to"], &mails[1]["to"]),
        (&json!(["gus@example.com"]), &json!(["ana@example.com"]))
    );
    assert!(time(&mails[0]["at"]) >= time(&mails[1]["at"]));
    assert_ne!(mails[0]["id"], mails[1]["id"]);
}

#[tokio::test]
async fn the_mails_can_be_read_on_a_page() {
    let world = World::start().await;
    world.token_asked_for("ana@example.com").await;
    let page = world.get("/_local/").send().await.expect(200);
    assert!(
        page.header("content-type")
            .unwrap()
            .starts_with("text/html")
    );
    assert!(page.text().contains("ana@example.com"));
}

#[tokio::test]
async fn the_clock_moves_for_everything() {
    let world = World::start().await;
    let first = world.mail_asked_for("ana@example.com").await;
    world.advance("6d23h59m59s").await;
    let second = world.mail_asked_for("gus@example.com").await;
    let moved = time(&json!(second.at))
        .duration_since(time(&json!(first.at)))
        .as_secs();
    assert!((604_799..604_899).contains(&moved), "{moved}");
}

#[tokio::test]
async fn a_clock_that_is_not_told_how_far_does_not_move() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    for by in [json!(""), json!("17"), json!("1x"), json!(61), json!(null)] {
        let answer = world
            .post("/_local/clock")
            .json(&json!({"advance": by}))
            .send()
            .await;
        assert!((400..500).contains(&answer.status), "{by} {answer:?}");
    }
    assert_eq!(world.state(&token).await, "live");
}

#[tokio::test]
async fn a_mail_mode_lasts_for_as_many_sends_as_ordered() {
    let world = World::start().await;
    world.mail_mode_times("reject", 1).await;
    world.ask("ana@example.com").await.expect(202);
    world.settle().await;
    assert!(world.mails().await.is_empty());
    world.token_asked_for("ana@example.com").await;
    let unknown = world
        .post("/_local/mail-mode")
        .json(&json!({"mode": "sulk"}))
        .send()
        .await;
    assert!((400..500).contains(&unknown.status), "{unknown:?}");
}

#[tokio::test]
async fn every_call_to_aws_is_listed_and_can_be_forgotten() {
    let world = World::start().await;
    world.token_asked_for("ana@example.com").await;
    let calls = world.calls().await;
    for call in &calls {
        for text in ["function", "service", "operation", "at"] {
            assert!(
                call[text].as_str().is_some_and(|text| !text.is_empty()),
                "{text}: {call}"
            );
        }
    }
    let sends = calls
        .iter()
        .filter(|call| call["operation"] == "SendEmail")
        .count();
    assert_eq!(sends, 1, "{calls:?}");
    assert!(
        calls.iter().any(|call| call["table"].is_string()),
        "{calls:?}"
    );
    world.forget_calls().await;
    assert!(
        world
            .calls()
            .await
            .iter()
            .all(|call| call["operation"] != "SendEmail")
    );
}

#[tokio::test]
async fn the_tables_are_shown_without_their_prefix() {
    let world = World::with(&[("TABLE_PREFIX", "somewhere-")]).await;
    let tables = world.tables().await;
    let names: Vec<&str> = tables.keys().map(String::as_str).collect();
    for name in [
        "accounts",
        "identifiers",
        "credentials",
        "links",
        "outbox",
        "limits",
        "sessions",
        "audit",
    ] {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
    assert_eq!(tables["accounts"].as_array().unwrap().len(), 16);
}

#[tokio::test]
async fn helpers_do_not_reach_beyond_their_paths() {
    let world = World::start().await;
    for path in ["/_local/nothing", "/mail", "/v1/_local/mail", "/clock"] {
        assert_eq!(world.get(path).send().await.status, 404, "{path}");
    }
}
