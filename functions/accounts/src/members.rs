//! An account's members as bodies send them, parsed once.

use std::fmt::Display;

use adapters::web::Error;
use adapters::web::body::Object;
use domain::{EmailAddress, Locale, Role, Sso, Standing, Tenant, Username, account};
use schemars::JsonSchema;
use serde::Deserialize;

/// The provider and its URL.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SsoBody {
    /// The provider's name, for people.
    #[schemars(length(min = 1, max = 100))]
    provider: String,
    /// Where its passwords are reset: `https`.
    #[schemars(length(max = 2000), regex(pattern = r"^https://[!-~]+$"))]
    url: String,
}

pub(crate) fn username(text: &str) -> Result<Username, Error> {
    Username::parse(text).map_err(|wants| invalid("username", wants))
}

pub(crate) fn email(text: &str) -> Result<EmailAddress, Error> {
    EmailAddress::parse(text).map_err(|wants| invalid("email", wants))
}

pub(crate) fn name(text: &str) -> Result<String, Error> {
    account::person_name(text).ok_or_else(|| {
        invalid(
            "name",
            "at most 200 characters, none of them a control character",
        )
    })
}

pub(crate) fn tenant(text: &str) -> Result<Tenant, Error> {
    let wants = "1 to 64 characters of a-z, 0-9, dot, hyphen and underscore";
    Tenant::parse(text).ok_or_else(|| invalid("tenant", wants))
}

pub(crate) fn role(text: &str) -> Result<Role, Error> {
    Role::from_name(text).ok_or_else(|| invalid("role", "user, admin or owner"))
}

pub(crate) fn standing(text: &str) -> Result<Standing, Error> {
    Standing::from_name(text)
        .ok_or_else(|| invalid("standing", "invited, active, expired or disabled"))
}

pub(crate) fn sso(Object(sso): &Object<SsoBody>) -> Result<Sso, Error> {
    Sso::new(&sso.provider, &sso.url)
        .ok_or_else(|| invalid("sso", "a provider of 1 to 100 characters and an https url"))
}

pub(crate) fn locale(text: &str) -> Result<Locale, Error> {
    Locale::parse(text).ok_or_else(|| invalid("locale", "a language tag like en or pt-BR"))
}

/// Says what a member wants; what was sent is not repeated.
fn invalid(member: &str, wants: impl Display) -> Error {
    Error::Invalid(format!("The member {member} is not valid: {wants}."))
}
