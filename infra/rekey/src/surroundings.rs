//! `rekey emulators`: what functions find around them that run elsewhere, as under `cargo lambda watch`.

use std::fmt;
use std::sync::Arc;

use tokio::task::JoinSet;

use crate::emulators::Emulators;
use crate::ground::Ground;
use crate::stack;
use crate::start::{Options, StartError, listen};

/// Where `cargo lambda watch` serves unless it is told otherwise.
const WATCH_URL: &str = "http://localhost:9000";

/// Store, mail service and secrets, with accounts and without functions; they end when this is dropped. Its text is for a
/// shell: a line is an `export`, or a remark.
pub struct Surroundings {
    url: String,
    service_key: String,
    exports: Vec<(String, String)>,
    _emulators: Arc<Emulators>,
    _running: JoinSet<()>,
}

impl Surroundings {
    /// Starts everything; when this returns, it serves.
    pub async fn start(options: Options) -> Result<Self, StartError> {
        let (listener, url) = listen(options.port).await?;
        let ground = Ground::prepare(&options, WATCH_URL).await?;
        let exports = ground.environment.for_all_functions(&ground.emulators);
        let mut running = JoinSet::new();
        running.spawn(stack::serve(listener, ground.emulators.router()));
        Ok(Self {
            url,
            service_key: ground.secrets.service_key,
            exports,
            _emulators: ground.emulators,
            _running: running,
        })
    }
}

impl fmt::Display for Surroundings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = &self.url;
        for (name, value) in &self.exports {
            writeln!(f, "export {name}={}", quoted(value))?;
        }
        writeln!(f, "# Service key: {}", self.service_key)?;
        writeln!(f, "# Mail is caught at {url}/_local/")?;
        writeln!(f, "# Work for `deliver` waits at {url}/_local/outbox-event")?;
        writeln!(f, "# Rekey's emulators are ready: {url}")
    }
}

/// A text as a shell takes it, whatever is in it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
