//! After a wanted change run `make golden` and read the difference.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use crate::mails::in_all_languages;

#[test]
fn every_mail_reads_as_its_golden_file() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/mail");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut written = BTreeSet::new();
    for (language, name, mail) in in_all_languages() {
        for (extension, content) in [("txt", &mail.text), ("html", &mail.html)] {
            let path = folder.join(format!("{}/{name}.{extension}", language.tag()));
            if update {
                fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder");
                fs::write(&path, content).expect("the folder can be written");
            }
            let golden = fs::read_to_string(&path).unwrap_or_default();
            assert_eq!(
                content,
                &golden,
                "{}: see the top of this test",
                path.display()
            );
            written.insert(path);
        }
    }
    let there: BTreeSet<_> = files(&folder).iter().flat_map(|path| files(path)).collect();
    assert_eq!(there, written, "golden files and mails are the same set");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries.map(|file| file.expect("readable").path()).collect()
}
