//! Mail: what it says ([`Letterhead`], [`Writer`]), who it is from ([`Sender`]), and what became of it ([`Mailer`], [`MailOutcome`]).

pub mod doctor;
mod letter;
mod outcome;
mod plain;
mod sender;
mod ses;
mod times;
mod words;
mod writer;

pub use letter::{Letterhead, LinkLetter, Occasion, PasswordChange, Recipient};
pub use outcome::{MailOutcome, MailReason};
pub use sender::Sender;
pub use ses::Mailer;
pub use writer::Writer;

use std::fmt;

use crate::language::Language;

/// The tag that says whose mail it is.
pub const ACCOUNT_TAG: &str = "rekey-account";

/// The tag that says which link a mail carries.
pub const LINK_TAG: &str = "rekey-link";

/// A mail that is ready to be sent. It may carry a reset link, so it can neither be copied nor printed whole.
pub struct Mail {
    /// The one recipient's address, without a name.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The body for readers without HTML.
    pub text: String,
    /// The body.
    pub html: String,
    /// What it is written in.
    pub language: Language,
    /// Names and values of `[A-Za-z0-9_-]`, by which SES's events are matched. They are no secret: never put an address, a
    /// token or a link in one.
    pub tags: Vec<(&'static str, String)>,
}

impl Mail {
    /// The same mail with one tag more.
    #[must_use]
    pub fn tagged(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.tags.push((name, value.into()));
        self
    }
}

impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail")
            .field("to", &"(redacted)")
            .field("subject", &self.subject)
            .field("tags", &self.tags)
            .finish_non_exhaustive()
    }
}
