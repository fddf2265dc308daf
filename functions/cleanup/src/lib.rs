//! Every minute: sends stuck work round again and erases nonces whose window is over. Its time grows with what is due,
//! not with what exists.

use std::time::{Duration, Instant};

use adapters::App;
use adapters::log::chain;
use adapters::metrics::Metric;
use adapters::store::{CommitError, StoreError};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

/// Younger work is the stream's.
const STREAM_PATIENCE: SignedDuration = SignedDuration::from_secs(30);

/// No write begins later in a run than this: the rest is the next minute's. The function's time-out is behind the longest
/// that one write takes.
const RUN: Duration = Duration::from_secs(35);

/// What the schedule sends; nothing in it matters.
#[derive(Debug, Default, Deserialize)]
pub struct Schedule {}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cleaned {
    /// Pieces of work that go round again.
    pub sent_round: usize,
    /// Nonces that are gone.
    pub nonces_erased: usize,
}

/// Does everything that is due, side by side, so that neither of the two waits for ever behind much of the other; what
/// fails, and what there is no time for, is left for the next minute. An error means that the store failed one of them, and
/// not that nothing was done.
pub async fn handle(app: App, _: Schedule) -> Result<Cleaned, StoreError> {
    let ends = Instant::now() + RUN;
    let (sent_round, nonces_erased) = tokio::join!(
        Box::pin(send_round(&app, ends)),
        Box::pin(erase_nonces(&app, ends))
    );
    for error in [&sent_round, &nonces_erased]
        .into_iter()
        .filter_map(|it| it.as_ref().err())
    {
        tracing::error!(error.chain = chain(error), "cleanup left something undone");
    }
    let cleaned = Cleaned {
        sent_round: sent_round?,
        nonces_erased: nonces_erased?,
    };
    tracing::info!(
        cleanup.sent_round = cleaned.sent_round,
        cleanup.nonces_erased = cleaned.nonces_erased,
        "cleaned up"
    );
    Ok(cleaned)
}

async fn send_round(app: &App, ends: Instant) -> Result<usize, StoreError> {
    let now = app.now();
    let waiting = app.store.waiting_work(now, now - STREAM_PATIENCE).await?;
    let age = waiting.oldest.map(|since| now.duration_since(since));
    // Clocks differ: work of a moment that has not come yet has not waited.
    let age = age.and_then(|age| Duration::try_from(age).ok());
    app.metrics
        .write(Metric::OutboxAge(age.unwrap_or_default()));
    let mut done = Done::default();
    for due in waiting.due {
        if Instant::now() >= ends {
            break;
        }
        let writes = app.store.send_work_round_again(&due, app.ulid(), now);
        // A refusal means that somebody has taken it meanwhile.
        done.add(app.store.commit(app.ulid(), writes.to_vec()).await);
    }
    done.count()
}

async fn erase_nonces(app: &App, ends: Instant) -> Result<usize, StoreError> {
    let now = app.now();
    let mut done = Done::default();
    for (id, digest) in app.store.overdue_nonces(now).await? {
        if Instant::now() >= ends {
            break;
        }
        let write = app.store.erase_nonce(id, digest, now);
        // A refusal means that a newer link is there, with a nonce of its own.
        done.add(app.store.commit(app.ulid(), vec![write]).await);
    }
    done.count()
}

/// What came of the writes of one run.
#[derive(Default)]
struct Done {
    count: usize,
    failed: Option<CommitError>,
}

impl Done {
    /// What failed is remembered, and nothing else waits for it.
    fn add(&mut self, committed: Result<(), CommitError>) {
        match committed {
            Ok(()) => self.count += 1,
            Err(CommitError::Refused(_)) => {}
            Err(error) => self.failed = Some(error),
        }
    }

    fn count(self) -> Result<usize, StoreError> {
        self.failed
            .map_or(Ok(self.count), |error| Err(error.into()))
    }
}
