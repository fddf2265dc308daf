//! Editing an account under its version.

use serde_json::{Value, json};
use tests::{NEW_PASSWORD, PASSWORD, World, all_at_once};

#[tokio::test]
async fn an_edit_raises_the_version_and_changes_what_it_names() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let before = world.account("ana@example.com").await;
    world
        .edit(&adam, "ana@example.com", json!({"name": "Ana Nova"}))
        .await
        .expect(200);
    let after = world.account("ana@example.com").await;
    assert_eq!(after["name"], "Ana Nova");
    assert_eq!(
        after["version"].as_u64(),
        before["version"].as_u64().map(|version| version + 1)
    );
    assert_eq!(after["epoch"], before["epoch"]);
    for member in [
        "id", "email", "role", "standing", "tenant", "sso", "username",
    ] {
        assert_eq!(after[member], before[member], "{member}");
    }
}

#[tokio::test]
async fn an_edit_under_an_old_version_changes_nothing() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let version = world.account("ana@example.com").await["version"].clone();
    world
        .edit_under(
            &adam,
            "ana@example.com",
            version.clone(),
            json!({"name": "One"}),
        )
        .await
        .expect(200);
    let before = world.records().await;
    let late = world
        .edit_under(&adam, "ana@example.com", version, json!({"name": "Two"}))
        .await;
    late.refused(409, "edited-meanwhile");
    world
        .edit_under(
            &adam,
            "ana@example.com",
            json!(4_000_000),
            json!({"name": "Three"}),
        )
        .await
        .refused(409, "edited-meanwhile");
    world.nothing_happened_since(&before).await;
}

#[tokio::test]
async fn of_ten_edits_of_one_version_one_is_done() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let version = world.account("ana@example.com").await["version"].clone();
    let path = world.path("ana@example.com", "").await;
    let edit = |number: u32| {
        world
            .patch(&path)
            .bearer(&adam)
            .json(&json!({"name": format!("Ana {number}"), "version": version}))
    };
    let answers = all_at_once((0..10).map(edit)).await;
    let done: Vec<usize> = (0..10)
        .filter(|&place| answers[place].status == 200)
        .collect();
    assert_eq!(done.len(), 1, "{answers:?}");
    for (place, answer) in answers.iter().enumerate() {
        if place != done[0] {
            answer.refused(409, "edited-meanwhile");
        }
    }
    assert_eq!(
        world.account("ana@example.com").await["name"],
        format!("Ana {}", done[0])
    );
}

// T-503
#[tokio::test]
async fn what_is_no_member_of_an_account_is_refused() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let before = world.records().await;
    let version = world.account("ana@example.com").await["version"].clone();
    for changes in [
        json!({"password": NEW_PASSWORD}),
        json!({"must_change": false}),
        json!({"nickname": "A"}),
        json!({"role": "superuser"}),
        json!({"role": 3}),
        json!({"standing": "gone"}),
        json!({"username": "with@sign"}),
        json!({"username": "x"}),
        json!({"username": "has space"}),
        json!({"username": "ünïcode"}),
        json!({"email": "no address"}),
        json!({"email": "a@b@c"}),
        json!({"email": "ána@example.com"}),
        json!({"email": 7}),
        json!({"name": ["Ana"]}),
        json!({"sso": "Example SSO"}),
        json!({"sso": {"provider": "X"}}),
        json!({"sso": {"provider": "X", "url": "https://x.example", "more": 1}}),
    ] {
        let answer = world
            .edit_under(&adam, "ana@example.com", version.clone(), changes.clone())
            .await;
        assert_eq!(answer.status, 400, "{changes} {answer:?}");
        answer.problem(400);
    }
    let path = world.path("ana@example.com", "").await;
    for body in [
        json!({"name": "Without version"}),
        json!({"name": "X", "version": "1"}),
        json!({"name": "X", "version": -1}),
    ] {
        world
            .patch(&path)
            .bearer(&adam)
            .json(&body)
            .send()
            .await
            .problem(400);
    }
    world.nothing_happened_since(&before).await;
    world.password_is("ana@example.com", PASSWORD).await;
}

#[tokio::test]
async fn a_username_is_borne_by_one_account() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let before = world.records().await;
    let answer = world
        .edit(&adam, "ana@example.com", json!({"username": "Twin1"}))
        .await;
    assert_eq!(answer.status, 409, "{answer:?}");
    world.nothing_happened_since(&before).await;
    world
        .edit(&adam, "ana@example.com", json!({"username": "Ana.K"}))
        .await
        .expect(200);
    assert_eq!(world.account("ana@example.com").await["username"], "ana.k");
    world.password_is("ana.k", PASSWORD).await;
}

