//! What a text must contain for a regular expression to match in it: literals in conjunctive normal form, found from the
//! expression's syntax as in Cox, "Regular Expression Matching with a Trigram Index" (2012). Used at build time for our own
//! rules, and when a user's are read. To look for a few literals costs a thousandth of compiling an expression.

use regex_syntax::hir::{Class, Hir, HirKind, Look};
use std::{borrow::Cow, collections::BTreeSet};

/// Literals of which one must occur.
type Clause = Vec<String>;
/// A literal as it is stored.
type Literal = Cow<'static, str>;
type List<T> = Cow<'static, [T]>;

/// Alternatives that are followed at most.
const MAX_LITERALS: usize = 96;
/// Characters of a class that are spelt out at most.
const MAX_CLASS: u32 = 12;
/// Bytes before the first literal that are overlooked at most.
const MAX_GAP: usize = 40;

/// What a text has in which a branch of an expression matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Required {
    /// One literal of each clause.
    pub clauses: List<List<Literal>>,
    /// At the text's start, after so many characters at most, one of these; empty where matches begin elsewhere too.
    pub head: (usize, List<Literal>),
    /// Whether the literals are in the letters of [`fold`], for an expression that overlooks case.
    pub folded: bool,
}

impl Required {
    /// What the expression's syntax tells of each of its branches.
    pub fn of(regex: &str) -> Vec<Self> {
        let Ok(hir) = regex_syntax::parse(regex) else { return Vec::new() };
        let overlooks = |flags: &str| flags.chars().take_while(|c| c.is_ascii_alphabetic() || *c == '-').any(|c| c == 'i');
        let case = if regex.split("(?").skip(1).any(overlooks) { Case::Any } else { Case::Own };
        branches(&hir).iter().map(|branch| Self::of_branch(branch, case)).collect()
    }

    fn of_branch(hir: &Hir, case: Case) -> Self {
        let mut clauses = Need::of(hir, case).into_clauses();
        clauses.retain(|clause| clause.iter().all(|literal| tells(literal)));
        clauses.sort_by_key(|clause| (clause.len(), clause.iter().map(|l| std::cmp::Reverse(l.len())).max()));
        clauses.dedup();
        let (gap, texts) = head(hir, case).unwrap_or_default();
        let stored = |texts: Clause| texts.into_iter().map(Literal::from).collect();
        Self {
            clauses: clauses.into_iter().map(stored).collect(),
            head: (gap, stored(texts.into_iter().collect())),
            folded: case == Case::Any,
        }
    }

    fn is_met(&self, block: &Folded<'_>) -> bool {
        let text = if self.folded { &block.folded } else { &block.own };
        let (gap, texts) = &self.head;
        let bytes = text.text.as_bytes();
        let begins = |at: usize, literal: &str| bytes.get(at) == literal.as_bytes().first() && bytes[at..].starts_with(literal.as_bytes());
        (texts.is_empty() || text.text.char_indices().take(gap + 1).any(|(at, _)| texts.iter().any(|literal| begins(at, literal))))
            && self.clauses.iter().all(|clause| clause.iter().any(|literal| text.contains(literal)))
    }
}

/// Which letters are one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    /// Those of [`fold`].
    Any,
    /// Each is itself alone.
    Own,
}

impl Case {
    fn letter(self, c: char) -> char {
        if self == Case::Any { fold(c) } else { c }
    }
}

/// Branches that an expression is parted into at most.
const MAX_BRANCHES: usize = 48;

/// The alternatives of an expression: those at its top, or those of its widest choice, each with what stands before and behind.
fn branches(hir: &Hir) -> Vec<Hir> {
    match hir.kind() {
        HirKind::Alternation(branches) => branches.clone(),
        HirKind::Capture(capture) => branches(&capture.sub),
        HirKind::Concat(parts) => {
            let choices = |part: &Hir| match plain(part).kind() {
                HirKind::Alternation(all) if all.len() <= MAX_BRANCHES => all.len(),
                _ => 0,
            };
            let Some(at) = (0..parts.len()).max_by_key(|i| choices(&parts[*i])).filter(|i| choices(&parts[*i]) > 0) else {
                return vec![hir.clone()];
            };
            let put = |branch: Hir| Hir::concat([&parts[..at], &[branch], &parts[at + 1..]].concat());
            branches(plain(&parts[at])).into_iter().map(put).collect()
        }
        _ => vec![hir.clone()],
    }
}

