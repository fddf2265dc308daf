//! The secret that an administrator's session or a service key is proven with.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use zeroize::Zeroizing;

use crate::account::{Role, Tenant};
use crate::id::AccountId;
use crate::token::IdAndSecret;

/// How long a session is good for.
pub const SESSION_LIFETIME: SignedDuration = SignedDuration::from_hours(8);

/// `base64url(id ‖ 32 random bytes)`: the id of the account, or of the service key itself.
pub struct BearerToken(IdAndSecret);

impl BearerToken {
    /// A token for an id from 32 bytes of entropy.
    pub fn new(id: AccountId, secret: Zeroizing<[u8; 32]>) -> Self {
        Self(IdAndSecret { id, secret })
    }

    /// Reads the written form; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        IdAndSecret::parse(text).map(Self)
    }

    /// The account or service key it is for.
    pub fn id(&self) -> AccountId {
        self.0.id
    }

    /// What is stored in its place.
    pub fn digest(&self) -> BearerDigest {
        BearerDigest(self.0.digest())
    }

    /// The written form, for the one answer that gives it out.
    pub fn expose(&self) -> Zeroizing<String> {
        self.0.expose()
    }
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BearerToken(redacted)")
    }
}

/// SHA-256 of a bearer token's secret: what the store holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BearerDigest(pub [u8; 32]);

/// A signed-in administrator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Whose.
    pub account_id: AccountId,
    /// The account's epoch at sign-in: when that has risen, the session is dead.
    pub epoch: u64,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

/// What an application signs its calls with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceKey {
    /// Its own id.
    pub id: AccountId,
    /// For people.
    pub name: String,
    /// May verify credentials.
    pub may_verify: bool,
    /// May administer, for a named account.
    pub may_administer: bool,
    /// Never acts above this role.
    pub highest_role: Role,
    /// Never acts outside this tenant.
    pub tenant: Option<Tenant>,
    /// When it ends by itself, if ever.
    pub expires_at: Option<Timestamp>,
}
