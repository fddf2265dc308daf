//! Every language says everything, says it with the same values, and says nothing else.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use super::*;

type Words = BTreeMap<String, Pattern<&'static str>>;

/// What somebody typed: see the top of `words/en.ftl`.
const TYPED: [&str; 7] = [
    "brand", "name", "username", "provider", "support", "whom", "page",
];

fn words_of(language: Language) -> Words {
    let file = fluent_syntax::parser::parse(language.words()).expect("the file can be read");
    let mut words = Words::new();
    for entry in file.body {
        match entry {
            Entry::Message(message) => {
                assert!(message.attributes.is_empty(), "nothing says attributes");
                let value = message.value.expect("a message has words");
                let twice = words.insert(message.id.name.to_owned(), value);
                assert!(twice.is_none(), "{} is there twice", message.id.name);
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            other => panic!("{language:?}: {other:?}"),
        }
    }
    words
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

/// The values that a message needs, those of the messages in it included.
fn values_of(words: &Words, id: &str) -> BTreeSet<String> {
    let mentions = Mentions::of(&words[id]);
    let inner = mentions.messages.iter();
    let inner = inner.flat_map(|inner| values_of(words, inner));
    mentions.values.iter().cloned().chain(inner).collect()
}

#[test]
fn every_language_has_every_message_and_no_other() {
    let said: BTreeSet<String> = Message::ALL.iter().map(|it| it.id().to_owned()).collect();
    assert_eq!(said.len(), Message::ALL.len(), "no id is there twice");
    for language in Language::ALL {
        let words = words_of(language);
        let there: BTreeSet<String> = words.keys().cloned().collect();
        let mentioned: BTreeSet<String> = words
            .values()
            .flat_map(|pattern| Mentions::of(pattern).messages)
            .collect();
        let wanted = said.union(&mentioned).cloned().collect();
        assert_eq!(there, wanted, "{language:?}");
    }
}

#[test]
fn every_language_says_a_message_with_the_same_values() {
    let english = words_of(Language::English);
    for language in Language::ALL {
        let words = words_of(language);
        for id in Message::ALL.iter().map(|message| message.id()) {
            // How a moment is told differs; `times` looks at that.
            if id != "moment" {
                let (ours, theirs) = (values_of(&words, id), values_of(&english, id));
                assert_eq!(ours, theirs, "{id} in {language:?}");
            }
        }
    }
}

#[test]
fn nothing_that_was_typed_stands_beside_a_letter() {
    for language in Language::ALL {
        for (id, pattern) in words_of(language) {
            for beside in neighbours(&pattern) {
                assert!(!beside.is_alphanumeric(), "{id} in {language:?}: {beside}");
            }
        }
    }
}

/// The characters before and after what was typed. Only sentences without choices have any of that.
fn neighbours(pattern: &Pattern<&str>) -> Vec<char> {
    let elements = &pattern.elements;
    let text = |index: usize| match elements.get(index) {
        Some(PatternElement::TextElement { value }) => *value,
        _ => "",
    };
    let typed = elements.iter().enumerate().filter(|(_, element)| {
        matches!(element, PatternElement::Placeable {
            expression: Expression::Inline(InlineExpression::VariableReference { id })
        } if TYPED.contains(&id.name))
    });
    typed
        .flat_map(|(index, _)| {
            let before = index
                .checked_sub(1)
                .and_then(|before| text(before).chars().last());
            [before, text(index + 1).chars().next()]
        })
        .flatten()
        .collect()
}

#[test]
fn french_marks_have_their_space_and_it_does_not_break() {
    let words = Language::French.words();
    for line in words.lines().filter(|line| !line.starts_with('#')) {
        for mark in [':', ';', '?', '!'] {
            for (index, _) in line.match_indices(mark) {
                assert!(line[..index].ends_with('\u{A0}'), "{line}");
            }
        }
        assert!(!line.contains('\''), "{line}");
    }
}

#[test]
fn values_are_not_read_as_words() {
    for typed in ["{ $brand }", "{ greeting }", "a\n.b = c", "{\"\\u0041\"}"] {
        let said = Language::German.say(Message::Username, &[("username", typed.into())]);
        assert_eq!(said, format!("Benutzername: {typed}"));
    }
}
