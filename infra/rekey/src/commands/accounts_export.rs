//! `rekey accounts export`: the directory in the columns that an import takes.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::Path;

use adapters::App;
use domain::{Account, AccountId};
use serde_json::{Map, Value, json};

use super::{Error, Form, Outcome};
use crate::accounts_file::COLUMNS;

/// `BatchGetItem` takes a hundred keys, so that each page is two calls.
const PAGE: i32 = 100;

/// Writes every account, in no order, to the file or as the answer. Hashes only with `with_hashes`.
pub async fn run(
    app: &App,
    file: Option<&Path>,
    with_hashes: bool,
    form: Form,
    out: &mut impl Write,
) -> Result<Outcome, Error> {
    let Some(path) = file else {
        write_all(app, with_hashes, form, out).await?;
        return Ok(Outcome::Done);
    };
    let unusable = |error| Error::File(path.to_owned(), error);
    let mut writer = BufWriter::new(for_its_owner_alone(path).map_err(unusable)?);
    let count = write_all(app, with_hashes, form, &mut writer).await?;
    writer.flush().map_err(unusable)?;
    match form {
        Form::Text => writeln!(out, "{count} accounts written to {}", path.display())?,
        Form::Json => writeln!(out, "{}", json!({ "accounts": count }))?,
    }
    Ok(Outcome::Done)
}

fn for_its_owner_alone(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

async fn write_all(
    app: &App,
    with_hashes: bool,
    form: Form,
    out: &mut impl Write,
) -> Result<u64, Error> {
    let columns = if with_hashes { 10 } else { 9 };
    let columns = &COLUMNS[..columns];
    if form == Form::Text {
        write_record(out, columns)?;
    }
    let (mut count, mut after) = (0, None);
    loop {
        let page = app.store.scan_accounts(after, PAGE).await?;
        let ids: Vec<AccountId> = page.accounts.iter().map(|account| account.id).collect();
        let mut hashes = if with_hashes {
            app.store.password_hashes(&ids).await?
        } else {
            std::collections::HashMap::new()
        };
        for account in &page.accounts {
            let cells = cells(account, hashes.remove(&account.id));
            match form {
                Form::Text => write_record(out, texts(&cells[..columns.len()]))?,
                Form::Json => writeln!(out, "{}", object(columns, cells))?,
            }
            count += 1;
        }
        after = page.next;
        if after.is_none() {
            return Ok(count);
        }
    }
}

/// In the order of [`COLUMNS`]; never a password in clear.
fn cells(account: &Account, hash: Option<String>) -> [Option<String>; 10] {
    let sso = account.sso.as_ref();
    [
        account.username.as_ref().map(ToString::to_string),
        account.email.as_ref().map(ToString::to_string),
        Some(account.name.clone()).filter(|name| !name.is_empty()),
        account.tenant.as_ref().map(ToString::to_string),
        Some(account.role.to_string()),
        Some(account.standing.to_string()),
        sso.map(|sso| sso.provider.clone()),
        sso.map(|sso| sso.url.clone()),
        account
            .locale
            .as_ref()
            .map(|locale| locale.as_str().to_owned()),
        hash,
    ]
}

fn texts(cells: &[Option<String>]) -> impl Iterator<Item = &str> {
    cells.iter().map(|cell| cell.as_deref().unwrap_or_default())
}

fn object(columns: &[&str], cells: [Option<String>; 10]) -> Value {
    let members = columns
        .iter()
        .zip(cells)
        .filter_map(|(name, cell)| Some(((*name).to_owned(), Value::String(cell?))));
    Value::Object(members.collect::<Map<_, _>>())
}

fn write_record<T: AsRef<[u8]>>(
    out: &mut impl Write,
    cells: impl IntoIterator<Item = T>,
) -> std::io::Result<()> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    writer.write_record(cells)?;
    let line = writer
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?;
    out.write_all(&line)
}
