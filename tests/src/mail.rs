//! A caught mail, and what its reader finds in it.

use serde_json::Value;

/// One mail as the mail service took it.
#[derive(Clone, Debug)]
pub struct Mail {
    /// When, RFC 3339.
    pub at: String,
    /// The sender.
    pub from: String,
    /// The recipients.
    pub to: Vec<String>,
    /// The subject line.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// The headers that were added, by name.
    pub headers: Value,
    /// The links in both parts.
    pub links: Vec<String>,
}

impl Mail {
    pub(crate) fn parse(caught: &Value) -> Self {
        let text = |name: &str| {
            caught[name]
                .as_str()
                .unwrap_or_else(|| panic!("no {name}: {caught}"))
                .to_owned()
        };
        let texts = |name: &str| {
            let list = caught[name]
                .as_array()
                .unwrap_or_else(|| panic!("no {name}: {caught}"));
            list.iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect()
        };
        Self {
            at: text("at"),
            from: text("from"),
            to: texts("to"),
            subject: text("subject"),
            text: text("text"),
            html: text("html"),
            headers: caught["headers"].clone(),
            links: texts("links"),
        }
    }

    /// The reset link, if the mail carries one.
    pub fn reset_link(&self) -> Option<&str> {
        let carries = |link: &&String| !link.contains("/not-me") && last_token(link).is_some();
        self.links.iter().find(carries).map(String::as_str)
    }

    /// The reset token, if the mail carries one.
    pub fn token(&self) -> Option<String> {
        self.reset_link().and_then(last_token)
    }

    /// Subject, text and HTML together.
    pub fn whole(&self) -> String {
        format!("{}\n{}\n{}", self.subject, self.text, self.html)
    }
}

/// The 64 characters that a link ends with, if they can be a reset token.
pub(crate) fn last_token(link: &str) -> Option<String> {
    let start = link.len().checked_sub(64)?;
    let token = link.get(start..)?;
    let in_alphabet = token
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    let alone =
        !link[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    (in_alphabet && alone).then(|| token.to_owned())
}
