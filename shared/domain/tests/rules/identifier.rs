//! One canonical form, and nothing that merely looks alike has it.

use std::time::{Duration, Instant};

use domain::identifier::NotAnEmailAddress;
use domain::{EmailAddress, Identifier, Username};
use proptest::prelude::*;

fn email(text: &str) -> Option<Identifier> {
    Identifier::parse(text).filter(|found| matches!(found, Identifier::Email(_)))
}

fn text_of(identifier: &Identifier) -> &str {
    match identifier {
        Identifier::Username(username) => username.as_str(),
        Identifier::Email(address) => address.as_str(),
    }
}

/// Addresses and usernames that somebody could bear.
fn borne() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z0-9]{1,8}([.+_-][a-z0-9]{1,8})?@[a-z0-9]{1,8}(-[a-z0-9]{1,4})?\\.[a-z]{2,6}",
        "[a-z0-9._-]{2,64}",
    ]
}

fn at_character(text: &str, place: prop::sample::Index) -> usize {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    *place.get(&places)
}

proptest! {
    // T-117: whatever is typed, its canonical form stands for itself.
    #[test]
    fn the_canonical_form_is_its_own_canonical_form(typed in "[a-zA-Z0-9ßüÜéñλЖ日\u{AD}\u{200B}. @+_-]{0,40}") {
        if let Some(found) = Identifier::parse(&typed) {
            prop_assert_eq!(Identifier::parse(text_of(&found)), Some(found.clone()));
            prop_assert_eq!(Identifier::from_key(&found.key()), Some(found.clone()));
            prop_assert!(text_of(&found).is_ascii());
            prop_assert_eq!(text_of(&found), text_of(&found).to_ascii_lowercase());
        }
    }

    // T-118: no panic, and what is accepted is ASCII.
    #[test]
    fn any_text_is_refused_or_becomes_ascii(typed in any::<String>(), domain in any::<String>()) {
        for text in [typed.clone(), format!("{typed}@example.com"), format!("ana@{domain}.com")] {
            if let Some(found) = Identifier::parse(&text) {
                prop_assert!(text_of(&found).bytes().all(|c| c.is_ascii_graphic()));
            }
        }
    }

    // T-115
    #[test]
    fn case_and_spaces_around_do_not_matter(text in borne(), upper in any::<u128>(), before in 0..4_usize, after in 0..4_usize) {
        let typed: String = text
            .chars()
            .enumerate()
            .map(|(at, c)| if upper >> (at % 128) & 1 == 1 { c.to_ascii_uppercase() } else { c })
            .collect();
        let typed = format!("{}{typed}{}", " ".repeat(before), " ".repeat(after));
        let found = Identifier::parse(&typed);
        prop_assert_eq!(found.as_ref().map(text_of), Some(text.as_str()));
    }

    // T-117
    #[test]
    fn an_invisible_character_anywhere_never_matches(
        text in borne(),
        place in any::<prop::sample::Index>(),
        invisible in prop::sample::select(&INVISIBLE[..]),
        at_the_end in any::<bool>(),
    ) {
        let place = if at_the_end { text.len() } else { at_character(&text, place) };
        let typed = format!("{}{invisible}{}", &text[..place], &text[place..]);
        prop_assert_eq!(Identifier::parse(&typed), None);
    }

    // T-117
    #[test]
    fn a_look_alike_character_never_matches(text in borne()) {
        for (from, to) in LOOK_ALIKE.iter().filter(|(from, _)| text.contains(*from)) {
            let typed = text.replacen(*from, &to.to_string(), 1);
            prop_assert_ne!(Identifier::parse(&typed), Identifier::parse(&text), "{}", typed);
        }
    }

    // T-120
    #[test]
    fn plus_and_dot_variants_are_other_addresses(local in "[a-z]{2,10}", tag in "[a-z]{1,5}") {
        let plain = email(&format!("{local}@gmail.com"));
        let plus = email(&format!("{local}+{tag}@gmail.com"));
        let dotted = email(&format!("{}.{}@gmail.com", &local[..1], &local[1..]));
        prop_assert!(plain.is_some() && plus.is_some() && dotted.is_some());
        prop_assert!(plain != plus && plain != dotted && plus != dotted);
    }

    #[test]
    fn a_masked_address_shows_one_character_before_the_at_sign(local in "[a-z0-9.]{2,30}", domain in "[a-z]{1,9}\\.com") {
        if let Ok(address) = EmailAddress::parse(&format!("{local}@{domain}")) {
            prop_assert_eq!(address.masked(), format!("{}•••@{domain}", &local[..1]));
        }
    }
}

