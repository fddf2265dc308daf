//! Style sheet and scripts, in the binary.

use adapters::web::error::Error;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

const CSS: &str = "text/css; charset=utf-8";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

const ASSETS: [(&str, &str, &str); 4] = [
    ("page.css", CSS, include_str!("../assets/page.css")),
    ("token.js", JAVASCRIPT, include_str!("../assets/token.js")),
    ("reset.js", JAVASCRIPT, include_str!("../assets/reset.js")),
    ("not-me.js", JAVASCRIPT, include_str!("../assets/not-me.js")),
];

pub(crate) async fn serve(Path(name): Path<String>) -> Response {
    match ASSETS.iter().find(|(of, _, _)| *of == name) {
        Some((_, content_type, text)) => {
            ([(header::CONTENT_TYPE, *content_type)], *text).into_response()
        }
        None => Error::NotFound.into_response(),
    }
}
