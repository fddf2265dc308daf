//! Ids: ULIDs, made from a moment and entropy.

use std::fmt;

use jiff::Timestamp;
use ulid::Ulid;

/// A ULID of that moment from ten bytes of entropy.
pub fn ulid_at(at: Timestamp, entropy: [u8; 10]) -> Ulid {
    let mut random = [0; 16];
    random[6..].copy_from_slice(&entropy);
    Ulid::from_parts(
        u64::try_from(at.as_millisecond()).unwrap_or(0),
        u128::from_be_bytes(random),
    )
}

/// The id of an account (and of a service key): a ULID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId(Ulid);

impl AccountId {
    /// An id made at `at` from ten bytes of entropy.
    pub fn new(at: Timestamp, entropy: [u8; 10]) -> Self {
        Self(ulid_at(at, entropy))
    }

    /// Takes the 26 characters of a ULID in upper case, the one form that is ever written.
    pub fn parse(text: &str) -> Option<Self> {
        let id = Ulid::from_string(text).ok()?;
        (id.to_string() == text).then_some(Self(id))
    }

    /// The 16 bytes that tokens begin with.
    pub fn to_bytes(self) -> [u8; 16] {
        self.0.to_bytes()
    }

    /// Reads what [`AccountId::to_bytes`] wrote.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Ulid::from_bytes(bytes))
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_string())
    }
}
