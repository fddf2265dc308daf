//! Names made harmless: what people and administrators typed may hold line breaks, text that runs backwards, or an address
//! that a mail program would turn into a link with our mail around it.

/// The longest name of a person that is greeted by it.
const LONGEST_NAME: usize = 64;

/// One line of at most `longest` characters, to be read in the order in which it is written.
pub(super) fn one_line(text: &str, longest: usize) -> String {
    let spaced: String = text
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| {
            if c.is_control() || c.is_whitespace() {
                ' '
            } else {
                c
            }
        })
        .collect();
    // `=?` opens an encoded word (RFC 2047), which mail programs decode wherever they find it in a header.
    let words = spaced.split(' ').filter(|word| !word.is_empty());
    let line = words.collect::<Vec<_>>().join(" ").replace("=?", "= ?");
    line.chars()
        .take(longest)
        .collect::<String>()
        .trim_end()
        .to_owned()
}

/// A person's name (or a username, or a provider's name) as it may stand in a mail; `None` if it is better left out.
///
/// Mail programs make links of anything that looks like an address, so a name like `http://evil.test` or
/// `evil.test, click!` would put a stranger's link under our sender. Guessing what each program takes for a link is a lost
/// race: a name with a slash, a colon, an at-sign, or a dot before two more letters or digits is not used at all. Nobody
/// but a few `St.John`s loses a greeting by it, `J.R.R. Tolkien` does not. A very long name is a message, not a name.
pub(super) fn harmless(name: &str) -> Option<String> {
    let name = one_line(name, LONGEST_NAME + 1);
    let fits = !name.is_empty() && name.chars().count() <= LONGEST_NAME;
    (fits && !name.contains(['/', '\\', ':', '@', '＠', '／', '：']) && !has_domain(&name))
        .then_some(name)
}

/// A dot (or what IDNA takes for one, RFC 3490 §3.1) with two letters or digits behind it, as before a top-level domain.
fn has_domain(name: &str) -> bool {
    name.split(['.', '。', '．', '｡']).skip(1).any(|behind| {
        let mut seen = behind.chars().filter(|c| !is_joiner(*c));
        let mut is_part_of_a_word = || seen.next().is_some_and(char::is_alphanumeric);
        is_part_of_a_word() && is_part_of_a_word()
    })
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// Marks that turn the direction of writing, or are there without being seen. The joiners (U+200C, U+200D) stay: Persian
/// and Indic names need them.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line_whatever_it_was() {
        assert_eq!(
            one_line("Rekey\r\nBcc: x@evil.test\0\t", 80),
            "Rekey Bcc: x@evil.test"
        );
        assert_eq!(one_line("a\u{2028}b\u{85}c", 80), "a b c");
        assert_eq!(one_line("abc\u{202E}txt.exe\u{2066}", 80), "abctxt.exe");
        assert_eq!(one_line("=?utf-8?q?=0D?=", 80), "= ?utf-8?q?=0D?=");
        assert_eq!(one_line(&"ä".repeat(10_000), 80), "ä".repeat(80));
    }

    #[test]
    fn names_of_people_are_kept_as_they_are() {
        for name in [
            "Ana Example",
            "J.R.R. Tolkien",
            "Robert Downey Jr.",
            "O'Brien, Sinéad",
            "山田 太郎",
            "{{ 7*7 }}",
            "<b>Bob",
            "Dr. Who",
            "Dr.-Ing. Müller",
            "می‌خواهم",
        ] {
            assert_eq!(harmless(name).as_deref(), Some(name));
        }
    }

    #[test]
    fn what_could_become_a_link_is_no_name() {
        for name in [
            "http://evil.test",
            "evil.test",
            "Win at evil.test now",
            "www.evil",
            "evil.\u{200D}test",
            "//evil",
            "mailto:a",
            "a@b",
            "evil。test",
            "evil\u{200B}.test",
            "ev\u{202E}il.test",
            "\\\\evil\\share",
            "",
            " \r\n ",
        ] {
            assert_eq!(harmless(name), None, "{name}");
        }
        assert_eq!(harmless(&"A".repeat(64)), Some("A".repeat(64)));
        assert_eq!(harmless(&"A".repeat(65)), None);
        assert_eq!(harmless(&"A".repeat(10_000)), None);
    }
}
