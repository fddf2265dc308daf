//! Runs [`pages`] on Lambda.

use adapters::lambda;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::serve_site(pages::router).await
}
