//! The whole way of somebody who has forgotten the password.

use tests::{NEW_PASSWORD, PASSWORD, World};
use tests_pages::Browser;

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn somebody_who_forgot_the_password_signs_in_with_a_new_one() {
    let world = World::with(&[("SIGN_IN_URL", "http://localhost/sign-in")]).await;
    let browser = Browser::start().await;
    browser.open(&format!("{}/forgot", world.url())).await;
    browser
        .fill("Username or email address", "ana@example.com")
        .await;
    // By the keyboard alone.
    browser.keys("\u{E007}").await;
    browser.reads("[role=status]", "a mail is on its way").await;

    let mail = world.wait_for_mail("ana@example.com").await;
    browser.open(&mail.links[0]).await;
    browser.reads("[role=status]", "works once, until").await;
    browser.fill("New password", NEW_PASSWORD).await;
    world.password_is("ana@example.com", PASSWORD).await;
    browser.keys("\u{E007}").await;
    browser.shows("Your new password is set").await;
    let href = "return document.querySelector('#told a').href";
    let sign_in = browser.run(href, &[]).await;
    assert_eq!(sign_in, "http://localhost/sign-in");
    browser.is_sound("reset-done").await;

    world.password_is("ana@example.com", NEW_PASSWORD).await;
    world.password_is_not("ana@example.com", PASSWORD).await;
}

/// A colleague of the person's company, who signs in elsewhere: the password is for the administration alone.
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn staff_of_another_sign_in_learn_what_the_password_is_for() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let olivia = world.olivia().await;
    let token = world.token_handed_over(&olivia, "sofia@example.com").await;
    browser
        .open(&format!("{}/reset#{token}", world.url()))
        .await;
    browser.fill("New password", NEW_PASSWORD).await;
    browser.press("Set the password").await;
    browser.shows("for the administration area is set").await;
    browser.is_sound("reset-done-admin-area").await;
}
