//! What a text must contain for a regular expression to match in it: one of some short sequences of sets of characters, found from
//! the expression's syntax as in Cox, "Regular Expression Matching with a Trigram Index" (2012). Used at build time for our own
//! rules, and when a user's are read. To look for such sequences costs a thousandth of compiling an expression.

use regex_syntax::hir::{Class, Hir, HirKind, Look};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

/// A set of symbols, a bit for each. An ASCII character is its own symbol; one of 128 stands for each other character.
pub type Symbols = [u64; 4];

/// What stands before a text's first symbol, where `^` matches.
pub const START: u8 = 2;
/// What stands behind its last, where `$` does.
pub const END: u8 = 3;

/// Symbols of a sequence at most.
pub const LONGEST: usize = 8;
/// Sequences at most that a part is known to match.
const MAX_EXACT: usize = 160;
/// Sequences at most that a part begins or ends with.
const MAX_EDGES: usize = 480;
/// Sequences of a whole expression at most.
const MAX_TOGETHER: usize = 1000;
/// Copies of a repeated part that are written out at most.
const MAX_COPIES: u32 = 4;
/// Characters outside ASCII of a class that are told apart at most.
const MAX_WIDE: usize = 48;

type Sequence = Vec<Symbols>;
type Sequences = BTreeSet<Sequence>;

/// What a text has in which an expression matches: one of some sequences; without any, nothing is known of the expression.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Required {
    /// The sets of symbols of all sequences.
    pub sets: Cow<'static, [Symbols]>,
    /// The sequences, one after the other: how many sets one has, and the sets' numbers.
    pub sequences: Cow<'static, [u8]>,
}

impl Required {
    /// Nothing is known, or it is kept elsewhere.
    pub const UNKNOWN: Self = Self { sets: Cow::Borrowed(&[]), sequences: Cow::Borrowed(&[]) };

    /// What an expression requires, or the texts that its rule says are needed, whichever is met more seldom.
    pub fn of(regex: &str, needs: &[String]) -> Self {
        let parts = regex_syntax::parse(regex).map_or_else(|_| Part::unknown(), |hir| Part::of(&hir));
        // What is at the end of a text and yet at its start is an empty text: it has none of the sequences.
        let odd = |sequence: &Sequence| sequence.windows(2).any(|two| two == [only(END), only(START)]);
        let own = parts.telling().filter(|all| !all.iter().any(odd));
        let needed: Sequences = needs.iter().map(|text| text.chars().take(LONGEST).map(either_case).collect()).collect();
        let known = |all: &Sequences| !all.is_empty() && all.iter().all(|sequence| !sequence.is_empty());
        let least = [own, Some(needed)].into_iter().flatten().filter(known).min_by(|a, b| cost(a).total_cmp(&cost(b)));
        least.map_or_else(Self::default, |all| Self::stored(&all))
    }

    /// The texts themselves, of which a text has one.
    pub fn literal(text: &str) -> Self {
        Self::stored(&Sequences::from([text.bytes().map(only).collect()]))
    }

    fn stored(all: &Sequences) -> Self {
        let (mut sets, mut sequences): (Vec<Symbols>, Vec<u8>) = Default::default();
        for sequence in &joined(joined(all.clone(), false), true) {
            sequences.push(sequence.len() as u8);
            for set in sequence {
                let number = sets.iter().position(|s| s == set).unwrap_or_else(|| {
                    sets.push(*set);
                    sets.len() - 1
                });
                let Ok(number) = u8::try_from(number) else { return Self::default() };
                sequences.push(number);
            }
        }
        Self { sets: sets.into(), sequences: sequences.into() }
    }
}

/// The symbol of a character.
pub fn symbol(c: char) -> u8 {
    // The characters of one script are neighbours: they get different symbols as far as there are some.
    if c.is_ascii() { c as u8 } else { 0x80 | (c as u32 ^ c as u32 >> 7) as u8 }
}

fn only(symbol: u8) -> Symbols {
    let mut set = [0; 4];
    set[usize::from(symbol / 64)] = 1 << (symbol % 64);
    set
}

