//! What a link is: live, expired, used, replaced, revoked or unknown, and for how long that is told.

use jiff::SignedDuration;
use serde_json::json;
use tests::{NEW_PASSWORD, OTHER_PASSWORD, PASSWORD, World, time};

async fn is_dead(world: &World, token: &str, state: &str, password: &str) {
    assert_eq!(world.state(token).await, state);
    let before = world.records().await;
    let slug = format!("link-{state}");
    let status = if state == "unknown" { 404 } else { 410 };
    world
        .redeem(token, OTHER_PASSWORD)
        .await
        .refused(status, &slug);
    world.nothing_happened_since(&before).await;
    world.password_is("ana@example.com", password).await;
}

#[tokio::test]
async fn looking_at_a_live_link_tells_when_it_ends_and_what_a_password_must_be() {
    let world = World::start().await;
    let mail = world.mail_asked_for("ana@example.com").await;
    let before = world.records().await;
    let token = mail.token().unwrap();
    let answer = world.inspect(&token).await.expect(200);
    assert_eq!(answer.members(), ["expires_at", "password_rules", "state"]);
    assert_eq!(answer.json()["state"], "live");
    let left = time(&answer.json()["expires_at"]).duration_since(time(&json!(mail.at)));
    assert!(
        (left - SignedDuration::from_hours(1)).abs() < SignedDuration::from_mins(1),
        "{left}"
    );
    world.nothing_happened_since(&before).await;
}

// T-303
#[tokio::test]
async fn a_link_lives_until_its_last_seconds() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    world.advance("59m30s").await;
    assert_eq!(world.state(&token).await, "live");
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
}

// T-303
#[tokio::test]
async fn a_link_dies_at_its_expiry() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    world.advance("1h").await;
    is_dead(&world, &token, "expired", PASSWORD).await;
    assert!(world.inspect(&token).await.json()["expires_at"].is_string());
}

#[tokio::test]
async fn cleanup_does_not_change_what_is_told_of_a_link() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    world.advance("41m").await;
    world.run_cleanup().await;
    assert_eq!(world.state(&token).await, "live");
    world.advance("20m").await;
    world.run_cleanup().await;
    assert_eq!(world.state(&token).await, "expired");
}

// T-305
#[tokio::test]
async fn a_replaced_link_says_when_the_newer_one_was_sent() {
    let world = World::start().await;
    let first = world.token_asked_for("ana@example.com").await;
    world.advance("45m").await;
    let newer = world.mail_asked_for("ana@example.com").await;
    let told = world.inspect(&first).await.expect(200).json();
    assert_eq!(told["state"], "replaced");
    let apart = time(&told["replaced_at"])
        .duration_since(time(&json!(newer.at)))
        .abs();
    assert!(apart < SignedDuration::from_secs(30), "{told} {}", newer.at);
    is_dead(&world, &first, "replaced", PASSWORD).await;
    assert_eq!(world.state(&newer.token().unwrap()).await, "live");
}

#[tokio::test]
async fn only_the_link_and_the_one_before_it_are_told_older_ones_are_unknown() {
    let world = World::start().await;
    let first = world.token_asked_for("ana@example.com").await;
    world.advance("45m").await;
    let second = world.token_asked_for("ana@example.com").await;
    world.advance("45m").await;
    let third = world.token_asked_for("ana@example.com").await;
    is_dead(&world, &first, "unknown", PASSWORD).await;
    is_dead(&world, &second, "replaced", PASSWORD).await;
    assert_eq!(world.state(&third).await, "live");
}

#[tokio::test]
async fn a_used_link_stays_used_after_a_newer_issue() {
    let world = World::start().await;
    let first = world.token_asked_for("ana@example.com").await;
    world.redeem(&first, NEW_PASSWORD).await.expect(200);
    world.settle().await;
    let second = world.token_asked_for("ana@example.com").await;
    assert_ne!(second, first, "a link that is used is not sent again");
    is_dead(&world, &first, "used", NEW_PASSWORD).await;
    assert_eq!(world.state(&second).await, "live");
}

#[tokio::test]
async fn an_expired_link_stays_expired_after_a_newer_issue() {
    let world = World::start().await;
    let first = world.token_asked_for("ana@example.com").await;
    world.advance("61m").await;
    world.token_asked_for("ana@example.com").await;
    is_dead(&world, &first, "expired", PASSWORD).await;
}

