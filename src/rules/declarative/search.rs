//! One pass over a text for many short sequences of sets of symbols: each is looked up by its three symbols that are the rarest
//! together, which few places have.

use super::required::{END, Required, START, Symbols, frequency, symbol};
use std::{borrow::Cow, collections::BTreeMap};

/// Many sequences, each with the number of who asked for it. That of our own rules is laid out at build time.
#[derive(Clone, Debug, Default)]
pub struct Search {
    pub(super) sets: Cow<'static, [Symbols]>,
    /// Numbers of sets, for all sequences one after the other.
    pub(super) numbers: Cow<'static, [u16]>,
    pub(super) sequences: Cow<'static, [Sequence]>,
    pub(super) table: Table,
}

/// A sequence of sets.
#[derive(Clone, Copy, Debug)]
pub struct Sequence {
    /// Where its sets' numbers are.
    pub(super) from: u32,
    pub(super) to: u32,
    /// The place of the first of the three by which it is looked up.
    pub(super) at: u8,
    /// The place and number of its rarest set beside the three, which is looked at first: mostly it does not fit.
    pub(super) probe_at: u8,
    pub(super) probe: u16,
    /// Who asked for it.
    pub(super) owner: u16,
}

/// Sequences by the classes of three symbols.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// For each pair of classes a bit for each third with which something is looked up.
    pub(super) thirds: Cow<'static, [u64]>,
    /// How many bits stand before those of each pair.
    pub(super) ranks: Cow<'static, [u32]>,
    /// For each bit the number of its list: many have the same.
    pub(super) lists: Cow<'static, [u32]>,
    /// Where each list begins in `postings`, and where the last one ends.
    pub(super) starts: Cow<'static, [u32]>,
    /// Numbers of sequences.
    pub(super) postings: Cow<'static, [u16]>,
}

/// Classes of symbols: those of a class are looked up as one, which keeps the table small.
const COUNT: usize = 64;

/// Triples of classes by which one sequence is looked up, if it can be, at most.
const MAX_TRIPLES: u32 = 512;

/// The class of each symbol: letters' case is aside, digits are one, white space is one.
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let (mut symbol, mut mark) = (0_u8, 31);
    loop {
        classes[symbol as usize] = match symbol {
            START => 0,
            END => 1,
            b'a'..=b'z' => symbol - b'a' + 2,
            b'A'..=b'Z' => symbol - b'A' + 2,
            b'0'..=b'9' => 28,
            b' ' | b'\t'..=b'\r' => 29,
            0x80.. => 56 + symbol % 8,
            0..0x20 | 0x7F => 30,
            _ => {
                mark = if mark == 55 { 31 } else { mark + 1 };
                mark
            }
        };
        if symbol == u8::MAX {
            break classes;
        }
        symbol += 1;
    }
};

impl Search {
    /// Adds what is required, for `owner`.
    pub fn add(&mut self, required: &Required, owner: usize) {
        let sets = self.sets.to_mut();
        let known: Vec<u16> = required
            .sets
            .iter()
            .map(|set| {
                let number = sets.iter().position(|s| s == set).unwrap_or_else(|| {
                    sets.push(*set);
                    sets.len() - 1
                });
                u16::try_from(number).unwrap_or(u16::MAX)
            })
            .collect();
        let rarity: Vec<f64> = required.sets.iter().map(frequency).collect();
        let mut rest = required.sequences.as_ref();
        while let Some((len, more)) = rest.split_first() {
            let (own, next) = more.split_at(usize::from(*len).min(more.len()));
            let numbers = self.numbers.to_mut();
            let from = numbers.len() as u32;
            numbers.extend(own.iter().filter_map(|n| known.get(usize::from(*n))));
            let classes: Vec<u64> = own.iter().map(|n| required.sets.get(usize::from(*n)).map_or(0, classes)).collect();
            let at = place_to_look(&classes);
            let rarest = |(_, number): &(usize, &u8)| rarity.get(usize::from(**number)).copied().unwrap_or(1.0);
            let beside = own.iter().enumerate().filter(|(place, _)| !(at..at + 3).contains(place));
            let (probe_at, probe) = beside.min_by(|a, b| rarest(a).total_cmp(&rarest(b))).unwrap_or((0, own.first().unwrap_or(&0)));
            self.sequences.to_mut().push(Sequence {
                from,
                to: numbers.len() as u32,
                at: at as u8,
                probe_at: probe_at as u8,
                probe: known.get(usize::from(*probe)).copied().unwrap_or(0),
                owner: owner as u16,
            });
            rest = next;
        }
    }

