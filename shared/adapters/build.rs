//! Writes the authorities that are trusted as the HTTP client wants them, while the program is built: a start has better to
//! do than to pick and translate certificates.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use base64::{Engine, engine::general_purpose::STANDARD};
use webpki_root_certs::TLS_SERVER_ROOT_CERTS;

/// The words by which the authorities behind every AWS endpoint name themselves
/// (<https://www.amazontrust.com/repository/>: Amazon Root CA 1–4, Starfield Services Root CA – G2).
const AMAZON: [&[u8]; 2] = [
    b"Amazon Root CA ",
    b"Starfield Services Root Certificate Authority - G2",
];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let folder = std::env::var_os("OUT_DIR").expect("Cargo names a folder");
    let folder = PathBuf::from(folder);
    let all = TLS_SERVER_ROOT_CERTS.iter().map(|root| &**root);
    let of_amazon = all
        .clone()
        .filter(|root| AMAZON.iter().any(|name| is_by(root, name)));
    for (file, roots) in [("all.pem", pem(all)), ("amazon.pem", pem(of_amazon))] {
        fs::write(folder.join(file), roots).expect("the folder can be written");
    }
}

/// Looks at the beginning only, where a root names its issuer, which is itself.
fn is_by(root: &[u8], name: &[u8]) -> bool {
    let beginning = &root[..root.len().min(256)];
    beginning.windows(name.len()).any(|window| window == name)
}

fn pem<'a>(roots: impl Iterator<Item = &'a [u8]>) -> String {
    roots.fold(String::new(), |mut text, root| {
        let body = STANDARD.encode(root);
        let written = writeln!(
            text,
            "-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----"
        );
        written.expect("a string takes it");
        text
    })
}
