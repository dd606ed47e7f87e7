//! The lists of words and names that copydesk is compiled with, as bytes. `lexicon/NOTICE.md` says what they are made of and under which
//! licences; `copydesk-train build-lexicon` makes them, and the crate `copydesk` reads them.
//!
//! With the feature `outside` the files are not compiled in: whoever runs the program hands them over with `fill` before they are asked
//! for, as a page does that fetches them compressed.

#![cfg_attr(not(feature = "outside"), no_std)]
#![forbid(unsafe_code)]

mod blob;

pub use blob::Blob;
#[cfg(feature = "outside")]
pub use blob::wanted;

/// A constant for each file, and a list of all of them.
macro_rules! files {
    ($($name:ident: $kind:ident = $path:literal;)*) => {
        $(files!(@$kind $name $path);)*

        /// Every file, by its path from the crate's folder, with its length in bytes.
        pub static ALL: &[(&str, usize)] = &[$((concat!("lexicon/", $path), include_bytes!(concat!("../lexicon/", $path)).len())),*];

        #[cfg(feature = "outside")]
        static BLOBS: &[Option<&Blob>] = &[$(files!(@blob $kind $name)),*];
    };
    (@blob bytes $name:ident) => { Some(&$name) };
    (@blob text $name:ident) => { None };
    (@bytes $name:ident $path:literal) => {
        #[doc = concat!("`", $path, "`")]
        pub static $name: Blob = Blob::new(
            concat!("lexicon/", $path),
            #[cfg(not(feature = "outside"))]
            include_bytes!(concat!("../lexicon/", $path)),
        );
    };
    (@text $name:ident $path:literal) => {
        #[doc = concat!("`", $path, "`")]
        pub static $name: &str = include_str!(concat!("../lexicon/", $path));
    };
}

files! {
    BEARERS: bytes = "bearers.bin";
    BIGRAMS: bytes = "bigrams.bin";
    DATES: text = "dates.tsv";
    DE_WORDS: bytes = "de/words.bin";
    ES_WORDS: bytes = "es/words.bin";
    GIVEN_GENDER: text = "given-gender.tsv";
    KNOWN: bytes = "known.bin";
    LEMMAS: text = "lemmas.tsv";
    LETTERS: bytes = "letters.bin";
    ORGS: bytes = "orgs.bin";
    PLACES: bytes = "places.bin";
    WORDS: bytes = "words.bin";
}

/// Hands over the bytes of the file of this path; `false` where there is no such file or it has its bytes already.
#[cfg(feature = "outside")]
pub fn fill(path: &str, bytes: &'static [u8]) -> bool {
    BLOBS.iter().flatten().any(|blob| blob.path() == path && blob.fill(bytes))
}
