//! Setting a password by hand.

use serde_json::json;
use tests::{NEW_PASSWORD, OTHER_PASSWORD, PASSWORD, World, all_at_once, token_in};

// T-501
#[tokio::test]
async fn a_password_set_by_hand_stops_the_old_one_at_once_and_has_to_be_changed() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let epoch = world.epoch("ana@example.com").await;
    let token = world.token_asked_for("ana@example.com").await;
    let answer = world
        .set_password(&adam, "ana@example.com", NEW_PASSWORD)
        .await
        .expect(200);
    assert_eq!(answer.members(), ["applies_to", "message"]);
    assert_eq!(answer.json()["applies_to"], "sign-in");
    assert!(!answer.text().contains(NEW_PASSWORD));
    world.password_is_not("ana@example.com", PASSWORD).await;
    let verified = world
        .verify("ana@example.com", NEW_PASSWORD)
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&verified["must_change"], &verified["epoch"]),
        (&json!(true), &json!(epoch + 1))
    );
    assert_eq!(world.state(&token).await, "revoked");
}

// T-501, T-505
#[tokio::test]
async fn the_user_is_told_that_it_changed_and_never_the_password() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world
        .set_password(&adam, "ana@example.com", NEW_PASSWORD)
        .await
        .expect(200);
    world.settle().await;
    let mails = world.mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, ["ana@example.com"]);
    assert!(!mails[0].whole().contains(NEW_PASSWORD));
    assert_eq!(mails[0].token(), None);
}

/// Never a false success: nobody signs in with an address that several accounts have.
#[tokio::test]
async fn where_a_password_lets_nobody_in_the_answer_says_so() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let double = json!({"email": "ana@example.com", "name": "Another Ana", "send_link": false});
    let created = world.create(&adam, double).await.expect(201).json();
    let double = created["account"]["id"].as_str().expect("an id").to_owned();
    // A link is no other way in.
    let reset = world.reset_link(&adam, &double, json!({})).await;
    let reset = reset.expect(200).json();
    assert_eq!(reset["reason"], "email-not-unique", "{reset}");
    let redeemed = world.redeem(&token_in(&reset), PASSWORD).await;
    let redeemed = redeemed.expect(200).json();
    assert_eq!(redeemed["needs"], "username", "{redeemed}");
    world
        .verify("ana@example.com", PASSWORD)
        .await
        .refused(401, "wrong-credentials");
    let set = async || {
        let answer = world
            .set_lasting_password(&adam, &double, NEW_PASSWORD)
            .await;
        answer.expect(200).json()
    };
    let told = set().await;
    assert_eq!(told["needs"], "username", "{told}");
    let words = told["message"].as_str().unwrap_or_default();
    assert!(words.contains("give it a username"), "{words}");
    world
        .verify("ana@example.com", NEW_PASSWORD)
        .await
        .refused(401, "wrong-credentials");
    world
        .edit(&adam, &double, json!({"username": "another.ana"}))
        .await
        .expect(200);
    assert!(set().await["needs"].is_null());
    world.verify("another.ana", NEW_PASSWORD).await.expect(200);

    // Nor is there a text that finds an account without username and address, for whoever may know of it.
    world
        .edit(&adam, &double, json!({"username": null, "email": null}))
        .await
        .expect(200);
    assert_eq!(set().await["needs"], "username");
    let reset = world.reset_link(&adam, &double, json!({})).await;
    let reset = reset.expect(200).json();
    assert_eq!(reset["reason"], "no-email", "{reset}");
    let redeemed = world.redeem(&token_in(&reset), PASSWORD).await;
    assert_eq!(redeemed.expect(200).json()["needs"], "username");
}

#[tokio::test]
async fn a_password_that_need_not_be_changed_lasts() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world
        .set_lasting_password(&adam, "ana@example.com", NEW_PASSWORD)
        .await
        .expect(200);
    world.advance("100d").await;
    let verified = world
        .verify("ana@example.com", NEW_PASSWORD)
        .await
        .expect(200)
        .json();
    assert_eq!(verified["must_change"], false);
}

