//! An application with a service key: verifies passwords, and acts for a named administrator.

use serde_json::{Value, json};
use tests::{Answer, NEW_PASSWORD, NOBODY, OTHER_PASSWORD, PASSWORD, World};

#[tokio::test]
async fn the_right_password_is_verified() {
    let world = World::start().await;
    let answer = world.verify("ana@example.com", PASSWORD).await.expect(200);
    assert_eq!(answer.members(), ["account_id", "epoch", "must_change"]);
    let verified = answer.json();
    let ana = world.account("ana@example.com").await;
    assert_eq!(
        (&verified["account_id"], &verified["epoch"]),
        (&ana["id"], &ana["epoch"])
    );
    assert_eq!(verified["must_change"], false);
    world.password_is(" ANA@example.com ", PASSWORD).await;
    world.password_is("adam@example.com", PASSWORD).await;
}

#[tokio::test]
async fn unknown_ambiguous_and_wrong_are_told_the_same() {
    let world = World::start().await;
    let first = world.verify("ana@example.com", NEW_PASSWORD).await;
    first.refused(401, "wrong-credentials");
    for (identifier, password) in [
        ("nobody@example.com", PASSWORD),
        ("twins@example.com", PASSWORD),
        ("not an identifier", PASSWORD),
        ("eve@example.com", NEW_PASSWORD),
        ("dora@example.com", NEW_PASSWORD),
        ("sam@example.com", NEW_PASSWORD),
        ("sofia@example.com", NEW_PASSWORD),
        ("ivan@example.com", NEW_PASSWORD),
        ("ana@example.com", ""),
        ("ana@example.com", "correct horse battery staple "),
        ("ana@example.com", "correct horse battery stapl"),
    ] {
        let answer = world.verify(identifier, password).await;
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
}

#[tokio::test]
async fn the_bearers_of_a_shared_address_are_verified_by_username() {
    let world = World::start().await;
    let one = world.verify("twin1", PASSWORD).await.expect(200).json();
    let other = world.verify("TWIN2", PASSWORD).await.expect(200).json();
    assert_ne!(one["account_id"], other["account_id"]);
    world.verify("noemail", PASSWORD).await.expect(200);
}

#[tokio::test]
async fn verifying_needs_a_service_key() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    let body = json!({"identifier": "ana@example.com", "password": PASSWORD});
    let verify = || world.post("/v1/credentials/verify").json(&body);
    verify().send().await.not_authenticated();
    verify().bearer("nonsense").send().await.not_authenticated();
    let key = world.service_key();
    verify()
        .bearer(&key[..key.len() - 1])
        .send()
        .await
        .not_authenticated();
    // A session will not do; what is wrong with the body is told first.
    let by_session = || world.post("/v1/credentials/verify").bearer(&olivia);
    by_session().json(&json!({})).send().await.problem(400);
    by_session()
        .json(&body)
        .send()
        .await
        .refused(403, "not-allowed");
    verify().bearer(key).send().await.expect(200);
}

#[tokio::test]
async fn after_the_right_password_the_application_is_told_who_may_not_sign_in() {
    let world = World::start().await;
    for standing in ["disabled", "expired"] {
        world
            .olivia_edits("ana@example.com", json!({"standing": standing}))
            .await;
        world.password_is_not("ana@example.com", NEW_PASSWORD).await;
        let problem = world
            .verify("ana@example.com", PASSWORD)
            .await
            .refused(403, "account-not-eligible");
        assert_eq!(problem["standing"], standing);
    }
    world
        .olivia_edits("ana@example.com", json!({"standing": "active"}))
        .await;
    world.password_is("ana@example.com", PASSWORD).await;
}

#[tokio::test]
async fn the_password_of_the_admin_area_does_not_open_the_application() {
    let world = World::start().await;
    let sso = json!({"provider": "Example SSO", "url": "https://sso.example.com/recover"});
    world
        .olivia_edits("adam@example.com", json!({"sso": sso}))
        .await;
    let problem = world
        .verify("adam@example.com", PASSWORD)
        .await
        .refused(403, "account-not-eligible");
    assert_eq!(problem["sso"]["provider"], "Example SSO");
    world.sign_in("adam@example.com").await;
}

