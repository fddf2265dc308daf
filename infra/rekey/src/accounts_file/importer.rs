//! Makes the accounts of a file that are not there yet. What is there stays as it is, so that a file can be imported
//! again after a crash, and twice changes nothing.

use std::collections::{HashMap, HashSet};
use std::io::BufRead;

use adapters::App;
use adapters::store::StoreError;
use domain::{Account, Password};
use serde::Serialize;
use sha2::{Digest, Sha256};
use tokio::task::JoinSet;

use super::reader::{Rows, RowsError};
use super::row::{BadRow, Candidate, Row};
use super::taking::{Refused, Taken, Why, take};

/// What to do with passwords in clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passwords {
    /// Hash them; equal ones share a hash. For accounts to try things with, on this machine.
    Hashed,
    /// Refuse the row.
    Refused,
}

/// What became of a file.
#[derive(Debug, Default, Serialize)]
pub struct Imported {
    /// Accounts that were made.
    pub created: u64,
    /// Rows whose account was there already, just so.
    pub unchanged: u64,
    /// Rows that were not taken, by line.
    pub refused: Vec<Refused>,
}

/// The import stopped on the way; the rows until then are as they are told.
#[derive(Debug, thiserror::Error)]
#[error(
    "the import stopped after {} new accounts; what is in stays in, and the same file can be imported again",
    so_far.created
)]
pub struct ImportError {
    /// What became of the rows until then.
    pub so_far: Imported,
    /// Why it stopped.
    #[source]
    pub source: Stopped,
}

/// Why an import stopped.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file cannot be read on.
    #[error(transparent)]
    Rows(#[from] RowsError),
}

/// Imports all rows, `at_once` together. `tell` is told how many are done.
pub async fn import<R: BufRead>(
    app: &App,
    rows: Rows<R>,
    passwords: Passwords,
    at_once: usize,
    mut tell: impl FnMut(u64),
) -> Result<Imported, ImportError> {
    let mut run = Run::new(app, passwords);
    for row in rows {
        let candidate = match run.candidate(row).await {
            Ok(candidate) => candidate,
            Err(NoCandidate::Refused(refused)) => {
                run.count(Taken::Refused(refused));
                continue;
            }
            Err(NoCandidate::Unreadable(error)) => return Err(run.stop(error.into()).await),
        };
        // Two rows for one person: the second must find the account of the first, whatever the scheduling.
        let free = if run.is_first(&candidate.account) {
            at_once - 1
        } else {
            0
        };
        run.wait_until(free).await?;
        let app = app.clone();
        run.working
            .spawn(async move { take(&app, candidate).await });
        tell(run.done());
    }
    run.wait_until(0).await?;
    tell(run.done());
    run.imported.refused.sort_by_key(|refused| refused.row.line);
    Ok(run.imported)
}

/// An import under way.
struct Run<'a> {
    app: &'a App,
    passwords: Passwords,
    hashes: HashMap<String, String>,
    seen: HashSet<[u8; 16]>,
    working: JoinSet<Result<Taken, StoreError>>,
    imported: Imported,
}

impl<'a> Run<'a> {
    fn new(app: &'a App, passwords: Passwords) -> Self {
        Self {
            app,
            passwords,
            hashes: HashMap::new(),
            seen: HashSet::new(),
            working: JoinSet::new(),
            imported: Imported::default(),
        }
    }

    async fn candidate(&mut self, row: Result<Row, RowsError>) -> Result<Candidate, NoCandidate> {
        let candidate = row.and_then(|row| Ok(row.candidate(self.app)?.check_hash(self.app)?));
        match candidate {
            Ok(candidate) => Ok(self.with_hash(candidate).await?),
            Err(RowsError::Bad(row)) => Err(row.into()),
            Err(error) => Err(NoCandidate::Unreadable(error)),
        }
    }

    async fn with_hash(&mut self, mut candidate: Candidate) -> Result<Candidate, BadRow> {
        let Some(password) = candidate.password.take() else {
            return Ok(candidate);
        };
        if self.passwords == Passwords::Refused {
            return Err(BadRow {
                line: candidate.line,
                column: Some("password"),
                wants: "nothing: passwords in clear are for trying things out on one machine; give a password_hash"
                    .to_owned(),
            });
        }
        if !self.hashes.contains_key(&password) {
            let hash = self.app.hasher.hash(Password::new(&password)).await;
            self.hashes.insert(password.clone(), hash);
        }
        candidate.hash = self.hashes.get(&password).cloned();
        Ok(candidate)
    }

    /// Whether no earlier row is about the same person.
    fn is_first(&mut self, account: &Account) -> bool {
        let tenant = account.tenant.as_ref().map_or("", domain::Tenant::as_str);
        let person = match (&account.username, &account.email) {
            (Some(username), _) => format!("username:{username}"),
            (None, Some(email)) => format!("email:{email}#{tenant}"),
            (None, None) => return true,
        };
        let digest: [u8; 32] = Sha256::digest(person).into();
        let start = digest.first_chunk().expect("32 bytes begin with sixteen");
        self.seen.insert(*start)
    }

    async fn wait_until(&mut self, left: usize) -> Result<(), ImportError> {
        while self.working.len() > left
            && let Some(taken) = self.working.join_next().await
        {
            match taken.expect("importing a row does not panic") {
                Ok(taken) => self.count(taken),
                Err(error) => return Err(self.stop(error.into()).await),
            }
        }
        Ok(())
    }

    async fn stop(&mut self, source: Stopped) -> ImportError {
        while let Some(taken) = self.working.join_next().await {
            if let Ok(Ok(taken)) = taken {
                self.count(taken);
            }
        }
        ImportError {
            so_far: std::mem::take(&mut self.imported),
            source,
        }
    }

    fn count(&mut self, taken: Taken) {
        match taken {
            Taken::Created => self.imported.created += 1,
            Taken::Unchanged => self.imported.unchanged += 1,
            Taken::Refused(refused) => self.imported.refused.push(refused),
        }
    }

    fn done(&self) -> u64 {
        self.imported.created + self.imported.unchanged + self.imported.refused.len() as u64
    }
}

/// Why a row gives nothing to import.
enum NoCandidate {
    Refused(Refused),
    Unreadable(RowsError),
}

impl From<BadRow> for NoCandidate {
    fn from(row: BadRow) -> Self {
        Self::Refused(Refused { row, why: Why::Bad })
    }
}
