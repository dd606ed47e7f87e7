//! What a block is, by its shape, its place and its neighbours: headline, subheading, byline, dateline, caption, furniture.
//! What is left over is a paragraph, also where it breaks off: `Including the withdrawal of Russia from` stays one.

mod byline;
mod caption;
mod dateline;
mod furniture;
mod heading;

use super::{Block, BlockKind};
use byline::{REPORTS, is_byline};
use caption::{CAPTIONS, is_caption};
use dateline::is_dateline;
use foldhash::{HashMap, quality::FixedState};
use furniture::is_furniture;
use heading::{headline, is_subheading};
use std::{cell::RefCell, hash::BuildHasher};

/// Tells the blocks that a format left as [`BlockKind::Paragraph`] apart. Linear in the text's length.
pub fn assign(blocks: &mut [Block]) {
    let count = blocks.len();
    let look = |(i, block): (usize, &mut Block)| {
        // What the markup has told is not asked about.
        let LineKind { shape, kind } = look_at(&block.text, i < 6, i + 2 >= count);
        if block.kind == BlockKind::Paragraph {
            block.kind = kind.unwrap_or(BlockKind::Paragraph);
        }
        shape
    };
    let shapes: Vec<Shape> = blocks.iter_mut().enumerate().map(look).collect();
    headline(blocks, &shapes);
    for i in 0..blocks.len() {
        if blocks[i].kind == BlockKind::Paragraph && is_subheading(&blocks[i].text, &shapes[i]) {
            blocks[i].kind = BlockKind::Subheading;
        }
    }
    runs(blocks, &shapes);
}

/// Marks the paragraphs that something follows which they may lead into, as the markup tells: a listing, a table, a list; and a quotation,
/// where they have no end of their own.
pub(super) fn set_leads(blocks: &mut [Block]) {
    use BlockKind::{Code, ListItem, Paragraph, Quotation, TableCell};
    for i in 1..blocks.len() {
        let (before, next) = (&blocks[i - 1], &blocks[i]);
        let leads = match (before.kind, next.kind) {
            (Paragraph | Quotation, Code | ListItem | TableCell) => true,
            (Paragraph, Quotation) => !is_terminated(&before.text),
            _ => false,
        };
        if leads {
            blocks[i - 1].leads = true;
        }
    }
}

/// What a text under the headline is: a paragraph, or a subheading where it is one open line that breaks off nowhere.
pub(super) fn standfirst(text: &str) -> BlockKind {
    let shape = Shape::of(text);
    if shape.is_open() && !shape.dangling { BlockKind::Subheading } else { BlockKind::Paragraph }
}

/// What can be told from a block's text alone.
#[derive(Clone, Copy, Debug)]
struct Shape {
    /// Words, as far as 60 goes.
    words: usize,
    /// Whether all of them are parted by spaces.
    spaced: bool,
    /// Whether it ends in a terminal.
    terminated: bool,
    /// Whether a sentence is complete before the last one begins.
    sentence_before: bool,
    /// Whether it ends in a word, mark or open pair after which a heading does not end.
    dangling: bool,
}

impl Shape {
    fn of(text: &str) -> Self {
        let terminated = is_terminated(text);
        let spaced = text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).take(60).count();
        // Chinese and Japanese write no spaces: two letters make a word.
        let wide = |c: &char| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}');
        // In UTF-8 they begin with bytes from E3 on.
        let wide = if text.bytes().any(|b| b >= 0xE3) { text.chars().filter(wide).take(120).count() / 2 } else { 0 };
        let words = spaced.max(wide).min(60);
        // Only what is short and open is looked at more closely.
        let open = !terminated && words < 60;
        Self {
            words,
            spaced: words == spaced,
            terminated,
            sentence_before: !open || has_sentence_before(text),
            dangling: open && is_dangling(text),
        }
    }

    /// One unterminated line that could be a heading.
    fn is_open(&self) -> bool {
        !self.terminated && !self.sentence_before && self.words < 60
    }
}

/// Marks that close behind a terminal.
const CLOSERS: [char; 17] = ['"', '”', '“', '’', '‘', '\'', ')', ']', '»', '«', '›', '」', '』', '】', '〉', '》', '*'];

