//! The store as the SDK's clients see it: every call is logged, spoiled if a fault was ordered, else passed on as it is.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::Arc;

use dynoxide::{Database, DynoxideError};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::http::response;
use hyper::http::uri::{Authority, Scheme};
use hyper::{Request, Response, StatusCode, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::json;
use tokio::sync::Notify;

use super::Error;
use super::calls::{Action, Asked, CallLog, caller};
use super::clock::LocalClock;
use super::faults::{Fault, Faults, refusal};
use super::http::Reply;
use super::meter::Meter;
use super::permissions;

/// The file in the data folder that holds every table.
const DATABASE_FILE: &str = "store.db";
/// Locked while a program uses the data folder; the system unlocks it whatever ends the program.
const LOCK_FILE: &str = "lock";

/// The database and the lock on its folder; the lock goes last.
pub(crate) struct Opened {
    pub(crate) database: Database,
    pub(crate) lock: Option<File>,
}

/// Opens the database in `folder`, or one in memory.
///
/// A database in a file keeps the machine's time for itself: it stamps its stream records with it and nothing else.
pub(crate) fn open(folder: Option<&Path>, clock: &LocalClock) -> Result<Opened, Error> {
    let Some(folder) = folder else {
        let database =
            Database::memory_with_clock(Arc::new(clock.clone())).map_err(Error::Store)?;
        return Ok(Opened {
            database,
            lock: None,
        });
    };
    let lock = lock(folder)?;
    let path = folder.join(DATABASE_FILE);
    let path = path
        .to_str()
        .ok_or_else(|| Error::FolderName(folder.to_owned()))?;
    let database = Database::new(path).map_err(Error::Store)?;
    Ok(Opened {
        database,
        lock: Some(lock),
    })
}

/// Two programs on one folder would each keep their own memory of retried transactions.
fn lock(folder: &Path) -> Result<File, Error> {
    let unusable = |source| Error::Folder {
        folder: folder.to_owned(),
        source,
    };
    std::fs::create_dir_all(folder).map_err(unusable)?;
    let file = File::create(folder.join(LOCK_FILE)).map_err(unusable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::FolderInUse(folder.to_owned())),
        Err(TryLockError::Error(source)) => Err(unusable(source)),
    }
}

/// Runs the store's own answer to `work` where waiting for the disk disturbs nobody.
pub(crate) async fn blocking<T, W>(database: &Database, work: W) -> Result<T, DynoxideError>
where
    T: Send + 'static,
    W: FnOnce(&Database) -> Result<T, DynoxideError> + Send + 'static,
{
    let database = database.clone();
    tokio::task::spawn_blocking(move || work(&database))
        .await
        .unwrap_or_else(|error| Err(DynoxideError::InternalServerError(error.to_string())))
}

/// Stands before the store.
#[derive(Clone)]
pub(crate) struct Proxy {
    client: Client<HttpConnector, Full<Bytes>>,
    store: Authority,
    clock: LocalClock,
    calls: CallLog,
    faults: Faults,
    prefix: Arc<str>,
    outbox_written: Arc<Notify>,
    meter: Meter,
}

impl Proxy {
    pub(crate) fn new(
        store: Authority,
        prefix: &str,
        clock: LocalClock,
        calls: CallLog,
        faults: Faults,
        outbox_written: Arc<Notify>,
        meter: Meter,
    ) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        Self {
            client: Client::builder(TokioExecutor::new()).build(connector),
            store,
            clock,
            calls,
            faults,
            prefix: prefix.into(),
            outbox_written,
            meter,
        }
    }

    pub(crate) async fn answer(self, request: Request<Bytes>) -> Reply {
        let operation = operation(&request).to_owned();
        let asked = Asked::of_store(&operation, request.body(), &self.prefix);
        let function = caller(request.headers());
        let call = self.calls.add(
            self.clock.now_ms(),
            function.clone(),
            "dynamodb",
            &operation,
            &asked,
        );
        if let Some(action) = permissions::forbidden(&function, &asked.actions) {
            return Reply::Answer(denied(&function, action));
        }
        let fault = self.spoil(&function, &operation).await;
        self.calls.note(call, |call| call.fault = fault);
        if let Some(refusal) = fault.and_then(|fault| fault.refusal(&operation, request.body())) {
            return Reply::Answer(refusal);
        }
        let answered = self.forward(request).await;
        if let Some((_, body)) = &answered {
            let units = self.meter.read(body);
            self.calls.note(call, |call| {
                (call.units, call.answer_bytes) = (units, Some(body.len()));
            });
        }
        if asked.writes("outbox") {
            self.outbox_written.notify_one();
        }
        match answered {
            Some((head, body)) if fault != Some(Fault::LoseAnswer) => {
                Reply::Answer(Response::from_parts(head, Full::from(body)))
            }
            _ => Reply::HangUp,
        }
    }

    /// What was ordered for this operation, after as long as was ordered.
    async fn spoil(&self, function: &str, operation: &str) -> Option<Fault> {
        let spoilt = self.faults.take(function, operation)?;
        tokio::time::sleep(spoilt.late_by).await;
        Some(spoilt.fault)
    }

    async fn forward(&self, request: Request<Bytes>) -> Option<(response::Parts, Bytes)> {
        let (mut head, body) = self.meter.ask(request).into_parts();
        head.uri = self.at_store(head.uri);
        let request = Request::from_parts(head, Full::from(body));
        let response = self.client.request(request).await.inspect_err(lost).ok()?;
        let (head, body) = response.into_parts();
        let body = body.collect().await.inspect_err(lost).ok()?;
        Some((head, body.to_bytes()))
    }

    fn at_store(&self, uri: Uri) -> Uri {
        let mut parts = uri.into_parts();
        parts.scheme = Some(Scheme::HTTP);
        parts.authority = Some(self.store.clone());
        parts
            .path_and_query
            .get_or_insert_with(|| "/".parse().expect("a fixed path is valid"));
        Uri::from_parts(parts).expect("scheme, authority and path are there")
    }
}

/// What `DynamoDB` says when IAM does not allow it.
fn denied(caller: &str, action: &Action) -> Response<Full<Bytes>> {
    let message = permissions::told(caller, "dynamodb", action);
    let kind = "com.amazon.coral.service#AccessDeniedException";
    refusal(
        StatusCode::BAD_REQUEST,
        &json!({ "__type": kind, "Message": message }),
    )
}

fn lost(error: &impl std::fmt::Display) {
    tracing::error!(%error, "the local store did not answer");
}

/// `DynamoDB_20120810.GetItem` asks for `GetItem`.
pub(crate) fn operation(request: &Request<Bytes>) -> &str {
    let target = request.headers().get("x-amz-target");
    let target = target
        .and_then(|value| value.to_str().ok())
        .unwrap_or("Unknown");
    target
        .rsplit_once('.')
        .map_or(target, |(_, operation)| operation)
}
