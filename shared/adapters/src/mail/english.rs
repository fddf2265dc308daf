//! The mails' words in English.

use jiff::{Timestamp, tz::TimeZone};

use super::letter::{KnownAs, Letterhead, LinkLetter, Occasion, Part, PasswordChange, Sheet};

pub(super) fn reset_link(head: &Letterhead, person: &KnownAs, letter: &LinkLetter<'_>) -> Sheet {
    let words = link_words(letter.occasion, &head.brand);
    let mut parts = vec![Part::Paragraph(words.why)];
    parts.extend(username(person));
    if letter.admin_area {
        parts.push(Part::Paragraph(format!(
            "It is for the administration area of {} only. Everywhere else you keep signing in as before.",
            head.brand
        )));
    }
    parts.extend([
        Part::Button {
            label: words.label.to_owned(),
            url: letter.reset_link.to_owned(),
        },
        Part::Paragraph(format!(
            "The link works once. It expires in {}, at {}.{}",
            time_left(letter.now, letter.expires_at),
            moment(letter.expires_at),
            words.until_then,
        )),
        Part::Paragraph(format!(
            "If the link does not open, go to {} and paste this code there:",
            without_scheme(letter.code_page)
        )),
        Part::Code(letter.token.to_owned()),
        Part::Paragraph(words.unexpected.to_owned()),
        Part::Link {
            label: "This was not me".to_owned(),
            url: letter.not_me_link.to_owned(),
        },
    ]);
    sheet(head, person, words.subject, parts)
}

/// What differs between the mails with a link.
struct LinkWords {
    subject: String,
    why: String,
    label: &'static str,
    until_then: &'static str,
    unexpected: &'static str,
}

fn link_words(occasion: Occasion, brand: &str) -> LinkWords {
    let label = "Choose a new password";
    let until_then = " Until you set a new password, the old one keeps working.";
    match occasion {
        Occasion::SelfService => LinkWords {
            subject: format!("Reset your {brand} password"),
            why: format!(
                "Somebody asked to reset the password of your {brand} account. If it was you, choose a new password."
            ),
            label,
            until_then,
            unexpected: "Was it not you? Nothing has changed, and you can make the link useless.",
        },
        Occasion::Admin => LinkWords {
            subject: format!("Choose a new {brand} password"),
            why: format!(
                "An administrator sends you this link, so that you can choose a new password for your {brand} account."
            ),
            label,
            until_then,
            unexpected: "Did you not expect this mail? Nothing has changed, and you can make the link useless.",
        },
        Occasion::Invitation => LinkWords {
            subject: format!("Your {brand} account: choose a password"),
            why: format!(
                "An account at {brand} has been made for you. Choose a password to start using it."
            ),
            label: "Choose a password",
            until_then: "",
            unexpected: "Did you not expect this mail? You need not do anything, but you can make the link useless.",
        },
    }
}

pub(super) fn managed_elsewhere(
    head: &Letterhead,
    person: &KnownAs,
    provider: Option<&str>,
    url: Option<&str>,
) -> Sheet {
    let brand = &head.brand;
    let provider = provider.unwrap_or("your organisation's sign-in");
    let mut parts = vec![Part::Paragraph(format!(
        "Somebody asked to reset the password of your {brand} account. There is none to reset: you sign in to {brand} with {provider}, \
         and your password is kept there."
    ))];
    parts.extend(username(person));
    match url {
        Some(url) => parts.extend([
            Part::Paragraph(format!(
                "If you have forgotten it, {provider} can help you:"
            )),
            Part::Address(url.to_owned()),
        ]),
        None => parts.push(Part::Paragraph(
            "If you have forgotten it, ask your organisation for help.".to_owned(),
        )),
    }
    parts.push(Part::Paragraph(
        "Was it not you who asked? You need not do anything. Nothing has changed.".to_owned(),
    ));
    sheet(
        head,
        person,
        format!("How to reset your password for {brand}"),
        parts,
    )
}

pub(super) fn password_changed(
    head: &Letterhead,
    person: &KnownAs,
    change: PasswordChange,
    changed_at: Timestamp,
) -> Sheet {
    let brand = &head.brand;
    let known = "If it was you, there is nothing to do.";
    let (how, fine, doubt) = match change {
        PasswordChange::ByLink => (" with a reset link", known, "If it was not you"),
        PasswordChange::ByHolder => ("", known, "If it was not you"),
        PasswordChange::ByAdministrator => (
            " by an administrator",
            "The old password does not work any more; the administrator gives you the new one.",
            "If you did not expect this",
        ),
    };
    let mut parts = vec![Part::Paragraph(format!(
        "The password of your {brand} account was changed{how} at {}.",
        moment(changed_at)
    ))];
    parts.extend(username(person));
    parts.push(Part::Paragraph(format!(
        "{fine} All earlier sign-ins have ended."
    )));
    parts.push(Part::Paragraph(format!(
        "{doubt}, {} at once.",
        tell_somebody(head)
    )));
    if change == PasswordChange::ByLink {
        parts.push(Part::Paragraph(
            "Reset links come by mail, so change the password of your mailbox too if it was not you.".to_owned(),
        ));
    }
    parts.extend(sign_in(head));
    sheet(
        head,
        person,
        format!("Your {brand} password was changed"),
        parts,
    )
}

