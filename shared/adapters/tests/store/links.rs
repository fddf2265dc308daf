//! Links: issued one at a time, used once, never after their end.

use adapters::store::{Guard, Write};
use domain::link::Failing;
use domain::{Account, AccountId, DeliveryState, HandOver, Link, LinkRecord, TokenDigest};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::world::{HOUR, World, ana, at, issue};

/// What is done on a look at the links, and so depends on it.
fn on_what_was_read(world: &World, ana: &Account, read: &LinkRecord) -> [Write; 4] {
    let newer = issue(ana, 9, at(HOUR)).0;
    [
        world.store.issue_link(ana, read, &newer, None),
        world.store.resend_link(ana.id, read, &newer, true, None),
        world.store.revoke_link(ana.id, read, at(HOUR)),
        world.store.note_revocation(ana.id, read, at(HOUR)),
    ]
}

async fn refuses_all_on(world: &World, read: &LinkRecord) {
    for write in on_what_was_read(world, &ana(), read) {
        world.refuses(Guard::Link, vec![write]).await;
    }
}

async fn replace(world: &World, before: &LinkRecord, nonce: u8, now: Timestamp) -> Link {
    let newer = issue(&ana(), nonce, now).0;
    world
        .commits(vec![world.store.issue_link(&ana(), before, &newer, None)])
        .await;
    newer
}

#[tokio::test]
async fn an_issued_link_is_read_back_with_all_that_it_remembers() {
    let (world, ana, link) = World::with_link().await;
    let read = world.links(ana.id).await;
    assert_eq!(
        read,
        LinkRecord {
            current: Some(link.clone()),
            ..LinkRecord::default()
        }
    );
    let newer = Link {
        nonce: None,
        work_id: None,
        handed_over: Some(HandOver::NoEmail),
        used_at: Some(at(5)),
        revoked_at: Some(at(6)),
        ..issue(&ana, 2, at(HOUR / 2)).0
    };
    world
        .commits(vec![world.store.issue_link(&ana, &read, &newer, None)])
        .await;
    let expected = LinkRecord {
        current: Some(newer.clone()),
        previous: Some(link.past(&ana, newer.issued_at)),
        ..LinkRecord::default()
    };
    assert_eq!(world.links(ana.id).await, expected);
}

// T-210
#[tokio::test]
async fn a_link_is_forgotten_in_seconds_and_long_after_its_expiry() {
    let (world, _, link) = World::with_link().await;
    let ttl = world.item("links").await["ttl"]
        .as_i64()
        .expect("whole seconds");
    let thirty_days = 30 * 86_400;
    assert!(ttl >= link.expires_at.as_second() + thirty_days);
    assert!(ttl < link.expires_at.as_second() + thirty_days + 86_400);
}

// T-901
#[tokio::test]
async fn the_link_before_is_told_as_long_as_it_would_have_been_by_itself() {
    let (world, ana, mut link) = World::with_link().await;
    link.expires_at = at(7 * 24 * HOUR);
    let nothing = world.links(ana.id).await;
    world
        .commits(vec![world.store.issue_link(&ana, &nothing, &link, None)])
        .await;
    let read = world.links(ana.id).await;
    let shorter = issue(&ana, 2, at(1)).0;
    world
        .commits(vec![world.store.issue_link(&ana, &read, &shorter, None)])
        .await;
    let ttl = world.item("links").await["ttl"].as_i64();
    assert!(
        ttl >= Some(link.expires_at.as_second() + 30 * 86_400),
        "{ttl:?}"
    );
}

/// Without a link: the moment of a revocation, and that an address fails, are remembered for sixty days.
#[tokio::test]
async fn what_is_known_without_a_link_is_forgotten_after_sixty_days() {
    let sixty_days = 60 * 86_400;
    let (world, ana) = World::with_ana().await;
    let nothing = LinkRecord::default();
    let note = world.store.note_revocation(ana.id, &nothing, at(0));
    world.commits(vec![note]).await;
    assert_eq!(
        world.item("links").await["ttl"],
        at(0).as_second() + sixty_days
    );

    let (world, ana) = World::with_ana().await;
    let failing = Failing::new(&ana, at(0), DeliveryState::Bounced);
    let told = world
        .store
        .record_event(ana.id, &nothing, None, failing.as_ref(), at(0));
    world.commits(vec![told]).await;
    assert_eq!(
        world.item("links").await["ttl"],
        at(0).as_second() + sixty_days
    );
}

