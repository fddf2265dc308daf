//! The life of a link, told by time: what ended it first is its state for good.

use domain::lifetime::Named;
use domain::link::{Failing, Issue, PastLink, TOLD_AFTER_EXPIRY};
use domain::{
    Account, DeliveryState, EmailAddress, HandOver, Lifetimes, Link, LinkKeys, LinkRecord,
    LinkState, Nonce, Origin, Preset,
};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use crate::examples::{ana, at, issue, key, keys};

const HOUR: i64 = 3_600_000;

/// What may happen to a link, at a tick of a short life.
#[derive(Clone, Copy, Debug)]
struct Ends {
    used: Option<i64>,
    revoked: Option<i64>,
    expires: i64,
    epoch_rises: Option<i64>,
}

impl Ends {
    /// Link and account as the store has them at `now`: what has not happened yet is not on record.
    fn on_record(self, now: i64) -> (Link, Account) {
        let past = |tick: Option<i64>| tick.filter(|tick| *tick <= now);
        let mut account = ana();
        let (mut link, _) = issue(&account, 1, at(0));
        link.expires_at = at(self.expires);
        link.used_at = past(self.used).map(at);
        link.revoked_at = past(self.revoked).map(at);
        // A link's own use raises the epoch at the same moment.
        let rise = [past(self.used), past(self.epoch_rises)]
            .into_iter()
            .flatten()
            .max();
        if let Some(rise) = rise {
            account.epoch += 1;
            account.epoch_at = at(rise);
        }
        (link, account)
    }

    fn state(self, now: i64) -> LinkState {
        let (link, account) = self.on_record(now);
        link.state(&account, at(now))
    }

    /// The first of all, in a fixed order where two fall into one moment.
    fn first(self) -> (i64, LinkState) {
        [
            self.used.map(|at| (at, LinkState::Used)),
            self.revoked.map(|at| (at, LinkState::Revoked)),
            Some((self.expires, LinkState::Expired)),
            self.epoch_rises.map(|at| (at, LinkState::Revoked)),
        ]
        .into_iter()
        .flatten()
        .min_by_key(|(at, _)| *at)
        .expect("a link expires")
    }
}

/// Every combination of four kinds of end at five ticks, each there or not, that the store's conditions let happen: a link
/// sets a password only while nothing else has ended it.
fn all_ends() -> impl Iterator<Item = Ends> {
    let ticks = || std::iter::once(None).chain((1..=5).map(Some));
    ticks()
        .flat_map(move |used| {
            ticks().flat_map(move |revoked| {
                ticks().flat_map(move |epoch_rises| {
                    (1..=5).map(move |expires| Ends {
                        used,
                        revoked,
                        expires,
                        epoch_rises,
                    })
                })
            })
        })
        .filter(|ends| {
            ends.used.is_none_or(|used| {
                let later = |tick: Option<i64>| tick.is_none_or(|tick| tick >= used);
                used < ends.expires && ends.revoked.is_none() && later(ends.epoch_rises)
            })
        })
}

#[test]
fn what_ended_a_link_first_is_its_state_for_good() {
    let mut looked_at = 0;
    for ends in all_ends() {
        let (first_at, first) = ends.first();
        for now in 0..=7 {
            let expected = if now < first_at {
                LinkState::Live
            } else {
                first
            };
            assert_eq!(ends.state(now), expected, "{ends:?} at {now}");
            looked_at += 1;
        }
    }
    assert!(looked_at > 1_500, "{looked_at}");
}

// T-303
#[test]
fn a_link_dies_at_its_expiry_to_the_millisecond() {
    let account = ana();
    let (link, _) = issue(&account, 1, at(0));
    assert_eq!(link.expires_at, at(HOUR));
    assert_eq!(link.state(&account, at(HOUR - 1)), LinkState::Live);
    assert_eq!(link.state(&account, at(HOUR)), LinkState::Expired);
    assert_eq!(link.state(&account, at(HOUR + 1)), LinkState::Expired);
}

