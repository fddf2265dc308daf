//! Work that waits: how it is named, found and put off.

use domain::id::ulid_at;
use domain::outbox::{
    Ask, AskOutcome, BulkRow, CLAIM, Change, IdentifierDigest, NOTICE_PATIENCE, ROUND, backoff,
};
use domain::{EmailAddress, Notice, Role, Situation, WorkKind};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use crate::examples::{at, authority, id};

#[test]
fn work_is_tried_again_after_a_minute_at_most_doubling_to_ten() {
    let at_most = |attempts| (backoff(attempts) + ROUND).as_secs() / 60;
    let minutes: Vec<i64> = (0..7).map(at_most).collect();
    assert_eq!(minutes, [1, 2, 4, 8, 10, 10, 10]);
    assert_eq!(at_most(u32::MAX), 10);
    assert_eq!(backoff(0), SignedDuration::ZERO);
}

#[test]
fn each_kind_of_work_has_the_name_that_stores_hold() {
    let ask = Ask {
        identifier: None,
        digest: IdentifierDigest::of("not an address"),
        locale: None,
        ip: "203.0.113.0".to_owned(),
        user_agent: String::new(),
    };
    let row = BulkRow {
        account_id: id(1),
        batch_id: ulid_at(at(0), [1; 10]),
        by: authority(Role::Admin, None),
        hand_over: false,
    };
    let notice = Notice {
        account_id: id(1),
        to: EmailAddress::parse("ana@example.com").expect("an address"),
        locale: None,
        change: Change::Address,
        changed_at: at(0),
        link: None,
    };
    let kinds = [
        WorkKind::Ask(ask.clone()),
        WorkKind::AskFor(id(1), ask),
        WorkKind::BulkRow(row),
        WorkKind::Notice(notice),
    ];
    let names = kinds.map(|kind| kind.name());
    assert_eq!(names, ["ask", "ask-for", "bulk-row", "notice"]);
}

// The names are the contract's, in the answers of a look-up.
#[test]
fn each_outcome_of_an_ask_has_its_name_and_a_rule_where_one_decided() {
    let rule = Situation::ManagedBySso;
    let outcomes = [
        (AskOutcome::NoAccount, "no-account"),
        (AskOutcome::NotEligible(rule), "not-eligible"),
        (AskOutcome::Limited, "limited"),
        (AskOutcome::Outdated, "outdated"),
        (AskOutcome::Queued, "queued"),
        (AskOutcome::Sent, "sent"),
        (AskOutcome::Rejected, "rejected"),
        (AskOutcome::Undelivered, "undelivered"),
    ];
    for (outcome, name) in outcomes {
        assert_eq!(outcome.name(), name);
        assert_eq!(AskOutcome::from_name(name, outcome.rule()), Some(outcome));
        let decided = outcome == AskOutcome::NotEligible(rule);
        assert_eq!(outcome.rule(), decided.then_some(rule), "{name}");
    }
    assert_eq!(AskOutcome::from_name("not-eligible", None), None);
    assert_eq!(AskOutcome::from_name("lost", None), None);
}

#[test]
fn a_claim_outlasts_every_function_and_a_notice_is_tried_for_a_day() {
    assert!(CLAIM >= SignedDuration::from_secs(30));
    assert_eq!(NOTICE_PATIENCE, SignedDuration::from_hours(24));
}

#[test]
fn one_identifier_has_one_digest_however_it_is_typed() {
    let digest = IdentifierDigest::of("ana@bücher.example");
    for typed in [" ANA@bücher.example ", "ana@xn--bcher-kva.example"] {
        assert_eq!(IdentifierDigest::of(typed), digest);
    }
    assert_ne!(IdentifierDigest::of("ana+1@bücher.example"), digest);
    // What nobody can bear has one too, by its text.
    assert_eq!(
        IdentifierDigest::of(" not an address "),
        IdentifierDigest::of("not an address")
    );
    assert_ne!(
        IdentifierDigest::of("not an address"),
        IdentifierDigest::of("nor this one")
    );
    // A text that looks like the key of an identifier is not that identifier.
    assert_ne!(IdentifierDigest::of("email:ana@bücher.example"), digest);
}

proptest! {
    #[test]
    fn names_are_in_the_order_of_their_moments(first in 0..4_000_000_000_000_i64, later in 1..1_000_000_i64, a in any::<[u8; 10]>(), b in any::<[u8; 10]>()) {
        let moment = |ms| Timestamp::from_millisecond(ms).expect("in range");
        let (first, second) = (ulid_at(moment(first), a), ulid_at(moment(first + later), b));
        prop_assert!(first < second && first.to_string() < second.to_string());
    }

    #[test]
    fn names_of_one_moment_differ_by_their_entropy(a in any::<[u8; 10]>(), b in any::<[u8; 10]>()) {
        prop_assert_eq!(ulid_at(at(0), a) == ulid_at(at(0), b), a == b);
    }
}
