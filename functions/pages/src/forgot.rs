//! `/forgot`: anyone asks for a link.

use adapters::web::page::{Reader, Voice};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use crate::WORDS;

#[derive(Template)]
#[template(path = "forgot.html")]
struct Forgot<'a> {
    reader: &'a Reader,
    words: Voice<'a>,
}

pub(crate) async fn show(reader: Reader) -> Response {
    let words = reader.voice(&WORDS);
    let page = Forgot {
        reader: &reader,
        words,
    };
    reader.show(StatusCode::OK, &page)
}
