//! New accounts, edits, one's own password and PIN.

use serde_json::json;
use tests::{NEW_PASSWORD, PASSWORD, World};

use super::{confirm, go, record_of, signed_in};

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_new_account_gets_its_invitation_with_it() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    browser.press("New account").await;
    browser.reads("h1", "New account").await;
    browser.press("Create the account").await;
    browser
        .shows("An account needs an email address or a username.")
        .await;
    browser.fill("Name", "Nina New").await;
    browser.fill("Email address", "nina@example.com").await;
    browser.press("Create the account").await;
    let message = "Account successfully created and reset password email sent.";
    browser.reads(".banner h2", message).await;
    world.wait_for_mail("nina@example.com").await;
    let nina = world.account("nina@example.com").await;
    assert_eq!(
        (&nina["tenant"], &nina["role"]),
        (&json!("acme"), &json!("user"))
    );

    browser.fill("Username", "nomail").await;
    browser.press("Create the account").await;
    browser
        .reads(
            ".banner h2",
            "Account successfully created. Give the link to the person yourself.",
        )
        .await;
    super::shown_link(&browser).await;
    browser.fill("Username", "twin1").await;
    browser.press("Create the account").await;
    browser
        .reads("[role=alert]", "Another account has this username.")
        .await;
    assert_eq!(browser.text(".banner").await, "");
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn an_edit_meanwhile_is_shown_and_nothing_typed_is_lost() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    record_of(&world, &browser, "ana@example.com").await;
    browser.press("Edit").await;
    browser.fill("Name", "Ana Adamson").await;
    browser.fill("Email address", "ana.new@example.com").await;
    world
        .olivia_edits(
            "ana@example.com",
            json!({"name": "Ana Olivason", "username": "ana"}),
        )
        .await;
    browser.press("Save").await;
    browser
        .reads(
            "[role=alert]",
            "Somebody else changed this account meanwhile.",
        )
        .await;
    browser
        .reads("[role=alert]", "Name is now: Ana Olivason.")
        .await;
    assert_eq!(browser.value("Name").await, "Ana Adamson");
    assert_eq!(browser.value("Username").await, "ana");
    assert_eq!(world.account("ana").await["email"], "ana@example.com");
    browser.press("Save").await;
    browser.reads("h1", "Ana Adamson").await;
    let ana = world.account("ana").await;
    assert_eq!(
        (&ana["name"], &ana["email"]),
        (&json!("Ana Adamson"), &json!("ana.new@example.com"))
    );
    browser.press("History").await;
    browser
        .reads(".history", "Changed: Email address, Name")
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_wrong_field_is_named_in_the_language_of_the_page() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    browser
        .open(&format!("{}/console?lang=de#/new", world.url()))
        .await;
    browser.fill("E-Mail-Adresse", "x@y").await;
    browser.press("Konto anlegen").await;
    let wrong = "Das ist keine E-Mail-Adresse";
    browser.reads(".field [role=alert]", wrong).await;
    let focus = "return document.activeElement.name";
    assert_eq!(browser.run(focus, &[]).await, "email");
    browser
        .open(&format!("{}/console?lang=en#/new", world.url()))
        .await;
    browser.fill("Email address", "x@y").await;
    browser.press("Create the account").await;
    browser
        .reads(".field [role=alert]", "This is no email address")
        .await;
    // What was wrong is forgotten when it is right, and the next thing is told.
    browser.fill("Email address", "x@example.com").await;
    browser.fill("Username", "with space").await;
    browser.press("Create the account").await;
    browser.reads(".field [role=alert]", "2 to 64 of a–z").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn one_changes_ones_own_password_and_pin() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    go(&browser, "#/me").await;
    let pin = "section:last-of-type";
    browser
        .run(
            "document.querySelector('section:last-of-type [name=current]').focus()",
            &[],
        )
        .await;
    browser.keys("not it").await;
    browser
        .run("document.querySelector('[name=pin]').focus()", &[])
        .await;
    browser.keys("12345").await;
    browser.press("Set the PIN").await;
    browser
        .reads(&format!("{pin} .problem"), "6 to 12 digits")
        .await;
    browser.keys("67").await;
    browser.press("Set the PIN").await;
    browser
        .reads(pin, "This is not your current password.")
        .await;
    browser
        .run(
            "document.querySelector('section:last-of-type [name=current]').select()",
            &[],
        )
        .await;
    browser.keys(PASSWORD).await;
    browser.press("Set the PIN").await;
    browser.reads(pin, "The PIN is set.").await;

    browser.fill("Current password", PASSWORD).await;
    browser.fill("New password", NEW_PASSWORD).await;
    browser.fill("New password again", NEW_PASSWORD).await;
    browser.press("Change the password").await;
    browser
        .until("return document.querySelector('[name=new_password]')?.value === ''")
        .await;
    go(&browser, "#/accounts").await;
    browser.reads("tbody", "Ana Active").await;
    world
        .sign_in_with("adam@example.com", NEW_PASSWORD)
        .await
        .expect(201);
}

