//! The pages that people see, and the health of the API: static answers, no rights at all.

mod assets;

use adapters::App;
use adapters::web::error::Error;
use adapters::web::{cors, page, problem};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use serde_json::json;

/// The pages, their assets, and `GET /v1/health`.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/forgot", get(forgot))
        .route("/reset", get(reset))
        // Some mail programs write the hash of a link as %23, which makes it a part of the path.
        .route("/{reset}", any(reset_with_encoded_hash))
        .route("/not-me", get(not_me))
        .route("/problems/{slug}", get(show_problem))
        .route("/assets/{name}", get(assets::serve))
        .route("/.well-known/change-password", get(change_password))
        .with_state(app.clone())
        .merge(cors::public(
            app,
            Router::new().route("/v1/health", get(health)),
        ))
}

#[derive(Template)]
#[template(path = "forgot.html")]
struct Forgot<'a> {
    brand: &'a str,
    support: Option<&'a str>,
}

async fn forgot(State(app): State<App>) -> Response {
    let brand = &app.settings.brand;
    page::html(
        StatusCode::OK,
        &Forgot {
            brand: &brand.name,
            support: brand.support.as_deref(),
        },
    )
}

#[derive(Template)]
#[template(path = "reset.html")]
struct Reset<'a> {
    brand: &'a str,
    minimum: usize,
}

async fn reset(State(app): State<App>) -> Response {
    let minimum = app.settings.password_rules.minimum();
    page::html(
        StatusCode::OK,
        &Reset {
            brand: &app.settings.brand.name,
            minimum,
        },
    )
}

async fn reset_with_encoded_hash(
    app: State<App>,
    method: Method,
    Path(path): Path<String>,
) -> Response {
    let reads = [Method::GET, Method::HEAD].contains(&method);
    if reads && path.starts_with("reset#") {
        reset(app).await
    } else {
        Error::NotFound.into_response()
    }
}

#[derive(Template)]
#[template(path = "not_me.html")]
struct NotMe<'a> {
    brand: &'a str,
}

async fn not_me(State(app): State<App>) -> Response {
    page::html(
        StatusCode::OK,
        &NotMe {
            brand: &app.settings.brand.name,
        },
    )
}

#[derive(Template)]
#[template(path = "problem.html")]
struct Problem<'a> {
    brand: &'a str,
    slug: &'a str,
    title: &'a str,
    detail: &'a str,
}

async fn show_problem(State(app): State<App>, Path(slug): Path<String>) -> Response {
    let known = problem::catalogue()
        .into_iter()
        .find(|(known, _, _)| *known == slug);
    let Some((slug, title, detail)) = known else {
        return Error::NotFound.into_response();
    };
    page::html(
        StatusCode::OK,
        &Problem {
            brand: &app.settings.brand.name,
            slug,
            title,
            detail: &detail,
        },
    )
}

/// Where password managers look for the page to change a password on (W3C, "A Well-Known URL for Changing Passwords").
async fn change_password() -> Response {
    (StatusCode::FOUND, [(header::LOCATION, "/forgot")]).into_response()
}

async fn health() -> Response {
    axum::Json(json!({"status": "ok", "version": env!("CARGO_PKG_VERSION")})).into_response()
}
