//! The pages that people see, and the health of the API: static answers, no rights at all.
//!
//! How a page is made:
//! - its handler takes a [`Reader`] and answers [`Reader::show`] with a template that begins with
//!   `{% extends "frame.html" %}`: language, direction, look, languages to choose from, and all headers come with that;
//! - its words are in `words/<language>.ftl`; `{{ words.say("some-id") }}` says them (`$brand` and `$support` are there);
//! - its scripts are ES modules in `assets/`, listed in `assets.rs`: `{{ assets::path("reset.js") }}` in a template and
//!   `import … from "./page.js"` in a module find each other, since all share one folder whose name is their hash;
//! - what scripts need stands in the page as data (`data::block`): words by [`Voice::for_scripts`], settings beside them;
//!   `say("some-id", { value })` of `assets/page.js` says the words;
//! - the classes of the design are in `shared/adapters/assets/page.css`. No inline style or script can work: the policy
//!   forbids it. Tests here hold words, templates and scripts against each other; `tests/pages` looks with a browser.
//!
//! [`Reader`]: adapters::web::page::Reader
//! [`Reader::show`]: adapters::web::page::Reader::show
//! [`Voice::for_scripts`]: adapters::web::page::Voice::for_scripts

mod api;
mod assets;
mod console;
mod data;
mod forgot;
mod not_me;
mod problem;
mod reset;

use adapters::book;
use adapters::web::page::{ASKING, Reader, Site};
use adapters::web::{self, Answer, Empty, Error, cors};
use adapters::words::Book;
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{any, get};
use schemars::JsonSchema;
use serde::Serialize;

pub use api::operations;

/// The words of these pages.
static WORDS: Book = book!("words");

/// The API's document as it is committed: `make openapi` writes it, and a test compares it with the code.
const DOCUMENT: &str = include_str!("../../../docs/api/openapi.json");

/// The pages, their assets, `GET /v1/health` and `GET /v1/openapi.json`.
pub fn router(site: Site) -> Router {
    Router::new()
        .route("/forgot", get(forgot::show))
        .route("/reset", get(reset::show))
        .route("/not-me", get(not_me::show))
        .route("/console", get(console::show))
        .route("/problems/{slug}", get(problem::show))
        .route("/assets/{hash}/{*name}", get(assets::serve))
        .route("/.well-known/change-password", get(change_password))
        // What API Gateway hands over because no route of its own names it.
        .route("/", any(home))
        .route("/{page}", any(otherwise))
        .route("/{page}/", any(with_a_slash))
        .with_state(site.clone())
        .merge(cors::public(
            site,
            Router::new()
                .route("/v1/health", get(health))
                .route("/v1/openapi.json", get(document)),
        ))
}

/// Whoever has only the address of the installation wants a link.
async fn home(method: Method, uri: Uri) -> Response {
    if reads(&method) {
        return Redirect::temporary(&with_query("/forgot", &uri)).into_response();
    }
    only_read()
}

/// A page with a slash behind its name, as people type it; what stands behind a hash stays in the browser.
async fn with_a_slash(
    reader: Reader,
    method: Method,
    headers: HeaderMap,
    Path(page): Path<String>,
    uri: Uri,
) -> Response {
    if !["forgot", "reset", "not-me", "console"].contains(&page.as_str()) {
        return not_found(&reader, &headers);
    }
    if reads(&method) {
        return Redirect::permanent(&with_query(&format!("/{page}"), &uri)).into_response();
    }
    only_read()
}

/// Some mail programs write the hash of a link as %23, or that as %2523, which makes it a part of the path.
async fn otherwise(
    reader: Reader,
    method: Method,
    headers: HeaderMap,
    Path(path): Path<String>,
) -> Response {
    match path.split_once('#').or_else(|| path.split_once("%23")) {
        Some(("reset" | "not-me", _)) if !reads(&method) => only_read(),
        Some(("reset", _)) => reset::show(reader).await,
        Some(("not-me", _)) => not_me::show(reader).await,
        _ => not_found(&reader, &headers),
    }
}

/// The same question, asked elsewhere: it may name a language.
fn with_query(path: &str, uri: &Uri) -> String {
    match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    }
}

fn reads(method: &Method) -> bool {
    [Method::GET, Method::HEAD].contains(method)
}

/// The answer to any other method.
fn only_read() -> Response {
    ([(header::ALLOW, "GET,HEAD")], Error::MethodNotAllowed).into_response()
}

/// For people a page that leads on, for programs the problem document.
fn not_found(reader: &Reader, headers: &HeaderMap) -> Response {
    let accepts = headers.get(header::ACCEPT);
    let accepts = accepts.and_then(|accepts| accepts.to_str().ok());
    if accepts.is_some_and(|accepts| accepts.contains("text/html")) {
        reader.failed(&Error::NotFound, &ASKING)
    } else {
        Error::NotFound.into_response()
    }
}

/// Where password managers look for the page to change a password on (W3C, "A Well-Known URL for Changing Passwords").
async fn change_password() -> Response {
    (StatusCode::FOUND, [(header::LOCATION, "/forgot")]).into_response()
}

/// The API answers.
#[derive(Serialize, JsonSchema)]
struct Health {
    /// Always `ok`.
    status: &'static str,
    /// Of Rekey.
    version: &'static str,
}

async fn health(body: Empty) -> Answer {
    body.check()?;
    web::ok(&Health {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
    })
}

async fn document(body: Empty) -> Answer {
    body.check()?;
    Ok(([(header::CONTENT_TYPE, "application/json")], DOCUMENT).into_response())
}

#[cfg(test)]
mod tests;
