//! Cursors of lists: opaque to callers, the place behind which the next page begins.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::Error;

/// What `DynamoDB` takes as a sort key, in bytes: no place is longer.
const LONGEST: usize = 1024;

/// A place in a list.
pub type Cursor = String;

/// The written form of a place.
pub fn write(place: &str) -> String {
    URL_SAFE_NO_PAD.encode(place)
}

/// Reads what [`write()`] wrote; `None` for any other text. A place is ASCII or letters, never a control character.
pub fn read(text: &str) -> Option<Cursor> {
    let place = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    let fits = !place.is_empty() && place.len() <= LONGEST && !place.chars().any(char::is_control);
    fits.then_some(place)
}

/// The refusal of a text that is no cursor.
pub fn invalid() -> Error {
    Error::Invalid("The parameter cursor must be a cursor of this list.".to_owned())
}
