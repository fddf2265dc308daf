//! `/console`: an administrator helps people, all day long.

mod changing;
mod entering;
mod everybody;
mod finding;
mod helping;
mod keyboard;
mod leaving;
mod many;
mod refusing;
mod slowly;

use serde_json::json;
use tests::{PASSWORD, World};
use tests_pages::Browser;

/// Whether what can be done for several accounts can be seen: it comes with the list.
const THE_BAR: &str = "return document.querySelector('.selection')?.checkVisibility()";

/// Whoever looks at the list of accounts, signed in.
async fn signed_in(world: &World, identifier: &str) -> Browser {
    let browser = Browser::start().await;
    browser.open(&format!("{}/console", world.url())).await;
    sign_in(&browser, identifier, PASSWORD).await;
    browser.reads("h1", "Accounts").await;
    browser
}

/// Types both and sends them.
async fn sign_in(browser: &Browser, identifier: &str, password: &str) {
    browser.fill("Username or email address", identifier).await;
    browser.fill("Password", password).await;
    browser.click("main form button:not([type])").await;
}

/// Opens the menu of that person's row, which has to be on the list.
async fn menu_of(browser: &Browser, name: &str) {
    browser.press(&format!("Actions for {name}")).await;
    browser
        .until("return document.querySelector('.menu:not([hidden])')")
        .await;
}

/// Presses the button by which the open dialogue goes on.
async fn confirm(browser: &Browser) {
    browser.click("dialog[open] .actions button").await;
}

/// Opens a person's record.
async fn record_of(world: &World, browser: &Browser, identifier: &str) {
    let id = world.account_id(identifier).await;
    go(browser, &format!("#/accounts/{id}")).await;
    browser
        .until("return document.querySelector('.acts')")
        .await;
}

/// Goes to another view as a link would.
async fn go(browser: &Browser, hash: &str) {
    let script = "document.querySelector('h1').remove(); location.hash = arguments[0]";
    browser.run(script, &[json!(hash)]).await;
    browser.until("return document.querySelector('h1')").await;
}

/// The link that the page shows.
async fn shown_link(browser: &Browser) -> String {
    browser
        .until("return document.querySelector('.secret')")
        .await;
    browser.text(".secret").await
}

/// The token in it.
fn token_in_link(link: &str) -> &str {
    let (_, token) = link.split_once('#').expect("a link has a token");
    token
}

/// Waits until that text is nowhere in the page any more: not in its address, its title, its history, its fields or its stores.
/// A dialogue goes when the browser tells that it is closed, which is after the click.
async fn forgets(browser: &Browser, text: &str) {
    let script = format!(
        "
        const stores = [localStorage, sessionStorage].map((store) => JSON.stringify(store));
        const fields = [...document.querySelectorAll('input')].map((input) => input.value);
        const places = [location.href, document.title, JSON.stringify(history.state), document.documentElement.outerHTML];
        return ![...places, ...fields, ...stores].some((place) => place.includes({}))",
        json!(text)
    );
    browser.until(&script).await;
}
