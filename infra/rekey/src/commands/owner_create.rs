//! `rekey owner create`: the first owner, or one more, with a link to choose the password by.

use std::io::Write;

use adapters::App;
use adapters::issuing::{Carrier, Cause, Prepared, prepare};
use adapters::store::{self, CommitError, Guard};
use domain::audit::{Entry, What};
use domain::{
    Account, Actor, EmailAddress, HandOver, Identifier, LinkRecord, Origin, Role, Standing,
    Username, account,
};

use super::{Error, Form, Outcome, link_answer};

/// Who is to be an owner.
pub struct NewOwner<'a> {
    /// Where notices go.
    pub email: &'a str,
    /// For people.
    pub name: &'a str,
    /// To sign in with besides.
    pub username: Option<&'a str>,
}

/// Makes the account, active, and its invitation, and tells the link.
pub async fn run(
    app: &App,
    owner: &NewOwner<'_>,
    form: Form,
    out: &mut impl Write,
) -> Result<Outcome, Error> {
    let account = parse(app, owner)?;
    for identifier in account.identifiers() {
        if !app.store.bearers_of(&identifier).await?.is_empty() {
            return Err(taken(&identifier));
        }
    }
    let creation = creation(app, &account);
    let cause = Cause {
        actor: Actor::Operator,
        origin: Origin::Invitation,
        ip: None,
        user_agent: None,
        lifetime: None,
        work_id: None,
    };
    let prepared = prepare(
        app,
        &account,
        &LinkRecord::default(),
        &cause,
        Carrier::HandOver(HandOver::Requested),
        account.created_at,
    );
    match app
        .store
        .commit(app.ulid(), writes(app, &account, creation, &prepared))
        .await
    {
        Ok(()) => {}
        Err(error) if error.refused_by(&Guard::Username) || error.refused_by(&Guard::Bearers) => {
            return Err(Error::Refused(
                "another account has just taken this username or email".to_owned(),
            ));
        }
        // Whoever tried again would be refused, and nobody would have the link.
        Err(CommitError::Unknown(_)) if !app.store.accounts(&[account.id]).await?.is_empty() => {}
        Err(error) => return Err(error.into()),
    }
    let what = format!("The owner {} was made", owner.name);
    link_answer::tell(app, &account, &prepared, &what, form, out)?;
    Ok(Outcome::Done)
}

fn parse(app: &App, owner: &NewOwner<'_>) -> Result<Account, Error> {
    let now = app.now();
    let wants =
        |name: &str, wants: &dyn std::fmt::Display| Error::Usage(format!("{name}: {wants}"));
    let username = owner.username.map(Username::parse).transpose();
    let name = account::person_name(owner.name).filter(|name| !name.trim().is_empty());
    Ok(Account {
        id: app.account_id(),
        username: username.map_err(|error| wants("--username", &error))?,
        email: Some(EmailAddress::parse(owner.email).map_err(|error| wants("--email", &error))?),
        name: name.ok_or_else(|| wants("--name", &"a name has 1 to 200 characters"))?,
        tenant: None,
        role: Role::Owner,
        standing: Standing::Active,
        sso: None,
        locale: None,
        version: 1,
        epoch: 1,
        epoch_at: now,
        created_at: now,
    })
}

fn creation(app: &App, account: &Account) -> store::Write {
    let entry = Entry::new(
        app.ulid(),
        account.id,
        account.created_at,
        What::AccountCreated,
        Actor::Operator,
    );
    app.store.write_entry(&entry.with("role", account.role))
}

/// Account and link in one transaction: an owner without a link could only be helped by another.
fn writes(
    app: &App,
    account: &Account,
    creation: store::Write,
    prepared: &Prepared,
) -> Vec<store::Write> {
    let mut writes = vec![app.store.create_account(account), creation];
    writes.extend(app.store.claim_identifiers(account, &[]));
    writes.extend(app.store.change_search(None, Some(account)));
    // The account is made here, so there is no earlier epoch to check; a transaction has one action for an item.
    let link = prepared.writes.iter();
    writes.extend(
        link.filter(|write| !write.is_guarded_by(&Guard::Account))
            .cloned(),
    );
    writes
}

fn taken(identifier: &Identifier) -> Error {
    let which = match identifier {
        Identifier::Username(_) => "username",
        Identifier::Email(_) => "email",
    };
    Error::Refused(format!(
        "another account has this {which}: an owner needs one of its own; edit that account in the console, or use another {which}"
    ))
}
