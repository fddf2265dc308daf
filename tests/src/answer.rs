//! What came back: status, headers and body, with the questions that tests ask of them.

use reqwest::Response;
use reqwest::header::HeaderMap;
use serde_json::Value;

use crate::log;

/// A whole answer.
#[derive(Clone, Debug)]
pub struct Answer {
    asked: String,
    /// The status code.
    pub status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    pub(crate) async fn read(asked: String, response: Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response
            .bytes()
            .await
            .unwrap_or_else(|error| panic!("{asked}: {error:?}"));
        Self {
            asked,
            status,
            headers,
            body: body.into(),
        }
    }

    /// The header's only value, if it is there.
    #[track_caller]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.get_all(name).iter();
        let value = values.next()?;
        assert!(values.next().is_none(), "{name} is there twice: {self:?}");
        Some(value.to_str().expect("headers are ASCII"))
    }

    /// Every header as sent but for those that differ from answer to answer by their nature.
    pub fn steady_headers(&self) -> Vec<(String, String)> {
        let mut headers: Vec<_> = self
            .headers
            .iter()
            .filter(|(name, _)| !["date", "x-request-id"].contains(&name.as_str()))
            .map(|(name, value)| {
                (
                    name.to_string(),
                    String::from_utf8_lossy(value.as_bytes()).into_owned(),
                )
            })
            .collect();
        headers.sort();
        headers
    }

    /// The body's bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.body
    }

    /// The body as text.
    #[track_caller]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap_or_else(|_| panic!("not UTF-8: {self:?}"))
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {}", self.told()))
    }

    /// The names of the JSON object's members, sorted.
    #[track_caller]
    pub fn members(&self) -> Vec<String> {
        let body = self.json();
        let object = body
            .as_object()
            .unwrap_or_else(|| panic!("not an object: {}", self.told()));
        let mut names: Vec<_> = object.keys().cloned().collect();
        names.sort();
        names
    }

    /// Fails the test unless the status is this one.
    #[track_caller]
    #[expect(
        clippy::return_self_not_must_use,
        reason = "it is asked for what it asserts"
    )]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.told());
        self
    }

    /// Fails the test unless this is a problem of that status; answers its body.
    #[track_caller]
    pub fn problem(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.told());
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json"),
            "{}",
            self.told()
        );
        let problem = self.json();
        assert_eq!(problem["status"], status, "{}", self.told());
        for member in ["type", "title", "detail"] {
            let text = problem[member].as_str().unwrap_or_default();
            assert!(!text.is_empty(), "{member} is missing: {}", self.told());
        }
        let kind = problem["type"].as_str().unwrap_or_default();
        assert!(kind.starts_with("/problems/"), "{}", self.told());
        problem
    }

    /// Fails the test unless this is the problem of that status and slug; answers its body.
    #[track_caller]
    pub fn refused(&self, status: u16, slug: &str) -> Value {
        let problem = self.problem(status);
        assert_eq!(
            problem["type"],
            format!("/problems/{slug}"),
            "{}",
            self.told()
        );
        problem
    }

    /// Fails the test unless this is a 403 `not-allowed` by that rule.
    #[track_caller]
    pub fn not_allowed(&self, rule: &str) {
        let problem = self.refused(403, "not-allowed");
        assert_eq!(problem["rule"], rule, "{}", self.told());
    }

    /// Fails the test unless this is a 422 with that reason among its reasons; answers the reason.
    #[track_caller]
    pub fn rejected_as(&self, code: &str) -> Value {
        let problem = self.refused(422, "password-rejected");
        let reasons = problem["reasons"]
            .as_array()
            .unwrap_or_else(|| panic!("no reasons: {}", self.told()));
        for reason in reasons {
            assert!(
                reason["message"]
                    .as_str()
                    .is_some_and(|text| !text.is_empty()),
                "{}",
                self.told()
            );
        }
        let found = reasons.iter().find(|reason| reason["code"] == code);
        found
            .cloned()
            .unwrap_or_else(|| panic!("no {code}: {}", self.told()))
    }

    /// Fails the test unless this is a 429 that says when to come back, within the hour.
    #[track_caller]
    pub fn limited(&self) {
        self.refused(429, "too-many-requests");
        let wait = self
            .header("retry-after")
            .and_then(|text| text.parse::<u32>().ok());
        assert!(
            wait.is_some_and(|seconds| (1..=3600).contains(&seconds)),
            "{wait:?} {}",
            self.told()
        );
    }

    /// Fails the test unless this is a 401 that names the scheme.
    #[track_caller]
    pub fn not_authenticated(&self) {
        self.refused(401, "not-authenticated");
        assert_eq!(
            self.header("www-authenticate"),
            Some("Bearer"),
            "{}",
            self.told()
        );
    }

    #[track_caller]
    pub(crate) fn has_the_headers_of_every_answer(&self) {
        let expected = [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
        ];
        for (name, value) in expected {
            assert_eq!(self.header(name), Some(value), "{name} of {}", self.told());
        }
        // Assets may be kept under names that change with what they hold.
        if !self.asked.contains("/assets/") {
            let keep = self.header("cache-control");
            assert_eq!(keep, Some("no-store"), "{}", self.told());
        }
        assert!(
            self.header("x-request-id").is_some_and(|id| !id.is_empty()),
            "{}",
            self.told()
        );
        assert_eq!(self.header("set-cookie"), None, "{}", self.told());
    }

    /// With what the log holds against it, if anything.
    fn told(&self) -> String {
        let faults = self.headers.get("x-request-id").map(|id| {
            let id = id.to_str().expect("headers are ASCII");
            log::faults_of(id).join("\n")
        });
        format!(
            "{} -> {} {}\n{}",
            self.asked,
            self.status,
            String::from_utf8_lossy(&self.body),
            faults.unwrap_or_default()
        )
    }
}
