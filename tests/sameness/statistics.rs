//! Whether two lists of times come from one source: the rank-sum test of Mann and Whitney.

/// The two-sided probability that the lists differ in rank as much as they do, or more, if they come from one source. By
/// the normal approximation with the correction for ties: good from some twenty of each.
pub fn rank_sum_test(one: &[f64], other: &[f64]) -> f64 {
    let tagged = one.iter().map(|value| (*value, true));
    let mut all: Vec<(f64, bool)> = tagged
        .chain(other.iter().map(|value| (*value, false)))
        .collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut ranks_of_one, mut ties) = (0.0, 0.0);
    let mut start = 0;
    for group in all.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let size = count(group.len());
        let middle = count(start) + f64::midpoint(size, 1.0);
        ranks_of_one += middle * count(group.iter().filter(|(_, of_one)| *of_one).count());
        ties += size.powi(3) - size;
        start += group.len();
    }
    let (m, n) = (count(one.len()), count(other.len()));
    let total = m + n;
    let u = ranks_of_one - m * (m + 1.0) / 2.0;
    let variance = m * n / 12.0 * (total + 1.0 - ties / (total * (total - 1.0)));
    if variance <= 0.0 {
        return 1.0;
    }
    two_sided((u - m * n / 2.0).abs() / variance.sqrt())
}

fn count(count: usize) -> f64 {
    f64::from(u32::try_from(count).expect("fewer than four thousand million samples"))
}

/// The probability that a standard normal value is further from 0 than `z`: by the continued fraction of the tail, or the
/// series near 0.
fn two_sided(z: f64) -> f64 {
    let density = (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    if z > 3.0 {
        let fraction = (1..=60).rev().fold(z, |rest, k| z + f64::from(k) / rest);
        return 2.0 * density / fraction;
    }
    let (mut term, mut sum) = (z, z);
    for k in 1..=60 {
        term *= z * z / (2.0 * f64::from(k) + 1.0);
        sum += term;
    }
    (1.0 - 2.0 * density * sum).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_of_the_normal_distribution_is_as_tables_have_it() {
        for (z, p) in [
            (0.0, 1.0),
            (1.0, 0.317_311),
            (1.959_964, 0.05),
            (3.290_527, 0.001),
            (4.0, 0.000_063_342),
        ] {
            assert!((two_sided(z) - p).abs() < 1e-6, "{z}: {}", two_sided(z));
        }
    }

    #[test]
    fn equal_lists_cannot_be_told_apart_and_different_ones_can() {
        let times = |from: i32| (from..from + 100).map(f64::from).collect::<Vec<_>>();
        assert!(rank_sum_test(&times(0), &times(0)) > 0.99);
        assert!(rank_sum_test(&[1.0; 50], &[1.0; 50]) > 0.99);
        assert!(rank_sum_test(&times(0), &times(30)) < 1e-3);
    }
}
