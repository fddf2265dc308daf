//! Many times of one thing, in milliseconds. Two of these are compared round by round, because what slows the machine down
//! slows both.

use std::time::Duration;

/// A time for each round.
#[derive(Clone, Default)]
pub struct Samples(Vec<f64>);

impl Samples {
    /// One more.
    pub fn add(&mut self, time: Duration) {
        self.0.push(time.as_secs_f64() * 1000.0);
    }

    /// The one in the middle, in milliseconds.
    pub fn median(&self) -> f64 {
        quantile(self.0.clone(), 0.5)
    }

    /// How many times as long as the other, round by round.
    pub fn over(&self, other: &Self) -> Ratio {
        let pairs = self.0.iter().zip(&other.0);
        let ratios: Vec<_> = pairs.map(|(own, other)| own / other).collect();
        Ratio {
            median: quantile(ratios.clone(), 0.5),
            low: quantile(ratios.clone(), 0.25),
            high: quantile(ratios, 0.75),
        }
    }
}

/// What the rounds say of two things.
#[derive(Clone, Copy)]
pub struct Ratio {
    /// The one in the middle.
    pub median: f64,
    /// A quarter of the rounds is below.
    pub low: f64,
    /// A quarter of the rounds is above.
    pub high: f64,
}

fn quantile(mut values: Vec<f64>, part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an index among a few thousand"
    )]
    let index = ((values.len().saturating_sub(1)) as f64 * part).round() as usize;
    values.get(index).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(times: &[u64]) -> Samples {
        let mut samples = Samples::default();
        for time in times {
            samples.add(Duration::from_millis(*time));
        }
        samples
    }

    #[test]
    fn ratios_are_taken_round_by_round() {
        let ratio = samples(&[1, 20, 300, 4, 500]).over(&samples(&[2, 10, 100, 1, 100]));
        let told = [ratio.low, ratio.median, ratio.high];
        assert_eq!(told.map(|ratio| ratio.to_string()), ["2", "3", "4"]);
    }
}
