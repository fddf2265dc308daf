//! The log: one line of JSON for each outcome. The fields of the event and of the spans around it stand side by side, so
//! that `request.id` and `work.id` are found in every line that has to do with them. Metrics are lines beside these.
//!
//! It is a subscriber of `tracing` by itself, because a start waits for it: that of `tracing-subscriber` lays out room for four
//! thousand threads (docs/decisions.md, 77).

mod spans;

use std::fmt;
use std::io::Write as _;
use std::panic::PanicHookInfo;
use std::sync::Once;

use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};
use serde_json::Value;
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_core::span::Current;

use crate::clock::Clock;
use crate::metrics;
use spans::Spans;

static STARTED: Once = Once::new();

/// Writes everything from `level` up to standard output, and metrics and panics too. A process has one log: the first level
/// stays.
pub fn to_standard_output(level: Level) {
    STARTED.call_once(|| {
        write_to(level, line_to_standard_output);
        metrics::write_with(line_to_standard_output);
        std::panic::set_hook(Box::new(tell_of_panic));
    });
}

/// Hands every line from `level` up to `write`.
///
/// # Panics
/// If the process has a log already.
pub fn write_to(level: Level, write: fn(&str)) {
    let log = Log::new(level, write);
    tracing::subscriber::set_global_default(log).expect("a process has one log");
}

/// That a line cannot be written is no reason to fail whatever it tells of.
fn line_to_standard_output(line: &str) {
    let _written = writeln!(std::io::stdout().lock(), "{line}");
}

/// Where, and why only if the words are our own: a message that was put together may hold what it was about.
pub fn tell_of_panic(panic: &PanicHookInfo<'_>) {
    tracing::error!(
        panic.location = panic.location().map(tracing::field::display),
        panic.reason = panic.payload().downcast_ref::<&'static str>(),
        "a function panicked"
    );
}

/// An error with its sources, in one line.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}

/// Takes what happens, and makes a line of each event.
struct Log {
    level: Level,
    write: fn(&str),
    spans: Spans,
}

impl Log {
    fn new(level: Level, write: fn(&str)) -> Self {
        Self {
            level,
            write,
            spans: Spans::default(),
        }
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= self.level
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(self.level.into())
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let parent = spans::parent(event.is_contextual(), event.parent());
        self.spans.add_fields(parent, &mut fields);
        let line = Line {
            of: event.metadata(),
            fields,
        };
        let line = serde_json::to_string(&line);
        (self.write)(&line.expect("names and values are JSON"));
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.spans.open(span)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        self.spans.record(span, values);
    }

    /// The log has no use for what came before what.
    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, span: &Id) {
        spans::enter(span);
    }

    fn exit(&self, span: &Id) {
        spans::exit(span);
    }

    fn clone_span(&self, span: &Id) -> Id {
        self.spans.refer_to(span)
    }

    fn try_close(&self, span: Id) -> bool {
        self.spans.close(&span)
    }

    fn current_span(&self) -> Current {
        self.spans.current()
    }
}

/// One event as one line.
struct Line {
    of: &'static Metadata<'static>,
    fields: Fields,
}

impl Serialize for Line {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut line = serializer.serialize_map(None)?;
        line.serialize_entry("timestamp", &format_args!("{:.3}", Clock::Real.now()))?;
        line.serialize_entry("level", self.of.level().as_str())?;
        line.serialize_entry("target", self.of.target())?;
        for (name, value) in &self.fields.0 {
            line.serialize_entry(name, value)?;
        }
        line.end()
    }
}

/// Names and values, each name once.
#[derive(Default)]
struct Fields(Vec<(&'static str, Value)>);

impl Fields {
    /// What is known already stays: an event is nearer than the spans around it.
    fn add(&mut self, more: &Self) {
        for (name, value) in &more.0 {
            if self.get(name).is_none() {
                self.0.push((name, value.clone()));
            }
        }
    }

    /// A field that is recorded again has its last value: a second try has a work of its own.
    fn replace(&mut self, newer: Self) {
        for (name, value) in newer.0 {
            self.set(name, value);
        }
    }

    fn set(&mut self, name: &'static str, value: Value) {
        match self.get(name) {
            Some(last) => *last = value,
            None => self.0.push((name, value)),
        }
    }

    fn get(&mut self, name: &str) -> Option<&mut Value> {
        let mut fields = self.0.iter_mut();
        fields
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }
}

impl Visit for Fields {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.set(field.name(), value.into());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.set(field.name(), value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.set(field.name(), value.into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.set(field.name(), value.into());
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.set(field.name(), value.into());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.set(field.name(), format!("{value:?}").into());
    }
}

#[cfg(test)]
mod tests;
