//! How work ends, or waits: recorded in one transaction with what is known of the mail.

use std::time::Duration;

use adapters::App;
use adapters::mail::{Mail, MailOutcome, MailReason};
use adapters::store::{AskRecord, Claimed, CommitError, Found, Guard, StoreError, Write};
use domain::batch::RowState;
use domain::outbox::{Ask, AskOutcome, backoff};
use domain::{AccountId, DeliveryState, HandOver, LinkRecord, WorkKind};
use jiff::Timestamp;

use crate::turn::Turn;

/// How long the worker waits for the mail service's answer to one mail.
const PATIENCE: Duration = Duration::from_secs(5);

/// One attempt to have the mail service take a mail; without a sender there is none.
pub(crate) async fn attempt(app: &App, mail: &Mail) -> MailOutcome {
    match app.mailer.as_ref() {
        Some(mailer) => mailer.send(mail, PATIENCE).await,
        None => MailOutcome::Rejected(MailReason::NotSendable),
    }
}

/// The closed list of what the mail service may say, on the public path: delivery, and what became of the ask.
pub(crate) fn of_mail(outcome: &MailOutcome) -> (DeliveryState, AskOutcome) {
    match outcome {
        MailOutcome::Sent { .. } => (DeliveryState::Sent, AskOutcome::Sent),
        MailOutcome::Rejected(_) | MailOutcome::Paused(_) => {
            (DeliveryState::Rejected, AskOutcome::Rejected)
        }
        MailOutcome::Throttled(_) | MailOutcome::Unreachable(_) | MailOutcome::Unclear(_) => {
            (DeliveryState::Queued, AskOutcome::Queued)
        }
    }
}

/// The write that ends the work or lets it wait; an ask with what was found.
pub(crate) fn settle(
    app: &App,
    claimed: &Claimed,
    turn: &Turn,
    found: Option<Found>,
    now: Timestamp,
) -> Write {
    if turn.waits() {
        let not_before = now + backoff(claimed.work.attempts);
        app.store.put_work_off(claimed, not_before, found)
    } else {
        app.store.end_work(claimed)
    }
}

/// The write that tells what became of the ask, for as long again as an ask is worked on.
pub(crate) fn record(
    app: &App,
    claimed: &Claimed,
    ask: &Ask,
    (account_id, outcome): (Option<AccountId>, AskOutcome),
    now: Timestamp,
) -> Write {
    let asked_at = claimed.work.asked_at;
    app.store.record_ask(&AskRecord {
        digest: ask.digest,
        asked_at,
        work_id: claimed.work.work_id,
        account_id,
        outcome,
        at: now,
        kept_until: app.settings.lifetimes.ask_ends_at(asked_at.max(now)),
    })
}

/// For work that ends without mail: the link that was to be mailed by it waits for nothing any more, and an administrator who
/// looks is told that it is not known whether a mail has gone out.
pub(crate) fn no_longer_waits(
    app: &App,
    id: AccountId,
    links: &LinkRecord,
    now: Timestamp,
) -> Option<Write> {
    let link = links.current.as_ref()?;
    let unconfirmed = Some(HandOver::MailUnconfirmed);
    (link.delivery == DeliveryState::Queued).then(|| {
        app.store
            .record_delivery(id, link.digest, DeliveryState::None, unconfirmed, now)
    })
}

/// Ends an ask without mail, for a recorded reason.
pub(crate) async fn end(
    app: &App,
    claimed: &Claimed,
    ask: &Ask,
    (account_id, outcome): (Option<AccountId>, AskOutcome),
    beside: Vec<Write>,
    now: Timestamp,
) -> Result<Turn, CommitError> {
    let mut writes = vec![
        app.store.end_work(claimed),
        record(app, claimed, ask, (account_id, outcome), now),
    ];
    writes.extend(beside);
    let turn = match outcome {
        AskOutcome::Undelivered => Turn::given_up(outcome.name()),
        AskOutcome::NotEligible(rule) => Turn::ended(outcome.name()).because(&rule),
        _ => Turn::ended(outcome.name()),
    };
    let turn = turn.about(account_id);
    ours(app.store.commit(app.ulid(), writes).await, turn)
}

/// Sets work aside that can never succeed, because something in the store cannot be read. Whoever asks what became of it
/// is told that it was given up.
pub(crate) async fn set_aside(
    app: &App,
    claimed: &Claimed,
    what: &'static str,
) -> Result<Turn, StoreError> {
    let (work, now) = (&claimed.work, app.now());
    let undelivered = |id| (id, AskOutcome::Undelivered);
    let aside = app.store.set_work_aside(work.id, claimed.by, what);
    let (account_id, told) = match &work.kind {
        WorkKind::Ask(ask) => (
            None,
            Some(record(app, claimed, ask, undelivered(None), now)),
        ),
        WorkKind::AskFor(id, ask) => {
            let told = record(app, claimed, ask, undelivered(Some(*id)), now);
            (Some(*id), Some(told))
        }
        WorkKind::BulkRow(row) => {
            let refused = RowState::Refused("undelivered".to_owned());
            let told = app
                .store
                .record_row(row.batch_id, row.account_id, &refused, now);
            (Some(row.account_id), Some(told))
        }
        WorkKind::Notice(notice) => (Some(notice.account_id), None),
    };
    let writes = std::iter::once(aside).chain(told).collect();
    let turn = Turn::given_up("set-aside").because(what).about(account_id);
    commit_unless_taken(app, writes, turn).await
}

/// Commits what ends the work, unless another worker has taken it over after this one was too slow.
pub(crate) async fn commit_unless_taken(
    app: &App,
    writes: Vec<Write>,
    turn: Turn,
) -> Result<Turn, StoreError> {
    ours(app.store.commit(app.ulid(), writes).await, turn).map_err(StoreError::from)
}

/// The turn, if it was this worker that recorded it.
pub(crate) fn ours(committed: Result<(), CommitError>, turn: Turn) -> Result<Turn, CommitError> {
    match committed {
        Err(error) if error.refused_by(&Guard::Work) => Ok(Turn::overtaken()),
        other => other.map(|()| turn),
    }
}
