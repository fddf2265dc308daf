//! Shows a live link again, inside its resend window. An act, written into the history.

use adapters::App;
use adapters::settings::ShowLink;
use adapters::target;
use adapters::web::error::rfc3339;
use adapters::web::openapi::texts;
use adapters::web::{self, Answer, Caller, Empty, Error, authentication};
use axum::extract::{Path, State};
use domain::audit::What;
use schemars::JsonSchema;
use serde::Serialize;
use zeroize::Zeroizing;

/// A live link, once more.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Revealed {
    #[schemars(with = "String")]
    link: Zeroizing<String>,
    #[schemars(with = "texts::Moment")]
    expires_at: String,
}

pub(crate) async fn reveal(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    body: Empty,
) -> Answer {
    let actor = authentication::administrator(&app, &caller).await?;
    body.check()?;
    let target = target::find_with_links_to_act_on(&app, &actor, &caller, &id).await?;
    let (account, now) = (&target.account, app.now());
    let link = target.links.current.as_ref().ok_or(Error::WindowOver)?;
    let token = link
        .token_again(account, app.link_keys(), now)
        .ok_or(Error::WindowOver)?;
    if app.settings.show_link == ShowLink::Fallback && link.hand_over().is_none() {
        return Err(Error::LinkNotShown);
    }
    let entry = target::entry(&app, &actor, &caller, account.id, What::LinkRevealed, now)
        .with("link", link.id);
    app.store
        .commit(app.ulid(), vec![app.store.write_entry(&entry)])
        .await?;
    web::ok(&Revealed {
        link: app.settings.link(&token.expose()),
        expires_at: rfc3339(link.expires_at),
    })
}
