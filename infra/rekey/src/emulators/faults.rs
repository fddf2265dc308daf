//! The store's bad days, on demand: the tests of retries and lost answers order them here.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

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
}

impl Fault {
    /// What the store says in place of doing the operation, if it is not done.
    pub(crate) fn refusal(self) -> Option<Response<Full<Bytes>>> {
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
            Self::LoseAnswer => None,
        }
    }
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
}

impl FaultOrder {
    fn fits(&self, function: &str, operation: &str) -> bool {
        let wanted =
            |wanted: &Option<String>, is: &str| wanted.as_deref().is_none_or(|wanted| wanted == is);
        wanted(&self.operation, operation) && wanted(&self.function, function)
    }
}

fn once() -> u32 {
    1
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

    /// Spends one fault of the first order that fits the operation.
    pub(crate) fn take(&self, function: &str, operation: &str) -> Option<Fault> {
        let mut orders = self.locked();
        let place = orders
            .iter()
            .position(|order| order.fits(function, operation))?;
        let order = &mut orders[place];
        if order.after > 0 {
            order.after -= 1;
            return None;
        }
        let fault = order.fault;
        order.times -= 1;
        if order.times == 0 {
            orders.remove(place);
        }
        Some(fault)
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
            fault,
            times,
            operation: operation.map(str::to_owned),
            function: None,
            after: 0,
        }
    }

    #[test]
    fn an_order_may_be_kept_for_a_function_and_begin_later() {
        let faults = Faults::default();
        faults.order(FaultOrder {
            function: Some("deliver".to_owned()),
            after: 1,
            ..order(Fault::Error, 9, None)
        });
        assert_eq!(faults.take("request", "GetItem"), None);
        assert_eq!(faults.take("deliver", "GetItem"), None);
        assert_eq!(faults.take("deliver", "GetItem"), Some(Fault::Error));
        assert_eq!(faults.take("request", "GetItem"), None);
    }

    #[test]
    fn an_order_waits_for_its_operation_and_is_used_up() {
        let faults = Faults::default();
        faults.order(order(Fault::LoseAnswer, 1, Some("PutItem")));
        faults.order(order(Fault::Throttle, 2, None));
        let taken: Vec<_> = ["GetItem", "PutItem", "PutItem", "PutItem"]
            .map(|operation| faults.take("request", operation))
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
                faults.take("request", "Query"),
                faults.take("request", "PutItem")
            ),
            (None, Some(Fault::Error))
        );
        faults.order(order(Fault::Error, 0, None));
        assert_eq!(faults.take("request", "PutItem"), None);
    }
}