/// Where two accounts have one address, nobody signs in with it.
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn an_address_that_somebody_has_is_asked_about_before_it_locks_both_out() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    browser.press("New account").await;
    browser.fill("Name", "Another Ana").await;
    browser.fill("Email address", "ANA@example.com").await;
    browser.press("Create the account").await;
    browser
        .reads("dialog", "Ana Active (ana@example.com) has this address.")
        .await;
    browser
        .reads("dialog", "has no username and would be locked out")
        .await;
    browser.reads("dialog", "You typed no username here").await;
    browser.is_sound("console-address-taken").await;
    // Enter alone takes nothing away.
    browser
        .until("return document.activeElement.textContent === 'Cancel'")
        .await;
    browser.press("Cancel").await;
    browser
        .until("return document.activeElement.name === 'username'")
        .await;
    world.password_is("ana@example.com", PASSWORD).await;
    browser.fill("Username", "another.ana").await;
    browser.press("Create the account").await;
    browser.reads("dialog", "would be locked out").await;
    assert!(!browser.text("dialog").await.contains("You typed no"));
    browser.press("Cancel").await;

    record_of(&world, &browser, "ivan@example.com").await;
    browser.press("Edit").await;
    browser.fill("Email address", "ana@example.com").await;
    browser.press("Save").await;
    browser.reads("dialog", "Ana Active").await;
    confirm(&browser).await;
    browser.reads("h1", "Ivan Invited").await;
    browser
        .reads(".outcome", "nobody can sign in with it")
        .await;
    browser.reads(".outcome", "The same address:").await;
    browser.press("Ana Active (ana@example.com)").await;
    browser.reads("h1", "Ana Active").await;
}

/// A session ends by its time, or with a change of the password elsewhere; a form may have taken a quarter of an hour.
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn what_was_typed_outlives_the_session_and_is_not_left_unasked() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    browser.press("New account").await;
    browser.fill("Email address", "nina@example.com").await;
    browser.press("Accounts").await;
    browser.reads("dialog h2", "Leave without saving?").await;
    browser.press("Cancel").await;
    assert_eq!(browser.value("Email address").await, "nina@example.com");

    world
        .change_password("adam@example.com", PASSWORD, NEW_PASSWORD)
        .await
        .expect(200);
    browser.press("Create the account").await;
    browser.reads("dialog h2", "Your session has ended").await;
    browser.is_sound("console-session-over").await;
    browser.fill("Password", PASSWORD).await;
    browser.click("dialog[open] .actions button").await;
    browser
        .reads("dialog [role=alert]", "do not fit together")
        .await;
    browser.fill("Password", NEW_PASSWORD).await;
    confirm(&browser).await;
    let message = "Account successfully created and reset password email sent.";
    browser.reads(".banner h2", message).await;
    assert_eq!(browser.value("Email address").await, "");
    world.wait_for_mail("nina@example.com").await;

    browser.fill("Name", "Another").await;
    browser.press("Accounts").await;
    confirm(&browser).await;
    browser.reads("h1", "Accounts").await;
    browser.press("My account").await;
    browser.reads("h1", "My account").await;
}
