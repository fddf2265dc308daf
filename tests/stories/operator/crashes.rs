//! The program is killed between any two of its writes. Whatever was accepted then ends in a mail, with one link.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};
use tests::{Folder, NEW_PASSWORD, PASSWORD, World, token_of};
use tokio::time::sleep;

const ANA: &str = "ana@example.com";

fn ana() -> Value {
    json!({"email": ANA, "name": "Ana", "tenant": "acme", "password": PASSWORD})
}

/// The calls to the store with which the worker answers one ask; the mail goes out before the last of them.
const CALLS: u32 = 5;

/// Starts the program on the folder, lets it make so many calls for one ask, and kills it. Answers the tokens mailed until
/// then.
async fn crash_after(folder: &Folder, calls: u32) -> BTreeSet<String> {
    let world = World::program(folder.path(), [ana()]).await;
    let fault = json!({"fault": "error", "times": 1_000, "function": "deliver", "after": calls});
    world
        .post("/_local/store-faults")
        .json(&fault)
        .send()
        .await
        .expect(200);
    world.ask(ANA).await.expect(202);
    let beyond = usize::try_from(calls).expect("a small number") + 1;
    for _ in 0..1_000 {
        let made = world.calls_of("deliver").await;
        if made
            .iter()
            .filter(|call| call["service"] == "dynamodb")
            .count()
            >= beyond
        {
            break;
        }
        sleep(Duration::from_millis(5)).await;
    }
    let mailed = tokens(&world).await;
    world.kill();
    mailed
}

async fn tokens(world: &World) -> BTreeSet<String> {
    world.mails_to(ANA).await.iter().map(token_of).collect()
}

// T-607, T-1001
#[tokio::test(flavor = "multi_thread")]
async fn killed_between_any_two_calls_an_accepted_ask_still_ends_in_a_mail_with_one_link() {
    for calls in 0..=CALLS {
        let folder = Folder::new();
        let before = crash_after(&folder, calls).await;
        let world = World::program(folder.path(), [ana()]).await;
        // The dead worker's claim runs out, and the work goes round again.
        world.advance("2m").await;
        world.run_cleanup().await;
        world.settle().await;
        assert!(
            world.outbox().await.is_empty(),
            "killed after {calls} calls: work is left"
        );
        let after = tokens(&world).await;
        let all: BTreeSet<&String> = before.union(&after).collect();
        assert_eq!(
            all.len(),
            1,
            "killed after {calls} calls: {} before, {} after",
            before.len(),
            after.len()
        );
        let token = all.into_iter().next().expect("one token");
        assert_eq!(
            world.state(token).await,
            "live",
            "killed after {calls} calls"
        );
        world.redeem(token, NEW_PASSWORD).await.expect(200);
        world.kill();
    }
}
