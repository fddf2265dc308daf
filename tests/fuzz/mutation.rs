//! Small changes to a text: of its bytes, and, where it is JSON, of its members.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

/// What has broken readers before, somewhere.
pub const TEXTS: [&str; 54] = [
    "",
    " ",
    "\0",
    "\t",
    "\r\n",
    "\u{1b}[31m",
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "'",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "$",
    "@",
    "@@",
    ".",
    "..",
    "../",
    "/",
    "//",
    "%",
    "%00",
    "%2f",
    "#",
    "?",
    "&",
    "=",
    "+",
    "-",
    "*",
    "null",
    "true",
    "NaN",
    "1e999",
    "-0",
    "18446744073709551616",
    "4294967295",
    "\u{feff}",
    "\u{200b}",
    "\u{ad}",
    "\u{202e}",
    "\u{212a}",
    "\u{ff20}",
    "\u{1f989}",
    "e\u{301}",
    "xn--",
    "xn--a.test",
    "9999-12-31T23:59:59.999Z",
    "2026-02-30T00:00:00Z",
];

/// One change.
#[derive(Clone, Debug)]
pub enum Mutation {
    Overwrite(Index, u8),
    Insert(Index, &'static str),
    Remove(Index, usize),
    Repeat(Index, usize, usize),
    /// Another value in the place of any in the JSON.
    Exchange(Index, Value),
    /// A member, or an item, that is gone.
    Leave(Index),
    /// A member that is not told.
    Add(Index, &'static str, Value),
}

/// Any of them.
pub fn mutation() -> impl Strategy<Value = Mutation> {
    let at = any::<Index>;
    prop_oneof![
        2 => (at(), any::<u8>()).prop_map(|(at, byte)| Mutation::Overwrite(at, byte)),
        3 => (at(), select(&TEXTS[..])).prop_map(|(at, text)| Mutation::Insert(at, text)),
        2 => (at(), 1_usize..20).prop_map(|(at, length)| Mutation::Remove(at, length)),
        1 => (at(), 1_usize..30, 1_usize..400).prop_map(|(at, length, times)| Mutation::Repeat(at, length, times)),
        6 => (at(), value()).prop_map(|(at, value)| Mutation::Exchange(at, value)),
        1 => at().prop_map(Mutation::Leave),
        1 => (at(), select(&TEXTS[..]), value()).prop_map(|(at, name, value)| Mutation::Add(at, name, value)),
    ]
}

/// A value of any type, and of none that was asked for.
pub fn value() -> impl Strategy<Value = Value> {
    let odd = vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(1e308),
        json!(u64::MAX),
        json!({}),
        json!([]),
        json!([[[[[[[[]]]]]]]]),
        json!({"$ne": null}),
        json!(["ana@example.com", "eve@example.com"]),
        json!("a".repeat(300)),
        json!("\u{1f989}".repeat(260)),
    ];
    prop_oneof![
        2 => select(odd),
        2 => select(&TEXTS[..]).prop_map(Value::from),
        1 => ".{0,40}".prop_map(Value::from),
    ]
}

impl Mutation {
    /// The text with the change; as it was, where the change is for JSON and the text is none.
    pub fn apply(&self, mut text: Vec<u8>) -> Vec<u8> {
        let place = |at: &Index, text: &[u8]| at.index(text.len() + 1);
        match self {
            Self::Overwrite(at, byte) => {
                if !text.is_empty() {
                    let at = at.index(text.len());
                    text[at] = *byte;
                }
                text
            }
            Self::Insert(at, inserted) => {
                let at = place(at, &text);
                text.splice(at..at, inserted.bytes());
                text
            }
            Self::Remove(at, length) => {
                let at = place(at, &text);
                let end = text.len().min(at + length);
                text.drain(at..end);
                text
            }
            Self::Repeat(at, length, times) => {
                let at = place(at, &text);
                let end = text.len().min(at + length);
                let again = text[at..end].repeat(*times);
                text.splice(end..end, again);
                text
            }
            Self::Exchange(at, value) => in_json(text, *at, |node| *node = value.clone()),
            Self::Leave(at) => in_json(text, *at, leave_first),
            Self::Add(at, name, value) => in_json(text, *at, |node| {
                if let Value::Object(members) = node {
                    members.insert((*name).to_owned(), value.clone());
                }
            }),
        }
    }
}

fn leave_first(node: &mut Value) {
    match node {
        Value::Object(members) => {
            if let Some(first) = members.keys().next().cloned() {
                members.remove(&first);
            }
        }
        Value::Array(items) => drop(items.pop()),
        _ => *node = Value::Null,
    }
}

fn in_json(text: Vec<u8>, at: Index, change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let Ok(mut whole) = serde_json::from_slice::<Value>(&text) else {
        return text;
    };
    let mut place = at.index(size(&whole));
    if let Some(node) = node(&mut whole, &mut place) {
        change(node);
    }
    whole.to_string().into_bytes()
}

/// How many values there are, the whole one too.
fn size(value: &Value) -> usize {
    1 + match value {
        Value::Object(members) => members.values().map(size).sum(),
        Value::Array(items) => items.iter().map(size).sum(),
        _ => 0,
    }
}

/// The value at that place, counted from the outside.
fn node<'a>(value: &'a mut Value, place: &mut usize) -> Option<&'a mut Value> {
    if *place == 0 {
        return Some(value);
    }
    *place -= 1;
    match value {
        Value::Object(members) => members.values_mut().find_map(|member| node(member, place)),
        Value::Array(items) => items.iter_mut().find_map(|item| node(item, place)),
        _ => None,
    }
}
