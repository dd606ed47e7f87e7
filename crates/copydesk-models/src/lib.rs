//! The weights that copydesk is compiled with, as bytes. Beside each model stands what it was trained on, under which licences, and how well
//! it does; `copydesk-train` makes them, and the crate `copydesk` reads them.
//!
//! With the feature `outside` they are handed over with `fill`, as the lists of `copydesk-data` are.

#![no_std]
#![forbid(unsafe_code)]

use copydesk_data::Blob;

/// A constant for each file, and a list of all of them.
macro_rules! files {
    ($($name:ident: $kind:ident = $path:literal;)*) => {
        $(files!(@$kind $name $path);)*

        /// Every file, by its path from the crate's folder, with its length in bytes.
        pub static ALL: &[(&str, usize)] = &[$((concat!("models/", $path), include_bytes!(concat!("../models/", $path)).len())),*];

        #[cfg(feature = "outside")]
        static BLOBS: &[Option<&Blob>] = &[$(files!(@blob $kind $name)),*];
    };
    (@blob bytes $name:ident) => { Some(&$name) };
    (@blob text $name:ident) => { None };
    (@bytes $name:ident $path:literal) => {
        #[doc = concat!("`", $path, "`")]
        pub static $name: Blob = Blob::new(
            concat!("models/", $path),
            #[cfg(not(feature = "outside"))]
            include_bytes!(concat!("../models/", $path)),
        );
    };
    (@text $name:ident $path:literal) => {
        #[doc = concat!("`", $path, "`")]
        pub static $name: &str = include_str!(concat!("../models/", $path));
    };
}

files! {
    CUT_OTHER: text = "cut-other.tsv";
    DE_ENDING: bytes = "de/ending.bin";
    DE_STOPS: text = "de/stops.tsv";
    DE_TAGGER: bytes = "de/tagger.bin";
    DE_TRIAGE: bytes = "de/triage.bin";
    ENDING: bytes = "ending.bin";
    ES_ENDING: bytes = "es/ending.bin";
    ES_STOPS: text = "es/stops.tsv";
    ES_TAGGER: bytes = "es/tagger.bin";
    ES_TRIAGE: bytes = "es/triage.bin";
    FR_ENDING: bytes = "fr/ending.bin";
    FR_STOPS: text = "fr/stops.tsv";
    FR_TAGGER: bytes = "fr/tagger.bin";
    GLANCE: bytes = "glance.bin";
    JOIN: bytes = "join.bin";
    LINE: bytes = "line.bin";
    MISSPELLED_NAME: text = "misspelled-name.tsv";
    MISSPELLED_NAME_TREES: text = "misspelled-name.trees";
    NAME_EDITS: text = "name-edits.tsv";
    NAME_VARIANT: text = "name-variant.tsv";
    NAME_VARIANT_OTHER: text = "name-variant-other.tsv";
    NAME_VARIANT_TREES: text = "name-variant.trees";
    STOP: bytes = "stop.bin";
    STOPS: text = "stops.tsv";
    TAGGER: bytes = "tagger.bin";
    TRIAGE: bytes = "triage.bin";
    WORDING: bytes = "wording.bin";
}

/// Hands over the bytes of the file of this path; `false` where there is no such file or it has its bytes already.
#[cfg(feature = "outside")]
pub fn fill(path: &str, bytes: &'static [u8]) -> bool {
    BLOBS.iter().flatten().any(|blob| blob.path() == path && blob.fill(bytes))
}
