//! Which links a mail carries, and where they stand.

use crate::mails::{NOT_ME_LINK, RESET_LINK, TOKEN, in_all_languages};

pub fn links(text: &str) -> Vec<&str> {
    let starts = text.match_indices("http").map(|(start, _)| &text[start..]);
    starts
        .filter(|rest| rest.starts_with("http://") || rest.starts_with("https://"))
        .map(|rest| {
            rest.split(['"', '<', ' ', '\n'])
                .next()
                .expect("split gives one")
        })
        .collect()
}

#[test]
fn a_link_is_told_once_and_first_and_alone_on_its_line() {
    for (language, name, mail) in in_all_languages() {
        if !name.starts_with("reset-link") {
            continue;
        }
        assert_eq!(
            links(&mail.text),
            [RESET_LINK, NOT_ME_LINK],
            "{name} in {language:?}"
        );
        assert_eq!(
            links(&mail.html),
            [RESET_LINK, NOT_ME_LINK],
            "{name} in {language:?}"
        );
        for alone in [RESET_LINK, NOT_ME_LINK, TOKEN] {
            let lines = mail.text.lines().filter(|line| *line == alone);
            assert_eq!(lines.count(), 1, "{name} in {language:?}");
        }
        assert!(mail.html.contains(&format!(">{TOKEN}</p>")));
        assert!(mail.text.contains("UTC") && mail.text.contains("2026"));
    }
}

#[test]
fn notices_and_sso_mails_carry_no_reset_link() {
    for (language, name, mail) in in_all_languages() {
        if name.starts_with("reset-link") {
            continue;
        }
        for body in [&mail.text, &mail.html] {
            for wrong in ["login.example.com", TOKEN, "javascript:", "evil.test"] {
                assert!(!body.contains(wrong), "{wrong}: {name} in {language:?}");
            }
        }
    }
}
