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

/// Fails the test if the text holds the secret, as it is, percent-encoded, in hex or in base64.
#[track_caller]
pub fn has_no_trace(text: &str, secret: &str) {
    let lower = text.to_lowercase();
    for form in forms(secret.as_bytes())
        .into_iter()
        .chain([secret.to_owned(), percent(secret)])
    {
        assert!(!text.contains(&form), "a secret is in there as {form}");
        assert!(
            !lower.contains(&form.to_lowercase()),
            "a secret is in there as {form}, in another case"
        );
    }
    for engine in [&URL_SAFE_NO_PAD, &STANDARD_NO_PAD, &STANDARD] {
        if let Ok(raw) = engine.decode(secret) {
            let kept = &raw[raw.len().saturating_sub(32)..];
            for form in forms(kept) {
                assert!(
                    !text.contains(&form),
                    "the secret's bytes are in there as {form}"
                );
            }
        }
    }
}

fn forms(bytes: &[u8]) -> Vec<String> {
    let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    vec![
        hex.concat(),
        STANDARD.encode(bytes),
        STANDARD_NO_PAD.encode(bytes),
        URL_SAFE.encode(bytes),
        URL_SAFE_NO_PAD.encode(bytes),
    ]
}

fn percent(text: &str) -> String {
    text.replace('%', "%25")
        .replace(' ', "%20")
        .replace(',', "%2C")
}
