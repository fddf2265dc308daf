//! `/forgot`: anyone asks for a link.

use adapters::web::page::{ANSWERS, Reader, Voice};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::Value;

use crate::{WORDS, assets, data};

#[derive(Template)]
#[template(path = "forgot.html")]
struct Forgot<'a> {
    reader: &'a Reader,
    words: Voice<'a>,
    data: String,
}

pub(crate) async fn show(reader: Reader) -> Response {
    let words = reader.voice(&WORDS);
    let answers = reader.voice(&ANSWERS);
    let said = [
        words.for_scripts(&["forgot-", "no-answer"]),
        answers.for_scripts(&["ask-wants", "asked", "wait", "problem-try-again-later"]),
    ];
    let page = Forgot {
        reader: &reader,
        words,
        data: data::block(said, &Value::Null),
    };
    reader.show(StatusCode::OK, &page)
}
