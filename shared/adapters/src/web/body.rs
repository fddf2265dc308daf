//! Bodies, taken strictly: the one JSON object with the listed members, each at most once and of the listed type.

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use percent_encoding::percent_decode;
use serde::de::IgnoredAny;
use serde::de::value::MapDeserializer;
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use zeroize::{Zeroize, Zeroizing};

use super::Error;

/// The longest body, in bytes.
pub const MAXIMUM: usize = 16 * 1024;

/// The longest that API Gateway takes, in bytes
/// (<https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html>).
const MOST_ANYWHERE: usize = 10 * 1024 * 1024;

/// A body of `application/json`, read but not yet parsed: authentication comes first. Wiped when dropped.
pub struct Json<const MOST: usize = MAXIMUM>(Vec<u8>);

impl<const MOST: usize> Json<MOST> {
    /// The object with the members of `T`, which denies unknown ones.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Error> {
        parse_object(&self.0)
    }
}

impl<const MOST: usize> Drop for Json<MOST> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<S: Sync, const MOST: usize> FromRequest<S> for Json<MOST> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self, Error> {
        if media_type(request.headers()) == MediaType::Json {
            Ok(Self(read(request, MOST).await?))
        } else {
            Err(Error::UnsupportedMediaType)
        }
    }
}

/// A body that a form may send as well as a program: the answer to a form is a page.
pub enum Form {
    /// A program's.
    Json(Json),
    /// A page's, as pairs of names and values. Why it cannot be read is told by a page as well.
    Page(Result<Vec<(String, Zeroizing<String>)>, Unread>),
}

/// Why a body cannot be read.
#[derive(Clone, Copy, Debug)]
pub enum Unread {
    /// It is longer than it may be.
    TooLarge,
    /// The caller has gone while sending it.
    CutOff,
    /// It holds other bytes.
    NotUtf8,
}

impl From<Unread> for Error {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::TooLarge => Self::TooLarge,
            Unread::CutOff => Self::Invalid("The body could not be read to its end.".to_owned()),
            Unread::NotUtf8 => Self::Invalid("The body is not UTF-8.".to_owned()),
        }
    }
}

impl Form {
    /// Whether the answer is to be a page.
    pub fn is_page(&self) -> bool {
        matches!(self, Self::Page(_))
    }

    /// The object with the members of `T`; a page's values are texts.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Error> {
        match self {
            Self::Json(json) => json.parse(),
            Self::Page(pairs) => {
                let pairs = pairs.as_ref().map_err(|unread| *unread)?;
                let pairs = pairs.iter();
                let members = pairs.map(|(name, value)| (name.as_str(), value.as_str()));
                let fields = MapDeserializer::<_, serde::de::value::Error>::new(members);
                T::deserialize(fields).map_err(|_| {
                    Error::Invalid(
                        "The form must send the listed fields only, each once.".to_owned(),
                    )
                })
            }
        }
    }
}

impl<S: Sync> FromRequest<S> for Form {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self, Error> {
        match media_type(request.headers()) {
            MediaType::Json => Ok(Self::Json(Json(read(request, MAXIMUM).await?))),
            MediaType::Form => Ok(Self::Page(pairs(request).await)),
            MediaType::Other => Err(Error::UnsupportedMediaType),
        }
    }
}

async fn pairs(request: Request) -> Result<Vec<(String, Zeroizing<String>)>, Unread> {
    let bytes = Zeroizing::new(read(request, MAXIMUM).await?);
    if !decodes_to_utf8(&bytes) {
        return Err(Unread::NotUtf8);
    }
    let pairs = form_urlencoded::parse(&bytes);
    let owned = pairs.map(|(name, value)| (name.into_owned(), Zeroizing::new(value.into_owned())));
    Ok(owned.collect())
}

/// No body, or `{}`, of whatever type.
pub struct Empty(Vec<u8>);

