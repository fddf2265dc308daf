//! The link's holder: looks at the link, sets a password with it once, or kills it. Holds no key: whoever has the token
//! proves it by its digest.

mod api;
mod inspect;
mod redeem;
mod revoke;

use std::net::IpAddr;

use adapters::App;
use adapters::verifying::too_many;
use adapters::web::{Error, cors, edge};
use axum::Router;
use axum::routing::post;
use domain::limit::address_subject;
use domain::{Account, Limit, LinkRecord, LinkState, ResetToken};
use jiff::Timestamp;

pub use api::operations;

/// `POST /v1/password-resets/inspect`, `/redeem`, `/revoke`
pub fn router(app: App) -> Router {
    let redeem = edge::changes_password(
        &app,
        Router::new().route("/v1/password-resets/redeem", post(redeem::redeem)),
    );
    let routes = Router::new()
        .route("/v1/password-resets/inspect", post(inspect::inspect))
        .route("/v1/password-resets/revoke", post(revoke::revoke))
        .merge(redeem);
    cors::public(app, routes)
}

/// A link that somebody holds.
struct Found {
    token: ResetToken,
    account: Account,
    record: LinkRecord,
    state: LinkState,
}

/// Counts the caller's address and looks the link up, side by side. `None`: not a link on record.
async fn look(
    app: &App,
    text: &str,
    address: IpAddr,
    now: Timestamp,
) -> Result<Option<Found>, Error> {
    let (counted, found) = tokio::join!(count(app, address, now), find(app, text, now));
    counted?;
    found
}

async fn count(app: &App, address: IpAddr, now: Timestamp) -> Result<(), Error> {
    let key = Limit::RedeemsPerAddress.key(&address_subject(address), now);
    let place = app
        .store
        .take_place(&key, app.settings.limit(Limit::RedeemsPerAddress));
    app.store
        .commit(app.ulid(), vec![place])
        .await
        .map_err(|error| too_many(app, error, now))
}

async fn find(app: &App, text: &str, now: Timestamp) -> Result<Option<Found>, Error> {
    let Some(token) = ResetToken::parse(text) else {
        return Ok(None);
    };
    let mut read = app.store.account_with_links(token.account_id()).await?;
    if let (Some(account), record) = &read
        && record.is_ended_by_the_epoch_alone(&token.digest(), account)
    {
        // The store does not read both at one moment: the link may be of before its use, and the account of after it.
        read = app.store.account_with_links(token.account_id()).await?;
    }
    let (Some(account), record) = read else {
        return Ok(None);
    };
    let state = record.state_of(&token.digest(), &account, now);
    Ok((state != LinkState::Unknown).then_some(Found {
        token,
        account,
        record,
        state,
    }))
}
