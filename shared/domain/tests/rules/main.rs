//! The rules of the domain, each by itself: one file per file of `src`, with examples to start from in `examples.rs`.

mod account;
mod actor;
mod batch;
mod delivery;
mod edit;
mod examples;
mod help;
mod identifier;
mod lifetime;
mod limit;
mod link;
mod outbox;
mod password;
mod search;
mod secrets;
mod token;
mod words;
