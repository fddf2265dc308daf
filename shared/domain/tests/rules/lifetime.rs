//! How long links live: presets, names over them, and what is refused at start.

use domain::lifetime::{LifetimeError, Named};
use domain::{Lifetimes, Origin, Preset};
use jiff::SignedDuration;
use proptest::prelude::*;

fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

fn lifetimes(preset: Preset, named: Named) -> Lifetimes {
    Lifetimes::new(preset, named).expect("they fit")
}

const ORIGINS: [Origin; 4] = [
    Origin::SelfService,
    Origin::Admin,
    Origin::Bulk,
    Origin::Invitation,
];

#[test]
fn presets_are_what_the_contract_says() {
    let standard = [hours(1), hours(24), hours(24), hours(168)];
    let expected = [
        (
            Preset::Standard,
            standard,
            standard.map(|lifetime| lifetime * 2 / 3),
        ),
        (Preset::Helpdesk, [minutes(15); 4], [minutes(10); 4]),
        (Preset::Association, [hours(168); 4], [hours(16); 4]),
        (Preset::Day, [hours(24); 4], [hours(16); 4]),
    ];
    assert_eq!(expected.len(), Preset::ALL.len());
    for (preset, lives, windows) in expected {
        let set = lifetimes(preset, Named::default());
        assert_eq!(ORIGINS.map(|origin| set.of(origin)), lives, "{preset}");
        assert_eq!(
            lives.map(|lifetime| set.window_of(lifetime)),
            windows,
            "{preset}"
        );
    }
}

#[test]
fn a_lifetime_set_by_name_wins_over_the_preset() {
    let named = Named {
        admin: Some(hours(2)),
        ..Named::default()
    };
    let set = lifetimes(Preset::Helpdesk, named);
    assert_eq!(set.of(Origin::Admin), hours(2));
    assert_eq!(set.of(Origin::Bulk), hours(2));
    assert_eq!(set.of(Origin::SelfService), minutes(15));
    let named = Named {
        self_service: Some(hours(2)),
        invitation: Some(hours(3)),
        ..Named::default()
    };
    let set = lifetimes(Preset::Day, named);
    assert_eq!(
        ORIGINS.map(|origin| set.of(origin)),
        [hours(2), hours(24), hours(24), hours(3)]
    );
}

#[test]
fn a_short_lifetime_over_a_preset_has_two_thirds_of_itself_as_window() {
    let named = Named {
        self_service: Some(hours(3)),
        ..Named::default()
    };
    let set = lifetimes(Preset::Association, named);
    assert_eq!(set.window_of(set.of(Origin::SelfService)), hours(2));
    assert_eq!(set.window_of(set.of(Origin::Admin)), hours(16));
    assert_eq!(set.window_of(hours(16)), hours(16));
    assert_eq!(set.window_of(hours(15)), hours(10));
}

#[test]
fn a_window_set_by_name_holds_for_every_lifetime_that_it_fits_into() {
    let named = Named {
        resend_window: Some(minutes(30)),
        ..Named::default()
    };
    let set = lifetimes(Preset::Standard, named);
    assert_eq!(
        ORIGINS.map(|origin| set.window_of(set.of(origin))),
        [minutes(30); 4]
    );
    // A lifetime asked for in a call may be shorter than the window.
    assert_eq!(set.window_of(minutes(15)), minutes(10));
    let named = Named {
        resend_window: Some(hours(1)),
        ..Named::default()
    };
    assert_eq!(
        lifetimes(Preset::Standard, named).window_of(hours(1)),
        hours(1)
    );
}

#[test]
fn what_does_not_fit_is_refused_with_the_name_of_the_setting() {
    let refused = [
        (
            Named {
                self_service: Some(hours(169)),
                ..Named::default()
            },
            "SELF_SERVICE_LIFETIME",
        ),
        (
            Named {
                admin: Some(hours(168) + SignedDuration::from_secs(1)),
                ..Named::default()
            },
            "ADMIN_LIFETIME",
        ),
        (
            Named {
                invitation: Some(SignedDuration::from_secs(59)),
                ..Named::default()
            },
            "INVITATION_LIFETIME",
        ),
        (
            Named {
                admin: Some(-hours(1)),
                ..Named::default()
            },
            "ADMIN_LIFETIME",
        ),
        (
            Named {
                resend_window: Some(hours(2)),
                ..Named::default()
            },
            "RESEND_WINDOW",
        ),
        (
            Named {
                resend_window: Some(SignedDuration::ZERO),
                ..Named::default()
            },
            "RESEND_WINDOW",
        ),
        (
            Named {
                resend_window: Some(-minutes(1)),
                ..Named::default()
            },
            "RESEND_WINDOW",
        ),
    ];
    for (named, setting) in refused {
        let error = Lifetimes::new(Preset::Standard, named).expect_err(setting);
        assert_eq!(error.setting(), setting);
        assert_eq!(
            error.to_string(),
            format!("{setting} wants {}", error.wants())
        );
    }
    let window = Named {
        resend_window: Some(hours(2)),
        ..Named::default()
    };
    let error = Lifetimes::new(Preset::Standard, window).expect_err("longer than an hour");
    assert_eq!(error, LifetimeError::WindowTooLong("SELF_SERVICE_LIFETIME"));
    assert!(error.wants().contains("SELF_SERVICE_LIFETIME"));
    let error = LifetimeError::OutOfRange("RESEND_WINDOW");
    assert!(
        !error.wants().contains("1m"),
        "a window may be shorter than any lifetime: {}",
        error.wants()
    );
}

#[test]
fn the_shortest_and_the_longest_fit() {
    for lifetime in [minutes(1), hours(168)] {
        let named = Named {
            self_service: Some(lifetime),
            ..Named::default()
        };
        assert_eq!(
            lifetimes(Preset::Standard, named).of(Origin::SelfService),
            lifetime
        );
    }
    let second = SignedDuration::from_secs(1);
    let named = Named {
        resend_window: Some(second),
        ..Named::default()
    };
    let set = lifetimes(Preset::Standard, named);
    assert_eq!(set.window_of(minutes(1)), second);
}

proptest! {
    #[test]
    fn a_window_never_outlasts_its_link(
        preset in prop::sample::select(Preset::ALL),
        window in prop::option::of(1..700_000_i64),
        lifetime in 60..=604_800_i64,
    ) {
        let named = Named { resend_window: window.map(SignedDuration::from_secs), ..Named::default() };
        if let Ok(set) = Lifetimes::new(preset, named) {
            let lifetime = SignedDuration::from_secs(lifetime);
            let window = set.window_of(lifetime);
            prop_assert!(window.is_positive() && window <= lifetime);
            for origin in ORIGINS {
                prop_assert!(set.window_of(set.of(origin)) <= set.of(origin));
            }
        }
    }
}
