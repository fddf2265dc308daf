//! What each kind of caller may rely on, told as stories over HTTP against a running Rekey.

mod administrator;
mod application;
mod edge;
mod holder;
mod operator;
mod owner;
mod person;
mod stranger;