impl Empty {
    /// Refuses anything else. After authentication, like every body.
    pub fn check(&self) -> Result<(), Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Nothing {}
        if self.0.is_empty() {
            return Ok(());
        }
        parse_object::<Nothing>(&self.0).map(|_| ())
    }
}

impl<S: Sync> FromRequest<S> for Empty {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self, Error> {
        Ok(Self(read(request, MAXIMUM).await?))
    }
}

#[derive(PartialEq, Eq)]
enum MediaType {
    Json,
    Form,
    Other,
}

/// Whether a body is a page's form.
pub(super) fn sends_form(headers: &HeaderMap) -> bool {
    media_type(headers) == MediaType::Form
}

/// The type by its essence; of parameters only `charset=utf-8` is known.
fn media_type(headers: &HeaderMap) -> MediaType {
    let text = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let text = text.to_ascii_lowercase();
    let mut parts = text.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default();
    let utf8 = parts.all(|part| ["", "charset=utf-8", "charset=\"utf-8\""].contains(&part));
    match essence {
        "application/json" if utf8 => MediaType::Json,
        "application/x-www-form-urlencoded" if utf8 => MediaType::Form,
        _ => MediaType::Other,
    }
}

async fn read(request: Request, most: usize) -> Result<Vec<u8>, Unread> {
    let announced = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: u64| length > most as u64) {
        // Most programs hear an answer only when they have sent all: in the cloud all of it is here, on a machine it is under way.
        let mut rest = Limited::new(request.into_body(), MOST_ANYWHERE);
        while let Some(Ok(_)) = rest.frame().await {}
        return Err(Unread::TooLarge);
    }
    let collected = Limited::new(request.into_body(), most).collect().await;
    collected
        .map(|body| body.to_bytes().into())
        .map_err(|error| {
            if error.downcast_ref::<LengthLimitError>().is_some() {
                Unread::TooLarge
            } else {
                Unread::CutOff
            }
        })
}

/// `serde` takes an array for a struct, so the first character is looked at; `{` makes it an object or an error.
fn parse_object<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unread::NotUtf8)?;
    if !text
        .trim_start_matches([' ', '\t', '\r', '\n'])
        .starts_with('{')
    {
        return Err(Error::Invalid(
            "The body must be one JSON object.".to_owned(),
        ));
    }
    serde_json::from_str(text).map_err(|error| invalid(text, &error))
}

/// Whether a form, a path or a query is UTF-8 behind its percent signs. `form_urlencoded` mends what is not, and a mended password is
/// another password. The signs that divide them are ASCII, so that all of it can be looked at together.
pub(super) fn decodes_to_utf8(encoded: &[u8]) -> bool {
    let mut decoded = Zeroizing::new(Vec::with_capacity(encoded.len()));
    decoded.extend(percent_decode(encoded));
    std::str::from_utf8(&decoded).is_ok()
}

/// Says what is wrong without repeating what was sent: the library's own text would hold it. A word that is none of those that a
/// member takes, or `null` in its place, is called a syntax error by the library.
fn invalid(text: &str, error: &serde_json::Error) -> Error {
    let what = if serde_json::from_str::<IgnoredAny>(text).is_ok() {
        "The body must be one JSON object with the listed members only, each once and of the right type"
    } else {
        "The body is not well-formed JSON"
    };
    Error::Invalid(format!(
        "{what} (line {}, column {}).",
        error.line(),
        error.column()
    ))
}

/// For optional members: one that is there must have its type, so `null` is refused.
pub fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// For members that `null` clears: `Some(None)` is `null`, `None` is not there.
pub fn clearable<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// A member that is an object: `serde` would take an array for one.
pub struct Object<T>(pub T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_map(Members(std::marker::PhantomData))
            .map(Self)
    }
}

struct Members<T>(std::marker::PhantomData<T>);

impl<'de, T: DeserializeOwned> serde::de::Visitor<'de> for Members<T> {
    type Value = T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(serde::de::value::MapAccessDeserializer::new(map))
    }
}

#[cfg(test)]
mod tests;
