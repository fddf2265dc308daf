//! A person who knows the password and changes it.

use serde_json::{Value, json};
use tests::{
    Answer, NEW_PASSWORD, OTHER_PASSWORD, PASSWORD, Request, SLOW_HASH, World, all_at_once,
};

#[tokio::test]
async fn who_knows_the_password_changes_it() {
    let world = World::start().await;
    let epoch = world.epoch("ana@example.com").await;
    let answer = world
        .change_password("ana@example.com", PASSWORD, NEW_PASSWORD)
        .await
        .expect(200);
    assert_eq!(answer.members(), ["applies_to", "message"]);
    assert_eq!(answer.json()["applies_to"], "sign-in");
    world.password_is_not("ana@example.com", PASSWORD).await;
    let verified = world
        .verify("ana@example.com", NEW_PASSWORD)
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&verified["must_change"], &verified["epoch"]),
        (&json!(false), &json!(epoch + 1))
    );
}

// T-615
#[tokio::test]
async fn the_change_is_told_by_mail() {
    let world = World::start().await;
    world
        .change_password("ana@example.com", PASSWORD, NEW_PASSWORD)
        .await
        .expect(200);
    world.settle().await;
    let mails = world.mails().await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, ["ana@example.com"]);
    assert_eq!(mails[0].token(), None);
    assert!(!mails[0].whole().contains(NEW_PASSWORD) && !mails[0].whole().contains(PASSWORD));
}

#[tokio::test]
async fn every_session_ends_the_callers_too() {
    let world = World::start().await;
    let one = world.sign_in("adam@example.com").await;
    let other = world.sign_in("adam@example.com").await;
    world
        .change_password("adam@example.com", PASSWORD, NEW_PASSWORD)
        .await
        .expect(200);
    assert!(!world.is_signed_in(&one).await);
    assert!(!world.is_signed_in(&other).await);
    world
        .sign_in_with("adam@example.com", NEW_PASSWORD)
        .await
        .expect(201);
}

#[tokio::test]
async fn unknown_ambiguous_and_wrong_are_told_the_same_and_change_nothing() {
    let world = World::start().await;
    let before = world.records().await;
    let first = world
        .change_password("ana@example.com", OTHER_PASSWORD, NEW_PASSWORD)
        .await;
    first.refused(401, "wrong-credentials");
    for (identifier, current, new) in [
        ("nobody@example.com", PASSWORD, NEW_PASSWORD),
        ("twins@example.com", PASSWORD, NEW_PASSWORD),
        ("not an identifier", PASSWORD, NEW_PASSWORD),
        ("dora@example.com", OTHER_PASSWORD, NEW_PASSWORD),
        ("eve@example.com", OTHER_PASSWORD, NEW_PASSWORD),
        ("sam@example.com", OTHER_PASSWORD, NEW_PASSWORD),
        ("ana@example.com", "", NEW_PASSWORD),
        ("ana@example.com", OTHER_PASSWORD, "short"),
        ("ana@example.com", OTHER_PASSWORD, OTHER_PASSWORD),
        ("nobody@example.com", PASSWORD, "short"),
    ] {
        let answer = world.change_password(identifier, current, new).await;
        assert_eq!(
            (answer.status, answer.bytes()),
            (401, first.bytes()),
            "{identifier}"
        );
        assert_eq!(
            answer.steady_headers(),
            first.steady_headers(),
            "{identifier}"
        );
    }
    world.nothing_happened_since(&before).await;
    world.password_is("ana@example.com", PASSWORD).await;
}

#[tokio::test]
async fn who_shares_an_address_changes_it_by_username() {
    let world = World::start().await;
    world
        .change_password("twin1", PASSWORD, NEW_PASSWORD)
        .await
        .expect(200);
    world.password_is("twin1", NEW_PASSWORD).await;
    world.password_is("twin2", PASSWORD).await;
}

#[tokio::test]
async fn who_is_not_active_changes_nothing() {
    let world = World::start().await;
    for standing in ["disabled", "expired"] {
        world
            .olivia_edits("ana@example.com", json!({"standing": standing}))
            .await;
        let before = world.records().await;
        for new in [NEW_PASSWORD, "short"] {
            let answer = world
                .change_password("ana@example.com", PASSWORD, new)
                .await;
            answer.refused(409, "account-not-eligible");
        }
        world.nothing_happened_since(&before).await;
    }
}

