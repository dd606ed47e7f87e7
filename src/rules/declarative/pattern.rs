//! The little language of token patterns, read into a tree. `rules/FORMAT.md` describes it.

use super::{
    narrow::{Characters, narrow},
    vocabulary::{Symbol, Vocabulary},
};
use crate::{
    analysis::{Tag, TagSet, Upos},
    language::{Needs, Pack},
};
use regex_automata::meta::{BuildError, Regex};
use regex_syntax::hir::Hir;
use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicU32, Ordering::Relaxed},
};

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

/// Tag classes, beside the Penn Treebank's own tags and their prefixes (`VB*`).
const TAG_CLASSES: &[(&str, &[&str])] = &[
    ("noun", &["NN", "NNS"]),
    ("name", &["NNP", "NNPS"]),
    ("nominal", &["NN", "NNS", "NNP", "NNPS", "PRP", "CD"]),
    ("verb", &["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"]),
    ("finite", &["VBD", "VBP", "VBZ", "MD"]),
    ("adj", &["JJ", "JJR", "JJS"]),
    ("adv", &["RB", "RBR", "RBS"]),
    ("det", &["DT", "PDT", "PRP$", "WDT", "WP$"]),
    ("prep", &["IN", "TO"]),
    ("wh", &["WDT", "WP", "WP$", "WRB"]),
];

/// A regular expression that is compiled when it is first asked; checked when the rule is loaded from a user's folder.
///
/// To build lazy automata takes longer than most articles; so an expression that is asked seldom does without. And one that is asked
/// of texts of few characters alone is compiled for those.
#[derive(Debug)]
pub struct LazyRegex {
    pattern: Box<str>,
    /// Without automata and with, each for texts of ASCII, of usual characters and of all.
    kinds: [[OnceLock<Option<Regex>>; 3]; 2],
    asked: AtomicU32,
}

/// How often an expression is asked before it gets automata.
const SELDOM: u32 = 100;

impl LazyRegex {
    /// Not compiled yet.
    pub fn new(pattern: impl Into<Box<str>>) -> Self {
        Self { pattern: pattern.into(), kinds: Default::default(), asked: AtomicU32::new(0) }
    }

    /// Compiles it now and says what is wrong with it, if anything is.
    pub fn check(&self) -> Result<(), String> {
        let hir = parse(&self.pattern).map_err(|e| e.to_string().lines().last().unwrap_or("").trim_start_matches("error: ").to_owned())?;
        build(&hir, false).map(|_| ()).map_err(|e| match e.size_limit() {
            Some(_) => "the expression is too large".to_owned(),
            None => e.to_string(),
        })
    }

    /// The expression to ask of a text, or `None` if it does not compile.
    pub fn get(&self, text: &str) -> Option<&Regex> {
        let asked = self.asked.load(Relaxed);
        if asked <= SELDOM {
            self.asked.store(asked + 1, Relaxed);
        }
        let (often, characters) = (asked >= SELDOM, Characters::of(text));
        let [seldom, by_automata] = &self.kinds;
        let [ascii, usual, all] = if often { by_automata } else { seldom };
        let kind = match characters {
            Characters::Ascii => ascii,
            Characters::Usual => usual,
            Characters::All => all,
        };
        let compile = || build(&narrow(&parse(&self.pattern).ok()?, characters), often).ok();
        kind.get_or_init(compile).as_ref()
    }
}

fn parse(pattern: &str) -> Result<Hir, Box<regex_syntax::Error>> {
    regex_syntax::ParserBuilder::new().nest_limit(50).build().parse(pattern).map_err(Box::new)
}

fn build(hir: &Hir, automata: bool) -> Result<Regex, Box<BuildError>> {
    let config = Regex::config().nfa_size_limit(Some(4 << 20)).hybrid(automata).dfa(automata).onepass(automata).auto_prefilter(automata);
    Regex::builder().configure(config).build_from_hir(hir).map_err(Box::new)
}

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

struct Reader<'t, 'p, 'v, 'l> {
    text: &'t str,
    at: usize,
    parser: &'p mut Parser<'v, 'l>,
    captures: Vec<Box<str>>,
    marks: (usize, usize),
}

