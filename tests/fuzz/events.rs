//! What AWS hands over: events of the mail service, records of the outbox's stream, and the work that they lead to.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};
use tests::World;
use tokio::runtime::Runtime;

use crate::corpus::{Input, seeds};
use crate::{nothing_panicked, throw, throw_corpus};

const COUNT: u32 = 250;
const ANA: &str = "ana@example.com";

/// Work ends with the mail, or is put off.
const MODES: [&str; 2] = ["accept", "throttle"];

/// What an event may change: what is known of a mail.
const OF_MAIL: [&str; 2] = ["audit", "links"];

/// A world in which Ana has been mailed a link, and the names of both.
async fn mailed() -> (World, [(&'static str, String); 2]) {
    let world = World::start().await;
    world.token_asked_for(ANA).await;
    let account = world.account_id(ANA).await;
    let link = world.items_of("links", &account).await[0]["id"].clone();
    let link = link.as_str().expect("a link has an id").to_owned();
    (world, [("{account}", account), ("{link}", link)])
}

async fn tables_without(world: &World, left_out: &[&str]) -> Map<String, Value> {
    let mut tables = world.tables().await;
    tables.retain(|name, _| !left_out.contains(&name.as_str()));
    tables
}

/// A busy machine's store may be late once; what fails so often never ends.
const TRIES: usize = 5;

/// Hands it over, and again while it fails, as Lambda and the bus do. `None` when it is no event at all, which they would not
/// hand over either.
async fn hand_over(
    world: &World,
    function: &str,
    event: &Input,
    is_done: impl Fn(&Value) -> bool,
) -> Option<Value> {
    let mut told = None;
    for _ in 0..TRIES {
        let request = world.post(&format!("/_local/run/{function}"));
        let answer = request
            .body("application/json", event.0.clone())
            .send()
            .await;
        told = match answer.status {
            200 => Some(answer.json()),
            400 | 422 => None,
            _ => panic!("{answer:?}"),
        };
        if told.as_ref().is_none_or(&is_done) {
            return told;
        }
    }
    panic!("it fails again and again: {told:?}");
}

fn is_recorded(told: &Value) -> bool {
    told["recorded"] == true
}

fn has_no_failure(told: &Value) -> bool {
    told["batchItemFailures"] == json!([])
}

// T-612
#[test]
fn an_event_of_the_mail_service_changes_what_is_known_of_a_mail_and_nothing_else() {
    let runtime = Runtime::new().expect("a runtime starts");
    let (world, names) = runtime.block_on(mailed());
    let check = async |input: &Input| {
        let before = tables_without(&world, &OF_MAIL).await;
        let event = input.with(&names);
        hand_over(&world, "mail-events", &event, is_recorded).await;
        assert_eq!(tables_without(&world, &OF_MAIL).await, before);
        assert_eq!(world.table("links").await.len(), 1);
        nothing_panicked(&world);
    };
    throw_corpus("mail-events", COUNT, |input| runtime.block_on(check(input)));
}

// T-607
#[test]
fn a_record_of_no_work_changes_nothing() {
    let runtime = Runtime::new().expect("a runtime starts");
    let (world, names) = runtime.block_on(mailed());
    let check = async |input: &Input| {
        let before = world.tables().await;
        let event = input.with(&names);
        hand_over(&world, "deliver", &event, has_no_failure).await;
        assert_eq!(world.tables().await, before);
        nothing_panicked(&world);
    };
    throw_corpus("stream-records", COUNT, |input| {
        runtime.block_on(check(input));
    });
}

/// An attribute in the place of another, or none: as the store has it, and of any type.
#[derive(Clone, Debug)]
struct Attribute(Index, Option<Value>);

fn attribute() -> impl Strategy<Value = Attribute> {
    let values = vec![
        json!({"S": ""}),
        json!({"S": "\u{feff}"}),
        json!({"S": "ana@example.com"}),
        json!({"S": "01ARZ3NDEKTSV4RRFFQ69G5FAV"}),
        json!({"S": "notice"}),
        json!({"S": "bulk-row"}),
        json!({"N": "0"}),
        json!({"N": "-1"}),
        json!({"N": "4294967295"}),
        json!({"N": "9223372036854775807"}),
        json!({"N": "18446744073709551616"}),
        json!({"N": "253402300000"}),
        json!({"N": "1E+100"}),
        json!({"N": "-99999999999.999"}),
        json!({"B": "AAEC"}),
        json!({"BOOL": true}),
        json!({"NULL": true}),
        json!({"L": []}),
        json!({"M": {}}),
        json!({"SS": ["a", "b"]}),
    ];
    let value = proptest::option::weighted(0.8, select(values));
    (any::<Index>(), value).prop_map(|(at, value)| Attribute(at, value))
}

/// The work with those attributes; under its own key, by which the stream knows it.
fn changed(mut work: Map<String, Value>, attributes: &[Attribute]) -> Map<String, Value> {
    for Attribute(at, value) in attributes {
        let mut names: Vec<String> = work.keys().filter(|name| *name != "id").cloned().collect();
        names.extend(["turns", "claimed_until", "not_before"].map(str::to_owned));
        let name = names[at.index(names.len())].clone();
        match value {
            Some(value) => work.insert(name, value.clone()),
            None => work.remove(&name),
        };
    }
    work
}

/// Work that was written by a later version, restored by halves or mended by hand ends, waits, or is set aside: it is never
/// handed over again and again.
#[test]
fn work_in_any_state_ends_or_waits_or_is_set_aside() {
    let runtime = Runtime::new().expect("a runtime starts");
    let (world, names) = runtime.block_on(mailed());
    let work: Vec<Map<String, Value>> = seeds("outbox")
        .iter()
        .map(|seed| seed.with(&names))
        .map(|seed| serde_json::from_slice(&seed.0).expect("a seed is an item"))
        .collect();
    let count = std::cell::Cell::new(0_u64);
    let check = async |mut work: Map<String, Value>, mode: &str| {
        world.mail_mode(mode).await;
        count.set(count.get() + 1);
        let id = format!("01KZ{:022}", count.get());
        work.insert("id".to_owned(), json!({"S": id}));
        world.load("outbox", vec![work.into()]).await;
        let record = json!({"eventName": "INSERT", "dynamodb": {"Keys": {"id": {"S": id}}, "SequenceNumber": "1"}});
        let event = Input(json!({"Records": [record]}).to_string().into_bytes());
        let told = hand_over(&world, "deliver", &event, has_no_failure).await;
        assert!(told.is_some(), "a record is an event");
        let mut left = world.outbox().await;
        left.retain(|work| work["id"] == id);
        let rests = |work: &Value| {
            let waits = |name: &str| work[name].is_number();
            work["set_aside"].is_string() || waits("not_before") || waits("claimed_until")
        };
        assert!(left.iter().all(rests), "{left:?}");
        nothing_panicked(&world);
    };
    for seed in &work {
        for mode in MODES {
            runtime.block_on(check(seed.clone(), mode));
        }
    }
    let inputs = (select(work), vec(attribute(), 0..4));
    let inputs = inputs.prop_map(|(work, attributes)| changed(work, &attributes));
    throw(
        "outbox",
        COUNT,
        &(inputs, select(&MODES[..])),
        |(work, mode)| {
            runtime.block_on(check(work, mode));
        },
    );
}
