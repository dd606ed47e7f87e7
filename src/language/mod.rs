//! Languages: which one a text is in, and what is known of it. Every word of a language that code asks for stands here.

mod de;
mod detect;
mod en;
mod es;
mod fr;
mod pack;

/// What English names are told by.
pub use en::NAMES as ENGLISH_NAMES;

pub use detect::{Language, detect, detect_block, is_english_in, may_be_foreign};
pub use pack::{Abbreviations, Calendar, Endings, Names, Needs, Pack};
