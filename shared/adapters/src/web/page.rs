//! The plain page that a form's answer is, for browsers without JavaScript.

use askama::Template;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Error;
use crate::settings::Settings;

/// Loads nothing but its own style sheet and scripts, and speaks to nobody but this origin.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; \
                      base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// One message and what to do next.
#[derive(Template)]
#[template(path = "page/message.html")]
struct Message<'a> {
    brand: &'a str,
    title: &'a str,
    text: &'a str,
    next_url: Option<&'a str>,
    next_words: &'a str,
}

/// A page with one message, and the next step if there is one.
pub fn message(
    settings: &Settings,
    status: StatusCode,
    title: &str,
    text: &str,
    next: Option<(&str, &str)>,
) -> Response {
    let page = Message {
        brand: &settings.brand.name,
        title,
        text,
        next_url: next.map(|(url, _)| url),
        next_words: next.map_or("", |(_, words)| words),
    };
    html(status, &page)
}

/// The page of a failure, with the same status as the problem document.
pub fn failure(settings: &Settings, error: &Error) -> Response {
    let (status, title, detail) = error.for_people();
    let mut response = message(
        settings,
        status,
        title,
        &detail,
        Some(("/forgot", "Ask for a new link")),
    );
    if let Some(seconds) = error.retry_after() {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// A rendered page with the headers that pages have.
pub fn html(status: StatusCode, page: &impl Template) -> Response {
    let body = page.render().expect("templates render into memory");
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    );
    headers.insert(OPENER_POLICY, HeaderValue::from_static("same-origin"));
    response
}
