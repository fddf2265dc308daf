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

#[tokio::test]
async fn a_link_that_works_no_longer_is_not_said_to_be_given_to_anybody() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let token = world.token_handed_over(&adam, "noemail").await;
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    let reset = world.account("noemail").await["reset"].clone();
    assert_eq!(
        (&reset["status"], &reset["state"], &reset["reason"]),
        (&json!("hand-over"), &json!("used"), &json!("requested")),
        "{reset}"
    );
    assert!(!reset.to_string().contains("Give"), "{reset}");
}
