//! Work: claimed by one worker at a time, ended or put off by its claimer alone, and never lost.

use adapters::store::{Claimed, Due, Found, Guard, StoreError};
use domain::outbox::{Ask, BulkRow, CLAIM, Change, IdentifierDigest};
use domain::{
    Actor, Authority, EmailAddress, Identifier, Locale, Notice, Role, Tenant, Work, WorkKind,
};
use rekey::emulators::Fault;
use serde_json::json;
use ulid::Ulid;

use crate::world::{World, at, id, ulid};

const MINUTE: i64 = 60_000;

fn ask() -> Ask {
    Ask {
        identifier: Identifier::parse("ana@example.com"),
        digest: IdentifierDigest::of("ana@example.com"),
        locale: Locale::parse("pt-BR"),
        ip: "192.0.2.0".to_owned(),
        user_agent: "a browser".to_owned(),
    }
}

fn work(kind: WorkKind) -> Work {
    Work::new(ulid(), at(0), kind)
}

async fn world_with_work() -> (World, Work) {
    let world = World::start().await;
    let work = work(WorkKind::Ask(ask()));
    world.commits(vec![world.store.put_work(&work)]).await;
    (world, work)
}

async fn claim(world: &World, work: &Work, by: Ulid, milliseconds: i64) -> Option<Claimed> {
    let claimed = world.store.claim_work(work.id, by, at(milliseconds)).await;
    claimed.expect("the store answers")
}

async fn due(world: &World, milliseconds: i64) -> Vec<Due> {
    let waiting = world
        .store
        .waiting_work(at(milliseconds), at(milliseconds))
        .await;
    waiting.expect("the store answers").due
}

async fn one_due(world: &World, milliseconds: i64) -> Due {
    let mut due = due(world, milliseconds).await;
    assert_eq!(due.len(), 1);
    due.remove(0)
}

#[tokio::test]
async fn work_of_every_kind_is_read_back_as_it_was_put_in() {
    let world = World::start().await;
    let by = Authority {
        actor: Actor::Key(id(3), Some(id(2))),
        account_id: id(2),
        role: Role::Admin,
        tenant: Tenant::parse("acme"),
        may_administer: true,
    };
    let nobody = Ask {
        identifier: None,
        locale: None,
        ..ask()
    };
    let notice = Notice {
        account_id: id(1),
        to: EmailAddress::parse("ana@example.com").expect("an address"),
        locale: None,
        change: Change::PasswordByLink,
        changed_at: at(7),
        link: Some(ulid()),
    };
    let row = BulkRow {
        account_id: id(1),
        batch_id: ulid(),
        by,
        hand_over: true,
    };
    let kinds = [
        WorkKind::Ask(ask()),
        WorkKind::Ask(nobody),
        WorkKind::AskFor(id(1), ask()),
        WorkKind::BulkRow(row),
        WorkKind::Notice(notice),
    ];
    for kind in kinds {
        let work = Work {
            attempts: 3,
            ..work(kind)
        };
        world.commits(vec![world.store.put_work(&work)]).await;
        let claimed = claim(&world, &work, ulid(), 0).await.expect("nobody else");
        assert_eq!(claimed.work, work);
    }
}

#[tokio::test]
async fn work_claimed_by_one_worker_is_not_anothers() {
    let (world, work) = world_with_work().await;
    let (one, other) = (ulid(), ulid());
    assert!(claim(&world, &work, one, 0).await.is_some());
    assert!(claim(&world, &work, other, 1).await.is_none());
    assert!(claim(&world, &work, other, 59_999).await.is_none());
    // A worker whose answer was lost asks again, and is told that the claim is its own.
    assert!(claim(&world, &work, one, 1).await.is_some());
}

#[tokio::test]
async fn of_many_workers_at_once_one_claims() {
    let (world, work) = world_with_work().await;
    let mut claims = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let store = world.store.clone();
        let id = work.id;
        claims.spawn(async move {
            store
                .claim_work(id, ulid(), at(0))
                .await
                .expect("an answer")
        });
    }
    let claimed = claims.join_all().await;
    assert_eq!(claimed.iter().flatten().count(), 1);
}

#[tokio::test]
async fn an_expired_claim_is_taken_over_and_the_first_worker_ends_nothing() {
    let (world, work) = world_with_work().await;
    let over = i64::try_from(CLAIM.as_millis()).expect("a minute");
    let first = claim(&world, &work, ulid(), 0).await.expect("nobody else");
    assert!(claim(&world, &work, ulid(), over - 1).await.is_none());
    let second = claim(&world, &work, ulid(), over)
        .await
        .expect("the claim is over");
    world
        .refuses(Guard::Work, vec![world.store.end_work(&first)])
        .await;
    world
        .refuses(
            Guard::Work,
            vec![world.store.put_work_off(&first, at(9 * MINUTE), None)],
        )
        .await;
    world.commits(vec![world.store.end_work(&second)]).await;
}

