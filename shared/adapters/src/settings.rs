//! The settings, read once at start. A missing or wrong one stops the start with its name and what it wants.

use std::collections::HashMap;
use std::env::VarError;
use std::fmt;

use domain::lifetime::Named;
use domain::{EmailAddress, Lifetimes, Limit, LinkKey, LinkKeys, PasswordRules, Preset};
use jiff::SignedDuration;
use zeroize::Zeroizing;

use crate::color::Color;
use crate::keys;

/// When an administrator sees a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShowLink {
    /// Only when mail cannot carry it.
    Fallback,
    /// Also when asked for.
    OnRequest,
    /// Also beside a sent mail.
    Always,
}

/// Words and looks of pages and mails.
#[derive(Clone, Debug)]
pub struct Brand {
    /// `BRAND_NAME`
    pub name: String,
    /// `SUPPORT_CONTACT`
    pub support: Option<String>,
    /// `BRAND_COLOR`
    pub color: Color,
}

/// How passwords are hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hashing {
    /// `ARGON2_MEMORY_KIB`
    pub memory_kib: u32,
    /// `ARGON2_PASSES`
    pub passes: u32,
}

/// Where administrators may sign in besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OidcSettings {
    /// `OIDC_ISSUER`, to the letter: tokens name it so.
    pub issuer: String,
    /// `OIDC_AUDIENCE`: whom tokens must be meant for.
    pub audience: String,
    /// `OIDC_SCOPE`: what tokens must allow.
    pub scope: String,
    /// `OIDC_ACCOUNT_CLAIM`: what names the account.
    pub account_claim: String,
}

/// Everything that the environment decides.
#[derive(Debug)]
pub struct Settings {
    /// Where pages live, without a slash at the end.
    pub base_url: String,
    link_template: String,
    /// Where people sign in afterwards.
    pub sign_in_url: Option<String>,
    /// Words and looks.
    pub brand: Brand,
    /// Other origins whose pages may call the public routes.
    pub allowed_origins: Vec<String>,
    /// The sender; without one, mail is not configured.
    pub mail_from: Option<String>,
    /// The configuration set that mails go through.
    pub mail_configuration_set: Option<String>,
    /// Lifetimes of links.
    pub lifetimes: Lifetimes,
    /// When an administrator sees a link.
    pub show_link: ShowLink,
    /// Whether passwords may be set by hand.
    pub manual_set: bool,
    /// How long a password set by hand is good for.
    pub must_change_lifetime: SignedDuration,
    /// What a new password must keep.
    pub password_rules: PasswordRules,
    /// How passwords are hashed.
    pub hashing: Hashing,
    /// Keys of links, newest first; only issuing functions have them.
    pub link_keys: Option<LinkKeys>,
    /// Keys mixed into password hashes, newest first.
    pub pepper_keys: Vec<keys::Named>,
    /// Where administrators may sign in besides; `None` when no issuer is set.
    pub oidc: Option<OidcSettings>,
    /// Before every table's name.
    pub table_prefix: String,
    limits: HashMap<Limit, u32>,
    /// The least severe level that is logged.
    pub log_level: tracing::Level,
}

/// A setting that stops the start.
#[derive(Debug, PartialEq, Eq)]
pub struct SettingError {
    /// Its name.
    pub name: String,
    /// What it wants.
    pub wants: String,
}

impl SettingError {
    /// A setting and what it wants.
    pub fn new(name: &str, wants: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            wants: wants.into(),
        }
    }
}

impl fmt::Display for SettingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the setting {} wants {}", self.name, self.wants)
    }
}

impl std::error::Error for SettingError {}

/// Stands in a text for bytes that are none.
const NO_TEXT: char = char::REPLACEMENT_CHARACTER;

/// A variable of the process's environment, as Lambda sets it. One that is no text is not unset: it comes with replacement
/// characters, by which [`Settings::read`] knows it and refuses it.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the environment"
)]
pub fn environment(name: &str) -> Option<String> {
    match std::env::var(name) {
        Ok(text) => Some(text),
        Err(VarError::NotPresent) => None,
        Err(VarError::NotUnicode(bytes)) => Some(bytes.to_string_lossy().into_owned()),
    }
}

