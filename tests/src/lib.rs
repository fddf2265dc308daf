//! The harness of the black-box tests: one running Rekey per test, spoken to as its callers would, over HTTP.
//!
//! A test starts a [`World`], acts in the glossary's words, and reads what became of it from the answers, the caught
//! mails and the tables. Nothing here knows how the product is made; all of it is said by the contract.

mod acts;
mod administering;
mod answer;
mod canaries;
mod document;
mod folder;
mod issuer;
mod local;
mod log;
mod mail;
mod program;
mod request;
mod text;
mod watched;
mod world;

pub use acts::{token_in, token_of};
pub use administering::{KeyOf, row_of};
pub use answer::Answer;
pub use canaries::Leak;
pub use folder::{Folder, root};
pub use issuer::{ALGORITHMS, Issuer};
pub use local::{Records, is_put_off};
pub use mail::Mail;
pub use program::{Surroundings, binary, build_binaries};
pub use request::{Request, all_at_once};
pub use text::{has_no_part, has_no_trace, lives_for, time};
pub use world::World;

/// The password of every demo account that has one.
pub const PASSWORD: &str = "correct horse battery staple";

/// A password that the rules accept for every demo account.
pub const NEW_PASSWORD: &str = "a lamp, a river, nine spoons";

/// Another one.
pub const OTHER_PASSWORD: &str = "seven owls over Tartu harbour";

/// An account id in the right form that nobody has.
pub const NOBODY: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

/// Settings with which no limit is met, for tests of something else.
pub const WITHOUT_LIMITS: &[(&str, &str)] = &[
    ("LIMIT_ASKS_PER_ADDRESS", "100000000"),
    ("LIMIT_MAILS_PER_ACCOUNT", "100000000"),
    ("LIMIT_MAILS", "100000000"),
    ("LIMIT_REDEEMS_PER_ADDRESS", "100000000"),
    ("LIMIT_FAILURES", "100000000"),
    ("LIMIT_FAILURES_PER_ADDRESS", "100000000"),
    ("LIMIT_FAILURES_PER_ACCOUNT", "100000000"),
    ("LIMIT_LINKS_PER_ADMIN", "100000000"),
];

/// Settings with which a hash takes so long that a test can act meanwhile.
pub const SLOW_HASH: &[(&str, &str)] = &[("ARGON2_PASSES", "20")];
