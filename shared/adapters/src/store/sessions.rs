//! `sessions`: who is signed in, and the service keys. Session and account are one look.

use aws_sdk_dynamodb::types::AttributeValue;
use domain::bearer::{ServiceKey, Session};
use domain::{Account, AccountId, BearerDigest, BearerToken, Role, Tenant};
use jiff::Timestamp;

use super::call::Call as _;
use super::item::{Attributes, Reader, attributes, b, n, s, time};
use super::read::in_time;
use super::transaction::{Condition, Write};
use super::{Store, StoreError, Table, accounts};

/// What stands behind a bearer token.
#[derive(Debug)]
pub enum Bearer {
    /// A signed-in account.
    Session(Session),
    /// An application.
    Key(ServiceKey),
}

/// A bearer on record, with the accounts that it concerns.
#[derive(Debug)]
pub struct Held {
    /// What the token stands for.
    pub bearer: Bearer,
    /// The session's own account, if it is still there.
    pub account: Option<Account>,
    /// The account that the caller names as actor, if it is there.
    pub named: Option<Account>,
}

impl Store {
    /// The bearer on record for that token, with its account and the one named beside it, in one round trip. Whether
    /// it is still good is the caller's to say.
    pub async fn bearer(
        &self,
        token: &BearerToken,
        named: Option<AccountId>,
    ) -> Result<Option<Held>, StoreError> {
        let mut keys = vec![
            (Table::Sessions, key(token.id(), token.digest())),
            (Table::Accounts, accounts::key(token.id())),
        ];
        keys.extend(named.map(|id| (Table::Accounts, accounts::key(id))));
        let found = self.batch_get(keys).await?;
        let Some((_, item)) = found.iter().find(|(table, _)| *table == Table::Sessions) else {
            return Ok(None);
        };
        let account = |wanted: AccountId| -> Result<Option<Account>, StoreError> {
            let read = found
                .iter()
                .filter(|(table, _)| *table == Table::Accounts)
                .map(|(_, item)| accounts::read(item));
            Ok(read
                .collect::<Result<Vec<_>, _>>()?
                .into_iter()
                .find(|account| account.id == wanted))
        };
        Ok(Some(Held {
            bearer: read(token.id(), item)?,
            account: account(token.id())?,
            named: named.map(account).transpose()?.flatten(),
        }))
    }

    /// A new session.
    pub fn start_session(&self, session: &Session, digest: BearerDigest, now: Timestamp) -> Write {
        let mut item = key(session.account_id, digest);
        item.extend(attributes([
            ("kind", Some(s("session"))),
            ("epoch", Some(n(session.epoch))),
            ("created_at", Some(time(now))),
            ("expires_at", Some(time(session.expires_at))),
            ("ttl", Some(n(session.expires_at.as_second() + 3_600))),
        ]));
        self.put(Table::Sessions, item)
    }

    /// A new service key.
    pub fn create_key(
        &self,
        service_key: &ServiceKey,
        digest: BearerDigest,
        now: Timestamp,
    ) -> Write {
        let scopes = [
            (service_key.may_verify, "verify"),
            (service_key.may_administer, "admin"),
        ];
        let scopes = scopes
            .into_iter()
            .filter(|(has, _)| *has)
            .map(|(_, scope)| scope.to_owned())
            .collect();
        let mut item = key(service_key.id, digest);
        item.extend(attributes([
            ("kind", Some(s("key"))),
            ("name", Some(s(&service_key.name))),
            ("scopes", Some(AttributeValue::Ss(scopes))),
            ("highest_role", Some(s(service_key.highest_role.name()))),
            (
                "tenant",
                service_key.tenant.as_ref().map(|tenant| s(tenant.as_str())),
            ),
            ("created_at", Some(time(now))),
            ("expires_at", service_key.expires_at.map(time)),
            (
                "ttl",
                service_key.expires_at.map(|at| n(at.as_second() + 3_600)),
            ),
        ]));
        self.put(Table::Sessions, item)
    }

