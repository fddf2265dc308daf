//! Each condition by itself, against the embedded store over HTTP: a story alone would not notice that one of two guards is
//! gone. One file per table; what has to be refused is refused for one reason at a time, and nothing else is written.

mod accounts;
mod asks;
mod audit;
mod batches;
mod commit;
mod credentials;
mod identifiers;
mod limits;
mod links;
mod outbox;
mod reads;
mod search;
mod secrets;
mod sessions;
#[path = "../stub/mod.rs"]
mod stub;
mod world;
