//! Hashes a password for each line that it reads, and writes how many nanoseconds that took: for `make bench`.

use std::io::BufRead as _;
use std::time::Instant;

use adapters::hasher::Hasher;
use adapters::settings::Hashing;
use domain::Password;

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let hashing = Hashing {
        memory_kib: 19 * 1024,
        passes: 2,
    };
    let hasher = Hasher::new(hashing, &[]);
    for line in std::io::stdin().lock().lines() {
        line?;
        let password = Password::new("violet trombone under the stairs");
        let started = Instant::now();
        let hash = hasher.hash(password).await;
        println!("{}", started.elapsed().as_nanos());
        drop(hash);
    }
    Ok(())
}
