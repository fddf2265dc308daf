//! What becomes of a mail that waits for the mail service when its reason has gone meanwhile.

use serde_json::json;
use tests::{NEW_PASSWORD, PASSWORD, World};

#[tokio::test]
async fn a_waiting_mail_is_dropped_when_the_password_has_changed_meanwhile() {
    let world = World::start().await;
    world.mail_mode("down").await;
    world.ask("ana@example.com").await.expect(202);
    world.settle().await;
    world.mail_mode("accept").await;
    world
        .change_password("ana@example.com", PASSWORD, NEW_PASSWORD)
        .await
        .expect(200);
    world.retry_the_outbox().await;
    let mails = world.mails_to("ana@example.com").await;
    assert_eq!(mails.len(), 1, "the notice alone");
    assert_eq!(mails[0].token(), None);
    assert!(world.outbox().await.is_empty());
}

#[tokio::test]
async fn a_waiting_mail_is_dropped_when_the_link_was_revoked_meanwhile() {
    let world = World::start().await;
    world.mail_mode("down").await;
    world.ask("ana@example.com").await.expect(202);
    world.settle().await;
    world.mail_mode("accept").await;
    let olivia = world.olivia().await;
    world
        .revoke_link(&olivia, "ana@example.com")
        .await
        .expect(204);
    world.retry_the_outbox().await;
    assert!(world.mails().await.is_empty());
    assert!(world.outbox().await.is_empty());
}

/// By the time the mail service is back, the name may be somebody else's.
#[tokio::test]
async fn an_ask_that_waits_is_for_whom_it_was_made_for() {
    let world = World::start().await;
    let (ana, gus) = ("ana@example.com", "gus@example.com");
    world.olivia_edits(ana, json!({"username": "first"})).await;
    world.mail_mode("down").await;
    world.ask("first").await.expect(202);
    world.settle().await;
    world.olivia_edits(ana, json!({"username": "second"})).await;
    world.olivia_edits(gus, json!({"username": "first"})).await;
    world.mail_mode("accept").await;
    world.work_the_outbox_off().await;
    assert_eq!(world.mails_to(ana).await.len(), 1);
    assert_eq!(world.mails_to(gus).await.len(), 0);
    assert_eq!(world.account(ana).await["reset"]["status"], "sent");
}

/// One minute at most, the schedule's own among them.
#[tokio::test]
async fn a_mail_that_was_not_taken_is_tried_again_by_the_next_round() {
    let world = World::start().await;
    world.mail_mode_times("down", 1).await;
    world.ask("ana@example.com").await.expect(202);
    world.settle().await;
    assert_eq!(world.mails_to("ana@example.com").await.len(), 0);
    world.run_cleanup().await;
    world.settle().await;
    assert_eq!(world.mails_to("ana@example.com").await.len(), 1);
}
