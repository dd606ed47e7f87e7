//! How a name sounds, roughly: a key that spellings of one name share, and a signature that tells quickly
//! that two words are too different to compare. Own keys, in the manner of Soundex and Daitch-Mokotoff:
//! consonants in classes, vowels and h left out, what transliteration confuses merged.

/// Buckets of words by key, a power of two.
pub const BUCKETS: usize = 1 << 14;

const LIPS: u8 = 0;
const TEETH: u8 = 1;
const THROAT: u8 = 2;
const HISS: u8 = 3;
const L: u8 = 4;
const R: u8 = 5;
const NOSE: u8 = 6;

/// The classes of the consonants of a folded word, one after the other, neighbours of one class merged.
fn classes(folded: &str) -> impl Iterator<Item = u8> + '_ {
    let bytes = folded.as_bytes();
    let mut last = u8::MAX;
    (0..bytes.len()).filter_map(move |i| {
        let next = bytes.get(i + 1).copied().unwrap_or(b' ');
        let class = match bytes[i] {
            b'b' | b'p' | b'v' | b'w' | b'f' => LIPS,
            // ts, tz, tch, tsch: one hiss.
            b't' if matches!(next, b's' | b'z' | b'c') => HISS,
            b'd' | b't' => TEETH,
            b'c' if matches!(next, b'e' | b'i' | b'z' | b's' | b'h') => HISS,
            b'k' | b'c' | b'q' | b'g' | b'x' => THROAT,
            b's' | b'z' => HISS,
            b'l' => L,
            b'r' => R,
            b'm' | b'n' => NOSE,
            _ => {
                // A vowel between keeps two equal consonants apart.
                if bytes[i].is_ascii_alphabetic() && bytes[i] != b'h' {
                    last = u8::MAX;
                }
                return None;
            }
        };
        if class == last {
            return None;
        }
        last = class;
        Some(class)
    })
}

/// The bucket of a folded word: spellings of one name are mostly in the same.
pub fn bucket(folded: &str) -> usize {
    let key = classes(folded).fold(1_u64, |key, class| key.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ u64::from(class + 1));
    (key.wrapping_mul(0xd1b5_4a32_d192_ed03) >> 40) as usize % BUCKETS
}

/// Which classes a folded word has once, which twice, and which kinds of vowels.
pub fn signature(folded: &str) -> u16 {
    let mut bits = 0_u16;
    for class in classes(folded) {
        let once = 1 << class;
        bits |= if bits & once == 0 { once } else { once << 7 };
    }
    for b in folded.bytes() {
        bits |= match b {
            b'e' | b'i' | b'y' | b'j' => 1 << 14,
            b'a' | b'o' | b'u' => 1 << 15,
            _ => 0,
        };
    }
    bits
}

/// In how many marks two signatures differ: 0 for spellings that sound alike, some more for slips.
#[inline]
pub fn apart(a: u16, b: u16) -> u32 {
    (a ^ b).count_ones()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_share_the_bucket() {
        for (a, b) in [
            ("beletsky", "biletskyi"),
            ("selenskyj", "zelenskyy"),
            ("horowitz", "horovits"),
            ("kasif", "cassif"),
            ("mohamed", "muhammad"),
            ("baden", "biden"),
        ] {
            assert_eq!(bucket(a), bucket(b), "{a} {b}");
        }
        assert_ne!(bucket("merkel"), bucket("macron"));
    }

    #[test]
    fn signatures_of_slips_are_near_and_of_strangers_far() {
        for (a, b) in [("kirby", "coby"), ("guterres", "gutteres"), ("fumio", "funeo"), ("shevchenko", "schewtschenko")] {
            assert!(apart(signature(a), signature(b)) <= 2, "{a} {b}");
        }
        assert!(apart(signature("lukashenko"), signature("obama")) > 4);
    }
}
