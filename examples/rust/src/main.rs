//! Plays a person, the event bus and the application against a Rekey on this machine.

use std::error::Error;
use std::net::IpAddr;

use application::{Application, NotSignedIn};
use serde_json::{Value, json};

const PERSON: &str = "twin1";
const OLD: &str = "correct horse battery staple";
const CHOSEN: &str = "a quiet river under the moon";
const ADDRESS: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(198, 51, 100, 9));

#[tokio::main(flavor = "current_thread")]
#[expect(
    clippy::disallowed_methods,
    reason = "an example takes two values from outside"
)]
async fn main() -> Result<(), Box<dyn Error>> {
    let (url, key) = (std::env::var("REKEY_URL")?, std::env::var("REKEY_KEY")?);
    let mut application = Application::new(&url, &key)?;

    let wrong = application
        .sign_in(PERSON, "not the password at all", ADDRESS)
        .await;
    assert!(matches!(wrong, Err(NotSignedIn::Sorry(_))), "{wrong:?}");
    let disabled = application.sign_in("dora@example.com", OLD, ADDRESS).await;
    assert_eq!(
        disabled.expect_err("disabled").to_string(),
        "This account is disabled."
    );
    let elsewhere = application.sign_in("sofia@example.com", OLD, ADDRESS).await;
    assert_eq!(
        elsewhere.expect_err("signs in elsewhere").to_string(),
        "Sign in at Example SSO: https://sso.example.com/recover"
    );

    let session = application.sign_in(PERSON, OLD, ADDRESS).await?;
    let account = application
        .account_of(&session)
        .ok_or("not let in")?
        .to_owned();
    change_password(&url).await?;
    application.account_changed(&account, epoch(&url, &account).await?);
    assert_eq!(
        application.account_of(&session),
        None,
        "the change ended the session"
    );
    let old = application.sign_in(PERSON, OLD, ADDRESS).await;
    assert!(old.is_err(), "the old password is good for nothing");
    let session = application.sign_in(PERSON, CHOSEN, ADDRESS).await?;
    assert_eq!(application.account_of(&session), Some(&*account));
    println!("rust: signed in, changed, signed out everywhere, signed in anew");
    Ok(())
}

/// The person's own page calls Rekey itself, so that the application never sees the new password.
async fn change_password(url: &str) -> Result<(), reqwest::Error> {
    let body = json!({"identifier": PERSON, "current_password": OLD, "new_password": CHOSEN});
    let request = reqwest::Client::new().post(format!("{url}/v1/password"));
    request.json(&body).send().await?.error_for_status()?;
    Ok(())
}

/// What AWS would tell on the bus: here it is read from the account as it stands in the table.
async fn epoch(url: &str, account: &str) -> Result<u64, Box<dyn Error>> {
    let tables: Value = reqwest::get(format!("{url}/_local/tables"))
        .await?
        .json()
        .await?;
    let accounts = tables["accounts"].as_array().ok_or("no accounts")?;
    let found = accounts.iter().find(|item| item["id"] == account);
    Ok(found
        .and_then(|item| item["epoch"].as_u64())
        .ok_or("no such account")?)
}
