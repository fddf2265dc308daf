//! An issuer's public keys (RFC 7517), and the one algorithm that each is for.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256,
    RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;

/// A key that signatures can be verified with.
pub(super) struct Key {
    pub(super) id: Option<String>,
    pub(super) algorithm: &'static str,
    public: Public,
}

enum Public {
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
    },
    /// An uncompressed point.
    P256(Vec<u8>),
    Ed25519(Vec<u8>),
}

/// A set of keys as an issuer publishes it.
#[derive(Deserialize)]
pub(super) struct KeySet {
    keys: Vec<Published>,
}

#[derive(Deserialize)]
struct Published {
    kid: Option<String>,
    kty: String,
    alg: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

impl KeySet {
    /// The keys that are of use here; issuers publish others besides.
    pub(super) fn usable(self) -> Vec<Key> {
        let signs = |key: &Published| {
            key.purpose
                .as_deref()
                .is_none_or(|purpose| purpose == "sig")
        };
        let keys = self.keys.into_iter().filter(signs);
        keys.filter_map(Published::key).collect()
    }
}

impl Published {
    /// The key decides on the algorithm: a token's header that could choose would choose `none`, or take a public key for a
    /// shared secret.
    fn key(self) -> Option<Key> {
        let (algorithm, public) = match (self.kty.as_str(), self.crv.as_deref()) {
            ("RSA", _) => {
                let algorithm = match self.alg.as_deref() {
                    None | Some("RS256") => "RS256",
                    Some("PS256") => "PS256",
                    Some(_) => return None,
                };
                let (n, e) = (decode(self.n.as_deref())?, decode(self.e.as_deref())?);
                (algorithm, Public::Rsa { n, e })
            }
            ("EC", Some("P-256")) if self.is_for("ES256") => {
                let (x, y) = (decode(self.x.as_deref())?, decode(self.y.as_deref())?);
                ("ES256", Public::P256([vec![4], x, y].concat()))
            }
            ("OKP", Some("Ed25519")) if self.is_for("EdDSA") || self.is_for("Ed25519") => {
                ("EdDSA", Public::Ed25519(decode(self.x.as_deref())?))
            }
            _ => return None,
        };
        Some(Key {
            id: self.kid,
            algorithm,
            public,
        })
    }

    fn is_for(&self, algorithm: &str) -> bool {
        self.alg.as_deref().is_none_or(|alg| alg == algorithm)
    }
}

impl Key {
    /// Whether a token's header names this key's algorithm; RFC 9864 has a second name for one of them.
    pub(super) fn is_named(&self, algorithm: &str) -> bool {
        algorithm == self.algorithm || (self.algorithm, algorithm) == ("EdDSA", "Ed25519")
    }

    /// Whether this key's owner has signed that.
    pub(super) fn verifies(&self, signed: &[u8], signature: &[u8]) -> bool {
        let verified = match &self.public {
            Public::Rsa { n, e } => {
                let scheme = if self.algorithm == "PS256" {
                    &RSA_PSS_2048_8192_SHA256
                } else {
                    &RSA_PKCS1_2048_8192_SHA256
                };
                RsaPublicKeyComponents { n, e }.verify(scheme, signed, signature)
            }
            Public::P256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(signed, signature)
            }
            Public::Ed25519(point) => {
                UnparsedPublicKey::new(&ED25519, point).verify(signed, signature)
            }
        };
        verified.is_ok()
    }
}

fn decode(text: Option<&str>) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text?).ok()
}