pub(super) fn address_changed(head: &Letterhead, person: &KnownAs, changed_at: Timestamp) -> Sheet {
    let brand = &head.brand;
    let mut parts = vec![Part::Paragraph(format!(
        "The email address of your {brand} account was changed at {}. Mails about this account do not come to this address any more.",
        moment(changed_at)
    ))];
    parts.extend(username(person));
    parts.push(Part::Paragraph(
        "If you know of this, there is nothing to do.".to_owned(),
    ));
    parts.push(Part::Paragraph(format!(
        "If you do not, {} at once.",
        tell_somebody(head)
    )));
    parts.extend(sign_in(head));
    sheet(
        head,
        person,
        format!("The email address of your {brand} account was changed"),
        parts,
    )
}

pub(super) fn owner_recovered(
    head: &Letterhead,
    person: &KnownAs,
    recovered_at: Timestamp,
) -> Sheet {
    let brand = &head.brand;
    let mut parts = vec![Part::Paragraph(format!(
        "The operator of {brand} made a reset link for your owner account at {}, after your PIN had been given, and handed it over. \
         Whoever has the link can choose a new password for your account.",
        moment(recovered_at)
    ))];
    parts.extend(username(person));
    parts.push(Part::Paragraph(
        "If you asked the operator for it, there is nothing to do. The password has not changed yet.".to_owned(),
    ));
    parts.push(Part::Paragraph(format!(
        "If you did not, {} at once, sign in with your password if it still works, and set another PIN.",
        tell_somebody(head)
    )));
    parts.extend(sign_in(head));
    sheet(
        head,
        person,
        format!("A reset link for your {brand} owner account was made"),
        parts,
    )
}

fn sheet(head: &Letterhead, person: &KnownAs, subject: String, parts: Vec<Part>) -> Sheet {
    let greeting = match &person.name {
        Some(name) => format!("Hello {name},"),
        None => "Hello,".to_owned(),
    };
    let mut footer = Vec::new();
    if let Some(support) = &head.support {
        footer.push(format!("Questions? {support}"));
    }
    footer.push(format!(
        "{} will never ask you for your password by mail or telephone.",
        head.brand
    ));
    Sheet {
        language: "en",
        subject,
        greeting,
        parts,
        footer,
    }
}

fn username(person: &KnownAs) -> Option<Part> {
    person
        .username
        .as_ref()
        .map(|username| Part::Paragraph(format!("Username: {username}")))
}

fn sign_in(head: &Letterhead) -> Option<Part> {
    head.sign_in_url.as_ref().map(|url| Part::Link {
        label: format!("Sign in to {}", head.brand),
        url: url.clone(),
    })
}

fn tell_somebody(head: &Letterhead) -> String {
    match &head.support {
        Some(support) => format!("tell {support}"),
        None => format!("tell the administrator of {}", head.brand),
    }
}

/// A moment in words. Seconds are dropped, so that a link lives a little longer than was said and never shorter.
fn moment(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC)
        .strftime("%H:%M UTC on %A, %-d %B %Y")
        .to_string()
}

/// What is left, in the largest unit that says it well: to the minute below two hours, then to the hour, then to the day;
/// rounded down, but for the seconds between the issue and the mail.
fn time_left(now: Timestamp, end: Timestamp) -> String {
    let minutes = (end.duration_since(now).as_secs().max(0) + 30) / 60;
    match minutes {
        60 => count(1, "hour"),
        ..120 => count(minutes, "minute"),
        120..4320 => count(minutes / 60, "hour"),
        _ => count(minutes / 1440, "day"),
    }
}

fn count(number: i64, unit: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {unit}{plural}")
}

fn without_scheme(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, address)| address)
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn what_is_left_is_told_in_words() {
        let now: Timestamp = "2026-11-22T15:27:00Z".parse().expect("a time");
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
            assert_eq!(
                time_left(now, now + SignedDuration::from_secs(seconds)),
                words
            );
        }
    }

    #[test]
    fn a_moment_is_told_in_utc_and_never_too_late() {
        let at: Timestamp = "2026-11-22T16:27:59.9Z".parse().expect("a time");
        assert_eq!(moment(at), "16:27 UTC on Sunday, 22 November 2026");
    }
}
