//! The records of native rules, as constants that `build.rs` writes from the files in `rules/` that say `native = true`.

use crate::{
    diagnostic::{Group, Severity},
    language::Needs,
    rule::{Example, Languages, RuleMeta},
};
use std::borrow::Cow;

include!(concat!(env!("OUT_DIR"), "/records.rs"));
