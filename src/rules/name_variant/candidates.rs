//! Pairs of forms worth weighing, found without comparing all with all.
//!
//! Three keys bring two forms together: equal after folding; equal after one letter (in words of seven letters or more, two)
//! is deleted from each (the symmetric deletes of Garbe's SymSpell); equal sounds (consonants by class, vowels dropped).
//! Shorter words meet only beside the same partner: `Jo Biden`, `Joe Biden`.

use super::forms::{Form, Neighbour, Occurrence};
use foldhash::fast::FixedState;
use std::{
    cell::RefCell,
    hash::{BuildHasher, Hash, Hasher},
    rc::Rc,
};

/// So many keys of an article are kept; those of the names beyond are made a second time.
const MOST_KEPT: usize = 1 << 18;

/// At most this many forms of one key are compared; keys that more share tell nothing.
const CROWD: usize = 24;

/// Pairs that are weighed: so many for each form, and so many more. News has three for each at most, and 2,400 articles of news in one
/// file have five; names made up of the same few letters would have as many as the square of their number.
const MOST_PAIRS: (usize, usize) = (6, 1 << 12);

/// Names longer than this, in letters, are compared by their sounds only: deletions grow with the square of the length.
const LONGEST: usize = 24;

/// Pairs of forms, as indices, the smaller first.
type Pairs = Rc<[(usize, usize)]>;

thread_local! {
    /// The pairs found last, and a hash of the forms that they were found in: while an article is edited its names stay, mostly.
    static LAST: RefCell<(u64, Pairs)> = RefCell::new((0, Rc::default()));
}

