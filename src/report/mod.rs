//! How diagnostics are written.

pub mod json;