#[tokio::test]
async fn done_work_is_neither_claimed_nor_ended_nor_put_off_again() {
    let (world, work) = world_with_work().await;
    let claimed = claim(&world, &work, ulid(), 0).await.expect("nobody else");
    world.commits(vec![world.store.end_work(&claimed)]).await;
    assert!(claim(&world, &work, claimed.by, 1).await.is_none());
    assert!(claim(&world, &work, ulid(), 10 * MINUTE).await.is_none());
    world
        .refuses(Guard::Work, vec![world.store.end_work(&claimed)])
        .await;
    world
        .refuses(
            Guard::Work,
            vec![world.store.put_work_off(&claimed, at(MINUTE), None)],
        )
        .await;
    assert_eq!(world.tables().await["outbox"], serde_json::json!([]));
}

#[tokio::test]
async fn turns_that_come_to_no_end_are_counted_until_one_does() {
    let (world, work) = world_with_work().await;
    let mut last = None;
    for turn in 1..=3 {
        let claimed = claim(&world, &work, ulid(), i64::from(turn) * 2 * MINUTE).await;
        let claimed = claimed.expect("the claim before is over");
        assert_eq!(claimed.turns, turn);
        last = Some(claimed);
    }
    let last = last.expect("three turns");
    world
        .commits(vec![world.store.put_work_off(&last, at(7 * MINUTE), None)])
        .await;
    let again = claim(&world, &work, ulid(), 7 * MINUTE).await;
    assert_eq!(again.expect("it is time").turns, 1);
}

#[tokio::test]
async fn an_ask_that_is_put_off_goes_on_with_whom_it_found_and_what_it_is_to_send() {
    let (world, ana, link) = World::with_link().await;
    let links = world.links(ana.id).await;
    let work = work(WorkKind::Ask(ask()));
    world.commits(vec![world.store.put_work(&work)]).await;
    let claimed = claim(&world, &work, ulid(), 0).await.expect("nobody else");
    assert!(!claimed.has_queued(&links));
    let found = Found {
        account_id: ana.id,
        link: Some(link.id),
    };
    let put_off = world.store.put_work_off(&claimed, at(MINUTE), Some(found));
    world.commits(vec![put_off]).await;
    let again = claim(&world, &work, ulid(), MINUTE).await;
    let again = again.expect("it is time");
    assert!(again.has_queued(&links));
    assert!(
        matches!(again.work.kind, WorkKind::AskFor(id, _) if id == ana.id),
        "{:?}",
        again.work.kind
    );
}

#[tokio::test]
async fn work_put_off_waits_to_the_millisecond_and_is_then_anybodys() {
    let (world, work) = world_with_work().await;
    let claimed = claim(&world, &work, ulid(), 0).await.expect("nobody else");
    world
        .commits(vec![world.store.put_work_off(&claimed, at(MINUTE), None)])
        .await;
    // Not even the worker that put it off takes it, or ends it, before.
    assert!(claim(&world, &work, claimed.by, MINUTE - 1).await.is_none());
    assert!(claim(&world, &work, ulid(), MINUTE - 1).await.is_none());
    world
        .refuses(Guard::Work, vec![world.store.end_work(&claimed)])
        .await;
    let again = claim(&world, &work, ulid(), MINUTE)
        .await
        .expect("it is time");
    assert_eq!(
        again.work,
        Work {
            attempts: 1,
            ..work
        }
    );
}

#[tokio::test]
async fn stuck_work_goes_round_again_under_a_new_key_and_its_own_name() {
    let (world, work) = world_with_work().await;
    let new = ulid();
    let writes = world
        .store
        .send_work_round_again(&one_due(&world, 1).await, new, at(1))
        .to_vec();
    world.commits(writes).await;
    let expected = Work {
        id: new,
        ..work.clone()
    };
    let claimed = claim(&world, &expected, ulid(), 1)
        .await
        .expect("it is there");
    assert_eq!(claimed.work, expected);
    assert!(claim(&world, &work, ulid(), 1).await.is_none());
}

