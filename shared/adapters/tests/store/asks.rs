//! Asks: what became of each, newest first, as long as it is kept.

use adapters::store::{AskRecord, ToldAsk};
use domain::Situation;
use domain::outbox::{AskOutcome, IdentifierDigest};
use ulid::Ulid;

use crate::world::{HOUR, World, at, id, ulid};

fn ana() -> IdentifierDigest {
    IdentifierDigest::of("ana@example.com")
}

/// Asked so many milliseconds after noon, and kept for an hour from then.
fn record(milliseconds: i64, outcome: AskOutcome) -> AskRecord {
    AskRecord {
        digest: ana(),
        asked_at: at(milliseconds),
        work_id: ulid(),
        account_id: None,
        outcome,
        at: at(milliseconds + 2_000),
        kept_until: at(milliseconds + HOUR),
    }
}

async fn told(world: &World, digest: IdentifierDigest, now: i64) -> Vec<ToldAsk> {
    let asks = world.store.asks(digest, at(now)).await;
    asks.expect("the store answers")
}

#[tokio::test]
async fn every_outcome_is_told_as_it_was_recorded_in_the_order_of_the_asks() {
    let outcomes = [
        AskOutcome::NoAccount,
        AskOutcome::NotEligible(Situation::ManagedBySso),
        AskOutcome::Limited,
        AskOutcome::Outdated,
        AskOutcome::Queued,
        AskOutcome::Sent,
        AskOutcome::Rejected,
        AskOutcome::Undelivered,
    ];
    let world = World::start().await;
    for (number, outcome) in (0..).zip(outcomes) {
        let ask = record(number * 1_000, outcome);
        world.commits(vec![world.store.record_ask(&ask)]).await;
    }
    let told = told(&world, ana(), 0).await;
    assert_eq!(told.len(), outcomes.len());
    for (number, (ask, outcome)) in (0..).zip(told.iter().rev().zip(outcomes)) {
        assert_eq!(ask.outcome, outcome);
        assert_eq!(
            ask.asked_at,
            at(number * 1_000),
            "{outcome:?} is out of its order"
        );
        assert_eq!(ask.at, at(number * 1_000 + 2_000), "{outcome:?}");
        assert_eq!(ask.account_id, None, "{outcome:?}");
    }
}

#[tokio::test]
async fn what_became_of_an_ask_takes_the_place_of_what_was_recorded_of_it() {
    let world = World::start().await;
    let queued = AskRecord {
        account_id: Some(id(1)),
        ..record(0, AskOutcome::Queued)
    };
    let sent = AskRecord {
        outcome: AskOutcome::Sent,
        ..queued
    };
    for ask in [queued, sent] {
        world.commits(vec![world.store.record_ask(&ask)]).await;
    }
    let told_of_it = told(&world, ana(), 0).await;
    assert_eq!(told_of_it.len(), 1);
    assert_eq!(
        (told_of_it[0].outcome, told_of_it[0].account_id),
        (AskOutcome::Sent, Some(id(1)))
    );
    let at_the_same_time = AskRecord {
        work_id: Ulid::from(1),
        ..sent
    };
    world
        .commits(vec![world.store.record_ask(&at_the_same_time)])
        .await;
    assert_eq!(told(&world, ana(), 0).await.len(), 2);
}

#[tokio::test]
async fn an_ask_is_told_under_its_identifier_alone_until_it_is_kept_no_longer() {
    let world = World::start().await;
    world
        .commits(vec![world.store.record_ask(&record(0, AskOutcome::Sent))])
        .await;
    assert_eq!(told(&world, ana(), HOUR - 1_000).await.len(), 1);
    assert_eq!(told(&world, ana(), HOUR).await.len(), 0);
    let somebody = IdentifierDigest::of("somebody@example.com");
    assert_eq!(told(&world, somebody, 0).await.len(), 0);
}