impl Reader<'_, '_, '_, '_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn error(&self, start: usize, message: impl Into<String>) -> PatternError {
        PatternError { start, end: self.at.max(start + 1).min(self.text.len()), message: message.into() }
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn alternatives(&mut self, depth: usize) -> Result<Node, PatternError> {
        if depth > MAX_DEPTH {
            return Err(self.error(self.at, "brackets are nested too deep"));
        }
        let mut alternatives = vec![self.sequence(depth)?];
        while self.peek() == Some('|') {
            if depth == 0 {
                return Err(self.error(self.at, "alternatives of several kinds stand in brackets: `(a b | :NN)`"));
            }
            self.at += 1;
            alternatives.push(self.sequence(depth)?);
        }
        Ok(if alternatives.len() == 1 { alternatives.remove(0) } else { Node::Either(alternatives) })
    }

    fn sequence(&mut self, depth: usize) -> Result<Node, PatternError> {
        let mut nodes = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None | Some('|' | ')') => return Ok(Node::Sequence(nodes)),
                Some('<') => {
                    self.at += 1;
                    self.marks.0 += 1;
                    nodes.push(Node::MarkStart);
                }
                Some('>') => {
                    self.at += 1;
                    self.marks.1 += 1;
                    nodes.push(Node::MarkEnd);
                }
                Some('^') => {
                    self.at += 1;
                    nodes.push(Node::SentenceStart);
                }
                Some('$') if self.rest()[1..].chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '>' | '|')) => {
                    self.at += 1;
                    nodes.push(Node::SentenceEnd);
                }
                Some(_) => nodes.push(self.item(depth)?),
            }
        }
    }

    fn item(&mut self, depth: usize) -> Result<Node, PatternError> {
        let start = self.at;
        let rest = self.rest();
        let name = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '_').len();
        if name > 0 && rest[name..].starts_with('=') {
            let name = rest[..name].to_owned();
            self.at += name.len() + 1;
            if self.captures.len() == MAX_CAPTURES {
                return Err(self.error(start, format!("more than {MAX_CAPTURES} captures")));
            }
            let index = self.captures.iter().position(|c| **c == *name).unwrap_or_else(|| {
                self.captures.push(name.into());
                self.captures.len() - 1
            });
            let inner = self.item(depth)?;
            return Ok(Node::Capture(index, Box::new(inner)));
        }
        let node = if self.peek() == Some('(') {
            self.at += 1;
            let inner = self.alternatives(depth + 1)?;
            if self.peek() != Some(')') {
                return Err(self.error(start, "a `(` without its `)`"));
            }
            self.at += 1;
            inner
        } else {
            self.token()?
        };
        self.quantified(node)
    }

    fn quantified(&mut self, node: Node) -> Result<Node, PatternError> {
        let start = self.at;
        let (min, max) = match self.peek() {
            Some('?') => (0, 1),
            Some('*') => (0, UNBOUNDED),
            Some('+') => (1, UNBOUNDED),
            Some('{') => {
                let Some(end) = self.rest().find('}') else { return Err(self.error(start, "a `{` without its `}`")) };
                let inner = &self.rest()[1..end];
                let (low, high) = inner.split_once(',').unwrap_or((inner, inner));
                let bounds = low.parse::<usize>().ok().zip(high.parse::<usize>().ok());
                self.at += end;
                match bounds {
                    Some((low, high)) if low <= high && (1..=MAX_LENGTH).contains(&high) => (low, high),
                    _ => return Err(self.error(start, format!("a repeat is {{n}} or {{low,high}}, up to {MAX_LENGTH}"))),
                }
            }
            _ => return Ok(node),
        };
        self.at += 1;
        let lazy = self.peek() == Some('?');
        self.at += usize::from(lazy);
        Ok(Node::Repeat { node: Box::new(node), min, max, lazy })
    }

    fn token(&mut self) -> Result<Node, PatternError> {
        let start = self.at;
        let mut tests = Vec::new();
        loop {
            let not = self.peek() == Some('!');
            self.at += usize::from(not);
            let begun = self.at;
            match self.test()? {
                Parsed::Test(kind) => tests.push(Test { not, kind }),
                Parsed::Sequences(node) => {
                    let alone = !not && tests.is_empty() && !matches!(self.peek(), Some('&' | ':'));
                    return if alone { Ok(node) } else { Err(self.error(begun, "a list with entries of several words stands alone")) };
                }
            }
            match self.peek() {
                Some('&') => self.at += 1,
                Some(':') => {}
                _ => break,
            }
        }
        if self.at == start {
            return Err(self.error(start, "a token is expected here"));
        }
        Ok(Node::Token(tests))
    }

    fn test(&mut self) -> Result<Parsed, PatternError> {
        let start = self.at;
        let kind = match self.peek() {
            Some(':') => {
                self.at += 1;
                self.need(start, Needs::Tagger)?;
                let (mut tags, mut universal, mut features) = (TagSet::default(), 0_u32, TagSet::default());
                for name in self.words(true)? {
                    if let Some((tag, of)) = universal_tag(&name) {
                        universal |= 1 << tag as u32;
                        features = features.or(of);
                        continue;
                    }
                    let penn = Tag::ALL.iter().any(|t| t.as_str() == name) || name.ends_with('*');
                    if penn && self.parser.pack.is_some_and(|p| !p.is_english()) {
                        return Err(self.error(
                            start,
                            format!("`{name}` is a tag of English: other languages have universal ones (`NOUN`, `VERB.Past`)"),
                        ));
                    }
                    tags = tags.or(tag_set(&name).ok_or_else(|| {
                        let known = Tag::ALL.iter().map(|t| t.as_str()).chain(TAG_CLASSES.iter().map(|c| c.0));
                        self.error(start, unknown("tag", &name, known))
                    })?);
                }
                match (universal, tags == TagSet::default()) {
                    (0, _) => TestKind::Tags(tags),
                    (_, true) => TestKind::Universal(universal, features),
                    _ => return Err(self.error(start, "universal tags stand with universal tags only")),
                }
            }
            Some('%') => {
                self.at += 1;
                let name = self.one()?;
                match CLASSES.iter().find(|c| c.0 == name) {
                    Some((_, class)) => TestKind::Class(*class),
                    None => return Err(self.error(start, unknown("class", &name, CLASSES.iter().map(|c| c.0)))),
                }
            }
            Some('/') => {
                let Some(end) = self.rest()[1..].find('/') else { return Err(self.error(start, "a `/` without its `/`")) };
                let regex = LazyRegex::new(format!("^(?:{})$", &self.rest()[1..=end]));
                self.at += end + 2;
                if self.parser.check_regexes {
                    regex.check().map_err(|e| self.error(start, e))?;
                }
                TestKind::Regex(Arc::new(regex))
            }
            Some('*') => {
                self.at += 1;
                TestKind::Suffix(self.one()?.to_lowercase().into())
            }
            Some('~') => {
                self.at += 1;
                if self.peek() == Some('@') {
                    return self.list(true);
                }
                let forms = self.inflection(start)?;
                let words = self.words(false)?;
                TestKind::Words(self.symbols(words.iter().flat_map(|w| forms(&w.to_lowercase()))))
            }
            Some('@') => return self.list(false),
            Some('_') if !self.rest()[1..].starts_with(|c: char| c.is_alphanumeric()) => {
                self.at += 1;
                TestKind::Any
            }
            _ => {
                let words = self.words(false)?;
                if words.iter().any(|w| w.contains(char::is_uppercase)) {
                    let symbols = self.symbols(words.iter().map(|w| w.to_lowercase()));
                    TestKind::Exact(words.into_iter().map(Into::into).collect(), symbols)
                } else {
                    TestKind::Words(self.symbols(words.into_iter()))
                }
            }
        };
        Ok(Parsed::Test(kind))
    }

    /// Notes that the pattern needs something of its language, or says that the language lacks it.
    fn need(&mut self, start: usize, need: Needs) -> Result<(), PatternError> {
        let has = self.parser.pack.is_some_and(|pack| pack.has(need));
        if !has {
            return Err(self.error(start, format!("{need}: the rule's language has none")));
        }
        if !self.parser.needs.contains(&need) {
            self.parser.needs.push(need);
        }
        Ok(())
    }

    /// How the rule's language inflects.
    fn inflection(&mut self, start: usize) -> Result<fn(&str) -> Vec<String>, PatternError> {
        self.need(start, Needs::Inflection)?;
        self.parser.pack.and_then(|p| p.inflection).ok_or_else(|| self.error(start, "the rule's language has no inflection"))
    }

    /// `@name`: one test where every entry is one word, else a choice between sequences.
    fn list(&mut self, lemmas: bool) -> Result<Parsed, PatternError> {
        let start = self.at;
        self.at += 1;
        let names = self.words(false)?;
        let mut entries = Vec::new();
        for name in names {
            entries.extend((self.parser.lists)(&name).ok_or_else(|| self.error(start, format!("no list is named `{name}`")))?);
        }
        let forms = if lemmas { Some(self.inflection(start)?) } else { None };
        let inflected = |word: &str| forms.map_or_else(|| vec![word.to_owned()], |forms| forms(&word.to_lowercase()));
        let lower = |words: &mut dyn Iterator<Item = String>| -> Vec<String> { words.collect() };
        let (single, several): (Vec<&str>, Vec<&str>) = entries.into_iter().partition(|e| !e.contains(' '));
        let capitals = single.iter().any(|w| w.contains(char::is_uppercase));
        let words = lower(&mut single.iter().flat_map(|w| inflected(w)));
        let first = if capitals {
            let symbols = self.symbols(words.iter().map(|w| w.to_lowercase()));
            TestKind::Exact(words.into_iter().map(Into::into).collect(), symbols)
        } else {
            TestKind::Words(self.symbols(words.into_iter()))
        };
        if several.is_empty() {
            return Ok(Parsed::Test(first));
        }
        let mut choices = Vec::new();
        for entry in several {
            let mut nodes = Vec::new();
            for (i, word) in entry.split_whitespace().enumerate() {
                let exact = word.contains(char::is_uppercase);
                let words = if i == 0 { inflected(word) } else { vec![word.to_owned()] };
                let symbols = self.symbols(words.iter().map(|w| w.to_lowercase()));
                let kind =
                    if exact { TestKind::Exact(words.into_iter().map(Into::into).collect(), symbols) } else { TestKind::Words(symbols) };
                nodes.push(Node::Token(vec![Test { not: false, kind }]));
            }
            choices.push(Node::Sequence(nodes));
        }
        choices.push(Node::Token(vec![Test { not: false, kind: first }]));
        Ok(Parsed::Sequences(Node::Either(choices)))
    }

    fn symbols(&mut self, words: impl Iterator<Item = String>) -> Vec<Symbol> {
        let mut symbols: Vec<Symbol> = words.map(|w| self.parser.vocabulary.add(&w)).collect();
        symbols.sort_unstable();
        symbols.dedup();
        symbols
    }

    /// One word, where no list may stand.
    fn one(&mut self) -> Result<String, PatternError> {
        let start = self.at;
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || "&|?*+{()<>:".contains(c)).unwrap_or(rest.len());
        let word = rest[..end].to_owned();
        self.at += end;
        if word.is_empty() { Err(self.error(start, "a word is expected here")) } else { Ok(word) }
    }

    /// Whether what follows a `|` is another word of the list, and not the next alternative of a bracket.
    fn goes_on(&self, tags: bool) -> bool {
        let rest = &self.rest()[1..];
        let word = rest.split(|c: char| c.is_whitespace() || "&|?*+{()<>:".contains(c)).next().unwrap_or("");
        if tags {
            let starred = rest[word.len()..].starts_with('*');
            return universal_tag(word).is_some() || tag_set(word).is_some() || starred && tag_set(&format!("{word}*")).is_some();
        }
        !rest.starts_with(|c: char| c.is_whitespace() || ":~%@*/!()<>".contains(c))
    }

    /// `a|b|c`, up to a character that means something else; `\` makes the next one plain.
    fn words(&mut self, tags: bool) -> Result<Vec<String>, PatternError> {
        let start = self.at;
        let mut words = vec![String::new()];
        while let Some(c) = self.peek() {
            match c {
                '\\' => {
                    self.at += 1;
                    let Some(c) = self.peek() else { return Err(self.error(start, "nothing follows the `\\`")) };
                    self.at += c.len_utf8();
                    words.last_mut().map(|w| w.push(c)).unwrap_or_default();
                    continue;
                }
                '|' if self.goes_on(tags) => words.push(String::new()),
                '*' if self.text[..self.at].ends_with(':') || self.rest()[1..].is_empty() && words.iter().all(String::is_empty) => break,
                // `VB*`: only tags are written in capitals before a star.
                '*' if self.text[start..self.at].starts_with(|c: char| c.is_ascii_uppercase()) && self.text[..start].ends_with(':') => {
                    words.last_mut().map(|w| w.push(c)).unwrap_or_default();
                }
                c if c.is_whitespace() => break,
                '&' | ':' | '?' | '*' | '+' | '{' | '(' | ')' | '<' | '>' | '|' => break,
                c => words.last_mut().map(|w| w.push(c)).unwrap_or_default(),
            }
            self.at += c.len_utf8();
        }
        match words.iter().any(String::is_empty) {
            true => {
                self.at += self.peek().map_or(0, char::len_utf8);
                Err(self.error(start, "a word is expected here"))
            }
            false => Ok(words),
        }
    }
}

