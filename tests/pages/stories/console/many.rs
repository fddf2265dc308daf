//! Links for many people: preview, progress, and a table of those that mail could not reach.

use serde_json::json;
use tests::World;
use tests_pages::Browser;

use super::{THE_BAR, confirm, go, signed_in};

/// Ticks all that are shown, once they are.
async fn choose_all(browser: &Browser) {
    browser.until(THE_BAR).await;
    browser.click("#choose-all").await;
}

/// Keeps what the page saves as a file.
const KEEP_FILES: &str = "
    window.saved = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => { blob.text().then((text) => window.saved.push(text)); return make.call(URL, blob); }";

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn many_links_go_out_and_the_rest_comes_as_a_table() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    let formula =
        json!({"username": "formula", "name": "=1+1,\"x\"", "tenant": "acme", "send_link": false});
    world.create(&olivia, formula).await.expect(201);
    let browser = signed_in(&world, "adam@example.com").await;
    browser.run(KEEP_FILES, &[]).await;
    choose_all(&browser).await;
    browser.reads(".selection", "Selected: 13").await;
    browser.press("Send links").await;
    for words in [
        "Adam Admin",
        "Nobody does this to their own account.",
        "The account has expired",
        "You carry the link",
    ] {
        browser.reads("dialog .plan", words).await;
    }
    assert!(world.mails().await.is_empty(), "a preview sends nothing");
    world.mail_mode("reject").await;
    browser.press("Generate codes").await;
    browser.reads("h1", "Links for several people").await;
    browser.reads("h2", "For you to carry").await;
    browser.reads(".count", "Done: 13 of 13").await;
    browser
        .reads(".rows", "The mail service refused the mail.")
        .await;

    browser.press("Save as CSV").await;
    browser.until("return window.saved.length").await;
    let saved = browser.run("return window.saved[0]", &[]).await;
    let saved = saved.as_str().expect("a text");
    let lines: Vec<&str> = saved
        .trim_start_matches('\u{feff}')
        .split_terminator("\r\n")
        .collect();
    assert_eq!(
        lines[0],
        r#""Name","Username","Email","Reason","Link","Link works until""#
    );
    let ana = lines.iter().find(|line| line.contains("ana@example.com"));
    let ana = ana.expect("mail was refused, so the table has Ana");
    let token = ana
        .split_once("/reset#")
        .expect("a link")
        .1
        .split('"')
        .next();
    assert_eq!(world.state(token.expect("a token")).await, "live");
    assert!(
        !saved.contains("Eve Expired"),
        "who gets nothing has no line"
    );
    let formula = lines.iter().find(|line| line.contains("formula"));
    let formula = formula.expect("the table has the account without address");
    assert!(
        formula.starts_with(r#""'=1+1,""x""","formula","#),
        "{formula}"
    );

    let token = token.expect("a token").to_owned();
    go(&browser, "#/lookup").await;
    super::forgets(&browser, &token).await;
    browser.keeps_to_itself().await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn all_that_a_search_finds_are_meant_at_once() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    browser.fill("Search", "an").await;
    let one = "return document.querySelectorAll('tbody tr').length === 1";
    browser.until(one).await;
    browser.press("Send to all that are found").await;
    browser.reads("dialog .totals", "Gets a mail").await;
    confirm(&browser).await;
    browser.reads("h1", "Links for several people").await;
    browser.reads(".count", "Done: 1 of 1").await;
    browser.reads("main", "Ana Active").await;
    world.wait_for_mail("ana@example.com").await;
    assert_eq!(world.mails().await.len(), 1);
}

