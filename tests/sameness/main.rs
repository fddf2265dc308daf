//! What a stranger could read off a clock: how long an answer takes, for identifiers of every kind, with a store that takes
//! its time. The bytes, the calls and their sizes are held in `stories/stranger/sameness.rs`.
//!
//! The kinds are measured in an order that is shuffled anew for each round, so that whatever else the machine does falls
//! on all of them alike. A kind is told apart if the rank-sum test against the unknown identifier says p < 0.001, and
//! again in a second, fresh measurement: by chance that happens once in a million kinds. The worker is held up meanwhile:
//! in the cloud it runs elsewhere, and here its work for known accounts would keep the same processors busy.
//!
//! `REKEY_SAMENESS=10000` takes so many samples of each kind; without it, a few hundred. Seen to fail when `request` looks
//! up who bears an identifier, and has none to look up (20 ms against 17, though its role forbids the call), and when
//! `verify` skips the hash of unknown accounts (139 ms against 94).

mod statistics;

use std::time::Instant;

use serde_json::json;
use statistics::rank_sum_test;
use tests::{Request, World};
use tokio::sync::Mutex;
use tokio::task::JoinSet;

/// Nobody's.
const UNKNOWN: &str = "nobody@example.com";

/// One identifier of every standing, role, way of signing in and form.
const KINDS: [&str; 12] = [
    "ana@example.com",
    "ivan@example.com",
    "eve@example.com",
    "dora@example.com",
    "sam@example.com",
    "sofia@example.com",
    "adam@example.com",
    "olivia@example.com",
    "twins@example.com",
    "twin1",
    "noemail",
    "not an identifier",
];

const ASKS: usize = 200;
const VERIFICATIONS: usize = 60;
const SUSPICIOUS: f64 = 0.001;

/// Requests under way at once. Most of their time is the store's, and thousands of samples would take hours one by one.
const SIDE_BY_SIDE: usize = 4;

const WITHOUT_LIMITS: [(&str, &str); 4] = [
    ("LIMIT_ASKS_PER_ADDRESS", "100000000"),
    ("LIMIT_FAILURES", "100000000"),
    ("LIMIT_FAILURES_PER_ADDRESS", "100000000"),
    ("LIMIT_FAILURES_PER_ACCOUNT", "100000000"),
];

#[expect(clippy::disallowed_methods, reason = "the test's own switch")]
fn samples(short: usize) -> usize {
    let asked = std::env::var("REKEY_SAMENESS").ok();
    asked.and_then(|count| count.parse().ok()).unwrap_or(short)
}

/// Whoever measures is alone.
static ALONE: Mutex<()> = Mutex::const_new(());

/// So many rounds in one world: the local store grows slower with what it has seen, for all kinds alike.
const ROUNDS_OF_A_WORLD: usize = 200;
/// The first connections are everybody's.
const UNTOLD_ROUNDS: usize = 3;

/// What is sent, what is answered, and how the world fares meanwhile.
#[derive(Clone, Copy)]
struct Measurement {
    request: fn(&World, &str) -> Request,
    status: u16,
    /// So many writes of `request` in a hundred meet another transaction.
    conflicts: u8,
    mail: &'static str,
}

impl Measurement {
    /// A Rekey whose store takes three milliseconds for each call, and whose worker gets nothing done.
    async fn slow_world(self) -> World {
        let world = World::with(&WITHOUT_LIMITS).await;
        let always = 100_000_000;
        let held_up = json!({"fault": "throttle", "function": "deliver", "times": always});
        let conflict = json!({
            "fault": "conflict", "function": "request", "percent": self.conflicts, "milliseconds": 3, "times": always,
        });
        let slow = json!({"fault": "slow", "milliseconds": 3, "times": always});
        for order in [held_up, conflict, slow] {
            let ordered = world.post("/_local/store-faults").json(&order).send().await;
            ordered.expect(200);
        }
        world.mail_mode(self.mail).await;
        world
    }

