//! The secret in a reset link: how it is derived, written, read back and remembered.
//!
//! `secret = HMAC-SHA256(key, "rekey/reset/v1" ‖ account id ‖ nonce)`, `token = base64url(account id ‖ secret)`; stored
//! is the SHA-256 of the secret. Who redeems needs no key; who issues or re-sends derives the same token again.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::id::AccountId;

const CONTEXT: &[u8] = b"rekey/reset/v1";

/// Length of a written token in characters: 48 bytes in base64url without padding.
pub const TOKEN_CHARS: usize = 64;

/// An account's id and 32 secret bytes, the common shape of reset tokens and bearer tokens.
pub(crate) struct IdAndSecret {
    pub(crate) id: AccountId,
    pub(crate) secret: Zeroizing<[u8; 32]>,
}

impl IdAndSecret {
    /// Reads the one written form: 64 characters of the URL alphabet. The base64 engine refuses padding, and 48 bytes
    /// leave no spare bits, so no second text stands for the same token.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if text.len() != TOKEN_CHARS {
            return None;
        }
        let mut bytes = Zeroizing::new([0_u8; 48]);
        let length = URL_SAFE_NO_PAD
            .decode_slice(text, bytes.as_mut_slice())
            .ok()?;
        let (id, secret) = bytes.get(..length)?.split_first_chunk::<16>()?;
        let secret = Zeroizing::new(<[u8; 32]>::try_from(secret).ok()?);
        Some(Self {
            id: AccountId::from_bytes(*id),
            secret,
        })
    }

    pub(crate) fn expose(&self) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new([0_u8; 48]);
        bytes[..16].copy_from_slice(&self.id.to_bytes());
        bytes[16..].copy_from_slice(self.secret.as_slice());
        Zeroizing::new(URL_SAFE_NO_PAD.encode(bytes.as_slice()))
    }

    pub(crate) fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.secret.as_slice()).into()
    }
}

/// The secret that lets its holder set a new password once. Never stored, logged or shown but in its own link.
pub struct ResetToken(IdAndSecret);

impl ResetToken {
    /// The token of an account under a key and a nonce: always the same for the same three.
    pub fn derive(key: &LinkKey, account: AccountId, nonce: &Nonce) -> Self {
        let mut mac = Hmac::<Sha256>::new_from_slice(key.bytes.as_slice())
            .expect("HMAC takes keys of any length");
        mac.update(CONTEXT);
        mac.update(&account.to_bytes());
        mac.update(&nonce.0);
        Self(IdAndSecret {
            id: account,
            secret: Zeroizing::new(mac.finalize().into_bytes().into()),
        })
    }

    /// Reads the written form; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        IdAndSecret::parse(text).map(Self)
    }

    /// The account it is for.
    pub fn account_id(&self) -> AccountId {
        self.0.id
    }

    /// What is stored in its place.
    pub fn digest(&self) -> TokenDigest {
        TokenDigest(self.0.digest())
    }

    /// The written form, for the one mail or the one answer that carries it.
    pub fn expose(&self) -> Zeroizing<String> {
        self.0.expose()
    }
}

impl fmt::Debug for ResetToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResetToken(redacted)")
    }
}

/// SHA-256 of a reset token's secret: what the store holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenDigest(pub [u8; 32]);

/// 32 random bytes from which, with the key, the same token is derived again. Erased when the resend window ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Nonce(pub [u8; 32]);

impl fmt::Debug for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nonce(redacted)")
    }
}

/// A key that only the issuing functions hold, with its name.
pub struct LinkKey {
    id: String,
    bytes: Zeroizing<Vec<u8>>,
}

impl LinkKey {
    /// A named key; `None` under 32 bytes.
    pub fn new(id: &str, bytes: Zeroizing<Vec<u8>>) -> Option<Self> {
        (!id.is_empty() && bytes.len() >= 32).then(|| Self {
            id: id.to_owned(),
            bytes,
        })
    }

    /// The name that links remember.
    pub fn id(&self) -> &str {
        &self.id
    }
}

impl fmt::Debug for LinkKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LinkKey({}, redacted)", self.id)
    }
}

/// All keys, newest first: the first makes new links, each re-sends its own.
#[derive(Debug)]
pub struct LinkKeys(Vec<LinkKey>);

impl LinkKeys {
    /// At least one key.
    pub fn new(keys: Vec<LinkKey>) -> Option<Self> {
        (!keys.is_empty()).then_some(Self(keys))
    }

    /// The key for new links.
    pub fn newest(&self) -> &LinkKey {
        &self.0[0]
    }

    /// The key of that name, unless it has been retired: then its links cannot be sent again.
    pub fn get(&self, id: &str) -> Option<&LinkKey> {
        self.0.iter().find(|key| key.id == id)
    }
}
