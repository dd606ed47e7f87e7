//! Lines that stand in many articles of a run: what belongs to the page and not to the article.
//!
//! Counted are the files that have a line, not how often they have it. Memory is bounded: beyond `MAX_LINES` new lines are not kept.

pub use crate::rules::records::REPEATED_LINE as LINE;

use crate::{
    analysis::{Article, Text},
    diagnostic::{Finding, Place},
    document::BlockKind,
    lexicon::fuse::hash,
    span::BlockSpan,
};
use std::collections::HashMap;

/// Different lines that are counted.
const MAX_LINES: usize = 2_000_000;
/// Letters of a line that are enough to know it by, and words of one that is no paragraph.
const LETTERS: std::ops::RangeInclusive<usize> = 6..=240;
/// Files in which a line is furniture, and the share of all files that they must be.
const FILES: u32 = 4;
const SHARE: f32 = 0.02;

/// How many files of a run have which lines.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    /// In how many files, by a hash of the line.
    counts: HashMap<u64, u32>,
    files: u32,
}

impl Lines {
    /// Takes in the text of one file, markup included: in HTML and Markdown the text between two tags is a line.
    pub fn add(&mut self, text: &str) {
        self.files += 1;
        let mut seen: Vec<u64> = text.split(['\n', '<', '>']).filter_map(key).collect();
        seen.sort_unstable();
        seen.dedup();
        for line in seen {
            if self.counts.len() < MAX_LINES || self.counts.contains_key(&line) {
                *self.counts.entry(line).or_default() += 1;
            }
        }
    }

    /// The hashes of the lines that are furniture, in order, with the number of files that have each.
    pub(super) fn furniture(&self) -> Vec<(u64, u32)> {
        let least = FILES.max((self.files as f32 * SHARE).ceil() as u32);
        let mut found: Vec<(u64, u32)> = self.counts.iter().filter(|(_, n)| **n >= least).map(|(line, n)| (*line, *n)).collect();
        found.sort_unstable();
        found
    }
}

/// What a line is known by: a hash of its words; nothing for a line without enough letters, or with too many.
fn key(line: &str) -> Option<u64> {
    if line.len() > LETTERS.end() * 4 || !LETTERS.contains(&line.chars().filter(|c| c.is_alphabetic()).count()) {
        return None;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    Some(hash(words.join(" ").to_lowercase().as_bytes()))
}

/// The blocks of an article that stand in many files of the run, titles aside.
pub fn findings(article: &Article<'_>, furniture: &[(u64, u32)]) -> Vec<Finding> {
    let of_page = |b: &&Text<'_>| !matches!(b.kind(), BlockKind::Headline | BlockKind::Code | BlockKind::TableCell | BlockKind::Byline);
    let find = |text: &Text<'_>| {
        let known = key(text.text())?;
        let (_, files) = furniture.get(furniture.binary_search_by_key(&known, |(line, _)| *line).ok()?)?;
        let trimmed = text.text().trim();
        let start = text.text().find(trimmed)?;
        let place = Place::new(text.index(), BlockSpan::new(start, start + trimmed.len()));
        Some(Finding::new(place, format!("this stands in {files} files of the run: it belongs to the page"), LINE.confidence))
    };
    article.blocks().iter().filter(of_page).filter_map(find).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document, document::Format, source::Source};

    fn found(files: &[String]) -> Vec<usize> {
        let mut lines = Lines::default();
        files.iter().for_each(|f| lines.add(f));
        let furniture = lines.furniture();
        let count = |f: &String| {
            let source = Source::from_text("a.txt", f.clone());
            document::parse(&source, Format::Plain).iter().map(|d| findings(&Article::new(d), &furniture).len()).sum()
        };
        files.iter().map(count).collect()
    }

    /// A line that many articles have is the page's, one that two have may be anybody's, and an article that has it often is one.
    #[test]
    fn counts_files() {
        let towns = ["Beira", "Graz", "Cusco", "Tartu", "Davao"];
        let article = |town: &str, end: &str| {
            format!("Port of {town} opens\n\nThe port of {town} opened again on Monday after three days of rain.\n\n{end}\n")
        };
        let same: Vec<String> = towns.iter().map(|t| article(t, "Send this page to a friend of yours")).collect();
        assert_eq!(found(&same), [1, 1, 1, 1, 1]);
        let own: Vec<String> = towns.iter().map(|t| article(t, &format!("The mayor of {t} was there"))).collect();
        assert_eq!(found(&own), [0, 0, 0, 0, 0]);
        let two: Vec<String> =
            towns.iter().enumerate().map(|(i, t)| article(t, if i < 2 { "Nobody was hurt in the storm" } else { "" })).collect();
        assert_eq!(found(&two), [0, 0, 0, 0, 0]);
        let often = vec![article("Beira", &"Nobody was hurt in the storm\n\n".repeat(9)), article("Graz", "")];
        assert_eq!(found(&often), [0, 0]);
    }
}
