//! Sends a link to one account, or hands it over.

use adapters::App;
use adapters::issuing::by_administrator::{Delivery, Order};
use adapters::web::openapi::texts;
use adapters::web::{self, Answer, Caller, Error, Json, authentication};
use axum::extract::{Path, State};
use domain::Origin;
use domain::lifetime::{LONGEST, SHORTEST};
use jiff::SignedDuration;
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Body {
    #[serde(default)]
    delivery: Delivery,
    /// How long the link is good for, if one is issued: from `1m` to `7d`.
    #[serde(default, deserialize_with = "web::body::present")]
    #[schemars(with = "texts::Lifetime")]
    lifetime: Option<String>,
}

pub(crate) async fn send(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    body: Json,
) -> Answer {
    let actor = authentication::administrator(&app, &caller).await?;
    let body: Body = body.parse()?;
    let lifetime = body.lifetime.as_deref().map(lifetime).transpose()?;
    let order = Order::new(&app, actor, caller, body.delivery, Origin::Admin, lifetime);
    order.check_limit(&app).await?;
    web::ok(&order.carry_out(&app, &id).await?.reset)
}

fn lifetime(text: &str) -> Result<SignedDuration, Error> {
    let wants = "The lifetime must be a duration from 1m to 7d, like 15m or 24h.";
    domain::duration::parse(text)
        .filter(|lifetime| (SHORTEST..=LONGEST).contains(lifetime))
        .ok_or_else(|| Error::Invalid(wants.to_owned()))
}
