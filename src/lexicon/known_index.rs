//! From the well known as a list, name by name, to the index that [`mod@super::known`] reads in place.
//!
//! All that the index has beside the names (where each word stands, what sounds alike, hashes) follows from them. So the list alone can be
//! sent to where there is time to make the index and little room on the way: it is a quarter of the index, compressed.

use super::{
    bearers::without_initials,
    blob::{join, put_lists, put_number, section, take_number},
    fold::fold,
    fuse::{FuseMap, hash},
    grams,
    known::{self, KnownKind, Outline, capitalised},
    sound::{BUCKETS, bucket, signature},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Someone or something well known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub kind: KnownKind,
    /// How well known, up to 63.
    pub weight: u8,
    /// The number of its country in the list of places.
    pub country: u8,
    /// Of a person: [`Outline::fame_of`]; 0 of others.
    pub fame: u8,
    /// Of a person: [`super::Roles::bits`].
    pub roles: u8,
    /// Its usual name, words parted by single blanks.
    pub name: String,
}

/// All of the well known, the best known first, and other spellings of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    pub entries: Vec<Entry>,
    /// Each with the number of its entry, in their order.
    pub variants: Vec<(u32, String)>,
}

/// Numbers of the sections that [`Listing::pack`] writes.
const LENGTHS: usize = 0;
const ENDS: usize = 1;
const KINDS: usize = 2;
const COUNTRIES: usize = 3;
const FAME: usize = 4;
const ROLES: usize = 5;
const OWNERS: usize = 6;

impl Listing {
    /// The index.
    ///
    /// # Errors
    /// In words, where there is more than it has room for.
    pub fn index(&self) -> Result<Vec<u8>, String> {
        let names: Vec<&str> = self.entries.iter().map(|e| e.name.as_str()).chain(self.variants.iter().map(|v| v.1.as_str())).collect();
        // Whose name each is.
        let owner = |number: usize| number.checked_sub(self.entries.len()).map_or(number, |v| self.variants[v].0 as usize);
        let entry = |number: usize| self.entries.get(owner(number)).ok_or("a variant of nobody");
        let words: BTreeSet<&str> = names.iter().flat_map(|n| n.split_whitespace()).collect();
        let folded: HashMap<&str, String> = words.iter().map(|w| (*w, fold(w).into_owned())).collect();
        let tokens: BTreeSet<&str> = folded.values().map(String::as_str).filter(|w| !w.is_empty()).collect();
        // What sounds alike stands together.
        let mut tokens: Vec<&str> = tokens.into_iter().collect();
        tokens.sort_by_cached_key(|t| bucket(t));
        let numbers: HashMap<&str, usize> = tokens.iter().enumerate().map(|(number, t)| (*t, number)).collect();
        let token =
            |word: &str| folded.get(word).and_then(|f| numbers.get(f.as_str())).copied().ok_or_else(|| format!("{word} is no token"));
        let special: Vec<&str> = words.iter().copied().filter(|w| *w != capitalised(&folded[w])).collect();
        let spelling = |word: &str| match special.binary_search(&word) {
            Ok(index) => Ok((tokens.len() + index) as u32),
            Err(_) => token(word).map(|t| t as u32),
        };
        let signatures: Vec<u16> = tokens.iter().map(|t| signature(t)).collect();
        let buckets: Vec<usize> = tokens.iter().map(|t| bucket(t)).collect();

        let mut special_records = Vec::new();
        for word in &special {
            let mut record = Vec::new();
            put_number(&mut record, token(word)? as u32);
            record.extend(word.bytes());
            special_records.push(record);
        }
        let (mut records, mut people, mut last_words) = (Vec::new(), Vec::new(), Vec::new());
        let mut postings = vec![BTreeSet::new(); tokens.len()];
        for (number, name) in names.iter().enumerate() {
            let mut record = Vec::new();
            if number >= self.entries.len() {
                put_number(&mut record, owner(number) as u32);
            }
            let mut of_words = Vec::new();
            for word in name.split_whitespace() {
                put_number(&mut record, spelling(word)?);
                of_words.push(token(word)?);
            }
            for token in &of_words {
                postings[*token].insert(number as u32);
            }
            records.push(record);
            let entry = entry(number)?;
            if let (KnownKind::Person, [first, ..], [.., last]) = (entry.kind, &of_words[..], &of_words[..]) {
                let (first, words) = (signatures[*first], of_words.len() as u8);
                let outline = Outline { fame: entry.fame, words, first, last: signatures[*last] }.record();
                people.extend(outline);
                last_words.push((buckets[*last], *last, number as u32, outline));
            } else {
                people.extend(Outline::default().record());
            }
        }
        let postings: Vec<Vec<u8>> = postings.iter().map(steps).collect();

        let mut full = BTreeMap::new();
        for (number, name) in names.iter().enumerate() {
            let key = entry(number)?.kind.key(&without_initials(&fold(name)));
            full.entry(key).or_insert(owner(number) as u32);
        }
        let full: Vec<_> = full.iter().map(|(key, entity)| (hash(key.as_bytes()), *entity)).collect();
        let hashed: Vec<_> = tokens.iter().enumerate().map(|(number, t)| (hash(t.as_bytes()), number as u32)).collect();
        let starts = (0..=BUCKETS).map(|b| buckets.partition_point(|t| *t < b) as u32).flat_map(u32::to_le_bytes).collect();
        let mut sections = vec![Vec::new(); known::SECTIONS];
        // A word is compared with the token that is found: a few bits spare most that are none.
        sections[known::TOKENS] = FuseMap::build(&hashed, 7, 17)?;
        sections[known::SPECIAL_SPELLINGS] = put_lists(&special_records, known::STEP);
        sections[known::NAMES] = put_lists(&records, known::STEP);
        sections[known::POSTINGS] = put_lists(&postings, known::STEP);
        sections[known::ENTITIES] = self.entries.iter().flat_map(|e| [(e.kind as u8) << 6 | e.weight.min(63), e.country]).collect();
        sections[known::FULL_NAMES] = FuseMap::build(&full, 10, 17)?;
        sections[known::SIGNATURES] = signatures.iter().flat_map(|s| s.to_le_bytes()).collect();
        sections[known::TOKEN_TEXTS] = put_lists(&tokens.iter().map(|t| t.as_bytes().to_vec()).collect::<Vec<_>>(), known::STEP);
        sections[known::SOUND_STARTS] = starts;
        sections[known::PEOPLE] = people;
        last_words.sort_unstable();
        let last_starts = (0..=BUCKETS).map(|b| last_words.partition_point(|(bucket, ..)| *bucket < b) as u32);
        sections[known::LAST_STARTS] = last_starts.flat_map(u32::to_le_bytes).collect();
        let record = |(_, _, number, outline): &(usize, usize, u32, [u8; Outline::LENGTH])| {
            let [a, b, c, _] = number.to_le_bytes();
            [outline.as_slice(), &[a, b, c]].concat()
        };
        sections[known::LAST_WORDS] = last_words.iter().flat_map(record).collect();
        sections[known::ROLES] = self.entries.iter().map(|e| e.roles).collect();
        sections[known::GRAMS] = grams::build(tokens.iter().copied());
        Ok(join(&sections))
    }

