//! Whatever happens to the mail, the administrator's same call ends in a link and a reason.

use serde_json::{Value, json};
use tests::{NEW_PASSWORD, PASSWORD, World, token_in, token_of};

async fn is_handed_over(world: &World, target: &str, reason: &str) -> Value {
    let adam = world.sign_in("adam@example.com").await;
    let answer = world.reset_link(&adam, target, json!({})).await.expect(200);
    let reset = answer.json();
    assert_eq!(
        (&reset["status"], &reset["reason"]),
        (&json!("hand-over"), &json!(reason)),
        "{reset}"
    );
    assert!(
        reset["detail"]
            .as_str()
            .is_some_and(|text| !text.is_empty()),
        "{reset}"
    );
    assert_eq!(reset["state"], "live");
    for foreign in ["MessageRejected", "Exception", "SES", "amazon", "error:"] {
        assert!(
            !reset["detail"].to_string().contains(foreign),
            "our words: {reset}"
        );
    }
    let token = token_in(&reset);
    assert_eq!(world.state(&token).await, "live");
    reset
}

// T-411
async fn a_refused_mail_is_handed_over(mode: &str, reason: &str) {
    let world = World::start().await;
    world.mail_mode(mode).await;
    let reset = is_handed_over(&world, "ana@example.com", reason).await;
    world.settle().await;
    assert!(world.mails().await.is_empty(), "{mode}");
    world.mail_mode("accept").await;
    world.retry_the_outbox().await;
    for mail in world.mails().await {
        assert_eq!(
            mail.token(),
            Some(token_in(&reset)),
            "what is mailed later is the same link: {mode}"
        );
    }
    world.password_is("ana@example.com", PASSWORD).await;
    world
        .redeem(&token_in(&reset), NEW_PASSWORD)
        .await
        .expect(200);
}

#[tokio::test]
async fn a_rejected_mail_is_handed_over() {
    a_refused_mail_is_handed_over("reject", "mail-rejected").await;
}

#[tokio::test]
async fn a_sender_that_is_not_verified_means_hand_over() {
    a_refused_mail_is_handed_over("not-verified", "mail-rejected").await;
}

#[tokio::test]
async fn paused_sending_means_hand_over() {
    a_refused_mail_is_handed_over("paused", "mail-rejected").await;
}

#[tokio::test]
async fn a_suspended_mail_account_means_hand_over() {
    a_refused_mail_is_handed_over("suspended", "mail-rejected").await;
}

#[tokio::test]
async fn a_throttled_mail_is_handed_over() {
    a_refused_mail_is_handed_over("throttle", "mail-unconfirmed").await;
}

#[tokio::test]
async fn a_mail_service_that_is_down_means_hand_over() {
    a_refused_mail_is_handed_over("down", "mail-unconfirmed").await;
}

#[tokio::test]
async fn a_mail_service_that_does_not_answer_means_hand_over() {
    a_refused_mail_is_handed_over("timeout", "mail-unconfirmed").await;
}

#[tokio::test]
async fn an_unclear_mail_and_the_handed_over_link_are_the_same_link() {
    let world = World::start().await;
    world.mail_mode("lose-answer").await;
    let reset = is_handed_over(&world, "ana@example.com", "mail-unconfirmed").await;
    world.mail_mode("accept").await;
    world.retry_the_outbox().await;
    for mail in world.mails_to("ana@example.com").await {
        assert_eq!(token_of(&mail), token_in(&reset));
    }
}

#[tokio::test]
async fn a_mail_service_that_throttles_once_is_tried_once_more() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world.mail_mode_times("throttle", 1).await;
    let reset = world
        .reset_link(&adam, "ana@example.com", json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(reset["status"], "sent", "{reset}");
    assert_eq!(world.mails_to("ana@example.com").await.len(), 1);
}

#[tokio::test]
async fn without_a_sender_every_administrators_link_is_handed_over() {
    let world = World::with(&[("MAIL_FROM", "")]).await;
    let reset = is_handed_over(&world, "ana@example.com", "mail-not-configured").await;
    world.settle().await;
    assert!(world.mails().await.is_empty());
    world
        .redeem(&token_in(&reset), NEW_PASSWORD)
        .await
        .expect(200);
}

#[tokio::test]
async fn without_a_sender_an_ask_ends_quietly() {
    let world = World::with(&[("MAIL_FROM", "")]).await;
    world.ask("ana@example.com").await.expect(202);
    world.settle().await;
    assert!(world.mails().await.is_empty());
}

#[tokio::test]
async fn an_account_without_address_means_hand_over() {
    let world = World::start().await;
    let reset = is_handed_over(&world, "noemail", "no-email").await;
    assert!(world.mails().await.is_empty());
    world
        .redeem(&token_in(&reset), NEW_PASSWORD)
        .await
        .expect(200);
    world.settle().await;
    world.password_is("noemail", NEW_PASSWORD).await;
    assert!(world.mails().await.is_empty(), "there is nobody to notify");
}

#[tokio::test]
async fn a_shared_address_means_hand_over() {
    let world = World::start().await;
    let reset = is_handed_over(&world, "twin1", "email-not-unique").await;
    world.settle().await;
    assert!(world.mails().await.is_empty());
    world
        .redeem(&token_in(&reset), NEW_PASSWORD)
        .await
        .expect(200);
    world.password_is("twin1", NEW_PASSWORD).await;
    world.password_is("twin2", PASSWORD).await;
}

#[tokio::test]
async fn an_address_borne_in_another_tenant_too_is_not_shared() {
    let world = World::start().await;
    world
        .olivia_edits("ana@example.com", json!({"username": "ana"}))
        .await;
    world
        .olivia_edits(
            "gus@example.com",
            json!({"username": "gus", "email": "ana@example.com"}),
        )
        .await;
    let adam = world.sign_in("adam@example.com").await;
    let reset = world
        .reset_link(&adam, "ana", json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(reset["status"], "sent", "{reset}");
}

#[tokio::test]
async fn a_link_is_handed_over_again_when_mail_works_again() {
    let world = World::start().await;
    world.mail_mode("reject").await;
    let first = is_handed_over(&world, "ana@example.com", "mail-rejected").await;
    world.mail_mode("accept").await;
    let adam = world.sign_in("adam@example.com").await;
    let again = world
        .reset_link(&adam, "ana@example.com", json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&again["status"], &again["resent"]),
        (&json!("sent"), &json!(true)),
        "{again}"
    );
    assert_eq!(
        token_of(&world.mails_to("ana@example.com").await[0]),
        token_in(&first)
    );
}

#[tokio::test]
async fn the_record_remembers_why_a_link_was_handed_over() {
    let world = World::start().await;
    world.mail_mode("reject").await;
    is_handed_over(&world, "ana@example.com", "mail-rejected").await;
    let reset = world.account("ana@example.com").await["reset"].clone();
    assert_eq!(
        (&reset["status"], &reset["reason"]),
        (&json!("hand-over"), &json!("mail-rejected")),
        "{reset}"
    );
    assert_eq!(reset["delivery"]["state"], "rejected", "{reset}");
    assert!(reset["link"].is_null());
}
