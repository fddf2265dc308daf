//! `/reset`: the link's holder sets a new password.

use adapters::web::page::{ANSWERS, Reader, Voice};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use domain::password::MAXIMUM;
use serde_json::json;

use crate::{WORDS, assets, data};

#[derive(Template)]
#[template(path = "reset.html")]
struct Reset<'a> {
    reader: &'a Reader,
    words: Voice<'a>,
    answers: Voice<'a>,
    minimum: usize,
    data: String,
}

pub(crate) async fn show(reader: Reader) -> Response {
    let words = reader.voice(&WORDS);
    let answers = reader.voice(&ANSWERS);
    let settings = &reader.site.settings;
    let minimum = settings.password_rules.minimum();
    let said = [
        words.for_scripts(&["reset-", "code-", "again"]),
        answers.for_scripts(&[
            "set",
            "sign-in",
            "ask-again",
            "used-not-you",
            "wait",
            "reason-",
            "problem-link-",
            "problem-password-rejected-title",
            "problem-try-signing-in",
        ]),
    ];
    let more = json!({
        "sign_in_url": settings.sign_in_url,
        "rules": {"minimum": minimum, "maximum": MAXIMUM},
    });
    let page = Reset {
        reader: &reader,
        words,
        answers,
        minimum,
        data: data::block(said, &more),
    };
    reader.show(StatusCode::OK, &page)
}
