//! Commits: told truthfully and done once, whatever the store's day is like.

use std::time::{Duration, Instant};

use adapters::store::{CommitError, Guard, Store, pause};
use domain::{Limit, LimitKey};
use rekey::emulators::Fault;
use tokio::task::JoinSet;

use crate::stub::{Reply, Stub};
use crate::world::{World, ana, at, issue, store_of, ulid};

const COMMIT: &str = "TransactWriteItems";

fn counter() -> LimitKey {
    Limit::Mails.key("all", at(0))
}

async fn count(store: &Store) -> Result<(), CommitError> {
    let place = store.take_place(&counter(), 10);
    store.commit(ulid(), vec![place]).await
}

/// A counter shows how often a transaction happened.
async fn counted(world: &World) -> u64 {
    world
        .store
        .places_taken(&counter())
        .await
        .expect("the store answers")
}

#[tokio::test]
async fn a_lost_answer_is_told_as_success_and_happened_once() {
    for lost in [1, 3] {
        let world = World::start().await;
        world.spoil(COMMIT, Fault::LoseAnswer, lost);
        world
            .commits(vec![world.store.take_place(&counter(), 10)])
            .await;
        assert_eq!(counted(&world).await, 1);
        assert_eq!(world.calls(COMMIT), 1 + lost as usize);
    }
}

// T-310: what makes a winner of the one whose answer was lost.
#[tokio::test]
async fn a_link_used_with_a_lost_answer_is_told_as_used_by_this_caller() {
    let (world, ana, link) = World::with_link().await;
    world.spoil(COMMIT, Fault::LoseAnswer, 1);
    world
        .commits(vec![world.store.use_link(ana.id, link.digest, at(1))])
        .await;
    world
        .refuses(
            Guard::Link,
            vec![world.store.use_link(ana.id, link.digest, at(1))],
        )
        .await;
}

#[tokio::test]
async fn a_refusal_whose_answer_was_lost_is_told_as_refusal() {
    let (world, ana) = World::with_ana().await;
    world.spoil(COMMIT, Fault::LoseAnswer, 1);
    world
        .refuses(Guard::Account, vec![world.store.create_account(&ana)])
        .await;
}

// T-1001
#[tokio::test]
async fn throttling_and_failures_are_tried_again_with_the_same_request() {
    for fault in [Fault::Throttle, Fault::Error, Fault::Conflict] {
        let world = World::start().await;
        world.spoil(COMMIT, fault, 2);
        // The answer of the third try is lost: only the same request is told success by the fourth.
        world.spoil(COMMIT, Fault::LoseAnswer, 1);
        world
            .commits(vec![world.store.take_place(&counter(), 10)])
            .await;
        assert_eq!((counted(&world).await, world.calls(COMMIT)), (1, 4));
    }
}

// T-315
#[tokio::test]
async fn a_store_that_stays_bad_is_an_unknown_outcome_and_never_a_success() {
    let world = World::start().await;
    world.spoil(COMMIT, Fault::Throttle, 1000);
    let tried = count(&world.store).await;
    assert!(matches!(tried, Err(CommitError::Unknown(_))), "{tried:?}");
    let error = tried.expect_err("unknown");
    assert!(error.limit().is_none() && !error.is_stale());
    assert_eq!(counted(&world).await, 0);
}

/// Each try comes later than the one before: what meets another transaction gives that one time to end.
#[tokio::test]
async fn a_transaction_that_always_meets_others_is_given_up_after_seconds() {
    let world = World::start().await;
    world.spoil(COMMIT, Fault::Conflict, 1000);
    let start = Instant::now();
    let tried = count(&world.store).await;
    assert!(matches!(tried, Err(CommitError::Unknown(_))), "{tried:?}");
    let (took, calls) = (start.elapsed(), world.calls(COMMIT));
    let seconds = Duration::from_secs(2)..Duration::from_secs(6);
    assert!(seconds.contains(&took), "{took:?}");
    assert!((5..=12).contains(&calls), "{calls}");
}