    /// Gets it ready to be asked, when all are added.
    pub fn build(&mut self) {
        let mut listed = Vec::new();
        for (index, Sequence { from, to, at, .. }) in (0..=u16::MAX).zip(self.sequences.iter()) {
            let own = self.numbers.get(*from as usize..*to as usize).unwrap_or(&[]);
            let set = |place: usize| own.get(place).and_then(|n| self.sets.get(usize::from(*n))).map_or(u64::MAX, classes);
            let [first, second, third] = [0, 1, 2].map(|i| set(usize::from(*at) + i));
            for a in bits(first) {
                for b in bits(second) {
                    listed.extend(bits(third).map(|c| ((a * COUNT + b) * COUNT + c, index)));
                }
            }
        }
        self.table = Table::of(listed);
    }

    /// Who asked for something.
    pub fn owners(&self) -> impl Iterator<Item = usize> {
        self.sequences.iter().map(|sequence| usize::from(sequence.owner))
    }

    /// The symbols of a text.
    pub fn symbols(text: &str) -> Cow<'_, [u8]> {
        if text.is_ascii() { Cow::Borrowed(text.as_bytes()) } else { Cow::Owned(text.chars().map(symbol).collect()) }
    }

    /// Tells, for each place of a sequence in the text with these symbols, who asked for it, and how many symbols stand up to its end.
    pub fn find(&self, symbols: &[u8], mut found: impl FnMut(usize, usize)) {
        // Of known length, so that no look-up is checked; a search for nothing has none.
        let Ok(thirds) = <&[u64; COUNT * COUNT]>::try_from(self.table.thirds.as_ref()) else { return };
        let mut pair = usize::from(CLASSES[usize::from(START)]);
        let mut read = |before: usize, symbol: u8| {
            let class = CLASSES[usize::from(symbol)];
            if thirds[pair % (COUNT * COUNT)] >> (class % 64) & 1 == 1
                && let Some(at) = before.checked_sub(1)
            {
                self.find_at(symbols, at, (pair, class), &mut found);
            }
            pair = pair % COUNT * COUNT + usize::from(class);
        };
        // Three are looked up when the last of them is read, and behind the text is its end, which may be the first of them; places count
        // from the start's own symbol.
        symbols.iter().enumerate().for_each(|(before, symbol)| read(before, *symbol));
        (0..3).for_each(|behind| read(symbols.len() + behind, END));
    }

    /// The sequences that are looked up by a triple of classes whose first symbol is at place `at`.
    #[inline(never)]
    fn find_at(&self, symbols: &[u8], at: usize, triple: (usize, u8), found: &mut impl FnMut(usize, usize)) {
        let (sets, sequences, numbers) = (self.sets.as_ref(), self.sequences.as_ref(), self.numbers.as_ref());
        let fits = |place: usize, number: u16| {
            let symbol = match place.checked_sub(1) {
                Some(place) => symbols.get(place).copied().unwrap_or(END),
                None => START,
            };
            sets.get(usize::from(number)).is_some_and(|set| has(set, symbol))
        };
        for index in self.table.list(triple) {
            let Some(sequence) = sequences.get(usize::from(*index)) else { continue };
            let Some(first) = at.checked_sub(usize::from(sequence.at)) else { continue };
            if !fits(first + usize::from(sequence.probe_at), sequence.probe) {
                continue;
            }
            let numbers = numbers.get(sequence.from as usize..sequence.to as usize).unwrap_or(&[]);
            let end = first + numbers.len();
            if end <= symbols.len() + 2 && (first..).zip(numbers).all(|(place, number)| fits(place, *number)) {
                found(usize::from(sequence.owner), end.saturating_sub(1));
            }
        }
    }
}

impl Table {
    fn of(mut listed: Vec<(usize, u16)>) -> Self {
        listed.sort_unstable();
        let mut thirds = vec![0_u64; COUNT * COUNT];
        let (mut lists, mut starts, mut postings) = (Vec::new(), Vec::new(), Vec::new());
        let mut known: BTreeMap<Vec<u16>, u32> = BTreeMap::new();
        for same in listed.chunk_by(|a, b| a.0 == b.0) {
            let triple = same.first().map_or(0, |(triple, _)| *triple);
            thirds[triple / COUNT] |= 1 << (triple % COUNT);
            let next = known.len() as u32;
            let list = known.entry(same.iter().map(|(_, index)| *index).collect()).or_insert_with_key(|list| {
                starts.push(postings.len() as u32);
                postings.extend_from_slice(list);
                next
            });
            lists.push(*list);
        }
        starts.push(postings.len() as u32);
        let ranks = thirds.iter().scan(0, |rank, bits| Some(std::mem::replace(rank, *rank + bits.count_ones()))).collect();
        Self { thirds: thirds.into(), ranks, lists: lists.into(), starts: starts.into(), postings: postings.into() }
    }

    /// The sequences that are looked up by a triple, a pair of classes and a third, that has its bit.
    fn list(&self, (pair, third): (usize, u8)) -> &[u16] {
        let list = || {
            let below = (self.thirds.get(pair)? & ((1 << third) - 1)).count_ones();
            let list = *self.lists.get((self.ranks.get(pair)? + below) as usize)? as usize;
            self.postings.get(*self.starts.get(list)? as usize..*self.starts.get(list + 1)? as usize)
        };
        list().unwrap_or(&[])
    }
}

