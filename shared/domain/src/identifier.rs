//! What a person types to be found, in its one canonical form.
//!
//! Two texts find the same account only if their canonical forms are equal, so the rules are deliberately narrow:
//! ASCII spaces trimmed, ASCII lower-cased, the domain to punycode (UTS 46). Any other non-ASCII matches nothing:
//! the Kelvin sign is no `k`, and a fullwidth at-sign is no `@`.

use std::fmt;

use crate::token::ResetToken;

/// A username or an email address in canonical form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Identifier {
    /// Unique across all tenants.
    Username(Username),
    /// May be borne by several accounts.
    Email(EmailAddress),
}

impl Identifier {
    /// Finds the canonical form of what was typed; `None` when no account could ever bear it.
    pub fn parse(typed: &str) -> Option<Self> {
        let trimmed = typed.trim_matches(' ');
        if is_pasted_token(trimmed) {
            return None;
        }
        if trimmed.contains('@') {
            EmailAddress::parse(trimmed).ok().map(Self::Email)
        } else {
            Username::parse(trimmed).ok().map(Self::Username)
        }
    }

    /// The key under which the store finds the accounts that bear it: `username:ana`, `email:ana@example.com`.
    pub fn key(&self) -> String {
        match self {
            Self::Username(username) => format!("username:{username}"),
            Self::Email(address) => format!("email:{address}"),
        }
    }

    /// Reads what [`Identifier::key`] wrote.
    pub fn from_key(key: &str) -> Option<Self> {
        match key.split_once(':')? {
            ("username", text) => Username::parse(text).ok().map(Self::Username),
            ("email", text) => EmailAddress::parse(text).ok().map(Self::Email),
            _ => None,
        }
    }
}

/// Whether somebody has pasted the code of a mail in place of their name: what they are looked up by is kept for a while,
/// and a token must not be. A username of 64 characters is still found when it is typed in lower case.
fn is_pasted_token(text: &str) -> bool {
    text.bytes().any(|c| c.is_ascii_uppercase()) && ResetToken::parse(text).is_some()
}

/// A unique name of an account: `[a-z0-9._-]{2,64}`, never with an at-sign.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Username(String);

/// Why a text is no [`Username`]. Holds nothing of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAUsername;

impl Username {
    /// Takes the canonical form: ASCII spaces trimmed, ASCII lower-cased.
    pub fn parse(text: &str) -> Result<Self, NotAUsername> {
        let name = text.trim_matches(' ').to_ascii_lowercase();
        let allowed = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || b"._-".contains(&c);
        if (2..=64).contains(&name.len()) && name.bytes().all(allowed) {
            Ok(Self(name))
        } else {
            Err(NotAUsername)
        }
    }

    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for NotAUsername {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a username has 2 to 64 characters of a-z, 0-9, dot, hyphen and underscore")
    }
}

impl std::error::Error for NotAUsername {}

/// An email address that SES can carry: a dot-atom local part in ASCII (RFC 5321 §4.1.2; no quoted strings, no
/// comments) and a domain name in punycode (RFC 5891) with at least one dot; 254 characters at most.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EmailAddress(String);

/// Why a text is no [`EmailAddress`]. Holds nothing of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAnEmailAddress {
    /// Not `local@domain`, or too long.
    Shape,
    /// The part before the at-sign is not ASCII: the mail service cannot carry it.
    LocalPartNotAscii,
    /// The part before the at-sign has characters that an address may not have unquoted.
    LocalPart,
    /// The part after the at-sign is not a domain name.
    Domain,
}

impl EmailAddress {
    /// Takes the canonical form: ASCII spaces trimmed, ASCII lower-cased (the local part too), domain to punycode.
    pub fn parse(text: &str) -> Result<Self, NotAnEmailAddress> {
        let text = text.trim_matches(' ');
        let (local, domain) = text.split_once('@').ok_or(NotAnEmailAddress::Shape)?;
        check_local_part(local)?;
        let address = format!(
            "{}@{}",
            local.to_ascii_lowercase(),
            canonical_domain(domain)?
        );
        if address.len() > 254 {
            Err(NotAnEmailAddress::Shape)
        } else {
            Ok(Self(address))
        }
    }

    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the at-sign.
    pub fn local_part(&self) -> &str {
        self.0.split_once('@').map_or("", |(local, _)| local)
    }

    /// The part after the at-sign.
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map_or("", |(_, domain)| domain)
    }

    /// For people who know the address and for nobody else: `a•••@example.com`.
    pub fn masked(&self) -> String {
        let first = self.0.chars().next().unwrap_or('•');
        format!("{first}•••@{}", self.domain())
    }
}

fn check_local_part(local: &str) -> Result<(), NotAnEmailAddress> {
    if !local.is_ascii() {
        return Err(NotAnEmailAddress::LocalPartNotAscii);
    }
    // RFC 5321's dot-atom without `%` and `!`: relays have read those as routes.
    let atom = |c: u8| c.is_ascii_alphanumeric() || b"#$&'*+-/=?^_`{|}~".contains(&c);
    let well_formed = local.len() <= 64
        && local
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(atom));
    if well_formed {
        Ok(())
    } else {
        Err(NotAnEmailAddress::LocalPart)
    }
}

/// The ASCII form of a domain name. Characters that UTS 46 would silently drop or map across the ASCII border (soft
/// hyphen, zero-width space, fullwidth letters) match nothing: only what an IDN keeps as it is may be non-ASCII.
fn canonical_domain(domain: &str) -> Result<String, NotAnEmailAddress> {
    let lowered = domain.to_ascii_lowercase();
    let ascii = idna::domain_to_ascii_strict(&lowered).map_err(|_| NotAnEmailAddress::Domain)?;
    let stands_for_itself = lowered.is_ascii() || idna::domain_to_unicode(&ascii).0 == lowered;
    if stands_for_itself && has_top_level_domain(&ascii) {
        Ok(ascii)
    } else {
        Err(NotAnEmailAddress::Domain)
    }
}

/// With a dot, and not the address of a machine.
fn has_top_level_domain(ascii: &str) -> bool {
    let last = ascii.rsplit_once('.').map(|(_, last)| last);
    last.is_some_and(|last| !last.bytes().all(|c| c.is_ascii_digit()))
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for NotAnEmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shape => {
                "an email address looks like name@example.com and has at most 254 characters"
            }
            Self::LocalPartNotAscii => {
                "the mail service can only carry ASCII characters before the at-sign"
            }
            Self::LocalPart => {
                "the part before the at-sign has characters that an address may not have"
            }
            Self::Domain => "the part after the at-sign is not a domain name",
        })
    }
}

impl std::error::Error for NotAnEmailAddress {}
