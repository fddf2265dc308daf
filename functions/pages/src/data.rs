//! What a page's scripts need, as a block of JSON in the page: inline scripts are forbidden, data is not run.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;
use serde_json::ser::{Formatter, Serializer};

#[derive(Serialize)]
struct Data<'a> {
    words: BTreeMap<&'static str, Value>,
    more: &'a Value,
}

/// The inside of `<script type="application/json" id="page">`: words of one or more books, and what else the scripts ask for
/// by name; of sentences with the same name, the last. Nothing in it can end the element or begin a comment.
pub(crate) fn block(
    words: impl IntoIterator<Item = Vec<(&'static str, Value)>>,
    more: &Value,
) -> String {
    let words = words.into_iter().flatten().collect();
    let mut text = Vec::new();
    let mut writer = Serializer::with_formatter(&mut text, Inert);
    let written = Data { words, more }.serialize(&mut writer);
    written.expect("words are JSON");
    String::from_utf8(text).expect("JSON is UTF-8")
}

/// Escapes in strings what means something in HTML.
struct Inert;

impl Formatter for Inert {
    fn write_string_fragment<W>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + Write,
    {
        let mut rest = fragment.as_bytes();
        while let Some(at) = rest
            .iter()
            .position(|byte| matches!(byte, b'<' | b'>' | b'&'))
        {
            let (before, escaped) = (&rest[..at], rest[at]);
            writer.write_all(before)?;
            write!(writer, "\\u{escaped:04x}")?;
            rest = &rest[at + 1..];
        }
        writer.write_all(rest)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn data_cannot_leave_its_element() {
        let hostile = "</script><!--<script>&amp;]]>\"'\\u003c";
        let block = block([], &json!({ "brand": hostile }));
        assert!(!block.contains(['<', '>', '&']), "{block}");
        let read: Value = serde_json::from_str(&block).expect("JSON");
        assert_eq!(read["more"]["brand"], hostile);
    }
}
