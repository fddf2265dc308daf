//! What sentences refer to.

use std::collections::BTreeSet;

use fluent_syntax::ast::{Expression, InlineExpression, Message, Pattern, PatternElement};

/// The values and the messages that stand in messages.
#[derive(Default)]
pub(super) struct Mentions {
    pub(super) values: BTreeSet<String>,
    pub(super) messages: BTreeSet<String>,
}

impl Mentions {
    pub(super) fn of<'a>(messages: impl IntoIterator<Item = &'a Message<&'a str>>) -> Self {
        let mut mentions = Self::default();
        let patterns = messages
            .into_iter()
            .filter_map(|message| message.value.as_ref());
        patterns.for_each(|pattern| mentions.add_pattern(pattern));
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