/// Zero-width space, joiner and non-joiner, soft hyphen, NUL, byte order mark, word joiner, direction marks, line ends and
/// the spaces that are not the ASCII one.
const INVISIBLE: [char; 17] = [
    '\u{200B}', '\u{200C}', '\u{200D}', '\u{AD}', '\0', '\u{FEFF}', '\u{2060}', '\u{200E}',
    '\u{202E}', '\u{FE0F}', '\t', '\n', '\r', '\u{7F}', '\u{A0}', '\u{3000}', '\u{85}',
];

const LOOK_ALIKE: [(char, char); 12] = [
    ('k', '\u{212A}'), // Kelvin sign, lower-cased to k by Unicode
    ('s', '\u{17F}'),  // long s, upper-cased to S
    ('i', '\u{131}'),
    ('i', '\u{130}'),
    ('a', '\u{FF41}'), // fullwidth
    ('1', '\u{FF11}'),
    ('@', '\u{FF20}'),
    ('.', '\u{3002}'), // full stops that UTS 46 maps to a dot
    ('.', '\u{FF0E}'),
    ('-', '\u{2010}'),
    ('a', '\u{430}'), // Cyrillic
    ('o', '\u{2134}'),
];

// T-119
#[test]
fn a_domain_in_unicode_and_in_punycode_is_one() {
    let same = [
        ("ana@bücher.example", "ana@xn--bcher-kva.example"),
        ("ana@straße.example", "ana@xn--strae-oqa.example"),
        ("ana@例え.テスト", "ana@xn--r8jz45g.xn--zckzah"),
        ("Ana@bücher.EXAMPLE", "ANA@XN--BCHER-KVA.example"),
    ];
    for (unicode, punycode) in same {
        let found = email(unicode).unwrap_or_else(|| panic!("{unicode} is an address"));
        assert_eq!(Some(&found), email(punycode).as_ref());
        assert_eq!(text_of(&found), punycode.to_ascii_lowercase());
    }
    // What UTS 46 would map to it is not it: an upper-case or decomposed umlaut matches nothing.
    assert_eq!(email("ana@BÜCHER.example"), None);
    assert_eq!(email("ana@bu\u{308}cher.example"), None);
}

// T-118
#[test]
fn odd_addresses_are_refused() {
    let refused = [
        "\"ana\"@example.com",
        "\"ana example\"@example.com",
        "ana(comment)@example.com",
        "ana@(comment)example.com",
        "ana@example.com(comment)",
        "ana%other@example.com",
        "other!ana@example.com",
        "ana@[127.0.0.1]",
        "ana@127.0.0.1",
        "ana@[IPv6:::1]",
        "ana@example@example.com",
        "ana@@example.com",
        "ana@example",
        "ana@localhost",
        "@example.com",
        "ana@",
        "@",
        "ana@.example.com",
        "ana@example..com",
        "ana@example.com.",
        "ana@-example.com",
        "ana@example-.com",
        "ana@exa_mple.com",
        "ana@exa mple.com",
        "an a@example.com",
        ".ana@example.com",
        "ana.@example.com",
        "a..na@example.com",
        "ana@example.com,eve@example.com",
        "ana@example.com;eve@example.com",
        "<ana@example.com>",
        "Ana <ana@example.com>",
        "mailto:ana@example.com",
        "ana@example.com\r\nbcc: eve@example.com",
        "ana\\@example.com",
        "ána@example.com",
        "ana@xn--\u{80}.example",
        "ana@xn--a.example",
        "ana@example.com/..",
        "ana@example.c%6Fm",
    ];
    for text in refused {
        assert_eq!(Identifier::parse(text), None, "{text}");
        assert!(EmailAddress::parse(text).is_err(), "{text}");
    }
}

#[test]
fn a_refusal_says_which_part_is_wrong() {
    let refused = [
        ("ana", NotAnEmailAddress::Shape, "looks like"),
        (
            "ána@example.com",
            NotAnEmailAddress::LocalPartNotAscii,
            "ASCII",
        ),
        ("a na@example.com", NotAnEmailAddress::LocalPart, "before"),
        ("ana@example", NotAnEmailAddress::Domain, "after"),
    ];
    for (text, why, word) in refused {
        assert_eq!(EmailAddress::parse(text), Err(why));
        let told = why.to_string();
        assert!(told.contains(word) && !told.contains(text), "{told}");
    }
}

