//! A directory of many accounts costs no more than one of few: the same calls and the same capacity units for each
//! operation, and the time of each beside it. `REKEY_SCALE=1000000 cargo test --release --package tests --test scale --
//! --nocapture` tries a million.

mod callers;
mod cleanup;
mod directory;

use std::collections::BTreeMap;
use std::time::Instant;

use serde_json::{Value, json};
use tests::{Request, World, token_in};

const FEW: usize = 1_000;
const MANY: usize = 10_000;
/// Of so many runs the median is told.
const RUNS: usize = 15;

/// What one operation cost: its calls with their units, and the milliseconds of each run.
#[derive(Default)]
struct Cost {
    calls: Vec<(String, String)>,
    milliseconds: Vec<f64>,
}

impl Cost {
    fn median(&self) -> f64 {
        let mut sorted = self.milliseconds.clone();
        sorted.sort_by(f64::total_cmp);
        sorted[sorted.len() / 2]
    }
}

type Costs = BTreeMap<&'static str, Cost>;

/// Does each operation several times, each time on another account, and tells what it cost.
async fn costs(count: usize) -> Costs {
    let world = World::start().await;
    let started = Instant::now();
    directory::load(&world, count).await;
    println!(
        "{count} accounts are there after {:.1} s",
        started.elapsed().as_secs_f64()
    );
    world.meter();
    let olivia = world.sign_in("olivia@example.com").await;
    let mut costs = Costs::new();
    for run in 0..RUNS {
        let target = directory::address(50 + run);
        let id = world.account_id(&target).await;
        let get = |path: String| world.get(&path).bearer(&olivia);
        let found = measured(
            &world,
            &mut costs,
            "search",
            get(format!("/v1/admin/accounts?search={target}")),
        )
        .await;
        assert_eq!(found["accounts"][0]["id"], json!(id));
        let page = get("/v1/admin/accounts?search=person&limit=25".to_owned());
        let found = measured(&world, &mut costs, "page", page).await;
        assert_eq!(found["accounts"].as_array().map(Vec::len), Some(25));
        measured(
            &world,
            &mut costs,
            "get",
            get(format!("/v1/admin/accounts/{id}")),
        )
        .await;
        let link = world
            .post(&format!("/v1/admin/accounts/{id}/reset-link"))
            .bearer(&olivia);
        let reset = measured(
            &world,
            &mut costs,
            "link",
            link.json(&json!({"delivery": "link"})),
        )
        .await;
        let redeem =
            json!({"token": token_in(&reset), "password": "violet trombone under the stairs"});
        let redeem = world.post("/v1/password-resets/redeem").json(&redeem);
        measured(&world, &mut costs, "redeem", redeem).await;
    }
    costs
}

async fn measured(world: &World, costs: &mut Costs, name: &'static str, request: Request) -> Value {
    world.forget_calls().await;
    let started = Instant::now();
    let answer = request.send().await.expect(200).json();
    let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
    let of_the_caller = |call: &&Value| {
        !["deliver", "cleanup"].contains(&call["function"].as_str().unwrap_or_default())
    };
    let told = world.calls().await;
    let told = told.iter().filter(of_the_caller);
    let mut calls: Vec<_> = told
        .map(|call| (call["operation"].to_string(), call["units"].to_string()))
        .collect();
    // Some go side by side, in no order.
    calls.sort();
    assert!(
        calls.iter().all(|(_, units)| units != "null"),
        "the units of {name} are told"
    );
    let cost = costs.entry(name).or_default();
    cost.milliseconds.push(milliseconds);
    cost.calls = calls;
    answer
}

/// What `REKEY_SCALE` says, if it is set.
#[expect(clippy::disallowed_methods, reason = "the tests' own switch")]
fn scale() -> Option<usize> {
    std::env::var("REKEY_SCALE").ok()?.parse().ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn many_accounts_cost_the_same_calls_and_units_as_few() {
    let many = scale().unwrap_or(MANY);
    let (costs_of_few, costs_of_many) = (costs(FEW).await, costs(many).await);
    for (name, of_many) in &costs_of_many {
        let of_few = &costs_of_few[name];
        println!(
            "{name:8} {:7.1} ms of {FEW}, {:7.1} ms of {many}: {:?}",
            of_few.median(),
            of_many.median(),
            of_many.calls,
        );
        assert_eq!(of_many.calls, of_few.calls, "{name}");
    }
}
