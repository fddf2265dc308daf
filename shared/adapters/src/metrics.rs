//! Metrics in `CloudWatch`'s embedded metric format: a line of JSON for each, beside the log's lines, of which the log's
//! service makes numbers. They do not hang on `LOG_LEVEL`, because alarms do not; and they name nobody.

use std::io::Write as _;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use serde_json::{Map, Value, json};

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
}

impl Metrics {
    /// Of the installation whose tables have that prefix.
    pub fn new(table_prefix: &str, clock: Clock) -> Self {
        Self {
            installation: table_prefix.into(),
            clock,
        }
    }

    /// Writes one line, where this process writes metrics.
    pub fn write(&self, metric: Metric) {
        if let Some(write) = WRITER.get() {
            write(&self.line(metric).to_string());
        }
    }

    /// The line, as Amazon's "Specification: Embedded metric format" has it.
    fn line(&self, metric: Metric) -> Value {
        let mut line = Map::new();
        line.insert(INSTALLATION.to_owned(), json!(&*self.installation));
        if let Some((name, value)) = metric.dimension() {
            line.insert(name.to_owned(), json!(value));
        }
        let dimensions: Vec<String> = line.keys().cloned().collect();
        let numbers = metric.numbers();
        let names: Vec<Value> = numbers
            .iter()
            .map(|(name, unit, _)| json!({"Name": name, "Unit": unit}))
            .collect();
        line.extend(
            numbers
                .iter()
                .map(|(name, _, value)| ((*name).to_owned(), json!(value))),
        );
        let directive =
            json!({"Namespace": NAMESPACE, "Dimensions": [dimensions], "Metrics": names});
        let about = json!({
            "Timestamp": self.clock.now().as_millisecond(),
            "CloudWatchMetrics": [directive],
        });
        line.insert("_aws".to_owned(), about);
        Value::Object(line)
    }
}

/// From now on this process hands the lines of its metrics to `write`. Only the first call counts.
pub fn write_with(write: fn(&str)) {
    WRITER.get_or_init(|| write);
}

/// One line on standard output. That it cannot be written is no reason to fail whatever was measured.
pub(crate) fn to_standard_output(line: &str) {
    let _written = writeln!(std::io::stdout().lock(), "{line}");
}

#[cfg(test)]
mod tests;