/// Finds the pairs.
pub fn pairs(forms: &[Form<'_>]) -> Pairs {
    let seen = seen(forms);
    let known = LAST.with_borrow(|(last, pairs)| (*last == seen).then(|| Rc::clone(pairs)));
    known.unwrap_or_else(|| {
        let pairs: Pairs = find(forms).into();
        LAST.set((seen, Rc::clone(&pairs)));
        pairs
    })
}

/// A hash of all that the keys of the forms are made of.
fn seen(forms: &[Form<'_>]) -> u64 {
    let mut hash = FixedState::with_seed(2).build_hasher();
    for form in forms {
        form.folded.hash(&mut hash);
        for beside in form.occurrences.iter().flat_map(partners) {
            beside.hash(&mut hash);
        }
        hash.write_u8(0);
    }
    hash.finish()
}

/// The names beside an occurrence, each with its side.
fn partners<'o>(o: &'o Occurrence<'_>) -> impl Iterator<Item = (char, &'o str)> {
    let named = |beside: &'o Option<Neighbour<'_>>| beside.as_ref().filter(|n| n.capital && !n.title && n.text.len() >= 3);
    [('<', named(&o.left)), ('>', named(&o.right))].into_iter().filter_map(|(side, n)| Some((side, &*n?.text)))
}

fn find(forms: &[Form<'_>]) -> Vec<(usize, usize)> {
    // Keys are hashed: should two ever meet by chance, the distance will part them. Most stand alone; they are sorted out first.
    let mut met = Met::for_names(forms.len());
    let mut of = KeysOf::default();
    let mut keys: Vec<(u64, usize)> = Vec::new();
    let mut kept = 0;
    for (i, form) in forms.iter().enumerate() {
        let own = of.form(form);
        own.iter().for_each(|key| met.add(*key, i));
        if keys.len() < MOST_KEPT {
            keys.extend(own.iter().map(|key| (*key, i)));
            kept += 1;
        }
    }
    keys.retain(|(key, _)| met.twice(*key));
    for (i, form) in forms.iter().enumerate().skip(kept) {
        keys.extend(of.form(form).iter().filter(|key| met.twice(**key)).map(|key| (*key, i)));
    }
    keys.sort_unstable();
    keys.dedup();
    let mut buckets: Vec<&[(u64, usize)]> = keys.chunk_by(|a, b| a.0 == b.0).filter(|b| b.len() > 1 && b.len() <= CROWD).collect();
    // What few forms share tells most.
    buckets.sort_by_key(|bucket| bucket.len());
    let mut room = forms.len().saturating_mul(MOST_PAIRS.0).saturating_add(MOST_PAIRS.1);
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for bucket in buckets {
        let Some(left) = room.checked_sub(bucket.len() * (bucket.len() - 1) / 2) else { break };
        room = left;
        for (n, (_, a)) in bucket.iter().enumerate() {
            pairs.extend(bucket[n + 1..].iter().map(|(_, b)| (*a, *b)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// For the places that keys are hashed to, the last form that came there, counted from 1, and whether another one came before it.
struct Met(Vec<u32>);

/// Marks a place where another form came before the last.
const SEVERAL: u32 = 1 << 31;

impl Met {
    /// Room for the keys of so many names: some dozens each, most of which should have a place of their own.
    fn for_names(names: usize) -> Self {
        let places = (names.min(1 << 14) * 128).next_power_of_two();
        Self(vec![0; places])
    }

    fn place(&self, key: u64) -> usize {
        key as usize & (self.0.len() - 1)
    }

    fn add(&mut self, key: u64, form: usize) {
        let place = self.place(key);
        let (before, here) = (self.0[place], form as u32 + 1);
        let other = if before & !SEVERAL == here || before == 0 { before & SEVERAL } else { SEVERAL };
        self.0[place] = here | other;
    }

    fn twice(&self, key: u64) -> bool {
        self.0[self.place(key)] & SEVERAL != 0
    }
}

/// Makes the keys of one form after the other, in the same room.
#[derive(Default)]
struct KeysOf {
    letters: Vec<char>,
    sounds: String,
    keys: Vec<u64>,
}

impl KeysOf {
    /// The keys of a form, some of them more than once.
    fn form(&mut self, form: &Form<'_>) -> &[u64] {
        self.letters.clear();
        self.letters.extend(form.folded.chars().filter(|c| c.is_alphanumeric()));
        self.keys.clear();
        let (letters, keys) = (self.letters.as_slice(), &mut self.keys);
        if letters.len() >= 4 {
            deletions(letters, keys);
            if letters.len() >= 5 {
                sounds(letters.iter().copied(), &mut self.sounds);
                keys.push(hash(&self.sounds));
                if let Some((initial, rest)) = other_initial(letters) {
                    sounds(std::iter::once(initial).chain(rest.iter().copied()), &mut self.sounds);
                    keys.push(hash(&self.sounds));
                }
            }
        } else if letters.len() == 3 {
            keys.push(Spelling::of(letters).key());
        }
        // Short names, and those further apart, meet beside the same partner.
        for o in &form.occurrences {
            if let Some(first) = letters.first() {
                keys.extend(partners(o).map(|(side, name)| hash(&(side, name, sound_class(*first)))));
            }
        }
        keys
    }
}

/// Keys of the word, and of all that one deletion leaves (two in words of seven letters or more).
fn deletions(letters: &[char], keys: &mut Vec<u64>) {
    keys.push(Spelling::of(letters).key());
    if letters.len() > LONGEST {
        return;
    }
    // What stands from each letter on.
    let mut rest = [Spelling::NONE; LONGEST + 1];
    for (i, c) in letters.iter().enumerate().rev() {
        rest[i] = Spelling::NONE.with(*c).then(rest[i + 1]);
    }
    let mut before = Spelling::NONE;
    for i in 0..letters.len() {
        keys.push(before.then(rest[i + 1]).key());
        if letters.len() >= 7 {
            let mut between = before;
            for j in i + 1..letters.len() {
                keys.push(between.then(rest[j + 1]).key());
                between = between.with(letters[j]);
            }
        }
        before = before.with(letters[i]);
    }
}

/// A polynomial of a word's letters (Karp and Rabin 1987): that of two words after each other is put together of theirs.
#[derive(Clone, Copy)]
struct Spelling {
    value: u64,
    /// The base to the power of the length.
    power: u64,
}

/// An odd number without pattern.
const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

impl Spelling {
    const NONE: Self = Self { value: 0, power: 1 };

    fn of(letters: &[char]) -> Self {
        letters.iter().fold(Self::NONE, |word, c| word.with(*c))
    }

    fn with(self, letter: char) -> Self {
        Self { value: self.value.wrapping_mul(BASE).wrapping_add(u64::from(letter)), power: self.power.wrapping_mul(BASE) }
    }

    fn then(self, rest: Self) -> Self {
        Self { value: self.value.wrapping_mul(rest.power).wrapping_add(rest.value), power: self.power.wrapping_mul(rest.power) }
    }

    /// Spread over all bits.
    fn key(self) -> u64 {
        (self.value ^ self.value >> 32).wrapping_mul(0xFF51_AFD7_ED55_8CCD).rotate_left(24)
    }
}

fn hash(value: &impl std::hash::Hash) -> u64 {
    FixedState::with_seed(1).hash_one(value)
}

/// The word with its first letter as other systems of transliteration have it: Weintrub, Vaintrub; Huseynov, Guseynov; Kharkiv, Harkiv.
/// That letter, and what follows it.
fn other_initial(letters: &[char]) -> Option<(char, &[char])> {
    match letters {
        ['w', rest @ ..] => Some(('v', rest)),
        ['h', rest @ ..] => Some(('g', rest)),
        ['k', 'h', rest @ ..] => Some(('h', rest)),
        ['c', rest @ ..] if matches!(rest, ['e' | 'i' | 'y', ..]) => Some(('s', rest)),
        _ => None,
    }
}

/// Writes the consonants of a word by class of sound, runs of one class as one, over `key`.
fn sounds(letters: impl Iterator<Item = char>, key: &mut String) {
    key.clear();
    let mut last = None;
    for (i, c) in letters.enumerate() {
        let class = sound_class(c);
        if (i == 0 || class != 'a') && last.replace(class) != Some(class) {
            key.push(class);
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::{Article, Language},
        document::{Format, parse},
        rules::name_variant::forms,
        source::Source,
    };

    /// An article of so many sentences, each with names put together of the same few letters.
    fn pairs_of(sentences: usize) -> (usize, usize) {
        let letters = ["k", "l", "m", "n", "r", "s", "t"];
        let vowels = ["a", "e", "i", "o"];
        let mut state = 7_u64;
        let mut pick = |from: &[&'static str]| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            from[(state >> 33) as usize % from.len()]
        };
        let mut name = || {
            let word: String = (0..3).flat_map(|_| [pick(&letters), pick(&vowels)]).collect();
            word[..1].to_uppercase() + &word[1..]
        };
        let text: String = (0..sentences).map(|_| format!("The mayor met {} {} and {} in May. ", name(), name(), name())).collect();
        let documents = parse(&Source::from_text("a.txt", text), Format::Plain);
        let article = Article::with_language(&documents[0], Language::ENGLISH);
        let forms = forms::collect(&article);
        (forms.len(), pairs(&forms).len())
    }

    #[test]
    fn pairs_grow_with_the_names_and_not_with_their_square() {
        let (few, near) = pairs_of(60);
        let (many, kept) = pairs_of(6000);
        assert!(few > 100 && near > few / 10, "{few} {near}");
        assert!(many > 10_000 && kept <= many * MOST_PAIRS.0 + MOST_PAIRS.1, "{many} {kept}");
    }
}
