//! What a link is at this moment. Reads only: mail scanners open links.

use adapters::App;
use adapters::web::error::rfc3339;
use adapters::web::{self, Answer, Caller, Json};
use axum::extract::State;
use domain::LinkState;
use domain::password::MAXIMUM;
use serde::Deserialize;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::{Found, look};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Body {
    pub(crate) token: Zeroizing<String>,
}

pub(crate) async fn inspect(State(app): State<App>, caller: Caller, body: Json) -> Answer {
    let body: Body = body.parse()?;
    let now = app.now();
    let found = look(&app, &body.token, caller.address, now).await?;
    web::ok(&found.map_or_else(
        || json!({"state": LinkState::Unknown.name()}),
        |found| told(&app, &found),
    ))
}

fn told(app: &App, found: &Found) -> Value {
    let mut told = json!({"state": found.state.name()});
    let expires_at = found
        .record
        .with_digest(&found.token.digest())
        .map(|link| rfc3339(link.expires_at));
    match found.state {
        LinkState::Live => {
            told["expires_at"] = json!(expires_at);
            told["password_rules"] =
                json!({"minimum": app.settings.password_rules.minimum(), "maximum": MAXIMUM});
        }
        LinkState::Expired if expires_at.is_some() => told["expires_at"] = json!(expires_at),
        LinkState::Replaced(at) => told["replaced_at"] = json!(rfc3339(at)),
        _ => {}
    }
    told
}
