//! `/forgot`: anyone asks for a link.

use tests::World;
use tests_pages::Browser;

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn the_page_to_ask_on_is_sound() {
    let (world, browser) = (World::start().await, Browser::start().await);
    browser.open(&format!("{}/forgot", world.url())).await;
    browser.shows("Reset your password").await;
    browser.is_sound("forgot").await;
}
