//! Consistent reads of one item, of several, and of several at one moment.

use std::time::Duration;

use aws_sdk_dynamodb::operation::transact_get_items::TransactGetItemsError;
use aws_sdk_dynamodb::types::{Get, KeysAndAttributes, TransactGetItem};

use super::call::Call as _;
use super::item::Attributes;
use super::{Store, StoreError, Table};
use crate::store::transaction::pause;

const PATIENCE: Duration = Duration::from_secs(3);
/// `BatchGetItem` takes a hundred keys.
const BATCH: usize = 100;

/// A key in a table.
pub(super) type Key = (Table, Attributes);

impl Store {
    pub(super) async fn get(
        &self,
        table: Table,
        key: Attributes,
    ) -> Result<Option<Attributes>, StoreError> {
        let request = self
            .client
            .get_item()
            .table_name(self.name(table))
            .set_key(Some(key))
            .consistent_read(true);
        let answer = in_time(request.call())
            .await?
            .map_err(StoreError::unavailable)?;
        Ok(answer.item)
    }

    /// Items in no order; what the store left unprocessed is asked for again.
    pub(super) async fn batch_get(
        &self,
        keys: Vec<Key>,
    ) -> Result<Vec<(Table, Attributes)>, StoreError> {
        in_time(Box::pin(async {
            let mut found = Vec::new();
            for batch in keys.chunks(BATCH) {
                self.batch_get_all(batch, &mut found).await?;
            }
            Ok(found)
        }))
        .await?
    }

    async fn batch_get_all(
        &self,
        keys: &[Key],
        found: &mut Vec<(Table, Attributes)>,
    ) -> Result<(), StoreError> {
        let mut wanted = self.requested(keys);
        let mut tried = 0;
        while !wanted.is_empty() {
            let answer = self
                .client
                .batch_get_item()
                .set_request_items(Some(wanted))
                .call()
                .await;
            let answer = answer.map_err(StoreError::unavailable)?;
            for (name, items) in answer.responses.unwrap_or_default() {
                let table = keys
                    .iter()
                    .map(|(table, _)| *table)
                    .find(|table| self.name(*table) == name);
                found.extend(items.into_iter().filter_map(|item| Some((table?, item))));
            }
            wanted = answer.unprocessed_keys.unwrap_or_default();
            tried += 1;
            if !wanted.is_empty() {
                pause(tried).await;
            }
        }
        Ok(())
    }

    fn requested(&self, keys: &[Key]) -> std::collections::HashMap<String, KeysAndAttributes> {
        let mut tables = std::collections::HashMap::<String, Vec<Attributes>>::new();
        for (table, key) in keys {
            let of_table = tables.entry(self.name(*table)).or_default();
            if !of_table.contains(key) {
                of_table.push(key.clone());
            }
        }
        let request = |keys| {
            let request = KeysAndAttributes::builder()
                .set_keys(Some(keys))
                .consistent_read(true)
                .build();
            request.expect("a request has keys")
        };
        tables
            .into_iter()
            .map(|(name, keys)| (name, request(keys)))
            .collect()
    }

    /// Items of one moment, in the order of the keys.
    pub(super) async fn get_together(
        &self,
        keys: Vec<Key>,
    ) -> Result<Vec<Option<Attributes>>, StoreError> {
        let gets = keys.into_iter().map(|(table, key)| {
            let get = Get::builder()
                .table_name(self.name(table))
                .set_key(Some(key))
                .build();
            TransactGetItem::builder()
                .get(get.expect("a get has a table and a key"))
                .build()
        });
        let gets: Vec<_> = gets.collect();
        in_time(async {
            let mut tried = 0;
            loop {
                let sent = self
                    .client
                    .transact_get_items()
                    .set_transact_items(Some(gets.clone()))
                    .call()
                    .await;
                tried += 1;
                match sent {
                    Ok(answer) => {
                        let items = answer.responses.unwrap_or_default();
                        return Ok(items.into_iter().map(|response| response.item).collect());
                    }
                    // A transaction under way on one of the items cancels the read: it is asked again.
                    Err(error)
                        if tried < 8
                            && error.as_service_error().is_some_and(
                                TransactGetItemsError::is_transaction_canceled_exception,
                            ) =>
                    {
                        pause(tried).await;
                    }
                    Err(error) => return Err(StoreError::unavailable(error)),
                }
            }
        })
        .await?
    }
}

/// Gives up in time for the caller to be answered.
pub(super) async fn in_time<T>(reading: impl Future<Output = T>) -> Result<T, StoreError> {
    tokio::time::timeout(PATIENCE, reading)
        .await
        .map_err(|late| StoreError::Unavailable(late.into()))
}
