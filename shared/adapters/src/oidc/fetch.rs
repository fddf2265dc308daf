//! Asks an issuer for its keys, by the address that its own description names (OpenID Connect Discovery 1.0).

use std::sync::OnceLock;
use std::time::Duration;

use aws_smithy_runtime_api::client::http::HttpConnector as _;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use http_body_util::{BodyExt, Limited};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::keys::{Key, KeySet};
use crate::connections::{self, Connections};
use crate::settings::is_secure_or_local;

/// Both questions together fit into the time that an answer of ours may take.
const TIMEOUT: Duration = Duration::from_secs(2);
/// The longest answer, in bytes.
const LONGEST: usize = 256 * 1024;

/// Why there are no keys.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The issuer does not answer, or not with 200.
    #[error("the issuer cannot be reached")]
    Unreachable,
    /// It answers otherwise than it should.
    #[error("the issuer's answer is not what the standard says")]
    Malformed,
}

/// A client that trusts what browsers trust; made when it is first wanted.
#[derive(Default)]
pub(super) struct Fetcher(OnceLock<Connections>);

#[derive(Deserialize)]
struct Description {
    issuer: String,
    jwks_uri: String,
}

impl Fetcher {
    /// The issuer's keys, as it publishes them now.
    pub(super) async fn keys(&self, issuer: &str) -> Result<Vec<Key>, FetchError> {
        let address = format!(
            "{}/.well-known/openid-configuration",
            issuer.trim_end_matches('/')
        );
        let description: Description = self.get(&address).await?;
        if description.issuer != issuer || !is_secure_or_local(&description.jwks_uri) {
            return Err(FetchError::Malformed);
        }
        let keys: KeySet = self.get(&description.jwks_uri).await?;
        Ok(keys.usable())
    }

    async fn get<T: DeserializeOwned>(&self, address: &str) -> Result<T, FetchError> {
        let got = tokio::time::timeout(TIMEOUT, self.body(address)).await;
        let bytes = got.map_err(|_late| FetchError::Unreachable)??;
        serde_json::from_slice(&bytes).map_err(|_| FetchError::Malformed)
    }

    async fn body(&self, address: &str) -> Result<Vec<u8>, FetchError> {
        let mut request = HttpRequest::empty();
        request
            .set_uri(address)
            .map_err(|_| FetchError::Malformed)?;
        let connections = self.0.get_or_init(|| connections::to_anywhere(TIMEOUT));
        let answer = connections
            .call(request)
            .await
            .map_err(|_| FetchError::Unreachable)?;
        if answer.status().as_u16() != 200 {
            return Err(FetchError::Unreachable);
        }
        let body = Limited::new(answer.into_body(), LONGEST).collect().await;
        Ok(body.map_err(|_| FetchError::Malformed)?.to_bytes().into())
    }
}
