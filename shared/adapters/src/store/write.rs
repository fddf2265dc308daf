//! Many puts at once, without conditions: each may happen twice and does no harm.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{PutRequest, WriteRequest};

use super::call::Call as _;
use super::item::Attributes;
use super::read::in_time;
use super::transaction::pause;
use super::{Store, StoreError, Table};

/// `BatchWriteItem` takes 25 items.
const BATCH: usize = 25;
/// Tries after which what is left unprocessed is an error.
const TRIES: u32 = 10;

impl Store {
    /// Puts all items; what the store leaves unprocessed is put again.
    pub(super) async fn put_many(
        &self,
        table: Table,
        items: Vec<Attributes>,
    ) -> Result<(), StoreError> {
        for batch in items.chunks(BATCH) {
            let requests = batch.iter().map(|item| {
                let put = PutRequest::builder().set_item(Some(item.clone())).build();
                WriteRequest::builder()
                    .put_request(put.expect("a put has an item"))
                    .build()
            });
            self.write_all(HashMap::from([(self.name(table), requests.collect())]))
                .await?;
        }
        Ok(())
    }

    async fn write_all(
        &self,
        mut wanted: HashMap<String, Vec<WriteRequest>>,
    ) -> Result<(), StoreError> {
        for tried in 1..=TRIES {
            let request = self
                .client
                .batch_write_item()
                .set_request_items(Some(wanted));
            let answer = in_time(request.call())
                .await?
                .map_err(StoreError::unavailable)?;
            wanted = answer.unprocessed_items.unwrap_or_default();
            if wanted.is_empty() {
                return Ok(());
            }
            pause(tried).await;
        }
        Err(StoreError::Unavailable(
            "the store left writes unprocessed".into(),
        ))
    }
}
