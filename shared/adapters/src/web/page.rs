//! What every page has: a frame, its reader's language, the brand's look, and headers that let nothing in.
//!
//! A handler takes a [`Reader`] (who knows language, brand and look), fills an Askama template that begins with
//! `{% extends "page/base.html" %}` and has a field `reader: &Reader`, and answers [`Reader::show`]. Words come from a
//! [`Book`] by [`Reader::voice`]: `{{ words.say("some-id") }}`, with `$brand` and `$support` always in reach.
//! `functions/pages` has the pages that people open; here are the answers to forms, for browsers without JavaScript.

use std::convert::Infallible;
use std::sync::Arc;

use askama::Template;
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::LinkState;
use serde_json::Value;

use super::Error;
use super::look::Look;
use crate::book;
use crate::language::Language;
use crate::settings::Settings;
use crate::words::{Book, Values};

/// The words of answers: what was done, and every kind of problem (`problem-<slug>-title`, `problem-<slug>`, `reason-<code>`).
pub static ANSWERS: Book = book!("words/page");

/// Loads nothing but its own style sheet, scripts and icon, and speaks to nobody but this origin.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; \
                      base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

/// What pages show of an installation, and nothing that reaches for the network; cheap to clone.
#[derive(Clone)]
pub struct Site {
    /// What the environment decides.
    pub settings: Arc<Settings>,
    /// How pages look.
    pub look: Look,
}

impl Site {
    /// Of these settings.
    pub fn new(settings: Arc<Settings>) -> Self {
        let look = Look::new(&settings.brand);
        Self { settings, look }
    }
}

/// Whoever reads a page.
pub struct Reader {
    /// What they read of.
    pub site: Site,
    /// What they read: `?lang=` if it names one of ours, or else what the browser likes best, or else English.
    pub language: Language,
}

impl<S> FromRequestParts<S> for Reader
where
    S: Sync,
    Site: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self::new(Site::from_ref(state), &parts.uri, &parts.headers))
    }
}

fn asked_for(query: &str) -> Option<Language> {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let (_, tag) = pairs.find(|(name, _)| name == "lang")?;
    Language::accepted(&tag)
}

fn accepted(headers: &HeaderMap) -> Option<Language> {
    let header = headers.get(header::ACCEPT_LANGUAGE)?;
    Language::accepted(header.to_str().ok()?)
}

impl Reader {
    /// Whoever sent such a request.
    pub(super) fn new(site: Site, uri: &Uri, headers: &HeaderMap) -> Self {
        let language = asked_for(uri.query().unwrap_or_default()).or_else(|| accepted(headers));
        Self {
            site,
            language: language.unwrap_or(Language::English),
        }
    }
}

/// For templates.
impl Reader {
    /// `BRAND_NAME`
    pub fn brand(&self) -> &str {
        &self.site.settings.brand.name
    }

    /// `SUPPORT_CONTACT`
    pub fn support(&self) -> Option<&str> {
        self.site.settings.brand.support.as_deref()
    }

    /// The languages to choose from: tags and their own names.
    pub fn languages(&self) -> [(&'static str, &'static str); Language::ALL.len()] {
        Language::ALL.map(|language| (language.tag(), language.name()))
    }

    /// Where the style sheet is.
    pub fn style_sheet(&self) -> String {
        format!("/assets/{}/page.css", self.site.look.name())
    }

    /// Where the icon is.
    pub fn icon(&self) -> String {
        format!("/assets/{}/icon.svg", self.site.look.name())
    }

    /// The words of a book, in this reader's language.
    pub fn voice(&self, book: &'static Book) -> Voice<'_> {
        Voice { book, reader: self }
    }
}

/// Words for one reader.
#[derive(Clone, Copy)]
pub struct Voice<'a> {
    book: &'static Book,
    reader: &'a Reader,
}