#[tokio::test]
async fn who_signs_in_elsewhere_never_changes_a_password_here() {
    let world = World::start().await;
    let before = world.records().await;
    let answer = world
        .change_password("sam@example.com", PASSWORD, NEW_PASSWORD)
        .await;
    match answer.status {
        409 => answer.refused(409, "managed-by-sso"),
        _ => answer.refused(401, "wrong-credentials"),
    };
    world.nothing_happened_since(&before).await;
}

#[tokio::test]
async fn sso_staff_change_the_password_of_the_admin_area() {
    let world = World::start().await;
    let sso = json!({"provider": "Example SSO", "url": "https://sso.example.com/recover"});
    world
        .olivia_edits("adam@example.com", json!({"sso": sso}))
        .await;
    let answer = world
        .change_password("adam@example.com", PASSWORD, NEW_PASSWORD)
        .await
        .expect(200)
        .json();
    assert_eq!(answer["applies_to"], "admin-area");
    world
        .sign_in_with("adam@example.com", NEW_PASSWORD)
        .await
        .expect(201);
}

#[tokio::test]
async fn the_rules_are_told_after_the_right_password_only() {
    let world = World::start().await;
    let before = world.records().await;
    for (new, code) in [
        ("too short", "too-short"),
        ("passwordpassword", "too-common"),
        ("ana@example.com42", "contains-account-words"),
        (PASSWORD, "same-as-current"),
    ] {
        world
            .change_password("ana@example.com", PASSWORD, new)
            .await
            .rejected_as(code);
    }
    world.nothing_happened_since(&before).await;
    world.password_is("ana@example.com", PASSWORD).await;
}

#[tokio::test]
async fn a_password_set_by_hand_is_changed_and_then_lasts() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world
        .set_password(&adam, "ana@example.com", NEW_PASSWORD)
        .await
        .expect(200);
    world
        .change_password("ana@example.com", NEW_PASSWORD, NEW_PASSWORD)
        .await
        .rejected_as("same-as-current");
    world
        .change_password("ana@example.com", NEW_PASSWORD, OTHER_PASSWORD)
        .await
        .expect(200);
    world.advance("100d").await;
    let verified = world
        .verify("ana@example.com", OTHER_PASSWORD)
        .await
        .expect(200)
        .json();
    assert_eq!(verified["must_change"], false);
}

// T-508
#[tokio::test]
async fn a_password_that_has_run_out_is_not_changed_any_more() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world
        .set_password(&adam, "ana@example.com", NEW_PASSWORD)
        .await
        .expect(200);
    world.advance("72h").await;
    let before = world.records().await;
    world
        .change_password("ana@example.com", NEW_PASSWORD, OTHER_PASSWORD)
        .await
        .refused(403, "password-expired");
    world
        .change_password("ana@example.com", PASSWORD, OTHER_PASSWORD)
        .await
        .refused(401, "wrong-credentials");
    world.nothing_happened_since(&before).await;
}

#[tokio::test]
async fn failed_changes_count_as_failures() {
    let world = World::with(&[("LIMIT_FAILURES", "2")]).await;
    for _ in 0..2 {
        let answer = world
            .change_password("ana@example.com", OTHER_PASSWORD, NEW_PASSWORD)
            .await;
        answer.refused(401, "wrong-credentials");
    }
    let before = world.records().await;
    world
        .change_password("ana@example.com", PASSWORD, NEW_PASSWORD)
        .await
        .limited();
    world.nothing_happened_since(&before).await;
    let body = json!({"identifier": "ana@example.com", "current_password": PASSWORD, "new_password": NEW_PASSWORD});
    world
        .post("/v1/password")
        .json(&body)
        .from_address("127.0.0.6")
        .send()
        .await
        .expect(200);
    world
        .change_password("ana@example.com", NEW_PASSWORD, OTHER_PASSWORD)
        .await
        .expect(200);
}

#[tokio::test]
async fn a_body_that_is_no_change_is_refused() {
    let world = World::start().await;
    let before = world.records().await;
    for body in [
        json!({}),
        json!({"identifier": "ana@example.com", "current_password": PASSWORD}),
        json!({"identifier": "ana@example.com", "new_password": NEW_PASSWORD}),
        json!({"current_password": PASSWORD, "new_password": NEW_PASSWORD}),
        json!({"identifier": "ana@example.com", "current_password": PASSWORD, "new_password": null}),
        json!({"identifier": ["ana@example.com"], "current_password": PASSWORD, "new_password": NEW_PASSWORD}),
        json!({"identifier": "ana@example.com", "current_password": true, "new_password": NEW_PASSWORD}),
        json!({"identifier": "ana@example.com", "current_password": PASSWORD, "new_password": NEW_PASSWORD, "confirm": NEW_PASSWORD}),
        json!([]),
    ] {
        world
            .post("/v1/password")
            .json(&body)
            .send()
            .await
            .problem(400);
    }
    let form = [
        ("identifier", "ana@example.com"),
        ("current_password", PASSWORD),
        ("new_password", NEW_PASSWORD),
    ];
    world
        .post("/v1/password")
        .form(&form)
        .send()
        .await
        .problem(415);
    world.nothing_happened_since(&before).await;
}

