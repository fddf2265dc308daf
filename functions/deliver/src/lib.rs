//! The outbox's worker: looks up, decides, issues, mails. Whatever crashes, the work stays until it has ended in a mail or
//! in a recorded reason.

mod ask;
mod bulk;
mod event;
mod notice;
mod outcome;
mod turn;

use adapters::App;
use adapters::log::chain;
use adapters::store::{Claimed, StoreError};
use domain::WorkKind;
use domain::outbox::MOST_TURNS_WITHOUT_END;
use tokio::task::JoinSet;
use tracing::Instrument as _;
use ulid::Ulid;

use turn::Turn;

pub use event::{BatchAnswer, Failure, Record, StreamEvent};

/// Takes a batch of the outbox's stream. Records that failed are named, so that Lambda hands them over again; all are
/// worked on side by side, so that one slow mail does not hold up the others.
pub async fn handle(app: App, event: StreamEvent) -> BatchAnswer {
    let mut working = JoinSet::new();
    for record in event.records {
        let app = app.clone();
        let taking = async move { (take(&app, &record).await, record) };
        working.spawn(taking.in_current_span());
    }
    let mut failures = Vec::new();
    while let Some(done) = working.join_next().await {
        match done {
            Ok((Ok(()), _)) => {}
            Ok((Err(error), record)) => {
                tracing::error!(
                    error.chain = chain(&error),
                    "work failed and is tried again"
                );
                failures.push(Failure::of(record));
            }
            // Where it panicked is told by the hook; its message may hold what it was about.
            Err(_) => tracing::error!("work panicked; it waits for the next round"),
        }
    }
    BatchAnswer { failures }
}

async fn take(app: &App, record: &Record) -> Result<(), StoreError> {
    let Some(id) = record.work_id() else {
        return Ok(());
    };
    let by = app.ulid();
    let claimed = match app.store.claim_work(id, by, app.now()).await {
        Ok(Some(claimed)) => claimed,
        // Done, waiting, or another worker's: the stream tells things more than once.
        Ok(None) => return Ok(()),
        Err(StoreError::Malformed(what)) => {
            tracing::error!(work.id = %id, work.outcome = "set-aside", work.reason = what, "work was given up");
            let aside = app.store.set_work_aside(id, by, what);
            return outcome::commit_unless_taken(app, vec![aside], Turn::given_up("set-aside"))
                .await
                .map(drop);
        }
        Err(error) => return Err(error),
    };
    let working = work_on(app, &claimed).instrument(turn::span(&claimed.work));
    let turn = match working.await {
        // Trying again would read the same.
        Err(StoreError::Malformed(what)) => outcome::set_aside(app, &claimed, what).await,
        other => other,
    };
    if let Ok(turn) = &turn {
        turn.tell(app, &claimed);
    } else {
        // Not held any longer, so that the stream's next try finds it free.
        let released = app
            .store
            .commit(
                app.ulid(),
                vec![app.store.put_work_off(&claimed, app.now(), None)],
            )
            .await;
        tracing::debug!(work.id = %claimed.work.work_id, released = released.is_ok(), "work was released");
    }
    turn.map(drop)
}

async fn work_on(app: &App, claimed: &Claimed) -> Result<Turn, StoreError> {
    if claimed.turns > MOST_TURNS_WITHOUT_END {
        return outcome::set_aside(app, claimed, "turns").await;
    }
    match &claimed.work.kind {
        WorkKind::Ask(ask) => ask::answer(app, claimed, ask).await,
        WorkKind::AskFor(account_id, ask) => ask::answer_for(app, claimed, ask, *account_id).await,
        WorkKind::BulkRow(row) => bulk::work(app, claimed, row).await,
        WorkKind::Notice(notice) => notice::send(app, claimed, notice).await,
    }
}

fn parse_ulid(text: &str) -> Option<Ulid> {
    Ulid::from_string(text).ok()
}
