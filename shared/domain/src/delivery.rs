//! Where a link came from, how its mail fares, and why it was handed over instead.

use crate::account::written;

/// Who caused a link. Stays that of the issue when the link is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The person, on the public page.
    SelfService,
    /// An administrator, for one account.
    Admin,
    /// The creation of the account.
    Invitation,
    /// An administrator, for many accounts.
    Bulk,
}

written!(Origin { SelfService = "self-service", Admin = "admin", Invitation = "invitation", Bulk = "bulk" });

/// What is known of the link's mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryState {
    /// Waiting to be sent.
    Queued,
    /// Taken by the mail service.
    Sent,
    /// Taken by the recipient's server.
    Delivered,
    /// The recipient's server takes its time.
    Delayed,
    /// Refused by the recipient's server.
    Bounced,
    /// Marked as unwanted by the recipient.
    Complained,
    /// Refused by the mail service.
    Rejected,
    /// The mail service holds the address for unreachable.
    Suppressed,
    /// No mail was sent, or nothing is known of it.
    None,
}

written!(DeliveryState {
    Queued = "queued",
    Sent = "sent",
    Delivered = "delivered",
    Delayed = "delayed",
    Bounced = "bounced",
    Complained = "complained",
    Rejected = "rejected",
    Suppressed = "suppressed",
    None = "none",
});

/// What the mail service tells of a mail after it was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailEvent {
    /// On its way.
    Sent,
    /// Taken by the recipient's server.
    Delivered,
    /// The recipient's server takes its time.
    Delayed,
    /// Refused for good by the recipient's server.
    Bounced,
    /// Refused for the moment, as by a full mailbox; the mail service has given up this mail.
    BouncedForNow,
    /// Refused without a reason; or an answer from the mailbox, if the mail has arrived.
    BouncedWithoutReason,
    /// The mail service holds the address for unreachable.
    Suppressed,
    /// Marked as unwanted by the recipient.
    Complained,
    /// Refused by the mail service.
    Rejected,
}

written!(MailEvent {
    Sent = "sent",
    Delivered = "delivered",
    Delayed = "delayed",
    Bounced = "bounced",
    BouncedForNow = "bounced-for-now",
    BouncedWithoutReason = "bounced-without-reason",
    Suppressed = "suppressed",
    Complained = "complained",
    Rejected = "rejected",
});

impl MailEvent {
    /// The delivery after this event, if it says more than is known: events come twice and in no order, and a failure
    /// outweighs whatever was hoped before it. But what comes back without a reason of a mail that has arrived is an answer
    /// from its mailbox, such as that somebody is on holiday.
    pub fn changes(self, known: DeliveryState) -> Option<DeliveryState> {
        let told = self.delivery();
        let has_arrived = matches!(known, DeliveryState::Delivered | DeliveryState::Complained);
        let is_answer = self == Self::BouncedWithoutReason && has_arrived;
        (told.weight() > known.weight() && !is_answer).then_some(told)
    }

    /// How the address failed, if the event says that it does not take mail.
    pub fn failed_address(self) -> Option<DeliveryState> {
        matches!(self, Self::Bounced | Self::Suppressed).then(|| self.delivery())
    }

    fn delivery(self) -> DeliveryState {
        match self {
            Self::Sent => DeliveryState::Sent,
            Self::Delivered => DeliveryState::Delivered,
            Self::Delayed => DeliveryState::Delayed,
            Self::Bounced | Self::BouncedForNow | Self::BouncedWithoutReason => {
                DeliveryState::Bounced
            }
            Self::Suppressed => DeliveryState::Suppressed,
            Self::Complained => DeliveryState::Complained,
            Self::Rejected => DeliveryState::Rejected,
        }
    }
}

impl DeliveryState {
    fn weight(self) -> u8 {
        match self {
            Self::None | Self::Queued => 0,
            Self::Sent => 1,
            Self::Delayed => 2,
            Self::Delivered => 3,
            Self::Complained => 4,
            Self::Rejected => 5,
            Self::Bounced => 6,
            Self::Suppressed => 7,
        }
    }
}

/// Why the administrator gets the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandOver {
    /// Asked for so.
    Requested,
    /// No sender is configured.
    MailNotConfigured,
    /// The account has no address.
    NoEmail,
    /// The account shares its address with another of its tenant.
    EmailNotUnique,
    /// The mail service refused.
    MailRejected,
    /// The mail service holds the address for unreachable.
    MailSuppressed,
    /// The recipient's server refused.
    MailBounced,
    /// The mail service's answer was not to be had: mail and link are the same link.
    MailUnconfirmed,
}

written!(HandOver {
    Requested = "requested",
    MailNotConfigured = "mail-not-configured",
    NoEmail = "no-email",
    EmailNotUnique = "email-not-unique",
    MailRejected = "mail-rejected",
    MailSuppressed = "mail-suppressed",
    MailBounced = "mail-bounced",
    MailUnconfirmed = "mail-unconfirmed",
});

impl HandOver {
    /// Whether it holds whatever becomes of a mail: not where a mail with the link failed, or nobody knows, and one is taken later.
    pub fn is_settled(self) -> bool {
        !matches!(
            self,
            Self::MailRejected | Self::MailSuppressed | Self::MailBounced | Self::MailUnconfirmed
        )
    }

    /// What to tell the administrator: what happened and what to do.
    pub fn detail(self) -> &'static str {
        match self {
            Self::Requested => {
                "As asked, the link is handed over instead of mailed. Give it to the person yourself."
            }
            Self::MailNotConfigured => {
                "No sender is configured, so no mail can go out. Give the link to the person yourself."
            }
            Self::NoEmail => {
                "The account has no email address. Give the link to the person yourself."
            }
            Self::EmailNotUnique => {
                "Another account has the same email address, so mail might reach the wrong person. Give the link to the right one yourself."
            }
            Self::MailRejected => {
                "The mail service refused the message. Give the link to the person yourself."
            }
            Self::MailSuppressed => {
                "The mail service sends nothing to this address, because mail to it has failed before. Give the link to the person yourself, and check the address."
            }
            Self::MailBounced => {
                "The mail came back: the address does not take it. Give the link to the person yourself, and check the address."
            }
            Self::MailUnconfirmed => {
                "Whether the mail went out is not known. If it did, it carries this same link: giving it to the person does no harm."
            }
        }
    }
}
