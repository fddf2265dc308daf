//! The holder of a reset link: looks at it, sets a password with it once, or says "this was not me".

mod bad_tokens;
mod limits;
mod passwords;
mod races;
mod redeeming;
mod revoking;
mod states;
mod store;
