//! What the mail service says of itself, for the operator who wants to know why no mail comes.

use std::time::Duration;

use aws_sdk_sesv2::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sesv2::types::{EventType, MailFromDomainStatus, TlsPolicy};
use tokio::time::timeout;

use super::Mailer;

const PATIENCE: Duration = Duration::from_secs(5);

/// Why something is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Untold {
    /// There is no such thing; or the mail service does not know the question.
    NotFound,
    /// These rights do not allow the question.
    NotAllowed,
    /// It did not answer in time, or with an error of this code.
    Failed(String),
}

/// The account with the mail service.
#[derive(Clone, Debug)]
pub struct MailAccount {
    /// Out of the sandbox: mails go to everybody.
    pub is_in_production: bool,
    /// Mails are taken.
    pub may_send: bool,
    /// `HEALTHY`, `PROBATION` or `SHUTDOWN`.
    pub enforcement: String,
    /// Mails of the last 24 hours.
    pub sent: f64,
    /// How many there may be in 24 hours.
    pub quota: f64,
}

/// An address or a domain that mails are sent from.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Mails may be sent from it.
    pub is_verified: bool,
    /// `SUCCESS` when mails are signed.
    pub dkim: String,
    /// The domain that bounces go to, if it is the sender's own, and whether it works.
    pub mail_from: Option<(String, bool)>,
}

/// A configuration set.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four things that are each so or not"
)]
pub struct ConfigurationSet {
    /// Mails are taken through it.
    pub may_send: bool,
    /// Mails are never sent without TLS.
    pub needs_tls: bool,
    /// Links would be rewritten, or pictures counted.
    pub tracks: bool,
    /// Bounces, complaints and deliveries are told.
    pub tells_of_mails: bool,
}

impl Mailer {
    /// The address behind the sender's name.
    pub fn sender_address(&self) -> &str {
        let sender = self.from.as_str();
        let address = sender
            .rsplit_once('<')
            .map_or(sender, |(_, address)| address);
        address.trim_end_matches('>').trim()
    }

    /// The configuration set that mails go through.
    pub fn configuration_set_name(&self) -> Option<&str> {
        self.configuration_set.as_deref()
    }

    /// The account with the mail service.
    pub async fn mail_account(&self) -> Result<MailAccount, Untold> {
        let answer = told(self.client.get_account().send()).await?;
        let quota = answer.send_quota;
        Ok(MailAccount {
            is_in_production: answer.production_access_enabled,
            may_send: answer.sending_enabled,
            enforcement: answer.enforcement_status.unwrap_or_default(),
            sent: quota.as_ref().map_or(0.0, |quota| quota.sent_last24_hours),
            quota: quota.map_or(0.0, |quota| quota.max24_hour_send),
        })
    }

    /// An address or a domain.
    pub async fn identity(&self, name: &str) -> Result<Identity, Untold> {
        let asking = self.client.get_email_identity().email_identity(name);
        let answer = told(asking.send()).await?;
        let dkim = answer.dkim_attributes.and_then(|dkim| dkim.status);
        let mail_from = answer.mail_from_attributes.map(|attributes| {
            let works = attributes.mail_from_domain_status == MailFromDomainStatus::Success;
            (attributes.mail_from_domain, works)
        });
        Ok(Identity {
            is_verified: answer.verified_for_sending_status,
            dkim: dkim.map_or_else(
                || "NOT_STARTED".to_owned(),
                |status| status.as_str().to_owned(),
            ),
            mail_from: mail_from.filter(|(domain, _)| !domain.is_empty()),
        })
    }

    /// The configuration set of that name.
    pub async fn configuration_set(&self, name: &str) -> Result<ConfigurationSet, Untold> {
        let asking = self.client.get_configuration_set();
        let set = told(asking.configuration_set_name(name).send()).await?;
        let asking = self.client.get_configuration_set_event_destinations();
        let events = told(asking.configuration_set_name(name).send()).await?;
        let destinations = events.event_destinations.unwrap_or_default();
        let tells = |event: &EventType| {
            let mut enabled = destinations
                .iter()
                .filter(|destination| destination.enabled);
            enabled.any(|destination| destination.matching_event_types.contains(event))
        };
        let wanted = [EventType::Bounce, EventType::Complaint, EventType::Delivery];
        let tls = set.delivery_options.and_then(|options| options.tls_policy);
        Ok(ConfigurationSet {
            may_send: set
                .sending_options
                .is_none_or(|options| options.sending_enabled),
            needs_tls: tls == Some(TlsPolicy::Require),
            tracks: tells(&EventType::Click) || tells(&EventType::Open),
            tells_of_mails: wanted.iter().all(tells),
        })
    }

    /// Why the mail service would take mail for `address` and never send it; `None` if it would send it.
    pub async fn suppression(&self, address: &str) -> Result<Option<String>, Untold> {
        let asking = self
            .client
            .get_suppressed_destination()
            .email_address(address);
        match told(asking.send()).await {
            Ok(answer) => {
                let reason = answer
                    .suppressed_destination
                    .map(|found| found.reason.as_str().to_owned());
                Ok(Some(reason.unwrap_or_default()))
            }
            Err(Untold::NotFound) => Ok(None),
            Err(other) => Err(other),
        }
    }
}

async fn told<T, E, R>(asking: impl Future<Output = Result<T, SdkError<E, R>>>) -> Result<T, Untold>
where
    E: ProvideErrorMetadata,
{
    match timeout(PATIENCE, Box::pin(asking)).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => Err(
            match error.as_service_error().and_then(|error| error.code()) {
                Some("NotFoundException") => Untold::NotFound,
                Some("AccessDeniedException" | "AccessDenied") => Untold::NotAllowed,
                Some(code) => Untold::Failed(code.to_owned()),
                None => Untold::Failed("no answer".to_owned()),
            },
        ),
        Err(_) => Err(Untold::Failed("no answer in time".to_owned())),
    }
}