/// The record of a link that is about to be forgotten is kept for what is noted in it.
#[tokio::test]
async fn what_is_noted_late_is_not_forgotten_with_the_link() {
    let (world, ana, link) = World::with_link().await;
    let late = link.expires_at + SignedDuration::from_hours(29 * 24);
    let sixty_days = 60 * 86_400;
    let failing = Failing::new(&ana, late, DeliveryState::Bounced);
    let read = world.links(ana.id).await;
    let told = world
        .store
        .record_event(ana.id, &read, None, failing.as_ref(), late);
    world.commits(vec![told]).await;
    let kept = world.item("links").await["ttl"].clone();
    assert_eq!(kept, late.as_second() + sixty_days);

    let read = world.links(ana.id).await;
    let later = late + SignedDuration::from_hours(24);
    let note = world.store.note_revocation(ana.id, &read, later);
    world.commits(vec![note]).await;
    let kept = world.item("links").await["ttl"].clone();
    assert_eq!(kept, later.as_second() + sixty_days);

    // Nor with the next one.
    replace(&world, &world.links(ana.id).await, 2, later).await;
    let kept = world.item("links").await["ttl"].clone();
    assert_eq!(kept, later.as_second() + sixty_days);
}

/// That the mail service has the address on its list is noted in the write of the link that is handed over for it.
#[tokio::test]
async fn what_is_new_about_an_address_is_noted_with_the_link() {
    let (world, ana, link) = World::with_link().await;
    let late = link.expires_at + SignedDuration::from_hours(24);
    let failing = Failing::new(&ana, late, DeliveryState::Suppressed);
    let read = world.links(ana.id).await;
    let writes = [
        world
            .store
            .resend_link(ana.id, &read, &link, true, failing.as_ref()),
        world
            .store
            .issue_link(&ana, &read, &issue(&ana, 2, at(1)).0, failing.as_ref()),
    ];
    for write in writes {
        let (world, ..) = World::with_link().await;
        world.commits(vec![write.clone()]).await;
        assert_eq!(world.links(ana.id).await.failing, failing);
        let kept = world.item("links").await["ttl"].clone();
        assert_eq!(kept, late.as_second() + 60 * 86_400);
        // An event has told the same meanwhile: what it told stays.
        let (world, ..) = World::with_link().await;
        let bounced = Failing::new(&ana, at(1), DeliveryState::Bounced);
        let told = world
            .store
            .record_event(ana.id, &read, None, bounced.as_ref(), at(1));
        world.commits(vec![told]).await;
        world.refuses(Guard::Link, vec![write]).await;
        assert_eq!(world.links(ana.id).await.failing, bounced);
    }
}

#[tokio::test]
async fn of_two_issues_on_the_same_look_one_wins() {
    let (world, ana) = World::with_ana().await;
    let nothing = LinkRecord::default();
    let first = issue(&ana, 1, at(0)).0;
    world
        .commits(vec![world.store.issue_link(&ana, &nothing, &first, None)])
        .await;
    let second = world
        .store
        .issue_link(&ana, &nothing, &issue(&ana, 2, at(0)).0, None);
    world.refuses(Guard::Link, vec![second]).await;
}

#[tokio::test]
async fn a_link_issued_meanwhile_refuses_whatever_was_decided_on_the_one_before() {
    let (world, ana, _) = World::with_link().await;
    let read = world.links(ana.id).await;
    replace(&world, &read, 2, at(1)).await;
    refuses_all_on(&world, &read).await;
}

#[tokio::test]
async fn a_link_used_meanwhile_refuses_whatever_was_decided_on_the_live_one() {
    let (world, ana, link) = World::with_link().await;
    let read = world.links(ana.id).await;
    world
        .commits(vec![world.store.use_link(ana.id, link.digest, at(1))])
        .await;
    refuses_all_on(&world, &read).await;
}

