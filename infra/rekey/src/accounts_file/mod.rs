//! Files of accounts: the demo accounts, a file to begin with, and what the operator imports and exports.

pub mod importer;
mod reader;
mod row;
mod taking;

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use adapters::App;
use adapters::store::StoreError;
use domain::Identifier;

pub use importer::{ImportError, Imported, Passwords, Stopped};
pub use reader::{Rows, RowsError};
pub use row::{BadRow, COLUMNS, Candidate, Row};
pub use taking::{Refused, Why};

/// The demo accounts.
const DEMO: &str = include_str!("demo.jsonl");
/// So many rows are worked on together.
pub const AT_ONCE: usize = 16;

/// Why accounts to begin with were not taken.
#[derive(Debug, thiserror::Error)]
pub enum AccountsError {
    /// The file cannot be read.
    #[error("the accounts file {0} cannot be read")]
    File(PathBuf, #[source] io::Error),
    /// It is no file of accounts.
    #[error("the accounts file cannot be used")]
    Rows(#[from] RowsError),
    /// A row is no account.
    #[error("the accounts file was not taken: {0}")]
    Row(BadRow),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The import.
    #[error(transparent)]
    Import(#[from] ImportError),
}

/// Puts the demo accounts, or those of the file, into a store that has none yet: all of them, or none if one is wrong.
pub async fn seed(app: &App, file: Option<&Path>) -> Result<(), AccountsError> {
    if !app
        .store
        .search(domain::search::EVERYWHERE, "", None, 1)
        .await?
        .found
        .is_empty()
    {
        return Ok(());
    }
    for row in rows(file)? {
        let row = row.and_then(|row| Ok(row.candidate(app)?.check_hash(app)?));
        row.map_err(refused)?;
    }
    // The demo accounts one by one: their ids, and so the console's list, are in the order of the file.
    let at_once = if file.is_some() { AT_ONCE } else { 1 };
    let imported = importer::import(app, rows(file)?, Passwords::Hashed, at_once, |_| ()).await;
    match imported?.refused.into_iter().next() {
        None => Ok(()),
        Some(refused) => Err(AccountsError::Row(refused.row)),
    }
}

/// Whether the people are there whom the local program tells how to sign in as.
pub async fn has_demo_accounts(app: &App) -> Result<bool, StoreError> {
    for address in ["olivia@example.com", "adam@example.com", "ana@example.com"] {
        let identifier = Identifier::parse(address).expect("an address");
        if app.store.bearers_of(&identifier).await?.is_empty() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn refused(error: RowsError) -> AccountsError {
    match error {
        RowsError::Bad(row) => AccountsError::Row(row),
        other => AccountsError::Rows(other),
    }
}

fn rows(file: Option<&Path>) -> Result<Rows<Box<dyn BufRead + Send>>, AccountsError> {
    let text: Box<dyn BufRead + Send> = match file {
        None => Box::new(DEMO.as_bytes()),
        Some(path) => {
            let unreadable = |error| AccountsError::File(path.to_owned(), error);
            Box::new(BufReader::new(File::open(path).map_err(unreadable)?))
        }
    };
    Ok(Rows::open(text, file)?)
}
