//! One row of a batch: decided anew at its turn, mailed at the mail service's pace, or handed over.

use adapters::App;
use adapters::issuing::by_administrator::can_mail;
use adapters::issuing::{self, Carrier, Cause, DECISIONS, Prepared};
use adapters::mail::{Mail, MailOutcome};
use adapters::store::{Claimed, CommitError, Guard, StoreError, Write};
use domain::batch::RowState;
use domain::help::{self, AdminHelp};
use domain::outbox::BulkRow;
use domain::{Account, DeliveryState, HandOver, Link, LinkRecord, Origin};
use jiff::Timestamp;

use crate::outcome::{Fate, attempt, commit_unless_taken, settle};

pub(crate) async fn work(app: &App, claimed: &Claimed, row: &BulkRow) -> Result<(), StoreError> {
    let state = app
        .store
        .batch_row(row.batch_id, row.account_id)
        .await?
        .map_or(RowState::Waiting, |row| row.state);
    if state.is_done() {
        return commit_unless_taken(app, vec![app.store.end_work(claimed)]).await;
    }
    let mut tried = 1;
    loop {
        let (account, links) = app.store.account_with_links(row.account_id).await?;
        let now = app.now();
        let Some(account) = account.filter(|account| row.by.reaches(account)) else {
            return end(
                app,
                claimed,
                row,
                RowState::Refused("account-unknown".to_owned()),
                now,
            )
            .await;
        };
        let decided = match decide(app, claimed, row, &account, &links, now).await? {
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
                return end(app, claimed, row, RowState::Refused(rule.to_owned()), now).await;
            }
        };
        match decided {
            Ok(()) => return Ok(()),
            Err(error) if error.is_stale() && tried < DECISIONS => {
                adapters::store::pause(tried).await;
            }
            Err(error) if error.refused_by(&Guard::Work) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
        tried += 1;
    }
}

/// How the link travels, or the rule that says no: the same table as for one link, at this moment.
async fn decide(
    app: &App,
    claimed: &Claimed,
    row: &BulkRow,
    account: &Account,
    links: &LinkRecord,
    now: Timestamp,
) -> Result<Result<Carrier, &'static str>, StoreError> {
    if let Err(rule) = row.by.may_act_on(account) {
        return Ok(Err(rule.name()));
    }
    let spent = issuing::is_spent(app, account, links, claimed.work.work_id, now);
    if spent || links.outdates(account, claimed.work.asked_at) {
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
) -> Result<(), CommitError> {
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
    let mail = issuing::link_mail(app, account, &prepared, None, now);
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
            writes.extend([
                record(app, row, &RowState::HandedOver(digest, reason), now),
                app.store.end_work(claimed),
            ]);
            app.store.commit(app.ulid(), writes).await
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
) -> Result<(), CommitError> {
    let outcome = attempt(app, mail).await;
    let now = app.now();
    let (state, delivery, fate) = of_mail(&outcome, prepared, now);
    let handed_over = if let RowState::HandedOver(_, reason) = &state {
        Some(*reason)
    } else {
        None
    };
    tracing::info!(account.id = %row.account_id, batch.id = %row.batch_id, mail.outcome = outcome.word(), "bulk mail");
    let link = Link {
        delivery,
        handed_over,
        delivery_at: now,
        ..prepared.link.clone()
    };
    let beside = vec![
        settle(app, claimed, fate, now),
        record(app, row, &state, now),
    ];
    issuing::record_answer(app, row.account_id, row.by.actor, &link, &outcome, beside).await
}

/// A mail that was surely not taken waits for its next turn while the link can still be sent again; everything unclear
/// is handed over at once.
fn of_mail(
    outcome: &MailOutcome,
    prepared: &Prepared,
    now: Timestamp,
) -> (RowState, DeliveryState, Fate) {
    let digest = prepared.link.digest;
    let handed_over =
        |reason, delivery| (RowState::HandedOver(digest, reason), delivery, Fate::Done);
    match outcome {
        MailOutcome::Sent { .. } => (RowState::Sent(digest), DeliveryState::Sent, Fate::Done),
        MailOutcome::Rejected(_) | MailOutcome::Paused(_) => {
            handed_over(HandOver::MailRejected, DeliveryState::Rejected)
        }
        MailOutcome::Throttled(_) if now < prepared.link.resend_until => {
            (RowState::Waiting, DeliveryState::Queued, Fate::Waits)
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
    now: Timestamp,
) -> Result<(), StoreError> {
    commit_unless_taken(
        app,
        vec![app.store.end_work(claimed), record(app, row, &state, now)],
    )
    .await
}
