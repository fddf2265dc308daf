//! `/reset` with a link that lives.

use serde_json::{Value, json};
use tests::{NEW_PASSWORD, PASSWORD, SLOW_HASH, World, token_in};
use tests_pages::Browser;

/// Ana's live link, opened.
async fn with_a_link() -> (World, Browser, String) {
    let (world, browser) = (World::start().await, Browser::start().await);
    let token = world.token_asked_for("ana@example.com").await;
    browser
        .open(&format!("{}/reset#{token}", world.url()))
        .await;
    browser.reads("[role=status]", "works once, until").await;
    (world, browser, token)
}

/// T-802, T-803
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn the_token_leaves_the_address_bar_and_the_history() {
    let (world, browser, token) = with_a_link().await;
    let reset = format!("{}/reset", world.url());
    assert_eq!(browser.address().await, reset);
    browser.is_sound("reset-live").await;

    browser.press("Ask for a new link").await;
    browser.shows("Reset your password").await;
    assert_eq!(browser.run("return document.referrer", &[]).await, "");
    browser.go_back().await;
    assert_eq!(browser.address().await, reset);
    let history = browser
        .devtools("Page.getNavigationHistory", json!({}))
        .await;
    let entries = history["entries"].as_array().expect("a history");
    assert!(entries.len() > 1, "{history}");
    for entry in entries {
        let url = entry["url"].as_str().expect("an address");
        assert!(!url.contains(&token), "{url}");
    }
    let stored = "return JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, history.state])";
    let stored = browser.run(stored, &[]).await;
    assert_eq!(stored, r#"[{},{},"","opened"]"#);
}

/// Some mail programs write the hash as %23.
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_hash_that_became_part_of_the_path_is_understood() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let token = world.token_asked_for("ana@example.com").await;
    for written in [format!("%23{token}"), format!("%2523{token}")] {
        browser.open("about:blank").await;
        browser
            .open(&format!("{}/reset{written}", world.url()))
            .await;
        browser.reads("[role=status]", "works once, until").await;
        assert_eq!(browser.address().await, format!("{}/reset", world.url()));
    }
}

/// Others wrap it, and take the line's end for a part of it.
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_line_that_was_wrapped_within_a_link_is_understood() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let token = world.token_asked_for("ana@example.com").await;
    let (first, second) = token.split_at(30);
    let wrapped = ["%0A", "%20", "%0D%0A%20", "%250A", "%E2%80%8B"];
    let mut written: Vec<_> = wrapped.map(|end| format!("{first}{end}{second}")).into();
    written.extend(["%20", "%zz", "%FF", "%"].map(|end| format!("{token}{end}")));
    for written in written {
        browser.open("about:blank").await;
        browser
            .open(&format!("{}/reset#{written}", world.url()))
            .await;
        browser.reads("[role=status]", "works once, until").await;
    }
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn another_link_in_the_same_tab_begins_anew() {
    let (world, browser, first) = with_a_link().await;
    browser.fill("New password", "short").await;
    browser.press("Set the password").await;
    browser.reads("#password-problem", "at least 15").await;
    world.redeem(&first, NEW_PASSWORD).await.expect(200);
    let reset = format!("{}/reset", world.url());
    browser.open(&format!("{reset}#{first}")).await;
    browser.reads("h1", "Link already used").await;

    let second = world.token_asked_for("ana@example.com").await;
    browser.open(&format!("{reset}#{second}")).await;
    browser.reads("[role=status]", "works once, until").await;
    browser.reads("h1", "Choose a new password").await;
    assert_eq!(browser.text("#password-problem").await, "");
    assert_eq!(browser.address().await, reset);

    browser.open(&format!("{reset}#{}", "A".repeat(64))).await;
    browser.reads("h1", "Link unknown").await;
    browser.fill("Code from the mail", &second).await;
    browser.press("Check the code").await;
    browser.reads("h1", "Choose a new password").await;
    browser.is_sound("reset-pasted-after-unknown").await;
}

