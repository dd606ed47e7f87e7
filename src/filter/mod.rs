//! What is left out of a report, and by whose word: comments in the article, a baseline of known findings, lines that did
//! not change.

pub mod baseline;
pub mod changed;
pub mod suppress;

pub use suppress::METAS;
