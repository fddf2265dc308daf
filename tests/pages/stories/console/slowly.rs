//! A network that takes its time: what was pressed answers at once, and nothing comes late in a wrong place.

use serde_json::json;
use tests::{PASSWORD, World};
use tests_pages::Browser;

use super::{confirm, go, menu_of, record_of, signed_in};

const DIALOGUES: &str = "return document.querySelectorAll('dialog').length";

/// From now on the answers that tell of one account are held back.
async fn holds_records_back(browser: &Browser) {
    let script = "
        const real = window.fetch;
        window.held = [];
        window.release = () => { for (const go of window.held.splice(0)) go(); };
        window.fetch = async (url, options) => {
            const answer = await real(url, options);
            if (/accounts.[^/?]+$/.test(url)) await new Promise((go) => window.held.push(go));
            return answer;
        }";
    browser.run(script, &[]).await;
}

/// Lets them come, and waits until whoever waited for them has them.
async fn releases(browser: &Browser) {
    browser.until("return window.held.length > 0").await;
    let script =
        "window.release(); window.late = false; setTimeout(() => { window.late = true; }, 50)";
    browser.run(script, &[]).await;
    browser.until("return window.late").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_dialogue_opens_at_once_and_alone_and_reads_its_own_fields() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    menu_of(&browser, "Ana Active").await;
    holds_records_back(&browser).await;
    browser.press("Set password").await;
    browser.reads("dialog h2", "Ana Active").await;
    browser.reads("dialog [role=status]", "Loading").await;
    browser.keys("\u{E00C}").await;
    browser
        .until("return !document.querySelector('dialog')")
        .await;
    menu_of(&browser, "Ivan Invited").await;
    browser.press("Set password").await;
    browser.reads("dialog h2", "Ivan Invited").await;
    browser.until("return window.held.length === 3").await;
    releases(&browser).await;
    assert_eq!(browser.run(DIALOGUES, &[]).await, json!(1));
    browser.reads("dialog h2", "Ivan Invited").await;
    browser.press("Make one up").await;
    let made = browser.value("New password").await;
    confirm(&browser).await;
    browser
        .reads("dialog h2", "The password of Ivan Invited")
        .await;
    world.password_is("ivan@example.com", &made).await;
    world.password_is("ana@example.com", PASSWORD).await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn nothing_opens_over_another_person() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    record_of(&world, &browser, "ivan@example.com").await;
    go(&browser, "#/accounts").await;
    menu_of(&browser, "Ana Active").await;
    holds_records_back(&browser).await;
    browser.press("Copy link").await;
    browser.reads("dialog h2", "Ana Active").await;
    browser.go_back().await;
    browser
        .until("return !document.querySelector('dialog') && window.held.length > 1")
        .await;
    releases(&browser).await;
    browser.reads("h1", "Ivan Invited").await;
    assert_eq!(browser.run(DIALOGUES, &[]).await, json!(0));
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_record_says_that_it_is_read_again() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    record_of(&world, &browser, "ana@example.com").await;
    browser.press("Reset link").await;
    browser.reads("dialog", "Is this address right?").await;
    holds_records_back(&browser).await;
    confirm(&browser).await;
    browser
        .until("return document.querySelector('.acts').ariaBusy === 'true'")
        .await;
    releases(&browser).await;
    browser.reads(".banner", "Reset password email sent.").await;
    browser
        .until("return document.querySelector('.acts').ariaBusy === 'false'")
        .await;
}