enum Parsed {
    Test(TestKind),
    Sequences(Node),
}

fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    match known.map(|k| (super::format::distance(name, k), k)).min() {
        Some((d, k)) if d <= 2 => format!("no {what} is named `{name}`: did you mean `{k}`?"),
        _ => format!("no {what} is named `{name}`"),
    }
}

/// Features of universal tags, and the tags of the Penn Treebank under which the taggers keep them.
const FEATURES_OF_TAGS: &[(&str, &[Tag])] = &[
    ("Sing", &[Tag::Nn, Tag::Nnp, Tag::Vbz]),
    ("Plur", &[Tag::Nns, Tag::Nnps, Tag::Vbp]),
    ("Fin", &[Tag::Vbd, Tag::Vbp, Tag::Vbz, Tag::Md]),
    ("Past", &[Tag::Vbd]),
    ("Pres", &[Tag::Vbp, Tag::Vbz]),
    ("Inf", &[Tag::Vb]),
    ("Part", &[Tag::Vbn]),
    ("Ger", &[Tag::Vbg]),
    ("Cmp", &[Tag::Jjr, Tag::Rbr]),
    ("Sup", &[Tag::Jjs, Tag::Rbs]),
    ("Poss", &[Tag::PrpPoss, Tag::WpPoss]),
    ("Rel", &[Tag::Wdt, Tag::Wp, Tag::Wrb]),
];

