//! Records of the outbox's stream, as Lambda hands them over, and the answer that names those to hand over again.

use serde::{Deserialize, Serialize};
use ulid::Ulid;

/// A batch of records.
#[derive(Debug, Deserialize)]
pub struct StreamEvent {
    /// In the order of the stream.
    #[serde(rename = "Records")]
    pub records: Vec<Record>,
}

/// One change of the table. Of it only the key is needed: what is to be done is read with the claim.
#[derive(Debug, Deserialize)]
pub struct Record {
    #[serde(rename = "eventName")]
    name: String,
    dynamodb: Change,
}

#[derive(Debug, Deserialize)]
struct Change {
    #[serde(rename = "Keys")]
    keys: Keys,
    #[serde(rename = "SequenceNumber")]
    sequence_number: String,
}

#[derive(Debug, Deserialize)]
struct Keys {
    id: Text,
}

#[derive(Debug, Deserialize)]
struct Text {
    #[serde(rename = "S")]
    text: String,
}

impl Record {
    /// The key of the work that was put in; `None` for other changes.
    pub(crate) fn work_id(&self) -> Option<Ulid> {
        (self.name == "INSERT")
            .then(|| crate::parse_ulid(&self.dynamodb.keys.id.text))
            .flatten()
    }
}

/// What Lambda is told: it goes on behind the lowest of the failures.
#[derive(Debug, Serialize)]
pub struct BatchAnswer {
    /// Records to hand over again.
    #[serde(rename = "batchItemFailures")]
    pub failures: Vec<Failure>,
}

/// One record to hand over again.
#[derive(Debug, Serialize)]
pub struct Failure {
    #[serde(rename = "itemIdentifier")]
    sequence_number: String,
}

impl Failure {
    pub(crate) fn of(record: Record) -> Self {
        Self {
            sequence_number: record.dynamodb.sequence_number,
        }
    }
}
