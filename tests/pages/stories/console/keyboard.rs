//! No mouse: Tab, arrows, Enter and Escape are enough.

use serde_json::json;
use tests::World;
use tests_pages::Browser;

use super::signed_in;

const TAB: &str = "\u{E004}";
const ENTER: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";
const UP: &str = "\u{E013}";
const DOWN: &str = "\u{E015}";
const HOME: &str = "\u{E011}";
const END: &str = "\u{E010}";

/// What has the focus, as it is read out.
async fn focused(browser: &Browser) -> String {
    let script = "const one = document.activeElement; return one.ariaLabel ?? one.labels?.[0]?.innerText ?? one.innerText";
    let name = browser.run(script, &[]).await;
    name.as_str().unwrap_or_default().to_owned()
}

/// Tabs on until something of that name has the focus.
async fn tab_to(browser: &Browser, name: &str) {
    for _ in 0..80 {
        browser.keys(TAB).await;
        if focused(browser).await == name {
            return;
        }
    }
    panic!("Tab does not come to {name:?}");
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn the_keyboard_alone_sends_a_link() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    browser.reads("tbody", "Ana Active").await;
    assert_eq!(
        focused(&browser).await,
        "Accounts",
        "the heading of the view has the focus"
    );
    tab_to(&browser, "Actions for Ana Active").await;
    browser.keys(ENTER).await;
    for (key, item) in [
        ("", "Reset link"),
        (DOWN, "Copy link"),
        (END, "History"),
        (DOWN, "Reset link"),
        (UP, "History"),
        (HOME, "Reset link"),
        ("s", "Set password"),
    ] {
        if !key.is_empty() {
            browser.keys(key).await;
        }
        assert_eq!(focused(&browser).await, item);
    }
    browser.keys(ESCAPE).await;
    assert_eq!(focused(&browser).await, "Actions for Ana Active");
    let expanded = "return document.activeElement.getAttribute('aria-expanded')";
    assert_eq!(browser.run(expanded, &[]).await, json!("false"));

    browser.keys(DOWN).await;
    browser.keys(ENTER).await;
    browser.reads("dialog", "Is this address right?").await;
    browser.keys(ESCAPE).await;
    browser
        .until("return !document.querySelector('dialog')")
        .await;
    assert_eq!(focused(&browser).await, "Actions for Ana Active");
    assert!(world.mails().await.is_empty(), "nothing was confirmed");

    browser.keys(UP).await;
    assert_eq!(focused(&browser).await, "History");
    browser.keys(HOME).await;
    browser.keys(ENTER).await;
    browser.reads("dialog", "Is this address right?").await;
    assert_eq!(focused(&browser).await, "Send the link");
    browser.keys(ENTER).await;
    browser.reads(".banner", "Reset password email sent.").await;
    browser
        .until("return document.activeElement.matches('.banner')")
        .await;
    tab_to(&browser, "Open the record").await;
    browser.keys(ENTER).await;
    browser.reads("h1", "Ana Active").await;
    browser
        .until("return document.activeElement.matches('h1')")
        .await;
}
