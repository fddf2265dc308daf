//! The mailbox simulator of SES: its addresses take every mail, and the event follows, as EventBridge hands it over.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::emulators::Mail;

const DOMAIN: &str = "simulator.amazonses.com";

/// The events that follow a mail: none for addresses that are not the simulator's.
pub fn events(mail: &Mail, at: Timestamp) -> Vec<Value> {
    mail.to
        .iter()
        .flat_map(|to| kinds(to))
        .map(|(name, detail)| event(mail, at, name, &detail))
        .collect()
}

/// By the address without its `+label`.
fn kinds(address: &str) -> Vec<(&'static str, Value)> {
    let Some((local, DOMAIN)) = address.split_once('@') else {
        return Vec::new();
    };
    let sent = ("Send", json!({"send": {}}));
    let delivered = ("Delivery", json!({"delivery": {"processingTimeMillis": 1}}));
    match local.split('+').next().unwrap_or_default() {
        "success" | "ooto" => vec![sent, delivered],
        "bounce" => vec![sent, bounce("General")],
        "suppressionlist" => vec![sent, bounce("OnAccountSuppressionList")],
        "complaint" => vec![
            sent,
            delivered,
            (
                "Complaint",
                json!({"complaint": {"complaintFeedbackType": "abuse"}}),
            ),
        ],
        _ => Vec::new(),
    }
}

fn bounce(sub_type: &str) -> (&'static str, Value) {
    (
        "Bounce",
        json!({"bounce": {"bounceType": "Permanent", "bounceSubType": sub_type}}),
    )
}

fn event(mail: &Mail, at: Timestamp, name: &str, detail: &Value) -> Value {
    let tags: serde_json::Map<String, Value> = mail
        .tags
        .iter()
        .map(|(name, value)| (name.clone(), json!([value])))
        .collect();
    let mut event = json!({
        "version": "0",
        "detail-type": format!("Email {name}"),
        "source": "aws.ses",
        "time": format!("{at:.0}"),
        "detail": {"eventType": name, "mail": {"messageId": mail.id, "destination": mail.to, "tags": tags}},
    });
    if let (Some(into), Some(members)) = (event["detail"].as_object_mut(), detail.as_object()) {
        into.extend(members.clone());
    }
    event
}
