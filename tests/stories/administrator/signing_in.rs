//! Sessions: who gets one, and when it ends.

use jiff::SignedDuration;
use serde_json::json;
use tests::{NEW_PASSWORD, NOBODY, OTHER_PASSWORD, PASSWORD, World, time};

#[tokio::test]
async fn an_administrator_signs_in_for_eight_hours() {
    let world = World::start().await;
    let answer = world
        .sign_in_with("adam@example.com", PASSWORD)
        .await
        .expect(201);
    assert_eq!(answer.members(), ["account", "expires_at", "token"]);
    let session = answer.json();
    assert_eq!(session["account"]["email"], "adam@example.com");
    assert_eq!(session["account"]["role"], "admin");
    let bearer = session["token"].as_str().unwrap();
    assert!(world.is_signed_in(bearer).await);
    world.advance("7h59m30s").await;
    assert!(world.is_signed_in(bearer).await);
    world.advance("30s").await;
    assert!(!world.is_signed_in(bearer).await);
}

#[tokio::test]
async fn a_session_says_when_it_ends() {
    let world = World::start().await;
    let adam = world
        .sign_in_with("adam@example.com", PASSWORD)
        .await
        .expect(201)
        .json();
    let issued = world
        .reset_link(
            adam["token"].as_str().unwrap(),
            "ana@example.com",
            json!({}),
        )
        .await
        .expect(200)
        .json();
    let left = time(&adam["expires_at"]).duration_since(time(&issued["issued_at"]));
    assert!(
        (left - SignedDuration::from_hours(8)).abs() < SignedDuration::from_mins(1),
        "{left}"
    );
}

#[tokio::test]
async fn everybody_else_is_told_the_same() {
    let world = World::start().await;
    let sessions = world.table("sessions").await;
    let first = world.sign_in_with("adam@example.com", NEW_PASSWORD).await;
    first.refused(401, "wrong-credentials");
    for (identifier, password) in [
        ("ana@example.com", PASSWORD),
        ("nobody@example.com", PASSWORD),
        ("ivan@example.com", PASSWORD),
        ("eve@example.com", PASSWORD),
        ("dora@example.com", PASSWORD),
        ("sam@example.com", PASSWORD),
        ("twins@example.com", PASSWORD),
        ("twin1", PASSWORD),
        ("not an identifier", PASSWORD),
        ("adam@example.com", ""),
        ("adam@example.com", "correct horse battery staple "),
        ("adam@example.com", "Correct Horse Battery Staple"),
    ] {
        let answer = world.sign_in_with(identifier, password).await;
        assert_eq!(answer.status, 401, "{identifier} {answer:?}");
        assert_eq!(answer.bytes(), first.bytes(), "{identifier}");
        assert_eq!(
            answer.steady_headers(),
            first.steady_headers(),
            "{identifier}"
        );
    }
    assert_eq!(world.table("sessions").await, sessions);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_no_other() {
    let world = World::start().await;
    let one = world.sign_in("adam@example.com").await;
    let other = world.sign_in("adam@example.com").await;
    assert_ne!(one, other);
    let answer = world
        .delete("/v1/sessions/current")
        .bearer(&one)
        .send()
        .await
        .expect(204);
    assert!(answer.bytes().is_empty());
    assert!(!world.is_signed_in(&one).await);
    assert!(world.is_signed_in(&other).await);
    world
        .delete("/v1/sessions/current")
        .bearer(&one)
        .send()
        .await
        .not_authenticated();
}

#[tokio::test]
async fn an_administrator_who_is_switched_off_is_signed_out() {
    for changes in [
        json!({"standing": "disabled"}),
        json!({"standing": "expired"}),
        json!({"role": "user"}),
        json!({"tenant": "globex"}),
        json!({"email": "adam.new@example.com"}),
    ] {
        let world = World::start().await;
        let adam = world.sign_in("adam@example.com").await;
        world
            .olivia_edits("adam@example.com", changes.clone())
            .await;
        assert!(!world.is_signed_in(&adam).await, "{changes}");
    }
}

#[tokio::test]
async fn a_disabled_administrator_with_the_right_password_gets_no_session() {
    let world = World::start().await;
    for standing in ["disabled", "expired", "invited"] {
        world
            .olivia_edits("adam@example.com", json!({"standing": standing}))
            .await;
        world
            .sign_in_with("adam@example.com", PASSWORD)
            .await
            .refused(401, "wrong-credentials");
    }
}

#[tokio::test]
async fn a_session_survives_a_change_of_name() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world
        .olivia_edits("adam@example.com", json!({"name": "Adam Smith"}))
        .await;
    assert!(world.is_signed_in(&adam).await);
}

#[tokio::test]
async fn a_password_to_be_changed_gives_no_session_until_it_is_changed() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    world
        .set_password(&olivia, "adam@example.com", NEW_PASSWORD)
        .await
        .expect(200);
    let sessions = world.table("sessions").await;
    world
        .sign_in_with("adam@example.com", NEW_PASSWORD)
        .await
        .refused(403, "password-change-required");
    world
        .sign_in_with("adam@example.com", PASSWORD)
        .await
        .refused(401, "wrong-credentials");
    assert_eq!(world.table("sessions").await, sessions);
    world
        .change_password("adam@example.com", NEW_PASSWORD, OTHER_PASSWORD)
        .await
        .expect(200);
    world
        .sign_in_with("adam@example.com", OTHER_PASSWORD)
        .await
        .expect(201);
}

