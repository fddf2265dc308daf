//! Files of accounts, as operators import them.

use std::collections::BTreeMap;
use std::sync::Arc;

use adapters::App;
use proptest::prelude::*;
use rekey::accounts_file::{Passwords, Rows, RowsError, importer};
use rekey::emulators::Emulators;
use rekey::environment::Environment;
use rekey::functions::Functions;
use rekey::secrets::Secrets;
use tokio::runtime::Runtime;

use crate::corpus::{Input, mutations_of, seeds};
use crate::throw;

const COUNT: u32 = 300;

/// Stands in seeds where a refusal must not tell what is there.
const CELL: &str = "cellcell";

async fn operator() -> App {
    let secrets = Secrets::load_or_make(None).expect("secrets");
    let environment = Environment::new(BTreeMap::new(), "http://localhost", &secrets);
    let emulators = Emulators::start(None, "rekey-").await.expect("emulators");
    let functions = Functions::new(environment, Arc::new(emulators));
    functions.app("operator").await.expect("it starts")
}

#[test]
fn a_file_of_accounts_is_taken_row_by_row_or_refused_by_line_and_column() {
    let runtime = Runtime::new().expect("a runtime starts");
    let app = runtime.block_on(operator());
    for seed in seeds("imports") {
        is_read(&app, &seed);
    }
    let inputs = (mutations_of(seeds("imports")), any::<bool>());
    throw("imports", COUNT, &inputs, |(input, whole)| {
        is_read(&app, &input);
        if whole {
            runtime.block_on(is_imported(&app, &input));
        }
    });
}

/// Each row is an account or is refused, and nothing that stands in it is told.
fn is_read(app: &App, input: &Input) {
    let rows = match Rows::open(&input.0[..], None) {
        Ok(rows) => rows,
        Err(error) => return tells_no_cell(&error),
    };
    for row in rows.take(1000) {
        let taken = row.and_then(|row| Ok(row.candidate(app)?.check_hash(app)?));
        if let Err(error) = taken {
            tells_no_cell(&error);
        }
    }
}

fn tells_no_cell(error: &RowsError) {
    let told = format!("{error} {error:?}").to_lowercase();
    assert!(!told.contains(CELL), "{told}");
}

/// Every row has an end: made, there already, or refused by its line; twice changes nothing.
async fn is_imported(app: &App, input: &Input) {
    let Ok(rows) = Rows::open(&input.0[..], None) else {
        return;
    };
    let first = importer::import(app, rows, Passwords::Refused, 4, |_| ()).await;
    let Ok(first) = first else {
        return;
    };
    let rows = Rows::open(&input.0[..], None).expect("it was just opened");
    let again = importer::import(app, rows, Passwords::Refused, 4, |_| ()).await;
    let again = again.expect("it was just imported");
    assert_eq!(again.created, 0, "made twice");
    assert_eq!(again.unchanged, first.created + first.unchanged);
    assert_eq!(again.refused.len(), first.refused.len());
}
