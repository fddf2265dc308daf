//! The local program: everything that runs in the cloud, in one process, through the same clients over loopback.

pub mod accounts_file;
pub mod api;
pub mod arguments;
pub mod commands;
pub mod emulators;
pub mod environment;
pub mod functions;
mod ground;
pub mod secrets;
pub mod simulator;
pub mod stack;
mod start;
pub mod surroundings;
pub mod template;

pub use stack::Stack;
pub use start::{Options, StartError};
pub use surroundings::Surroundings;
