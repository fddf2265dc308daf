//! Style sheet, icon and scripts, in the binary, each under a path that changes with what it holds.

use std::borrow::Cow;

use adapters::web::Error;
use adapters::web::page::Site;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

const CSS: &str = "text/css; charset=utf-8";
const SVG: &str = "image/svg+xml";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// What the console has besides the design of every page.
const STYLE_SHEET: &str = "console/console.css";

/// Files of `assets/` by name, with what they hold.
macro_rules! files {
    ($($name:literal,)*) => {
        &[$(($name, include_str!(concat!("../assets/", $name)))),*]
    };
}

/// The modules, which import each other by their names in this folder, and the console's own style sheet.
pub(crate) const FILES: &[(&str, &str)] = files![
    "page.js",
    "token.js",
    "forgot.js",
    "reset.js",
    "not-me.js",
    "console/console.css",
    "console/account-form.js",
    "console/again.js",
    "console/api.js",
    "console/banner.js",
    "console/batch.js",
    "console/bearers.js",
    "console/board.js",
    "console/bulk.js",
    "console/copy.js",
    "console/csv.js",
    "console/dialog.js",
    "console/dom.js",
    "console/edit-account.js",
    "console/fields.js",
    "console/generate.js",
    "console/history.js",
    "console/links.js",
    "console/list.js",
    "console/live.js",
    "console/lookup.js",
    "console/main.js",
    "console/me.js",
    "console/menu.js",
    "console/names.js",
    "console/new-account.js",
    "console/notices.js",
    "console/outcome.js",
    "console/passwords.js",
    "console/problem.js",
    "console/record.js",
    "console/router.js",
    "console/rows.js",
    "console/rules.js",
    "console/search.js",
    "console/selection.js",
    "console/session.js",
    "console/set-password.js",
    "console/sign-in.js",
    "console/times.js",
    "console/unsaved.js",
    "console/wordlist.js",
    "console/words.js",
];

/// Of all files together: a module is cached with those that it imports, or not at all.
const HASH: &str = env!("ASSETS_HASH");

/// Where a file is.
pub(crate) fn path(file: &str) -> String {
    debug_assert!(
        FILES.iter().any(|(name, _)| *name == file),
        "{file} is not listed"
    );
    format!("/assets/{HASH}/{file}")
}

/// The modules in a folder.
pub(crate) fn modules(folder: &str) -> impl Iterator<Item = &'static str> {
    let names = FILES.iter().map(|(name, _)| *name);
    names.filter(move |name| name.starts_with(folder) && *name != STYLE_SHEET)
}

pub(crate) async fn serve(
    State(site): State<Site>,
    Path((hash, name)): Path<(String, String)>,
) -> Response {
    let look = site.look;
    let of_look = |content_type, text| (content_type, Cow::Owned(text), Cow::Owned(look.name()));
    let (content_type, text, current) = match name.as_str() {
        "page.css" => of_look(CSS, look.style_sheet()),
        "icon.svg" => of_look(SVG, look.icon()),
        _ => match FILES.iter().find(|(file, _)| *file == name) {
            Some((_, text)) => {
                let content_type = if name == STYLE_SHEET { CSS } else { JAVASCRIPT };
                (content_type, (*text).into(), HASH.into())
            }
            None => return Error::NotFound.into_response(),
        },
    };
    // A page from before an update asks for what was: it gets what is, and must not keep it under the old name.
    let keep = if hash == current {
        "public, max-age=31536000, immutable"
    } else {
        "no-store"
    };
    let headers = [
        (header::CONTENT_TYPE, content_type),
        (header::CACHE_CONTROL, keep),
    ];
    (headers, text.into_owned()).into_response()
}
