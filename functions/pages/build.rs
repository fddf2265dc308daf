//! Names the files of `assets/` together, while the program is built: a start has better to do than to read them all.

use std::path::{Path, PathBuf};
use std::{fs, io};

use sha2::{Digest, Sha256};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=assets");
    let mut files = Vec::new();
    collect(Path::new("assets"), &mut files)?;
    files.sort();
    let mut hasher = Sha256::new();
    for file in files {
        let (name, text) = (file.to_string_lossy(), fs::read(&file)?);
        for part in [name.as_bytes(), &text] {
            hasher.update(part.len().to_be_bytes());
            hasher.update(part);
        }
    }
    let digest = hasher.finalize();
    let (beginning, _) = digest.split_first_chunk().expect("it has 32 bytes");
    let hash = u64::from_be_bytes(*beginning);
    println!("cargo:rustc-env=ASSETS_HASH={hash:016x}");
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
