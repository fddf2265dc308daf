//! `rekey mail doctor`: what stands between this installation and its mails, each with what to do.

use std::io::Write;
use std::time::Duration;

use adapters::App;
use adapters::Language;
use adapters::mail::doctor::Untold;
use adapters::mail::{Mail, MailOutcome, Mailer};
use domain::EmailAddress;
use serde::Serialize;
use serde_json::json;

use super::{Error, Form, Outcome};

const PATIENCE: Duration = Duration::from_secs(10);
const NOT_TOLD: &str = "not told by this mail service";

/// What to look at besides.
pub struct Examination<'a> {
    /// An address that gets no mail.
    pub to: Option<&'a str>,
    /// Whether to send it a sample.
    pub send: bool,
}

/// How a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Health {
    /// In order.
    Ok,
    /// Works, but should not stay so; or is not known.
    Warn,
    /// Keeps mails from going out.
    Fail,
}

/// One line.
#[derive(Debug, Serialize)]
struct Finding {
    health: Health,
    what: &'static str,
    told: String,
}

/// Asks the mail service, and tells. Something that fails makes it [`Outcome::NotInOrder`].
pub async fn run(
    app: &App,
    examination: &Examination<'_>,
    form: Form,
    out: &mut impl Write,
) -> Result<Outcome, Error> {
    let to = examination.to.map(EmailAddress::parse).transpose();
    let to = to.map_err(|error| Error::Usage(format!("--to: {error}")))?;
    let findings = match app.mailer.as_ref() {
        None => vec![Finding::new(
            "sender",
            Health::Fail,
            "mail is not configured, so every administrator's link is handed over: set MAIL_FROM to a verified address",
        )],
        Some(mailer) => examine(mailer, to.as_ref(), examination.send).await,
    };
    match form {
        Form::Text => {
            for finding in &findings {
                let health = match finding.health {
                    Health::Ok => "ok  ",
                    Health::Warn => "warn",
                    Health::Fail => "fail",
                };
                writeln!(out, "{health}  {:<18} {}", finding.what, finding.told)?;
            }
        }
        Form::Json => writeln!(out, "{}", json!(findings))?,
    }
    let failed = findings
        .iter()
        .any(|finding| finding.health == Health::Fail);
    Ok(if failed {
        Outcome::NotInOrder
    } else {
        Outcome::Done
    })
}

impl Finding {
    fn new(what: &'static str, health: Health, told: impl Into<String>) -> Self {
        Self {
            health,
            what,
            told: told.into(),
        }
    }

    fn untold(what: &'static str, why: &Untold) -> Self {
        let told = match why {
            Untold::NotFound => NOT_TOLD.to_owned(),
            Untold::NotAllowed => {
                "these credentials may not ask: the operator needs ses:Get* for this".to_owned()
            }
            Untold::Failed(code) => format!("the mail service could not be asked: {code}"),
        };
        Self::new(what, Health::Warn, told)
    }
}

async fn examine(mailer: &Mailer, to: Option<&EmailAddress>, send: bool) -> Vec<Finding> {
    let sender = mailer.sender_address();
    let mut findings = vec![Finding::new(
        "sender",
        Health::Ok,
        format!("mails are from {sender}"),
    )];
    let account = account(mailer).await;
    // A local endpoint knows sending alone: then nothing else can be told either, and nothing is missing.
    let tells = !account.iter().any(|finding| finding.told == NOT_TOLD);
    findings.extend(account);
    if tells {
        findings.extend(identity(mailer, sender).await);
        findings.extend(configuration_set(mailer).await);
    } else {
        findings.push(Finding::new("identity", Health::Warn, NOT_TOLD));
        findings.push(Finding::new("configuration set", Health::Warn, NOT_TOLD));
    }
    if let Some(to) = to {
        findings.push(suppression(mailer, to).await);
        if send {
            findings.push(sample(mailer, to).await);
        }
    }
    findings
}

async fn account(mailer: &Mailer) -> Vec<Finding> {
    let account = match mailer.mail_account().await {
        Ok(account) => account,
        Err(why) => return vec![Finding::untold("account", &why)],
    };
    let sending = match (account.may_send, account.enforcement.as_str()) {
        (false, _) | (_, "SHUTDOWN") => Finding::new(
            "sending",
            Health::Fail,
            "sending is switched off for this account: see the SES console, and AWS's mail about it",
        ),
        (true, "PROBATION") => Finding::new(
            "sending",
            Health::Warn,
            "the account is under review: too many bounces or complaints; see the SES console",
        ),
        (true, _) => Finding::new("sending", Health::Ok, "sending is switched on"),
    };
    let sandbox = if account.is_in_production {
        Finding::new("sandbox", Health::Ok, "mails go to everybody")
    } else {
        Finding::new(
            "sandbox",
            Health::Warn,
            "mails go to verified addresses alone: request production access in the SES console",
        )
    };
    let used = format!(
        "{:.0} of {:.0} mails in 24 hours",
        account.sent, account.quota
    );
    let quota = if account.quota >= 0.0 && account.sent > account.quota * 0.8 {
        Finding::new(
            "quota",
            Health::Warn,
            format!("{used}: request a higher one"),
        )
    } else {
        Finding::new("quota", Health::Ok, used)
    };
    vec![sending, sandbox, quota]
}

