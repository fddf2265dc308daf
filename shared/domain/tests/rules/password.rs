//! New passwords: long, not common, not made of the account's own words, and nothing else.

use std::time::{Duration, Instant};

use domain::{Account, EmailAddress, Password, PasswordRules, Rejection, Username};
use proptest::prelude::*;

use crate::examples::ana;

fn rules() -> PasswordRules {
    PasswordRules::new(15).expect("fifteen is allowed")
}

fn reasons_for(typed: &str, account: &Account) -> Vec<Rejection> {
    rules().check(&Password::new(typed), account)
}

fn reasons(typed: &str) -> Vec<Rejection> {
    reasons_for(typed, &ana())
}

/// So many different characters that are no word and no walk.
fn random(length: usize) -> String {
    "mK7#qZ2!vR9@xL4$wT6%"
        .chars()
        .cycle()
        .enumerate()
        .take(length)
        .map(|(at, c)| {
            if at % 20 == 0 {
                char::from(b'a' + u8::try_from(at / 20 % 26).expect("small"))
            } else {
                c
            }
        })
        .collect()
}

// T-324, T-326
#[test]
fn length_is_counted_in_code_points() {
    let short = vec![Rejection::TooShort(15)];
    let long = vec![Rejection::TooLong(256)];
    assert_eq!(reasons(&random(14)), short);
    for length in [15, 64, 128, 256] {
        assert_eq!(reasons(&random(length)), [], "{length}");
    }
    assert_eq!(reasons(&random(257)), long);
    // Four bytes each, in no order.
    let of = |count: usize| {
        "🚀🎺🐢🌵🧀🪁🥁🦊🍋🧭🎲🐙🌋🧵🛶"
            .chars()
            .take(count)
            .collect::<String>()
    };
    assert_eq!(reasons(&of(14)), short);
    assert_eq!(reasons(&of(15)), []);
}

// T-324: counted after NFC, so fifteen letters with combining marks are fifteen characters.
#[test]
fn combining_sequences_count_as_the_characters_that_they_compose() {
    let decomposed = "e\u{301}a\u{300}o\u{302}u\u{308}n\u{303}c\u{327}i\u{301}A\u{30A}z\u{30C}s\u{30C}y\u{301}E\u{302}r\u{30C}g\u{306}";
    assert_eq!(decomposed.chars().count(), 28);
    assert_eq!(reasons(decomposed), [Rejection::TooShort(15)]);
    assert_eq!(reasons(&format!("{decomposed}o\u{308}")), []);
}

// T-328
#[test]
fn every_keyboards_way_of_writing_it_is_the_same_password() {
    let composed = Password::new("Zürich trägt Ångström");
    let decomposed = Password::new("Zu\u{308}rich tra\u{308}gt A\u{30A}ngstro\u{308}m");
    assert!(composed.is(&decomposed) && composed.expose() == decomposed.expose());
    // Normalised, not folded: compatibility characters, case and spaces stay what they are.
    for other in [
        "zürich trägt Ångström",
        "Zürich trägt Ångström ",
        " Zürich trägt Ångström",
        "Zürich  trägt Ångström",
        "Zurich tragt Angstrom",
        "Ｚürich trägt Ångström",
    ] {
        assert!(!composed.is(&Password::new(other)), "{other}");
    }
}

proptest! {
    // T-328
    #[test]
    fn normalising_twice_changes_nothing(typed in any::<String>()) {
        let once = Password::new(&typed);
        prop_assert!(once.is(&Password::new(once.expose())));
    }

    #[test]
    fn ascii_is_never_trimmed_cut_or_changed(typed in "[ -~]{0,300}") {
        let password = Password::new(&typed);
        prop_assert_eq!(password.expose(), typed.as_str());
    }

    #[test]
    fn no_password_makes_the_rules_panic(typed in any::<String>(), name in any::<String>()) {
        let account = Account { name, ..ana() };
        reasons_for(&typed, &account);
        reasons_for(&typed.repeat(3), &account);
    }

    // T-332: whatever the case, a short unit over and over is common.
    #[test]
    fn one_unit_repeated_is_common(unit in "[a-zA-Z0-9]{1,8}", upper in any::<bool>()) {
        let text = unit.chars().cycle().take(17).collect::<String>();
        let text = if upper { text.to_uppercase() } else { text };
        prop_assert!(reasons(&text).contains(&Rejection::TooCommon), "{}", text);
    }
}

