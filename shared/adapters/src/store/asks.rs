//! `asks`: what became of a public ask, kept for the resend window at most.

use domain::outbox::IdentifierDigest;
use jiff::Timestamp;
use ulid::Ulid;

use super::item::n;
use super::item::{attributes, b, s, time};
use super::transaction::Write;
use super::{Store, Table};

/// What became of an ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskOutcome {
    /// Nobody bears the identifier.
    NoAccount,
    /// The table of who may be helped says no; the rule's name.
    NotEligible(&'static str),
    /// Too many mails for the account, or for all.
    Limited,
    /// The account has changed, or the link was revoked, since it was asked.
    Outdated,
    /// Waiting to be sent.
    Queued,
    /// Taken by the mail service.
    Sent,
    /// Refused by the mail service.
    Rejected,
    /// Given up: the resend window is over.
    Undelivered,
}

impl AskOutcome {
    /// The name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoAccount => "no-account",
            Self::NotEligible(_) => "not-eligible",
            Self::Limited => "limited",
            Self::Outdated => "outdated",
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Rejected => "rejected",
            Self::Undelivered => "undelivered",
        }
    }

    fn rule(self) -> Option<&'static str> {
        if let Self::NotEligible(rule) = self {
            Some(rule)
        } else {
            None
        }
    }
}

/// One ask and what became of it.
#[derive(Clone, Copy, Debug)]
pub struct AskRecord {
    /// By what it is looked up.
    pub digest: IdentifierDigest,
    /// When it was accepted.
    pub asked_at: Timestamp,
    /// The work that it is.
    pub work_id: Ulid,
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
            ("rule", record.outcome.rule().map(s)),
            ("at", Some(time(record.at))),
            ("ttl", Some(n(record.kept_until.as_second()))),
        ]);
        self.put(Table::Asks, item)
    }
}
