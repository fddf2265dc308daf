//! The members of an account: one written form each.

use domain::account::person_name;
use domain::{AccountId, Locale, Role, Sso, Standing, Tenant};
use proptest::prelude::*;

use crate::examples::{ana, id};

proptest! {
    #[test]
    fn an_id_has_one_written_form(bytes in any::<[u8; 16]>()) {
        let id = AccountId::from_bytes(bytes);
        let text = id.to_string();
        prop_assert_eq!(id.to_bytes(), bytes);
        prop_assert_eq!(AccountId::parse(&text), Some(id));
        if text != text.to_ascii_lowercase() {
            prop_assert_eq!(AccountId::parse(&text.to_ascii_lowercase()), None);
        }
    }

    #[test]
    fn any_text_is_an_id_in_its_own_form_or_none(text in "[0-9A-Za-z]{24,28}") {
        if let Some(id) = AccountId::parse(&text) {
            prop_assert_eq!(id.to_string(), text);
        }
    }
}

#[test]
fn other_writings_of_an_id_are_refused() {
    let text = id(1).to_string();
    let longer = format!("{text}0");
    // I, L, O and U are no digits of a ULID, or other writings of 1 and 0; over 128 bits is no ULID.
    let refused = [
        "",
        " ",
        &text[1..],
        &longer,
        "8ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        "01ARZ3NDEKTSV4RRFFQ69G5FAI",
        "01ARZ3NDEKTSV4RRFFQ69G5FAO",
        "01ARZ3NDEKTSV4RRFFQ69G5FA-",
    ];
    for text in refused {
        assert_eq!(AccountId::parse(text), None, "{text}");
    }
}

#[test]
fn roles_have_an_order() {
    assert!(Role::User < Role::Admin && Role::Admin < Role::Owner);
    assert_eq!(Role::ALL.len(), 3);
    assert_eq!(Standing::ALL.len(), 4);
}

#[test]
fn tenants_are_plain_names() {
    for name in ["a", "acme", "acme-2.eu_west", &"t".repeat(64)] {
        assert_eq!(Tenant::parse(name).expect("plain").as_str(), name);
    }
    for name in [
        "",
        "Acme",
        "acme ",
        "a#b",
        "a*",
        "ä",
        "a\0",
        &"t".repeat(65),
    ] {
        assert!(Tenant::parse(name).is_none(), "{name}");
    }
}

#[test]
fn locales_are_short_language_tags() {
    for tag in ["en", "de", "fil", "pt-BR", "zh-Hant-TW", "es-419"] {
        assert_eq!(Locale::parse(tag).expect("a tag").as_str(), tag);
    }
    let refused = [
        "",
        "e",
        "engl",
        "e1",
        "en_US",
        "en-",
        "-en",
        "en--US",
        "en-abcdefghi",
        "é",
        "en US",
        "*",
        "en-US\r\nx",
        "../en",
        &format!("en{}", "-abc".repeat(9)),
    ];
    for tag in refused {
        assert!(Locale::parse(tag).is_none(), "{tag}");
    }
}

// T-602
#[test]
fn a_provider_has_a_plain_name_and_an_https_url() {
    let url = "https://sso.example.com/recover";
    assert!(Sso::new("Example SSO", url).is_some());
    for name in ["", "two\nlines", "nul\0", &"n".repeat(101)] {
        assert!(Sso::new(name, url).is_none(), "{name}");
    }
    let long = format!("https://{}", "a".repeat(2000));
    let refused = [
        "",
        "https://",
        "http://sso.example.com",
        "javascript:alert(1)",
        "//sso.example.com",
        "https://a b",
        "https://a/<b>",
        "https://a/\"b",
        "https://a/'b",
        "https://a\\b",
        "https://ä",
        "https://a\r\nb",
        &long,
    ];
    for url in refused {
        assert!(Sso::new("Example SSO", url).is_none(), "{url}");
    }
}

// T-601
#[test]
fn a_persons_name_is_short_and_one_line() {
    for name in ["", "Ana Example", "Ødegård", "山田 太郎", &"n".repeat(200)] {
        assert_eq!(person_name(name).as_deref(), Some(name));
    }
    for name in [
        "Ana\r\nBcc: eve@example.com",
        "tab\t",
        "nul\0",
        "\u{85}",
        &"n".repeat(201),
    ] {
        assert_eq!(person_name(name), None, "{name:?}");
    }
}

#[test]
fn an_account_is_found_by_what_it_has() {
    let keys = |account: &domain::Account| {
        account
            .identifiers()
            .iter()
            .map(domain::Identifier::key)
            .collect::<Vec<_>>()
    };
    let mut account = ana();
    assert_eq!(
        keys(&account),
        ["username:ana.example", "email:ana@example.com"]
    );
    account.username = None;
    assert_eq!(keys(&account), ["email:ana@example.com"]);
    account.email = None;
    assert!(account.identifiers().is_empty());
}