/// Between half of 20 ms and all of it, twice as much after each try up to the fifth, and each time another.
#[tokio::test]
async fn whoever_tries_again_waits_longer_each_time_and_never_as_long_as_the_neighbour() {
    const NEIGHBOURS: usize = 16;
    for (tried, longest) in [(0, 20), (1, 40), (4, 320), (5, 640), (6, 640)] {
        let mut waiting = JoinSet::new();
        for _ in 0..NEIGHBOURS {
            waiting.spawn(async move {
                let start = Instant::now();
                pause(tried).await;
                start.elapsed()
            });
        }
        let waited = waiting.join_all().await;
        let longest = Duration::from_millis(longest);
        let (least, most) = (waited.iter().min(), waited.iter().max());
        let (least, most) = least.zip(most).expect("there are neighbours");
        assert!(*least >= longest / 2, "{tried}: {waited:?}");
        // What the machine does besides may take a moment.
        assert!(
            *most < longest + Duration::from_secs(2),
            "{tried}: {waited:?}"
        );
        assert!(*most > *least + longest / 8, "{tried}: {waited:?}");
    }
}

#[tokio::test]
async fn a_transaction_that_is_still_under_way_is_waited_for() {
    let under_way = Reply::Answer(400, "TransactionInProgressException", "{}");
    let stub = Stub::new(vec![under_way, Reply::Answer(200, "", "{}")]);
    let store = store_of(&stub);
    let tried = count(&store).await;
    assert!(tried.is_ok(), "{tried:?}");
    assert_eq!(stub.seen().requests.len(), 2);
}

#[tokio::test]
async fn a_connection_that_breaks_is_followed_by_another() {
    for broken in [Reply::HangUpAtOnce, Reply::HangUpAfterReading] {
        let stub = Stub::new(vec![broken, Reply::Answer(200, "", "{}")]);
        let store = store_of(&stub);
        let tried = count(&store).await;
        assert!(tried.is_ok(), "{tried:?}");
        assert_eq!(stub.seen().connections, 2);
    }
}

// T-1003
#[tokio::test]
async fn a_silent_store_is_an_unknown_outcome_before_the_caller_gives_up() {
    let store = store_of(&Stub::new(vec![Reply::Silence]));
    let start = Instant::now();
    let tried = count(&store).await;
    assert!(matches!(tried, Err(CommitError::Unknown(_))), "{tried:?}");
    assert!(start.elapsed() < Duration::from_secs(8));
}

#[tokio::test]
async fn a_write_says_what_guards_it() {
    let world = World::start().await;
    let create = world.store.create_account(&ana());
    assert!(create.is_guarded_by(&Guard::Account));
    assert!(!create.is_guarded_by(&Guard::Link));
}

#[tokio::test]
async fn the_same_token_with_other_writes_is_no_success() {
    let world = World::start().await;
    let token = ulid();
    let write = |limit| vec![world.store.take_place(&counter(), limit)];
    world
        .store
        .commit(token, write(10))
        .await
        .expect("the first");
    world
        .store
        .commit(token, write(10))
        .await
        .expect("the first again");
    let other = world.store.commit(token, write(11)).await;
    assert!(matches!(other, Err(CommitError::Unknown(_))), "{other:?}");
    assert_eq!(counted(&world).await, 1);
}

#[tokio::test]
async fn every_condition_that_does_not_hold_is_told() {
    let (world, ana) = World::with_ana().await;
    let (link, _) = issue(&ana, 1, at(0));
    let mut stale = ana.clone();
    stale.epoch += 1;
    let writes = vec![
        world.store.use_link(ana.id, link.digest, at(1)),
        world.store.take_place(&counter(), 1),
        world.store.raise_epoch((&stale).into(), at(1), true),
    ];
    let error = world.commit(writes).await.expect_err("two do not hold");
    assert!(
        matches!(&error, CommitError::Refused(guards) if *guards == [Guard::Link, Guard::Account])
    );
    assert!(
        error.is_stale() && error.refused_by(&Guard::Link) && error.refused_by(&Guard::Account)
    );
    assert!(!error.refused_by(&Guard::Credential) && error.limit().is_none());
    assert_eq!(counted(&world).await, 0);
}

#[tokio::test]
async fn of_many_transactions_on_one_item_none_is_lost() {
    let world = World::start().await;
    let mut commits = tokio::task::JoinSet::new();
    for _ in 0..30 {
        let store = world.store.clone();
        let write = store.take_place(&counter(), 1000);
        commits.spawn(async move { store.commit(ulid(), vec![write]).await });
    }
    assert!(commits.join_all().await.iter().all(Result::is_ok));
    assert_eq!(counted(&world).await, 30);
}
