//! The log of every call to AWS: who called what on which table, which is what permissions are compared with.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

use hyper::HeaderMap;
use hyper::header::AUTHORIZATION;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::clock::rfc3339;
use super::faults::Fault;

/// How many calls are kept; the oldest go first.
const KEPT: usize = 100_000;

/// One call as it arrived, whatever became of it.
#[derive(Clone, Debug, Serialize)]
pub struct Call {
    /// The access key id that signed it: each function has its own.
    pub function: String,
    /// `dynamodb`, `ses` or `secretsmanager`.
    pub service: &'static str,
    /// The API's name of the call.
    pub operation: String,
    /// The table without prefix, if it touches exactly one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// When it arrived, RFC 3339.
    pub at: String,
    /// What IAM would ask permission for.
    pub actions: Vec<Action>,
    /// Size of the request's body.
    pub bytes: usize,
    /// Size of the body of the store's answer, if it got so far.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_bytes: Option<usize>,
    /// What was made of it on purpose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
    /// Capacity units, all tables together, as the store tells them while the meter runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<f64>,
}

/// One permission that a call needs.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Action {
    /// IAM's name, without the service.
    pub action: Cow<'static, str>,
    /// The table without prefix, `table/index/name`, or the secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
}

impl Action {
    fn on(action: impl Into<Cow<'static, str>>, table: String) -> Self {
        Self::new(action, Some(table))
    }

    /// An action on a table, on one of its indexes, or on nothing that has a name.
    pub(crate) fn new(action: impl Into<Cow<'static, str>>, table: Option<String>) -> Self {
        Self {
            action: action.into(),
            table,
        }
    }

    /// A permission that names no table.
    pub(crate) fn plain(action: impl Into<Cow<'static, str>>) -> Self {
        Self::new(action, None)
    }

    /// The table's noun, also when the action is on one of its indexes.
    pub fn noun(&self) -> Option<&str> {
        self.table.as_deref()?.split('/').next()
    }
}

/// The calls so far, oldest first, shared by both endpoints.
#[derive(Clone, Default)]
pub struct CallLog(Arc<Mutex<Calls>>);

#[derive(Default)]
struct Calls {
    kept: VecDeque<Call>,
    forgotten: usize,
}

/// One call of the log, whether it is still kept or not.
#[derive(Clone, Copy)]
pub(crate) struct Place(usize);

impl CallLog {
    /// Adds one call that arrived at `at_ms`. What becomes of it can be noted later.
    pub(crate) fn add(
        &self,
        at_ms: i64,
        function: String,
        service: &'static str,
        operation: &str,
        of: &Asked,
    ) -> Place {
        let mut calls = self.locked();
        if calls.kept.len() == KEPT {
            calls.kept.pop_front();
            calls.forgotten += 1;
        }
        calls.kept.push_back(Call {
            function,
            service,
            operation: operation.to_owned(),
            table: of.only_table(),
            at: rfc3339(at_ms),
            actions: of.actions.clone(),
            bytes: of.bytes,
            answer_bytes: None,
            fault: None,
            units: None,
        });
        Place(calls.forgotten + calls.kept.len() - 1)
    }

    /// Notes what became of a call, if it is still kept.
    pub(crate) fn note(&self, place: Place, note: impl FnOnce(&mut Call)) {
        let mut calls = self.locked();
        let kept = place.0.checked_sub(calls.forgotten);
        if let Some(call) = kept.and_then(|place| calls.kept.get_mut(place)) {
            note(call);
        }
    }

    /// Every call that is still kept, oldest first.
    pub fn all(&self) -> Vec<Call> {
        self.locked().kept.iter().cloned().collect()
    }

    /// Forgets everything.
    pub fn clear(&self) {
        let mut calls = self.locked();
        calls.forgotten += calls.kept.len();
        calls.kept.clear();
    }

