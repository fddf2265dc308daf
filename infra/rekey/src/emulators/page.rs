//! The caught mail as a page for people. Nothing in a mail is trusted: all of it is escaped, and its HTML part is
//! shown in a frame that may do nothing.

use std::borrow::Cow;
use std::fmt::{self, Write};
use std::sync::Arc;

use super::mail::{Mail, Mode};

/// Nothing from elsewhere, no scripts. The mail's frame inherits it.
pub(crate) const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// How many mails the page shows; all of them are in `/_local/mail`.
const SHOWN: usize = 50;

const STYLE: &str = "
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 25%, transparent); }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 0; overflow-wrap: anywhere; }
article { border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; margin: 1rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: .5rem 0; }
dt { opacity: .75; } dd { margin: 0; overflow-wrap: anywhere; }
ul { padding-left: 1.25rem; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: .75rem; border-left: 3px solid var(--line); }
summary { cursor: pointer; padding: .25rem 0; }
iframe { width: 100%; height: 24rem; border: 1px solid var(--line); background: #fff; color-scheme: light; }
:focus-visible { outline: 3px solid; outline-offset: 2px; }
";

pub(crate) fn mail_page(mails: &[Arc<Mail>], mode: Mode, now: &str, refreshes: bool) -> String {
    let mut html = String::with_capacity(16 * 1024);
    write_page(&mut html, mails, mode, now, refreshes).expect("writing to a text cannot fail");
    html
}

fn write_page(
    html: &mut String,
    mails: &[Arc<Mail>],
    mode: Mode,
    now: &str,
    refreshes: bool,
) -> fmt::Result {
    let refresh = if refreshes {
        r#"<meta http-equiv="refresh" content="5">"#
    } else {
        ""
    };
    write!(
        html,
        r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">{refresh}<title>Caught mail ({count}) – Rekey</title><style>{STYLE}</style></head><body><main><h1>Caught mail</h1><p>{state}</p><p>{switch}</p>"#,
        count = mails.len(),
        state = state(mails.len(), mode, now),
        switch = switch(refreshes),
    )?;
    for (place, mail) in mails.iter().take(SHOWN).enumerate() {
        write_mail(html, mail, place == 0)?;
    }
    html.push_str("</main></body></html>");
    Ok(())
}

fn state(count: usize, mode: Mode, now: &str) -> String {
    let mode = match mode {
        Mode::Accept => "takes mail".to_owned(),
        other => format!("is in the mode <strong>{}</strong>", escape(&name(other))),
    };
    let mails = match count {
        0 => "No mail yet".to_owned(),
        1 => "One mail".to_owned(),
        _ if count > SHOWN => format!("{count} mails, the newest {SHOWN} shown"),
        _ => format!("{count} mails, newest first"),
    };
    format!(
        "{mails}. The mail service {mode}. The local clock says <time>{}</time>.",
        escape(now)
    )
}

fn name(mode: Mode) -> String {
    let name = serde_json::to_value(mode).expect("a mode is a word");
    name.as_str().unwrap_or_default().to_owned()
}

fn switch(refreshes: bool) -> &'static str {
    if refreshes {
        r#"Looks again every 5 seconds. <a href="?refresh=off">Stop that, to read in peace</a> · <a href="/_local/mail">As JSON</a>"#
    } else {
        r#"<a href="?refresh=off">Look again</a> · <a href="/_local/">Look again every 5 seconds</a> · <a href="/_local/mail">As JSON</a>"#
    }
}

fn write_mail(html: &mut String, mail: &Mail, is_newest: bool) -> fmt::Result {
    write!(
        html,
        "<article><h2>{}</h2><dl><dt>To</dt><dd>{}</dd><dt>From</dt><dd>{}</dd><dt>At</dt><dd><time>{}</time></dd></dl>",
        escape(&mail.subject),
        escape(&mail.to.join(", ")),
        escape(&mail.from),
        escape(&mail.at),
    )?;
    write_links(html, &mail.links)?;
    let open = if is_newest { " open" } else { "" };
    write!(
        html,
        "<details{open}><summary>Text</summary><pre>{}</pre></details>",
        escape(&mail.text)
    )?;
    if !mail.html.is_empty() {
        write_html_part(html, mail)?;
    }
    html.push_str("</article>");
    Ok(())
}

fn write_links(html: &mut String, links: &[String]) -> fmt::Result {
    if links.is_empty() {
        return Ok(());
    }
    html.push_str("<ul>");
    for link in links {
        let link = escape(link);
        write!(
            html,
            r#"<li><a href="{link}" rel="noreferrer noopener" target="_blank">{link}</a></li>"#
        )?;
    }
    html.push_str("</ul>");
    Ok(())
}

/// The frame has no origin, no scripts and no forms; its links open beside the page.
fn write_html_part(html: &mut String, mail: &Mail) -> fmt::Result {
    write!(
        html,
        r#"<details><summary>HTML</summary><iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="HTML part of {}" srcdoc="{}"></iframe></details>"#,
        escape(&mail.subject),
        escape(&format!(r#"<base target="_blank">{}"#, mail.html)),
    )
}

/// Good for text and for attributes in double or single quotes.
fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let escaped = text
        .chars()
        .fold(String::with_capacity(text.len() * 2), |mut escaped, c| {
            match c {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '"' => escaped.push_str("&quot;"),
                '\'' => escaped.push_str("&#39;"),
                other => escaped.push(other),
            }
            escaped
        });
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hostile() -> Arc<Mail> {
        let attack = r#"</pre><script>alert("x")</script>"#.to_owned();
        Arc::new(Mail {
            id: "1".into(),
            at: "2026-01-01T00:00:00.000Z".into(),
            from: attack.clone(),
            to: vec![attack.clone()],
            subject: attack.clone(),
            text: attack.clone(),
            html: format!(r#"<p>"Hello"</p>{attack}"#),
            headers: [].into(),
            links: vec![r#"https://a.example/"onclick="x"#.into()],
            tags: [].into(),
            configuration_set: None,
        })
    }

    #[test]
    fn nothing_in_a_mail_becomes_part_of_the_page() {
        let html = mail_page(&[hostile()], Mode::Down, "now", true);
        assert!(!html.contains("<script>"));
        assert!(!html.contains(r#""onclick"#));
        assert!(html.contains("&lt;p&gt;&quot;Hello&quot;&lt;/p&gt;"));
        assert!(html.contains("is in the mode <strong>down</strong>"));
    }

    #[test]
    fn a_reader_can_stop_the_refreshing() {
        assert!(mail_page(&[], Mode::Accept, "now", true).contains("http-equiv"));
        assert!(!mail_page(&[], Mode::Accept, "now", false).contains("http-equiv"));
    }
}