fn union(a: &Symbols, b: &Symbols) -> Symbols {
    [0, 1, 2, 3].map(|i| a[i] | b[i])
}

/// A character as it may stand in a text where case does not count: as expressions fold it (`ß` is `ẞ`, `σ` is `ς`), and as whole texts
/// are brought to small letters.
fn either_case(c: char) -> Symbols {
    let folded = regex_syntax::parse(&format!("(?i){}", regex_syntax::escape(&c.to_string())));
    let folded = folded.ok().and_then(|hir| Part::of(&hir).exact?.into_iter().next()?.first().copied()).unwrap_or_default();
    c.to_lowercase().chain(c.to_uppercase()).chain([c]).fold(folded, |set, c| union(&set, &only(symbol(c))))
}

/// Roughly which share of a text's characters are of the set.
pub fn frequency(set: &Symbols) -> f64 {
    let share = |word: usize, bit: u32| SHARES[word * 64 + bit as usize];
    let mut sum = 0.0;
    for (word, bits) in set.iter().enumerate() {
        let mut left = *bits;
        while left != 0 {
            sum += share(word, left.trailing_zeros());
            left &= left - 1;
        }
    }
    f64::min(sum, 1.0)
}

/// Roughly which share of a text's characters each symbol has. A table: building asks millions of times, without optimization.
const SHARES: [f64; 256] = {
    const COMMON: &[u8] = b" etaoinsrhdlucmfpgwybv,.k-0123456789\"'xjqz";
    let mut shares = [0.001; 256];
    let mut place = 0;
    while place < COMMON.len() {
        shares[COMMON[place] as usize] = match place {
            0 => 0.17,
            1..=20 => 0.08 / (1.0 + 0.2 * place as f64),
            _ => 0.006,
        };
        place += 1;
    }
    shares
};

/// Roughly how often one of the sequences begins at a place of a text.
fn cost(all: &Sequences) -> f64 {
    all.iter().map(|sequence| chance(sequence)).sum()
}

/// Roughly how often a sequence begins at a place of a text. A letter behind a letter is half known.
fn chance(sequence: &[Symbols]) -> f64 {
    let is_letter = |set: &Symbols| set[0] == 0;
    let behind = std::iter::once(false).chain(sequence.iter().map(is_letter));
    sequence
        .iter()
        .zip(behind)
        .map(|(set, behind)| if behind && is_letter(set) { frequency(set).max(0.5) } else { frequency(set) })
        .product()
}

/// What a part of an expression tells of the text that it matches.
struct Part {
    /// All that it matches, where that is little.
    exact: Option<Sequences>,
    /// One of these is at the front of what it matches; an empty one tells nothing.
    front: Sequences,
    /// One of these is at its back.
    back: Sequences,
    /// One of these is in it.
    inside: Option<Sequences>,
}

impl Part {
    fn exact(all: Sequences) -> Self {
        if all.len() > MAX_EXACT || all.iter().any(|s| s.len() > 3 * LONGEST) {
            let (front, back) = (all.iter().map(|s| first(s, LONGEST)).collect(), all.iter().map(|s| last(s, LONGEST)).collect());
            return Self { exact: None, inside: Some(Sequences::clone(&front)), front, back };
        }
        Self {
            front: all.iter().map(|s| first(s, LONGEST)).collect(),
            back: all.iter().map(|s| last(s, LONGEST)).collect(),
            exact: Some(all),
            inside: None,
        }
    }

    /// What may match nothing, or anything.
    fn unknown() -> Self {
        let nothing = || Sequences::from([Vec::new()]);
        Self { exact: None, front: nothing(), back: nothing(), inside: None }
    }

