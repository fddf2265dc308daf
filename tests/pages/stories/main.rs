//! The pages in a real browser, as people use them: see the harness for how to add one.

mod forgot;
