//! Names misspelt as people and machines misspell them.

use copydesk::lexicon;
use std::collections::HashSet;

/// Random numbers (xorshift, Marsaglia 2003) that are the same every time; the seed is not 0.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() >> 11) as usize % n.max(1)
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// The name with a slip of a kind: of the hand (`typo`), by ear (`phonetic`), by another transliteration (`script`), without `accents`, with the
/// `ending` of another language, `two` slips, or (any other kind) one that makes another word or name.
pub fn misspell(name: &str, kind: &str, words: &HashSet<String>, random: &mut Random) -> Option<String> {
    let letters: Vec<char> = name.chars().collect();
    let at = 1 + random.below(letters.len() - 1);
    let letter = |random: &mut Random| char::from(b'a' + random.below(26) as u8);
    let put = |list: Vec<char>| Some(list.into_iter().collect::<String>());
    match kind {
        "typo" => {
            let mut l = letters;
            match random.below(4) {
                0 => {
                    l.remove(at);
                }
                1 => l.insert(at, letter(random)),
                2 => l[at] = letter(random),
                _ if at + 1 < l.len() => l.swap(at, at + 1),
                _ => l.swap(at - 1 + usize::from(at == 1), at),
            }
            if l[0].is_uppercase() { put(l) } else { None }
        }
        "phonetic" | "script" => {
            const SOUND: &[(&str, &str)] = &[
                ("a", "e"),
                ("e", "a"),
                ("e", "i"),
                ("i", "e"),
                ("o", "u"),
                ("u", "o"),
                ("a", "o"),
                ("c", "k"),
                ("k", "c"),
                ("s", "z"),
                ("z", "s"),
                ("t", "d"),
                ("d", "t"),
                ("p", "b"),
                ("b", "p"),
                ("i", "y"),
                ("y", "i"),
                ("m", "n"),
                ("n", "m"),
            ];
            const SCRIPT: &[(&str, &str)] = &[
                ("ei", "ey"),
                ("ey", "ei"),
                ("ai", "ay"),
                ("v", "w"),
                ("w", "v"),
                ("kh", "h"),
                ("h", "kh"),
                ("sky", "skiy"),
                ("ski", "sky"),
                ("iy", "y"),
                ("y", "iy"),
                ("ts", "tz"),
                ("tz", "ts"),
                ("sh", "s"),
                ("s", "sh"),
                ("ch", "tch"),
                ("zh", "j"),
                ("j", "zh"),
                ("ya", "ia"),
                ("ia", "iya"),
                ("yu", "iu"),
                ("ou", "u"),
                ("u", "ou"),
                ("oo", "u"),
                ("ph", "f"),
                ("f", "ph"),
                ("x", "ks"),
                ("q", "k"),
                ("k", "q"),
                ("h", ""),
                ("ck", "k"),
                ("ee", "i"),
                ("i", "ee"),
                ("th", "t"),
                ("t", "th"),
                ("g", "h"),
                ("h", "g"),
                ("je", "ye"),
                ("e", "ye"),
                ("ov", "off"),
                ("ov", "ow"),
                ("ae", "a"),
                ("oe", "o"),
                ("é", "e"),
                ("á", "a"),
                ("ö", "o"),
                ("ð", "d"),
                ("ú", "u"),
                ("í", "i"),
                ("ó", "o"),
                ("ü", "ue"),
                ("ä", "ae"),
                ("č", "c"),
                ("š", "s"),
                ("ř", "r"),
                ("ý", "y"),
                ("þ", "th"),
            ];
            if kind == "phonetic" && random.below(2) == 0 {
                let mut l = letters;
                if random.below(3) == 0 && l[at] == l[at - 1] {
                    l.remove(at);
                } else {
                    l.insert(at, l[at]);
                }
                return put(l);
            }
            let table = if kind == "phonetic" { SOUND } else { SCRIPT };
            for _ in 0..12 {
                let (from, to) = random.pick(table);
                let places: Vec<usize> = name.match_indices(from).map(|(i, _)| i).filter(|i| *i > 0).collect();
                if let Some(p) = (!places.is_empty()).then(|| *random.pick(&places)) {
                    return Some(format!("{}{to}{}", &name[..p], &name[p + from.len()..]));
                }
            }
            None
        }
        "accents" => Some(lexicon::to_ascii_spelling(name).into_owned()),
        "ending" => {
            const ENDS: &[&str] = &["u", "e", "a", "y", "om", "em", "i", "ou", "ovi", "ar", "ur", "es", "is", "im", "at"];
            let vowel = |c: char| "aeiouy".contains(c);
            let stem: String = if vowel(*letters.last()?) { letters[..letters.len() - 1].iter().collect() } else { name.to_owned() };
            Some(format!("{stem}{}", random.pick(ENDS)))
        }
        "two" => {
            let once = misspell(name, "phonetic", words, random)?;
            misspell(&once, if random.below(2) == 0 { "typo" } else { "script" }, words, random)
        }
        // Slips are made until one is another word or name.
        _ => (0..300).find_map(|_| {
            let slip = misspell(name, if random.below(2) == 0 { "typo" } else { "phonetic" }, words, random)?;
            (slip != name && is_real(&slip, words)).then_some(slip)
        }),
    }
}

/// Whether a slip is another word or name.
fn is_real(slip: &str, words: &HashSet<String>) -> bool {
    words.contains(&slip.to_lowercase()) || lexicon::given(slip).is_some_and(|n| n >= 10) || lexicon::surname(slip).is_some_and(|n| n >= 20)
}
