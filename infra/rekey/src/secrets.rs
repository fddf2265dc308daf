//! What the cloud keeps in Secrets Manager: made once, and kept in the `--data` folder if there is one.

use std::io::{self, Write as _};
use std::path::Path;

use adapters::entropy::{entropy, secret};
use domain::{AccountId, BearerToken};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The local installation's secrets.
#[derive(Clone, Serialize, Deserialize)]
pub struct Secrets {
    /// As the setting `LINK_KEYS` takes them.
    pub link_keys: String,
    /// As the setting `PEPPER_KEYS` takes them.
    pub pepper_keys: String,
    /// The bearer token of the service key that is printed at start.
    pub service_key: String,
}

impl Secrets {
    /// Those of the folder, or new ones, kept there.
    pub fn load_or_make(data: Option<&Path>) -> io::Result<Self> {
        let Some(folder) = data else {
            return Ok(Self::make());
        };
        let path = folder.join("secrets.json");
        match std::fs::read(&path) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let made = Self::make();
                keep(&path, &serde_json::to_vec_pretty(&made)?)?;
                Ok(made)
            }
            Err(error) => Err(error),
        }
    }

    fn make() -> Self {
        let id = AccountId::new(Timestamp::UNIX_EPOCH, entropy());
        Self {
            link_keys: json!({ "local": hexadecimal() }).to_string(),
            pepper_keys: json!({ "local": hexadecimal() }).to_string(),
            service_key: BearerToken::new(id, secret()).expose().to_string(),
        }
    }
}

fn hexadecimal() -> String {
    hex::encode(entropy::<32>())
}

/// For the owner of the folder alone.
fn keep(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(bytes)
}
