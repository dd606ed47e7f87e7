//! One pass over a text for many short sequences of sets of symbols: each is looked up by its two rarest, which few places have.

use super::required::{END, LONGEST, Required, START, Symbols, frequency, symbol};
use std::borrow::Cow;

/// Many sequences, each with the number of who asked for it. That of our own rules is laid out at build time.
#[derive(Clone, Debug, Default)]
pub struct Search {
    pub(super) sets: Cow<'static, [Symbols]>,
    /// Numbers of sets, for all sequences one after the other.
    pub(super) numbers: Cow<'static, [u16]>,
    pub(super) sequences: Cow<'static, [Sequence]>,
    /// The sequences that begin at a text's start, and so are looked for only there.
    pub(super) at_start: Table,
    /// The others.
    pub(super) anywhere: Table,
}

/// A sequence of sets.
#[derive(Clone, Copy, Debug)]
pub struct Sequence {
    /// Where its sets' numbers are.
    pub(super) from: u32,
    pub(super) to: u32,
    /// The place of its rarest pair.
    pub(super) at: u8,
    /// The place and number of its rarest set beside the pair, which is looked at first: mostly it does not fit.
    pub(super) probe_at: u8,
    pub(super) probe: u16,
    /// Who asked for it.
    pub(super) owner: u16,
}

/// Sequences by their rarest pair.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// A bit for each pair of symbols by which a sequence is looked up.
    pub(super) pairs: Cow<'static, [u64]>,
    /// How many of the pairs before each 64 have their bit.
    pub(super) ranks: Cow<'static, [u32]>,
    /// For each pair that has its bit, where its sequences begin in `postings`, and where the last one's end.
    pub(super) starts: Cow<'static, [u32]>,
    /// Numbers of sequences.
    pub(super) postings: Cow<'static, [u16]>,
}

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
        let mut rest = required.sequences.as_ref();
        while let Some(([len, at], more)) = rest.split_first_chunk::<2>() {
            let (own, next) = more.split_at(usize::from(*len).min(more.len()));
            let numbers = self.numbers.to_mut();
            let from = numbers.len() as u32;
            numbers.extend(own.iter().filter_map(|n| known.get(usize::from(*n))));
            let rarest = |(place, _): &(usize, &u8)| required.sets.get(usize::from(own[*place])).map_or(0.0, frequency);
            let beside = own.iter().enumerate().filter(|(place, _)| *place != usize::from(*at) && *place != usize::from(*at) + 1);
            let (probe_at, probe) = beside.min_by(|a, b| rarest(a).total_cmp(&rarest(b))).unwrap_or((0, &0));
            self.sequences.to_mut().push(Sequence {
                from,
                to: numbers.len() as u32,
                at: *at,
                probe_at: probe_at as u8,
                probe: if own.len() > 2 { known.get(usize::from(*probe)).copied().unwrap_or(0) } else { numbers[from as usize] },
                owner: owner as u16,
            });
            rest = next;
        }
    }

    /// Gets it ready to be asked, when all are added.
    pub fn build(&mut self) {
        let (mut at_start, mut anywhere) = (Vec::new(), Vec::new());
        for (index, Sequence { from, at, .. }) in (0..=u16::MAX).zip(self.sequences.iter()) {
            let at = u32::from(*at);
            let set = |at: u32| self.numbers.get(at as usize).and_then(|n| self.sets.get(usize::from(*n))).copied().unwrap_or_default();
            let list = if members(&set(*from)).eq([START]) { &mut at_start } else { &mut anywhere };
            for a in members(&set(from + at)) {
                list.extend(members(&set(from + at + 1)).map(|b| (pair(a, b), index)));
            }
        }
        (self.at_start, self.anywhere) = (Table::of(at_start), Table::of(anywhere));
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
        self.find_in(&self.at_start, symbols, symbols.len().min(LONGEST), &mut found);
        self.find_in(&self.anywhere, symbols, symbols.len(), &mut found);
    }

    fn find_in(&self, table: &Table, symbols: &[u8], to: usize, found: &mut impl FnMut(usize, usize)) {
        let mut before = START;
        for (at, symbol) in symbols.iter().take(to).enumerate() {
            let pair = pair(before, *symbol);
            if table.has(pair) {
                self.find_at(table, symbols, at, pair, found);
            }
            before = *symbol;
        }
        if to == symbols.len() {
            self.find_at(table, symbols, to, pair(before, END), found);
        }
    }

    /// The sequences that are looked up by `pair`, whose second symbol is at `at`.
    #[inline]
    fn find_at(&self, table: &Table, symbols: &[u8], at: usize, pair: u16, found: &mut impl FnMut(usize, usize)) {
        // Places are counted from the start's own symbol, which stands at 0.
        let fits = |place: usize, number: u16| {
            let symbol = match place.checked_sub(1) {
                Some(place) => symbols.get(place).copied().unwrap_or(END),
                None => START,
            };
            self.sets.get(usize::from(number)).is_some_and(|set| has(set, symbol))
        };
        for index in table.list(pair) {
            let Some(sequence) = self.sequences.get(usize::from(*index)) else { continue };
            let Some(first) = at.checked_sub(usize::from(sequence.at)) else { continue };
            if !fits(first + usize::from(sequence.probe_at), sequence.probe) {
                continue;
            }
            let numbers = self.numbers.get(sequence.from as usize..sequence.to as usize).unwrap_or(&[]);
            let end = first + numbers.len();
            if end <= symbols.len() + 2 && (first..).zip(numbers).all(|(place, number)| fits(place, *number)) {
                found(usize::from(sequence.owner), end.saturating_sub(1));
            }
        }
    }
}