/// What stands in a group.
fn plain(hir: &Hir) -> &Hir {
    if let HirKind::Capture(capture) = hir.kind() { plain(&capture.sub) } else { hir }
}

/// Whether a text has what one of the branches requires; true where nothing is known of the expression.
pub fn may_match(branches: &[Required], block: &Folded<'_>) -> bool {
    branches.is_empty() || branches.iter().any(|branch| branch.is_met(block))
}

/// A text as it is, and in the letters of [`fold`].
pub struct Folded<'t> {
    own: Noted<'t>,
    folded: Noted<'t>,
}

impl<'t> Folded<'t> {
    /// Folds a text.
    pub fn of(text: &'t str) -> Self {
        let folded = if text.is_ascii() { text.to_ascii_lowercase() } else { text.chars().map(fold).collect() };
        Self { own: Noted::of(Cow::Borrowed(text)), folded: Noted::of(Cow::Owned(folded)) }
    }
}

/// A text with a note of the pairs of bytes it has.
struct Noted<'t> {
    text: Cow<'t, str>,
    /// A bit for each pair, by [`pair`].
    pairs: [u64; 64],
}

impl<'t> Noted<'t> {
    fn of(text: Cow<'t, str>) -> Self {
        let mut pairs = [0; 64];
        for two in text.as_bytes().windows(2) {
            let (word, bit) = pair(two);
            pairs[word] |= bit;
        }
        Self { text, pairs }
    }

    /// Whether the literal occurs: most that do not lack one of their pairs, which is sooner seen.
    fn contains(&self, literal: &str) -> bool {
        let has = |two: &[u8]| {
            let (word, bit) = pair(two);
            self.pairs[word] & bit != 0
        };
        literal.as_bytes().windows(2).all(has) && self.text.contains(literal)
    }
}

/// Where a pair of bytes is noted: a place and its bit. Pairs of ASCII letters have places of their own.
fn pair(two: &[u8]) -> (usize, u64) {
    match two {
        [a, b] => (usize::from(a & 63), 1 << (b & 63)),
        _ => (0, 0),
    }
}

/// How matches begin, and after how many characters at most, where all begin at the text's start.
fn head(hir: &Hir, case: Case) -> Option<(usize, BTreeSet<String>)> {
    match hir.kind() {
        HirKind::Capture(capture) => head(&capture.sub, case),
        HirKind::Concat(parts) if matches!(parts.first()?.kind(), HirKind::Look(Look::Start)) => after_gap(&parts[1..], 0, case),
        _ => None,
    }
}

/// [`beginnings`] of the parts, some at the front left out that take few characters.
fn after_gap(parts: &[Hir], mut gap: usize, case: Case) -> Option<(usize, BTreeSet<String>)> {
    for (at, part) in parts.iter().enumerate() {
        if let Some(texts) = beginnings(&parts[at..], case) {
            return Some((gap, texts));
        }
        let branch = match part.kind() {
            HirKind::Capture(capture) => Some(std::slice::from_ref(&*capture.sub)),
            HirKind::Concat(parts) => Some(parts.as_slice()),
            _ => None,
        };
        if let Some(found) = branch.and_then(|parts| after_gap(parts, gap, case)) {
            return Some(found);
        }
        if let HirKind::Alternation(branches) = part.kind() {
            return branches.iter().try_fold((gap, BTreeSet::new()), |(most, mut all), branch| {
                let (gap, texts) = after_gap(std::slice::from_ref(branch), gap, case)?;
                all.extend(texts);
                Some((most.max(gap), all))
            });
        }
        // A length in bytes is no less than one in characters.
        gap += part.properties().maximum_len().filter(|n| *n <= MAX_GAP)?;
    }
    None
}

