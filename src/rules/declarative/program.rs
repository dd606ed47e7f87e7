//! A pattern as a program, and the machine that runs it over a sentence's tokens: a backtracker that never tries the same
//! instruction at the same token twice, so its time is the product of the two at worst (Cox 2010, "Regular expression matching").

use super::{
    pattern::{Class, Node, Pattern, Test, TestKind, length},
    vocabulary::{NONE, Symbol},
};
use crate::{
    analysis::{Text, TokenKind},
    span::BlockSpan,
};
use std::ops::Range;

/// Slots: the mark's two, then two for each capture.
pub const SLOTS: usize = 2 + 2 * super::pattern::MAX_CAPTURES;

/// One instruction.
#[derive(Debug)]
enum Inst {
    Token(Vec<Test>),
    /// Both ways, the first one first.
    Split(usize, usize),
    Jump(usize),
    Save(usize),
    SentenceStart,
    SentenceEnd,
    Match,
}

/// A compiled pattern.
#[derive(Debug)]
pub struct Program {
    insts: Vec<Inst>,
    /// Tokens it takes at least and at most.
    pub length: (usize, usize),
    /// The words of which every match has one. Empty where a match needs no certain word.
    pub anchors: Vec<Anchor>,
    /// Names of its captures.
    pub captures: Vec<Box<str>>,
    /// Whether it asks for tags.
    pub asks_tags: bool,
}

/// A word of which, or of others like it, every match has one.
#[derive(Clone, Copy, Debug)]
pub struct Anchor {
    /// The word.
    pub symbol: Symbol,
    /// Its least and greatest distance from the match's first token.
    pub distance: (usize, usize),
    /// What may stand before it.
    pub before: Edge,
    /// What may stand behind it.
    pub after: Edge,
}

/// The words that may stand at a place of a match.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// The [`bit`] of each, all bits where any token may stand.
    words: u64,
    /// Whether the match may end before it.
    open: bool,
}

impl Edge {
    const NOTHING: Self = Self { words: 0, open: true };

    /// Whether a match may have a token with such a [`bit`] there.
    pub fn allows(self, bit: u64) -> bool {
        self.open || self.words == u64::MAX || self.words & bit != 0
    }

    /// What may stand there if this is followed by another.
    fn then(self, next: Self) -> Self {
        if self.open { Self { words: self.words | next.words, open: next.open } } else { self }
    }
}

/// One bit of 64 for a word of the vocabulary, none for other tokens.
pub fn bit(symbol: Symbol) -> u64 {
    if symbol == NONE { 0 } else { 1 << (symbol % 64) }
}

/// Where a program matched: tokens of the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// First token.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    slots: [u32; SLOTS],
}

impl Match {
    /// The tokens of the marked part, all of it where none is marked.
    pub fn mark(&self) -> Range<usize> {
        self.slot(0).unwrap_or(self.start..self.end)
    }

    /// The tokens of a capture, `None` where it took no part.
    pub fn capture(&self, index: usize) -> Option<Range<usize>> {
        self.slot(2 + 2 * index)
    }

    fn slot(&self, at: usize) -> Option<Range<usize>> {
        let (start, end) = (*self.slots.get(at)? as usize, *self.slots.get(at + 1)? as usize);
        (start < end && end != u32::MAX as usize).then_some(start..end)
    }
}

/// A sentence as programs see it.
#[derive(Clone, Copy)]
pub struct View<'t> {
    /// The block.
    pub text: &'t Text<'t>,
    /// For each token of the block, its number in the vocabulary.
    pub symbols: &'t [Symbol],
    /// First token of the sentence.
    pub from: usize,
    /// One past its last token.
    pub to: usize,
    /// Whether tests of tags hold where they may hold, so that the sentence need not be read.
    pub loose: bool,
}

/// What a run needs to remember; kept between runs so that none allocates.
#[derive(Debug, Default)]
pub struct Memory {
    visited: Vec<u64>,
    stack: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    Go(usize, usize),
    Restore(usize, u32),
}

impl Program {
    /// Compiles a pattern.
    pub fn new(pattern: Pattern, often: &dyn Fn(Symbol) -> usize) -> Self {
        let anchors = anchor(&pattern.root, often).map_or_else(Vec::new, |(_, at)| at);
        let length = length(&pattern.root);
        let mut program = Self { insts: Vec::new(), length, anchors, captures: pattern.captures, asks_tags: false };
        program.add(pattern.root);
        program.insts.push(Inst::Match);
        let asks = |inst: &Inst| matches!(inst, Inst::Token(tests) if tests.iter().any(|t| matches!(t.kind, TestKind::Tags(_) | TestKind::Universal(..))));
        program.asks_tags = program.insts.iter().any(asks);
        program
    }

