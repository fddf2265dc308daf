//! What a new password must be: long, not common, not made of the account's own words. No composition rules
//! (NIST SP 800-63B-4 §3.1.1.2).

mod common;

use std::fmt;

use icu_normalizer::ComposingNormalizerBorrowed;
use zeroize::Zeroizing;

use crate::account::Account;
use common::is_common;

/// The longest password, in code points.
pub const MAXIMUM: usize = 256;
/// The lowest minimum that may be configured.
pub const LOWEST_MINIMUM: usize = 8;
/// So many characters must be left when the account's own words are taken out.
const LEFT_WITHOUT_OWN_WORDS: usize = 8;
/// Shorter words are left alone: taking out every `al` would empty honest passwords.
const SHORTEST_OWN_WORD: usize = 3;

/// A password in NFC: never trimmed, never cut. Wiped when dropped.
pub struct Password(Zeroizing<String>);

impl Password {
    /// Normalises what was typed, so that every keyboard's way of writing the same characters is the same password.
    pub fn new(typed: &str) -> Self {
        Self(Zeroizing::new(
            ComposingNormalizerBorrowed::new_nfc()
                .normalize(typed)
                .into_owned(),
        ))
    }

    /// The bytes to hash.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether both are the same text.
    pub fn is(&self, other: &Self) -> bool {
        *self.0 == *other.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(redacted)")
    }
}

/// Why a password is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// Fewer code points than this.
    TooShort(usize),
    /// More code points than this.
    TooLong(usize),
    /// On the list of common passwords, or one character, word or sequence repeated.
    TooCommon,
    /// Little is left without username, address and name.
    ContainsAccountWords,
    /// The one it replaces.
    SameAsCurrent,
}

impl Rejection {
    /// Its name on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooShort(_) => "too-short",
            Self::TooLong(_) => "too-long",
            Self::TooCommon => "too-common",
            Self::ContainsAccountWords => "contains-account-words",
            Self::SameAsCurrent => "same-as-current",
        }
    }

    /// What to tell the person.
    pub fn message(self) -> String {
        match self {
            Self::TooShort(minimum) => format!("Use at least {minimum} characters; a few words in a row do well."),
            Self::TooLong(maximum) => format!("Use at most {maximum} characters."),
            Self::TooCommon => "This is one of the first passwords that others would try. Choose something less usual.".to_owned(),
            Self::ContainsAccountWords => "It is made of your name or address. Choose words that have nothing to do with you.".to_owned(),
            Self::SameAsCurrent => "This is the password that you have already. Choose another.".to_owned(),
        }
    }
}

/// The rules in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordRules {
    minimum: usize,
}

impl PasswordRules {
    /// Rules with that minimum of code points; `None` under eight or over the maximum.
    pub fn new(minimum: usize) -> Option<Self> {
        (LOWEST_MINIMUM..=MAXIMUM)
            .contains(&minimum)
            .then_some(Self { minimum })
    }

    /// Code points at least.
    pub fn minimum(self) -> usize {
        self.minimum
    }

    /// Every reason against the password; an empty list accepts it.
    pub fn check(self, password: &Password, account: &Account) -> Vec<Rejection> {
        let text = password.expose();
        let length = text.chars().count();
        if length > MAXIMUM {
            // Nothing else is looked at: the time must not grow with what a stranger sends.
            return vec![Rejection::TooLong(MAXIMUM)];
        }
        let folded = Zeroizing::new(text.to_lowercase());
        let reasons = [
            (length < self.minimum).then_some(Rejection::TooShort(self.minimum)),
            is_common(&folded).then_some(Rejection::TooCommon),
            is_made_of_own_words(&folded, account).then_some(Rejection::ContainsAccountWords),
        ];
        reasons.into_iter().flatten().collect()
    }
}

fn is_made_of_own_words(folded: &str, account: &Account) -> bool {
    let mut left = Zeroizing::new(folded.to_owned());
    for word in own_words(account) {
        left = Zeroizing::new(left.replace(&word, ""));
    }
    left.len() < folded.len() && left.chars().count() < LEFT_WITHOUT_OWN_WORDS
}

/// Username, address, its parts, the name and its words, lower-cased, the longest first.
fn own_words(account: &Account) -> Vec<String> {
    let name = Password::new(&account.name).expose().to_lowercase();
    let username = account.username.iter().map(ToString::to_string);
    let address = account.email.iter().flat_map(|email| {
        [
            email.to_string(),
            email.local_part().to_owned(),
            email.domain().to_owned(),
        ]
    });
    let whole: Vec<String> = username.chain(address).chain([name]).collect();
    let parts = whole
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .map(str::to_owned);
    let mut words: Vec<String> = parts.chain(whole.iter().cloned()).collect();
    words.retain(|word| word.chars().count() >= SHORTEST_OWN_WORD);
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.dedup();
    words
}
