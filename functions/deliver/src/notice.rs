//! Tells an account's holder of a change. Its failure never undoes the change.

use adapters::App;
use adapters::Language;
use adapters::mail::{self, Mail, MailOutcome, PasswordChange, Recipient};
use adapters::store::{Claimed, StoreError};
use domain::audit::{Entry, What};
use domain::outbox::{Change, NOTICE_PATIENCE};
use domain::{Account, Actor, Notice};
use jiff::Timestamp;

use crate::outcome;
use crate::turn::Turn;

pub(crate) async fn send(
    app: &App,
    claimed: &Claimed,
    notice: &Notice,
) -> Result<Turn, StoreError> {
    let account = app.store.account(notice.account_id).await?;
    let mail = write(app, notice, account.as_ref())
        .tagged(mail::ACCOUNT_TAG, notice.account_id.to_string());
    let outcome = outcome::attempt(app, &mail).await;
    let now = app.now();
    let is_late = notice.changed_at + NOTICE_PATIENCE <= now;
    let turn = match Turn::of_mail(&outcome) {
        turn if turn.waits() && is_late => Turn::given_up("undelivered").because_of(&outcome),
        turn => turn,
    };
    let turn = turn.about(notice.account_id);
    let mut writes = vec![outcome::settle(app, claimed, &turn, None, now)];
    if !turn.waits() {
        writes.push(app.store.write_entry(&entry(app, notice, &turn, now)));
    }
    match outcome::commit_unless_taken(app, writes, turn.clone()).await {
        // The mail is out. That the history lacks a line is less bad than the same mail again, and again.
        Err(_) if matches!(outcome, MailOutcome::Sent { .. }) => {
            outcome::commit_unless_taken(app, vec![app.store.end_work(claimed)], turn).await
        }
        recorded => recorded,
    }
}

/// Sent, or why not: told once, when it is over.
fn entry(app: &App, notice: &Notice, turn: &Turn, now: Timestamp) -> Entry {
    let entry = Entry::new(
        app.ulid(),
        notice.account_id,
        now,
        What::NoticeAnswered,
        Actor::System,
    )
    .with("change", notice.change)
    .with("outcome", turn.outcome());
    let entry = match notice.link {
        Some(link) => entry.with("link", link),
        None => entry,
    };
    match turn.reason() {
        Some(reason) => entry.with("reason", reason),
        None => entry,
    }
}

fn write(app: &App, notice: &Notice, account: Option<&Account>) -> Mail {
    let recipient = Recipient {
        to: notice.to.as_str(),
        name: account.map_or("", |account| &account.name),
        username: account
            .and_then(|account| account.username.as_ref())
            .map(domain::Username::as_str),
    };
    let language = Language::of(&[notice.locale.as_ref()]);
    let writer = app.letterhead.in_language(language);
    let by = match notice.change {
        Change::Address => return writer.address_changed(recipient, notice.changed_at),
        Change::PasswordRemoved => {
            return writer.password_removed(recipient, notice.changed_at);
        }
        Change::OwnerRecovered => {
            return writer.owner_recovered(recipient, notice.changed_at);
        }
        Change::PasswordByLink => PasswordChange::ByLink,
        Change::PasswordByAdministrator => PasswordChange::ByAdministrator,
        Change::PasswordByHolder => PasswordChange::ByHolder,
    };
    writer.password_changed(recipient, by, notice.changed_at)
}
