//! Part-of-speech tagger: a greedy averaged perceptron (Collins 2002) over
//! hashed features, with its weights in one byte each.
//!
//! The model is read where it lies in the binary: nothing is parsed or built at
//! start. `rules/models/tagger.md` says what it was trained on and how well it does.

mod features;
mod word;

pub use features::{FEATURES, PADDING, features};
pub use word::Word;

use super::tag::{Tag, Upos};
use std::sync::OnceLock;

/// A pair of Penn and universal tag the tagger can answer.
pub type Label = (Tag, Upos);

/// What the tagger tells apart. Pairs that the treebank has only a handful of
/// times are left out.
pub const LABELS: &[Label] = &[
    (Tag::Nn, Upos::Noun),
    (Tag::In, Upos::Adp),
    (Tag::Dt, Upos::Det),
    (Tag::Prp, Upos::Pron),
    (Tag::Nnp, Upos::Propn),
    (Tag::Jj, Upos::Adj),
    (Tag::Stop, Upos::Punct),
    (Tag::Rb, Upos::Adv),
    (Tag::Nns, Upos::Noun),
    (Tag::Vb, Upos::Verb),
    (Tag::Comma, Upos::Punct),
    (Tag::Cc, Upos::Cconj),
    (Tag::Cd, Upos::Num),
    (Tag::In, Upos::Sconj),
    (Tag::Vbn, Upos::Verb),
    (Tag::Vbd, Upos::Verb),
    (Tag::Md, Upos::Aux),
    (Tag::To, Upos::Part),
    (Tag::Vbg, Upos::Verb),
    (Tag::PrpPoss, Upos::Pron),
    (Tag::Vbz, Upos::Aux),
    (Tag::Vbp, Upos::Aux),
    (Tag::Vbp, Upos::Verb),
    (Tag::Vbd, Upos::Aux),
    (Tag::Rb, Upos::Part),
    (Tag::Vbz, Upos::Verb),
    (Tag::Vb, Upos::Aux),
    (Tag::CloseBracket, Upos::Punct),
    (Tag::OpenBracket, Upos::Punct),
    (Tag::Colon, Upos::Punct),
    (Tag::Wrb, Upos::Adv),
    (Tag::OpenQuote, Upos::Punct),
    (Tag::Dt, Upos::Pron),
    (Tag::CloseQuote, Upos::Punct),
    (Tag::Wp, Upos::Pron),
    (Tag::Rp, Upos::Adp),
    (Tag::Uh, Upos::Intj),
    (Tag::Pos, Upos::Part),
    (Tag::Hyph, Upos::Punct),
    (Tag::Nnp, Upos::Adj),
    (Tag::Nnps, Upos::Propn),
    (Tag::Nn, Upos::Pron),
    (Tag::Jjr, Upos::Adj),
    (Tag::Jjs, Upos::Adj),
    (Tag::Wdt, Upos::Pron),
    (Tag::Ex, Upos::Pron),
    (Tag::Vbn, Upos::Aux),
    (Tag::Rbr, Upos::Adv),
    (Tag::Dollar, Upos::Sym),
    (Tag::Add, Upos::Propn),
    (Tag::Nfp, Upos::Punct),
    (Tag::Gw, Upos::X),
    (Tag::Sym, Upos::Sym),
    (Tag::Pdt, Upos::Det),
    (Tag::Vbg, Upos::Aux),
    (Tag::Ls, Upos::Num),
    (Tag::Nfp, Upos::Sym),
    (Tag::Rbs, Upos::Adv),
    (Tag::Comma, Upos::Sym),
    (Tag::Wdt, Upos::Det),
    (Tag::Nn, Upos::Sym),
    (Tag::Fw, Upos::X),
    (Tag::Add, Upos::X),
    (Tag::Afx, Upos::X),
];

/// Number the label before a sentence's first word.
pub const BOUNDARY: u8 = 255;

/// The answer for one token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tagged {
    /// Penn Treebank tag.
    pub tag: Tag,
    /// Universal tag, in context.
    pub upos: Upos,
    /// How far the best tag's score lies above the next tag's, in steps of the
    /// model; [`Tagged::CERTAIN`] for a word that has but one.
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
#[derive(Debug, Clone, Copy, Default)]
pub struct Tagger<'m> {
    /// Sets of labels, eight bytes each: the open classes by shape, then others.
    sets: &'m [u8],
    /// Known words: check, class and cluster.
    lexicon: &'m [u8],
    /// Frequent words: check and number of the set of their labels.
    frequent: &'m [u8],
    /// Signed weights.
    weights: &'m [u8],
}

static EMBEDDED: &[u8] = include_bytes!("../../rules/models/tagger.bin");

impl Tagger<'static> {
    /// The model that ships with the crate.
    pub fn embedded() -> &'static Self {
        static TAGGER: OnceLock<Tagger<'static>> = OnceLock::new();
        TAGGER.get_or_init(|| Self::from_bytes(EMBEDDED).unwrap_or_default())
    }
}

/// First bytes of a model.
pub const MAGIC: &[u8; 8] = b"cdtag01\n";

