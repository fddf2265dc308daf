//! An administrator who signs in elsewhere: the token of an issuer stands for an account of the directory.

use std::collections::BTreeMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::hmac;
use serde_json::{Value, json};
use tests::{ALGORITHMS, Answer, Issuer, NEW_PASSWORD, World};

async fn worlds() -> (Issuer, World) {
    let issuer = Issuer::start().await;
    let world = World::with(&issuer.settings()).await;
    (issuer, world)
}

async fn list(world: &World, token: &str) -> Answer {
    world.get("/v1/admin/accounts").bearer(token).send().await
}

#[tokio::test]
async fn a_good_token_stands_for_the_account_by_id_username_or_address() {
    let (issuer, world) = worlds().await;
    let adam = world.account_id("adam@example.com").await;
    for name in [adam.as_str(), "adam@example.com", " Adam@Example.com"] {
        let found = list(&world, &issuer.token(&world, name))
            .await
            .expect(200)
            .json();
        let accounts = found["accounts"].as_array().expect("a list");
        assert!(
            !accounts.is_empty() && accounts.iter().all(|account| account["tenant"] == "acme"),
            "{found}"
        );
    }
}

#[tokio::test]
async fn every_algorithm_is_the_keys_own() {
    let (issuer, world) = worlds().await;
    for algorithm in ALGORITHMS {
        let token = issuer.sign(algorithm, &issuer.claims(&world, "adam@example.com"));
        list(&world, &token).await.expect(200);
    }
    // RFC 9864 names that algorithm by its curve.
    let header = json!({"alg": "Ed25519", "kid": "EdDSA"});
    let token = issuer.sign_under("EdDSA", &header, &issuer.claims(&world, "adam@example.com"));
    list(&world, &token).await.expect(200);
    // One key's signature under another's name, or under another algorithm of the same key.
    for (key, header) in [
        ("RS256", json!({"alg": "PS256", "kid": "RS256"})),
        ("RS256", json!({"alg": "RS256", "kid": "PS256"})),
        ("PS256", json!({"alg": "PS256", "kid": "RS256"})),
        ("ES256", json!({"alg": "EdDSA", "kid": "EdDSA"})),
        ("ES256", json!({"alg": "Ed25519", "kid": "ES256"})),
        ("EdDSA", json!({"alg": "ES256", "kid": "EdDSA"})),
        ("EdDSA", json!({"alg": "EdDSA"})),
        (
            "EdDSA",
            json!({"alg": "EdDSA", "kid": "EdDSA", "crit": ["exp"]}),
        ),
    ] {
        let token = issuer.sign_under(key, &header, &issuer.claims(&world, "adam@example.com"));
        list(&world, &token).await.not_authenticated();
    }
}

// T-401
#[tokio::test]
async fn no_token_signs_itself() {
    let (issuer, world) = worlds().await;
    let good = issuer.token(&world, "adam@example.com");
    let (signed, signature) = good.rsplit_once('.').unwrap();
    let (header, claims) = signed.split_once('.').unwrap();
    let under = |header: &Value| {
        issuer.sign_under("EdDSA", header, &issuer.claims(&world, "adam@example.com"))
    };
    let unsigned = under(&json!({"alg": "none", "kid": "EdDSA"}));
    let unsigned = unsigned.rsplit_once('.').unwrap().0;
    let other_claims = issuer.token(&world, "olivia@example.com");
    let other_claims = other_claims.split('.').nth(1).unwrap().to_owned();
    for token in [
        format!("{unsigned}."),
        format!("{unsigned}.{signature}"),
        format!("{header}.{other_claims}.{signature}"),
        format!("{signed}."),
        format!("{signed}.{}", &signature[1..]),
        format!("{good}.x"),
        format!("{header}.{claims}"),
        ".".to_owned(),
        "..".to_owned(),
        format!("{good}="),
        under(&json!({"alg": "NONE"})),
        format!("{signed}.{signature}{}", "A".repeat(9_000)),
        // The public key as a shared secret.
        shared_secret(&issuer, &world, "RS256"),
        shared_secret(&issuer, &world, "shared"),
    ] {
        list(&world, &token).await.not_authenticated();
    }
    list(&world, &good).await.expect(200);
}

fn shared_secret(issuer: &Issuer, world: &World, kid: &str) -> String {
    let token = issuer.sign_under(
        "EdDSA",
        &json!({"alg": "HS256", "kid": kid}),
        &issuer.claims(world, "adam@example.com"),
    );
    let signed = token.rsplit_once('.').expect("three parts").0;
    let key = hmac::Key::new(hmac::HMAC_SHA256, &issuer.public_rsa());
    let tag = hmac::sign(&key, signed.as_bytes());
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(tag))
}

