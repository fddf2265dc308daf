//! `/console`: administrators help people. The page is a frame and its words; the modules in `assets/console` call the API as
//! anybody else would.

use adapters::book;
use adapters::settings::ShowLink;
use adapters::web::page::{ANSWERS, Reader, Voice};
use adapters::words::Book;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use crate::{assets, data};

/// The console's words.
pub(crate) static WORDS: Book = book!("words/console");

#[derive(Template)]
#[template(path = "console.html")]
struct Console<'a> {
    reader: &'a Reader,
    words: Voice<'a>,
    voice: Voice<'a>,
    data: String,
}

pub(crate) async fn show(reader: Reader) -> Response {
    let voice = reader.voice(&WORDS);
    let answers = reader.voice(&ANSWERS);
    // Problems are told as everywhere, unless administrators have to be told more.
    let said = [
        answers.for_scripts(&["problem-", "reason-"]),
        voice.for_scripts(&[""]),
    ];
    let settings = &reader.site.settings;
    let more = json!({
        "minimum": settings.password_rules.minimum(),
        "shows_links": settings.show_link != ShowLink::Fallback,
        "look_up_seconds": settings.lifetimes.window_of_asks().as_secs(),
        "must_change_seconds": settings.must_change_lifetime.as_secs(),
    });
    let page = Console {
        words: reader.voice(&crate::WORDS),
        voice,
        data: data::block(said, &more),
        reader: &reader,
    };
    reader.show(StatusCode::OK, &page)
}

#[cfg(test)]
mod tests;
