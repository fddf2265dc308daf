//! One person's record, and the closed choices in it.

use std::fmt;

use jiff::Timestamp;

use crate::id::AccountId;
use crate::identifier::{EmailAddress, Identifier, Username};

/// What an account may do in the administration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Nothing there: a person who signs in to the application.
    User,
    /// Helps users.
    Admin,
    /// Helps users, admins and other owners.
    Owner,
}

/// Whether an account gives access.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Never activated: its first link or password activates it.
    Invited,
    /// Gives access.
    Active,
    /// Its time is over.
    Expired,
    /// Switched off.
    Disabled,
}

/// Which sign-in a local password is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppliesTo {
    /// The application's.
    SignIn,
    /// That of the administration alone: the account signs in to the application elsewhere.
    AdminArea,
}

/// Gives an enum its written names and the way back; one list for the wire, the store and the audit.
macro_rules! written {
    ($type:ty { $($variant:ident = $name:literal),+ $(,)? }) => {
        impl $type {
            /// Every value.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name used on the wire and in the store.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The value of a name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }

        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}
pub(crate) use written;

written!(Role { User = "user", Admin = "admin", Owner = "owner" });
written!(AppliesTo { SignIn = "sign-in", AdminArea = "admin-area" });
written!(Standing { Invited = "invited", Active = "active", Expired = "expired", Disabled = "disabled" });

/// The company an account belongs to: 1 to 64 characters of `[a-z0-9._-]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tenant(String);

impl Tenant {
    /// Takes a tenant's name as it is; `None` if it has other characters.
    pub fn parse(text: &str) -> Option<Self> {
        let allowed = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || b"._-".contains(&c);
        let fits = (1..=64).contains(&text.len()) && text.bytes().all(allowed);
        fits.then(|| Self(text.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Tenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A language tag (RFC 5646) in the short form that mails are chosen by: `en`, `pt-BR`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Locale(String);

impl Locale {
    /// Takes a language with optional subtags: letters and digits in groups of 1 to 8, 35 characters in all.
    pub fn parse(text: &str) -> Option<Self> {
        let group = |part: &str| {
            (1..=8).contains(&part.len()) && part.bytes().all(|c| c.is_ascii_alphanumeric())
        };
        let language = text.split('-').next().unwrap_or_default();
        let fits = text.len() <= 35
            && (2..=3).contains(&language.len())
            && language.bytes().all(|c| c.is_ascii_alphabetic())
            && text.split('-').all(group);
        fits.then(|| Self(text.to_owned()))
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where an account signs in when it does not do so here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sso {
    /// The provider's name, for people: 1 to 100 characters, none of them a control character.
    pub provider: String,
    /// Where its passwords are reset: an `https` URL.
    pub url: String,
}

impl Sso {
    /// Takes both members; `None` if the name is empty, long or has control characters, or the URL is not `https`.
    pub fn new(provider: &str, url: &str) -> Option<Self> {
        let plain = |text: &str| !text.chars().any(char::is_control);
        let named = (1..=100).contains(&provider.chars().count()) && plain(provider);
        let host = url.strip_prefix("https://")?;
        let reachable =
            url.len() <= 2000 && !host.is_empty() && url.bytes().all(|c| c.is_ascii_graphic());
        let harmless = !url.contains(['<', '>', '"', '\'', '\\']);
        (named && reachable && harmless).then(|| Self {
            provider: provider.to_owned(),
            url: url.to_owned(),
        })
    }
}

/// One person's record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Never changes.
    pub id: AccountId,
    /// Unique, if there is one.
    pub username: Option<Username>,
    /// Where mail goes; need not be unique.
    pub email: Option<EmailAddress>,
    /// For people: at most 200 characters, none of them a control character.
    pub name: String,
    /// The company; an actor without one is not confined.
    pub tenant: Option<Tenant>,
    /// What it may do in the administration.
    pub role: Role,
    /// Whether it gives access.
    pub standing: Standing,
    /// Where it signs in, if not here.
    pub sso: Option<Sso>,
    /// The language of its mails.
    pub locale: Option<Locale>,
    /// Rises on every edit.
    pub version: u64,
    /// Rises whenever email, role, standing, SSO, tenant or the password change.
    pub epoch: u64,
    /// When the epoch last rose (or the account was made).
    pub epoch_at: Timestamp,
    /// When the account was made.
    pub created_at: Timestamp,
}

impl Account {
    /// The identifiers that find this account.
    pub fn identifiers(&self) -> Vec<Identifier> {
        let username = self.username.clone().map(Identifier::Username);
        let email = self.email.clone().map(Identifier::Email);
        username.into_iter().chain(email).collect()
    }

    /// Whether its sign-in is elsewhere *and* it has no role that a local password would serve.
    pub fn is_managed_elsewhere(&self) -> bool {
        self.sso.is_some() && self.role == Role::User
    }

    /// Which sign-in a local password of this account is for.
    pub fn applies_to(&self) -> AppliesTo {
        if self.sso.is_some() {
            AppliesTo::AdminArea
        } else {
            AppliesTo::SignIn
        }
    }
}

/// Takes a name for people as it is, if it is short enough and has no control characters.
pub fn person_name(text: &str) -> Option<String> {
    let fits = text.chars().count() <= 200 && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned())
}
