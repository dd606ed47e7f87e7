//! A map from hashed keys to small numbers that is read in place, without parsing.
//!
//! The layout is a binary fuse filter (Graf and Lemire, "Binary Fuse Filters: Fast and Smaller Than
//! Xor Filters", ACM JEA 2022) whose slots hold, besides the fingerprint, a value: a static function.
//! A key that was put in gives its value back; another key gives nothing, but for a share of
//! 2^-`fingerprint_bits`. Keys themselves are not stored, so 500,000 pairs of words fit in a megabyte.

/// Bytes before the slots: seed, slot count of a segment, segment count, bits.
const HEADER: usize = 24;
/// Bytes after the slots, so that a slot can always be read as eight bytes.
const PADDING: usize = 8;

/// A map read in place from bytes that [`FuseMap::build`] wrote; by default, one without any key.
#[derive(Clone, Copy, Debug, Default)]
pub struct FuseMap<'a> {
    seed: u64,
    segment: u32,
    segments: u32,
    fingerprint_bits: u32,
    value_bits: u32,
    slots: &'a [u8],
}

impl<'a> FuseMap<'a> {
    /// The map in `bytes`, or nothing if they are too short to be one.
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        let word = |at: usize| bytes.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        let map = FuseMap {
            seed: u64::from(word(0)?) | u64::from(word(4)?) << 32,
            segment: word(8)?,
            segments: word(12)?,
            fingerprint_bits: word(16)?,
            value_bits: word(20)?,
            slots: bytes.get(HEADER..)?,
        };
        let bits = u64::from(map.segment) * u64::from(map.segments + 2) * u64::from(map.fingerprint_bits + map.value_bits);
        (map.segment.is_power_of_two() && (map.slots.len() as u64) >= bits.div_ceil(8) + PADDING as u64).then_some(map)
    }

    /// The value stored for the key with this hash.
    #[inline]
    pub fn get(&self, hash: u64) -> Option<u32> {
        let (found, value) = self.look(hash);
        found.then_some(value)
    }

    /// The same, or `other` for a key that was not put in. What is done next does not hang on which of them it is, so that the slots
    /// of many keys, which lie far apart in memory, are waited for together.
    #[inline]
    pub fn get_or(&self, hash: u64, other: u32) -> u32 {
        let (found, value) = self.look(hash);
        let chosen = u32::from(found).wrapping_neg();
        value & chosen | other & !chosen
    }

    /// Whether the slots of a key say that it was put in, and the value that they make.
    #[inline]
    fn look(&self, hash: u64) -> (bool, u32) {
        if self.slots.is_empty() {
            return (false, 0);
        }
        let mixed = mix(hash ^ self.seed);
        let [a, b, c] = positions(mixed, self.segment, self.segments);
        let slot = (self.bits_from(a) ^ self.bits_from(b) ^ self.bits_from(c)) & mask(self.fingerprint_bits + self.value_bits);
        let print = slot & mask(self.fingerprint_bits);
        (print == fingerprint(mixed, self.fingerprint_bits), (slot >> self.fingerprint_bits) as u32)
    }

    /// The bits from the start of a slot on, those of the next one too.
    #[inline]
    fn bits_from(&self, index: u32) -> u64 {
        let bit = u64::from(index) * u64::from(self.fingerprint_bits + self.value_bits);
        let bytes = self.slots.get((bit / 8) as usize..).and_then(<[u8]>::first_chunk).copied().unwrap_or([0; 8]);
        u64::from_le_bytes(bytes) >> (bit % 8)
    }

    /// The bytes of a map with these entries (key hash, value). The same entries in any order give
    /// the same bytes. Entries whose hash occurs twice keep the first value after sorting.
    ///
    /// Fails if a value does not fit in `value_bits`, or if both widths together exceed 57 bits.
    pub fn build(entries: &[(u64, u32)], fingerprint_bits: u32, value_bits: u32) -> Result<Vec<u8>, String> {
        if fingerprint_bits + value_bits > 57 || value_bits > 32 {
            return Err(format!("a slot of {fingerprint_bits} + {value_bits} bits is too wide"));
        }
        let mut entries = entries.to_vec();
        entries.sort_unstable();
        entries.dedup_by_key(|e| e.0);
        if let Some((_, value)) = entries.iter().find(|e| u64::from(e.1) > mask(value_bits)) {
            return Err(format!("the value {value} does not fit in {value_bits} bits"));
        }
        let (segment, segments) = geometry(entries.len());
        for attempt in 0..100_u64 {
            let seed = mix(attempt.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1);
            if let Some(slots) = solve(&entries, seed, segment, segments, fingerprint_bits, value_bits) {
                return Ok(encode(&slots, seed, segment, segments, fingerprint_bits, value_bits));
            }
        }
        Err(format!("no seed out of 100 gives a map of {} entries", entries.len()))
    }
}

/// The hash under which a key is stored; 64 bits, the same on every machine.
#[inline]
pub fn hash(key: &[u8]) -> u64 {
    let mut state = START ^ key.len() as u64;
    let (words, rest) = key.as_chunks();
    for word in words {
        state = fold_multiply(state ^ u64::from_le_bytes(*word), STEP);
    }
    finish(state, up_to_seven(rest))
}

