//! The lines of a compressed text.

use flate2::read::GzDecoder;
use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
};

/// The lines of a file in a folder.
pub fn lines(folder: &Path, name: &str) -> impl Iterator<Item = String> + use<> {
    let file = File::open(folder.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    BufReader::new(GzDecoder::new(file)).lines().map(|l| l.expect("the file is text"))
}
