//! What touches the world, and decides nothing: settings, clock, store, mail, the HTTP edge, Lambda.

pub mod app;
pub mod aws;
pub mod clock;
pub mod color;
pub mod connections;
pub mod entropy;
pub mod hasher;
pub mod issuing;
pub mod keys;
pub mod lambda;
pub mod language;
pub mod log;
pub mod mail;
pub mod metrics;
pub mod noticing;
pub mod oidc;
pub mod secrets;
pub mod settings;
pub mod store;
pub mod target;
pub mod verifying;
pub mod web;
pub mod words;

pub use app::App;
pub use language::Language;
