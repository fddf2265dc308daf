//! `identifiers`: which accounts bear an identifier. Written in the account's transaction.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{Account, AccountId, Identifier};

use super::item::{Attributes, Reader, attributes, s};
use super::transaction::{Condition, Guard, Write};
use super::{Store, StoreError, Table};

impl Store {
    /// The ids that bear the identifier, strongly consistent.
    pub async fn bearers_of(&self, identifier: &Identifier) -> Result<Vec<AccountId>, StoreError> {
        self.bearers_of_key(&identifier.key()).await
    }

    /// The same for a text that may be nobody's: what no account can bear costs the same look.
    pub async fn bearers_of_key(&self, identifier: &str) -> Result<Vec<AccountId>, StoreError> {
        let Some(item) = self.get(Table::Identifiers, key(identifier)).await? else {
            return Ok(Vec::new());
        };
        read(&item)
    }

    /// The bearers of each of the identifiers that has any, in no order.
    pub async fn bearers_of_each(
        &self,
        identifiers: &[Identifier],
    ) -> Result<Vec<Vec<AccountId>>, StoreError> {
        let keys = identifiers
            .iter()
            .map(|identifier| (Table::Identifiers, key(&identifier.key())))
            .collect();
        self.batch_get(keys)
            .await?
            .iter()
            .map(|(_, item)| read(item))
            .collect()
    }

    /// The writes that let `after` be found instead of `before`: the difference alone, so that no item occurs twice.
    pub fn change_identifiers(
        &self,
        before: Option<&Account>,
        after: Option<&Account>,
    ) -> Vec<Write> {
        let keys = |account: Option<&Account>| -> BTreeSet<String> {
            account
                .into_iter()
                .flat_map(Account::identifiers)
                .map(|identifier| identifier.key())
                .collect()
        };
        let Some(id) = after.or(before).map(|account| account.id) else {
            return Vec::new();
        };
        let (old, new) = (keys(before), keys(after));
        let added = new.difference(&old).map(|key| self.add_bearer(key, id));
        let removed = old.difference(&new).map(|key| self.remove_bearer(key, id));
        added.chain(removed).collect()
    }

    /// The writes that let a new account be found, its address still borne by `bearers` and nobody else: the condition
    /// defends against two accounts that are made for one person at once.
    pub fn claim_identifiers(&self, account: &Account, bearers: &[AccountId]) -> Vec<Write> {
        let identifiers = account.identifiers();
        let claim = |identifier: &Identifier| match identifier {
            Identifier::Username(_) => self.add_bearer(&identifier.key(), account.id),
            Identifier::Email(_) => self.claim_address(&identifier.key(), account.id, bearers),
        };
        identifiers.iter().map(claim).collect()
    }

    fn claim_address(&self, identifier: &str, id: AccountId, bearers: &[AccountId]) -> Write {
        let mut condition = Condition::new(Guard::Bearers, "", ids(id));
        let read = bearers.iter().map(ToString::to_string).collect();
        condition.expect(
            "account_ids",
            (!bearers.is_empty()).then_some(AttributeValue::Ss(read)),
        );
        let change = "ADD account_ids :ids";
        self.update(Table::Identifiers, key(identifier), change, condition)
    }

    /// A username is unique: it may have no bearer yet. An address may have several.
    fn add_bearer(&self, identifier: &str, id: AccountId) -> Write {
        let condition = if identifier.starts_with("username:") {
            Condition::new(
                Guard::Username,
                "attribute_not_exists(account_ids)",
                ids(id),
            )
        } else {
            Condition::none(ids(id))
        };
        self.update(
            Table::Identifiers,
            key(identifier),
            "ADD account_ids :ids",
            condition,
        )
    }

    fn remove_bearer(&self, identifier: &str, id: AccountId) -> Write {
        self.update(
            Table::Identifiers,
            key(identifier),
            "DELETE account_ids :ids",
            Condition::none(ids(id)),
        )
    }
}

fn key(identifier: &str) -> Attributes {
    attributes([("identifier", Some(s(identifier)))])
}

fn ids(id: AccountId) -> Attributes {
    attributes([("ids", Some(AttributeValue::Ss(vec![id.to_string()])))])
}

fn read(item: &Attributes) -> Result<Vec<AccountId>, StoreError> {
    let item = Reader(item);
    let ids = item.texts("account_ids").iter();
    ids.map(|id| AccountId::parse(id).ok_or(StoreError::Malformed("account_ids")))
        .collect()
}
