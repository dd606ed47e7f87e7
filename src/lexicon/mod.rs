//! Look-ups in lists that are compiled into the binary and read in place, without parsing: words and their
//! frequencies, first names and surnames, people, places, organisations and acronyms.
//!
//! A look-up takes 0.1 to 0.3 microseconds and allocates only for text with capitals or accents. The lists
//! are in `crates/copydesk-data/lexicon/`, made by `cargo run --release -p copydesk-train -- build-lexicon ../shared/data`; sources
//! and licences are in `crates/copydesk-data/lexicon/NOTICE.md`. Most lists are hashed: the few strangers that are let in
//! are stated with each look-up.

mod bearers;
pub mod blob;
mod distance;
mod fold;
pub mod fuse;
pub mod grams;
pub mod house;
mod key;
pub mod known;
pub mod known_index;
pub mod letters;
mod memo;
mod orgs;
pub mod parts;
mod places;
pub mod roles;
pub mod sound;
mod word_set;
pub mod words;

pub use bearers::{FullName, given, person_exists, surname, without_initials};
pub use distance::{ACCENTS, CASE, folded_distance_within, name_distance, name_distance_within};
pub use fold::{fold, to_ascii_spelling};
pub use house::{HouseNames, HousePerson};
pub use key::Key;
pub use known::{
    Known, KnownKind, KnownName, MOST_APART, Outline, Person, Token, each_person_sounding_like, known, people_with_token, person,
    sound_signature, surname_weight, tokens_near, tokens_sounding_like,
};
pub use letters::letters_ln;
pub use memo::{Memo, Recent};
pub use orgs::{Org, OrgKind, STEP as ORG_STEP, acronym, expansion, org};
pub use places::{Place, PlaceKind, demonym_country, is_demonym, place};
pub use roles::Roles;
pub use word_set::WordSet;
pub use words::{Word, Words, bigram, word};
