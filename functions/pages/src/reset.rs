//! `/reset`: the link's holder sets a new password.

use adapters::web::Error;
use adapters::web::page::{Reader, Voice};
use askama::Template;
use axum::extract::Path;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::{WORDS, assets, data};

#[derive(Template)]
#[template(path = "reset.html")]
struct Reset<'a> {
    reader: &'a Reader,
    words: Voice<'a>,
    minimum: usize,
    data: String,
}

pub(crate) async fn show(reader: Reader) -> Response {
    let words = reader.voice(&WORDS);
    let page = Reset {
        words,
        data: data::block(&words.for_scripts(&["reset-"]), &json!({})),
        minimum: reader.app.settings.password_rules.minimum(),
        reader: &reader,
    };
    reader.show(StatusCode::OK, &page)
}

/// The same page for a link whose hash has become a part of the path.
pub(crate) async fn with_encoded_hash(
    reader: Reader,
    method: Method,
    Path(path): Path<String>,
) -> Response {
    let reads = [Method::GET, Method::HEAD].contains(&method);
    if reads && path.starts_with("reset#") {
        show(reader).await
    } else {
        Error::NotFound.into_response()
    }
}
