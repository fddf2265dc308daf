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

/// The target of that id: one outside the actor's tenant does not exist.
pub async fn find(app: &App, actor: &Authority, id: &str) -> Result<Target, Error> {
    let id = AccountId::parse(id).ok_or(Error::AccountUnknown)?;
    let (account, links) = app.store.account_with_links(id).await?;
    let account = account
        .filter(|account| actor.reaches(account))
        .ok_or(Error::AccountUnknown)?;
    Ok(Target { account, links })
}

/// The same, if the actor may act on it; a refusal is written into the target's history.
pub async fn find_to_act_on(
    app: &App,
    actor: &Authority,
    caller: &Caller,
    id: &str,
) -> Result<Target, Error> {
    let target = find(app, actor, id).await?;
    match actor.may_act_on(&target.account) {
        Ok(()) => Ok(target),
        Err(rule) => Err(refuse(app, actor, caller, target.account.id, rule).await),
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