// T-401
#[tokio::test]
async fn a_token_that_is_not_for_us_or_not_of_now_is_refused() {
    let (issuer, world) = worlds().await;
    let now = world.now().as_second();
    let wrong: BTreeMap<&str, Vec<Value>> = BTreeMap::from([
        (
            "iss",
            vec![
                Value::Null,
                json!("https://elsewhere.example.com"),
                json!("http://127.0.0.1"),
                json!(["x"]),
            ],
        ),
        (
            "aud",
            vec![
                Value::Null,
                json!("another"),
                json!([]),
                json!(["another"]),
                json!("rekey another"),
                json!(7),
            ],
        ),
        (
            "exp",
            vec![
                Value::Null,
                json!(now - 61),
                json!("never"),
                json!(1e300),
                json!(-1),
            ],
        ),
        ("nbf", vec![json!(now + 120), json!("now")]),
        (
            "iat",
            vec![
                Value::Null,
                json!(now + 120),
                json!("now"),
                json!(now - 7200),
            ],
        ),
        (
            "scope",
            vec![
                Value::Null,
                json!(""),
                json!("openid"),
                json!("rekey.administer.not"),
                json!(7),
            ],
        ),
        (
            "sub",
            vec![
                Value::Null,
                json!(7),
                json!(""),
                json!(["adam@example.com"]),
            ],
        ),
    ]);
    for (claim, values) in wrong {
        for value in values {
            let mut claims = issuer.claims(&world, "adam@example.com");
            if value.is_null() {
                claims.as_object_mut().unwrap().remove(claim);
            } else {
                claims[claim] = value.clone();
            }
            let answer = list(&world, &issuer.sign("EdDSA", &claims)).await;
            assert_eq!(answer.status, 401, "{claim} {value} {answer:?}");
            answer.not_authenticated();
        }
    }
    for (claim, value) in [
        ("aud", json!(["another", "rekey"])),
        ("exp", json!(now - 30)),
        ("nbf", json!(now + 30)),
    ] {
        let mut claims = issuer.claims(&world, "adam@example.com");
        claims[claim] = value;
        list(&world, &issuer.sign("EdDSA", &claims))
            .await
            .expect(200);
    }
    let mut claims = issuer.claims(&world, "adam@example.com");
    claims.as_object_mut().unwrap().remove("scope");
    claims["scp"] = json!(["rekey.administer"]);
    list(&world, &issuer.sign("EdDSA", &claims))
        .await
        .expect(200);
}

#[tokio::test]
async fn a_token_stands_for_an_active_administrator_or_for_nobody() {
    let (issuer, world) = worlds().await;
    for name in [
        "ana@example.com",
        "nobody@example.com",
        "dora@example.com",
        "sam@example.com",
        "twins@example.com",
    ] {
        list(&world, &issuer.token(&world, name))
            .await
            .not_authenticated();
    }
    // Who signs in elsewhere and has a role is exactly whom this is for.
    list(&world, &issuer.token(&world, "sofia@example.com"))
        .await
        .expect(200);
    let olivia = world.sign_in("olivia@example.com").await;
    let adam = world.account_id("adam@example.com").await;
    let edit = json!({"version": 1, "standing": "disabled"});
    world
        .patch(&format!("/v1/admin/accounts/{adam}"))
        .bearer(&olivia)
        .json(&edit)
        .send()
        .await
        .expect(200);
    list(&world, &issuer.token(&world, "adam@example.com"))
        .await
        .not_authenticated();
}

#[tokio::test]
async fn an_address_names_somebody_only_if_the_issuer_has_verified_it() {
    let issuer = Issuer::start().await;
    let mut settings = issuer.settings().to_vec();
    settings.push(("OIDC_ACCOUNT_CLAIM", "email"));
    let world = World::with(&settings).await;
    for (verified, status) in [
        (Value::Null, 401),
        (json!(false), 401),
        (json!("true"), 401),
        (json!(true), 200),
    ] {
        let mut claims = issuer.claims(&world, "somebody");
        claims["email"] = json!("adam@example.com");
        claims["email_verified"] = verified;
        list(&world, &issuer.sign("EdDSA", &claims))
            .await
            .expect(status);
    }
}

#[tokio::test]
async fn a_token_from_before_the_epoch_rose_is_dead() {
    let (issuer, world) = worlds().await;
    let token = issuer.token(&world, "adam@example.com");
    list(&world, &token).await.expect(200);
    world.advance("2m").await;
    world
        .change_password("adam@example.com", tests::PASSWORD, NEW_PASSWORD)
        .await
        .expect(200);
    list(&world, &token).await.not_authenticated();
}