// T-331
#[test]
fn no_kind_of_character_is_asked_for() {
    let accepted = [
        "correct horse battery staple",
        "violet trombone under the stairs",
        "nur kleine buchstaben hier",
        "UPPER CASE AND NOTHING ELSE",
        "839201746510293847561",
        "!#%&/()=?+*{}[]<>;:_-",
        "пять слов подряд хорошо",
        "犬も歩けば棒に当たるという古い話",
        "we were here as red trees",
        "qwerty is how few passwords begin",
        "  spaces at both ends  ",
        "tab\there and nul\0there",
    ];
    for typed in accepted {
        assert_eq!(reasons(typed), [], "{typed}");
    }
}

// T-332
#[test]
fn common_passwords_are_refused_in_any_case() {
    let common = [
        "passwordpassword",
        "PasswordPassword",
        "PASSWORDPASSWORDPASSWORD",
        "p@ssw0rdp@ssw0rd",
        "aaaaaaaaaaaaaaa",
        "               ",
        "111111111111111",
        "ababababababababab",
        "monkeymonkeymonkey",
        "password password",
        "iloveyou-ILOVEYOU",
        "passwordpasswor",
        "abcabcabcabcabcab",
        "abcdefghijklmnop",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "zyxwvutsrqponmlkjihgfedcba",
        "123456789012345",
        "987654321098765",
        "0123456789012345678901234567890",
        "qwertyuiopqwertyuiop",
        "👍👍👍👍👍👍👍👍👍👍👍👍👍👍👍",
    ];
    for typed in common {
        assert_eq!(reasons(typed), [Rejection::TooCommon], "{typed}");
    }
}

// T-332
#[test]
fn long_listed_words_and_walks_are_common_in_any_case() {
    let common = [
        "stankylecartmankennymr",
        "PriceWaterhouseCoopers",
        "pr1cewaterh0usec00pers",
        "srepooCesuohretaWecirP",
        "1qaz2wsx3edc4rfv",
        "1QAZ2WSX3EDC4RFV",
        "wertyuiolkjhgfdsaz",
        "rfvbgtyhnmjuik,.lo",
        "qwertyuiopasdfgh",
        "1q2w3e4r5t6y7u8i9o0p",
        "abcdefgh87654321",
        "aaabbbcccdddeee",
        "responsibilities",
    ];
    for typed in common {
        assert_eq!(reasons(typed), [Rejection::TooCommon], "{typed}");
    }
    // One of them among other things is not the whole password.
    assert_eq!(reasons("pricewaterhousecoopers trombone"), []);
}

#[test]
fn listed_words_are_common_where_the_minimum_lets_them_through() {
    let rules = PasswordRules::new(8).expect("eight is allowed");
    for typed in [
        "password",
        "PASSWORD",
        "trustno1",
        "iloveyou",
        "qwertyui",
        "football",
        "p@ssw0rd",
        "drowssap",
        "baseball1".trim_end_matches('1'),
    ] {
        let told = rules.check(&Password::new(typed), &ana());
        assert_eq!(told, [Rejection::TooCommon], "{typed}");
    }
}

#[test]
fn a_minimum_under_eight_or_over_the_maximum_is_refused() {
    for minimum in [0, 7, 257, usize::MAX] {
        assert_eq!(PasswordRules::new(minimum), None);
    }
    for minimum in [8, 15, 256] {
        assert_eq!(
            PasswordRules::new(minimum).map(PasswordRules::minimum),
            Some(minimum)
        );
    }
}