/// A universal tag, alone or with one feature: `NOUN`, `VERB.Past`; `SYM` and `X` are left to the Penn Treebank.
fn universal_tag(name: &str) -> Option<(Upos, TagSet)> {
    let (tag, feature) = name.split_once('.').map_or((name, None), |(tag, feature)| (tag, Some(feature)));
    let upos = tag.parse::<Upos>().ok().filter(|u| !matches!(u, Upos::Sym | Upos::X))?;
    let tags = match feature {
        None => TagSet::of(Tag::ALL),
        Some(feature) => TagSet::of(FEATURES_OF_TAGS.iter().find(|f| f.0 == feature)?.1),
    };
    Some((upos, tags))
}

/// The set of a tag, of all that begin so (`VB*`), or of a class.
fn tag_set(name: &str) -> Option<TagSet> {
    if let Some((_, tags)) = TAG_CLASSES.iter().find(|c| c.0 == name) {
        return tags.iter().try_fold(TagSet::default(), |set, t| Some(set.or(tag_set(t)?)));
    }
    let named = |tag: &Tag| name.strip_suffix('*').map_or(tag.as_str() == name, |prefix| tag.as_str().starts_with(prefix));
    let tags: Vec<Tag> = Tag::ALL.iter().copied().filter(named).collect();
    (!tags.is_empty()).then(|| TagSet::of(&tags))
}
