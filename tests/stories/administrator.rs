//! An administrator: signs in, finds an account, sends or hands over a link, or sets a password by hand.

mod bulk;
mod by_hand;
mod creating;
mod directory;
mod editing;
mod elsewhere;
mod hand_over;
mod history;
mod late_truth;
mod lattice;
mod limits;
mod links;
mod lookups;
mod revealing;
mod searching;
mod signing_in;
mod table;
