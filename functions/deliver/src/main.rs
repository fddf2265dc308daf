//! Runs [`deliver`] on Lambda.

use adapters::{App, lambda};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    // What failed is in the answer.
    let handle = |app, event| async { Ok(deliver::handle(app, event).await) };
    lambda::serve_events(App::issuing_from_environment, handle).await
}
