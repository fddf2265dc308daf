//! What each function may call, as its role in `template.yaml` says: what a role forgets fails here, and not in the cloud.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use serde_json::Value;

use super::calls::Action;
use crate::template::{functions, template};

/// No role limits them: the operator, who signs with rights of their own, and whoever tries something from a terminal.
const FREE: [&str; 2] = ["operator", "local"];

/// What Lambda itself asks for as the function, to feed it and to put aside what failed. No function calls these.
const FOR_LAMBDA: [&str; 5] = [
    "DescribeStream",
    "GetRecords",
    "GetShardIterator",
    "ListStreams",
    "SendMessage",
];

/// All functions together, as `cargo lambda watch` runs them: in one environment, and so under one name. It may do what any of
/// them may.
pub const WATCHED: &str = "watched";

static ROLES: LazyLock<HashMap<&str, BTreeSet<Action>>> = LazyLock::new(|| {
    let roles =
        functions().map(|(function, properties)| (function, allowed_by(&properties["Role"])));
    let mut roles: HashMap<_, _> = roles.collect();
    roles.insert(WATCHED, roles.values().flatten().cloned().collect());
    roles
});

/// What the function of that name may call.
pub fn allowed(function: &str) -> BTreeSet<Action> {
    ROLES.get(function).cloned().unwrap_or_default()
}

/// The first of the actions that the caller may not do.
pub(crate) fn forbidden<'a>(caller: &str, actions: &'a [Action]) -> Option<&'a Action> {
    if FREE.contains(&caller) {
        return None;
    }
    let role = ROLES.get(caller);
    actions
        .iter()
        .find(|action| !role.is_some_and(|role| role.contains(action)))
}

/// What AWS says to somebody who may not do something, and what the terminal shows besides.
pub(crate) fn told(caller: &str, service: &str, action: &Action) -> String {
    let (name, on) = (&action.action, action.table.as_deref().unwrap_or("*"));
    tracing::error!(function.name = caller, action = %name, on, "template.yaml does not allow a call");
    format!("User: {caller} is not authorized to perform: {service}:{name} on resource: {on}")
}

fn allowed_by(role: &Value) -> BTreeSet<Action> {
    let id = role["Fn::GetAtt"]
        .as_str()
        .and_then(|id| id.strip_suffix(".Arn"));
    let properties =
        &template()["Resources"][id.expect("a function has a role of the template")]["Properties"];
    let policies = properties["Policies"].as_array().into_iter().flatten();
    let statements = policies.flat_map(|policy| {
        policy["PolicyDocument"]["Statement"]
            .as_array()
            .into_iter()
            .flatten()
    });
    statements.flat_map(actions_of).collect()
}

fn actions_of(statement: &Value) -> Vec<Action> {
    let names = statement["Action"]
        .as_array()
        .expect("a statement lists its actions");
    let names = names
        .iter()
        .map(|name| name.as_str().expect("an action is a name"));
    let names = names.map(|name| name.split_once(':').map_or(name, |(_, name)| name));
    names
        .filter(|name| !FOR_LAMBDA.contains(name))
        .map(|name| Action::new(name.to_owned(), on(&statement["Resource"])))
        .collect()
}

/// The table, `table/index/name` or secret that a resource of a statement stands for; mail has none that calls name.
fn on(resource: &Value) -> Option<String> {
    if let Some(secret) = resource["Ref"].as_str() {
        return Some(secret.to_owned());
    }
    if let Some(table) = resource["Fn::GetAtt"].as_str() {
        return Some(noun(table.strip_suffix(".Arn")?));
    }
    let (table, index) = resource["Fn::Sub"]
        .as_str()?
        .strip_prefix("${")?
        .split_once(".Arn}")?;
    Some(noun(table) + index)
}

fn noun(table: &str) -> String {
    let name = &template()["Resources"][table]["Properties"]["TableName"]["Fn::Sub"];
    let name = name
        .as_str()
        .and_then(|name| name.strip_prefix("${TablePrefix}"));
    name.expect("a table is named by the prefix and its noun")
        .to_owned()
}
