//! Reads of several items: asked again while others write, and until all is there.

use std::time::{Duration, Instant};

use domain::LinkRecord;
use rekey::emulators::Fault;

use crate::stub::{Reply, Stub};
use crate::world::{World, ana, at, id, issue, store_of};

const TOGETHER: &str = "TransactGetItems";

#[tokio::test]
async fn a_read_that_meets_a_transaction_is_asked_again() {
    let (world, ana) = World::with_ana().await;
    world.spoil(TOGETHER, Fault::Conflict, 3);
    let read = world.store.account_with_credential(ana.id).await;
    assert_eq!(read.expect("the fourth is answered").0, Some(ana));
    assert_eq!(world.calls(TOGETHER), 4);
}

#[tokio::test]
async fn a_read_that_always_meets_transactions_is_given_up() {
    let (world, ana) = World::with_ana().await;
    world.spoil(TOGETHER, Fault::Conflict, 1000);
    let start = Instant::now();
    let read = world.store.account_with_credential(ana.id).await;
    assert!(read.is_err(), "{read:?}");
    let (took, tries) = (start.elapsed(), world.calls(TOGETHER));
    let seconds = Duration::from_secs(1)..Duration::from_secs(5);
    assert!(seconds.contains(&took), "{took:?}");
    assert!((4..=8).contains(&tries), "{tries}");
}

/// The client has tried often enough by then.
#[tokio::test]
async fn a_read_that_fails_otherwise_is_not_asked_again() {
    let (world, ana) = World::with_ana().await;
    world.spoil(TOGETHER, Fault::Error, 1000);
    let read = world.store.account_with_credential(ana.id).await;
    assert!(read.is_err(), "{read:?}");
    let tries = world.calls(TOGETHER);
    assert!((1..8).contains(&tries), "{tries}");
}

#[tokio::test]
async fn what_the_store_leaves_out_of_a_batch_is_asked_for_again() {
    let account = r#"{"id":{"S":"01KA9ZZZZZZZZZZZZZZZZZZZZZ"}}"#;
    let left_out = format!(
        r#"{{"Responses":{{}},"UnprocessedKeys":{{"rekey-accounts":{{"Keys":[{account}]}}}}}}"#
    );
    let nothing = r#"{"Responses":{},"UnprocessedKeys":{}}"#;
    let mut replies = vec![Reply::Kept(200, left_out.leak()); 6];
    replies.push(Reply::Answer(200, "", nothing));
    let stub = Stub::new(replies);
    let start = Instant::now();
    let read = store_of(&stub).accounts(&[id(1)]).await;
    assert_eq!(read.expect("an answer"), []);
    let requests = stub.seen().requests;
    assert_eq!(requests.len(), 7);
    assert!(requests[6].contains(account), "only what was left out");
    // After each of the six, and longer each time: 20, 40, 80, 160, 320 and 320 milliseconds at least.
    assert!(start.elapsed() >= Duration::from_millis(940));
}

#[tokio::test]
async fn several_accounts_are_read_each_with_its_own_link() {
    let (world, first, link) = World::with_link().await;
    let ben = domain::Account {
        id: id(2),
        username: None,
        ..ana()
    };
    let (other, _) = issue(&ben, 2, at(1));
    let made = vec![
        world.store.create_account(&ben),
        world
            .store
            .issue_link(&ben, &LinkRecord::default(), &other, None),
    ];
    world.commits(made).await;
    let read = world
        .store
        .accounts_with_links(&[ben.id, id(3), first.id])
        .await;
    let read = read.expect("the store answers");
    let links = read.iter().map(|(account, links)| {
        let current = links.current.as_ref().expect("a link");
        (account.id, current.digest)
    });
    let links: Vec<_> = links.collect();
    assert_eq!(links, [(ben.id, other.digest), (first.id, link.digest)]);
}
