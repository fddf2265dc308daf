//! What the mails say, letter by letter and in every language, and what no name can make them say.

mod golden;
mod hostile;
mod links;
mod mails;
mod rules;
