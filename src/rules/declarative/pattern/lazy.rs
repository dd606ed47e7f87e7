//! Regular expressions that are built when they are first needed.

use super::super::narrow::{Characters, narrow};
use regex_automata::meta::{BuildError, Regex};
use regex_syntax::hir::Hir;
use std::sync::{
    OnceLock,
    atomic::{AtomicU32, Ordering::Relaxed},
};

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
