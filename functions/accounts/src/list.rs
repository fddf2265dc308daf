//! The accounts that an actor may see, by a prefix of email, username or a word of the name.

use adapters::App;
use adapters::store::{begins, place};
use adapters::web::cursor;
use adapters::web::query::parameters;
use adapters::web::view::AccountView;
use adapters::web::{self, Answer, Caller, Empty, Error, authentication};
use axum::extract::{RawQuery, State};
use domain::{Account, AccountId, Tenant, search};
use schemars::JsonSchema;
use serde::Serialize;

/// How many accounts a page may have.
#[derive(JsonSchema)]
#[schemars(inline, transparent, extend("minimum" = 1, "maximum" = MAXIMUM_LIMIT, "default" = DEFAULT_LIMIT))]
pub(crate) struct Limit(#[expect(dead_code, reason = "only its schema is wanted")] usize);

const DEFAULT_LIMIT: usize = 25;
const MAXIMUM_LIMIT: usize = 100;
/// Where many places are second ones of accounts that are listed already, a page may be short, or even empty, and the
/// cursor goes on: the time for a page does not grow with the directory.
const MOST_QUERIES: u32 = 8;

struct Query {
    search: String,
    tenant: Option<Tenant>,
    limit: Option<usize>,
    cursor: Option<String>,
}

/// A page of the directory.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Accounts")]
pub(crate) struct Found {
    accounts: Vec<AccountView>,
    /// Where the next page begins; the last page has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    next_cursor: Option<String>,
}

pub(crate) async fn list(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    caller: Caller,
    body: Empty,
) -> Answer {
    let actor = authentication::administrator(&app, &caller).await?;
    body.check()?;
    let query = parse(query.as_deref())?;
    actor.may_read().map_err(Error::NotAllowed)?;
    let (own, asked) = (actor.tenant.as_ref(), query.tenant.as_ref());
    if own.is_some_and(|own| asked.is_some_and(|asked| own != asked)) {
        return web::ok(&Found {
            accounts: Vec::new(),
            next_cursor: None,
        });
    }
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    // The tenant always comes from the actor; one that is not confined may name one.
    let found = find(&app, own.or(asked), &query, limit).await?;
    web::ok(&found)
}

/// An account with several terms of the prefix is listed under the first of them only, so that every page is right by
/// itself and the cursor is a place in the index. One that has left the tenant since the index was read is not listed.
async fn find(
    app: &App,
    tenant: Option<&Tenant>,
    query: &Query,
    limit: usize,
) -> Result<Found, Error> {
    let scope = search::scope_within(tenant);
    let prefix = search::canonical(&query.search);
    let mut after = query.cursor.clone();
    if after
        .as_ref()
        .is_some_and(|place| !place.starts_with(begins(&prefix)))
    {
        return Err(cursor::invalid());
    }
    let mut accounts: Vec<Account> = Vec::new();
    for tried in 1.. {
        let wanted = i32::try_from(limit - accounts.len()).unwrap_or(i32::MAX);
        let page = app
            .store
            .search(&scope, &prefix, after.as_deref(), wanted)
            .await?;
        after = page.next;
        let ids: Vec<AccountId> = page.found.iter().map(|(_, id)| *id).collect();
        let read = app.store.accounts(&ids).await?;
        let of_place = |(term, id): &(String, AccountId)| {
            read.iter()
                .find(|account| account.id == *id)
                .filter(|account| tenant.is_none() || account.tenant.as_ref() == tenant)
                .filter(|account| is_first(term, &prefix, account))
                .cloned()
        };
        accounts.extend(page.found.iter().filter_map(of_place));
        if after.is_none() || accounts.len() >= limit || tried == MOST_QUERIES {
            let next_cursor = after.map(|place| cursor::write(&place));
            return Ok(Found {
                accounts: accounts.iter().map(AccountView::from).collect(),
                next_cursor,
            });
        }
    }
    unreachable!("the last query ends the loop")
}

/// Whether the term is the account's first in the order of the index, where places end with a mark and the id.
fn is_first(term: &str, prefix: &str, account: &Account) -> bool {
    if prefix.is_empty() {
        return term.is_empty();
    }
    let terms = search::terms(account);
    let found = terms.iter().filter(|of| of.starts_with(prefix));
    let first = found.min_by_key(|of| place(of, account.id));
    first.is_some_and(|first| first == term)
}

fn parse(query: Option<&str>) -> Result<Query, Error> {
    let names = ["search", "tenant", "limit", "cursor"];
    let [search, tenant, limit, cursor] = parameters(query, names)?;
    let wrong = |text: &str| Error::Invalid(format!("The parameter {text}."));
    let search = search.unwrap_or_default();
    if search.chars().count() > 254 {
        return Err(wrong("search must be at most 254 characters"));
    }
    let tenant = tenant.filter(|name| !name.is_empty()).map(|name| {
        Tenant::parse(&name).ok_or_else(|| wrong("tenant must be the name of a tenant"))
    });
    let limit = limit
        .map(|text| limit_of(&text).ok_or_else(|| wrong("limit must be a number from 1 to 100")));
    let cursor = cursor.map(|text| place_of(&text).ok_or_else(cursor::invalid));
    Ok(Query {
        search,
        tenant: tenant.transpose()?,
        limit: limit.transpose()?,
        cursor: cursor.transpose()?,
    })
}

fn limit_of(text: &str) -> Option<usize> {
    text.parse()
        .ok()
        .filter(|limit| (1..=MAXIMUM_LIMIT).contains(limit))
}

/// A place of this list ends with an account's id.
fn place_of(text: &str) -> Option<String> {
    let place = cursor::read(text)?;
    let (_, id) = place.rsplit_once('#')?;
    AccountId::parse(id)?;
    Some(place)
}
