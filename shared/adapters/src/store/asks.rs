//! `asks`: what became of a public ask, kept for a resend window after it was worked on last.

use domain::outbox::{AskOutcome, IdentifierDigest};
use domain::{AccountId, Situation};
use jiff::Timestamp;
use ulid::Ulid;

use super::call::Call as _;
use super::item::{Attributes, Reader, attributes, b, n, s, time};
use super::read::in_time;
use super::transaction::Write;
use super::{Store, StoreError, Table};

/// One ask and what became of it.
#[derive(Clone, Copy, Debug)]
pub struct AskRecord {
    /// By what it is looked up.
    pub digest: IdentifierDigest,
    /// When it was accepted.
    pub asked_at: Timestamp,
    /// The work that it is.
    pub work_id: Ulid,
    /// The account that was mailed, or was not, if one was found.
    pub account_id: Option<AccountId>,
    /// What became of it.
    pub outcome: AskOutcome,
    /// Since when.
    pub at: Timestamp,
    /// Until when it is kept.
    pub kept_until: Timestamp,
}

impl Store {
    /// Records what became of an ask, over what was recorded of it before.
    pub fn record_ask(&self, record: &AskRecord) -> Write {
        let item = attributes([
            ("identifier_digest", Some(b(record.digest.0))),
            (
                "at_id",
                Some(s(format!("{:.3}#{}", record.asked_at, record.work_id))),
            ),
            ("asked_at", Some(time(record.asked_at))),
            ("outcome", Some(s(record.outcome.name()))),
            ("account_id", record.account_id.map(|id| s(id.to_string()))),
            ("rule", record.outcome.rule().map(|rule| s(rule.name()))),
            ("at", Some(time(record.at))),
            ("ttl", Some(n(record.kept_until.as_second()))),
        ]);
        self.put(Table::Asks, item)
    }

    /// What became of the asks with that digest, newest first, as far as it is still kept.
    pub async fn asks(
        &self,
        digest: IdentifierDigest,
        now: Timestamp,
    ) -> Result<Vec<ToldAsk>, StoreError> {
        let request = self
            .client
            .query()
            .table_name(self.name(Table::Asks))
            .key_condition_expression("identifier_digest = :digest")
            .filter_expression("#ttl > :now")
            .expression_attribute_names("#ttl", "ttl")
            .expression_attribute_values(":digest", b(digest.0))
            .expression_attribute_values(":now", n(now.as_second()))
            .scan_index_forward(false)
            .consistent_read(true)
            .limit(100);
        let answer = in_time(request.call())
            .await?
            .map_err(StoreError::unavailable)?;
        answer.items.unwrap_or_default().iter().map(read).collect()
    }
}

/// An ask as it is told.
#[derive(Clone, Copy, Debug)]
pub struct ToldAsk {
    /// When it was accepted.
    pub asked_at: Timestamp,
    /// The account, if one was found.
    pub account_id: Option<AccountId>,
    /// What became of it.
    pub outcome: AskOutcome,
    /// Since when.
    pub at: Timestamp,
}

fn read(item: &Attributes) -> Result<ToldAsk, StoreError> {
    let item = Reader(item);
    let rule = item.maybe_parsed("rule", Situation::from_name)?;
    Ok(ToldAsk {
        asked_at: item.time("asked_at")?,
        account_id: item.maybe_parsed("account_id", AccountId::parse)?,
        outcome: item.parsed("outcome", |name| AskOutcome::from_name(name, rule))?,
        at: item.time("at")?,
    })
}
