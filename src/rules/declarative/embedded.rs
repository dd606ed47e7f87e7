//! The rules of `rules/<lang>/*.toml`, as constants that `build.rs` writes.

use super::{
    format::{GuardsSource, PatternSource, Placed, RawSource, RuleSource},
    required::Required,
    search::{Search, Sequence, Table},
};
use std::borrow::Cow;

const fn text(text: &'static str) -> Cow<'static, str> {
    Cow::Borrowed(text)
}

const fn placed(text: &'static str) -> Placed {
    Placed { text: Cow::Borrowed(text), start: 0, end: 0 }
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));
