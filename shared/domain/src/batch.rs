//! Links for many accounts at once: what each row is to get, and what became of it.

use jiff::Timestamp;
use ulid::Ulid;

use crate::account::Tenant;
use crate::delivery::HandOver;
use crate::token::TokenDigest;

/// A batch has at most so many rows.
pub const MOST_ROWS: usize = 1_000;

/// Who started a batch, and how large it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its id.
    pub id: Ulid,
    /// The actor who started it, as the audit writes it: links are shown to nobody else.
    pub started_by: String,
    /// The tenant of the actor, if confined.
    pub tenant: Option<Tenant>,
    /// When.
    pub started_at: Timestamp,
    /// How many rows.
    pub total: usize,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowState {
    /// Not worked on yet, or waiting to be tried again with the link that there is by now.
    Waiting(Option<TokenDigest>),
    /// Handed to the mail service, whose answer is not recorded yet.
    Sending(TokenDigest),
    /// Taken by the mail service.
    Sent(TokenDigest),
    /// The administrator has to carry it.
    HandedOver(TokenDigest, HandOver),
    /// No link; the slug or the rule says why.
    Refused(String),
}

impl RowState {
    /// Whether nothing more will happen to it.
    pub fn is_done(&self) -> bool {
        !matches!(self, Self::Waiting(_) | Self::Sending(_))
    }

    /// The name in the store.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Waiting(_) => "waiting",
            Self::Sending(_) => "sending",
            Self::Sent(_) => "sent",
            Self::HandedOver(..) => "hand-over",
            Self::Refused(_) => "refused",
        }
    }

    /// Why the administrator has to carry it, if so.
    pub fn handed_over(&self) -> Option<HandOver> {
        match self {
            Self::HandedOver(_, reason) => Some(*reason),
            _ => None,
        }
    }

    /// The link that it is about.
    pub fn digest(&self) -> Option<TokenDigest> {
        match self {
            Self::Sending(digest) | Self::Sent(digest) | Self::HandedOver(digest, _) => {
                Some(*digest)
            }
            Self::Waiting(digest) => *digest,
            Self::Refused(_) => None,
        }
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// For whom, as it was asked for: what is no id at all is a row as well, and refused.
    pub account_id: String,
    /// What became of it.
    pub state: RowState,
}