    /// Ends a session or a key.
    pub fn end_bearer(&self, token: &BearerToken) -> Write {
        self.delete(
            Table::Sessions,
            key(token.id(), token.digest()),
            Condition::none(Attributes::new()),
        )
    }
}

impl Store {
    /// Every service key that has not been forgotten, the newest last.
    pub async fn service_keys(&self) -> Result<Vec<KeyOnRecord>, StoreError> {
        let mut keys = Vec::new();
        let mut start = None;
        loop {
            let request = self
                .client
                .scan()
                .table_name(self.name(Table::Sessions))
                .consistent_read(true)
                .filter_expression("kind = :key")
                .expression_attribute_values(":key", s("key"))
                .set_exclusive_start_key(start);
            let answer = in_time(request.call())
                .await?
                .map_err(StoreError::unavailable)?;
            for item in answer.items.unwrap_or_default() {
                keys.extend(on_record(&item)?);
            }
            start = answer.last_evaluated_key;
            if start.is_none() {
                keys.sort_by_key(|key| (key.created_at, key.key.id));
                return Ok(keys);
            }
        }
    }

    /// The service key with that id.
    pub async fn service_key(&self, id: AccountId) -> Result<Option<KeyOnRecord>, StoreError> {
        let request = self
            .client
            .query()
            .table_name(self.name(Table::Sessions))
            .consistent_read(true)
            .key_condition_expression("account_id = :id")
            .expression_attribute_values(":id", s(id.to_string()));
        let answer = in_time(request.call())
            .await?
            .map_err(StoreError::unavailable)?;
        for item in answer.items.unwrap_or_default() {
            if let Some(key) = on_record(&item)? {
                return Ok(Some(key));
            }
        }
        Ok(None)
    }

    /// Ends a service key, known by its record instead of its token.
    pub fn end_key(&self, key_on_record: &KeyOnRecord) -> Write {
        self.delete(
            Table::Sessions,
            key(key_on_record.key.id, key_on_record.digest),
            Condition::none(Attributes::new()),
        )
    }
}

/// A service key as the operator sees it.
#[derive(Debug)]
pub struct KeyOnRecord {
    /// What it may do.
    pub key: ServiceKey,
    /// When it was made.
    pub created_at: Timestamp,
    digest: BearerDigest,
}

/// `None` for a session.
fn on_record(item: &Attributes) -> Result<Option<KeyOnRecord>, StoreError> {
    let reader = Reader(item);
    let id = reader.parsed("account_id", AccountId::parse)?;
    let Bearer::Key(key) = read(id, item)? else {
        return Ok(None);
    };
    Ok(Some(KeyOnRecord {
        key,
        created_at: reader.time("created_at")?,
        digest: BearerDigest(reader.bytes("digest")?),
    }))
}

fn key(id: AccountId, digest: BearerDigest) -> Attributes {
    attributes([
        ("account_id", Some(s(id.to_string()))),
        ("digest", Some(b(digest.0))),
    ])
}

fn read(id: AccountId, item: &Attributes) -> Result<Bearer, StoreError> {
    let item = Reader(item);
    match item.text("kind")?.as_str() {
        "session" => Ok(Bearer::Session(Session {
            account_id: id,
            epoch: item.number("epoch")?,
            expires_at: item.time("expires_at")?,
        })),
        "key" => Ok(Bearer::Key(ServiceKey {
            id,
            name: item.text("name")?,
            may_verify: item.texts("scopes").iter().any(|scope| scope == "verify"),
            may_administer: item.texts("scopes").iter().any(|scope| scope == "admin"),
            highest_role: item.parsed("highest_role", Role::from_name)?,
            tenant: item.maybe_parsed("tenant", Tenant::parse)?,
            expires_at: item.maybe_time("expires_at"),
        })),
        _ => Err(StoreError::Malformed("kind")),
    }
}