/// Whether a text ends as a sentence or a lead-in does, in any script: stop, question or exclamation mark, ellipsis or colon,
/// quotation marks, brackets and note numbers behind it not counted.
pub fn is_terminated(text: &str) -> bool {
    let mut text = text.trim_end();
    // A note's number: `he said.[3]`
    if let Some(open) = text.strip_suffix(']').and_then(|t| t.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix('[')) {
        text = open;
    }
    let text = text.trim_end_matches(|c: char| CLOSERS.contains(&c) || c.is_whitespace());
    text.ends_with(is_terminal) || text.ends_with([':', '：'])
}

/// Sentence terminals of the scripts that news is written in.
pub fn is_terminal(c: char) -> bool {
    matches!(
        c,
        '.' | '?'
            | '!'
            | '…'
            | '‽'
            | '؟'
            | '۔'
            | '।'
            | '॥'
            | '。'
            | '．'
            | '｡'
            | '！'
            | '？'
            | '։'
            | '።'
            | '፧'
            | '။'
            | '។'
            | '‼'
            | '⁇'
    )
}

/// Whether a terminal stands inside with a new sentence behind it. Abbreviations are short or capitalised: only a stop behind a
/// small-lettered word of three letters, a digit or a closing mark counts.
fn has_sentence_before(text: &str) -> bool {
    let mut before: [char; 3] = [' '; 3];
    for (i, c) in text.char_indices() {
        if is_terminal(c) && c != '…' {
            let rest = &text[i + c.len_utf8()..];
            let gap = rest.trim_start_matches(|c: char| CLOSERS.contains(&c));
            let next = gap.trim_start().trim_start_matches(|c: char| CLOSERS.contains(&c) || matches!(c, '(' | '[' | '„' | '¿' | '¡'));
            let wide = matches!(c, '。' | '！' | '？' | '．' | '｡' | '।' | '॥' | '۔' | '؟' | '።' | '။' | '։');
            let opens = next.starts_with(|c: char| c.is_alphanumeric() && !c.is_lowercase());
            let word = before.iter().all(|c| c.is_lowercase()) || before[2].is_ascii_digit() || CLOSERS.contains(&before[2]);
            if opens && (wide || (word || c != '.') && gap.starts_with(char::is_whitespace)) {
                return true;
            }
        }
        before = [before[1], before[2], c];
    }
    false
}

/// English words that no heading ends in: articles, possessives, prepositions that are no particles, conjunctions, auxiliaries
/// and subject pronouns.
const NEVER_LAST: &[&str] = &[
    "a",
    "an",
    "the",
    "my",
    "your",
    "his",
    "their",
    "its",
    "our",
    "of",
    "from",
    "with",
    "to",
    "at",
    "for",
    "into",
    "upon",
    "onto",
    "between",
    "among",
    "against",
    "during",
    "toward",
    "towards",
    "until",
    "unless",
    "despite",
    "per",
    "via",
    "than",
    "as",
    "because",
    "although",
    "though",
    "while",
    "whereas",
    "whether",
    "if",
    "when",
    "where",
    "which",
    "who",
    "whose",
    "that",
    "and",
    "or",
    "but",
    "nor",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "has",
    "have",
    "had",
    "having",
    "will",
    "would",
    "could",
    "should",
    "shall",
    "can",
    "may",
    "might",
    "must",
    "he",
    "she",
    "they",
    "we",
    "i",
    "it",
    "very",
    "including",
    "said",
    "says",
    "by",
    "in",
    "on",
    "about",
    "after",
    "before",
];

/// Words of that list that a question or relative clause strands at its end (`What it is made of`, `Where we are`).
const STRANDED: &[&str] = &[
    "of", "from", "with", "to", "at", "for", "into", "by", "in", "on", "about", "after", "before", "is", "are", "was", "were", "be",
    "been", "has", "have", "had", "could", "should", "can", "will", "would", "may", "might", "must", "it", "that",
];

pub(super) fn is_dangling(text: &str) -> bool {
    let text = text.trim_end();
    if text.ends_with([',', ';', '-', '–', '—', '(', '[', '“', '„', '«', '/', '&', '،', '、', '，']) {
        return true;
    }
    if text.matches('(').count() > text.matches(')').count() || text.matches('“').count() > text.matches('”').count() {
        return true;
    }
    let mut words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’'))).filter(|w| !w.is_empty());
    let first = words.clone().next().unwrap_or("");
    // Title case writes a particle or pronoun large at the end: `Time to Move On`, `How They Did It`.
    let last = words.next_back().unwrap_or("");
    if !NEVER_LAST.contains(&last) {
        return false;
    }
    let question = ["What", "How", "Where", "Who", "Whom", "Which", "Why", "When", "Something", "Nothing", "Everything"].contains(&first);
    !(question && STRANDED.contains(&last))
}

