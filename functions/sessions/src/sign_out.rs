//! The session ends. A service key does not, which is the operator's, nor does a token of another issuer.

use adapters::App;
use adapters::web::{Answer, Caller, Empty, Error, authentication};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::audit::{Entry, What};
use domain::{Actor, BearerToken, Forbidden};

pub(crate) async fn sign_out(State(app): State<App>, caller: Caller, body: Empty) -> Answer {
    let authority = authentication::administrator(&app, &caller).await?;
    body.check()?;
    let Actor::Account(id) = authority.actor else {
        return Err(Error::NotAllowed(Forbidden::Scope));
    };
    // A token of another issuer goes on working until it expires, so it is not told that it has ended.
    let token = caller
        .bearer()
        .and_then(BearerToken::parse)
        .ok_or(Error::NotAllowed(Forbidden::Scope))?;
    let entry = Entry::new(app.ulid(), id, app.now(), What::SignedOut, authority.actor)
        .from_ip(caller.address.to_string());
    app.store
        .commit(
            app.ulid(),
            vec![app.store.end_bearer(&token), app.store.write_entry(&entry)],
        )
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
