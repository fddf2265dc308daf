//! Names on the wire and in the store are read back as what they name; durations as people write them.

use domain::audit::What;
use domain::delivery::MailEvent;
use domain::duration::parse;
use domain::outbox::Change;
use domain::{
    DeliveryState, Forbidden, HandOver, Limit, Origin, Preset, Refusal, Role, Situation, Standing,
};
use jiff::SignedDuration;
use proptest::prelude::*;

macro_rules! named_once {
    ($($type:ty),+) => {
        $({
            let mut names: Vec<&str> = <$type>::ALL.iter().map(|value| value.name()).collect();
            for value in <$type>::ALL {
                assert_eq!(<$type>::from_name(value.name()), Some(*value));
                assert_eq!(value.to_string(), value.name());
                assert_eq!(<$type>::from_name(&value.name().to_ascii_uppercase()), None);
            }
            assert_eq!(<$type>::from_name(""), None);
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), <$type>::ALL.len());
        })+
    };
}

#[test]
fn every_name_names_one_value() {
    named_once!(
        Role,
        Standing,
        Situation,
        Refusal,
        Forbidden,
        Preset,
        Origin,
        DeliveryState,
        HandOver,
        MailEvent,
        Limit,
        Change,
        What
    );
}

#[test]
fn a_hand_over_says_what_to_do() {
    for reason in HandOver::ALL {
        assert!(
            reason.detail().ends_with('.') && reason.detail().contains("link"),
            "{reason}"
        );
    }
}

#[test]
fn durations_are_read_as_people_write_them() {
    let read = [
        ("0s", 0),
        ("90s", 90),
        ("15m", 900),
        ("16h", 57_600),
        ("7d", 604_800),
        ("6d23h", 601_200),
        ("14m59s", 899),
        ("1h30m", 5_400),
        ("007m", 420),
        ("36600d", 3_162_240_000),
    ];
    for (text, seconds) in read {
        assert_eq!(
            parse(text),
            Some(SignedDuration::from_secs(seconds)),
            "{text}"
        );
    }
}

// T-420
#[test]
fn anything_else_is_no_duration() {
    let refused = [
        "",
        "5",
        "m",
        "-5m",
        "+5m",
        "1.5h",
        "1,5h",
        " 5m",
        "5m ",
        "5 m",
        "5M",
        "5min",
        "1h-30m",
        "5ms",
        "5w",
        "٥m",
        "５m",
        "1e3s",
        "0x5m",
        "5m\0",
        "1000000000000d",
        "9223372036854775807s",
        "99999999999999999999s",
        "9223372036854775807d",
        "36601d",
        "PT5M",
        "h5",
    ];
    for text in refused {
        assert_eq!(parse(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn written_durations_are_read_back(days in 0..9_i64, hours in 0..24_i64, minutes in 0..60_i64, seconds in 0..60_i64) {
        let text = format!("{days}d{hours}h{minutes}m{seconds}s");
        let total = days * 86_400 + hours * 3_600 + minutes * 60 + seconds;
        prop_assert_eq!(parse(&text), Some(SignedDuration::from_secs(total)));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>(), near in "[0-9smhdSMHD. -]{0,30}") {
        for text in [text, near] {
            prop_assert!(parse(&text).is_none_or(|duration| !duration.is_negative()));
        }
    }
}
