//! `credentials`: read by nobody who neither sets nor verifies. Always updated, never put, so that the PIN stays.

use std::collections::HashMap;

use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::AttributeValue;
use domain::{Account, AccountId};
use jiff::Timestamp;

use super::call::Call as _;
use super::item::{Attributes, Reader, attributes, s, time};
use super::transaction::{Condition, Guard, Write};
use super::{Store, StoreError, Table, accounts};

/// A password's hash and what is known of it.
#[derive(Clone)]
pub struct Credential {
    /// The PHC string.
    pub hash: String,
    /// Set by hand: has to be changed at the next sign-in.
    pub must_change: bool,
    /// When it was set.
    pub changed_at: Timestamp,
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credential(redacted)")
    }
}

impl Store {
    /// Account and credential of one moment: an old password must not meet a new epoch.
    pub async fn account_with_credential(
        &self,
        id: AccountId,
    ) -> Result<(Option<Account>, Option<Credential>), StoreError> {
        let keys = vec![
            (Table::Accounts, accounts::key(id)),
            (Table::Credentials, key(id)),
        ];
        let mut items = self.get_together(keys).await?.into_iter();
        let account = items
            .next()
            .flatten()
            .as_ref()
            .map(accounts::read)
            .transpose()?;
        let credential = items
            .next()
            .flatten()
            .as_ref()
            .map(read)
            .transpose()?
            .flatten();
        Ok((account, credential))
    }

    /// A new password, whatever there was before; the account's epoch is the guard of the transaction.
    pub fn set_credential(&self, id: AccountId, credential: &Credential) -> Write {
        self.update(
            Table::Credentials,
            key(id),
            SET,
            Condition::none(values(credential)),
        )
    }

    /// A new password in place of the one verified: two changes with the same old password cannot both win.
    pub fn replace_credential(
        &self,
        id: AccountId,
        verified: &Credential,
        new: &Credential,
    ) -> Write {
        let mut values = values(new);
        values.insert("verified".to_owned(), s(&verified.hash));
        let condition = Condition::new(Guard::Credential, "password_hash = :verified", values);
        self.update(Table::Credentials, key(id), SET, condition)
    }

    /// Takes the password away: an SSO `user` has it elsewhere. The PIN stays.
    pub fn remove_credential(&self, id: AccountId) -> Write {
        let change = "REMOVE password_hash, must_change, changed_at";
        self.update(
            Table::Credentials,
            key(id),
            change,
            Condition::none(Attributes::new()),
        )
    }

    /// Sets the PIN for the service desk. The condition defends against a password that was changed after it was asked
    /// for.
    pub fn set_pin(&self, id: AccountId, verified: &Credential, pin_hash: &str) -> Write {
        let values = attributes([
            ("pin", Some(s(pin_hash))),
            ("verified", Some(s(&verified.hash))),
        ]);
        let condition = Condition::new(Guard::Credential, "password_hash = :verified", values);
        self.update(
            Table::Credentials,
            key(id),
            "SET pin_hash = :pin",
            condition,
        )
    }

    /// The PIN's hash, if one was set.
    pub async fn pin_hash(&self, id: AccountId) -> Result<Option<String>, StoreError> {
        let item = self.get(Table::Credentials, key(id)).await?;
        Ok(item.and_then(|item| Reader(&item).maybe_text("pin_hash")))
    }

    /// The same password hashed anew, unless it has been changed meanwhile: then nothing.
    pub async fn upgrade_hash(
        &self,
        id: AccountId,
        verified: &Credential,
        hash: &str,
    ) -> Result<(), StoreError> {
        let request = self
            .client
            .update_item()
            .table_name(self.name(Table::Credentials))
            .set_key(Some(key(id)))
            .update_expression("SET password_hash = :hash")
            .condition_expression("password_hash = :verified")
            .expression_attribute_values(":hash", s(hash))
            .expression_attribute_values(":verified", s(&verified.hash));
        match super::read::in_time(request.call()).await? {
            Ok(_) => Ok(()),
            Err(error)
                if error
                    .as_service_error()
                    .is_some_and(UpdateItemError::is_conditional_check_failed_exception) =>
            {
                Ok(())
            }
            Err(error) => Err(StoreError::unavailable(error)),
        }
    }
}

impl Store {
    /// The password hashes of those of the accounts that have one.
    pub async fn password_hashes(
        &self,
        ids: &[AccountId],
    ) -> Result<HashMap<AccountId, String>, StoreError> {
        let keys = ids.iter().map(|id| (Table::Credentials, key(*id)));
        let found = self.batch_get(keys.collect()).await?;
        let hash = |item: &Attributes| {
            let item = Reader(item);
            let id = item.parsed("account_id", AccountId::parse)?;
            Ok(item.maybe_text("password_hash").map(|hash| (id, hash)))
        };
        found
            .iter()
            .filter_map(|(_, item)| hash(item).transpose())
            .collect()
    }
}

const SET: &str = "SET password_hash = :hash, must_change = :must_change, changed_at = :changed_at";

fn key(id: AccountId) -> Attributes {
    attributes([("account_id", Some(s(id.to_string())))])
}

fn values(credential: &Credential) -> Attributes {
    attributes([
        ("hash", Some(s(&credential.hash))),
        (
            "must_change",
            Some(AttributeValue::Bool(credential.must_change)),
        ),
        ("changed_at", Some(time(credential.changed_at))),
    ])
}

/// `None` for an item that holds a PIN alone.
fn read(item: &Attributes) -> Result<Option<Credential>, StoreError> {
    let item = Reader(item);
    let Some(hash) = item.maybe_text("password_hash") else {
        return Ok(None);
    };
    Ok(Some(Credential {
        hash,
        must_change: item.flag("must_change"),
        changed_at: item.time("changed_at")?,
    }))
}
