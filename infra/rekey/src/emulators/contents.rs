//! What the tables hold, in plain JSON, and the sweep that AWS does behind one's back.

use dynoxide::{AttributeValue, Database, DynoxideError, Item};
use serde_json::{Map, Value, json};

use super::tables::{TABLES, TTL, Table, request};

/// Every table's items under its noun.
pub(crate) fn dump(database: &Database, prefix: &str) -> Result<Value, DynoxideError> {
    let tables = TABLES.iter().map(|table| {
        let items = items(
            database,
            &json!({ "TableName": format!("{prefix}{}", table.noun) }),
        )?;
        Ok((
            table.noun.to_owned(),
            items.iter().map(plain_item).collect(),
        ))
    });
    tables.collect::<Result<Map<_, _>, _>>().map(Value::Object)
}

/// Removes the items whose `ttl` is past, as `DynamoDB` does within days; answers how many.
pub(crate) fn sweep(
    database: &Database,
    prefix: &str,
    now_ms: i64,
) -> Result<usize, DynoxideError> {
    let mut swept = 0;
    for table in TABLES.iter().filter(|table| table.has_ttl()) {
        swept += sweep_table(database, table, prefix, now_ms / 1000)?;
    }
    Ok(swept)
}

fn sweep_table(
    database: &Database,
    table: &Table,
    prefix: &str,
    now: i64,
) -> Result<usize, DynoxideError> {
    let name = format!("{prefix}{}", table.noun);
    let is_past = json!({
        "TableName": name,
        "FilterExpression": "#ttl < :now",
        "ExpressionAttributeNames": { "#ttl": TTL },
        "ExpressionAttributeValues": { ":now": { "N": now.to_string() } },
    });
    let mut swept = 0;
    for item in items(database, &is_past)? {
        let key: Map<_, _> = table
            .key_names()
            .filter_map(|name| Some((name.to_owned(), wire(item.get(name)?))))
            .collect();
        let gone = database.delete_item(request(json!({
            "TableName": name,
            "Key": key,
            // The item may have been given more time since it was read.
            "ConditionExpression": "#ttl < :now",
            "ExpressionAttributeNames": is_past["ExpressionAttributeNames"],
            "ExpressionAttributeValues": is_past["ExpressionAttributeValues"],
        }))?);
        match gone {
            Ok(_) => swept += 1,
            Err(DynoxideError::ConditionalCheckFailedException(..)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(swept)
}

/// Every page of a scan.
pub(crate) fn items(database: &Database, scan: &Value) -> Result<Vec<Item>, DynoxideError> {
    let mut found = Vec::new();
    let mut scan = scan.clone();
    scan["ConsistentRead"] = true.into();
    loop {
        let page = database.scan(request(scan.clone())?)?;
        found.extend(page.items.unwrap_or_default());
        match page.last_evaluated_key {
            Some(key) => {
                scan["ExclusiveStartKey"] = key
                    .iter()
                    .map(|(name, value)| (name.clone(), wire(value)))
                    .collect();
            }
            None => return Ok(found),
        }
    }
}

fn wire(value: &AttributeValue) -> Value {
    serde_json::to_value(value).expect("an attribute is JSON on the wire")
}

fn plain_item(item: &Item) -> Value {
    item.iter()
        .map(|(name, value)| (name.clone(), plain(wire(value))))
        .collect()
}

/// Takes the type away from a value as it goes over the wire: `{"S":"a"}` becomes `"a"`.
fn plain(typed: Value) -> Value {
    let Value::Object(members) = typed else {
        return typed;
    };
    let Some((kind, value)) = members.into_iter().next() else {
        return Value::Null;
    };
    match (kind.as_str(), value) {
        ("N", Value::String(digits)) => number(digits),
        ("NS", Value::Array(numbers)) => numbers
            .into_iter()
            .map(|n| plain(json!({ "N": n })))
            .collect(),
        ("L", Value::Array(values)) => values.into_iter().map(plain).collect(),
        ("M", Value::Object(values)) => values
            .into_iter()
            .map(|(name, value)| (name, plain(value)))
            .collect(),
        ("NULL", _) => Value::Null,
        (_, value) => value,
    }
}

/// A number that JSON cannot hold exactly enough stays a text.
fn number(digits: String) -> Value {
    serde_json::from_str(&digits).unwrap_or(Value::String(digits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emulators::tables::create_missing;

    fn with_items(table: &str, items: &[Value]) -> Database {
        let database = Database::memory().unwrap();
        create_missing(&database, "x-").unwrap();
        for item in items {
            let body = json!({ "TableName": format!("x-{table}"), "Item": item });
            database.put_item(request(body).unwrap()).unwrap();
        }
        database
    }

    #[test]
    fn types_are_taken_away() {
        let item = json!({
            "id": { "S": "a" }, "n": { "N": "1.5" }, "b": { "B": "AQID" }, "yes": { "BOOL": true },
            "nothing": { "NULL": true }, "words": { "SS": ["x"] }, "numbers": { "NS": ["7"] },
            "list": { "L": [{ "N": "2" }] }, "map": { "M": { "S": { "S": "nested" } } },
        });
        let dumped = dump(&with_items("accounts", &[item]), "x-").unwrap();
        assert_eq!(
            dumped["accounts"],
            json!([{
                "id": "a", "n": 1.5, "b": "AQID", "yes": true, "nothing": null, "words": ["x"], "numbers": [7],
                "list": [2], "map": { "S": "nested" },
            }])
        );
        assert_eq!(dumped["asks"], json!([]));
        assert_eq!(dumped.as_object().unwrap().len(), TABLES.len());
    }

    #[test]
    fn more_than_a_page_is_read() {
        let big = "x".repeat(300_000);
        let items: Vec<_> = (0..8)
            .map(|n| json!({ "id": { "S": n.to_string() }, "big": { "S": big } }))
            .collect();
        let dumped = dump(&with_items("accounts", &items), "x-").unwrap();
        assert_eq!(dumped["accounts"].as_array().unwrap().len(), 8);
    }

    #[test]
    fn the_sweep_takes_what_is_past() {
        let row = |id: &str, ttl: &str| json!({ "account_id": { "S": "a" }, "digest": { "B": id }, "ttl": { "N": ttl } });
        let forever = json!({ "account_id": { "S": "a" }, "digest": { "B": "AQ==" } });
        let database = with_items(
            "sessions",
            &[row("Ag==", "99"), row("Aw==", "100"), forever],
        );
        assert_eq!(sweep(&database, "x-", 100_000).unwrap(), 1);
        assert_eq!(
            dump(&database, "x-").unwrap()["sessions"]
                .as_array()
                .unwrap()
                .len(),
            2
        );
    }
}
