//! `/not-me`: one click in the mail, one button here.

use tests::{NEW_PASSWORD, World};
use tests_pages::Browser;

/// Opens the page for a link, in the tab where it may stand for another one, and presses the button.
async fn not_me(world: &World, browser: &Browser, token: &str) {
    browser
        .open(&format!("{}/not-me#{token}", world.url()))
        .await;
    browser.press("Make the link useless").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn one_click_and_one_button_kill_a_link() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let mail = world.mail_asked_for("ana@example.com").await;
    let token = tests::token_of(&mail);
    let link = mail.links.iter().find(|link| link.contains("/not-me#"));
    browser.open(link.expect("a link to the page")).await;
    browser.shows("Nothing has changed").await;
    assert_eq!(browser.address().await, format!("{}/not-me", world.url()));
    browser.is_sound("not-me").await;
    assert_eq!(world.state(&token).await, "live", "looking kills nothing");
    browser.press("Make the link useless").await;
    browser
        .reads("[role=status]", "Your password has not changed")
        .await;
    browser.is_sound("not-me-done").await;
    assert_eq!(world.state(&token).await, "revoked");
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn every_other_state_is_told() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let first = world.token_asked_for("ana@example.com").await;
    world.advance("45m").await;
    let second = world.token_asked_for("ana@example.com").await;
    not_me(&world, &browser, &first).await;
    browser.reads("h1", "A newer link was sent").await;
    browser.is_sound("not-me-replaced").await;

    world.redeem(&second, NEW_PASSWORD).await.expect(200);
    not_me(&world, &browser, &second).await;
    browser.reads("h1", "The link has been used").await;
    browser.is_sound("not-me-used").await;

    not_me(&world, &browser, &"A".repeat(64)).await;
    browser.reads("h1", "This is not a link on record").await;
    browser.is_sound("not-me-unknown").await;
    let other = world.token_asked_for("gus@example.com").await;
    browser.fill("Code from the mail", &other).await;
    browser.press("Make the link useless").await;
    browser.reads("h1", "The link is useless now").await;

    world.advance("16m").await;
    let other = world.token_asked_for("gus@example.com").await;
    world.advance("61m").await;
    not_me(&world, &browser, &other).await;
    browser.reads("h1", "time is over").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn another_link_in_the_same_tab_begins_anew() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let first = world.token_asked_for("ana@example.com").await;
    not_me(&world, &browser, &first).await;
    browser.reads("h1", "The link is useless now").await;
    let second = world.token_asked_for("ana@example.com").await;
    browser
        .open(&format!("{}/not-me#{second}", world.url()))
        .await;
    browser.reads("h1", "This was not me").await;
    assert_eq!(browser.text("[role=status]").await, "");
    assert_eq!(browser.address().await, format!("{}/not-me", world.url()));
    assert_eq!(world.state(&second).await, "live");
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_hash_that_became_part_of_the_path_is_understood() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let token = world.token_asked_for("ana@example.com").await;
    browser
        .open(&format!("{}/not-me%23{token}", world.url()))
        .await;
    browser.press("Make the link useless").await;
    browser.reads("h1", "The link is useless now").await;
    assert_eq!(browser.address().await, format!("{}/not-me", world.url()));
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn without_a_link_the_code_is_asked_for() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let token = world.token_asked_for("ana@example.com").await;
    browser.open(&format!("{}/not-me", world.url())).await;
    browser.press("Make the link useless").await;
    browser
        .reads("#token-problem", "This is not the whole code")
        .await;
    browser.fill("Code from the mail", &token).await;
    browser.press("Make the link useless").await;
    browser.reads("h1", "The link is useless now").await;
    assert_eq!(world.state(&token).await, "revoked");
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn whoever_has_tried_too_often_is_told_to_wait() {
    let world = World::with(&[("LIMIT_REDEEMS_PER_ADDRESS", "1")]).await;
    let browser = Browser::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    assert_eq!(world.state(&token).await, "live");
    not_me(&world, &browser, &token).await;
    browser
        .reads("[role=status]", "Too many tries came from your network")
        .await;
    world.advance("61m").await;
    browser.press("Make the link useless").await;
    browser.reads("h1", "time is over").await;
}
