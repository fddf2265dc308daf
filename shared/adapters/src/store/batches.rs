//! `batches`: who started one, and each row's outcome.

use domain::batch::{Batch, Row, RowState};
use domain::{AccountId, HandOver, Tenant, TokenDigest};
use jiff::{SignedDuration, Timestamp};
use ulid::Ulid;

use super::call::Call as _;
use super::item::{Attributes, Reader, attributes, b, n, s, time};
use super::read::in_time;
use super::transaction::Write;
use super::{Store, StoreError, Table};

/// The row that tells of the batch itself; an account's id sorts behind it.
const HEADER: &str = "#";
const NO_ID: char = '?';
/// Longer than any resend window: afterwards nothing in it could be shown.
const KEPT: SignedDuration = SignedDuration::from_hours(8 * 24);

impl Store {
    /// Writes a batch and its rows, before any work on them is put in.
    pub async fn write_batch(&self, batch: &Batch, rows: &[Row]) -> Result<(), StoreError> {
        let ttl = batch.started_at + KEPT;
        let header = std::iter::once(write_header(batch, ttl));
        let rows = rows
            .iter()
            .map(|row| write_row(batch.id, &row_key(&row.account_id), &row.state, ttl));
        self.put_many(Table::Batches, header.chain(rows).collect())
            .await
    }

    /// A batch with its rows; `None` when there is none, or none any more.
    pub async fn batch(&self, id: Ulid) -> Result<Option<(Batch, Vec<Row>)>, StoreError> {
        let (mut header, mut rows, mut start) = (None, Vec::new(), None);
        loop {
            let request = self
                .client
                .query()
                .table_name(self.name(Table::Batches))
                .key_condition_expression("batch_id = :id")
                .expression_attribute_values(":id", s(id.to_string()))
                .consistent_read(true)
                .set_exclusive_start_key(start);
            let answer = in_time(request.call())
                .await?
                .map_err(StoreError::unavailable)?;
            for item in answer.items.unwrap_or_default() {
                if Reader(&item).text("row")? == HEADER {
                    header = Some(read_header(id, &item)?);
                } else {
                    rows.push(read_row(&item)?);
                }
            }
            start = answer.last_evaluated_key;
            if start.is_none() {
                return Ok(header.map(|batch| (batch, rows)));
            }
        }
    }

    /// What is recorded of one row.
    pub async fn batch_row(
        &self,
        batch: Ulid,
        account: AccountId,
    ) -> Result<Option<Row>, StoreError> {
        self.get(Table::Batches, key(batch, &account.to_string()))
            .await?
            .as_ref()
            .map(read_row)
            .transpose()
    }

    /// Records what became of a row, in the transaction of what became of it.
    pub fn record_row(
        &self,
        batch: Ulid,
        account: AccountId,
        state: &RowState,
        now: Timestamp,
    ) -> Write {
        let item = write_row(batch, &account.to_string(), state, now + KEPT);
        self.put(Table::Batches, item)
    }
}

fn key(batch: Ulid, row: &str) -> Attributes {
    attributes([
        ("batch_id", Some(s(batch.to_string()))),
        ("row", Some(s(row))),
    ])
}

/// An account's id as it is; any other text behind a mark, so that none can be taken for the header, or be empty.
fn row_key(text: &str) -> String {
    if AccountId::parse(text).is_some() {
        text.to_owned()
    } else {
        format!("{NO_ID}{text}")
    }
}

fn read_key(row: &str) -> String {
    row.strip_prefix(NO_ID).unwrap_or(row).to_owned()
}

fn write_header(batch: &Batch, ttl: Timestamp) -> Attributes {
    let mut item = key(batch.id, HEADER);
    item.extend(attributes([
        ("started_by", Some(s(&batch.started_by))),
        (
            "tenant",
            batch.tenant.as_ref().map(|tenant| s(tenant.as_str())),
        ),
        ("started_at", Some(time(batch.started_at))),
        ("total", Some(n(batch.total))),
        ("ttl", Some(n(ttl.as_second()))),
    ]));
    item
}

fn write_row(batch: Ulid, row: &str, state: &RowState, ttl: Timestamp) -> Attributes {
    let (reason, rule) = match state {
        RowState::HandedOver(_, reason) => (Some(s(reason.name())), None),
        RowState::Refused(rule) => (None, Some(s(rule))),
        _ => (None, None),
    };
    let mut item = key(batch, row);
    item.extend(attributes([
        ("state", Some(s(state.name()))),
        ("digest", state.digest().map(|digest| b(digest.0))),
        ("reason", reason),
        ("rule", rule),
        ("ttl", Some(n(ttl.as_second()))),
    ]));
    item
}

fn read_header(id: Ulid, item: &Attributes) -> Result<Batch, StoreError> {
    let item = Reader(item);
    Ok(Batch {
        id,
        started_by: item.text("started_by")?,
        tenant: item.maybe_parsed("tenant", Tenant::parse)?,
        started_at: item.time("started_at")?,
        total: usize::try_from(item.number("total")?)
            .map_err(|_| StoreError::Malformed("total"))?,
    })
}

fn read_row(item: &Attributes) -> Result<Row, StoreError> {
    let item = Reader(item);
    let digest = || item.bytes("digest").map(TokenDigest);
    let state = match item.text("state")?.as_str() {
        "waiting" => RowState::Waiting(item.maybe_bytes("digest").map(TokenDigest)),
        "sending" => RowState::Sending(digest()?),
        "sent" => RowState::Sent(digest()?),
        "hand-over" => RowState::HandedOver(digest()?, item.parsed("reason", HandOver::from_name)?),
        "refused" => RowState::Refused(item.text("rule")?),
        _ => return Err(StoreError::Malformed("state")),
    };
    Ok(Row {
        account_id: read_key(&item.text("row")?),
        state,
    })
}
