//! What `template.yaml` says, for those that have to hold to it: the local program's permissions, and the tests.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};
use yaml_serde::value::TaggedValue;

static TEMPLATE: LazyLock<Value> = LazyLock::new(|| read(include_str!("../../../template.yaml")));

/// A template as JSON, with `CloudFormation`'s short forms written out: `!Ref Api` is `{"Ref":"Api"}`.
///
/// # Panics
/// If it is no YAML: it is one of ours.
pub fn read(text: &str) -> Value {
    plain(yaml_serde::from_str(text).expect("a template is YAML"))
}

/// What [`read`] makes of `template.yaml`.
pub fn template() -> &'static Value {
    &TEMPLATE
}

/// Resources of one type, by their logical ids.
pub fn resources(kind: &str) -> impl Iterator<Item = (&'static str, &'static Value)> {
    let all = TEMPLATE["Resources"].as_object().into_iter().flatten();
    all.filter(move |(_, resource)| resource["Type"] == kind)
        .map(|(id, resource)| (id.as_str(), &resource["Properties"]))
}

/// The functions: the name of each one's binary, which is its crate's, and its properties.
pub fn functions() -> impl Iterator<Item = (&'static str, &'static Value)> {
    resources("AWS::Serverless::Function").map(|(id, properties)| {
        let binary = &TEMPLATE["Resources"][id]["Metadata"]["BuildProperties"]["Binary"];
        (
            binary.as_str().expect("a function names its binary"),
            properties,
        )
    })
}

/// The environment variables that every function gets.
pub fn variables_of_all() -> &'static Map<String, Value> {
    let variables = &TEMPLATE["Globals"]["Function"]["Environment"]["Variables"];
    variables
        .as_object()
        .expect("the functions have variables in common")
}

fn plain(yaml: yaml_serde::Value) -> Value {
    match yaml {
        yaml_serde::Value::Null => Value::Null,
        yaml_serde::Value::Bool(value) => json!(value),
        yaml_serde::Value::Number(number) => {
            number.as_i64().map_or(json!(number.as_f64()), |n| json!(n))
        }
        yaml_serde::Value::String(text) => json!(text),
        yaml_serde::Value::Sequence(items) => items.into_iter().map(plain).collect(),
        yaml_serde::Value::Mapping(members) => {
            Value::Object(members.into_iter().map(member).collect())
        }
        yaml_serde::Value::Tagged(tagged) => written_out(*tagged),
    }
}

fn member((name, value): (yaml_serde::Value, yaml_serde::Value)) -> (String, Value) {
    (
        name.as_str()
            .expect("the template's names are texts")
            .to_owned(),
        plain(value),
    )
}

fn written_out(TaggedValue { tag, value }: TaggedValue) -> Value {
    let name = tag.to_string();
    let name = name.trim_start_matches('!');
    let name = match name {
        "Ref" | "Condition" => name.to_owned(),
        _ => format!("Fn::{name}"),
    };
    Value::Object(Map::from_iter([(name, plain(value))]))
}
