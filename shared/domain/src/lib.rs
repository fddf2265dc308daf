//! The words and the rules of Rekey, as values: no I/O, no clock, no randomness.
//!
//! # Glossary
//!
//! - **account**: one person's record ([`Account`]); **identifier**: what a person types to be found ([`Identifier`]).
//! - **role**, **tenant**, **standing**, **SSO**: what an account is ([`Role`], [`Tenant`], [`Standing`], [`Sso`]).
//! - **epoch**: a number of the account that rises whenever its email, role, standing, SSO, tenant or password
//!   change; every link and every session is checked against it.
//! - **actor**: who does something ([`Actor`]); [`Authority`] is what a signed-in actor may do.
//! - **reset link**: a URL that carries a **reset token** ([`ResetToken`]); what is stored of it is a
//!   [`TokenDigest`] and, while it may be sent again, a [`Nonce`].
//! - **issue**, **re-send**, **redeem**, **revoke**: make a link, mail the same one again, use it, kill it.
//! - **resend window**: the time after issue in which asking again re-sends the same link ([`Lifetimes`]).
//! - **hand-over**: giving the link to the administrator because mail could not carry it ([`HandOver`]).
//! - **situation**: the row of the table that says who may be helped, and how ([`help::TABLE`]).
//! - **credential**: the password's hash; **password rules**: what a new one must keep ([`PasswordRules`]).
//! - **ask**: a public request for a link ([`outbox::Ask`]); **explanation**: the mail to who signs in elsewhere; **notice**: the
//!   mail that tells of a change ([`Notice`]).
//! - **batch**: links for many accounts; **row**: one of its accounts ([`batch::RowState`]).
//! - **outbox**: work that must happen after an answer was given ([`Work`]); **turn**: one try at it.
//! - **session**: who has signed in; **service key**: an application that calls, for itself or for an administrator ([`Actor`]).
//! - **limit**: how often something may happen in an hour or a day ([`Limit`]).
//! - **audit entry**: what happened, told for good ([`audit::Entry`]).

pub mod account;
pub mod actor;
pub mod audit;
pub mod batch;
pub mod bearer;
pub mod delivery;
pub mod duration;
pub mod edit;
pub mod help;
pub mod id;
pub mod identifier;
pub mod lifetime;
pub mod limit;
pub mod link;
pub mod outbox;
pub mod password;
pub mod search;
pub mod token;

pub use account::{Account, AppliesTo, Locale, Role, Sso, Standing, Tenant};
pub use actor::{Actor, Authority, Forbidden};
pub use bearer::{BearerDigest, BearerToken};
pub use delivery::{DeliveryState, HandOver, Origin};
pub use help::{Refusal, Situation};
pub use id::AccountId;
pub use identifier::{EmailAddress, Identifier, Username};
pub use lifetime::{Lifetimes, Preset};
pub use limit::{Limit, LimitKey};
pub use link::{Link, LinkRecord, LinkState};
pub use outbox::{Notice, Work, WorkKind};
pub use password::{Password, PasswordRules, Rejection};
pub use token::{LinkKey, LinkKeys, Nonce, ResetToken, TokenDigest};