impl Settings {
    /// Reads all settings; an empty variable counts as unset.
    pub fn read(read: impl Fn(&str) -> Option<String>) -> Result<Self, SettingError> {
        let source = Source(&|name| read(name).filter(|value| !value.is_empty()));
        let base_url = source.base_url()?;
        Ok(Self {
            link_template: source.link_template(&base_url)?,
            base_url,
            sign_in_url: source.url("SIGN_IN_URL")?,
            brand: source.brand()?,
            allowed_origins: source.origins()?,
            mail_from: source.mail_from()?,
            mail_configuration_set: source.text("MAIL_CONFIGURATION_SET")?,
            lifetimes: source.lifetimes()?,
            show_link: source.show_link()?,
            manual_set: source.choice("MANUAL_SET", &[("on", true), ("off", false)], true)?,
            must_change_lifetime: source
                .duration("MUST_CHANGE_LIFETIME")?
                .unwrap_or(SignedDuration::from_hours(72)),
            password_rules: source.password_rules()?,
            hashing: source.hashing()?,
            link_keys: source.link_keys()?,
            pepper_keys: source.keys("PEPPER_KEYS")?,
            oidc: source.oidc()?,
            table_prefix: source.table_prefix()?,
            limits: source.limits()?,
            log_level: source.log_level()?,
        })
    }

    /// The keys of links, for a program that issues them: it cannot start without.
    pub fn issuing_keys(&self) -> Result<&LinkKeys, SettingError> {
        let missing = || SettingError::new("LINK_KEYS", "the keys that links are derived with");
        self.link_keys.as_ref().ok_or_else(missing)
    }

    /// The URL that carries a token.
    pub fn link(&self, token: &str) -> Zeroizing<String> {
        Zeroizing::new(self.link_template.replace("{token}", token))
    }

    /// The URL under which a link's receiver says "this was not me".
    pub fn not_me_link(&self, token: &str) -> Zeroizing<String> {
        Zeroizing::new(format!("{}/not-me#{token}", self.base_url))
    }

    /// How many there may be of a thing in its window.
    pub fn limit(&self, limit: Limit) -> u32 {
        self.limits
            .get(&limit)
            .copied()
            .unwrap_or(limit.default_count())
    }
}

/// In lower case, and without the port that goes without saying (RFC 6454, section 6.2).
fn as_browsers_send(origin: &str) -> String {
    let origin = origin.to_ascii_lowercase();
    let port = if origin.starts_with("https:") {
        ":443"
    } else {
        ":80"
    };
    origin.strip_suffix(port).unwrap_or(&origin).to_owned()
}

/// Whether a text is a URL with https, or with http for this machine alone.
pub(crate) fn is_secure_or_local(url: &str) -> bool {
    let local = ["http://localhost", "http://127.0.0.1", "http://[::1]"]
        .iter()
        .any(|start| {
            url.strip_prefix(start)
                .is_some_and(|rest| is_port_or_nothing(rest.split(['/', '?', '#']).next()))
        });
    let graphic =
        url.bytes().all(|c| c.is_ascii_graphic()) && !url.contains(['<', '>', '"', '\'', '\\']);
    let secure = url.strip_prefix("https://").is_some_and(begins_with_host);
    graphic && (secure || local)
}

fn begins_with_host(rest: &str) -> bool {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    !host.is_empty() && !host.starts_with(':')
}

/// What may follow a host of this machine: a name after an at-sign would be another machine's.
fn is_port_or_nothing(rest: Option<&str>) -> bool {
    let port = |port: &str| !port.is_empty() && port.bytes().all(|c| c.is_ascii_digit());
    rest.is_some_and(|rest| rest.is_empty() || rest.strip_prefix(':').is_some_and(port))
}

/// Reads one variable after the other.
struct Source<'a>(&'a dyn Fn(&str) -> Option<String>);

