//! Part-of-speech tagger: a greedy averaged perceptron (Collins 2002) over
//! hashed features, with its weights in one byte each.
//!
//! The model is read where it lies in the binary: nothing is parsed or built at
//! start. `crates/copydesk-models/models/tagger.md` says what it was trained on and how well it does.

mod features;
mod labels;
mod word;
mod word_cache;

pub use features::{Context, FEATURES, PADDING, features};
pub use labels::{BOUNDARY, LABELS, Label};
pub use word::Word;

use crate::language::Pack;

use super::{
    perceptron::{MAX_LABELS, Sums, TOGETHER, Weights, mix, scale},
    tag::{Tag, TagSet, Upos},
};
use features::{STEPS, values};
use labels::{ADVERB, FINITE, PARTICIPLE, PAST, PAST_TENSE, PROPER, PROPER_TAGS, RELATIVE, SUBJECT, tags_of};
use std::{
    cell::RefCell,
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};
use word_cache::WordCache;

/// The answer for one token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tagged {
    /// Penn Treebank tag.
    pub tag: Tag,
    /// Universal tag, in context.
    pub upos: Upos,
    /// How far the best tag's score lies above the next tag's, in steps of the model, counted until that was far enough;
    /// [`Tagged::CERTAIN`] for a word that has but one.
    pub margin: u16,
}

impl Tagged {
    /// The margin of a word that the model knows with a single tag.
    pub const CERTAIN: u16 = u16::MAX;
}

/// How a sentence uses capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Caps {
    /// As prose does.
    Prose = 0,
    /// Nearly every Word Is Capitalised.
    Title = 1,
    /// MOST LETTERS ARE CAPITALS.
    Upper = 2,
}

/// Reads how a sentence uses capitals from its words' shapes.
pub fn caps(words: &[Word]) -> Caps {
    let (mut lower, mut capital, mut upper) = (0_u32, 0_u32, 0_u32);
    for word in words.iter() {
        match word.shape & 7 {
            // Short words stay small in headlines.
            1 if word.prefix > 0xFF_FFFF => lower += 1,
            2 => capital += 1,
            3 => upper += 1,
            _ => {}
        }
    }
    let letters = lower + capital + upper;
    if letters < 4 {
        Caps::Prose
    } else if upper * 4 > letters * 3 {
        Caps::Upper
    } else if (capital + upper) * 10 > letters * 8 {
        Caps::Title
    } else {
        Caps::Prose
    }
}

/// A trained model, borrowed from its bytes.
#[derive(Debug, Clone, Default)]
pub struct Tagger<'m> {
    /// Sets of labels, eight bytes each: the open classes by shape, then others.
    sets: &'m [u8],
    /// Known words: check, class and cluster.
    lexicon: &'m [u8],
    /// Frequent words: check and number of the set of their labels.
    frequent: &'m [u8],
    /// For each class of the lexicon, its group.
    groups: &'m [u8],
    weights: Weights<'m>,
    /// Tells this model from others that a thread has used.
    number: usize,
    /// Whether labels are scored to the end, however far they fall behind.
    thorough: bool,
    /// Whether it is of another language than English: nothing is taken from English grammar.
    universal: bool,
}

thread_local! {
    /// The number of the model that this thread used last, and what it keeps of it.
    static KEPT: RefCell<(usize, WordCache)> = RefCell::default();
}

impl Tagger<'static> {
    /// The model of English that ships with the crate.
    pub fn embedded() -> &'static Self {
        Self::of(Pack::ENGLISH)
    }

    /// The model of a language; one that knows nothing where the language has none.
    pub fn of(pack: &Pack) -> &'static Self {
        static TAGGERS: [OnceLock<Tagger<'static>>; Pack::ALL.len()] = [const { OnceLock::new() }; Pack::ALL.len()];
        static NONE: OnceLock<Tagger<'static>> = OnceLock::new();
        let place = TAGGERS.get(pack.index).unwrap_or(&NONE);
        place.get_or_init(|| {
            let tagger = pack.tagger.and_then(|model| Self::from_bytes(model)).unwrap_or_default();
            if pack.is_english() { tagger } else { tagger.universal() }
        })
    }
}

/// How many models were opened; 0 is none.
static MODELS: AtomicUsize = AtomicUsize::new(1);

