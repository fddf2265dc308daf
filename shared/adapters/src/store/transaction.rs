//! Writes with conditions, committed together or not at all, exactly once even when the answer is lost.

use std::time::Duration;

use aws_sdk_dynamodb::error::{BoxError, SdkError};
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{
    AttributeValue, CancellationReason, ConditionCheck, Delete, Put, TransactWriteItem, Update,
};
use domain::LimitKey;
use tokio::time::Instant;
use ulid::Ulid;

use super::call::Call as _;
use super::item::Attributes;
use super::{Store, StoreError, Table};

/// Tries after which a transaction that keeps meeting others is given up.
const TRIES: u32 = 12;
/// A caller must be answered within ten seconds, and has other round trips to make.
const PATIENCE: Duration = Duration::from_millis(4500);

/// What a write's condition guards; told when it did not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Nothing can fail.
    Nothing,
    /// The account is as it was read.
    Account,
    /// The link is as it was read.
    Link,
    /// The credential is as it was read.
    Credential,
    /// The username is free.
    Username,
    /// The address is borne by those who were read.
    Bearers,
    /// The work is still there and claimed by this worker.
    Work,
    /// The counter is below its limit.
    Limit(LimitKey),
}

/// One write of a transaction. It may hold a hash or a nonce, so it cannot be printed.
#[derive(Clone)]
pub struct Write {
    pub(super) item: TransactWriteItem,
    pub(super) guard: Guard,
}

impl Write {
    /// Whether its condition stands for that guard.
    pub fn is_guarded_by(&self, guard: &Guard) -> bool {
        self.guard == *guard
    }
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// These conditions did not hold: final for this request.
    #[error("a condition did not hold: {0:?}")]
    Refused(Vec<Guard>),
    /// The outcome is not known.
    #[error("the transaction's outcome is not known")]
    Unknown(#[source] BoxError),
}

impl CommitError {
    /// The limit that was reached, if that is why.
    pub fn limit(&self) -> Option<&LimitKey> {
        let Self::Refused(guards) = self else {
            return None;
        };
        guards.iter().find_map(|guard| {
            if let Guard::Limit(key) = guard {
                Some(key)
            } else {
                None
            }
        })
    }

    /// Whether what was read has changed since.
    pub fn is_stale(&self) -> bool {
        let stale = [Guard::Account, Guard::Link, Guard::Credential];
        matches!(self, Self::Refused(guards) if guards.iter().any(|guard| stale.contains(guard)))
    }

    /// Whether that condition did not hold.
    pub fn refused_by(&self, guard: &Guard) -> bool {
        matches!(self, Self::Refused(guards) if guards.contains(guard))
    }
}

impl From<CommitError> for StoreError {
    fn from(error: CommitError) -> Self {
        Self::Unavailable(error.into())
    }
}

impl Store {
    /// Commits all writes or none. The request is built once and carries `token`, so that a retry after a lost answer is
    /// told success by the store itself (for ten minutes); a condition that did not hold is final.
    pub async fn commit(&self, token: Ulid, writes: Vec<Write>) -> Result<(), CommitError> {
        let guards: Vec<Guard> = writes.iter().map(|write| write.guard.clone()).collect();
        let items: Vec<TransactWriteItem> = writes.into_iter().map(|write| write.item).collect();
        let deadline = Instant::now() + PATIENCE;
        let mut tried = 1;
        loop {
            let request = self
                .client
                .transact_write_items()
                .client_request_token(token.to_string());
            let sending = request.set_transact_items(Some(items.clone())).call();
            let sent = tokio::time::timeout_at(deadline, sending).await;
            let error = match sent {
                Ok(Ok(_)) => return Ok(()),
                Ok(Err(error)) => error,
                Err(late) => return Err(CommitError::Unknown(late.into())),
            };
            match outcome(&error, &guards) {
                Outcome::Refused(guards) => return Err(CommitError::Refused(guards)),
                Outcome::Again if tried < TRIES && Instant::now() < deadline => pause(tried).await,
                _ => return Err(CommitError::Unknown(error.into())),
            }
            tried += 1;
        }
    }

    pub(super) fn put(&self, table: Table, item: Attributes) -> Write {
        let put = Put::builder()
            .table_name(self.name(table))
            .set_item(Some(item))
            .build();
        let put = put.expect("a put has a table and an item");
        Write {
            item: TransactWriteItem::builder().put(put).build(),
            guard: Guard::Nothing,
        }
    }

    pub(super) fn put_if(&self, table: Table, item: Attributes, condition: Condition) -> Write {
        let put = Put::builder()
            .table_name(self.name(table))
            .set_item(Some(item))
            .condition_expression(condition.expression.clone())
            .set_expression_attribute_names(condition.names())
            .set_expression_attribute_values(condition.values());
        let put = put.build().expect("a put has a table and an item");
        Write {
            item: TransactWriteItem::builder().put(put).build(),
            guard: condition.guard,
        }
    }

    pub(super) fn update(
        &self,
        table: Table,
        key: Attributes,
        change: &str,
        condition: Condition,
    ) -> Write {
        let expression = (!condition.expression.is_empty()).then_some(condition.expression.clone());
        let update = Update::builder()
            .table_name(self.name(table))
            .set_key(Some(key))
            .update_expression(change)
            .set_condition_expression(expression)
            .set_expression_attribute_names(condition.names())
            .set_expression_attribute_values(condition.values());
        let update = update
            .build()
            .expect("an update has a table, a key and an expression");
        Write {
            item: TransactWriteItem::builder().update(update).build(),
            guard: condition.guard,
        }
    }

