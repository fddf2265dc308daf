//! `cleanup` makes one write for each nonce that is due, and none for those that are not, however many there are.
//!
//! Seen to fail when it also looks at links whose window goes on.

use serde_json::{Value, json};
use tests::World;

use crate::directory;

/// The calls of all its runs, as the schedule may have come in between, and how many runs it were.
async fn cleaned(world: &World) -> (usize, usize) {
    world.forget_calls().await;
    world.run_cleanup().await;
    let calls = world.calls_of("cleanup").await;
    let is_first = |call: &&Value| call["table"] == "outbox" && call["operation"] == "Scan";
    (calls.len(), calls.iter().filter(is_first).count())
}

#[tokio::test(flavor = "multi_thread")]
async fn cleanup_costs_what_is_due_and_nothing_for_what_is_there() {
    let world = World::start().await;
    directory::load(&world, 60).await;
    let issue_to = async |people: std::ops::Range<usize>| {
        for person in people {
            let olivia = world.olivia().await;
            let order = json!({"delivery": "link"});
            let issued = world
                .reset_link(&olivia, &directory::address(person), order)
                .await;
            issued.expect(200);
        }
    };
    let (calls, runs) = cleaned(&world).await;
    let idle = calls / runs;
    for (due, not_due) in [(1, 0), (10, 5), (20, 20)] {
        issue_to(0..due).await;
        // Two thirds of a day are over for these, and not for the next.
        world.advance("17h").await;
        issue_to(30..30 + not_due).await;
        let (calls, runs) = cleaned(&world).await;
        println!(
            "{due} due beside {not_due}: {calls} calls in {runs} runs, {idle} each when nothing is due"
        );
        assert_eq!(calls, runs * idle + due);
        world.advance("17h").await;
        world.run_cleanup().await;
    }
}
