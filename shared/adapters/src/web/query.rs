//! What stands behind the question mark of a path, taken as strictly as a body.

use super::Error;
use super::body::decodes_to_utf8;

/// The values of these parameters, in their order.
///
/// # Errors
/// There is another parameter, or one of them twice, or what is no UTF-8 behind its percent signs.
pub fn parameters<const N: usize>(
    query: Option<&str>,
    names: [&str; N],
) -> Result<[Option<String>; N], Error> {
    let query = query.unwrap_or_default().as_bytes();
    let wrong = |text: &str| Error::Invalid(text.to_owned());
    if !decodes_to_utf8(query) {
        return Err(wrong("The query must be UTF-8."));
    }
    let mut values = [const { None }; N];
    for (name, value) in form_urlencoded::parse(query) {
        let known = names.iter().position(|known| *known == name);
        let place = known.ok_or_else(|| wrong("There is a parameter that is not known here."))?;
        if values[place].replace(value.into_owned()).is_some() {
            return Err(wrong("There is a parameter that stands there twice."));
        }
    }
    Ok(values)
}
