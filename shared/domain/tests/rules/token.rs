//! The secret in a link: derived the same way every time, separated by what it is derived from, one text form only.

use std::collections::HashSet;

use base64::{
    Engine,
    alphabet::URL_SAFE,
    engine::general_purpose::{GeneralPurpose, NO_PAD, STANDARD, URL_SAFE_NO_PAD},
};
use domain::{AccountId, BearerToken, LinkKey, LinkKeys, Nonce, ResetToken};
use proptest::prelude::*;
use zeroize::Zeroizing;

use crate::examples::{id, key, keys};

fn derived(account: u8, nonce: u8) -> ResetToken {
    ResetToken::derive(keys().newest(), id(account), &Nonce([nonce; 32]))
}

fn text(token: &ResetToken) -> String {
    token.expose().to_string()
}

fn parses(text: &str) -> bool {
    ResetToken::parse(text).is_some()
}

proptest! {
    #[test]
    fn a_written_token_is_read_back(account in any::<[u8; 16]>(), nonce in any::<[u8; 32]>()) {
        let account = AccountId::from_bytes(account);
        let token = ResetToken::derive(keys().newest(), account, &Nonce(nonce));
        let written = text(&token);
        let read = ResetToken::parse(&written).expect("what was written");
        prop_assert_eq!(read.account_id(), account);
        prop_assert_eq!(read.digest(), token.digest());
        prop_assert_eq!(text(&read), written);
    }

    // T-204: every other text of the right form is another token, so nothing stands for a token but its own text.
    #[test]
    fn one_other_character_is_another_token_or_none(place in 0..64_usize, other in any::<char>()) {
        let token = derived(1, 1);
        let mut characters: Vec<char> = text(&token).chars().collect();
        prop_assume!(characters[place] != other);
        characters[place] = other;
        if let Some(read) = ResetToken::parse(&characters.into_iter().collect::<String>()) {
            prop_assert!(read.digest() != token.digest() || read.account_id() != token.account_id());
        }
    }

    // T-204
    #[test]
    fn one_character_more_or_less_is_no_token(place in 0..64_usize, added in "[A-Za-z0-9_-]") {
        let whole = text(&derived(1, 1));
        let (before, after) = whole.split_at(place);
        for other in [format!("{before}{added}{after}"), format!("{before}{}", &after[1..])] {
            prop_assert!(!parses(&other));
        }
    }

    #[test]
    fn no_text_at_all_makes_the_parser_panic(text in any::<String>(), long in "[A-Za-z0-9_=+/ -]{60,68}") {
        prop_assert!(!parses(&text) || text.len() == 64);
        prop_assert!(!parses(&long) || long.len() == 64);
    }
}

// T-204
#[test]
fn a_token_has_one_text_form_only() {
    // One whose text has letters, so that its case matters, and characters that the other alphabet writes differently.
    let token = (0..=255).map(|nonce| derived(1, nonce)).find(|token| {
        let text = text(token);
        text.contains('-') && text.contains('_')
    });
    let token = token.expect("most tokens have both");
    let text = text(&token);
    assert_eq!(text.len(), domain::token::TOKEN_CHARS);
    assert!(parses(&text));
    let others = [
        format!("{text}="),
        format!("{text}=="),
        format!("{}=", &text[..63]),
        text.replace('-', "+").replace('_', "/"),
        format!(" {text}"),
        format!("{text}\n"),
        format!("{} {}", &text[..32], &text[32..]),
        format!("{}\0", &text[..63]),
        text.replace('_', "%5F"),
        format!("#{text}"),
        String::new(),
    ];
    for other in others {
        assert!(!parses(&other), "{}", other.len());
    }
    for other in [text.to_ascii_lowercase(), text.to_ascii_uppercase()] {
        assert!(ResetToken::parse(&other).is_none_or(|read| read.digest() != token.digest()));
    }
}

// T-204
#[test]
fn neither_a_digest_nor_a_nonce_is_a_token() {
    let token = derived(1, 1);
    let digest = token.digest().0;
    for engine in [&STANDARD, &URL_SAFE_NO_PAD] {
        assert!(!parses(&engine.encode(digest)));
    }
    let hex = hex::encode(digest);
    // Sixty-four characters of the alphabet: a token by its form, and nobody's by its digest.
    assert!(ResetToken::parse(&hex).is_none_or(|read| read.digest() != token.digest()));
    for stored in [digest, [1; 32]] {
        let bytes = [&id(1).to_bytes()[..], &stored].concat();
        let forged =
            ResetToken::parse(&URL_SAFE_NO_PAD.encode(bytes)).expect("a token by its form");
        assert_ne!(forged.digest(), token.digest());
    }
}

