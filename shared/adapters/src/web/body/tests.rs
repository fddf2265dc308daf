use axum::body::Body;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use proptest::prelude::*;

use super::*;

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Ask {
    identifier: String,
    #[serde(default, deserialize_with = "present")]
    locale: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    #[serde(default, deserialize_with = "clearable")]
    email: Option<Option<String>>,
    #[serde(default, deserialize_with = "clearable")]
    sso: Option<Option<Object<Ask>>>,
}

fn request(content_type: &str, body: impl Into<Body>) -> Request {
    Request::builder()
        .header(header::CONTENT_TYPE, content_type)
        .body(body.into())
        .expect("a request")
}

async fn json(content_type: &str, body: impl Into<Body>) -> Result<Ask, Error> {
    Json::<MAXIMUM>::from_request(request(content_type, body), &())
        .await?
        .parse()
}

async fn form(body: impl Into<Body>) -> Result<Ask, Error> {
    let request = request("application/x-www-form-urlencoded", body);
    let form = Form::from_request(request, &()).await?;
    assert!(form.is_page());
    form.parse()
}

fn status(error: Error) -> StatusCode {
    error.into_response().status()
}

fn parse(text: &str) -> Result<Ask, Error> {
    parse_object(text.as_bytes())
}

#[tokio::test]
async fn one_object_with_the_listed_members_is_taken() {
    for text in [
        r#"{"identifier":"ana"}"#,
        " \t\r\n{ \"identifier\" : \"ana\" } \n",
        r#"{"\u0069dentifier":"an\u0061"}"#,
    ] {
        let ask = json("application/json", text.to_owned()).await.expect(text);
        assert_eq!(
            ask,
            Ask {
                identifier: "ana".to_owned(),
                locale: None
            }
        );
    }
    let both = parse(r#"{"locale":"de","identifier":"ana"}"#).expect("in any order");
    assert_eq!(both.locale.as_deref(), Some("de"));
}

// T-104, T-105, T-108, T-317, T-512
#[test]
fn anything_else_is_invalid_and_not_repeated() {
    let deep = format!("{{\"identifier\":{}", "[".repeat(10_000));
    let deep_objects = "{\"identifier\":".repeat(2_000);
    let long_number = format!("{{\"identifier\":{}}}", "9".repeat(10_000));
    let bodies = [
        "",
        " ",
        "null",
        "true",
        "1",
        "\"CANARY\"",
        "[]",
        r#"["CANARY"]"#,
        r#"[{"identifier":"CANARY"}]"#,
        "{}",
        r#"{"identifier":null}"#,
        r#"{"identifier":1}"#,
        r#"{"identifier":true}"#,
        r#"{"identifier":["CANARY","b"]}"#,
        r#"{"identifier":{"$ne":null}}"#,
        r#"{"identifier":{"CANARY":1}}"#,
        r#"{"identifier":"CANARY","identifier":"CANARY"}"#,
        r#"{"identifier":"a","\u0069dentifier":"CANARY"}"#,
        r#"{"identifier":"CANARY","locale":null}"#,
        r#"{"identifier":"CANARY","locale":1}"#,
        r#"{"identifier":"CANARY","role":"owner"}"#,
        r#"{"identifier":"a","CANARY":1}"#,
        r#"{"Identifier":"CANARY"}"#,
        r#"{"identifier":"CANARY"}x"#,
        r#"{"identifier":"CANARY"}{"identifier":"b"}"#,
        r#"{"identifier":"CANARY",}"#,
        "{'identifier':'CANARY'}",
        r#"{"identifier":"CANARY""#,
        "{\"identifier\":\"CANARY\0\"}",
        "{\"identifier\":\"CANARY\n\"}",
        "\0{\"identifier\":\"CANARY\"}",
        "\u{FEFF}{\"identifier\":\"CANARY\"}",
        r#"{"identifier":"\ud800CANARY"}"#,
        r#"/* */{"identifier":"CANARY"}"#,
        r#"{"__proto__":{"identifier":"CANARY"}}"#,
        "{\"identifier\":NaN}",
        &deep,
        &deep_objects,
        &long_number,
    ];
    for body in bodies {
        let Err(Error::Invalid(told)) = parse(body) else {
            panic!("taken: {body:.60}");
        };
        assert!(!told.contains("CANARY") && told.ends_with('.'), "{told}");
    }
}

/// The library calls a word that is none of those that a member takes, or `null` in its place, a syntax error.
#[test]
fn only_what_is_no_json_is_called_so() {
    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Word {
        Email,
    }
    #[derive(Debug, Deserialize)]
    struct Order {
        #[serde(default, deserialize_with = "present")]
        #[expect(dead_code, reason = "only read")]
        delivery: Option<Word>,
    }
    for (body, told) in [
        (r#"{"delivery":null}"#, "listed members only"),
        (r#"{"delivery":["email"]}"#, "listed members only"),
        (r#"{"delivery":"pigeon"}"#, "listed members only"),
        (r#"{"delivery":email}"#, "not well-formed"),
        (r#"{"delivery":"email""#, "not well-formed"),
    ] {
        let Err(Error::Invalid(text)) = parse_object::<Order>(body.as_bytes()) else {
            panic!("taken: {body}");
        };
        assert!(text.contains(told), "{body}: {text}");
    }
    parse_object::<Order>(br#"{"delivery":"email"}"#).expect("the one word");
}

// T-113
#[test]
fn a_body_that_is_not_utf8_is_invalid() {
    for bytes in [
        &b"{\"identifier\":\"\xff\"}"[..],
        b"\xff\xfe{\0}\0",
        b"{\"identifier\":\"\xc3\"}",
    ] {
        assert!(matches!(parse_object::<Ask>(bytes), Err(Error::Invalid(_))));
    }
}

// T-110
#[tokio::test]
async fn only_json_in_utf8_is_a_programs_body() {
    let body = r#"{"identifier":"ana"}"#;
    let known = [
        "application/json",
        "Application/JSON",
        "application/json;charset=utf-8",
        "application/json; charset=UTF-8",
        "application/json; charset=\"utf-8\"",
        "application/json;",
    ];
    for content_type in known {
        assert!(json(content_type, body).await.is_ok(), "{content_type}");
    }
    let others = [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/json; charset=iso-8859-1",
        "application/json; charset=utf-8; charset=utf-16",
        "application/json; boundary=x",
        "application/jsonp",
        "application/json, text/plain",
        "application/merge-patch+json",
        "text/json",
        "",
    ];
    for content_type in others {
        let error = json(content_type, body).await.expect_err(content_type);
        assert_eq!(
            status(error),
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "{content_type}"
        );
    }
    let without = Request::builder()
        .body(Body::from(body))
        .expect("a request");
    assert!(matches!(
        Json::<MAXIMUM>::from_request(without, &()).await,
        Err(Error::UnsupportedMediaType)
    ));
}

// T-114, T-342
#[tokio::test]
async fn a_body_over_16_kibibytes_is_too_large_whatever_it_announces() {
    let of = |length: usize| format!("{{\"identifier\":\"{}\"}}", "a".repeat(length - 17));
    assert_eq!(of(MAXIMUM).len(), MAXIMUM);
    assert!(json("application/json", of(MAXIMUM)).await.is_ok());
    let error = json("application/json", of(MAXIMUM + 1))
        .await
        .expect_err("one more");
    assert_eq!(status(error), StatusCode::PAYLOAD_TOO_LARGE);
    for announced in ["20000", "1"] {
        let mut request = request("application/json", of(20_000));
        request
            .headers_mut()
            .insert(header::CONTENT_LENGTH, announced.parse().expect("a header"));
        let read = Json::<MAXIMUM>::from_request(request, &()).await;
        assert!(matches!(read, Err(Error::TooLarge)));
    }
    let error = form(format!("identifier={}", "a".repeat(MAXIMUM)))
        .await
        .expect_err("a form too");
    assert_eq!(status(error), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_forms_values_are_texts() {
    let ask = form("identifier=ana%40example.com&locale=de")
        .await
        .expect("a form");
    assert_eq!(
        ask,
        Ask {
            identifier: "ana@example.com".to_owned(),
            locale: Some("de".to_owned())
        }
    );
    let ask = form("identifier=+a%20b+%C3%BC%F0%9F%98%80%EF%BF%BD&locale=")
        .await
        .expect("a form");
    assert_eq!(
        ask,
        Ask {
            identifier: " a b ü😀\u{FFFD}".to_owned(),
            locale: Some(String::new())
        }
    );
    let ask = form("identifier=100%&").await.expect("a form");
    assert_eq!(ask.identifier, "100%");
}

#[tokio::test]
async fn a_form_is_as_strict_as_a_program() {
    let bodies = [
        "",
        "identifier=a&identifier=",
        "identifier=a&role=",
        "identifier=a&identifier=b",
        "identifier=a&identifier=a",
        "identifier=a&role=owner",
        "identifier[]=a",
        "Identifier=a",
        r#"{"identifier":"a"}"#,
    ];
    for body in bodies {
        let error = form(body).await.expect_err(body);
        assert_eq!(status(error), StatusCode::BAD_REQUEST, "{body}");
    }
}

/// A password that arrived with a replacement character in it would be another password than the one that was typed.
#[tokio::test]
async fn a_form_that_is_not_utf8_is_invalid_and_never_mended() {
    for body in [
        &b"identifier=\xff"[..],
        b"identifier=%FF",
        b"identifier=a%C3",
        b"identifier=%ED%A0%80",
        b"%FF=a&identifier=a",
        b"identifier=%C3&locale=%BC",
        b"identifier=%C0%80",
    ] {
        let error = form(body).await.expect_err("not UTF-8");
        assert_eq!(status(error), StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn a_form_may_be_json_too() {
    let request = request("application/json", r#"{"identifier":"ana"}"#);
    let form = Form::from_request(request, &())
        .await
        .unwrap_or_else(|_| panic!("taken"));
    assert!(!form.is_page() && form.parse::<Ask>().is_ok());
    let request = self::request("text/plain", "identifier=ana");
    assert!(matches!(
        Form::from_request(request, &()).await,
        Err(Error::UnsupportedMediaType)
    ));
}

#[tokio::test]
async fn where_nothing_is_wanted_nothing_or_an_empty_object_is_taken() {
    for (body, taken) in [
        ("", true),
        ("{}", true),
        (" { } ", true),
        ("[]", false),
        ("null", false),
        (r#"{"a":1}"#, false),
        ("x", false),
    ] {
        let empty = Empty::from_request(request("text/plain", body), &()).await;
        let checked = empty.unwrap_or_else(|_| panic!("read")).check();
        assert_eq!(checked.is_ok(), taken, "{body}");
    }
    let large = Empty::from_request(request("text/plain", "x".repeat(MAXIMUM + 1)), &()).await;
    assert!(matches!(large, Err(Error::TooLarge)));
}

#[test]
fn null_clears_what_may_be_cleared_and_nothing_else() {
    let edit = |text: &str| parse_object::<Edit>(text.as_bytes()).ok();
    let taken = edit("{}").expect("nothing named");
    assert!(taken.email.is_none() && taken.sso.is_none());
    assert_eq!(
        edit(r#"{"email":null}"#).expect("cleared").email,
        Some(None)
    );
    assert_eq!(
        edit(r#"{"email":"a"}"#).expect("set").email,
        Some(Some("a".to_owned()))
    );
    assert!(matches!(
        edit(r#"{"sso":null}"#).expect("cleared").sso,
        Some(None)
    ));
    assert!(edit(r#"{"sso":{"identifier":"a"}}"#).is_some());
    for text in [
        r#"{"sso":["a",null]}"#,
        r#"{"sso":["a"]}"#,
        r#"{"sso":{}}"#,
        r#"{"sso":{"identifier":"a","x":1}}"#,
        r#"{"sso":"a"}"#,
        r#"{"email":1}"#,
    ] {
        assert!(edit(text).is_none(), "{text}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_the_parser_panic(bytes in any::<Vec<u8>>(), text in "[\\[{\\]}:,\"a-z0-9\\\\ ]{0,60}") {
        let _ = parse_object::<Ask>(&bytes).is_ok();
        let _ = parse(&text).is_ok();
    }

    #[test]
    fn what_a_program_sends_is_what_is_read(identifier in any::<String>()) {
        let body = serde_json::json!({ "identifier": identifier }).to_string();
        prop_assert_eq!(parse(&body).expect("an object").identifier, identifier);
    }
}
