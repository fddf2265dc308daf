//! Accounts to begin with: one JSON object a line, the demo accounts or a file of one's own.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use adapters::App;
use adapters::store::{Credential, StoreError};
use domain::audit::{Entry, What};
use domain::{
    Account, Actor, EmailAddress, Locale, Password, Role, Sso, Standing, Tenant, Username, account,
};
use serde::Deserialize;

/// The demo accounts.
const DEMO: &str = include_str!("demo.jsonl");

/// A line of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    username: Option<String>,
    email: Option<String>,
    #[serde(default)]
    name: String,
    tenant: Option<String>,
    role: Option<String>,
    standing: Option<String>,
    sso: Option<SsoMember>,
    locale: Option<String>,
    password: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SsoMember {
    provider: String,
    url: String,
}

/// Why accounts were not taken.
#[derive(Debug, thiserror::Error)]
pub enum AccountsError {
    /// The file cannot be read.
    #[error("the accounts file {0} cannot be read")]
    File(PathBuf, #[source] std::io::Error),
    /// A line is no account.
    #[error("line {line} of the accounts file: {wants}")]
    Line {
        /// Counted from one.
        line: usize,
        /// What is wrong.
        wants: String,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Puts the demo accounts, or those of the file, into a store that has none yet.
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
    let text = match file {
        Some(path) => std::fs::read_to_string(path)
            .map_err(|error| AccountsError::File(path.to_owned(), error))?,
        None => DEMO.to_owned(),
    };
    let lines: Vec<(usize, &str)> = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty())
        .collect();
    let mut accounts = Vec::new();
    for (number, line) in lines {
        accounts.push(parse(app, line).map_err(|wants| AccountsError::Line {
            line: number,
            wants,
        })?);
    }
    let hashes = hash_each_once(app, &accounts).await;
    for (account, password) in &accounts {
        create(
            app,
            account,
            password.as_ref().and_then(|password| hashes.get(password)),
        )
        .await?;
    }
    Ok(())
}

fn parse(app: &App, line: &str) -> Result<(Account, Option<String>), String> {
    let line: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let now = app.now();
    let named = |name: &str, wants: &str| format!("{name} wants {wants}");
    let account = Account {
        id: app.account_id(),
        username: line
            .username
            .as_deref()
            .map(Username::parse)
            .transpose()
            .map_err(|error| error.to_string())?,
        email: line
            .email
            .as_deref()
            .map(EmailAddress::parse)
            .transpose()
            .map_err(|error| error.to_string())?,
        name: account::person_name(&line.name)
            .ok_or_else(|| named("name", "at most 200 characters"))?,
        tenant: optional(line.tenant, Tenant::parse)
            .ok_or_else(|| named("tenant", "a-z, 0-9, dot, hyphen"))?,
        role: optional(line.role, Role::from_name)
            .ok_or_else(|| named("role", "user, admin or owner"))?
            .unwrap_or(Role::User),
        standing: optional(line.standing, Standing::from_name)
            .ok_or_else(|| named("standing", "invited, active, expired or disabled"))?
            .unwrap_or(Standing::Active),
        sso: line
            .sso
            .map(|sso| {
                Sso::new(&sso.provider, &sso.url)
                    .ok_or_else(|| named("sso", "provider and an https url"))
            })
            .transpose()?,
        locale: optional(line.locale, Locale::parse)
            .ok_or_else(|| named("locale", "a language tag"))?,
        version: 1,
        epoch: 1,
        epoch_at: now,
        created_at: now,
    };
    Ok((account, line.password))
}

/// `None`: there is a text, and it is none of these.
fn optional<T>(text: Option<String>, parse: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    match text {
        Some(text) => parse(&text).map(Some),
        None => Some(None),
    }
}

/// Equal passwords share a hash here: these are accounts to try things with.
async fn hash_each_once(
    app: &App,
    accounts: &[(Account, Option<String>)],
) -> HashMap<String, String> {
    let mut hashes = HashMap::new();
    for password in accounts
        .iter()
        .filter_map(|(_, password)| password.clone())
        .collect::<BTreeSet<_>>()
    {
        hashes.insert(
            password.clone(),
            app.hasher.hash(Password::new(&password)).await,
        );
    }
    hashes
}

async fn create(app: &App, account: &Account, hash: Option<&String>) -> Result<(), StoreError> {
    let entry = Entry::new(
        app.ulid(),
        account.id,
        account.created_at,
        What::AccountCreated,
        Actor::Operator,
    );
    let mut writes = vec![
        app.store.create_account(account),
        app.store.write_entry(&entry),
    ];
    writes.extend(app.store.change_identifiers(None, Some(account)));
    writes.extend(app.store.change_search(None, Some(account)));
    writes.extend(hash.map(|hash| {
        let credential = Credential {
            hash: hash.clone(),
            must_change: false,
            changed_at: account.created_at,
        };
        app.store.set_credential(account.id, &credential)
    }));
    Ok(app.store.commit(app.ulid(), writes).await?)
}
