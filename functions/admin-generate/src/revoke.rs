//! Kills the live link. Also when there is none: work asked for before is then done without mail.

use adapters::App;
use adapters::store::{self, DECISIONS, Write};
use adapters::target::{self, Target};
use adapters::web::{Answer, Caller, Empty, authentication};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::Authority;
use domain::audit::What;
use jiff::Timestamp;

pub(crate) async fn revoke(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    body: Empty,
) -> Answer {
    let actor = authentication::administrator(&app, &caller).await?;
    body.check()?;
    let mut tried = 1;
    loop {
        let target = target::find_with_links_to_act_on(&app, &actor, &caller, &id).await?;
        let now = app.now();
        match app
            .store
            .commit(app.ulid(), writes(&app, &actor, &caller, &target, now))
            .await
        {
            Ok(()) => return Ok(StatusCode::NO_CONTENT.into_response()),
            Err(error) if error.is_stale() && tried < DECISIONS => {
                store::pause(tried).await;
            }
            Err(error) => return Err(error.into()),
        }
        tried += 1;
    }
}

fn writes(
    app: &App,
    actor: &Authority,
    caller: &Caller,
    target: &Target,
    now: Timestamp,
) -> Vec<Write> {
    let id = target.account.id;
    let entry = target::entry(app, actor, caller, id, What::LinkRevoked, now);
    match target.links.live(&target.account, now) {
        Some(link) => vec![
            app.store.revoke_link(id, &target.links, now),
            app.store
                .write_entry(&entry.with("link", link.id).with("by", "administrator")),
        ],
        None => vec![
            app.store.note_revocation(id, &target.links, now),
            app.store.write_entry(&entry.with("by", "administrator")),
        ],
    }
}
