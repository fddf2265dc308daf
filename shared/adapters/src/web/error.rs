//! What a caller can do about a failure: the one place that knows status codes and problem types (RFC 9457).

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Forbidden, LinkState, Refusal, Rejection, Sso, Standing};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

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
    /// 503 after a password may have been set
    #[error("outcome of a change of password not known")]
    TrySigningIn(#[source] StoreError),
    /// 500
    #[error("internal error")]
    Internal,
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Self::TryAgainLater(error)
    }
}

/// A commit whose refusal the caller has not looked into: something has changed under it, again and again.
impl From<CommitError> for Error {
    fn from(error: CommitError) -> Self {
        Self::TryAgainLater(error.into())
    }
}

struct Problem {
    status: StatusCode,
    slug: &'static str,
    title: &'static str,
    detail: String,
    members: Map<String, Value>,
}

fn problem(
    status: StatusCode,
    slug: &'static str,
    title: &'static str,
    detail: impl Into<String>,
) -> Problem {
    Problem {
        status,
        slug,
        title,
        detail: detail.into(),
        members: Map::new(),
    }
}

impl Problem {
    fn with(mut self, name: &str, value: Value) -> Self {
        self.members.insert(name.to_owned(), value);
        self
    }

    fn with_sso(self, sso: Option<&Sso>) -> Self {
        match sso {
            Some(sso) => self
                .with("provider", json!(sso.provider))
                .with("url", json!(sso.url)),
            None => self,
        }
    }

    fn body(self) -> Value {
        let mut body = self.members;
        body.insert("type".to_owned(), json!(format!("/problems/{}", self.slug)));
        body.insert("title".to_owned(), json!(self.title));
        body.insert("status".to_owned(), json!(self.status.as_u16()));
        body.insert("detail".to_owned(), json!(self.detail));
        Value::Object(body)
    }
}

impl Error {
    /// Status, title and detail, for an answer that is a page.
    pub fn for_people(&self) -> (StatusCode, &'static str, String) {
        let problem = self.problem();
        let reasons = match self {
            Self::PasswordRejected(reasons) => reasons
                .iter()
                .map(|reason| reason.message())
                .collect::<Vec<_>>()
                .join(" "),
            _ => problem.detail,
        };
        (problem.status, problem.title, reasons)
    }

    /// Seconds after which trying again makes sense.
    pub fn retry_after(&self) -> Option<i64> {
        match self {
            Self::TooManyRequests(seconds) => Some(*seconds),
            Self::TryAgainLater(_) | Self::TrySigningIn(_) => Some(5),
            _ => None,
        }
    }

    fn problem(&self) -> Problem {
        match self {
            Self::NotFound
            | Self::MethodNotAllowed
            | Self::UnsupportedMediaType
            | Self::TooLarge
            | Self::Invalid(_) => self.request_problem(),
            Self::NotAuthenticated
            | Self::WrongCredentials
            | Self::PasswordChangeRequired
            | Self::PasswordExpired
            | Self::NotEligible(..) => self.sign_in_problem(),
            Self::LinkDead(state) => link_problem(*state),
            Self::Refused(refusal, sso) => refusal_problem(*refusal).with_sso(sso.as_ref()),
            Self::PasswordRejected(reasons) => password_problem(reasons),
            Self::TooManyRequests(_)
            | Self::TryAgainLater(_)
            | Self::TrySigningIn(_)
            | Self::Internal => self.our_problem(),
            _ => self.administration_problem(),
        }
    }