/// T-906. Whoever reads may have another clock than whoever issued: nothing is given for it on either side, so that it moves
/// the end by the difference and by no more.
#[test]
fn a_clock_that_differs_neither_hides_a_new_link_nor_gives_it_more_than_its_end() {
    let account = ana();
    let (link, _) = issue(&account, 1, at(HOUR));
    let five_minutes = HOUR / 12;
    for behind in [1, five_minutes] {
        assert_eq!(link.state(&account, at(HOUR - behind)), LinkState::Live);
        assert_eq!(link.expires_at, at(2 * HOUR));
    }
    for ahead in [0, 1, five_minutes] {
        assert_eq!(
            link.state(&account, at(2 * HOUR + ahead)),
            LinkState::Expired
        );
    }
}

#[test]
fn a_new_link_is_live_under_the_accounts_epoch_and_remembers_only_its_token() {
    let account = ana();
    let (link, token) = issue(&account, 1, at(0));
    assert_eq!(link.digest, token.digest());
    assert_eq!(link.epoch, account.epoch);
    assert_eq!(
        (link.resend_until, link.expires_at),
        (at(HOUR * 2 / 3), at(HOUR))
    );
    assert_eq!(
        (link.used_at, link.revoked_at, link.handed_over),
        (None, None, None)
    );
    assert_eq!(
        (link.delivery, link.delivery_at),
        (DeliveryState::Queued, at(0))
    );
    assert_eq!(link.state(&account, at(0)), LinkState::Live);
    assert_eq!(link.key_id, "new");
}

#[test]
fn a_lifetime_asked_for_wins_and_has_a_window_of_its_own() {
    let account = ana();
    let lifetimes = Lifetimes::new(Preset::Association, Named::default()).expect("a preset");
    let keys = keys();
    let issued = |lifetime| {
        let (link, _) = Link::issue(Issue {
            account: &account,
            origin: Origin::Admin,
            issued_by: String::new(),
            work_id: None,
            lifetimes: &lifetimes,
            lifetime,
            key: keys.newest(),
            nonce: Nonce([1; 32]),
            id: domain::id::ulid_at(at(0), [1; 10]),
            now: at(0),
        });
        (link.resend_until, link.expires_at)
    };
    assert_eq!(issued(None), (at(16 * HOUR), at(7 * 24 * HOUR)));
    let hours = |hours| Some(SignedDuration::from_hours(hours));
    assert_eq!(issued(hours(16)), (at(16 * HOUR), at(16 * HOUR)));
    assert_eq!(issued(hours(3)), (at(2 * HOUR), at(3 * HOUR)));
}

fn again(link: &Link, account: &Account, keys: &LinkKeys, now: Timestamp) -> Option<String> {
    link.token_again(account, keys, now)
        .map(|token| token.expose().to_string())
}

// T-129
#[test]
fn the_same_token_is_derived_again_until_the_resend_window_ends() {
    let account = ana();
    let (link, token) = issue(&account, 1, at(0));
    let window = HOUR * 2 / 3;
    for now in [0, 1, window - 1] {
        assert_eq!(
            again(&link, &account, &keys(), at(now)),
            Some(token.expose().to_string())
        );
    }
    for now in [window, window + 1, HOUR, 2 * HOUR] {
        assert_eq!(again(&link, &account, &keys(), at(now)), None);
    }
}

#[test]
fn a_token_is_not_derived_again_without_its_nonce_its_key_or_its_life() {
    let account = ana();
    let (link, _) = issue(&account, 1, at(0));
    let now = at(1000);
    let changed = |change: fn(&mut Link)| {
        let mut link = link.clone();
        change(&mut link);
        again(&link, &account, &keys(), now)
    };
    assert!(changed(|_| ()).is_some());
    assert_eq!(changed(|link| link.nonce = None), None);
    assert_eq!(changed(|link| link.used_at = Some(at(500))), None);
    assert_eq!(changed(|link| link.revoked_at = Some(at(500))), None);
    assert_eq!(changed(|link| link.expires_at = at(500)), None);
    assert_eq!(changed(|link| link.epoch -= 1), None);
    assert_eq!(changed(|link| link.key_id = "retired".to_owned()), None);
    // A nonce that is not this link's, or a key of the same name with other bytes: no other token may go out.
    assert_eq!(changed(|link| link.nonce = Some(Nonce([2; 32]))), None);
    let replaced = LinkKeys::new(vec![key("new", 9)]).expect("a key");
    assert_eq!(again(&link, &account, &replaced, now), None);
}