#[tokio::test]
async fn the_epoch_rises_when_the_application_has_to_end_its_sessions() {
    let world = World::start().await;
    let epoch = async |password: &str| {
        let verified = world
            .verify("ana@example.com", password)
            .await
            .expect(200)
            .json();
        verified["epoch"].as_u64().expect("an epoch is a number")
    };
    let first = epoch(PASSWORD).await;
    assert_eq!(epoch(PASSWORD).await, first, "verifying raises nothing");
    world
        .olivia_edits("ana@example.com", json!({"name": "Ana Nova"}))
        .await;
    assert_eq!(epoch(PASSWORD).await, first);
    world
        .change_password("ana@example.com", PASSWORD, NEW_PASSWORD)
        .await
        .expect(200);
    assert_eq!(epoch(NEW_PASSWORD).await, first + 1);
    world
        .olivia_edits("ana@example.com", json!({"role": "admin"}))
        .await;
    assert_eq!(epoch(NEW_PASSWORD).await, first + 2);
    let olivia = world.olivia().await;
    world
        .set_lasting_password(&olivia, "ana@example.com", OTHER_PASSWORD)
        .await
        .expect(200);
    assert_eq!(epoch(OTHER_PASSWORD).await, first + 3);
}

#[tokio::test]
async fn a_password_to_be_changed_verifies_and_says_so() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world
        .set_password(&adam, "ana@example.com", NEW_PASSWORD)
        .await
        .expect(200);
    let verified = world
        .verify("ana@example.com", NEW_PASSWORD)
        .await
        .expect(200)
        .json();
    assert_eq!(verified["must_change"], true);
    world
        .change_password("ana@example.com", NEW_PASSWORD, OTHER_PASSWORD)
        .await
        .expect(200);
    let verified = world
        .verify("ana@example.com", OTHER_PASSWORD)
        .await
        .expect(200)
        .json();
    assert_eq!(verified["must_change"], false);
}

#[tokio::test]
async fn a_body_that_is_no_credential_is_refused() {
    let world = World::start().await;
    for body in [
        json!({}),
        json!({"identifier": "ana@example.com"}),
        json!({"password": PASSWORD}),
        json!({"identifier": "ana@example.com", "password": null}),
        json!({"identifier": "ana@example.com", "password": [PASSWORD]}),
        json!({"identifier": 7, "password": PASSWORD}),
        json!({"identifier": "ana@example.com", "password": PASSWORD, "remember": true}),
        json!([{"identifier": "ana@example.com", "password": PASSWORD}]),
    ] {
        for path in ["/v1/credentials/verify", "/v1/sessions"] {
            world
                .post(path)
                .bearer(world.service_key())
                .json(&body)
                .send()
                .await
                .problem(400);
        }
    }
}

async fn failures(world: &World, client: Option<&str>, identifier: &str, times: usize) -> Vec<u16> {
    let mut told = Vec::new();
    for _ in 0..times {
        let answer = match client {
            Some(client) => {
                world
                    .verify_for_client(client, identifier, NEW_PASSWORD)
                    .await
            }
            None => world.verify(identifier, NEW_PASSWORD).await,
        };
        told.push(answer.status);
    }
    told
}

#[tokio::test]
async fn failures_are_limited_by_account_and_the_clients_address_and_successes_are_free() {
    let world = World::with(&[("LIMIT_FAILURES", "2")]).await;
    for _ in 0..4 {
        world
            .verify_for_client("203.0.113.1", "ana@example.com", PASSWORD)
            .await
            .expect(200);
    }
    assert_eq!(
        failures(&world, Some("203.0.113.1"), "ana@example.com", 3).await,
        [401, 401, 429]
    );
    world
        .verify_for_client("203.0.113.1", "ana@example.com", PASSWORD)
        .await
        .limited();
    world
        .verify_for_client("203.0.113.2", "ana@example.com", PASSWORD)
        .await
        .expect(200);
    world
        .verify_for_client("203.0.113.1", "gus@example.com", PASSWORD)
        .await
        .expect(200);
    world.password_is("ana@example.com", PASSWORD).await;
    assert_eq!(
        failures(&world, Some("203.0.113.1"), "nobody@example.com", 3).await,
        [401, 401, 429]
    );
    world.advance("1h").await;
    world
        .verify_for_client("203.0.113.1", "ana@example.com", PASSWORD)
        .await
        .expect(200);
}

#[tokio::test]
async fn ten_failures_of_one_account_from_one_address_are_the_limit() {
    let world = World::start().await;
    let mut expected = vec![401; 10];
    expected.push(429);
    assert_eq!(
        failures(&world, Some("203.0.113.1"), "ana@example.com", 11).await,
        expected
    );
}

