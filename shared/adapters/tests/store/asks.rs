//! Asks: what became of each, newest first, as long as it is kept.

use adapters::store::{AskOutcome, AskRecord, ToldAsk};
use domain::outbox::IdentifierDigest;
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

// The names are the contract's, in the answers of a look-up.
#[tokio::test]
async fn every_outcome_is_told_by_its_name_and_a_rule_where_one_decided() {
    let outcomes = [
        (AskOutcome::NoAccount, "no-account", None),
        (AskOutcome::NotEligible("sso"), "not-eligible", Some("sso")),
        (AskOutcome::Limited, "limited", None),
        (AskOutcome::Outdated, "outdated", None),
        (AskOutcome::Queued, "queued", None),
        (AskOutcome::Sent, "sent", None),
        (AskOutcome::Rejected, "rejected", None),
        (AskOutcome::Undelivered, "undelivered", None),
    ];
    let world = World::start().await;
    for (number, (outcome, ..)) in (0..).zip(outcomes) {
        let ask = record(number * 1_000, outcome);
        world.commits(vec![world.store.record_ask(&ask)]).await;
    }
    let told = told(&world, ana(), 0).await;
    assert_eq!(told.len(), outcomes.len());
    for (number, (ask, (_, name, rule))) in (0..).zip(told.iter().rev().zip(outcomes)) {
        assert_eq!((ask.outcome.as_str(), ask.rule.as_deref()), (name, rule));
        assert_eq!(
            ask.asked_at,
            at(number * 1_000),
            "{name} is out of its order"
        );
        assert_eq!(ask.at, at(number * 1_000 + 2_000), "{name}");
        assert_eq!(ask.account_id, None, "{name}");
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
        (told_of_it[0].outcome.as_str(), told_of_it[0].account_id),
        ("sent", Some(id(1)))
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