impl Voice<'_> {
    /// The sentence of that name, which has no gaps but `$brand` and `$support`.
    pub fn say(&self, id: &str) -> String {
        self.say_with(id, &[])
    }

    /// The same with more values.
    pub fn say_with(&self, id: &str, values: &Values<'_>) -> String {
        let values = [values, self.values().as_slice()].concat();
        self.book.say(self.reader.language, id, &values)
    }

    /// The sentences whose names begin so, for scripts: see [`Book::for_scripts`].
    pub fn for_scripts(&self, beginnings: &[&str]) -> Vec<(&'static str, Value)> {
        let values = self.values();
        self.book
            .for_scripts(self.reader.language, beginnings, &values)
    }

    fn values(&self) -> [(&'static str, crate::words::Value<'_>); 2] {
        let support = self.reader.support().unwrap_or_default();
        [
            ("brand", self.reader.brand().into()),
            ("support", support.into()),
        ]
    }
}

/// A page with a form, to which the page of a failure leads back.
pub struct FormPage {
    path: &'static str,
    back: &'static str,
    wants: &'static str,
}

/// The form that asks for a link.
pub const ASKING: FormPage = FormPage {
    path: "/forgot",
    back: "ask-again",
    wants: "ask-wants",
};

/// The form that a link's holder sends.
pub const REDEEMING: FormPage = FormPage {
    path: "/reset",
    back: "paste-again",
    wants: "redeem-wants",
};

/// The same form, for a code that was not whole.
const PASTING: FormPage = FormPage {
    path: "/reset",
    back: "paste-code",
    wants: "redeem-wants",
};

/// One message and what to do next, the likeliest first.
#[derive(Template)]
#[template(path = "page/message.html")]
struct Message<'a> {
    reader: &'a Reader,
    tone: &'static str,
    title: String,
    texts: Vec<String>,
    next: Vec<(&'a str, String)>,
}

impl Reader {
    /// The page that says what was done, by the ids of its title and its text in [`ANSWERS`], and the next step if there is one:
    /// where it is and the id of its words.
    pub fn told(
        &self,
        status: StatusCode,
        (title, text): (&str, &str),
        next: Option<(&str, &str)>,
    ) -> Response {
        let words = self.voice(&ANSWERS);
        self.show(
            status,
            &Message {
                reader: self,
                tone: "success",
                title: words.say(title),
                texts: vec![words.say(text)],
                next: next
                    .map(|(url, id)| (url, words.say(id)))
                    .into_iter()
                    .collect(),
            },
        )
    }

    /// Where a form is in the reader's language, and the id of the words that lead there.
    pub fn back_to(&self, form: &FormPage) -> (String, &'static str) {
        let url = format!("{}?lang={}", form.path, self.language.tag());
        (url, form.back)
    }

    /// The page of a failure, with the same status as the problem document, for whoever sent that form.
    pub fn failed(&self, error: &Error, form: &FormPage) -> Response {
        let words = self.voice(&ANSWERS);
        let told = error.for_people(&words);
        let next = match error {
            Error::LinkDead(LinkState::Unknown) => &PASTING,
            Error::LinkDead(_) | Error::TrySigningIn(_) => &ASKING,
            _ => form,
        };
        let (url, back) = self.back_to(next);
        let sign_in = match error {
            Error::LinkDead(LinkState::Used) | Error::TrySigningIn(_) => {
                self.site.settings.sign_in_url.as_deref()
            }
            _ => None,
        };
        let sign_in = sign_in.map(|url| (url, words.say("sign-in")));
        let texts = match error {
            Error::Invalid(_) => vec![words.say(form.wants)],
            Error::LinkDead(LinkState::Used) => vec![told.text, words.say("used-not-you")],
            _ => vec![told.text],
        };
        let page = Message {
            reader: self,
            tone: "danger",
            title: told.title,
            texts,
            next: sign_in
                .into_iter()
                .chain([(&*url, words.say(back))])
                .collect(),
        };
        let mut response = self.show(told.status, &page);
        response.extensions_mut().insert(error.noted());
        if let Some(seconds) = error.retry_after() {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    /// A page, with the headers that pages have.
    pub fn show(&self, status: StatusCode, page: &impl Template) -> Response {
        let body = page.render().expect("templates render into memory");
        let headers = [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::CONTENT_SECURITY_POLICY, POLICY),
            (header::CONTENT_LANGUAGE, self.language.tag()),
            (header::VARY, "Accept-Language"),
        ];
        (status, headers, body).into_response()
    }
}