#[tokio::test]
async fn a_link_revoked_meanwhile_refuses_whatever_was_decided_on_the_live_one() {
    let (world, ana, _) = World::with_link().await;
    let read = world.links(ana.id).await;
    world
        .commits(vec![world.store.revoke_link(ana.id, &read, at(1))])
        .await;
    refuses_all_on(&world, &read).await;
}

#[tokio::test]
async fn a_revocation_noted_meanwhile_refuses_whatever_was_decided_before_it() {
    for with_link in [false, true] {
        let (world, ana) = if with_link {
            let (world, ana, _) = World::with_link().await;
            (world, ana)
        } else {
            World::with_ana().await
        };
        let read = world.links(ana.id).await;
        world
            .commits(vec![world.store.note_revocation(ana.id, &read, at(1))])
            .await;
        refuses_all_on(&world, &read).await;
        let now = world.links(ana.id).await;
        assert_eq!(
            now,
            LinkRecord {
                last_revoked_at: Some(at(1)),
                ..read
            }
        );
    }
}

/// One member of what was read differs from what is there, and nothing else: each of the four is looked at by itself.
#[tokio::test]
async fn each_member_of_the_look_counts() {
    let (world, ana, _) = World::with_link().await;
    let read = world.links(ana.id).await;
    world
        .commits(vec![world.store.revoke_link(ana.id, &read, at(1))])
        .await;
    let there = world.links(ana.id).await;
    let changed = |change: fn(&mut Link)| {
        let mut read = there.clone();
        change(read.current.as_mut().expect("a link"));
        read
    };
    let looks = [
        changed(|link| link.digest = TokenDigest([0; 32])),
        changed(|link| link.used_at = Some(at(3))),
        changed(|link| link.revoked_at = None),
        changed(|link| link.revoked_at = Some(at(3))),
        LinkRecord {
            last_revoked_at: None,
            ..there.clone()
        },
        LinkRecord {
            last_revoked_at: Some(at(3)),
            ..there.clone()
        },
    ];
    for look in looks {
        refuses_all_on(&world, &look).await;
    }
    replace(&world, &there, 2, at(4)).await;
}

#[tokio::test]
async fn what_is_known_of_the_mail_is_no_part_of_the_look() {
    let (world, ana, link) = World::with_link().await;
    let read = world.links(ana.id).await;
    let bounced = DeliveryState::Bounced;
    let write = world
        .store
        .record_delivery(ana.id, link.digest, bounced, None, at(1));
    world.commits(vec![write]).await;
    let again = Link {
        handed_over: Some(HandOver::Requested),
        delivery_at: at(2),
        ..link
    };
    let write = world.store.resend_link(ana.id, &read, &again, true, None);
    world.commits(vec![write]).await;
    assert_eq!(world.links(ana.id).await.current, Some(again));
}

/// Between the look and the write of a hand-over an event may have told what became of the mail before.
#[tokio::test]
async fn a_link_that_is_handed_over_keeps_the_delivery_that_is_told_meanwhile() {
    let (world, ana, link) = World::with_link().await;
    let read = world.links(ana.id).await;
    let sent = DeliveryState::Sent;
    let told = world
        .store
        .record_delivery(ana.id, link.digest, sent, None, at(1));
    world.commits(vec![told]).await;
    let requested = Link {
        handed_over: Some(HandOver::Requested),
        ..link.clone()
    };
    let write = world
        .store
        .resend_link(ana.id, &read, &requested, false, None);
    world.commits(vec![write]).await;
    let current = world.links(ana.id).await.current.expect("a link");
    assert_eq!(
        (current.delivery, current.handed_over),
        (sent, Some(HandOver::Requested))
    );

    let unconfirmed = Link {
        handed_over: Some(HandOver::MailUnconfirmed),
        delivery: DeliveryState::None,
        delivery_at: at(2),
        ..link
    };
    let write = || {
        world
            .store
            .resend_link(ana.id, &read, &unconfirmed, false, None)
    };
    world.refuses(Guard::Link, vec![write()]).await;
}

#[tokio::test]
async fn a_link_sent_again_stays_what_it_is() {
    let (world, ana, link) = World::with_link().await;
    let read = world.links(ana.id).await;
    let again = Link {
        resent: true,
        delivery_at: at(9),
        ..link
    };
    let write = world.store.resend_link(ana.id, &read, &again, true, None);
    world.commits(vec![write]).await;
    assert_eq!(world.links(ana.id).await.current, Some(again));
}

