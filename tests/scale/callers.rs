//! Many callers at once cost each what one costs alone: nothing is read or written once more because others are there.
//! `REKEY_CALLERS=200` has two hundred at once.
//!
//! Seen to fail when one of them has to make its write a second time.

use std::collections::BTreeMap;
use std::time::Instant;

use serde_json::{Value, json};
use tests::{Request, WITHOUT_LIMITS, World, all_at_once, token_in};

use crate::directory;

const CALLERS: usize = 20;

/// How often each function made each call at the price of so many units.
type Calls = BTreeMap<[String; 3], usize>;

/// Sends all at once; answers the calls of that function, how long each waited, and what they were answered.
async fn at_once(
    world: &World,
    function: &str,
    requests: Vec<Request>,
) -> (Calls, f64, Vec<Value>) {
    world.forget_calls().await;
    let started = Instant::now();
    let answers = all_at_once(requests).await;
    let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
    let mut calls = Calls::new();
    for call in world.calls_of(function).await {
        let told = ["operation", "table", "units"].map(|member| call[member].to_string());
        *calls.entry(told).or_default() += 1;
    }
    let bodies = answers.into_iter().map(|answer| {
        assert!(answer.status < 300, "{answer:?}");
        answer.json()
    });
    (calls, milliseconds, bodies.collect())
}

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::disallowed_methods, reason = "the test's own switch")]
async fn many_callers_cost_each_what_one_costs_alone() {
    let asked = std::env::var("REKEY_CALLERS").ok();
    let many = asked
        .and_then(|count| count.parse().ok())
        .unwrap_or(CALLERS);
    let world = World::with(WITHOUT_LIMITS).await;
    directory::load(&world, many + 1).await;
    world.meter();
    let olivia = world.olivia().await;
    let mut ids = Vec::new();
    for person in 0..=many {
        ids.push(world.account_id(&directory::address(person)).await);
    }

    let ask = |person| {
        let asked = json!({"identifier": directory::address(person)});
        world.post("/v1/password-resets").json(&asked)
    };
    costs_the_same(&world, "request", many, ask).await;
    world.settle().await;
    let link = |person: usize| {
        let path = format!("/v1/admin/accounts/{}/reset-link", ids[person]);
        world
            .post(&path)
            .bearer(&olivia)
            .json(&json!({"delivery": "link"}))
    };
    let told = costs_the_same(&world, "admin-generate", many, link).await;
    let tokens: Vec<String> = told.iter().map(token_in).collect();
    let inspect = |person: usize| {
        let body = json!({"token": tokens[person]});
        world.post("/v1/password-resets/inspect").json(&body)
    };
    costs_the_same(&world, "redeem", many, inspect).await;
    let redeem = |person: usize| {
        let body = json!({"token": tokens[person], "password": "violet trombone under the stairs"});
        world.post("/v1/password-resets/redeem").json(&body)
    };
    costs_the_same(&world, "redeem", many, redeem).await;
}

/// Person 0 alone, then so many others at once; answers what all were answered, in their order.
async fn costs_the_same(
    world: &World,
    function: &str,
    many: usize,
    request: impl Fn(usize) -> Request,
) -> Vec<Value> {
    let (mut of_one, alone, mut answers) = at_once(world, function, vec![request(0)]).await;
    let others = (1..=many).map(&request).collect();
    let (of_many, together, others) = at_once(world, function, others).await;
    println!("{function}: {alone:.1} ms alone, {together:.1} ms for {many} at once: {of_one:?}");
    for count in of_one.values_mut() {
        *count *= many;
    }
    assert_eq!(of_many, of_one, "{function}");
    answers.extend(others);
    answers
}
