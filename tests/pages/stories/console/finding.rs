//! Searching, and why somebody got no mail.

use serde_json::json;
use tests::World;

use super::{THE_BAR, go, record_of, signed_in};

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_name_without_a_break_does_not_widen_the_list() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let account =
        json!({"name": "n".repeat(200), "username": "u".repeat(64), "email": "long@example.com"});
    world.create(&adam, account).await.expect(201);
    let browser = signed_in(&world, "adam@example.com").await;
    browser.reads("tbody", "long@example.com").await;
    browser.picture("console-long-name").await;
    let wider = "return document.documentElement.scrollWidth > innerWidth";
    assert_eq!(browser.run(wider, &[]).await, false);
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn the_list_keeps_up_with_typing() {
    let world = World::start().await;
    let browser = signed_in(&world, "olivia@example.com").await;
    browser.fill("Search", "iv").await;
    browser
        .until("return document.querySelectorAll('tbody tr').length === 1")
        .await;
    browser.reads("tbody", "Ivan Invited").await;
    browser.reads(".count", "Accounts: 1").await;
    browser.fill("Search", "nobody at all").await;
    browser.reads(".count", "Nobody is found.").await;
    browser.fill("Search", "g").await;
    browser.fill("Tenant", "globex").await;
    browser
        .until("return document.querySelectorAll('tbody tr').length === 2")
        .await;
    browser.press("Gus User").await;
    browser.reads("h1", "Gus User").await;
    browser.go_back().await;
    browser
        .until("return document.querySelectorAll('tbody tr').length === 2")
        .await;
    assert_eq!(browser.value("Search").await, "g");
    assert_eq!(browser.value("Tenant").await, "globex");
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn an_older_answer_never_stands_over_a_newer() {
    let world = World::start().await;
    let browser = signed_in(&world, "olivia@example.com").await;
    // The answer to "an" is held back, and comes whether it was given up or not.
    let slow = "
        const real = window.fetch;
        window.asked = window.late = false;
        window.fetch = async (url, options) => {
            if (!url.includes('search=an&')) return real(url, options);
            window.asked = true;
            const answer = await real(url, { ...options, signal: undefined });
            await new Promise((resolve) => { window.release = resolve; });
            setTimeout(() => { window.late = true; }, 50);
            return answer;
        }";
    browser.run(slow, &[]).await;
    browser.fill("Search", "an").await;
    browser.until("return window.asked").await;
    browser.fill("Search", "ivan").await;
    let one = "return document.querySelectorAll('tbody tr').length === 1";
    browser.until(one).await;
    browser.reads("tbody", "Ivan Invited").await;
    browser.run("window.release()", &[]).await;
    browser.until("return window.late").await;
    let rows = browser.text("tbody").await;
    assert!(
        rows.contains("Ivan Invited") && !rows.contains("Ana Active"),
        "{rows}"
    );
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn an_answer_that_comes_after_back_does_not_take_its_place() {
    let world = World::start().await;
    let browser = signed_in(&world, "olivia@example.com").await;
    record_of(&world, &browser, "ana@example.com").await;
    // The list's answer comes in the moment between the new address and the event that tells of it.
    let race = "
        const real = window.fetch;
        window.fetch = async (url, options) => {
            if (!url.includes('/accounts?')) return real(url, options);
            const answer = await real(url, options);
            const body = await answer.json();
            const changed = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
            history.back();
            await changed;
            return { ok: true, status: 200, json: async () => body };
        }";
    browser.run(race, &[]).await;
    go(&browser, "#/accounts").await;
    browser.reads("h1", "Ana Active").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn more_than_a_page_is_found_page_by_page() {
    let many = (0..40)
        .map(|n| json!({"username": format!("many{n:02}"), "role": "user", "standing": "active"}));
    let world = World::among(many, &[]).await;
    let browser = signed_in(&world, "olivia@example.com").await;
    browser.fill("Search", "many").await;
    browser
        .reads(".count", "Accounts: 25, and there are more")
        .await;
    browser.press("Show more").await;
    browser.reads(".count", "Accounts: 40").await;
    let names = "return new Set([...document.querySelectorAll('tbody th')].map((one) => one.innerText)).size";
    assert_eq!(browser.run(names, &[]).await, json!(40));
    browser
        .until("return document.activeElement.textContent === 'many25'")
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_look_up_says_why_nothing_came_and_what_to_do() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    world.mail_mode_times("reject", 1).await;
    world.ask("ana@example.com").await.expect(202);
    world.settle().await;
    let cases = [
        (
            "ana@example.com",
            "The mail service refused the mail",
            "tell the operator",
        ),
        (
            "eve@example.com",
            "The public page does not help this account",
            "The account has expired",
        ),
        (
            "ivan@example.com",
            "The public page does not help this account",
            "never set a password",
        ),
        (
            "gus@example.com",
            "Nobody that you may see has this username or address",
            "typing mistake",
        ),
        (
            "twin1",
            "The public page does not help this account",
            "the same address",
        ),
    ];
    for (identifier, why, advice) in cases {
        go(&browser, "#/lookup").await;
        browser.fill("What the person typed", identifier).await;
        browser.press("Look it up").await;
        browser.reads(".rows", why).await;
        browser.reads(".rows", advice).await;
    }
    go(&browser, "#/lookup?identifier=dora%40example.com").await;
    browser.reads(".rows", "The account is disabled").await;
}

/// Searches do not reach the API any more, until `window.mend()`.
const NO_SEARCH: &str = "
    const real = window.fetch;
    window.fetch = (url, options) =>
        `${url}`.includes('/accounts?') ? Promise.reject(new TypeError('offline')) : real(url, options);
    window.mend = () => { window.fetch = real; }";

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn rows_of_another_word_cannot_be_used_and_a_failed_search_is_repeated() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    browser.reads("tbody", "Ana Active").await;
    browser.run(NO_SEARCH, &[]).await;
    browser.fill("Search", "noah").await;
    browser.reads("main [role=alert]", "No answer came.").await;
    let inert = "
        const parts = ['table.accounts', '.selection label', '.selection .link'];
        return parts.map((of) => document.querySelector(of).inert)";
    assert_eq!(browser.run(inert, &[]).await, json!([true, true, true]));
    browser.picture("console-stale").await;
    browser.run("window.mend()", &[]).await;
    browser.press("Try again").await;
    browser
        .until("return document.querySelectorAll('tbody tr').length === 1")
        .await;
    assert_eq!(browser.run(inert, &[]).await, json!([false, false, false]));
    assert_eq!(browser.text("main [role=alert]").await, "");
    browser
        .until("return document.activeElement.name === 'search'")
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn nobody_is_chosen_before_there_is_a_list() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    browser.reads("tbody", "Ana Active").await;
    browser.run(NO_SEARCH, &[]).await;
    go(&browser, "#/lookup").await;
    go(&browser, "#/accounts").await;
    browser.reads("main [role=alert]", "No answer came.").await;
    assert_eq!(browser.run(THE_BAR, &[]).await, false);
    browser.run("window.mend()", &[]).await;
    browser.press("Try again").await;
    browser.until(THE_BAR).await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_look_up_without_asks_says_how_far_it_sees_and_leads_to_the_record() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    go(&browser, "#/lookup?identifier=twins%40example.com").await;
    browser
        .reads("main", "No ask is on record for the last 40 minutes.")
        .await;
    browser.reads("main", "Find the account").await;
    go(&browser, "#/lookup?identifier=ana%40example.com").await;
    browser.reads("main", "a mail would go out").await;
    browser.reads("main", "is refused for a while").await;
    browser.is_sound("console-lookup-nothing").await;
    browser.press("Open the record").await;
    browser.reads("h1", "Ana Active").await;

    world.ask("ana@example.com").await.expect(202);
    world.settle().await;
    go(&browser, "#/lookup?identifier=ana%40example.com").await;
    browser.reads(".rows", "Asked").await;
    let told = browser.text("main").await;
    assert!(!told.contains("No ask is on record"), "{told}");
}
