//! What nobody would send: mutations of what is sent, thrown at every place that reads what others wrote. Nothing panics,
//! every answer is one of the contract's, and what is refused changes nothing.
//!
//! Each target begins with its corpus as it is (`corpus/<target>/`, a seed a file: one of each kind, and whatever was found to
//! break something), then throws mutations of it, the same ones each time. `REKEY_FUZZ=60` throws others for so many seconds
//! at each target. A failure tells the smallest input that still fails: put it into the corpus with the mend.
//!
//! Seen to fail when `cursor::read` lets control characters through, when a file's refusal tells the name of a member, when
//! a rejected password uses the link up, and when an answer is none that the document tells of. What it found
//! when it was new is in the corpus: times and counts beyond what can be reckoned with.

mod bodies;
mod corpus;
mod events;
mod files;
mod mutation;
mod texts;

use std::time::{Duration, Instant};

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use tests::World;

use corpus::{Input, mutations_of, seeds};

/// So many inputs between two looks at the clock.
const ROUND: u32 = 100;

#[expect(clippy::disallowed_methods, reason = "the test's own switch")]
fn seconds() -> Option<Duration> {
    let asked = std::env::var("REKEY_FUZZ").ok()?;
    asked.parse().ok().map(Duration::from_secs)
}

/// Throws so many inputs, or as many as there is time for if a time is asked for; tells how many.
fn throw<S: Strategy>(target: &str, count: u32, inputs: &S, check: impl Fn(S::Value)) {
    let started = Instant::now();
    let mut thrown = 0;
    loop {
        let config = Config {
            cases: seconds().map_or(count, |_| ROUND),
            rng_seed: seconds().map_or(RngSeed::Fixed(11), |_| RngSeed::Random),
            failure_persistence: None,
            max_shrink_iters: 300,
            ..Config::default()
        };
        thrown += config.cases;
        let checked = TestRunner::new(config).run(inputs, |input| {
            check(input);
            Ok(())
        });
        if let Err(error) = checked {
            panic!("{target}: {error}");
        }
        if seconds().is_none_or(|seconds| started.elapsed() >= seconds) {
            break;
        }
    }
    println!("{target}: {thrown} inputs in {:.1?}", started.elapsed());
}

/// The seeds of a target as they are, then so many mutations of them.
fn throw_corpus(target: &str, count: u32, check: impl Fn(&Input)) {
    seeds(target).iter().for_each(&check);
    let inputs = mutations_of(seeds(target));
    throw(target, count, &inputs, |input| check(&input));
}

fn nothing_panicked(world: &World) {
    let told = world.log_about("panicked");
    assert!(told.is_empty(), "{told:?}");
}