    fn locked(&self) -> MutexGuard<'_, Calls> {
        self.0
            .lock()
            .expect("nothing panics while it holds the log")
    }
}

/// What a request asks of its service.
pub(crate) struct Asked {
    pub(crate) actions: Vec<Action>,
    pub(crate) bytes: usize,
}

impl Asked {
    /// Reads the permissions that a `DynamoDB` request needs from its body.
    pub(crate) fn of_store(operation: &str, body: &[u8], prefix: &str) -> Self {
        let request = serde_json::from_slice(body).unwrap_or(Value::Null);
        let mut actions: Vec<Action> = Vec::new();
        for action in actions_of(operation, &request, prefix) {
            if !actions.contains(&action) {
                actions.push(action);
            }
        }
        Self {
            actions,
            bytes: body.len(),
        }
    }

    /// Whether it may change an item of the table.
    pub(crate) fn writes(&self, noun: &str) -> bool {
        self.actions.iter().any(|action| {
            action.noun() == Some(noun)
                && matches!(
                    &*action.action,
                    "PutItem" | "UpdateItem" | "DeleteItem" | "BatchWriteItem"
                )
        })
    }

    fn only_table(&self) -> Option<String> {
        let mut nouns = self.actions.iter().filter_map(Action::noun);
        let first = nouns.next()?;
        nouns.all(|noun| noun == first).then(|| first.to_owned())
    }
}

fn actions_of(operation: &str, request: &Value, prefix: &str) -> Vec<Action> {
    match operation {
        "TransactWriteItems" | "TransactGetItems" => transaction_actions(request, prefix),
        "BatchGetItem" | "BatchWriteItem" => batch_actions(operation, request, prefix),
        _ => vec![single_action(operation, request, prefix)],
    }
}

fn transaction_actions(request: &Value, prefix: &str) -> Vec<Action> {
    let items = request["TransactItems"].as_array().into_iter().flatten();
    let parts = items.filter_map(Value::as_object).flatten();
    parts
        .filter_map(|(kind, part)| {
            Some(Action::on(
                action_of_part(kind)?,
                noun(&part["TableName"], prefix)?,
            ))
        })
        .collect()
}

fn action_of_part(kind: &str) -> Option<&'static str> {
    match kind {
        "Put" => Some("PutItem"),
        "Update" => Some("UpdateItem"),
        "Delete" => Some("DeleteItem"),
        "ConditionCheck" => Some("ConditionCheckItem"),
        "Get" => Some("GetItem"),
        _ => None,
    }
}

fn batch_actions(operation: &str, request: &Value, prefix: &str) -> Vec<Action> {
    let tables = request["RequestItems"].as_object().into_iter().flatten();
    tables
        .map(|(table, _)| Action::on(operation.to_owned(), without_prefix(table, prefix)))
        .collect()
}

fn single_action(operation: &str, request: &Value, prefix: &str) -> Action {
    let Some(noun) = noun(&request["TableName"], prefix) else {
        return Action::plain(operation.to_owned());
    };
    let resource = match request["IndexName"].as_str() {
        Some(index) => format!("{noun}/index/{index}"),
        None => noun,
    };
    Action::on(operation.to_owned(), resource)
}

fn noun(table: &Value, prefix: &str) -> Option<String> {
    table.as_str().map(|name| without_prefix(name, prefix))
}

/// A table may be named by its ARN too.
fn without_prefix(table: &str, prefix: &str) -> String {
    let name = table.rsplit_once(":table/").map_or(table, |(_, name)| name);
    name.strip_prefix(prefix).unwrap_or(name).to_owned()
}

