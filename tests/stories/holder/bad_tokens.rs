//! Texts that are no token on record: all unknown, and none touches the link that they resemble.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use tests::{NEW_PASSWORD, PASSWORD, World};

fn with_char(token: &str, place: usize, with: &str) -> String {
    format!("{}{with}{}", &token[..place], &token[place + 1..])
}

fn other_char(token: &str, place: usize) -> String {
    with_char(
        token,
        place,
        if token.as_bytes()[place] == b'Q' {
            "R"
        } else {
            "Q"
        },
    )
}

/// The first letter from `from` on, in the other case.
fn other_case(token: &str, from: usize) -> String {
    let place = (from..64)
        .find(|&at| token.as_bytes()[at].is_ascii_alphabetic())
        .expect("a token has letters");
    let letter = char::from(token.as_bytes()[place]);
    let other = if letter.is_ascii_lowercase() {
        letter.to_ascii_uppercase()
    } else {
        letter.to_ascii_lowercase()
    };
    with_char(token, place, &other.to_string())
}

fn tampered(token: &str) -> Vec<String> {
    let mut texts: Vec<String> = [0, 5, 21, 22, 40, 62, 63]
        .map(|place| other_char(token, place))
        .into();
    texts.extend([
        other_case(token, 0),
        other_case(token, 22),
        token.to_lowercase(),
        token.to_uppercase(),
    ]);
    texts.extend([&token[1..], &token[..63], &token[..22], &token[22..]].map(str::to_owned));
    texts.extend(["A", "=", "==", ".", " ", "\n"].map(|tail| format!("{token}{tail}")));
    texts.extend([" ", "\u{feff}", "%20"].map(|head| format!("{head}{token}")));
    texts.extend([
        format!("{token}{token}"),
        token.replace(['-', '_'], "+"),
        with_char(token, 30, "+"),
        with_char(token, 30, "/"),
        with_char(token, 30, "é"),
        "A".repeat(64),
        "é".repeat(64),
        "😀".repeat(16),
        "A".repeat(10_000),
        String::new(),
        "   ".to_owned(),
        "null".to_owned(),
    ]);
    texts.retain(|text| text != token);
    texts
}

// T-204
#[tokio::test]
async fn a_text_that_is_not_the_token_to_the_letter_is_unknown() {
    let world = World::with(&[("LIMIT_REDEEMS_PER_ADDRESS", "1000")]).await;
    let token = world.token_asked_for("ana@example.com").await;
    let before = world.records().await;
    for text in tampered(&token) {
        assert_eq!(world.state(&text).await, "unknown", "{text:?}");
        world
            .redeem(&text, NEW_PASSWORD)
            .await
            .refused(404, "link-unknown");
        assert_eq!(
            world.revoke(&text).await.expect(200).json()["state"],
            "unknown",
            "{text:?}"
        );
    }
    world.nothing_happened_since(&before).await;
    world.password_is("ana@example.com", PASSWORD).await;
    world.redeem(&token, NEW_PASSWORD).await.expect(200);
}

// T-202, T-204
#[tokio::test]
async fn what_the_tables_hold_of_a_link_is_no_token() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    let account = &URL_SAFE_NO_PAD.decode(&token).unwrap()[..16];
    let link = world.table("links").await[0].clone();
    let stored: Vec<Vec<u8>> = link
        .as_object()
        .unwrap()
        .values()
        .filter_map(Value::as_str)
        .filter_map(|text| STANDARD.decode(text).ok())
        .filter(|bytes| bytes.len() == 32)
        .collect();
    assert!(!stored.is_empty(), "a digest and a nonce are there: {link}");
    for bytes in stored {
        let forged = URL_SAFE_NO_PAD.encode([account, &bytes].concat());
        world
            .redeem(&forged, NEW_PASSWORD)
            .await
            .refused(404, "link-unknown");
    }
    assert_eq!(world.state(&token).await, "live");
}

// T-204
#[tokio::test]
async fn the_secret_of_one_account_opens_no_other() {
    let world = World::start().await;
    let ana = world.token_asked_for("ana@example.com").await;
    let gus = world.token_asked_for("gus@example.com").await;
    let raw = |token: &str| URL_SAFE_NO_PAD.decode(token).unwrap();
    let crossed = URL_SAFE_NO_PAD.encode([&raw(&gus)[..16], &raw(&ana)[16..]].concat());
    let before = world.records().await;
    world
        .redeem(&crossed, NEW_PASSWORD)
        .await
        .refused(404, "link-unknown");
    world.nothing_happened_since(&before).await;
}

// T-317
#[tokio::test]
async fn a_token_that_is_no_text_is_refused() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    let before = world.records().await;
    for bad in [
        json!(null),
        json!(7),
        json!(true),
        json!([]),
        json!([token]),
        json!({}),
        json!({"$gt": ""}),
    ] {
        for (route, body) in [
            ("inspect", json!({"token": bad})),
            ("revoke", json!({"token": bad})),
            ("redeem", json!({"token": bad, "password": NEW_PASSWORD})),
            ("redeem", json!({"token": token, "password": bad})),
        ] {
            world
                .post(&format!("/v1/password-resets/{route}"))
                .json(&body)
                .send()
                .await
                .problem(400);
        }
    }
    world.nothing_happened_since(&before).await;
    assert_eq!(world.state(&token).await, "live");
}

// T-317, T-335
#[tokio::test]
async fn missing_and_unlisted_members_are_refused_and_do_not_use_the_link() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    for body in [
        json!({}),
        json!({"token": token}),
        json!({"password": NEW_PASSWORD}),
        json!({"token": token, "password": NEW_PASSWORD, "confirm": "something else entirely"}),
        json!({"token": token, "password": NEW_PASSWORD, "must_change": false}),
        json!({"token": token, "password": NEW_PASSWORD, "identifier": "olivia@example.com"}),
    ] {
        world
            .post("/v1/password-resets/redeem")
            .json(&body)
            .send()
            .await
            .problem(400);
    }
    for route in ["inspect", "revoke"] {
        let body = json!({"token": token, "password": NEW_PASSWORD});
        world
            .post(&format!("/v1/password-resets/{route}"))
            .json(&body)
            .send()
            .await
            .problem(400);
    }
    let twice =
        format!(r#"{{"token":"{token}","password":"{PASSWORD}","password":"{NEW_PASSWORD}"}}"#);
    world
        .post("/v1/password-resets/redeem")
        .body("application/json", twice)
        .send()
        .await
        .problem(400);
    assert_eq!(world.state(&token).await, "live");
    world.password_is("ana@example.com", PASSWORD).await;
}

// T-326, T-342
#[tokio::test]
async fn other_content_types_and_big_bodies_are_refused_and_do_not_use_the_link() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    let body = json!({"token": token, "password": NEW_PASSWORD}).to_string();
    world
        .post("/v1/password-resets/redeem")
        .body("text/plain", body.clone())
        .send()
        .await
        .problem(415);
    world
        .post("/v1/password-resets/redeem")
        .untyped(body)
        .send()
        .await
        .problem(415);
    let form = [("token", token.as_str())];
    for route in ["inspect", "revoke"] {
        world
            .post(&format!("/v1/password-resets/{route}"))
            .form(&form)
            .send()
            .await
            .problem(415);
    }
    world
        .redeem(&token, &"nine spoons ".repeat(2_000))
        .await
        .problem(413);
    assert_eq!(world.state(&token).await, "live");
}
