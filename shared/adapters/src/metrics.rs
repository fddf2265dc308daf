//! Metrics in `CloudWatch`'s embedded metric format: a line of JSON for each, beside the log's lines, of which the log's
//! service makes numbers. They do not hang on `LOG_LEVEL`, because alarms do not; and they name nobody.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};

use crate::clock::Clock;

/// Where they are found.
const NAMESPACE: &str = "Rekey";
const INSTALLATION: &str = "Installation";

/// Takes the lines of this process; without one nothing is written.
static WRITER: OnceLock<fn(&str)> = OnceLock::new();

/// What is measured. `infra/observability.yaml` and `docs/operating.md` use the names of `Metric::numbers`.
#[derive(Clone, Copy, Debug)]
pub enum Metric {
    /// A public ask was accepted, and answered after so long.
    Ask(Duration),
    /// The mail service was asked to take a mail: what it said.
    MailOutcome(&'static str),
    /// From whatever a mail tells of until the mail service took it.
    MailDelay(Duration),
    /// A public ask got no mail, because the hour's mails are spent.
    MailBudgetSpent,
    /// A try to set a password with a link: the link's state, or `redeemed`; and the time until the answer.
    Redemption(&'static str, Duration),
    /// A rule refused a call: the problem's slug.
    Refusal(&'static str),
    /// A limit could not be counted.
    LimitsUnreachable,
    /// How long the oldest work waits.
    OutboxAge(Duration),
}

impl Metric {
    /// Name, unit and value of each number.
    fn numbers(self) -> Vec<(&'static str, &'static str, f64)> {
        let count = |name| (name, "Count", 1.0);
        let time = |name, took: Duration| (name, "Milliseconds", milliseconds(took));
        match self {
            Self::Ask(took) => vec![count("Asks"), time("AskTime", took)],
            Self::MailOutcome(_) => vec![count("MailOutcome")],
            Self::MailDelay(delay) => vec![time("MailDelay", delay)],
            Self::MailBudgetSpent => vec![count("MailBudgetSpent")],
            Self::Redemption(_, took) => vec![count("Redemptions"), time("RedemptionTime", took)],
            Self::Refusal(_) => vec![count("Refusals")],
            Self::LimitsUnreachable => vec![count("LimitsUnreachable")],
            Self::OutboxAge(age) => vec![("OutboxAge", "Seconds", age.as_secs_f64().floor())],
        }
    }

    /// What tells its values apart, besides the installation.
    fn dimension(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::MailOutcome(word) => Some(("Outcome", word)),
            Self::Redemption(state, _) => Some(("State", state)),
            Self::Refusal(slug) => Some(("Rule", slug)),
            _ => None,
        }
    }
}

/// Tenths of a millisecond are all that a network leaves of the rest.
fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 10_000.0).round() / 10.0
}

/// Writes the metrics of one installation.
#[derive(Clone, Debug)]
pub struct Metrics {
    installation: Arc<str>,
    clock: Clock,
    is_silent: bool,
}

impl Metrics {
    /// Of the installation whose tables have that prefix.
    pub fn new(table_prefix: &str, clock: Clock) -> Self {
        Self {
            installation: table_prefix.into(),
            clock,
            is_silent: false,
        }
    }

    /// Writes nothing: nothing is counted of an answer that no rule gave.
    #[must_use]
    pub fn silent(self) -> Self {
        Self {
            is_silent: true,
            ..self
        }
    }

    /// Writes one line, where this process writes metrics.
    pub fn write(&self, metric: Metric) {
        if let Some(write) = WRITER.get().filter(|_| !self.is_silent) {
            let line = serde_json::to_string(&self.line(metric));
            write(&line.expect("names and numbers are JSON"));
        }
    }

    fn line(&self, metric: Metric) -> Line<'_> {
        Line {
            metric,
            installation: &self.installation,
            at: self.clock.now(),
        }
    }
}

/// One line, as Amazon's "Specification: Embedded metric format" has it.
struct Line<'a> {
    metric: Metric,
    installation: &'a str,
    at: Timestamp,
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (numbers, dimension) = (self.metric.numbers(), self.metric.dimension());
        let mut line = serializer.serialize_map(None)?;
        line.serialize_entry(INSTALLATION, self.installation)?;
        let mut dimensions = vec![INSTALLATION];
        if let Some((name, value)) = dimension {
            line.serialize_entry(name, value)?;
            dimensions.push(name);
        }
        for (name, _, value) in &numbers {
            line.serialize_entry(name, value)?;
        }
        let named = |(name, unit, _): &(&'static str, &'static str, f64)| Named { name, unit };
        let directive = Directive {
            namespace: NAMESPACE,
            dimensions: [dimensions],
            metrics: numbers.iter().map(named).collect(),
        };
        let about = About {
            timestamp: self.at.as_millisecond(),
            directives: [directive],
        };
        line.serialize_entry("_aws", &about)?;
        line.end()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct About {
    timestamp: i64,
    #[serde(rename = "CloudWatchMetrics")]
    directives: [Directive; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Directive {
    namespace: &'static str,
    dimensions: [Vec<&'static str>; 1],
    metrics: Vec<Named>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Named {
    name: &'static str,
    unit: &'static str,
}

/// From now on this process hands the lines of its metrics to `write`. Only the first call counts.
pub fn write_with(write: fn(&str)) {
    WRITER.get_or_init(|| write);
}

#[cfg(test)]
mod tests;