/// First bytes of a model.
pub const MAGIC: &[u8; 8] = b"cdtag01\n";

impl<'m> Tagger<'m> {
    /// Lays a model over its bytes; `None` if they are not one.
    ///
    /// After [`MAGIC`] come the lengths in bytes of the five parts, little-endian `u32`, then the parts: sets, lexicon, frequent
    /// words, groups, weights.
    pub fn from_bytes(bytes: &'m [u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let mut lengths = [0_usize; 5];
        for length in &mut lengths {
            let (head, tail) = rest.split_first_chunk::<4>()?;
            *length = usize::try_from(u32::from_le_bytes(*head)).ok()?;
            rest = tail;
        }
        let mut part = |length: usize| {
            let (head, tail) = rest.split_at_checked(length)?;
            rest = tail;
            Some(head)
        };
        let model = Self {
            sets: part(lengths[0])?,
            lexicon: part(lengths[1])?,
            frequent: part(lengths[2])?,
            groups: part(lengths[3])?,
            weights: Weights::from_bytes(part(lengths[4])?)?,
            number: MODELS.fetch_add(1, Ordering::Relaxed),
            thorough: false,
            universal: false,
        };
        rest.is_empty().then_some(model)
    }

    /// The same model with margins that are counted to the end, for training others.
    pub fn thorough(mut self) -> Self {
        self.thorough = true;
        self
    }

    /// The same model for another language than English.
    pub fn universal(mut self) -> Self {
        self.universal = true;
        self
    }

    /// Tags one sentence; `out` is cleared first and gets one tag a word.
    pub fn tag(&self, words: &[&str], out: &mut Vec<Tag>) {
        out.clear();
        self.each(words, |tagged| out.push(tagged.tag));
    }

    /// Tags one sentence with universal tags and margins beside the tags.
    pub fn tag_with_margin(&self, words: &[&str], out: &mut Vec<Tagged>) {
        out.clear();
        self.each(words, |tagged| out.push(tagged));
    }

    /// Reads a sentence's words, padded on both sides.
    pub fn words(&self, words: &[&str]) -> Vec<Word> {
        self.with_kept(|kept| self.words_with(words, kept))
    }

    fn words_with(&self, words: &[&str], kept: &mut WordCache) -> Vec<Word> {
        let mut padded = Vec::with_capacity(words.len() + 2 * PADDING);
        padded.extend([Word::START; PADDING]);
        padded.extend(words.iter().map(|word| kept.word(word, || self.word(word))));
        padded.extend([Word::END; PADDING]);
        self.look_ahead(&mut padded);
        padded
    }

    fn with_kept<R>(&self, work: impl FnOnce(&mut WordCache) -> R) -> R {
        KEPT.with_borrow_mut(|(number, kept)| {
            if *number != self.number {
                (*number, *kept) = (self.number, WordCache::default());
            }
            work(kept)
        })
    }

    /// Notes for each word what kind of finite verb comes after it.
    fn look_ahead(&self, words: &mut [Word]) {
        let mut ahead = 0;
        for word in words.iter_mut().rev() {
            word.ahead = ahead;
            let set = word.known;
            if set != 0 && set & !FINITE == 0 {
                ahead = 1;
            } else if ahead == 1 && set & RELATIVE != 0 {
                ahead = 2;
            } else if ahead != 1 && set & PAST == PAST {
                ahead = 3;
            }
        }
    }

    fn word(&self, text: &str) -> Word {
        let mut word = Word::new(text);
        word.known = find(self.frequent, word.form, 12).map_or(0, |number| self.set(number as usize));
        if let Some(value) = find(self.lexicon, word.form, 19) {
            word.class = (value >> 8) as u16;
            word.cluster = value as u8;
            word.group = self.groups.get(usize::from(word.class)).copied().unwrap_or(0);
        }
        if word.group == 0 {
            word.group = word.unknown_group();
        }
        word.may_be = self.tags_first(&word);
        word
    }

    /// The tags that a word may get in any sentence, as its first word or inside it.
    pub fn may_be(&self, text: &str, first: bool) -> TagSet {
        let word = self.with_kept(|kept| kept.word(text, || self.word(text)));
        if first || !word.is_capitalised() { word.may_be } else { word.may_be.or(PROPER_TAGS) }
    }

