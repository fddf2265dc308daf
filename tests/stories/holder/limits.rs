//! How often an address may redeem, look and revoke.

use serde_json::json;
use tests::{NEW_PASSWORD, PASSWORD, World};

#[tokio::test]
async fn redeeming_looking_and_revoking_are_counted_together_by_address() {
    let world = World::with(&[("LIMIT_REDEEMS_PER_ADDRESS", "3")]).await;
    let token = world.token_asked_for("ana@example.com").await;
    let before = world.records().await;
    world.inspect(&token).await.expect(200);
    world
        .redeem("no token", NEW_PASSWORD)
        .await
        .refused(404, "link-unknown");
    world.revoke("no token").await.expect(200);
    world.inspect(&token).await.limited();
    world.revoke(&token).await.limited();
    world.redeem(&token, NEW_PASSWORD).await.limited();
    world.nothing_happened_since(&before).await;
    world.password_is("ana@example.com", PASSWORD).await;
    let body = json!({"token": token, "password": NEW_PASSWORD});
    let elsewhere = world
        .post("/v1/password-resets/redeem")
        .json(&body)
        .from_address("127.0.0.3");
    elsewhere.send().await.expect(200);
}

#[tokio::test]
async fn sixty_tries_an_hour_are_free_and_an_hour_later_there_are_more() {
    let world = World::start().await;
    for _ in 0..60 {
        assert_eq!(world.state("no token").await, "unknown");
    }
    world.inspect("no token").await.limited();
    world.advance("1h").await;
    assert_eq!(world.state("no token").await, "unknown");
}
