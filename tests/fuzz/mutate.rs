//! Inputs made from other inputs.

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers from the same seed everywhere.
pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`, which is not 0.
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).unwrap_or(0)
    }
}

/// Inputs grow no larger than this many bytes.
const LONGEST: usize = 2000;

pub struct Mutator {
    pub rng: Rng,
    dictionary: &'static [&'static str],
}

impl Mutator {
    pub fn new(rng: Rng, dictionary: &'static [&'static str]) -> Self {
        Self { rng, dictionary }
    }

    /// A new input, from one or two of the pool.
    pub fn input(&mut self, pool: &[Vec<u8>]) -> Vec<u8> {
        let mut out = self.part(pool);
        for _ in 0..=self.rng.below(6) {
            self.change(&mut out, pool);
        }
        out.truncate(LONGEST);
        out
    }

    /// A piece of one of the pool, mostly short: what is short is tried often.
    fn part(&mut self, pool: &[Vec<u8>]) -> Vec<u8> {
        let from = &pool[self.rng.below(pool.len())];
        let longest = [40, 150, 600][self.rng.below(3)];
        if from.len() <= longest {
            return from.clone();
        }
        let start = self.rng.below(from.len() - longest);
        from[start..start + longest].to_vec()
    }

    fn change(&mut self, out: &mut Vec<u8>, pool: &[Vec<u8>]) {
        let at = self.rng.below(out.len() + 1);
        let end = (at + 1 + self.rng.below(24)).min(out.len());
        match self.rng.below(12) {
            0 if at < out.len() => out[at] = self.rng.next().to_le_bytes()[0],
            1 if at < out.len() => out[at] ^= 1 << self.rng.below(8),
            2 => drop(out.drain(at..end)),
            3 => {
                let copy = out[at..end].to_vec();
                let times = [1, 2, 8, 40][self.rng.below(4)];
                out.splice(at..at, copy.repeat(times));
            }
            4 => {
                let other = self.part(pool);
                out.splice(at..end, other);
            }
            5 => {
                // Two pieces change places.
                let piece: Vec<u8> = out.drain(at..end).collect();
                let to = self.rng.below(out.len() + 1);
                out.splice(to..to, piece);
            }
            6 => {
                let characters = [
                    "\u{0}",
                    "\u{1}",
                    "\u{85}",
                    "\u{A0}",
                    "\u{AD}",
                    "\u{301}",
                    "\u{200B}",
                    "\u{202E}",
                    "\u{FEFF}",
                    "\u{FFFD}",
                    "😀",
                    "👩‍👩‍👧",
                    "ﬁ",
                    "İ",
                    "ß",
                    "北",
                    "ا",
                    "\r",
                    "\r\n",
                    "\u{2028}",
                ];
                let c = characters[self.rng.below(characters.len())];
                out.splice(at..at, c.bytes());
            }
            _ => {
                let word = self.dictionary[self.rng.below(self.dictionary.len())];
                let times = if self.rng.below(30) == 0 { 300 } else { 1 };
                out.splice(at..at, word.as_bytes().repeat(times));
            }
        }
    }
}
