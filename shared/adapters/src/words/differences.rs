//! What tests look at: that every language says the same things with the same values.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};

use super::Book;
use crate::language::Language;

impl Book {
    /// Where a language has other messages than English, or says one with other values, in words. A test wants none.
    pub fn differences(&self) -> Vec<String> {
        let english = self.values(Language::English);
        let others = Language::ALL.into_iter().flat_map(|language| {
            let theirs = self.values(language);
            let ids: BTreeSet<_> = english.keys().chain(theirs.keys()).cloned().collect();
            let english = &english;
            let differ = ids.into_iter().filter_map(move |id| {
                let (ours, theirs) = (english.get(&id), theirs.get(&id));
                (ours != theirs).then(|| format!("{id}: {ours:?}, in {language:?} {theirs:?}"))
            });
            differ.collect::<Vec<_>>()
        });
        others.collect()
    }

    /// The messages that stand in other messages.
    pub fn mentioned(&self, language: Language) -> BTreeSet<String> {
        let patterns = self.messages(language).flat_map(|message| &message.value);
        patterns
            .flat_map(|pattern| Mentions::of(pattern).messages)
            .collect()
    }

    /// The values that each message has gaps for, those of the messages in it included.
    fn values(&self, language: Language) -> BTreeMap<String, BTreeSet<String>> {
        let mentions: BTreeMap<_, _> = self
            .messages(language)
            .filter_map(|message| Some((message.id.name, Mentions::of(message.value.as_ref()?))))
            .collect();
        let whole = mentions.values().map(|mentioned| {
            let inner = mentioned.messages.iter();
            let inner = inner.flat_map(|id| mentions[id.as_str()].values.clone());
            inner.chain(mentioned.values.iter().cloned()).collect()
        });
        let ids = mentions.keys().map(|id| (*id).to_owned());
        ids.zip(whole).collect()
    }
}

/// The values and the messages that a pattern refers to.
#[derive(Default)]
struct Mentions {
    values: BTreeSet<String>,
    messages: BTreeSet<String>,
}

impl Mentions {
    fn of(pattern: &Pattern<&str>) -> Self {
        let mut mentions = Self::default();
        mentions.add_pattern(pattern);
        mentions
    }

    fn add_pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.add(expression);
            }
        }
    }

    fn add(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.add_inline(inline),
            Expression::Select { selector, variants } => {
                self.add_inline(selector);
                for variant in variants {
                    self.add_pattern(&variant.value);
                }
            }
        }
    }

    fn add_inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.values.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference {
                id,
                attribute: None,
            } => {
                self.messages.insert(id.name.to_owned());
            }
            InlineExpression::StringLiteral { .. } => {}
            other => panic!("{other:?} is not used in our words"),
        }
    }
}
