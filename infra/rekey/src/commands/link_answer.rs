//! The one answer of the operator's that carries a reset link.

use std::io::Write;

use adapters::App;
use adapters::issuing::Prepared;
use domain::Account;
use serde_json::json;

use super::{Error, Form};

/// Tells the link, once. It can be asked for again while its resend window is open.
pub fn tell(
    app: &App,
    account: &Account,
    prepared: &Prepared,
    what_happened: &str,
    form: Form,
    out: &mut impl Write,
) -> Result<(), Error> {
    let link = app.settings.link(&prepared.token.expose());
    let expires_at = format!("{:.0}", prepared.link.expires_at);
    match form {
        Form::Text => {
            writeln!(out, "{what_happened} (account {}).", account.id)?;
            writeln!(
                out,
                "This link sets the password, once, until {expires_at}:"
            )?;
            writeln!(out, "\n  {}\n", *link)?;
            writeln!(
                out,
                "Hand it over by a way that you trust. Whoever has it can choose the password."
            )?;
        }
        Form::Json => {
            let answer = json!({
                "account_id": account.id.to_string(),
                "link": *link,
                "expires_at": expires_at,
                "resent": prepared.link.resent,
            });
            writeln!(out, "{answer}")?;
        }
    }
    Ok(())
}
