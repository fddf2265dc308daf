//! The tables of the cloud are those of the local store.

use std::collections::BTreeSet;

use rekey::emulators::{TABLES, TTL};
use rekey::template::{resources, template};
use serde_json::{Value, json};

/// What must not be lost with a stack: all but what waits, counts, or can be asked for again.
const DURABLE: [&str; 7] = [
    "accounts",
    "identifiers",
    "search",
    "credentials",
    "links",
    "sessions",
    "audit",
];

fn deployed() -> Vec<(String, &'static str, &'static Value)> {
    let noun = |properties: &Value| {
        let name = properties["TableName"]["Fn::Sub"].as_str();
        let noun = name.and_then(|name| name.strip_prefix("${TablePrefix}"));
        noun.expect("a name of prefix and noun").to_owned()
    };
    let tables = resources("AWS::DynamoDB::Table");
    tables
        .map(|(id, properties)| (noun(properties), id, properties))
        .collect()
}

// T-1205
#[test]
fn each_table_has_the_keys_indexes_and_stream_that_the_code_expects() {
    let nouns: BTreeSet<String> = deployed().into_iter().map(|(noun, _, _)| noun).collect();
    assert_eq!(
        nouns,
        TABLES.iter().map(|table| table.noun.to_owned()).collect()
    );
    for (noun, _, properties) in deployed() {
        let table = TABLES
            .iter()
            .find(|table| table.noun == noun)
            .expect("compared above");
        let local = table.creation("");
        for part in [
            "KeySchema",
            "AttributeDefinitions",
            "GlobalSecondaryIndexes",
            "BillingMode",
        ] {
            assert_eq!(properties[part], local[part], "{part} of {noun}");
        }
        // CloudFormation knows no "enabled", and a stream on a condition is nobody's that the code knows of.
        let stream = &properties["StreamSpecification"]["StreamViewType"];
        assert_eq!(
            stream, &local["StreamSpecification"]["StreamViewType"],
            "{noun}"
        );
        let ttl = if table.has_ttl() {
            json!({"AttributeName": TTL, "Enabled": true})
        } else {
            Value::Null
        };
        assert_eq!(properties["TimeToLiveSpecification"], ttl, "{noun}");
    }
}

// T-1205
#[test]
fn tables_are_encrypted_and_can_be_brought_back() {
    for (noun, id, properties) in deployed() {
        assert_eq!(properties["SSESpecification"]["SSEEnabled"], true, "{noun}");
        let recovery = &properties["PointInTimeRecoverySpecification"];
        assert_eq!(recovery["PointInTimeRecoveryEnabled"], true, "{noun}");
        let durable = DURABLE.contains(&noun.as_str());
        assert_eq!(properties["DeletionProtectionEnabled"], durable, "{noun}");
        let table = &template()["Resources"][id];
        for policy in ["DeletionPolicy", "UpdateReplacePolicy"] {
            assert_eq!(table[policy] == "Retain", durable, "{policy} of {noun}");
        }
    }
}
