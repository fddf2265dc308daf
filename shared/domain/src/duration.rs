//! Durations as people write them: `15m`, `16h`, `7d`, joined `1h30m`.

use jiff::SignedDuration;

/// Reads whole numbers with the units `s`, `m`, `h`, `d`, joined without spaces; `None` for anything else, for nothing
/// at all and for more than a hundred years.
pub fn parse(text: &str) -> Option<SignedDuration> {
    let mut seconds: i64 = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number: i64 = rest.get(..digits)?.parse().ok()?;
        let unit = seconds_of(rest.as_bytes().get(digits).copied()?)?;
        seconds = seconds.checked_add(number.checked_mul(unit)?)?;
        rest = rest.get(digits + 1..)?;
    }
    let sane = !text.is_empty() && seconds <= 100 * 366 * 86_400;
    sane.then(|| SignedDuration::from_secs(seconds))
}

fn seconds_of(unit: u8) -> Option<i64> {
    match unit {
        b's' => Some(1),
        b'm' => Some(60),
        b'h' => Some(3_600),
        b'd' => Some(86_400),
        _ => None,
    }
}
