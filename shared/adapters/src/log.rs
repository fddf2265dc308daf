//! The log: one line of JSON for each outcome.

use std::sync::Once;

static STARTED: Once = Once::new();

/// Writes everything from `level` up to standard output, as JSON, without colours. A process has one log: the first level
/// stays.
pub fn to_standard_output(level: tracing::Level) {
    STARTED.call_once(|| {
        tracing_subscriber::fmt()
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .with_span_list(false)
            .with_max_level(level)
            .init();
    });
}