// T-308
#[tokio::test]
async fn a_change_of_the_address_is_told_to_the_old_one() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let epoch = world.epoch("ana@example.com").await;
    world
        .edit(
            &adam,
            "ana@example.com",
            json!({"email": "Ana.New@Example.com"}),
        )
        .await
        .expect(200);
    world.settle().await;
    let mails = world.mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, ["ana@example.com"]);
    assert_eq!(mails[0].token(), None);
    assert_eq!(world.epoch("ana.new@example.com").await, epoch + 1);
    world.password_is("ana.new@example.com", PASSWORD).await;
    world.password_is_not("ana@example.com", PASSWORD).await;
}

#[tokio::test]
async fn a_credential_changed_before_the_address_is_told_to_the_address_of_then() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world.mail_mode("down").await;
    world
        .set_lasting_password(&adam, "ana@example.com", NEW_PASSWORD)
        .await
        .expect(200);
    world
        .edit(
            &adam,
            "ana@example.com",
            json!({"email": "ana.new@example.com"}),
        )
        .await
        .expect(200);
    world.settle().await;
    world.mail_mode("accept").await;
    world.retry_the_outbox().await;
    assert_eq!(
        world.mails_to("ana@example.com").await.len(),
        2,
        "of the password and of the address"
    );
    assert!(world.mails_to("ana.new@example.com").await.is_empty());
}

#[tokio::test]
async fn turning_sso_on_for_a_user_deletes_the_credential_and_tells_them() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let id = world.account_id("ana@example.com").await;
    let has_hash = |items: Vec<Value>| items.iter().any(|item| item.to_string().contains("argon2"));
    assert!(has_hash(world.items_of("credentials", &id).await));
    let sso = json!({"provider": "Example SSO", "url": "https://sso.example.com/recover"});
    world
        .edit(&adam, "ana@example.com", json!({"sso": sso}))
        .await
        .expect(200);
    assert!(!has_hash(world.items_of("credentials", &id).await));
    world.password_is_not("ana@example.com", PASSWORD).await;
    world.settle().await;
    let [notice] = &world.mails_to("ana@example.com").await[..] else {
        panic!("one notice, of the password that is gone");
    };
    let text = &notice.text;
    assert!(text.contains("does not work any more"), "{text}");
    world
        .edit(&adam, "ana@example.com", json!({"sso": null}))
        .await
        .expect(200);
    world.password_is_not("ana@example.com", PASSWORD).await;
    let token = world.token_asked_for("ana@example.com").await;
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    world.password_is("ana@example.com", NEW_PASSWORD).await;
}

#[tokio::test]
async fn an_edit_that_does_both_tells_the_old_address_of_both() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let sso = json!({"provider": "Example SSO", "url": "https://sso.example.com/recover"});
    let changes = json!({"sso": sso, "email": "ana.new@example.com"});
    world
        .edit(&adam, "ana@example.com", changes)
        .await
        .expect(200);
    world.settle().await;
    assert_eq!(world.mails_to("ana@example.com").await.len(), 2);
    assert!(world.mails_to("ana.new@example.com").await.is_empty());
}

#[tokio::test]
async fn turning_sso_on_for_somebody_without_a_password_tells_nothing() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let sso = json!({"provider": "Example SSO", "url": "https://sso.example.com/recover"});
    let edited = world.edit(&adam, "ivan@example.com", json!({"sso": sso}));
    edited.await.expect(200);
    world.settle().await;
    assert!(world.mails().await.is_empty());
}

#[tokio::test]
async fn an_administrator_gives_only_roles_below_the_own() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let before = world.records().await;
    for role in ["admin", "owner"] {
        world
            .edit(&adam, "ana@example.com", json!({"role": role}))
            .await
            .refused(403, "not-allowed");
    }
    world.nothing_happened_since(&before).await;
    world
        .olivia_edits("ana@example.com", json!({"role": "admin"}))
        .await;
    world.sign_in("ana@example.com").await;
    world
        .olivia_edits("ana@example.com", json!({"role": "owner"}))
        .await;
    world.sign_in("ana@example.com").await;
}

#[tokio::test]
async fn a_confined_administrator_moves_no_account_to_another_tenant() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let before = world.records().await;
    for tenant in [json!("globex"), Value::Null] {
        world
            .edit(&adam, "ana@example.com", json!({"tenant": tenant}))
            .await
            .refused(403, "not-allowed");
    }
    world.nothing_happened_since(&before).await;
    world
        .olivia_edits("ana@example.com", json!({"tenant": "globex"}))
        .await;
    world
        .record(&adam, "ana@example.com")
        .await
        .refused(404, "account-unknown");
    let gina = world.sign_in("gina@example.com").await;
    world.record(&gina, "ana@example.com").await.expect(200);
}

