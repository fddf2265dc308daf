//! Keys that lie in Secrets Manager: fetched once, at the start, and put where the settings look for them.

use std::error::Error as StdError;
use std::sync::LazyLock;

use aws_sdk_secretsmanager::Client;
use zeroize::Zeroizing;

use crate::aws::Aws;

/// Each setting whose value may lie in Secrets Manager, and the setting that then says where.
const KEPT_THERE: [(&str, &str); 2] = [
    ("LINK_KEYS", "LINK_KEYS_SECRET"),
    ("PEPPER_KEYS", "PEPPER_KEYS_SECRET"),
];

/// What was fetched.
#[derive(Default)]
pub struct Secrets(Vec<(&'static str, Zeroizing<String>)>);

/// A secret cannot be had now.
#[derive(Debug, thiserror::Error)]
#[error("the secret in {setting} is out of reach")]
pub struct SecretError {
    /// The setting that says where it is.
    pub setting: &'static str,
    #[source]
    source: Box<dyn StdError + Send + Sync>,
}

impl Secrets {
    /// Fetches what the environment says lies there; without such a setting it makes no call.
    pub async fn fetch(
        aws: &Aws,
        read: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, SecretError> {
        let client = LazyLock::new(|| aws.secrets_client());
        let mut fetched = Self::default();
        for (setting, place) in KEPT_THERE {
            if let Some(arn) = read(place).filter(|arn| !arn.is_empty()) {
                let text = fetch(&client, arn).await;
                let text = text.map_err(|source| SecretError {
                    setting: place,
                    source,
                })?;
                fetched.0.push((setting, text));
            }
        }
        Ok(fetched)
    }

    /// The value of a setting, if it was fetched.
    pub fn get(&self, setting: &str) -> Option<String> {
        let found = self.0.iter().find(|(name, _)| *name == setting);
        found.map(|(_, text)| text.to_string())
    }
}

async fn fetch(
    client: &Client,
    arn: String,
) -> Result<Zeroizing<String>, Box<dyn StdError + Send + Sync>> {
    let answer = client.get_secret_value().secret_id(arn).send().await?;
    let text = answer.secret_string.map(Zeroizing::new);
    text.ok_or_else(|| "it holds no text".into())
}
