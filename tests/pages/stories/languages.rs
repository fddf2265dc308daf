//! Everybody reads their own language, and can choose another without losing the link.

use tests::World;
use tests_pages::{Browser, Wishes};

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn every_language_says_every_page() {
    for (language, title, until) in [
        ("de", "Neues Passwort wählen", "wirkt einmal"),
        ("fr", "Choisir un nouveau mot de passe", "une seule fois"),
        ("es", "Elegir una contraseña nueva", "sirve una vez"),
        ("ja", "新しいパスワードの設定", "一度だけ"),
    ] {
        let wishes = Wishes {
            language,
            ..Wishes::default()
        };
        let (world, browser) = (World::start().await, Browser::with(wishes).await);
        browser.open(&format!("{}/forgot", world.url())).await;
        browser.is_sound(&format!("forgot.{language}")).await;
        let token = world.token_asked_for("ana@example.com").await;
        browser
            .open(&format!("{}/reset#{token}", world.url()))
            .await;
        browser.reads("h1", title).await;
        browser.reads("[role=status]", until).await;
        let lang = browser
            .run("return document.documentElement.lang", &[])
            .await;
        assert_eq!(lang, language);
        browser.is_sound(&format!("reset.{language}")).await;
    }
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn another_language_keeps_the_link_and_says_why_in_it() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let token = world.token_asked_for("ana@example.com").await;
    browser
        .open(&format!("{}/reset#{token}", world.url()))
        .await;
    browser.reads("[role=status]", "works once").await;
    browser.press("Deutsch").await;
    browser.reads("[role=status]", "wirkt einmal").await;
    let address = browser.address().await;
    assert_eq!(address, format!("{}/reset?lang=de", world.url()));
    browser.fill("Neues Passwort", "passwordpassword").await;
    browser.press("Passwort festlegen").await;
    browser
        .reads("#password-problem", "weniger Gewöhnliches")
        .await;
}
