//! The log: one line of JSON for each outcome. The fields of the event and of the spans around it stand side by side, so
//! that `request.id` and `work.id` are found in every line that has to do with them.

use std::fmt;
use std::panic::PanicHookInfo;
use std::sync::Once;

use serde::Serialize;
use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::span::Record;
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::field::RecordFields;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::{FormatTime as _, SystemTime};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields, FormattedFields, MakeWriter};
use tracing_subscriber::registry::{LookupSpan, Scope};

use crate::metrics;

static STARTED: Once = Once::new();

/// Writes everything from `level` up to standard output, and metrics and panics too. A process has one log: the first level
/// stays.
pub fn to_standard_output(level: Level) {
    STARTED.call_once(|| {
        write_to(level, std::io::stdout);
        metrics::write_with(metrics::to_standard_output);
        std::panic::set_hook(Box::new(tell_of_panic));
    });
}

/// Writes everything from `level` up to that writer, a line at a time.
pub fn write_to<W>(level: Level, writer: W)
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    tracing_subscriber::fmt()
        .fmt_fields(Members)
        .event_format(Line)
        .with_max_level(level)
        .with_writer(writer)
        .init();
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

/// One event as one line.
struct Line;

impl<S> FormatEvent<S, Members> for Line
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, Members>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        writer.write_str("{\"timestamp\":\"")?;
        SystemTime.format_time(&mut writer)?;
        let (level, target) = (event.metadata().level(), event.metadata().target());
        write!(writer, "\",\"level\":\"{level}\",\"target\":\"{target}\"")?;
        context.format_fields(writer.by_ref(), event)?;
        for span in context.event_scope().into_iter().flat_map(Scope::from_root) {
            if let Some(fields) = span.extensions().get::<FormattedFields<Members>>() {
                writer.write_str(fields)?;
            }
        }
        writer.write_str("}\n")
    }
}

/// Fields as members of an object, each behind a comma. No span has a field that an event in it, or another span around the
/// event, has too.
struct Members;

impl<'writer> FormatFields<'writer> for Members {
    fn format_fields<R: RecordFields>(&self, writer: Writer<'writer>, fields: R) -> fmt::Result {
        let mut member = Member(writer, Ok(()));
        fields.record(&mut member);
        member.1
    }

    /// A field that is recorded again has its last value: a second try has a work of its own.
    fn add_fields(
        &self,
        current: &'writer mut FormattedFields<Self>,
        fields: &Record<'_>,
    ) -> fmt::Result {
        let mut added = FormattedFields::<Self>::new(String::new());
        self.format_fields(added.as_writer(), fields)?;
        let mut members = read_members(current)?;
        members.extend(read_members(&added)?);
        current.fields.clear();
        let mut member = Member(current.as_writer(), Ok(()));
        for (name, value) in &members {
            member.write(name, value);
        }
        member.1
    }
}

fn read_members(fields: &FormattedFields<Members>) -> Result<Map<String, Value>, fmt::Error> {
    let members = fields.trim_start_matches(',');
    serde_json::from_str(&format!("{{{members}}}")).map_err(|_| fmt::Error)
}

/// Writes one member after the other, as long as that goes well.
struct Member<'writer>(Writer<'writer>, fmt::Result);

impl Member<'_> {
    fn write(&mut self, name: &str, value: &impl Serialize) {
        let value = serde_json::to_string(value).map_err(|_| fmt::Error);
        let written = value.and_then(|value| write!(self.0, ",\"{name}\":{value}"));
        self.1 = self.1.and(written);
    }
}

impl Visit for Member<'_> {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.write(field.name(), &value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.write(field.name(), &value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.write(field.name(), &value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.write(field.name(), &value);
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.write(field.name(), &value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.write(field.name(), &format_args!("{value:?}"));
    }
}
