//! Reads CSV with a header row, or JSON lines, one row at a time: a directory need not fit into memory.

use std::fmt;
use std::io::{self, BufRead};
use std::path::Path;

use csv::ByteRecord;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::row::{BadRow, COLUMNS, Row};

/// The mark that some programs put before UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What a file of accounts, or one of its rows, does wrong.
#[derive(Debug, thiserror::Error)]
pub enum RowsError {
    /// One row; the next may be good.
    #[error("{0}")]
    Bad(#[from] BadRow),
    /// The header, by the number of the column. Its text is not told: a file without header begins with an account.
    #[error(
        "column {0} of the first line is none of: {columns}; the first line of a CSV file names the columns",
        columns = COLUMNS.join(", ")
    )]
    Header(usize),
    /// Two columns of one name: which of them is meant, nobody knows.
    #[error("the first line names the column {0} twice")]
    HeaderTwice(&'static str),
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It cannot be read to its end.
    #[error("the file cannot be read")]
    Reading(#[source] io::Error),
}

/// The rows of a file.
pub struct Rows<R: BufRead>(Form<R>);

enum Form<R: BufRead> {
    Csv {
        records: Box<csv::Reader<R>>,
        columns: Vec<usize>,
    },
    JsonLines {
        text: R,
        line: u64,
    },
}

impl<R: BufRead> Rows<R> {
    /// Knows JSON lines by the file's name, or else by their first character, and a CSV's delimiter by its header.
    pub fn open(mut text: R, path: Option<&Path>) -> Result<Self, RowsError> {
        let start = text.fill_buf().map_err(RowsError::Reading)?;
        if start.starts_with(BYTE_ORDER_MARK) {
            text.consume(BYTE_ORDER_MARK.len());
        }
        let start = text.fill_buf().map_err(RowsError::Reading)?;
        let first = start.iter().find(|byte| !byte.is_ascii_whitespace());
        let first = *first.ok_or(RowsError::Empty)?;
        let is_json = match path.and_then(Path::extension).and_then(|end| end.to_str()) {
            Some("csv") => false,
            Some("json" | "jsonl" | "ndjson") => true,
            _ => first == b'{',
        };
        if is_json {
            return Ok(Self(Form::JsonLines { text, line: 0 }));
        }
        let header = start.split(|byte| *byte == b'\n').next();
        let delimiter = delimiter(header.unwrap_or_default());
        Self::csv(text, delimiter)
    }

    fn csv(text: R, delimiter: u8) -> Result<Self, RowsError> {
        let mut records = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .from_reader(text);
        let header = records.byte_headers().map_err(reading)?;
        let mut columns = Vec::new();
        for (number, name) in (1..).zip(header.iter()) {
            let named = |known: &&str| name.trim_ascii().eq_ignore_ascii_case(known.as_bytes());
            let column = COLUMNS.iter().position(named);
            let column = column.ok_or(RowsError::Header(number))?;
            if columns.contains(&column) {
                return Err(RowsError::HeaderTwice(COLUMNS[column]));
            }
            columns.push(column);
        }
        Ok(Self(Form::Csv {
            records: Box::new(records),
            columns,
        }))
    }
}

/// Spreadsheets in many countries write semicolons.
fn delimiter(header: &[u8]) -> u8 {
    let cells = |delimiter: u8| header.split(|byte| *byte == delimiter).count();
    let candidates = [b'\t', b';', b','];
    candidates
        .into_iter()
        .max_by_key(|delimiter| cells(*delimiter))
        .unwrap_or(b',')
}

impl<R: BufRead> Iterator for Rows<R> {
    type Item = Result<Row, RowsError>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Form::Csv { records, columns } => next_record(records, columns),
            Form::JsonLines { text, line } => next_line(text, line),
        }
    }
}

fn next_record<R: io::Read>(
    records: &mut csv::Reader<R>,
    columns: &[usize],
) -> Option<Result<Row, RowsError>> {
    let mut record = ByteRecord::new();
    match records.read_byte_record(&mut record) {
        Ok(true) => Some(read_record(&record, columns).map_err(RowsError::Bad)),
        Ok(false) => None,
        Err(error) => Some(Err(reading(error))),
    }
}

fn read_record(record: &ByteRecord, columns: &[usize]) -> Result<Row, BadRow> {
    let line = record.position().map_or(0, csv::Position::line);
    let bad = |column, wants: String| BadRow {
        line,
        column,
        wants,
    };
    if record.len() != columns.len() {
        let (cells, wanted) = (record.len(), columns.len());
        let wants = format!("as many cells as the header has, {wanted}; there are {cells}");
        return Err(bad(None, wants));
    }
    let mut row = Row::new(line);
    for (cell, column) in record.iter().zip(columns) {
        let text = std::str::from_utf8(cell)
            .map_err(|_| bad(Some(COLUMNS[*column]), "text in UTF-8".to_owned()))?;
        row.put(*column, text.to_owned());
    }
    Ok(row)
}

fn next_line(text: &mut impl BufRead, line: &mut u64) -> Option<Result<Row, RowsError>> {
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        *line += 1;
        match text.read_until(b'\n', &mut bytes) {
            Ok(0) => return None,
            Ok(_) if bytes.trim_ascii().is_empty() => {}
            Ok(_) => return Some(read_object(*line, &bytes).map_err(RowsError::Bad)),
            Err(error) => return Some(Err(RowsError::Reading(error))),
        }
    }
}

fn read_object(line: u64, bytes: &[u8]) -> Result<Row, BadRow> {
    let bad = |column, wants: String| BadRow {
        line,
        column,
        wants,
    };
    let Members(members) = serde_json::from_slice(bytes).map_err(|error| {
        let at = error.column();
        let wants =
            format!("one JSON object in UTF-8 on one line; it breaks off at character {at}");
        bad(None, wants)
    })?;
    let mut row = Row::new(line);
    let mut columns = Vec::new();
    for (name, value) in flat(members) {
        let column = COLUMNS.iter().position(|known| *known == name);
        let column = column.ok_or_else(|| {
            let wants = format!("members among: {}, sso", COLUMNS.join(", "));
            bad(None, wants)
        })?;
        if columns.contains(&column) {
            let wants = "one value: it stands there twice".to_owned();
            return Err(bad(Some(COLUMNS[column]), wants));
        }
        columns.push(column);
        match value {
            Value::Null => {}
            Value::String(text) => row.put(column, text),
            _ => return Err(bad(Some(COLUMNS[column]), "a text".to_owned())),
        }
    }
    Ok(row)
}

/// `"sso":{"provider":…,"url":…}`, as the API writes it, is taken for the two columns.
fn flat(members: Vec<(String, Value)>) -> Vec<(String, Value)> {
    let members = members.into_iter().flat_map(|(name, value)| match value {
        Value::Object(sso) if name == "sso" => sso
            .into_iter()
            .map(|(member, value)| (format!("sso_{member}"), value))
            .collect(),
        value => vec![(name, value)],
    });
    members
        .filter(|(name, value)| name != "sso" || !value.is_null())
        .collect()
}

/// Of one JSON object, also those that stand there twice: a map would keep the last.
struct Members(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EachMember;

        impl<'de> Visitor<'de> for EachMember {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(EachMember)
    }
}

fn reading(error: csv::Error) -> RowsError {
    RowsError::Reading(error.into())
}
