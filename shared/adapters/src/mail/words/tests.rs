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
    let file =
        fluent_syntax::parser::parse(LETTERS.file(language).text).expect("the file can be read");
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

#[test]
fn every_language_has_every_message_and_no_other() {
    let said: BTreeSet<String> = Message::ALL.iter().map(|it| it.id().to_owned()).collect();
    assert_eq!(said.len(), Message::ALL.len(), "no id is there twice");
    for language in Language::ALL {
        let words = words_of(language);
        let there: BTreeSet<String> = words.keys().cloned().collect();
        let mentioned = LETTERS.mentioned(language);
        let wanted = said.union(&mentioned).cloned().collect();
        assert_eq!(there, wanted, "{language:?}");
    }
}

#[test]
fn every_language_says_a_message_with_the_same_values() {
    // How a moment is told differs, and with it what it is made of; `times` looks at that.
    let mut differences = LETTERS.differences();
    differences.retain(|difference| {
        !["moment:", "month:"]
            .iter()
            .any(|id| difference.starts_with(id))
    });
    assert_eq!(differences, Vec::<String>::new());
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
    let words = LETTERS.file(Language::French).text;
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
