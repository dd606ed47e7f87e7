//! A translation beside its source: which sentences say each other, and where they disagree.
//!
//! Both texts are read as articles; what needs both is here. Nothing is said of sentences whose alignment is not sure.

pub mod align;
mod checks;
pub mod glossary;
pub mod lexicon;
mod names;
pub mod numbers;
pub mod romanise;
pub mod side;

pub use align::Bead;
pub use checks::passages::{LEAST as LEAST_LETTERS, sure};
pub use checks::{Disagreement, compare, compare_segments, kinship, may_be_pair};
pub use glossary::Glossary;
pub use side::Side;
