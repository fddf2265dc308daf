//! Every view in light and dark, wide and narrow, for every reader, in every language.

use tests::{PASSWORD, World};
use tests_pages::{Browser, Wishes};

use super::{confirm, go, menu_of, record_of, shown_link, sign_in, signed_in};

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn the_ways_in_are_sound() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let olivia = world.olivia().await;
    browser.open(&format!("{}/console", world.url())).await;
    sign_in(&browser, "ana@example.com", PASSWORD).await;
    browser.reads("[role=alert]", "do not fit together").await;
    browser.is_sound("console-sign-in").await;
    world
        .set_password(&olivia, "adam@example.com", tests::NEW_PASSWORD)
        .await
        .expect(200);
    sign_in(&browser, "adam@example.com", tests::NEW_PASSWORD).await;
    browser.reads("h1", "Choose a new password").await;
    browser.is_sound("console-must-change").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn the_list_and_its_dialogues_are_sound() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    browser.reads("tbody", "Ana Active").await;
    browser.is_sound("console-list").await;
    menu_of(&browser, "Sofia Staff").await;
    browser.reads(".menu:not([hidden])", "higher role").await;
    browser.is_sound("console-menu").await;
    menu_of(&browser, "Ana Active").await;
    browser.press("Set password").await;
    browser.press("Make one up").await;
    browser.is_sound("console-set-password").await;
    browser.press("Cancel").await;
    menu_of(&browser, "Noah Nomail").await;
    browser.press("Reset link").await;
    browser.reads("dialog", "no email address").await;
    browser.is_sound("console-send").await;
    confirm(&browser).await;
    browser
        .reads(".banner", "Copy the link of Noah Nomail")
        .await;
    browser.is_sound("console-hand-over").await;
    browser.click("#choose-all").await;
    browser.press("Send links").await;
    browser.reads("dialog .plan", "Adam Admin").await;
    browser.is_sound("console-bulk").await;
    confirm(&browser).await;
    browser.reads("h2", "For you to carry").await;
    browser.is_sound("console-batch").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn the_views_of_one_account_are_sound() {
    let world = World::start().await;
    let browser = signed_in(&world, "olivia@example.com").await;
    record_of(&world, &browser, "bounce@simulator.amazonses.com").await;
    browser.press("Reset link").await;
    confirm(&browser).await;
    browser.reads(".outcome", "failing since").await;
    browser.is_sound("console-record").await;
    record_of(&world, &browser, "sam@example.com").await;
    browser.is_sound("console-refused").await;
    record_of(&world, &browser, "ana@example.com").await;
    browser.press("Reset link").await;
    confirm(&browser).await;
    browser.reads(".banner", "Reset password email sent.").await;
    browser.is_sound("console-sent").await;
    browser.press("History").await;
    browser.reads(".history", "Link made").await;
    browser.is_sound("console-history").await;
    browser.press("Ana Active").await;
    browser.press("Edit").await;
    browser.reads("h1", "Edit").await;
    browser.is_sound("console-edit").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn the_other_views_are_sound() {
    let world = World::start().await;
    let browser = signed_in(&world, "olivia@example.com").await;
    go(&browser, "#/new").await;
    browser.is_sound("console-new").await;
    go(&browser, "#/lookup?identifier=eve%40example.com").await;
    browser.reads(".rows", "expired").await;
    browser.is_sound("console-lookup").await;
    go(&browser, "#/me").await;
    browser.is_sound("console-me").await;
    go(&browser, "#/nowhere").await;
    browser.reads("h1", "There is nothing here").await;
    browser.is_sound("console-nowhere").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn every_language_goes_the_whole_way() {
    let world = World::start().await;
    let words = [
        ("de", "Konten", "Geben Sie der Person den Link selbst."),
        ("fr", "Comptes", "Donnez vous-même le lien à la personne."),
        ("es", "Cuentas", "Dé usted el enlace a la persona."),
        ("ja", "アカウント", "リンクをご自身で本人に渡してください。"),
    ];
    for (language, accounts, hand_over) in words {
        let wishes = Wishes {
            language,
            ..Wishes::default()
        };
        let browser = Browser::with(wishes).await;
        browser.open(&format!("{}/console", world.url())).await;
        browser.click("[name=identifier]").await;
        browser.keys("adam@example.com").await;
        browser.click("[name=password]").await;
        browser.keys(&format!("{PASSWORD}\u{E007}")).await;
        browser.reads("h1", accounts).await;
        record_of(&world, &browser, "noemail").await;
        browser.click(".acts button").await;
        confirm(&browser).await;
        browser.reads(".banner h2", hand_over).await;
        shown_link(&browser).await;
        browser
            .is_sound(&format!("console-record.{language}"))
            .await;
    }
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn without_scripts_the_page_says_so() {
    let world = World::start().await;
    let wishes = Wishes {
        javascript: false,
        ..Wishes::default()
    };
    let browser = Browser::with(wishes).await;
    browser.open(&format!("{}/console", world.url())).await;
    browser.shows("This page needs JavaScript.").await;
}