#[tokio::test]
async fn failures_are_limited_by_the_clients_address_whatever_the_account() {
    let world = World::with(&[("LIMIT_FAILURES_PER_ADDRESS", "3")]).await;
    let one: Option<&str> = Some("203.0.113.1");
    assert_eq!(failures(&world, one, "ana@example.com", 1).await, [401]);
    assert_eq!(failures(&world, one, "gus@example.com", 1).await, [401]);
    assert_eq!(
        failures(&world, one, "nobody@example.com", 2).await,
        [401, 429]
    );
    world
        .verify_for_client("203.0.113.1", "twin1", PASSWORD)
        .await
        .limited();
    world
        .verify_for_client("2001:db8::1", "twin1", PASSWORD)
        .await
        .expect(200);
}

#[tokio::test]
async fn the_addresses_of_one_ipv6_network_are_one() {
    let world = World::with(&[("LIMIT_FAILURES_PER_ADDRESS", "1")]).await;
    assert_eq!(
        failures(&world, Some("2001:db8:1:2::1"), "ana@example.com", 1).await,
        [401]
    );
    world
        .verify_for_client("2001:db8:1:2:ffff::9", "gus@example.com", PASSWORD)
        .await
        .limited();
    world
        .verify_for_client("2001:db8:1:3::1", "gus@example.com", PASSWORD)
        .await
        .expect(200);
}

#[tokio::test]
async fn an_application_that_names_no_client_is_limited_by_account_only() {
    let world = World::with(&[
        ("LIMIT_FAILURES", "1"),
        ("LIMIT_FAILURES_PER_ADDRESS", "1"),
        ("LIMIT_FAILURES_PER_ACCOUNT", "3"),
    ])
    .await;
    assert_eq!(
        failures(&world, None, "ana@example.com", 4).await,
        [401, 401, 401, 429]
    );
    world.verify("ana@example.com", PASSWORD).await.limited();
    world
        .verify_for_client("203.0.113.1", "ana@example.com", PASSWORD)
        .await
        .limited();
    world.password_is("gus@example.com", PASSWORD).await;
    assert_eq!(
        failures(&world, None, "nobody@example.com", 4).await,
        [401, 401, 401, 429]
    );
}

#[tokio::test]
async fn a_new_password_clears_the_failures_of_its_account() {
    for by_hand in [true, false] {
        let world =
            World::with(&[("LIMIT_FAILURES_PER_ACCOUNT", "2"), ("LIMIT_FAILURES", "2")]).await;
        let adam = world.sign_in("adam@example.com").await;
        assert_eq!(
            failures(&world, Some("203.0.113.1"), "ana@example.com", 3).await,
            [401, 401, 429]
        );
        world.verify("ana@example.com", PASSWORD).await.limited();
        if by_hand {
            world
                .set_lasting_password(&adam, "ana@example.com", OTHER_PASSWORD)
                .await
                .expect(200);
        } else {
            let token = world.token_asked_for("ana@example.com").await;
            world.redeem(&token, OTHER_PASSWORD).await.expect(200);
        }
        world
            .verify_for_client("203.0.113.1", "ana@example.com", OTHER_PASSWORD)
            .await
            .expect(200);
        world.password_is("ana@example.com", OTHER_PASSWORD).await;
    }
}

#[tokio::test]
async fn a_limit_touches_no_account() {
    let world = World::with(&[("LIMIT_FAILURES_PER_ACCOUNT", "1")]).await;
    let before = world.records().await;
    assert_eq!(
        failures(&world, None, "ana@example.com", 3).await,
        [401, 429, 429]
    );
    world.nothing_happened_since(&before).await;
    let token = world.token_asked_for("ana@example.com").await;
    assert_eq!(world.state(&token).await, "live");
}

#[tokio::test]
async fn simultaneous_failures_do_not_slip_through_the_limit() {
    let world = World::with(&[("LIMIT_FAILURES_PER_ACCOUNT", "3")]).await;
    let body = json!({"identifier": "ana@example.com", "password": NEW_PASSWORD});
    let verify = |_| {
        world
            .post("/v1/credentials/verify")
            .bearer(world.service_key())
            .json(&body)
    };
    let answers = tests::all_at_once((0..12).map(verify)).await;
    let told = |status: u16| {
        answers
            .iter()
            .filter(|answer| answer.status == status)
            .count()
    };
    assert_eq!((told(401), told(429)), (3, 9), "{answers:?}");
}

async fn order_for(world: &World, actor: &str, target: &str) -> Answer {
    let path = world.path(target, "/reset-link").await;
    let request = world
        .post(&path)
        .bearer(world.service_key())
        .header("X-Rekey-Actor", actor);
    request.json(&json!({"delivery": "link"})).send().await
}