/// What a text is by itself.
#[derive(Clone, Copy)]
struct LineKind {
    shape: Shape,
    /// See [`by_itself`].
    kind: Option<BlockKind>,
}

/// So many texts are known again; then all are forgotten.
const KNOWN: usize = 1 << 12;

thread_local! {
    /// The texts that were looked at last, by a hash of each and of its place: while an article is edited most of it stays.
    static LOOKED: RefCell<HashMap<u64, LineKind>> = RefCell::default();
}

/// Looks at a text among the first (`top`) or the last (`end`) of a file, unless it is known from before.
fn look_at(text: &str, top: bool, end: bool) -> LineKind {
    let key = FixedState::with_seed(5).hash_one((text, top, end));
    if let Some(known) = LOOKED.with_borrow(|looked| looked.get(&key).copied()) {
        return known;
    }
    let shape = Shape::of(text);
    let looked = LineKind { shape, kind: by_itself(text, &shape, top, end) };
    LOOKED.with_borrow_mut(|known| {
        if known.len() >= KNOWN {
            known.clear();
        }
        known.insert(key, looked);
    });
    looked
}

/// Kinds that a text has wherever it stands, or by its place near an end.
fn by_itself(text: &str, shape: &Shape, top: bool, end: bool) -> Option<BlockKind> {
    if shape.words == 0 && !text.contains(|c: char| c.is_alphanumeric()) {
        return Some(BlockKind::Furniture);
    }
    if shape.words > 40 || is_prose(text, shape) {
        return None;
    }
    let lower = text.to_lowercase();
    if is_byline(text, &lower, shape, top, end) {
        return Some(BlockKind::Byline);
    }
    if is_dateline(text, shape) {
        return Some(BlockKind::Dateline);
    }
    if is_caption(text, &lower, shape) {
        return Some(BlockKind::Caption);
    }
    is_furniture(text, &lower, shape).then_some(BlockKind::Furniture)
}

/// Whether none of what the tests for lines look for can be found: a long and finished text, no list, that opens as no caption and
/// ends as no credit. Most paragraphs are such, and this is sooner seen.
fn is_prose(text: &str, shape: &Shape) -> bool {
    let commas = || text.bytes().filter(|b| matches!(b, b',' | b';')).count();
    let last = || text.trim_end_matches(|c: char| !c.is_alphanumeric());
    shape.terminated
        && shape.spaced
        && shape.words > 16
        && !text.ends_with([')', ']'])
        && !CAPTIONS.iter().any(|p| starts_with(text, p))
        && commas() * 3 < shape.words
        && !REPORTS.iter().any(|word| ends_with(last(), word))
}

/// Whether a text begins with another in ASCII letters, in whatever case.
fn starts_with(text: &str, opening: &str) -> bool {
    text.as_bytes().get(..opening.len()).is_some_and(|head| head.eq_ignore_ascii_case(opening.as_bytes()))
}

/// The same for its end.
fn ends_with(text: &str, end: &str) -> bool {
    let from = text.len().checked_sub(end.len());
    from.and_then(|from| text.as_bytes().get(from..)).is_some_and(|tail| tail.eq_ignore_ascii_case(end.as_bytes()))
}

/// Words of a text without the marks around them.
fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).filter(|w| !w.is_empty())
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Whether a word is in a list of words in ASCII letters, in whatever case.
fn is_one_of(list: &[&str], word: &str) -> bool {
    list.iter().any(|w| w.eq_ignore_ascii_case(word))
}

