//! `rekey accounts import`: brings a directory in, with the hashes of the system that it comes from.

use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::Path;

use adapters::App;
use serde_json::json;

use super::progress::Progress;
use super::{Error, Form, Outcome};
use crate::accounts_file::{self, AT_ONCE, Imported, Passwords, Rows, Why};

/// Imports a file; `-` is standard input.
pub async fn run(
    app: &App,
    file: &Path,
    passwords: Passwords,
    form: Form,
    out: &mut impl Write,
) -> Result<Outcome, Error> {
    let (text, size) = open(file)?;
    let (mut progress, text) = Progress::of(text, size);
    let rows = Rows::open(BufReader::new(text), Some(file))?;
    let imported = accounts_file::importer::import(app, rows, passwords, AT_ONCE, |rows| {
        progress.tell(rows);
    });
    let imported = imported.await;
    drop(progress);
    let imported = imported?;
    match form {
        Form::Text => tell(&imported, out)?,
        Form::Json => writeln!(out, "{}", json!(imported))?,
    }
    Ok(if imported.refused.is_empty() {
        Outcome::Done
    } else {
        Outcome::Partly
    })
}

type Opened = (Box<dyn Read + Send>, Option<u64>);

fn open(path: &Path) -> Result<Opened, Error> {
    if path == Path::new("-") {
        return Ok((Box::new(std::io::stdin()), None));
    }
    let unusable = |error| Error::File(path.to_owned(), error);
    let file = File::open(path).map_err(unusable)?;
    let size = file.metadata().map_err(unusable)?.len();
    Ok((Box::new(file), Some(size)))
}

fn tell(imported: &Imported, out: &mut impl Write) -> std::io::Result<()> {
    for refused in &imported.refused {
        writeln!(out, "{}", refused.row)?;
    }
    let count = |why: Why| {
        let refused = imported.refused.iter();
        refused.filter(|refused| refused.why == why).count()
    };
    writeln!(
        out,
        "{} created, {} unchanged, {} in conflict with an account that is there, {} bad",
        imported.created,
        imported.unchanged,
        count(Why::Conflict),
        count(Why::Bad),
    )
}
