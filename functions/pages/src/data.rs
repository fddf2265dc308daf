//! What a page's scripts need, as a block of JSON in the page: inline scripts are forbidden, data is not run.

use serde_json::{Map, Value, json};

/// The inside of `<script type="application/json" id="page">`: words of one or more books, and what else the scripts ask for
/// by name. Nothing in it can end the element or begin a comment.
pub(crate) fn block(words: impl IntoIterator<Item = Map<String, Value>>, more: &Value) -> String {
    let words: Map<String, Value> = words.into_iter().flatten().collect();
    let data = json!({ "words": words, "more": more });
    data.to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
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
