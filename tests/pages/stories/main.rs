//! The pages in a real browser, as people use them: see the harness for how to add one.

mod console;
mod dead_links;
mod edge;
mod forgot;
mod journey;
mod languages;
mod not_me;
mod reset;
mod without_scripts;
