//! Accounts, links and moments as answers show them.

use domain::{Account, DeliveryState, HandOver, Link, LinkState};
use jiff::Timestamp;
use serde::Serialize;

use super::error::rfc3339;

/// An account's members.
#[derive(Debug, Serialize)]
pub struct AccountView {
    id: String,
    username: Option<String>,
    email: Option<String>,
    name: String,
    tenant: Option<String>,
    role: &'static str,
    standing: &'static str,
    sso: Option<SsoView>,
    locale: Option<String>,
    version: u64,
    epoch: u64,
}

/// Where an account signs in.
#[derive(Debug, Serialize)]
pub struct SsoView {
    provider: String,
    url: String,
}

impl From<&Account> for AccountView {
    fn from(account: &Account) -> Self {
        Self {
            id: account.id.to_string(),
            username: account.username.as_ref().map(ToString::to_string),
            email: account.email.as_ref().map(ToString::to_string),
            name: account.name.clone(),
            tenant: account.tenant.as_ref().map(ToString::to_string),
            role: account.role.name(),
            standing: account.standing.name(),
            sso: account.sso.as_ref().map(|sso| SsoView {
                provider: sso.provider.clone(),
                url: sso.url.clone(),
            }),
            locale: account
                .locale
                .as_ref()
                .map(|locale| locale.as_str().to_owned()),
            version: account.version,
            epoch: account.epoch,
        }
    }
}

/// What became of a link and its mail.
#[derive(Debug, Serialize)]
pub struct ResetView {
    status: &'static str,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'static str>,
    message: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    to: Option<String>,
    origin: &'static str,
    issued_by: String,
    issued_at: String,
    resend_until: String,
    expires_at: String,
    resent: bool,
    delivery: DeliveryView,
}

#[derive(Debug, Serialize)]
struct DeliveryView {
    state: &'static str,
    at: String,
}

impl ResetView {
    /// The link as the account's record shows it, without the link itself; `None` once the resend window is over.
    pub fn on_record(account: &Account, link: &Link, now: Timestamp) -> Option<Self> {
        (now < link.resend_until)
            .then(|| Self::new(account, link, link.state(account, now), link.hand_over()))
    }

    /// The answer to whoever just sent it, or had it handed over.
    pub fn of_this_call(
        account: &Account,
        link: &Link,
        now: Timestamp,
        resent: bool,
        hand_over: Option<HandOver>,
    ) -> Self {
        Self {
            resent,
            ..Self::new(account, link, link.state(account, now), hand_over)
        }
    }

    /// With the link, for the one answer that gives it out.
    #[must_use]
    pub fn showing(mut self, link: &str) -> Self {
        self.link = Some(link.to_owned());
        self
    }

    fn new(account: &Account, link: &Link, state: LinkState, hand_over: Option<HandOver>) -> Self {
        let (status, message) = match (hand_over, link.delivery) {
            (Some(_), _) => ("hand-over", "Give the link to the person yourself."),
            (None, DeliveryState::Queued) => {
                ("queued", "The mail with the link is waiting to be sent.")
            }
            (None, _) => ("sent", "Reset password email sent."),
        };
        Self {
            status,
            state: state.name(),
            reason: hand_over.map(HandOver::name),
            detail: hand_over.map(HandOver::detail),
            message,
            link: None,
            to: account.email.as_ref().map(domain::EmailAddress::masked),
            origin: link.origin.name(),
            issued_by: link.issued_by.clone(),
            issued_at: rfc3339(link.issued_at),
            resend_until: rfc3339(link.resend_until),
            expires_at: rfc3339(link.expires_at),
            resent: false,
            delivery: DeliveryView {
                state: link.delivery.name(),
                at: rfc3339(link.delivery_at),
            },
        }
    }
}
