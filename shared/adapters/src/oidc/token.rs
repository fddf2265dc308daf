//! A signed token (RFC 7519, RFC 7515 compact form): taken apart, its signature verified, its claims checked.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::keys::Key;
use crate::settings::OidcSettings;

/// Longer tokens are refused unread.
const LONGEST: usize = 8 * 1024;
/// Two clocks may differ by so much.
const LEEWAY: SignedDuration = SignedDuration::from_secs(60);

/// A token that was taken apart; nothing of it is known to be true.
pub(super) struct Token<'a> {
    signed: &'a str,
    signature: Vec<u8>,
    header: Header,
    claims: Map<String, Value>,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    /// Extensions that must be understood; none is.
    crit: Option<Value>,
}

/// What a good token says.
#[derive(Debug, PartialEq, Eq)]
pub struct Verified {
    /// Which account it stands for: its id, username or address.
    pub account: String,
    /// When the issuer made it.
    pub issued_at: Timestamp,
}

impl<'a> Token<'a> {
    /// Takes a text apart; `None` if it is no signed token.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let (signed, signature) = text.rsplit_once('.')?;
        let (header, claims) = signed.split_once('.')?;
        if claims.contains('.') {
            return None;
        }
        let header: Header = decode(header)?;
        header.crit.is_none().then_some(())?;
        Some(Self {
            signed,
            signature: URL_SAFE_NO_PAD.decode(signature).ok()?,
            header,
            claims: decode(claims)?,
        })
    }

    /// Whether it says that it is this issuer's, for us. Not to be believed yet.
    pub(super) fn is_meant_for(&self, settings: &OidcSettings) -> bool {
        let audience = match self.claims.get("aud") {
            Some(Value::String(one)) => *one == settings.audience,
            Some(Value::Array(several)) => several.iter().any(|one| *one == settings.audience),
            _ => false,
        };
        audience && self.text("iss") == Some(&settings.issuer)
    }

    /// Whether the key that it names is among these.
    pub(super) fn has_key(&self, keys: &[Key]) -> bool {
        self.key(keys).is_some()
    }

    /// The key that it names; one that names none has the only key there is.
    fn key<'k>(&self, keys: &'k [Key]) -> Option<&'k Key> {
        match (&self.header.kid, keys) {
            (Some(id), keys) => keys.iter().find(|key| key.id.as_ref() == Some(id)),
            (None, [only]) => Some(only),
            (None, _) => None,
        }
    }

    /// What it says, if all of it holds.
    pub(super) fn verify(
        &self,
        keys: &[Key],
        settings: &OidcSettings,
        now: Timestamp,
    ) -> Option<Verified> {
        let key = self.key(keys)?;
        let genuine =
            key.is_named(&self.header.alg) && key.verifies(self.signed.as_bytes(), &self.signature);
        let good = genuine
            && self.is_meant_for(settings)
            && self.is_of_now(now)?
            && self.has_scope(&settings.scope);
        good.then_some(Verified {
            account: self.account(&settings.account_claim)?,
            issued_at: self.time("iat")?,
        })
    }

    fn is_of_now(&self, now: Timestamp) -> Option<bool> {
        let begun = |claim| match self.claims.get(claim) {
            None => Some(true),
            Some(_) => Some(self.time(claim)? <= now + LEEWAY),
        };
        let over = self.time("exp")? <= now - LEEWAY;
        Some(!over && begun("nbf")? && self.time("iat")? <= now + LEEWAY)
    }

    /// `scope` as RFC 8693 writes it, or `scp` as others do. Without a scope an ID token, which a browser shows around,
    /// would do as well.
    fn has_scope(&self, wanted: &str) -> bool {
        let claim = self.claims.get("scope").or_else(|| self.claims.get("scp"));
        match claim {
            Some(Value::String(text)) => text.split(' ').any(|scope| scope == wanted),
            Some(Value::Array(scopes)) => scopes.iter().any(|scope| *scope == wanted),
            _ => false,
        }
    }

    /// The account's name in the directory. An address must be one that the issuer has verified: anybody may claim another's.
    fn account(&self, claim: &str) -> Option<String> {
        let unverified =
            claim == "email" && self.claims.get("email_verified") != Some(&Value::Bool(true));
        let text = self.text(claim).filter(|_| !unverified)?;
        Some(text.to_owned())
    }

    fn text(&self, claim: &str) -> Option<&str> {
        self.claims.get(claim)?.as_str()
    }

    /// A `NumericDate`: seconds, which may have a fraction. Beyond all calendars is not a time.
    fn time(&self, claim: &str) -> Option<Timestamp> {
        let seconds = self.claims.get(claim)?.as_f64()?;
        let sane = (0.0..=253_402_300_000.0).contains(&seconds);
        let whole = sane.then(|| SignedDuration::try_from_secs_f64(seconds).ok())??;
        Timestamp::from_duration(whole).ok()
    }
}

fn decode<T: DeserializeOwned>(part: &str) -> Option<T> {
    let bytes = URL_SAFE_NO_PAD.decode(part).ok()?;
    serde_json::from_slice(&bytes).ok()
}
