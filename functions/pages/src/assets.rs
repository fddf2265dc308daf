//! Style sheet, icon and scripts, in the binary, each under a path that changes with what it holds.

use std::sync::LazyLock;

use adapters::App;
use adapters::web::Error;
use adapters::web::page;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

const CSS: &str = "text/css; charset=utf-8";
const SVG: &str = "image/svg+xml";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// The modules; they import each other by `./<name>`.
pub(crate) const SCRIPTS: [(&str, &str); 4] = [
    ("page.js", include_str!("../assets/page.js")),
    ("token.js", include_str!("../assets/token.js")),
    ("reset.js", include_str!("../assets/reset.js")),
    ("not-me.js", include_str!("../assets/not-me.js")),
];

/// Of all scripts together: a module is cached with those that it imports, or not at all.
static HASH: LazyLock<String> =
    LazyLock::new(|| page::hash(SCRIPTS.iter().flat_map(|(name, text)| [*name, *text])));

/// Where a script is.
pub(crate) fn path(script: &str) -> String {
    debug_assert!(
        SCRIPTS.iter().any(|(name, _)| *name == script),
        "{script} is not listed"
    );
    format!("/assets/{}/{script}", *HASH)
}

pub(crate) async fn serve(
    State(app): State<App>,
    Path((hash, name)): Path<(String, String)>,
) -> Response {
    let look = &app.look;
    let (content_type, text, current) = match name.as_str() {
        "page.css" => (CSS, look.style_sheet(), look.hash()),
        "icon.svg" => (SVG, look.icon(), look.hash()),
        _ => match SCRIPTS.iter().find(|(script, _)| *script == name) {
            Some((_, text)) => (JAVASCRIPT, *text, HASH.as_str()),
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
    (headers, text.to_owned()).into_response()
}