#[inline]
fn has(set: &Symbols, symbol: u8) -> bool {
    set[usize::from(symbol / 64)] >> (symbol % 64) & 1 == 1
}

/// The classes of a set's symbols, a bit for each.
fn classes(set: &Symbols) -> u64 {
    CLASSES.iter().zip(0..=u8::MAX).filter(|(_, symbol)| has(set, *symbol)).fold(0, |all, (class, _)| all | 1 << class)
}

fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = set.trailing_zeros() as usize;
        set &= set.checked_sub(1)?;
        Some(bit)
    })
}

/// The place in a sequence of the three sets of classes that are together the rarest. What begins at a text's start is looked for
/// only there.
fn place_to_look(sequence: &[u64]) -> usize {
    if sequence.first() == Some(&(1 << CLASSES[usize::from(START)])) {
        return 0;
    }
    let cost = |three: &[u64]| {
        let triples = three.iter().map(|set| set.count_ones()).product::<u32>().max(MAX_TRIPLES);
        (triples, chance(three[0], three[1], three[2]))
    };
    let places = sequence.windows(3).map(cost).enumerate();
    places.min_by(|(_, a), (_, b)| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))).map_or(0, |(place, _)| place)
}

/// How often one of the groups (white space, the letters, anything else) follows another in English news: `k` stands for a share of
/// 2^-20 of all pairs of symbols or less, `j` for 2^-19, `a` for 2^-10, `9` for 2^-9, and so on.
const PAIRS: [&[u8; 28]; 28] = [
    b"f677887976aa87877b865997fae8",
    b"8fa89eb9d9ea796fah777a9bd9db",
    b"dadfg8hkjadj9ef9kkace9fkkahe",
    b"a8hbg8ii89kaahg8fgad9akkkcjd",
    b"69ffc8edf8gkcddaghbafadfkcg9",
    b"58c879aacafd897bac679c9aaae8",
    b"7agfi9afh9fkbkk8kkafbbkkkfkc",
    b"8afhf9gd9ahicfbaikacdbiiicja",
    b"87dhf6ekk8hgeed8khbdabkgkcjb",
    b"a9b899a9iieb8968bf977f9eefcc",
    b"gckkkckkjejkkkibgkhjkbkhkikd",
    b"9chhg9ggdaejefccgkdbgeihkdjb",
    b"88ee98cdh8jd8cf9dkeabadek9jb",
    b"98bfi8fkk9jifbf99kebibjikcjb",
    b"69e978b7d9ebcca8efg87bbfgbf9",
    b"7bbaad7bebdb987a9i798799ecfb",
    b"a9kfg8fjcajg9eg9ak9bbbkikekc",
    b"jfkkkikkkikikkkkkkkkkakjkkki",
    b"78cba6cae8ibbaa8djb899bdh9h9",
    b"69dad7dg98kbcbd89de979gdkck8",
    b"68dcg7ei57ghbce7fk99a9fbkaf9",
    b"bababaeahbhd9a8eak888jhkhefc",
    b"dakkk7kik9khehjbkkgekhkkkekc",
    b"99igg8gk99kgfib9kkdcfjkkkgkc",
    b"ddkckdikhdkkjkjfbikjcgkkgfke",
    b"7cdeeaihkcheedeackeadejfkjg9",
    b"edhjkckkfdkkhjifhkkkhiikkgff",
    b"6cccdededcfecccddgb9adddhdi7",
];

/// Roughly how often one class of each of three sets stands behind the other in a text.
fn chance(first: u64, second: u64, third: u64) -> f64 {
    bits(second).map(|b| bits(first).map(|a| often(a, b)).sum::<f64>() * bits(third).map(|c| often(b, c)).sum::<f64>() / alone(b)).sum()
}

/// Roughly how often one class stands behind another.
fn often(a: usize, b: usize) -> f64 {
    let digit = char::from(PAIRS[group(a)][group(b)]).to_digit(36).unwrap_or(20);
    0.5_f64.powi(digit as i32) * share(a) * share(b)
}

/// Roughly how often a class stands in a text.
fn alone(class: usize) -> f64 {
    PAIRS[group(class)].iter().map(|digit| 0.5_f64.powi(char::from(*digit).to_digit(36).unwrap_or(20) as i32)).sum::<f64>() * share(class)
}

/// The place of a class in [`PAIRS`].
fn group(class: usize) -> usize {
    match class {
        29 => 0,
        2..=27 => class - 1,
        _ => 27,
    }
}

/// Which share of its group a class has.
fn share(class: usize) -> f64 {
    if group(class) == 27 { 0.1 } else { 1.0 }
}
