//! How often something may happen, and under which key it is counted.

use std::net::IpAddr;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::account::written;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Asks by one caller's address.
    AsksPerAddress,
    /// Public mails to one account that the mail service took.
    MailsPerAccount,
    /// All public mails.
    Mails,
    /// Failed sign-ins, verifications and changes of one account from one address.
    Failures,
    /// The same from one address.
    FailuresPerAddress,
    /// The same of one account from everywhere.
    FailuresPerAccount,
    /// Redeem, inspect and revoke by one caller's address.
    RedeemsPerAddress,
    /// Links by one administrator.
    LinksPerAdmin,
    /// Tries of the PIN of one account.
    PinPerDay,
}

// The names are scopes of keys in the store; the settings are these in upper case behind `LIMIT_`.
written!(Limit {
    AsksPerAddress = "asks-per-address",
    MailsPerAccount = "mails-per-account",
    Mails = "mails",
    Failures = "failures",
    FailuresPerAddress = "failures-per-address",
    FailuresPerAccount = "failures-per-account",
    RedeemsPerAddress = "redeems-per-address",
    LinksPerAdmin = "links-per-admin",
    PinPerDay = "pin-per-day",
});

impl Limit {
    /// The setting that changes it: `LIMIT_ASKS_PER_ADDRESS`.
    pub fn setting(self) -> String {
        format!(
            "LIMIT_{}",
            self.name().to_ascii_uppercase().replace('-', "_")
        )
    }

    /// How many, unless set.
    pub fn default_count(self) -> u32 {
        match self {
            Self::AsksPerAddress | Self::FailuresPerAddress => 30,
            Self::MailsPerAccount => 3,
            Self::Mails => 5000,
            Self::Failures => 10,
            Self::FailuresPerAccount => 100,
            Self::RedeemsPerAddress => 60,
            Self::LinksPerAdmin => 500,
            Self::PinPerDay => 5,
        }
    }

    /// Length of its window in seconds.
    pub fn window_seconds(self) -> i64 {
        if self == Self::PinPerDay {
            86_400
        } else {
            3_600
        }
    }

    /// The counter of `subject` in the window that `now` falls into.
    pub fn key(self, subject: &str, now: Timestamp) -> LimitKey {
        let window = now.as_second().div_euclid(self.window_seconds());
        let subject = hex::encode(Sha256::digest(subject.as_bytes()));
        LimitKey {
            limit: self,
            text: format!("{}#{subject}#{window}", self.name()),
            ends_at: (window + 1) * self.window_seconds(),
        }
    }
}

/// One counter in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitKey {
    /// What it counts.
    pub limit: Limit,
    /// Its key: `scope#SHA-256(subject)#window`, so that no subject stands in the store and windows end by themselves.
    pub text: String,
    ends_at: i64,
}

impl LimitKey {
    /// When the window ends, in epoch seconds.
    pub fn ends_at(&self) -> i64 {
        self.ends_at
    }

    /// Whole seconds until the window ends, at least one.
    pub fn retry_after(&self, now: Timestamp) -> i64 {
        (self.ends_at - now.as_second()).max(1)
    }
}

/// What a caller's address is counted under: IPv4 whole, IPv6 by its /64, which is one customer's.
pub fn address_subject(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let s = v6.segments();
            format!("{:x}:{:x}:{:x}:{:x}::/64", s[0], s[1], s[2], s[3])
        }
    }
}

/// The address as an audit entry of a public ask keeps it: the last byte, or all behind the /48, taken off.
pub fn truncated_address(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let o = v4.octets();
            format!("{}.{}.{}.0", o[0], o[1], o[2])
        }
        IpAddr::V6(v6) => {
            let s = v6.segments();
            format!("{:x}:{:x}:{:x}::", s[0], s[1], s[2])
        }
    }
}
