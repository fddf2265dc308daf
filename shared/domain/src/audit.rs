//! What happened, told for good: no token, no link, no password, no address of mail in clear.

use std::collections::BTreeMap;

use jiff::Timestamp;
use ulid::Ulid;

use crate::account::written;
use crate::actor::Actor;
use crate::id::AccountId;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// An ask came to nothing; the rule stands in the details.
    AskRefused,
    /// A link was made.
    LinkIssued,
    /// The same link was sent or shown again.
    LinkResent,
    /// An administrator looked at the link.
    LinkRevealed,
    /// The link was killed by hand.
    LinkRevoked,
    /// The link set a password.
    LinkRedeemed,
    /// The mail service answered.
    MailAnswered,
    /// The mail service told later how a mail fared.
    MailEvent,
    /// A person was told that the password is managed elsewhere.
    ExplanationSent,
    /// A notice of a change was sent, or given up.
    NoticeAnswered,
    /// An administrator set a password.
    PasswordSet,
    /// A person changed the password.
    PasswordChanged,
    /// An administrator signed in.
    SignedIn,
    /// An administrator signed out.
    SignedOut,
    /// The account was made.
    AccountCreated,
    /// The account was edited; the members' names stand in the details.
    AccountEdited,
    /// Links for many accounts were ordered.
    BatchStarted,
    /// The PIN for the service desk was set.
    PinSet,
    /// An actor was refused; the rule stands in the details.
    ActRefused,
    /// The operator made a link for an owner who gave the PIN.
    OwnerRecovered,
    /// The operator made a service key; the entry stands under the key's own id.
    KeyCreated,
    /// The operator revoked a service key.
    KeyRevoked,
}

written!(What {
    AskRefused = "ask-refused",
    LinkIssued = "link-issued",
    LinkResent = "link-resent",
    LinkRevealed = "link-revealed",
    LinkRevoked = "link-revoked",
    LinkRedeemed = "link-redeemed",
    MailAnswered = "mail-answered",
    MailEvent = "mail-event",
    ExplanationSent = "explanation-sent",
    NoticeAnswered = "notice-answered",
    PasswordSet = "password-set",
    PasswordChanged = "password-changed",
    SignedIn = "signed-in",
    SignedOut = "signed-out",
    AccountCreated = "account-created",
    AccountEdited = "account-edited",
    BatchStarted = "batch-started",
    PinSet = "pin-set",
    ActRefused = "act-refused",
    OwnerRecovered = "owner-recovered",
    KeyCreated = "key-created",
    KeyRevoked = "key-revoked",
});

/// One entry of an account's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Orders entries of one moment and names this one.
    pub id: Ulid,
    /// Whose history.
    pub account_id: AccountId,
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: What,
    /// Who.
    pub actor: Actor,
    /// From where.
    pub ip: Option<String>,
    /// Names and numbers that help to understand it.
    pub details: BTreeMap<&'static str, String>,
}

impl Entry {
    /// An entry without details.
    pub fn new(id: Ulid, account_id: AccountId, at: Timestamp, what: What, actor: Actor) -> Self {
        Self {
            id,
            account_id,
            at,
            what,
            actor,
            ip: None,
            details: BTreeMap::new(),
        }
    }

    /// With the caller's address.
    #[must_use]
    pub fn from_ip(mut self, ip: impl Into<String>) -> Self {
        self.ip = Some(ip.into());
        self
    }

    /// With one more detail.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.details.insert(name, value.to_string());
        self
    }
}
