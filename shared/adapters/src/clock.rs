//! The time that functions go by.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// Where the time comes from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's.
    Real,
    /// The machine's and so many milliseconds: the local program moves it.
    Shifted(Arc<AtomicI64>),
}

impl Clock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the time"
    )]
    pub(crate) fn now(&self) -> Timestamp {
        let shift = match self {
            Self::Real => 0,
            Self::Shifted(shift) => shift.load(Ordering::Relaxed),
        };
        let now = Timestamp::now() + SignedDuration::from_millis(shift);
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }
}
