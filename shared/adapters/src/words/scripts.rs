//! Words for the scripts of a page, which fill the gaps themselves: `say` in `functions/pages/assets/page.js` reads this.

use std::mem::take;

use fluent_bundle::FluentValue;
use fluent_syntax::ast::{
    Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey,
};
use fluent_syntax::unicode::unescape_unicode_to_string;
use serde_json::{Map, Value, json};

use super::{Book, Read, Values, sentence};
use crate::language::Language;

impl Book {
    /// The sentences whose names begin with one of `beginnings`, under their names. One without gaps is a text; one with gaps
    /// is a list of texts, of `{"value": name}`, and of `{"value": name, "cases": {case: sentence}, "otherwise": case}`. What
    /// is in `values` is filled in here.
    pub fn for_scripts(
        &self,
        language: Language,
        beginnings: &[&str],
        values: &Values<'_>,
    ) -> Vec<(&'static str, Value)> {
        let ids = self.file(language).ids();
        let wanted = ids.filter(|id| beginnings.iter().any(|beginning| id.starts_with(beginning)));
        let wanted: Vec<&'static str> = wanted.collect();
        self.reading(language, wanted.iter().copied(), |read| {
            let writer = Writer { read, values };
            let sentences = wanted.iter();
            sentences
                .map(|id| (*id, writer.pattern(sentence(read, id))))
                .collect()
        })
    }
}

struct Writer<'a> {
    read: &'a Read,
    values: &'a Values<'a>,
}

impl Writer<'_> {
    /// A text where there is no gap, else the list of texts and gaps.
    fn pattern(&self, pattern: &Pattern<&str>) -> Value {
        let mut parts = Parts::default();
        self.add(pattern, &mut parts);
        match parts.0.as_mut_slice() {
            [] => json!(""),
            [Value::String(only)] => Value::String(take(only)),
            _ => Value::Array(parts.0),
        }
    }

    fn add(&self, pattern: &Pattern<&str>, parts: &mut Parts) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => parts.text(value),
                PatternElement::Placeable { expression } => match expression {
                    Expression::Inline(inline) => self.add_inline(inline, parts),
                    Expression::Select { selector, variants } => {
                        parts.0.push(self.choice(selector, variants));
                    }
                },
            }
        }
    }

    fn add_inline(&self, inline: &InlineExpression<&str>, parts: &mut Parts) {
        match inline {
            InlineExpression::VariableReference { id } => match self.value(id.name) {
                Some(FluentValue::String(text)) => parts.text(text),
                Some(FluentValue::Number(number)) => parts.text(&number.as_string()),
                _ => parts.0.push(json!({ "value": id.name })),
            },
            InlineExpression::MessageReference { id, .. } => {
                self.add(sentence(self.read, id.name), parts);
            }
            InlineExpression::StringLiteral { value } => {
                parts.text(&unescape_unicode_to_string(value));
            }
            other => panic!("{other:?} is not used in our words"),
        }
    }

    fn value(&self, name: &str) -> Option<&FluentValue<'_>> {
        let mut values = self.values.iter();
        values.find(|(of, _)| *of == name).map(|(_, value)| value)
    }

    fn choice(&self, selector: &InlineExpression<&str>, variants: &[Variant<&str>]) -> Value {
        let InlineExpression::VariableReference { id } = selector else {
            panic!("scripts choose by a value");
        };
        let key = |variant: &Variant<&str>| match &variant.key {
            VariantKey::Identifier { name } => (*name).to_owned(),
            VariantKey::NumberLiteral { value } => (*value).to_owned(),
        };
        let cases = variants.iter();
        let cases: Map<String, Value> = cases
            .map(|variant| (key(variant), self.pattern(&variant.value)))
            .collect();
        let otherwise = variants.iter().find(|variant| variant.default).map(key);
        json!({"value": id.name, "cases": cases, "otherwise": otherwise})
    }
}

/// Texts and gaps; texts beside each other are one.
#[derive(Default)]
struct Parts(Vec<Value>);

impl Parts {
    fn text(&mut self, more: &str) {
        match self.0.last_mut() {
            Some(Value::String(text)) => text.push_str(more),
            _ => self.0.push(json!(more)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words_file;

    const ENGLISH: &str = "\
go-plain = Go \"there\" </script>
go-brand = { $brand }{ \" \" }at { $at }, { go-many }
go-many = { $count ->
    [one] one
   *[other] { $count } of them
}
other = no
";

    #[test]
    fn scripts_get_texts_gaps_and_choices() {
        let book = Book::new(Language::ALL.map(|_| words_file!(ENGLISH)));
        let values = [("brand", "{ $at }".into())];
        let words = book.for_scripts(Language::English, &["go-"], &values);
        let words = words.into_iter().map(|(id, words)| (id.to_owned(), words));
        let choice = json!({"value": "count", "otherwise": "other",
            "cases": {"one": "one", "other": [{"value": "count"}, " of them"]}});
        assert_eq!(
            Value::Object(words.collect()),
            json!({
                "go-plain": "Go \"there\" </script>",
                "go-brand": ["{ $at } at ", {"value": "at"}, ", ", choice.clone()],
                "go-many": [choice],
            })
        );
    }
}