/// Holds back the answer to the first preview, which comes whether it was given up or not.
const HOLD_THE_FIRST_PLAN: &str = "
    const real = window.fetch;
    window.asked = 0;
    window.late = false;
    window.fetch = async (url, options) => {
        if (!`${url}`.endsWith('/v1/admin/reset-links') || window.asked++ > 0) return real(url, options);
        const answer = await real(url, { ...options, signal: undefined });
        await new Promise((resolve) => { window.release = resolve; });
        setTimeout(() => { window.late = true; }, 50);
        return answer;
    }";

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn the_plan_is_of_the_way_that_is_chosen_however_late_the_others_comes() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    browser.run(HOLD_THE_FIRST_PLAN, &[]).await;
    choose_all(&browser).await;
    browser.press("Send links").await;
    browser.until("return window.release").await;
    let choose = "
        const choice = document.querySelector('dialog select');
        choice.value = 'link';
        choice.dispatchEvent(new Event('change', { bubbles: true }));";
    browser.run(choose, &[]).await;
    browser.reads("dialog .totals", "You carry the link").await;
    let by_hand = browser.text("dialog .totals").await;
    browser.run("window.release()", &[]).await;
    browser.until("return window.late").await;
    assert_eq!(browser.text("dialog .totals").await, by_hand);
    assert!(
        by_hand.replace('\n', " ").contains("Gets a mail 0"),
        "{by_hand}"
    );
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn nothing_is_ordered_before_its_plan_is_shown() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    browser.run(HOLD_THE_FIRST_PLAN, &[]).await;
    browser.press("Send to all that are found").await;
    browser.until("return window.release").await;
    browser.press("Generate codes").await;
    browser.press("Generate codes").await;
    let asked = browser.run("return window.asked", &[]).await;
    assert_eq!(asked, 1, "nothing but the preview was asked for");
    browser.run("window.release()", &[]).await;
    browser
        .reads("dialog .sums", "By mail: 4. For you to carry: 3.")
        .await;
    assert!(world.mails().await.is_empty());
    browser.press("Generate codes").await;
    browser.reads("h1", "Links for several people").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn where_nobody_would_get_anything_there_is_nothing_to_confirm() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    browser.fill("Search", "eve").await;
    let one = "return document.querySelectorAll('tbody tr').length === 1";
    browser.until(one).await;
    browser.press("Send to all that are found").await;
    browser
        .reads("dialog .sums", "Nobody would get anything")
        .await;
    let buttons = browser.text("dialog .actions").await;
    assert_eq!(buttons, "Cancel");
}

/// Holds back what is read of single accounts.
const HOLD_NAMES: &str = "
    const real = window.fetch;
    const held = new Promise((resolve) => { window.release = resolve; });
    window.fetch = async (url, options) => {
        if (/\\/accounts\\/\\w+$/.test(url)) await held;
        return real(url, options);
    }";

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn the_plans_counts_do_not_wait_for_names() {
    let many = (0..40)
        .map(|n| json!({"username": format!("many{n:02}"), "role": "user", "standing": "active"}));
    let world = World::among(many, &[]).await;
    let browser = signed_in(&world, "olivia@example.com").await;
    browser.run(HOLD_NAMES, &[]).await;
    browser.fill("Search", "many").await;
    browser
        .reads(".count", "Accounts: 25, and there are more")
        .await;
    browser.press("Send to all that are found").await;
    browser
        .reads("dialog .sums", "By mail: 0. For you to carry: 40.")
        .await;
    let named =
        "return [...document.querySelectorAll('dialog th')].every((one) => one.innerText !== '…')";
    assert_eq!(browser.run(named, &[]).await, false);
    browser.run("window.release()", &[]).await;
    browser.reads("dialog .plan", "many39").await;
    browser.until(named).await;
    confirm(&browser).await;
    browser.reads(".count", "Done: 40 of 40").await;
}

/// Starts a batch for all that are shown.
async fn start_for_all(browser: &Browser) {
    choose_all(browser).await;
    browser.press("Send links").await;
    browser.reads("dialog .sums", "By mail").await;
    confirm(browser).await;
    browser.reads("h1", "Links for several people").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn links_to_carry_do_not_wait_for_mails() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    world.mail_mode("throttle").await;
    start_for_all(&browser).await;
    browser.reads("h2", "For you to carry: 4").await;
    for words in [
        "Done: 9 of 12",
        "Waiting: 3",
        "The mail service is busy",
        "Nobody does this to their own account.",
    ] {
        browser.reads("main", words).await;
    }
    browser.picture("console-batch-waiting").await;
    let mark =
        "document.querySelector('.copy button').focus(); window.held = document.activeElement";
    browser.run(mark, &[]).await;
    world.mail_mode("accept").await;
    world.retry_the_outbox().await;
    browser.reads(".count", "Done: 12 of 12").await;
    let kept = "return window.held.isConnected && document.activeElement === window.held";
    assert_eq!(browser.run(kept, &[]).await, true);
    let waiting = "return [...document.querySelectorAll('h2')].some((one) => one.innerText.includes('Waiting') && one.checkVisibility())";
    assert_eq!(browser.run(waiting, &[]).await, false);
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn what_becomes_of_a_row_after_the_last_is_told_too() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    start_for_all(&browser).await;
    browser.reads(".count", "Done: 12 of 12").await;
    browser
        .reads("main", "The mail came back: the address does not take it.")
        .await;
    let token = world.wait_for_mail("ana@example.com").await.token();
    let token = token.expect("the mail has the link");
    world.redeem(&token, tests::NEW_PASSWORD).await.expect(200);
    browser
        .reads("main", "The link was used: a new password is set.")
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_colleague_reads_why_a_link_is_carried_and_not_the_link() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let order = json!({"account_ids": [world.account_id("noemail").await]});
    let batch = world.start_batch(&adam, &order).await;
    world.settle().await;
    let browser = signed_in(&world, "olivia@example.com").await;
    go(&browser, &format!("#/batches/{batch}")).await;
    browser.reads("main", "Noah Nomail").await;
    browser
        .reads("main", "There is no email address on the record.")
        .await;
    assert_eq!(browser.text(".secret").await, "");
}

