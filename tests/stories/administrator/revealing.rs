//! Showing a link again, and when a link is shown at all.

use serde_json::json;
use tests::{NEW_PASSWORD, World, token_in, token_of};

#[tokio::test]
async fn a_mailed_link_is_revealed_inside_the_window_and_that_is_audited() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let id = world.account_id("ana@example.com").await;
    let reset = world
        .reset_link(&adam, "ana@example.com", json!({}))
        .await
        .expect(200)
        .json();
    let entries = world.items_of("audit", &id).await.len();
    let answer = world.reveal(&adam, "ana@example.com").await.expect(200);
    assert_eq!(answer.members(), ["expires_at", "link"]);
    assert_eq!(answer.json()["expires_at"], reset["expires_at"]);
    let token = token_in(&answer.json());
    assert_eq!(
        token,
        token_of(&world.wait_for_mail("ana@example.com").await)
    );
    assert_eq!(world.items_of("audit", &id).await.len(), entries + 1);
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
}

#[tokio::test]
async fn a_link_that_was_asked_for_by_its_holder_is_revealed_too() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let token = world.token_asked_for("ana@example.com").await;
    let shown = world
        .reveal(&adam, "ana@example.com")
        .await
        .expect(200)
        .json();
    assert_eq!(token_in(&shown), token);
}

#[tokio::test]
async fn without_a_live_link_there_is_nothing_to_reveal() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world
        .reveal(&adam, "ana@example.com")
        .await
        .refused(410, "window-over");
    let used = world.token_handed_over(&adam, "ana@example.com").await;
    world.redeem(&used, NEW_PASSWORD).await.expect(200);
    world
        .reveal(&adam, "ana@example.com")
        .await
        .refused(410, "window-over");
    world.token_handed_over(&adam, "ana@example.com").await;
    world
        .revoke_link(&adam, "ana@example.com")
        .await
        .expect(204);
    world
        .reveal(&adam, "ana@example.com")
        .await
        .refused(410, "window-over");
}

#[tokio::test]
async fn after_the_window_a_living_link_is_not_revealed() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let token = world.token_asked_for("ana@example.com").await;
    world.advance("39m30s").await;
    world.reveal(&adam, "ana@example.com").await.expect(200);
    world.advance("30s").await;
    world
        .reveal(&adam, "ana@example.com")
        .await
        .refused(410, "window-over");
    assert_eq!(world.state(&token).await, "live");
}

#[tokio::test]
async fn revealing_is_an_act() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    let adam = world.sign_in("adam@example.com").await;
    world.token_handed_over(&olivia, "sofia@example.com").await;
    world.token_handed_over(&olivia, "adam@example.com").await;
    world.token_handed_over(&olivia, "gus@example.com").await;
    world
        .reveal(&adam, "sofia@example.com")
        .await
        .not_allowed("upward");
    world
        .reveal(&adam, "adam@example.com")
        .await
        .not_allowed("self");
    world
        .reveal(&adam, "gus@example.com")
        .await
        .refused(404, "account-unknown");
    world
        .post(&world.path("ana@example.com", "/reset-link/reveal").await)
        .send()
        .await
        .not_authenticated();
}

#[tokio::test]
async fn with_fallback_a_link_is_shown_only_when_mail_cannot_carry_it() {
    let world = World::with(&[("SHOW_LINK", "fallback")]).await;
    let adam = world.sign_in("adam@example.com").await;
    let before = world.records().await;
    let refused = world
        .reset_link(&adam, "ana@example.com", json!({"delivery": "link"}))
        .await;
    refused.refused(403, "link-not-shown");
    world.nothing_happened_since(&before).await;
    let sent = world
        .reset_link(&adam, "ana@example.com", json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(sent["status"], "sent");
    assert!(sent["link"].is_null());
    world
        .reveal(&adam, "ana@example.com")
        .await
        .refused(403, "link-not-shown");
    let handed_over = world
        .reset_link(&adam, "noemail", json!({}))
        .await
        .expect(200)
        .json();
    let shown = world.reveal(&adam, "noemail").await.expect(200).json();
    assert_eq!(token_in(&shown), token_in(&handed_over));
}

#[tokio::test]
async fn with_fallback_a_mailed_link_is_shown_once_it_is_handed_over() {
    let world = World::with(&[("SHOW_LINK", "fallback")]).await;
    let adam = world.sign_in("adam@example.com").await;
    let id = world.account_id("ana@example.com").await;
    world.reset_link(&adam, &id, json!({})).await.expect(200);
    let mailed = token_of(&world.wait_for_mail("ana@example.com").await);
    let namesake =
        json!({"username": "ana2", "email": "ana@example.com", "name": "Ana", "send_link": false});
    world.create(&adam, namesake).await.expect(201);
    let shared = world.reset_link(&adam, &id, json!({})).await.expect(200);
    assert_eq!(shared.json()["reason"], "email-not-unique");
    let record = world.record(&adam, &id).await.expect(200).json();
    assert_eq!(
        (&record["reset"]["status"], &record["reset"]["reason"]),
        (&json!("hand-over"), &json!("email-not-unique")),
        "{record}"
    );
    let shown = world.reveal(&adam, &id).await.expect(200).json();
    assert_eq!(token_in(&shown), mailed);
}

#[tokio::test]
async fn with_always_a_link_is_shown_beside_a_sent_mail() {
    let world = World::with(&[("SHOW_LINK", "always")]).await;
    let adam = world.sign_in("adam@example.com").await;
    let sent = world
        .reset_link(&adam, "ana@example.com", json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&sent["status"], &sent["message"]),
        (&json!("sent"), &json!("Reset password email sent."))
    );
    assert_eq!(
        token_in(&sent),
        token_of(&world.wait_for_mail("ana@example.com").await)
    );
    let record = world.record(&adam, "ana@example.com").await.expect(200);
    assert!(
        !record.text().contains(&token_in(&sent)),
        "the record shows no link"
    );
    world.reveal(&adam, "ana@example.com").await.expect(200);
}