#[test]
fn a_newer_key_leaves_older_links_to_their_own() {
    let account = ana();
    let (link, token) = issue(&account, 1, at(0));
    let rotated = LinkKeys::new(vec![key("newer", 8), key("new", 1)]).expect("two keys");
    assert_eq!(
        again(&link, &account, &rotated, at(1)),
        Some(token.expose().to_string())
    );
}

/// The record after a second issue at `now` in the place of `before`.
fn reissued(before: &LinkRecord, account: &Account, nonce: u8, now: Timestamp) -> LinkRecord {
    let past = before.current.as_ref().map(|link| link.past(account, now));
    LinkRecord {
        current: Some(issue(account, nonce, now).0),
        previous: past.or(before.previous.clone()),
        ..before.clone()
    }
}

fn first_issued(account: &Account) -> LinkRecord {
    LinkRecord {
        current: Some(issue(account, 1, at(0)).0),
        ..LinkRecord::default()
    }
}

fn digest(record: &LinkRecord) -> domain::TokenDigest {
    record.current.as_ref().expect("a link").digest
}

// T-130, T-305
#[test]
fn a_live_link_is_replaced_by_a_newer_one() {
    let account = ana();
    let first = first_issued(&account);
    let second = reissued(&first, &account, 2, at(HOUR * 3 / 4));
    let state = |record: &LinkRecord, digest, now| record.state_of(&digest, &account, at(now));
    let replaced = LinkState::Replaced(at(HOUR * 3 / 4));
    for now in [HOUR * 3 / 4, HOUR, 2 * HOUR] {
        assert_eq!(state(&second, digest(&first), now), replaced);
    }
    assert_eq!(state(&second, digest(&second), HOUR), LinkState::Live);
    assert!(second.with_digest(&digest(&first)).is_none());
    let found = second.with_digest(&digest(&second));
    assert_eq!(found, second.current.as_ref());
    // A third leaves the first untold.
    let third = reissued(&second, &account, 3, at(2 * HOUR));
    assert_eq!(state(&third, digest(&first), 2 * HOUR), LinkState::Unknown);
    assert_eq!(state(&third, digest(&second), 2 * HOUR), LinkState::Expired);
    assert_eq!(state(&third, digest(&third), 2 * HOUR), LinkState::Live);
}

// T-302
#[test]
fn the_link_before_keeps_its_own_end() {
    for ends in all_ends() {
        let (link, mut account) = ends.on_record(10);
        let before = LinkRecord {
            current: Some(link),
            ..LinkRecord::default()
        };
        let after = reissued(&before, &account, 2, at(20));
        account.epoch += 1;
        account.epoch_at = at(25);
        let told = after.state_of(&digest(&before), &account, at(30));
        assert_eq!(told, ends.first().1, "{ends:?}");
    }
}

