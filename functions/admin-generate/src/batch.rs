//! Links for many accounts: preview, start, progress. The outbox's worker does the rest, at the mail service's pace.

use std::collections::HashMap;

use adapters::App;
use adapters::issuing::by_administrator::Delivery;
use adapters::settings::ShowLink;
use adapters::web::openapi::texts;
use adapters::web::view::ResetView;
use adapters::web::{self, Answer, Caller, Empty, Error, Json, authentication};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::audit::{Entry, What};
use domain::batch::{Batch, MOST_ROWS, Row, RowState};
use domain::link::Failing;
use domain::outbox::BulkRow;
use domain::{Account, AccountId, Authority, LinkRecord, Work, WorkKind};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ulid::Ulid;

use crate::plan::{self, Plan, PlannedRow, UNKNOWN};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("oneOf" = [{"required": ["account_ids"]}, {"required": ["search"]}]))]
pub(crate) struct Body {
    /// For these accounts.
    #[serde(default, deserialize_with = "web::body::present")]
    #[schemars(with = "Vec<String>", length(min = 1, max = MOST_ROWS))]
    account_ids: Option<Vec<String>>,
    /// For all that this prefix of email, username or name finds.
    #[serde(default, deserialize_with = "web::body::present")]
    #[schemars(with = "String", length(max = 254))]
    search: Option<String>,
    #[serde(default)]
    delivery: Delivery,
    /// Only tells who would get what.
    #[serde(default)]
    preview: bool,
}

/// Who would get what, and why not.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Preview {
    counts: Counts,
    rows: Vec<PlannedRow>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct Counts {
    total: usize,
    mail: usize,
    hand_over: usize,
    refused: usize,
}

/// The work has begun.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Started {
    #[schemars(with = "texts::Id")]
    batch_id: String,
    /// How many accounts are worked on; the others are refused.
    accepted: usize,
}

/// A thousand ids do not fit into the body that is enough for everything else.
const LONGEST_BODY: usize = 64 * 1024;

pub(crate) async fn order(
    State(app): State<App>,
    caller: Caller,
    body: Json<LONGEST_BODY>,
) -> Answer {
    let actor = authentication::administrator(&app, &caller).await?;
    let body: Body = body.parse()?;
    let by_hand = body.delivery == Delivery::Link;
    check(&body)?;
    actor.may_read().map_err(Error::NotAllowed)?;
    if by_hand && app.settings.show_link == ShowLink::Fallback {
        return Err(Error::LinkNotShown);
    }
    let (ids, unknown) = match (&body.account_ids, &body.search) {
        (Some(texts), _) => parse_ids(texts),
        (_, search) => (
            plan::found(&app, &actor, search.as_deref().unwrap_or_default()).await?,
            Vec::new(),
        ),
    };
    let planned = plan::plan(&app, &actor, &ids, by_hand).await?;
    if body.preview {
        preview(&app, &planned, &unknown).await
    } else {
        start(&app, &actor, &caller, planned, &unknown, by_hand).await
    }
}

/// Either ids, 1 to 1,000 of them, or a search.
fn check(body: &Body) -> Result<(), Error> {
    let wants = match (&body.account_ids, &body.search) {
        (Some(ids), None) if (1..=MOST_ROWS).contains(&ids.len()) => return Ok(()),
        (None, Some(search)) if search.chars().count() <= 254 => return Ok(()),
        (Some(_), None) => "account_ids must have 1 to 1,000 ids.",
        _ => "The body must have either account_ids or a search.",
    };
    Err(Error::Invalid(wants.to_owned()))
}

/// In the place of a text that is not repeated, because it is too long for a slip in an id, and might be a link.
const NO_ID: &str = "(no id)";
const LONGEST_SLIP: usize = 40;