#[tokio::test]
async fn work_that_somebody_has_taken_put_off_or_done_does_not_go_round_again() {
    let (world, work) = world_with_work().await;
    let seen = one_due(&world, 1).await;
    let round = |milliseconds| {
        world
            .store
            .send_work_round_again(&seen, ulid(), at(milliseconds))
            .to_vec()
    };
    let claimed = claim(&world, &work, ulid(), 0).await.expect("nobody else");
    world.refuses(Guard::Work, round(MINUTE - 1)).await;
    world
        .commits(vec![world.store.put_work_off(
            &claimed,
            at(2 * MINUTE),
            None,
        )])
        .await;
    world.refuses(Guard::Work, round(2 * MINUTE - 1)).await;
    world.commits(round(2 * MINUTE)).await;
    world.refuses(Guard::Work, round(2 * MINUTE)).await;
}

#[tokio::test]
async fn work_whose_claim_is_over_goes_round_again() {
    let (world, work) = world_with_work().await;
    claim(&world, &work, ulid(), 0).await.expect("nobody else");
    let seen = one_due(&world, MINUTE).await;
    let new = ulid();
    let writes = world
        .store
        .send_work_round_again(&seen, new, at(MINUTE))
        .to_vec();
    world.commits(writes).await;
    let again = Work { id: new, ..work };
    let claimed = claim(&world, &again, ulid(), MINUTE).await;
    assert_eq!(claimed.expect("nobody has it any more").work, again);
}

#[tokio::test]
async fn only_work_that_nobody_has_and_that_need_not_wait_is_due() {
    let (world, work) = world_with_work().await;
    assert_eq!(due(&world, 1).await.len(), 1);
    assert!(
        due(&world, 0).await.is_empty(),
        "fresh work is the stream's"
    );
    let claimed = claim(&world, &work, ulid(), 0).await.expect("nobody else");
    assert!(due(&world, MINUTE - 1).await.is_empty());
    assert_eq!(due(&world, MINUTE).await.len(), 1);
    world
        .commits(vec![world.store.put_work_off(
            &claimed,
            at(3 * MINUTE),
            None,
        )])
        .await;
    assert!(due(&world, 3 * MINUTE - 1).await.is_empty());
    assert_eq!(due(&world, 3 * MINUTE).await.len(), 1);
}

#[tokio::test]
async fn work_that_nobody_does_is_forgotten_after_two_weeks() {
    let (world, work) = world_with_work().await;
    let ttl = work.asked_at.as_second() + 14 * 86_400;
    assert_eq!(world.item("outbox").await["ttl"], ttl);
}

#[tokio::test]
async fn a_store_that_fails_is_no_other_workers_claim_and_nothing_that_cannot_be_read() {
    let (world, work) = world_with_work().await;
    world.spoil("UpdateItem", Fault::Error, 100);
    let claimed = world.store.claim_work(work.id, ulid(), at(0)).await;
    assert!(
        matches!(claimed, Err(StoreError::Unavailable(_))),
        "{claimed:?}"
    );
}

#[tokio::test]
async fn turns_that_are_no_number_are_named() {
    let (world, work) = world_with_work().await;
    let id = json!({"S": work.id.to_string()});
    let item = json!({"id": id, "turns": {"S": "many"}});
    let loaded = world.emulators.load("outbox", vec![item]).await;
    loaded.expect("it is well-formed");
    let claimed = world.store.claim_work(work.id, ulid(), at(0)).await;
    assert!(
        matches!(claimed, Err(StoreError::Malformed("turns"))),
        "{claimed:?}"
    );
}

#[tokio::test]
async fn work_that_was_set_aside_says_why_and_nobody_takes_it_any_more() {
    let (world, work) = world_with_work().await;
    let seen = one_due(&world, 1).await;
    let aside = |by| vec![world.store.set_work_aside(work.id, by, "kind")];
    let by = ulid();
    claim(&world, &work, by, 0).await.expect("nobody else");
    world.refuses(Guard::Work, aside(ulid())).await;
    world.commits(aside(by)).await;
    assert!(claim(&world, &work, by, MINUTE).await.is_none());
    assert!(due(&world, MINUTE).await.is_empty());
    let round = world
        .store
        .send_work_round_again(&seen, ulid(), at(MINUTE))
        .to_vec();
    world.refuses(Guard::Work, round).await;
}

#[tokio::test]
async fn much_work_is_put_in_at_once() {
    let world = World::start().await;
    let much: Vec<Work> = (0..60).map(|_| work(WorkKind::Ask(ask()))).collect();
    world
        .store
        .put_much_work(&much)
        .await
        .expect("the store answers");
    assert_eq!(due(&world, 1).await.len(), 60);
    assert_eq!(world.calls("BatchWriteItem"), 3);
}
