//! The little language of token patterns, read into a tree. `rules/FORMAT.md` describes it.

mod lazy;
mod reader;
mod tags;

pub use lazy::LazyRegex;

use super::vocabulary::{Symbol, Vocabulary};
use crate::{
    analysis::TagSet,
    language::{Needs, Pack},
};
use reader::Reader;
use std::sync::Arc;

/// Tokens a pattern may ask for at most, repeats counted: a bound for what a user's rule can cost.
pub const MAX_LENGTH: usize = 120;
/// `*` and `+` repeat at most so often.
const UNBOUNDED: usize = 12;
/// Captures a pattern may have.
pub const MAX_CAPTURES: usize = 8;
/// Brackets inside brackets.
const MAX_DEPTH: usize = 12;

/// A pattern as a tree.
#[derive(Debug)]
pub enum Node {
    /// One token that passes all tests.
    Token(Vec<Test>),
    /// One after the other.
    Sequence(Vec<Node>),
    /// The first that matches.
    Either(Vec<Node>),
    /// Between `min` and `max` times, as often as possible unless `lazy`.
    Repeat {
        /// What.
        node: Box<Node>,
        /// At least.
        min: usize,
        /// At most.
        max: usize,
        /// As seldom as possible.
        lazy: bool,
    },
    /// `name=…`, by the name's index.
    Capture(usize, Box<Node>),
    /// `<`
    MarkStart,
    /// `>`
    MarkEnd,
    /// `^`
    SentenceStart,
    /// `$`
    SentenceEnd,
}

/// One condition on a token.
#[derive(Clone, Debug)]
pub struct Test {
    /// Whether it must not hold.
    pub not: bool,
    /// The condition.
    pub kind: TestKind,
}

/// What a token is tested for.
#[derive(Clone, Debug)]
pub enum TestKind {
    /// Is one of these words, case aside.
    Words(Vec<Symbol>),
    /// Is one of these words, letter by letter.
    Exact(Vec<Box<str>>, Vec<Symbol>),
    /// Ends so, in small letters.
    Suffix(Box<str>),
    /// Has one of these tags.
    Tags(TagSet),
    /// Has one of these universal tags, a bit each, and what their features say.
    Universal(u32, TagSet),
    /// Is of this shape.
    Class(Class),
    /// Matches as a whole.
    Regex(Arc<LazyRegex>),
    /// Any token.
    Any,
}

/// Shapes and kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// First letter a capital.
    Cap,
    /// First letter small.
    Lower,
    /// Two letters or more, all capitals.
    Upper,
    /// Begins with a digit.
    Number,
    /// Digits only.
    Digits,
    /// A word.
    Word,
    /// A punctuation mark.
    Punctuation,
    /// A quotation mark.
    Quote,
    /// No white space before it.
    Tight,
    /// The sentence's first.
    First,
}

const CLASSES: &[(&str, Class)] = &[
    ("cap", Class::Cap),
    ("lower", Class::Lower),
    ("upper", Class::Upper),
    ("num", Class::Number),
    ("digits", Class::Digits),
    ("word", Class::Word),
    ("punct", Class::Punctuation),
    ("quote", Class::Quote),
    ("tight", Class::Tight),
    ("first", Class::First),
];

/// What is wrong with a pattern, and where in its text (bytes).
#[derive(Debug, PartialEq, Eq)]
pub struct PatternError {
    /// First byte.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What.
    pub message: String,
}

/// Reads patterns: knows the word lists and adds the words to the vocabulary.
pub struct Parser<'v, 'l> {
    /// All words that any pattern asks for.
    pub vocabulary: &'v mut Vocabulary,
    /// `@name`, the rule's own first.
    pub lists: &'l dyn Fn(&str) -> Option<Vec<&'l str>>,
    /// What is known of the rule's language; nothing of one without a pack, and of all languages together.
    pub pack: Option<&'static Pack>,
    /// What the patterns need of the language.
    pub needs: &'v mut Vec<Needs>,
    /// Whether regular expressions are compiled to check them.
    pub check_regexes: bool,
}

/// A parsed pattern.
#[derive(Debug)]
pub struct Pattern {
    /// The tree.
    pub root: Node,
    /// Names of its captures.
    pub captures: Vec<Box<str>>,
}

impl Parser<'_, '_> {
    /// Reads one pattern.
    ///
    /// # Errors
    /// What is wrong and where.
    pub fn parse(&mut self, text: &str) -> Result<Pattern, PatternError> {
        let mut reader = Reader { text, at: 0, parser: self, captures: Vec::new(), marks: (0, 0) };
        let root = reader.alternatives(0)?;
        if reader.at < text.len() {
            return Err(reader.error(reader.at, "a `)` without its `(`"));
        }
        if reader.marks.0 != reader.marks.1 {
            return Err(reader.error(0, "each `<` has its `>`"));
        }
        let captures = std::mem::take(&mut reader.captures);
        let (min, max) = length(&root);
        if max > MAX_LENGTH {
            return Err(PatternError {
                start: 0,
                end: text.len(),
                message: format!("matches up to {max} tokens; {MAX_LENGTH} are allowed"),
            });
        }
        if min == 0 {
            return Err(PatternError { start: 0, end: text.len(), message: "matches no token at all".into() });
        }
        Ok(Pattern { root, captures })
    }
}

/// The least and the greatest number of tokens that a node takes.
pub fn length(node: &Node) -> (usize, usize) {
    match node {
        Node::Token(_) => (1, 1),
        Node::Sequence(nodes) => nodes.iter().map(length).fold((0, 0), |a, b| (a.0 + b.0, a.1.saturating_add(b.1))),
        Node::Either(nodes) => nodes.iter().map(length).fold((usize::MAX, 0), |a, b| (a.0.min(b.0), a.1.max(b.1))),
        Node::Repeat { node, min, max, .. } => {
            let (a, b) = length(node);
            (a * min, b.saturating_mul(*max))
        }
        Node::Capture(_, node) => length(node),
        Node::MarkStart | Node::MarkEnd | Node::SentenceStart | Node::SentenceEnd => (0, 0),
    }
}
