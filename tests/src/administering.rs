//! What administrators do with the directory, with many accounts at once, and for themselves.

use adapters::aws::Aws;
use adapters::store::Store;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::bearer::ServiceKey;
use domain::id::ulid_at;
use domain::{AccountId, BearerToken, Role, Tenant};
use jiff::Timestamp;
use rekey::environment;
use serde_json::{Value, json};

use crate::request::percent;
use crate::{Answer, World};

/// The directory.
impl World {
    /// Creates an account.
    pub async fn create(&self, bearer: &str, members: Value) -> Answer {
        self.post("/v1/admin/accounts")
            .bearer(bearer)
            .json(&members)
            .send()
            .await
    }

    /// Searches, on the first page alone.
    pub async fn search(&self, bearer: &str, text: &str) -> Answer {
        self.list(bearer, &format!("?search={}", percent(text)))
            .await
    }

    /// Every account of a search, page by page of that many.
    pub async fn pages(&self, bearer: &str, text: &str, limit: usize) -> Vec<Vec<Value>> {
        let (mut pages, mut cursor) = (Vec::new(), String::new());
        loop {
            let query = format!("?search={}&limit={limit}{cursor}", percent(text));
            let page = self.list(bearer, &query).await.expect(200).json();
            pages.push(page["accounts"].as_array().expect("a list").clone());
            assert!(pages.len() <= 1_000, "the pages of {text} do not end");
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return pages,
            }
        }
    }

    /// Every account that Olivia sees.
    pub async fn everybody(&self) -> Vec<Value> {
        self.pages(&self.olivia().await, "", 100).await.concat()
    }

    /// A page of an account's history, with a query such as `?cursor=…`.
    pub async fn history(&self, bearer: &str, target: &str, query: &str) -> Answer {
        let path = self.path(target, "/history").await;
        self.get(&format!("{path}{query}"))
            .bearer(bearer)
            .send()
            .await
    }

    /// Asks why somebody got no mail.
    pub async fn look_up(&self, bearer: &str, identifier: &str) -> Answer {
        let path = format!("/v1/admin/lookups?identifier={}", percent(identifier));
        self.get(&path).bearer(bearer).send().await
    }

    /// Sets the caller's own PIN.
    pub async fn set_pin(&self, bearer: &str, current_password: &str, pin: &str) -> Answer {
        self.put("/v1/admin/me/pin")
            .bearer(bearer)
            .json(&json!({"current_password": current_password, "pin": pin}))
            .send()
            .await
    }
}

/// Many accounts at once.
impl World {
    /// Orders links for many accounts, or a preview of that.
    pub async fn order_links(&self, bearer: &str, order: &Value) -> Answer {
        self.post("/v1/admin/reset-links")
            .bearer(bearer)
            .json(order)
            .send()
            .await
    }

    /// What would be done.
    pub async fn preview(&self, bearer: &str, mut order: Value) -> Value {
        order["preview"] = true.into();
        self.order_links(bearer, &order).await.expect(200).json()
    }

    /// Starts a batch; answers its id.
    pub async fn start_batch(&self, bearer: &str, order: &Value) -> String {
        let started = self.order_links(bearer, order).await.expect(202).json();
        started["batch_id"]
            .as_str()
            .expect("a batch has an id")
            .to_owned()
    }

    /// How far a batch is.
    pub async fn progress(&self, bearer: &str, batch: &str) -> Answer {
        self.get(&format!("/v1/admin/reset-links/{batch}"))
            .bearer(bearer)
            .send()
            .await
    }

    /// The row of an account in a batch.
    pub async fn row(&self, bearer: &str, batch: &str, target: &str) -> Value {
        let id = self.account_id(target).await;
        let progress = self.progress(bearer, batch).await.expect(200).json();
        row_of(&progress, &id)
    }
}

/// A service key as an operator would make it.
#[derive(Clone, Copy, Debug)]
pub struct KeyOf<'a> {
    /// `verify`, `admin`, or both.
    pub scopes: &'a [&'a str],
    /// It never acts above this role.
    pub highest_role: &'a str,
    /// It never acts outside this tenant.
    pub tenant: Option<&'a str>,
}

impl World {
    /// Makes a service key; answers its token.
    pub async fn make_key(&self, key: KeyOf<'_>) -> String {
        let emulators = self.stack().emulators();
        let aws = Aws::from_environment(|name| environment::aws(emulators, "operator", name));
        let aws = aws.expect("the local AWS variables are there");
        let store = Store::new(aws.dynamodb_client(), "rekey-");
        let now = Timestamp::from_millisecond(emulators.clock.now_ms()).expect("a time");
        let token = self.new_token(now);
        let key = ServiceKey {
            id: token.id(),
            name: "of a test".to_owned(),
            may_verify: key.scopes.contains(&"verify"),
            may_administer: key.scopes.contains(&"admin"),
            highest_role: Role::from_name(key.highest_role).expect("a role"),
            tenant: key.tenant.and_then(Tenant::parse),
            expires_at: None,
        };
        let write = store.create_key(&key, token.digest(), now);
        let id = ulid_at(now, [0; 10]);
        store.commit(id, vec![write]).await.expect("a key is made");
        token.expose().to_string()
    }

    /// The last secret that this world needs be no secret: it is only unlike the others.
    fn new_token(&self, now: Timestamp) -> BearerToken {
        let number = self.keys.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let id = AccountId::new(now, [number; 10]).to_bytes();
        let written = URL_SAFE_NO_PAD.encode([id.as_slice(), &[number ^ 0x5a; 32]].concat());
        BearerToken::parse(&written).expect("an id and a secret")
    }
}

/// The row of that account's id in a preview or in a batch's progress.
#[track_caller]
pub fn row_of(answer: &Value, account_id: &str) -> Value {
    let rows = answer["rows"]
        .as_array()
        .unwrap_or_else(|| panic!("no rows: {answer}"));
    let mut found = rows.iter().filter(|row| row["account_id"] == account_id);
    let row = found
        .next()
        .unwrap_or_else(|| panic!("no row of {account_id}: {answer}"));
    assert!(found.next().is_none(), "two rows of {account_id}");
    row.clone()
}
