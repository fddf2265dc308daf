//! One operator's world: emulators in memory, an app on them, and the functions' routes.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use adapters::App;
use adapters::settings::Settings;
use adapters::store::Credential;
use adapters::web::edge;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::{Account, Identifier, Password};
use http_body_util::BodyExt as _;
use rekey::accounts_file::{AT_ONCE, Passwords, Rows, importer};
use rekey::commands::{Error, Form, Outcome, accounts_import};
use rekey::emulators::{Emulators, FaultOrder};
use rekey::environment::Environment;
use rekey::functions::Functions;
use rekey::secrets::Secrets;
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// A password that the rules take.
pub const PASSWORD: &str = "nineteen purple owls in a row";

pub struct World {
    pub app: App,
    emulators: Arc<Emulators>,
    functions: Functions,
}

impl World {
    pub async fn start() -> Self {
        Self::with(&[]).await
    }

    pub async fn with(given: &[(&str, &str)]) -> Self {
        let secrets = Secrets::load_or_make(None).expect("the world works");
        let given = given
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let given: BTreeMap<_, _> = given.collect();
        let environment = Environment::new(given, "http://localhost:8787", &secrets);
        let settings = Settings::read(|name| environment.read(name)).expect("the world works");
        let emulators = Emulators::start(None, &settings.table_prefix)
            .await
            .expect("the world works");
        let emulators = Arc::new(emulators);
        let functions = Functions::new(environment, Arc::clone(&emulators));
        Self {
            app: functions.app("operator").await.expect("the world works"),
            emulators,
            functions,
        }
    }

    /// Posts to the functions' own routes, as an application would.
    pub async fn post(&self, path: &str, bearer: Option<&str>, body: Value) -> (StatusCode, Value) {
        let request = Request::post(path).header("content-type", "application/json");
        let request = match bearer {
            Some(token) => request.header("authorization", format!("Bearer {token}")),
            None => request,
        };
        let mut request = request
            .body(Body::from(body.to_string()))
            .expect("the world works");
        edge::set_source_address(&mut request, IpAddr::V4(Ipv4Addr::LOCALHOST));
        let router = self.functions.router().await.expect("the world works");
        let router = edge::finish(router, &self.app.metrics);
        let answer = router.oneshot(request).await.expect("the world works");
        let status = answer.status();
        let bytes = answer
            .into_body()
            .collect()
            .await
            .expect("the world works")
            .to_bytes();
        (
            status,
            serde_json::from_slice(&bytes).unwrap_or(Value::Null),
        )
    }

    pub async fn sign_in(&self, identifier: &str, password: &str) -> StatusCode {
        let body = json!({"identifier": identifier, "password": password});
        self.post("/v1/sessions", None, body).await.0
    }

    pub async fn redeem(&self, token: &str, password: &str) -> StatusCode {
        let body = json!({"token": token, "password": password});
        self.post("/v1/password-resets/redeem", None, body).await.0
    }

    pub async fn account(&self, identifier: &str) -> Account {
        let identifier = Identifier::parse(identifier).expect("the world works");
        let ids = self
            .app
            .store
            .bearers_of(&identifier)
            .await
            .expect("the world works");
        let [id] = ids[..] else {
            panic!("{} bearers", ids.len())
        };
        self.app
            .store
            .account(id)
            .await
            .expect("the world works")
            .expect("the world works")
    }

    pub async fn hash_of(&self, identifier: &str) -> Option<String> {
        let id = self.account(identifier).await.id;
        let (_, credential) = self
            .app
            .store
            .account_with_credential(id)
            .await
            .expect("the world works");
        credential.map(|credential| credential.hash)
    }

    /// Gives an account a password and a PIN.
    pub async fn set_pin(&self, identifier: &str, pin: &str) {
        let id = self.account(identifier).await.id;
        let store = &self.app.store;
        let credential = Credential {
            hash: self.app.hasher.hash(Password::new(PASSWORD)).await,
            must_change: false,
            changed_at: self.app.now(),
        };
        let pin_hash = self.app.hasher.hash(Password::new(pin)).await;
        let write = store.set_credential(id, &credential);
        store
            .commit(self.app.ulid(), vec![write])
            .await
            .expect("the world works");
        let write = store.set_pin(id, &credential, &pin_hash);
        store
            .commit(self.app.ulid(), vec![write])
            .await
            .expect("the world works");
    }

    pub async fn table(&self, noun: &str) -> Vec<Value> {
        let tables = self.tables().await;
        tables[noun].as_array().expect("the world works").clone()
    }

    pub async fn tables(&self) -> Value {
        self.emulators.tables().await.expect("the world works")
    }

    /// The audit entries of one kind.
    pub async fn audit(&self, what: &str) -> Vec<Value> {
        let mut entries = self.table("audit").await;
        entries.retain(|entry| entry["what"] == what);
        entries
    }

    /// How many mails have been caught.
    pub fn mails(&self) -> usize {
        self.emulators.mailbox.all().len()
    }

    pub fn advance(&self, hours: u64) {
        self.emulators
            .clock
            .advance(Duration::from_secs(hours * 3600));
    }

    pub fn fault(&self, fault: &str, times: u32, operation: &str) {
        let order = json!({"fault": fault, "times": times, "operation": operation});
        let order: FaultOrder = serde_json::from_value(order).expect("the world works");
        self.emulators.faults.order(order);
    }

    /// Imports a text as a file of that name would be.
    pub async fn import(&self, name: &str, text: &str) -> (Result<Outcome, Error>, String) {
        let folder = Folder::new();
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("the world works");
        let mut out = Vec::new();
        let outcome =
            accounts_import::run(&self.app, &path, Passwords::Hashed, Form::Text, &mut out).await;
        (outcome, String::from_utf8(out).expect("the world works"))
    }

    /// Imports lines that are all good.
    pub async fn with_accounts(&self, text: &str) -> &Self {
        let rows = Rows::open(text.as_bytes(), None).expect("the world works");
        let imported = importer::import(&self.app, rows, Passwords::Hashed, AT_ONCE, |_| ()).await;
        assert_eq!(imported.expect("the world works").refused.len(), 0);
        self
    }
}

/// A folder that goes away.
pub struct Folder(std::path::PathBuf);

impl Folder {
    pub fn new() -> Self {
        let name: [u8; 8] = adapters::entropy::entropy();
        let name = format!("rekey-operator-{:016x}", u64::from_be_bytes(name));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).expect("the world works");
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).expect("the world works");
    }
}

/// The token in an answer that carries a link.
pub fn token_in(text: &str) -> String {
    let (_, rest) = text.split_once("/reset#").expect("a link");
    rest.chars().take(64).collect()
}