/// Searches for one person and ticks the box.
async fn tick(browser: &Browser, search: &str, name: &str) {
    browser.fill("Search", search).await;
    let one = "return document.querySelectorAll('tbody tr').length === 1";
    browser.until(one).await;
    browser.reads("tbody", name).await;
    browser.click("tbody input").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn whoever_is_ticked_stays_so_whatever_is_searched_and_opened_meanwhile() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    tick(&browser, "ana", "Ana Active").await;
    tick(&browser, "noah", "Noah Nomail").await;
    browser.reads(".selection", "Selected: 2").await;
    browser.press("Noah Nomail").await;
    browser.reads("h1", "Noah Nomail").await;
    browser.go_back().await;
    browser.reads(".selection", "Selected: 2").await;
    browser
        .until("return document.querySelector('tbody input')?.checked")
        .await;
    tick(&browser, "ivan", "Ivan Invited").await;
    browser.press("Selected: 3").await;
    for name in ["Ana Active", "Noah Nomail", "Ivan Invited"] {
        browser.reads(".chosen", name).await;
    }
    browser.is_sound("console-chosen").await;
    browser.click(".chosen li:last-child input").await;
    browser.reads(".selection", "Selected: 2").await;
    let row = "return document.querySelector('tbody input').checked";
    assert_eq!(browser.run(row, &[]).await, false);
    browser.press("Send links").await;
    browser
        .reads("dialog .sums", "By mail: 1. For you to carry: 1.")
        .await;
    confirm(&browser).await;
    browser.reads(".count", "Done: 2 of 2").await;
    go(&browser, "#/accounts").await;
    browser.until(THE_BAR).await;
    let chosen = "return document.querySelector('.chosen').checkVisibility()";
    assert_eq!(
        browser.run(chosen, &[]).await,
        false,
        "their links are ordered"
    );
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn an_order_that_was_not_taken_unticks_nobody() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    tick(&browser, "ana", "Ana Active").await;
    tick(&browser, "noah", "Noah Nomail").await;
    browser.press("Send links").await;
    let plan = "By mail: 1. For you to carry: 1.";
    browser.reads("dialog .sums", plan).await;
    world.store_fault("error", 1000, None).await;
    confirm(&browser).await;
    browser
        .until("return document.querySelector('dialog [role=alert]')?.innerText")
        .await;
    world.mend_the_store().await;
    browser.press("Cancel").await;
    browser.reads(".selection", "Selected: 2").await;
    browser.press("Send links").await;
    browser.reads("dialog .sums", plan).await;
    confirm(&browser).await;
    browser.reads(".count", "Done: 2 of 2").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_selection_is_cleared_by_its_button_and_by_signing_out() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    tick(&browser, "ana", "Ana Active").await;
    browser.press("Clear the selection").await;
    let none = "return !document.querySelector('.chosen').checkVisibility() && !document.querySelector('tbody input').checked";
    browser.until(none).await;
    browser.click("tbody input").await;
    browser.press("Sign out").await;
    super::sign_in(&browser, "adam@example.com", tests::PASSWORD).await;
    browser.reads("tbody", "Ana Active").await;
    browser.until(none).await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_mail_that_is_known_to_fail_is_read_before_those_that_go() {
    let world = World::start().await;
    let (adam, bounce) = (
        world.sign_in("adam@example.com").await,
        "bounce@simulator.amazonses.com",
    );
    world.reset_link(&adam, bounce, json!({})).await.expect(200);
    world.settle().await;
    // A new link tells nothing of the last mail: only the address does.
    world.revoke_link(&adam, bounce).await.expect(204);
    let browser = signed_in(&world, "adam@example.com").await;
    browser.press("Send to all that are found").await;
    browser
        .reads(
            "dialog .plan",
            "Mail to this address has been failing since",
        )
        .await;
    let texts =
        "return [...document.querySelectorAll('dialog tbody tr')].map((row) => row.innerText)";
    let rows = browser.run(texts, &[]).await;
    let rows = rows.as_array().expect("rows").iter();
    let at = |words: &str| {
        let mut rows = rows.clone();
        rows.position(|row| row.as_str().is_some_and(|row| row.contains(words)))
            .expect("such a row")
    };
    assert!(at("Gets nothing") < at("failing since"));
    assert!(at("failing since") < at("You carry the link"));
    assert!(at("You carry the link") < at("Ana Active"));
}