/// Texts one of which every match of the parts begins with.
fn beginnings(parts: &[Hir], case: Case) -> Option<BTreeSet<String>> {
    let mut run = BTreeSet::from([String::new()]);
    for part in parts {
        match Need::of(part, case) {
            Need::Exact(texts) if run.len() * texts.len() <= MAX_LITERALS => run = product(&run, &texts),
            _ if run.iter().all(|text| !text.is_empty()) => break,
            _ => {
                let begun = match part.kind() {
                    HirKind::Capture(capture) => beginnings(std::slice::from_ref(&capture.sub), case),
                    HirKind::Concat(parts) => beginnings(parts, case),
                    HirKind::Repetition(repetition) if repetition.min > 0 => beginnings(std::slice::from_ref(&repetition.sub), case),
                    HirKind::Alternation(branches) => branches.iter().try_fold(BTreeSet::new(), |mut all, branch| {
                        all.extend(beginnings(std::slice::from_ref(branch), case)?);
                        Some(all)
                    }),
                    _ => None,
                };
                run = begun.filter(|texts| run.len() * texts.len() <= 4 * MAX_LITERALS).map(|texts| product(&run, &texts))?;
                break;
            }
        }
    }
    run.iter().all(|text| !text.is_empty()).then_some(run)
}

fn product(run: &BTreeSet<String>, texts: &BTreeSet<String>) -> BTreeSet<String> {
    run.iter().flat_map(|a| texts.iter().map(move |b| format!("{a}{b}"))).collect()
}

/// A letter as it stands in the literals: small, and one for those that regular expressions take for one another (ſ and s).
pub fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some('ſ'), None) => 's',
        (Some(small), None) => small,
        _ => c,
    }
}

/// Whether the literal is rarer than a letter or a space.
fn tells(literal: &str) -> bool {
    let mut chars = literal.chars();
    match (chars.next(), chars.next()) {
        (None, _) => false,
        (Some(only), None) => !only.is_alphanumeric() && !matches!(only, ' ' | ',' | '.' | '-' | '\''),
        _ => true,
    }
}

/// What a part of an expression asks of a text.
enum Need {
    /// Exactly one of these texts.
    Exact(BTreeSet<String>),
    /// One literal of each clause, somewhere.
    All(Vec<Clause>),
}

