//! Verifying a password: the same calls and the same cost whether the account is there or not.

use std::net::IpAddr;
use std::time::Duration;

use domain::limit::address_subject;
use domain::outbox::IdentifierDigest;
use domain::{Account, AccountId, Identifier, Limit, LimitKey, Password, Tenant};
use jiff::Timestamp;
use tokio::time::timeout;

use crate::app::App;
use crate::hasher::Verdict;
use crate::metrics::Metric;
use crate::store::{CommitError, Credential, Guard, Write};
use crate::web::Error;

/// Longer than the store takes when it is well.
const SOON: Duration = Duration::from_secs(1);

/// Who claims to be whom.
pub struct Claim<'a> {
    /// As typed.
    pub identifier: &'a str,
    /// As typed.
    pub password: &'a str,
    /// The address to count; `None` where a service key names none.
    pub address: Option<IpAddr>,
    /// The tenant outside which nobody exists.
    pub tenant: Option<&'a Tenant>,
}

/// A right password, and the places in the failure counters to give back.
pub struct Verified {
    /// Whose.
    pub account: Account,
    /// As it was read with the account.
    pub credential: Credential,
    verdict: Verdict,
    places: Vec<LimitKey>,
}

/// Verifies a claim. A place in the failure counters is taken before the hash is looked at, so that many tries at once
/// are not more than many tries; whoever is right gives it back.
///
/// # Errors
/// `WrongCredentials` for everything that is not one account with this password; `TooManyRequests` over a limit.
pub async fn verify(app: &App, claim: Claim<'_>) -> Result<Verified, Error> {
    let id = only_bearer(app, claim.identifier).await?;
    verify_account(app, id, claim).await
}

/// The same for an account that is known by its id; the claim's identifier is not looked at.
pub async fn verify_account(app: &App, id: AccountId, claim: Claim<'_>) -> Result<Verified, Error> {
    let (account, credential) = app.store.account_with_credential(id).await?;
    let account =
        account.filter(|account| claim.tenant.is_none() || claim.tenant == account.tenant.as_ref());
    let epoch = account.as_ref().map_or(0, |account| account.epoch);
    let places = take_places(app, id, epoch, claim.address).await?;
    let stored = credential
        .as_ref()
        .filter(|_| account.is_some())
        .map(|credential| credential.hash.clone());
    let verdict = app
        .hasher
        .verify(Password::new(claim.password), stored)
        .await;
    match (account, credential) {
        (Some(account), Some(credential)) if verdict.is_right() => Ok(Verified {
            account,
            credential,
            verdict,
            places,
        }),
        _ => Err(Error::WrongCredentials),
    }
}

/// Whether nobody can sign in to this account: it has no username, and no address, or one that other accounts have, in whatever
/// tenant.
/// `false` where that cannot be found out soon: whoever asks has something true to say besides.
pub async fn needs_username(app: &App, account: &Account) -> bool {
    if account.username.is_some() {
        return false;
    }
    let Some(email) = &account.email else {
        return true;
    };
    let identifier = Identifier::Email(email.clone());
    let bearers = timeout(SOON, app.store.bearers_of(&identifier));
    matches!(bearers.await, Ok(Ok(bearers)) if bearers.len() > 1)
}

/// The one account that bears the identifier; else an id that no account has, to make the same calls with.
async fn only_bearer(app: &App, typed: &str) -> Result<AccountId, Error> {
    let key =
        Identifier::parse(typed).map_or_else(|| "nobody".to_owned(), |identifier| identifier.key());
    let bearers = app.store.bearers_of_key(&key).await?;
    match bearers[..] {
        [one] => Ok(one),
        _ => Ok(nobody(typed)),
    }
}

/// Sixteen bytes of a digest: always the same for the same text, and no account's.
fn nobody(typed: &str) -> AccountId {
    let digest = IdentifierDigest::of(typed).0;
    AccountId::from_bytes(*digest.first_chunk().expect("32 bytes begin with sixteen"))
}