/// The address itself, or else its domain: either lets mails be sent.
async fn identity(mailer: &Mailer, sender: &str) -> Vec<Finding> {
    let domain = sender.rsplit_once('@').map_or(sender, |(_, domain)| domain);
    let (name, found) = match mailer.identity(sender).await {
        Err(Untold::NotFound) => (domain, mailer.identity(domain).await),
        found => (sender, found),
    };
    let identity = match found {
        Ok(identity) => identity,
        Err(Untold::NotFound) => {
            return vec![Finding::new(
                "identity",
                Health::Fail,
                format!(
                    "neither {sender} nor {domain} is an identity here: verify the domain in SES, in this region"
                ),
            )];
        }
        Err(why) => return vec![Finding::untold("identity", &why)],
    };
    let (health, told) = match (identity.is_verified, name == sender) {
        (true, false) => (Health::Ok, format!("{name} is verified")),
        (true, true) => (
            Health::Warn,
            format!(
                "{name} is verified by itself: template.yaml lets functions send as {domain} alone, so have that verified \
                 and delete the identity of the address"
            ),
        ),
        (false, _) => (
            Health::Fail,
            format!(
                "{name} is not verified yet: put SES's records into its DNS, or answer SES's mail"
            ),
        ),
    };
    let verified = Finding::new("identity", health, told);
    let dkim = match identity.dkim.as_str() {
        "SUCCESS" => Finding::new("DKIM", Health::Ok, "mails are signed"),
        status => Finding::new(
            "DKIM",
            Health::Warn,
            format!(
                "mails are not signed ({status}): put SES's DKIM records into the DNS of {domain}"
            ),
        ),
    };
    let mail_from = match identity.mail_from {
        Some((own, true)) => Finding::new("MAIL FROM", Health::Ok, format!("bounces go to {own}")),
        Some((own, false)) => Finding::new(
            "MAIL FROM",
            Health::Warn,
            format!("{own} does not work: put SES's MX and SPF records into its DNS"),
        ),
        None => Finding::new(
            "MAIL FROM",
            Health::Warn,
            "bounces go to amazonses.com: a MAIL FROM domain of your own makes SPF agree with the sender",
        ),
    };
    vec![verified, dkim, mail_from]
}

async fn configuration_set(mailer: &Mailer) -> Vec<Finding> {
    let what = "configuration set";
    let Some(name) = mailer.configuration_set_name() else {
        return vec![Finding::new(
            what,
            Health::Warn,
            "none, so bounces are not noticed: set MAIL_CONFIGURATION_SET to the one that template.yaml makes",
        )];
    };
    let set = match mailer.configuration_set(name).await {
        Ok(set) => set,
        Err(Untold::NotFound) => {
            let told = format!(
                "{name} is not there: no mail can be sent with MAIL_CONFIGURATION_SET naming it"
            );
            return vec![Finding::new(what, Health::Fail, told)];
        }
        Err(why) => return vec![Finding::untold(what, &why)],
    };
    let lines = [
        (
            set.may_send,
            Health::Fail,
            "sending through it is switched on",
            "sending through it is switched off: switch it on in the SES console",
        ),
        (
            set.tells_of_mails,
            Health::Warn,
            "bounces, complaints and deliveries are told",
            "not all of bounces, complaints and deliveries are told: add them to its event destination",
        ),
        (
            !set.tracks,
            Health::Warn,
            "it tracks neither clicks nor opens",
            "it tracks clicks or opens: take both out of its event destinations (each mail asks for none, besides)",
        ),
        (
            set.needs_tls,
            Health::Warn,
            "mails need TLS",
            "mails may go without TLS: set its TLS policy to REQUIRE",
        ),
    ];
    lines
        .into_iter()
        .map(|(fine, otherwise, good, bad)| {
            if fine {
                Finding::new(what, Health::Ok, good)
            } else {
                Finding::new(what, otherwise, bad)
            }
        })
        .collect()
}

async fn suppression(mailer: &Mailer, to: &EmailAddress) -> Finding {
    match mailer.suppression(to.as_str()).await {
        Ok(None) => Finding::new(
            "suppression",
            Health::Ok,
            format!("{to} is not on the list"),
        ),
        Ok(Some(reason)) => Finding::new(
            "suppression",
            Health::Fail,
            format!(
                "{to} is on the account's list ({reason}): remove it there once the mailbox works again"
            ),
        ),
        Err(why) => Finding::untold("suppression", &why),
    }
}

async fn sample(mailer: &Mailer, to: &EmailAddress) -> Finding {
    let text = "This is a sample, sent by the operator to see whether mails arrive.\n";
    let mail = Mail {
        to: to.to_string(),
        subject: "A sample mail".to_owned(),
        text: text.to_owned(),
        html: format!(
            "<!doctype html><html lang=\"en\"><title>A sample mail</title><p>{text}</p></html>"
        ),
        language: Language::English,
        tags: vec![("kind", "sample".to_owned())],
    };
    match mailer.send(&mail, PATIENCE).await {
        MailOutcome::Sent { message_id } => Finding::new(
            "sample",
            Health::Ok,
            format!(
                "the mail service took it for {to}: look into the mailbox (message {message_id})"
            ),
        ),
        other => {
            let reason = other.reason().map(ToString::to_string);
            let told = format!(
                "the mail service did not take it ({}: {})",
                other.word(),
                reason.unwrap_or_default()
            );
            Finding::new("sample", Health::Fail, told)
        }
    }
}
