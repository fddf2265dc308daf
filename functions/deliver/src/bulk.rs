//! One row of a batch: decided anew at its turn, mailed at the mail service's pace, or handed over.

use adapters::App;
use adapters::issuing::by_administrator::can_mail;
use adapters::issuing::{self, Carrier, Cause, Prepared};
use adapters::mail::{Mail, MailOutcome};
use adapters::store::{self, Claimed, CommitError, DECISIONS, StoreError, Write};
use domain::batch::RowState;
use domain::help::{self, AdminHelp};
use domain::outbox::{BulkRow, ROUND, backoff};
use domain::{Account, DeliveryState, HandOver, Link, LinkRecord, Origin, TokenDigest};
use jiff::Timestamp;

use crate::outcome::{attempt, commit_unless_taken, no_longer_waits, ours, settle};
use crate::turn::Turn;

pub(crate) async fn work(app: &App, claimed: &Claimed, row: &BulkRow) -> Result<Turn, StoreError> {
    let state = app
        .store
        .batch_row(row.batch_id, row.account_id)
        .await?
        .map_or(RowState::Waiting(None), |row| row.state);
    if state.is_done() {
        let turn = told(&state).about(row.account_id);
        return commit_unless_taken(app, vec![app.store.end_work(claimed)], turn).await;
    }
    let mut tried = 1;
    loop {
        let (found, actor) = tokio::join!(
            app.store.account_with_links(row.account_id),
            app.store.account(row.by.account_id)
        );
        let ((account, links), by) = (found?, row.by.by_now(actor?.as_ref()));
        let row = &BulkRow { by, ..row.clone() };
        let now = app.now();
        let unsent = |id| {
            no_longer_waits(app, id, &links, now).filter(|_| has_queued(claimed, &state, &links))
        };
        let Some(account) = account.filter(|account| row.by.reaches(account)) else {
            let unknown = RowState::Refused("account-unknown".to_owned());
            return end(app, claimed, row, unknown, unsent(row.account_id), now).await;
        };
        if let Some(link) = without_end(app, claimed, &account, &links, now) {
            let state = RowState::HandedOver(link.digest, HandOver::MailUnconfirmed);
            return end(app, claimed, row, state, unsent(account.id), now).await;
        }
        let decided = decide(app, claimed, row, &account, &links).await?;
        if let RowState::Sending(digest) = state
            && (decided.is_err() || !can_send_again(app, &account, &links, digest, now))
        {
            let state = RowState::HandedOver(digest, HandOver::MailUnconfirmed);
            return end(app, claimed, row, state, unsent(account.id), now).await;
        }
        let decided = match decided {
            Ok(carrier) => {
                send(
                    app,
                    claimed,
                    row,
                    (&account, &links),
                    (carrier, &state),
                    now,
                )
                .await
            }
            Err(rule) => {
                let refused = RowState::Refused(rule.to_owned());
                return end(app, claimed, row, refused, unsent(account.id), now).await;
            }
        };
        match decided {
            Ok(turn) => return Ok(turn.about(row.account_id)),
            Err(error) if error.is_stale() && tried < DECISIONS => {
                store::pause(tried).await;
            }
            Err(error) => return Err(error.into()),
        }
        tried += 1;
    }
}

/// The link that this row has made, if its window ended between two turns: it lives on, and nobody knows of a mail.
fn without_end<'a>(
    app: &App,
    claimed: &Claimed,
    account: &Account,
    links: &'a LinkRecord,
    now: Timestamp,
) -> Option<&'a Link> {
    let work = &claimed.work;
    let spent = issuing::is_spent(app, account, links, work.work_id, now);
    let link = links.current.as_ref().filter(|_| spent)?;
    (!links.outdates(account, work.asked_at)).then_some(link)
}

/// Whether the current link is still the one that a worker was mailing when it ended. If it is not, the person may have used it, and
/// another would make the one in the mail useless.
fn can_send_again(
    app: &App,
    account: &Account,
    links: &LinkRecord,
    digest: TokenDigest,
    now: Timestamp,
) -> bool {
    let current = links.current.as_ref().filter(|link| link.digest == digest);
    current.is_some_and(|link| link.token_again(account, app.link_keys(), now).is_some())
}

/// Whether the current link waits for this row: it made it, or has left it to be sent.
fn has_queued(claimed: &Claimed, state: &RowState, links: &LinkRecord) -> bool {
    let current = links.current.as_ref().map(|link| link.digest);
    let left = match state {
        RowState::Waiting(digest) => *digest,
        RowState::Sending(digest) => Some(*digest),
        _ => None,
    };
    claimed.has_queued(links) || (left.is_some() && left == current)
}

/// How the link travels, or the rule that says no: the same table as for one link, at this moment.
async fn decide(
    app: &App,
    claimed: &Claimed,
    row: &BulkRow,
    account: &Account,
    links: &LinkRecord,
) -> Result<Result<Carrier, &'static str>, StoreError> {
    if let Err(rule) = row.by.may_act_on(account) {
        return Ok(Err(rule.name()));
    }
    if links.outdates(account, claimed.work.asked_at) {
        return Ok(Err("outdated"));
    }
    let shares_address = issuing::shares_address(app, account).await?;
    Ok(match help::link_help(account, shares_address) {
        AdminHelp::No(refusal) => Err(refusal.name()),
        _ if row.hand_over => Ok(Carrier::HandOver(HandOver::Requested)),
        AdminHelp::HandOver(reason) => Ok(Carrier::HandOver(reason)),
        AdminHelp::Yes => Ok(can_mail(app, account).await),
    })
}

