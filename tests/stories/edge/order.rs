//! The order of the checks: path, method, type, size, authentication, body, and then the rest.

use serde_json::json;
use tests::{NEW_PASSWORD, NOBODY, World};

fn too_big() -> String {
    json!({"identifier": "a".repeat(20_000)}).to_string()
}

#[tokio::test]
async fn the_path_is_checked_before_everything() {
    let world = World::start().await;
    world
        .request("TRACE", "/v1/nothing")
        .body("text/plain", too_big())
        .send()
        .await
        .problem(404);
    world
        .post("/v1/admin/nothing")
        .body("text/plain", too_big())
        .send()
        .await
        .problem(404);
}

#[tokio::test]
async fn the_method_is_checked_before_type_size_and_authentication() {
    let world = World::start().await;
    world
        .put("/v1/password-resets")
        .body("text/plain", too_big())
        .send()
        .await
        .problem(405);
    let path = format!("/v1/admin/accounts/{NOBODY}/reset-link");
    world
        .put(&path)
        .body("text/plain", too_big())
        .send()
        .await
        .problem(405);
}

#[tokio::test]
async fn the_type_is_checked_before_size_and_authentication() {
    let world = World::start().await;
    world
        .post("/v1/password-resets")
        .body("text/plain", too_big())
        .send()
        .await
        .problem(415);
    let path = format!("/v1/admin/accounts/{NOBODY}/reset-link");
    world
        .post(&path)
        .body("text/plain", too_big())
        .send()
        .await
        .problem(415);
}

#[tokio::test]
async fn the_size_is_checked_before_authentication_and_the_body() {
    let world = World::start().await;
    world
        .post("/v1/password-resets")
        .body("application/json", too_big())
        .send()
        .await
        .problem(413);
    let path = format!("/v1/admin/accounts/{NOBODY}/reset-link");
    world
        .post(&path)
        .body("application/json", too_big())
        .send()
        .await
        .problem(413);
    world
        .put(&format!("/v1/admin/accounts/{NOBODY}/password"))
        .json(&json!({"password": "x".repeat(17_000)}))
        .send()
        .await
        .problem(413);
}

#[tokio::test]
async fn authentication_is_checked_before_the_body() {
    let world = World::start().await;
    let path = format!("/v1/admin/accounts/{NOBODY}/reset-link");
    world
        .post(&path)
        .body("application/json", "no json")
        .send()
        .await
        .not_authenticated();
    world
        .post("/v1/credentials/verify")
        .body("application/json", "[]")
        .send()
        .await
        .not_authenticated();
}

#[tokio::test]
async fn the_body_is_checked_before_the_target() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    for target in [
        NOBODY,
        "adam@example.com",
        "sofia@example.com",
        "eve@example.com",
    ] {
        world
            .reset_link(&adam, target, json!({"delivery": "sms"}))
            .await
            .problem(400);
        world
            .put_password(&adam, target, &json!({"password": 7}))
            .await
            .problem(400);
    }
}

#[tokio::test]
async fn the_target_is_checked_before_the_actor_the_actor_before_the_table_and_the_password_last() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world
        .set_password(&adam, "gus@example.com", "short")
        .await
        .refused(404, "account-unknown");
    world
        .olivia_edits("sofia@example.com", json!({"standing": "disabled"}))
        .await;
    world
        .reset_link(&adam, "sofia@example.com", json!({}))
        .await
        .not_allowed("upward");
    world
        .set_password(&adam, "sofia@example.com", "short")
        .await
        .not_allowed("upward");
    world
        .set_password(&adam, "dora@example.com", "short")
        .await
        .refused(409, "account-disabled");
    world
        .set_password(&adam, "ana@example.com", "short")
        .await
        .rejected_as("too-short");
    world
        .set_password(&adam, "ana@example.com", NEW_PASSWORD)
        .await
        .expect(200);
}
