//! How work ends, or waits: recorded in one transaction with what is known of the mail.

use std::time::Duration;

use adapters::App;
use adapters::mail::{Mail, MailOutcome, MailReason};
use adapters::store::{AskOutcome, AskRecord, Claimed, Guard, StoreError, Write};
use domain::lifetime::Lifetimes;
use domain::outbox::{Ask, backoff};
use domain::{AccountId, DeliveryState};
use jiff::Timestamp;

/// What the mail service's answer means for the work behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is done.
    Done,
    /// It waits and is tried again.
    Waits,
}

/// How long the worker waits for the mail service's answer to one mail.
const PATIENCE: Duration = Duration::from_secs(5);

/// One attempt to have the mail service take a mail; without a sender there is none.
pub(crate) async fn attempt(app: &App, mail: &Mail) -> MailOutcome {
    match &app.mailer {
        Some(mailer) => mailer.send(mail, PATIENCE).await,
        None => MailOutcome::Rejected(MailReason::NotSendable),
    }
}

/// The closed list of what the mail service may say, on the public path: delivery, what became of the ask, and whether
/// the work waits. A limit is only used up by a mail that is known to have been taken.
pub(crate) fn of_mail(outcome: &MailOutcome) -> (DeliveryState, AskOutcome, Fate) {
    match outcome {
        MailOutcome::Sent { .. } => (DeliveryState::Sent, AskOutcome::Sent, Fate::Done),
        MailOutcome::Rejected(_) => (DeliveryState::Rejected, AskOutcome::Rejected, Fate::Done),
        MailOutcome::Paused(_) => (DeliveryState::Rejected, AskOutcome::Rejected, Fate::Waits),
        MailOutcome::Throttled(_) | MailOutcome::Unreachable(_) | MailOutcome::Unclear(_) => {
            (DeliveryState::Queued, AskOutcome::Queued, Fate::Waits)
        }
    }
}

/// The write that ends the work or lets it wait.
pub(crate) fn settle(app: &App, claimed: &Claimed, fate: Fate, now: Timestamp) -> Write {
    match fate {
        Fate::Done => app.store.end_work(claimed),
        Fate::Waits => app
            .store
            .put_work_off(claimed, now + backoff(claimed.work.attempts)),
    }
}

/// Until when a public ask is worked on: after that its link could not be derived any more.
pub(crate) fn ask_ends_at(lifetimes: &Lifetimes, asked_at: Timestamp) -> Timestamp {
    asked_at + lifetimes.window_of(lifetimes.of(domain::Origin::SelfService))
}

/// The write that tells what became of the ask.
pub(crate) fn record(
    app: &App,
    claimed: &Claimed,
    ask: &Ask,
    account_id: Option<AccountId>,
    outcome: AskOutcome,
) -> Write {
    let asked_at = claimed.work.asked_at;
    app.store.record_ask(&AskRecord {
        digest: ask.digest,
        asked_at,
        work_id: claimed.work.work_id,
        account_id,
        outcome,
        at: app.now(),
        kept_until: ask_ends_at(&app.settings.lifetimes, asked_at),
    })
}

/// Ends an ask without mail, for a recorded reason.
pub(crate) async fn end(
    app: &App,
    claimed: &Claimed,
    ask: &Ask,
    (account_id, outcome): (Option<AccountId>, AskOutcome),
    entry: Option<Write>,
) -> Result<(), StoreError> {
    let mut writes = vec![
        app.store.end_work(claimed),
        record(app, claimed, ask, account_id, outcome),
    ];
    writes.extend(entry);
    tracing::info!(work.id = %claimed.work.work_id, ask.outcome = outcome.name(), "ask ended without mail");
    commit_unless_taken(app, writes).await
}

/// Commits what ends the work, unless another worker has taken it over after this one was too slow.
pub(crate) async fn commit_unless_taken(app: &App, writes: Vec<Write>) -> Result<(), StoreError> {
    match app.store.commit(app.ulid(), writes).await {
        Err(error) if error.refused_by(&Guard::Work) => Ok(()),
        other => other.map_err(StoreError::from),
    }
}
