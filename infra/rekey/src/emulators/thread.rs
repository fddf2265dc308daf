//! AWS's own corner of this machine: one thread with its own runtime, so that a wait for the disk never stops a
//! function, and so that everything is let go of when the thread has ended.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;

use dynoxide::Database;
use hyper::http::uri::Authority;
use tokio::net::TcpListener;
use tokio::sync::{Notify, oneshot};

use super::calls::CallLog;
use super::clock::LocalClock;
use super::faults::Faults;
use super::http::{Port, listen, serve, serve_behind};
use super::mail::MailService;
use super::meter::Meter;
use super::secrets::SecretsService;
use super::store::{Proxy, open};
use super::{Error, tables};

/// What the endpoints share with those who look in from outside.
pub(crate) struct Shared {
    pub(crate) data: Option<PathBuf>,
    pub(crate) prefix: String,
    pub(crate) clock: LocalClock,
    pub(crate) calls: CallLog,
    pub(crate) faults: Faults,
    pub(crate) meter: Meter,
    pub(crate) mail: MailService,
    pub(crate) secrets: SecretsService,
    pub(crate) outbox_written: Arc<Notify>,
}

/// What there is once it serves.
pub(crate) struct Ready {
    pub(crate) database: Database,
    pub(crate) store_url: String,
    pub(crate) mail_url: String,
    pub(crate) secrets_url: String,
}

/// Ends the thread, and waits for its end, when it is dropped.
pub(crate) struct Thread {
    stop: Option<oneshot::Sender<()>>,
    running: Option<JoinHandle<()>>,
}

impl Thread {
    /// Starts the thread and waits until it serves.
    pub(crate) async fn start(shared: Shared) -> Result<(Self, Ready), Error> {
        let (stop, stopped) = oneshot::channel();
        let (tell, told) = oneshot::channel();
        let running = std::thread::Builder::new()
            .name("rekey-aws".to_owned())
            .spawn(move || run(&shared, tell, stopped))
            .map_err(Error::Start)?;
        let thread = Self {
            stop: Some(stop),
            running: Some(running),
        };
        let ready = told.await.expect("the thread tells how its start went")?;
        Ok((thread, ready))
    }
}

impl Drop for Thread {
    fn drop(&mut self) {
        drop(self.stop.take());
        if self
            .running
            .take()
            .is_some_and(|running| running.join().is_err())
        {
            tracing::error!("the local AWS endpoints broke off");
        }
    }
}

fn run(
    shared: &Shared,
    tell: oneshot::Sender<Result<Ready, Error>>,
    stopped: oneshot::Receiver<()>,
) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let started = runtime.map_err(Error::Start).and_then(|runtime| {
        let opened = open(shared.data.as_deref(), &shared.clock)?;
        tables::create_missing(&opened.database, &shared.prefix).map_err(Error::Store)?;
        let ready = runtime.block_on(start_serving(shared, opened.database))?;
        Ok((runtime, ready, opened.lock))
    });
    let (runtime, ready, lock) = match started {
        Ok(started) => started,
        Err(error) => return drop(tell.send(Err(error))),
    };
    drop(tell.send(Ok(ready)));
    // Whether the sender speaks or goes away, it is over.
    drop(runtime.block_on(stopped));
    // Every connection, and with it the database, is let go of before the folder is.
    drop(runtime);
    drop(lock);
}

async fn start_serving(shared: &Shared, database: Database) -> Result<Ready, Error> {
    let (store, proxy, secrets) = (bind()?, bind()?, bind()?);
    let mail = Port::take().map_err(Error::Start)?;
    let ready = Ready {
        database: database.clone(),
        store_url: format!("http://{}", proxy.1),
        mail_url: format!("http://{}", mail.address()),
        secrets_url: format!("http://{}", secrets.1),
    };
    let at_store = Proxy::new(
        store.1,
        &shared.prefix,
        shared.clock.clone(),
        shared.calls.clone(),
        shared.faults.clone(),
        Arc::clone(&shared.outbox_written),
        shared.meter.clone(),
    );
    let at_mail = shared.mail.clone();
    let at_secrets = shared.secrets.clone();
    tokio::spawn(serve_store(store.0, database));
    tokio::spawn(serve(proxy.0, move |request| {
        at_store.clone().answer(request)
    }));
    tokio::spawn(serve_behind(at_mail.door(), mail, move |request| {
        at_mail.clone().answer(request)
    }));
    tokio::spawn(serve(secrets.0, move |request| {
        std::future::ready(at_secrets.answer(&request))
    }));
    shared.mail.door().set_open(true).await;
    Ok(ready)
}

fn bind() -> Result<(TcpListener, Authority), Error> {
    let listener = listen().map_err(Error::Start)?;
    let address = listener.local_addr().map_err(Error::Start)?.to_string();
    Ok((
        listener,
        address.parse().expect("a socket's address is an authority"),
    ))
}

async fn serve_store(listener: TcpListener, database: Database) {
    let served = dynoxide::server::serve_with_shutdown(listener, database, std::future::pending());
    if let Err(error) = served.await {
        tracing::error!(error, "the local store ended");
    }
}
