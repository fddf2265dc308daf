//! Names and settings that try to be a header, a link, a template, a tag, or an essay.

use adapters::Language;
use adapters::color::Color;
use adapters::mail::{Letterhead, Occasion, PasswordChange, Recipient};

use crate::links::links;
use crate::mails::{ANA, NOT_ME_LINK, RESET_LINK, all, changed_at, letter, letterhead};

const HOSTILE: [&str; 13] = [
    "Eve\r\nBcc: x@evil.test",
    "http://evil.test",
    "evil.test",
    "//evil.test",
    "\u{202E}tset.live",
    "=?utf-8?q?evil=2Etest?=",
    "\"><a href=x>click</a>",
    "{{ sheet.subject }}{% raw %}",
    "x</td></table><h1>You have won",
    "{ $moment } { greeting } { -brand }",
    "{ \"\\u0068ttp\" }",
    "x\n.title = y\nnot-me = z",
    "evil.",
];

fn names() -> Vec<String> {
    let long = ["A".repeat(10_000), "{ $x }".repeat(2_000)];
    HOSTILE.into_iter().map(str::to_owned).chain(long).collect()
}

#[test]
fn no_name_adds_a_line_a_link_or_a_tag() {
    for language in Language::ALL {
        let head = letterhead();
        let writer = head.in_language(language);
        let letter = letter(Occasion::Admin, "2026-11-23T15:27:00Z");
        let ordinary = writer.reset_link(ANA, &letter);
        for name in names() {
            let eve = Recipient {
                name: &name,
                username: Some(&name),
                ..ANA
            };
            let mail = writer.reset_link(eve, &letter);
            assert_eq!(mail.subject, ordinary.subject);
            assert_eq!(links(&mail.text), [RESET_LINK, NOT_ME_LINK]);
            assert_eq!(mail.html.matches("<a ").count(), 2);
            assert_eq!(mail.html.matches("<h1").count(), 1);
            assert!(!mail.text.contains("evil.test") && !mail.text.contains("\nBcc"));
            assert!(!mail.text.contains('\u{202E}') && mail.text.len() < 2_000);
            let more = mail.text.lines().count() - ordinary.text.lines().count();
            assert!(
                more == 0 || more == 2,
                "one paragraph for the username: {name:?}"
            );
        }
    }
}

#[test]
fn no_provider_adds_a_link_or_a_tag() {
    for language in Language::ALL {
        let head = letterhead();
        let writer = head.in_language(language);
        for provider in names() {
            let mail = writer.managed_elsewhere(ANA, &provider, "https://sso.example.com/recover");
            let own = ["https://sso.example.com/recover"];
            assert_eq!(links(&mail.text), own, "{provider}");
            assert_eq!(mail.html.matches("<a ").count(), 1);
            assert!(!mail.text.contains("evil.test") && mail.text.len() < 2_000);
        }
    }
}

#[test]
fn template_syntax_in_a_name_stays_what_it_is() {
    let name = "{{ brand }}{% raw %} { $brand } <b>&amp;";
    let escaped = "{{ brand }}{% raw %} { $brand } &#60;b&#62;&#38;amp;";
    for language in Language::ALL {
        let head = letterhead();
        let writer = head.in_language(language);
        let mail = writer.address_changed(Recipient { name, ..ANA }, changed_at());
        assert!(mail.text.contains(name), "{}", mail.text);
        assert!(mail.html.contains(escaped));
    }
}

#[test]
fn no_brand_adds_a_header_or_breaks_the_sheet() {
    let brand = format!(
        "Acme\r\nBcc: x@evil.test\u{202E}</title><script>{{ $x }}{}",
        "B".repeat(10_000)
    );
    let head = Letterhead::new(
        &brand,
        Color::default(),
        Some("a\r\nb"),
        Some("javascript:alert(1)"),
    );
    for language in Language::ALL {
        let writer = head.in_language(language);
        let mail = writer.password_changed(ANA, PasswordChange::ByHolder, changed_at());
        let subject = &mail.subject;
        assert!(!subject.contains(['\r', '\n', '\u{202E}']) && subject.chars().count() <= 120);
        for wrong in ["<script", "javascript:"] {
            assert!(!mail.html.contains(wrong), "{wrong}");
        }
        assert!(mail.text.contains("a b") && mail.text.contains("{ $x }"));
    }
}

/// The longest brand that is used whole leaves every subject whole.
#[test]
fn no_subject_is_cut() {
    let brand = "B".repeat(64);
    for language in Language::ALL {
        let head = Letterhead::new(&brand, Color::default(), None, None);
        let writer = head.in_language(language);
        let longest = writer.owner_recovered(ANA, changed_at());
        assert!(longest.subject.contains(&brand));
        for (name, mail) in all(language) {
            let length = mail.subject.chars().count();
            assert!(length + 64 - "Acme".len() <= 120, "{name} in {language:?}");
        }
    }
}
