//! Finds the links in a caught mail, as a reader would see them.

/// The distinct links of the text part in order, then those that only the HTML part has.
pub(crate) fn links(text: &str, html: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for url in urls(text).into_iter().chain(urls(&unescape(html))) {
        if !found.contains(&url) {
            found.push(url);
        }
    }
    found
}

fn urls(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = start_of_url(rest) {
        let tail = &rest[start..];
        let end = tail.find(ends_url).unwrap_or(tail.len());
        found.extend(trimmed(&tail[..end]));
        rest = &tail[end..];
    }
    found
}

fn start_of_url(text: &str) -> Option<usize> {
    ["https://", "http://"]
        .iter()
        .filter_map(|scheme| text.find(scheme))
        .min()
}

fn ends_url(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`')
}

/// A full stop or a bracket behind a link belongs to the sentence. Nothing is left of a mere `https://`.
fn trimmed(url: &str) -> Option<String> {
    let mut url = url.trim_end_matches(ends_sentence);
    while url.ends_with(')') && !url.contains('(') {
        url = url[..url.len() - 1].trim_end_matches(ends_sentence);
    }
    let (_, host) = url.split_once("//")?;
    (!host.is_empty()).then(|| url.to_owned())
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | ']' | '}')
}

/// Undoes HTML's escapes in one pass, so that `&amp;lt;` stays `&lt;`.
fn unescape(html: &str) -> String {
    let mut plain = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('&') {
        plain.push_str(&rest[..start]);
        let tail = &rest[start + 1..];
        let named = tail.split_once(';');
        if let Some((c, after)) = named.and_then(|(name, after)| Some((entity(name)?, after))) {
            plain.push(c);
            rest = after;
        } else {
            plain.push('&');
            rest = tail;
        }
    }
    plain + rest
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => char::from_u32(code_point(name.strip_prefix('#')?)?),
    }
}

fn code_point(number: &str) -> Option<u32> {
    match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_the_text_come_first_and_once() {
        let text = "Set it: http://localhost:8787/reset#abc-_\nNot you? (https://a.example/not-me#x).\n\
            Again http://localhost:8787/reset#abc-_";
        let html = r#"<a href="https://b.example/?a=1&amp;b=2">x</a> <a href='https://a.example/not-me#x'>y</a>"#;
        assert_eq!(
            links(text, html),
            [
                "http://localhost:8787/reset#abc-_",
                "https://a.example/not-me#x",
                "https://b.example/?a=1&b=2"
            ]
        );
    }

    #[test]
    fn any_way_to_escape_is_undone_once() {
        assert_eq!(
            unescape("a&#38;b&#x26;c&amp;d&amp;lt;&unknown;&"),
            "a&b&c&d&lt;&unknown;&"
        );
        assert_eq!(
            links("", "see https://c.example/?q=1&#38;r=2&quot; or"),
            ["https://c.example/?q=1&r=2"]
        );
    }

    #[test]
    fn what_is_no_link_is_left_out() {
        assert!(links("https:// http://. ftp://x mailto:a@b.example", "<p>&</p>").is_empty());
    }

    #[test]
    fn brackets_of_a_link_stay() {
        assert_eq!(
            links("https://d.example/(a)", ""),
            ["https://d.example/(a)"]
        );
    }
}
