//! Holds every answer of every test against the API's document: route, status, content type, headers and body.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use jsonschema::Validator;
use reqwest::Method;
use serde_json::{Value, json};

use crate::Answer;

/// The document, whose answers have no member that it does not tell: what is published lets programs expect more some day.
static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let mut document = rekey::api::document();
    close(&mut document["components"]["schemas"]);
    document
});

static VALIDATORS: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);

/// Fails the test unless the document tells of this answer.
#[track_caller]
pub(crate) fn tells(method: &Method, path: &str, answer: &Answer) {
    // What browsers ask before they call is no call, and what is no part of the API is told elsewhere.
    if *method == Method::OPTIONS || !path.starts_with("/v1/") {
        return;
    }
    let Some((path, item)) = find(path) else {
        answer.refused(404, "not-found");
        return;
    };
    let read = if *method == Method::HEAD {
        "get".to_owned()
    } else {
        method.as_str().to_lowercase()
    };
    let Some(operation) = item.get(&read) else {
        assert_eq!(
            answer.status, 405,
            "{method} {path} is not told: {answer:?}"
        );
        return;
    };
    let response = &operation["responses"][answer.status.to_string()];
    let response = resolved(response);
    assert!(
        response.is_object(),
        "{method} {path} may not answer so: {answer:?}"
    );
    has_headers(response, answer);
    if *method != Method::HEAD {
        has_body(&format!("{method} {path}"), response, answer);
    }
}

/// The path of the document that this one is an example of.
fn find(path: &str) -> Option<(&'static str, &'static Value)> {
    let fits = |told: &str| {
        let (told, parts): (Vec<&str>, Vec<&str>) =
            (told.split('/').collect(), path.split('/').collect());
        let same = |(told, part): (&&str, &&str)| {
            told == part || (told.starts_with('{') && !part.is_empty() && is_text(part))
        };
        told.len() == parts.len() && told.iter().zip(&parts).all(same)
    };
    let paths = DOCUMENT["paths"]
        .as_object()
        .expect("the document has paths");
    let found = paths.iter().find(|(told, _)| fits(told));
    found.map(|(told, item)| (told.as_str(), item))
}

/// Whether a part of a path is UTF-8 behind its percent signs: no parameter is anything else. What is not is read with
/// replacement characters; one that was sent as such is text.
fn is_text(part: &str) -> bool {
    let mut url = reqwest::Url::parse("http://localhost").expect("a URL");
    url.set_query(Some(part));
    let pairs = url.query_pairs();
    let read = pairs.flat_map(|(name, value)| [name.into_owned(), value.into_owned()]);
    let replaced: usize = read.map(|text| text.matches('\u{FFFD}').count()).sum();
    replaced == part.to_uppercase().matches("%EF%BF%BD").count()
}

fn resolved(value: &'static Value) -> &'static Value {
    let pointer = value["$ref"].as_str().and_then(|to| to.strip_prefix('#'));
    pointer.map_or(value, |pointer| {
        DOCUMENT
            .pointer(pointer)
            .expect("what is referred to is there")
    })
}

#[track_caller]
fn has_headers(response: &'static Value, answer: &Answer) {
    let headers = response["headers"]
        .as_object()
        .expect("every answer has headers");
    for (name, header) in headers {
        let header = resolved(header);
        let sent = answer.header(name);
        assert!(
            sent.is_some() || header["required"] == false,
            "{name} is missing: {answer:?}"
        );
        let expected = header["schema"]["const"].as_str();
        assert!(
            sent.is_none() || expected.is_none() || sent == expected,
            "{name} is {sent:?}: {answer:?}"
        );
    }
}

#[track_caller]
fn has_body(operation: &str, response: &'static Value, answer: &Answer) {
    let Some(content) = response["content"].as_object() else {
        assert!(
            answer.bytes().is_empty(),
            "{operation} has a body: {answer:?}"
        );
        return;
    };
    let sent = answer.header("content-type").unwrap_or_default();
    let essence = sent.split(';').next().unwrap_or_default();
    let media = content.get(essence);
    let media =
        media.unwrap_or_else(|| panic!("{operation} may not answer with {sent}: {answer:?}"));
    if essence.ends_with("json") {
        let key = format!("{operation} {} {essence}", answer.status);
        let (validator, body) = (validator(key, &media["schema"]), answer.json());
        let wrong: Vec<String> = validator
            .iter_errors(&body)
            .map(|error| format!("{} at {}", error, error.instance_path()))
            .collect();
        assert!(
            wrong.is_empty(),
            "{operation} is told otherwise: {wrong:?} {answer:?}"
        );
    }
}

fn validator(key: String, schema: &Value) -> Arc<Validator> {
    let mut known = VALIDATORS
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    let make = || {
        let whole = json!({"components": DOCUMENT["components"], "allOf": [schema]});
        let options = jsonschema::draft202012::options().should_validate_formats(true);
        Arc::new(
            options
                .build(&whole)
                .expect("the document's schemas are schemas"),
        )
    };
    Arc::clone(known.entry(key).or_insert_with(make))
}

/// Every object may have the members that it tells, and no others.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if members.get("properties").is_some_and(Value::is_object)
                && members.get("type") == Some(&json!("object"))
            {
                members.insert("additionalProperties".to_owned(), json!(false));
            }
            members.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}