/// The access key id that signed a request (Signature Version 4), or `unsigned`.
pub(crate) fn caller(headers: &HeaderMap) -> String {
    headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once("Credential="))
        .and_then(|(_, credential)| credential.split('/').next())
        .unwrap_or("unsigned")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn asked(operation: &str, body: &Value) -> (Vec<(String, String)>, Option<String>) {
        let asked = Asked::of_store(operation, body.to_string().as_bytes(), "rekey-");
        let pairs = asked.actions.iter();
        let pairs = pairs.map(|a| (a.action.to_string(), a.table.clone().unwrap_or_default()));
        (pairs.collect(), asked.only_table())
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected
            .iter()
            .map(|(a, t)| ((*a).to_owned(), (*t).to_owned()))
            .collect()
    }

    #[test]
    fn a_transaction_needs_each_of_its_parts() {
        let body = json!({ "TransactItems": [
            { "Update": { "TableName": "rekey-limits" } },
            { "Put": { "TableName": "rekey-outbox" } },
            { "Put": { "TableName": "rekey-outbox" } },
            { "ConditionCheck": { "TableName": "rekey-accounts" } },
            { "Delete": { "TableName": "arn:aws:dynamodb:eu-west-1:1:table/rekey-sessions" } },
        ]});
        let (actions, table) = asked("TransactWriteItems", &body);
        assert_eq!(
            actions,
            pairs(&[
                ("UpdateItem", "limits"),
                ("PutItem", "outbox"),
                ("ConditionCheckItem", "accounts"),
                ("DeleteItem", "sessions"),
            ])
        );
        assert_eq!(table, None);
    }

    #[test]
    fn reads_are_named_as_iam_names_them() {
        let get = json!({ "TransactItems": [{ "Get": { "TableName": "rekey-links" } }] });
        assert_eq!(
            asked("TransactGetItems", &get),
            (pairs(&[("GetItem", "links")]), Some("links".into()))
        );
        let batch = json!({ "RequestItems": { "rekey-accounts": {}, "rekey-links": {} } });
        assert_eq!(
            asked("BatchGetItem", &batch),
            (
                pairs(&[("BatchGetItem", "accounts"), ("BatchGetItem", "links")]),
                None
            )
        );
        let query = json!({ "TableName": "rekey-links", "IndexName": "nonces" });
        assert_eq!(
            asked("Query", &query),
            (
                pairs(&[("Query", "links/index/nonces")]),
                Some("links".into())
            )
        );
    }

    #[test]
    fn a_body_that_says_nothing_names_no_table() {
        assert_eq!(
            asked("ListTables", &json!({})),
            (pairs(&[("ListTables", "")]), None)
        );
        let asked = Asked::of_store("PutItem", b"[not json", "rekey-");
        assert_eq!((asked.only_table(), asked.bytes), (None, 9));
    }

    #[test]
    fn the_caller_is_who_signed() {
        let mut headers = HeaderMap::new();
        assert_eq!(caller(&headers), "unsigned");
        let signature =
            "AWS4-HMAC-SHA256 Credential=redeem/20260101/local/dynamodb/aws4_request, Signature=0";
        headers.insert(AUTHORIZATION, signature.parse().unwrap());
        assert_eq!(caller(&headers), "redeem");
    }

    #[test]
    fn the_log_keeps_the_newest() {
        let log = CallLog::default();
        let asked = Asked::of_store("GetItem", b"{}", "");
        for n in 0..=KEPT {
            log.add(0, n.to_string(), "dynamodb", "GetItem", &asked);
        }
        let calls = log.all();
        assert_eq!((calls.len(), calls[0].function.as_str()), (KEPT, "1"));
    }

    #[test]
    fn a_note_stands_at_its_call_and_at_no_other() {
        let log = CallLog::default();
        let asked = Asked::of_store("GetItem", b"{}", "");
        let add = || log.add(0, "deliver".into(), "dynamodb", "GetItem", &asked);
        let forgotten = add();
        log.clear();
        let (first, _second) = (add(), add());
        for place in [forgotten, first] {
            log.note(place, |call| call.answer_bytes = Some(7));
        }
        let sizes: Vec<_> = log.all().iter().map(|call| call.answer_bytes).collect();
        assert_eq!(sizes, [Some(7), None]);
    }
}
