//! How many links one administrator may issue.

use serde_json::json;
use tests::{NOBODY, World};

// T-423
#[tokio::test]
async fn an_administrator_issues_so_many_links_an_hour() {
    let world = World::with(&[("LIMIT_LINKS_PER_ADMIN", "2")]).await;
    let adam = world.sign_in("adam@example.com").await;
    world
        .reset_link(&adam, "ana@example.com", json!({}))
        .await
        .expect(200);
    world
        .reset_link(&adam, "ivan@example.com", json!({"delivery": "link"}))
        .await
        .expect(200);
    let before = world.records().await;
    world
        .reset_link(&adam, "noemail", json!({}))
        .await
        .limited();
    world
        .reset_link(&adam, "noemail", json!({"delivery": "link"}))
        .await
        .limited();
    world.nothing_happened_since(&before).await;
    world
        .reset_link(&world.olivia().await, "noemail", json!({}))
        .await
        .expect(200);
    world.advance("1h").await;
    world
        .reset_link(&adam, "twin1", json!({}))
        .await
        .expect(200);
}

#[tokio::test]
async fn beyond_the_limit_a_bad_body_is_told_first_and_the_target_last() {
    let world = World::with(&[("LIMIT_LINKS_PER_ADMIN", "1")]).await;
    let adam = world.sign_in("adam@example.com").await;
    world
        .reset_link(&adam, "ana@example.com", json!({}))
        .await
        .expect(200);
    world
        .reset_link(&adam, "ivan@example.com", json!({"lifetime": "8d"}))
        .await
        .problem(400);
    world.reset_link(&adam, NOBODY, json!({})).await.limited();
    world
        .reset_link(&adam, "sofia@example.com", json!({}))
        .await
        .limited();
    world
        .reset_link(&adam, "eve@example.com", json!({}))
        .await
        .limited();
}