    fn of(hir: &Hir) -> Self {
        match hir.kind() {
            HirKind::Empty => Self::exact([Vec::new()].into()),
            HirKind::Look(Look::Start) => Self::exact([vec![only(START)]].into()),
            HirKind::Look(Look::End) => Self::exact([vec![only(END)]].into()),
            HirKind::Look(_) => Self::exact([Vec::new()].into()),
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(text) => Self::exact([text.chars().map(|c| only(symbol(c))).collect()].into()),
                Err(_) => Self::unknown(),
            },
            HirKind::Class(class) => of_class(class).map_or_else(Self::unknown, |set| Self::exact([vec![set]].into())),
            HirKind::Capture(capture) => Self::of(&capture.sub),
            HirKind::Concat(parts) => parts.iter().map(Self::of).reduce(Self::then).unwrap_or_else(Self::unknown),
            HirKind::Alternation(branches) => branches.iter().map(Self::of).reduce(Self::or).unwrap_or_else(Self::unknown),
            HirKind::Repetition(r) => Self::repeated(&r.sub, r.min, r.max),
        }
    }

    fn repeated(sub: &Hir, min: u32, max: Option<u32>) -> Self {
        let nothing = || Self::exact([Vec::new()].into());
        let copies = |count: u32| (0..count).map(|_| Self::of(sub)).fold(nothing(), Self::then);
        match max {
            Some(max) if max <= MAX_COPIES => (min + 1..=max).map(copies).fold(copies(min), Self::or),
            _ if min == 0 => Self::unknown(),
            _ => {
                let part = copies(min.min(MAX_COPIES));
                let inside = part.telling();
                Self { exact: None, inside, ..part }
            }
        }
    }

    /// The sequences that tell most.
    fn telling(&self) -> Option<Sequences> {
        let known = |all: &&Sequences| !all.is_empty() && all.iter().all(|sequence| !sequence.is_empty());
        let all = [Some(&self.front), Some(&self.back), self.inside.as_ref()];
        let short = self.exact.as_ref().map(|all| all.iter().map(|s| rarest(s)).collect());
        let all = all.into_iter().chain([short.as_ref()]).flatten().filter(known);
        all.min_by(|a, b| cost(a).total_cmp(&cost(b))).cloned()
    }

    /// This and the next.
    fn then(self, next: Self) -> Self {
        if let (Some(a), Some(b)) = (&self.exact, &next.exact)
            && let Some(all) = product(a, b, MAX_EXACT)
        {
            return Self::exact(all);
        }
        let met = across(&self.back, &next.front);
        let all = [self.telling(), next.telling(), met].into_iter().flatten();
        let inside = all.filter(|all| all.len() <= MAX_TOGETHER).min_by(|a, b| cost(a).total_cmp(&cost(b)));
        let whole = |a: &Sequences, b: &Sequences, cut: fn(&[Symbols], usize) -> Sequence| -> Option<Sequences> {
            Some(product(a, b, MAX_EDGES)?.iter().map(|s| cut(s, LONGEST)).collect())
        };
        let front = self.exact.as_ref().and_then(|all| whole(all, &next.front, first)).unwrap_or(self.front);
        let back = next.exact.as_ref().and_then(|all| whole(&self.back, all, last)).unwrap_or(next.back);
        Self { exact: None, front, back, inside }
    }

    /// This or the other.
    fn or(self, other: Self) -> Self {
        let inside = self.telling().zip(other.telling()).map(|(a, b)| &a | &b).filter(|all| all.len() <= MAX_TOGETHER);
        match (self.exact, other.exact) {
            (Some(a), Some(b)) => Self::exact(merged(&a | &b)),
            _ => {
                let bounded = |all: Sequences| if all.len() <= MAX_EDGES { all } else { Self::unknown().front };
                Self { exact: None, front: bounded(&self.front | &other.front), back: bounded(&self.back | &other.back), inside }
            }
        }
    }
}

fn first(sequence: &[Symbols], count: usize) -> Sequence {
    sequence[..sequence.len().min(count)].to_vec()
}

fn last(sequence: &[Symbols], count: usize) -> Sequence {
    sequence[sequence.len().saturating_sub(count)..].to_vec()
}

/// The part of a sequence that tells most.
fn rarest(sequence: &[Symbols]) -> Sequence {
    let rarest = sequence.windows(LONGEST).min_by(|a, b| chance(a).total_cmp(&chance(b)));
    rarest.unwrap_or(sequence).to_vec()
}

