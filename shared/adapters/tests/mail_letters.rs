//! What the mails say, letter by letter, and what no name can make them say.
//!
//! After a wanted change run `UPDATE_GOLDEN=1 cargo test -p adapters --test mail_letters` and read the difference.

use std::{collections::BTreeSet, fs, path::PathBuf};

use adapters::mail::{Letterhead, LinkLetter, Mail, Occasion, PasswordChange, Recipient};
use jiff::Timestamp;

const TOKEN: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v";
const RESET_LINK: &str = "https://login.example.com/reset#AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v";
const NOT_ME_LINK: &str = "https://login.example.com/not-me#AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v";
const ANA: Recipient<'static> = Recipient {
    to: "ana@example.com",
    name: "Ana Example",
    username: None,
};

fn at(time: &str) -> Timestamp {
    time.parse().expect("a time")
}

fn letterhead() -> Letterhead {
    Letterhead::new(
        "Acme",
        "#0b57d0",
        Some("help@example.com"),
        Some("https://app.example.com/login"),
    )
}

fn bare() -> Letterhead {
    Letterhead::new("Rekey", "", None, None)
}

fn letter(occasion: Occasion, expires_at: &str) -> LinkLetter<'static> {
    LinkLetter {
        occasion,
        reset_link: RESET_LINK,
        token: TOKEN,
        not_me_link: NOT_ME_LINK,
        code_page: "https://login.example.com/reset",
        now: at("2026-11-22T15:27:03Z"),
        expires_at: at(expires_at),
        admin_area: false,
    }
}

fn all() -> Vec<(&'static str, Mail)> {
    let changed_at = at("2026-11-22T15:27:00Z");
    let twin = Recipient {
        username: Some("twin1"),
        ..ANA
    };
    let nameless = Recipient { name: "", ..ANA };
    let staff = LinkLetter {
        admin_area: true,
        ..letter(Occasion::Admin, "2026-11-23T15:27:00Z")
    };
    vec![
        (
            "reset-link.self-service",
            letterhead().reset_link(ANA, &letter(Occasion::SelfService, "2026-11-22T16:27:00Z")),
        ),
        (
            "reset-link.admin",
            letterhead().reset_link(twin, &letter(Occasion::Admin, "2026-11-23T15:27:00Z")),
        ),
        (
            "reset-link.admin-area",
            letterhead().reset_link(ANA, &staff),
        ),
        (
            "reset-link.invitation",
            letterhead().reset_link(ANA, &letter(Occasion::Invitation, "2026-11-29T15:27:00Z")),
        ),
        (
            "reset-link.bare",
            bare().reset_link(
                nameless,
                &letter(Occasion::SelfService, "2026-11-22T15:42:00Z"),
            ),
        ),
        (
            "managed-elsewhere",
            letterhead().managed_elsewhere(ANA, "Example SSO", "https://sso.example.com/recover"),
        ),
        (
            "managed-elsewhere.bare",
            bare().managed_elsewhere(nameless, "https://evil.test/", "javascript:alert(1)"),
        ),
        (
            "password-changed.by-link",
            letterhead().password_changed(ANA, PasswordChange::ByLink, changed_at),
        ),
        (
            "password-changed.by-holder",
            letterhead().password_changed(ANA, PasswordChange::ByHolder, changed_at),
        ),
        (
            "password-changed.by-administrator",
            letterhead().password_changed(twin, PasswordChange::ByAdministrator, changed_at),
        ),
        (
            "password-changed.bare",
            bare().password_changed(nameless, PasswordChange::ByLink, changed_at),
        ),
        (
            "address-changed",
            letterhead().address_changed(ANA, changed_at),
        ),
        (
            "owner-recovered",
            letterhead().owner_recovered(twin, changed_at),
        ),
    ]
}

#[test]
fn every_mail_reads_as_its_golden_file() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/mail");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut written = BTreeSet::new();
    for (name, mail) in all() {
        for (extension, content) in [("txt", &mail.text), ("html", &mail.html)] {
            let path = folder.join(format!("{name}.{extension}"));
            if update {
                fs::write(&path, content).expect("the folder can be written");
            }
            let golden = fs::read_to_string(&path).unwrap_or_default();
            assert_eq!(
                content,
                &golden,
                "{}: see the top of this test",
                path.display()
            );
            written.insert(path);
        }
    }
    let there: BTreeSet<_> = fs::read_dir(&folder)
        .expect("the folder")
        .map(|file| file.expect("readable").path())
        .collect();
    assert_eq!(there, written, "golden files and mails are the same set");
}

fn links(text: &str) -> Vec<&str> {
    let starts = text.match_indices("http").map(|(start, _)| &text[start..]);
    starts
        .filter(|rest| rest.starts_with("http://") || rest.starts_with("https://"))
        .map(|rest| {
            rest.split(['"', '<', ' ', '\n'])
                .next()
                .expect("split gives one")
        })
        .collect()
}