// T-302
#[tokio::test]
async fn a_link_is_used_once() {
    let (world, ana, link) = World::with_link().await;
    world
        .commits(vec![world.store.use_link(ana.id, link.digest, at(1))])
        .await;
    let used = world.links(ana.id).await.current.expect("still on record");
    assert_eq!(
        used,
        Link {
            used_at: Some(at(1)),
            nonce: None,
            ..link
        }
    );
    world
        .refuses(
            Guard::Link,
            vec![world.store.use_link(ana.id, used.digest, at(2))],
        )
        .await;
}

#[tokio::test]
async fn a_revoked_link_is_never_used() {
    let (world, ana, link) = World::with_link().await;
    let read = world.links(ana.id).await;
    world
        .commits(vec![world.store.revoke_link(ana.id, &read, at(1))])
        .await;
    world
        .refuses(
            Guard::Link,
            vec![world.store.use_link(ana.id, link.digest, at(2))],
        )
        .await;
    let revoked = world.links(ana.id).await;
    let expected = Link {
        revoked_at: Some(at(1)),
        nonce: None,
        ..link
    };
    assert_eq!(
        (revoked.current, revoked.last_revoked_at),
        (Some(expected), Some(at(1)))
    );
}

// T-303
#[tokio::test]
async fn a_link_is_used_until_the_millisecond_before_its_expiry() {
    let (world, ana, link) = World::with_link().await;
    let use_at = |milliseconds| world.store.use_link(ana.id, link.digest, at(milliseconds));
    for late in [HOUR, HOUR + 1, HOUR + 1000, 100 * HOUR] {
        world.refuses(Guard::Link, vec![use_at(late)]).await;
    }
    world.commits(vec![use_at(HOUR - 1)]).await;
}

// T-305
#[tokio::test]
async fn a_link_in_whose_place_a_newer_one_stands_is_never_used() {
    let (world, ana, link) = World::with_link().await;
    let newer = replace(&world, &world.links(ana.id).await, 2, at(1)).await;
    world
        .refuses(
            Guard::Link,
            vec![world.store.use_link(ana.id, link.digest, at(2))],
        )
        .await;
    world
        .commits(vec![world.store.use_link(ana.id, newer.digest, at(2))])
        .await;
}

#[tokio::test]
async fn where_no_link_is_nothing_is_used() {
    let (world, ana) = World::with_ana().await;
    let digest = issue(&ana, 1, at(0)).0.digest;
    world
        .refuses(
            Guard::Link,
            vec![world.store.use_link(ana.id, digest, at(1))],
        )
        .await;
    let read = world.links(ana.id).await;
    world
        .commits(vec![world.store.note_revocation(ana.id, &read, at(1))])
        .await;
    world
        .refuses(
            Guard::Link,
            vec![world.store.use_link(ana.id, digest, at(1))],
        )
        .await;
}

#[tokio::test]
async fn a_revocation_is_remembered_by_the_links_that_follow() {
    let (world, ana) = World::with_ana().await;
    let read = world.links(ana.id).await;
    world
        .commits(vec![world.store.note_revocation(ana.id, &read, at(1))])
        .await;
    let newer = replace(&world, &world.links(ana.id).await, 2, at(2)).await;
    let record = world.links(ana.id).await;
    assert_eq!(
        (record.current, record.last_revoked_at),
        (Some(newer), Some(at(1)))
    );
}

#[tokio::test]
async fn the_mails_fate_is_recorded_with_the_link_that_it_carried_and_no_other() {
    let (world, ana, link) = World::with_link().await;
    let record = |digest, at| {
        world
            .store
            .record_delivery(ana.id, digest, DeliveryState::Sent, None, at)
    };
    world.commits(vec![record(link.digest, at(1))]).await;
    let told = world.links(ana.id).await.current.expect("a link");
    assert_eq!(
        (told.delivery, told.delivery_at),
        (DeliveryState::Sent, at(1))
    );
    replace(&world, &world.links(ana.id).await, 2, at(2)).await;
    world
        .refuses(Guard::Link, vec![record(link.digest, at(3))])
        .await;
}

