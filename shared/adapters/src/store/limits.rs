//! `limits`: counters whose windows end by themselves.

use aws_sdk_dynamodb::types::AttributeValue;
use domain::LimitKey;

use super::item::{Attributes, Reader, attributes, n, s};
use super::transaction::{Condition, Guard, Write};
use super::{Store, StoreError, Table};

/// Counters outlive their window by so much, for clocks that differ.
const TTL_SLACK: i64 = 3_600;

impl Store {
    /// Takes a place below the limit, in the transaction of what is limited: the condition defends against the caller
    /// who asks many times at once.
    pub fn take_place(&self, key: &LimitKey, limit: u32) -> Write {
        let condition = Condition::new(
            Guard::Limit(key.clone()),
            "attribute_not_exists(#count) OR #count < :limit",
            attributes([
                ("limit", Some(n(limit))),
                ("one", Some(n(1))),
                ("ttl", Some(n(key.ends_at() + TTL_SLACK))),
            ]),
        );
        let change = "SET #ttl = :ttl ADD #count :one";
        self.update(
            Table::Limits,
            item_key(key),
            change,
            condition.naming(&["count", "ttl"]),
        )
    }

    /// Gives a place back, in the window in which it was taken.
    pub fn give_place_back(&self, key: &LimitKey) -> Write {
        let values = attributes([("less", Some(AttributeValue::N("-1".to_owned())))]);
        self.update(
            Table::Limits,
            item_key(key),
            "ADD #count :less",
            Condition::none(values).naming(&["count"]),
        )
    }

    /// How many places are taken.
    pub async fn places_taken(&self, key: &LimitKey) -> Result<u64, StoreError> {
        let item = self.get(Table::Limits, item_key(key)).await?;
        Ok(item
            .and_then(|item| Reader(&item).maybe_number("count"))
            .unwrap_or(0))
    }
}

fn item_key(key: &LimitKey) -> Attributes {
    attributes([("key", Some(s(&key.text)))])
}
