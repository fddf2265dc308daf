//! What a caller can do about a failure: the one place that knows status codes and problem types (RFC 9457).

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Forbidden, LinkState, Refusal, Rejection, Sso, Standing};
use jiff::Timestamp;

use super::page::Voice;
use crate::log::chain;
use crate::oidc::TokenError;
use crate::store::{CommitError, StoreError};

/// Every way in which a call may fail.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// 404
    #[error("no such path")]
    NotFound,
    /// 405
    #[error("no such method here")]
    MethodNotAllowed,
    /// 415
    #[error("unsupported content type")]
    UnsupportedMediaType,
    /// 413
    #[error("body too large")]
    TooLarge,
    /// 401, without or with a bad bearer token
    #[error("not authenticated")]
    NotAuthenticated,
    /// 400, with what is wrong
    #[error("invalid request: {0}")]
    Invalid(String),
    /// 429, with the seconds to wait
    #[error("too many requests")]
    TooManyRequests(i64),
    /// 404
    #[error("no such account for this actor")]
    AccountUnknown,
    /// 403
    #[error("not allowed: {0}")]
    NotAllowed(Forbidden),
    /// 403
    #[error("setting by hand is switched off")]
    ManualSetOff,
    /// 403
    #[error("links are not shown")]
    LinkNotShown,
    /// 409, with the provider for those who sign in elsewhere
    #[error("account cannot be helped: {0}")]
    Refused(Refusal, Option<Sso>),
    /// 409
    #[error("edited meanwhile")]
    EditedMeanwhile,
    /// 409
    #[error("username taken")]
    UsernameTaken,
    /// 410
    #[error("resend window over")]
    WindowOver,
    /// 410, or 404 for a link that is not on record
    #[error("link is {}", .0.name())]
    LinkDead(LinkState),
    /// 422, with the most rows there may be
    #[error("too many rows")]
    TooManyRows(usize),
    /// 422
    #[error("password rejected")]
    PasswordRejected(Vec<Rejection>),
    /// 401
    #[error("wrong credentials")]
    WrongCredentials,
    /// 403
    #[error("password change required")]
    PasswordChangeRequired,
    /// 403
    #[error("password expired")]
    PasswordExpired,
    /// 403 to an application, 409 to a person
    #[error("account not eligible")]
    NotEligible(StatusCode, Option<Standing>, Option<Sso>),
    /// 503
    #[error("try again later")]
    TryAgainLater(#[source] StoreError),
    /// 503, for a token whose issuer cannot be asked for its keys
    #[error("token cannot be verified at the moment")]
    IssuerUnreachable(#[source] TokenError),
    /// 503 after a password may have been set
    #[error("outcome of a change of password not known")]
    TrySigningIn(#[source] StoreError),
    /// 500
    #[error("internal error")]
    Internal,
}

/// A failure as a page tells it.
pub struct ForPeople {
    /// The same as the problem document's.
    pub status: StatusCode,
    /// What is wrong.
    pub title: String,
    /// What to do.
    pub text: String,
}

fn reason(words: &Voice<'_>, rejection: Rejection) -> String {
    let limit = match rejection {
        Rejection::TooShort(minimum) => ("minimum", minimum.into()),
        Rejection::TooLong(maximum) => ("maximum", maximum.into()),
        _ => ("minimum", 0.into()),
    };
    words.say_with(&format!("reason-{}", rejection.code()), &[limit])
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Self::TryAgainLater(error)
    }
}

/// A bad token is a caller's fault; keys that cannot be had are not.
impl From<TokenError> for Error {
    fn from(error: TokenError) -> Self {
        match error {
            TokenError::NotGood => Self::NotAuthenticated,
            TokenError::NoKeys(_) => Self::IssuerUnreachable(error),
        }
    }
}

/// A commit whose refusal the caller has not looked into: something has changed under it, again and again.
impl From<CommitError> for Error {
    fn from(error: CommitError) -> Self {
        Self::TryAgainLater(error.into())
    }
}

impl Error {
    /// What a page says of it, in its reader's language.
    pub fn for_people(&self, words: &Voice<'_>) -> ForPeople {
        let problem = self.problem();
        let name = match self {
            Self::TrySigningIn(_) => "try-signing-in",
            _ => problem.slug,
        };
        let text = match self {
            Self::PasswordRejected(reasons) => {
                let reasons: Vec<_> = reasons.iter().map(|why| reason(words, *why)).collect();
                reasons.join(" ")
            }
            Self::TooManyRequests(seconds) => {
                let minutes = ((seconds + 59) / 60).max(1);
                words.say_with("wait", &[("minutes", minutes.into())])
            }
            _ => words.say(&format!("problem-{name}")),
        };
        ForPeople {
            status: problem.status,
            title: words.say(&format!("problem-{name}-title")),
            text,
        }
    }

    /// The same on a route that changes a password: whoever cannot be told what has happened should try signing in.
    #[must_use]
    pub fn in_doubt(self) -> Self {
        match self {
            Self::TryAgainLater(source) => Self::TrySigningIn(source),
            other => other,
        }
    }

    /// Seconds after which trying again makes sense.
    pub fn retry_after(&self) -> Option<i64> {
        match self {
            Self::TooManyRequests(seconds) => Some(*seconds),
            Self::TryAgainLater(_) | Self::TrySigningIn(_) | Self::IssuerUnreachable(_) => Some(5),
            _ => None,
        }
    }
}

/// A moment as answers write it: UTC, with a `Z`, to the millisecond.
pub fn rfc3339(at: Timestamp) -> String {
    format!("{at:.3}")
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let retry_after = self.retry_after();
        let problem = self.problem();
        let mut response = (problem.status, problem.body().to_string()).into_response();
        response.extensions_mut().insert(self.noted());
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if matches!(self, Self::NotAuthenticated) {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// What an answer told, for the log and the metrics.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    /// The problem's slug.
    pub(super) slug: &'static str,
    /// The same, if a rule on who may be helped by whom said no.
    pub(super) rule: Option<&'static str>,
}

impl Error {
    /// Logs what is to be logged at once. The answer, a problem document or a page, carries the rest to the line about it.
    pub(super) fn noted(&self) -> Told {
        self.log();
        let slug = self.problem().slug;
        let is_rule = matches!(
            self,
            Self::NotAllowed(_) | Self::ManualSetOff | Self::LinkNotShown | Self::Refused(..)
        );
        let rule = is_rule.then_some(slug);
        Told { slug, rule }
    }

    /// Faults of ours, with the whole chain; what callers do wrong is told by the answer's own line.
    fn log(&self) {
        if let Self::TryAgainLater(source) | Self::TrySigningIn(source) = self {
            tracing::error!(error.chain = chain(source), "the store could not be used");
        }
    }
}