    /// The list in few bytes that compress well: of each name what it does not share with the one before it.
    pub fn pack(&self) -> Vec<u8> {
        let (mut lengths, mut ends, mut before) = (Vec::new(), Vec::new(), "");
        for name in self.entries.iter().map(|e| &e.name).chain(self.variants.iter().map(|v| &v.1)) {
            let same = name.char_indices().zip(before.chars()).take_while(|((_, a), b)| a == b).last();
            let shared = same.map_or(0, |((at, c), _)| at + c.len_utf8()).min(usize::from(u8::MAX));
            let shared = (0..=shared).rev().find(|at| name.is_char_boundary(*at)).unwrap_or(0);
            lengths.push(shared as u8);
            ends.extend_from_slice(&name.as_bytes()[shared..]);
            ends.push(b'\n');
            before = name;
        }
        let each = |part: fn(&Entry) -> u8| self.entries.iter().map(part).collect::<Vec<u8>>();
        let owners: BTreeSet<u32> = self.variants.iter().map(|v| v.0).collect();
        let mut counts = steps(&owners);
        for owner in &owners {
            put_number(&mut counts, self.variants.iter().filter(|v| v.0 == *owner).count() as u32);
        }
        let kinds = each(|e| (e.kind as u8) << 6 | e.weight.min(63));
        join(&[lengths, ends, kinds, each(|e| e.country), each(|e| e.fame), each(|e| e.roles), counts])
    }

    /// The list that [`Listing::pack`] wrote; nothing where the bytes are none.
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        let of = |index| section(bytes, index);
        let ends = std::str::from_utf8(of(ENDS)).ok()?;
        let mut before = String::new();
        let mut names = Vec::with_capacity(of(LENGTHS).len());
        for (shared, end) in of(LENGTHS).iter().zip(ends.split_terminator('\n')) {
            let shared = usize::from(*shared);
            if !before.is_char_boundary(shared) {
                return None;
            }
            before.truncate(shared);
            before.push_str(end);
            names.push(before.clone());
        }
        let count = of(KINDS).len();
        if names.len() != of(LENGTHS).len() || names.len() < count || [COUNTRIES, FAME, ROLES].iter().any(|s| of(*s).len() != count) {
            return None;
        }
        let variants = names.split_off(count);
        let kind = |bits: u8| match bits >> 6 {
            1 => KnownKind::Place,
            2 => KnownKind::Organisation,
            3 => KnownKind::Word,
            _ => KnownKind::Person,
        };
        let entry = |(i, name): (usize, String)| Entry {
            kind: kind(of(KINDS)[i]),
            weight: of(KINDS)[i] & 63,
            country: of(COUNTRIES)[i],
            fame: of(FAME)[i],
            roles: of(ROLES)[i],
            name,
        };
        let entries = names.into_iter().enumerate().map(entry).collect();
        let mut rest = of(OWNERS);
        let mut numbers = Vec::new();
        while let Some(number) = take_number(&mut rest) {
            numbers.push(number);
        }
        let (owners, counts) = numbers.split_at(numbers.len() / 2);
        let mut all = Vec::with_capacity(variants.len());
        let mut owner = 0;
        for (step, count) in owners.iter().zip(counts) {
            owner += step;
            all.extend(std::iter::repeat_n(owner, *count as usize));
        }
        (all.len() == variants.len()).then(|| Self { entries, variants: all.into_iter().zip(variants).collect() })
    }
}

/// Numbers as the steps between them.
fn steps(numbers: &BTreeSet<u32>) -> Vec<u8> {
    let (mut list, mut last) = (Vec::new(), 0);
    for &number in numbers {
        put_number(&mut list, number - last);
        last = number;
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_that_is_compiled_in_follows_from_its_list() {
        let listing = known::listing();
        let unpacked = Listing::unpack(&listing.pack()).unwrap();
        assert!(unpacked == listing);
        assert!(unpacked.index().unwrap() == copydesk_data::KNOWN.bytes());
    }

    #[test]
    fn what_is_no_list_is_refused() {
        let packed = known::listing().pack();
        assert!(Listing::unpack(&packed[..packed.len() / 2]).is_none());
        assert_eq!(Listing::unpack(b""), Some(Listing::default()));
    }
}
