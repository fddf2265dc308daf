//! The problem documents of RFC 9457 as schemas: one for each kind of problem.

use std::collections::BTreeMap;

use domain::{Forbidden, Rejection};
use serde_json::{Map, Value, json};

use super::Operation;
use crate::web::problem::{self, Problem};

/// The schema of each kind of problem, by its name in the document.
pub(super) fn schemas() -> BTreeMap<String, Value> {
    let mut schemas = BTreeMap::new();
    for problem in problem::examples() {
        let status = problem.status.as_u16();
        // One kind may have two statuses; whatever else it tells is the same.
        schemas
            .entry(name(problem.slug))
            .and_modify(|schema: &mut Value| {
                let statuses = schema["properties"]["status"]["enum"].as_array_mut();
                statuses.expect("made below").push(json!(status));
            })
            .or_insert_with(|| schema(problem));
    }
    schemas
}

/// The slugs that an operation may answer with, by status: its own, and those that its kind brings with it.
pub(super) fn of(operation: &Operation) -> BTreeMap<u16, Vec<&'static str>> {
    // Routes without a listed body read one all the same, to refuse it.
    let mut all = BTreeMap::from([
        (400, vec!["invalid-request"]),
        (413, vec!["too-large"]),
        (500, vec!["internal-error"]),
        (503, vec!["try-again-later"]),
    ]);
    let mut add =
        |status: u16, slugs: &[&'static str]| all.entry(status).or_default().extend(slugs);
    if operation.is_authenticated() {
        add(401, &["not-authenticated"]);
        add(403, &["not-allowed"]);
    }
    if operation.body.is_some() {
        add(415, &["unsupported-media-type"]);
    }
    for (status, slugs) in &operation.problems {
        add(status.as_u16(), slugs);
    }
    all
}

/// The answer with each kind of problem alone, by its name in the document.
pub(super) fn responses(tell: fn(u16, &[&str], bool) -> Value) -> Map<String, Value> {
    let mut responses = Map::new();
    for problem in problem::examples() {
        let told = tell(problem.status.as_u16(), &[problem.slug], false);
        responses.entry(name(problem.slug)).or_insert(told);
    }
    responses
}

/// Whether there is such a kind of problem with that status.
pub(super) fn is_known(status: u16, slug: &str) -> bool {
    problem::examples()
        .iter()
        .any(|problem| problem.slug == slug && problem.status.as_u16() == status)
}

/// A reference to the schemas of several kinds, told apart by their `type`.
pub(super) fn any_of(slugs: &[&str]) -> Value {
    let reference = |slug: &str| json!({"$ref": format!("#/components/schemas/{}", name(slug))});
    match slugs {
        [one] => reference(one),
        several => json!({"oneOf": several.iter().map(|slug| reference(slug)).collect::<Vec<_>>()}),
    }
}

/// `link-expired` is `ProblemLinkExpired`.
pub(super) fn name(slug: &str) -> String {
    let word = |word: &str| {
        let (first, rest) = word.split_at(1);
        first.to_ascii_uppercase() + rest
    };
    slug.split('-')
        .map(word)
        .fold("Problem".to_owned(), |name, word| name + &word)
}

fn schema(problem: Problem) -> Value {
    let (members, needed) = members(problem.slug);
    let always = ["type", "title", "status", "detail"];
    let required: Vec<_> = always.iter().chain(needed).collect();
    let mut properties = Map::from_iter([
        (
            "type".to_owned(),
            json!({"const": format!("/problems/{}", problem.slug)}),
        ),
        ("title".to_owned(), json!({"type": "string"})),
        (
            "status".to_owned(),
            json!({"enum": [problem.status.as_u16()]}),
        ),
        (
            "detail".to_owned(),
            json!({"type": "string", "description": "What to do, for people."}),
        ),
    ]);
    properties.extend(members.as_object().cloned().unwrap_or_default());
    json!({
        "type": "object",
        "description": problem.detail,
        "required": required,
        "properties": properties,
        "examples": [problem.body()],
    })
}

/// What a kind of problem tells besides, and which of it always.
fn members(slug: &str) -> (Value, &'static [&'static str]) {
    match slug {
        "not-allowed" => {
            let rules: Vec<_> = Forbidden::ALL.iter().map(|rule| rule.name()).collect();
            (
                json!({"rule": {"type": "string", "enum": rules, "description": "The rule that says no."}}),
                &["rule"],
            )
        }
        "managed-by-sso" => (sso(), &["provider", "url"]),
        "account-not-eligible" => {
            let names: Vec<_> = domain::Standing::ALL
                .iter()
                .map(|standing| standing.name())
                .collect();
            let sso =
                json!({"type": "object", "required": ["provider", "url"], "properties": sso()});
            (
                json!({"standing": {"type": "string", "enum": names}, "sso": sso}),
                &[],
            )
        }
        "password-rejected" => (
            json!({"reasons": {"type": "array", "items": reason()}}),
            &["reasons"],
        ),
        "link-replaced" => (
            json!({"replaced_at": {"type": "string", "format": "date-time"}}),
            &["replaced_at"],
        ),
        "too-many-rows" => (json!({"maximum": {"type": "integer"}}), &["maximum"]),
        _ => (json!({}), &[]),
    }
}

fn sso() -> Value {
    json!({"provider": {"type": "string"}, "url": {"type": "string", "format": "uri"}})
}

fn reason() -> Value {
    let codes = [
        Rejection::TooShort(0),
        Rejection::TooLong(0),
        Rejection::TooCommon,
        Rejection::ContainsAccountWords,
        Rejection::SameAsCurrent,
    ]
    .map(Rejection::code);
    json!({
        "type": "object",
        "required": ["code", "message"],
        "properties": {
            "code": {"type": "string", "enum": codes},
            "message": {"type": "string", "description": "For people."},
            "minimum": {"type": "integer", "description": "With too-short: the fewest characters."},
            "maximum": {"type": "integer", "description": "With too-long: the most characters."},
        },
    })
}
