//! What a link is at this moment. Reads only: mail scanners open links.

use adapters::App;
use adapters::web::error::rfc3339;
use adapters::web::openapi::texts;
use adapters::web::{self, Answer, Caller, Json};
use axum::extract::State;
use domain::LinkState;
use domain::password::MAXIMUM;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::{Found, look};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Body {
    /// What stands behind the `#` of the link.
    #[schemars(with = "texts::Secret")]
    pub(crate) token: Zeroizing<String>,
}

/// What the link is, and what goes with it.
#[derive(Default, Serialize, JsonSchema)]
pub(crate) struct Inspected {
    #[schemars(with = "texts::LinkState")]
    state: &'static str,
    /// With `live`, and with `expired` while it is on record.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "texts::Moment")]
    expires_at: Option<String>,
    /// With `replaced`: when a newer link took its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "texts::Moment")]
    replaced_at: Option<String>,
    /// With `live`: what the new password must keep.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Rules")]
    password_rules: Option<Rules>,
}

/// How long a password must and may be.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PasswordRules")]
struct Rules {
    /// The fewest characters.
    minimum: usize,
    /// The most.
    maximum: usize,
}

pub(crate) async fn inspect(State(app): State<App>, caller: Caller, body: Json) -> Answer {
    let body: Body = body.parse()?;
    let now = app.now();
    let found = look(&app, &body.token, caller.address, now).await?;
    let inspected = found.map_or_else(unknown, |found| told(&app, &found));
    web::ok(&inspected)
}

fn unknown() -> Inspected {
    Inspected {
        state: LinkState::Unknown.name(),
        ..Inspected::default()
    }
}

fn told(app: &App, found: &Found) -> Inspected {
    let expires_at = found
        .record
        .with_digest(&found.token.digest())
        .map(|link| rfc3339(link.expires_at));
    let mut told = Inspected {
        state: found.state.name(),
        ..Inspected::default()
    };
    match found.state {
        LinkState::Live => {
            told.expires_at = expires_at;
            told.password_rules = Some(Rules {
                minimum: app.settings.password_rules.minimum(),
                maximum: MAXIMUM,
            });
        }
        LinkState::Expired => told.expires_at = expires_at,
        LinkState::Replaced(at) => told.replaced_at = Some(rfc3339(at)),
        _ => {}
    }
    told
}