    /// How many instructions it has.
    pub fn len(&self) -> usize {
        self.insts.len()
    }

    fn add(&mut self, node: Node) {
        match node {
            Node::Token(tests) => self.insts.push(Inst::Token(tests)),
            Node::Sequence(nodes) => nodes.into_iter().for_each(|n| self.add(n)),
            Node::Either(nodes) => {
                let mut jumps = Vec::new();
                let last = nodes.len().saturating_sub(1);
                for (i, node) in nodes.into_iter().enumerate() {
                    if i == last {
                        self.add(node);
                        continue;
                    }
                    let split = self.insts.len();
                    self.insts.push(Inst::Split(split + 1, 0));
                    self.add(node);
                    jumps.push(self.insts.len());
                    self.insts.push(Inst::Jump(0));
                    self.insts[split] = Inst::Split(split + 1, self.insts.len());
                }
                let end = self.insts.len();
                jumps.into_iter().for_each(|j| self.insts[j] = Inst::Jump(end));
            }
            Node::Repeat { node, min, max, lazy } => self.repeat(*node, min, max, lazy),
            Node::Capture(index, node) => {
                self.insts.push(Inst::Save(2 + 2 * index));
                self.add(*node);
                self.insts.push(Inst::Save(3 + 2 * index));
            }
            Node::MarkStart => self.insts.push(Inst::Save(0)),
            Node::MarkEnd => self.insts.push(Inst::Save(1)),
            Node::SentenceStart => self.insts.push(Inst::SentenceStart),
            Node::SentenceEnd => self.insts.push(Inst::SentenceEnd),
        }
    }

    /// A loop that counts would need a counter in what is remembered; patterns are short, so it is written out.
    fn repeat(&mut self, node: Node, min: usize, max: usize, lazy: bool) {
        let begin = self.insts.len();
        self.add(node);
        let body: Vec<Inst> = self.insts.drain(begin..).collect();
        let mut splits = Vec::new();
        for i in 0..max {
            if i >= min {
                splits.push(self.insts.len());
                self.insts.push(Inst::Jump(0));
            }
            let shift = self.insts.len();
            self.insts.extend(body.iter().map(|inst| shifted(inst, begin, shift)));
        }
        let end = self.insts.len();
        for split in splits {
            self.insts[split] = if lazy { Inst::Split(end, split + 1) } else { Inst::Split(split + 1, end) };
        }
    }

    /// The match that begins at token `start`, if there is one; with `end`, only one that ends there.
    pub fn run(&self, view: View<'_>, start: usize, end: Option<usize>, memory: &mut Memory) -> Option<Match> {
        memory.clear(self.insts.len(), view);
        self.go_on(view, start, end, memory)
    }

    /// The first match in the sentence.
    pub fn search(&self, view: View<'_>, range: Range<usize>, memory: &mut Memory) -> Option<Match> {
        memory.clear(self.insts.len(), view);
        range.into_iter().find_map(|start| self.go_on(view, start, None, memory))
    }

    /// As [`Program::run`], without forgetting what failed before: where a state failed once it fails again, whatever the start.
    pub fn run_on(&self, view: View<'_>, start: usize, memory: &mut Memory) -> Option<Match> {
        self.go_on(view, start, None, memory)
    }

    fn go_on(&self, view: View<'_>, start: usize, end: Option<usize>, memory: &mut Memory) -> Option<Match> {
        let width = view.to - view.from + 1;
        let mut slots = [u32::MAX; SLOTS];
        memory.stack.clear();
        memory.stack.push(Step::Go(0, start));
        while let Some(step) = memory.stack.pop() {
            let (mut pc, mut at) = match step {
                Step::Go(pc, at) => (pc, at),
                Step::Restore(slot, value) => {
                    slots[slot] = value;
                    continue;
                }
            };
            loop {
                let key = pc * width + (at - view.from);
                let (word, mask) = (key / 64, 1 << (key % 64));
                match memory.visited.get_mut(word) {
                    Some(seen) if *seen & mask == 0 => *seen |= mask,
                    _ => break,
                }
                match &self.insts[pc] {
                    Inst::Token(tests) => {
                        if at >= view.to || !tests.iter().all(|t| view.passes(t, at)) {
                            break;
                        }
                        at += 1;
                        pc += 1;
                    }
                    Inst::Split(first, second) => {
                        memory.stack.push(Step::Go(*second, at));
                        pc = *first;
                    }
                    Inst::Jump(to) => pc = *to,
                    Inst::Save(slot) => {
                        memory.stack.push(Step::Restore(*slot, slots[*slot]));
                        slots[*slot] = u32::try_from(at).unwrap_or(u32::MAX);
                        pc += 1;
                    }
                    Inst::SentenceStart => {
                        if !(view.from..at).all(|i| view.is_mark(i)) {
                            break;
                        }
                        pc += 1;
                    }
                    Inst::SentenceEnd => {
                        if !(at..view.to).all(|i| view.is_mark(i)) {
                            break;
                        }
                        pc += 1;
                    }
                    Inst::Match => {
                        if end.is_some_and(|e| e != at) {
                            break;
                        }
                        return Some(Match { start, end: at, slots });
                    }
                }
            }
        }
        None
    }
}