    fn tags_first(&self, word: &Word) -> TagSet {
        let labels = self.candidates(word, true, Caps::Prose);
        // What `give_finite_verb` may do.
        let doubtful = labels.count_ones() > 1 && labels >> PARTICIPLE & 1 == 1;
        tags_of(if doubtful { labels | 1 << PAST_TENSE } else { labels })
    }

    /// The labels a word may get, as a set of bits.
    pub fn candidates(&self, word: &Word, first: bool, caps: Caps) -> u64 {
        let known = word.known;
        if known == 0 {
            self.set(match (word.shape & 7, word.shape >> 3) {
                (0, _) => 0,
                (1, 0 | 2) => 1,
                (2..=4, 0 | 2) => 2,
                _ => 3,
            })
        } else if word.is_capitalised() && !first && caps == Caps::Prose {
            known | PROPER
        } else {
            known
        }
    }

    fn set(&self, number: usize) -> u64 {
        self.sets.get(number * 8..).and_then(|rest| rest.first_chunk()).map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }

    fn each(&self, texts: &[&str], mut emit: impl FnMut(Tagged)) {
        let (mut labels, caps) = self.with_kept(|kept| self.labels(texts, kept));
        if !self.universal && caps == Caps::Prose && texts.last() == Some(&".") {
            give_finite_verb(texts, &mut labels);
        }
        for (label, margin) in labels {
            let (tag, mut upos) = LABELS.get(usize::from(label)).copied().unwrap_or(LABELS[0]);
            // Possessives are determiners in every treebank but English's.
            if self.universal && tag == Tag::PrpPoss {
                upos = Upos::Det;
            }
            emit(Tagged { tag, upos, margin });
        }
    }

    /// The best label of each word and how far it leads, from left to right.
    fn labels(&self, texts: &[&str], kept: &mut WordCache) -> (Vec<(u8, u16)>, Caps) {
        let words = self.words_with(texts, kept);
        let caps = caps(&words);
        let mut context = Context::start(caps as u8);
        let mut labels = Vec::with_capacity(texts.len());
        for at in PADDING..words.len() - PADDING {
            let set = self.candidates(&words[at], at == PADDING, caps);
            let (label, margin) = if set.count_ones() == 1 {
                (set.trailing_zeros() as u8, Tagged::CERTAIN)
            } else {
                self.best(&words, at, context, set, kept)
            };
            context.push(label);
            labels.push((label, margin));
        }
        (labels, caps)
    }

    /// The score of each label that the word at `at` of a padded sentence may get, for searches wider than the tagger's own.
    pub fn scores(&self, words: &[Word], at: usize, context: Context, out: &mut Vec<(u8, i32)>) {
        out.clear();
        let Some(word) = words.get(at) else { return };
        let caps = match context.caps {
            1 => Caps::Title,
            2 => Caps::Upper,
            _ => Caps::Prose,
        };
        let mut slots = [0; FEATURES];
        features(words, at, context, &mut slots);
        let set = self.candidates(word, at == PADDING, caps);
        let mut sums = [0; MAX_LABELS];
        slots.into_iter().for_each(|hash| self.weights.add(hash, set, &mut sums));
        out.extend(members(set).map(|label| (label, i32::from(sums[usize::from(label & 63)]))));
    }

    /// The best label of a set and how far it leads. Labels that fall far behind are not scored to the end.
    fn best(&self, words: &[Word], at: usize, context: Context, set: u64, kept: &mut WordCache) -> (u8, u16) {
        let Some(word) = words.get(at) else { return (0, 0) };
        let values = values(words, at, context);
        let mut sums = kept.sums(&self.weights, word, context.caps, set, &values);
        let mut left = set;
        for (lead, templates) in STEPS {
            let (best, first, second) = best_two(left, &sums);
            let behind = if self.thorough { i16::MIN } else { first.saturating_sub(lead) };
            if second < behind {
                return (best, margin(first, second));
            }
            left = members(left).filter(|label| sums[usize::from(label & 63)] >= behind).fold(0, |set, label| set | 1 << (label & 63));
            let mut hashes = [0; TOGETHER];
            for (hash, &template) in hashes.iter_mut().zip(templates) {
                let (a, b) = values[template];
                *hash = mix(template as u32, a, b);
            }
            self.weights.add_together(hashes.get(..templates.len()).unwrap_or(&hashes), left, &mut sums);
        }
        let (best, first, second) = best_two(left, &sums);
        (best, margin(first, second))
    }
}