/// Each account once; what is no id is nobody's.
fn parse_ids(texts: &[String]) -> (Vec<AccountId>, Vec<String>) {
    let (mut ids, mut unknown) = (Vec::new(), Vec::new());
    for text in texts {
        match AccountId::parse(text) {
            Some(id) if !ids.contains(&id) => ids.push(id),
            Some(_) => {}
            None => {
                let is_told =
                    text.chars().count() <= LONGEST_SLIP && !text.contains(char::is_control);
                let shown = if is_told { text.as_str() } else { NO_ID }.to_owned();
                if !unknown.contains(&shown) {
                    unknown.push(shown);
                }
            }
        }
    }
    (ids, unknown)
}

type Planned = (AccountId, Option<Account>, Plan);

async fn preview(app: &App, planned: &[Planned], unknown: &[String]) -> Answer {
    let mailed = planned.iter().filter(|(_, _, plan)| *plan == Plan::Mail);
    let mailed: Vec<AccountId> = mailed.map(|(id, ..)| *id).collect();
    let mailed = app.store.accounts_with_links(&mailed).await?;
    let failing: HashMap<AccountId, &Failing> = mailed
        .iter()
        .filter_map(|(account, links)| Some((account.id, links.failing_for(account)?)))
        .collect();
    let rows: Vec<PlannedRow> = planned
        .iter()
        .map(|(id, account, plan)| {
            PlannedRow::new(*id, account.as_ref(), plan, failing.get(id).copied())
        })
        .chain(unknown.iter().map(|text| PlannedRow::unknown(text)))
        .collect();
    let count = |outcome: &str| rows.iter().filter(|row| row.outcome() == outcome).count();
    let counts = Counts {
        total: rows.len(),
        mail: count("mail"),
        hand_over: count("hand-over"),
        refused: count("refused"),
    };
    web::ok(&Preview { counts, rows })
}

/// The rows are written before the work on them, so that no worker meets a row that is not there.
async fn start(
    app: &App,
    actor: &Authority,
    caller: &Caller,
    planned: Vec<Planned>,
    unknown: &[String],
    by_hand: bool,
) -> Answer {
    let (id, now) = (app.ulid(), app.now());
    let rows = rows(&planned, unknown);
    let accepted: Vec<AccountId> = planned
        .iter()
        .filter(|(_, _, plan)| !matches!(plan, Plan::Refuse(_)))
        .map(|(id, _, _)| *id)
        .collect();
    let batch = Batch {
        id,
        started_by: actor.actor.to_string(),
        tenant: actor.tenant.clone(),
        started_at: now,
        total: rows.len(),
    };
    app.store.write_batch(&batch, &rows).await?;
    audit(app, actor, caller, &batch, accepted.len()).await?;
    let work: Vec<Work> = accepted
        .iter()
        .map(|account_id| work(app, actor, &batch, *account_id, by_hand))
        .collect();
    app.store.put_much_work(&work).await?;
    tracing::info!(batch.id = %id, batch.accepted = accepted.len(), "batch started");
    let started = Started {
        batch_id: id.to_string(),
        accepted: accepted.len(),
    };
    web::json(StatusCode::ACCEPTED, &started)
}

fn rows(planned: &[Planned], unknown: &[String]) -> Vec<Row> {
    let planned = planned.iter().map(|(id, _, plan)| Row {
        account_id: id.to_string(),
        state: match plan {
            Plan::Refuse(rule) => RowState::Refused((*rule).to_owned()),
            _ => RowState::Waiting(None),
        },
    });
    let unknown = unknown.iter().map(|text| Row {
        account_id: text.clone(),
        state: RowState::Refused(UNKNOWN.to_owned()),
    });
    planned.chain(unknown).collect()
}

/// In the history of whoever started it; each account's own entry comes with its link.
async fn audit(
    app: &App,
    actor: &Authority,
    caller: &Caller,
    batch: &Batch,
    accepted: usize,
) -> Result<(), Error> {
    let entry = Entry::new(
        app.ulid(),
        actor.account_id,
        batch.started_at,
        What::BatchStarted,
        actor.actor,
    )
    .from_ip(caller.address.to_string())
    .with("batch", batch.id)
    .with("accepted", accepted);
    Ok(app
        .store
        .commit(app.ulid(), vec![app.store.write_entry(&entry)])
        .await?)
}

