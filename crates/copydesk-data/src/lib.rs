//! The lists of words and names that copydesk is compiled with, as bytes. `lexicon/NOTICE.md` says what they are made of and under which
//! licences; `copydesk-train build-lexicon` makes them, and the crate `copydesk` reads them.

#![no_std]
#![forbid(unsafe_code)]

/// A constant for each file, and a list of all of them.
macro_rules! files {
    ($($name:ident: $kind:ident = $path:literal;)*) => {
        $(files!(@$kind $name $path);)*

        /// Every file, by its path from the crate's folder, with its length in bytes.
        pub static ALL: &[(&str, usize)] = &[$((concat!("lexicon/", $path), $name.len())),*];
    };
    (@bytes $name:ident $path:literal) => {
        #[doc = concat!("`", $path, "`")]
        pub static $name: &[u8] = include_bytes!(concat!("../lexicon/", $path));
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
