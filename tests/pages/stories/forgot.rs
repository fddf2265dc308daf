//! `/forgot`: anyone asks for a link.

use serde_json::json;
use tests::World;
use tests_pages::Browser;

async fn at_forgot() -> (World, Browser) {
    let (world, browser) = (World::start().await, Browser::start().await);
    browser.open(&format!("{}/forgot", world.url())).await;
    (world, browser)
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_stranger_is_told_the_same_and_stays_on_the_page() {
    let (world, browser) = at_forgot().await;
    browser.shows("Reset your password").await;
    browser.is_sound("forgot").await;
    browser
        .fill("Username or email address", "nobody@example.com")
        .await;
    browser.press("Send the link").await;
    browser.reads("[role=status]", "a mail is on its way").await;
    browser.reads("[role=status]", "nobody@example.com").await;
    let focused = browser.run("return document.activeElement.id", &[]).await;
    assert_eq!(focused, "heading", "what is new is read out");
    browser.is_sound("forgot-asked").await;
    assert_eq!(browser.address().await, format!("{}/forgot", world.url()));
    world.settle().await;
    assert!(world.mails().await.is_empty());

    browser.press("Ask again").await;
    let kept = browser.value("Username or email address").await;
    assert_eq!(kept, "nobody@example.com");
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn an_empty_field_is_explained_beside_it() {
    let (_world, browser) = at_forgot().await;
    browser.press("Send the link").await;
    browser
        .reads("#identifier-problem", "Type your username")
        .await;
    let script = "const it = document.activeElement; return [it.id, it.ariaInvalid, it.ariaDescribedByElements?.[0]?.id]";
    let field = browser.run(script, &[]).await;
    assert_eq!(field, json!(["identifier", "true", "identifier-problem"]));
    browser.is_sound("forgot-empty").await;
}

/// T-811
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn what_was_typed_is_text_and_nothing_else() {
    let (_world, browser) = at_forgot().await;
    let hostile =
        "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>";
    browser.fill("Username or email address", hostile).await;
    browser.press("Send the link").await;
    browser.reads("[role=status]", hostile).await;
    let script =
        "return [document.title, document.querySelectorAll('main img, main script').length]";
    let page = browser.run(script, &[]).await;
    assert_eq!(page, json!(["Reset your password · Rekey", 0]));
    browser.keeps_to_itself().await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn too_many_asks_are_told_when_to_try_again() {
    let world = World::with(&[("LIMIT_ASKS_PER_ADDRESS", "1")]).await;
    let browser = Browser::start().await;
    browser.open(&format!("{}/forgot", world.url())).await;
    world.ask("somebody@example.com").await.expect(202);
    browser
        .fill("Username or email address", "ana@example.com")
        .await;
    browser.press("Send the link").await;
    browser
        .reads(
            "[role=status]",
            "Too many tries came from your network. Wait",
        )
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn no_answer_is_told_as_none() {
    let (_world, browser) = at_forgot().await;
    browser
        .run(
            "window.fetch = () => Promise.reject(new TypeError('away'))",
            &[],
        )
        .await;
    browser
        .fill("Username or email address", "ana@example.com")
        .await;
    browser.press("Send the link").await;
    browser.reads("[role=status]", "No answer came").await;
}
