//! One mail of each kind.

use adapters::Language;
use adapters::color::Color;
use adapters::mail::{Letterhead, LinkLetter, Mail, Occasion, PasswordChange, Recipient, Writer};
use jiff::Timestamp;

pub const TOKEN: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v";
pub const RESET_LINK: &str = "https://login.example.com/reset#AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v";
pub const NOT_ME_LINK: &str = "https://login.example.com/not-me#AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v";
pub const ANA: Recipient<'static> = Recipient {
    to: "ana@example.com",
    name: "Ana Example",
    username: None,
};

pub fn at(time: &str) -> Timestamp {
    time.parse().expect("a time")
}

pub fn changed_at() -> Timestamp {
    at("2026-11-22T15:27:00Z")
}

pub fn letterhead() -> Letterhead {
    Letterhead::new(
        "Acme",
        Color::parse("#0b57d0").expect("a color"),
        Some("help@example.com"),
        Some("https://app.example.com/login"),
    )
}

pub fn letter(occasion: Occasion, expires_at: &str) -> LinkLetter<'static> {
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

/// Every mail in every language, with its name.
pub fn in_all_languages() -> Vec<(Language, &'static str, Mail)> {
    let each = Language::ALL.into_iter().flat_map(|language| {
        let named = all(language).into_iter();
        named.map(move |(name, mail)| (language, name, mail))
    });
    each.collect()
}

pub fn all(language: Language) -> Vec<(&'static str, Mail)> {
    let (full, bare) = (
        letterhead(),
        Letterhead::new("Rekey", Color::default(), None, None),
    );
    let (full, bare) = (full.in_language(language), bare.in_language(language));
    let mut mails = with_link(full, bare);
    mails.extend(without_link(full, bare));
    mails
}

fn with_link(full: Writer<'_>, bare: Writer<'_>) -> Vec<(&'static str, Mail)> {
    let by_herself = letter(Occasion::SelfService, "2026-11-22T16:27:00Z");
    let by_administrator = letter(Occasion::Admin, "2026-11-23T15:27:00Z");
    let staff = LinkLetter {
        admin_area: true,
        ..letter(Occasion::Admin, "2026-11-23T15:27:00Z")
    };
    let invitation = letter(Occasion::Invitation, "2026-11-29T15:27:00Z");
    let soon = letter(Occasion::SelfService, "2026-11-22T15:42:00Z");
    vec![
        ("reset-link.self-service", full.reset_link(ANA, &by_herself)),
        (
            "reset-link.admin",
            full.reset_link(twin(), &by_administrator),
        ),
        ("reset-link.admin-area", full.reset_link(ANA, &staff)),
        ("reset-link.invitation", full.reset_link(ANA, &invitation)),
        ("reset-link.bare", bare.reset_link(nameless(), &soon)),
    ]
}

fn without_link(full: Writer<'_>, bare: Writer<'_>) -> Vec<(&'static str, Mail)> {
    use PasswordChange::{ByAdministrator, ByHolder, ByLink};
    let at = changed_at();
    vec![
        (
            "managed-elsewhere",
            full.managed_elsewhere(ANA, "Example SSO", "https://sso.example.com/recover"),
        ),
        (
            "managed-elsewhere.unnamed",
            full.managed_elsewhere(ANA, "sso.example.com", "https://sso.example.com/recover"),
        ),
        (
            "managed-elsewhere.bare",
            bare.managed_elsewhere(nameless(), "https://evil.test/", "javascript:alert(1)"),
        ),
        (
            "password-changed.by-link",
            full.password_changed(ANA, ByLink, at),
        ),
        (
            "password-changed.by-holder",
            full.password_changed(ANA, ByHolder, at),
        ),
        (
            "password-changed.by-administrator",
            full.password_changed(twin(), ByAdministrator, at),
        ),
        (
            "password-changed.bare",
            bare.password_changed(nameless(), ByLink, at),
        ),
        ("password-removed", full.password_removed(ANA, at)),
        ("address-changed", full.address_changed(ANA, at)),
        ("owner-recovered", full.owner_recovered(twin(), at)),
    ]
}

fn twin() -> Recipient<'static> {
    Recipient {
        username: Some("twin1"),
        ..ANA
    }
}

fn nameless() -> Recipient<'static> {
    Recipient { name: "", ..ANA }
}