impl Table {
    fn of(mut listed: Vec<(u16, u16)>) -> Self {
        listed.sort_unstable();
        let mut pairs = vec![0_u64; 1 << 10];
        let mut starts = Vec::new();
        for (at, (pair, _)) in listed.iter().enumerate() {
            let bits = &mut pairs[usize::from(pair / 64)];
            if *bits >> (pair % 64) & 1 == 0 {
                starts.push(at as u32);
            }
            *bits |= 1 << (pair % 64);
        }
        starts.push(listed.len() as u32);
        let mut ranks = vec![0];
        for bits in &pairs {
            ranks.push(ranks.last().copied().unwrap_or(0) + bits.count_ones());
        }
        let postings = listed.into_iter().map(|(_, index)| index).collect();
        Self { pairs: pairs.into(), ranks: ranks.into(), starts: starts.into(), postings }
    }

    #[inline]
    fn has(&self, pair: u16) -> bool {
        self.pairs.get(usize::from(pair / 64)).is_some_and(|bits| bits >> (pair % 64) & 1 == 1)
    }

    /// The sequences that are looked up by a pair.
    #[inline]
    fn list(&self, pair: u16) -> &[u16] {
        if !self.has(pair) {
            return &[];
        }
        let word = usize::from(pair / 64);
        let below = self.pairs.get(word).map_or(0, |bits| (bits & ((1 << (pair % 64)) - 1)).count_ones());
        let rank = self.ranks.get(word).map_or(0, |before| (before + below) as usize);
        let ends = self.starts.get(rank).zip(self.starts.get(rank + 1));
        ends.and_then(|(from, to)| self.postings.get(*from as usize..*to as usize)).unwrap_or(&[])
    }
}

fn pair(a: u8, b: u8) -> u16 {
    u16::from_be_bytes([a, b])
}

#[inline]
fn has(set: &Symbols, symbol: u8) -> bool {
    set[usize::from(symbol / 64)] >> (symbol % 64) & 1 == 1
}

fn members(set: &Symbols) -> impl Iterator<Item = u8> {
    let mut left = *set;
    let mut word = 0;
    std::iter::from_fn(move || {
        while *left.get(word)? == 0 {
            word += 1;
        }
        let bit = left[word].trailing_zeros();
        left[word] &= left[word] - 1;
        Some((word as u32 * 64 + bit) as u8)
    })
}
