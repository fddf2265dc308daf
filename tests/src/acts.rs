//! What people, administrators and applications do, in the glossary's words.

use serde_json::{Value, json};

use crate::mail::last_token;
use crate::{Answer, Mail, PASSWORD, World};

/// What the public and the holder of a link do.
impl World {
    /// Asks for a link on the public page.
    pub async fn ask(&self, identifier: &str) -> Answer {
        self.post("/v1/password-resets")
            .json(&json!({"identifier": identifier}))
            .send()
            .await
    }

    /// Asks, and answers the mail that came of it.
    pub async fn mail_asked_for(&self, address: &str) -> Mail {
        self.settle().await;
        let before = self.mails_to(address).await.len();
        self.ask(address).await.expect(202);
        self.settle().await;
        let mails = self.mails_to(address).await;
        assert_eq!(
            mails.len(),
            before + 1,
            "one ask makes one mail to {address}"
        );
        mails.into_iter().next().expect("one was just counted")
    }

    /// Asks, and answers the token that was mailed.
    pub async fn token_asked_for(&self, address: &str) -> String {
        token_of(&self.mail_asked_for(address).await)
    }

    /// Looks at a link.
    pub async fn inspect(&self, token: &str) -> Answer {
        self.post("/v1/password-resets/inspect")
            .json(&json!({"token": token}))
            .send()
            .await
    }

    /// The state of a link.
    pub async fn state(&self, token: &str) -> String {
        let found = self.inspect(token).await.expect(200).json();
        found["state"]
            .as_str()
            .expect("a state is a word")
            .to_owned()
    }

    /// Sets a password with a link.
    pub async fn redeem(&self, token: &str, password: &str) -> Answer {
        let body = json!({"token": token, "password": password});
        self.post("/v1/password-resets/redeem")
            .json(&body)
            .send()
            .await
    }

    /// "This was not me."
    pub async fn revoke(&self, token: &str) -> Answer {
        self.post("/v1/password-resets/revoke")
            .json(&json!({"token": token}))
            .send()
            .await
    }

    /// Changes one's own password.
    pub async fn change_password(&self, identifier: &str, current: &str, new: &str) -> Answer {
        let body =
            json!({"identifier": identifier, "current_password": current, "new_password": new});
        self.post("/v1/password").json(&body).send().await
    }
}

/// What the application does.
impl World {
    /// Verifies a password with the service key.
    pub async fn verify(&self, identifier: &str, password: &str) -> Answer {
        let body = json!({"identifier": identifier, "password": password});
        self.post("/v1/credentials/verify")
            .bearer(self.service_key())
            .json(&body)
            .send()
            .await
    }

    /// Verifies for a client at that address.
    pub async fn verify_for_client(
        &self,
        client: &str,
        identifier: &str,
        password: &str,
    ) -> Answer {
        let body = json!({"identifier": identifier, "password": password});
        let request = self
            .post("/v1/credentials/verify")
            .bearer(self.service_key());
        request
            .header("X-Rekey-Client-Address", client)
            .json(&body)
            .send()
            .await
    }

    /// Fails the test unless this password is the account's.
    pub async fn password_is(&self, identifier: &str, password: &str) {
        self.verify(identifier, password).await.expect(200);
    }

    /// Fails the test if this password is the account's.
    pub async fn password_is_not(&self, identifier: &str, password: &str) {
        self.verify(identifier, password)
            .await
            .refused(401, "wrong-credentials");
    }
}

/// What administrators do.
impl World {
    /// Signs in with the demo password; answers the bearer token.
    pub async fn sign_in(&self, identifier: &str) -> String {
        let session = self
            .sign_in_with(identifier, PASSWORD)
            .await
            .expect(201)
            .json();
        session["token"]
            .as_str()
            .expect("a session has a token")
            .to_owned()
    }

    /// Tries to sign in.
    pub async fn sign_in_with(&self, identifier: &str, password: &str) -> Answer {
        let body = json!({"identifier": identifier, "password": password});
        self.post("/v1/sessions").json(&body).send().await
    }

    /// Whether this bearer token is still good for anything.
    pub async fn is_signed_in(&self, bearer: &str) -> bool {
        match self.list(bearer, "").await {
            answer if answer.status == 200 => true,
            answer => {
                answer.not_authenticated();
                false
            }
        }
    }

    /// The list of accounts, with a query such as `?search=an`.
    pub async fn list(&self, bearer: &str, query: &str) -> Answer {
        self.get(&format!("/v1/admin/accounts{query}"))
            .bearer(bearer)
            .send()
            .await
    }

