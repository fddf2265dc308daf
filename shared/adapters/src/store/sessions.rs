//! `sessions`: who is signed in, and the service keys. Session and account are one look.

use aws_sdk_dynamodb::types::AttributeValue;
use domain::bearer::{ServiceKey, Session};
use domain::{Account, AccountId, BearerDigest, BearerToken, Role, Tenant};
use jiff::Timestamp;

use super::item::{Attributes, Reader, attributes, b, n, s, time};
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