const START: u64 = 0x243f_6a88_85a3_08d3;
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

#[inline]
fn finish(state: u64, rest: u64) -> u64 {
    mix(fold_multiply(state ^ rest, 0xd1b5_4a32_d192_ed03))
}

/// The [`hash`] of a text in lower case, and whether it is as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LowerHash {
    /// Of the text in lower case.
    pub hash: u64,
    /// Whether the text is in lower case.
    pub lower: bool,
}

/// The hash of `key` in lower case, eight letters at a time; nothing where it has control characters or anything beyond ASCII.
#[inline]
pub fn hash_lower(key: &[u8]) -> Option<LowerHash> {
    let (mut strange, mut capitals) = (0, 0);
    let mut lower = |word: u64, padding: u64| {
        // A high bit for each byte below a blank, beyond ASCII, or behind one of these.
        strange |= ((word | padding).wrapping_sub(EACH * u64::from(b' ')) | word) & (EACH * 0x80);
        // For bytes of seven bits a high bit where it is `A` or above, and where it is above `Z`.
        let (from, above) = (word.wrapping_add(EACH * u64::from(0x80 - b'A')), word.wrapping_add(EACH * u64::from(0x7f - b'Z')));
        let here = (from ^ above) & (EACH * 0x80);
        capitals |= here;
        word | here >> 2
    };
    let mut state = START ^ key.len() as u64;
    let (words, rest) = key.as_chunks();
    for word in words {
        state = fold_multiply(state ^ lower(u64::from_le_bytes(*word), 0), STEP);
    }
    let rest = lower(up_to_seven(rest), (EACH * u64::from(b' ')) << (8 * rest.len()));
    (strange == 0).then(|| LowerHash { hash: finish(state, rest), lower: capitals == 0 })
}

/// One in each byte.
const EACH: u64 = u64::MAX / 255;

/// Seven bytes or fewer as a number, the first the lowest: two reads that overlap, or the first, the middle and the last.
#[inline]
fn up_to_seven(bytes: &[u8]) -> u64 {
    let length = bytes.len();
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(low), Some(high)) => u64::from(u32::from_le_bytes(*low)) | u64::from(u32::from_le_bytes(*high)) << (8 * (length - 4)),
        _ => match (bytes.first(), bytes.get(length / 2), bytes.last()) {
            (Some(first), Some(middle), Some(last)) => {
                u64::from(*first) | u64::from(*middle) << (8 * (length / 2)) | u64::from(*last) << (8 * (length - 1))
            }
            _ => 0,
        },
    }
}