#[test]
fn a_link_is_told_once_and_first_and_alone_on_its_line() {
    for (name, mail) in all()
        .into_iter()
        .filter(|(name, _)| name.starts_with("reset-link"))
    {
        assert_eq!(links(&mail.text), [RESET_LINK, NOT_ME_LINK], "{name}");
        assert_eq!(links(&mail.html), [RESET_LINK, NOT_ME_LINK], "{name}");
        for alone in [RESET_LINK, NOT_ME_LINK, TOKEN] {
            assert_eq!(
                mail.text.lines().filter(|line| *line == alone).count(),
                1,
                "{name}"
            );
        }
        assert!(mail.html.contains(&format!(">{TOKEN}</p>")));
        assert!(mail.text.contains("expires in ") && mail.text.contains(" UTC on "));
    }
}

#[test]
fn notices_and_sso_mails_carry_no_reset_link() {
    for (name, mail) in all()
        .into_iter()
        .filter(|(name, _)| !name.starts_with("reset-link"))
    {
        for body in [&mail.text, &mail.html] {
            assert!(
                !body.contains("login.example.com") && !body.contains(TOKEN),
                "{name}"
            );
            assert!(
                !body.contains("javascript:") && !body.contains("evil.test"),
                "{name}"
            );
        }
    }
}

#[test]
fn every_mail_names_the_product_and_loads_nothing() {
    for (name, mail) in all() {
        let brand = if name.ends_with("bare") {
            "Rekey"
        } else {
            "Acme"
        };
        for part in [&mail.subject, &mail.text, &mail.html] {
            assert!(part.contains(brand), "{name}");
        }
        assert_eq!(mail.text.lines().next(), Some(mail.subject.as_str()));
        for loading in [
            "<img", "src=", "url(", "@import", "<link", "<script", "<form",
        ] {
            assert!(!mail.html.contains(loading), "{name}: {loading}");
        }
        assert_eq!(mail.html.matches("<h1").count(), 1);
    }
}

/// Names that try to be a header, a link, a template, a tag, or an essay.
const HOSTILE: [&str; 9] = [
    "Eve\r\nBcc: x@evil.test",
    "http://evil.test",
    "evil.test",
    "//evil.test",
    "\u{202E}tset.live",
    "=?utf-8?q?evil=2Etest?=",
    "\"><a href=x>click</a>",
    "{{ sheet.subject }}{% raw %}",
    "x</td></table><h1>You have won",
];

#[test]
fn no_name_adds_a_line_a_link_or_a_tag() {
    let long = "A".repeat(10_000);
    for name in HOSTILE.into_iter().chain([long.as_str()]) {
        let eve = Recipient {
            name,
            username: Some(name),
            ..ANA
        };
        let mail = letterhead().reset_link(eve, &letter(Occasion::Admin, "2026-11-23T15:27:00Z"));
        assert_eq!(mail.subject, "Choose a new Acme password");
        assert_eq!(links(&mail.text), [RESET_LINK, NOT_ME_LINK]);
        assert_eq!(mail.html.matches("<a ").count(), 2);
        assert_eq!(mail.html.matches("<h1").count(), 1);
        assert!(!mail.text.contains("evil.test") && !mail.text.contains("\nBcc"));
        assert!(!mail.text.contains('\u{202E}') && mail.text.len() < 2_000);
    }
}

#[test]
fn template_syntax_in_a_name_stays_what_it_is() {
    let name = "{{ brand }}{% raw %} <b>&amp;";
    let mail = letterhead().address_changed(Recipient { name, ..ANA }, at("2026-11-22T15:27:00Z"));
    assert!(mail.text.contains("Hello {{ brand }}{% raw %} <b>&amp;,"));
    assert!(
        mail.html
            .contains("Hello {{ brand }}{% raw %} &#60;b&#62;&#38;amp;,")
    );
}

#[test]
fn no_brand_adds_a_header_or_breaks_the_sheet() {
    let brand = format!(
        "Acme\r\nBcc: x@evil.test\u{202E}</title><script>{}",
        "B".repeat(10_000)
    );
    let head = Letterhead::new(
        &brand,
        "red;}</style><script>",
        Some("a\r\nb"),
        Some("javascript:alert(1)"),
    );
    let mail = head.password_changed(ANA, PasswordChange::ByHolder, at("2026-11-22T15:27:00Z"));
    assert!(
        !mail.subject.contains(['\r', '\n', '\u{202E}']) && mail.subject.chars().count() <= 120
    );
    assert!(
        !mail.html.contains("<script")
            && !mail.html.contains("red;")
            && !mail.html.contains("javascript:")
    );
    assert!(mail.text.contains("Questions? a b"));
}
