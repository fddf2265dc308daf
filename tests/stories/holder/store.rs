//! Redeeming while the store fails: success is told once, failure changes nothing.

use serde_json::json;
use tests::{Answer, NEW_PASSWORD, PASSWORD, Request, SLOW_HASH, World};

/// What has to be said when it cannot be known whether the password was set.
fn says_to_try_signing_in_first(problem: &serde_json::Value) {
    let detail = problem["detail"]
        .as_str()
        .expect("a problem has a detail")
        .to_lowercase();
    assert!(
        detail.contains("sign") && detail.contains("new password"),
        "{detail}"
    );
}

fn redeeming(world: &World, token: &str) -> Request {
    world
        .post("/v1/password-resets/redeem")
        .json(&json!({"token": token, "password": NEW_PASSWORD}))
}

/// Redeems, and has the store fail at the write that would set the password.
async fn redeem_with_a_fault(world: &World, token: &str, fault: &str, times: u32) -> Answer {
    world
        .send_with_a_fault_behind_the_hash("redeem", redeeming(world, token), fault, times)
        .await
}

// T-315
#[tokio::test]
async fn when_the_store_fails_nothing_is_half_done_and_the_link_stays_good() {
    for (fault, operation) in [
        ("error", Some("TransactWriteItems")),
        ("throttle", Some("TransactWriteItems")),
        ("error", None),
        ("throttle", None),
    ] {
        let world = World::start().await;
        let token = world.token_asked_for("ana@example.com").await;
        let before = world.records().await;
        world.store_fault(fault, 200, operation).await;
        let answer = world.redeem(&token, NEW_PASSWORD).await;
        world.mend_the_store().await;
        answer.refused(503, "try-again-later");
        world.nothing_happened_since(&before).await;
        world.password_is("ana@example.com", PASSWORD).await;
        assert_eq!(world.state(&token).await, "live", "{fault} {operation:?}");
        world.redeem(&token, NEW_PASSWORD).await.expect(200);
    }
}

// T-815
#[tokio::test]
async fn whenever_the_store_fails_a_redemption_the_holder_is_told_to_try_signing_in_first() {
    for operation in [Some("TransactWriteItems"), None] {
        let world = World::start().await;
        let token = world.token_asked_for("ana@example.com").await;
        world.store_fault("error", 200, operation).await;
        let answer = world.redeem(&token, NEW_PASSWORD).await;
        world.mend_the_store().await;
        says_to_try_signing_in_first(&answer.refused(503, "try-again-later"));
    }
}

// T-315, T-815
#[tokio::test]
async fn when_the_write_of_the_password_fails_nothing_is_half_done() {
    for fault in ["error", "throttle"] {
        let world = World::with(SLOW_HASH).await;
        let token = world.token_asked_for("ana@example.com").await;
        let before = world.records().await;
        let answer = redeem_with_a_fault(&world, &token, fault, 200).await;
        says_to_try_signing_in_first(&answer.refused(503, "try-again-later"));
        world.nothing_happened_since(&before).await;
        world.password_is("ana@example.com", PASSWORD).await;
        assert_eq!(world.state(&token).await, "live", "{fault}");
        world.redeem(&token, NEW_PASSWORD).await.expect(200);
    }
}

#[tokio::test]
async fn a_lost_answer_of_the_store_is_told_as_the_success_that_it_was_once() {
    let world = World::with(SLOW_HASH).await;
    let epoch = world.epoch("ana@example.com").await;
    let token = world.token_asked_for("ana@example.com").await;
    redeem_with_a_fault(&world, &token, "lose-answer", 1)
        .await
        .expect(200);
    world.settle().await;
    assert_eq!(
        world.mails_to("ana@example.com").await.len(),
        2,
        "the link and one notice"
    );
    assert_eq!(world.epoch("ana@example.com").await, epoch + 1);
    world.password_is("ana@example.com", NEW_PASSWORD).await;
    world
        .redeem(&token, PASSWORD)
        .await
        .refused(410, "link-used");
}

#[tokio::test]
async fn when_every_answer_of_the_store_is_lost_the_holder_is_told_success_or_to_try_signing_in() {
    let world = World::with(SLOW_HASH).await;
    let token = world.token_asked_for("ana@example.com").await;
    let answer = redeem_with_a_fault(&world, &token, "lose-answer", 200).await;
    if answer.status != 200 {
        says_to_try_signing_in_first(&answer.refused(503, "try-again-later"));
    }
    world.settle().await;
    world.password_is("ana@example.com", NEW_PASSWORD).await;
    assert_eq!(world.state(&token).await, "used");
    assert_eq!(world.mails_to("ana@example.com").await.len(), 2);
}

#[tokio::test]
async fn a_store_that_stumbles_once_is_not_noticed() {
    for fault in ["throttle", "error"] {
        let world = World::start().await;
        let token = world.token_asked_for("ana@example.com").await;
        world
            .store_fault(fault, 1, Some("TransactWriteItems"))
            .await;
        world.redeem(&token, NEW_PASSWORD).await.expect(200);
        world.password_is("ana@example.com", NEW_PASSWORD).await;
    }
}

#[tokio::test]
async fn looking_and_revoking_say_to_try_again_later() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    world.store_fault("error", 200, None).await;
    world.inspect(&token).await.refused(503, "try-again-later");
    world.revoke(&token).await.refused(503, "try-again-later");
    world.mend_the_store().await;
    assert_eq!(world.state(&token).await, "live");
}
