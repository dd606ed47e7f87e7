//! Feature templates: what a tag may depend on.

use super::{BOUNDARY, labels::VERBS, word::Word};
use crate::analysis::perceptron::mix;

/// How many features a token has.
pub const FEATURES: usize = 50;

/// Words of padding on either side of a sentence.
pub const PADDING: usize = 2;

/// What the tagger knows beside the words when it comes to one.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    /// Label of the word before.
    pub before: u8,
    /// Label of the word before that.
    pub before2: u8,
    /// Label of the last verb or modal.
    pub verb: u8,
    /// How the sentence uses capitals.
    pub caps: u8,
}

impl Context {
    /// Before a sentence's first word.
    pub const fn start(caps: u8) -> Self {
        Self { before: BOUNDARY, before2: BOUNDARY, verb: BOUNDARY, caps }
    }

    /// Moves on past a word with this label.
    pub fn push(&mut self, label: u8) {
        (self.before2, self.before) = (self.before, label);
        if label < 64 && VERBS >> label & 1 == 1 {
            self.verb = label;
        }
    }
}

/// Fills in the hashed features of the word at `at`, an index into the padded sentence.
pub fn features(words: &[Word], at: usize, context: Context, out: &mut [u32; FEATURES]) {
    let values = values(words, at, context);
    for (template, (slot, (a, b))) in out.iter_mut().zip(values).enumerate() {
        *slot = mix(template as u32, a, b);
    }
}

/// The two values of each template.
pub(super) fn values(words: &[Word], at: usize, context: Context) -> [(u32, u32); FEATURES] {
    let Context { before, before2, verb, caps } = context;
    let [w_2, w_1, w, w1, w2] = match words.get(at - PADDING..at + PADDING + 1) {
        Some(&[a, b, c, d, e]) => [a, b, c, d, e],
        _ => return [(0, 0); FEATURES],
    };
    let (t1, t2) = (u32::from(before), u32::from(before2));
    let t12 = t1 << 8 | t2;
    let v = u32::from(verb);
    let class = u32::from(w.class);
    let (class_1, class1, class2) = (u32::from(w_1.class), u32::from(w1.class), u32::from(w2.class));
    let (k, k_1, k1, k2) = (u32::from(w.cluster), u32::from(w_1.cluster), u32::from(w1.cluster), u32::from(w2.cluster));
    let (g_1, g, g1, g2) = (u32::from(w_1.group), u32::from(w.group), u32::from(w1.group), u32::from(w2.group));
    let shape = u32::from(w.shape) | u32::from(caps) << 8;
    let (shape_1, shape1) = (u32::from(w_1.shape), u32::from(w1.shape));
    let (s2, s3) = (w.suffix & 0xFFFF, w.suffix & 0xFF_FFFF);
    [
        // The word itself.
        (w.form, 0),
        (w.form, t1),
        (w.form, shape),
        (w.form, w_1.form),
        (w.form, w1.form),
        (w.form, class1),
        (w.suffix, shape),
        (s3, 0),
        (s2, shape),
        (w.suffix & 0xFF, shape),
        (w.prefix, 0),
        (w.prefix & 0xFF_FFFF, 0),
        (s3, t1),
        (s3, class1),
        (shape, t1),
        (shape, shape_1 << 8 | shape1),
        (class, shape),
        (k, shape),
        (class, s2),
        // Its company.
        (t1, 0),
        (t12, 0),
        (w_1.form, 0),
        (w_2.form, 0),
        (w1.form, 0),
        (w2.form, 0),
        (w_1.suffix & 0xFF_FFFF, 1),
        (w1.suffix & 0xFF_FFFF, 2),
        (t1, w1.form),
        (class1, k1),
        (class2, k2),
        // The lexicon's opinion in context.
        (class, t1),
        (class << 16 | class1, t1),
        (class, t12),
        (class << 16 | class_1, class1),
        (class << 16 | class1, class2),
        (k << 8 | k1, t1),
        (k_1 << 8 | k, k1),
        (class1, t12),
        // Clauses have one finite verb.
        (class << 16 | w.ahead as u32, v << 8 | t1),
        (s2, v << 8 | w.ahead as u32),
        (w.form, v << 8 | w.ahead as u32),
        (t1, v << 8 | w.ahead as u32),
        (w.form, t12),
        // The same, over groups of words that share their ambiguities.
        (g << 8 | g1, t1),
        (g << 8 | g1, t12),
        (g << 8 | w.ahead as u32, v << 8 | t1),
        (g << 16 | g1 << 8 | g2, t1),
        (g_1 << 16 | g << 8 | g1, 0),
        (g, w1.form),
        (g, w_1.form),
    ]
}

/// The templates that look at the word alone: the sum of their weights is good wherever the word stands.
pub(super) const OWN: [usize; 11] = [0, 2, 6, 7, 8, 9, 10, 11, 16, 17, 18];

/// What these look at: class, cluster and group follow from a word's form.
pub(super) fn own(word: &Word, caps: u8) -> [u64; 2] {
    let pack = |high: u32, low: u32| u64::from(high) << 32 | u64::from(low);
    // The last bit, so that no word has the key 0.
    let shape = u32::from(caps) << 16 | u32::from(word.shape) << 8 | 1;
    [pack(word.form, word.suffix), pack(word.prefix, shape)]
}

/// The other templates, `TOGETHER` at most in a step, the most telling first, and for each step how far a label may lie behind the best one when the step begins
/// to be scored any further: labels that lay farther behind came out best in less than one case in 20,000 of news text.
pub(super) const STEPS: [(i16, &[usize]); 14] = [
    (8600, &[19, 28, 14, 26]),
    (7600, &[30, 49, 48, 20]),
    (6600, &[5, 34, 36]),
    (5850, &[43, 45, 22]),
    (5100, &[35, 21]),
    (4350, &[41, 29]),
    (3600, &[1, 23, 37]),
    (3050, &[4, 47]),
    (2550, &[32, 27, 39]),
    (2250, &[15, 31]),
    (1950, &[38, 3, 44]),
    (1700, &[25, 13, 24]),
    (1500, &[12, 40]),
    (1300, &[46, 42, 33]),
];
