//! What holds for all mails.

use adapters::Language;

use crate::mails::{ANA, all, changed_at, in_all_languages, letterhead};

#[test]
fn every_mail_names_the_product_and_loads_nothing() {
    for (language, name, mail) in in_all_languages() {
        let bare = name.ends_with("bare");
        let brand = if bare { "Rekey" } else { "Acme" };
        for part in [&mail.subject, &mail.text, &mail.html] {
            assert!(part.contains(brand), "{name} in {language:?}");
        }
        // A French mark keeps its space on the line; a header is plain.
        let first = mail
            .text
            .lines()
            .next()
            .map(|line| line.replace('\u{A0}', " "));
        assert_eq!(first.as_ref(), Some(&mail.subject));
        for loading in [
            "<img", "src=", "url(", "@import", "<link", "<script", "<form",
        ] {
            assert!(!mail.html.contains(loading), "{name}: {loading}");
        }
        assert_eq!(mail.html.matches("<h1").count(), 1);
    }
}

#[test]
fn a_mail_says_what_language_it_is_in() {
    for (language, _, mail) in in_all_languages() {
        assert_eq!(mail.language, language);
        let tag = format!("<html lang=\"{}\" dir=\"ltr\">", language.tag());
        assert!(mail.html.contains(&tag), "{tag}");
    }
}

#[test]
fn nothing_is_left_to_be_filled_in() {
    for (language, name, mail) in in_all_languages() {
        for part in [&mail.subject, &mail.text] {
            let gaps = ["{", "}", "$", "\u{2068}", "\u{2069}", "  "];
            let gap = gaps.iter().find(|gap| part.contains(**gap));
            assert_eq!(gap, None, "{name} in {language:?}: {part}");
        }
        let words = mail.html.split_once("<body").expect("a body").1;
        assert!(
            !words.contains('{') && !words.contains('$'),
            "{name} in {language:?}"
        );
    }
}

/// A line that two languages share (but for links and names) has not been translated.
#[test]
fn no_language_borrows_a_sentence_of_another() {
    for ours in Language::ALL {
        for theirs in Language::ALL.into_iter().filter(|theirs| *theirs != ours) {
            for ((name, mail), (_, other)) in all(ours).iter().zip(all(theirs)) {
                assert_ne!(mail.subject, other.subject);
                let sentences = mail.text.lines().filter(|line| line.contains(' '));
                let shared: Vec<_> = sentences
                    .filter(|line| other.text.lines().any(|it| it == *line))
                    .collect();
                assert!(
                    shared.is_empty(),
                    "{name}: {shared:?} in {ours:?} and {theirs:?}"
                );
            }
        }
    }
}

#[test]
fn a_name_from_right_to_left_stays_as_it_is() {
    for language in Language::ALL {
        let head = letterhead();
        let writer = head.in_language(language);
        let name = "אנה דוגמה";
        let mail = writer.address_changed(adapters::mail::Recipient { name, ..ANA }, changed_at());
        assert!(mail.text.contains(name) && mail.html.contains(name));
    }
}
