//! The store's bad days, on demand: the tests of retries and lost answers order them here.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::{Response, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// 400 `ThrottlingException`; the operation is not done.
    Throttle,
    /// 500 `InternalServerError`; the operation is not done.
    Error,
    /// The operation is done, and the connection is closed without an answer.
    LoseAnswer,
    /// 400 for a write, or a read in a transaction, that meets another transaction; the operation is not done.
    Conflict,
    /// The operation is done. For orders that only make it late.
    Slow,
}

/// The operations that can meet a transaction.
const CONFLICTING: [&str; 5] = [
    "DeleteItem",
    "PutItem",
    "TransactGetItems",
    "TransactWriteItems",
    "UpdateItem",
];

impl Fault {
    /// What the store says in place of doing the operation, if it is not done.
    pub(crate) fn refusal(self, operation: &str, body: &[u8]) -> Option<Response<Full<Bytes>>> {
        match self {
            Self::Throttle => Some(refusal(
                StatusCode::BAD_REQUEST,
                &json!({
                    "__type": "com.amazon.coral.availability#ThrottlingException",
                    "message": "Throughput exceeds the current capacity of your table or index. DynamoDB is \
                        automatically scaling your table or index so please try again shortly.",
                }),
            )),
            Self::Error => Some(refusal(
                StatusCode::INTERNAL_SERVER_ERROR,
                &json!({
                    "__type": "com.amazonaws.dynamodb.v20120810#InternalServerError",
                    "message": "Internal server error",
                }),
            )),
            Self::Conflict => Some(refusal(StatusCode::BAD_REQUEST, &conflict(operation, body))),
            Self::LoseAnswer | Self::Slow => None,
        }
    }
}

/// A transaction is told a reason for each of its items: here the first met another.
fn conflict(operation: &str, body: &[u8]) -> Value {
    let ongoing = "Transaction is ongoing for the item";
    if !operation.starts_with("Transact") {
        return json!({
            "__type": "com.amazonaws.dynamodb.v20120810#TransactionConflictException",
            "message": ongoing,
        });
    }
    let request: Value = serde_json::from_slice(body).unwrap_or_default();
    let items = request["TransactItems"].as_array().map_or(1, Vec::len);
    let mut reasons = vec![json!({"Code": "None"}); items];
    if let Some(first) = reasons.first_mut() {
        *first = json!({"Code": "TransactionConflict", "Message": ongoing});
    }
    json!({
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "Message": "Transaction cancelled, please refer cancellation reasons for specific reasons",
        "CancellationReasons": reasons,
    })
}

/// The store's own form of an error.
pub(crate) fn refusal(status: StatusCode, body: &Value) -> Response<Full<Bytes>> {
    Response::builder()
        .status(status)
        .header("content-type", "application/x-amz-json-1.0")
        .body(Full::from(body.to_string()))
        .expect("a fixed header is valid")
}

/// An order for faults: the next `times` operations, of one kind if it names one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultOrder {
    /// What goes wrong.
    pub fault: Fault,
    /// How often; 0 takes back every order, or those for the operation named.
    #[serde(default = "once")]
    pub times: u32,
    /// The operation that it is kept for, as `X-Amz-Target` names it.
    pub operation: Option<String>,
    /// The function that it is kept for.
    #[serde(default)]
    pub function: Option<String>,
    /// How many fitting operations still go well before: the place of a crash.
    #[serde(default)]
    pub after: u32,
    /// Not every fitting operation, but so many of a hundred, as the dice fall.
    #[serde(default)]
    pub percent: Option<u8>,
    /// With the same seed they fall the same.
    #[serde(default)]
    pub seed: u64,
    /// How late the operation is, whatever becomes of it.
    #[serde(default)]
    pub milliseconds: u64,
}

/// What becomes of one operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spoilt {
    pub(crate) fault: Fault,
    pub(crate) late_by: Duration,
}

impl FaultOrder {
    /// Spoils the next operation, whatever it is.
    pub fn of(fault: Fault) -> Self {
        Self {
            fault,
            times: once(),
            operation: None,
            function: None,
            after: 0,
            percent: None,
            seed: 0,
            milliseconds: 0,
        }
    }

    /// Whether the dice are for it; without a chance it is certain.
    fn falls(&mut self) -> bool {
        self.percent
            .is_none_or(|percent| dice(&mut self.seed) < percent)
    }

    fn fits(&self, function: &str, operation: &str) -> bool {
        let wanted =
            |wanted: &Option<String>, is: &str| wanted.as_deref().is_none_or(|wanted| wanted == is);
        let can_happen = self.fault != Fault::Conflict || CONFLICTING.contains(&operation);
        can_happen && wanted(&self.operation, operation) && wanted(&self.function, function)
    }
}

fn once() -> u32 {
    1
}

/// 0 to 99, from a generator that any number can seed (splitmix64).
pub(crate) fn dice(seed: &mut u64) -> u8 {
    *seed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *seed;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    u8::try_from((mixed ^ (mixed >> 31)) % 100).expect("below a hundred")
}

