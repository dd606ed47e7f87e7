//! The files of lists and models as the page fetches them: parts of several files, and which part a file is in.

use super::blob::{put_number, take_number};

/// The parts: what every article needs, then what those of one language do.
pub const PARTS: [&str; 4] = ["core", "de", "es", "fr"];

/// The part that a file is in, by its path from its crate's folder: those of a language lie in a folder of its own.
pub fn part_of(path: &str) -> &'static str {
    let own = path.split('/').nth(1).unwrap_or_default();
    PARTS.iter().find(|part| **part == own).unwrap_or(&PARTS[0])
}

/// Appends a file to a part.
pub fn put(part: &mut Vec<u8>, path: &str, bytes: &[u8]) {
    for field in [path.as_bytes(), bytes] {
        put_number(part, field.len() as u32);
        part.extend(field);
    }
}

/// Takes a file that [`put`] wrote off the front of `part`: its path and its bytes.
pub fn take<'p>(part: &mut &'p [u8]) -> Option<(&'p str, &'p [u8])> {
    let mut field = || {
        let length = take_number(part)? as usize;
        let (field, rest) = part.split_at_checked(length)?;
        *part = rest;
        Some(field)
    };
    let (path, bytes) = (field()?, field()?);
    Some((std::str::from_utf8(path).ok()?, bytes))
}

/// The file of the well known: in a part it stands as [`super::known_index::Listing::pack`] writes it.
pub const KNOWN: &str = "lexicon/known.bin";

/// Hands over the files of a part. They stay in memory for as long as the program runs.
///
/// # Errors
/// In words, where it is no part, or a file of it is not known or is there already.
#[cfg(feature = "outside")]
pub fn fill(part: Vec<u8>) -> Result<(), String> {
    let mut rest: &'static [u8] = part.leak();
    while !rest.is_empty() {
        let (path, mut bytes) = take(&mut rest).ok_or("no part of copydesk's lists")?;
        if path == KNOWN {
            let listing = super::known_index::Listing::unpack(bytes).ok_or("the list of the well known is broken")?;
            bytes = listing.index()?.leak();
        }
        if !copydesk_data::fill(path, bytes) && !copydesk_models::fill(path, bytes) {
            return Err(format!("{path} is no file that is waited for: the parts and the program are of two builds"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_back_and_what_was_cut_does_not() {
        let mut part = Vec::new();
        put(&mut part, "lexicon/a.bin", b"one");
        put(&mut part, "models/b.bin", &[7; 300]);
        let mut rest = &part[..];
        assert_eq!(take(&mut rest), Some(("lexicon/a.bin", &b"one"[..])));
        assert_eq!(take(&mut rest), Some(("models/b.bin", &[7; 300][..])));
        assert!(rest.is_empty());
        assert_eq!(take(&mut &part[..part.len() - 1]).map(|f| f.0), Some("lexicon/a.bin"));
        assert_eq!(take(&mut &part[..10]), None);
    }

    #[test]
    fn every_file_is_in_a_part() {
        for (path, _) in copydesk_data::ALL.iter().chain(copydesk_models::ALL) {
            assert!(PARTS.contains(&part_of(path)), "{path}");
        }
        assert_eq!([part_of("models/de/triage.bin"), part_of("lexicon/es/words.bin"), part_of("lexicon/words.bin")], ["de", "es", "core"]);
    }
}
