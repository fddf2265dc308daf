//! The PIN that the operator will ask for when the last owner is locked out.

use serde_json::{Value, json};
use tests::{NEW_PASSWORD, OTHER_PASSWORD, PASSWORD, World, has_no_trace};

/// So long that it stands nowhere by chance.
const PIN: &str = "840271936518";

async fn pin_hash(world: &World, target: &str) -> Value {
    let id = world.account_id(target).await;
    let credentials = world.items_of("credentials", &id).await;
    assert_eq!(credentials.len(), 1, "{credentials:?}");
    credentials[0]["pin_hash"].clone()
}

// B21
#[tokio::test]
async fn a_pin_is_set_and_nothing_else_changes() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let other = world.sign_in("adam@example.com").await;
    let before = world.account("adam@example.com").await;
    let id = world.account_id("adam@example.com").await;
    let credential = world.items_of("credentials", &id).await[0].clone();
    let answer = world.set_pin(&adam, PASSWORD, PIN).await.expect(204);
    assert!(answer.bytes().is_empty());
    let after = world.account("adam@example.com").await;
    assert_eq!(after["epoch"], before["epoch"], "a PIN raises no epoch");
    assert_eq!(after["version"], before["version"]);
    for session in [&adam, &other] {
        assert!(world.is_signed_in(session).await, "sessions stay");
    }
    let mut credential_after = world.items_of("credentials", &id).await[0].clone();
    credential_after
        .as_object_mut()
        .unwrap()
        .remove("pin_hash")
        .expect("it is kept with the credential");
    assert_eq!(credential_after, credential, "the password is as it was");
    world.settle().await;
    assert!(world.mails().await.is_empty(), "no notice");
    world.sign_in("adam@example.com").await;
}

