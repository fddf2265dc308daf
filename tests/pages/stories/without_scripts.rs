//! Without JavaScript: the forms post, the code is pasted, and the answers are pages (T-812).

use tests::{NEW_PASSWORD, World};
use tests_pages::{Browser, Wishes};

const PLAIN: Wishes = Wishes {
    language: "de",
    javascript: false,
};

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn the_whole_way_works_by_forms() {
    let (world, browser) = (World::start().await, Browser::with(PLAIN).await);
    browser.open(&format!("{}/forgot", world.url())).await;
    browser
        .fill("Benutzername oder E-Mail-Adresse", "ana@example.com")
        .await;
    browser.press("Link senden").await;
    browser.reads("h1", "Sehen Sie in Ihre E-Mails").await;
    browser.keeps_to_itself().await;
    browser.picture("plain-asked").await;

    let token = tests::token_of(&world.wait_for_mail("ana@example.com").await);
    browser
        .open(&format!("{}/reset#{token}", world.url()))
        .await;
    browser.shows("Ohne JavaScript").await;
    browser.picture("plain-reset").await;
    browser.fill("Code aus der E-Mail", &token[1..]).await;
    browser.fill("Neues Passwort", NEW_PASSWORD).await;
    browser.press("Passwort festlegen").await;
    browser.reads("h1", "Link unbekannt").await;
    browser.press("Den Code noch einmal einfügen").await;
    browser.fill("Code aus der E-Mail", &token).await;
    browser.fill("Neues Passwort", "passwordpassword").await;
    browser.press("Passwort festlegen").await;
    browser.reads("h1", "Passwort nicht angenommen").await;
    browser.shows("weniger Gewöhnliches").await;
    assert_eq!(world.state(&token).await, "live");

    browser
        .press("Code noch einmal einfügen und erneut versuchen")
        .await;
    let address = browser.address().await;
    assert!(address.ends_with("/reset?lang=de"), "{address}");
    let link = format!("{}/reset#{token}", world.url());
    browser.fill("Code aus der E-Mail", &link).await;
    browser.fill("Neues Passwort", NEW_PASSWORD).await;
    browser.press("Passwort festlegen").await;
    browser.reads("h1", "Passwort festgelegt").await;
    let address = browser.address().await;
    assert!(!address.contains(&token), "never the token in a GET");
    world.password_is("ana@example.com", NEW_PASSWORD).await;
    browser.keeps_to_itself().await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_form_that_cannot_be_done_says_what_it_wants_and_where_to_go() {
    let settings = [("SIGN_IN_URL", "https://app.example.org/sign-in")];
    let (world, browser) = (World::with(&settings).await, Browser::with(PLAIN).await);
    browser.open(&format!("{}/forgot", world.url())).await;
    browser.fill("Benutzername oder E-Mail-Adresse", "  ").await;
    browser.press("Link senden").await;
    browser.shows("Geben Sie Ihren Benutzernamen").await;
    browser.picture("plain-nothing-typed").await;

    let token = world.token_asked_for("ana@example.com").await;
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    browser.open(&format!("{}/reset", world.url())).await;
    browser.fill("Code aus der E-Mail", &token).await;
    browser.fill("Neues Passwort", NEW_PASSWORD).await;
    browser.press("Passwort festlegen").await;
    browser.reads("h1", "Link schon benutzt").await;
    browser.shows("Waren Sie das nicht?").await;
    browser.picture("plain-used").await;
    browser.press("Neuen Link anfordern").await;
    browser.reads("h1", "Passwort zurücksetzen").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn the_page_that_cannot_work_says_what_to_do() {
    let (world, browser) = (World::start().await, Browser::with(PLAIN).await);
    browser.open(&format!("{}/not-me", world.url())).await;
    browser.shows("Ohne es lassen Sie den Link in Ruhe").await;
}
