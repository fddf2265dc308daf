//! Whom the public page helps: the column "public page" of the table of who may be helped.

use serde_json::json;
use tests::{NEW_PASSWORD, PASSWORD, World};

async fn an_ask_does_nothing(world: &World, identifier: &str) {
    let before = world.records().await;
    world.ask(identifier).await.expect(202);
    world.nothing_happened_since(&before).await;
}

// T-103
#[tokio::test]
async fn accounts_that_may_not_be_helped_get_no_link_and_no_mail() {
    let world = World::start().await;
    for identifier in ["ivan@example.com", "eve@example.com", "dora@example.com"] {
        an_ask_does_nothing(&world, identifier).await;
    }
}

// T-103
#[tokio::test]
async fn administrators_and_owners_get_no_link_and_no_mail() {
    let world = World::start().await;
    let staff = [
        "adam@example.com",
        "gina@example.com",
        "sofia@example.com",
        "olivia@example.com",
        "oscar@example.com",
    ];
    for identifier in staff {
        an_ask_does_nothing(&world, identifier).await;
    }
    world.sign_in("adam@example.com").await;
}

#[tokio::test]
async fn accounts_without_an_address_of_their_own_get_no_link_and_no_mail_by_username_neither() {
    let world = World::start().await;
    for identifier in ["noemail", "twin1", "twin2", "twins@example.com"] {
        an_ask_does_nothing(&world, identifier).await;
    }
    world.password_is("twin1", PASSWORD).await;
}

#[tokio::test]
async fn who_signs_in_elsewhere_is_told_so_and_gets_no_link() {
    let world = World::start().await;
    let before = world.table("links").await;
    world.ask("sam@example.com").await.expect(202);
    world.settle().await;
    let mails = world.mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, ["sam@example.com"]);
    for body in [&mails[0].text, &mails[0].html] {
        assert!(body.contains("https://sso.example.com/recover"), "{body}");
    }
    assert_eq!(mails[0].token(), None);
    assert!(!mails[0].whole().contains("/reset"), "{}", mails[0].whole());
    assert_eq!(world.table("links").await, before);
}

#[tokio::test]
async fn who_has_been_switched_off_gets_no_link_any_more() {
    let world = World::start().await;
    for standing in ["disabled", "expired"] {
        world
            .olivia_edits("ana@example.com", json!({"standing": standing}))
            .await;
        an_ask_does_nothing(&world, "ana@example.com").await;
    }
    world
        .olivia_edits("ana@example.com", json!({"standing": "active"}))
        .await;
    world.token_asked_for("ana@example.com").await;
}

#[tokio::test]
async fn who_has_been_made_an_administrator_gets_no_link_any_more() {
    let world = World::start().await;
    world
        .olivia_edits("ana@example.com", json!({"role": "admin"}))
        .await;
    an_ask_does_nothing(&world, "ana@example.com").await;
}

#[tokio::test]
async fn an_address_that_has_become_shared_is_not_mailed_any_more() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    world
        .olivia_edits("noemail", json!({"email": "ana@example.com"}))
        .await;
    world.settle().await;
    an_ask_does_nothing(&world, "ana@example.com").await;
    an_ask_does_nothing(&world, "noemail").await;
    assert_eq!(
        world.state(&token).await,
        "live",
        "what was mailed before was Ana's alone"
    );
}

#[tokio::test]
async fn a_former_address_finds_nobody() {
    let world = World::start().await;
    world
        .olivia_edits("ana@example.com", json!({"email": "ana.new@example.com"}))
        .await;
    an_ask_does_nothing(&world, "ana@example.com").await;
    let token = world.token_asked_for("ana.new@example.com").await;
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
}