/// T-807
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn password_managers_and_people_find_what_they_need() {
    let (_world, browser, _) = with_a_link().await;
    let script = "
        const it = document.getElementById('password');
        const name = document.querySelector('form [autocomplete=username]');
        const paste = new ClipboardEvent('paste', { cancelable: true, bubbles: true });
        return [it.type, it.autocomplete, it.labels[0].innerText, it.dispatchEvent(paste), name.checkVisibility(), it.maxLength]";
    let found = browser.run(script, &[]).await;
    assert_eq!(
        found,
        json!(["password", "new-password", "New password", true, false, -1])
    );
    browser.fill("New password", NEW_PASSWORD).await;
    let kind = "return [document.getElementById('password').type, document.getElementById('reveal').ariaPressed]";
    browser.press("Show").await;
    assert_eq!(browser.run(kind, &[]).await, json!(["text", "true"]));
    browser.press("Show").await;
    assert_eq!(browser.run(kind, &[]).await, json!(["password", "false"]));
}

/// T-806
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn nothing_is_sent_by_itself() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let token = world.token_asked_for("ana@example.com").await;
    browser.open("about:blank").await;
    // Ten minutes pass in the page at once.
    let clock = json!({"policy": "advance", "budget": 600_000, "maxVirtualTimeTaskStarvationCount": 100_000});
    browser
        .open(&format!("{}/reset#{token}", world.url()))
        .await;
    browser.reads("[role=status]", "works once, until").await;
    browser.fill("New password", NEW_PASSWORD).await;
    browser
        .devtools("Emulation.setVirtualTimePolicy", clock)
        .await;
    browser.until("return performance.now() > 590_000").await;
    world.password_is("ana@example.com", PASSWORD).await;
    assert_eq!(world.state(&token).await, "live");
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn the_length_is_checked_while_somebody_types() {
    let (world, browser, token) = with_a_link().await;
    browser.reads("#rules", "At least 15 characters").await;
    browser.fill("New password", "fourteen chars").await;
    let met = "return document.getElementById('length').dataset.met";
    assert_eq!(browser.run(met, &[]).await, "not-yet");
    browser.keys("\u{E007}").await;
    browser
        .reads("#password-problem", "Use at least 15 characters.")
        .await;
    browser.is_sound("reset-too-short").await;
    browser.fill("New password", "fifteen letters").await;
    assert_eq!(browser.run(met, &[]).await, "yes");
    browser.reads("#heard", "Long enough.").await;
    // Counted as the server counts: code points, after composition.
    browser
        .fill(
            "New password",
            "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}",
        )
        .await;
    assert_eq!(browser.run(met, &[]).await, "not-yet");
    assert_eq!(world.state(&token).await, "live");
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_refused_password_is_explained_and_the_link_still_works() {
    let (world, browser, token) = with_a_link().await;
    browser.fill("New password", "passwordpassword").await;
    browser.press("Set the password").await;
    browser
        .reads("#password-problem", "Choose something less usual")
        .await;
    browser
        .reads("[role=status]", "The link is not used up.")
        .await;
    browser.is_sound("reset-refused").await;
    assert_eq!(world.state(&token).await, "live");
    browser.fill("New password", NEW_PASSWORD).await;
    browser.press("Set the password").await;
    browser.shows("Your new password is set").await;
}

/// Nobody signs in with an address that two accounts have.
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn whoever_cannot_sign_in_without_a_username_is_told() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let twin = json!({"email": "ana@example.com", "name": "Another Ana", "tenant": "acme"});
    let created = world.create(&world.olivia().await, twin).await;
    let token = token_in(&created.expect(201).json()["reset"]);
    browser
        .open(&format!("{}/reset#{token}", world.url()))
        .await;
    browser.fill("New password", NEW_PASSWORD).await;
    browser.press("Set the password").await;
    browser
        .reads(
            "[role=status]",
            "neither a username nor an email address of its own",
        )
        .await;
    browser.is_sound("reset-needs-username").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_gateway_that_limits_is_told_as_a_limit() {
    let (world, browser, token) = with_a_link().await;
    browser.is_limited_by_the_gateway().await;
    browser.fill("New password", NEW_PASSWORD).await;
    browser.press("Set the password").await;
    browser
        .reads("[role=status]", "The link is not used up.")
        .await;
    assert_eq!(world.state(&token).await, "live");
}

/// Whoever shares a network with many has to know that waiting helps.
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_link_that_is_not_looked_at_for_a_limit_is_not_used_up() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let token = world.token_asked_for("ana@example.com").await;
    browser.open(&format!("{}/reset", world.url())).await;
    browser.is_limited_by_the_gateway().await;
    browser.fill("Code from the mail", &token).await;
    browser.press("Check the code").await;
    browser.reads("[role=status]", "Too many tries").await;
    browser
        .reads("[role=status]", "The link is not used up.")
        .await;
}