#[tokio::test]
async fn role_and_tenant_are_the_directorys_whatever_the_token_says() {
    let (issuer, world) = worlds().await;
    let gus = world.account_id("gus@example.com").await;
    let ana = world.account_id("ana@example.com").await;
    let olivia = world.account_id("olivia@example.com").await;
    let mut claims = issuer.claims(&world, "adam@example.com");
    claims["role"] = json!("owner");
    claims["tenant"] = json!("globex");
    let token = issuer.sign("EdDSA", &claims);
    let set = |id: &str| {
        let path = format!("/v1/admin/accounts/{id}/password");
        // Named besides, and not looked at: a token stands for itself.
        world
            .put(&path)
            .bearer(&token)
            .header("X-Rekey-Actor", &olivia)
            .json(&json!({"password": NEW_PASSWORD}))
    };
    set(&gus).send().await.refused(404, "account-unknown");
    let adam = world.account_id("adam@example.com").await;
    set(&adam).send().await.not_allowed("self");
    set(&ana).send().await.expect(200);
    let history = world
        .get(&format!("/v1/admin/accounts/{ana}/history"))
        .bearer(&token)
        .send()
        .await
        .expect(200);
    // The notice that goes out then has an entry of its own, before or after this look.
    let history = history.json();
    let mut entries = history["history"].as_array().expect("a list").iter();
    let set = entries.find(|entry| entry["what"] == "password-set");
    assert_eq!(set.expect("it is told")["actor"], format!("account:{adam}"));
    let link = world
        .post(&format!("/v1/admin/accounts/{ana}/reset-link"))
        .bearer(&token)
        .json(&json!({}));
    link.send().await.expect(200);
}

#[tokio::test]
async fn a_token_neither_signs_out_nor_verifies() {
    let (issuer, world) = worlds().await;
    let token = issuer.token(&world, "adam@example.com");
    world
        .delete("/v1/sessions/current")
        .bearer(&token)
        .send()
        .await
        .not_allowed("scope");
    let body = json!({"identifier": "ana@example.com", "password": tests::PASSWORD});
    let verify = world
        .post("/v1/credentials/verify")
        .bearer(&token)
        .json(&body);
    verify.send().await.not_allowed("scope");
    let pin = json!({"current_password": tests::PASSWORD, "pin": "493817"});
    world
        .put("/v1/admin/me/pin")
        .bearer(&token)
        .json(&pin)
        .send()
        .await
        .expect(204);
}

#[tokio::test]
async fn without_keys_nobody_is_told_that_the_token_is_bad() {
    let (issuer, world) = worlds().await;
    issuer.down(true);
    let token = issuer.token(&world, "adam@example.com");
    let answer = list(&world, &token).await;
    answer.refused(503, "try-again-later");
    // Nor is the issuer asked again by every call.
    list(&world, &token).await.refused(503, "try-again-later");
    assert_eq!(issuer.asked(), 0, "its description is asked for first");
    issuer.down(false);
    world.advance("6s").await;
    list(&world, &token).await.expect(200);
}

#[tokio::test]
async fn keys_are_kept_for_a_day_when_the_issuer_is_away() {
    let (issuer, world) = worlds().await;
    list(&world, &issuer.token(&world, "adam@example.com"))
        .await
        .expect(200);
    list(&world, &issuer.token(&world, "adam@example.com"))
        .await
        .expect(200);
    assert_eq!(issuer.asked(), 1);
    issuer.down(true);
    world.advance("23h").await;
    list(&world, &issuer.token(&world, "adam@example.com"))
        .await
        .expect(200);
    world.advance("2h").await;
    list(&world, &issuer.token(&world, "adam@example.com"))
        .await
        .refused(503, "try-again-later");
}

#[tokio::test]
async fn a_new_key_is_fetched_once_it_is_named_and_not_more_than_once_a_minute() {
    let (issuer, world) = worlds().await;
    issuer.publish_only(3);
    let known = issuer.sign("ES256", &issuer.claims(&world, "adam@example.com"));
    list(&world, &known).await.expect(200);
    let new = issuer.token(&world, "adam@example.com");
    for _ in 0..5 {
        list(&world, &new).await.not_authenticated();
    }
    assert_eq!(issuer.asked(), 1, "just fetched");
    issuer.publish_only(4);
    world.advance("61s").await;
    list(&world, &new).await.expect(200);
    assert_eq!(issuer.asked(), 2);
    list(&world, &known).await.expect(200);
}

#[tokio::test]
async fn a_foreign_token_makes_nobody_ask_the_issuer() {
    let (issuer, world) = worlds().await;
    let mut claims = issuer.claims(&world, "adam@example.com");
    claims["aud"] = json!("another");
    list(&world, &issuer.sign("EdDSA", &claims))
        .await
        .not_authenticated();
    assert_eq!(issuer.asked(), 0);
    let alone = World::start().await;
    list(&alone, &issuer.token(&alone, "adam@example.com"))
        .await
        .not_authenticated();
    assert_eq!(issuer.asked(), 0, "off unless set");
}