#[tokio::test]
async fn a_hand_over_asked_for_while_a_mail_was_under_way_stays_until_the_link_is_mailed_again() {
    let (world, ana, link) = World::with_link().await;
    let read = world.links(ana.id).await;
    let again = |handed_over| {
        let again = Link {
            handed_over,
            ..link.clone()
        };
        world.store.resend_link(ana.id, &read, &again, true, None)
    };
    let handed_over = async || {
        let current = world.links(ana.id).await.current;
        current.expect("a link").handed_over
    };
    let asked_for = Some(HandOver::Requested);
    world.commits(vec![again(asked_for)]).await;
    let sent = DeliveryState::Sent;
    let told = world
        .store
        .record_delivery(ana.id, link.digest, sent, None, at(1));
    world.commits(vec![told]).await;
    assert_eq!(handed_over().await, asked_for);
    world.commits(vec![again(None)]).await;
    assert_eq!(handed_over().await, None);
}

// T-202
#[tokio::test]
async fn a_nonce_is_erased_when_its_window_is_over_and_not_before() {
    let (world, ana, link) = World::with_link().await;
    let window = 2 * HOUR / 3;
    let erase = |milliseconds| {
        world
            .store
            .erase_nonce(ana.id, link.digest, at(milliseconds))
    };
    world.refuses(Guard::Link, vec![erase(window - 1)]).await;
    world.commits(vec![erase(window)]).await;
    assert_eq!(
        world.links(ana.id).await.current,
        Some(Link {
            nonce: None,
            ..link
        })
    );
    let item = world.item("links").await;
    assert!(
        item.get("nonce").is_none() && item.get("nonce_shard").is_none(),
        "{item}"
    );
}

#[tokio::test]
async fn the_nonce_of_a_newer_link_is_not_erased_in_the_place_of_an_older_ones() {
    let (world, ana, link) = World::with_link().await;
    let newer = replace(&world, &world.links(ana.id).await, 2, at(HOUR)).await;
    let erase = world.store.erase_nonce(ana.id, link.digest, at(10 * HOUR));
    world.refuses(Guard::Link, vec![erase]).await;
    assert!(
        world
            .links(ana.id)
            .await
            .current
            .is_some_and(|link| link.nonce == newer.nonce)
    );
}

// T-904
#[tokio::test]
async fn only_nonces_whose_window_is_over_are_found_to_be_erased() {
    let (world, ana, link) = World::with_link().await;
    let overdue = async |milliseconds| {
        world
            .store
            .overdue_nonces(at(milliseconds))
            .await
            .expect("the store answers")
    };
    let window = 2 * HOUR / 3;
    assert_eq!(overdue(window - 1).await, []);
    assert_eq!(overdue(window).await, [(ana.id, link.digest)]);
    world
        .commits(vec![world.store.use_link(ana.id, link.digest, at(1))])
        .await;
    assert_eq!(overdue(window).await, []);
}

/// By hand, say.
#[tokio::test]
async fn a_link_that_somebody_has_broken_keeps_no_other_ones_nonce() {
    let (world, ana, link) = World::with_link().await;
    let broken = json!({
        "account_id": {"S": AccountId::new(at(0), [7; 10]).to_string()}, "digest": {"B": "AAAA"}, "nonce": {"B": "AAAA"},
        "nonce_shard": {"S": "0"}, "resend_until": {"N": at(0).as_second().to_string()},
    });
    let loaded = world.emulators.load("links", vec![broken]).await;
    loaded.expect("the item is well-formed");
    let overdue = world.store.overdue_nonces(at(10 * HOUR)).await;
    assert_eq!(overdue.expect("the store answers"), [(ana.id, link.digest)]);
}

