//! One HTTP request in the making: it owns all that it needs, so that many can be sent at once.

use std::net::IpAddr;
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use reqwest::{Client, Method, RequestBuilder, redirect};
use serde_json::Value;

use crate::canaries::Canaries;
use crate::{Answer, document};

/// A request that is sent when [`send`](Self::send) is awaited.
#[derive(Debug)]
#[must_use = "a request does nothing until it is sent"]
pub struct Request {
    client: Client,
    method: Method,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
    canaries: Canaries,
}

impl Request {
    pub(crate) fn new(client: &Client, canaries: &Canaries, method: &str, url: String) -> Self {
        Self {
            client: client.clone(),
            method: method.parse().expect("a method is a token"),
            url,
            headers: Vec::new(),
            body: None,
            canaries: canaries.clone(),
        }
    }

    /// Adds a header; a name given twice is sent twice.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Authenticates with a session's token or a service key.
    pub fn bearer(self, token: &str) -> Self {
        if token.len() == 64 {
            self.canaries.add_random(token);
        }
        self.header(AUTHORIZATION.as_str(), &format!("Bearer {token}"))
    }

    /// A JSON body with its content type.
    pub fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string())
    }

    /// An HTML form's body with its content type.
    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let fields: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", percent(name), percent(value)))
            .collect();
        self.body("application/x-www-form-urlencoded", fields.join("&"))
    }

    /// Any bytes under any content type.
    pub fn body(self, content_type: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.header(CONTENT_TYPE.as_str(), content_type)
            .untyped(bytes)
    }

    /// Any bytes without a content type.
    pub fn untyped(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.body = Some(bytes.into());
        self
    }

    /// Leaves from this loopback address, because limits are counted on the peer's.
    pub fn from_address(mut self, address: &str) -> Self {
        self.client = client_at(Some(address.parse().expect("a loopback address")));
        self
    }

    /// Sends it and reads the whole answer, which must have the headers that every answer has.
    pub async fn send(self) -> Answer {
        let asked = format!("{} {}", self.method, self.url);
        // As the client sends it, which leaves no `..` in it.
        let sent = reqwest::Url::parse(&self.url).expect("a test's URL is one");
        let (method, path) = (self.method.clone(), sent.path().to_owned());
        let outside = !self.url.contains("/_local/");
        let canaries = self.canaries.clone();
        if let Some(body) = self.body.as_ref().filter(|_| outside) {
            canaries.add_body(body);
        }
        let answer = self
            .builder()
            .send()
            .await
            .unwrap_or_else(|error| panic!("{asked}: {error:?}"));
        let answer = Answer::read(asked, answer).await;
        if outside {
            canaries.add_body(answer.bytes());
            answer.has_the_headers_of_every_answer();
            document::tells(&method, &path, &answer);
        }
        answer
    }

    fn builder(self) -> RequestBuilder {
        let mut builder = self.client.request(self.method, self.url);
        for (name, value) in self.headers {
            builder = builder.header(name, value);
        }
        match self.body {
            Some(body) => builder.body(body),
            None => builder,
        }
    }
}

/// Sends them all at once; the answers are in the order of the requests.
pub async fn all_at_once(requests: impl IntoIterator<Item = Request>) -> Vec<Answer> {
    let sent: Vec<_> = requests
        .into_iter()
        .map(|request| tokio::spawn(request.send()))
        .collect();
    let mut answers = Vec::with_capacity(sent.len());
    for answer in sent {
        answers.push(answer.await.expect("sending does not panic"));
    }
    answers
}

/// A client without proxy, redirects or cookies, bound to a source address if one is given.
pub(crate) fn client_at(address: Option<IpAddr>) -> Client {
    Client::builder()
        .no_proxy()
        .redirect(redirect::Policy::none())
        .local_address(address)
        .timeout(Duration::from_mins(1))
        .build()
        .expect("a client without TLS needs nothing from the machine")
}

/// Escapes all but letters and digits, for forms and queries.
pub(crate) fn percent(text: &str) -> String {
    let escaped = text.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    });
    escaped.collect()
}
