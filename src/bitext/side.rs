//! One of the two texts, sentence by sentence, with what the other is asked for.

use super::{
    align::{Anchor, Unit, anchor},
    lexicon,
    numbers::{Quantity, quantities},
    romanise::Sounds,
};
use crate::{
    analysis::{Article, Language, Text, TokenKind},
    diagnostic::Place,
    document::BlockKind,
    span::BlockSpan,
};
use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
    ops::Range,
};

/// A word that may be a name, or that is heard as one in a script without capitals.
#[derive(Clone, Debug)]
pub struct Word<'a> {
    /// The word as it stands.
    pub text: &'a str,
    /// Where.
    pub span: BlockSpan,
    /// Its sounds.
    pub sounds: Sounds,
    /// Whether it has a capital that its place does not explain.
    pub name: bool,
    /// Whether it opens its sentence.
    pub opens: bool,
}

/// A sentence.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// Where it stands.
    pub place: Place,
    /// What it says.
    pub text: &'a str,
    /// Its quantities, spans in bytes of the line.
    pub quantities: Vec<Quantity>,
    /// Its words of letters, or none where the script writes no spaces.
    pub words: Vec<Word<'a>>,
    /// Links, addresses, handles and tags.
    pub links: Vec<(&'a str, BlockSpan)>,
    /// The sounds of the whole line, where the script writes no spaces between words.
    pub sounds: Option<Sounds>,
    /// Its length in letters.
    pub letters: usize,
    /// Whether a paragraph begins with it.
    pub first: bool,
    /// Whether it is what a page puts around its articles, as far as its language tells: nobody translates it, or everybody does.
    pub furniture: bool,
}

/// A text of a pair.
#[derive(Debug)]
pub struct Side<'a> {
    /// Its sentences in order.
    pub lines: Vec<Line<'a>>,
    /// Its language.
    pub language: Language,
}

impl<'a> Side<'a> {
    /// Reads an article. Code is left out. Linear in its length.
    pub fn read(article: &'a Article<'_>) -> Self {
        let language = article.language();
        let wanted = |b: &&Text<'_>| b.kind() != BlockKind::Code;
        let lines = article.blocks().iter().filter(wanted).flat_map(|b| lines(b, language)).collect();
        let mut side = Self { lines, language };
        side.settle_openers();
        side
    }

    /// A word with a capital at a sentence's start is a name where it has one inside another sentence.
    fn settle_openers(&mut self) {
        let known: HashSet<&str> = self.lines.iter().flat_map(|l| &l.words).filter(|w| !w.opens && w.name).map(|w| w.text).collect();
        self.lines.iter_mut().flat_map(|l| &mut l.words).filter(|w| w.opens).for_each(|w| w.name = known.contains(w.text));
    }

    /// What each sentence brings to the alignment with a text in another language.
    pub fn units(&self, other: Language) -> Vec<Unit> {
        self.units_of(0..self.lines.len(), other)
    }

    /// The same of some of them.
    pub fn units_of(&self, lines: Range<usize>, other: Language) -> Vec<Unit> {
        let unit = |line: &Line<'_>| Unit { length: line.letters as f32, anchors: self.anchors(line, other), opens: line.first };
        self.lines.get(lines).unwrap_or(&[]).iter().map(unit).collect()
    }

    /// A sentence's anchors, with its words as the bilingual lexicon has them in English.
    fn anchors(&self, line: &Line<'_>, other: Language) -> Vec<u64> {
        let mut anchors = line.anchors();
        let word = |w: u32| anchor(Anchor::Word, u64::from(w));
        let words = lexicon::words(line.text).into_iter();
        if self.language.is_english() {
            anchors.extend(words.map(word));
        } else if other.is_english() {
            anchors.extend(words.flat_map(|w| lexicon::english(self.language.code(), w)).map(word));
        }
        anchors.sort_unstable();
        anchors.dedup();
        anchors
    }
}

