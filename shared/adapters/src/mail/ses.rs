//! The mail service: one attempt for each mail, and the truth about it.

use std::time::Duration;

use aws_sdk_sesv2::{
    Client,
    error::{BuildError, SdkError},
    operation::get_suppressed_destination::GetSuppressedDestinationError,
    types::{
        Body, ConfigurationOverrides, Content, Destination, EmailContent, FeatureStatus, Message,
        MessageHeader, MessageTag, TrackingConfigurationOverrides,
    },
};
use tokio::time::timeout;

use super::{ACCOUNT_TAG, Mail, MailOutcome, MailReason, Sender};
use crate::log::chain;
use crate::metrics::{Metric, Metrics};

/// A look-up that should not keep an administrator waiting: the mail may be sent without it.
const SUPPRESSION_PATIENCE: Duration = Duration::from_millis(500);

/// SES's bound on a tag's name and value.
const TAG_LENGTH: usize = 256;

/// Sends mails as one sender.
#[derive(Debug, Clone)]
pub struct Mailer {
    pub(super) client: Client,
    pub(super) from: Sender,
    pub(super) configuration_set: Option<String>,
    metrics: Metrics,
}

impl Mailer {
    /// A mailer that sends through `client`, which has to make one attempt only (see [`crate::aws::Aws::ses_client`]).
    pub fn new(
        client: Client,
        from: Sender,
        configuration_set: Option<String>,
        metrics: Metrics,
    ) -> Self {
        Self {
            client,
            from,
            configuration_set,
            metrics,
        }
    }

    /// Tries once, for at most `patience`, to have SES take the mail, and tells how that went: one line of the log and
    /// one of the metrics for each attempt, whoever makes it.
    pub async fn send(&self, mail: &Mail, patience: Duration) -> MailOutcome {
        let outcome = self.try_once(mail, patience).await;
        tell(mail, &outcome);
        self.metrics.write(Metric::MailOutcome(outcome.word()));
        outcome
    }

    async fn try_once(&self, mail: &Mail, patience: Duration) -> MailOutcome {
        if !is_one_recipient(&mail.to) {
            return MailOutcome::Rejected(MailReason::NotSendable);
        }
        let Ok(content) = content(mail) else {
            return MailOutcome::Rejected(MailReason::NotSendable);
        };
        let sending = self
            .client
            .send_email()
            .from_email_address(self.from.as_str())
            .destination(Destination::builder().to_addresses(&mail.to).build())
            .content(content)
            .set_email_tags(Some(tags(mail)))
            .set_configuration_set_name(self.configuration_set.clone())
            .configuration_overrides(without_tracking())
            .send();
        match timeout(patience, sending).await {
            Err(_) => MailOutcome::Unclear(MailReason::TooSlow),
            Ok(Err(error)) => MailOutcome::of_failure(&error),
            Ok(Ok(answer)) => match answer.message_id {
                Some(message_id) => MailOutcome::Sent { message_id },
                None => MailOutcome::Unclear(MailReason::Answered {
                    status: 200,
                    code: "-".into(),
                }),
            },
        }
    }

    /// Whether SES would take mail for `address` and never send it. A look-up that fails, or takes longer than half a
    /// second, counts as no: a mail that may not arrive is better than none.
    pub async fn suppressed(&self, address: &str) -> bool {
        let asking = self
            .client
            .get_suppressed_destination()
            .email_address(address)
            .send();
        match timeout(SUPPRESSION_PATIENCE, asking).await {
            Ok(Ok(_)) => true,
            Ok(Err(error)) => {
                if !is_not_on_the_list(&error) {
                    tracing::warn!(
                        error.chain = chain(&error),
                        "suppression list could not be asked"
                    );
                }
                false
            }
            Err(_) => {
                tracing::warn!(
                    error.chain = "too slow",
                    "suppression list could not be asked"
                );
                false
            }
        }
    }
}

/// A sending account that may not send is a warning, because nothing goes out until somebody has looked.
fn tell(mail: &Mail, outcome: &MailOutcome) {
    let account_id = mail.tags.iter().find(|(name, _)| *name == ACCOUNT_TAG);
    macro_rules! line {
        ($level:ident, $message:literal) => {
            tracing::$level!(
                mail.outcome = outcome.word(),
                mail.reason = outcome.reason().map(tracing::field::display),
                account.id = account_id.map(|(_, id)| id.as_str()),
                $message
            )
        };
    }
    match outcome {
        MailOutcome::Sent { .. } => line!(info, "mail was taken"),
        MailOutcome::Paused(_) => line!(warn, "the mail service lets this account send nothing"),
        _ => line!(info, "mail was not surely taken"),
    }
}

/// SES reads the field as a list of mailboxes with display names. An identifier is none of that; should one slip through,
/// it must not become a second recipient.
fn is_one_recipient(address: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_graphic() && !b",;:<>()[]\\\"".contains(&byte);
    address.bytes().all(plain)
        && address.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && !domain.is_empty() && !domain.contains('@')
        })
}

fn content(mail: &Mail) -> Result<EmailContent, BuildError> {
    let body = Body::builder()
        .text(utf8(&mail.text)?)
        .html(utf8(&mail.html)?)
        .build();
    let message = Message::builder()
        .subject(utf8(&mail.subject)?)
        .body(body)
        // RFC 3834: holiday replies and list servers leave such a mail alone.
        .headers(header("Auto-Submitted", "auto-generated")?)
        // RFC 3282, for readers that speak or translate.
        .headers(header("Content-Language", mail.language.tag())?)
        .build();
    Ok(EmailContent::builder().simple(message).build())
}

fn header(name: &str, value: &str) -> Result<MessageHeader, BuildError> {
    MessageHeader::builder().name(name).value(value).build()
}

fn utf8(text: &str) -> Result<Content, BuildError> {
    Content::builder().data(text).charset("UTF-8").build()
}

/// SES refuses a mail for one character too strange in a tag, so tags are made plain rather than lost with their mail.
fn tags(mail: &Mail) -> Vec<MessageTag> {
    let plain = |text: &str| -> String {
        let allowed = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        text.chars()
            .take(TAG_LENGTH)
            .map(|c| if allowed(c) { c } else { '_' })
            .collect()
    };
    mail.tags
        .iter()
        .filter(|(name, value)| !name.is_empty() && !value.is_empty())
        .map(|(name, value)| {
            MessageTag::builder()
                .name(plain(name))
                .value(plain(value))
                .build()
                .expect("name and value are given")
        })
        .collect()
}

/// Click tracking would rewrite the link to one of SES's own, and put it into the account's statistics.
fn without_tracking() -> ConfigurationOverrides {
    let tracking = TrackingConfigurationOverrides::builder()
        .open_tracking_enabled(FeatureStatus::Disabled)
        .click_tracking_enabled(FeatureStatus::Disabled)
        .build();
    ConfigurationOverrides::builder().tracking(tracking).build()
}

fn is_not_on_the_list<R>(error: &SdkError<GetSuppressedDestinationError, R>) -> bool {
    error
        .as_service_error()
        .is_some_and(GetSuppressedDestinationError::is_not_found_exception)
}
