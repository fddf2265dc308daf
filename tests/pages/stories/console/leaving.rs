//! What was shown once is gone with the view that showed it.

use serde_json::json;
use tests::World;

use super::{confirm, forgets, go, menu_of, record_of, shown_link, signed_in, token_in_link};

/// T-813: shown once, not in the URL, not in a store, cleared on leave.
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_link_leaves_with_the_view_that_showed_it() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    record_of(&world, &browser, "noemail").await;
    browser.press("Reset link").await;
    confirm(&browser).await;
    let link = shown_link(&browser).await;
    let token = token_in_link(&link);
    assert!(!browser.address().await.contains(token));
    let stored = browser
        .run(
            "return JSON.stringify([{ ...sessionStorage }, { ...localStorage }])",
            &[],
        )
        .await;
    assert!(!stored.as_str().expect("a text").contains(token));
    go(&browser, "#/accounts").await;
    forgets(&browser, token).await;
    browser.go_back().await;
    browser.reads("h1", "Noah Nomail").await;
    browser
        .reads(".banner", "Give the link to the person yourself.")
        .await;
    forgets(&browser, token).await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn an_open_dialogue_ends_with_its_place() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    go(&browser, "#/lookup").await;
    go(&browser, "#/accounts").await;
    menu_of(&browser, "Ana Active").await;
    browser.press("Set password").await;
    browser.fill("New password", "half a password").await;
    browser.go_back().await;
    browser.reads("h1", "Why didn’t they get it?").await;
    assert_eq!(
        browser
            .run("return document.querySelectorAll('dialog').length", &[])
            .await,
        json!(0)
    );
    forgets(&browser, "half a password").await;
}

/// T-811
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_name_stays_a_name_whatever_it_looks_like() {
    let hostile = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>";
    let accounts = [
        json!({"email": "mallory@example.com", "name": hostile, "role": "user", "standing": "active"}),
    ];
    let world = World::among(accounts, &[]).await;
    let browser = signed_in(&world, "olivia@example.com").await;
    browser.reads("tbody", hostile).await;
    menu_of(&browser, hostile).await;
    browser.press("Reset link").await;
    browser.reads("dialog h2", hostile).await;
    confirm(&browser).await;
    browser.reads(".banner", hostile).await;
    browser.press("Open the record").await;
    browser.reads("h1", hostile).await;
    browser.press("Edit").await;
    browser
        .until("return document.querySelector('form [name=name]')")
        .await;
    browser.reads("h1", hostile).await;
    assert_eq!(browser.value("Name").await, hostile);
    let made = "return document.querySelectorAll('main img, main script').length";
    assert_eq!(browser.run(made, &[]).await, json!(0));
    browser.keeps_to_itself().await;
}