/// The orders not yet used up, oldest first.
#[derive(Clone, Default)]
pub struct Faults(Arc<Mutex<VecDeque<FaultOrder>>>);

impl Faults {
    /// Adds an order behind those that wait.
    pub fn order(&self, order: FaultOrder) {
        let mut orders = self.locked();
        if order.times > 0 {
            orders.push_back(order);
        } else if order.operation.is_none() {
            orders.clear();
        } else {
            orders.retain(|waiting| waiting.operation != order.operation);
        }
    }

    /// Spends one fault of the first order that fits the operation. Where the dice are against it, the next order has its
    /// turn.
    pub(crate) fn take(&self, function: &str, operation: &str) -> Option<Spoilt> {
        let mut orders = self.locked();
        let place = orders
            .iter_mut()
            .position(|order| order.fits(function, operation) && order.falls())?;
        let order = &mut orders[place];
        if order.after > 0 {
            order.after -= 1;
            return None;
        }
        let spoilt = Spoilt {
            fault: order.fault,
            late_by: Duration::from_millis(order.milliseconds),
        };
        order.times -= 1;
        if order.times == 0 {
            orders.remove(place);
        }
        Some(spoilt)
    }

    fn locked(&self) -> MutexGuard<'_, VecDeque<FaultOrder>> {
        self.0
            .lock()
            .expect("nothing panics while it holds the orders")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(fault: Fault, times: u32, operation: Option<&str>) -> FaultOrder {
        FaultOrder {
            times,
            operation: operation.map(str::to_owned),
            ..FaultOrder::of(fault)
        }
    }

    fn take(faults: &Faults, function: &str, operation: &str) -> Option<Fault> {
        Some(faults.take(function, operation)?.fault)
    }

    #[test]
    fn an_order_with_a_chance_spoils_about_so_many_of_a_hundred_and_lets_the_next_have_the_rest() {
        let faults = Faults::default();
        for (fault, seed) in [(Fault::Throttle, 1), (Fault::LoseAnswer, 2)] {
            faults.order(FaultOrder {
                percent: Some(20),
                seed,
                ..order(fault, 100_000, None)
            });
        }
        let taken: Vec<_> = (0..10_000)
            .map(|_| take(&faults, "request", "GetItem"))
            .collect();
        let count = |fault| taken.iter().filter(|taken| **taken == fault).count();
        let (throttled, lost) = (count(Some(Fault::Throttle)), count(Some(Fault::LoseAnswer)));
        assert!((1_800..2_200).contains(&throttled), "{throttled}");
        assert!((1_400..1_800).contains(&lost), "{lost}");
    }

    #[test]
    fn only_what_can_meet_a_transaction_conflicts_and_each_item_is_told_a_reason() {
        let faults = Faults::default();
        faults.order(order(Fault::Conflict, 1, None));
        assert_eq!(take(&faults, "deliver", "BatchGetItem"), None);
        let taken = take(&faults, "deliver", "TransactWriteItems");
        assert_eq!(taken, Some(Fault::Conflict));
        let body = json!({"TransactItems": [{}, {}, {}]}).to_string();
        let told = conflict("TransactWriteItems", body.as_bytes());
        assert_eq!(
            told["CancellationReasons"].as_array().map(Vec::len),
            Some(3)
        );
    }

    #[test]
    fn an_order_may_be_kept_for_a_function_and_begin_later() {
        let faults = Faults::default();
        faults.order(FaultOrder {
            function: Some("deliver".to_owned()),
            after: 1,
            ..order(Fault::Error, 9, None)
        });
        assert_eq!(take(&faults, "request", "GetItem"), None);
        assert_eq!(take(&faults, "deliver", "GetItem"), None);
        assert_eq!(take(&faults, "deliver", "GetItem"), Some(Fault::Error));
        assert_eq!(take(&faults, "request", "GetItem"), None);
    }

    #[test]
    fn an_order_waits_for_its_operation_and_is_used_up() {
        let faults = Faults::default();
        faults.order(order(Fault::LoseAnswer, 1, Some("PutItem")));
        faults.order(order(Fault::Throttle, 2, None));
        let taken: Vec<_> = ["GetItem", "PutItem", "PutItem", "PutItem"]
            .map(|operation| take(&faults, "request", operation))
            .into();
        let expected = [
            Some(Fault::Throttle),
            Some(Fault::LoseAnswer),
            Some(Fault::Throttle),
            None,
        ];
        assert_eq!(taken, expected);
    }

    #[test]
    fn zero_times_takes_orders_back() {
        let faults = Faults::default();
        faults.order(order(Fault::Error, 5, Some("Query")));
        faults.order(order(Fault::Error, 5, Some("PutItem")));
        faults.order(order(Fault::Error, 0, Some("Query")));
        assert_eq!(
            (
                take(&faults, "request", "Query"),
                take(&faults, "request", "PutItem")
            ),
            (None, Some(Fault::Error))
        );
        faults.order(order(Fault::Error, 0, None));
        assert_eq!(take(&faults, "request", "PutItem"), None);
    }
}
