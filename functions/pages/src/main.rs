//! Runs [`pages`] on Lambda.

use adapters::{App, lambda};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::serve(App::unconnected_from_environment, pages::router).await
}