    fn request_problem(&self) -> Problem {
        match self {
            Self::NotFound => problem(
                StatusCode::NOT_FOUND,
                "not-found",
                "Not found",
                "There is nothing at this path.",
            ),
            Self::MethodNotAllowed => problem(
                StatusCode::METHOD_NOT_ALLOWED,
                "method-not-allowed",
                "Method not allowed",
                "This path takes other methods: see the Allow header.",
            ),
            Self::UnsupportedMediaType => problem(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported-media-type",
                "Unsupported content type",
                "Send the body as application/json in UTF-8.",
            ),
            Self::TooLarge => problem(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too-large",
                "Body too large",
                "A body may have at most 16 KiB.",
            ),
            Self::Invalid(detail) => problem(
                StatusCode::BAD_REQUEST,
                "invalid-request",
                "Invalid request",
                detail,
            ),
            _ => Self::Internal.problem(),
        }
    }

    fn sign_in_problem(&self) -> Problem {
        match self {
            Self::NotAuthenticated => problem(
                StatusCode::UNAUTHORIZED,
                "not-authenticated",
                "Not signed in",
                "Send a bearer token that is still good: sign in again, or check the service key.",
            ),
            Self::WrongCredentials => problem(
                StatusCode::UNAUTHORIZED,
                "wrong-credentials",
                "Wrong credentials",
                "The identifier and the password do not fit together.",
            ),
            Self::PasswordChangeRequired => problem(
                StatusCode::FORBIDDEN,
                "password-change-required",
                "Password change required",
                "This password was set by an administrator. Choose one of your own, then sign in with it.",
            ),
            Self::PasswordExpired => problem(
                StatusCode::FORBIDDEN,
                "password-expired",
                "Password expired",
                "This password was set by an administrator and has run out. Ask for a reset link.",
            ),
            Self::NotEligible(status, standing, sso) => {
                let found = problem(
                    *status,
                    "account-not-eligible",
                    "Account not eligible",
                    "The password is right, but the account does not sign in here.",
                );
                let found = match standing {
                    Some(standing) => found.with("standing", json!(standing.name())),
                    None => found,
                };
                match sso {
                    Some(sso) => {
                        found.with("sso", json!({"provider": sso.provider, "url": sso.url}))
                    }
                    None => found,
                }
            }
            _ => Self::Internal.problem(),
        }
    }

    fn administration_problem(&self) -> Problem {
        let forbidden = StatusCode::FORBIDDEN;
        match self {
            Self::AccountUnknown => problem(
                StatusCode::NOT_FOUND,
                "account-unknown",
                "No such account",
                "There is no account with this id.",
            ),
            Self::NotAllowed(rule) => problem(
                forbidden,
                "not-allowed",
                "Not allowed",
                forbidden_detail(*rule),
            )
            .with("rule", json!(rule.name())),
            Self::ManualSetOff => problem(
                forbidden,
                "manual-set-off",
                "Setting by hand is off",
                "Passwords are not set by hand here. Send a reset link instead.",
            ),
            Self::LinkNotShown => problem(
                forbidden,
                "link-not-shown",
                "Links are not shown",
                "Links go out by mail here, and are shown only when mail cannot carry them.",
            ),
            Self::EditedMeanwhile => problem(
                StatusCode::CONFLICT,
                "edited-meanwhile",
                "Edited meanwhile",
                "Somebody has changed this account since you read it. Read it again, then make your change.",
            ),
            Self::UsernameTaken => problem(
                StatusCode::CONFLICT,
                "username-taken",
                "Username taken",
                "Another account has this username.",
            ),
            Self::WindowOver => problem(
                StatusCode::GONE,
                "window-over",
                "Link cannot be shown any more",
                "There is no live link, or the time in which it can be shown again is over. Send a new one.",
            ),
            _ => Self::Internal.problem(),
        }
    }

