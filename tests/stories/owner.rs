//! An owner: helps administrators and other owners, never itself.

mod pin;

use serde_json::json;
use tests::{NEW_PASSWORD, PASSWORD, World, token_of};

// T-406
#[tokio::test]
async fn an_owner_sends_an_administrator_a_link() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    let reset = world
        .reset_link(&olivia, "adam@example.com", json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(reset["status"], "sent");
    let token = token_of(&world.wait_for_mail("adam@example.com").await);
    let answer = world.redeem(&token, NEW_PASSWORD).await.expect(200).json();
    assert_eq!(answer["applies_to"], "sign-in");
    world
        .sign_in_with("adam@example.com", NEW_PASSWORD)
        .await
        .expect(201);
}

// T-406
#[tokio::test]
async fn an_owner_hands_an_administrator_a_link_over() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    for target in ["adam@example.com", "gina@example.com", "sofia@example.com"] {
        let token = world.token_handed_over(&olivia, target).await;
        assert_eq!(world.state(&token).await, "live");
    }
    assert!(world.mails().await.is_empty());
}

// T-502
#[tokio::test]
async fn an_owner_sets_an_administrators_password_and_the_sessions_end() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    let adam = world.sign_in("adam@example.com").await;
    world
        .set_lasting_password(&olivia, "adam@example.com", NEW_PASSWORD)
        .await
        .expect(200);
    assert!(!world.is_signed_in(&adam).await);
    world
        .sign_in_with("adam@example.com", PASSWORD)
        .await
        .refused(401, "wrong-credentials");
    world
        .sign_in_with("adam@example.com", NEW_PASSWORD)
        .await
        .expect(201);
    world.settle().await;
    assert_eq!(
        world.mails_to("adam@example.com").await.len(),
        1,
        "the notice"
    );
}

// T-502
#[tokio::test]
async fn for_an_sso_administrator_a_password_set_by_hand_applies_to_the_admin_area() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    let body = json!({"password": NEW_PASSWORD, "must_change": false});
    let answer = world
        .put_password(&olivia, "sofia@example.com", &body)
        .await
        .expect(200)
        .json();
    assert_eq!(answer["applies_to"], "admin-area");
    world
        .sign_in_with("sofia@example.com", NEW_PASSWORD)
        .await
        .expect(201);
    world
        .verify("sofia@example.com", NEW_PASSWORD)
        .await
        .refused(403, "account-not-eligible");
}

// T-406
#[tokio::test]
async fn an_owner_is_helped_by_another_owner() {
    let world = World::start().await;
    let oscar = world.sign_in("oscar@example.com").await;
    let old = world.sign_in("olivia@example.com").await;
    let token = world.token_handed_over(&oscar, "olivia@example.com").await;
    assert!(world.is_signed_in(&old).await);
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    assert!(!world.is_signed_in(&old).await);
    world
        .sign_in_with("olivia@example.com", NEW_PASSWORD)
        .await
        .expect(201);
}

// T-502
#[tokio::test]
async fn an_owners_password_is_set_by_another_owner() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    world
        .set_lasting_password(&olivia, "oscar@example.com", NEW_PASSWORD)
        .await
        .expect(200);
    world
        .sign_in_with("oscar@example.com", NEW_PASSWORD)
        .await
        .expect(201);
}

// T-406
#[tokio::test]
async fn an_owner_does_not_help_itself() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    let before = world.records().await;
    world
        .reset_link(&olivia, "olivia@example.com", json!({}))
        .await
        .not_allowed("self");
    world
        .reset_link(&olivia, "olivia@example.com", json!({"delivery": "link"}))
        .await
        .not_allowed("self");
    world
        .set_password(&olivia, "olivia@example.com", NEW_PASSWORD)
        .await
        .not_allowed("self");
    world
        .edit(
            &olivia,
            "olivia@example.com",
            json!({"email": "o@example.com"}),
        )
        .await
        .not_allowed("self");
    world
        .reveal(&olivia, "olivia@example.com")
        .await
        .not_allowed("self");
    world
        .revoke_link(&olivia, "olivia@example.com")
        .await
        .not_allowed("self");
    world.nothing_happened_since(&before).await;
    world.sign_in("olivia@example.com").await;
}

#[tokio::test]
async fn the_public_page_does_not_help_an_owner() {
    let world = World::start().await;
    let before = world.records().await;
    world.ask("olivia@example.com").await.expect(202);
    world.nothing_happened_since(&before).await;
}

#[tokio::test]
async fn an_owner_without_tenant_gives_any_role_and_takes_it_away() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    for role in ["admin", "owner", "user"] {
        world
            .edit(&olivia, "ana@example.com", json!({"role": role}))
            .await
            .expect(200);
        assert_eq!(world.account("ana@example.com").await["role"], role);
    }
}

#[tokio::test]
async fn an_owner_without_tenant_moves_accounts() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    let epoch = world.epoch("ana@example.com").await;
    world
        .edit(&olivia, "ana@example.com", json!({"tenant": "globex"}))
        .await
        .expect(200);
    let moved = world.account("ana@example.com").await;
    assert_eq!(
        (&moved["tenant"], &moved["epoch"]),
        (&json!("globex"), &json!(epoch + 1))
    );
}

#[tokio::test]
async fn a_link_of_an_account_that_became_an_owner_is_revoked() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    let adam = world.sign_in("adam@example.com").await;
    let token = world.token_handed_over(&adam, "ana@example.com").await;
    world
        .edit(&olivia, "ana@example.com", json!({"role": "owner"}))
        .await
        .expect(200);
    world
        .redeem(&token, NEW_PASSWORD)
        .await
        .refused(410, "link-revoked");
    world.sign_in("ana@example.com").await;
}
