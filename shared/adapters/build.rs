//! Picks the authorities behind AWS and names the design of pages while the program is built: a start has better to do.

use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::PathBuf;

use webpki_roots::TLS_SERVER_ROOTS;

/// The words by which they name themselves
/// (<https://www.amazontrust.com/repository/>: Amazon Root CA 1–4, Starfield Services Root CA – G2).
const AMAZON: [&[u8]; 2] = [
    b"Amazon Root CA ",
    b"Starfield Services Root Certificate Authority - G2",
];

/// What pages look like, but for the brand's colour, and how that becomes a part of it.
const DESIGN: [&str; 4] = [
    "assets/page.css",
    "assets/icon.svg",
    "src/web/look.rs",
    "src/color.rs",
];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    write_authorities();
    name_the_design();
}

fn name_the_design() {
    let mut hasher = DefaultHasher::new();
    for file in DESIGN {
        println!("cargo:rerun-if-changed={file}");
        let text = fs::read(file).unwrap_or_else(|error| panic!("{file}: {error}"));
        text.hash(&mut hasher);
    }
    println!("cargo:rustc-env=DESIGN_HASH={:016x}", hasher.finish());
}

fn write_authorities() {
    let mut source = "const AMAZON: &[TrustAnchor<'static>] = &[\n".to_owned();
    for root in TLS_SERVER_ROOTS
        .iter()
        .filter(|root| is_amazons(&root.subject))
    {
        assert!(root.name_constraints.is_none(), "none of Amazon's has any");
        let (name, key) = (&*root.subject, &*root.subject_public_key_info);
        let written = writeln!(
            source,
            "TrustAnchor {{ subject: Der::from_slice(&{name:?}), subject_public_key_info: Der::from_slice(&{key:?}), name_constraints: None }},"
        );
        written.expect("a string takes it");
    }
    source.push_str("];\n");
    let folder = std::env::var_os("OUT_DIR").expect("Cargo names a folder");
    fs::write(PathBuf::from(folder).join("amazon.rs"), source).expect("the folder can be written");
}

fn is_amazons(subject: &[u8]) -> bool {
    let is_part = |name: &[u8]| subject.windows(name.len()).any(|part| part == name);
    AMAZON.into_iter().any(is_part)
}