fn work(
    app: &App,
    actor: &Authority,
    batch: &Batch,
    account_id: AccountId,
    hand_over: bool,
) -> Work {
    let kind = WorkKind::BulkRow(BulkRow {
        account_id,
        batch_id: batch.id,
        by: actor.clone(),
        hand_over,
    });
    Work::new(app.ulid(), batch.started_at, kind)
}

/// What became of a batch so far.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Progress {
    total: usize,
    /// Rows to which nothing more will happen.
    done: usize,
    rows: Vec<ShownRow>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "BatchRow")]
struct ShownRow {
    account_id: String,
    /// What became of the link, once there is one and until a newer one takes its place. Where mail cannot carry it, the
    /// link itself is shown to the starter until its resend window is over.
    reset: Option<ResetView>,
    /// Why there is no link.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    refused: Option<String>,
}

pub(crate) async fn show(
    State(app): State<App>,
    Path(id): Path<String>,
    caller: Caller,
    body: Empty,
) -> Answer {
    let actor = authentication::administrator(&app, &caller).await?;
    body.check()?;
    let id = Ulid::from_string(&id).map_err(|_| Error::NotFound)?;
    let (batch, rows) = app.store.batch(id).await?.ok_or(Error::NotFound)?;
    if actor.tenant.is_some() && actor.tenant != batch.tenant {
        return Err(Error::NotFound);
    }
    actor.may_read().map_err(Error::NotAllowed)?;
    let starter = batch.started_by == actor.actor.to_string();
    let rows = show_rows(&app, &actor, rows, starter).await?;
    let done = rows.1;
    web::ok(&Progress {
        total: batch.total,
        done,
        rows: rows.0,
    })
}

/// Each row with what is known of its link by now, and how many are done. An account that has left the actor's tenant since is
/// told as nobody's.
async fn show_rows(
    app: &App,
    actor: &Authority,
    rows: Vec<Row>,
    starter: bool,
) -> Result<(Vec<ShownRow>, usize), Error> {
    let with_link: Vec<AccountId> = rows
        .iter()
        .filter(|row| row.state.digest().is_some())
        .filter_map(|row| AccountId::parse(&row.account_id))
        .collect();
    let found: HashMap<AccountId, (Account, LinkRecord)> = app
        .store
        .accounts_with_links(&with_link)
        .await?
        .into_iter()
        .filter(|(account, _)| actor.reaches(account))
        .map(|row| (row.0.id, row))
        .collect();
    let (now, done) = (
        app.now(),
        rows.iter().filter(|row| row.state.is_done()).count(),
    );
    let shown = rows.into_iter().map(|row| {
        let known = AccountId::parse(&row.account_id).and_then(|id| found.get(&id));
        let reset = known.and_then(|(account, links)| {
            let may_see_link = starter && actor.may_act_on(account).is_ok();
            show_row(app, &row, account, links, may_see_link, now)
        });
        let refused = match row.state {
            RowState::Refused(rule) => Some(rule),
            state if state.digest().is_some() && known.is_none() => Some(UNKNOWN.to_owned()),
            _ => None,
        };
        ShownRow {
            account_id: row.account_id,
            reset,
            refused,
        }
    });
    Ok((shown.collect(), done))
}

/// The link itself only for who started the batch and may still act on the account, only where mail did not carry it, only
/// inside the resend window.
fn show_row(
    app: &App,
    row: &Row,
    account: &Account,
    links: &LinkRecord,
    may_see_link: bool,
    now: Timestamp,
) -> Option<ResetView> {
    let link = row
        .state
        .digest()
        .and_then(|digest| links.with_digest(&digest))?;
    // That a stranger has had the same link mailed since takes nothing away from who was to carry it.
    let to_carry = row.state.handed_over().filter(|why| why.is_settled());
    let hand_over = link.hand_over().or(to_carry);
    let reset = ResetView::new(account, link, now, hand_over);
    let token = link.token_again(account, app.link_keys(), now);
    Some(
        match token.filter(|_| may_see_link && hand_over.is_some()) {
            Some(token) => reset.showing(app.settings.link(&token.expose())),
            None => reset,
        },
    )
}
