//! All functions, each with clients of its own, and the routes that they serve together.

use std::sync::Arc;

use adapters::App;
use adapters::app::Clock;
use adapters::aws::Aws;
use adapters::settings::Settings;
use axum::Router;

use crate::emulators::Emulators;
use crate::environment;

/// Makes the [`App`] of each function.
#[derive(Clone)]
pub struct Functions {
    settings: Arc<Settings>,
    emulators: Arc<Emulators>,
}

impl Functions {
    /// Functions on these emulators.
    pub fn new(settings: Settings, emulators: Arc<Emulators>) -> Self {
        Self {
            settings: Arc::new(settings),
            emulators,
        }
    }

    /// The app of the function with that name.
    pub fn app(&self, function: &str) -> App {
        let aws = Aws::from_environment(|name| environment::aws(&self.emulators, function, name));
        let aws = aws.expect("the local AWS variables are there");
        App::new(
            Arc::clone(&self.settings),
            &aws,
            Clock::Shifted(self.emulators.clock.offset_ms()),
        )
    }

    /// Every route of every function.
    pub fn router(&self) -> Router {
        Router::new()
            .merge(request::router(self.app("request")))
            .merge(redeem::router(self.app("redeem")))
            .merge(admin_generate::router(self.app("admin-generate")))
            .merge(manual_set::router(self.app("manual-set")))
            .merge(change_own::router(self.app("change-own")))
            .merge(accounts::router(self.app("accounts")))
            .merge(sessions::router(self.app("sessions")))
            .merge(pages::router(self.app("pages")))
    }
}
