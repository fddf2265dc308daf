//! All functions, each with clients of its own, and the routes that they serve together.

use std::sync::Arc;

use adapters::App;
use adapters::app::Clock;
use adapters::aws::Aws;
use adapters::settings::Settings;
use axum::Router;

use crate::emulators::Emulators;
use crate::environment;

type Routed = (&'static str, fn(App) -> Router);

/// The functions that have routes.
const ROUTED: [Routed; 8] = [
    ("request", request::router),
    ("redeem", redeem::router),
    ("admin-generate", admin_generate::router),
    ("manual-set", manual_set::router),
    ("change-own", change_own::router),
    ("accounts", accounts::router),
    ("sessions", sessions::router),
    ("pages", pages::router),
];

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

    /// The routes of each function that has any.
    pub fn routers(&self) -> [(&'static str, Router); 8] {
        ROUTED.map(|(function, router)| (function, router(self.app(function))))
    }

    /// Every route of every function.
    pub fn router(&self) -> Router {
        let routers = self.routers().into_iter();
        routers.fold(Router::new(), |all, (_, router)| all.merge(router))
    }
}