/// Sequences of one symbol are one sequence of a larger set; but a text's start and end stay by themselves, for what goes on with them
/// again has only one.
fn merged(all: Sequences) -> Sequences {
    let is_edge = |s: &Sequence| *s == [only(START)] || *s == [only(END)];
    let (single, mut longer): (Vec<Sequence>, Sequences) = {
        let (single, longer): (Vec<_>, Vec<_>) = all.into_iter().partition(|s| s.len() == 1 && !is_edge(s));
        (single, longer.into_iter().collect())
    };
    longer.extend(single.into_iter().reduce(|a, b| vec![union(&a[0], &b[0])]));
    longer
}

/// The sequences that differ in their last set alone, or in their first, are one sequence of a larger set.
fn joined(all: Sequences, first: bool) -> Sequences {
    let mut same: BTreeMap<Sequence, Symbols> = BTreeMap::new();
    for mut sequence in all {
        let differing = if first { sequence.remove(0) } else { sequence.pop().unwrap_or_default() };
        let set = same.entry(sequence).or_default();
        *set = union(set, &differing);
    }
    let whole = |(sequence, set): (Sequence, Symbols)| {
        if first { [&[set], sequence.as_slice()].concat() } else { [sequence.as_slice(), &[set]].concat() }
    };
    same.into_iter().map(whole).collect()
}

/// Each of the one followed by each of the other. A text has one start and one end.
fn product(a: &Sequences, b: &Sequences, most: usize) -> Option<Sequences> {
    let joined = |a: &Sequence, b: &Sequence| {
        let again = a.last().is_some_and(|edge| Some(edge) == b.first() && (*edge == only(START) || *edge == only(END)));
        [a.as_slice(), &b[usize::from(again)..]].concat()
    };
    (a.len() * b.len() <= most).then(|| a.iter().flat_map(|a| b.iter().map(move |b| joined(a, b))).collect())
}

/// What stands where two parts meet, cut so short that it is not too much.
fn across(back: &Sequences, front: &Sequences) -> Option<Sequences> {
    const CUTS: [(usize, usize); 9] = [(8, 8), (4, 8), (8, 4), (2, 8), (8, 2), (3, 3), (1, 8), (8, 1), (2, 2)];
    let cut = |(left, right): (usize, usize)| {
        let back: Sequences = merged(back.iter().map(|s| last(s, left)).collect());
        let front: Sequences = merged(front.iter().map(|s| first(s, right)).collect());
        Some(product(&back, &front, MAX_TOGETHER)?.iter().map(|s| rarest(s)).collect())
    };
    let known = |all: &Sequences| all.iter().all(|sequence| !sequence.is_empty());
    CUTS.into_iter().filter_map(cut).filter(known).min_by(|a, b| cost(a).total_cmp(&cost(b)))
}

fn of_class(class: &Class) -> Option<Symbols> {
    let Class::Unicode(class) = class else { return None };
    let mut set = [0; 4];
    let mut wide = 0;
    for range in class.ranges() {
        for c in range.start()..=range.end() {
            wide += usize::from(!c.is_ascii());
            if wide > MAX_WIDE {
                break;
            }
            set = union(&set, &only(symbol(c)));
        }
    }
    // Too many to be told apart: they may have any symbol.
    Some(if wide > MAX_WIDE { union(&set, &[0, 0, u64::MAX, u64::MAX]) } else { set })
}

#[cfg(test)]
mod tests {
    use super::super::search::Search;
    use super::*;

    fn may_match(regex: &str, text: &str) -> bool {
        let required = Required::of(regex, &[]);
        let mut search = Search::default();
        search.add(&required, 0);
        let mut found = required.sequences.is_empty();
        search.build();
        search.find(&Search::symbols(text), |_, _| found = true);
        found
    }

    #[test]
    fn sequences_of_each_part_are_needed() {
        let regex = r"(?i)\bas an? (?:AI|large language) model\b[^\n]{0,20} I\b";
        assert!(may_match(regex, "As an AI model, I cannot") && may_match(regex, "as a Large Language Model I"));
        assert!(!may_match(regex, "as a model student I know said"));
        let regex = r"[\p{Ll}\d)],(?P<mark>\s[“”])(?:(?:he|she) )?(?:said|says)";
        assert!(may_match(regex, "It rains, ”she said") && !may_match(regex, "It rains,” she said"));
    }

