//! What becomes of an ask when the mail service refuses, stalls or loses its answer.

use tests::{NEW_PASSWORD, PASSWORD, World, token_of};

#[tokio::test]
async fn a_stranger_learns_nothing_from_a_refused_mail() {
    for mode in ["reject", "not-verified"] {
        let world = World::start().await;
        world.mail_mode_times(mode, 1).await;
        world.ask("ana@example.com").await.expect(202);
        world.settle().await;
        assert!(world.mails().await.is_empty());
        world.retry_the_outbox().await;
        assert!(
            world.mails().await.is_empty(),
            "a refusal for good is not tried again: {mode}"
        );
        assert!(world.outbox().await.is_empty());
        world.password_is("ana@example.com", PASSWORD).await;
    }
}

async fn is_mailed_later(mode: &str) {
    let world = World::start().await;
    world.mail_mode(mode).await;
    world.ask("ana@example.com").await.expect(202);
    world.settle().await;
    assert!(world.mails().await.is_empty(), "{mode}");
    assert_eq!(world.outbox().await.len(), 1, "{mode}: the work waits");
    let links = world.table("links").await;
    world.mail_mode("accept").await;
    world.retry_the_outbox().await;
    let mails = world.mails_to("ana@example.com").await;
    assert_eq!(mails.len(), 1, "{mode}");
    assert!(world.outbox().await.is_empty());
    assert_eq!(links.len(), world.table("links").await.len());
    assert_eq!(
        links[0]["digest"],
        world.table("links").await[0]["digest"],
        "{mode}: it is the same link"
    );
    world
        .redeem(&token_of(&mails[0]), NEW_PASSWORD)
        .await
        .expect(200);
}

#[tokio::test]
async fn a_mail_that_was_throttled_is_sent_later() {
    is_mailed_later("throttle").await;
}

#[tokio::test]
async fn a_mail_is_sent_later_when_the_service_was_down() {
    is_mailed_later("down").await;
}

#[tokio::test]
async fn a_mail_is_sent_later_when_sending_was_paused() {
    is_mailed_later("paused").await;
}

#[tokio::test]
async fn a_mail_is_sent_later_when_the_account_at_the_service_was_suspended() {
    is_mailed_later("suspended").await;
}

// T-607
#[tokio::test]
async fn a_mail_whose_answer_was_lost_is_sent_again_with_the_same_link() {
    let world = World::start().await;
    world.mail_mode_times("lose-answer", 1).await;
    world.ask("ana@example.com").await.expect(202);
    world.settle().await;
    world.retry_the_outbox().await;
    let mails = world.mails_to("ana@example.com").await;
    assert_eq!(mails.len(), 2);
    assert_eq!(token_of(&mails[0]), token_of(&mails[1]));
    assert_eq!(world.state(&token_of(&mails[0])).await, "live");
    assert!(world.outbox().await.is_empty());
}

// T-608
#[tokio::test]
async fn a_mail_that_cannot_be_sent_inside_the_window_is_never_sent() {
    let world = World::start().await;
    world.mail_mode("down").await;
    world.ask("ana@example.com").await.expect(202);
    world.settle().await;
    world.advance("40m").await;
    world.run_cleanup().await;
    world.settle().await;
    world.mail_mode("accept").await;
    for _ in 0..3 {
        world.advance("10m").await;
        world.run_cleanup().await;
        world.settle().await;
    }
    assert!(world.mails().await.is_empty());
    assert!(world.outbox().await.is_empty());
}

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

// T-616
#[tokio::test]
async fn a_notice_is_tried_again_and_the_change_stands() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    world.mail_mode("down").await;
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    world.settle().await;
    assert_eq!(world.mails_to("ana@example.com").await.len(), 1);
    world.password_is("ana@example.com", NEW_PASSWORD).await;
    world.mail_mode("accept").await;
    world.retry_the_outbox().await;
    assert_eq!(world.mails_to("ana@example.com").await.len(), 2);
    assert!(world.outbox().await.is_empty());
}