    /// Milliseconds of so many answers of each kind.
    async fn times(self, kinds: &[&'static str], count: usize) -> Vec<Vec<f64>> {
        let mut times = vec![Vec::with_capacity(count); kinds.len()];
        let mut order: Vec<usize> = (0..kinds.len()).collect();
        let mut seed = 20;
        while times[0].len() < count {
            let world = self.slow_world().await;
            let rounds = ROUNDS_OF_A_WORLD.min(count - times[0].len());
            for round in 0..UNTOLD_ROUNDS + rounds {
                shuffle(&mut order, &mut seed);
                for together in order.chunks(SIDE_BY_SIDE) {
                    let measured = self.measured(&world, kinds, together).await;
                    for (kind, milliseconds) in measured {
                        if round >= UNTOLD_ROUNDS {
                            times[kind].push(milliseconds);
                        }
                    }
                }
            }
        }
        times
    }

    /// One answer for each of these kinds, all sent at once.
    async fn measured(
        self,
        world: &World,
        kinds: &[&'static str],
        together: &[usize],
    ) -> Vec<(usize, f64)> {
        let mut asking = JoinSet::new();
        for &kind in together {
            let request = (self.request)(world, kinds[kind]);
            asking.spawn(async move {
                let started = Instant::now();
                let answer = request.send().await;
                let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
                assert_eq!(answer.status, self.status, "{answer:?}");
                (kind, milliseconds)
            });
        }
        asking.join_all().await
    }

    /// The kinds that can be told apart from the first, which is unknown.
    async fn told_apart(self, kinds: &[&'static str], count: usize) -> Vec<&'static str> {
        let times = self.times(kinds, count).await;
        let mut apart = Vec::new();
        for (kind, of_kind) in kinds.iter().zip(&times).skip(1) {
            let p = rank_sum_test(of_kind, &times[0]);
            println!(
                "{kind:20} median {:6.2} ms, unknown {:6.2} ms, {count} samples, p = {p:.4}",
                median(of_kind),
                median(&times[0])
            );
            if p < SUSPICIOUS {
                apart.push(*kind);
            }
        }
        apart
    }

    async fn cannot_tell_apart(self, kinds: &[&'static str], count: usize) {
        let all: Vec<&'static str> = [UNKNOWN].iter().chain(kinds).copied().collect();
        let suspicious = self.told_apart(&all, count).await;
        if suspicious.is_empty() {
            return;
        }
        let again: Vec<&'static str> = [UNKNOWN].into_iter().chain(suspicious).collect();
        let apart = self.told_apart(&again, count).await;
        assert_eq!(apart, Vec::<&str>::new(), "told apart by their times");
    }
}

const ASK: Measurement = Measurement {
    request: |world, identifier| {
        world
            .post("/v1/password-resets")
            .json(&json!({"identifier": identifier}))
    },
    status: 202,
    conflicts: 0,
    mail: "accept",
};

const VERIFY: Measurement = Measurement {
    request: |world, identifier| {
        let body = json!({"identifier": identifier, "password": "not the password of anybody"});
        world
            .post("/v1/credentials/verify")
            .bearer(world.service_key())
            .json(&body)
    },
    status: 401,
    conflicts: 0,
    mail: "accept",
};

/// Fisher and Yates, over a generator of a few lines (splitmix64).
fn shuffle(order: &mut [usize], seed: &mut u64) {
    for last in (1..order.len()).rev() {
        *seed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (*seed ^ (*seed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let among = u64::try_from(last).expect("few kinds") + 1;
        order.swap(
            last,
            usize::try_from((mixed ^ (mixed >> 31)) % among).expect("few kinds"),
        );
    }
}

fn median(times: &[f64]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

// T-121
#[tokio::test(flavor = "multi_thread")]
async fn asking_takes_as_long_whatever_the_identifier() {
    let _alone = ALONE.lock().await;
    ASK.cannot_tell_apart(&KINDS, samples(ASKS)).await;
}

// T-121, T-1001
#[tokio::test(flavor = "multi_thread")]
async fn asking_takes_as_long_whatever_the_identifier_while_the_store_turns_writes_away() {
    let _alone = ALONE.lock().await;
    let turned_away = Measurement {
        conflicts: 30,
        mail: "down",
        ..ASK
    };
    turned_away
        .cannot_tell_apart(&KINDS[..4], samples(ASKS))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_takes_as_long_whatever_the_identifier() {
    let _alone = ALONE.lock().await;
    let kinds = [
        "ana@example.com",
        "ivan@example.com",
        "dora@example.com",
        "sam@example.com",
        "twins@example.com",
    ];
    VERIFY
        .cannot_tell_apart(&kinds, samples(VERIFICATIONS))
        .await;
}
