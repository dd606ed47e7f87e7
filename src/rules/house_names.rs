//! `house-spelling`: a name that the house spells another way. It runs where a configuration has names.

use crate::{
    analysis::TokenKind,
    diagnostic::{Applicability, Group, Severity},
    rule::{Example, Languages, Rule, RuleContext, RuleMeta},
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap, HashSet},
};

/// The names that a newsroom has settled: those that are right as they are, and spellings to be replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HouseNames {
    /// Names that are right, whatever a rule thinks of them.
    pub accepted: HashSet<String>,
    /// From a spelling to the one the house prefers.
    pub preferred: BTreeMap<String, String>,
}

impl HouseNames {
    /// Adds the names of a file: one a line, `Kyiv: Kiev, Kiew` for a preferred spelling and what it replaces; `#` begins a
    /// comment. Gives back the numbers, from 1, of lines that say nothing or contradict earlier ones.
    pub fn read(&mut self, text: &str) -> Vec<usize> {
        let mut wrong = Vec::new();
        for (n, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or("").trim();
            let (right, variants) = line.split_once(':').unwrap_or((line, ""));
            let right = right.trim();
            if right.is_empty() {
                if !line.is_empty() {
                    wrong.push(n + 1);
                }
                continue;
            }
            self.accepted.insert(right.to_owned());
            for variant in variants.split(',').map(str::trim).filter(|v| !v.is_empty()) {
                if !self.prefer(right, variant) {
                    wrong.push(n + 1);
                }
            }
        }
        wrong
    }

    /// Prefers `right` to `variant`; nothing happens, and it says so, where they are the same or the variant is accepted.
    pub fn prefer(&mut self, right: &str, variant: &str) -> bool {
        let sound = right != variant && !self.accepted.contains(variant) && self.preferred.get(variant).is_none_or(|p| p == right);
        if sound {
            self.accepted.insert(right.to_owned());
            self.preferred.insert(variant.to_owned(), right.to_owned());
        }
        sound
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.accepted.is_empty() && self.preferred.is_empty()
    }
}

/// The rule: see its record.
pub struct HouseSpelling {
    /// By first word: the words of each spelling to be replaced, and what replaces it; the longest first.
    spellings: HashMap<String, Vec<(Vec<String>, String)>>,
}

static META: RuleMeta = RuleMeta {
    id: Cow::Borrowed("house-spelling"),
    group: Group::Name,
    summary: Cow::Borrowed("a name that the house spells another way"),
    explanation: Cow::Borrowed(
        "Compares the article with the preferred spellings of the configuration (`[names]` in copydesk.toml) and reports every other \
         spelling that is listed there. It knows nothing by itself: without such a list it is silent.",
    ),
    severity: Severity::Warning,
    confidence: 0.99,
    languages: Languages::Any,
    default: true,
    examples: Cow::Borrowed(&[
        Example::wrong("Trains to Kiev were late on Monday.", "Kiev"),
        Example::right("Trains to Kyiv were late on Monday.", "the preferred spelling"),
    ]),
};

impl HouseSpelling {
    /// A rule for these names.
    pub fn new(names: &HouseNames) -> Self {
        let mut spellings: HashMap<String, Vec<(Vec<String>, String)>> = HashMap::new();
        for (variant, right) in &names.preferred {
            let words: Vec<String> = variant.split_whitespace().map(str::to_owned).collect();
            if let Some(first) = words.first() {
                spellings.entry(first.clone()).or_default().push((words, right.clone()));
            }
        }
        spellings.values_mut().for_each(|list| list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len())));
        Self { spellings }
    }
}

impl Rule for HouseSpelling {
    fn meta(&self) -> &RuleMeta {
        &META
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        if self.spellings.is_empty() {
            return;
        }
        for text in cx.article().blocks() {
            let tokens = text.tokens();
            let mut at = 0;
            while let Some(token) = tokens.get(at) {
                let list = self.spellings.get(text.word(token)).filter(|_| token.kind == TokenKind::Word);
                let fits = |words: &[String]| words.iter().enumerate().all(|(i, w)| tokens.get(at + i).is_some_and(|t| text.word(t) == w));
                let Some((words, right)) = list.and_then(|l| l.iter().find(|(words, _)| fits(words))) else {
                    at += 1;
                    continue;
                };
                let last = tokens.get(at + words.len() - 1).unwrap_or(token);
                let span = token.span.cover(&last.span);
                cx.report(text.index(), span, format!("the house spells \"{}\" \"{right}\"", text.slice(span)))
                    .suggest(right.clone(), Applicability::Safe);
                at += words.len();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analysis::Article, document, source::Source};

    fn names() -> HouseNames {
        let mut names = HouseNames::default();
        let wrong = names.read("# our list\nKyiv: Kiev, Kiew\nZelenskyy: Zelensky, Zelenskiy\nXi Jinping\nEast Timor: Timor Leste\n");
        assert!(wrong.is_empty());
        names
    }

    fn marks(text: &str) -> Vec<(String, String)> {
        let source = Source::from_text("a.txt", text);
        let documents = document::parse(&source, document::Format::Plain);
        let article = Article::new(&documents[0]);
        let mut cx = RuleContext::new(&article, &META);
        HouseSpelling::new(&names()).check(&mut cx);
        let mark = |f: &crate::diagnostic::Finding| {
            (f.place.span.slice(&documents[0].blocks[f.place.block].text).to_owned(), f.suggestions[0].replacement.clone())
        };
        cx.into_findings().iter().map(mark).collect()
    }

    #[test]
    fn other_spellings_are_reported_word_by_word() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            marks("Zelensky's train left Kiev for Timor Leste."),
            [pair("Zelensky", "Zelenskyy"), pair("Kiev", "Kyiv"), pair("Timor Leste", "East Timor")]
        );
        assert_eq!(marks("Kyiv, Kievan Rus and chicken kiev; Timor alone."), []);
    }

    #[test]
    fn a_list_that_contradicts_itself_says_where() {
        let mut names = HouseNames::default();
        assert_eq!(names.read("Kyiv: Kiev\n: Lviv\nKiev: Kyiv\nOslo: Oslo\n"), [2, 3, 4]);
        assert!(HouseNames::default().is_empty() && !names.is_empty());
    }

    #[test]
    fn its_examples_hold() {
        for example in META.examples.iter() {
            let found: Vec<String> = marks(&example.text).into_iter().map(|(m, _)| m).collect();
            assert_eq!(found.first().map(String::as_str), example.marks.as_deref(), "{}", example.text);
        }
    }
}
