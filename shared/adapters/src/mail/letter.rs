//! What is needed to write a mail, and the sheet that all mails are printed on.

use askama::Template;
use jiff::Timestamp;

use crate::color::Color;
use crate::language::Language;

use super::{
    Mail,
    plain::{harmless, one_line},
};

/// A subject is cut here: RFC 5322 §2.1.1 wants 78 characters a line, and phones show half of that.
const LONGEST_SUBJECT: usize = 120;
const LONGEST_BRAND: usize = 64;
const LONGEST_CONTACT: usize = 256;

/// What all mails of an installation have in common. Made once, from the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letterhead {
    pub(super) brand: String,
    pub(super) support: Option<String>,
    pub(super) sign_in_url: Option<String>,
    color: Color,
}

/// Whom a mail is for.
#[derive(Clone, Copy)]
pub struct Recipient<'a> {
    /// The stored address.
    pub to: &'a str,
    /// The name on record, whatever it holds; left out when it could be mistaken for something else.
    pub name: &'a str,
    /// Told in the mail, for people who have several accounts.
    pub username: Option<&'a str>,
}

/// Why somebody gets a reset link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// They asked on the public page (or somebody did for them).
    SelfService,
    /// An administrator sends it.
    Admin,
    /// The account is new.
    Invitation,
}

/// A reset link and what has to be said with it. It borrows the link, so that the mail holds the only copy made here.
pub struct LinkLetter<'a> {
    /// Why it is sent.
    pub occasion: Occasion,
    /// The whole URL, token included.
    pub reset_link: &'a str,
    /// The code to paste where the link does not open.
    pub token: &'a str,
    /// The URL that kills the link.
    pub not_me_link: &'a str,
    /// The page with the field for the code: a URL, told without its scheme, so that the link stays the first one.
    pub code_page: &'a str,
    /// When the mail is written.
    pub now: Timestamp,
    /// When the link stops working.
    pub expires_at: Timestamp,
    /// The password opens the administration area only (an administrator who signs in by SSO elsewhere).
    pub admin_area: bool,
}

/// How a password was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordChange {
    /// Somebody used a reset link.
    ByLink,
    /// Somebody knew the old password.
    ByHolder,
    /// An administrator set it.
    ByAdministrator,
}

/// What stands in one mail, in one language; layouts turn it into text and HTML.
pub(super) struct Sheet {
    pub(super) language: Language,
    pub(super) subject: String,
    pub(super) greeting: String,
    pub(super) parts: Vec<Part>,
    /// What the language puts between a label and its link in plain text.
    pub(super) colon: String,
    pub(super) footer: Vec<String>,
}

pub(super) enum Part {
    Paragraph(String),
    /// The one thing to do.
    Button {
        label: String,
        url: String,
    },
    /// Something else that can be done.
    Link {
        label: String,
        url: String,
    },
    /// An address of somebody else's, to be read before it is opened.
    Address(String),
    Code(String),
}

#[derive(Template)]
#[template(path = "mail/letter.txt")]
struct TextLayout<'a> {
    sheet: &'a Sheet,
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct HtmlLayout<'a> {
    head: &'a Letterhead,
    sheet: &'a Sheet,
}

impl Letterhead {
    /// Takes the settings `BRAND_NAME`, `BRAND_COLOR`, `SUPPORT_CONTACT` and `SIGN_IN_URL`.
    pub fn new(
        brand: &str,
        color: Color,
        support: Option<&str>,
        sign_in_url: Option<&str>,
    ) -> Self {
        let line =
            |text: &str| Some(one_line(text, LONGEST_CONTACT)).filter(|line| !line.is_empty());
        Self {
            brand: one_line(brand, LONGEST_BRAND),
            color,
            support: support.and_then(line),
            sign_in_url: sign_in_url.filter(|url| is_web_address(url)).and_then(line),
        }
    }

    pub(super) fn print(&self, to: &str, kind: &'static str, sheet: &Sheet) -> Mail {
        let to_memory = "writing to memory does not fail";
        Mail {
            to: to.to_owned(),
            subject: one_line(&sheet.subject, LONGEST_SUBJECT),
            text: TextLayout { sheet }.render().expect(to_memory),
            html: HtmlLayout { head: self, sheet }.render().expect(to_memory),
            language: sheet.language,
            tags: vec![("kind", kind.to_owned())],
        }
    }
}

/// A recipient's names after what could do harm has been left out.
pub(super) struct KnownAs {
    pub(super) name: Option<String>,
    pub(super) username: Option<String>,
}

impl Recipient<'_> {
    pub(super) fn known_as(&self) -> KnownAs {
        KnownAs {
            name: harmless(self.name),
            username: self.username.and_then(harmless),
        }
    }
}

/// Other schemes (`javascript:`) and anything with a space in it never become a link.
pub(super) fn is_web_address(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && url.chars().all(|c| !c.is_whitespace() && !c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        assert!(is_web_address("https://sso.example.com/recover"));
        for wrong in [
            "javascript:alert(1)",
            "sso.example.com",
            "https://a b",
            "https://a\nb",
            "HTTPS//a",
        ] {
            assert!(!is_web_address(wrong), "{wrong}");
        }
    }
}
