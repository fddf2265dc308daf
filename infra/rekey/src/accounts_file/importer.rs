//! Makes the accounts of a file that are not there yet. What is there stays as it is, so that a file can be imported
//! again after a crash, and twice changes nothing.

use std::collections::{HashMap, HashSet};
use std::io::BufRead;

use adapters::App;
use adapters::store::{Credential, Guard, StoreError, Write, pause};
use domain::audit::{Entry, What};
use domain::{Account, AccountId, Actor, Identifier, Password, edit};
use serde::Serialize;
use sha2::{Digest, Sha256};
use tokio::task::JoinSet;

use super::reader::{Rows, RowsError};
use super::row::{BadRow, Candidate, Row};

/// Tries after which a row that is overtaken again and again is given up.
const DECISIONS: u32 = 5;

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

/// A row that was not taken.
#[derive(Debug, Serialize)]
pub struct Refused {
    /// Which, and what it wants.
    #[serde(flatten)]
    pub row: BadRow,
    /// Whether the row or the directory stands in the way.
    pub why: Why,
}

/// What stands in the way of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// It is no account.
    Bad,
    /// There is another account with the same identifier.
    Conflict,
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

/// What became of one row.
enum Taken {
    Created,
    Unchanged,
    Refused(Refused),
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

/// Reads, decides, writes; decides again on what has changed meanwhile.
async fn take(app: &App, candidate: Candidate) -> Result<Taken, StoreError> {
    let mut tried = 1;
    loop {
        let (bearers, there) = bearers(app, &candidate.account).await?;
        if let Some(found) = compare(&candidate, &there) {
            return Ok(found);
        }
        match app
            .store
            .commit(app.ulid(), writes(app, &candidate, &bearers))
            .await
        {
            Ok(()) => return Ok(Taken::Created),
            Err(error) if tried < DECISIONS && is_overtaken(&error) => pause(tried).await,
            Err(error) => return Err(error.into()),
        }
        tried += 1;
    }
}

fn is_overtaken(error: &adapters::store::CommitError) -> bool {
    error.refused_by(&Guard::Username) || error.refused_by(&Guard::Bearers)
}

/// Who bears the address, and which accounts the row could be about: the one with its username; for a row without one,
/// those of its tenant that have its address and no username either.
async fn bearers(
    app: &App,
    account: &Account,
) -> Result<(Vec<AccountId>, Vec<Account>), StoreError> {
    let found = match (&account.username, &account.email) {
        (Some(username), _) => Identifier::Username(username.clone()),
        (None, Some(email)) => Identifier::Email(email.clone()),
        (None, None) => return Ok((Vec::new(), Vec::new())),
    };
    let bearers = app.store.bearers_of(&found).await?;
    if bearers.is_empty() {
        return Ok((bearers, Vec::new()));
    }
    let mut there = app.store.accounts(&bearers).await?;
    if account.username.is_none() {
        there.retain(|other| other.username.is_none() && other.tenant == account.tenant);
    }
    Ok((bearers, there))
}

/// What the accounts that are there make of the row; `None` when it is new.
fn compare(candidate: &Candidate, there: &[Account]) -> Option<Taken> {
    let differences = there
        .iter()
        .map(|other| edit::changed_members(other, &candidate.account));
    let least = differences.min_by_key(Vec::len)?;
    if least.is_empty() {
        return Some(Taken::Unchanged);
    }
    Some(Taken::Refused(Refused {
        row: BadRow {
            line: candidate.line,
            column: Some(if candidate.account.username.is_some() {
                "username"
            } else {
                "email"
            }),
            wants: format!(
                "agreement with the account that is there, in {}; that was left as it is",
                least.join(", ")
            ),
        },
        why: Why::Conflict,
    }))
}

fn writes(app: &App, candidate: &Candidate, bearers: &[AccountId]) -> Vec<Write> {
    let account = &candidate.account;
    let entry = Entry::new(
        app.ulid(),
        account.id,
        account.created_at,
        What::AccountCreated,
        Actor::Operator,
    )
    .with("by", "import");
    let mut writes = vec![
        app.store.create_account(account),
        app.store.write_entry(&entry),
    ];
    // With a username the address may be anybody's; without one it is all that tells two people of a tenant apart.
    writes.extend(if account.username.is_some() {
        app.store.change_identifiers(None, Some(account))
    } else {
        app.store.claim_identifiers(account, bearers)
    });
    writes.extend(app.store.change_search(None, Some(account)));
    writes.extend(candidate.hash.as_ref().map(|hash| {
        let credential = Credential {
            hash: hash.clone(),
            must_change: false,
            changed_at: account.created_at,
        };
        app.store.set_credential(account.id, &credential)
    }));
    writes
}
