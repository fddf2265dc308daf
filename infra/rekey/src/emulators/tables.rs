//! The tables that Rekey keeps, with their keys, so that the local store has what `template.yaml` makes in the cloud.

use dynoxide::{Database, DynoxideError};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The attribute that says when the store may remove an item, in seconds since 1970.
pub const TTL: &str = "ttl";

/// A key attribute's name and its type as `DynamoDB` writes it.
type Key = (&'static str, &'static str);

/// What one table is made of.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// The noun, without the prefix.
    pub noun: &'static str,
    hash: Key,
    range: Option<Key>,
    index: Option<Index>,
    has_ttl: bool,
    has_stream: bool,
}

#[derive(Clone, Copy, Debug)]
struct Index {
    name: &'static str,
    hash: Key,
    range: Key,
}

/// Every table, in the order of `docs/architecture.md`.
pub const TABLES: [Table; 11] = [
    Table::keyed_by("accounts", ("id", "S")),
    Table::keyed_by("identifiers", ("identifier", "S")),
    Table::keyed_by("search", ("scope", "S")).sorted_by(("term_id", "S")),
    Table::keyed_by("credentials", ("account_id", "S")),
    Table::keyed_by("links", ("account_id", "S"))
        .with_ttl()
        .indexed_by(Index {
            name: "nonces",
            hash: ("nonce_shard", "S"),
            range: ("resend_until", "N"),
        }),
    Table::keyed_by("outbox", ("id", "S"))
        .with_ttl()
        .with_stream(),
    Table::keyed_by("limits", ("key", "S")).with_ttl(),
    Table::keyed_by("sessions", ("account_id", "S"))
        .sorted_by(("digest", "B"))
        .with_ttl(),
    Table::keyed_by("audit", ("account_id", "S")).sorted_by(("at_id", "S")),
    Table::keyed_by("batches", ("batch_id", "S"))
        .sorted_by(("row", "S"))
        .with_ttl(),
    Table::keyed_by("asks", ("identifier_digest", "B"))
        .sorted_by(("at_id", "S"))
        .with_ttl(),
];

impl Table {
    const fn keyed_by(noun: &'static str, hash: Key) -> Self {
        Self {
            noun,
            hash,
            range: None,
            index: None,
            has_ttl: false,
            has_stream: false,
        }
    }

    const fn sorted_by(mut self, range: Key) -> Self {
        self.range = Some(range);
        self
    }

    const fn indexed_by(mut self, index: Index) -> Self {
        self.index = Some(index);
        self
    }

    const fn with_ttl(mut self) -> Self {
        self.has_ttl = true;
        self
    }

    const fn with_stream(mut self) -> Self {
        self.has_stream = true;
        self
    }

    /// Whether items of this table carry [`TTL`].
    pub const fn has_ttl(&self) -> bool {
        self.has_ttl
    }

    /// The names of the attributes that make an item's key.
    pub fn key_names(&self) -> impl Iterator<Item = &'static str> {
        [Some(self.hash), self.range]
            .into_iter()
            .flatten()
            .map(|(name, _)| name)
    }

    /// The body of the `CreateTable` that makes this table under `prefix`.
    pub fn creation(&self, prefix: &str) -> Value {
        let mut request = json!({
            "TableName": format!("{prefix}{}", self.noun),
            "BillingMode": "PAY_PER_REQUEST",
            "KeySchema": key_schema(self.hash, self.range),
            "AttributeDefinitions": self.attribute_definitions(),
        });
        if let Some(index) = self.index {
            request["GlobalSecondaryIndexes"] = json!([{
                "IndexName": index.name,
                "KeySchema": key_schema(index.hash, Some(index.range)),
                // A nonce is erased from the table alone: the index never holds a copy. The digest names the link.
                "Projection": { "ProjectionType": "INCLUDE", "NonKeyAttributes": ["digest"] },
            }]);
        }
        if self.has_stream {
            request["StreamSpecification"] =
                json!({ "StreamEnabled": true, "StreamViewType": "KEYS_ONLY" });
        }
        request
    }

    fn attribute_definitions(&self) -> Value {
        let of_index = self.index.map(|index| [index.hash, index.range]);
        [Some(self.hash), self.range]
            .into_iter()
            .flatten()
            .chain(of_index.into_iter().flatten())
            .map(|(name, kind)| json!({ "AttributeName": name, "AttributeType": kind }))
            .collect()
    }
}

fn key_schema(hash: Key, range: Option<Key>) -> Value {
    let mut schema = vec![json!({ "AttributeName": hash.0, "KeyType": "HASH" })];
    schema.extend(range.map(|(name, _)| json!({ "AttributeName": name, "KeyType": "RANGE" })));
    Value::Array(schema)
}

/// Makes the tables that are not there yet; what an earlier start left is kept, even if it was stopped half way.
pub(crate) fn create_missing(database: &Database, prefix: &str) -> Result<(), DynoxideError> {
    TABLES
        .iter()
        .try_for_each(|table| create_if_missing(database, table, prefix))
}

fn create_if_missing(
    database: &Database,
    table: &Table,
    prefix: &str,
) -> Result<(), DynoxideError> {
    let name = format!("{prefix}{}", table.noun);
    let there = database.get_table_metadata(&name)?;
    if there.is_none() {
        database.create_table(request(table.creation(prefix))?)?;
    }
    if table.has_ttl && !there.is_some_and(|metadata| metadata.ttl_enabled) {
        database.update_time_to_live(request(json!({
            "TableName": name,
            "TimeToLiveSpecification": { "AttributeName": TTL, "Enabled": true },
        }))?)?;
    }
    Ok(())
}

/// Reads one of the store's requests from the JSON that goes over the wire; the store checks names while it reads.
pub(crate) fn request<R: DeserializeOwned>(body: Value) -> Result<R, DynoxideError> {
    serde_json::from_value(body)
        .map_err(|error| DynoxideError::ValidationException(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opening_twice_makes_each_table_once() {
        let database = Database::memory().unwrap();
        create_missing(&database, "rekey-").unwrap();
        create_missing(&database, "rekey-").unwrap();
        assert_eq!(database.table_count().unwrap(), TABLES.len());
        let outbox = database
            .get_table_metadata("rekey-outbox")
            .unwrap()
            .unwrap();
        assert_eq!(outbox.stream_view_type.as_deref(), Some("KEYS_ONLY"));
        assert_eq!(outbox.ttl_attribute.as_deref(), Some(TTL));
        let accounts = database
            .get_table_metadata("rekey-accounts")
            .unwrap()
            .unwrap();
        assert!(!accounts.ttl_enabled);
        assert!(!accounts.stream_enabled);
    }

    #[test]
    fn a_start_that_was_stopped_half_way_is_finished_by_the_next() {
        let database = Database::memory().unwrap();
        let links = TABLES.iter().find(|table| table.noun == "links").unwrap();
        database
            .create_table(request(links.creation("x-")).unwrap())
            .unwrap();
        create_missing(&database, "x-").unwrap();
        assert!(
            database
                .get_table_metadata("x-links")
                .unwrap()
                .unwrap()
                .ttl_enabled
        );
    }
}
