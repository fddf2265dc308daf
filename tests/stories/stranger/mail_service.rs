//! What becomes of a mail that waits for the mail service when its reason has gone meanwhile.

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