// T-504
#[test]
fn passwords_made_of_the_accounts_own_words_are_refused() {
    let account = Account {
        username: Username::parse("ana.example").ok(),
        email: EmailAddress::parse("ana.maria@mail.example.com").ok(),
        name: "Ana María Example-Jürgens".to_owned(),
        ..ana()
    };
    let made_of = [
        "ana.maria@mail.example.com",
        "Ana.Maria@Mail.Example.Com",
        "ana.maria@mail.example.com1234567",
        "anamariaexample",
        "ANA.EXAMPLE.2025",
        "Ana María Example-Jürgens",
        "Ana Mari\u{301}a Example-Ju\u{308}rgens!",
        "Jürgens-Jürgens-2025",
        "mail.example.com",
        "exampleanajürgens",
    ];
    for typed in made_of {
        let told = reasons_for(typed, &account);
        assert!(
            told.contains(&Rejection::ContainsAccountWords),
            "{typed}: {told:?}"
        );
    }
    // Eight other characters are enough.
    let left = [
        "ana.maria@mail.example.com12345678",
        "ana loves violet trombones",
        "example of a trombone",
    ];
    for typed in left {
        assert_eq!(reasons_for(typed, &account), [], "{typed}");
    }
}

#[test]
fn short_own_words_are_left_alone() {
    let account = Account {
        username: None,
        email: EmailAddress::parse("a@b.co").ok(),
        name: "Al Bo".to_owned(),
        ..ana()
    };
    assert_eq!(reasons_for("al alone bought bananas", &account), []);
    // But not a name that is made of short words.
    let account = Account {
        email: EmailAddress::parse("al.bo.cy@example.com").ok(),
        ..account
    };
    let told = reasons_for("al.bo.cy, al.bo.cy!", &account);
    assert_eq!(told, [Rejection::ContainsAccountWords]);
    let nobody = Account {
        username: None,
        email: None,
        name: String::new(),
        ..ana()
    };
    assert_eq!(reasons_for("violet trombone", &nobody), []);
}

#[test]
fn every_reason_is_told_with_its_words() {
    assert_eq!(
        reasons("aaaa"),
        [Rejection::TooShort(15), Rejection::TooCommon]
    );
    assert_eq!(
        reasons("anaexample"),
        [Rejection::TooShort(15), Rejection::ContainsAccountWords]
    );
    assert!(reasons("").contains(&Rejection::TooShort(15)));
    let told = [
        (Rejection::TooShort(15), "too-short", "15"),
        (Rejection::TooLong(256), "too-long", "256"),
        (Rejection::TooCommon, "too-common", "first"),
        (
            Rejection::ContainsAccountWords,
            "contains-account-words",
            "name or address",
        ),
        (Rejection::SameAsCurrent, "same-as-current", "already"),
    ];
    for (rejection, code, word) in told {
        assert_eq!(rejection.code(), code);
        assert!(
            rejection.message().contains(word),
            "{}",
            rejection.message()
        );
    }
}

// T-326: the time does not grow with what a stranger sends.
#[test]
fn long_and_tricky_passwords_are_checked_soon() {
    let fill = |unit: &str, bytes: usize| unit.repeat(bytes / unit.len());
    let stands_for_others = "4@8({[<36&9!1|l0$5+7%2 a4@b8c({[<e3g6&9i!1|l17o0s$5t+7x%z2 the quick brown 4@8({[<36&9!1|l0$5+7%2xyz";
    let start_of = |length| stands_for_others.chars().take(length).collect::<String>();
    let tricky = [
        fill("a", 16_384),
        fill("\u{301}\u{327}", 16_384),
        fill("\u{1F468}\u{200D}\u{1F469}\u{200D}", 16_384),
        fill("İ", 16_384),
        format!("{}!Z", fill("p@ssw0rd", 254)),
        format!("{}b", fill("a", 255)),
        format!("{}Z", fill("qwertyuiop1234567890", 254)),
        format!("{}Z", fill("1.2.1990 3/4/91 ", 254)),
        random(256),
        start_of(15),
        start_of(24),
        start_of(25),
        start_of(60),
        start_of(100),
        format!("{}Z", fill(stands_for_others, 250)),
    ];
    for typed in tricky {
        let start = Instant::now();
        reasons(&typed);
        let (took, length) = (start.elapsed(), typed.chars().count());
        let seconds = if length > 24 { 1 } else { 10 };
        assert!(took < Duration::from_secs(seconds), "{took:?} for {length}");
    }
}