// T-508
#[tokio::test]
async fn a_password_to_be_changed_is_good_for_its_lifetime() {
    let world = World::with(&[("MUST_CHANGE_LIFETIME", "2h")]).await;
    let adam = world.sign_in("adam@example.com").await;
    world
        .set_password(&adam, "ana@example.com", NEW_PASSWORD)
        .await
        .expect(200);
    world.advance("1h59m").await;
    world.password_is("ana@example.com", NEW_PASSWORD).await;
    world.advance("1m").await;
    world
        .verify("ana@example.com", NEW_PASSWORD)
        .await
        .refused(403, "password-expired");
    world.password_is_not("ana@example.com", PASSWORD).await;
    let token = world.token_asked_for("ana@example.com").await;
    world.redeem(&token, OTHER_PASSWORD).await.expect(200);
    world.password_is("ana@example.com", OTHER_PASSWORD).await;
}

#[tokio::test]
async fn setting_it_for_an_invited_account_activates_it() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world
        .set_lasting_password(&adam, "ivan@example.com", NEW_PASSWORD)
        .await
        .expect(200);
    assert_eq!(
        world.account("ivan@example.com").await["standing"],
        "active"
    );
    world.password_is("ivan@example.com", NEW_PASSWORD).await;
}

#[tokio::test]
async fn accounts_without_an_address_of_their_own_can_be_helped_by_hand() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    for target in ["noemail", "twin1"] {
        world
            .set_lasting_password(&adam, target, NEW_PASSWORD)
            .await
            .expect(200);
        world.password_is(target, NEW_PASSWORD).await;
    }
    world.password_is("twin2", PASSWORD).await;
}

// T-504
#[tokio::test]
async fn the_password_rules_hold_for_administrators_too() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let token = world.token_asked_for("ana@example.com").await;
    let before = world.records().await;
    for (password, code) in [
        ("too short", "too-short"),
        ("passwordpassword", "too-common"),
        ("ana@example.com42", "contains-account-words"),
    ] {
        world
            .set_password(&adam, "ana@example.com", password)
            .await
            .rejected_as(code);
    }
    world
        .set_password(&adam, "ana@example.com", &"x1".repeat(200))
        .await
        .rejected_as("too-long");
    world.nothing_happened_since(&before).await;
    world.password_is("ana@example.com", PASSWORD).await;
    assert_eq!(world.state(&token).await, "live");
}

// T-503, T-512
#[tokio::test]
async fn a_body_that_is_no_password_is_refused() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let before = world.records().await;
    for body in [
        json!({}),
        json!([NEW_PASSWORD]),
        json!({"password": null}),
        json!({"password": [NEW_PASSWORD]}),
        json!({"password": NEW_PASSWORD, "must_change": "no"}),
        json!({"password": NEW_PASSWORD, "must_change": 0}),
        json!({"password": NEW_PASSWORD, "role": "owner"}),
        json!({"password": NEW_PASSWORD, "email": "evil@example.com"}),
        json!({"password": NEW_PASSWORD, "mfa_enabled": false}),
        json!({"password": NEW_PASSWORD, "confirm": NEW_PASSWORD}),
    ] {
        world
            .put_password(&adam, "ana@example.com", &body)
            .await
            .problem(400);
    }
    let path = world.path("ana@example.com", "/password").await;
    let twice = format!(r#"{{"password":"{OTHER_PASSWORD}","password":"{NEW_PASSWORD}"}}"#);
    world
        .put(&path)
        .bearer(&adam)
        .body("application/json", twice)
        .send()
        .await
        .problem(400);
    world
        .put(&path)
        .bearer(&adam)
        .form(&[("password", NEW_PASSWORD)])
        .send()
        .await
        .problem(415);
    world.nothing_happened_since(&before).await;
    world.password_is("ana@example.com", PASSWORD).await;
}

#[tokio::test]
async fn an_operator_may_switch_it_off_for_everybody() {
    let world = World::with(&[("MANUAL_SET", "off")]).await;
    let adam = world.sign_in("adam@example.com").await;
    let olivia = world.olivia().await;
    let before = world.records().await;
    for bearer in [&adam, &olivia] {
        world
            .set_password(bearer, "ana@example.com", NEW_PASSWORD)
            .await
            .refused(403, "manual-set-off");
        world
            .set_password(bearer, "sam@example.com", NEW_PASSWORD)
            .await
            .refused(403, "manual-set-off");
        world
            .set_password(bearer, "ana@example.com", "short")
            .await
            .refused(403, "manual-set-off");
    }
    world
        .set_password(&adam, "gus@example.com", NEW_PASSWORD)
        .await
        .refused(404, "account-unknown");
    world
        .set_password(&adam, "sofia@example.com", NEW_PASSWORD)
        .await
        .not_allowed("upward");
    world.nothing_happened_since(&before).await;
    world.password_is("ana@example.com", PASSWORD).await;
    world.token_handed_over(&adam, "ana@example.com").await;
}

