//! How long links live, and how long the same one is sent again.

use std::fmt;

use jiff::{SignedDuration, Timestamp};

use crate::account::written;
use crate::delivery::Origin;

/// No link lives longer.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(7 * 24);
/// No link asked for by name lives shorter.
pub const SHORTEST: SignedDuration = SignedDuration::from_mins(1);

/// Sets of lifetimes that real systems use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// An hour for people who ask, a day from administrators, a week for invitations.
    Standard,
    /// 15 minutes for all.
    Helpdesk,
    /// 7 days for all, the same link for 16 hours.
    Association,
    /// 24 hours for all, the same link for 16 hours.
    Day,
}

written!(Preset { Standard = "standard", Helpdesk = "helpdesk", Association = "association", Day = "day" });

/// What settings may say by name, over the preset.
#[derive(Clone, Copy, Debug, Default)]
pub struct Named {
    /// `SELF_SERVICE_LIFETIME`
    pub self_service: Option<SignedDuration>,
    /// `ADMIN_LIFETIME`
    pub admin: Option<SignedDuration>,
    /// `INVITATION_LIFETIME`
    pub invitation: Option<SignedDuration>,
    /// `RESEND_WINDOW`
    pub resend_window: Option<SignedDuration>,
}

/// Lifetimes and window in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetimes {
    self_service: SignedDuration,
    admin: SignedDuration,
    invitation: SignedDuration,
    window: Option<SignedDuration>,
}

/// Why settings are refused at start: the setting's name and what it wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LifetimeError {
    /// Shorter than a minute or longer than seven days; a window: shorter than a second.
    OutOfRange(&'static str),
    /// `RESEND_WINDOW` is longer than the named lifetime.
    WindowTooLong(&'static str),
}

impl Lifetimes {
    /// The preset's, with what is named over it.
    pub fn new(preset: Preset, named: Named) -> Result<Self, LifetimeError> {
        let (all, window) = match preset {
            Preset::Standard => ([hours(1), hours(24), hours(168)], None),
            Preset::Helpdesk => ([SignedDuration::from_mins(15); 3], None),
            Preset::Association => ([hours(168); 3], Some(hours(16))),
            Preset::Day => ([hours(24); 3], Some(hours(16))),
        };
        let lifetimes = Self {
            self_service: named.self_service.unwrap_or(all[0]),
            admin: named.admin.unwrap_or(all[1]),
            invitation: named.invitation.unwrap_or(all[2]),
            window: named.resend_window.or(window),
        };
        lifetimes.check(named.resend_window)?;
        Ok(lifetimes)
    }

    fn check(&self, named_window: Option<SignedDuration>) -> Result<(), LifetimeError> {
        let all = [
            ("SELF_SERVICE_LIFETIME", self.self_service),
            ("ADMIN_LIFETIME", self.admin),
            ("INVITATION_LIFETIME", self.invitation),
        ];
        for (name, lifetime) in all {
            if !(SHORTEST..=LONGEST).contains(&lifetime) {
                return Err(LifetimeError::OutOfRange(name));
            }
            if named_window.is_some_and(|window| window > lifetime) {
                return Err(LifetimeError::WindowTooLong(name));
            }
        }
        match named_window {
            Some(window) if window < SignedDuration::from_secs(1) => {
                Err(LifetimeError::OutOfRange("RESEND_WINDOW"))
            }
            _ => Ok(()),
        }
    }

    /// How long a link of that origin lives.
    pub fn of(&self, origin: Origin) -> SignedDuration {
        match origin {
            Origin::SelfService => self.self_service,
            Origin::Admin | Origin::Bulk => self.admin,
            Origin::Invitation => self.invitation,
        }
    }

    /// How long the same link is sent again: the configured window, or two thirds of the lifetime where that window
    /// would outlast the link.
    pub fn window_of(&self, lifetime: SignedDuration) -> SignedDuration {
        match self.window {
            Some(window) if window <= lifetime => window,
            _ => lifetime * 2 / 3,
        }
    }

    /// How long a public ask is worked on, and told of: after that its link could not be derived any more.
    pub fn window_of_asks(&self) -> SignedDuration {
        self.window_of(self.of(Origin::SelfService))
    }

    /// Until when that is for an ask of that moment.
    pub fn ask_ends_at(&self, asked_at: Timestamp) -> Timestamp {
        asked_at + self.window_of_asks()
    }
}

fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

impl LifetimeError {
    /// The name of the setting to correct.
    pub fn setting(self) -> &'static str {
        match self {
            Self::OutOfRange(name) => name,
            Self::WindowTooLong(_) => "RESEND_WINDOW",
        }
    }

    /// What it wants.
    pub fn wants(self) -> String {
        match self {
            Self::OutOfRange("RESEND_WINDOW") => "a duration of at least 1s".to_owned(),
            Self::OutOfRange(_) => "a duration from 1m to 7d".to_owned(),
            Self::WindowTooLong(name) => format!("a duration no longer than {name}"),
        }
    }
}

impl fmt::Display for LifetimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} wants {}", self.setting(), self.wants())
    }
}

impl std::error::Error for LifetimeError {}
