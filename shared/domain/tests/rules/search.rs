//! Under which terms an account is found, and in whose scope.

use std::collections::BTreeSet;

use domain::search::{EVERYWHERE, canonical, scope_of, scopes, terms};
use domain::{Account, Tenant};
use proptest::prelude::*;

use crate::examples::ana;

fn named(name: &str) -> BTreeSet<String> {
    let account = Account {
        name: name.to_owned(),
        email: None,
        username: None,
        ..ana()
    };
    terms(&account)
}

fn set(terms: &[&str]) -> BTreeSet<String> {
    terms.iter().map(|term| (*term).to_owned()).collect()
}

#[test]
fn an_account_is_found_by_address_username_name_and_from_each_word_of_its_name_on() {
    let expected = [
        "",
        "ana@example.com",
        "ana.example",
        "ana example",
        "example",
    ];
    assert_eq!(terms(&ana()), set(&expected));
}

#[test]
fn words_are_lower_case_and_told_once() {
    assert_eq!(named("Ana ANA ana"), set(&["", "ana ana ana"]));
    let neill = [
        "",
        "jean-luc o'neill",
        "luc o'neill",
        "o'neill",
        "neill",
        "jean luc oneill",
        "luc oneill",
        "oneill",
    ];
    assert_eq!(named("Jean-Luc O’Neill"), set(&neill));
    assert_eq!(named("Ødegård"), set(&["", "ødegård", "odegard"]));
    assert_eq!(named("  , ."), set(&["", ", ."]));
    assert_eq!(named("Ana\u{a0}(x)"), set(&["", "ana\u{a0}(x)", "x)"]));
}

// Behind each term stand a mark and an id, and DynamoDB takes 1,024 bytes.
#[test]
fn a_term_fits_into_a_key_of_the_store_and_is_found_by_its_beginning() {
    for letter in ["\u{1d160}", "\u{958}", "漢", "a"] {
        for name in [letter.repeat(200), format!("{letter} ").repeat(100)] {
            let terms = named(&name);
            assert!(
                terms.iter().all(|term| term.len() <= 1_024 - 27),
                "{letter}"
            );
            for length in [1, 100, 200] {
                let typed: String = name.chars().take(length).collect();
                let prefix = canonical(&typed);
                let is_found = terms.iter().any(|term| term.starts_with(&prefix));
                assert!(is_found, "{letter} by {length} characters");
            }
        }
    }
}

#[test]
fn a_name_is_found_however_its_letters_are_written() {
    let finds = |name: &str, typed: &str| {
        let prefix = canonical(typed);
        assert!(
            named(name).iter().any(|term| term.starts_with(&prefix)),
            "{name} by {typed}"
        );
    };
    finds("Ana Example", "ana ex");
    finds("Jean-Luc O'Neill", "jean-luc o'");
    finds("Zoe\u{308} Mu\u{308}ller", "MÜLL");
    finds("Zoë Müller", "mu\u{308}ll");
    finds("İbrahim", "ibra");
    finds("İbrahim", "İBRA");
    finds("Οδυσσέας", "ΟΔΥΣ");
    finds("Maria von und zu Berg", "von und");
    finds("Maria Hohenlohe-Waldenburg", "hohenlohe-w");
    for typed in ["o'n", "O’Neill", "o‘neill", "oneill", "neill"] {
        finds("Una O'Neill", typed);
        finds("Una O’Neill", typed);
    }
    // By whoever has no such letters, or does not know of them.
    for (name, typed) in [
        ("Ulla Öberg", "oberg"),
        ("Ulla Öberg", "ulla ob"),
        ("Müller-Straße", "strass"),
        ("Łukasz Ñandú", "lukasz nand"),
        ("Hohenlohe-Waldenburg", "hohenlohe wald"),
        ("Åsa Çelik", "asa c"),
        ("Nguyễn Đức", "nguyen d"),
        ("Οδυσσέας", "οδυσσεασ"),
    ] {
        finds(name, typed);
    }
    let exactly = canonical("öberg");
    assert!(!named("Oberg").iter().any(|term| term.starts_with(&exactly)));
    // A vowel sign or a virama is inside of a word.
    finds("अब्दुल कलाम", "अब्द");
    finds("अब्दुल कलाम", "कला");
}

#[test]
fn eight_distinct_words_are_enough() {
    let found = named("a b a c d e f g h i j k");
    let endings = [
        "",
        "a b a c d e f g h i j k",
        "b a c d e f g h i j k",
        "c d e f g h i j k",
        "d e f g h i j k",
        "e f g h i j k",
        "f g h i j k",
        "g h i j k",
        "h i j k",
    ];
    assert_eq!(found, set(&endings));
}

#[test]
fn an_account_is_in_its_tenants_scope_and_in_everybodys() {
    let acme = Tenant::parse("acme").expect("a tenant");
    assert_eq!(scopes(Some(&acme)), ["tenant#acme", "*"]);
    assert_eq!(scopes(None), ["*"]);
    // No tenant can be named so that its scope is everybody's.
    assert!(Tenant::parse(EVERYWHERE).is_none());
    assert_ne!(scope_of(&acme), EVERYWHERE);
}

proptest! {
    #[test]
    fn no_account_has_more_terms_than_a_transaction_can_write(name in any::<String>()) {
        let terms = terms(&Account { name, ..ana() });
        // Two scopes, old and new, leave sixteen of a hundred writes to all else.
        prop_assert!(terms.len() <= 21);
        prop_assert!(terms.contains(""));
    }

    #[test]
    fn what_is_searched_for_is_found_by_its_beginning(name in "[A-Za-zØ-öø-žΑ-Ωа-я अ-ह्]{1,12}", length in 1..12_usize) {
        let typed: String = name.chars().take(length).collect();
        let prefix = canonical(&format!(" {typed} "));
        prop_assert!(named(&name).iter().any(|term| term.starts_with(&prefix)), "{} in {}", prefix, name);
    }
}
