//! The problem document of each failure (RFC 9457): status, type, title, and what the caller can do.

use axum::http::StatusCode;
use domain::{Forbidden, LinkState, Refusal, Rejection, Sso, Standing};
use serde_json::{Map, Value, json};

use super::Error;
use super::error::rfc3339;
use crate::store::StoreError;
use jiff::Timestamp;

/// A problem document.
pub(super) struct Problem {
    pub(super) status: StatusCode,
    pub(super) slug: &'static str,
    title: &'static str,
    pub(super) detail: String,
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

    pub(super) fn body(self) -> Value {
        let mut body = self.members;
        body.insert("type".to_owned(), json!(format!("/problems/{}", self.slug)));
        body.insert("title".to_owned(), json!(self.title));
        body.insert("status".to_owned(), json!(self.status.as_u16()));
        body.insert("detail".to_owned(), json!(self.detail));
        Value::Object(body)
    }
}

impl Error {
    /// The document that tells of this failure.
    pub(super) fn problem(&self) -> Problem {
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
            Self::Refused(Refusal::ManagedBySso, sso) => {
                refusal_problem(Refusal::ManagedBySso).with_sso(sso.as_ref())
            }
            // An account that has expired is that, wherever it used to sign in.
            Self::Refused(refusal, _) => refusal_problem(*refusal),
            Self::PasswordRejected(reasons) => password_problem(reasons),
            Self::TooManyRequests(_)
            | Self::TryAgainLater(_)
            | Self::IssuerUnreachable(_)
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
                "A body may have at most 16 KiB, and 64 KiB where it orders links for many.",
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
            Self::TooManyRows(most) => problem(
                StatusCode::UNPROCESSABLE_ENTITY,
                "too-many-rows",
                "Too many rows",
                format!("More than {most} accounts are found. Search for fewer."),
            )
            .with("maximum", json!(most)),
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
            Self::TryAgainLater(_) | Self::IssuerUnreachable(_) => problem(
                unavailable,
                "try-again-later",
                "Try again later",
                "This cannot be done at the moment. Try again in a little while.",
            ),
            Self::TrySigningIn(_) => problem(
                unavailable,
                "try-again-later",
                "Try signing in first",
                "Try signing in with the new password first: it may have been saved. If that does not work, try again in a little while.",
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

/// Every kind of problem as people read of it: slug, title, detail.
pub fn catalogue() -> Vec<(&'static str, &'static str, String)> {
    let of = |problem: Problem| (problem.slug, problem.title, problem.detail);
    let mut all: Vec<_> = examples().into_iter().map(of).collect();
    all.dedup_by_key(|(slug, _, _)| *slug);
    all
}

/// An example of every kind of problem.
pub(super) fn examples() -> Vec<Problem> {
    let unreachable = || StoreError::Malformed("example");
    let at = Timestamp::UNIX_EPOCH;
    let links = [
        LinkState::Expired,
        LinkState::Used,
        LinkState::Replaced(at),
        LinkState::Revoked,
        LinkState::Unknown,
    ];
    let examples = [
        Error::NotFound,
        Error::MethodNotAllowed,
        Error::UnsupportedMediaType,
        Error::TooLarge,
        Error::NotAuthenticated,
        Error::Invalid("The request is not what this path takes.".to_owned()),
        Error::TooManyRequests(1),
        Error::AccountUnknown,
        Error::NotAllowed(Forbidden::Scope),
        Error::ManualSetOff,
        Error::LinkNotShown,
        Error::EditedMeanwhile,
        Error::UsernameTaken,
        Error::TooManyRows(domain::batch::MOST_ROWS),
        Error::WindowOver,
        Error::PasswordRejected(vec![Rejection::TooShort(15)]),
        Error::WrongCredentials,
        Error::PasswordChangeRequired,
        Error::PasswordExpired,
        Error::NotEligible(StatusCode::FORBIDDEN, Some(Standing::Disabled), None),
        Error::NotEligible(StatusCode::CONFLICT, Some(Standing::Disabled), None),
        Error::TryAgainLater(unreachable()),
        Error::Internal,
    ];
    let refusals = Refusal::ALL.iter().map(|refusal| {
        let elsewhere = *refusal == Refusal::ManagedBySso;
        let sso = Sso::new("Example SSO", "https://sso.example.com/recover");
        Error::Refused(*refusal, sso.filter(|_| elsewhere))
    });
    let links = links.into_iter().map(Error::LinkDead);
    let all = examples.into_iter().chain(refusals).chain(links);
    all.map(|error| error.problem()).collect()
}
