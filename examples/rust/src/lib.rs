//! An application that lets Rekey look after its passwords. It keeps sessions; it never keeps a password.

use std::collections::HashMap;
use std::net::IpAddr;
use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::{TryRng, rngs::SysRng};
use serde::Deserialize;
use serde_json::{Value, json};

/// Keeps sessions of people whose passwords Rekey verifies.
#[derive(Debug)]
pub struct Application {
    url: String,
    key: String,
    http: reqwest::Client,
    sessions: HashMap<String, Session>,
    /// The highest epoch heard of, for each account.
    epochs: HashMap<String, u64>,
}

/// Who is signed in, and the account's epoch when the password was verified.
#[derive(Debug)]
struct Session {
    account: String,
    epoch: u64,
}

#[derive(Deserialize)]
struct Verified {
    account_id: String,
    epoch: u64,
    must_change: bool,
}

/// Why somebody is not signed in.
#[derive(Debug, thiserror::Error)]
pub enum NotSignedIn {
    /// In words for the person.
    #[error("{0}")]
    Sorry(String),
    /// The password was right and must be changed before anything else.
    #[error("choose a new password first")]
    ChangePasswordFirst,
    /// Rekey could not be asked.
    #[error("signing in does not work at the moment")]
    Unreachable(#[from] reqwest::Error),
}

impl Application {
    /// An application that asks the Rekey at `url` with a service key that has the scope `verify`.
    ///
    /// # Errors
    /// When no client for HTTP can be made.
    pub fn new(url: &str, key: &str) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder().timeout(Duration::from_secs(10));
        Ok(Self {
            url: url.to_owned(),
            key: key.to_owned(),
            http: http.build()?,
            sessions: HashMap::new(),
            epochs: HashMap::new(),
        })
    }

    /// Lets a person in and returns the session. `address` is the person's own: failed tries are counted on it.
    ///
    /// # Errors
    /// Says why not.
    pub async fn sign_in(
        &mut self,
        identifier: &str,
        password: &str,
        address: IpAddr,
    ) -> Result<String, NotSignedIn> {
        let verified = self.verify(identifier, password, address).await?;
        if verified.must_change {
            return Err(NotSignedIn::ChangePasswordFirst);
        }
        let token = random_token();
        let session = Session {
            account: verified.account_id,
            epoch: verified.epoch,
        };
        self.sessions.insert(token.clone(), session);
        Ok(token)
    }

    /// Whose session it is; nobody's when the account's password, address or rights have changed since.
    pub fn account_of(&self, token: &str) -> Option<&str> {
        let session = self.sessions.get(token)?;
        let known = self.epochs.get(&session.account).copied().unwrap_or(0);
        (session.epoch >= known).then_some(&session.account)
    }

    /// Takes the `detail` of an event `Account Changed` from the event bus.
    ///
    /// Events may come twice, late and in any order, so only the highest epoch is kept; a sign-in that was under way
    /// meanwhile is ended by it as well.
    pub fn account_changed(&mut self, account: &str, epoch: u64) {
        let known = self.epochs.entry(account.to_owned()).or_default();
        *known = epoch.max(*known);
    }

    async fn verify(
        &self,
        identifier: &str,
        password: &str,
        address: IpAddr,
    ) -> Result<Verified, NotSignedIn> {
        let url = format!("{}/v1/credentials/verify", self.url);
        let request = self.http.post(url).bearer_auth(&self.key);
        let answer = request
            .header("X-Rekey-Client-Address", address.to_string())
            .json(&json!({"identifier": identifier, "password": password}))
            .send()
            .await?;
        if answer.status().is_success() {
            return Ok(answer.json().await?);
        }
        Err(NotSignedIn::Sorry(words(&answer.json().await?)))
    }
}

/// What to tell the person, by the problem that Rekey answered with.
fn words(problem: &Value) -> String {
    let slug = problem["type"].as_str().unwrap_or_default();
    match slug.rsplit('/').next().unwrap_or_default() {
        "wrong-credentials" => "That name and password do not belong together.".to_owned(),
        "password-expired" => {
            "This password was for the first days only. Ask for a link: /forgot".to_owned()
        }
        "account-not-eligible" => match (&problem["sso"], &problem["standing"]) {
            (Value::Object(sso), _) => {
                let (provider, url) = (sso["provider"].as_str(), sso["url"].as_str());
                let (provider, url) = (provider.unwrap_or_default(), url.unwrap_or_default());
                format!("Sign in at {provider}: {url}")
            }
            (_, standing) => format!("This account is {}.", standing.as_str().unwrap_or("closed")),
        },
        // A gateway before Rekey that limits names no problem.
        _ => problem["detail"]
            .as_str()
            .unwrap_or("Please try again in a minute.")
            .to_owned(),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "an application makes its own sessions"
)]
fn random_token() -> String {
    let mut bytes = [0; 32];
    SysRng
        .try_fill_bytes(&mut bytes)
        .expect("the system has entropy");
    URL_SAFE_NO_PAD.encode(bytes)
}
