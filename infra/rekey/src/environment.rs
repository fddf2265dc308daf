//! The environment of the local functions: what was set for this stack, what the process has, and a default for each.

use std::collections::BTreeMap;

use adapters::settings;

use crate::emulators::{Emulators, Vault, WATCHED};
use crate::secrets::Secrets;
use crate::template;

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
            ("TABLE_PREFIX", "rekey-".to_owned()),
            ("LINK_KEYS", secrets.link_keys.clone()),
            ("PEPPER_KEYS", secrets.pepper_keys.clone()),
        ]);
        Self { given, defaults }
    }

    /// A setting. One that is given empty is unset, default and all.
    pub fn read(&self, name: &str) -> Option<String> {
        let given = self.given.get(name).cloned();
        let found = given.or_else(|| settings::environment(name));
        let found = found.or_else(|| self.defaults.get(name).cloned());
        // Bodies are in the log at this level: the local program may, the functions' own settings do not know it.
        found.filter(|value| !(name == "LOG_LEVEL" && value == "trace"))
    }

    /// A setting as the function of that name finds it: only if `template.yaml` gives it one, and a secret only by its place.
    pub fn of_function(&self, function: &str, name: &str) -> Option<String> {
        let Some((_, properties)) = template::functions().find(|(known, _)| *known == function)
        else {
            return self.read(name);
        };
        let own = &properties["Environment"]["Variables"][name];
        if own.is_null() && !template::variables_of_all().contains_key(name) {
            return None;
        }
        let Some(setting) = name.strip_suffix("_SECRET") else {
            return self.read(name);
        };
        let place = own["Ref"].as_str().filter(|_| self.is_set(setting));
        place.map(str::to_owned)
    }

    fn is_set(&self, name: &str) -> bool {
        self.read(name).is_some_and(|text| !text.is_empty())
    }

    /// Names and values of what functions need that something else runs, all of them in one environment.
    pub fn for_all_functions(&self, emulators: &Emulators) -> Vec<(String, String)> {
        let reached = AWS.map(|name| (name.to_owned(), aws(emulators, WATCHED, name)));
        let set = ["BASE_URL", "MAIL_FROM", "TABLE_PREFIX"];
        let set = set.map(|name| (name.to_owned(), self.read(name)));
        let kept = SECRETS.map(|(setting, id)| {
            let place = self.is_set(setting).then(|| id.to_owned());
            (format!("{setting}_SECRET"), place)
        });
        let all = reached.into_iter().chain(set).chain(kept);
        all.filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }

    /// Puts the secrets where the functions look for them.
    pub fn fill(&self, vault: &Vault) {
        for (setting, id) in SECRETS {
            if let Some(text) = self.read(setting) {
                vault.keep(id, text);
            }
        }
    }
}

/// Where the secrets of the cloud are in this environment: the setting, and the secret's logical id in `template.yaml`.
const SECRETS: [(&str, &str); 2] = [("LINK_KEYS", "LinkKeys"), ("PEPPER_KEYS", "PepperKeys")];

/// The variables by which a function finds AWS.
pub const AWS: [&str; 6] = [
    "AWS_REGION",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_ENDPOINT_URL_DYNAMODB",
    "AWS_ENDPOINT_URL_SESV2",
    "AWS_ENDPOINT_URL_SECRETS_MANAGER",
];

/// The AWS variables of one function: its name is its access key id, so that calls can be told apart.
pub fn aws(emulators: &Emulators, function: &str, name: &str) -> Option<String> {
    match name {
        "AWS_REGION" => Some("eu-central-1".to_owned()),
        "AWS_ACCESS_KEY_ID" => Some(function.to_owned()),
        "AWS_SECRET_ACCESS_KEY" => Some("local".to_owned()),
        "AWS_ENDPOINT_URL_DYNAMODB" => Some(emulators.store_url.clone()),
        "AWS_ENDPOINT_URL_SESV2" => Some(emulators.mail_url.clone()),
        "AWS_ENDPOINT_URL_SECRETS_MANAGER" => Some(emulators.secrets_url.clone()),
        _ => None,
    }
}