impl Memory {
    fn clear(&mut self, insts: usize, view: View<'_>) {
        self.visited.clear();
        self.visited.resize((insts * (view.to - view.from + 1)).div_ceil(64), 0);
    }

    /// Forgets, before [`Program::go_on`] is called for the first time in a sentence.
    pub fn forget(&mut self, program: &Program, view: View<'_>) {
        self.clear(program.insts.len(), view);
    }
}

fn shifted(inst: &Inst, from: usize, to: usize) -> Inst {
    let moved = |at: usize| at - from + to;
    match inst {
        Inst::Token(tests) => Inst::Token(tests.clone()),
        Inst::Split(a, b) => Inst::Split(moved(*a), moved(*b)),
        Inst::Jump(a) => Inst::Jump(moved(*a)),
        Inst::Save(slot) => Inst::Save(*slot),
        Inst::SentenceStart => Inst::SentenceStart,
        Inst::SentenceEnd => Inst::SentenceEnd,
        Inst::Match => Inst::Match,
    }
}

impl View<'_> {
    fn passes(&self, test: &Test, at: usize) -> bool {
        let Some(token) = self.text.tokens().get(at) else { return false };
        let symbol = self.symbols.get(at).copied().unwrap_or(NONE);
        let holds = match &test.kind {
            TestKind::Words(symbols) => symbols.binary_search(&symbol).is_ok(),
            TestKind::Exact(words, symbols) => {
                let text = self.text.word(token);
                // In a mixed list only the words with a capital are taken letter by letter.
                symbols.binary_search(&symbol).is_ok()
                    && words.iter().any(|w| **w == *text || !w.contains(char::is_uppercase) && w.eq_ignore_ascii_case(text))
            }
            TestKind::Suffix(suffix) => {
                let word = self.text.word(token).as_bytes();
                word.len() > suffix.len() && word[word.len() - suffix.len()..].eq_ignore_ascii_case(suffix.as_bytes())
            }
            TestKind::Tags(tags) if self.loose => {
                let may_be = self.text.may_be(at);
                return if test.not { !may_be.is_within(*tags) } else { may_be.meets(*tags) };
            }
            TestKind::Tags(tags) => self.text.tag_in(at, *tags),
            TestKind::Universal(_, tags) if self.loose => {
                // What the universal tag is, only the sentence tells.
                return test.not || self.text.may_be(at).meets(*tags);
            }
            TestKind::Universal(universal, tags) => {
                self.text.tagged(at).is_some_and(|t| universal >> t.upos as u32 & 1 == 1 && tags.has(t.tag))
            }
            TestKind::Class(class) => self.is(*class, at),
            TestKind::Regex(regex) => regex.get(self.text.word(token)).is_some_and(|r| r.is_match(self.text.word(token))),
            TestKind::Any => true,
        };
        holds != test.not
    }

    fn is(&self, class: Class, at: usize) -> bool {
        let Some(token) = self.text.tokens().get(at) else { return false };
        let word = self.text.word(token);
        match class {
            Class::Cap => word.starts_with(char::is_uppercase),
            Class::Lower => word.starts_with(char::is_lowercase),
            Class::Upper => word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.contains(char::is_lowercase),
            Class::Number => token.kind == TokenKind::Number,
            Class::Digits => !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()),
            Class::Word => token.kind == TokenKind::Word,
            Class::Punctuation => token.kind == TokenKind::Punctuation,
            Class::Quote => is_quote(word),
            Class::Tight => !token.spaced,
            Class::First => (self.from..at).all(|i| self.is_mark(i)),
        }
    }

    /// Punctuation, so that a sentence's first and last word are found behind its quotation marks and before its stop.
    fn is_mark(&self, at: usize) -> bool {
        self.text.tokens().get(at).is_none_or(|t| t.kind == TokenKind::Punctuation && !matches!(self.text.word(t), "," | ";" | ":"))
    }

    /// The bytes that tokens cover.
    pub fn span(&self, tokens: Range<usize>) -> BlockSpan {
        match self.text.tokens().get(tokens) {
            Some([first, .., last] | [first @ last]) => first.span.cover(&last.span),
            _ => BlockSpan::new(0, 0),
        }
    }
}

