//! `audit`: append only, in the transaction of the fact.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::AccountId;
use domain::audit::Entry;
use jiff::Timestamp;

use super::call::Call as _;
use super::item::{Attributes, Reader, attributes, s, time};
use super::read::in_time;
use super::transaction::Write;
use super::{Store, StoreError, Table};

/// An entry as it is told: whatever was written, also by a later version.
#[derive(Debug)]
pub struct ToldEntry {
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: String,
    /// Who.
    pub actor: String,
    /// From where.
    pub ip: Option<String>,
    /// Names and numbers.
    pub details: BTreeMap<String, String>,
    /// Where it stands in the history.
    pub place: String,
}

impl Store {
    /// One more entry.
    pub fn write_entry(&self, entry: &Entry) -> Write {
        let details = entry
            .details
            .iter()
            .map(|(name, value)| ((*name).to_owned(), s(value)))
            .collect();
        let item = attributes([
            ("account_id", Some(s(entry.account_id.to_string()))),
            ("at_id", Some(s(format!("{:.3}#{}", entry.at, entry.id)))),
            ("at", Some(time(entry.at))),
            ("what", Some(s(entry.what.name()))),
            ("actor", Some(s(entry.actor.to_string()))),
            ("ip", entry.ip.as_ref().map(s)),
            ("details", Some(AttributeValue::M(details))),
        ]);
        self.put(Table::Audit, item)
    }

    /// A page of an account's history, newest first, older than the place `before`; and whether there is more.
    pub async fn history(
        &self,
        id: AccountId,
        before: Option<&str>,
        limit: i32,
    ) -> Result<(Vec<ToldEntry>, bool), StoreError> {
        let start = before.map(|place| {
            attributes([
                ("account_id", Some(s(id.to_string()))),
                ("at_id", Some(s(place))),
            ])
        });
        let request = self
            .client
            .query()
            .table_name(self.name(Table::Audit))
            .key_condition_expression("account_id = :id")
            .expression_attribute_values(":id", s(id.to_string()))
            .scan_index_forward(false)
            .consistent_read(true)
            .set_exclusive_start_key(start)
            .limit(limit);
        let answer = in_time(request.call())
            .await?
            .map_err(StoreError::unavailable)?;
        let more = answer.last_evaluated_key.is_some();
        let entries = answer
            .items
            .unwrap_or_default()
            .iter()
            .map(read)
            .collect::<Result<_, _>>()?;
        Ok((entries, more))
    }
}

fn read(item: &Attributes) -> Result<ToldEntry, StoreError> {
    let details = item
        .get("details")
        .and_then(|value| value.as_m().ok())
        .cloned()
        .unwrap_or_default();
    let item = Reader(item);
    Ok(ToldEntry {
        at: item.time("at")?,
        what: item.text("what")?,
        actor: item.text("actor")?,
        ip: item.maybe_text("ip"),
        details: details
            .into_iter()
            .filter_map(|(name, value)| Some((name, value.as_s().ok()?.clone())))
            .collect(),
        place: item.text("at_id")?,
    })
}
