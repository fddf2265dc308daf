//! How often a stranger may ask, and how often an account is mailed.

use serde_json::json;
use tests::{NEW_PASSWORD, World, token_of};

// T-702
#[tokio::test]
async fn the_thirty_first_ask_from_one_address_in_an_hour_is_refused() {
    let world = World::start().await;
    for _ in 0..30 {
        world.ask("nobody@example.com").await.expect(202);
    }
    let unknown = world.ask("nobody@example.com").await;
    let known = world.ask("ana@example.com").await;
    unknown.limited();
    known.limited();
    assert_eq!(known.bytes(), unknown.bytes());
    world.settle().await;
    assert!(world.mails().await.is_empty());
}

// T-702
#[tokio::test]
async fn the_limit_counts_the_peers_address_and_no_header() {
    let world = World::with(&[("LIMIT_ASKS_PER_ADDRESS", "2")]).await;
    let ask = || {
        world
            .post("/v1/password-resets")
            .json(&json!({"identifier": "ana@example.com"}))
    };
    world.ask("ana@example.com").await.expect(202);
    world.ask("ana@example.com").await.expect(202);
    let claims = [
        "X-Forwarded-For",
        "X-Real-IP",
        "Forwarded",
        "CF-Connecting-IP",
        "X-Rekey-Client-Address",
        "True-Client-IP",
    ];
    for header in claims {
        ask().header(header, "203.0.113.9").send().await.limited();
    }
    ask().from_address("127.0.0.2").send().await.expect(202);
    world.settle().await;
    assert_eq!(
        world.mails().await.len(),
        3,
        "only what was accepted is worked on"
    );
}

#[tokio::test]
async fn an_hour_later_the_address_may_ask_again() {
    let world = World::with(&[("LIMIT_ASKS_PER_ADDRESS", "1")]).await;
    world.ask("ana@example.com").await.expect(202);
    world.ask("ana@example.com").await.limited();
    world.advance("1h").await;
    world.ask("ana@example.com").await.expect(202);
}

#[tokio::test]
async fn a_body_that_is_no_ask_is_told_so_even_beyond_the_limit() {
    let world = World::with(&[("LIMIT_ASKS_PER_ADDRESS", "1")]).await;
    world.ask("ana@example.com").await.expect(202);
    world.ask("ana@example.com").await.limited();
    world
        .post("/v1/password-resets")
        .json(&json!({}))
        .send()
        .await
        .problem(400);
}

// T-701, T-120
#[tokio::test]
async fn an_account_is_mailed_three_times_an_hour_and_the_stranger_does_not_see_the_end_of_it() {
    let world = World::start().await;
    let first = world.ask("ana@example.com").await.expect(202);
    for _ in 0..4 {
        let answer = world.ask("Ana@example.com").await.expect(202);
        assert_eq!(answer.bytes(), first.bytes());
        world.settle().await;
    }
    let mails = world.mails_to("ana@example.com").await;
    assert_eq!(mails.len(), 3);
    assert_eq!(world.state(&token_of(&mails[0])).await, "live");
    world.advance("1h").await;
    world.token_asked_for("ana@example.com").await;
}

// T-701
#[tokio::test]
async fn an_administrators_mails_and_notices_are_neither_counted_nor_limited() {
    let world = World::with(&[("LIMIT_MAILS_PER_ACCOUNT", "1")]).await;
    let adam = world.sign_in("adam@example.com").await;
    let sent = world
        .reset_link(&adam, "ana@example.com", json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(sent["status"], "sent");
    let token = world.token_asked_for("ana@example.com").await;
    let again = world
        .reset_link(&adam, "ana@example.com", json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&again["status"], &again["resent"]),
        (&json!("sent"), &json!(true))
    );
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    world.settle().await;
    let mails = world.mails_to("ana@example.com").await.len();
    assert_eq!(
        mails, 4,
        "two of the administrator, one asked for, one notice"
    );
    world.ask("ana@example.com").await.expect(202);
    world.settle().await;
    assert_eq!(world.mails_to("ana@example.com").await.len(), mails);
}

#[tokio::test]
async fn a_mail_that_the_service_refused_does_not_count() {
    let world = World::with(&[("LIMIT_MAILS_PER_ACCOUNT", "1")]).await;
    world.mail_mode("reject").await;
    world.ask("ana@example.com").await.expect(202);
    world.settle().await;
    assert!(world.mails().await.is_empty());
    world.mail_mode("accept").await;
    world.token_asked_for("ana@example.com").await;
}

// T-710
#[tokio::test]
async fn when_all_public_mails_of_the_hour_are_spent_administrators_and_links_still_work() {
    let world = World::with(&[("LIMIT_MAILS", "1")]).await;
    let token = world.token_asked_for("ana@example.com").await;
    let before = world.mails().await.len();
    world.ask("gus@example.com").await.expect(202);
    world.settle().await;
    assert_eq!(world.mails().await.len(), before);
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    let adam = world.sign_in("adam@example.com").await;
    let sent = world
        .reset_link(&adam, "ivan@example.com", json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(sent["status"], "sent");
    world.advance("1h").await;
    world.token_asked_for("gus@example.com").await;
}
