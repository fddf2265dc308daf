//! The operator's commands, each on a store of its own.

mod accounts_export;
mod accounts_import;
mod binary;
mod keys;
mod mail_doctor;
mod owner_create;
mod owner_recover;
mod world;
