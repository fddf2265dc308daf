//! Questions to texts: times, and whether a secret left a trace.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

/// A time as the product writes it: RFC 3339 in UTC with a `Z`.
#[track_caller]
pub fn time(value: &Value) -> Timestamp {
    let text = value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no time"));
    assert!(text.ends_with('Z'), "{text} is not written in UTC");
    text.parse().unwrap_or_else(|_| panic!("{text} is no time"))
}

/// Fails the test unless the reset object lives, and can be sent again, for exactly so many minutes.
#[track_caller]
pub fn lives_for(reset: &Value, lifetime_minutes: i64, window_minutes: i64) {
    let issued_at = time(&reset["issued_at"]);
    let lifetime = time(&reset["expires_at"]).duration_since(issued_at);
    let window = time(&reset["resend_until"]).duration_since(issued_at);
    assert_eq!(
        lifetime,
        SignedDuration::from_mins(lifetime_minutes),
        "lifetime of {reset}"
    );
    assert_eq!(
        window,
        SignedDuration::from_mins(window_minutes),
        "window of {reset}"
    );
}

/// Fails the test if the text holds the secret, as it is, percent-encoded, in hex or in base64; of bytes in base64 also
/// if it holds those.
#[track_caller]
pub fn has_no_trace(text: &str, secret: &str) {
    let lower = text.to_lowercase();
    for trace in traces_of(secret) {
        assert!(
            !lower.contains(&trace.to_lowercase()),
            "a secret is in there as {trace}"
        );
    }
}

/// The same for a token, by eight characters of each form: so much of what was drawn by lot stands nowhere by chance.
#[track_caller]
pub fn has_no_part(text: &str, token: &str) {
    assert_eq!(token.len(), 64, "no token");
    let lower = text.to_lowercase();
    for part in traces_of_random(token) {
        assert!(
            !lower.contains(&part.to_lowercase()),
            "a part of a secret is in there as {part}"
        );
    }
}

/// The forms in which a secret may stand in a text: as it is, escaped for JSON or a URL, in hex, and in base64 wherever it
/// stands in what was encoded; and the last 32 bytes of it likewise, if it is base64 itself, as all tokens are.
pub(crate) fn traces_of(secret: &str) -> Vec<String> {
    let mut traces = forms(secret.as_bytes());
    let json = Value::from(secret).to_string();
    traces.extend([
        secret.to_owned(),
        json[1..json.len() - 1].to_owned(),
        percent(secret),
    ]);
    if let Some(bytes) = secret_bytes(secret) {
        traces.extend(forms(&bytes));
    }
    traces
}

/// The same of a secret that was drawn by lot, by eight characters of each form.
pub(crate) fn traces_of_random(secret: &str) -> Vec<String> {
    // The account's id stands in front of a token's secret bytes, and is no secret: a service key's is nearly all zeros.
    let is_token = secret.len() == 64;
    let mut traces = traces_of(if is_token { &secret[24..] } else { secret });
    if let Some(bytes) = secret_bytes(secret).filter(|_| is_token) {
        traces.extend(forms(&bytes));
    }
    for trace in &mut traces {
        trace.truncate(8);
    }
    traces
}

fn secret_bytes(secret: &str) -> Option<Vec<u8>> {
    let engines = [&URL_SAFE_NO_PAD, &STANDARD_NO_PAD, &STANDARD];
    let bytes = engines
        .iter()
        .find_map(|engine| engine.decode(secret).ok())?;
    Some(bytes[bytes.len().saturating_sub(32)..].to_vec())
}

/// In hex and in base64, whose characters depend on how many bytes stand before: it is the same again after three.
fn forms(bytes: &[u8]) -> Vec<String> {
    let mut forms = vec![hex::encode(bytes)];
    for skipped in 0..3 {
        let whole = bytes.get(skipped..).unwrap_or_default();
        let whole = &whole[..whole.len() - whole.len() % 3];
        // Fewer bytes are found by chance.
        if whole.len() >= 6 {
            forms.extend([STANDARD.encode(whole), URL_SAFE.encode(whole)]);
        }
    }
    forms
}

/// Escapes what a URL escapes in a secret of ours.
fn percent(text: &str) -> String {
    crate::request::percent(text)
        .replace("%2D", "-")
        .replace("%5F", "_")
}
