//! Notices of changes: put into the outbox in the transaction of the change.

use domain::outbox::Change;
use domain::{Account, EmailAddress, Notice, Work, WorkKind};
use jiff::Timestamp;
use ulid::Ulid;

use crate::app::App;
use crate::store::Write;
use crate::web::edge;

/// Tells the account's holder of a change of the password, at the address of the moment; nothing without one.
pub fn tell_of_password(
    app: &App,
    account: &Account,
    change: Change,
    now: Timestamp,
) -> Option<Write> {
    tell(app, account, account.email.as_ref()?, change, None, now)
}

/// The same of a password that was set with that link, so that the history joins the notice to it.
pub fn tell_of_redemption(
    app: &App,
    account: &Account,
    link: Option<Ulid>,
    now: Timestamp,
) -> Option<Write> {
    tell(
        app,
        account,
        account.email.as_ref()?,
        Change::PasswordByLink,
        link,
        now,
    )
}

/// Tells an owner that the operator made a link for the account.
pub fn tell_of_recovery(app: &App, owner: &Account, now: Timestamp) -> Option<Write> {
    tell(
        app,
        owner,
        owner.email.as_ref()?,
        Change::OwnerRecovered,
        None,
        now,
    )
}

/// Tells the old address that it is no longer the account's.
pub fn tell_old_address(
    app: &App,
    before: &Account,
    after: &Account,
    now: Timestamp,
) -> Option<Write> {
    let old = before
        .email
        .as_ref()
        .filter(|_| before.email != after.email)?;
    tell(app, before, old, Change::Address, None, now)
}

fn tell(
    app: &App,
    account: &Account,
    to: &EmailAddress,
    change: Change,
    link: Option<Ulid>,
    now: Timestamp,
) -> Option<Write> {
    // Without a sender nothing could ever go out.
    app.settings.mail_from.as_ref()?;
    let id = app.ulid();
    edge::joins_work(id);
    let kind = WorkKind::Notice(Notice {
        account_id: account.id,
        to: to.clone(),
        locale: account.locale.clone(),
        change,
        changed_at: now,
        link,
    });
    Some(app.store.put_work(&Work::new(id, now, kind)))
}