#[tokio::test]
async fn an_application_acts_for_an_administrator_within_that_ones_bounds() {
    let world = World::start().await;
    let adam = world.account_id("adam@example.com").await;
    let ana = world.account_id("ana@example.com").await;
    assert_eq!(
        order_for(&world, &adam, &ana).await.expect(200).json()["status"],
        "hand-over"
    );
    let audit = world.items_of("audit", &ana).await;
    assert!(
        audit.iter().any(|entry| entry.to_string().contains(&adam)),
        "{audit:?}"
    );
    let before = world.records().await;
    order_for(&world, &adam, "sofia@example.com")
        .await
        .not_allowed("upward");
    order_for(&world, &adam, "adam@example.com")
        .await
        .not_allowed("self");
    order_for(&world, &adam, "gus@example.com")
        .await
        .refused(404, "account-unknown");
    world.nothing_happened_since(&before).await;
}

#[tokio::test]
async fn an_application_acts_for_nobody_who_may_not_act() {
    let world = World::start().await;
    world
        .olivia_edits("gina@example.com", json!({"standing": "disabled"}))
        .await;
    let target = world.account_id("ivan@example.com").await;
    let before = world.records().await;
    for actor in ["ana@example.com", "eve@example.com", "gina@example.com"] {
        let actor = world.account_id(actor).await;
        let answer = order_for(&world, &actor, &target).await;
        assert!([401, 403].contains(&answer.status), "{answer:?}");
    }
    for actor in [NOBODY, "nonsense", "adam@example.com"] {
        let answer = order_for(&world, actor, &target).await;
        assert!((400..500).contains(&answer.status), "{answer:?}");
    }
    world.nothing_happened_since(&before).await;
}

#[tokio::test]
async fn a_session_acts_for_nobody_else() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let olivia = world.account_id("olivia@example.com").await;
    let path = world.path("sofia@example.com", "/reset-link").await;
    let before = world.records().await;
    let request = world
        .post(&path)
        .bearer(&adam)
        .header("X-Rekey-Actor", &olivia);
    let answer = request.json(&json!({})).send().await;
    assert!((400..500).contains(&answer.status), "{answer:?}");
    world.nothing_happened_since(&before).await;
}

#[tokio::test]
async fn a_stranger_does_not_name_the_clients_address() {
    let world = World::with(&[("LIMIT_FAILURES_PER_ADDRESS", "1")]).await;
    let body = json!({"identifier": "ana@example.com", "password": NEW_PASSWORD});
    for (client, status) in [
        ("203.0.113.1", 401),
        ("203.0.113.2", 429),
        ("203.0.113.3", 429),
    ] {
        let request = world
            .post("/v1/sessions")
            .header("X-Rekey-Client-Address", client)
            .json(&body);
        assert_eq!(request.send().await.status, status);
    }
}

#[tokio::test]
async fn when_the_store_fails_the_application_is_told_to_try_again_later() {
    let world = World::start().await;
    world.store_fault("error", 300, None).await;
    let known = world.verify("ana@example.com", PASSWORD).await;
    let unknown = world.verify("nobody@example.com", PASSWORD).await;
    world.mend_the_store().await;
    known.refused(503, "try-again-later");
    assert_eq!(known.bytes(), unknown.bytes());
    world.password_is("ana@example.com", PASSWORD).await;
}

#[tokio::test]
async fn the_calls_are_the_same_for_known_and_unknown_identifiers() {
    let world = World::start().await;
    let mut seen: Vec<Vec<Value>> = Vec::new();
    for identifier in [
        "ana@example.com",
        "qna@example.com",
        "twins@example.com",
        "qwins@example.com",
    ] {
        world.forget_calls().await;
        world.password_is_not(identifier, NEW_PASSWORD).await;
        let calls = world.calls_of("sessions").await;
        let shape = |call: &Value| json!([call["operation"], call["table"], call["bytes"]]);
        seen.push(
            calls
                .iter()
                .filter(|call| call["service"] == "dynamodb")
                .map(shape)
                .collect(),
        );
    }
    assert!(seen[0].len() > 3, "{seen:?}");
    assert_eq!(seen[0], seen[1], "known and unknown");
    assert_eq!(seen[2], seen[3], "shared and unknown");
    let operations = |calls: &[Value]| calls.iter().map(|call| json!([call[0], call[1]])).collect();
    let [ana, twins]: [Vec<Value>; 2] = [operations(&seen[0]), operations(&seen[2])];
    assert_eq!(ana, twins, "alone and shared");
}
