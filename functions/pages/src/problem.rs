//! `/problems/<slug>`: what the `type` of a problem document leads to (RFC 9457 §3.1.1).

use adapters::web::page::{ANSWERS, Reader, Voice};
use adapters::web::{Error, problem};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::WORDS;

#[derive(Template)]
#[template(path = "problem.html")]
struct Problem<'a> {
    reader: &'a Reader,
    words: Voice<'a>,
    slug: &'a str,
    title: String,
    detail: String,
    kind: String,
}

pub(crate) async fn show(reader: Reader, Path(slug): Path<String>) -> Response {
    let catalogue = problem::catalogue();
    if !catalogue.iter().any(|(known, _, _)| *known == slug) {
        return Error::NotFound.into_response();
    }
    let answers = reader.voice(&ANSWERS);
    let page = Problem {
        title: answers.say(&format!("problem-{slug}-title")),
        detail: answers.say(&format!("problem-{slug}")),
        kind: answers.say("problem-type"),
        words: reader.voice(&WORDS),
        slug: &slug,
        reader: &reader,
    };
    reader.show(StatusCode::OK, &page)
}