fn is_quote(word: &str) -> bool {
    matches!(word, "\"" | "“" | "”" | "„" | "«" | "»" | "‘" | "’" | "'" | "''" | "``")
}

/// The rarest words that any match must have one of, with a guess of how often they occur.
fn anchor(node: &Node, often: &dyn Fn(Symbol) -> usize) -> Option<(usize, Vec<Anchor>)> {
    match node {
        Node::Token(tests) => tests.iter().find_map(words).map(|symbols| {
            let alone = |symbol: &Symbol| Anchor { symbol: *symbol, distance: (0, 0), before: Edge::NOTHING, after: Edge::NOTHING };
            (symbols.iter().map(|s| often(*s)).sum(), symbols.iter().map(alone).collect())
        }),
        Node::Sequence(nodes) => {
            let anchors = nodes.iter().enumerate().filter_map(|(place, node)| Some((place, anchor(node, often)?)));
            let (place, (cost, mut at)) = anchors.min_by_key(|(_, (cost, _))| *cost)?;
            let (left, right) = (nodes.get(..place).unwrap_or(&[]), nodes.get(place + 1..).unwrap_or(&[]));
            let (low, high) = left.iter().map(length).fold((0, 0), |(low, high), (a, b)| (low + a, high + b));
            let (before, after) = (edge_of(left.iter().rev(), true), edge_of(right.iter(), false));
            for anchor in &mut at {
                anchor.distance = (anchor.distance.0 + low, anchor.distance.1 + high);
                (anchor.before, anchor.after) = (anchor.before.then(before), anchor.after.then(after));
            }
            Some((cost, at))
        }
        Node::Either(nodes) => {
            let mut all = (0, Vec::new());
            for node in nodes {
                let (cost, at) = anchor(node, often)?;
                all.0 += cost;
                all.1.extend(at);
            }
            Some(all)
        }
        Node::Repeat { node, min, max, .. } if *min > 0 => {
            let mut of_one = anchor(node, often)?;
            if *max > 1 {
                // Another round may stand beside it, or what stands beside all rounds.
                let again = |last| Edge { open: true, ..edge(node, last) };
                let (before, after) = (again(true), again(false));
                of_one.1.iter_mut().for_each(|a| (a.before, a.after) = (a.before.then(before), a.after.then(after)));
            }
            Some(of_one)
        }
        Node::Capture(_, node) => anchor(node, often),
        _ => None,
    }
}

/// The words of which a test asks for one.
fn words(test: &Test) -> Option<&[Symbol]> {
    match &test.kind {
        TestKind::Words(symbols) | TestKind::Exact(_, symbols) if !test.not => Some(symbols),
        _ => None,
    }
}

/// The words with which what a node matches may begin, or end if `last`.
fn edge(node: &Node, last: bool) -> Edge {
    match node {
        Node::Token(tests) => {
            let bits = |symbols: &[Symbol]| symbols.iter().fold(0, |all, symbol| all | bit(*symbol));
            Edge { words: tests.iter().filter_map(words).fold(u64::MAX, |all, symbols| all & bits(symbols)), open: false }
        }
        Node::Sequence(nodes) if last => edge_of(nodes.iter().rev(), last),
        Node::Sequence(nodes) => edge_of(nodes.iter(), last),
        Node::Either(nodes) => {
            let either = |a: Edge, b: Edge| Edge { words: a.words | b.words, open: a.open || b.open };
            nodes.iter().map(|node| edge(node, last)).reduce(either).unwrap_or(Edge::NOTHING)
        }
        Node::Repeat { node, min, .. } => {
            let one = edge(node, last);
            Edge { open: one.open || *min == 0, ..one }
        }
        Node::Capture(_, node) => edge(node, last),
        Node::MarkStart | Node::MarkEnd | Node::SentenceStart | Node::SentenceEnd => Edge::NOTHING,
    }
}

/// As [`edge`], of nodes one after the other.
fn edge_of<'n>(nodes: impl Iterator<Item = &'n Node>, last: bool) -> Edge {
    let mut all = Edge::NOTHING;
    for node in nodes {
        if !all.open {
            break;
        }
        all = all.then(edge(node, last));
    }
    all
}
