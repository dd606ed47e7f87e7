//! Rolls: lists of names, as of the people who took part in a release, of a team, of a cast.

use super::{Text, TokenKind, name_words};
use crate::document::BlockKind;

/// Fewer words make no roll of running text.
const LEAST: usize = 12;

/// Whether the block is a list of names, or an entry of one: three words in four have a capital, and commas part them (or it is an
/// entry of a list, a few words long).
///
/// ```
/// use copydesk::{analysis::{Article, Language, roll::is_roll}, document::{Format, parse}, source::Source};
/// let roll = "Ana Reis, Ben Ochieng, Chidi Eze, Dana Levi, Emil Larsen, Farah Aziz, Goran Tadic, Hana Sato and Ines Costa";
/// let prose = "Ana Reis met Ben Ochieng in Lisbon on Monday, she said, and they spoke about the port and what it will cost the city.";
/// let source = Source::from_text("a.txt", format!("{roll}\n\n{prose}"));
/// let documents = parse(&source, Format::Plain);
/// let article = Article::with_language(&documents[0], Language::ENGLISH);
/// assert_eq!(article.blocks().iter().map(is_roll).collect::<Vec<_>>(), [true, false]);
/// ```
pub fn is_roll(block: &Text<'_>) -> bool {
    *block.facts.roll.get_or_init(|| looks_like_roll(block))
}

fn looks_like_roll(block: &Text<'_>) -> bool {
    let (mut words, mut capitals, mut commas) = (0_usize, 0_usize, 0_usize);
    for token in block.tokens() {
        match token.kind {
            TokenKind::Word => {
                words += 1;
                capitals += usize::from(name_words::is_capitalised(block.word(token)));
            }
            _ => commas += usize::from(matches!(block.word(token), "," | ";" | "•" | "|")),
        }
    }
    let names = 4 * capitals >= 3 * words;
    let entry = matches!(block.kind(), BlockKind::ListItem | BlockKind::TableCell) && (1..=8).contains(&words);
    names && (entry || words >= LEAST && 5 * commas >= words)
}

/// Where the credits begin that an entry of a list ends with: the token of the bracket round those who made what the entry tells, as
/// changelogs have them. Only numbers may follow, of the change.
///
/// ```
/// use copydesk::{analysis::{Article, Language, roll::credits}, document::{Format, parse}, source::Source};
/// let text = "- Read the file once, not twice (Ana Reis, Chidi Eze) (#123)\n- Written by Ana Reis (and by nobody else)\n";
/// let source = Source::from_text("a.md", text);
/// let documents = parse(&source, Format::Markdown);
/// let article = Article::with_language(&documents[0], Language::ENGLISH);
/// assert_eq!(article.blocks().iter().map(|b| credits(b).is_some()).collect::<Vec<_>>(), [true, false]);
/// ```
pub fn credits(block: &Text<'_>) -> Option<usize> {
    if block.kind() != BlockKind::ListItem {
        return None;
    }
    let mut end = block.tokens().len();
    loop {
        let tokens = block.tokens().get(..end)?;
        let open = tokens.iter().rposition(|t| block.word(t) == "(")?;
        let (mut closed, mut named) = (false, false);
        for token in tokens.get(open + 1..)? {
            let word = block.word(token);
            closed |= word == ")";
            if token.kind != TokenKind::Word || !word.contains(char::is_alphabetic) {
                continue;
            }
            named = true;
            if closed || !name_words::is_capitalised(word) && !matches!(word, "and" | "by" | "thanks" | "to") {
                return None;
            }
        }
        if !closed {
            return None;
        }
        if named {
            return Some(open);
        }
        end = open;
    }
}
