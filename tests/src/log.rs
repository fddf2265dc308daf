//! The log of all that runs in the test's own process: the lines of every world, told apart by the ids in them.

use std::sync::{Arc, Mutex, MutexGuard, Once, PoisonError};

use serde_json::Value;
use tracing::Level;

use crate::World;

/// Held as briefly as can be: whoever writes a line, in any world, waits for it.
static LINES: Mutex<Vec<Arc<str>>> = Mutex::new(Vec::new());

impl World {
    /// The lines of this world's metrics, oldest first. Worlds are told apart by their `TABLE_PREFIX`.
    pub fn metrics(&self, table_prefix: &str) -> Vec<Value> {
        let mut lines: Vec<Value> = self
            .lines()
            .iter()
            .filter(|line| line.contains("\"_aws\""))
            .map(|line| serde_json::from_str(line).expect("a line is one JSON object"))
            .collect();
        lines.retain(|line| line["Installation"] == table_prefix);
        lines
    }

    /// The lines that hold this id, oldest first.
    pub fn log_about(&self, id: &str) -> Vec<Value> {
        let lines = self.lines();
        let about = lines.iter().filter(|line| line.contains(id));
        about
            .map(|line| serde_json::from_str(line).expect("a line is one JSON object"))
            .collect()
    }

    /// What the worker's turns at the work for this account came to, oldest first: the message, the outcome, the reason.
    pub fn turns_about(&self, account_id: &str) -> Vec<[String; 3]> {
        let told = self.log_about(account_id);
        let turns = told.iter().filter(|line| line["work.outcome"].is_string());
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        turns
            .map(|line| ["message", "work.outcome", "work.reason"].map(|name| text(&line[name])))
            .collect()
    }
}

/// Keeps every line from now on, as the functions write it on Lambda, at the level that tells most there.
pub(crate) fn keep() {
    static KEEPING: Once = Once::new();
    KEEPING.call_once(|| {
        adapters::log::write_to(Level::DEBUG, keep_line);
        adapters::metrics::write_with(keep_line);
    });
}

/// How many lines there are.
pub(crate) fn length() -> usize {
    lines().len()
}

/// The lines behind so many.
pub(crate) fn since(length: usize) -> Vec<Arc<str>> {
    lines()[length..].to_vec()
}

/// The warnings and errors of one request, and what its client of AWS tried again.
pub(crate) fn faults_of(request_id: &str) -> Vec<Arc<str>> {
    let tells = |line: &Arc<str>| {
        line.contains(request_id)
            && ["\"ERROR\"", "\"WARN\"", "retry"]
                .iter()
                .any(|word| line.contains(word))
    };
    lines().iter().filter(|line| tells(line)).cloned().collect()
}

fn keep_line(line: &str) {
    lines().push(line.into());
}

/// A test that failed while it held the lines leaves them as good as they were.
fn lines() -> MutexGuard<'static, Vec<Arc<str>>> {
    LINES.lock().unwrap_or_else(PoisonError::into_inner)
}
