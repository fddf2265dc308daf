//! `/reset` with a link that has ended: each end has its own words, and a next step.

use tests::{NEW_PASSWORD, World};
use tests_pages::Browser;

/// Opens a link and reads what is said of it, with a way to ask again.
async fn told(world: &World, browser: &Browser, token: &str, name: &str, words: &str) {
    browser
        .open(&format!("{}/reset#{token}", world.url()))
        .await;
    browser.reads("[role=status]", words).await;
    browser.is_sound(name).await;
    let asks = "return document.querySelector('#told a[href^=\"/forgot\"]').checkVisibility()";
    assert_eq!(browser.run(asks, &[]).await, true, "{name}");
    let hidden = "return !document.getElementById('password').checkVisibility()";
    assert_eq!(browser.run(hidden, &[]).await, true, "{name}");
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_link_that_ran_out_says_when() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let token = world.token_asked_for("ana@example.com").await;
    world.advance("61m").await;
    told(
        &world,
        &browser,
        &token,
        "reset-expired",
        "time was over on",
    )
    .await;
    browser.press("Ask for a new link").await;
    browser.shows("Reset your password").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_used_link_leads_to_signing_in() {
    let world = World::with(&[("SIGN_IN_URL", "http://localhost/sign-in")]).await;
    let browser = Browser::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    let words = "A password has already been set with this link";
    told(&world, &browser, &token, "reset-used", words).await;
    browser.reads("#told a", "Sign in").await;
    browser.reads("[role=status]", "Was it not you?").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_replaced_link_says_when_the_newer_one_was_sent() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let token = world.token_asked_for("ana@example.com").await;
    world.advance("45m").await;
    world.token_asked_for("ana@example.com").await;
    let words = "A newer link was sent on";
    told(&world, &browser, &token, "reset-replaced", words).await;
    // In the reader's own words and time zone.
    let year = "return new Intl.DateTimeFormat('en', { dateStyle: 'full' }).format(Date.now() + 45 * 60_000).slice(-4)";
    let year = browser.run(year, &[]).await;
    browser
        .reads("[role=status]", year.as_str().expect("a year"))
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_revoked_link_says_so() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let token = world.token_asked_for("ana@example.com").await;
    world.revoke(&token).await.expect(200);
    told(&world, &browser, &token, "reset-revoked", "was withdrawn").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn an_unknown_link_asks_for_the_code() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let token = "A".repeat(64);
    told(
        &world,
        &browser,
        &token,
        "reset-unknown",
        "not a link on record",
    )
    .await;
    browser.fill("Code from the mail", "another").await;
}

/// A link may end while its page is open.
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_link_that_ends_meanwhile_says_so_when_it_is_used() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let token = world.token_asked_for("ana@example.com").await;
    browser
        .open(&format!("{}/reset#{token}", world.url()))
        .await;
    browser.fill("New password", NEW_PASSWORD).await;
    world.advance("61m").await;
    browser.press("Set the password").await;
    browser.reads("[role=status]", "time is over").await;
    browser.press("Ask for a new link").await;
    browser.shows("Reset your password").await;
}

/// T-811
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn whatever_stands_behind_the_hash_is_no_script() {
    let (world, browser) = (World::start().await, Browser::start().await);
    for hostile in [
        "<img src=x onerror=document.title='run'>",
        "javascript:document.title='run'",
        "\"><script>document.title='run'</script>",
    ] {
        browser.open("about:blank").await;
        browser
            .open(&format!("{}/reset#{hostile}", world.url()))
            .await;
        browser.shows("Code from the mail").await;
        let title = browser.run("return document.title", &[]).await;
        assert_eq!(title, "Choose a new password · Rekey");
        assert_eq!(browser.address().await, format!("{}/reset", world.url()));
    }
    browser.keeps_to_itself().await;
}
