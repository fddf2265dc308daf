//! `rekey owner recover`: the only owner left has lost the password. The PIN stands for the second person who is missing.

use std::io::{self, Write};

use adapters::App;
use adapters::issuing::{Carrier, Cause, Prepared, prepare};
use adapters::noticing;
use adapters::store::{self, DECISIONS, StoreError};
use domain::audit::{Entry, What};
use domain::help::{self, AdminHelp};
use domain::{Account, Actor, HandOver, Identifier, Limit, Origin, Password, Role};
use zeroize::Zeroizing;

use super::{Error, Form, Outcome, link_answer};

/// Whom to help, and why.
pub struct Recovery<'a> {
    /// The owner's username or email.
    pub identifier: &'a str,
    /// The reason why the operator does it although another owner could; `None` when there is none.
    pub even_so: Option<&'a str>,
}

/// What is known when the PIN is asked for.
struct Locked {
    owner: Account,
    pin_hash: String,
    other_owners: usize,
}

/// Asks for the PIN when everything else allows it, and tells a link that the operator hands over.
pub async fn run(
    app: &App,
    recovery: &Recovery<'_>,
    ask_pin: impl FnOnce() -> io::Result<Zeroizing<String>>,
    form: Form,
    out: &mut impl Write,
) -> Result<Outcome, Error> {
    let locked = find(app, recovery).await?;
    let pin = ask_pin().map_err(|_| {
        Error::Failed(
            "the PIN can only be asked for on a terminal; else use --pin-stdin".to_owned(),
        )
    })?;
    let tries = take_try(app, &locked.owner).await?;
    let verdict = app
        .hasher
        .verify(Password::new(pin.trim()), Some(locked.pin_hash.clone()));
    if !verdict.await.is_right() {
        return Err(wrong_pin(app, &locked.owner, tries).await?);
    }
    let prepared = issue(app, &locked, recovery, tries).await?;
    let what = format!(
        "A link for the owner {} was made, and its history tells of it",
        locked.owner.name
    );
    link_answer::tell(app, &locked.owner, &prepared, &what, form, out)?;
    if form == Form::Text && locked.owner.email.is_some() && app.mailer.is_some() {
        writeln!(out, "A notice goes to the owner's address.")?;
    }
    Ok(Outcome::Done)
}

async fn find(app: &App, recovery: &Recovery<'_>) -> Result<Locked, Error> {
    let owner = owner(app, recovery.identifier).await?;
    if let AdminHelp::No(refusal) = help::link_help(&owner, false) {
        return Err(Error::Refused(format!(
            "a password would not let this owner in: {refusal}"
        )));
    }
    let mut others = app.store.active_owners().await?;
    others.retain(|other| other.id != owner.id);
    if !others.is_empty() && recovery.even_so.is_none() {
        let who = match others.len() {
            1 => "another active owner".to_owned(),
            count => format!("{count} other active owners"),
        };
        let why = format!(
            "there is help in the console by {who}; if that cannot be, use --even-so --reason TEXT"
        );
        return Err(refuse(app, &owner, "another-owner", why).await?);
    }
    let Some(pin_hash) = app.store.pin_hash(owner.id).await? else {
        let why = "this owner has set no PIN, so nothing proves who asks; `rekey owner create` makes another owner";
        return Err(refuse(app, &owner, "no-pin", why.to_owned()).await?);
    };
    Ok(Locked {
        owner,
        pin_hash,
        other_owners: others.len(),
    })
}

async fn owner(app: &App, typed: &str) -> Result<Account, Error> {
    let bearers = match Identifier::parse(typed) {
        Some(identifier) => app.store.bearers_of(&identifier).await?,
        None => Vec::new(),
    };
    let mut owners = app.store.accounts(&bearers).await?;
    owners.retain(|account| account.role == Role::Owner);
    match owners.len() {
        0 => Err(Error::Refused(
            "no owner has this username or email".to_owned(),
        )),
        1 => Ok(owners.remove(0)),
        _ => Err(Error::Refused(
            "several owners have this email: give the username".to_owned(),
        )),
    }
}

/// Takes a place among the day's tries before the PIN is looked at, so that many tries at once are not more than many
/// tries; a right one is a try too. Answers how many there have been.
async fn take_try(app: &App, owner: &Account) -> Result<u64, Error> {
    let now = app.now();
    let key = Limit::PinPerDay.key(&owner.id.to_string(), now);
    let limit = app.settings.limit(Limit::PinPerDay);
    let write = app.store.take_place(&key, limit);
    match app.store.commit(app.ulid(), vec![write]).await {
        Ok(()) => Ok(app.store.places_taken(&key).await?),
        Err(error) if error.limit().is_some() => {
            let seconds = jiff::SignedDuration::from_secs(key.retry_after(now));
            let why = format!(
                "the PIN was tried {limit} times today; it can be tried again after {:.0}",
                now + seconds
            );
            Err(refuse(app, owner, "pin-limit", why).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn wrong_pin(app: &App, owner: &Account, tries: u64) -> Result<Error, StoreError> {
    let left = u64::from(app.settings.limit(Limit::PinPerDay)).saturating_sub(tries);
    let why = match left {
        1 => "this is not the PIN; one more try today".to_owned(),
        left => format!("this is not the PIN; {left} more tries today"),
    };
    refuse(app, owner, "wrong-pin", why).await
}

/// Every refusal is written into the owner's history: somebody with the operator's rights has tried.
async fn refuse(app: &App, owner: &Account, rule: &str, why: String) -> Result<Error, StoreError> {
    let entry = Entry::new(
        app.ulid(),
        owner.id,
        app.now(),
        What::ActRefused,
        Actor::Operator,
    )
    .with("act", "owner-recover")
    .with("rule", rule);
    let write = app.store.write_entry(&entry);
    app.store.commit(app.ulid(), vec![write]).await?;
    Ok(Error::Refused(why))
}

/// Reads, decides, commits; decides again on what has changed meanwhile.
async fn issue(
    app: &App,
    locked: &Locked,
    recovery: &Recovery<'_>,
    tries: u64,
) -> Result<Prepared, Error> {
    let cause = Cause {
        actor: Actor::Operator,
        origin: Origin::Admin,
        ip: None,
        user_agent: None,
        lifetime: None,
        work_id: None,
    };
    let mut decisions = 1;
    loop {
        let (account, links) = app.store.account_with_links(locked.owner.id).await?;
        let account = account
            .filter(|account| account.role == Role::Owner)
            .ok_or_else(|| Error::Refused("the account is no owner any more".to_owned()))?;
        let now = app.now();
        let carrier = Carrier::HandOver(HandOver::Requested);
        let prepared = prepare(app, &account, &links, &cause, carrier, now);
        let told = Entry::new(
            app.ulid(),
            account.id,
            now,
            What::OwnerRecovered,
            Actor::Operator,
        )
        .with("link", prepared.link.id)
        .with("tries", tries)
        .with("other_owners", locked.other_owners);
        let told = match recovery.even_so {
            Some(reason) => told.with("reason", reason),
            None => told,
        };
        let mut writes = prepared.writes.clone();
        writes.push(app.store.write_entry(&told));
        writes.extend(noticing::tell_of_recovery(app, &account, now));
        match app.store.commit(app.ulid(), writes).await {
            Ok(()) => return Ok(prepared),
            Err(error) if error.is_stale() && decisions < DECISIONS => {
                store::pause(decisions).await;
            }
            Err(error) => return Err(error.into()),
        }
        decisions += 1;
    }
}