/// Each finds the account changed at most once by each of the others, and decides again as often.
#[tokio::test]
async fn of_five_passwords_set_at_once_each_is_set_and_the_last_stays() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let epoch = world.epoch("ana@example.com").await;
    let path = world.path("ana@example.com", "/password").await;
    let password = |number: usize| format!("{number} lamps, a river, nine spoons");
    let set = |number| {
        let body = json!({"password": password(number), "must_change": false});
        world.put(&path).bearer(&adam).json(&body)
    };
    for answer in all_at_once((0..5).map(set)).await {
        answer.expect(200);
    }
    assert_eq!(world.epoch("ana@example.com").await, epoch + 5);
    let mut good = 0;
    for number in 0..5 {
        let verified = world.verify("ana@example.com", &password(number)).await;
        good += usize::from(verified.status == 200);
    }
    assert_eq!(good, 1, "the account has one password");
    world.password_is_not("ana@example.com", PASSWORD).await;
}

#[tokio::test]
async fn a_password_is_set_although_the_account_is_edited_meanwhile() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let path = world.path("ana@example.com", "").await;
    let version = world.account("ana@example.com").await["version"].clone();
    let set = world.put(&format!("{path}/password")).bearer(&adam);
    let edit = world.patch(&path).bearer(&adam);
    let answers = all_at_once([
        set.json(&json!({"password": NEW_PASSWORD, "must_change": false})),
        edit.json(&json!({"version": version, "email": "ana.new@example.com"})),
    ])
    .await;
    assert_eq!(answers[0].status, 200, "{answers:?}");
    let address = if answers[1].status == 200 {
        "ana.new@example.com"
    } else {
        "ana@example.com"
    };
    world.password_is(address, NEW_PASSWORD).await;
}

// T-815
#[tokio::test]
async fn when_the_store_cannot_be_read_the_answer_says_to_try_signing_in_too() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let path = world.path("ana@example.com", "/password").await;
    world.store_fault("error", 200, Some("BatchGetItem")).await;
    let set = world.put(&path).bearer(&adam);
    let answer = set.json(&json!({"password": NEW_PASSWORD})).send().await;
    world.mend_the_store().await;
    let problem = answer.refused(503, "try-again-later");
    let detail = problem["detail"].to_string().to_lowercase();
    assert!(detail.contains("new password"), "{detail}");
    world.password_is("ana@example.com", PASSWORD).await;
}

// T-815
#[tokio::test]
async fn when_the_store_fails_the_old_password_stays() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let path = world.path("ana@example.com", "/password").await;
    let before = world.records().await;
    world
        .store_fault("error", 200, Some("TransactWriteItems"))
        .await;
    let answer = world
        .put(&path)
        .bearer(&adam)
        .json(&json!({"password": NEW_PASSWORD}))
        .send()
        .await;
    world.mend_the_store().await;
    let detail = answer.refused(503, "try-again-later")["detail"]
        .as_str()
        .unwrap()
        .to_lowercase();
    assert!(detail.contains("new password"), "{detail}");
    world.nothing_happened_since(&before).await;
    world.password_is("ana@example.com", PASSWORD).await;
}

#[tokio::test]
async fn a_lost_answer_of_the_store_is_told_as_success_once() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let epoch = world.epoch("ana@example.com").await;
    let path = world.path("ana@example.com", "/password").await;
    world
        .store_fault("lose-answer", 1, Some("TransactWriteItems"))
        .await;
    world
        .put(&path)
        .bearer(&adam)
        .json(&json!({"password": NEW_PASSWORD}))
        .send()
        .await
        .expect(200);
    world.settle().await;
    assert_eq!(world.mails_to("ana@example.com").await.len(), 1);
    assert_eq!(world.epoch("ana@example.com").await, epoch + 1);
    world.password_is("ana@example.com", NEW_PASSWORD).await;
}
