//! Time in the model: minutes that tick, and within them the order in which things happen.

use jiff::{SignedDuration, Timestamp};

/// No two things happen at the same moment: each takes the next number, and no number comes back.
pub type Number = u16;

const MINUTE: i64 = 60_000;

/// The model's clock, and the source of all that must be told apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clock {
    minute: i64,
    last: Number,
}

impl Clock {
    /// A moment that is later than all before it.
    pub fn next(&mut self) -> (Number, Timestamp) {
        self.last += 1;
        (self.last, self.now())
    }

    /// A later moment.
    pub fn stamp(&mut self) -> Timestamp {
        self.next().1
    }

    /// The moment.
    pub fn now(&self) -> Timestamp {
        at(self.minute, self.last)
    }

    /// The minute turns.
    pub fn tick(&mut self) {
        self.minute += 1;
    }

    /// How often it has turned.
    pub fn minute(&self) -> i64 {
        self.minute
    }
}

fn at(minute: i64, number: Number) -> Timestamp {
    Timestamp::from_millisecond(minute * MINUTE + i64::from(number)).expect("a small number")
}

/// Minute and number of a moment, or of one that lies whole minutes behind it.
pub fn parts(at: Timestamp) -> (i64, Number) {
    let milliseconds = at.as_millisecond();
    let number =
        Number::try_from(milliseconds.rem_euclid(MINUTE)).expect("fewer than a minute has");
    (milliseconds.div_euclid(MINUTE), number)
}

/// So many minutes.
pub fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}