// T-118
#[test]
fn addresses_end_at_254_characters_and_local_parts_at_64() {
    let address = |local: usize, labels: &[usize]| {
        let labels: Vec<String> = labels.iter().map(|length| "d".repeat(*length)).collect();
        format!("{}@{}", "l".repeat(local), labels.join("."))
    };
    let fits = address(64, &[63, 63, 61]);
    assert_eq!(fits.len(), 254);
    assert!(email(&fits).is_some());
    assert_eq!(email(&address(64, &[63, 63, 62])), None);
    assert_eq!(email(&address(64, &[63, 63, 63, 63])), None);
    assert_eq!(email(&address(65, &[3, 3])), None);
    assert_eq!(email(&address(3, &[64, 3])), None);
    // The length that counts is the canonical one: punycode is longer than what was typed.
    let typed = format!(
        "{}@{}.{}.com",
        "l".repeat(64),
        "d".repeat(60),
        "ü".repeat(59)
    );
    assert_eq!(email(&typed), None);
}

#[test]
fn usernames_have_2_to_64_of_their_own_characters() {
    for text in ["ab", "a.b-c_d", "00", "..", &"u".repeat(64), " Ana "] {
        assert!(Username::parse(text).is_ok(), "{text}");
    }
    let refused = [
        "", "a", " a ", "ana b", "ana@acme", "ana#1", "ana/1", "änn", "a\tb",
    ];
    for text in refused {
        let why = Username::parse(text).expect_err(text).to_string();
        assert!(why.contains("2 to 64 characters"), "{why}");
    }
    assert!(Username::parse(&"u".repeat(65)).is_err());
}

#[test]
fn a_username_never_equals_an_address() {
    assert_ne!(
        Identifier::parse("ana").map(|found| found.key()),
        Identifier::parse("ana@example.com").map(|found| found.key())
    );
    // The key of one kind cannot be written as an identifier of the other.
    for typed in ["email:ana@example.com", "username:ana", "email:ana"] {
        let found = Identifier::parse(typed);
        assert!(found.is_none_or(|found| found.key() != typed), "{typed}");
    }
    for key in ["username:ana", "email:ana@example.com"] {
        let found = Identifier::from_key(key).map(|found| found.key());
        assert_eq!(found.as_deref(), Some(key));
    }
    for key in [
        "",
        "ana",
        "email:",
        "username:a",
        "email:ana",
        "name:ana",
        "username:ana@example.com",
    ] {
        assert_eq!(Identifier::from_key(key), None, "{key}");
    }
}

// T-118: long texts cost no more than their length.
#[test]
fn sixteen_kibibytes_are_refused_soon() {
    let long = 16 * 1024;
    let distinct: String = ('\u{4E00}'..).take(long / 3).collect();
    let texts = [
        "a".repeat(long),
        "@".repeat(long),
        ".".repeat(long),
        format!("ana@{}", "a.".repeat(long / 2)),
        format!("ana@{}", "ü".repeat(long / 2)),
        format!("ana@{distinct}.com"),
        format!("ana@{}.com", "\u{301}".repeat(long / 2)),
        format!("ana@xn--{}.com", "a".repeat(long)),
    ];
    for text in texts {
        let start = Instant::now();
        assert_eq!(Identifier::parse(&text), None);
        assert!(
            start.elapsed() < Duration::from_secs(1),
            "{:?} for {}…",
            start.elapsed(),
            &text[..12]
        );
    }
}

// T-202
#[test]
fn a_code_pasted_in_place_of_a_name_matches_nothing_and_so_is_not_kept() {
    let (_, token) = crate::examples::issue(&crate::examples::ana(), 7, crate::examples::at(0));
    let pasted = token.expose();
    assert!(pasted.bytes().any(|c| c.is_ascii_uppercase()));
    assert_eq!(Identifier::parse(&pasted), None);
    assert_eq!(Identifier::parse(&format!(" {} ", *pasted)), None);
    let long_name = "a".repeat(64);
    assert!(Identifier::parse(&long_name).is_some());
}