    /// The id of a demo account, by username or address, as the owner Olivia finds it.
    pub async fn account_id(&self, identifier: &str) -> String {
        if is_id(identifier) {
            return identifier.to_owned();
        }
        let found = self
            .list(&self.olivia().await, &format!("?search={identifier}"))
            .await
            .expect(200)
            .json();
        let accounts = found["accounts"].as_array().expect("accounts are a list");
        let bears =
            |account: &&Value| account["username"] == identifier || account["email"] == identifier;
        let account = accounts
            .iter()
            .find(bears)
            .unwrap_or_else(|| panic!("no account {identifier}: {found}"));
        account["id"]
            .as_str()
            .expect("an account has an id")
            .to_owned()
    }

    /// The record of an account, as the owner Olivia sees it.
    pub async fn account(&self, target: &str) -> Value {
        self.record(&self.olivia().await, target)
            .await
            .expect(200)
            .json()
    }

    /// The epoch of an account.
    pub async fn epoch(&self, target: &str) -> u64 {
        self.account(target).await["epoch"]
            .as_u64()
            .expect("an epoch is a number")
    }

    /// The record of an account.
    pub async fn record(&self, bearer: &str, target: &str) -> Answer {
        self.get(&self.path(target, "").await)
            .bearer(bearer)
            .send()
            .await
    }

    /// Edits an account under its present version.
    pub async fn edit(&self, bearer: &str, target: &str, changes: Value) -> Answer {
        let version = self.account(target).await["version"].clone();
        self.edit_under(bearer, target, version, changes).await
    }

    /// Edits an account under a version.
    pub async fn edit_under(
        &self,
        bearer: &str,
        target: &str,
        version: Value,
        mut changes: Value,
    ) -> Answer {
        changes["version"] = version;
        self.patch(&self.path(target, "").await)
            .bearer(bearer)
            .json(&changes)
            .send()
            .await
    }

    /// Has the owner Olivia edit an account.
    pub async fn olivia_edits(&self, target: &str, changes: Value) {
        self.edit(&self.olivia().await, target, changes)
            .await
            .expect(200);
    }

    /// Sends or hands over a reset link.
    pub async fn reset_link(&self, bearer: &str, target: &str, body: Value) -> Answer {
        self.post(&self.path(target, "/reset-link").await)
            .bearer(bearer)
            .json(&body)
            .send()
            .await
    }

    /// Hands a link over as asked for; answers its token.
    pub async fn token_handed_over(&self, bearer: &str, target: &str) -> String {
        let reset = self
            .reset_link(bearer, target, json!({"delivery": "link"}))
            .await
            .expect(200)
            .json();
        token_in(&reset)
    }

    /// Shows the link again.
    pub async fn reveal(&self, bearer: &str, target: &str) -> Answer {
        self.post(&self.path(target, "/reset-link/reveal").await)
            .bearer(bearer)
            .send()
            .await
    }

    /// Revokes the link as an administrator.
    pub async fn revoke_link(&self, bearer: &str, target: &str) -> Answer {
        self.delete(&self.path(target, "/reset-link").await)
            .bearer(bearer)
            .send()
            .await
    }

    /// Sets a password by hand, to be changed at the next sign-in.
    pub async fn set_password(&self, bearer: &str, target: &str, password: &str) -> Answer {
        self.put_password(bearer, target, &json!({"password": password}))
            .await
    }

    /// Sets a password by hand that need not be changed.
    pub async fn set_lasting_password(&self, bearer: &str, target: &str, password: &str) -> Answer {
        self.put_password(
            bearer,
            target,
            &json!({"password": password, "must_change": false}),
        )
        .await
    }

    /// Sets a password by hand with any body.
    pub async fn put_password(&self, bearer: &str, target: &str, body: &Value) -> Answer {
        self.put(&self.path(target, "/password").await)
            .bearer(bearer)
            .json(body)
            .send()
            .await
    }

    /// A session of the owner Olivia, the same until the clock is moved by hours.
    pub async fn olivia(&self) -> String {
        let mut olivia = self.olivia.lock().await;
        match &*olivia {
            Some(bearer) => bearer.clone(),
            None => olivia
                .insert(self.sign_in("olivia@example.com").await)
                .clone(),
        }
    }

    /// The path of an account's record, or of something below it.
    pub async fn path(&self, target: &str, below: &str) -> String {
        format!(
            "/v1/admin/accounts/{}{below}",
            self.account_id(target).await
        )
    }
}

/// The reset token that a mail carries.
#[track_caller]
pub fn token_of(mail: &Mail) -> String {
    mail.token()
        .unwrap_or_else(|| panic!("no link in {mail:?}"))
}

/// The reset token in the link of an answer.
#[track_caller]
pub fn token_in(answer: &Value) -> String {
    let link = answer["link"]
        .as_str()
        .unwrap_or_else(|| panic!("no link in {answer}"));
    last_token(link).unwrap_or_else(|| panic!("no token in {link}"))
}

fn is_id(text: &str) -> bool {
    text.len() == 26
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
}
