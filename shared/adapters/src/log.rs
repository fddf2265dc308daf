//! The log: one line of JSON for each outcome. The fields of the event and of the spans around it stand side by side, so
//! that `request.id` and `work.id` are found in every line that has to do with them.

use std::fmt;
use std::panic::PanicHookInfo;
use std::sync::Once;

use serde_json::{Map, Value};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::fmt::format::{JsonFields, Writer};
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
        .fmt_fields(JsonFields::new())
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

impl<S, N> FormatEvent<S, N> for Line
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let mut line = Map::new();
        for span in context.event_scope().into_iter().flat_map(Scope::from_root) {
            if let Some(fields) = span.extensions().get::<FormattedFields<N>>() {
                line.extend(members(fields));
            }
        }
        let mut fields = String::new();
        context.format_fields(Writer::new(&mut fields), event)?;
        line.extend(members(&fields));
        let mut at = String::new();
        SystemTime.format_time(&mut Writer::new(&mut at))?;
        let (level, target) = (event.metadata().level(), event.metadata().target());
        for (name, value) in [
            ("timestamp", at),
            ("level", level.to_string()),
            ("target", target.to_owned()),
        ] {
            line.insert(name.to_owned(), value.into());
        }
        writeln!(writer, "{}", Value::Object(line))
    }
}

fn members(object: &str) -> Map<String, Value> {
    serde_json::from_str(object).unwrap_or_default()
}