async fn take_places(
    app: &App,
    id: AccountId,
    epoch: u64,
    address: Option<IpAddr>,
) -> Result<Vec<LimitKey>, Error> {
    let now = app.now();
    let places = counters(id, epoch, address, now);
    let writes = places
        .iter()
        .map(|key| app.store.take_place(key, app.settings.limit(key.limit)))
        .collect();
    match app.store.commit(app.ulid(), writes).await {
        Ok(()) => Ok(places),
        Err(error) => Err(too_many(app, error, now)),
    }
}

fn counters(id: AccountId, epoch: u64, address: Option<IpAddr>, now: Timestamp) -> Vec<LimitKey> {
    // Whatever raises the epoch clears the account's own counters, because their keys change.
    let account = format!("{id}#{epoch}");
    let mut keys = vec![Limit::FailuresPerAccount.key(&account, now)];
    if let Some(address) = address.map(address_subject) {
        keys.push(Limit::Failures.key(&format!("{account}#{address}"), now));
        keys.push(Limit::FailuresPerAddress.key(&address, now));
    }
    keys
}

/// The answer to a counter that refused, or that could not be reached.
pub fn too_many(app: &App, error: CommitError, now: Timestamp) -> Error {
    if let Some(key) = error.limit() {
        return Error::TooManyRequests(key.retry_after(now));
    }
    if matches!(error, CommitError::Unknown(_)) {
        app.metrics.write(Metric::LimitsUnreachable);
    }
    error.into()
}

impl Verified {
    /// Whether the password was set by hand and has run out.
    pub fn has_run_out(&self, app: &App) -> bool {
        self.credential.must_change
            && self.credential.changed_at + app.settings.must_change_lifetime <= app.now()
    }

    /// The writes that give the places back: successes are free.
    pub fn give_back(&self, app: &App) -> Vec<Write> {
        self.places
            .iter()
            .map(|key| app.store.give_place_back(key))
            .collect()
    }

    /// Gives the places back by themselves, where nothing else is to be written. That the counters stay is no reason
    /// to refuse a right password.
    pub async fn settle(&self, app: &App) {
        if let Err(error) = app.store.commit(app.ulid(), self.give_back(app)).await {
            tracing::warn!(
                error.chain = crate::log::chain(&error),
                "places were not given back"
            );
        }
    }

    /// Commits what was decided on the verified password; once more with its new hash, where another success has merely hashed
    /// it anew meanwhile.
    pub async fn commit(
        &mut self,
        app: &App,
        writes: impl Fn(&Self) -> Vec<Write>,
    ) -> Result<(), CommitError> {
        match app.store.commit(app.ulid(), writes(self)).await {
            Err(error)
                if error.refused_by(&Guard::Credential) && self.is_hashed_anew(app).await =>
            {
                app.store.commit(app.ulid(), writes(self)).await
            }
            other => other,
        }
    }

    /// Whether it is the same password under another hash: a new password raises the epoch.
    async fn is_hashed_anew(&mut self, app: &App) -> bool {
        let read = app.store.account_with_credential(self.account.id).await;
        let Ok((Some(account), Some(credential))) = read else {
            return false;
        };
        let same = account.epoch == self.account.epoch
            && credential.changed_at == self.credential.changed_at;
        if same {
            self.credential = credential;
        }
        same
    }

    /// Hashes the password anew when its hash is not made as today's settings want it.
    pub async fn upgrade(&self, app: &App, password: &str) {
        if self.verdict != Verdict::RightButOutdated {
            return;
        }
        let hash = app.hasher.hash(Password::new(password)).await;
        if let Err(error) = app
            .store
            .upgrade_hash(self.account.id, &self.credential, &hash)
            .await
        {
            tracing::warn!(
                error.chain = crate::log::chain(&error),
                "a hash was not upgraded"
            );
        }
    }
}
