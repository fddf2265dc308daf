//! The environment of the local functions: what was set for this stack, what the process has, and a default for each.

use std::collections::BTreeMap;

use crate::emulators::Emulators;
use crate::secrets::Secrets;

/// Where the functions read their settings.
#[derive(Clone, Debug)]
pub struct Environment {
    given: BTreeMap<String, String>,
    defaults: BTreeMap<&'static str, String>,
}

impl Environment {
    /// `given` wins over the process's environment, that over the defaults.
    pub fn new(given: BTreeMap<String, String>, url: &str, secrets: &Secrets) -> Self {
        let defaults = BTreeMap::from([
            ("BASE_URL", url.to_owned()),
            ("MAIL_FROM", "rekey@localhost.example".to_owned()),
            ("LINK_KEYS", secrets.link_keys.clone()),
            ("PEPPER_KEYS", secrets.pepper_keys.clone()),
        ]);
        Self { given, defaults }
    }

    /// A setting. One that is given empty is unset, default and all.
    #[expect(clippy::disallowed_methods, reason = "the local program's own start")]
    pub fn read(&self, name: &str) -> Option<String> {
        let found = self
            .given
            .get(name)
            .cloned()
            .or_else(|| std::env::var(name).ok());
        let found = found.or_else(|| self.defaults.get(name).cloned());
        // Bodies are in the log at this level: the local program may, the functions' own settings do not know it.
        found.filter(|value| !(name == "LOG_LEVEL" && value == "trace"))
    }
}

/// The AWS variables of one function: its name is its access key id, so that calls can be told apart.
pub fn aws(emulators: &Emulators, function: &str, name: &str) -> Option<String> {
    match name {
        "AWS_REGION" => Some("eu-central-1".to_owned()),
        "AWS_ACCESS_KEY_ID" => Some(function.to_owned()),
        "AWS_SECRET_ACCESS_KEY" => Some("local".to_owned()),
        "AWS_ENDPOINT_URL_DYNAMODB" => Some(emulators.store_url.clone()),
        "AWS_ENDPOINT_URL_SESV2" => Some(emulators.mail_url.clone()),
        _ => None,
    }
}
