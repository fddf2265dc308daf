//! Anyone asks for a link. Never looks an account up: the calls, their sizes and the answer are the same for every
//! identifier; `deliver` finds out later whether there is somebody to mail.

mod api;

use std::time::Instant;

use adapters::App;
use adapters::metrics::Metric;
use adapters::verifying::too_many;
use adapters::web::openapi::texts;
use adapters::web::page::{ASKING, Reader};
use adapters::web::{self, Answer, Caller, Error, Form, cors, edge};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use domain::limit::{address_subject, truncated_address};
use domain::outbox::{Ask, IdentifierDigest};
use domain::{Identifier, Limit, Locale, Work, WorkKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What everybody is told.
const MESSAGE: &str = "If an account can be helped this way, a mail is on its way. \
                       Nothing has changed until the link in it is used.";

pub use api::operations;

/// `POST /v1/password-resets`
pub fn router(app: App) -> Router {
    let routes = Router::new().route("/v1/password-resets", post(ask));
    cors::public(app, routes)
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Body {
    /// A username or an email address.
    #[schemars(with = "texts::Identifier")]
    identifier: String,
    /// The language of the page that asks, for the mail to an account that has none on record.
    #[serde(default, deserialize_with = "web::body::present")]
    #[schemars(with = "texts::Locale")]
    locale: Option<String>,
}

/// The ask is taken; whether a mail goes out, it does not tell.
#[derive(Serialize, JsonSchema)]
struct Accepted {
    /// For people.
    message: &'static str,
}

async fn ask(State(app): State<App>, reader: Reader, caller: Caller, form: Form) -> Answer {
    let started = Instant::now();
    let accepted = accept(&app, &caller, &form).await;
    if accepted.is_ok() {
        app.metrics.write(Metric::Ask(started.elapsed()));
    }
    if !form.is_page() {
        accepted?;
        return web::json(StatusCode::ACCEPTED, &Accepted { message: MESSAGE });
    }
    Ok(match accepted {
        Ok(()) => {
            let (url, words) = reader.back_to(&ASKING);
            reader.told(
                StatusCode::ACCEPTED,
                ("asked-title", "asked"),
                Some((&url, words)),
            )
        }
        Err(error) => reader.failed(&error, &ASKING),
    })
}

/// Counts the caller's address and puts the work into the outbox, in one write.
async fn accept(app: &App, caller: &Caller, form: &Form) -> Result<(), Error> {
    let mut body: Body = form.parse()?;
    if form.is_page() {
        // A field that was not filled in.
        body.locale = body.locale.filter(|tag| !tag.is_empty());
    }
    let ask = parse(body, caller)?;
    let now = app.now();
    let id = app.ulid();
    let asks = Limit::AsksPerAddress.key(&address_subject(caller.address), now);
    edge::joins_work(id);
    let work = Work::new(id, now, WorkKind::Ask(ask));
    let writes = vec![
        app.store
            .take_place(&asks, app.settings.limit(Limit::AsksPerAddress)),
        app.store.put_work(&work),
    ];
    app.store
        .commit(app.ulid(), writes)
        .await
        .map_err(|error| too_many(app, error, now))
}

fn parse(body: Body, caller: &Caller) -> Result<Ask, Error> {
    let typed = body.identifier;
    let blank = typed.trim_matches(' ').is_empty();
    if blank || typed.chars().count() > 254 || typed.chars().any(char::is_control) {
        return Err(Error::Invalid(
            "The identifier must have 1 to 254 characters, none of them a control character."
                .to_owned(),
        ));
    }
    let locale = body
        .locale
        .map(|tag| Locale::parse(&tag).ok_or_else(not_a_locale))
        .transpose()?;
    Ok(Ask {
        identifier: Identifier::parse(&typed),
        digest: IdentifierDigest::of(&typed),
        locale,
        ip: truncated_address(caller.address),
        user_agent: caller.user_agent(),
    })
}

fn not_a_locale() -> Error {
    Error::Invalid("The locale must be a language tag like en or pt-BR.".to_owned())
}
