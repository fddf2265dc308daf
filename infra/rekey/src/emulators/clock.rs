//! One clock for everything on this machine, so that a test can let a link expire without waiting for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use dynoxide::storage_backend::Clock;
use jiff::Timestamp;

/// The furthest that the clock can be moved: a thousand years, well inside what a timestamp can say.
const FURTHEST_MS: i64 = 1000 * 366 * 86_400_000;

/// The machine's time plus an offset in milliseconds, which every clone shares.
#[derive(Clone, Debug, Default)]
pub struct LocalClock(Arc<AtomicI64>);

impl LocalClock {
    /// The shared offset in milliseconds, for clocks of another type.
    pub fn offset_ms(&self) -> Arc<AtomicI64> {
        Arc::clone(&self.0)
    }

    /// Milliseconds since 1970.
    #[expect(
        clippy::disallowed_methods,
        reason = "the emulators' own reading of the time"
    )]
    pub fn now_ms(&self) -> i64 {
        Timestamp::now().as_millisecond() + self.0.load(Ordering::SeqCst)
    }

    /// Moves every clone forward; it stops a thousand years ahead.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(FURTHEST_MS);
        self.0
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |offset| {
                Some(offset.saturating_add(by).min(FURTHEST_MS))
            })
            .expect("the closure always answers");
    }
}

impl Clock for LocalClock {
    fn now_unix_secs(&self) -> u64 {
        u64::try_from(self.now_ms() / 1000).unwrap_or(0)
    }

    fn now_unix_secs_f64(&self) -> f64 {
        Duration::from_millis(u64::try_from(self.now_ms()).unwrap_or(0)).as_secs_f64()
    }
}

/// RFC 3339 in UTC, always with milliseconds, so that texts sort as times do.
pub(crate) fn rfc3339(ms: i64) -> String {
    let at = Timestamp::from_millisecond(ms).expect("the clock stays within a thousand years");
    format!("{at:.3}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_share_the_time_and_the_end_of_it() {
        let clock = LocalClock::default();
        let before = clock.now_ms();
        clock.clone().advance(Duration::from_mins(1));
        assert!(clock.now_ms() >= before + 60_000);
        clock.advance(Duration::MAX);
        clock.advance(Duration::MAX);
        assert!(rfc3339(clock.now_ms()).starts_with("30"));
    }

    #[test]
    fn times_are_written_with_milliseconds() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00.000Z");
    }
}
