//! Who the mails are from, as SES wants it written.

use base64::{Engine, engine::general_purpose::STANDARD};

use super::plain::one_line;

const LONGEST_BRAND: usize = 64;

/// The text of an encoded word may have 75 characters (RFC 2047 §2), of which `=?UTF-8?B?` and `?=` take 12; 45 bytes
/// become 60.
const ENCODED_BYTES: usize = 45;

/// The From of every mail: `"Brand" <address>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender(String);

impl Sender {
    /// Makes the sender from `MAIL_FROM` and `BRAND_NAME`. A `mail_from` with a display name of its own (`Name <address>`)
    /// is used as it is.
    pub fn new(mail_from: &str, brand: &str) -> Self {
        let address = mail_from.trim();
        let brand = one_line(brand, LONGEST_BRAND);
        if address.contains('<') || brand.is_empty() {
            return Self(one_line(address, 320 + LONGEST_BRAND));
        }
        Self(format!("{} <{address}>", display_name(&brand)))
    }

    /// The header's value.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A quoted string where the characters allow it, otherwise encoded words: a quote or a bracket in a brand's name must not
/// end the name and begin an address.
fn display_name(brand: &str) -> String {
    let quotable = |c: char| (c == ' ' || c.is_ascii_graphic()) && c != '"' && c != '\\';
    if brand.chars().all(quotable) {
        return format!("\"{brand}\"");
    }
    let mut words = vec![String::new()];
    for c in brand.chars() {
        let full = words
            .last()
            .is_none_or(|word| word.len() + c.len_utf8() > ENCODED_BYTES);
        if full {
            words.push(String::new());
        }
        words
            .last_mut()
            .expect("one was there from the start")
            .push(c);
    }
    let encoded = words
        .iter()
        .map(|word| format!("=?UTF-8?B?{}?=", STANDARD.encode(word)));
    encoded.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_brand_stands_before_the_address() {
        let sender = Sender::new(" no-reply@example.com ", "Acme, Inc.");
        assert_eq!(sender.as_str(), "\"Acme, Inc.\" <no-reply@example.com>");
    }

    #[test]
    fn a_display_name_in_the_setting_wins() {
        let sender = Sender::new("Help desk <help@example.com>", "Acme");
        assert_eq!(sender.as_str(), "Help desk <help@example.com>");
    }

    #[test]
    fn a_brand_cannot_become_an_address_or_a_header() {
        let sender = Sender::new("a@example.com", "x\" <evil@evil.test>\r\nBcc: b@evil.test");
        assert!(
            sender.as_str().starts_with("=?UTF-8?B?")
                && sender.as_str().ends_with("?= <a@example.com>")
        );
        assert!(!sender.as_str().contains("evil") && !sender.as_str().contains(['\r', '\n']));
    }

    #[test]
    fn other_alphabets_are_encoded_in_short_words() {
        let sender = Sender::new("a@example.com", &"日本".repeat(20));
        let (name, _) = sender
            .as_str()
            .split_once(" <")
            .expect("an address follows");
        for word in name.split(' ') {
            assert!(
                word.len() <= 75 && word.starts_with("=?UTF-8?B?") && word.ends_with("?="),
                "{word}"
            );
        }
    }
}
