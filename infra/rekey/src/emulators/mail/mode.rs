//! How the mail service behaves at the moment, and what it says when it refuses.

use std::sync::{Arc, Mutex};

use hyper::StatusCode;
use serde::{Deserialize, Serialize};

use crate::emulators::faults::dice;
use crate::emulators::http::Door;

/// How a send ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Taken.
    #[default]
    Accept,
    /// 400 `MessageRejected`.
    Reject,
    /// 400 `MailFromDomainNotVerifiedException`.
    NotVerified,
    /// 400 `SendingPausedException`.
    Paused,
    /// 400 `AccountSuspendedException`.
    Suspended,
    /// 400 `LimitExceededException`.
    LimitExceeded,
    /// 403 `AccessDeniedException`.
    AccessDenied,
    /// 400 `BadRequestException`.
    BadRequest,
    /// 404 `NotFoundException`.
    NotFound,
    /// 429 `TooManyRequestsException`.
    Throttle,
    /// 500 `InternalServiceErrorException`.
    Error,
    /// No answer for a minute; not taken.
    Timeout,
    /// Taken, but the connection is closed without an answer.
    LoseAnswer,
    /// Nobody listens: connections are refused. A refused connection cannot be counted, so where the mode is ordered for
    /// some sends only, they are hung up on; not taken either way.
    Down,
}

/// An error as SES sends it.
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

impl Refusal {
    pub(crate) fn bad_request(message: &str) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            code: "BadRequestException",
            message: message.to_owned(),
        }
    }

    pub(crate) fn access_denied(message: String) -> Self {
        Self {
            status: StatusCode::FORBIDDEN,
            code: "AccessDeniedException",
            message,
        }
    }

    pub(crate) fn not_found(message: &str) -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            code: "NotFoundException",
            message: message.to_owned(),
        }
    }
}

impl Mode {
    /// What SES says in this mode to `sender`, if it refuses. Like SES it repeats addresses: nobody may log its words.
    pub(crate) fn refusal(self, sender: &str) -> Option<Refusal> {
        let (status, code, message) = match self {
            Self::Reject => (
                StatusCode::BAD_REQUEST,
                "MessageRejected",
                "Email address is not verified. The following identities failed the check in region LOCAL",
            ),
            Self::NotVerified => (
                StatusCode::BAD_REQUEST,
                "MailFromDomainNotVerifiedException",
                "The sender's custom MAIL FROM domain is not verified.",
            ),
            Self::Paused => (
                StatusCode::BAD_REQUEST,
                "SendingPausedException",
                "Email sending has been disabled for your account.",
            ),
            Self::Suspended => (
                StatusCode::BAD_REQUEST,
                "AccountSuspendedException",
                "Your account's ability to send email has been suspended.",
            ),
            Self::LimitExceeded => (
                StatusCode::BAD_REQUEST,
                "LimitExceededException",
                "Daily message quota exceeded.",
            ),
            Self::AccessDenied => (
                StatusCode::FORBIDDEN,
                "AccessDeniedException",
                "User is not authorized to perform: ses:SendEmail on the identity of",
            ),
            Self::BadRequest => (
                StatusCode::BAD_REQUEST,
                "BadRequestException",
                "The message cannot be sent as it is.",
            ),
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                "NotFoundException",
                "Configuration set does not exist.",
            ),
            Self::Error => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "InternalServiceErrorException",
                "The request has failed because of an internal error.",
            ),
            Self::Throttle => (
                StatusCode::TOO_MANY_REQUESTS,
                "TooManyRequestsException",
                "Maximum sending rate exceeded.",
            ),
            Self::Accept | Self::Timeout | Self::LoseAnswer | Self::Down => return None,
        };
        let message = match self {
            Self::Reject | Self::AccessDenied => format!("{message}: {sender}"),
            _ => message.to_owned(),
        };
        Some(Refusal {
            status,
            code,
            message,
        })
    }
}

/// A change of mode: for ever, or for the next `times` sends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModeOrder {
    /// The new mode.
    pub mode: Mode,
    /// After so many sends it is `accept` again.
    pub times: Option<u32>,
    /// Not every send, but so many of a hundred, as the dice fall.
    #[serde(default)]
    pub percent: Option<u8>,
    /// With the same seed they fall the same.
    #[serde(default)]
    pub seed: u64,
}

/// The mode that the next send meets, shared by the endpoint and those who change it.
#[derive(Clone, Default)]
pub struct CurrentMode {
    ordered: Arc<Mutex<Current>>,
    door: Door,
}

#[derive(Default)]
struct Current {
    mode: Mode,
    times: Option<u32>,
    percent: Option<u8>,
    seed: u64,
}

impl CurrentMode {
    /// Changes the mode, whatever was ordered before. The next send meets it.
    pub async fn order(&self, order: &ModeOrder) {
        self.change(order);
        let nobody_listens =
            self.peek() == Mode::Down && order.times.is_none() && order.percent.is_none();
        self.door.set_open(!nobody_listens).await;
    }

    fn change(&self, order: &ModeOrder) {
        let mode = if order.times == Some(0) {
            Mode::Accept
        } else {
            order.mode
        };
        *self.locked() = Current {
            mode,
            times: order.times,
            percent: order.percent,
            seed: order.seed,
        };
    }

    /// What the endpoint's port is behind.
    pub(crate) fn door(&self) -> Door {
        self.door.clone()
    }

    /// The mode, without using it up.
    pub fn peek(&self) -> Mode {
        self.locked().mode
    }

    /// The mode for one send.
    pub(crate) fn take(&self) -> Mode {
        let mut current = self.locked();
        let percent = current.percent;
        if percent.is_some_and(|percent| dice(&mut current.seed) >= percent) {
            return Mode::Accept;
        }
        let mode = current.mode;
        match current.times {
            Some(0 | 1) => *current = Current::default(),
            times => current.times = times.map(|left| left - 1),
        }
        mode
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, Current> {
        self.ordered
            .lock()
            .expect("nothing panics while it holds the mode")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mode_lasts_as_ordered() {
        let current = CurrentMode::default();
        let order = |mode, times| {
            current.change(&ModeOrder {
                mode,
                times,
                percent: None,
                seed: 0,
            });
        };
        order(Mode::Reject, Some(2));
        assert_eq!(
            [current.take(), current.take(), current.take()],
            [Mode::Reject, Mode::Reject, Mode::Accept]
        );
        order(Mode::Down, None);
        assert_eq!([current.take(), current.take()], [Mode::Down, Mode::Down]);
        order(Mode::Paused, Some(0));
        assert_eq!(current.take(), Mode::Accept);
    }
}