/// The sentences of a block.
fn lines<'a>(block: &'a Text<'_>, language: Language) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    for (number, sentence) in block.sentences().iter().enumerate() {
        let text = block.slice(sentence.span);
        let letters = weighted(text);
        if letters == 0 {
            // A mark of its own, behind a blank that does not belong there, is the end of what stands before it.
            if let Some(last) = lines.last_mut().filter(|_: &&mut Line<'_>| text.chars().all(|c| !c.is_alphanumeric())) {
                let span = BlockSpan::new(last.place.span.start(), sentence.span.end());
                (last.place, last.text) = (Place::new(block.index(), span), block.slice(span));
            }
            continue;
        }
        let spaceless = text.chars().filter(|c| is_spaceless(*c)).count() * 3 > text.chars().count();
        let (mut words, mut links) = (Vec::new(), Vec::new());
        for token in block.tokens_of(sentence) {
            let word = block.word(token);
            match token.kind {
                TokenKind::Link => links.push((word, token.span)),
                TokenKind::Word if !spaceless || word.is_ascii() => {
                    let opens = words.is_empty();
                    let capital = word.chars().next().is_some_and(char::is_uppercase);
                    words.push(Word { text: word, span: token.span, sounds: Sounds::of(word), name: capital && !opens, opens });
                }
                _ => {}
            }
        }
        lines.push(Line {
            place: Place::new(block.index(), sentence.span),
            text,
            quantities: quantities(text, language),
            words,
            links,
            sounds: spaceless.then(|| Sounds::of(text)),
            letters,
            first: number == 0,
            furniture: block.kind() == BlockKind::Furniture,
        });
    }
    lines
}

/// Whether a word is of a script that has capitals.
fn has_case(word: &str) -> bool {
    word.chars().any(|c| c.is_lowercase() || c.is_uppercase())
}

/// Scripts whose words are not parted by spaces.
pub fn is_spaceless(c: char) -> bool {
    matches!(c as u32, 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xF900..=0xFAFF)
}

/// Letters of a text, of which one of Han or Kana weighs as much as several.
fn weighted(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).map(|c| if is_spaceless(c) { 3 } else { 1 }).sum()
}

impl Line<'_> {
    /// What is the same in both languages: figures, links, and words by their letters or by the consonants that are heard.
    fn anchors(&self) -> Vec<u64> {
        let key = |kind: Anchor, value: &dyn Fn(&mut DefaultHasher)| {
            let mut hash = DefaultHasher::new();
            value(&mut hash);
            anchor(kind, hash.finish())
        };
        let mut anchors = Vec::new();
        for quantity in &self.quantities {
            if let Some(value) = quantity.values.first().filter(|v| quantity.figures || **v > 2.0) {
                anchors.push(key(Anchor::Figure, &|h| value.to_bits().hash(h)));
            }
        }
        for (link, _) in &self.links {
            anchors.push(key(Anchor::Link, &|h| link.hash(h)));
        }
        // A word in small letters is the same in both languages by chance too often, unless it is long.
        for word in self.words.iter().filter(|w| w.sounds.len() >= if w.name || w.opens || !has_case(w.text) { 4 } else { 7 }) {
            let skeleton = word.sounds.skeleton();
            if skeleton.len() >= 3 {
                // The end is where languages inflect.
                let stem = &skeleton[..skeleton.len().min(4)];
                anchors.push(key(Anchor::Sound, &|h| stem.hash(h)));
            }
            let same: Vec<u8> = any_ascii::any_ascii(word.text).to_ascii_lowercase().bytes().take(5).collect();
            if same.len() == 5 {
                anchors.push(key(Anchor::Letters, &|h| same.hash(h)));
            }
        }
        if let Some(sounds) = &self.sounds {
            let skeleton = sounds.skeleton();
            for length in 3..=4 {
                skeleton.windows(length).for_each(|stem| anchors.push(key(Anchor::Sound, &|h| stem.hash(h))));
            }
        }
        if self.text.contains(['?', '？', '؟', ';']) && self.text.trim_end().ends_with(['?', '？', '؟', ';', '"', '”', '」', '»']) {
            anchors.push(key(Anchor::Question, &|h| 0_u8.hash(h)));
        }
        anchors
    }
}
