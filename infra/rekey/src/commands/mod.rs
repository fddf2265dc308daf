//! The operator's commands. Each is a function of an [`App`](adapters::App) that writes its answer and tells how it went.

pub mod accounts_export;
pub mod accounts_import;
pub mod keys;
pub mod link_answer;
pub mod mail_doctor;
pub mod operator;
pub mod owner_create;
pub mod owner_recover;
pub mod progress;

use std::io;
use std::path::PathBuf;

use adapters::app::StartError;
use adapters::settings::SettingError;
use adapters::store::{CommitError, StoreError};

use crate::accounts_file::{ImportError, RowsError};
use crate::emulators;

/// How a command ended that did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All of it.
    Done,
    /// Some rows were not taken.
    Partly,
    /// What was looked at is not in order.
    NotInOrder,
}

impl Outcome {
    /// What the process exits with.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::NotInOrder => 1,
            Self::Partly => 3,
        }
    }
}

/// Who reads the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A person.
    Text,
    /// A program: JSON.
    Json,
}

/// Why a command did not do what it was told to.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It was told something that cannot be.
    #[error("{0}")]
    Usage(String),
    /// A rule says no.
    #[error("{0}")]
    Refused(String),
    /// It found no way.
    #[error("{0}")]
    Failed(String),
    /// A setting.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// Settings and secrets.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The data folder.
    #[error(transparent)]
    Emulators(#[from] emulators::Error),
    /// Another program works in the data folder.
    #[error("another program uses the data folder {}: stop it first", .0.display())]
    FolderInUse(PathBuf),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file.
    #[error("the file {} cannot be used", .0.display())]
    File(PathBuf, #[source] io::Error),
    /// A file of accounts.
    #[error("the file of accounts cannot be used")]
    Rows(#[from] RowsError),
    /// An import stopped on the way.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// Nobody takes the answer.
    #[error("the answer cannot be written")]
    Answer(#[from] io::Error),
}

impl Error {
    /// What the process exits with.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Refused(_) => 4,
            _ => 1,
        }
    }
}

impl From<CommitError> for Error {
    fn from(error: CommitError) -> Self {
        Self::Store(error.into())
    }
}
