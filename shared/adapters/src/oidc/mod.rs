//! Administrators who sign in elsewhere: a JWT of the configured issuer (OpenID Connect) stands for an account of the
//! directory. Off unless `OIDC_ISSUER` is set; nothing here is made or fetched then.

mod fetch;
mod keys;
mod token;

pub use token::Verified;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Mutex;

use crate::settings::OidcSettings;
use fetch::Fetcher;
use keys::Key;
use token::Token;

/// Keys younger than this are not asked for again.
const FRESH: SignedDuration = SignedDuration::from_hours(1);
/// Keys older than this are not trusted, even if the issuer cannot be reached.
const STALE: SignedDuration = SignedDuration::from_hours(24);
/// The issuer is not asked more often, whatever keys tokens name.
const PAUSE: SignedDuration = SignedDuration::from_mins(1);
/// The same while there are no keys at all and every caller waits.
const PAUSE_WITHOUT_KEYS: SignedDuration = SignedDuration::from_secs(5);

/// The issuer whose tokens are taken, with its keys.
pub struct Issuer {
    settings: OidcSettings,
    fetcher: Fetcher,
    known: Mutex<Known>,
}

/// What is known of the issuer's keys.
#[derive(Default)]
struct Known {
    keys: Arc<Vec<Key>>,
    fetched_at: Option<Timestamp>,
    tried_at: Option<Timestamp>,
}

/// Why a token does not stand for anybody.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// It is not one that this issuer made for us, or its time is not now.
    #[error("the token is not good")]
    NotGood,
    /// The issuer's keys are needed and cannot be had.
    #[error("the issuer's keys cannot be fetched")]
    NoKeys(#[source] fetch::FetchError),
}

impl Issuer {
    /// An issuer. Reaches for nothing on the network before the first token.
    pub fn new(settings: OidcSettings) -> Self {
        Self {
            settings,
            fetcher: Fetcher::default(),
            known: Mutex::default(),
        }
    }

    /// The claims of a good token.
    pub async fn verify(&self, text: &str, now: Timestamp) -> Result<Verified, TokenError> {
        let token = Token::parse(text).ok_or(TokenError::NotGood)?;
        // What was never meant for us does not make us ask anybody.
        if !token.is_meant_for(&self.settings) {
            return Err(TokenError::NotGood);
        }
        let keys = self.keys(&token, now).await?;
        token
            .verify(&keys, &self.settings, now)
            .ok_or(TokenError::NotGood)
    }

    /// The keys to verify this token with. While they are fetched, other callers wait for the same answer.
    async fn keys(&self, token: &Token<'_>, now: Timestamp) -> Result<Arc<Vec<Key>>, TokenError> {
        let mut known = self.known.lock().await;
        if known.wants_more(token, now) {
            known.tried_at = Some(now);
            match self.fetcher.keys(&self.settings.issuer).await {
                Ok(keys) => {
                    known.keys = Arc::new(keys);
                    known.fetched_at = Some(now);
                }
                Err(error) => {
                    tracing::warn!(
                        error.chain = crate::log::chain(&error),
                        "the issuer's keys could not be fetched"
                    );
                    if !known.are_trusted(now) {
                        return Err(TokenError::NoKeys(error));
                    }
                }
            }
        }
        if known.are_trusted(now) {
            Ok(Arc::clone(&known.keys))
        } else {
            Err(TokenError::NoKeys(fetch::FetchError::Unreachable))
        }
    }
}

impl Known {
    fn are_trusted(&self, now: Timestamp) -> bool {
        self.fetched_at
            .is_some_and(|at| now.duration_since(at) < STALE)
    }

    fn wants_more(&self, token: &Token<'_>, now: Timestamp) -> bool {
        let pause = if self.are_trusted(now) {
            PAUSE
        } else {
            PAUSE_WITHOUT_KEYS
        };
        if self
            .tried_at
            .is_some_and(|at| now.duration_since(at) < pause)
        {
            return false;
        }
        let fresh = self
            .fetched_at
            .is_some_and(|at| now.duration_since(at) < FRESH);
        !fresh || !token.has_key(&self.keys)
    }
}