impl<'m> Tagger<'m> {
    /// Lays a model over its bytes; `None` if they are not one.
    ///
    /// After [`MAGIC`] come the lengths in bytes of the four parts, little-endian
    /// `u32`, then the parts: sets, lexicon, frequent words, weights.
    pub fn from_bytes(bytes: &'m [u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let mut lengths = [0_usize; 4];
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
        let model = Self { sets: part(lengths[0])?, lexicon: part(lengths[1])?, frequent: part(lengths[2])?, weights: part(lengths[3])? };
        let whole = [model.lexicon.len() / 4, model.frequent.len() / 4, model.weights.len() / 64].iter().all(|n| n.is_power_of_two());
        (whole && rest.is_empty()).then_some(model)
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

    /// The same, added to what `out` holds.
    pub fn tag_onto(&self, words: &[&str], out: &mut Vec<Tagged>) {
        self.each(words, |tagged| out.push(tagged));
    }

    /// Reads a sentence's words, padded on both sides.
    pub fn words(&self, words: &[&str]) -> Vec<Word> {
        let mut padded = Vec::with_capacity(words.len() + 2 * PADDING);
        padded.extend([Word::START; PADDING]);
        padded.extend(words.iter().map(|word| self.word(word)));
        padded.extend([Word::END; PADDING]);
        padded
    }

    fn word(&self, text: &str) -> Word {
        let mut word = Word::new(text);
        if let Some(value) = find(self.lexicon, word.form, 19) {
            word.class = (value >> 8) as u16;
            word.cluster = value as u8;
        }
        word
    }

    /// The labels a word may get, as a set of bits.
    pub fn candidates(&self, word: &Word, first: bool, caps: Caps) -> u64 {
        let known = find(self.frequent, word.form, 12).map_or(0, |number| self.set(number as usize));
        let capital = matches!(word.shape & 7, 2 | 3 | 5);
        if known == 0 {
            self.set(match (word.shape & 7, word.shape >> 3) {
                (0, _) => 0,
                (1, 0 | 2) => 1,
                (2..=4, 0 | 2) => 2,
                _ => 3,
            })
        } else if capital && !first && caps == Caps::Prose {
            known | PROPER
        } else {
            known
        }
    }

    fn set(&self, number: usize) -> u64 {
        self.sets.get(number * 8..).and_then(|rest| rest.first_chunk()).map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }

    fn each(&self, texts: &[&str], mut emit: impl FnMut(Tagged)) {
        let words = self.words(texts);
        let caps = caps(&words);
        let (mut before, mut before2) = (BOUNDARY, BOUNDARY);
        let mut slots = [0; FEATURES];
        for at in PADDING..words.len() - PADDING {
            let set = self.candidates(&words[at], at == PADDING, caps);
            let (label, margin) = if set.count_ones() == 1 {
                (set.trailing_zeros() as u8, Tagged::CERTAIN)
            } else {
                features(&words, at, before, before2, caps as u8, &mut slots);
                self.best(set, &slots)
            };
            (before2, before) = (before, label);
            let (tag, upos) = LABELS.get(usize::from(label)).copied().unwrap_or(LABELS[0]);
            emit(Tagged { tag, upos, margin });
        }
    }

    /// The best label of a set and how far it leads.
    fn best(&self, set: u64, slots: &[u32; FEATURES]) -> (u8, u16) {
        let lines = (self.weights.len() / 64) as u32;
        let mut found: [Option<&[u8; 64]>; FEATURES] = [None; FEATURES];
        for (line, &slot) in found.iter_mut().zip(slots) {
            let start = ((slot >> 6) & lines.wrapping_sub(1)) as usize * 64;
            *line = self.weights.get(start..).and_then(|rest| rest.first_chunk());
        }
        let (mut best, mut first, mut second) = (0_u8, i32::MIN, i32::MIN);
        let mut rest = set;
        while rest != 0 {
            let label = rest.trailing_zeros();
            rest &= rest - 1;
            let mut score = 0_i32;
            for (line, &slot) in found.iter().zip(slots) {
                if let Some(line) = line {
                    score += i32::from(line[((slot ^ label) & 63) as usize] as i8);
                }
            }
            if score > first {
                (best, second, first) = (label as u8, first, score);
            } else if score > second {
                second = score;
            }
        }
        let margin = first.saturating_sub(second).clamp(0, i32::from(Tagged::CERTAIN) - 1);
        (best, margin as u16)
    }
}

/// The labels of proper nouns, as a set of bits.
pub const PROPER: u64 = {
    let (mut set, mut label) = (0, 0);
    while label < LABELS.len() {
        if LABELS[label].0.is_proper() {
            set |= 1 << label;
        }
        label += 1;
    }
    set
};

/// Looks a form up in an open-addressing table of `u32`: the form's high bits
/// above `value_bits` bits of value; 0 is an empty place.
fn find(table: &[u8], form: u32, value_bits: u32) -> Option<u32> {
    let places = table.len() / 4;
    let mut place = spread(form) as usize & places.wrapping_sub(1);
    for _ in 0..places {
        let bytes = table.get(place * 4..)?.first_chunk()?;
        let entry = u32::from_le_bytes(*bytes);
        if entry == 0 {
            return None;
        }
        if entry >> value_bits == form >> value_bits {
            return Some(entry & ((1 << value_bits) - 1));
        }
        place = (place + 1) & (places - 1);
    }
    None
}

/// The first place of a form in a table, before it is cut to the table's length.
pub const fn spread(form: u32) -> u32 {
    form.wrapping_mul(0x9E37_79B1) >> 7
}

#[cfg(test)]
mod tests {
    use super::{Tagged, Tagger};
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
        assert!(Tagger::from_bytes(&super::EMBEDDED[..super::EMBEDDED.len() - 1]).is_none());
        assert!(Tagger::from_bytes(super::EMBEDDED).is_some());
    }
}
