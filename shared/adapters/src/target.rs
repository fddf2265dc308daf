//! The account that an administrator acts on: found, reached and allowed, or the refusal in the contract's order.

use domain::audit::{Entry, What};
use domain::{Account, AccountId, Authority, Forbidden, LinkRecord};
use jiff::Timestamp;

use crate::app::App;
use crate::web::{Caller, Error};

/// A target as it was read.
pub struct Target {
    /// The account.
    pub account: Account,
    /// Its links.
    pub links: LinkRecord,
}

/// The account of that id: one outside the actor's tenant does not exist.
pub async fn find(app: &App, actor: &Authority, id: &str) -> Result<Account, Error> {
    let account = app.store.account(named(id)?).await?;
    within_reach(actor, account)
}

/// The same with its links, in one round trip.
pub async fn find_with_links(app: &App, actor: &Authority, id: &str) -> Result<Target, Error> {
    let (account, links) = app.store.account_with_links(named(id)?).await?;
    let account = within_reach(actor, account)?;
    Ok(Target { account, links })
}

/// The account, if the actor may act on it; a refusal is written into its history.
pub async fn find_to_act_on(
    app: &App,
    actor: &Authority,
    caller: &Caller,
    id: &str,
) -> Result<Account, Error> {
    let account = find(app, actor, id).await?;
    check(app, actor, caller, &account).await?;
    Ok(account)
}

/// The same with its links.
pub async fn find_with_links_to_act_on(
    app: &App,
    actor: &Authority,
    caller: &Caller,
    id: &str,
) -> Result<Target, Error> {
    let target = find_with_links(app, actor, id).await?;
    check(app, actor, caller, &target.account).await?;
    Ok(target)
}

fn named(id: &str) -> Result<AccountId, Error> {
    AccountId::parse(id).ok_or(Error::AccountUnknown)
}

fn within_reach(actor: &Authority, account: Option<Account>) -> Result<Account, Error> {
    account
        .filter(|account| actor.reaches(account))
        .ok_or(Error::AccountUnknown)
}

async fn check(
    app: &App,
    actor: &Authority,
    caller: &Caller,
    account: &Account,
) -> Result<(), Error> {
    match actor.may_act_on(account) {
        Ok(()) => Ok(()),
        Err(rule) => Err(refuse(app, actor, caller, account.id, rule).await),
    }
}

/// Writes a refusal into the target's history; answers what to tell the caller.
pub async fn refuse(
    app: &App,
    actor: &Authority,
    caller: &Caller,
    id: AccountId,
    rule: Forbidden,
) -> Error {
    let entry = entry(app, actor, caller, id, What::ActRefused, app.now()).with("rule", rule);
    let writes = vec![app.store.write_entry(&entry)];
    match app.store.commit(app.ulid(), writes).await {
        Ok(()) => Error::NotAllowed(rule),
        Err(error) => error.into(),
    }
}

/// An entry of what an administrator does to an account.
pub fn entry(
    app: &App,
    actor: &Authority,
    caller: &Caller,
    id: AccountId,
    what: What,
    now: Timestamp,
) -> Entry {
    Entry::new(app.ulid(), id, now, what, actor.actor).from_ip(caller.address.to_string())
}
