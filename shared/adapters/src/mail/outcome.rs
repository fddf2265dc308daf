//! The closed list of what can become of a mail: everything that the mail service may answer, or fail to, is one of these.

use std::{error::Error, fmt};

use aws_sdk_sesv2::{
    config::http::HttpResponse,
    error::{ProvideErrorMetadata, SdkError},
    operation::send_email::SendEmailError,
};

/// What became of one attempt to send one mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailOutcome {
    /// SES has taken the mail. Whether it arrives is told later, by events.
    Sent {
        /// SES's name of the mail, which is in its events too.
        message_id: String,
    },
    /// SES will never take this mail: its content, its sender or the configuration set is wrong. Not tried again.
    Rejected(MailReason),
    /// The sending account may not send at the moment: paused, suspended, over its quota, or the role lacks the right. The
    /// mail is good, so the work is kept, and somebody has to look.
    Paused(MailReason),
    /// Too fast: nothing was taken, and trying again after a while will do.
    Throttled(MailReason),
    /// SES could not be reached or failed; trying again may do.
    Unreachable(MailReason),
    /// The mail may have been taken or not: no answer came after bytes had been sent, or one that cannot be understood.
    /// Trying again has to send the same link.
    Unclear(MailReason),
}

/// Why, for logs: holds no address and nothing of the mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailReason {
    /// SES said so: HTTP status and error code.
    Answered {
        /// HTTP status.
        status: u16,
        /// SES's error code, or `-` when it gave none.
        code: String,
    },
    /// Our own request was not good enough to leave.
    NotSendable,
    /// No connection: name not found, refused, or no handshake within a second.
    NotConnected,
    /// The connection ended before an answer.
    AnswerLost,
    /// No answer within the caller's patience.
    TooSlow,
}

impl fmt::Display for MailReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answered { status, code } => write!(f, "mail service answered {status} {code}"),
            Self::NotSendable => f.write_str("mail could not be put into a request"),
            Self::NotConnected => f.write_str("no connection to the mail service"),
            Self::AnswerLost => f.write_str("connection ended before the mail service answered"),
            Self::TooSlow => f.write_str("no answer from the mail service in time"),
        }
    }
}

impl MailOutcome {
    /// The outcome's name, for logs and metrics.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Sent { .. } => "sent",
            Self::Rejected(_) => "rejected",
            Self::Paused(_) => "paused",
            Self::Throttled(_) => "throttled",
            Self::Unreachable(_) => "unreachable",
            Self::Unclear(_) => "unclear",
        }
    }

    /// Why the mail was not (or perhaps not) taken; `None` when it was.
    pub fn reason(&self) -> Option<&MailReason> {
        match self {
            Self::Sent { .. } => None,
            Self::Rejected(reason)
            | Self::Paused(reason)
            | Self::Throttled(reason)
            | Self::Unreachable(reason)
            | Self::Unclear(reason) => Some(reason),
        }
    }

    pub(super) fn of_failure(error: &SdkError<SendEmailError, HttpResponse>) -> Self {
        match error {
            SdkError::ServiceError(answer) => {
                Self::of_answer(answer.raw().status().as_u16(), answer.err())
            }
            SdkError::ResponseError(answer) => Self::of_status(answer.raw().status().as_u16(), "-"),
            SdkError::DispatchFailure(failure) if failure.is_user() => {
                Self::Paused(MailReason::NotSendable)
            }
            SdkError::DispatchFailure(_) if never_connected(error) => {
                Self::Unreachable(MailReason::NotConnected)
            }
            SdkError::TimeoutError(_) => Self::Unclear(MailReason::TooSlow),
            // The mail itself is whole (its parts are checked before), so this is about credentials or endpoint.
            SdkError::ConstructionFailure(_) => Self::Paused(MailReason::NotSendable),
            _ => Self::Unclear(MailReason::AnswerLost),
        }
    }

    fn of_answer(status: u16, error: &SendEmailError) -> Self {
        use SendEmailError as Ses;
        let code = plain(error.code().unwrap_or_default());
        let reason = MailReason::Answered {
            status,
            code: code.clone(),
        };
        match error {
            Ses::MessageRejected(_)
            | Ses::MailFromDomainNotVerifiedException(_)
            | Ses::BadRequestException(_)
            | Ses::NotFoundException(_) => Self::Rejected(reason),
            Ses::SendingPausedException(_)
            | Ses::AccountSuspendedException(_)
            | Ses::LimitExceededException(_) => Self::Paused(reason),
            Ses::TooManyRequestsException(_) => Self::Throttled(reason),
            _ => Self::of_status(status, &code),
        }
    }

    /// For answers that SES's model does not name: refused credentials and permissions, throttling in front of SES, its
    /// failures. An unknown refusal is not taken for one that is final.
    fn of_status(status: u16, code: &str) -> Self {
        let reason = MailReason::Answered {
            status,
            code: code.to_owned(),
        };
        match status {
            _ if code.contains("Throttl") => Self::Throttled(reason),
            _ if code.contains("AccessDenied") => Self::Paused(reason),
            401 | 403 => Self::Paused(reason),
            429 => Self::Throttled(reason),
            500..=599 => Self::Unreachable(reason),
            _ => Self::Unclear(reason),
        }
    }
}

/// Whether the HTTP client gave up before there was a connection, so that SES cannot have seen the mail. Its own error is the
/// only one that tells; should it come from another `hyper-util` one day, nothing is found, and unclear is the safe answer.
fn never_connected(error: &(dyn Error + 'static)) -> bool {
    std::iter::successors(Some(error), |&error| error.source())
        .filter_map(|error| error.downcast_ref::<hyper_util::client::legacy::Error>())
        .any(hyper_util::client::legacy::Error::is_connect)
}

/// A code comes from outside and goes to a log: a word, or nothing.
fn plain(code: &str) -> String {
    let word = !code.is_empty()
        && code.len() <= 64
        && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if word {
        code.to_owned()
    } else {
        "-".to_owned()
    }
}
