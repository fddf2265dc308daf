//! Signing in, being signed out, and coming back to the same place.

use serde_json::json;
use tests::{NEW_PASSWORD, OTHER_PASSWORD, PASSWORD, World};
use tests_pages::Browser;

use super::{forgets, record_of, sign_in, signed_in};

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn whoever_types_a_wrong_password_is_told_so_and_stays() {
    let (world, browser) = (
        World::with(&[("LIMIT_FAILURES", "2")]).await,
        Browser::start().await,
    );
    browser.open(&format!("{}/console", world.url())).await;
    sign_in(&browser, "adam@example.com", "").await;
    browser.reads(".problem", "Fill this in.").await;
    for _ in 0..2 {
        sign_in(&browser, "adam@example.com", NEW_PASSWORD).await;
        browser.reads("[role=alert]", "do not fit together").await;
    }
    sign_in(&browser, "adam@example.com", NEW_PASSWORD).await;
    browser.reads("[role=alert]", "Too many tries. Wait").await;
    browser.reads("[role=alert]", "minutes").await;
    browser.reads("h1", "Sign in").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_password_set_by_somebody_else_is_changed_on_the_way_in() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let olivia = world.olivia().await;
    world
        .set_password(&olivia, "adam@example.com", NEW_PASSWORD)
        .await
        .expect(200);
    browser.open(&format!("{}/console", world.url())).await;
    sign_in(&browser, "adam@example.com", NEW_PASSWORD).await;
    browser.reads("h1", "Choose a new password").await;
    browser.fill("New password", NEW_PASSWORD).await;
    browser.fill("New password again", OTHER_PASSWORD).await;
    browser.press("Change the password").await;
    browser.shows("The two passwords are not the same.").await;
    browser.fill("New password again", NEW_PASSWORD).await;
    browser.press("Change the password").await;
    browser
        .reads("[role=alert]", "differs from the current one")
        .await;
    browser.fill("New password", OTHER_PASSWORD).await;
    browser.fill("New password again", OTHER_PASSWORD).await;
    browser.press("Change the password").await;
    browser.reads("h1", "Accounts").await;
    forgets(&browser, OTHER_PASSWORD).await;
    world
        .sign_in_with("adam@example.com", OTHER_PASSWORD)
        .await
        .expect(201);
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_session_that_has_died_comes_back_to_the_same_place() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    record_of(&world, &browser, "ana@example.com").await;
    let address = browser.address().await;
    let changed = world
        .change_password("adam@example.com", PASSWORD, NEW_PASSWORD)
        .await;
    changed.expect(200);
    browser.press("Reset link").await;
    browser.reads("h1", "Sign in").await;
    browser.shows("Your session has ended.").await;
    assert_eq!(browser.address().await, address);
    assert_eq!(
        browser.run("return sessionStorage.length", &[]).await,
        json!(0)
    );
    assert_eq!(
        browser
            .run(
                "return document.querySelector('nav#navigation').hidden",
                &[]
            )
            .await,
        json!(true)
    );
    sign_in(&browser, "adam@example.com", NEW_PASSWORD).await;
    browser.reads("h1", "Ana Active").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_reload_keeps_the_session_and_signing_out_ends_it_here_and_there() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    let keys = browser.run("return Object.keys(sessionStorage)", &[]).await;
    assert_eq!(keys, json!(["rekey.session"]));
    let token = browser
        .run(
            "return JSON.parse(sessionStorage['rekey.session']).token",
            &[],
        )
        .await;
    let token = token.as_str().expect("a token");
    browser.open(&format!("{}/console", world.url())).await;
    browser.reads("h1", "Accounts").await;
    browser.press("Sign out").await;
    browser.reads("h1", "Sign in").await;
    assert!(!world.is_signed_in(token).await);
    forgets(&browser, token).await;
    forgets(&browser, "Ana Active").await;
}
