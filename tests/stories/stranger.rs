//! A stranger: anybody who can reach the public page, and must learn nothing from it.

mod asking;
mod bad_input;
mod eligibility;
mod language;
mod limits;
mod mail_service;
mod sameness;
mod store;
