//! "This was not me": whoever holds the link kills it.

use adapters::App;
use adapters::web::openapi::texts;
use adapters::web::{self, Answer, Caller, Error, Json};
use axum::extract::State;
use domain::audit::{Entry, What};
use domain::{Actor, LinkState};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::inspect::Body;
use crate::{Found, find, look};

/// What the link is now.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Ended {
    /// `revoked`, or what it had become before.
    #[schemars(with = "texts::LinkState")]
    state: &'static str,
}

pub(crate) async fn revoke(State(app): State<App>, caller: Caller, body: Json) -> Answer {
    let body: Body = body.parse()?;
    let now = app.now();
    let found = look(&app, &body.token, caller.address, now).await?;
    let state = match found {
        Some(found) if found.state == LinkState::Live => {
            kill(&app, &caller, &body.token, &found, now).await?
        }
        Some(found) => found.state,
        None => LinkState::Unknown,
    };
    web::ok(&Ended {
        state: state.name(),
    })
}

async fn kill(
    app: &App,
    caller: &Caller,
    text: &str,
    found: &Found,
    now: Timestamp,
) -> Result<LinkState, Error> {
    let id = found.account.id;
    let entry = Entry::new(app.ulid(), id, now, What::LinkRevoked, Actor::Public)
        .from_ip(caller.address.to_string())
        .with(
            "link",
            found
                .record
                .current
                .as_ref()
                .map(|link| link.id.to_string())
                .unwrap_or_default(),
        )
        .with("by", "holder");
    let writes = vec![
        app.store.revoke_link(id, &found.record, now),
        app.store.write_entry(&entry),
    ];
    match app.store.commit(app.ulid(), writes).await {
        Ok(()) => Ok(LinkState::Revoked),
        // Somebody was faster: the link has ended in another way.
        Err(error) if error.is_stale() => match find(app, text, app.now()).await? {
            Some(found) if found.state == LinkState::Live => Err(error.into()),
            Some(found) => Ok(found.state),
            None => Ok(LinkState::Unknown),
        },
        Err(error) => Err(error.into()),
    }
}