/// Open lines in a row (links to other articles, a list without bullets, results) are no sentences: three anywhere, two at the end.
/// What follows the headline may be a lead that was cut, and counts in none.
fn runs(blocks: &mut [Block], shapes: &[Shape]) {
    let open = |b: &Block, s: &Shape| {
        matches!(b.kind, BlockKind::Paragraph | BlockKind::Subheading | BlockKind::Furniture) && s.is_open() && !s.dangling && s.words <= 25
    };
    let lead = blocks.iter().position(|b| b.kind == BlockKind::Headline).map_or(0, |h| h + 2);
    let mut i = lead;
    while i < blocks.len() {
        let run = blocks[i..].iter().zip(&shapes[i..]).take_while(|(b, s)| open(b, s)).count();
        if run >= 3 || run == 2 && i + run == blocks.len() {
            for block in blocks[i..i + run].iter_mut().filter(|b| b.kind == BlockKind::Paragraph) {
                block.kind = BlockKind::ListItem;
            }
        }
        i += run.max(1);
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        document::{BlockKind, Format, parse},
        source::Source,
    };

    fn kinds(text: &str) -> Vec<BlockKind> {
        let source = Source::from_text("a.txt", text);
        parse(&source, Format::Plain).iter().flat_map(|d| d.blocks.iter().map(|b| b.kind)).collect()
    }

    /// The kind of a block among paragraphs.
    fn amid(text: &str) -> BlockKind {
        let prose = "The council met on Monday and voted for the plan. Two members were absent from the session.";
        kinds(&format!("Council votes for harbour plan\n\n{prose}\n\n{prose}\n\n{text}\n\n{prose}\n\n{prose}"))[3]
    }

    #[test]
    fn a_cut_paragraph_stays_a_paragraph() {
        for text in [
            "Including the withdrawal of Russia from",
            "The mayor of Porto said on Thursday that the",
            "She had been the",
            "The ferry left at noon. The harbour master, who had been told of the storm",
            "Spain is now the focal point of talks on",
            "\"We were never asked about",
            "Fishermen in the north, who sell most of their catch to Japan,",
        ] {
            assert_eq!(amid(text), BlockKind::Paragraph, "{text}");
        }
    }

    #[test]
    fn what_is_no_sentence_is_known_by_its_shape() {
        use BlockKind::{Byline, Caption, Dateline, Furniture, Paragraph, Subheading};
        for (text, kind) in [
            ("A long way to go", Subheading),
            ("What it is made of", Subheading),
            ("WHAT HAPPENS NEXT IN THE COURT CASE", Subheading),
            ("Why the Harbour Matters Now", Subheading),
            ("Monday, 4 March 2024", Dateline),
            ("Updated: 10:15 GMT", Dateline),
            ("Passengers wait at the gate in Lagos on Sunday (AFP)", Caption),
            ("Photo: Amara Diallo / Reuters", Caption),
            ("The regulator is the Federal Communications Commission (FCC)", Paragraph),
            ("* * *", Furniture),
            ("(Applause)", Furniture),
            ("Share this article", Furniture),
            ("https://example.org/harbour", Furniture),
            ("12 Quay Street, Limerick", Furniture),
            ("Okoye, Lindqvist, Marsh, Tanaka, Ferreira, Novak, Baptiste, Haddad.", Furniture),
            ("Also on Friday the ferry sailed past the old quay of the port", Paragraph),
            ("Also on example.org Mayor of Porto says that the quay will be sold this year", Furniture),
            ("By Friday the storm had passed over the island.", Paragraph),
            ("Absolutely not.", Paragraph),
            ("The vote was 5-4.", Paragraph),
        ] {
            assert_eq!(amid(text), kind, "{text}");
        }
        let top = "Harbour plan wins vote\n\nBy Ngozi Okafor and Luis Prado\n\nLISBON, March 4\n\nThe council met on Monday.";
        assert_eq!(kinds(top), [BlockKind::Headline, Byline, Dateline, Paragraph]);
    }

    #[test]
    fn residue_before_a_headline_belongs_to_it() {
        let text = " date 2021-12-05 Talks on fishing quotas fail, ministers of both sides will meet again in Tromsø\n\nThe talks failed.";
        assert_eq!(kinds(text), [BlockKind::Headline, BlockKind::Paragraph]);
    }

    #[test]
    fn links_at_the_end_are_no_sentences() {
        let text = "Fire in Porto\n\nThe fire was put out.\n\nNobody was hurt.\n\nA driver was fined for leaving his car on the tram line\n\n\
                    The city will plant four thousand trees along the river this autumn";
        assert_eq!(kinds(text)[3..], [BlockKind::ListItem, BlockKind::ListItem]);
    }

    #[test]
    fn a_single_block_that_breaks_off_is_no_headline() {
        assert_eq!(kinds("Including the withdrawal of Russia from"), [BlockKind::Paragraph]);
        assert_eq!(kinds("Storm closes ports in the north"), [BlockKind::Headline]);
    }
}
