//! One row of a file of accounts, and the account that it describes. What is wrong is told by line and column, never by
//! the value: files of accounts hold hashes and addresses.

use adapters::App;
use adapters::hasher::Unusable;
use domain::identifier::NotAnEmailAddress;
use domain::{
    Account, AccountId, EmailAddress, Locale, Role, Sso, Standing, Tenant, Username, account,
};
use jiff::Timestamp;
use serde::Serialize;

/// The columns, in the order in which they are written.
pub const COLUMNS: [&str; 11] = [
    "username",
    "email",
    "name",
    "tenant",
    "role",
    "standing",
    "sso_provider",
    "sso_url",
    "locale",
    "password_hash",
    "password",
];

/// A row that is no account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{}", self.told())]
pub struct BadRow {
    /// Counted from one.
    pub line: u64,
    /// The column, if it is one column's fault.
    pub column: Option<&'static str>,
    /// What is wanted.
    pub wants: String,
}

impl BadRow {
    fn told(&self) -> String {
        let (line, wants) = (self.line, &self.wants);
        match self.column {
            Some(column) => format!("line {line}, column {column}: wants {wants}"),
            None => format!("line {line}: wants {wants}"),
        }
    }
}

/// What stands in a row; an empty cell is the same as none.
pub struct Row {
    line: u64,
    cells: [Option<String>; COLUMNS.len()],
}

/// An account to be made, and its password in the form that the row has it in.
pub struct Candidate {
    /// Where it stands.
    pub line: u64,
    /// With an id of its own, for the case that it is new.
    pub account: Account,
    /// Made elsewhere.
    pub hash: Option<String>,
    /// In clear: to try things with.
    pub password: Option<String>,
}

impl Row {
    /// An empty row.
    pub fn new(line: u64) -> Self {
        Self {
            line,
            cells: Default::default(),
        }
    }

    /// Where it stands.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Puts a text under a column, by the column's place in [`COLUMNS`].
    pub fn put(&mut self, column: usize, text: String) {
        self.cells[column] = Some(text).filter(|text| !text.is_empty());
    }

    /// The account that the row describes: a `user`, `active`, unless it says otherwise.
    pub fn candidate(self, app: &App) -> Result<Candidate, BadRow> {
        let account = self.account(app.account_id(), app.now())?;
        if account.username.is_none() && account.email.is_none() {
            return Err(self.wants(None, "a username or an email"));
        }
        let [.., hash, password] = self.cells.clone();
        let secret = [(&hash, "password_hash"), (&password, "password")];
        if let Some((_, column)) = secret.iter().find(|(text, _)| text.is_some())
            && account.is_managed_elsewhere()
        {
            let wants = "nothing: a user who signs in elsewhere has no password here";
            return Err(self.wants(Some(column), wants));
        }
        if hash.is_some() && password.is_some() {
            return Err(self.wants(Some("password"), "nothing beside a password_hash"));
        }
        Ok(Candidate {
            line: self.line,
            account,
            hash,
            password,
        })
    }

    fn account(&self, id: AccountId, now: Timestamp) -> Result<Account, BadRow> {
        Ok(Account {
            id,
            username: self.among(
                "username",
                |text| Username::parse(text).ok(),
                "2 to 64 characters of a-z, 0-9, dot, hyphen and underscore",
            )?,
            email: self.parsed("email", |text| {
                EmailAddress::parse(text).map_err(|error| wanted_of_address(error).to_owned())
            })?,
            name: self
                .among(
                    "name",
                    account::person_name,
                    "at most 200 characters, none of them a control character",
                )?
                .unwrap_or_default(),
            tenant: self.among(
                "tenant",
                Tenant::parse,
                "1 to 64 characters of a-z, 0-9, dot, hyphen and underscore",
            )?,
            role: self
                .among("role", Role::from_name, "user, admin or owner")?
                .unwrap_or(Role::User),
            standing: self
                .among(
                    "standing",
                    Standing::from_name,
                    "invited, active, expired or disabled",
                )?
                .unwrap_or(Standing::Active),
            sso: self.sso()?,
            locale: self.among("locale", Locale::parse, "a language tag like en or pt-BR")?,
            version: 1,
            epoch: 1,
            epoch_at: now,
            created_at: now,
        })
    }

    fn sso(&self) -> Result<Option<Sso>, BadRow> {
        match (self.cell("sso_provider"), self.cell("sso_url")) {
            (None, None) => Ok(None),
            (None, Some(_)) => Err(self.wants(Some("sso_provider"), "a name beside the sso_url")),
            (Some(_), None) => Err(self.wants(Some("sso_url"), "a URL beside the sso_provider")),
            (Some(provider), Some(url)) => match Sso::new(provider, url) {
                Some(sso) => Ok(Some(sso)),
                None if Sso::new(provider, "https://example.com/").is_none() => {
                    let wants = "at most 100 characters, none of them a control character";
                    Err(self.wants(Some("sso_provider"), wants))
                }
                None => Err(self.wants(Some("sso_url"), "a URL that begins with https://")),
            },
        }
    }

    fn cell(&self, column: &str) -> Option<&str> {
        let at = COLUMNS.iter().position(|known| *known == column)?;
        self.cells[at].as_deref()
    }

    fn parsed<T>(
        &self,
        column: &'static str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Option<T>, BadRow> {
        let parsed = self.cell(column).map(parse).transpose();
        parsed.map_err(|wants| self.wants(Some(column), wants))
    }

    fn among<T>(
        &self,
        column: &'static str,
        parse: impl Fn(&str) -> Option<T>,
        wants: &str,
    ) -> Result<Option<T>, BadRow> {
        self.parsed(column, |text| parse(text).ok_or_else(|| wants.to_owned()))
    }

    fn wants(&self, column: Option<&'static str>, wants: impl Into<String>) -> BadRow {
        BadRow {
            line: self.line,
            column,
            wants: wants.into(),
        }
    }
}

fn wanted_of_address(error: NotAnEmailAddress) -> &'static str {
    match error {
        NotAnEmailAddress::Shape => "an address like name@example.com, at most 254 characters long",
        NotAnEmailAddress::LocalPartNotAscii => {
            "ASCII characters alone before the at-sign: the mail service carries no others"
        }
        NotAnEmailAddress::LocalPart => {
            "before the at-sign only characters that an address may have there"
        }
        NotAnEmailAddress::Domain => "a domain name behind the at-sign",
    }
}

impl Candidate {
    /// Refuses a hash that could never be verified, or would cost too much.
    pub fn check_hash(self, app: &App) -> Result<Self, BadRow> {
        let checked = self
            .hash
            .as_deref()
            .map_or(Ok(()), |hash| app.hasher.takes(hash));
        checked.map_err(|unusable: Unusable| BadRow {
            line: self.line,
            column: Some("password_hash"),
            wants: unusable.to_string(),
        })?;
        Ok(self)
    }
}
