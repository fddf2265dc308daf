//! The log: one line of JSON for each outcome.

/// Writes everything from `level` up to standard output, as JSON, without colours.
pub fn to_standard_output(level: tracing::Level) {
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(true)
        .with_span_list(false)
        .with_max_level(level)
        .init();
}
