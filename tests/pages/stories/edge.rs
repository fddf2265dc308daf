//! What holds the pages against the rest of the web.

use tests::World;
use tests_pages::Browser;

/// T-809
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn no_page_can_be_framed() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let shown_in_a_frame = async |address: &str| {
        // Somebody else's page, without a policy of its own.
        let frame =
            format!("data:text/html,<iframe src='{address}' onload='document.title=1'></iframe>");
        browser.open(&frame).await;
        browser.until("return document.title === '1'").await;
        browser.enter_frame().await;
        browser.text("body").await
    };
    assert_eq!(shown_in_a_frame("data:text/html,<p>free").await, "free");
    for path in ["/forgot", "/reset", "/not-me", "/problems/not-found"] {
        let shown = shown_in_a_frame(&format!("{}{path}", world.url())).await;
        assert!(!shown.contains("Rekey"), "{path}: {shown}");
        let place = browser.run("return location.href", &[]).await;
        assert_eq!(place, "chrome-error://chromewebdata/", "{path}");
    }
}

/// T-816
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn password_managers_are_led_to_the_page() {
    let (world, browser) = (World::start().await, Browser::start().await);
    browser
        .open(&format!("{}/.well-known/change-password", world.url()))
        .await;
    assert_eq!(browser.address().await, format!("{}/forgot", world.url()));
}

/// The harness itself: a page that breaks its policy, or asks another origin, is noticed.
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn what_breaks_the_policy_is_noticed() {
    let (world, browser) = (World::start().await, Browser::start().await);
    browser.open(&format!("{}/forgot", world.url())).await;
    browser
        .run("document.body.setAttribute('style', 'color: red')", &[])
        .await;
    let complaints = browser.complaints().await.join("\n");
    assert!(
        complaints.contains("Content Security Policy"),
        "{complaints}"
    );
    browser
        .run("document.body.append(Object.assign(new Image(), { src: 'https://elsewhere.example/' }))", &[])
        .await;
    let complaints = browser.complaints().await.join("\n");
    assert!(complaints.contains("elsewhere.example"), "{complaints}");
}
