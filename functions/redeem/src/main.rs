//! Runs [`redeem`] on Lambda.

use adapters::{App, lambda};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda::Error> {
    lambda::serve(App::keyed_from_environment, redeem::router).await
}
