//! Reads a pattern, token by token.

use super::{
    super::vocabulary::Symbol,
    CLASSES, LazyRegex, MAX_CAPTURES, MAX_DEPTH, MAX_LENGTH, Node, Parser, PatternError, Test, TestKind, UNBOUNDED,
    tags::{TAG_CLASSES, tag_set, universal_tag},
};
use crate::{
    analysis::{Tag, TagSet},
    language::Needs,
};
use std::sync::Arc;

pub(super) struct Reader<'t, 'p, 'v, 'l> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    pub(super) parser: &'p mut Parser<'v, 'l>,
    pub(super) captures: Vec<Box<str>>,
    pub(super) marks: (usize, usize),
}

impl Reader<'_, '_, '_, '_> {
    pub(super) fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    pub(super) fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    pub(super) fn error(&self, start: usize, message: impl Into<String>) -> PatternError {
        PatternError { start, end: self.at.max(start + 1).min(self.text.len()), message: message.into() }
    }

    pub(super) fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    pub(super) fn alternatives(&mut self, depth: usize) -> Result<Node, PatternError> {
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

    pub(super) fn sequence(&mut self, depth: usize) -> Result<Node, PatternError> {
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

    pub(super) fn item(&mut self, depth: usize) -> Result<Node, PatternError> {
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

    pub(super) fn quantified(&mut self, node: Node) -> Result<Node, PatternError> {
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

    pub(super) fn token(&mut self) -> Result<Node, PatternError> {
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

    pub(super) fn test(&mut self) -> Result<Parsed, PatternError> {
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
    pub(super) fn need(&mut self, start: usize, need: Needs) -> Result<(), PatternError> {
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
    pub(super) fn inflection(&mut self, start: usize) -> Result<fn(&str) -> Vec<String>, PatternError> {
        self.need(start, Needs::Inflection)?;
        self.parser.pack.and_then(|p| p.inflection).ok_or_else(|| self.error(start, "the rule's language has no inflection"))
    }

    /// `@name`: one test where every entry is one word, else a choice between sequences.
    pub(super) fn list(&mut self, lemmas: bool) -> Result<Parsed, PatternError> {
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

    pub(super) fn symbols(&mut self, words: impl Iterator<Item = String>) -> Vec<Symbol> {
        let mut symbols: Vec<Symbol> = words.map(|w| self.parser.vocabulary.add(&w)).collect();
        symbols.sort_unstable();
        symbols.dedup();
        symbols
    }

    /// One word, where no list may stand.
    pub(super) fn one(&mut self) -> Result<String, PatternError> {
        let start = self.at;
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || "&|?*+{()<>:".contains(c)).unwrap_or(rest.len());
        let word = rest[..end].to_owned();
        self.at += end;
        if word.is_empty() { Err(self.error(start, "a word is expected here")) } else { Ok(word) }
    }

    /// Whether what follows a `|` is another word of the list, and not the next alternative of a bracket.
    pub(super) fn goes_on(&self, tags: bool) -> bool {
        let rest = &self.rest()[1..];
        let word = rest.split(|c: char| c.is_whitespace() || "&|?*+{()<>:".contains(c)).next().unwrap_or("");
        if tags {
            let starred = rest[word.len()..].starts_with('*');
            return universal_tag(word).is_some() || tag_set(word).is_some() || starred && tag_set(&format!("{word}*")).is_some();
        }
        !rest.starts_with(|c: char| c.is_whitespace() || ":~%@*/!()<>".contains(c))
    }

    /// `a|b|c`, up to a character that means something else; `\` makes the next one plain.
    pub(super) fn words(&mut self, tags: bool) -> Result<Vec<String>, PatternError> {
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

pub(super) enum Parsed {
    Test(TestKind),
    Sequences(Node),
}

pub(super) fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    match known.map(|k| (super::super::format::distance(name, k), k)).min() {
        Some((d, k)) if d <= 2 => format!("no {what} is named `{name}`: did you mean `{k}`?"),
        _ => format!("no {what} is named `{name}`"),
    }
}
