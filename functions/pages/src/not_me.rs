//! `/not-me`: whoever got a link without having asked makes it useless.

use adapters::web::page::{Reader, Voice};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use crate::{WORDS, assets};

#[derive(Template)]
#[template(path = "not_me.html")]
struct NotMe<'a> {
    reader: &'a Reader,
    words: Voice<'a>,
}

pub(crate) async fn show(reader: Reader) -> Response {
    let page = NotMe {
        words: reader.voice(&WORDS),
        reader: &reader,
    };
    reader.show(StatusCode::OK, &page)
}
