//! All functions, each with clients of its own, and the routes that they serve together.

use std::sync::Arc;

use adapters::App;
use adapters::app::StartError;
use adapters::aws::Aws;
use adapters::clock::Clock;
use axum::Router;

use crate::emulators::Emulators;
use crate::environment::{self, Environment};

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
    ("pages", |app| pages::router(app.site.clone())),
];

/// Makes the [`App`] of each function.
#[derive(Clone)]
pub struct Functions {
    environment: Environment,
    emulators: Arc<Emulators>,
}

impl Functions {
    /// Functions on these emulators, which get the environment's secrets to keep.
    pub fn new(environment: Environment, emulators: Arc<Emulators>) -> Self {
        environment.fill(&emulators.vault);
        Self {
            environment,
            emulators,
        }
    }

    /// The app of the function with that name, started as Lambda would start it.
    pub async fn app(&self, function: &str) -> Result<App, StartError> {
        let aws = Aws::from_environment(|name| environment::aws(&self.emulators, function, name));
        let aws = aws.expect("the local AWS variables are there");
        let clock = Clock::Shifted(self.emulators.clock.offset_ms());
        App::start(
            |name| self.environment.of_function(function, name),
            &aws,
            clock,
        )
        .await
    }

    /// The routes of each function that has any.
    pub async fn routers(&self) -> Result<Vec<(&'static str, Router)>, StartError> {
        let mut started = Vec::new();
        for (function, router) in ROUTED {
            started.push((function, router(self.app(function).await?)));
        }
        Ok(started)
    }

    /// Every route of every function.
    pub async fn router(&self) -> Result<Router, StartError> {
        let routers = self.routers().await?.into_iter();
        Ok(routers.fold(Router::new(), |all, (_, router)| all.merge(router)))
    }
}
