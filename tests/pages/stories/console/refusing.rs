//! What is forbidden is greyed, says why, and does nothing.

use serde_json::json;
use tests::World;

use super::{menu_of, record_of, signed_in};

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn what_may_not_be_done_is_greyed_with_the_rule() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    let cases = [
        ("adam@example.com", "Nobody does this to their own account."),
        ("sofia@example.com", "This needs a higher role than yours."),
        ("eve@example.com", "The account has expired"),
        ("dora@example.com", "The account is disabled"),
        ("sam@example.com", "signs in through another provider"),
    ];
    let records = world.records().await;
    for (identifier, rule) in cases {
        record_of(&world, &browser, identifier).await;
        browser.reads(".acts", rule).await;
        for act in ["Reset link", "Copy link", "Set password"] {
            let script = "
                const button = [...document.querySelectorAll('.acts button')].find((one) => one.innerText === arguments[0]);
                button.click();
                return button.ariaDisabled === 'true'
                    && document.getElementById(button.getAttribute('aria-describedby')).innerText.includes(arguments[1])";
            assert_eq!(
                browser.run(script, &[json!(act), json!(rule)]).await,
                json!(true),
                "{act} of {identifier}"
            );
        }
        assert_eq!(browser.text("dialog").await, "");
    }
    browser.reads(".acts", "Password help at Example SSO").await;
    world.nothing_happened_since(&records).await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn the_menu_of_a_row_says_the_same() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    menu_of(&browser, "Sofia Staff").await;
    browser
        .reads(
            ".menu:not([hidden])",
            "This needs a higher role than yours.",
        )
        .await;
    browser.click(".menu:not([hidden]) button").await;
    assert_eq!(browser.text("dialog").await, "");
    browser.press("History").await;
    browser.reads("h1", "History of Sofia Staff").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn switched_off_is_told_as_switched_off() {
    let settings = [("MANUAL_SET", "off"), ("SHOW_LINK", "fallback")];
    let world = World::with(&settings).await;
    let browser = signed_in(&world, "adam@example.com").await;
    record_of(&world, &browser, "ana@example.com").await;
    browser
        .reads(".acts", "Passwords are not set by hand here.")
        .await;
    browser
        .reads(".acts", "shown only when mail cannot carry them")
        .await;
    browser.press("Copy link").await;
    assert_eq!(browser.text("dialog").await, "");
    // One that mail cannot carry is shown.
    world.mail_mode("reject").await;
    browser.press("Reset link").await;
    browser.click("dialog[open] .actions button").await;
    browser
        .reads(".banner", "Give the link to the person yourself.")
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_store_out_of_reach_says_to_look_first_and_try_again() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    record_of(&world, &browser, "ana@example.com").await;
    browser.press("Reset link").await;
    browser.reads("dialog", "Is this address right?").await;
    world.store_fault("error", 1000, None).await;
    browser.click("dialog[open] .actions button").await;
    browser
        .reads("dialog [role=alert]", "cannot be done at the moment")
        .await;
    browser
        .reads("dialog [role=alert]", "look at the record first")
        .await;
    world.mend_the_store().await;
    browser.click("dialog[open] .actions button").await;
    browser.reads(".banner", "Reset password email sent.").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_gateway_that_limits_leaves_no_doubt() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    record_of(&world, &browser, "ana@example.com").await;
    browser.press("Reset link").await;
    browser.reads("dialog", "Is this address right?").await;
    browser.is_limited_by_the_gateway().await;
    browser.click("dialog[open] .actions button").await;
    browser.reads("dialog [role=alert]", "Too many").await;
    let told = browser.text("dialog [role=alert]").await;
    assert!(!told.contains("look at the record first"), "{told}");
}