impl Need {
    fn of(hir: &Hir, case: Case) -> Self {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => Need::Exact(BTreeSet::from([String::new()])),
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(text) => Need::Exact(BTreeSet::from([text.chars().map(|c| case.letter(c)).collect()])),
                Err(_) => Need::All(Vec::new()),
            },
            HirKind::Class(class) => Need::of_class(class, case),
            HirKind::Capture(capture) => Need::of(&capture.sub, case),
            HirKind::Repetition(repetition) => match (repetition.min, repetition.max, Need::of(&repetition.sub, case)) {
                (0, Some(1), Need::Exact(mut texts)) => {
                    texts.insert(String::new());
                    Need::Exact(texts)
                }
                (0, ..) => Need::All(Vec::new()),
                (1, Some(1), need) => need,
                (.., need) => Need::All(need.into_clauses()),
            },
            HirKind::Concat(parts) => Need::of_sequence(parts, case),
            HirKind::Alternation(branches) => Need::of_choice(branches, case),
        }
    }

    fn of_class(class: &Class, case: Case) -> Self {
        let chars: Vec<char> = match class {
            Class::Unicode(class) => {
                let size: u32 = class.ranges().iter().map(|r| (r.end() as u32).saturating_sub(r.start() as u32) + 1).sum();
                if size > MAX_CLASS {
                    return Need::All(Vec::new());
                }
                class.ranges().iter().flat_map(|r| r.start()..=r.end()).collect()
            }
            Class::Bytes(_) => return Need::All(Vec::new()),
        };
        Need::Exact(chars.into_iter().map(|c| case.letter(c).to_string()).collect())
    }

    fn of_sequence(parts: &[Hir], case: Case) -> Self {
        let mut clauses = Vec::new();
        let mut run = BTreeSet::from([String::new()]);
        let mut broken = false;
        for part in parts {
            match Need::of(part, case) {
                Need::Exact(texts) if run.len() * texts.len() <= MAX_LITERALS => {
                    run = product(&run, &texts);
                }
                Need::Exact(texts) => {
                    broken = true;
                    clauses.push(std::mem::replace(&mut run, texts).into_iter().collect());
                }
                Need::All(more) => {
                    broken = true;
                    clauses.push(std::mem::replace(&mut run, BTreeSet::from([String::new()])).into_iter().collect());
                    clauses.extend(more);
                }
            }
        }
        if !broken {
            return Need::Exact(run);
        }
        clauses.push(run.into_iter().collect());
        Need::All(clauses)
    }

    fn of_choice(branches: &[Hir], case: Case) -> Self {
        let needs: Vec<Need> = branches.iter().map(|b| Need::of(b, case)).collect();
        let exact = |need: &Need| matches!(need, Need::Exact(_));
        if needs.iter().all(exact) {
            let all: BTreeSet<String> =
                needs.into_iter().flat_map(|n| if let Need::Exact(texts) = n { texts } else { BTreeSet::new() }).collect();
            return if all.len() <= MAX_LITERALS { Need::Exact(all) } else { Need::All(vec![all.into_iter().collect()]) };
        }
        let mut one_of = BTreeSet::new();
        for need in needs {
            let telling = need.into_clauses().into_iter().filter(|c| c.iter().all(|l| tells(l)));
            // The clause whose shortest literal is longest says most.
            let Some(best) = telling.max_by_key(|c| (c.iter().map(String::len).min(), std::cmp::Reverse(c.len()))) else {
                return Need::All(Vec::new());
            };
            one_of.extend(best);
        }
        Need::All(vec![one_of.into_iter().collect()])
    }

    fn into_clauses(self) -> Vec<Clause> {
        match self {
            Need::Exact(texts) => vec![texts.into_iter().collect()],
            Need::All(clauses) => clauses,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_of_each_part_are_needed() {
        let needed = Required::of(r"(?i)\bas an? (?:AI|large language) model\b[^\n]{0,20} I\b");
        assert!(may_match(&needed, &Folded::of("As an AI model, I cannot")));
        assert!(may_match(&needed, &Folded::of("as a Large Language Model I")));
        assert!(!may_match(&needed, &Folded::of("as a model student I know said")), "{needed:?}");
    }

    #[test]
    fn what_may_be_left_out_is_not_needed() {
        assert!(may_match(&Required::of("(?:lorem)?x*"), &Folded::of("")));
        assert!(may_match(&Required::of("colou?r|gr[ae]y"), &Folded::of("a gray cat")));
        assert!(may_match(&Required::of("(?i)kiss"), &Folded::of("\u{212A}i\u{17F}S")));
        assert!(may_match(&Required::of(r"\w+|lorem"), &Folded::of("x")));
    }

    #[test]
    fn what_begins_a_text_is_needed_there() {
        let needed = Required::of(r"(?i)^\W{0,3}(?:click to )?(?:tags?|topics?):[^\n]*|^(?P<mark>filed under)\b");
        for text in ["Tags: a", " - click to TOPIC: b", "Filed under a"] {
            assert!(may_match(&needed, &Folded::of(text)), "{text}");
        }
        assert!(!may_match(&needed, &Folded::of("A long way in: tags: a filed under")), "{needed:?}");
    }

    #[test]
    fn case_counts_where_the_expression_says_so_and_each_branch_for_itself() {
        let needed = Required::of(r"[(\[](?P<mark>AP|AFP|Ria Novosti)[)\]]");
        assert!(may_match(&needed, &Folded::of("LIMA (AFP) - The port")));
        assert!(!may_match(&needed, &Folded::of("the afp (of lima)")), "{needed:?}");
        let needed = Required::of(r"(?i)^\s*(?:skip to (?:content|navigation)|comments? \(\d+\)|share)$");
        assert!(may_match(&needed, &Folded::of("Comments (3)")) && may_match(&needed, &Folded::of(" SKIP TO content")));
        assert!(!may_match(&needed, &Folded::of("Comments came late, to content ears")), "{needed:?}");
    }

    /// No expression of our own rules loses a match: all that match in the rules' own examples have their clauses there.
    #[test]
    fn our_own_expressions_keep_their_matches() {
        let mut tried = 0;
        for rule in super::super::embedded::RULES {
            for raw in rule.raws.iter() {
                let (regex, needed) = (regex::Regex::new(&raw.regex.text).unwrap(), Required::of(&raw.regex.text));
                for (example, ..) in rule.examples.iter() {
                    let text = example.replace(['⟦', '⟧'], "");
                    if regex.is_match(&text) {
                        tried += 1;
                        assert!(may_match(&needed, &Folded::of(&text)), "{}: {needed:?} not in {text}", raw.regex.text);
                    }
                }
            }
        }
        assert!(tried > 100);
    }
}