#[test]
fn what_is_kept_of_a_link_is_when_and_how_it_ended() {
    let account = ana();
    let (link, _) = issue(&account, 1, at(0));
    let past = |change: fn(&mut Link), account: &Account| {
        let mut link = link.clone();
        change(&mut link);
        let PastLink {
            state,
            ended_at,
            expires_at,
            ..
        } = link.past(account, at(HOUR / 2));
        assert_eq!(expires_at, link.expires_at);
        (state, ended_at)
    };
    let now = at(HOUR / 2);
    assert_eq!(past(|_| (), &account), (LinkState::Replaced(now), now));
    assert_eq!(
        past(|link| link.used_at = Some(at(9)), &account),
        (LinkState::Used, at(9))
    );
    assert_eq!(
        past(|link| link.revoked_at = Some(at(9)), &account),
        (LinkState::Revoked, at(9))
    );
    assert_eq!(
        past(|link| link.expires_at = at(9), &account),
        (LinkState::Expired, at(9))
    );
    let edited = Account {
        epoch: account.epoch + 1,
        epoch_at: at(8),
        ..account.clone()
    };
    assert_eq!(past(|_| (), &edited), (LinkState::Revoked, at(8)));
    let (both, _) = past(|link| link.revoked_at = Some(at(9)), &edited);
    assert_eq!(both, LinkState::Revoked);
}

#[test]
fn an_end_is_read_back_from_its_name() {
    let ends = [
        LinkState::Expired,
        LinkState::Used,
        LinkState::Replaced(at(5)),
        LinkState::Revoked,
    ];
    for state in ends {
        assert_eq!(LinkState::ended(state.name(), at(5)), Some(state));
    }
    for name in ["live", "unknown", "", "Used"] {
        assert_eq!(LinkState::ended(name, at(5)), None);
    }
}

#[test]
fn a_state_is_told_until_thirty_days_after_the_expiry() {
    assert_eq!(TOLD_AFTER_EXPIRY, SignedDuration::from_hours(30 * 24));
    let account = ana();
    let first = first_issued(&account);
    let second = reissued(&first, &account, 2, at(HOUR / 2));
    let thirty_days = 30 * 24 * HOUR;
    let state =
        |record: &LinkRecord, of: &LinkRecord, now| record.state_of(&digest(of), &account, at(now));
    let last = HOUR + thirty_days - 1;
    assert_eq!(state(&first, &first, last), LinkState::Expired);
    assert_eq!(state(&first, &first, last + 1), LinkState::Unknown);
    assert_eq!(
        state(&second, &first, last),
        LinkState::Replaced(at(HOUR / 2))
    );
    assert_eq!(state(&second, &first, last + 1), LinkState::Unknown);
    // The newer one is told for its own thirty days.
    assert_eq!(state(&second, &second, last + 1), LinkState::Expired);
}

/// What two reads of two moments look like, and a link that died with a password set by hand.
#[test]
fn a_link_is_ended_by_the_epoch_alone_where_nothing_else_ended_it() {
    let ana = ana();
    let fresh = first_issued(&ana);
    let digest = digest(&fresh);
    let later = Account {
        epoch: ana.epoch + 1,
        ..ana.clone()
    };
    let with = |change: fn(&mut Link)| {
        let mut record = fresh.clone();
        change(record.current.as_mut().expect("a link"));
        record
    };
    let other = domain::TokenDigest([0; 32]);
    assert!(fresh.is_ended_by_the_epoch_alone(&digest, &later));
    assert!(!fresh.is_ended_by_the_epoch_alone(&digest, &ana));
    assert!(!fresh.is_ended_by_the_epoch_alone(&other, &later));
    let used = with(|link| link.used_at = Some(at(1)));
    assert!(!used.is_ended_by_the_epoch_alone(&digest, &later));
    let revoked = with(|link| link.revoked_at = Some(at(1)));
    assert!(!revoked.is_ended_by_the_epoch_alone(&digest, &later));
}

#[test]
fn a_token_that_is_on_no_record_is_unknown() {
    let account = ana();
    let (other, _) = issue(&account, 7, at(0));
    let record = first_issued(&account);
    assert_eq!(
        record.state_of(&other.digest, &account, at(1)),
        LinkState::Unknown
    );
    assert_eq!(
        LinkRecord::default().state_of(&other.digest, &account, at(1)),
        LinkState::Unknown
    );
    // T-208: derived for another account, with the same key and nonce.
    let stranger = Account {
        id: crate::examples::id(2),
        ..ana()
    };
    let (of_stranger, _) = issue(&stranger, 1, at(0));
    assert_eq!(
        record.state_of(&of_stranger.digest, &account, at(1)),
        LinkState::Unknown
    );
}

