//! A Secrets Manager that answers `GetSecretValue` and nothing else.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::{Request, Response, StatusCode};
use serde_json::{Value, json};

use super::calls::{Action, Asked, CallLog, caller};
use super::clock::LocalClock;
use super::http::Reply;
use super::permissions;

/// The secrets by their logical ids in `template.yaml`, which stand for their ARNs here.
#[derive(Clone, Default)]
pub struct Vault(Arc<Mutex<BTreeMap<String, String>>>);

impl Vault {
    /// Keeps a secret; one of that name is replaced.
    pub fn keep(&self, name: &str, text: String) {
        self.locked().insert(name.to_owned(), text);
    }

    /// Loses a secret.
    pub fn lose(&self, name: &str) {
        self.locked().remove(name);
    }

    fn find(&self, name: &str) -> Option<String> {
        self.locked().get(name).cloned()
    }

    fn locked(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.0
            .lock()
            .expect("nothing panics while it holds the secrets")
    }
}

/// The service, as its clients see it.
#[derive(Clone, Default)]
pub(crate) struct SecretsService {
    pub(crate) clock: LocalClock,
    pub(crate) calls: CallLog,
    pub(crate) vault: Vault,
}

impl SecretsService {
    pub(crate) fn answer(&self, request: &Request<Bytes>) -> Reply {
        let operation = super::store::operation(request).to_owned();
        let body: Value = serde_json::from_slice(request.body()).unwrap_or(Value::Null);
        let name = body["SecretId"].as_str().unwrap_or_default();
        let asked = Asked {
            actions: vec![Action::new(operation.clone(), Some(name.to_owned()))],
            bytes: request.body().len(),
        };
        let function = caller(request.headers());
        let now_ms = self.clock.now_ms();
        self.calls.add(
            now_ms,
            function.clone(),
            "secretsmanager",
            &operation,
            &asked,
        );
        if let Some(action) = permissions::forbidden(&function, &asked.actions) {
            let message = permissions::told(&function, "secretsmanager", action);
            return refuse("AccessDeniedException", &message);
        }
        match self
            .vault
            .find(name)
            .filter(|_| operation == "GetSecretValue")
        {
            Some(text) => answer(
                StatusCode::OK,
                &json!({ "ARN": name, "Name": name, "SecretString": text }),
            ),
            None => refuse(
                "ResourceNotFoundException",
                "Secrets Manager can't find the specified secret.",
            ),
        }
    }
}

fn refuse(kind: &str, message: &str) -> Reply {
    let body = json!({ "__type": kind, "Message": message });
    answer(StatusCode::BAD_REQUEST, &body)
}

fn answer(status: StatusCode, body: &Value) -> Reply {
    let response = Response::builder()
        .status(status)
        .header("content-type", "application/x-amz-json-1.1")
        .body(Full::from(body.to_string()));
    Reply::Answer(response.expect("a fixed header is valid"))
}
