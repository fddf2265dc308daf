//! Reads the body of `SendEmail` as SES v2 documents it, as far as Rekey uses it.

use std::collections::BTreeMap;

use serde::Deserialize;

/// What the sender asked to be sent.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) from: String,
    pub(crate) to: Vec<String>,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) tags: BTreeMap<String, String>,
    pub(crate) configuration_set: Option<String>,
}

impl Message {
    /// The error is what SES would say of it.
    pub(crate) fn parse(body: &[u8]) -> Result<Self, &'static str> {
        let request: Request =
            serde_json::from_slice(body).map_err(|_| "Could not parse the request body.")?;
        let message = Self::from(request);
        if message.to.is_empty() {
            return Err("Missing required header 'To'.");
        }
        if !message
            .to
            .iter()
            .chain([&message.from])
            .all(|address| has_domain(address))
        {
            return Err("Missing final '@domain'");
        }
        Ok(message)
    }
}

/// Whether an address, bare or behind a name (`Rekey <a@b.example>`), names a domain.
fn has_domain(address: &str) -> bool {
    bare_address(address)
        .rsplit_once('@')
        .is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
}

/// The address without the name that may stand before it.
fn bare_address(address: &str) -> &str {
    let address = address.trim();
    let inner = address
        .strip_suffix('>')
        .and_then(|rest| rest.rsplit_once('<'));
    inner.map_or(address, |(_, bare)| bare)
}

impl From<Request> for Message {
    fn from(request: Request) -> Self {
        let Simple {
            subject,
            body,
            headers,
        } = request.content.simple;
        Self {
            from: request.from_email_address,
            to: request.destination.to_addresses,
            subject: subject.data,
            text: body.text.unwrap_or_default().data,
            html: body.html.unwrap_or_default().data,
            headers: pairs(headers),
            tags: pairs(request.email_tags),
            configuration_set: request.configuration_set_name,
        }
    }
}

fn pairs(pairs: Vec<Pair>) -> BTreeMap<String, String> {
    pairs
        .into_iter()
        .map(|pair| (pair.name, pair.value))
        .collect()
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Request {
    from_email_address: String,
    destination: Destination,
    content: Content,
    #[serde(default)]
    email_tags: Vec<Pair>,
    configuration_set_name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Destination {
    #[serde(default)]
    to_addresses: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Content {
    simple: Simple,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Simple {
    subject: Part,
    body: Body,
    #[serde(default)]
    headers: Vec<Pair>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Body {
    text: Option<Part>,
    html: Option<Part>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Part {
    data: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Pair {
    name: String,
    value: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(to: &str) -> Result<Message, &'static str> {
        let body = format!(
            r#"{{"FromEmailAddress":"Rekey <no-reply@example.com>","Destination":{{"ToAddresses":{to}}},
               "Content":{{"Simple":{{"Subject":{{"Data":"Hi"}},"Body":{{"Text":{{"Data":"text"}}}}}}}}}}"#
        );
        Message::parse(body.as_bytes())
    }

    #[test]
    fn parts_that_are_missing_are_empty() {
        let message = parse(r#"["ana@example.com"]"#).unwrap();
        assert_eq!((message.text.as_str(), message.html.as_str()), ("text", ""));
        assert!(message.headers.is_empty() && message.configuration_set.is_none());
    }

    #[test]
    fn a_message_to_nobody_is_refused() {
        for to in ["[]", r#"["ana"]"#, r#"["@example.com"]"#, "5"] {
            assert!(parse(to).is_err(), "{to}");
        }
    }

    #[test]
    fn a_name_may_stand_before_an_address() {
        assert_eq!(bare_address(" Ana <ana@example.com>"), "ana@example.com");
        assert_eq!(bare_address("ana@example.com"), "ana@example.com");
    }
}
