//! Pairs of forms worth weighing, found without comparing all with all.
//!
//! Three keys bring two forms together: equal after folding; equal after one letter (in words of seven letters or more, two)
//! is deleted from each (the symmetric deletes of Garbe's SymSpell); equal sounds (consonants by class, vowels dropped).
//! Shorter words meet only beside the same partner: `Jo Biden`, `Joe Biden`.

use super::forms::Form;
use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
};

/// At most this many forms of one key are compared; keys that more share tell nothing.
const CROWD: usize = 24;

/// Names longer than this, in letters, are compared by their sounds only: deletions grow with the square of the length.
const LONGEST: usize = 24;

/// Finds the pairs, as indices into `forms`, the smaller first.
pub fn pairs(forms: &[Form]) -> Vec<(usize, usize)> {
    // Keys are hashed: should two ever meet by chance, the distance will part them.
    let mut buckets: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut add = |key: u64, i: usize| {
        let bucket = buckets.entry(key).or_default();
        if bucket.last() != Some(&i) && bucket.len() <= CROWD {
            bucket.push(i);
        }
    };
    for (i, form) in forms.iter().enumerate() {
        let letters: Vec<char> = form.folded.chars().filter(|c| c.is_alphanumeric()).collect();
        if letters.len() >= 4 {
            for key in deletions(&letters) {
                add(key, i);
            }
            if letters.len() >= 5 {
                add(hash(&('=', sounds(&letters))), i);
                if let Some(other) = other_initial(&letters) {
                    add(hash(&('=', sounds(&other))), i);
                }
            }
        } else if letters.len() == 3 {
            add(hash(&letters), i);
        }
        // Short names, and those further apart, meet beside the same partner.
        for o in &form.occurrences {
            for (side, beside) in [('<', &o.left), ('>', &o.right)] {
                if let Some(n) = beside.as_ref().filter(|n| n.capital && !n.title && n.text.len() >= 3)
                    && let Some(first) = letters.first()
                {
                    add(hash(&(side, &n.text, sound_class(*first))), i);
                }
            }
        }
    }
    let mut pairs: HashSet<(usize, usize)> = HashSet::new();
    for bucket in buckets.values().filter(|b| b.len() > 1 && b.len() <= CROWD) {
        for (n, a) in bucket.iter().enumerate() {
            pairs.extend(bucket[n + 1..].iter().map(|b| (*a.min(b), *a.max(b))));
        }
    }
    let mut pairs: Vec<_> = pairs.into_iter().filter(|(a, b)| a != b).collect();
    pairs.sort_unstable();
    pairs
}

/// Keys of the word, and of all that one deletion leaves (two in words of seven letters or more).
fn deletions(letters: &[char]) -> Vec<u64> {
    let mut keys = vec![hash(&letters)];
    if letters.len() > LONGEST {
        return keys;
    }
    let mut left: Vec<char> = Vec::with_capacity(letters.len());
    let mut without = |i: usize, j: usize| {
        left.clear();
        left.extend(letters.iter().enumerate().filter(|(n, _)| *n != i && *n != j).map(|(_, c)| *c));
        hash(&left.as_slice())
    };
    for i in 0..letters.len() {
        keys.push(without(i, i));
        if letters.len() >= 7 {
            keys.extend((i + 1..letters.len()).map(|j| without(i, j)));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The word with its first letter as other systems of transliteration have it: Weintrub, Vaintrub; Huseynov, Guseynov; Kharkiv, Harkiv.
fn other_initial(letters: &[char]) -> Option<Vec<char>> {
    match letters {
        ['w', rest @ ..] => Some([&['v'], rest].concat()),
        ['h', rest @ ..] => Some([&['g'], rest].concat()),
        ['k', 'h', rest @ ..] => Some([&['h'], rest].concat()),
        ['c', second, rest @ ..] if matches!(second, 'e' | 'i' | 'y') => Some([&['s', *second], rest].concat()),
        _ => None,
    }
}

/// The consonants of a word by class of sound, runs of one class as one.
fn sounds(letters: &[char]) -> String {
    let mut key = String::with_capacity(letters.len());
    for (i, c) in letters.iter().enumerate() {
        let class = sound_class(*c);
        if (i == 0 || class != 'a') && !key.ends_with(class) {
            key.push(class);
        }
    }
    key
}

fn sound_class(c: char) -> char {
    match c {
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'j' | 'h' | 'w' => 'a',
        'c' | 'k' | 'q' | 'g' | 'x' => 'k',
        's' | 'z' => 's',
        'b' | 'p' => 'b',
        'v' | 'f' => 'v',
        'd' | 't' => 't',
        'm' | 'n' => 'n',
        other => other,
    }
}