#[tokio::test]
async fn of_two_simultaneous_changes_one_wins() {
    let world = World::start().await;
    let epoch = world.epoch("ana@example.com").await;
    let change = |new: &str| {
        let body = json!({"identifier": "ana@example.com", "current_password": PASSWORD, "new_password": new});
        world.post("/v1/password").json(&body)
    };
    let answers = all_at_once([change(NEW_PASSWORD), change(OTHER_PASSWORD)]).await;
    let won = |answer: &Answer| answer.status == 200;
    assert_eq!(
        answers.iter().filter(|answer| won(answer)).count(),
        1,
        "{answers:?}"
    );
    assert_eq!(world.epoch("ana@example.com").await, epoch + 1);
    let (good, bad) = if won(&answers[0]) {
        (NEW_PASSWORD, OTHER_PASSWORD)
    } else {
        (OTHER_PASSWORD, NEW_PASSWORD)
    };
    world.password_is("ana@example.com", good).await;
    world.password_is_not("ana@example.com", bad).await;
    world.settle().await;
    assert_eq!(world.mails().await.len(), 1, "one notice");
}

fn changing(world: &World) -> Request {
    world.post("/v1/password").json(&json!({
        "identifier": "ana@example.com",
        "current_password": PASSWORD,
        "new_password": NEW_PASSWORD,
    }))
}

fn says_to_try_signing_in_first(problem: &Value) {
    let detail = problem["detail"].to_string().to_lowercase();
    assert!(
        detail.contains("sign") && detail.contains("new password"),
        "{detail}"
    );
}

// T-815
#[tokio::test]
async fn when_the_store_fails_nothing_changes_and_the_person_is_told_to_try_signing_in_first() {
    let world = World::start().await;
    let before = world.records().await;
    for operation in [Some("TransactWriteItems"), None] {
        world.store_fault("error", 300, operation).await;
        let answer = changing(&world).send().await;
        world.mend_the_store().await;
        let problem = answer.refused(503, "try-again-later");
        world.nothing_happened_since(&before).await;
        world.password_is("ana@example.com", PASSWORD).await;
        says_to_try_signing_in_first(&problem);
    }
}

// T-815
#[tokio::test]
async fn when_the_write_of_the_password_fails_nothing_is_half_done() {
    let world = World::with(SLOW_HASH).await;
    let before = world.records().await;
    let answer = world
        .send_with_a_fault_behind_the_hash("change-own", changing(&world), "error", 200)
        .await;
    says_to_try_signing_in_first(&answer.refused(503, "try-again-later"));
    world.nothing_happened_since(&before).await;
    world.password_is("ana@example.com", PASSWORD).await;
}

#[tokio::test]
async fn a_lost_answer_of_the_store_is_told_as_success_once() {
    let world = World::with(SLOW_HASH).await;
    let epoch = world.epoch("ana@example.com").await;
    world
        .send_with_a_fault_behind_the_hash("change-own", changing(&world), "lose-answer", 1)
        .await
        .expect(200);
    assert_eq!(world.epoch("ana@example.com").await, epoch + 1);
    world.settle().await;
    assert_eq!(world.mails().await.len(), 1);
    world.password_is("ana@example.com", NEW_PASSWORD).await;
}

/// Another success that ends meanwhile may hash the same password anew, as for imported hashes: nothing else changes.
#[tokio::test]
async fn a_hash_that_is_made_anew_meanwhile_makes_no_password_wrong() {
    let world = World::with(SLOW_HASH).await;
    let id = world.account_id("ana@example.com").await;
    let credential = world.items_of("credentials", &id).await.remove(0);
    let changed = world
        .send_until_it_hashes("change-own", changing(&world))
        .await;
    // It has read the credential by now.
    let anew = json!({
        "account_id": {"S": id},
        "password_hash": {"S": "another hash of the same password"},
        "must_change": {"BOOL": credential["must_change"]},
        "changed_at": {"N": credential["changed_at"].to_string()},
    });
    world.load("credentials", vec![anew]).await;
    changed.await.expect("sending does not panic").expect(200);
    world.password_is("ana@example.com", NEW_PASSWORD).await;
}