impl Source<'_> {
    fn text(&self, name: &str) -> Result<Option<String>, SettingError> {
        match (self.0)(name) {
            Some(text) if text.contains(NO_TEXT) => Err(SettingError::new(name, "text in UTF-8")),
            text => Ok(text),
        }
    }

    fn url(&self, name: &str) -> Result<Option<String>, SettingError> {
        let Some(url) = self.text(name)? else {
            return Ok(None);
        };
        if is_secure_or_local(&url) {
            Ok(Some(url))
        } else {
            Err(SettingError::new(
                name,
                "a URL with https (http for localhost alone)",
            ))
        }
    }

    fn base_url(&self) -> Result<String, SettingError> {
        let url = self
            .url("BASE_URL")?
            .ok_or_else(|| SettingError::new("BASE_URL", "the URL where the pages live"))?;
        if url.contains(['?', '#']) {
            return Err(SettingError::new(
                "BASE_URL",
                "a URL without query and fragment",
            ));
        }
        Ok(url.trim_end_matches('/').to_owned())
    }

    fn link_template(&self, base_url: &str) -> Result<String, SettingError> {
        match self.url("LINK_TEMPLATE")? {
            None => Ok(format!("{base_url}/reset#{{token}}")),
            Some(template) if template.matches("{token}").count() == 1 => Ok(template),
            Some(_) => Err(SettingError::new(
                "LINK_TEMPLATE",
                "a URL with {token} in it once",
            )),
        }
    }

    fn brand(&self) -> Result<Brand, SettingError> {
        let color = match self.text("BRAND_COLOR")? {
            None => Color::default(),
            Some(text) => Color::parse(&text)
                .ok_or_else(|| SettingError::new("BRAND_COLOR", "a color like #2255aa"))?,
        };
        let name = self
            .text("BRAND_NAME")?
            .unwrap_or_else(|| "Rekey".to_owned());
        Ok(Brand {
            name,
            support: self.text("SUPPORT_CONTACT")?,
            color,
        })
    }

    /// An address, or a name and an address in angle brackets.
    fn mail_from(&self) -> Result<Option<String>, SettingError> {
        let Some(text) = self.text("MAIL_FROM")? else {
            return Ok(None);
        };
        let bracketed = text
            .strip_suffix('>')
            .and_then(|text| text.rsplit_once('<'));
        let address = bracketed.map_or(text.as_str(), |(_, address)| address);
        let plain = !text.chars().any(char::is_control);
        if plain && EmailAddress::parse(address).is_ok() {
            Ok(Some(text))
        } else {
            Err(SettingError::new(
                "MAIL_FROM",
                "an address, like rekey@example.com or Example <rekey@example.com>",
            ))
        }
    }

    fn origins(&self) -> Result<Vec<String>, SettingError> {
        let wants = || {
            SettingError::new(
                "ALLOWED_ORIGINS",
                "origins like https://app.example.com, divided by commas",
            )
        };
        let in_a_host = |c: u8| c.is_ascii_alphanumeric() || b"-.:[]".contains(&c);
        let list = self.text("ALLOWED_ORIGINS")?.unwrap_or_default();
        let origins = list
            .split(',')
            .map(str::trim)
            .filter(|origin| !origin.is_empty());
        origins
            .map(|origin| {
                let host = origin
                    .split_once("://")
                    .filter(|(scheme, _)| ["https", "http"].contains(scheme))
                    .map(|(_, host)| host);
                let bare =
                    host.is_some_and(|host| begins_with_host(host) && host.bytes().all(in_a_host));
                if bare {
                    Ok(as_browsers_send(origin))
                } else {
                    Err(wants())
                }
            })
            .collect()
    }

    fn duration(&self, name: &str) -> Result<Option<SignedDuration>, SettingError> {
        let Some(text) = self.text(name)? else {
            return Ok(None);
        };
        match domain::duration::parse(&text) {
            Some(duration) if duration.is_positive() => Ok(Some(duration)),
            _ => Err(SettingError::new(name, "a duration like 15m, 16h or 7d")),
        }
    }

    fn lifetimes(&self) -> Result<Lifetimes, SettingError> {
        let preset = match self.text("PRESET")? {
            None => Preset::Standard,
            Some(name) => Preset::from_name(&name).ok_or_else(|| {
                SettingError::new("PRESET", "standard, helpdesk, association or day")
            })?,
        };
        let named = Named {
            self_service: self.duration("SELF_SERVICE_LIFETIME")?,
            admin: self.duration("ADMIN_LIFETIME")?,
            invitation: self.duration("INVITATION_LIFETIME")?,
            resend_window: self.duration("RESEND_WINDOW")?,
        };
        Lifetimes::new(preset, named)
            .map_err(|error| SettingError::new(error.setting(), error.wants()))
    }

    fn choice<T: Copy>(
        &self,
        name: &str,
        choices: &[(&str, T)],
        default: T,
    ) -> Result<T, SettingError> {
        let Some(text) = self.text(name)? else {
            return Ok(default);
        };
        let names = || {
            choices
                .iter()
                .map(|(name, _)| *name)
                .collect::<Vec<_>>()
                .join(", ")
        };
        let chosen = choices
            .iter()
            .find(|(name, _)| *name == text)
            .map(|(_, value)| *value);
        chosen.ok_or_else(|| SettingError::new(name, format!("one of {}", names())))
    }

    fn show_link(&self) -> Result<ShowLink, SettingError> {
        let choices = [
            ("fallback", ShowLink::Fallback),
            ("on-request", ShowLink::OnRequest),
            ("always", ShowLink::Always),
        ];
        self.choice("SHOW_LINK", &choices, ShowLink::OnRequest)
    }

    fn number(&self, name: &str, default: u32) -> Result<u32, SettingError> {
        let Some(text) = self.text(name)? else {
            return Ok(default);
        };
        text.parse()
            .map_err(|_| SettingError::new(name, "a whole number up to 4294967295"))
    }

    fn password_rules(&self) -> Result<PasswordRules, SettingError> {
        let minimum = self.number("PASSWORD_MIN_LENGTH", 15)?;
        PasswordRules::new(minimum as usize)
            .ok_or_else(|| SettingError::new("PASSWORD_MIN_LENGTH", "a number from 8 to 256"))
    }

    fn hashing(&self) -> Result<Hashing, SettingError> {
        let memory_kib = self.number("ARGON2_MEMORY_KIB", 19 * 1024)?;
        let passes = self.number("ARGON2_PASSES", 2)?;
        // OWASP's equivalent settings; less of one needs more of the other.
        let enough =
            (memory_kib >= 19 * 1024 && passes >= 2) || (memory_kib >= 46 * 1024 && passes >= 1);
        let bearable = memory_kib <= 1024 * 1024 && passes <= 20;
        if enough && bearable {
            Ok(Hashing { memory_kib, passes })
        } else {
            let name = if (19 * 1024..=1024 * 1024).contains(&memory_kib) {
                "ARGON2_PASSES"
            } else {
                "ARGON2_MEMORY_KIB"
            };
            Err(SettingError::new(
                name,
                "at least 19456 KiB and 2 passes, or 47104 KiB and 1 (at most 1 GiB and 20)",
            ))
        }
    }

    fn keys(&self, name: &str) -> Result<Vec<keys::Named>, SettingError> {
        let text = self.text(name)?.map(Zeroizing::new);
        text.map_or(Ok(Vec::new()), |text| keys::parse(&text))
            .map_err(|_| {
                SettingError::new(
                    name,
                    "a JSON object of key names and keys of at least 32 characters, newest first",
                )
            })
    }

    fn link_keys(&self) -> Result<Option<LinkKeys>, SettingError> {
        let keys = self.keys("LINK_KEYS")?;
        Ok(LinkKeys::new(
            keys.into_iter()
                .filter_map(|key| LinkKey::new(&key.id, key.bytes))
                .collect(),
        ))
    }

    /// All or nothing: an issuer without an audience and a scope would let in whoever signs in there to anything.
    fn oidc(&self) -> Result<Option<OidcSettings>, SettingError> {
        let Some(issuer) = self.url("OIDC_ISSUER")? else {
            return self.without_issuer().map(|()| None);
        };
        let needed = |name: &str, wants: &str| {
            self.text(name)?
                .ok_or_else(|| SettingError::new(name, wants))
        };
        let scope = needed(
            "OIDC_SCOPE",
            "the scope that tokens must have, as OIDC_ISSUER is set",
        )?;
        if scope.contains(' ') {
            return Err(SettingError::new("OIDC_SCOPE", "one scope, without spaces"));
        }
        let claim = self.text("OIDC_ACCOUNT_CLAIM")?;
        Ok(Some(OidcSettings {
            issuer,
            audience: needed(
                "OIDC_AUDIENCE",
                "whom tokens must be meant for, as OIDC_ISSUER is set",
            )?,
            scope,
            account_claim: claim.unwrap_or_else(|| "sub".to_owned()),
        }))
    }

    fn without_issuer(&self) -> Result<(), SettingError> {
        for name in ["OIDC_AUDIENCE", "OIDC_SCOPE"] {
            if self.text(name)?.is_some() {
                let wants = format!("the issuer of administrators' tokens, as {name} is set");
                return Err(SettingError::new("OIDC_ISSUER", wants));
            }
        }
        Ok(())
    }

    fn table_prefix(&self) -> Result<String, SettingError> {
        let prefix = self.text("TABLE_PREFIX")?;
        let prefix = prefix.unwrap_or_else(|| "rekey-".to_owned());
        let allowed = |c: u8| c.is_ascii_alphanumeric() || b"_.-".contains(&c);
        if prefix.len() <= 200 && prefix.bytes().all(allowed) {
            Ok(prefix)
        } else {
            let wants = "at most 200 characters of a-z, A-Z, 0-9, dot, hyphen and underscore";
            Err(SettingError::new("TABLE_PREFIX", wants))
        }
    }

    fn limits(&self) -> Result<HashMap<Limit, u32>, SettingError> {
        let each = Limit::ALL.iter().map(|limit| {
            let name = limit.setting();
            match self.number(&name, limit.default_count())? {
                0 => Err(SettingError::new(&name, "a whole number of at least 1")),
                count => Ok((*limit, count)),
            }
        });
        each.collect()
    }

    fn log_level(&self) -> Result<tracing::Level, SettingError> {
        // At `trace` the Lambda runtime writes whole requests, with their passwords.
        let levels = [
            ("error", tracing::Level::ERROR),
            ("warn", tracing::Level::WARN),
            ("info", tracing::Level::INFO),
            ("debug", tracing::Level::DEBUG),
        ];
        self.choice("LOG_LEVEL", &levels, tracing::Level::INFO)
    }
}

#[cfg(test)]
mod tests;
