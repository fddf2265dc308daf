//! Limits: of any number at once, as many as fit.

use adapters::store::{CommitError, Guard};
use domain::{Limit, LimitKey};

use crate::world::{HOUR, World, at, ulid};

fn key() -> LimitKey {
    Limit::Failures.key("somebody", at(0))
}

async fn taken(world: &World, key: &LimitKey) -> u64 {
    world
        .store
        .places_taken(key)
        .await
        .expect("the store answers")
}

#[tokio::test]
async fn places_are_taken_up_to_the_limit() {
    let world = World::start().await;
    assert_eq!(taken(&world, &key()).await, 0);
    for count in 1..=3 {
        world.commits(vec![world.store.take_place(&key(), 3)]).await;
        assert_eq!(taken(&world, &key()).await, count);
    }
    world
        .refuses(Guard::Limit(key()), vec![world.store.take_place(&key(), 3)])
        .await;
    // A higher limit, set meanwhile, leaves room again.
    world.commits(vec![world.store.take_place(&key(), 4)]).await;
    world
        .refuses(Guard::Limit(key()), vec![world.store.take_place(&key(), 1)])
        .await;
}

#[tokio::test]
async fn of_fifty_at_once_exactly_as_many_win_as_there_are_places() {
    let world = World::start().await;
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let store = world.store.clone();
        let write = store.take_place(&key(), 7);
        tries.spawn(async move { store.commit(ulid(), vec![write]).await });
    }
    let (mut won, mut refused) = (0, 0);
    for tried in tries.join_all().await {
        match tried {
            Ok(()) => won += 1,
            Err(CommitError::Refused(guards)) if guards == [Guard::Limit(key())] => refused += 1,
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!((won, refused, taken(&world, &key()).await), (7, 43, 7));
}

#[tokio::test]
async fn a_place_given_back_is_free_again() {
    let world = World::start().await;
    world.commits(vec![world.store.take_place(&key(), 1)]).await;
    world
        .commits(vec![world.store.give_place_back(&key())])
        .await;
    assert_eq!(taken(&world, &key()).await, 0);
    world.commits(vec![world.store.take_place(&key(), 1)]).await;
    world
        .refuses(Guard::Limit(key()), vec![world.store.take_place(&key(), 1)])
        .await;
}

// T-709
#[tokio::test]
async fn each_window_counts_anew_and_is_forgotten_by_itself() {
    let world = World::start().await;
    world.commits(vec![world.store.take_place(&key(), 1)]).await;
    let item = world.item("limits").await;
    assert_eq!(item["count"], 1);
    assert_eq!(item["ttl"], key().ends_at() + 3_600);
    let next = Limit::Failures.key("somebody", at(HOUR));
    assert_eq!(taken(&world, &next).await, 0);
    world.commits(vec![world.store.take_place(&next, 1)]).await;
}

#[tokio::test]
async fn one_full_counter_refuses_the_others_and_says_which_it_was() {
    let world = World::start().await;
    let other = Limit::FailuresPerAddress.key("somewhere", at(0));
    world.commits(vec![world.store.take_place(&key(), 1)]).await;
    let both = || {
        vec![
            world.store.take_place(&other, 5),
            world.store.take_place(&key(), 1),
        ]
    };
    let error = world.commit(both()).await.expect_err("one is full");
    assert_eq!(error.limit(), Some(&key()));
    assert!(!error.is_stale() && !error.refused_by(&Guard::Limit(other.clone())));
    world.refuses(Guard::Limit(key()), both()).await;
    assert_eq!(taken(&world, &other).await, 0);
}
