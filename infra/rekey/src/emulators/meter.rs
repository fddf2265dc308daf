//! Capacity units: what each call costs at the store, asked for and told by the store itself. Off unless somebody measures.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hyper::Request;
use hyper::body::Bytes;
use hyper::header::CONTENT_LENGTH;
use serde_json::Value;

/// Whether calls are asked what they cost.
#[derive(Clone, Default)]
pub struct Meter(Arc<AtomicBool>);

impl Meter {
    /// From now on every call tells its units.
    pub fn start(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// The same request, asking for its cost as well, while the meter runs.
    pub(crate) fn ask(&self, request: Request<Bytes>) -> Request<Bytes> {
        if !self.0.load(Ordering::Relaxed) {
            return request;
        }
        let (mut head, body) = request.into_parts();
        let asking = serde_json::from_slice(&body)
            .ok()
            .and_then(|mut asked: Value| {
                asked
                    .as_object_mut()?
                    .insert("ReturnConsumedCapacity".to_owned(), "TOTAL".into());
                serde_json::to_vec(&asked).ok()
            });
        head.headers.remove(CONTENT_LENGTH);
        Request::from_parts(head, asking.map_or(body, Bytes::from))
    }

    /// The units of an answer, all tables together, while the meter runs.
    pub(crate) fn read(&self, answer: &Bytes) -> Option<f64> {
        if !self.0.load(Ordering::Relaxed) {
            return None;
        }
        let answer: Value = serde_json::from_slice(answer).ok()?;
        match answer.get("ConsumedCapacity")? {
            Value::Array(tables) => Some(tables.iter().filter_map(units).sum()),
            table => units(table),
        }
    }
}

fn units(table: &Value) -> Option<f64> {
    table.get("CapacityUnits")?.as_f64()
}
