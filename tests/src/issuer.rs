//! An issuer of tokens on this machine (OpenID Connect): it describes itself, publishes its keys, and signs what a test wants.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256,
    RSA_PSS_SHA256, RsaKeyPair, RsaPublicKeyComponents,
};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::World;

/// Whom the tokens of tests are meant for.
pub const AUDIENCE: &str = "rekey";
/// What they allow.
pub const SCOPE: &str = "rekey.administer";

/// Making a key of this kind is not what `ring` does; this one signs nothing but the tokens of tests.
const RSA: &[u8] = include_bytes!("issuer/rsa.pk8");

/// A running issuer; it ends when dropped.
pub struct Issuer {
    url: String,
    answers: Arc<Answers>,
    _running: JoinSet<()>,
}

struct Answers {
    keys: Keys,
    down: AtomicBool,
    /// How many of the keys are published.
    published: AtomicUsize,
    asked: AtomicUsize,
}

struct Keys {
    rsa: RsaKeyPair,
    p256: EcdsaKeyPair,
    ed25519: Ed25519KeyPair,
    random: SystemRandom,
}

/// The algorithms, which are the names of the keys too.
pub const ALGORITHMS: [&str; 4] = ["RS256", "PS256", "ES256", "EdDSA"];

impl Issuer {
    /// Starts one.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!(
            "http://127.0.0.1:{}",
            listener.local_addr().expect("an address").port()
        );
        let answers = Arc::new(Answers {
            keys: Keys::new(),
            down: AtomicBool::new(false),
            published: AtomicUsize::new(ALGORITHMS.len()),
            asked: AtomicUsize::new(0),
        });
        let described = url.clone();
        let describe = move |State(answers): State<Arc<Answers>>| async move {
            let keys = format!("{described}/keys");
            answers.unless_down(json!({"issuer": described, "jwks_uri": keys}))
        };
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(describe))
            .route("/keys", get(publish))
            .with_state(Arc::clone(&answers));
        let mut running = JoinSet::new();
        running.spawn(async move {
            axum::serve(listener, routes)
                .await
                .expect("serving goes on");
        });
        Self {
            url,
            answers,
            _running: running,
        }
    }

    /// The settings of a Rekey that takes its tokens.
    pub fn settings(&self) -> [(&str, &str); 3] {
        [
            ("OIDC_ISSUER", &self.url),
            ("OIDC_AUDIENCE", AUDIENCE),
            ("OIDC_SCOPE", SCOPE),
        ]
    }

    /// The claims of a good token for that account, made a second after this moment of that world, so that no account is
    /// younger.
    pub fn claims(&self, world: &World, account: &str) -> Value {
        let now = world.now().as_second();
        json!({
            "iss": self.url, "aud": AUDIENCE, "scope": format!("openid {SCOPE}"), "sub": account, "iat": now + 1,
            "exp": now + 600,
        })
    }

    /// A good token for that account.
    pub fn token(&self, world: &World, account: &str) -> String {
        self.sign("EdDSA", &self.claims(world, account))
    }

    /// Those claims, signed by the key of that algorithm.
    pub fn sign(&self, algorithm: &str, claims: &Value) -> String {
        self.sign_under(
            algorithm,
            &json!({"alg": algorithm, "kid": algorithm, "typ": "JWT"}),
            claims,
        )
    }

    /// The same under another header.
    pub fn sign_under(&self, key: &str, header: &Value, claims: &Value) -> String {
        let signed = format!(
            "{}.{}",
            encode(header.to_string()),
            encode(claims.to_string())
        );
        let signature = self.answers.keys.sign(key, signed.as_bytes());
        format!("{signed}.{}", encode(signature))
    }

    /// The modulus of the RSA key, as anybody may read it.
    pub fn public_rsa(&self) -> Vec<u8> {
        self.answers.keys.rsa_public().n
    }

    /// Publishes only so many of the keys.
    pub fn publish_only(&self, keys: usize) {
        self.answers.published.store(keys, Ordering::SeqCst);
    }

    /// Stops answering, or begins again.
    pub fn down(&self, down: bool) {
        self.answers.down.store(down, Ordering::SeqCst);
    }

    /// How often its keys were asked for.
    pub fn asked(&self) -> usize {
        self.answers.asked.load(Ordering::SeqCst)
    }
}

impl Answers {
    fn unless_down(&self, answer: Value) -> Result<Json<Value>, StatusCode> {
        if self.down.load(Ordering::SeqCst) {
            Err(StatusCode::BAD_GATEWAY)
        } else {
            Ok(Json(answer))
        }
    }
}

async fn publish(State(answers): State<Arc<Answers>>) -> Result<Json<Value>, StatusCode> {
    answers.asked.fetch_add(1, Ordering::SeqCst);
    let mut keys = answers.keys.published();
    keys.truncate(answers.published.load(Ordering::SeqCst));
    // Issuers publish other keys besides.
    keys.push(json!({"kty": "oct", "kid": "shared", "k": encode("not for verifying")}));
    keys.push(json!({"kty": "EC", "crv": "secp256k1", "kid": "coins", "x": "AA", "y": "AA"}));
    answers.unless_down(json!({"keys": keys}))
}

impl Keys {
    fn new() -> Self {
        let random = SystemRandom::new();
        let scheme = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let p256 = EcdsaKeyPair::generate_pkcs8(scheme, &random).expect("a key");
        let ed25519 = Ed25519KeyPair::generate_pkcs8(&random).expect("a key");
        Self {
            rsa: RsaKeyPair::from_pkcs8(RSA).expect("a key"),
            p256: EcdsaKeyPair::from_pkcs8(scheme, p256.as_ref(), &random).expect("just made"),
            ed25519: Ed25519KeyPair::from_pkcs8(ed25519.as_ref()).expect("just made"),
            random,
        }
    }

    fn rsa_public(&self) -> RsaPublicKeyComponents<Vec<u8>> {
        RsaPublicKeyComponents::from(self.rsa.public_key())
    }

    fn published(&self) -> Vec<Value> {
        let RsaPublicKeyComponents { n, e } = self.rsa_public();
        let point = self.p256.public_key().as_ref();
        vec![
            // Without `alg`: what most issuers mean by that is RS256.
            json!({"kty": "RSA", "kid": "RS256", "use": "sig", "n": encode(&n), "e": encode(&e)}),
            json!({"kty": "RSA", "kid": "PS256", "alg": "PS256", "n": encode(&n), "e": encode(&e)}),
            json!({
                "kty": "EC", "kid": "ES256", "alg": "ES256", "crv": "P-256", "x": encode(&point[1..33]),
                "y": encode(&point[33..]),
            }),
            json!({"kty": "OKP", "kid": "EdDSA", "crv": "Ed25519", "x": encode(self.ed25519.public_key().as_ref())}),
        ]
    }

    fn sign(&self, key: &str, signed: &[u8]) -> Vec<u8> {
        let by_rsa = |scheme: &'static dyn ring::signature::RsaEncoding| {
            let mut signature = vec![0; self.rsa.public().modulus_len()];
            self.rsa
                .sign(scheme, &self.random, signed, &mut signature)
                .expect("a signature");
            signature
        };
        match key {
            "RS256" => by_rsa(&RSA_PKCS1_SHA256),
            "PS256" => by_rsa(&RSA_PSS_SHA256),
            "ES256" => self
                .p256
                .sign(&self.random, signed)
                .expect("a signature")
                .as_ref()
                .to_vec(),
            _ => self.ed25519.sign(signed).as_ref().to_vec(),
        }
    }
}

fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
