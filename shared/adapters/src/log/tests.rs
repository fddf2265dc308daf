//! The lines that are written, and the spans that are known meanwhile.

use std::cell::RefCell;
use std::mem::take;
use std::sync::Arc;

use serde_json::Value;
use tracing::{Level, Span, error_span, info_span};

use super::Log;

thread_local! {
    static LINES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// What is logged meanwhile by this thread.
fn lines(level: Level, happens: impl FnOnce()) -> Vec<Value> {
    let log = Log::new(level, |line| {
        LINES.with_borrow_mut(|lines| lines.push(line.to_owned()));
    });
    tracing::subscriber::with_default(log, happens);
    let lines = LINES.with_borrow_mut(take);
    let lines = lines.iter();
    lines
        .map(|line| serde_json::from_str(line).expect("a line is one JSON object"))
        .collect()
}

#[test]
fn a_line_says_when_and_where_and_what_in_the_types_it_has() {
    let lines = lines(Level::INFO, || {
        let nothing = None::<&str>;
        tracing::warn!(
            http.status = 503_u16,
            took = 0.5,
            at = %"a \"place\"",
            below = -1,
            known = true,
            nothing,
            "it {}",
            "happened"
        );
    });

    let [line] = lines.as_slice() else {
        panic!("{lines:?}");
    };
    let timestamp = line["timestamp"].as_str().expect("a text");
    assert_eq!(timestamp.len(), "2026-11-30T09:24:00.123Z".len());
    assert!(timestamp.parse::<jiff::Timestamp>().is_ok(), "{timestamp}");
    let mut rest = line.clone();
    let members = rest.as_object_mut().expect("an object");
    members.remove("timestamp");
    assert_eq!(
        rest,
        serde_json::json!({
            "level": "WARN", "target": "adapters::log::tests", "message": "it happened", "http.status": 503, "took": 0.5,
            "at": "a \"place\"", "below": -1, "known": true,
        })
    );
}

#[test]
fn what_is_below_the_level_is_not_told_and_what_is_not_still_says_what_it_is_about() {
    let lines = lines(Level::WARN, || {
        let _request = error_span!("request", request.id = "r").entered();
        tracing::info!("answered");
        tracing::error!("failed");
    });
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["message"], "failed");
    assert_eq!(lines[0]["request.id"], "r");
}

#[test]
fn a_line_has_the_fields_of_all_spans_around_it_the_last_value_of_each_and_the_nearest() {
    let lines = lines(Level::INFO, || {
        let request = info_span!("request", request.id = "r", work.id = tracing::field::Empty);
        request.in_scope(|| {
            Span::current().record("work.id", "first");
            Span::current().record("work.id", "second");
            info_span!("work", batch.id = "b", outcome = "of the span").in_scope(|| {
                tracing::info!(outcome = "of the event", "in both");
            });
            tracing::info!("in one");
        });
        tracing::info!("in none");
        tracing::info!(parent: &request, "named");
    });

    let told = |name| {
        let told = lines.iter().map(|line| line[name].as_str());
        told.collect::<Vec<_>>()
    };
    let (once, twice) = (Some("r"), Some("second"));
    assert_eq!(told("request.id"), [once, once, None, once]);
    assert_eq!(told("work.id"), [twice, twice, None, twice]);
    assert_eq!(told("batch.id"), [Some("b"), None, None, None]);
    assert_eq!(told("outcome"), [Some("of the event"), None, None, None]);
}

#[test]
fn spans_may_be_left_in_any_order() {
    let lines = lines(Level::INFO, || {
        let outer = info_span!("outer", request.id = "r").entered();
        let inner = info_span!("inner", work.id = "w").entered();
        drop(outer);
        tracing::info!("in the inner one, which stands in the outer one still");
        drop(inner);
        tracing::info!("in none");
        assert!(Span::current().is_none());
    });
    assert_eq!(lines[0]["work.id"], "w");
    assert_eq!(lines[0]["request.id"], "r");
    assert_eq!(lines[1]["request.id"], Value::Null);
}

#[test]
fn a_span_is_forgotten_with_its_last_handle_and_the_last_span_in_it() {
    let log = Arc::new(Log::new(Level::INFO, |_| {}));
    tracing::subscriber::with_default(Arc::clone(&log), || {
        let outer = info_span!("outer");
        let inner = outer.in_scope(|| info_span!("inner"));
        let again = outer.clone();
        drop(outer);
        drop(again);
        assert_eq!(log.spans.count(), 2);
        drop(inner);
        assert_eq!(log.spans.count(), 0);
    });
}
