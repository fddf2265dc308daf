//! One row of an import: whether its account is there already, and the transaction that makes it.

use adapters::App;
use adapters::store::{CommitError, Credential, DECISIONS, Guard, StoreError, Write, pause};
use domain::audit::{Entry, What};
use domain::{Account, AccountId, Actor, Identifier, edit};
use serde::Serialize;

use super::row::{BadRow, Candidate};

/// What became of one row.
pub(super) enum Taken {
    Created,
    Unchanged,
    Refused(Refused),
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

/// Reads, decides, writes; decides again on what has changed meanwhile.
pub(super) async fn take(app: &App, candidate: Candidate) -> Result<Taken, StoreError> {
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

fn is_overtaken(error: &CommitError) -> bool {
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
