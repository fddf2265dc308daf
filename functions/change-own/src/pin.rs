//! An administrator sets the PIN that the operator will ask for when the last owner is locked out.

use adapters::App;
use adapters::verifying::{self, Claim, Verified};
use adapters::web::openapi::texts;
use adapters::web::{Answer, Caller, Error, Json, authentication};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::Password;
use domain::audit::{Entry, What};
use schemars::JsonSchema;
use serde::Deserialize;
use zeroize::Zeroizing;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Body {
    #[schemars(with = "texts::Secret")]
    current_password: Zeroizing<String>,
    /// 6 to 12 digits.
    #[schemars(with = "texts::Secret", extend("pattern" = "^[0-9]{6,12}$"))]
    pin: Zeroizing<String>,
}

pub(crate) async fn set(State(app): State<App>, caller: Caller, body: Json) -> Answer {
    let actor = authentication::administrator(&app, &caller).await?;
    let body: Body = body.parse()?;
    if !is_pin(&body.pin) {
        return Err(Error::Invalid(
            "The PIN must have 6 to 12 digits.".to_owned(),
        ));
    }
    actor.may_read().map_err(Error::NotAllowed)?;
    let claim = Claim {
        identifier: "",
        password: &body.current_password,
        address: authentication::counted_address(&caller, &actor)?,
        tenant: None,
    };
    let mut verified = verifying::verify_account(&app, actor.account_id, claim).await?;
    let hash = app.hasher.hash(Password::new(&body.pin)).await;
    let entry = Entry::new(
        app.ulid(),
        actor.account_id,
        app.now(),
        What::PinSet,
        actor.actor,
    )
    .from_ip(caller.address.to_string());
    let writes = |verified: &Verified| {
        let mut writes = vec![
            app.store
                .set_pin(actor.account_id, &verified.credential, &hash),
            app.store.write_entry(&entry),
        ];
        writes.extend(verified.give_back(&app));
        writes
    };
    match verified.commit(&app, writes).await {
        Ok(()) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(error) if error.is_stale() => Err(Error::WrongCredentials),
        Err(error) => Err(error.into()),
    }
}

fn is_pin(text: &str) -> bool {
    (6..=12).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit())
}
