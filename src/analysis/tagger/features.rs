//! Feature templates: what a tag may depend on.

use super::word::Word;

/// How many features a token has.
pub const FEATURES: usize = 38;

/// Words of padding on either side of a sentence.
pub const PADDING: usize = 2;

/// Fills in the hashed features of the word at `at`, an index into the padded
/// sentence. `before` and `before2` are the labels of the two words to its left.
pub fn features(words: &[Word], at: usize, before: u8, before2: u8, caps: u8, out: &mut [u32; FEATURES]) {
    let [w_2, w_1, w, w1, w2] = match words.get(at - PADDING..at + PADDING + 1) {
        Some(&[a, b, c, d, e]) => [a, b, c, d, e],
        _ => return,
    };
    let (t1, t2) = (u32::from(before), u32::from(before2));
    let t12 = t1 << 8 | t2;
    let class = u32::from(w.class);
    let (class_1, class1, class2) = (u32::from(w_1.class), u32::from(w1.class), u32::from(w2.class));
    let (k, k_1, k1, k2) = (u32::from(w.cluster), u32::from(w_1.cluster), u32::from(w1.cluster), u32::from(w2.cluster));
    let shape = u32::from(w.shape) | u32::from(caps) << 8;
    let (shape_1, shape1) = (u32::from(w_1.shape), u32::from(w1.shape));
    let (s2, s3) = (w.suffix & 0xFFFF, w.suffix & 0xFF_FFFF);
    let list = [
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
    ];
    for (number, (slot, (a, b))) in out.iter_mut().zip(list).enumerate() {
        *slot = mix(number as u32, a, b);
    }
}

/// Mixes a template's number and its two values to 32 bits.
fn mix(template: u32, a: u32, b: u32) -> u32 {
    let x = (u64::from(a) << 32 | u64::from(b)) ^ u64::from(template).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let x = x.wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    let x = (x ^ x >> 29).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    (x >> 32) as u32
}
