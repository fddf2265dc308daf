//! Tells an account's holder of a change. Its failure never undoes the change.

use adapters::App;
use adapters::Language;
use adapters::mail::{Mail, PasswordChange, Recipient};
use adapters::store::{Claimed, StoreError};
use domain::audit::{Entry, What};
use domain::outbox::{Change, NOTICE_PATIENCE};
use domain::{Account, Actor, Notice};

use crate::outcome::{self, Fate};

pub(crate) async fn send(app: &App, claimed: &Claimed, notice: &Notice) -> Result<(), StoreError> {
    let account = app.store.account(notice.account_id).await?;
    let mail =
        write(app, notice, account.as_ref()).tagged("rekey-account", notice.account_id.to_string());
    let outcome = outcome::attempt(app, &mail).await;
    let now = app.now();
    let given_up = notice.changed_at + NOTICE_PATIENCE <= now;
    let (_, _, fate) = outcome::of_mail(&outcome);
    let fate = if given_up { Fate::Done } else { fate };
    let entry = Entry::new(
        app.ulid(),
        notice.account_id,
        now,
        What::NoticeAnswered,
        Actor::System,
    )
    .with("change", notice.change)
    .with("outcome", outcome.word());
    tracing::info!(account.id = %notice.account_id, mail.outcome = outcome.word(), "notice");
    let writes = vec![
        outcome::settle(app, claimed, fate, now),
        app.store.write_entry(&entry),
    ];
    outcome::commit_unless_taken(app, writes).await
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
        Change::OwnerRecovered => {
            return writer.owner_recovered(recipient, notice.changed_at);
        }
        Change::PasswordByLink => PasswordChange::ByLink,
        Change::PasswordByAdministrator => PasswordChange::ByAdministrator,
        Change::PasswordByHolder => PasswordChange::ByHolder,
    };
    writer.password_changed(recipient, by, notice.changed_at)
}
