//! An operator: configures Rekey, reads its tables, and tries things out on one machine.

mod audit;
mod crashes;
mod lifetimes;
mod local_helpers;
mod log;
mod mail_outcomes;
mod outbox;
mod settings;
mod tables;
