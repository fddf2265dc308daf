//! Texts that have one form: identifiers, tokens, cursors, and hashes that other systems made.

use adapters::hasher::Hasher;
use adapters::settings::Hashing;
use adapters::web::cursor;
use domain::{
    AccountId, BearerToken, EmailAddress, Identifier, Locale, Password, ResetToken, Tenant,
    Username,
};
use tokio::runtime::Runtime;

use crate::throw_corpus;

const MANY: u32 = 10_000;

fn throw_texts(target: &str, count: u32, check: impl Fn(&str)) {
    throw_corpus(target, count, |input| check(&input.text()));
}

// T-115, T-117, T-118, T-119
#[test]
fn an_identifier_has_one_form_whatever_is_typed() {
    throw_texts("identifiers", MANY, |typed| {
        has_one_form(typed);
        // Whatever is none of them is refused without a panic.
        let _names = (Username::parse(typed), EmailAddress::parse(typed));
        let _others = (Locale::parse(typed), Tenant::parse(typed));
    });
}

fn has_one_form(typed: &str) {
    let Some(found) = Identifier::parse(typed) else {
        return;
    };
    let key = found.key();
    assert!(key.is_ascii() && !key.contains([' ', '\0']), "{key:?}");
    assert_eq!(key, key.to_ascii_lowercase());
    assert_eq!(Identifier::from_key(&key).as_ref(), Some(&found));
    let (_, canonical) = key.split_once(':').expect("a key names its kind");
    assert_eq!(Identifier::parse(&format!("  {canonical} ")), Some(found));
}

// T-204, T-317
#[test]
fn a_token_has_one_form_and_an_id_too() {
    throw_texts("tokens", MANY, |text| {
        if let Some(token) = ResetToken::parse(text) {
            assert_eq!(&**token.expose(), text);
            assert_eq!(text.len(), 64);
        }
        if let Some(token) = BearerToken::parse(text) {
            assert_eq!(&**token.expose(), text);
        }
        if let Some(id) = AccountId::parse(text) {
            assert_eq!(id.to_string(), text);
        }
    });
}

#[test]
fn a_cursor_is_a_place_that_can_be_written_again() {
    throw_texts("cursors", MANY, |text| {
        if let Some(place) = cursor::read(text) {
            assert!(!place.is_empty() && place.len() <= 1024);
            assert!(!place.chars().any(char::is_control), "{place:?}");
            assert_eq!(cursor::read(&cursor::write(&place)), Some(place));
        }
    });
}

/// Verified too, where that is quick: what is bearable may still take a minute.
#[test]
fn a_hash_from_elsewhere_is_refused_or_can_be_verified() {
    let runtime = Runtime::new().expect("a runtime starts");
    let cheap = Hashing {
        memory_kib: 64,
        passes: 1,
    };
    let hasher = Hasher::new(cheap, &[]);
    throw_texts("hashes", MANY / 5, |text| {
        let taken = hasher.takes(text);
        if taken.is_ok() && is_quick(text) {
            let typed = Password::new("nobody has this password");
            let verdict = runtime.block_on(hasher.verify(typed, Some(text.to_owned())));
            assert!(!verdict.is_right(), "{text}");
        }
    });
}

/// No number before the salt is large, and bcrypt's is a power.
fn is_quick(text: &str) -> bool {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit());
    let most = if text.contains("$2") { 8 } else { 20_000 };
    let is_small = |number: &str| number.len() > 9 || number.parse().unwrap_or(0) <= most;
    numbers.all(is_small)
}
