//! AWS on this machine: a `DynamoDB` that keeps its data here and an SES that catches its mail, both on loopback.

mod calls;
mod clock;
mod contents;
mod faults;
mod http;
mod local;
mod mail;
mod meter;
mod page;
mod permissions;
mod secrets;
mod store;
mod stream;
mod tables;
mod thread;

#[cfg(test)]
mod tests;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use dynoxide::types::Item;
use dynoxide::{Database, DynoxideError, ImportOptions};
use serde_json::Value;
use tokio::sync::Notify;
use tokio::task::AbortHandle;

pub use calls::{Action, Call, CallLog};
pub use clock::LocalClock;
pub use faults::{Fault, FaultOrder, Faults};
pub use mail::{CurrentMode, Mail, Mailbox, Mode, ModeOrder};
pub use meter::Meter;
pub use permissions::{WATCHED, allowed};
pub use secrets::Vault;
pub use tables::{TABLES, TTL, Table};

use mail::MailService;
use secrets::SecretsService;
use stream::StreamReader;
use thread::{Ready, Shared, Thread};

/// Where the stream's reader notes how far it is, in the data folder.
const POSITION_FILE: &str = "outbox-position";

/// Why the emulators do not start.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder cannot be made or written.
    #[error("the data folder {} cannot be used", folder.display())]
    Folder {
        /// The folder as given.
        folder: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Another program has it open.
    #[error("the data folder {} is in use by another program", .0.display())]
    FolderInUse(PathBuf),
    /// The store's library wants text.
    #[error("the data folder's name {} is not valid Unicode", .0.display())]
    FolderName(PathBuf),
    /// The database is damaged, or the prefix gives table names that `DynamoDB` would refuse.
    #[error("the local store cannot be opened")]
    Store(#[source] DynoxideError),
    /// No thread or no port.
    #[error("the local endpoints cannot be started")]
    Start(#[source] io::Error),
}

/// The running endpoints. Everything ends, and the database is closed, when the value is dropped.
pub struct Emulators {
    /// The `DynamoDB` endpoint for SDK clients.
    pub store_url: String,
    /// The SES endpoint for SDK clients.
    pub mail_url: String,
    /// The Secrets Manager endpoint for SDK clients.
    pub secrets_url: String,
    /// Moves the time of all of it.
    pub clock: LocalClock,
    /// Every call so far.
    pub calls: CallLog,
    /// Has the store tell what each call costs.
    pub meter: Meter,
    /// Spoils the store's next answers.
    pub faults: Faults,
    /// The caught mail.
    pub mailbox: Mailbox,
    /// How the mail service behaves.
    pub mail_mode: CurrentMode,
    /// What Secrets Manager holds.
    pub vault: Vault,
    prefix: String,
    data: Option<PathBuf>,
    outbox_written: Arc<Notify>,
    readers: Mutex<Vec<AbortHandle>>,
    // Declared before the thread: the database is closed when the last of its holders, the thread, has ended.
    database: Database,
    _thread: Thread,
}

impl Emulators {
    /// Opens the database in the folder `data`, or one in memory, makes the tables that are missing, and serves.
    pub async fn start(data: Option<&Path>, table_prefix: &str) -> Result<Self, Error> {
        let (clock, calls, faults) = (LocalClock::default(), CallLog::default(), Faults::default());
        let meter = Meter::default();
        let mail = MailService {
            clock: clock.clone(),
            calls: calls.clone(),
            ..MailService::default()
        };
        let (mailbox, mail_mode) = (mail.mailbox.clone(), mail.mode.clone());
        let secrets = SecretsService {
            clock: clock.clone(),
            calls: calls.clone(),
            vault: Vault::default(),
        };
        let vault = secrets.vault.clone();
        let outbox_written = Arc::new(Notify::new());
        let (thread, ready) = Thread::start(Shared {
            data: data.map(Path::to_owned),
            prefix: table_prefix.to_owned(),
            clock: clock.clone(),
            calls: calls.clone(),
            faults: faults.clone(),
            meter: meter.clone(),
            mail,
            secrets,
            outbox_written: Arc::clone(&outbox_written),
        })
        .await?;
        let Ready {
            database,
            store_url,
            mail_url,
            secrets_url,
        } = ready;
        Ok(Self {
            store_url,
            mail_url,
            secrets_url,
            clock,
            calls,
            meter,
            faults,
            mailbox,
            mail_mode,
            vault,
            prefix: table_prefix.to_owned(),
            data: data.map(Path::to_owned),
            outbox_written,
            readers: Mutex::default(),
            database,
            _thread: thread,
        })
    }

    /// Hands the outbox's stream to `handler`, an event at a time, as Lambda would, until this value is dropped.
    /// The handler runs on the caller's runtime.
    pub fn feed_outbox_to<H, F>(&self, handler: H)
    where
        H: Fn(Value) -> F + Send + Sync + 'static,
        F: Future<Output = Value> + Send + 'static,
    {
        let reader = StreamReader::new(
            self.database.clone(),
            format!("{}outbox", self.prefix),
            Arc::clone(&self.outbox_written),
            self.data.as_ref().map(|folder| folder.join(POSITION_FILE)),
        );
        let running = tokio::spawn(reader.run(handler)).abort_handle();
        self.readers
            .lock()
            .expect("nothing panics while it holds the readers")
            .push(running);
    }

    /// Everything under `/_local/` but what needs the functions.
    pub fn router(&self) -> axum::Router {
        local::router(self)
    }

    /// `/_local/clock`, where the functions have this clock: else their time and the store's would part.
    pub fn clock_router(&self) -> axum::Router {
        local::clock_router(self)
    }

    /// Every table's items under its noun, as plain JSON.
    pub async fn tables(&self) -> Result<Value, DynoxideError> {
        let prefix = self.prefix.clone();
        store::blocking(&self.database, move |database| {
            contents::dump(database, &prefix)
        })
        .await
    }

    /// Puts items, in the store's own JSON, into the table of that noun, all of them or none; the stream is not told. For
    /// directories too large to be made one account at a time.
    pub async fn load(&self, noun: &str, items: Vec<Value>) -> Result<(), Error> {
        let table = format!("{}{noun}", self.prefix);
        let items = items
            .into_iter()
            .map(serde_json::from_value)
            .collect::<Result<Vec<Item>, _>>();
        let items = items.map_err(|error| Error::Start(io::Error::other(error)))?;
        let loaded = store::blocking(&self.database, move |database| {
            database.import_items(&table, items, ImportOptions::default())
        });
        loaded.await.map(|_| ()).map_err(Error::Store)
    }

    /// Removes the items whose `ttl` is past by [`Emulators::clock`], as AWS does within days; answers how many.
    /// Nothing else ever removes them.
    pub async fn sweep(&self) -> Result<usize, DynoxideError> {
        let (prefix, now_ms) = (self.prefix.clone(), self.clock.now_ms());
        store::blocking(&self.database, move |database| {
            contents::sweep(database, &prefix, now_ms)
        })
        .await
    }
}

impl Drop for Emulators {
    fn drop(&mut self) {
        let readers = self
            .readers
            .get_mut()
            .expect("nothing panics while it holds the readers");
        readers.iter().for_each(AbortHandle::abort);
    }
}
