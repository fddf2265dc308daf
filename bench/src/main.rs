//! `make bench`: starts the functions' real binaries as Lambda does, beside what they are compared with, and writes what it
//! measured into docs/performance.md. `bench/run` builds everything first; `--quick` measures a tenth.
//!
//! `--pair request FILE` compares that function with another build of it, for whoever has to decide between the two.

mod aws;
mod http;
mod link;
mod measure;
mod pair;
mod picture;
mod process;
mod program;
mod report;
mod results;
mod runtime_api;
mod samples;
mod share;

use std::fs;
use std::path::PathBuf;

use aws::Aws;
use program::Programs;
use results::Results;

fn main() -> std::io::Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let repository = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = repository.join("target/bench");
    let aws = Aws::start(&folder.join("tls"))?;
    let programs = Programs {
        folder,
        repository: repository.clone(),
        aws: &aws,
    };
    if let [flag, function, other] = arguments.as_slice()
        && flag == "--pair"
    {
        print!("{}", pair::compared(&programs, function, other.into()));
        return Ok(());
    }
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let results = Results::measure(&programs, if quick { 1 } else { 10 });
    let report = report::markdown(&results);
    println!("{report}");
    if quick {
        return Ok(());
    }
    let docs = repository.join("docs");
    fs::write(docs.join("pictures/cold-start.svg"), picture::svg(&results))?;
    let page = docs.join("performance.md");
    let told = report::between_marks(&fs::read_to_string(&page)?, &report);
    fs::write(page, told)
}
