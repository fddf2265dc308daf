//! Keys with names, as a setting or a secret holds them: a JSON object, newest first.

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use zeroize::Zeroizing;

/// A key's name and bytes.
pub struct Named {
    /// Its name: 1 to 32 characters of `[A-Za-z0-9._-]`.
    pub id: String,
    /// The characters of the key, at least 32 bytes.
    pub bytes: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (redacted)", self.id)
    }
}

/// The text holds no keys. Says nothing of the text.
#[derive(Debug, PartialEq, Eq)]
pub struct NoKeys;

/// Reads `{"2026-11":"…","2026-05":"…"}` in the order in which it is written. No name may occur twice: which of the two
/// keys were meant?
pub fn parse(text: &str) -> Result<Vec<Named>, NoKeys> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let keys = deserializer.deserialize_map(InOrder).map_err(|_| NoKeys)?;
    deserializer.end().map_err(|_| NoKeys)?;
    let named = |key: &Named| {
        let plain = |c: u8| c.is_ascii_alphanumeric() || b"._-".contains(&c);
        (1..=32).contains(&key.id.len()) && key.id.bytes().all(plain) && key.bytes.len() >= 32
    };
    let distinct: HashSet<&str> = keys.iter().map(|key| key.id.as_str()).collect();
    if !keys.is_empty() && keys.iter().all(named) && distinct.len() == keys.len() {
        Ok(keys)
    } else {
        Err(NoKeys)
    }
}

/// A map loses the order, and the order says which key is the newest.
struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Vec<Named>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of key names and keys")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut keys = Vec::new();
        while let Some((id, text)) = map.next_entry::<String, String>()? {
            keys.push(Named {
                id,
                bytes: Zeroizing::new(text.into_bytes()),
            });
        }
        Ok(keys)
    }
}
