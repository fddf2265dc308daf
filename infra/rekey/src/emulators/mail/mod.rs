//! An SES v2 endpoint that catches mail instead of sending it, and refuses in every way that SES can.

mod links;
mod mailbox;
mod message;
mod mode;

use std::time::Duration;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::{Method, Request, Response, StatusCode};
use serde_json::{Value, json};

pub use mailbox::{Mail, Mailbox};
pub use mode::{CurrentMode, Mode, ModeOrder};

use super::calls::{Action, Asked, CallLog, caller};
use super::clock::LocalClock;
use super::http::{Door, Reply};
use super::permissions;
use message::Message;
use mode::Refusal;

/// How long a send hangs in [`Mode::Timeout`]: longer than any caller waits.
const HANGS_FOR: Duration = Duration::from_mins(1);
const SUPPRESSION_PATH: &str = "/v2/email/suppression/addresses/";
const SIMULATOR_DOMAIN: &str = "@simulator.amazonses.com";

/// The mail service, as its clients see it.
#[derive(Clone, Default)]
pub(crate) struct MailService {
    pub(crate) clock: LocalClock,
    pub(crate) calls: CallLog,
    pub(crate) mailbox: Mailbox,
    pub(crate) mode: CurrentMode,
}

impl MailService {
    pub(crate) async fn answer(self, request: Request<Bytes>) -> Reply {
        let path = request.uri().path();
        let suppressed = path.strip_prefix(SUPPRESSION_PATH);
        let operation = match (request.method(), suppressed) {
            (&Method::POST, None) if path == "/v2/email/outbound-emails" => "SendEmail",
            (&Method::GET, Some(_)) => "GetSuppressedDestination",
            _ => "Unknown",
        };
        if let Err(refusal) = self.admit(operation, &request) {
            return refuse(&refusal);
        }
        match (operation, suppressed) {
            ("SendEmail", _) => self.send(request.body()).await,
            (_, Some(address)) => self.look_up(address).await,
            _ => refuse(&Refusal::not_found("There is no such operation here.")),
        }
    }

    /// What the service's port is behind.
    pub(crate) fn door(&self) -> Door {
        self.mode.door()
    }

    /// Logs the call, and refuses it if the caller's role does not allow it.
    fn admit(&self, operation: &'static str, request: &Request<Bytes>) -> Result<(), Refusal> {
        let asked = Asked {
            actions: vec![Action::plain(operation)],
            bytes: request.body().len(),
        };
        let function = caller(request.headers());
        let now_ms = self.clock.now_ms();
        self.calls
            .add(now_ms, function.clone(), "ses", operation, &asked);
        match permissions::forbidden(&function, &asked.actions) {
            Some(action) => Err(Refusal::access_denied(permissions::told(
                &function, "ses", action,
            ))),
            None => Ok(()),
        }
    }

    async fn send(&self, body: &[u8]) -> Reply {
        let message = match Message::parse(body) {
            Ok(message) => message,
            Err(why) => return refuse(&Refusal::bad_request(why)),
        };
        let mode = self.mode.take();
        if let Some(refusal) = mode.refusal(&message.from) {
            return refuse(&refusal);
        }
        if mode == Mode::Timeout {
            tokio::time::sleep(HANGS_FOR).await;
        }
        if matches!(mode, Mode::Timeout | Mode::Down) {
            return Reply::HangUp;
        }
        let id = self.mailbox.accept(self.clock.now_ms(), message);
        if mode == Mode::LoseAnswer {
            return Reply::HangUp;
        }
        answer(StatusCode::OK, &json!({ "MessageId": id }))
    }

    /// A service that is down or hangs does so for look-ups too; that uses up nothing that was ordered for sends.
    async fn look_up(&self, escaped: &str) -> Reply {
        match self.mode.peek() {
            Mode::Timeout => {
                tokio::time::sleep(HANGS_FOR).await;
                return Reply::HangUp;
            }
            Mode::Down => return Reply::HangUp,
            _ => {}
        }
        let address = unescape(escaped);
        if !is_suppressed(&address) {
            return refuse(&Refusal::not_found(
                "Email address does not exist on your suppression list.",
            ));
        }
        let destination = json!({
            "EmailAddress": address,
            "Reason": "BOUNCE",
            "LastUpdateTime": self.clock.now_ms() / 1000,
            "Attributes": {},
        });
        answer(
            StatusCode::OK,
            &json!({ "SuppressedDestination": destination }),
        )
    }
}

/// The simulator's address for the account's suppression list, with or without a label.
fn is_suppressed(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    let local = address.strip_suffix(SIMULATOR_DOMAIN);
    local.and_then(|local| local.split('+').next()) == Some("suppressionlist")
}

/// Undoes percent escapes in a path, where `+` is itself.
fn unescape(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = path.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        let (byte, length) = match escaped.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => (byte, 3),
            None => (bytes[at], 1),
        };
        plain.push(byte);
        at += length;
    }
    String::from_utf8_lossy(&plain).into_owned()
}

fn refuse(refusal: &Refusal) -> Reply {
    let body = json!({ "message": refusal.message }).to_string();
    let response = Response::builder()
        .status(refusal.status)
        .header("content-type", "application/json")
        .header("x-amzn-errortype", refusal.code)
        .body(Full::from(body));
    Reply::Answer(response.expect("fixed headers are valid"))
}

fn answer(status: StatusCode, body: &Value) -> Reply {
    let response = Response::builder()
        .status(status)
        .header("content-type", "application/json")
        .body(Full::from(body.to_string()));
    Reply::Answer(response.expect("a fixed header is valid"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_simulators_own_address_is_suppressed() {
        for address in [
            "suppressionlist@simulator.amazonses.com",
            "SuppressionList+ana@simulator.amazonses.com",
        ] {
            assert!(is_suppressed(address), "{address}");
        }
        for address in [
            "success@simulator.amazonses.com",
            "suppressionlistx@simulator.amazonses.com",
            "suppressionlist@example.com",
        ] {
            assert!(!is_suppressed(address), "{address}");
        }
    }

    #[test]
    fn paths_are_unescaped() {
        assert_eq!(unescape("a%2Bb%40c+d%zz%4"), "a+b@c+d%zz%4");
        assert_eq!(unescape("é%C3%A9"), "éé");
    }
}
