//! What a page's scripts need, as a block of JSON in the page: inline scripts are forbidden, data is not run.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

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
    let text = serde_json::to_string(&Data { words, more }).expect("words are JSON");
    // It stands in texts alone, where its code means the same; and nothing ends the element or begins a comment without it.
    text.replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn data_cannot_leave_its_element() {
        let hostile = "</script><!--<script>&amp;]]>-->\"'\\u003c";
        let block = block([], &json!({ "brand": hostile }));
        assert!(!block.contains('<'), "{block}");
        let read: Value = serde_json::from_str(&block).expect("JSON");
        assert_eq!(read["more"]["brand"], hostile);
    }
}