#[inline]
fn fold_multiply(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

/// The finaliser of MurmurHash3 (Appleby, public domain).
#[inline]
fn mix(mut h: u64) -> u64 {
    h ^= h >> 33;
    h = h.wrapping_mul(0xff51_afd7_ed55_8ccd);
    h ^= h >> 33;
    h = h.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}

#[inline]
fn mask(bits: u32) -> u64 {
    (1_u64 << bits) - 1
}

#[inline]
fn fingerprint(mixed: u64, bits: u32) -> u64 {
    (mixed ^ (mixed >> 32)) & mask(bits)
}

/// The three slots of a key, in three neighbouring segments.
#[inline]
fn positions(mixed: u64, segment: u32, segments: u32) -> [u32; 3] {
    let start = ((u128::from(mixed) * u128::from(u64::from(segments) * u64::from(segment))) >> 64) as u32;
    let low = segment - 1;
    let second = (start + segment) ^ ((mixed >> 18) as u32 & low);
    let third = (start + 2 * segment) ^ (mixed as u32 & low);
    [start, second, third]
}

/// Slots of a segment and number of starting segments for `n` keys (the constants of the paper for three slots a key).
fn geometry(n: usize) -> (u32, u32) {
    let n = n.max(2) as f64;
    let segment = 1_u32 << ((n.ln() / 3.33_f64.ln() + 2.25).floor() as u32).min(18);
    let factor = (0.875 + 0.25 * 1_000_000_f64.ln() / n.ln()).max(1.125);
    let capacity = (n * factor).round() as u32;
    let segments = capacity.div_ceil(segment).saturating_sub(2).max(1);
    (segment, segments)
}

/// Peels the keys off one by one (a slot that only one key uses decides that key), then fills the slots backwards.
fn solve(entries: &[(u64, u32)], seed: u64, segment: u32, segments: u32, fingerprint_bits: u32, value_bits: u32) -> Option<Vec<u64>> {
    let size = segment as usize * (segments as usize + 2);
    let mut count = vec![0_u32; size];
    let mut keys = vec![0_u32; size];
    let places: Vec<[u32; 3]> = entries.iter().map(|e| positions(mix(e.0 ^ seed), segment, segments)).collect();
    for (key, place) in places.iter().enumerate() {
        for &p in place {
            count[p as usize] += 1;
            keys[p as usize] ^= key as u32;
        }
    }
    let mut queue: Vec<u32> = (0..size as u32).filter(|&p| count[p as usize] == 1).collect();
    let mut order: Vec<(u32, u32)> = Vec::with_capacity(entries.len());
    while let Some(slot) = queue.pop() {
        if count[slot as usize] != 1 {
            continue;
        }
        let key = keys[slot as usize];
        order.push((key, slot));
        for &p in &places[key as usize] {
            count[p as usize] -= 1;
            keys[p as usize] ^= key;
            if count[p as usize] == 1 {
                queue.push(p);
            }
        }
    }
    if order.len() != entries.len() {
        return None;
    }
    let mut slots = vec![0_u64; size];
    for &(key, slot) in order.iter().rev() {
        let (hash, value) = entries[key as usize];
        let mixed = mix(hash ^ seed);
        let target = fingerprint(mixed, fingerprint_bits) | u64::from(value) << fingerprint_bits;
        let others = places[key as usize].iter().filter(|&&p| p != slot).fold(0, |x, &p| x ^ slots[p as usize]);
        slots[slot as usize] = (target ^ others) & mask(fingerprint_bits + value_bits);
    }
    Some(slots)
}

fn encode(slots: &[u64], seed: u64, segment: u32, segments: u32, fingerprint_bits: u32, value_bits: u32) -> Vec<u8> {
    let width = fingerprint_bits + value_bits;
    let mut bytes = Vec::new();
    bytes.extend(seed.to_le_bytes());
    for field in [segment, segments, fingerprint_bits, value_bits] {
        bytes.extend(field.to_le_bytes());
    }
    bytes.resize(HEADER + (slots.len() * width as usize).div_ceil(8) + PADDING, 0);
    for (i, &slot) in slots.iter().enumerate() {
        let bit = i as u64 * u64::from(width);
        let at = HEADER + (bit / 8) as usize;
        for (k, byte) in (slot << (bit % 8)).to_le_bytes().into_iter().enumerate() {
            bytes[at + k] |= byte;
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(n: u32) -> Vec<(u64, u32)> {
        (0..n).map(|i| (hash(format!("key {i}").as_bytes()), i % 4096)).collect()
    }

    #[test]
    fn every_key_gives_its_value_back() {
        for n in [0, 1, 2, 3, 17, 1000, 50_000] {
            let bytes = FuseMap::build(&entries(n), 8, 12).unwrap();
            let map = FuseMap::open(&bytes).unwrap();
            for (hash, value) in entries(n) {
                assert_eq!((map.get(hash), map.get_or(hash, 7)), (Some(value), value));
            }
        }
    }

    #[test]
    fn strangers_are_let_in_as_rarely_as_the_fingerprint_says() {
        let bytes = FuseMap::build(&entries(20_000), 8, 4 + 8).unwrap();
        let map = FuseMap::open(&bytes).unwrap();
        let let_in = (0..100_000).filter(|i| map.get(hash(format!("stranger {i}").as_bytes())).is_some()).count();
        assert!((200..600).contains(&let_in), "{let_in} of 100,000 at 1 in 256");
        let agree = |hash| map.get_or(hash, 1 << 20) == map.get(hash).unwrap_or(1 << 20);
        assert!((0..1000).all(|i| agree(hash(format!("stranger {i}").as_bytes()))));
        assert_eq!(FuseMap::default().get_or(1, 5), 5);
    }

    #[test]
    fn a_few_bytes_are_read_as_a_number() {
        for length in 0..8 {
            let bytes = &[1_u8, 0x80, 3, 0xff, 5, 6, 7][..length];
            let padded: Vec<u8> = bytes.iter().copied().chain([0; 8]).take(8).collect();
            assert_eq!(up_to_seven(bytes), u64::from_le_bytes(padded.try_into().unwrap()));
        }
    }

    #[test]
    fn lower_case_is_hashed_as_it_would_be_alone() {
        for text in ["", "a", "The", "McDonald's", "@[`{AZaz", "Zeitung-Verlag GmbH", "ABCDEFGH", "12 Z"] {
            let lower = text.to_ascii_lowercase();
            assert_eq!(hash_lower(text.as_bytes()), Some(LowerHash { hash: hash(lower.as_bytes()), lower: lower == text }), "{text}");
        }
        for text in ["é", "Reykjavík", "a\tb", "long enough\n", "\u{7f}é"] {
            assert_eq!(hash_lower(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn order_of_entries_does_not_change_the_bytes() {
        let mut backwards = entries(5000);
        backwards.reverse();
        assert_eq!(FuseMap::build(&entries(5000), 8, 12), FuseMap::build(&backwards, 8, 12));
    }

    #[test]
    fn cut_bytes_are_refused() {
        let bytes = FuseMap::build(&entries(100), 8, 12).unwrap();
        assert!(FuseMap::open(&bytes[..bytes.len() - 9]).is_none());
        assert!(FuseMap::open(&[]).is_none());
    }

    #[test]
    fn a_value_that_does_not_fit_is_an_error() {
        assert!(FuseMap::build(&[(1, 300)], 8, 8).is_err());
    }
}