// T-403
#[tokio::test]
async fn an_edit_that_reaches_too_far_is_refused_and_audited() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let before = world.records().await;
    for (changes, rule) in [
        (json!({"role": "admin"}), "upward"),
        (json!({"tenant": "globex"}), "scope"),
    ] {
        let refused = world.edit(&adam, "ana@example.com", changes).await;
        refused.not_allowed(rule);
        let trail = world.history(&adam, "ana@example.com", "").await;
        let newest = trail.expect(200).json()["history"][0].clone();
        assert_eq!(
            (&newest["what"], &newest["details"]["rule"]),
            (&json!("act-refused"), &json!(rule)),
            "{newest}"
        );
    }
    world.nothing_happened_since(&before).await;
}

#[tokio::test]
async fn one_cannot_edit_oneself_nor_upward_nor_elsewhere() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let before = world.records().await;
    let name = || json!({"name": "Somebody Else"});
    world
        .edit(&adam, "adam@example.com", name())
        .await
        .not_allowed("self");
    world
        .edit(&adam, "sofia@example.com", name())
        .await
        .not_allowed("upward");
    world
        .edit(&adam, "gus@example.com", name())
        .await
        .refused(404, "account-unknown");
    world
        .edit(&adam, "olivia@example.com", name())
        .await
        .refused(404, "account-unknown");
    world.nothing_happened_since(&before).await;
}

#[tokio::test]
async fn of_two_owners_who_demote_each_other_at_once_one_is_left() {
    let (one, two) = ("one@example.com", "two@example.com");
    let owner = |email: &str| json!({"email": email, "name": "Somebody", "role": "owner", "password": PASSWORD});
    for changes in [
        json!({"role": "user"}),
        json!({"role": "admin"}),
        json!({"standing": "disabled"}),
    ] {
        let world = World::among([owner(one), owner(two)], &[]).await;
        let mut edits = Vec::new();
        for (by, target) in [(one, two), (two, one)] {
            let bearer = world.sign_in(by).await;
            let mut body = changes.clone();
            body["version"] = world.account(target).await["version"].clone();
            let path = world.path(target, "").await;
            edits.push(world.patch(&path).bearer(&bearer).json(&body));
        }
        let answers = all_at_once(edits).await;
        let done = answers.iter().filter(|answer| answer.status == 200).count();
        assert_eq!(done, 1, "{answers:?}");
        for answer in answers.iter().filter(|answer| answer.status != 200) {
            assert!([401, 409].contains(&answer.status), "{answer:?}");
        }
        let mut left = 0;
        for email in [one, two] {
            let account = world.account(email).await;
            let is_owner = account["role"] == "owner" && account["standing"] == "active";
            left += usize::from(is_owner);
        }
        assert_eq!(left, 1, "{answers:?}");
    }
}

#[tokio::test]
async fn accounts_that_may_not_be_helped_can_still_be_edited() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    for target in [
        "eve@example.com",
        "dora@example.com",
        "sam@example.com",
        "ivan@example.com",
        "noemail",
        "twin1",
    ] {
        world
            .edit(&adam, target, json!({"name": "Edited"}))
            .await
            .expect(200);
    }
    world
        .edit(&adam, "dora@example.com", json!({"standing": "active"}))
        .await
        .expect(200);
    world.token_asked_for("dora@example.com").await;
}

// T-601, T-602
#[tokio::test]
async fn a_hostile_name_stays_text_in_the_mail() {
    for name in [
        "<a href=//evil.example>Click</a><script>alert(1)</script>",
        "{{1234567*7}} ${1234567*7} <%= 1234567*7 %>",
        "Ana\r\nBcc: evil@example.com\r\n\r\nhello",
        "\u{202e}gnp.exe =?utf-8?q?evil?=",
    ] {
        let world = World::start().await;
        let adam = world.sign_in("adam@example.com").await;
        let edited = world
            .edit(&adam, "ana@example.com", json!({"name": name}))
            .await;
        if edited.status != 200 {
            edited.problem(400);
            continue;
        }
        let mail = world.mail_asked_for("ana@example.com").await;
        assert_eq!(mail.to, ["ana@example.com"]);
        assert_eq!(mail.subject.lines().count(), 1, "{}", mail.subject);
        assert!(
            !mail.html.contains("<script") && !mail.html.contains("<a href=//evil"),
            "{}",
            mail.html
        );
        assert!(!mail.whole().contains("8641969"), "nothing is evaluated");
        assert!(
            !mail.links.iter().any(|link| link.contains("evil.example")),
            "{:?}",
            mail.links
        );
    }
}
