//! The table of who may be helped, and how: the columns of the administrator.

use serde_json::json;
use tests::{NEW_PASSWORD, World};

async fn is_not_helped(target: &str, slug: &str) {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let before = world.records().await;
    for body in [json!({}), json!({"delivery": "link"})] {
        world
            .reset_link(&adam, target, body)
            .await
            .refused(409, slug);
    }
    world
        .set_password(&adam, target, NEW_PASSWORD)
        .await
        .refused(409, slug);
    world
        .set_lasting_password(&adam, target, NEW_PASSWORD)
        .await
        .refused(409, slug);
    world
        .set_password(&adam, target, "short")
        .await
        .refused(409, slug);
    world
        .reset_link(&world.olivia().await, target, json!({}))
        .await
        .refused(409, slug);
    world.nothing_happened_since(&before).await;
    world.password_is_not(target, NEW_PASSWORD).await;
}

#[tokio::test]
async fn an_expired_account_gets_neither_link_nor_password() {
    is_not_helped("eve@example.com", "account-expired").await;
}

#[tokio::test]
async fn a_disabled_account_gets_neither_link_nor_password() {
    is_not_helped("dora@example.com", "account-disabled").await;
}

// T-510
#[tokio::test]
async fn an_account_that_signs_in_elsewhere_gets_neither_link_nor_password() {
    is_not_helped("sam@example.com", "managed-by-sso").await;
}

// T-510
#[tokio::test]
async fn the_administrator_is_told_where_the_password_is_managed() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let problem = world
        .set_password(&adam, "sam@example.com", NEW_PASSWORD)
        .await
        .refused(409, "managed-by-sso");
    assert_eq!(problem["provider"], "Example SSO");
    assert_eq!(problem["url"], "https://sso.example.com/recover");
}

#[tokio::test]
async fn active_invited_addressless_and_sharing_accounts_are_helped() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    for (target, status, reason) in [
        ("ana@example.com", "sent", json!(null)),
        ("ivan@example.com", "sent", json!(null)),
        ("noemail", "hand-over", json!("no-email")),
        ("twin1", "hand-over", json!("email-not-unique")),
        ("twin2", "hand-over", json!("email-not-unique")),
    ] {
        let reset = world
            .reset_link(&adam, target, json!({}))
            .await
            .expect(200)
            .json();
        assert_eq!(
            (&reset["status"], &reset["reason"]),
            (&json!(status), &reason),
            "{target}"
        );
    }
}

#[tokio::test]
async fn revealing_and_revoking_do_not_ask_for_the_standing() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    for target in ["eve@example.com", "dora@example.com", "sam@example.com"] {
        world.revoke_link(&adam, target).await.expect(204);
        world
            .reveal(&adam, target)
            .await
            .refused(410, "window-over");
    }
}