#[test]
fn derivation_is_the_same_each_time_and_separated_by_key_account_and_nonce() {
    let nonce = Nonce([1; 32]);
    let token =
        |key: &LinkKey, account, nonce| ResetToken::derive(key, id(account), nonce).digest();
    let first = token(&key("a", 1), 1, &nonce);
    assert_eq!(first, token(&key("a", 1), 1, &nonce));
    assert_eq!(
        first,
        token(&key("another name", 1), 1, &nonce),
        "the name of a key is no part of it"
    );
    assert_ne!(first, token(&key("a", 2), 1, &nonce));
    assert_ne!(first, token(&key("a", 1), 2, &nonce));
    assert_ne!(first, token(&key("a", 1), 1, &Nonce([2; 32])));
}

/// HMAC-SHA256 computed elsewhere (Python's `hmac`), so that links made before an upgrade can be sent again after it.
#[test]
fn derivation_stays_what_it_was() {
    let account = AccountId::from_bytes([0; 16]);
    let token = ResetToken::derive(&key("a", 1), account, &Nonce([2; 32]));
    let expected = "AAAAAAAAAAAAAAAAAAAAAJx0kRxyn4Yg7-D06ykQkRZgm-Le3NehomlYlGDzhoDU";
    assert_eq!(text(&token), expected);
}

// T-201
#[test]
fn a_hundred_thousand_secrets_have_no_repeats_and_no_pattern() {
    const COUNT: u32 = 100_000;
    let key = key("a", 7);
    let mut seen = HashSet::with_capacity(COUNT as usize);
    let mut counts = vec![[0_u32; 256]; 32];
    for number in 0..COUNT {
        let mut nonce = [0; 32];
        nonce[..4].copy_from_slice(&number.to_be_bytes());
        let text = ResetToken::derive(&key, id(1), &Nonce(nonce)).expose();
        let bytes = URL_SAFE_NO_PAD
            .decode(text.as_bytes())
            .expect("the URL alphabet without padding");
        let (account, secret) = bytes.split_at(16);
        assert_eq!(account, id(1).to_bytes());
        for (place, byte) in secret.iter().enumerate() {
            counts[place][usize::from(*byte)] += 1;
        }
        assert!(seen.insert(<[u8; 32]>::try_from(secret).expect("256 bits")));
    }
    // 255 degrees of freedom: mean 255, standard deviation 22.6; the input is fixed, so this never flickers.
    let expected = f64::from(COUNT) / 256.0;
    for (place, counts) in counts.iter().enumerate() {
        let chi_square: f64 = counts
            .iter()
            .map(|count| (f64::from(*count) - expected).powi(2) / expected)
            .sum();
        assert!(
            (160.0..370.0).contains(&chi_square),
            "byte {place}: {chi_square}"
        );
    }
}

#[test]
fn the_url_alphabet_leaves_no_spare_bits() {
    // 48 bytes are 64 characters exactly: a lenient reader would accept nothing more than a strict one.
    let lenient = GeneralPurpose::new(&URL_SAFE, NO_PAD.with_decode_allow_trailing_bits(true));
    let text = text(&derived(1, 1));
    let bytes = lenient.decode(&text).expect("a token");
    assert_eq!(URL_SAFE_NO_PAD.encode(bytes), text);
}

#[test]
fn keys_are_at_least_32_bytes_and_have_a_name() {
    let of = |id: &str, length| LinkKey::new(id, Zeroizing::new(vec![1; length]));
    assert!(of("a", 32).is_some() && of("a", 64).is_some());
    assert!(of("a", 31).is_none() && of("", 32).is_none() && of("a", 0).is_none());
    assert!(LinkKeys::new(Vec::new()).is_none());
    let keys = keys();
    assert_eq!(keys.newest().id(), "new");
    assert_eq!(keys.get("old").map(LinkKey::id), Some("old"));
    assert!(keys.get("retired").is_none());
}

#[test]
fn a_bearer_token_is_read_back_and_is_no_reset_token_of_the_same_account() {
    let bearer = BearerToken::new(id(1), Zeroizing::new([5; 32]));
    let read = BearerToken::parse(&bearer.expose()).expect("what was written");
    assert_eq!((read.id(), read.digest()), (id(1), bearer.digest()));
    assert!(BearerToken::parse(&format!("{}=", *bearer.expose())).is_none());
    assert!(BearerToken::parse("").is_none());
    // By form each is the other; on record they are in different tables, and no nonce derives a bearer's secret.
    let reset = ResetToken::parse(&bearer.expose()).expect("the same form");
    assert_ne!(reset.digest(), derived(1, 5).digest());
}
