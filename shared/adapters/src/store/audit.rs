//! `audit`: append only, in the transaction of the fact.

use aws_sdk_dynamodb::types::AttributeValue;
use domain::audit::Entry;

use super::item::{attributes, s, time};
use super::transaction::Write;
use super::{Store, Table};

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
}
