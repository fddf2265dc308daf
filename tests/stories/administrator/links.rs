//! Sending a reset link, or having it handed over.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{NEW_PASSWORD, PASSWORD, World, all_at_once, lives_for, time, token_in, token_of};

// T-410, T-418
#[tokio::test]
async fn a_link_is_mailed_and_the_answer_says_so_without_showing_it() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let answer = world
        .reset_link(&adam, "ana@example.com", json!({}))
        .await
        .expect(200);
    let reset = answer.json();
    assert_eq!(
        (&reset["status"], &reset["state"], &reset["origin"]),
        (&json!("sent"), &json!("live"), &json!("admin"))
    );
    assert_eq!(reset["message"], "Reset password email sent.");
    assert_eq!(reset["resent"], false);
    assert!(
        reset["link"].is_null() && reset["reason"].is_null(),
        "{reset}"
    );
    let to = reset["to"].as_str().unwrap();
    assert!(
        !to.is_empty() && !to.contains("ana@example.com"),
        "masked: {to}"
    );
    lives_for(&reset, 24 * 60, 16 * 60);
    world.settle().await;
    let mails = world.mails().await;
    assert_eq!(mails.len(), 1, "the link, and no notice of it");
    assert_eq!(mails[0].to, ["ana@example.com"]);
    assert!(!answer.text().contains(&token_of(&mails[0])));
    world.password_is("ana@example.com", PASSWORD).await;
    world
        .redeem(&token_of(&mails[0]), NEW_PASSWORD)
        .await
        .expect(200);
}

#[tokio::test]
async fn the_reset_object_names_who_issued_it() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let reset = world
        .reset_link(&adam, "ana@example.com", json!({"delivery": "email"}))
        .await
        .expect(200)
        .json();
    assert!(!reset["issued_by"].is_null(), "{reset}");
}

#[tokio::test]
async fn sending_again_inside_the_window_mails_the_same_link() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let first = world
        .reset_link(&adam, "ana@example.com", json!({}))
        .await
        .expect(200)
        .json();
    world.advance("7h").await;
    let again = world
        .reset_link(&adam, "ana@example.com", json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&again["status"], &again["resent"]),
        (&json!("sent"), &json!(true))
    );
    for member in [
        "issued_at",
        "resend_until",
        "expires_at",
        "origin",
        "issued_by",
    ] {
        assert_eq!(again[member], first[member], "{member}");
    }
    let record = world.record(&adam, "ana@example.com").await.expect(200);
    assert_eq!(record.json()["reset"]["resent"], true);
    let mails = world.mails_to("ana@example.com").await;
    assert_eq!(mails.len(), 2);
    assert_eq!(token_of(&mails[0]), token_of(&mails[1]));
}

#[tokio::test]
async fn sending_after_the_window_issues_a_new_link_and_replaces_the_old() {
    let world = World::start().await;
    let old_session = world.sign_in("adam@example.com").await;
    let first = world
        .token_handed_over(&old_session, "ana@example.com")
        .await;
    world.advance("16h").await;
    let adam = world.sign_in("adam@example.com").await;
    assert_eq!(world.state(&first).await, "live");
    let reset = world
        .reset_link(&adam, "ana@example.com", json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(reset["resent"], false);
    assert_eq!(world.state(&first).await, "replaced");
    world
        .redeem(&first, NEW_PASSWORD)
        .await
        .refused(410, "link-replaced");
    assert_eq!(
        world
            .state(&token_of(&world.mails_to("ana@example.com").await[0]))
            .await,
        "live"
    );
}

#[tokio::test]
async fn whoever_asks_inside_the_window_gets_the_same_link_and_its_origin_stays() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let asked = world.token_asked_for("ana@example.com").await;
    let reset = world
        .reset_link(&adam, "ana@example.com", json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&reset["origin"], &reset["resent"]),
        (&json!("self-service"), &json!(true)),
        "{reset}"
    );
    lives_for(&reset, 60, 40);
    assert_eq!(token_of(&world.mails_to("ana@example.com").await[0]), asked);
    let handed_over = world
        .reset_link(&adam, "ana@example.com", json!({"delivery": "link"}))
        .await
        .expect(200)
        .json();
    assert_eq!(token_in(&handed_over), asked);
    let other = world.token_handed_over(&adam, "ivan@example.com").await;
    world
        .reset_link(&world.olivia().await, "ivan@example.com", json!({}))
        .await
        .expect(200);
    assert_eq!(
        token_of(&world.mails_to("ivan@example.com").await[0]),
        other
    );
}