    #[test]
    fn what_may_be_left_out_is_not_needed() {
        assert!(may_match("(?:lorem)?x*", ""));
        assert!(may_match("colou?r|gr[ae]y", "a gray cat"));
        assert!(may_match("(?i)kiss", "\u{212A}i\u{17F}S"));
        assert!(may_match(r"\w+|lorem", "x"));
        assert!(may_match(r"a{3,}b", "caaaaaab") && !may_match(r"a{3,}b", "caab"));
    }

    #[test]
    fn what_begins_or_ends_a_text_is_needed_there() {
        let regex = r"(?i)^\W{0,3}(?:click to )?(?:tags?|topics?):[^\n]*|^(?P<mark>filed under)\b";
        for text in ["Tags: a", " - click to TOPIC: b", "Filed under a"] {
            assert!(may_match(regex, text), "{text}");
        }
        assert!(!may_match(regex, "A long way in: tags: a filed under"));
        assert!(may_match(r"(?:^|\s)ab$|^^c$$|^$", "ab") && may_match(r"^^c$$", "c") && !may_match(r"^^c$$", "cc"));
        assert!(may_match(r"x*$^|a", ""));
    }

    /// Numbers that look random and are the same in each run (xorshift).
    struct Random(u64);

    impl Random {
        fn below(&mut self, n: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 >> 11) as usize % n
        }

