//! What happened to an account, newest first.

use std::collections::BTreeMap;

use adapters::App;
use adapters::store::ToldEntry;
use adapters::target;
use adapters::web::cursor::{self, Cursor};
use adapters::web::error::rfc3339;
use adapters::web::openapi::texts;
use adapters::web::query::parameters;
use adapters::web::{self, Answer, Caller, Empty, Error, authentication};
use axum::extract::{Path, RawQuery, State};
use schemars::JsonSchema;
use serde::Serialize;

const PAGE: i32 = 50;

/// What happened to an account, newest first.
#[derive(Serialize, JsonSchema)]
pub(crate) struct History {
    history: Vec<EntryView>,
    /// Where the next page begins; the last page has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    next_cursor: Option<String>,
}

/// An entry as it is told.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "HistoryEntry")]
struct EntryView {
    /// When.
    #[schemars(with = "texts::Moment")]
    at: String,
    /// What.
    what: String,
    /// Who.
    actor: String,
    /// From where.
    ip: Option<String>,
    /// Names and numbers.
    details: BTreeMap<String, String>,
}

impl From<ToldEntry> for EntryView {
    fn from(entry: ToldEntry) -> Self {
        Self {
            at: rfc3339(entry.at),
            what: entry.what,
            actor: entry.actor,
            ip: entry.ip,
            details: entry.details,
        }
    }
}

pub(crate) async fn show(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    caller: Caller,
    body: Empty,
) -> Answer {
    let actor = authentication::administrator(&app, &caller).await?;
    body.check()?;
    let before = parse(query.as_deref())?;
    let account = target::find(&app, &actor, &id).await?;
    actor.may_read().map_err(Error::NotAllowed)?;
    let (history, more) = app
        .store
        .history(account.id, before.as_deref(), PAGE)
        .await?;
    let next_cursor = history
        .last()
        .filter(|_| more)
        .map(|last| cursor::write(&last.place));
    web::ok(&History {
        history: history.into_iter().map(EntryView::from).collect(),
        next_cursor,
    })
}

fn parse(query: Option<&str>) -> Result<Option<Cursor>, Error> {
    let [before] = parameters(query, ["cursor"])?;
    let before = before.map(|text| cursor::read(&text).ok_or_else(cursor::invalid));
    before.transpose()
}