// T-508
#[tokio::test]
async fn a_password_to_be_changed_runs_out() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    world
        .set_password(&olivia, "adam@example.com", NEW_PASSWORD)
        .await
        .expect(200);
    world.advance("71h59m").await;
    world
        .sign_in_with("adam@example.com", NEW_PASSWORD)
        .await
        .refused(403, "password-change-required");
    world.advance("1m").await;
    world
        .sign_in_with("adam@example.com", NEW_PASSWORD)
        .await
        .refused(403, "password-expired");
    world
        .sign_in_with("adam@example.com", PASSWORD)
        .await
        .refused(401, "wrong-credentials");
    world
        .change_password("adam@example.com", NEW_PASSWORD, OTHER_PASSWORD)
        .await
        .refused(403, "password-expired");
    world
        .sign_in_with("adam@example.com", OTHER_PASSWORD)
        .await
        .refused(401, "wrong-credentials");
}

// T-401
#[tokio::test]
async fn a_bearer_that_is_no_session_is_refused() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let ana = world.account_id("ana@example.com").await;
    let before = world.records().await;
    let other_end = if adam.ends_with('A') { "B" } else { "A" };
    let changed = format!("{}{other_end}", &adam[..adam.len() - 1]);
    let beheaded = adam[1..].to_owned();
    let longer = format!("{adam}A");
    let lower = adam.to_lowercase();
    let unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJvbGl2aWEifQ.".to_owned();
    let nobody = "A".repeat(64);
    for token in [
        changed,
        beheaded,
        longer,
        lower,
        unsigned,
        nobody,
        ana.clone(),
        NOBODY.to_owned(),
        String::new(),
    ] {
        world
            .reset_link(&token, &ana, json!({}))
            .await
            .not_authenticated();
        assert!(!world.is_signed_in(&token).await, "{token}");
    }
    for header in [
        adam.clone(),
        format!("Basic {adam}"),
        format!("Token {adam}"),
        format!("Bearer {adam} {adam}"),
    ] {
        let request = world
            .get("/v1/admin/accounts")
            .header("Authorization", &header);
        request.send().await.not_authenticated();
    }
    let in_the_query = format!("/v1/admin/accounts?access_token={adam}");
    world.get(&in_the_query).send().await.not_authenticated();
    world
        .get("/v1/admin/accounts")
        .header("Cookie", &format!("token={adam}"))
        .send()
        .await
        .not_authenticated();
    world.nothing_happened_since(&before).await;
    assert!(world.is_signed_in(&adam).await);
}

#[tokio::test]
async fn failed_sign_ins_are_limited_by_account_and_address_and_successes_are_free() {
    let world = World::with(&[("LIMIT_FAILURES", "2")]).await;
    for _ in 0..5 {
        world.sign_in("adam@example.com").await;
    }
    for _ in 0..2 {
        world
            .sign_in_with("adam@example.com", NEW_PASSWORD)
            .await
            .refused(401, "wrong-credentials");
    }
    world
        .sign_in_with("adam@example.com", PASSWORD)
        .await
        .limited();
    let body = json!({"identifier": "adam@example.com", "password": PASSWORD});
    let elsewhere = world
        .post("/v1/sessions")
        .json(&body)
        .from_address("127.0.0.4");
    elsewhere.send().await.expect(201);
    world.sign_in("gina@example.com").await;
    world.advance("1h").await;
    world.sign_in("adam@example.com").await;
}

#[tokio::test]
async fn an_unknown_identifier_is_limited_like_a_known_one() {
    let world = World::with(&[("LIMIT_FAILURES", "2")]).await;
    for identifier in [
        "nobody@example.com",
        "adam@example.com",
        "twins@example.com",
    ] {
        for _ in 0..2 {
            world
                .sign_in_with(identifier, NEW_PASSWORD)
                .await
                .refused(401, "wrong-credentials");
        }
        world.sign_in_with(identifier, NEW_PASSWORD).await.limited();
    }
}

#[tokio::test]
async fn failed_sign_ins_are_limited_by_address() {
    let world = World::with(&[("LIMIT_FAILURES_PER_ADDRESS", "3")]).await;
    for identifier in ["adam@example.com", "gina@example.com", "nobody@example.com"] {
        world
            .sign_in_with(identifier, NEW_PASSWORD)
            .await
            .refused(401, "wrong-credentials");
    }
    world
        .sign_in_with("oscar@example.com", PASSWORD)
        .await
        .limited();
    let body = json!({"identifier": "oscar@example.com", "password": PASSWORD});
    world
        .post("/v1/sessions")
        .json(&body)
        .from_address("127.0.0.5")
        .send()
        .await
        .expect(201);
}
