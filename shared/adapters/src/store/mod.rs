//! The tables. Every condition that decides something stands in this folder, in the write that it guards.

mod accounts;
mod asks;
mod audit;
mod batches;
mod call;
mod credentials;
mod identifiers;
mod item;
mod limits;
mod links;
mod outbox;
mod read;
mod search;
mod sessions;
mod transaction;
mod write;

pub use accounts::{AccountsPage, Expected};
pub use asks::{AskRecord, ToldAsk};
pub use audit::ToldEntry;
pub use credentials::Credential;
pub use outbox::{Claimed, Due, Found, Waiting};
pub use search::{Page, begins, place};
pub use sessions::{Bearer, Held, KeyOnRecord};
pub use transaction::{CommitError, DECISIONS, Guard, Write, pause};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{BoxError, SdkError};

/// The tables of one installation.
#[derive(Clone, Debug)]
pub struct Store {
    client: Client,
    prefix: String,
}

/// A table's noun; its name is the prefix and the noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is described in docs/architecture.md")]
pub enum Table {
    Accounts,
    Identifiers,
    Search,
    Credentials,
    Links,
    Outbox,
    Limits,
    Sessions,
    Audit,
    Batches,
    Asks,
}

impl Table {
    fn noun(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::Identifiers => "identifiers",
            Self::Search => "search",
            Self::Credentials => "credentials",
            Self::Links => "links",
            Self::Outbox => "outbox",
            Self::Limits => "limits",
            Self::Sessions => "sessions",
            Self::Audit => "audit",
            Self::Batches => "batches",
            Self::Asks => "asks",
        }
    }
}

/// What the world did when a table was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The store refused, failed or did not answer in time.
    #[error("the store cannot be reached")]
    Unavailable(#[source] BoxError),
    /// An item does not hold what it must.
    #[error("an item lacks a well-formed {0}")]
    Malformed(&'static str),
}

impl StoreError {
    fn unavailable<E, R>(error: SdkError<E, R>) -> Self
    where
        E: std::error::Error + Send + Sync + 'static,
        R: std::fmt::Debug + Send + Sync + 'static,
    {
        Self::Unavailable(error.into())
    }
}

impl Store {
    /// The tables whose names begin with `prefix`.
    pub fn new(client: Client, prefix: &str) -> Self {
        Self {
            client,
            prefix: prefix.to_owned(),
        }
    }

    fn name(&self, table: Table) -> String {
        format!("{}{}", self.prefix, table.noun())
    }
}