/// The best label of a set, its score and the next one's; the first of several that are as good.
fn best_two(set: u64, sums: &Sums) -> (u8, i16, i16) {
    let (mut best, mut first, mut second) = (0, i16::MIN, i16::MIN);
    for label in members(set) {
        let score = sums[usize::from(label & 63)];
        if score > first {
            (best, second, first) = (label, first, score);
        } else if score > second {
            second = score;
        }
    }
    (best, first, second)
}

fn margin(first: i16, second: i16) -> u16 {
    first.abs_diff(second).min(Tagged::CERTAIN - 1)
}

/// The members of a set of labels, the smallest first.
fn members(set: u64) -> impl Iterator<Item = u8> {
    let mut rest = set;
    std::iter::from_fn(move || {
        let label = (rest != 0).then(|| rest.trailing_zeros() as u8)?;
        rest &= rest - 1;
        Some(label)
    })
}

/// A whole sentence has a finite verb. Where none was found, the least certain participle that follows a noun or a pronoun
/// becomes a past tense: "Police arrested three men."
fn give_finite_verb(texts: &[&str], labels: &mut [(u8, u16)]) {
    let has = |set: u64, label: u8| set >> (label & 63) & 1 == 1;
    if labels.iter().any(|&(label, _)| has(FINITE, label)) {
        return;
    }
    let follows_subject = |at: usize| {
        let before = labels.get(..at).unwrap_or(&[]).iter().rev().find(|(label, _)| !has(ADVERB, *label));
        before.is_some_and(|&(label, _)| has(SUBJECT, label)) && texts.get(at + 1) != Some(&"by")
    };
    let doubtful = (1..labels.len())
        .filter(|&at| labels.get(at).is_some_and(|&(label, margin)| label == PARTICIPLE && margin < Tagged::CERTAIN) && follows_subject(at))
        .min_by_key(|&at| labels.get(at).map(|&(_, margin)| margin));
    if let Some((label, _)) = doubtful.and_then(|at| labels.get_mut(at)) {
        *label = PAST_TENSE;
    }
}

/// Looks a form up in an open-addressing table of `u32`: the form's high bits above `value_bits` bits of value; 0 is an
/// empty place.
fn find(table: &[u8], form: u32, value_bits: u32) -> Option<u32> {
    let places = table.len() / 4;
    let mut place = first_place(form, places);
    for _ in 0..places {
        let bytes = table.get(place * 4..)?.first_chunk()?;
        let entry = u32::from_le_bytes(*bytes);
        if entry == 0 {
            return None;
        }
        if entry >> value_bits == form >> value_bits {
            return Some(entry & ((1 << value_bits) - 1));
        }
        place = if place + 1 == places { 0 } else { place + 1 };
    }
    None
}

/// Where a form's search begins in a table with so many places.
pub const fn first_place(form: u32, places: usize) -> usize {
    scale(form.wrapping_mul(0x9E37_79B1), places)
}

#[cfg(test)]
mod tests {
    use super::{Pack, Tagged, Tagger};
    use crate::analysis::{Upos, tokens::tokenize};