// T-904
#[tokio::test]
async fn of_very_many_overdue_nonces_the_longest_ones_are_found_first() {
    let world = World::start().await;
    let account = |number: u8, block: u8| {
        let mut entropy = [number; 10];
        entropy[0] = block;
        AccountId::new(at(0), entropy)
    };
    let link = |id: AccountId, seconds: i64| {
        json!({
            "account_id": {"S": id.to_string()}, "digest": {"B": "A".repeat(42) + "A="}, "nonce": {"B": "AAAA"},
            "nonce_shard": {"S": (seconds % 2).to_string()}, "resend_until": {"N": (at(0).as_second() + seconds).to_string()},
        })
    };
    let many = (0..10).flat_map(|block| (0..250).map(move |number| account(number, block)));
    let many: Vec<AccountId> = many.collect();
    let links = many.iter().zip(0..).map(|(id, seconds)| link(*id, seconds));
    let loaded = world.emulators.load("links", links.collect()).await;
    loaded.expect("the items are well-formed");
    let overdue = world.store.overdue_nonces(at(10 * HOUR)).await;
    let overdue = overdue.expect("the store answers");
    let found: Vec<AccountId> = overdue.into_iter().map(|(id, _)| id).collect();
    assert_eq!(found, many[..2000], "a thousand of each of two shards");
}

fn delivery(world: &World, digest: TokenDigest, state: DeliveryState) -> Write {
    world
        .store
        .record_delivery(ana().id, digest, state, None, at(2))
}

#[tokio::test]
async fn a_sent_mail_never_hides_what_an_event_has_told_already() {
    let (world, _, link) = World::with_link().await;
    let record = |state| delivery(&world, link.digest, state);
    for told in [
        DeliveryState::Delivered,
        DeliveryState::Bounced,
        DeliveryState::Suppressed,
    ] {
        world.commits(vec![record(told)]).await;
        for less in [
            DeliveryState::Sent,
            DeliveryState::Queued,
            DeliveryState::None,
        ] {
            world.refuses(Guard::Link, vec![record(less)]).await;
        }
    }
}

#[tokio::test]
async fn a_mail_that_waits_may_be_sent_or_be_given_up() {
    let (world, _, link) = World::with_link().await;
    let record = |state| delivery(&world, link.digest, state);
    for told in [
        DeliveryState::Queued,
        DeliveryState::None,
        DeliveryState::Queued,
        DeliveryState::Sent,
    ] {
        world.commits(vec![record(told)]).await;
    }
}

fn event(world: &World, read: &LinkRecord, failing: Option<&Failing>) -> Write {
    let bounced = Some(DeliveryState::Bounced);
    world
        .store
        .record_event(ana().id, read, bounced, failing, at(5))
}

#[tokio::test]
async fn an_event_is_recorded_with_what_it_tells() {
    let (world, ana, link) = World::with_link().await;
    let read = world.links(ana.id).await;
    let failing = Failing::new(&ana, at(5), DeliveryState::Suppressed);
    world
        .commits(vec![event(&world, &read, failing.as_ref())])
        .await;
    let told = Link {
        delivery: DeliveryState::Bounced,
        delivery_at: at(5),
        ..link
    };
    let expected = LinkRecord {
        current: Some(told),
        failing,
        ..read
    };
    assert_eq!(world.links(ana.id).await, expected);
    world.commits(vec![event(&world, &expected, None)]).await;
    assert_eq!(world.links(ana.id).await.failing, None);
}

#[tokio::test]
async fn an_event_is_refused_when_anything_that_it_was_read_against_has_changed() {
    let (world, ana, _) = World::with_link().await;
    let failing = |milliseconds| Failing::new(&ana, at(milliseconds), DeliveryState::Bounced);
    let read = world.links(ana.id).await;
    world
        .commits(vec![event(&world, &read, failing(5).as_ref())])
        .await;
    let there = world.links(ana.id).await;
    let changed = |change: fn(&mut Link)| {
        let mut read = there.clone();
        change(read.current.as_mut().expect("a link"));
        read
    };
    let looks = [
        changed(|link| link.digest = TokenDigest([0; 32])),
        changed(|link| link.used_at = Some(at(3))),
        changed(|link| link.revoked_at = Some(at(3))),
        changed(|link| link.delivery = DeliveryState::Queued),
        LinkRecord {
            last_revoked_at: Some(at(3)),
            ..there.clone()
        },
        LinkRecord {
            failing: None,
            ..there.clone()
        },
        LinkRecord {
            failing: failing(4),
            ..there.clone()
        },
    ];
    for look in looks {
        world
            .refuses(Guard::Link, vec![event(&world, &look, failing(5).as_ref())])
            .await;
        world
            .refuses(Guard::Link, vec![event(&world, &look, None)])
            .await;
    }
}
