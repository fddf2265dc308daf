//! The table of who may be helped, and how: data, read by the functions, the console and the documents alike.

use crate::account::{Account, Role, Standing, written};
use crate::delivery::HandOver;

/// The row of the table that an account stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Situation {
    /// Active, signs in here, alone at its address.
    Active,
    /// Active, signs in here, without an address.
    NoEmail,
    /// Active, signs in here, shares its address with another account of its tenant.
    EmailNotUnique,
    /// Never activated.
    Invited,
    /// Its time is over.
    Expired,
    /// Switched off.
    Disabled,
    /// Signs in elsewhere and has no role.
    ManagedBySso,
    /// An admin or an owner, however it signs in.
    Staff,
}

written!(Situation {
    Active = "active",
    NoEmail = "no-email",
    EmailNotUnique = "email-not-unique",
    Invited = "invited",
    Expired = "account-expired",
    Disabled = "account-disabled",
    ManagedBySso = "managed-by-sso",
    Staff = "administrator",
});

/// What the public page does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicHelp {
    /// Mails a link.
    Link,
    /// Mails an explanation with the provider's address; no link.
    Explanation,
    /// Sends nothing.
    Nothing,
}

/// Why an administrator cannot help: the slug of the problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A password would not let the person in.
    AccountExpired,
    /// A password would not let the person in.
    AccountDisabled,
    /// The password lives elsewhere.
    ManagedBySso,
}

written!(Refusal {
    AccountExpired = "account-expired",
    AccountDisabled = "account-disabled",
    ManagedBySso = "managed-by-sso",
});

/// What an administrator who may act on the account can do for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdminHelp {
    /// As asked.
    Yes,
    /// The link is handed over, never mailed.
    HandOver(HandOver),
    /// Nothing: it would not let the person in.
    No(Refusal),
}

/// One row: a situation and the help there is in it.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Who.
    pub situation: Situation,
    /// By the public page.
    pub public: PublicHelp,
    /// By an administrator, with a link.
    pub link: AdminHelp,
    /// By an administrator, with a password set by hand.
    pub set_password: AdminHelp,
}

/// Who may be helped, and how. Who may act on whom is [`crate::Authority`]'s.
pub const TABLE: [Row; 8] = [
    row(
        Situation::Active,
        PublicHelp::Link,
        AdminHelp::Yes,
        AdminHelp::Yes,
    ),
    row(
        Situation::NoEmail,
        PublicHelp::Nothing,
        AdminHelp::HandOver(HandOver::NoEmail),
        AdminHelp::Yes,
    ),
    row(
        Situation::EmailNotUnique,
        PublicHelp::Nothing,
        AdminHelp::HandOver(HandOver::EmailNotUnique),
        AdminHelp::Yes,
    ),
    row(
        Situation::Invited,
        PublicHelp::Nothing,
        AdminHelp::Yes,
        AdminHelp::Yes,
    ),
    refused(
        Situation::Expired,
        PublicHelp::Nothing,
        Refusal::AccountExpired,
    ),
    refused(
        Situation::Disabled,
        PublicHelp::Nothing,
        Refusal::AccountDisabled,
    ),
    refused(
        Situation::ManagedBySso,
        PublicHelp::Explanation,
        Refusal::ManagedBySso,
    ),
    row(
        Situation::Staff,
        PublicHelp::Nothing,
        AdminHelp::Yes,
        AdminHelp::Yes,
    ),
];

const fn row(
    situation: Situation,
    public: PublicHelp,
    link: AdminHelp,
    set_password: AdminHelp,
) -> Row {
    Row {
        situation,
        public,
        link,
        set_password,
    }
}

const fn refused(situation: Situation, public: PublicHelp, refusal: Refusal) -> Row {
    row(
        situation,
        public,
        AdminHelp::No(refusal),
        AdminHelp::No(refusal),
    )
}

impl Situation {
    /// The account's row. `shares_address`: another account of its tenant bears its address.
    pub fn of(account: &Account, shares_address: bool) -> Self {
        match account.standing {
            Standing::Expired => Self::Expired,
            Standing::Disabled => Self::Disabled,
            Standing::Invited | Standing::Active if account.is_managed_elsewhere() => {
                Self::ManagedBySso
            }
            Standing::Invited | Standing::Active if account.role != Role::User => Self::Staff,
            Standing::Invited => Self::Invited,
            Standing::Active if account.email.is_none() => Self::NoEmail,
            Standing::Active if shares_address => Self::EmailNotUnique,
            Standing::Active => Self::Active,
        }
    }

    /// What the table says.
    pub fn help(self) -> Row {
        *TABLE
            .iter()
            .find(|row| row.situation == self)
            .expect("the table has a row for every situation")
    }
}

/// What an administrator's link can be for this account: the table's word, with the address looked at in every
/// situation that allows a link, because no mail may go to a missing or a shared address.
pub fn link_help(account: &Account, shares_address: bool) -> AdminHelp {
    match Situation::of(account, shares_address).help().link {
        AdminHelp::Yes if account.email.is_none() => AdminHelp::HandOver(HandOver::NoEmail),
        AdminHelp::Yes if shares_address => AdminHelp::HandOver(HandOver::EmailNotUnique),
        help => help,
    }
}

/// Whether `account` shares its address with any of `others` inside its own tenant.
pub fn shares_address(account: &Account, others: &[Account]) -> bool {
    let same = |other: &&Account| {
        other.id != account.id && other.tenant == account.tenant && other.email == account.email
    };
    account.email.is_some() && others.iter().find(same).is_some()
}
