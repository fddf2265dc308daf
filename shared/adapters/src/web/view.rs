//! Accounts, links and moments as answers show them.

use domain::{Account, DeliveryState, HandOver, Link, LinkState};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use zeroize::Zeroizing;

use super::error::rfc3339;
use super::openapi::texts;

/// One person's record.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Account")]
pub struct AccountView {
    /// Never changes.
    #[schemars(with = "texts::Id")]
    id: String,
    /// Unique, if there is one.
    username: Option<String>,
    /// Where mail goes; need not be unique.
    email: Option<String>,
    name: String,
    /// The company it belongs to.
    tenant: Option<String>,
    /// What it may do in the administration.
    #[schemars(with = "texts::RoleName")]
    role: &'static str,
    /// Whether it gives access.
    #[schemars(with = "texts::StandingName")]
    standing: &'static str,
    /// Where it signs in, if not here.
    sso: Option<SsoView>,
    /// The language of its mails.
    locale: Option<String>,
    /// Rises on every edit; an edit has to name it.
    version: u64,
    /// Rises whenever email, role, standing, SSO, tenant or the password change. Links and sessions of before are dead.
    epoch: u64,
}

/// Where an account signs in.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Sso")]
pub struct SsoView {
    /// The provider's name, for people.
    provider: String,
    /// Where its passwords are reset.
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
// Without `Debug`: it may hold the link.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Reset")]
pub struct ResetView {
    /// How the link travels.
    #[schemars(extend("enum" = ["sent", "hand-over", "queued"]))]
    status: &'static str,
    /// What the link is.
    #[schemars(with = "texts::LinkState")]
    state: &'static str,
    /// With `hand-over`: why mail does not carry it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "texts::HandOverName")]
    reason: Option<&'static str>,
    /// The same, for people, while the link lives.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    detail: Option<&'static str>,
    /// For people.
    message: &'static str,
    /// The link itself, where it is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    link: Option<Zeroizing<String>>,
    /// The address of its mail, masked; null where the account may have had another since.
    to: Option<String>,
    /// Why it was issued.
    #[schemars(with = "texts::OriginName")]
    origin: &'static str,
    /// By whom.
    issued_by: String,
    #[schemars(with = "texts::Moment")]
    issued_at: String,
    /// Until then asking again sends the same link.
    #[schemars(with = "texts::Moment")]
    resend_until: String,
    #[schemars(with = "texts::Moment")]
    expires_at: String,
    /// Whether its last send was of the same link as before.
    resent: bool,
    /// What is known of its mail.
    delivery: DeliveryView,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Delivery")]
struct DeliveryView {
    #[schemars(with = "texts::DeliveryName")]
    state: &'static str,
    #[schemars(with = "texts::Moment")]
    at: String,
}

/// A password was set.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PasswordSet {
    /// For people.
    pub message: &'static str,
    /// Which sign-in it is for: an account that signs in elsewhere has a password for the administration alone.
    #[schemars(with = "texts::AppliesToName")]
    pub applies_to: &'static str,
    /// `username` where nobody can sign in with it until the account has one: it has no address, or another account has the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", extend("const" = "username"))]
    pub needs: Option<&'static str>,
}

/// What [`PasswordSet::needs`] says of an account to which nobody can sign in without it.
pub const NEEDS_USERNAME: Option<&str> = Some("username");

impl ResetView {
    /// The link as the account's record shows it, without the link itself; `None` once the resend window is over.
    pub fn on_record(account: &Account, link: &Link, now: Timestamp) -> Option<Self> {
        (now < link.resend_until).then(|| Self::new(account, link, now, link.hand_over()))
    }

    /// With the link, for the one answer that gives it out.
    #[must_use]
    pub fn showing(mut self, link: Zeroizing<String>) -> Self {
        self.link = Some(link);
        self
    }

    /// The answer to whoever just sent it, or had it handed over.
    pub fn new(
        account: &Account,
        link: &Link,
        now: Timestamp,
        hand_over: Option<HandOver>,
    ) -> Self {
        let state = link.state(account, now);
        let (status, message) = match (hand_over, link.delivery) {
            (Some(_), _) if state != LinkState::Live => (
                "hand-over",
                "The link was to be handed over, and works no longer.",
            ),
            (Some(_), _) => ("hand-over", "Give the link to the person yourself."),
            (None, DeliveryState::Queued) => {
                ("queued", "The mail with the link is waiting to be sent.")
            }
            (None, _) => ("sent", "Reset password email sent."),
        };
        let address = account
            .email
            .as_ref()
            .filter(|_| link.keeps_address(account));
        Self {
            status,
            state: state.name(),
            reason: hand_over.map(HandOver::name),
            detail: hand_over
                .filter(|_| state == LinkState::Live)
                .map(HandOver::detail),
            message,
            link: None,
            to: address.map(domain::EmailAddress::masked),
            origin: link.origin.name(),
            issued_by: link.issued_by.clone(),
            issued_at: rfc3339(link.issued_at),
            resend_until: rfc3339(link.resend_until),
            expires_at: rfc3339(link.expires_at),
            resent: link.resent,
            delivery: DeliveryView {
                state: link.delivery.name(),
                at: rfc3339(link.delivery_at),
            },
        }
    }
}
