//! "This was not me."

use tests::{NEW_PASSWORD, PASSWORD, World};

#[tokio::test]
async fn a_holder_who_did_not_ask_revokes_the_link_and_the_old_password_stays() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    let answer = world.revoke(&token).await.expect(200);
    assert_eq!(answer.members(), ["state"]);
    assert_eq!(answer.json()["state"], "revoked");
    assert_eq!(world.state(&token).await, "revoked");
    let before = world.records().await;
    world
        .redeem(&token, NEW_PASSWORD)
        .await
        .refused(410, "link-revoked");
    world.nothing_happened_since(&before).await;
    world.password_is("ana@example.com", PASSWORD).await;
}

#[tokio::test]
async fn revoking_tells_the_state_that_a_dead_link_already_had() {
    let world = World::start().await;
    let first = world.token_asked_for("ana@example.com").await;
    world.advance("45m").await;
    let second = world.token_asked_for("ana@example.com").await;
    let told = |answer: tests::Answer| answer.expect(200).json()["state"].clone();
    assert_eq!(told(world.revoke(&first).await), "replaced");
    assert_eq!(
        world.state(&second).await,
        "live",
        "the old link does not revoke the new one"
    );
    world.redeem(&second, NEW_PASSWORD).await.expect(200);
    let before = world.records().await;
    assert_eq!(told(world.revoke(&second).await), "used");
    assert_eq!(told(world.revoke(&"A".repeat(64)).await), "unknown");
    assert_eq!(told(world.revoke("no token").await), "unknown");
    world.nothing_happened_since(&before).await;
    world.password_is("ana@example.com", NEW_PASSWORD).await;
}

#[tokio::test]
async fn revoking_twice_and_revoking_too_late_say_so() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    for _ in 0..2 {
        assert_eq!(
            world.revoke(&token).await.expect(200).json()["state"],
            "revoked"
        );
    }
    let other = world.token_asked_for("ana@example.com").await;
    world.advance("61m").await;
    assert_eq!(
        world.revoke(&other).await.expect(200).json()["state"],
        "expired"
    );
}

#[tokio::test]
async fn whoever_says_that_it_was_not_them_is_heard_by_the_administrator() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let id = world.account_id("ana@example.com").await;
    let sent = world.reset_link(&adam, &id, serde_json::json!({})).await;
    sent.expect(200);
    let mail = world.wait_for_mail("ana@example.com").await;
    let not_me = mail.links.iter().find(|link| link.contains("/not-me#"));
    let (_, token) = not_me
        .and_then(|link| link.split_once('#'))
        .expect("every mail with a link says how to kill it");
    world.revoke(token).await.expect(200);
    let reset = world.record(&adam, &id).await.expect(200).json()["reset"].clone();
    assert_eq!(reset["state"], "revoked", "{reset}");
    let history = world.history(&adam, &id, "").await.expect(200).json();
    let entry = &history["history"][0];
    assert_eq!(
        [&entry["what"], &entry["actor"]],
        ["link-revoked", "public"]
    );
    assert!(entry["ip"].is_string(), "{entry}");
}