    fn our_problem(&self) -> Problem {
        let unavailable = StatusCode::SERVICE_UNAVAILABLE;
        match self {
            Self::TooManyRequests(_) => problem(
                StatusCode::TOO_MANY_REQUESTS,
                "too-many-requests",
                "Too many requests",
                "Wait a while, then try again: see the Retry-After header.",
            ),
            Self::TryAgainLater(_) => problem(
                unavailable,
                "try-again-later",
                "Try again later",
                "This cannot be done at the moment. Try again in a little while.",
            ),
            Self::TrySigningIn(_) => problem(
                unavailable,
                "try-again-later",
                "Try signing in first",
                "Whether the new password was saved is not known. Try signing in with the new password first; if that does not work, try again.",
            ),
            _ => problem(
                StatusCode::INTERNAL_SERVER_ERROR,
                "internal-error",
                "Something went wrong",
                "Something went wrong on our side. Try again; if it happens again, tell support the request id.",
            ),
        }
    }
}

fn forbidden_detail(rule: Forbidden) -> &'static str {
    match rule {
        Forbidden::OnItself => "Nobody does this to their own account. Ask another administrator.",
        Forbidden::Upward => "This needs a higher role than yours.",
        Forbidden::Scope => "This lies outside what you, or the key, may do.",
    }
}

fn link_problem(state: LinkState) -> Problem {
    let gone = StatusCode::GONE;
    match state {
        LinkState::Expired => problem(
            gone,
            "link-expired",
            "Link expired",
            "This link's time is over. Ask for a new one.",
        ),
        LinkState::Used => problem(
            gone,
            "link-used",
            "Link already used",
            "A password has already been set with this link. Sign in with it, or ask for a new link.",
        ),
        LinkState::Replaced(at) => problem(
            gone,
            "link-replaced",
            "Newer link sent",
            "A newer link was sent after this one. Use the newest mail, or ask for a new link.",
        )
        .with("replaced_at", json!(rfc3339(at))),
        LinkState::Revoked => problem(
            gone,
            "link-revoked",
            "Link revoked",
            "This link was withdrawn. Ask for a new one if you need it.",
        ),
        LinkState::Live | LinkState::Unknown => problem(
            StatusCode::NOT_FOUND,
            "link-unknown",
            "Link unknown",
            "This is not a link on record. Copy the whole link or code from the newest mail, or ask for a new one.",
        ),
    }
}

fn refusal_problem(refusal: Refusal) -> Problem {
    let (title, detail) = match refusal {
        Refusal::AccountExpired => (
            "Account expired",
            "The account has expired: a password would not let the person in.",
        ),
        Refusal::AccountDisabled => (
            "Account disabled",
            "The account is disabled: a password would not let the person in.",
        ),
        Refusal::ManagedBySso => (
            "Managed by SSO",
            "The person signs in through another provider. The password is managed there.",
        ),
    };
    problem(StatusCode::CONFLICT, refusal.name(), title, detail)
}

fn password_problem(reasons: &[Rejection]) -> Problem {
    let reason = |rejection: &Rejection| {
        let mut reason = json!({"code": rejection.code(), "message": rejection.message()});
        match rejection {
            Rejection::TooShort(minimum) => reason["minimum"] = json!(minimum),
            Rejection::TooLong(maximum) => reason["maximum"] = json!(maximum),
            _ => {}
        }
        reason
    };
    let reasons: Vec<Value> = reasons.iter().map(reason).collect();
    let detail = "Choose another password: the reasons say why.";
    problem(
        StatusCode::UNPROCESSABLE_ENTITY,
        "password-rejected",
        "Password not accepted",
        detail,
    )
    .with("reasons", json!(reasons))
}

/// A moment as answers write it: UTC, with a `Z`, to the millisecond.
pub fn rfc3339(at: Timestamp) -> String {
    format!("{at:.3}")
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        self.log();
        let retry_after = self.retry_after();
        let problem = self.problem();
        let status = problem.status;
        let mut response = (status, problem.body().to_string()).into_response();
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

impl Error {
    /// Faults of ours, with the whole chain; what callers do wrong is told by the answer's own line.
    fn log(&self) {
        if let Self::TryAgainLater(source) | Self::TrySigningIn(source) = self {
            tracing::error!(error.chain = chain(source), "the store could not be used");
        }
    }
}

/// An error with its sources, in one line.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}