#[tokio::test]
async fn an_ask_re_sends_the_administrators_link() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let handed_over = world.token_handed_over(&adam, "ana@example.com").await;
    let mail = world.mail_asked_for("ana@example.com").await;
    assert_eq!(token_of(&mail), handed_over);
    let reset = world.account("ana@example.com").await["reset"].clone();
    assert_eq!(reset["origin"], "admin");
    // The mail says who asked this time.
    assert!(mail.text.contains("Somebody asked"), "{}", mail.text);
    world
        .reset_link(&adam, "ana@example.com", json!({}))
        .await
        .expect(200);
    let mail = &world.mails_to("ana@example.com").await[0];
    assert!(
        mail.text.contains("An administrator sends"),
        "{}",
        mail.text
    );
}

// T-417
#[tokio::test]
async fn a_link_asked_for_by_hand_is_handed_over_and_nothing_is_mailed() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let reset = world
        .reset_link(&adam, "ana@example.com", json!({"delivery": "link"}))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&reset["status"], &reset["reason"]),
        (&json!("hand-over"), &json!("requested"))
    );
    for text in ["detail", "message"] {
        assert!(
            reset[text].as_str().is_some_and(|text| !text.is_empty()),
            "{text}: {reset}"
        );
    }
    let token = token_in(&reset);
    assert_eq!(reset["link"], format!("{}/reset#{token}", world.url()));
    world.settle().await;
    assert!(world.mails().await.is_empty());
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    world
        .redeem(&token, PASSWORD)
        .await
        .refused(410, "link-used");
}

#[tokio::test]
async fn a_lifetime_may_be_asked_for() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    for (lifetime, minutes, window) in [
        ("1m", 1, None),
        ("2h", 120, Some(80)),
        ("90m", 90, Some(60)),
        ("3d", 4_320, Some(2_880)),
        ("7d", 10_080, Some(6_720)),
    ] {
        world
            .revoke_link(&adam, "ana@example.com")
            .await
            .expect(204);
        let body = json!({"delivery": "link", "lifetime": lifetime});
        let reset = world
            .reset_link(&adam, "ana@example.com", body)
            .await
            .expect(200)
            .json();
        let lived = time(&reset["expires_at"]).duration_since(time(&reset["issued_at"]));
        assert_eq!(lived, SignedDuration::from_mins(minutes), "{lifetime}");
        if let Some(window) = window {
            lives_for(&reset, minutes, window);
        }
    }
}

#[tokio::test]
async fn a_lifetime_counts_only_when_a_link_is_issued() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let first = world
        .reset_link(&adam, "ana@example.com", json!({"lifetime": "2h"}))
        .await
        .expect(200)
        .json();
    let again = world
        .reset_link(&adam, "ana@example.com", json!({"lifetime": "7d"}))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&again["resent"], &again["expires_at"]),
        (&json!(true), &first["expires_at"])
    );
}

// T-420
#[tokio::test]
async fn a_lifetime_that_is_none_is_refused() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let before = world.records().await;
    for lifetime in [
        json!("59s"),
        json!("0s"),
        json!("0m"),
        json!("-1h"),
        json!("1.5h"),
        json!("8d"),
        json!("7d1s"),
        json!("1000000000000h"),
        json!("99999999999999999999999d"),
        json!("1"),
        json!("h"),
        json!("PT1H"),
        json!("1 h"),
        json!(""),
        json!(3600),
        json!(1.5),
        json!(true),
        json!(["1h"]),
    ] {
        let answer = world
            .reset_link(&adam, "ana@example.com", json!({"lifetime": lifetime}))
            .await;
        assert_eq!(answer.status, 400, "{lifetime} {answer:?}");
        answer.problem(400);
    }
    world.nothing_happened_since(&before).await;
}

#[tokio::test]
async fn a_body_that_is_no_order_for_a_link_is_refused() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let before = world.records().await;
    for body in [
        json!([]),
        json!(null),
        json!({"delivery": "sms"}),
        json!({"delivery": null}),
        json!({"delivery": ["link"]}),
        json!({"delivery": "LINK"}),
        json!({"to": "evil@example.com"}),
        json!({"email": "evil@example.com"}),
        json!({"delivery": "link", "show_link": true}),
    ] {
        world
            .reset_link(&adam, "ana@example.com", body)
            .await
            .problem(400);
    }
    let path = world.path("ana@example.com", "/reset-link").await;
    for body in ["", "{", r#"{"delivery":"link","delivery":"email"}"#] {
        world
            .post(&path)
            .bearer(&adam)
            .body("application/json", body)
            .send()
            .await
            .problem(400);
    }
    world.nothing_happened_since(&before).await;
}

