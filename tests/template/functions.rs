//! One crate is one function.

use std::collections::BTreeSet;
use std::path::Path;

use rekey::template::functions;
use tests::root;

#[test]
fn every_crate_of_functions_is_deployed_and_nothing_else() {
    let folder = std::fs::read_dir(root().join("functions")).expect("a folder");
    let crates: BTreeSet<String> = folder
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    let deployed: BTreeSet<String> = functions().map(|(name, _)| name.to_owned()).collect();
    assert_eq!(deployed, crates);
    for (name, properties) in functions() {
        let folder = properties["CodeUri"].as_str().expect("a folder");
        assert_eq!(Path::new(folder), Path::new("functions").join(name));
    }
}

#[test]
fn no_two_functions_share_a_role() {
    let roles: Vec<_> = functions()
        .map(|(_, properties)| properties["Role"].to_string())
        .collect();
    let distinct: BTreeSet<_> = roles.iter().collect();
    assert_eq!(distinct.len(), roles.len());
}
