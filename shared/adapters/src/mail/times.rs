//! Moments and durations as people say them.

use jiff::{Timestamp, ZonedDateTime, tz::TimeZone};

use crate::language::Language;

use super::words::Message::{Days, Hours, Minutes, Moment};

impl Language {
    /// A moment in words. Seconds are dropped, so that a link lives a little longer than was said and never shorter.
    pub(super) fn moment(self, at: Timestamp) -> String {
        let at: ZonedDateTime = at.to_zoned_datetime(TimeZone::UTC);
        let values = [
            ("weekday", at.weekday().to_monday_one_offset().into()),
            ("day", at.day().into()),
            ("month", at.month().into()),
            ("year", at.year().into()),
            ("time", at.strftime("%H:%M").to_string().into()),
            ("hour", at.hour().into()),
            ("minute", at.strftime("%M").to_string().into()),
        ];
        self.say(Moment, &values)
    }

    /// What is left, in the largest unit that says it well: to the minute below two hours, then to the hour, then to the
    /// day; rounded down, but for the seconds between the issue and the mail.
    pub(super) fn time_left(self, now: Timestamp, end: Timestamp) -> String {
        let minutes = (end.duration_since(now).as_secs().max(0) + 30) / 60;
        let (unit, count) = match minutes {
            60 => (Hours, 1),
            ..120 => (Minutes, minutes),
            120..4320 => (Hours, minutes / 60),
            _ => (Days, minutes / 1440),
        };
        self.say(unit, &[("count", count.into())])
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    fn at(time: &str) -> Timestamp {
        time.parse().expect("a time")
    }

    fn left(language: Language, seconds: i64) -> String {
        let now = at("2026-11-22T15:27:00Z");
        language.time_left(now, now + SignedDuration::from_secs(seconds))
    }

    #[test]
    fn what_is_left_is_told_in_words() {
        let cases = [
            (0, "0 minutes"),
            (60, "1 minute"),
            (15 * 60, "15 minutes"),
            (59 * 60, "59 minutes"),
            (3600, "1 hour"),
            (3597, "1 hour"),
            (90 * 60, "90 minutes"),
            (2 * 3600, "2 hours"),
            (86_400, "24 hours"),
            (86_400 - 5, "24 hours"),
            (16 * 3600 - 1800, "15 hours"),
            (7 * 86_400, "7 days"),
            (7 * 86_400 - 3600, "6 days"),
            (-5, "0 minutes"),
        ];
        for (seconds, words) in cases {
            assert_eq!(left(Language::English, seconds), words);
        }
    }

    #[test]
    fn one_and_many_are_told_as_the_language_does() {
        let cases = [
            (
                Language::German,
                [
                    "0 Minuten",
                    "1 Minute",
                    "2 Minuten",
                    "1 Stunde",
                    "16 Stunden",
                    "7 Tagen",
                ],
            ),
            (
                Language::French,
                [
                    "0 minute",
                    "1 minute",
                    "2 minutes",
                    "1 heure",
                    "16 heures",
                    "7 jours",
                ],
            ),
            (
                Language::Spanish,
                [
                    "0 minutos",
                    "1 minuto",
                    "2 minutos",
                    "1 hora",
                    "16 horas",
                    "7 días",
                ],
            ),
            (
                Language::Japanese,
                ["0分", "1分", "2分", "1時間", "16時間", "7日"],
            ),
        ];
        for (language, words) in cases {
            let said =
                [0, 60, 120, 3600, 16 * 3600, 7 * 86_400].map(|seconds| left(language, seconds));
            assert_eq!(said, words);
        }
        // No lifetime is told as one day, but the words are there.
        let day = Language::ALL.map(|language| language.say(Days, &[("count", 1.into())]));
        assert_eq!(day, ["1 day", "1 Tag", "1 jour", "1 día", "1日"]);
    }

    #[test]
    fn a_moment_is_told_in_utc_and_never_too_late() {
        let told =
            |time| Language::ALL.map(|language| language.moment(at(time)).replace('\u{A0}', "~"));
        assert_eq!(
            told("2026-11-22T17:05:59.9Z"),
            [
                "at 17:05 UTC on Sunday, 22 November 2026",
                "am Sonntag, dem 22. November 2026, um 17:05 Uhr (UTC)",
                "le dimanche 22 novembre 2026 à 17~h~05 (UTC)",
                "el domingo 22 de noviembre de 2026 a las 17:05 (UTC)",
                "2026年11月22日（日）17:05（UTC）",
            ]
        );
        assert_eq!(
            told("2027-03-01T01:09:00Z"),
            [
                "at 01:09 UTC on Monday, 1 March 2027",
                "am Montag, dem 1. März 2027, um 01:09 Uhr (UTC)",
                "le lundi 1er mars 2027 à 1~h~09 (UTC)",
                "el lunes 1 de marzo de 2027 a la 1:09 (UTC)",
                "2027年3月1日（月）1:09（UTC）",
            ]
        );
    }

    #[test]
    fn every_day_and_month_has_its_own_name() {
        for language in Language::ALL {
            let told: std::collections::BTreeSet<_> = (0..12 * 7)
                .map(|days| {
                    let day = at("2026-01-01T00:00:00Z") + SignedDuration::from_hours(days * 97);
                    language.moment(day)
                })
                .collect();
            assert_eq!(told.len(), 84, "{language:?}");
        }
    }
}