#[tokio::test]
async fn a_revoked_link_stays_revoked_after_a_newer_issue() {
    let world = World::start().await;
    let first = world.token_asked_for("ana@example.com").await;
    world.revoke(&first).await.expect(200);
    let second = world.token_asked_for("ana@example.com").await;
    assert_ne!(second, first, "a revoked link is not sent again");
    is_dead(&world, &first, "revoked", PASSWORD).await;
    world.redeem(&second, NEW_PASSWORD).await.expect(200);
}

#[tokio::test]
async fn what_ended_a_link_first_is_its_state_for_good() {
    let world = World::start().await;
    let used = world.token_asked_for("ana@example.com").await;
    world.redeem(&used, NEW_PASSWORD).await.expect(200);
    world
        .change_password("ana@example.com", NEW_PASSWORD, OTHER_PASSWORD)
        .await
        .expect(200);
    world.advance("2h").await;
    assert_eq!(world.state(&used).await, "used");
    let expired = world.token_asked_for("ana@example.com").await;
    world.advance("61m").await;
    world
        .change_password("ana@example.com", OTHER_PASSWORD, NEW_PASSWORD)
        .await
        .expect(200);
    assert_eq!(
        world.state(&expired).await,
        "expired",
        "it had expired before the password changed"
    );
    let revoked = world.token_asked_for("ana@example.com").await;
    world
        .change_password("ana@example.com", NEW_PASSWORD, OTHER_PASSWORD)
        .await
        .expect(200);
    world.advance("61m").await;
    assert_eq!(
        world.state(&revoked).await,
        "revoked",
        "the password had changed before it expired"
    );
}

#[tokio::test]
async fn a_state_is_told_until_thirty_days_after_the_expiry() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    world.advance("30d59m").await;
    world.run_cleanup().await;
    assert_eq!(world.state(&token).await, "expired");
    world.advance("2m").await;
    is_dead(&world, &token, "unknown", PASSWORD).await;
    world.run_cleanup().await;
    assert_eq!(world.state(&token).await, "unknown");
}

#[tokio::test]
async fn a_used_link_too_is_unknown_thirty_days_after_its_expiry() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    world.advance("30d59m").await;
    assert_eq!(world.state(&token).await, "used");
    world.advance("2m").await;
    assert_eq!(world.state(&token).await, "unknown");
}

// T-306
#[tokio::test]
async fn a_password_set_by_hand_revokes_the_link() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let token = world.token_asked_for("ana@example.com").await;
    world
        .set_password(&adam, "ana@example.com", NEW_PASSWORD)
        .await
        .expect(200);
    is_dead(&world, &token, "revoked", NEW_PASSWORD).await;
}

#[tokio::test]
async fn a_password_changed_by_its_owner_revokes_the_link() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    world
        .change_password("ana@example.com", PASSWORD, NEW_PASSWORD)
        .await
        .expect(200);
    is_dead(&world, &token, "revoked", NEW_PASSWORD).await;
}

// T-308
#[tokio::test]
async fn every_edit_that_raises_the_epoch_revokes_the_link() {
    let sso = json!({"provider": "Example SSO", "url": "https://sso.example.com/recover"});
    for changes in [
        json!({"email": "ana.new@example.com"}),
        json!({"standing": "disabled"}),
        json!({"standing": "expired"}),
        json!({"role": "admin"}),
        json!({"tenant": "globex"}),
        json!({"sso": sso}),
    ] {
        let world = World::start().await;
        let token = world.token_asked_for("ana@example.com").await;
        let id = world.account_id("ana@example.com").await;
        world.olivia_edits("ana@example.com", changes.clone()).await;
        assert_eq!(world.state(&token).await, "revoked", "{changes}");
        let before = world.records().await;
        world
            .redeem(&token, NEW_PASSWORD)
            .await
            .refused(410, "link-revoked");
        world.nothing_happened_since(&before).await;
        assert!(
            world.account(&id).await["reset"].is_null()
                || world.account(&id).await["reset"]["state"] == "revoked"
        );
    }
}

#[tokio::test]
async fn an_edit_that_raises_no_epoch_leaves_the_link_alive() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    let epoch = world.epoch("ana@example.com").await;
    world
        .olivia_edits(
            "ana@example.com",
            json!({"name": "Ana Karenina", "username": "ana.k"}),
        )
        .await;
    assert_eq!(world.epoch("ana@example.com").await, epoch);
    assert_eq!(world.state(&token).await, "live");
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
}

#[tokio::test]
async fn a_link_revoked_by_an_edit_does_not_come_back_with_the_edit_taken_back() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    world
        .olivia_edits("ana@example.com", json!({"standing": "disabled"}))
        .await;
    world
        .olivia_edits("ana@example.com", json!({"standing": "active"}))
        .await;
    is_dead(&world, &token, "revoked", PASSWORD).await;
}
