//! Whether an article is something that can be judged at all: running English prose, and enough of it.
//!
//! Lists, tables, verse and code come marked from Markdown and HTML. In plain text, in JSON and in careless HTML they are lines
//! among other lines; what they are made of gives them away.

use super::function_words::is_function_word;
use crate::{
    analysis::{Article, Language, Text, language},
    document::BlockKind,
    lexicon,
    unicode::spaced_words as words,
};
use std::{fmt, sync::Arc};

/// Articles with fewer words than this get no probability.
pub const MIN_WORDS: usize = 80;
/// Articles with fewer sentences than this get none either.
const MIN_SENTENCES: usize = 3;
/// Sentences with fewer words than this are no evidence of running prose.
const SENTENCE: usize = 4;
/// Lines that make a list or a poem.
const LINES: usize = 3;

/// Prose is not wrapped to less than this many characters.
const NARROW: usize = 50;

/// Why an article gets no probability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unjudged {
    /// Too few words, or sentences, of running prose; how many words there are.
    Short(usize),
    /// Mostly something else.
    NotProse(&'static str),
    /// No model for this language.
    Language(Language),
}

impl fmt::Display for Unjudged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Short(words) => write!(f, "too few sentences to tell ({words} words)"),
            Self::NotProse(what) => write!(f, "mostly {what}, not sentences"),
            Self::Language(Language::UNKNOWN) => write!(f, "language not known"),
            Self::Language(language) => write!(f, "no model for {language}"),
        }
    }
}

/// What kind of text a block of running text is by its lines; kept with the block.
struct Lines {
    words: usize,
    /// Lines that a reader sees as lines, where they are such, and those among them without a stop.
    stanza: Option<(usize, usize)>,
    bullet: bool,
    code: bool,
}

/// What a block has of sentences; kept with the block.
#[derive(Default)]
struct Sentences {
    lines: usize,
    running: usize,
    sentences: usize,
    small: usize,
    english: usize,
}

/// Words of a block's sentences that are English by themselves; kept with the block.
struct Detected(usize);

/// Words of an article by what they stand in.
#[derive(Default)]
struct Count {
    /// Words of the whole article.
    all: usize,
    list: usize,
    table: usize,
    verse: usize,
    code: usize,
    /// Subheadings, and paragraphs that are no sentences.
    lines: usize,
    /// Sentences.
    running: usize,
    sentences: usize,
    /// Words of sentences that begin small, and how many of those are English.
    small: usize,
    english: usize,
    /// Sentences that are English by themselves, in words.
    detected: usize,
}

/// Why nothing is said of an article, if so.
pub fn unjudged(article: &Article<'_>) -> Option<Unjudged> {
    let count = Count::of(article);
    let others = [(count.code, "code"), (count.table, "a table"), (count.verse, "verse"), (count.list, "a list"), (count.lines, "lines")];
    // The sum decides: an article that is half a table and half a list holds no prose either.
    if others.iter().map(|(n, _)| n).sum::<usize>() > count.running
        && let Some((_, what)) = others.iter().rev().max_by_key(|(n, _)| *n)
        && count.all >= MIN_WORDS
    {
        return Some(Unjudged::NotProse(what));
    }
    // Names in line-ups and results hide the language that an article's sentences are in.
    let language = match article.language() {
        Language::UNKNOWN if count.detected * 2 >= MIN_WORDS => Language::ENGLISH,
        // A language that no one told apart from English, as a rule for want of a model of it.
        known if known.is_english() && count.english * 10 < count.small * 7 => Language::UNKNOWN,
        known => known,
    };
    let foreign = !language.is_english();
    if foreign && language != Language::UNKNOWN {
        return Some(Unjudged::Language(language));
    }
    if count.all < MIN_WORDS {
        return Some(Unjudged::Short(count.all));
    }
    if foreign {
        return Some(Unjudged::Language(language));
    }
    (count.sentences < MIN_SENTENCES || count.running * 4 < MIN_WORDS * 3).then_some(Unjudged::Short(count.running))
}

impl Lines {
    fn of(block: &Text<'_>) -> Self {
        let text = block.text();
        let running = is_running(block);
        let stanza = running && is_stanza(text);
        let open = || text.lines().filter(|l| !is_terminated(l)).count();
        Self {
            words: words(text),
            stanza: stanza.then(|| (text.lines().count(), open())),
            bullet: running && has_bullet(text),
            code: running && is_code(text),
        }
    }
}

impl Sentences {
    fn of(block: &Text<'_>) -> Self {
        let mut count = Self::default();
        for s in block.sentences() {
            let text = block.slice(s.span);
            let n = words(text);
            if !is_sentence(text, n) {
                count.lines += n;
                continue;
            }
            count.running += n;
            count.sentences += 1;
            for word in text.split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’' | '-')).filter(|w| !w.is_empty()) {
                if word.starts_with(char::is_lowercase) {
                    count.small += 1;
                    count.english += usize::from(is_english(word));
                }
            }
        }
        count
    }
}

