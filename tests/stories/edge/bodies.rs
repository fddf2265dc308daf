//! A body is one JSON object of at most 16 KiB with the listed members.

use serde_json::json;
use tests::{NEW_PASSWORD, World};

const LIMIT: usize = 16 * 1024;

fn padded(size: usize) -> String {
    let body = json!({"identifier": "ana@example.com"}).to_string();
    let padding = " ".repeat(size - body.len());
    format!("{body}{padding}")
}

#[tokio::test]
async fn sixteen_kibibytes_are_taken_and_not_a_byte_more() {
    let world = World::start().await;
    world
        .post("/v1/password-resets")
        .body("application/json", padded(LIMIT))
        .send()
        .await
        .expect(202);
    world
        .post("/v1/password-resets")
        .body("application/json", padded(LIMIT + 1))
        .send()
        .await
        .problem(413);
    world.settle().await;
    assert_eq!(world.mails().await.len(), 1);
}

// T-114
#[tokio::test]
async fn bodies_of_any_size_are_refused_without_being_swallowed() {
    let world = World::start().await;
    for size in [LIMIT * 2, 1024 * 1024, 5_900_000] {
        world
            .post("/v1/password-resets")
            .body("application/json", padded(size))
            .send()
            .await
            .problem(413);
    }
    let form = format!("identifier=ana%40example.com&locale={}", "x".repeat(LIMIT));
    let form = world
        .post("/v1/password-resets")
        .body("application/x-www-form-urlencoded", form)
        .send()
        .await;
    assert_eq!(form.status, 413);
    world.get("/v1/health").send().await.expect(200);
    assert!(world.mails().await.is_empty());
}

#[tokio::test]
async fn a_form_that_cannot_be_read_is_answered_with_a_page() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    let before = world.records().await;
    for (path, form) in [
        ("/v1/password-resets", "identifier=".to_owned()),
        (
            "/v1/password-resets/redeem",
            format!("token={token}&password="),
        ),
    ] {
        for (rest, status) in [
            ("x".repeat(LIMIT), 413),
            ("nine spoons, %FF".to_owned(), 400),
        ] {
            let answer = world
                .post(path)
                .header("Accept-Language", "de")
                .body("application/x-www-form-urlencoded", form.clone() + &rest)
                .send()
                .await
                .expect(status);
            let kind = answer.header("content-type");
            assert_eq!(kind, Some("text/html; charset=utf-8"), "{path}");
            assert!(answer.text().contains("<html lang=\"de\""), "{path}");
        }
    }
    world.nothing_happened_since(&before).await;
    assert_eq!(world.state(&token).await, "live");
}

// T-114
#[tokio::test]
async fn deep_nesting_is_refused() {
    let world = World::start().await;
    let (open, close) = ("[".repeat(8_000), "]".repeat(8_000));
    let objects = r#"{"a":"#.repeat(3_000);
    for body in [
        "[".repeat(10_000),
        format!("{open}{close}"),
        objects,
        format!(r#"{{"identifier":{open}{close}}}"#),
        format!(
            r#"{{"identifier":"ana@example.com","locale":{}"#,
            "[".repeat(10_000)
        ),
    ] {
        world
            .post("/v1/password-resets")
            .body("application/json", body)
            .send()
            .await
            .problem(400);
    }
    world.get("/v1/health").send().await.expect(200);
    world.settle().await;
    assert!(world.mails().await.is_empty());
}

#[tokio::test]
async fn a_charset_and_another_case_of_the_type_are_fine() {
    let world = World::start().await;
    let body = json!({"identifier": "nobody@example.com"}).to_string();
    for kind in [
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        "Application/JSON",
    ] {
        world
            .post("/v1/password-resets")
            .body(kind, body.clone())
            .send()
            .await
            .expect(202);
    }
    let form = "application/x-www-form-urlencoded; charset=utf-8";
    world
        .post("/v1/password-resets")
        .body(form, "identifier=nobody%40example.com")
        .send()
        .await
        .expect(202);
    for kind in [
        "application/jsonp",
        "application/json5",
        "application/json, text/plain",
        "text/html; application/json",
    ] {
        world
            .post("/v1/password-resets")
            .body(kind, body.clone())
            .send()
            .await
            .problem(415);
    }
}

#[tokio::test]
async fn where_no_body_is_listed_none_and_an_empty_object_are_fine_and_nothing_else() {
    let world = World::start().await;
    let adam = world.sign_in("adam@example.com").await;
    world.token_handed_over(&adam, "ana@example.com").await;
    let reveal = world.path("ana@example.com", "/reset-link/reveal").await;
    let link = world.path("ana@example.com", "/reset-link").await;
    world.post(&reveal).bearer(&adam).send().await.expect(200);
    world
        .post(&reveal)
        .bearer(&adam)
        .json(&json!({}))
        .send()
        .await
        .expect(200);
    for body in [json!({"link": true}), json!([]), json!(null)] {
        world
            .post(&reveal)
            .bearer(&adam)
            .json(&body)
            .send()
            .await
            .problem(400);
        world
            .delete(&link)
            .bearer(&adam)
            .json(&body)
            .send()
            .await
            .problem(400);
    }
    world.reveal(&adam, "ana@example.com").await.expect(200);
    world
        .delete(&link)
        .bearer(&adam)
        .json(&json!({}))
        .send()
        .await
        .expect(204);
}

#[tokio::test]
async fn whoever_only_reads_sends_nothing_either() {
    let world = World::start().await;
    for path in ["/v1/health", "/v1/openapi.json"] {
        let get = || world.get(path);
        get().json(&json!({})).send().await.expect(200);
        get().body("text/plain", "{}").send().await.expect(200);
        for body in ["x", "[]", "null", r#"{"status":"ok"}"#] {
            get().untyped(body).send().await.problem(400);
        }
        get().untyped(padded(LIMIT + 1)).send().await.problem(413);
    }
}

#[tokio::test]
async fn escapes_in_json_are_read_as_what_they_mean() {
    let world = World::start().await;
    let escaped = r#"{"\u0069dentifier":"\u0061na\u0040example.com"}"#;
    world
        .post("/v1/password-resets")
        .body("application/json", escaped)
        .send()
        .await
        .expect(202);
    world.settle().await;
    assert_eq!(world.mails_to("ana@example.com").await.len(), 1);
    let twice = r#"{"identifier":"nobody@example.com","\u0069dentifier":"ana@example.com"}"#;
    world
        .post("/v1/password-resets")
        .body("application/json", twice)
        .send()
        .await
        .problem(400);
}

#[tokio::test]
async fn a_nul_in_a_password_cuts_nothing_off() {
    let world = World::start().await;
    let token = world.token_asked_for("ana@example.com").await;
    let password = "a lamp, a river\u{0} nine spoons";
    let answer = world.redeem(&token, password).await;
    if answer.status == 200 {
        world
            .password_is_not("ana@example.com", "a lamp, a river")
            .await;
    } else {
        assert!([400, 422].contains(&answer.status), "{answer:?}");
        world.redeem(&token, NEW_PASSWORD).await.expect(200);
    }
}