#[tokio::test]
async fn ten_administrators_at_once_make_one_link() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let path = world.path("ana@example.com", "/reset-link").await;
    let order = |_| {
        world
            .post(&path)
            .bearer(&adam)
            .json(&json!({"delivery": "link"}))
    };
    let resets: Vec<Value> = all_at_once((0..10).map(order))
        .await
        .into_iter()
        .map(|answer| answer.expect(200).json())
        .collect();
    let mut links: Vec<_> = resets.iter().map(token_in).collect();
    links.dedup();
    assert_eq!(links.len(), 1, "everybody has the same link");
    assert_eq!(
        resets
            .iter()
            .filter(|reset| reset["resent"] == false)
            .count(),
        1
    );
    assert_eq!(world.state(&links[0]).await, "live");
}

#[tokio::test]
async fn an_ask_and_an_administrator_at_once_make_one_link() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let path = world.path("ana@example.com", "/reset-link").await;
    for round in 0..5 {
        let answers = all_at_once([
            world
                .post("/v1/password-resets")
                .json(&json!({"identifier": "ana@example.com"})),
            world
                .post(&path)
                .bearer(&adam)
                .json(&json!({"delivery": "link"})),
        ])
        .await;
        let handed_over = token_in(&answers[1].clone().expect(200).json());
        world.settle().await;
        let mailed = token_of(&world.mails_to("ana@example.com").await[0]);
        assert_eq!(mailed, handed_over, "round {round}");
        assert_eq!(world.state(&mailed).await, "live", "round {round}");
        world
            .revoke_link(&adam, "ana@example.com")
            .await
            .expect(204);
        world.advance("1h").await;
    }
}

#[tokio::test]
async fn revoking_kills_the_link_and_is_fine_without_one() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let answer = world
        .revoke_link(&adam, "ana@example.com")
        .await
        .expect(204);
    assert!(answer.bytes().is_empty());
    let token = world.token_asked_for("ana@example.com").await;
    world
        .revoke_link(&adam, "ana@example.com")
        .await
        .expect(204);
    assert_eq!(world.state(&token).await, "revoked");
    world
        .redeem(&token, NEW_PASSWORD)
        .await
        .refused(410, "link-revoked");
    world.password_is("ana@example.com", PASSWORD).await;
    let next = world.token_handed_over(&adam, "ana@example.com").await;
    assert_ne!(next, token);
    world.redeem(&next, NEW_PASSWORD).await.expect(200);
    world
        .revoke_link(&adam, "ana@example.com")
        .await
        .expect(204);
    assert_eq!(
        world.state(&next).await,
        "used",
        "what was used is not revoked"
    );
}

#[tokio::test]
async fn when_the_store_fails_the_administrator_is_told_to_try_again_and_nothing_is_issued() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let path = world.path("ana@example.com", "/reset-link").await;
    let before = world.records().await;
    for operation in [Some("TransactWriteItems"), None] {
        world.store_fault("error", 300, operation).await;
        let answer = world
            .post(&path)
            .bearer(&adam)
            .json(&json!({}))
            .send()
            .await;
        world.mend_the_store().await;
        answer.refused(503, "try-again-later");
        world.nothing_happened_since(&before).await;
    }
    let reset = world
        .reset_link(&adam, "ana@example.com", json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&reset["status"], &reset["resent"]),
        (&json!("sent"), &json!(false))
    );
}

#[tokio::test]
async fn a_lost_answer_of_the_store_makes_no_second_link() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let path = world.path("ana@example.com", "/reset-link").await;
    world
        .store_fault("lose-answer", 1, Some("TransactWriteItems"))
        .await;
    let answer = world
        .post(&path)
        .bearer(&adam)
        .json(&json!({"delivery": "link"}))
        .send()
        .await
        .expect(200);
    let token = token_in(&answer.json());
    assert_eq!(world.state(&token).await, "live");
    assert_eq!(
        world.token_handed_over(&adam, "ana@example.com").await,
        token
    );
}

#[tokio::test]
async fn who_has_never_had_a_password_is_invited_and_not_told_of_an_old_one() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    for (target, invites) in [("ivan@example.com", true), ("ana@example.com", false)] {
        world.reset_link(&adam, target, json!({})).await.expect(200);
        let batch = json!({"account_ids": [world.account_id(target).await]});
        world
            .post("/v1/admin/reset-links")
            .bearer(&adam)
            .json(&batch)
            .send()
            .await
            .expect(202);
        world.settle().await;
        let mails = world.mails_to(target).await;
        assert_eq!(mails.len(), 2, "one by hand, one by the batch: {target}");
        for mail in mails {
            let tells_of_an_old_one = mail.text.contains("the old one keeps working");
            assert_eq!(tells_of_an_old_one, !invites, "{}", mail.text);
            let is_an_invitation = mail.subject == "Your Rekey account: choose a password";
            assert_eq!(is_an_invitation, invites, "{}", mail.subject);
        }
    }
}
