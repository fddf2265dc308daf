//! One person needs a new password: by mail, by a link handed over, by hand.

use serde_json::json;
use tests::World;

use super::{confirm, forgets, go, menu_of, record_of, shown_link, signed_in, token_in_link};

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn an_administrator_sends_a_link_and_everybody_on_duty_sees_it() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    menu_of(&browser, "Ana Active").await;
    browser.press("Reset link").await;
    browser.reads("dialog", "ana@example.com").await;
    browser
        .reads("dialog", "The old password keeps working")
        .await;
    assert!(world.mails_to("ana@example.com").await.is_empty());
    confirm(&browser).await;
    browser
        .reads(".banner h2", "Reset password email sent.")
        .await;
    browser
        .until("return document.activeElement.matches('.banner')")
        .await;
    let mail = world.wait_for_mail("ana@example.com").await;
    let token = mail.token().expect("the mail has the link");
    forgets(&browser, &token).await;

    browser.press("Open the record").await;
    browser.reads("h1", "Ana Active").await;
    for words in [
        "Reset password email sent.",
        "a•••@example.com",
        "Adam Admin",
        "Same link until",
        "Link works until",
    ] {
        browser.reads(".banner", words).await;
    }
    let olivia = signed_in(&world, "olivia@example.com").await;
    record_of(&world, &olivia, "ana@example.com").await;
    olivia.reads(".banner", "Adam Admin").await;
    // By then the session has ended as well.
    world.advance("17h").await;
    let olivia = signed_in(&world, "olivia@example.com").await;
    record_of(&world, &olivia, "ana@example.com").await;
    assert_eq!(olivia.text(".banner").await, "");
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_link_that_somebody_asked_for_alone_stands_on_the_record_too() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    let browser = signed_in(&world, "adam@example.com").await;
    record_of(&world, &browser, "ana@example.com").await;
    browser.reads(".banner", "the public page").await;
    forgets(&browser, &token).await;
    browser.press("Show the link").await;
    browser.reads("dialog", "written into the history").await;
    confirm(&browser).await;
    assert_eq!(token_in_link(&shown_link(&browser).await), token);
    browser.press("History").await;
    browser.reads(".history", "Link looked at").await;
    browser.reads(".history", "by Adam Admin").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn what_mail_cannot_carry_is_handed_over_with_its_reason() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    let cases = [
        ("Noah Nomail", "There is no email address on the record."),
        ("Tina Twin", "Another account has the same email address"),
        ("Sue Suppressed", "mail to it has failed before"),
        ("Ana Active", "The mail service refused the mail."),
    ];
    world.mail_mode("reject").await;
    for (name, reason) in cases {
        menu_of(&browser, name).await;
        browser.press("Reset link").await;
        confirm(&browser).await;
        browser.reads(".banner", name).await;
        browser
            .reads(".banner h2", "Give the link to the person yourself.")
            .await;
        browser.reads(".banner", reason).await;
        let link = shown_link(&browser).await;
        assert_eq!(world.state(token_in_link(&link)).await, "live");
        browser.press("Close").await;
        forgets(&browser, token_in_link(&link)).await;
    }
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_link_is_copied_or_selected_where_the_clipboard_is_out_of_reach() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    browser
        .devtools(
            "Browser.grantPermissions",
            json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}),
        )
        .await;
    record_of(&world, &browser, "ana@example.com").await;
    browser.press("Copy link").await;
    browser.reads("dialog", "No mail is sent.").await;
    confirm(&browser).await;
    let link = shown_link(&browser).await;
    assert!(world.mails_to("ana@example.com").await.is_empty());
    browser.click(".copy button").await;
    browser.reads(".copy", "Copied.").await;
    assert_eq!(
        browser
            .run("return navigator.clipboard.readText()", &[])
            .await,
        json!(link)
    );
    browser
        .run(
            "navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))",
            &[],
        )
        .await;
    browser.click(".copy button").await;
    browser.reads(".copy", "It is selected").await;
    assert_eq!(
        browser.run("return getSelection().toString()", &[]).await,
        json!(link)
    );
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_password_is_set_by_hand_and_told_once() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    record_of(&world, &browser, "ana@example.com").await;
    browser.press("Set password").await;
    browser.reads("dialog", "Better: send a link.").await;
    browser
        .reads("dialog", "The old password stops at once")
        .await;
    browser.fill("New password", "too short").await;
    browser.fill("New password again", "to short").await;
    confirm(&browser).await;
    browser
        .reads("dialog", "The two passwords are not the same.")
        .await;
    browser.fill("New password again", "too short").await;
    confirm(&browser).await;
    browser
        .reads("dialog [role=alert]", "at least 15 characters")
        .await;
    world.password_is("ana@example.com", tests::PASSWORD).await;

    browser.press("Make one up").await;
    let made = browser.value("New password").await;
    assert_eq!(made.split(' ').count(), 6, "{made}");
    confirm(&browser).await;
    browser
        .reads(
            "dialog h2",
            "The password of Ana Active (ana@example.com) is set",
        )
        .await;
    assert_eq!(browser.text("dialog .secret").await, made);
    browser.press("Close").await;
    forgets(&browser, &made).await;
    browser
        .reads("main .history", "Password set by an administrator")
        .await;
    browser.reads("main .history", "by Adam Admin").await;
    let verified = world
        .verify("ana@example.com", &made)
        .await
        .expect(200)
        .json();
    assert_eq!(verified["must_change"], true);
    browser.press("History").await;
    browser
        .reads(".history", "Password set by an administrator")
        .await;
    browser
        .reads(".history", "Must be changed at the next sign-in")
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_bounce_is_told_while_the_record_is_open_with_advice() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    let (olivia, bounce) = (world.olivia().await, "bounce@simulator.amazonses.com");
    record_of(&world, &browser, bounce).await;
    // Somebody else sends it: this record is not told, it has to look.
    world
        .reset_link(&olivia, bounce, json!({}))
        .await
        .expect(200);
    browser.reads(".banner", "The mail came back").await;
    browser
        .reads(".outcome", "Mail to this address has been failing since")
        .await;
    browser
        .reads(".outcome", "put another address on the record")
        .await;
    browser.press("Show the link").await;
    confirm(&browser).await;
    shown_link(&browser).await;
    browser.press("Revoke the link").await;
    confirm(&browser).await;
    browser.reads(".banner", "The link was revoked.").await;
    assert_eq!(browser.text(".secret").await, "");
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn after_a_revocation_another_link_is_copied() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    record_of(&world, &browser, "ana@example.com").await;
    browser.press("Copy link").await;
    confirm(&browser).await;
    let first = shown_link(&browser).await;
    browser.press("Revoke the link").await;
    confirm(&browser).await;
    browser.reads(".banner", "The link was revoked.").await;
    browser.press("Copy link").await;
    confirm(&browser).await;
    assert_ne!(shown_link(&browser).await, first);
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_link_that_was_shown_does_not_stand_for_a_newer_one() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    record_of(&world, &browser, "ana@example.com").await;
    browser.press("Copy link").await;
    confirm(&browser).await;
    shown_link(&browser).await;
    let olivia = world.olivia().await;
    world
        .revoke_link(&olivia, "ana@example.com")
        .await
        .expect(204);
    world
        .reset_link(&olivia, "ana@example.com", json!({}))
        .await
        .expect(200);
    browser
        .reads(".banner h2", "Reset password email sent.")
        .await;
    assert_eq!(browser.text(".secret").await, "");
    browser.press("Show the link").await;
    confirm(&browser).await;
    let link = shown_link(&browser).await;
    assert_eq!(world.state(token_in_link(&link)).await, "live");
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn an_owner_helps_an_administrator() {
    let world = World::start().await;
    let browser = signed_in(&world, "olivia@example.com").await;
    menu_of(&browser, "Adam Admin").await;
    browser.press("Reset link").await;
    confirm(&browser).await;
    browser.reads(".banner", "Reset password email sent.").await;
    let token = world.wait_for_mail("adam@example.com").await.token();
    let token = token.expect("the mail has the link");
    world.redeem(&token, tests::NEW_PASSWORD).await.expect(200);
    record_of(&world, &browser, "adam@example.com").await;
    browser
        .reads(".banner h2", "The link was used: a new password is set.")
        .await;
    // Which is no good news if it was somebody else.
    let tone = "return document.querySelector('.banner').dataset.tone ?? ''";
    assert_eq!(browser.run(tone, &[]).await, "");
    browser.reads(".outcome", "It was used at").await;
    browser
        .reads(".outcome", "If the person says that it was not them")
        .await;
    browser.is_sound("console-used").await;
    go(&browser, "#/accounts").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn what_becomes_of_a_mail_is_told_in_the_list_too() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    menu_of(&browser, "Ana Active").await;
    browser.press("Reset link").await;
    confirm(&browser).await;
    browser
        .reads(".banner h2", "Reset password email sent.")
        .await;
    let token = world.wait_for_mail("ana@example.com").await.token();
    let token = token.expect("the mail has the link");
    world.redeem(&token, tests::NEW_PASSWORD).await.expect(200);
    browser
        .reads(".banner h2", "The link was used: a new password is set.")
        .await;
    browser
        .until("return document.activeElement.matches('.banner')")
        .await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_bounce_is_told_in_the_list_too() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    menu_of(&browser, "Bo Bounce").await;
    browser.press("Reset link").await;
    confirm(&browser).await;
    browser.reads(".banner", "The mail came back").await;
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn the_link_of_one_does_not_stand_above_the_name_of_another() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    menu_of(&browser, "Noah Nomail").await;
    browser.press("Reset link").await;
    confirm(&browser).await;
    browser
        .reads(".banner .copy", "Copy the link of Noah Nomail")
        .await;
    let link = shown_link(&browser).await;
    let rows = "return document.querySelectorAll('tbody tr').length === 1";
    browser.fill("Search", "noah").await;
    browser.until(rows).await;
    assert_eq!(browser.text(".secret").await, link, "it is about Noah");
    browser.fill("Search", "ana").await;
    browser
        .reads(".banner", "The record of Noah Nomail shows it until")
        .await;
    forgets(&browser, token_in_link(&link)).await;
    browser.picture("console-folded").await;
    browser.press("Open the record").await;
    browser.reads("h1", "Noah Nomail").await;
    browser.press("Show the link").await;
    confirm(&browser).await;
    assert_eq!(shown_link(&browser).await, link);
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn namesakes_are_told_apart_wherever_a_link_is() {
    let thomas = |username: &str| json!({"username": username, "name": "Thomas Zwilling", "role": "user", "standing": "active"});
    let world = World::among([thomas("tz1"), thomas("tz2")], &[]).await;
    let browser = signed_in(&world, "olivia@example.com").await;
    browser.fill("Search", "thomas").await;
    let two = "return document.querySelectorAll('tbody tr').length === 2";
    browser.until(two).await;
    menu_of(&browser, "Thomas Zwilling").await;
    browser.press("Reset link").await;
    confirm(&browser).await;
    browser
        .reads(".banner .whose", "Thomas Zwilling · tz")
        .await;
    browser.press("Send to all that are found").await;
    for username in ["tz1", "tz2"] {
        browser.reads("dialog .plan", username).await;
    }
    confirm(&browser).await;
    browser.reads("h2", "For you to carry: 2").await;
    for username in ["tz1", "tz2"] {
        browser.reads(".rows", username).await;
    }
}

/// Two people may have one name.
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn whom_a_link_is_for_is_told_beyond_the_name() {
    let accounts = ["t.zwilling", "t.zwilling2"].map(|username| {
        json!({"username": username, "name": "Thomas Zwilling", "role": "user", "standing": "active"})
    });
    let world = World::among(accounts, &[]).await;
    let browser = signed_in(&world, "olivia@example.com").await;
    browser.fill("Search", "t.zwilling2").await;
    browser
        .until("return document.querySelectorAll('tbody tr').length === 1")
        .await;
    menu_of(&browser, "Thomas Zwilling").await;
    browser.press("Copy link").await;
    let whose = "Thomas Zwilling (t.zwilling2)";
    browser
        .reads("dialog h2", &format!("A link for {whose}"))
        .await;
    confirm(&browser).await;
    browser
        .reads(".banner h2", "Thomas Zwilling · t.zwilling2")
        .await;
    browser.press("Open the record").await;
    browser.reads("main .quiet", "t.zwilling2").await;
    browser.press("Set password").await;
    browser.press("Make one up").await;
    browser.reads("dialog h2", whose).await;
    confirm(&browser).await;
    browser
        .reads("dialog h2", &format!("The password of {whose} is set"))
        .await;
}

/// Of two passwords that are set by hand only the later one works: whoever sets it has to know of the first.
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_password_that_was_just_set_is_told_to_whoever_sets_another() {
    let world = World::start().await;
    let browser = signed_in(&world, "olivia@example.com").await;
    record_of(&world, &browser, "noemail").await;
    let adam = world.sign_in("adam@example.com").await;
    world
        .set_password(&adam, "noemail", tests::NEW_PASSWORD)
        .await
        .expect(200);
    // The open record looks by itself.
    browser
        .reads("main .history", "Password set by an administrator")
        .await;
    browser.press("Set password").await;
    browser.reads("dialog", "A password was set at").await;
    browser.reads("dialog", "by Adam Admin").await;
    let told = browser.text("dialog").await;
    assert!(!told.contains("gets a mail"), "{told}");
    assert!(told.contains("No mail tells the person"), "{told}");
}

#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn after_a_lost_answer_the_record_shows_what_was_done() {
    let world = World::start().await;
    let browser = signed_in(&world, "adam@example.com").await;
    record_of(&world, &browser, "ana@example.com").await;
    browser.press("Set password").await;
    browser.press("Make one up").await;
    // Hidden, the record does not look by itself.
    let loses = "
        Object.defineProperty(document, 'hidden', { value: true });
        const real = window.fetch;
        window.fetch = async (url, options) => {
            const answer = await real(url, options);
            if (options.method === 'PUT') throw new TypeError('lost');
            return answer;
        }";
    browser.run(loses, &[]).await;
    confirm(&browser).await;
    browser
        .reads("dialog [role=alert]", "look at the record first")
        .await;
    browser.press("Cancel").await;
    browser
        .reads("main .history", "Password set by an administrator")
        .await;
}

/// After its resend window a link does not stand on the record, and works.
#[tokio::test]
#[ignore = "needs Chromium: make pages"]
async fn a_link_that_still_works_is_told_and_can_be_revoked() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    world
        .reset_link(&olivia, "ana@example.com", json!({}))
        .await
        .expect(200);
    let mail = world.wait_for_mail("ana@example.com").await;
    let token = mail.token().expect("the mail has the link");
    world.advance("17h").await;
    let browser = signed_in(&world, "adam@example.com").await;
    record_of(&world, &browser, "ana@example.com").await;
    browser
        .reads(".outcome", "A link that was sent earlier works until")
        .await;
    browser.press("Reset link").await;
    browser.reads("dialog", "A new one replaces it.").await;
    browser.press("Cancel").await;
    browser.press("Revoke the link").await;
    browser
        .reads("dialog h2", "Revoke the link of Ana Active")
        .await;
    assert_eq!(world.state(&token).await, "live");
    confirm(&browser).await;
    browser.reads("main .history", "Link revoked").await;
    assert_eq!(world.state(&token).await, "revoked");
    assert_eq!(browser.text(".outcome").await, "");
}