// B21, T-202, T-505, T-1101
#[tokio::test]
async fn a_pin_is_kept_as_a_hash_with_the_credential_and_nowhere_else() {
    let world = World::start().await;
    let olivia = world.olivia().await;
    let answer = world.set_pin(&olivia, PASSWORD, PIN).await.expect(204);
    has_no_trace(answer.text(), PIN);
    let hash = pin_hash(&world, "olivia@example.com").await;
    assert!(
        hash.as_str()
            .is_some_and(|hash| hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1")),
        "{hash}"
    );
    let tables = world.tables().await;
    has_no_trace(&Value::from(tables.clone()).to_string(), PIN);
    for (name, items) in &tables {
        let is_there = items.to_string().contains("pin_hash");
        assert_eq!(is_there, name == "credentials", "{name}");
    }
    for path in ["", "/history"] {
        let path = world.path("olivia@example.com", path).await;
        let shown = world.get(&path).bearer(&olivia).send().await.expect(200);
        assert!(!shown.text().contains("pin_hash"), "{path}");
        has_no_trace(shown.text(), PIN);
    }
}

// Whoever comes by an application's key is counted at the address that the key names, and else only by account.
#[tokio::test]
async fn failures_behind_a_key_are_counted_at_the_address_that_it_names() {
    let world = World::with(&[("LIMIT_FAILURES_PER_ADDRESS", "1")]).await;
    let adam = world.account_id("adam@example.com").await;
    let tries = [
        (None, NEW_PASSWORD, 401),
        (None, NEW_PASSWORD, 401),
        (Some("203.0.113.1"), NEW_PASSWORD, 401),
        (Some("203.0.113.1"), PASSWORD, 429),
        (Some("not an address"), PASSWORD, 400),
        (Some("203.0.113.2"), PASSWORD, 204),
        (None, PASSWORD, 204),
    ];
    for (number, (client, password, status)) in tries.into_iter().enumerate() {
        let request = world.put("/v1/admin/me/pin").bearer(world.service_key());
        let request = request.header("X-Rekey-Actor", &adam);
        let request = match client {
            Some(client) => request.header("X-Rekey-Client-Address", client),
            None => request,
        };
        let body = json!({"current_password": password, "pin": PIN});
        let answer = request.json(&body).send().await;
        assert_eq!(answer.status, status, "try {number}: {answer:?}");
    }
}

// B21
#[tokio::test]
async fn a_pin_with_a_wrong_password_sets_nothing_and_counts_as_a_failure() {
    let world = World::with(&[("LIMIT_FAILURES", "2")]).await;
    let adam = world.sign_in("adam@example.com").await;
    let before = world.records().await;
    for wrong in [NEW_PASSWORD, ""] {
        world
            .set_pin(&adam, wrong, PIN)
            .await
            .refused(401, "wrong-credentials");
    }
    world.set_pin(&adam, PASSWORD, PIN).await.limited();
    world
        .sign_in_with("adam@example.com", PASSWORD)
        .await
        .limited();
    world.nothing_happened_since(&before).await;
    assert!(pin_hash(&world, "adam@example.com").await.is_null());
    world.advance("1h").await;
    world.set_pin(&adam, PASSWORD, PIN).await.expect(204);
}

#[tokio::test]
async fn setting_a_pin_with_the_right_password_is_free() {
    let world = World::with(&[("LIMIT_FAILURES", "2")]).await;
    let adam = world.sign_in("adam@example.com").await;
    for pin in ["840271936518", "123456", "000000", "999999999999"] {
        world.set_pin(&adam, PASSWORD, pin).await.expect(204);
    }
    world.sign_in("adam@example.com").await;
}

// B21
#[tokio::test]
async fn what_is_no_pin_is_refused_before_the_password_is_looked_at() {
    let world = World::with(&[("LIMIT_FAILURES", "2")]).await;
    let adam = world.sign_in("adam@example.com").await;
    let before = world.records().await;
    for pin in [
        "",
        "84027",
        "8402719365180",
        "84027a",
        "840 271",
        " 840271",
        "840271\n",
        "-840271",
        "+840271",
        "8402.71",
        "0x840271",
        "８４０２７１",
        "٨٤٠٢٧١",
        "84\u{0}0271",
    ] {
        let answer = world.set_pin(&adam, "not the password of adam", pin).await;
        assert_eq!(answer.status, 400, "{pin:?} {answer:?}");
        answer.problem(400);
        assert!(!answer.text().contains("84027"), "{answer:?}");
    }
    let put = |body: &str| {
        let put = world.put("/v1/admin/me/pin").bearer(&adam);
        put.body("application/json", body)
    };
    for body in [
        json!({"current_password": PASSWORD, "pin": 840_271}),
        json!({"current_password": PASSWORD, "pin": null}),
        json!({"current_password": PASSWORD, "pin": ["840271"]}),
        json!({"current_password": PASSWORD}),
        json!({"pin": "840271"}),
        json!({"current_password": null, "pin": "840271"}),
        json!({"current_password": PASSWORD, "pin": "840271", "account": "olivia@example.com"}),
        json!(["840271"]),
        json!({}),
    ] {
        put(&body.to_string()).send().await.problem(400);
    }
    let twice = format!(r#"{{"current_password":"{PASSWORD}","pin":"840271","pin":"840272"}}"#);
    put(&twice).send().await.problem(400);
    put("").send().await.problem(400);
    world.nothing_happened_since(&before).await;
    world.set_pin(&adam, PASSWORD, PIN).await.expect(204);
}

#[tokio::test]
async fn a_pin_is_for_administrators_alone() {
    let world = World::start().await;
    let before = world.records().await;
    let body = json!({"current_password": PASSWORD, "pin": PIN});
    let put = || world.put("/v1/admin/me/pin").json(&body);
    put().send().await.not_authenticated();
    put().bearer("nonsense").send().await.not_authenticated();
    put()
        .bearer(world.service_key())
        .send()
        .await
        .not_allowed("scope");
    let ana = world.account_id("ana@example.com").await;
    put()
        .bearer(world.service_key())
        .header("X-Rekey-Actor", &ana)
        .send()
        .await
        .not_allowed("scope");
    world.nothing_happened_since(&before).await;
}

#[tokio::test]
async fn a_pin_is_set_again_over_the_old_one() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world.set_pin(&adam, PASSWORD, PIN).await.expect(204);
    let first = pin_hash(&world, "adam@example.com").await;
    world.set_pin(&adam, PASSWORD, "271828").await.expect(204);
    let second = pin_hash(&world, "adam@example.com").await;
    assert!(
        first.is_string() && second.is_string() && first != second,
        "{first} {second}"
    );
}

// B21
#[tokio::test]
async fn a_pin_outlives_every_change_of_the_password() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world.set_pin(&adam, PASSWORD, PIN).await.expect(204);
    let hash = pin_hash(&world, "adam@example.com").await;
    let olivia = world.olivia().await;
    let token = world.token_handed_over(&olivia, "adam@example.com").await;
    assert_eq!(pin_hash(&world, "adam@example.com").await, hash);
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
    assert_eq!(pin_hash(&world, "adam@example.com").await, hash, "by link");
    world
        .set_lasting_password(&olivia, "adam@example.com", OTHER_PASSWORD)
        .await
        .expect(200);
    assert_eq!(pin_hash(&world, "adam@example.com").await, hash, "by hand");
    world
        .change_password("adam@example.com", OTHER_PASSWORD, PASSWORD)
        .await
        .expect(200);
    assert_eq!(
        pin_hash(&world, "adam@example.com").await,
        hash,
        "by its holder"
    );
}

#[tokio::test]
async fn a_pin_that_the_store_does_not_take_is_told_so() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    let before = world.records().await;
    world
        .store_fault("error", 300, Some("TransactWriteItems"))
        .await;
    let answer = world.set_pin(&adam, PASSWORD, PIN).await;
    world.mend_the_store().await;
    answer.refused(503, "try-again-later");
    world.nothing_happened_since(&before).await;
    world.set_pin(&adam, PASSWORD, PIN).await.expect(204);
}
