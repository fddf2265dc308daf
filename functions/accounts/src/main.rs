//! Runs [`accounts`] on Lambda.

use adapters::{App, lambda};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::serve(App::issuing_from_environment, accounts::router).await
}