proptest! {
    #[test]
    fn at_most_one_link_of_a_record_is_live(
        used in any::<bool>(), revoked in any::<bool>(), rises in any::<bool>(), second_at in 1..2 * HOUR, now in 0..3 * HOUR,
    ) {
        let mut account = ana();
        let mut first = first_issued(&account);
        if let Some(link) = first.current.as_mut() {
            link.used_at = used.then(|| at(1));
            link.revoked_at = revoked.then(|| at(1));
        }
        if used || rises {
            account.epoch += 1;
            account.epoch_at = at(1);
        }
        let second = reissued(&first, &account, 2, at(second_at));
        let now = at(second_at + now);
        prop_assert_ne!(second.state_of(&digest(&first), &account, now), LinkState::Live);
        let live = second.live(&account, now);
        prop_assert_eq!(live.is_some(), now < at(second_at + HOUR));
    }
}

#[test]
fn work_is_out_of_date_when_the_account_or_a_link_has_changed_since_it_was_asked_for() {
    let work = domain::id::ulid_at(at(0), [1; 10]);
    let other = domain::id::ulid_at(at(0), [2; 10]);
    let account = Account {
        epoch_at: at(100),
        ..ana()
    };
    let record = LinkRecord {
        last_revoked_at: Some(at(200)),
        ..LinkRecord::default()
    };
    let outdates = |record: &LinkRecord, asked| record.outdates(&account, at(asked));
    let empty = LinkRecord::default();
    assert!(outdates(&empty, 99));
    assert!(
        !outdates(&empty, 100),
        "asked at the moment of the rise or later"
    );
    assert!(outdates(&record, 199));
    assert!(!outdates(&record, 200));
    // T-607: the work that made a link is known by it, and makes no second one.
    let (mut link, _) = issue(&account, 1, at(300));
    link.work_id = Some(work);
    let made = LinkRecord {
        current: Some(link),
        ..LinkRecord::default()
    };
    assert!(made.is_made_by(work) && !made.is_made_by(other));
    assert!(!empty.is_made_by(work));
}

#[test]
fn a_link_is_handed_over_for_what_its_mail_met() {
    let (mut link, _) = issue(&ana(), 1, at(0));
    for stored in HandOver::ALL {
        link.handed_over = Some(*stored);
        for state in DeliveryState::ALL {
            link.delivery = *state;
            let expected = match (state, stored) {
                (DeliveryState::Rejected, _) => Some(HandOver::MailRejected),
                (DeliveryState::Bounced, _) => Some(HandOver::MailBounced),
                (DeliveryState::Suppressed, _) => Some(HandOver::MailSuppressed),
                // A mail with it has been taken since, or the answer that was missing has come.
                (
                    DeliveryState::Sent
                    | DeliveryState::Delayed
                    | DeliveryState::Delivered
                    | DeliveryState::Complained,
                    HandOver::MailRejected
                    | HandOver::MailSuppressed
                    | HandOver::MailBounced
                    | HandOver::MailUnconfirmed,
                ) => None,
                _ => Some(*stored),
            };
            assert_eq!(link.hand_over(), expected, "{state} {stored}");
        }
    }
    link.handed_over = None;
    link.delivery = DeliveryState::Delivered;
    assert_eq!(link.hand_over(), None);
}

#[test]
fn a_failing_address_is_told_of_that_address_alone() {
    let failing = Failing::new(&ana(), at(5), DeliveryState::Bounced);
    let failing = failing.expect("she has an address");
    assert!(failing.is_about(&ana()));
    let moved = Account {
        email: EmailAddress::parse("b@example.com").ok(),
        ..ana()
    };
    let without = Account {
        email: None,
        ..ana()
    };
    assert!(!failing.is_about(&moved) && !failing.is_about(&without));
    assert_eq!(Failing::new(&without, at(5), DeliveryState::Bounced), None);
}