        fn of<'s>(&mut self, all: &[&'s str]) -> &'s str {
            all[self.below(all.len())]
        }

        /// An expression of so many levels, in whatever case and script.
        fn regex(&mut self, depth: usize) -> String {
            const LETTERS: &[&str] = &[
                "a", "k", "s", "É", "é", "ß", "Σ", "σ", "ς", "Я", "я", "İ", "ı", "ǅ", "Å", "[ÀÉ]", "[а-я]", "[^é]", r"\p{Lu}", r"\w", "日",
            ];
            if depth == 0 {
                return self.of(LETTERS).to_owned();
            }
            let (one, other) = (self.regex(depth - 1), self.regex(depth - 1));
            match self.below(8) {
                0 => format!("(?:{one}|{other})"),
                1 => format!("(?:{one}){}", self.of(&["?", "+", "{2}", "{1,3}", "*"])),
                2 => format!("(?i:{one}){other}"),
                3 => format!("(?:{one}{}|{other})", self.of(&["$", "^", r"\b"])),
                _ => format!("{one}{other}"),
            }
        }
    }

    #[test]
    fn one_end_is_enough_where_an_expression_asks_for_it_twice() {
        // `É` or the end, and the end; the end alone, as short as it is.
        assert!(may_match("(?:É|$)$", "lorem") && may_match("(?:É|$)$", "É") && may_match("(?:^|É)^", ""));
        assert!(may_match(r"(?i)straße[^\n]{0,9}$|ﬀ", "Die Straße: ü"));
    }

    /// Whatever an expression matches has what the expression requires: in small letters, in capitals, and mixed.
    #[test]
    fn no_match_is_lost_in_any_case_or_script() {
        const TEXT: &[&str] = &[
            "a", "A", "k", "K", "\u{212A}", "s", "S", "ſ", "É", "é", "E\u{301}", "ß", "ẞ", "Σ", "σ", "ς", "Я", "я", "İ", "i", "ı", "I",
            "ǆ", "ǅ", "Å", "å", "日", " ",
        ];
        let mut random = Random(0x2545_F491_4F6C_DD1D);
        let mut matches = 0;
        for _ in 0..250 {
            let depth = 1 + random.below(4);
            let source = format!("{}{}", random.of(&["", "(?i)", "(?i)"]), random.regex(depth));
            let Ok(regex) = regex::Regex::new(&source) else { continue };
            let required = Required::of(&source, &[]);
            let mut search = Search::default();
            search.add(&required, 0);
            search.build();
            for _ in 0..20 {
                let text: String = (0..1 + random.below(7)).map(|_| random.of(TEXT)).collect();
                if regex.is_match(&text) {
                    matches += 1;
                    let mut found = required.sequences.is_empty();
                    search.find(&Search::symbols(&text), |_, _| found = true);
                    assert!(found, "{source} matches {text}");
                }
            }
        }
        assert!(matches > 200, "{matches}");
    }

    /// The same where a rule says which texts are needed: an expression of words, and the words written in other cases.
    #[test]
    fn no_match_of_a_needed_text_is_lost_in_any_case_or_script() {
        const WORDS: &[&str] = &[
            "évaluation",
            "ÜBERSETZUNG",
            "straße",
            "größer",
            "ОБЗОР",
            "новости",
            "σύνοψη",
            "ΑΝΑΓΝΩΣΤΕΣ",
            "kiss",
            "ǆep",
            "İstanbul",
            "ılık",
            "Åland",
            "résumé",
            "ÑANDÚ",
            "œuvre",
            "ﬁn",
            "ﬀ",
        ];
        let mut random = Random(0x9E37_79B9_7F4A_7C15);
        let folds = ["\u{212A}", "ſ", "ẞ", "ς", "Σ", "ǅ", "Å", "Ω"];
        let mut matches = 0;
        for _ in 0..300 {
            let (word, other) = (random.of(WORDS), random.of(WORDS));
            let needs = [word.to_lowercase(), other.to_lowercase()];
            let source = random
                .of(&["(?i)A|B", r"(?i)^(?:A|B)\b", r"(?i)\w+ (?:A|B):", r"(?i)(?P<mark>A)[^\n]{0,9}$|B"])
                .replace('A', word)
                .replace('B', other);
            let regex = regex::Regex::new(&source).unwrap();
            let required = Required::of(&source, &needs);
            let mut search = Search::default();
            search.add(&required, 0);
            search.build();
            for _ in 0..20 {
                let written: String = random
                    .of(&[word, other])
                    .chars()
                    .flat_map(|c| {
                        let fold = random.of(&folds);
                        let same = regex::Regex::new(&format!("(?i)^{fold}$")).is_ok_and(|r| r.is_match(&c.to_string()));
                        match random.below(3) {
                            _ if same => fold.chars().collect::<Vec<_>>(),
                            0 => c.to_uppercase().collect(),
                            1 => c.to_lowercase().collect(),
                            _ => vec![c],
                        }
                    })
                    .collect();
                let text = format!("{}{written}{}", random.of(&["", "ein ", "Й "]), random.of(&["", ": ü", "s"]));
                let wanted = needs.iter().any(|n| text.to_lowercase().contains(n.as_str()));
                if regex.is_match(&text) && wanted {
                    matches += 1;
                    let mut found = required.sequences.is_empty();
                    search.find(&Search::symbols(&text), |_, _| found = true);
                    assert!(found, "{source} matches {text}");
                }
            }
        }
        assert!(matches > 1_000, "{matches}");
    }

    /// No expression of our own rules loses a match in the rules' own examples and explanations.
    #[test]
    fn our_own_expressions_keep_their_matches() {
        let mut tried = 0;
        let raws = super::super::embedded::RULES.iter().flat_map(|rule| rule.raws.iter().map(move |raw| (rule, raw)));
        for (index, (rule, raw)) in raws.enumerate() {
            let regex = regex::Regex::new(&raw.regex.text).unwrap();
            let texts = rule.examples.iter().map(|e| e.0.to_string()).chain([rule.explanation.to_string()]);
            for text in texts.filter(|text| regex.is_match(text)) {
                tried += 1;
                let mut found = false;
                super::super::embedded::SEARCH.find(&Search::symbols(&text), |owner, _| found |= owner == index);
                let lower = text.to_lowercase();
                let needed = raw.needs.is_empty() || raw.needs.iter().any(|n| lower.contains(&n.to_lowercase()));
                assert!(found || !needed, "{}: {text}", raw.regex.text);
            }
        }
        assert!(tried > 100);
    }
}