impl Detected {
    fn of(block: &Text<'_>) -> Self {
        let sentences = block.sentences().iter().map(|s| block.slice(s.span)).map(|text| (text, words(text)));
        Self(sentences.filter(|(text, n)| is_sentence(text, *n) && language::detect(text).is_english()).map(|(_, n)| n).sum())
    }
}

/// Whether a text of `n` words is evidence of running prose.
fn is_sentence(text: &str, n: usize) -> bool {
    n >= SENTENCE && is_terminated(text)
}

impl Count {
    fn of(article: &Article<'_>) -> Self {
        let mut count = Self::default();
        let blocks: Vec<(&Text<'_>, Arc<Lines>)> = article.blocks().iter().map(|b| (b, b.fact_of(0, || Lines::of(b)))).collect();
        let (lines, open) = blocks.iter().filter_map(|(_, b)| b.stanza).fold((0, 0), |(a, b), (x, y)| (a + x, b + y));
        // Sentences on lines of their own are a digest; a poem breaks off inside them.
        let poem = open * 3 >= lines;
        let bulleted = blocks.iter().filter(|(_, b)| b.bullet).count() >= LINES;
        for (block, lines) in blocks {
            let n = lines.words;
            count.all += n;
            match block.kind() {
                BlockKind::ListItem => count.list += n,
                BlockKind::TableCell => count.table += n,
                BlockKind::Verse => count.verse += n,
                BlockKind::Code => count.code += n,
                BlockKind::Subheading => count.lines += n,
                BlockKind::Paragraph | BlockKind::Quotation if lines.bullet && bulleted => count.list += n,
                BlockKind::Paragraph | BlockKind::Quotation if poem && lines.stanza.is_some() => count.verse += n,
                BlockKind::Paragraph | BlockKind::Quotation if lines.code => count.code += n,
                BlockKind::Paragraph | BlockKind::Quotation => count.sentences(block, article.language()),
                _ => {}
            }
        }
        // A comment among lines of code is a sentence only by itself.
        if count.code * 2 > count.running {
            count.code += std::mem::take(&mut count.running);
        }
        count
    }

    fn sentences(&mut self, block: &Text<'_>, language: Language) {
        let of = block.fact_of(0, || Sentences::of(block));
        self.lines += of.lines;
        self.running += of.running;
        self.sentences += of.sentences;
        self.small += of.small;
        self.english += of.english;
        // To tell a language takes time, and only of an article whose own is not known it is asked.
        if language == Language::UNKNOWN {
            self.detected += block.fact_of(0, || Detected::of(block)).0;
        }
    }
}

/// Whether a word is known to be English; of a compound or a contraction, its first part.
fn is_english(word: &str) -> bool {
    let first = word.split(['\'', '’', '-']).next().unwrap_or(word);
    is_function_word(first) || lexicon::word(first).is_some_and(|w| w.zipf >= 2.5)
}

fn is_running(block: &Text<'_>) -> bool {
    matches!(block.kind(), BlockKind::Paragraph | BlockKind::Quotation)
}

fn is_terminated(text: &str) -> bool {
    text.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '?' | '!' | '…')).ends_with(['.', '?', '!', '…'])
}

/// A hyphen as a bullet; a dash may open direct speech.
fn has_bullet(text: &str) -> bool {
    text.strip_prefix(['-', '*', '•', '·', '▪', '■', '●', '◦', '‣']).is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

/// Lines that a reader sees as lines, and that were not broken for want of room.
fn is_stanza(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().collect();
    if lines.len() < LINES || words(text) > 16 * lines.len() {
        return false;
    }
    let length = |l: &str| l.chars().count();
    let room = lines.iter().map(|l| length(l)).max().unwrap_or(0);
    let full = lines.windows(2).filter(|p| length(p[0]) + 1 + length(p[1].split(' ').next().unwrap_or("")) > room).count();
    let capital = lines.iter().filter(|l| l.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)).count();
    // Prose that was wrapped has full lines, wide ones, and begins most of them small.
    room <= NARROW || capital * 4 >= lines.len() * 3 || full * 3 <= (lines.len() - 1) * 2
}

/// Whether a line is a statement of a programming language: it ends or is joined as no sentence is.
fn is_code(text: &str) -> bool {
    let text = text.trim();
    let marks = text.chars().filter(|c| matches!(c, '{' | '}' | ';' | '=' | '<' | '>' | '_' | '\\' | '|' | '`' | '#')).count();
    let calls = text.as_bytes().windows(2).filter(|w| w[0].is_ascii_alphanumeric() && w[1] == b'(').count();
    let joined = ["::", "->", "=>", "==", "+=", "()", "\"\"\"", "//"].iter().filter(|j| text.contains(**j)).count();
    let member = text.as_bytes().windows(3).filter(|w| w[0].is_ascii_lowercase() && w[1] == b'.' && w[2].is_ascii_lowercase()).count();
    let statement = text.ends_with(['{', '}', ';', ':']) || !is_terminated(text);
    let signs = marks + calls + 2 * joined + usize::from(member > 0);
    signs * 5 >= words(text) && (statement && signs > 0 || joined > 0)
}
