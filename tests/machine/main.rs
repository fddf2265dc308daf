//! A state machine: sequences of acts, clock steps, faults of store and mail, crashes, duplicate and reordered records and
//! events, over the real functions and the embedded store. After each step the record is held against what was told.
//!
//! What comes of a step depends on the faults that it meets, so the reference is not computed beforehand: it follows what
//! was told, and says what may be told next. A crash is a store that fails all of a function's calls after so many, until
//! it is mended.
//!
//! `REKEY_MACHINE=10000` runs so many sequences, from seeds of their own each time; without it, a hundred from the same.
//! Seen to fail when `deliver` ends its work before the mail, and when `request` answers without having put work into the
//! outbox: after one step each.

mod life;
mod step;

use std::cell::RefCell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::ScopedJoinHandle;

use life::Life;
use proptest::collection::vec;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use serde_json::json;
use step::{Step, step};
use tests::{PASSWORD, WITHOUT_LIMITS, World};
use tokio::runtime::Runtime;

const SEQUENCES: u32 = 100;
const LONGEST: usize = 12;

/// So many run beside each other, each among worlds of its own: half of a sequence's time is waiting.
const RUNNERS: u32 = 4;

/// How many sequences ran, for whoever waits for a long run.
static LIVED: AtomicUsize = AtomicUsize::new(0);

/// One running Rekey serves several sequences, each on an account of its own.
const ACCOUNTS: usize = 20;

/// A running Rekey, and how many of its accounts have had a life.
struct Ground {
    world: World,
    spent: usize,
}

impl Ground {
    async fn start() -> Self {
        let accounts = (0..ACCOUNTS).map(|number| {
            json!({
                "username": life::username(number), "email": life::address(number, 0), "name": "Person",
                "tenant": "acme", "password": PASSWORD,
            })
        });
        let accounts: Vec<_> = accounts.collect();
        Self {
            world: World::among(accounts, WITHOUT_LIMITS).await,
            spent: 0,
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the test's own switch")]
fn config(runner: u32) -> Config {
    let asked = std::env::var("REKEY_MACHINE").ok();
    let asked = asked.and_then(|count| count.parse().ok());
    Config {
        cases: asked.unwrap_or(SEQUENCES).div_ceil(RUNNERS),
        rng_seed: asked.map_or(RngSeed::Fixed(u64::from(runner)), |_: u32| RngSeed::Random),
        failure_persistence: None,
        max_shrink_iters: 60,
        ..Config::default()
    }
}

/// Lives through the steps on an account that has had no life yet.
async fn live(ground: &mut Option<Ground>, steps: &[Step]) {
    let exhausted = ground
        .as_ref()
        .is_none_or(|ground| ground.spent == ACCOUNTS);
    if exhausted {
        *ground = Some(Ground::start().await);
    }
    let ground = ground.as_mut().expect("it was just started");
    ground.spent += 1;
    let mut life = Life::begin(&ground.world, ground.spent - 1).await;
    for step in steps {
        life.takes(step).await;
        life.is_whole(step).await;
    }
    life.ends_well().await;
}

#[test]
fn whatever_comes_in_whatever_order_every_promise_is_kept() {
    let steps: usize = std::thread::scope(|scope| {
        let runners = (0..RUNNERS).map(|runner| scope.spawn(move || sequences(config(runner))));
        let runners: Vec<_> = runners.collect();
        let steps = runners.into_iter().map(ScopedJoinHandle::join);
        steps.map(|steps| steps.expect("every promise")).sum()
    });
    println!("{} sequences, {steps} steps", LIVED.load(Ordering::Relaxed));
}

/// Runs sequences one after the other, and says how many steps they had.
fn sequences(config: Config) -> usize {
    let runtime = Runtime::new().expect("a runtime starts");
    let ground = RefCell::new(None);
    let steps = RefCell::new(0_usize);
    let mut runner = TestRunner::new(config);
    let lived = runner.run(&vec(step(), 1..=LONGEST), |sequence| {
        *steps.borrow_mut() += sequence.len();
        let lived = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            runtime.block_on(live(&mut ground.borrow_mut(), &sequence));
        }));
        let count = LIVED.fetch_add(1, Ordering::Relaxed) + 1;
        if count.is_multiple_of(1000) {
            println!("{count} sequences");
        }
        lived.map_err(|panic| {
            // Whatever is left of the faults is not the next sequence's.
            ground.replace(None);
            let why = panic.downcast_ref::<String>().cloned();
            TestCaseError::fail(why.unwrap_or_else(|| "it panicked".to_owned()))
        })
    });
    if let Err(error) = lived {
        panic!("{error}");
    }
    steps.take()
}
