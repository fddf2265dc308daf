//! Work that must happen after an answer was given.

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use ulid::Ulid;

use crate::account::Locale;
use crate::actor::Authority;
use crate::help::Situation;
use crate::id::AccountId;
use crate::identifier::{EmailAddress, Identifier};

/// A piece of work in the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// Its key, new each time it is put in again, so that the stream shows it.
    pub id: Ulid,
    /// Its name for life.
    pub work_id: Ulid,
    /// When it was accepted.
    pub asked_at: Timestamp,
    /// How often it was tried and put off.
    pub attempts: u32,
    /// What is to be done.
    pub kind: WorkKind,
}

impl Work {
    /// Work that nobody has tried yet; its key is its name for life.
    pub fn new(id: Ulid, asked_at: Timestamp, kind: WorkKind) -> Self {
        Self {
            id,
            work_id: id,
            asked_at,
            attempts: 0,
            kind,
        }
    }
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkKind {
    /// Somebody asked for a link.
    Ask(Ask),
    /// Somebody asked for a link, and it is known for which account: one of several that bear the address, or the one that an
    /// earlier turn found.
    AskFor(AccountId, Ask),
    /// A link for one of many accounts, ordered by an administrator.
    BulkRow(BulkRow),
    /// An account's holder has to know of a change.
    Notice(Notice),
}

impl WorkKind {
    /// The name in the store and in the log.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Ask(_) => "ask",
            Self::AskFor(..) => "ask-for",
            Self::BulkRow(_) => "bulk-row",
            Self::Notice(_) => "notice",
        }
    }
}

/// One row of a batch, with the authority that ordered it, as it was then: what has changed since is decided anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkRow {
    /// For whom.
    pub account_id: AccountId,
    /// The batch.
    pub batch_id: Ulid,
    /// Who ordered it.
    pub by: Authority,
    /// Asked for by hand, not by mail.
    pub hand_over: bool,
}

/// A public ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Whom it names; `None` when no account could ever bear it.
    pub identifier: Option<Identifier>,
    /// What look-ups find it by.
    pub digest: IdentifierDigest,
    /// The language asked for.
    pub locale: Option<Locale>,
    /// The caller's address, truncated.
    pub ip: String,
    /// The caller's program, as it names itself; at most 200 characters.
    pub user_agent: String,
}

/// What became of an ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskOutcome {
    /// Nobody bears the identifier.
    NoAccount,
    /// The table of who may be helped says no, by this row.
    NotEligible(Situation),
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
    /// The name used on the wire, in the store and in the log.
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

    /// The row of the table that said no.
    pub fn rule(self) -> Option<Situation> {
        match self {
            Self::NotEligible(rule) => Some(rule),
            _ => None,
        }
    }

    /// The outcome of a name, which has a rule if it is the one that needs one.
    pub fn from_name(name: &str, rule: Option<Situation>) -> Option<Self> {
        match name {
            "no-account" => Some(Self::NoAccount),
            "not-eligible" => rule.map(Self::NotEligible),
            "limited" => Some(Self::Limited),
            "outdated" => Some(Self::Outdated),
            "queued" => Some(Self::Queued),
            "sent" => Some(Self::Sent),
            "rejected" => Some(Self::Rejected),
            "undelivered" => Some(Self::Undelivered),
            _ => None,
        }
    }
}

/// SHA-256 of an identifier's canonical form, or of the text itself when it has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdentifierDigest(pub [u8; 32]);

impl IdentifierDigest {
    /// The digest of what was typed.
    pub fn of(typed: &str) -> Self {
        let text = Identifier::parse(typed)
            .map_or_else(|| typed.trim_matches(' ').to_owned(), |found| found.key());
        Self(Sha256::digest(text.as_bytes()).into())
    }
}

/// A notice of a change, to the address that the account had at the change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Whose.
    pub account_id: AccountId,
    /// Where it goes.
    pub to: EmailAddress,
    /// The language of the account.
    pub locale: Option<Locale>,
    /// What has changed.
    pub change: Change,
    /// When.
    pub changed_at: Timestamp,
    /// The link that it was changed with, as the history names it.
    pub link: Option<Ulid>,
}

/// What a notice tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The password, by a link.
    PasswordByLink,
    /// The password, by an administrator.
    PasswordByAdministrator,
    /// The password, by its holder.
    PasswordByHolder,
    /// The password was deleted: its holder signs in elsewhere.
    PasswordRemoved,
    /// The address: told to the old one.
    Address,
    /// Nothing yet: the operator made a link for an owner who gave the PIN.
    OwnerRecovered,
}

crate::account::written!(Change {
    PasswordByLink = "password-by-link",
    PasswordByAdministrator = "password-by-administrator",
    PasswordByHolder = "password-by-holder",
    PasswordRemoved = "password-removed",
    Address = "address",
    OwnerRecovered = "owner-recovered",
});

/// How often the schedule sends due work round: whatever is due has its turn as much later at most.
pub const ROUND: SignedDuration = SignedDuration::from_mins(1);

/// From when on work that was put off is due: it is tried again after a minute at most, then two, doubling to ten, the
/// schedule's [`ROUND`] among them.
pub fn backoff(attempts: u32) -> SignedDuration {
    let minutes = 1_i64 << attempts.min(4);
    SignedDuration::from_mins(minutes.min(10)) - ROUND
}

/// How long a claim on work holds: longer than any function runs.
pub const CLAIM: SignedDuration = SignedDuration::from_secs(60);

/// So many turns in a row may begin at a piece of work and come to no end, because the worker crashed or the store failed
/// it: about half an hour of rounds. After them the work itself is taken for the cause.
pub const MOST_TURNS_WITHOUT_END: u32 = 30;

/// How long a notice is tried.
pub const NOTICE_PATIENCE: SignedDuration = SignedDuration::from_hours(24);
