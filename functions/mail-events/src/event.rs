//! What SES tells of a mail, as EventBridge hands it over. Of it only the kind, the time, the recipient and our own tags are
//! read: tags hold ids, never an address.

use std::collections::HashMap;

use adapters::mail;
use domain::delivery::MailEvent;
use domain::{AccountId, EmailAddress};
use jiff::Timestamp;
use serde::Deserialize;
use ulid::Ulid;

/// An event of the bus.
#[derive(Debug, Deserialize)]
pub struct BusEvent {
    time: Option<Timestamp>,
    #[serde(default)]
    detail: Detail,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Detail {
    #[serde(default)]
    event_type: String,
    #[serde(default)]
    mail: Mail,
    bounce: Option<Bounce>,
}

#[derive(Debug, Default, Deserialize)]
struct Mail {
    #[serde(default)]
    tags: HashMap<String, Vec<String>>,
    #[serde(default)]
    destination: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bounce {
    #[serde(default)]
    bounce_type: String,
    #[serde(default)]
    bounce_sub_type: String,
}

impl BusEvent {
    /// What it tells, if it is a kind that we know.
    pub(crate) fn kind(&self) -> Option<MailEvent> {
        match self.detail.event_type.as_str() {
            "Send" => Some(MailEvent::Sent),
            "Delivery" => Some(MailEvent::Delivered),
            "DeliveryDelay" => Some(MailEvent::Delayed),
            "Complaint" => Some(MailEvent::Complained),
            "Reject" | "Rendering Failure" => Some(MailEvent::Rejected),
            "Bounce" => self.detail.bounce.as_ref().map(Bounce::kind),
            _ => None,
        }
    }

    /// Its name as SES writes it, cut short: for the log.
    pub(crate) fn name(&self) -> String {
        self.detail
            .event_type
            .chars()
            .filter(|c| !c.is_control())
            .take(32)
            .collect()
    }

    /// When it happened; `None` where the bus does not say.
    pub(crate) fn at(&self) -> Option<Timestamp> {
        self.time
    }

    pub(crate) fn account_id(&self) -> Option<AccountId> {
        AccountId::parse(self.tag(mail::ACCOUNT_TAG)?)
    }

    pub(crate) fn link_id(&self) -> Option<Ulid> {
        Ulid::from_string(self.tag(mail::LINK_TAG)?).ok()
    }

    /// Whether the mail went to that address, as far as the event says.
    pub(crate) fn went_to(&self, address: &EmailAddress) -> bool {
        let mut to = self.detail.mail.destination.iter();
        to.len() == 0 || to.any(|to| to.eq_ignore_ascii_case(address.as_str()))
    }

    fn tag(&self, name: &str) -> Option<&str> {
        self.detail.mail.tags.get(name)?.first().map(String::as_str)
    }
}

impl Bounce {
    /// SES's types: `Permanent`, `Transient`, `Undetermined`. Only what says that the address will not do counts as failed. A
    /// `General` one that is transient is, as often as not, an automatic answer.
    fn kind(&self) -> MailEvent {
        match (self.bounce_type.as_str(), self.bounce_sub_type.as_str()) {
            (_, "OnAccountSuppressionList" | "Suppressed") => MailEvent::Suppressed,
            ("Permanent", _) => MailEvent::Bounced,
            ("Transient", sub_type) if sub_type != "General" => MailEvent::BouncedForNow,
            _ => MailEvent::BouncedWithoutReason,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn kind(detail: &Value) -> Option<MailEvent> {
        let event: BusEvent = serde_json::from_value(json!({"detail": detail})).unwrap();
        event.kind()
    }

    // T-612
    #[test]
    fn events_are_read_as_the_mail_service_means_them() {
        for (event_type, read) in [
            ("Send", Some(MailEvent::Sent)),
            ("Delivery", Some(MailEvent::Delivered)),
            ("DeliveryDelay", Some(MailEvent::Delayed)),
            ("Complaint", Some(MailEvent::Complained)),
            ("Reject", Some(MailEvent::Rejected)),
            ("Rendering Failure", Some(MailEvent::Rejected)),
            ("Bounce", None),
            ("Open", None),
            ("Subscription", None),
            ("", None),
        ] {
            assert_eq!(
                kind(&json!({"eventType": event_type})),
                read,
                "{event_type}"
            );
        }
    }

    // T-612
    #[test]
    fn only_a_bounce_for_good_speaks_against_the_address() {
        for (bounce_type, sub_type, read) in [
            ("Permanent", "General", MailEvent::Bounced),
            ("Permanent", "NoEmail", MailEvent::Bounced),
            ("Permanent", "Suppressed", MailEvent::Suppressed),
            (
                "Permanent",
                "OnAccountSuppressionList",
                MailEvent::Suppressed,
            ),
            ("Transient", "General", MailEvent::BouncedWithoutReason),
            ("Transient", "MailboxFull", MailEvent::BouncedForNow),
            ("Transient", "ContentRejected", MailEvent::BouncedForNow),
            (
                "Undetermined",
                "Undetermined",
                MailEvent::BouncedWithoutReason,
            ),
            ("", "", MailEvent::BouncedWithoutReason),
        ] {
            let bounce = json!({"bounceType": bounce_type, "bounceSubType": sub_type});
            let told = kind(&json!({"eventType": "Bounce", "bounce": bounce}));
            assert_eq!(told, Some(read), "{bounce_type} {sub_type}");
        }
    }
}
