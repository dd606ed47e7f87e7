//! What the commands share.

pub mod boost;
pub mod fame;
pub mod lines;
pub mod logistic;
pub mod misspell;
pub mod planted;
pub mod random;
pub mod sparse;
pub mod text;
pub mod treebank;
