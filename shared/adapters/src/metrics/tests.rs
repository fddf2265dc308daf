use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::Value;

use super::{Metric, Metrics};
use crate::clock::Clock;

const TOOK: Duration = Duration::from_micros(12_340);

/// One of each: the match makes whoever adds a metric come here.
fn every_metric() -> Vec<Metric> {
    let next = |metric: Metric| match metric {
        Metric::Ask(_) => Some(Metric::MailOutcome("sent")),
        Metric::MailOutcome(_) => Some(Metric::MailDelay(TOOK)),
        Metric::MailDelay(_) => Some(Metric::MailBudgetSpent),
        Metric::MailBudgetSpent => Some(Metric::Redemption("redeemed", TOOK)),
        Metric::Redemption(..) => Some(Metric::Refusal("not-allowed")),
        Metric::Refusal(_) => Some(Metric::LimitsUnreachable),
        Metric::LimitsUnreachable => Some(Metric::OutboxAge(TOOK)),
        Metric::OutboxAge(_) => None,
    };
    std::iter::successors(Some(Metric::Ask(TOOK)), |metric| next(*metric)).collect()
}

fn line(metric: Metric) -> Value {
    let metrics = Metrics::new("rekey-", Clock::Real);
    serde_json::to_value(metrics.line(metric)).expect("names and numbers are JSON")
}

fn texts(value: &Value) -> Vec<&str> {
    let list = value.as_array().expect("a list");
    list.iter()
        .map(|text| text.as_str().expect("a text"))
        .collect()
}

fn names(line: &Value) -> Vec<&str> {
    let metrics = &line["_aws"]["CloudWatchMetrics"][0]["Metrics"];
    let metrics = metrics.as_array().expect("a list");
    metrics
        .iter()
        .filter_map(|metric| metric["Name"].as_str())
        .collect()
}

#[test]
fn a_line_keeps_to_the_embedded_metric_format() {
    for metric in every_metric() {
        let line = line(metric);
        let about = line["_aws"].as_object().expect("metadata");
        assert_eq!(
            about.keys().collect::<Vec<_>>(),
            ["CloudWatchMetrics", "Timestamp"]
        );
        let at = about["Timestamp"].as_i64().expect("a whole number");
        assert!(
            (1_700_000_000_000..9_999_999_999_999).contains(&at),
            "milliseconds: {at}"
        );
        let [directive] = about["CloudWatchMetrics"]
            .as_array()
            .expect("a list")
            .as_slice()
        else {
            panic!("one directive: {line}");
        };
        assert_eq!(directive["Namespace"], "Rekey");
        let [dimensions] = directive["Dimensions"]
            .as_array()
            .expect("a list")
            .as_slice()
        else {
            panic!("one set of dimensions: {line}");
        };
        let dimensions = texts(dimensions);
        assert!((1..=30).contains(&dimensions.len()) && dimensions.contains(&"Installation"));
        for name in &dimensions {
            let value = line[*name].as_str().unwrap_or_default();
            assert!((1..=1024).contains(&value.len()), "{name} of {line}");
        }
        let numbers = names(&line);
        assert!((1..=100).contains(&numbers.len()), "{line}");
        for (index, name) in numbers.iter().enumerate() {
            assert!(line[*name].is_number(), "{name} of {line}");
            let unit = directive["Metrics"][index]["Unit"]
                .as_str()
                .unwrap_or_default();
            assert!(
                ["Count", "Seconds", "Milliseconds"].contains(&unit),
                "{line}"
            );
        }
        let members = line.as_object().expect("an object").len();
        assert_eq!(
            members,
            1 + dimensions.len() + numbers.len(),
            "nothing else: {line}"
        );
    }
}

#[test]
fn times_are_told_in_their_units() {
    assert_eq!(line(Metric::Ask(TOOK))["AskTime"], 12.3);
    assert_eq!(
        line(Metric::OutboxAge(Duration::from_millis(61_900)))["OutboxAge"],
        61.0
    );
}

/// Each metric with its dimensions, as it stands in a text.
fn every_name() -> BTreeSet<String> {
    every_metric()
        .into_iter()
        .flat_map(|metric| {
            names(&line(metric))
                .into_iter()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn alarms_and_dashboard_watch_what_is_written_and_nothing_else() {
    let template = include_str!("../../../../infra/observability.yaml");
    let dimension_of = |name: &str| {
        let lines = every_metric().into_iter().map(line);
        let found = lines.clone().find(|line| names(line).contains(&name));
        found.map(|line| {
            texts(&line["_aws"]["CloudWatchMetrics"][0]["Dimensions"][0])
                .into_iter()
                .map(str::to_owned)
                .collect::<BTreeSet<_>>()
        })
    };
    let mut watched = BTreeSet::new();
    for alarm in template.split("Type: AWS::CloudWatch::Alarm").skip(1) {
        let Some((_, rest)) = alarm.split_once("Namespace: Rekey\n") else {
            continue;
        };
        let Some((_, rest)) = rest.split_once("MetricName: ") else {
            continue;
        };
        let (name, rest) = rest.split_once('\n').expect("a line has an end");
        let (given, _) = rest.split_once('\n').expect("a line has an end");
        let given: BTreeSet<_> = given
            .split("Name: ")
            .skip(1)
            .filter_map(|text| text.split(',').next())
            .map(str::to_owned)
            .collect();
        assert_eq!(
            Some(given),
            dimension_of(name),
            "the dimensions of the alarm on {name}"
        );
        watched.insert(name.to_owned());
    }
    assert!(watched.len() >= 4, "{watched:?}");
    for shown in template.split("[ \"Rekey\", \"").skip(1) {
        watched.extend(shown.split('"').next().map(str::to_owned));
    }
    for searched in template.split("MetricName=\\\"").skip(1) {
        watched.extend(searched.split('\\').next().map(str::to_owned));
    }
    assert_eq!(watched, every_name());
}

#[test]
fn the_operators_document_lists_every_metric() {
    let document = include_str!("../../../../docs/operating.md");
    let table = document
        .split_once("| metric | unit |")
        .expect("the table of metrics")
        .1;
    let table = table.split_once("\n\n").expect("the table has an end").0;
    let listed: BTreeSet<_> = table
        .lines()
        .filter_map(|row| row.strip_prefix("| `")?.split('`').next())
        .map(str::to_owned)
        .collect();
    assert_eq!(listed, every_name());
}
