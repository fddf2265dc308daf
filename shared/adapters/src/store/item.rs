//! Attributes of items: written and read in one way. Times are epoch seconds with milliseconds behind the point, so
//! that they compare with each other and with `ttl`.

use std::collections::HashMap;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;
use ulid::Ulid;

use super::StoreError;

/// The attributes of an item, of a key or of an expression's values.
pub(super) type Attributes = HashMap<String, AttributeValue>;

pub(super) fn s(text: impl Into<String>) -> AttributeValue {
    AttributeValue::S(text.into())
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "numbers are written where they are made"
)]
pub(super) fn n(number: impl ToString) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

pub(super) fn b(bytes: impl Into<Vec<u8>>) -> AttributeValue {
    AttributeValue::B(Blob::new(bytes))
}

/// For [`Reader::parsed`].
pub(super) fn ulid(text: &str) -> Option<Ulid> {
    Ulid::from_string(text).ok()
}

/// The year 9000: a later time is none that was written here, and what is added to it would leave the calendar.
const LATEST: i64 = 221_845_392_000;

pub(super) fn time(at: Timestamp) -> AttributeValue {
    let milliseconds = at.as_millisecond();
    AttributeValue::N(format!(
        "{}.{:03}",
        milliseconds.div_euclid(1000),
        milliseconds.rem_euclid(1000)
    ))
}

/// Attributes from pairs; `None` writes nothing, so that `attribute_not_exists` and sparse indexes see it.
pub(super) fn attributes<const N: usize>(pairs: [(&str, Option<AttributeValue>); N]) -> Attributes {
    pairs
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
}

/// Reads attributes of one item.
pub(super) struct Reader<'a>(pub(super) &'a Attributes);

impl Reader<'_> {
    pub(super) fn maybe_text(&self, name: &'static str) -> Option<String> {
        self.0.get(name)?.as_s().ok().cloned()
    }

    pub(super) fn text(&self, name: &'static str) -> Result<String, StoreError> {
        self.maybe_text(name).ok_or(StoreError::Malformed(name))
    }

    pub(super) fn maybe_parsed<T>(
        &self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        let text = self.maybe_text(name);
        text.map(|text| parse(&text).ok_or(StoreError::Malformed(name)))
            .transpose()
    }

    pub(super) fn parsed<T>(
        &self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, StoreError> {
        self.maybe_parsed(name, parse)?
            .ok_or(StoreError::Malformed(name))
    }

    pub(super) fn maybe_number(&self, name: &'static str) -> Option<u64> {
        self.0.get(name)?.as_n().ok()?.parse().ok()
    }

    pub(super) fn number(&self, name: &'static str) -> Result<u64, StoreError> {
        self.maybe_number(name).ok_or(StoreError::Malformed(name))
    }

    pub(super) fn maybe_time(&self, name: &'static str) -> Option<Timestamp> {
        let text = self.0.get(name)?.as_n().ok()?;
        let (seconds, fraction) = text.split_once('.').unwrap_or((text, ""));
        let milliseconds: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
        let seconds = seconds
            .parse()
            .ok()
            .filter(|seconds| (0..LATEST).contains(seconds))?;
        Timestamp::from_millisecond(seconds * 1000 + milliseconds).ok()
    }

    pub(super) fn time(&self, name: &'static str) -> Result<Timestamp, StoreError> {
        self.maybe_time(name).ok_or(StoreError::Malformed(name))
    }

    pub(super) fn maybe_bytes(&self, name: &'static str) -> Option<[u8; 32]> {
        self.0.get(name)?.as_b().ok()?.as_ref().try_into().ok()
    }

    pub(super) fn bytes(&self, name: &'static str) -> Result<[u8; 32], StoreError> {
        self.maybe_bytes(name).ok_or(StoreError::Malformed(name))
    }

    pub(super) fn flag(&self, name: &'static str) -> bool {
        self.0
            .get(name)
            .and_then(|value| value.as_bool().ok())
            .copied()
            .unwrap_or(false)
    }

    pub(super) fn texts(&self, name: &'static str) -> &[String] {
        self.0
            .get(name)
            .and_then(|value| value.as_ss().ok())
            .map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_keep_their_milliseconds_however_the_store_writes_the_number() {
        let read =
            |text: &str| Reader(&HashMap::from([("at".to_owned(), n(text))])).maybe_time("at");
        let at = |milliseconds| Timestamp::from_millisecond(milliseconds).ok();
        assert_eq!(read("1763824560.123"), at(1_763_824_560_123));
        assert_eq!(read("1763824560.1"), at(1_763_824_560_100));
        assert_eq!(read("1763824560"), at(1_763_824_560_000));
        assert_eq!(read("9223372036854775807.999"), None);
        assert_eq!(read("253402207200"), None, "nothing could be added to it");
        assert_eq!(read("-1.5"), None);
        let written = time(at(1_763_824_560_007).expect("a time"));
        assert_eq!(written, n("1763824560.007"));
    }
}
