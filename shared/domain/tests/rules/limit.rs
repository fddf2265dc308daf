//! Counters: their keys tell nothing, their windows end by themselves.

use std::collections::HashSet;
use std::net::IpAddr;

use domain::Limit;
use domain::limit::{address_subject, truncated_address};
use jiff::Timestamp;
use proptest::prelude::*;

use crate::examples::at;

fn address(text: &str) -> IpAddr {
    text.parse().expect("an address")
}

#[test]
fn limits_are_what_the_contract_says() {
    let expected = [
        ("LIMIT_ASKS_PER_ADDRESS", 30),
        ("LIMIT_MAILS_PER_ACCOUNT", 3),
        ("LIMIT_MAILS", 5000),
        ("LIMIT_FAILURES", 10),
        ("LIMIT_FAILURES_PER_ADDRESS", 30),
        ("LIMIT_FAILURES_PER_ACCOUNT", 100),
        ("LIMIT_REDEEMS_PER_ADDRESS", 60),
        ("LIMIT_LINKS_PER_ADMIN", 500),
        ("LIMIT_PIN_PER_DAY", 5),
    ];
    let told = Limit::ALL
        .iter()
        .map(|limit| (limit.setting(), limit.default_count()));
    let expected = expected.map(|(name, count)| (name.to_owned(), count));
    assert_eq!(told.collect::<Vec<_>>(), expected);
    for limit in Limit::ALL {
        let hours = if *limit == Limit::PinPerDay { 24 } else { 1 };
        assert_eq!(limit.window_seconds(), hours * 3600, "{limit}");
    }
}

proptest! {
    // T-709
    #[test]
    fn a_key_holds_nothing_of_its_subject(subject in "[a-z]{5,20}@[a-z]{5,10}\\.example", limit in prop::sample::select(Limit::ALL)) {
        let key = limit.key(&subject, at(0));
        prop_assert!(!key.text.contains(&subject));
        let (scope, rest) = key.text.split_once('#').expect("scope");
        let (digest, window) = rest.split_once('#').expect("digest and window");
        prop_assert_eq!(scope, limit.name());
        prop_assert!(digest.len() == 64 && digest.bytes().all(|c| c.is_ascii_hexdigit()));
        prop_assert!(window.parse::<i64>().is_ok());
    }

    #[test]
    fn a_window_holds_its_moment_and_ends_within_its_length(seconds in -4_000_000_000..8_000_000_000_i64, limit in prop::sample::select(Limit::ALL)) {
        let now = Timestamp::from_second(seconds).expect("in range");
        let key = limit.key("x", now);
        prop_assert!(key.ends_at() > seconds && key.ends_at() <= seconds + limit.window_seconds());
        prop_assert_eq!(key.ends_at() % limit.window_seconds(), 0);
        prop_assert_eq!(key.retry_after(now), key.ends_at() - seconds);
        let last = Timestamp::from_second(key.ends_at() - 1).expect("in range");
        let next = Timestamp::from_second(key.ends_at()).expect("in range");
        prop_assert_eq!(&limit.key("x", last), &key);
        prop_assert_ne!(&limit.key("x", next).text, &key.text);
        prop_assert_eq!(key.retry_after(next), 1);
    }
}

#[test]
fn a_window_ends_to_the_millisecond() {
    let end = Limit::Mails.key("all", at(0)).ends_at();
    let before = Timestamp::from_millisecond(end * 1000 - 1).expect("in range");
    let after = Timestamp::from_millisecond(end * 1000).expect("in range");
    assert_ne!(
        Limit::Mails.key("all", before),
        Limit::Mails.key("all", after)
    );
    assert_eq!(Limit::Mails.key("all", before).retry_after(before), 1);
}

#[test]
fn each_limit_and_each_subject_has_a_counter_of_its_own() {
    let keys: HashSet<String> = Limit::ALL
        .iter()
        .flat_map(|limit| ["a", "b", "a#1", "a#2"].map(|subject| limit.key(subject, at(0)).text))
        .collect();
    assert_eq!(keys.len(), Limit::ALL.len() * 4);
}

#[test]
fn an_ipv6_customer_is_one_caller() {
    let same = [
        "2001:db8:1:2::1",
        "2001:db8:1:2:ffff:ffff:ffff:ffff",
        "2001:DB8:1:2:0:0:0:0",
    ];
    for text in same {
        assert_eq!(address_subject(address(text)), "2001:db8:1:2::/64");
    }
    assert_ne!(
        address_subject(address("2001:db8:1:3::1")),
        "2001:db8:1:2::/64"
    );
}

#[test]
fn an_ipv4_address_is_one_caller_however_it_is_written() {
    assert_eq!(address_subject(address("192.0.2.7")), "192.0.2.7");
    assert_eq!(address_subject(address("::ffff:192.0.2.7")), "192.0.2.7");
    assert_ne!(address_subject(address("192.0.2.8")), "192.0.2.7");
}

#[test]
fn the_audit_of_a_public_ask_keeps_a_truncated_address() {
    let kept = [
        ("192.0.2.7", "192.0.2.0"),
        ("::ffff:192.0.2.7", "192.0.2.0"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::"),
    ];
    for (from, to) in kept {
        assert_eq!(truncated_address(address(from)), to);
        assert!(to.parse::<IpAddr>().is_ok(), "still an address");
    }
}
