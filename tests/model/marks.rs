//! Two states that differ only in how far apart things are, not in their order, go on alike: they are one state here.

use std::hash::{Hash, Hasher};

use domain::TokenDigest;
use jiff::Timestamp;

use crate::clock::{Number, parts};

/// A part of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Counts as it is.
    Plain(i64),
    /// Counts by its place among the numbers of the state.
    Placed(Number),
}

/// A state, written down.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Marks(Vec<Mark>);

impl Marks {
    pub fn plain(&mut self, value: impl Into<i64>) -> &mut Self {
        self.0.push(Mark::Plain(value.into()));
        self
    }

    pub fn placed(&mut self, number: Number) -> &mut Self {
        self.0.push(Mark::Placed(number));
        self
    }

    pub fn maybe(&mut self, number: Option<Number>) -> &mut Self {
        match number {
            Some(number) => self.placed(number),
            None => self.plain(-1),
        }
    }

    /// A number that only grows by ones.
    pub fn count(&mut self, count: u64) -> &mut Self {
        self.plain(i64::try_from(count).expect("a small number"))
    }

    /// A link, by its digest.
    pub fn digest(&mut self, digest: &TokenDigest) -> &mut Self {
        self.placed(crate::hands::number_behind(digest))
    }

    pub fn time(&mut self, at: Timestamp) -> &mut Self {
        let (minute, number) = parts(at);
        self.plain(minute).placed(number)
    }

    pub fn maybe_time(&mut self, at: Option<Timestamp>) -> &mut Self {
        match at {
            Some(at) => self.time(at),
            None => self.plain(-1),
        }
    }

    /// Several parts that could stand in any order.
    pub fn set(&mut self, parts: impl IntoIterator<Item = Marks>) -> &mut Self {
        let mut parts: Vec<Marks> = parts.into_iter().collect();
        parts.sort();
        for part in parts {
            self.plain(-2);
            self.0.extend(part.0);
        }
        self
    }
}

impl Hash for Marks {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let number = |mark: &Mark| match mark {
            Mark::Placed(number) => Some(*number),
            Mark::Plain(_) => None,
        };
        let mut numbers: Vec<Number> = self.0.iter().filter_map(number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        for mark in &self.0 {
            match mark {
                Mark::Plain(value) => value.hash(state),
                Mark::Placed(number) => numbers.binary_search(number).hash(state),
            }
        }
    }
}