    pub(super) fn delete(&self, table: Table, key: Attributes, condition: Condition) -> Write {
        let expression = (!condition.expression.is_empty()).then_some(condition.expression.clone());
        let delete = Delete::builder()
            .table_name(self.name(table))
            .set_key(Some(key))
            .set_condition_expression(expression)
            .set_expression_attribute_names(condition.names())
            .set_expression_attribute_values(condition.values());
        let delete = delete.build().expect("a delete has a table and a key");
        Write {
            item: TransactWriteItem::builder().delete(delete).build(),
            guard: condition.guard,
        }
    }

    pub(super) fn check(&self, table: Table, key: Attributes, condition: Condition) -> Write {
        let check = ConditionCheck::builder()
            .table_name(self.name(table))
            .set_key(Some(key))
            .condition_expression(condition.expression.clone())
            .set_expression_attribute_names(condition.names())
            .set_expression_attribute_values(condition.values());
        let check = check
            .build()
            .expect("a check has a table, a key and a condition");
        Write {
            item: TransactWriteItem::builder().condition_check(check).build(),
            guard: condition.guard,
        }
    }
}

/// A condition and the names and values that it, or the update beside it, speaks of.
#[derive(Clone)]
pub(super) struct Condition {
    pub(super) guard: Guard,
    expression: String,
    names: Vec<&'static str>,
    values: Attributes,
}

impl Condition {
    pub(super) fn new(guard: Guard, expression: impl Into<String>, values: Attributes) -> Self {
        Self {
            guard,
            expression: expression.into(),
            names: Vec::new(),
            values,
        }
    }

    /// No condition: only values for an update.
    pub(super) fn none(values: Attributes) -> Self {
        Self::new(Guard::Nothing, "", values)
    }

    /// With one more thing that must hold.
    pub(super) fn and(mut self, expression: &str) -> Self {
        self.expression = format!("{} AND {expression}", self.expression);
        self
    }

    /// One more value for the update beside the condition.
    pub(super) fn add(&mut self, name: &str, value: AttributeValue) {
        self.values.insert(name.to_owned(), value);
    }

    /// The attribute still has the value that was read, or is still missing.
    pub(super) fn expect(&mut self, name: &str, read: Option<AttributeValue>) {
        let and = if self.expression.is_empty() {
            ""
        } else {
            " AND "
        };
        let expected = match read {
            Some(value) => {
                self.values.insert(format!("read_{name}"), value);
                format!("{and}{name} = :read_{name}")
            }
            None => format!("{and}attribute_not_exists({name})"),
        };
        self.expression.push_str(&expected);
    }

    /// Attribute names that are reserved words and so are written `#name`.
    pub(super) fn naming(mut self, names: &[&'static str]) -> Self {
        self.names.extend(names);
        self
    }

    fn names(&self) -> Option<std::collections::HashMap<String, String>> {
        let names = self
            .names
            .iter()
            .map(|name| (format!("#{name}"), (*name).to_owned()));
        (!self.names.is_empty()).then(|| names.collect())
    }

    fn values(&self) -> Option<Attributes> {
        let values = self
            .values
            .iter()
            .map(|(name, value)| (format!(":{name}"), value.clone()));
        (!self.values.is_empty()).then(|| values.collect())
    }
}

enum Outcome {
    Refused(Vec<Guard>),
    Again,
    Unknown,
}

fn outcome(error: &SdkError<TransactWriteItemsError>, guards: &[Guard]) -> Outcome {
    match error.as_service_error() {
        Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
            cancelled_for(cancelled.cancellation_reasons(), guards)
        }
        Some(TransactWriteItemsError::TransactionInProgressException(_)) => Outcome::Again,
        _ => Outcome::Unknown,
    }
}

fn cancelled_for(reasons: &[CancellationReason], guards: &[Guard]) -> Outcome {
    let code = |reason: &CancellationReason| reason.code().unwrap_or("None").to_owned();
    let failed: Vec<Guard> = reasons
        .iter()
        .zip(guards)
        .filter(|(reason, _)| code(reason) == "ConditionalCheckFailed")
        .map(|(_, guard)| guard.clone())
        .collect();
    let passing = [
        "None",
        "TransactionConflict",
        "ThrottlingError",
        "ProvisionedThroughputExceeded",
    ];
    if !failed.is_empty() {
        Outcome::Refused(failed)
    } else if reasons
        .iter()
        .all(|reason| passing.contains(&code(reason).as_str()))
    {
        Outcome::Again
    } else {
        Outcome::Unknown
    }
}

/// Tries after which a decision that is overtaken again and again is given up.
pub const DECISIONS: u32 = 5;

/// Waits longer after each try, and never as long as the neighbour does.
pub async fn pause(tried: u32) {
    let [jitter] = crate::entropy::entropy::<1>();
    let longest = 20_u64 << tried.min(5);
    tokio::time::sleep(Duration::from_millis(
        longest / 2 + longest * u64::from(jitter) / 510,
    ))
    .await;
}
