//! A store of one's own, and what the tests put into it.

use adapters::aws::Aws;
use adapters::entropy::entropy;
use adapters::store::{CommitError, Guard, Store, Write};
use domain::audit::{Entry, What};
use domain::link::Issue;
use domain::{
    Account, AccountId, Actor, EmailAddress, Lifetimes, Link, LinkKey, LinkKeys, LinkRecord, Nonce,
    Origin, Preset, ResetToken, Role, Standing, Tenant, Username,
};
use jiff::Timestamp;
use rekey::emulators::{Emulators, Fault, FaultOrder};
use serde_json::Value;
use ulid::Ulid;
use zeroize::Zeroizing;

use crate::stub::Stub;

pub const HOUR: i64 = 3_600_000;

/// A running store with empty tables.
pub struct World {
    pub emulators: Emulators,
    pub store: Store,
}

impl World {
    pub async fn start() -> Self {
        let emulators = Emulators::start(None, "rekey-").await.expect("a free port");
        let store = store_at(&emulators.store_url);
        Self { emulators, store }
    }

    /// One with Ana in it.
    pub async fn with_ana() -> (Self, Account) {
        let world = Self::start().await;
        world
            .commits(vec![world.store.create_account(&ana())])
            .await;
        (world, ana())
    }

    /// One with Ana and a live link of hers.
    pub async fn with_link() -> (Self, Account, Link) {
        let (world, ana) = Self::with_ana().await;
        let link = issue(&ana, 1, at(0)).0;
        let write = world
            .store
            .issue_link(&ana, &LinkRecord::default(), &link, None);
        world.commits(vec![write]).await;
        (world, ana, link)
    }

    pub async fn commit(&self, writes: Vec<Write>) -> Result<(), CommitError> {
        self.store.commit(ulid(), writes).await
    }

    pub async fn commits(&self, writes: Vec<Write>) {
        self.commit(writes).await.expect("every condition holds");
    }

    /// The writes are refused by that guard alone, and none of them happens, nor does another beside them.
    pub async fn refuses(&self, guard: Guard, mut writes: Vec<Write>) {
        let before = self.tables().await;
        let beside = Entry::new(ulid(), ana().id, at(0), What::ActRefused, Actor::System);
        writes.push(self.store.write_entry(&beside));
        match self.commit(writes).await {
            Err(CommitError::Refused(guards)) => assert_eq!(guards, [guard]),
            other => panic!("{other:?} where {guard:?} should refuse"),
        }
        assert_eq!(
            self.tables().await,
            before,
            "a refused transaction wrote something"
        );
    }

    pub async fn tables(&self) -> Value {
        self.emulators.tables().await.expect("the store answers")
    }

    /// The only item of a table.
    pub async fn item(&self, noun: &str) -> Value {
        self.tables().await[noun][0].clone()
    }

    pub async fn account(&self, id: AccountId) -> Account {
        self.store
            .account(id)
            .await
            .expect("the store answers")
            .expect("an account")
    }

    pub async fn links(&self, id: AccountId) -> LinkRecord {
        self.store
            .account_with_links(id)
            .await
            .expect("the store answers")
            .1
    }

    /// Spoils the next calls of an operation.
    pub fn spoil(&self, operation: &str, fault: Fault, times: u32) {
        self.emulators.faults.order(FaultOrder {
            times,
            operation: Some(operation.to_owned()),
            ..FaultOrder::of(fault)
        });
    }

    /// How often an operation was called.
    pub fn calls(&self, operation: &str) -> usize {
        let calls = self.emulators.calls.all();
        calls
            .iter()
            .filter(|call| call.operation == operation)
            .count()
    }
}

/// The tables behind an endpoint.
fn store_at(url: &str) -> Store {
    store(|name| match name {
        "AWS_REGION" => Some("eu-central-1".to_owned()),
        "AWS_ACCESS_KEY_ID" => Some("operator".to_owned()),
        "AWS_SECRET_ACCESS_KEY" => Some("local".to_owned()),
        "AWS_ENDPOINT_URL_DYNAMODB" => Some(url.to_owned()),
        _ => None,
    })
}

/// A store that says what it is told to say.
pub fn store_of(stub: &Stub) -> Store {
    store(stub.environment())
}

fn store(environment: impl Fn(&str) -> Option<String>) -> Store {
    let aws = Aws::from_environment(environment);
    Store::new(aws.expect("complete").dynamodb_client(), "rekey-")
}

pub fn ulid() -> Ulid {
    domain::id::ulid_at(at(0), entropy())
}

/// A moment so many milliseconds after noon.
pub fn at(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(1_763_812_800_000 + milliseconds).expect("within jiff's range")
}

pub fn id(number: u8) -> AccountId {
    AccountId::new(at(0), [number; 10])
}

/// An active user of `acme` with an address of her own.
pub fn ana() -> Account {
    Account {
        id: id(1),
        username: Username::parse("ana").ok(),
        email: EmailAddress::parse("ana@example.com").ok(),
        name: "Ana Example".to_owned(),
        tenant: Tenant::parse("acme"),
        role: Role::User,
        standing: Standing::Active,
        sso: None,
        locale: None,
        version: 7,
        epoch: 3,
        epoch_at: at(-1_000_000),
        created_at: at(-2_000_000),
    }
}

pub fn keys() -> LinkKeys {
    let key = LinkKey::new("a", Zeroizing::new(vec![7; 32])).expect("32 bytes");
    LinkKeys::new(vec![key]).expect("one key")
}

/// A link of an hour, re-sent for forty minutes.
pub fn issue(account: &Account, nonce: u8, now: Timestamp) -> (Link, ResetToken) {
    let lifetimes = Lifetimes::new(Preset::Standard, domain::lifetime::Named::default());
    Link::issue(Issue {
        account,
        origin: Origin::SelfService,
        issued_by: Actor::Public.to_string(),
        work_id: Some(ulid()),
        lifetimes: &lifetimes.expect("a preset"),
        lifetime: None,
        key: keys().newest(),
        nonce: Nonce([nonce; 32]),
        id: ulid(),
        now,
    })
}