/// T-815
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_lost_answer_leads_to_signing_in_first() {
    let settings = [SLOW_HASH, &[("SIGN_IN_URL", "http://localhost/sign-in")]].concat();
    let (world, browser) = (World::with(&settings).await, Browser::start().await);
    let token = world.token_asked_for("ana@example.com").await;
    browser
        .open(&format!("{}/reset#{token}", world.url()))
        .await;
    browser.fill("New password", NEW_PASSWORD).await;
    world.forget_calls().await;
    browser.press("Set the password").await;
    // The address is counted in a first write; the second, behind the hash, sets the password.
    let is_write = |call: &Value| call["operation"] == "TransactWriteItems";
    while !world.calls_of("redeem").await.iter().any(is_write) {}
    world
        .store_fault("lose-answer", 100, Some("TransactWriteItems"))
        .await;
    browser
        .reads(
            "[role=status]",
            "Try signing in with the new password first",
        )
        .await;
    browser.reads("#told", "Ask for a new link").await;
    browser.reads("#told", "Sign in").await;
    browser.is_sound("reset-in-doubt").await;
    world.mend_the_store().await;
    world.password_is("ana@example.com", NEW_PASSWORD).await;
    // Sent once more, the same password is not called wrong: the link has done its work.
    browser.press("Set the password").await;
    browser
        .reads(
            "[role=status]",
            "A password has already been set with this link",
        )
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn the_code_can_be_pasted_alone_or_as_the_whole_link() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let token = world.token_asked_for("ana@example.com").await;
    browser.open(&format!("{}/reset", world.url())).await;
    browser.fill("Code from the mail", "half a code").await;
    browser.press("Check the code").await;
    browser
        .reads("#token-problem", "This is not the whole code")
        .await;
    browser.is_sound("reset-code").await;
    let link = format!(" {}/reset#{token} ", world.url());
    let (first, second) = token.split_at(30);
    let pasted = [
        link,
        format!("\u{201c}{token}\u{201d},"),
        format!("{first} {second}\u{200b}"),
        format!("{}/reset#{token}.", world.url()),
    ];
    for text in pasted {
        browser.open(&format!("{}/reset", world.url())).await;
        browser.fill("Code from the mail", &text).await;
        browser.press("Check the code").await;
        browser.reads("[role=status]", "works once, until").await;
    }
    browser.fill("New password", NEW_PASSWORD).await;
    browser.press("Set the password").await;
    browser.shows("Your new password is set").await;
}

/// Mail programs break links, and telephones load a page anew.
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_link_that_is_not_whole_is_told_and_so_is_a_page_that_was_loaded_anew() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let token = world.token_asked_for("ana@example.com").await;
    for page in ["reset", "not-me"] {
        let cut = format!("{}/{page}#{}", world.url(), &token[..50]);
        browser.open(&cut).await;
        browser
            .reads("[role=status]", "This link is not whole.")
            .await;
        browser
            .open(&format!("{}/{page}#{token}.", world.url()))
            .await;
        assert_eq!(browser.run("return location.hash", &[]).await, "");
        browser.run("location.reload()", &[]).await;
        browser
            .reads("[role=status]", "The page was loaded anew.")
            .await;
    }
    assert_eq!(world.state(&token).await, "live");
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_link_that_cannot_be_looked_at_can_be_tried_again() {
    let (world, browser) = (World::start().await, Browser::start().await);
    let token = world.token_asked_for("ana@example.com").await;
    world.store_fault("error", 100, Some("BatchGetItem")).await;
    browser
        .open(&format!("{}/reset#{token}", world.url()))
        .await;
    browser
        .reads("[role=status]", "It has not been used up")
        .await;
    browser.is_sound("reset-not-looked").await;
    world.mend_the_store().await;
    browser.press("Try again").await;
    browser.reads("[role=status]", "works once, until").await;
}

/// Uncompressed, everything that the page loads.
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn the_page_is_under_sixty_kilobytes_in_all() {
    let (_world, browser, _) = with_a_link().await;
    let script = "
        const loaded = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
        return loaded.filter((one) => one.initiatorType !== 'fetch').map((one) => [one.name, one.decodedBodySize])";
    let loaded = browser.run(script, &[]).await;
    let parts = loaded.as_array().expect("a list");
    assert!(parts.len() >= 5, "{loaded}");
    let whole: u64 = parts.iter().filter_map(|part| part[1].as_u64()).sum();
    assert!(whole < 60_000, "{whole} bytes: {loaded}");
}
