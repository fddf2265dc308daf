//! Runs [`cleanup`] on Lambda.

use adapters::{App, lambda};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::serve_events(App::from_environment, cleanup::handle).await
}
