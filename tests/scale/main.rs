//! A directory of many accounts costs no more than one of few: the same calls and the same capacity units for each
//! operation. `REKEY_SCALE=1000000 cargo test --release --package tests --test scale -- --nocapture` tries a million.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::Instant;

use serde_json::{Value, json};
use tests::{World, token_in};

const FEW: usize = 100;
const MANY: usize = 2_000;

/// A person whom no other row resembles: `person0000050` is there in both directories.
const TARGET: &str = "person0000050@example.com";

/// One operation: its calls with their units, and how long it took in milliseconds.
type Costs = BTreeMap<&'static str, (Vec<(String, String)>, f64)>;

fn accounts(count: usize) -> PathBuf {
    let path =
        std::env::temp_dir().join(format!("rekey-scale-{}-{count}.jsonl", std::process::id()));
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).expect("a file"));
    let owner = json!({
        "email": "olivia@example.com", "name": "Olivia", "role": "owner", "password": "correct horse battery staple",
    });
    writeln!(file, "{owner}").expect("a line");
    for number in 0..count {
        let person = json!({
            "email": format!("person{number:07}@example.com"), "username": format!("person{number:07}"),
            "name": format!("Person Family{}", number % 977), "tenant": "acme",
        });
        writeln!(file, "{person}").expect("a line");
    }
    path
}

/// Does each operation once, and tells what it cost.
async fn costs(count: usize) -> Costs {
    let file = accounts(count);
    let started = Instant::now();
    let world = World::with_accounts(&file).await;
    std::fs::remove_file(&file).expect("our own file");
    println!(
        "{count} accounts are there after {:.1} s",
        started.elapsed().as_secs_f64()
    );
    world.meter();
    let olivia = world.sign_in("olivia@example.com").await;
    let id = world.account_id(TARGET).await;
    let mut costs = Costs::new();

    let search = world
        .request("GET", &format!("/v1/admin/accounts?search={TARGET}"))
        .bearer(&olivia);
    let found = measured(&world, &mut costs, "search", search).await;
    assert_eq!(found["accounts"][0]["id"], json!(id));
    let page = world
        .request("GET", "/v1/admin/accounts?search=person&limit=25")
        .bearer(&olivia);
    let found = measured(&world, &mut costs, "page", page).await;
    assert_eq!(found["accounts"].as_array().map(Vec::len), Some(25));
    let get = world
        .request("GET", &format!("/v1/admin/accounts/{id}"))
        .bearer(&olivia);
    measured(&world, &mut costs, "get", get).await;
    let link = world
        .request("POST", &format!("/v1/admin/accounts/{id}/reset-link"))
        .bearer(&olivia);
    let reset = measured(
        &world,
        &mut costs,
        "link",
        link.json(&json!({"delivery": "link"})),
    )
    .await;
    let redeem = json!({"token": token_in(&reset), "password": "violet trombone under the stairs"});
    let redeem = world
        .request("POST", "/v1/password-resets/redeem")
        .json(&redeem);
    measured(&world, &mut costs, "redeem", redeem).await;
    costs
}

async fn measured(
    world: &World,
    costs: &mut Costs,
    name: &'static str,
    request: tests::Request,
) -> Value {
    world.forget_calls().await;
    let started = Instant::now();
    let answer = request.send().await.expect(200).json();
    let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
    let calls = world.calls().await;
    let of_the_caller = |call: &&Value| {
        !["deliver", "cleanup"].contains(&call["function"].as_str().unwrap_or_default())
    };
    let told = calls.iter().filter(of_the_caller);
    let mut calls: Vec<_> = told
        .map(|call| (call["operation"].to_string(), call["units"].to_string()))
        .collect();
    // Some go side by side, in no order.
    calls.sort();
    costs.insert(name, (calls, milliseconds));
    answer
}

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::disallowed_methods, reason = "the test's own switch")]
async fn many_accounts_cost_the_same_calls_and_units_as_few() {
    let many = std::env::var("REKEY_SCALE")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(MANY);
    let (few, many) = (costs(FEW).await, costs(many).await);
    for (name, (calls, milliseconds)) in &many {
        let (calls_of_few, milliseconds_of_few) = &few[name];
        println!(
            "{name:8} {milliseconds_of_few:7.1} ms of few, {milliseconds:7.1} ms of many: {calls:?}"
        );
        assert_eq!(calls, calls_of_few, "{name}");
        assert!(
            calls.iter().all(|(_, units)| units != "null"),
            "the units of {name} are told"
        );
    }
}