    /// Tags a sentence and writes it as `word/TAG word/TAG`.
    fn tagged(text: &str) -> String {
        let words: Vec<&str> = tokenize(text).iter().map(|t| t.span.slice(text)).collect();
        let mut tags = Vec::new();
        Tagger::embedded().tag(&words, &mut tags);
        words.iter().zip(&tags).map(|(w, t)| format!("{w}/{t}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn news_prose() {
        for expected in [
            "The/DT minister/NN said/VBD on/IN Tuesday/NNP that/IN the/DT bridge/NN had/VBD been/VBN closed/VBN ./.",
            "Police/NNS said/VBD three/CD men/NNS who/WP were/VBD hiding/VBG in/IN a/DT warehouse/NN ran/VBD ./.",
            "Farmers/NNS say/VBP they/PRP will/MD not/RB sell/VB their/PRP$ grain/NN at/IN that/DT price/NN ./.",
            "The/DT dam/NN that/WDT feeds/VBZ the/DT valley/NN was/VBD built/VBN in/IN 1964/CD ./.",
            "He/PRP has/VBZ denied/VBN the/DT charges/NNS brought/VBN by/IN the/DT court/NN ./.",
            "Police/NNS arrested/VBD three/CD men/NNS in/IN a/DT warehouse/NN ./.",
            "Hundreds/NNS marched/VBD through/IN Lima/NNP ./.",
            "Kenya/NNP 's/POS president/NN met/VBD Ethiopian/JJ officials/NNS and/CC signed/VBD two/CD accords/NNS ./.",
        ] {
            let text: String = expected.split(' ').filter_map(|pair| pair.rsplit_once('/')).fold(String::new(), |mut text, (word, _)| {
                if !text.is_empty() && !matches!(word, "." | "'s") {
                    text.push(' ');
                }
                text + word
            });
            assert_eq!(tagged(&text), expected);
        }
    }

    #[test]
    fn apostrophes_of_either_kind_tag_alike() {
        assert_eq!(tagged("We don’t think Lima’s mayor won’t run."), tagged("We don't think Lima's mayor won't run.").replace('\'', "’"));
    }

    #[test]
    fn auxiliaries_and_conjunctions_are_told_from_verbs_and_prepositions() {
        let words = ["She", "has", "left", "because", "the", "town", "has", "no", "doctor", "."];
        let mut out: Vec<Tagged> = Vec::new();
        Tagger::embedded().tag_with_margin(&words, &mut out);
        let upos: Vec<Upos> = out.iter().map(|t| t.upos).collect();
        assert_eq!(upos[1], Upos::Aux);
        assert_eq!(upos[3], Upos::Sconj);
        assert_eq!(upos[6], Upos::Verb);
    }

    /// Labels that are given up on would not have come out best, and what was read before changes nothing.
    #[test]
    fn stopping_early_changes_no_tag() {
        let (quick, thorough) = (Tagger::embedded(), Tagger::embedded().clone().thorough());
        let (mut words, mut other) = (0, 0);
        for path in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/clean")).unwrap().map(|e| e.unwrap().path()) {
            let text = String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
            for line in text.lines() {
                let tokens: Vec<&str> = tokenize(line).iter().map(|t| t.span.slice(line)).collect();
                let (mut one, mut two, mut again) = (Vec::new(), Vec::new(), Vec::new());
                quick.tag(&tokens, &mut one);
                thorough.tag(&tokens, &mut two);
                quick.tag(&tokens, &mut again);
                assert_eq!(one, again);
                words += one.len();
                other += one.iter().zip(&two).filter(|(a, b)| a != b).count();
            }
        }
        assert!(words > 5_000 && other * 5_000 <= words, "{other} of {words}");
    }

    /// What a word may be is asked instead of reading its sentence.
    #[test]
    fn no_word_gets_a_tag_that_it_may_not_have() {
        let tagger = Tagger::embedded();
        let mut single = 0;
        for path in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/clean")).unwrap().map(|e| e.unwrap().path()) {
            let text = String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
            for line in text.lines().flat_map(|l| [l.to_owned(), l.to_uppercase()]) {
                let words: Vec<&str> = tokenize(&line).iter().map(|t| t.span.slice(&line)).collect();
                let mut tags = Vec::new();
                tagger.tag(&words, &mut tags);
                for (at, (word, tag)) in words.iter().zip(&tags).enumerate() {
                    let may_be = tagger.may_be(word, at == 0);
                    assert!(may_be.has(*tag), "{word} in: {line}");
                    single += usize::from(may_be.tags().count() == 1);
                }
            }
        }
        assert!(single > 1_000, "{single}");
    }

    #[test]
    fn odd_input_gets_a_tag_a_word() {
        let long = "x".repeat(10_000);
        for words in [&[][..], &[""], &[&long], &["\u{0}", "𝕏", "ß", "İ", "🙂"]] {
            let mut out = Vec::new();
            Tagger::embedded().tag(words, &mut out);
            assert_eq!(out.len(), words.len());
        }
    }

    #[test]
    fn broken_models_are_refused() {
        assert!(Tagger::from_bytes(b"").is_none());
        let whole = Pack::ENGLISH.tagger.map_or(&[][..], |model| model);
        assert!(Tagger::from_bytes(&whole[..whole.len() - 1]).is_none());
        assert!(Tagger::from_bytes(whole).is_some());
    }
}