/// Link, audit and row first; then the mail.
async fn send(
    app: &App,
    claimed: &Claimed,
    row: &BulkRow,
    (account, links): (&Account, &LinkRecord),
    (carrier, state): (Carrier, &RowState),
    now: Timestamp,
) -> Result<Turn, CommitError> {
    let carrier = unless_sent_before(carrier, state);
    let cause = Cause {
        actor: row.by.actor,
        origin: Origin::Bulk,
        ip: None,
        user_agent: None,
        lifetime: None,
        work_id: Some(claimed.work.work_id),
    };
    let prepared = issuing::prepare(app, account, links, &cause, carrier, now);
    let digest = prepared.link.digest;
    let mail = issuing::link_mail(app, account, &prepared, cause.origin, None, now);
    let mut writes = prepared.writes.clone();
    match (carrier, mail) {
        (Carrier::Mail, Some(mail)) => {
            writes.push(record(app, row, &RowState::Sending(digest), now));
            app.store.commit(app.ulid(), writes).await?;
            tell(app, claimed, row, &prepared, &mail).await
        }
        (carrier, _) => {
            let reason = if let Carrier::HandOver(reason) = carrier {
                reason
            } else {
                HandOver::NoEmail
            };
            let state = RowState::HandedOver(digest, reason);
            writes.extend([record(app, row, &state, now), app.store.end_work(claimed)]);
            ours(app.store.commit(app.ulid(), writes).await, told(&state))
        }
    }
}

/// A worker that ended between the mail and its record leaves the row at `sending`. The mail may have gone out: it is
/// not sent twice, and the administrator has the same link.
fn unless_sent_before(carrier: Carrier, state: &RowState) -> Carrier {
    match (carrier, state) {
        (Carrier::Mail, RowState::Sending(_)) => Carrier::HandOver(HandOver::MailUnconfirmed),
        (carrier, _) => carrier,
    }
}

async fn tell(
    app: &App,
    claimed: &Claimed,
    row: &BulkRow,
    prepared: &Prepared,
    mail: &Mail,
) -> Result<Turn, CommitError> {
    let outcome = attempt(app, mail).await;
    let now = app.now();
    let (state, delivery) = of_mail(&outcome, claimed, prepared, now);
    let handed_over = state.handed_over();
    let turn = match &state {
        RowState::Waiting(_) => Turn::of_mail(&outcome),
        state => told(state),
    };
    let link = Link {
        delivery,
        handed_over,
        delivery_at: now,
        ..prepared.link.clone()
    };
    let beside = vec![
        settle(app, claimed, &turn, None, now),
        record(app, row, &state, now),
    ];
    let actor = row.by.actor;
    let recorded =
        issuing::record_answer(app, row.account_id, actor, &link, &outcome, beside).await;
    ours(recorded, turn)
}

/// How a row that is over is told in the log.
fn told(state: &RowState) -> Turn {
    let turn = Turn::ended(state.name());
    match state {
        RowState::HandedOver(_, reason) => turn.because(reason),
        RowState::Refused(rule) => turn.because(rule),
        _ => turn,
    }
}

/// A mail that was not taken, because there was no connection or the mail service said that it cannot, waits for its next
/// turn, if the link can be sent again then; everything unclear is handed over at once.
fn of_mail(
    outcome: &MailOutcome,
    claimed: &Claimed,
    prepared: &Prepared,
    now: Timestamp,
) -> (RowState, DeliveryState) {
    let digest = prepared.link.digest;
    let handed_over = |reason, delivery| (RowState::HandedOver(digest, reason), delivery);
    // Two rounds: one for the schedule, one for what is due before it.
    let next_turn = now + backoff(claimed.work.attempts) + ROUND * 2;
    match outcome {
        MailOutcome::Sent { .. } => (RowState::Sent(digest), DeliveryState::Sent),
        MailOutcome::Rejected(_) | MailOutcome::Paused(_) => {
            handed_over(HandOver::MailRejected, DeliveryState::Rejected)
        }
        MailOutcome::Throttled(_) | MailOutcome::Unreachable(_)
            if next_turn < prepared.link.resend_until =>
        {
            (RowState::Waiting(Some(digest)), DeliveryState::Queued)
        }
        _ => handed_over(HandOver::MailUnconfirmed, DeliveryState::None),
    }
}

fn record(app: &App, row: &BulkRow, state: &RowState, now: Timestamp) -> Write {
    app.store
        .record_row(row.batch_id, row.account_id, state, now)
}

async fn end(
    app: &App,
    claimed: &Claimed,
    row: &BulkRow,
    state: RowState,
    unsent: Option<Write>,
    now: Timestamp,
) -> Result<Turn, StoreError> {
    let mut writes = vec![app.store.end_work(claimed), record(app, row, &state, now)];
    writes.extend(unsent);
    commit_unless_taken(app, writes, told(&state).about(row.account_id)).await
}
