//! `house-spelling`: a name that the house spells another way. It says nothing where a configuration has no names.

use crate::{
    analysis::TokenKind,
    diagnostic::Applicability,
    lexicon::house,
    rule::{Check, RuleContext, Scope},
};

pub struct HouseSpelling;

impl Check for HouseSpelling {
    fn scope(&self) -> Scope {
        Scope::Block
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let names = cx.names();
        if names.is_empty() {
            return;
        }
        for text in cx.article().blocks() {
            let tokens = text.tokens();
            let mut at = 0;
            while let Some(token) = tokens.get(at) {
                // In a headline in capitals a name is the same name.
                let same = |i: usize, w: &str| {
                    tokens.get(at + i).is_some_and(|t| {
                        let word = text.word(t);
                        word == w || house::is_capitals(word) && word == w.to_uppercase()
                    })
                };
                let list = if token.kind == TokenKind::Word { names.spellings(text.word(token)) } else { &[] };
                let found = list.iter().find(|(words, _)| words.iter().enumerate().all(|(i, w)| same(i, w)));
                let Some((words, right)) = found else {
                    at += 1;
                    continue;
                };
                let last = tokens.get(at + words.len() - 1).unwrap_or(token);
                let span = token.span.cover(&last.span);
                let there = text.slice(span);
                let right = if house::is_capitals(there) && !words.iter().all(|w| house::is_capitals(w)) {
                    right.to_uppercase()
                } else {
                    right.clone()
                };
                // Inside a longer name that is accepted as it is, it is right: Dynamo Kiev.
                let inside = (at.saturating_sub(3)..=at).any(|from| {
                    (at + words.len()..=at + words.len() + 3).any(|to| {
                        let (Some(a), Some(b)) = (tokens.get(from), tokens.get(to - 1)) else { return false };
                        to - from > words.len() && names.is_accepted(text.slice(a.span.cover(&b.span)))
                    })
                });
                if !inside {
                    cx.report(text.index(), span, format!("the house spells \"{there}\" \"{right}\"")).suggest(right, Applicability::Safe);
                }
                at += words.len();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analysis::Article, document, lexicon::HouseNames, rules::records, source::Source};

    fn marks(text: &str) -> Vec<(String, String)> {
        let mut names = HouseNames::default();
        assert!(
            names.read("Kyiv: Kiev, Kiew\nZelenskyy: Zelensky, Zelenskiy\nXi Jinping\nEast Timor: Timor Leste\nDynamo Kiev\n").is_empty()
        );
        let source = Source::from_text("a.txt", text);
        let documents = document::parse(&source, document::Format::Plain);
        let article = Article::new(&documents[0]);
        let mut cx = RuleContext::new(&article, &records::HOUSE_SPELLING).with_names(&names);
        HouseSpelling.check(&mut cx);
        let mark = |f: &crate::diagnostic::Finding| {
            (f.place.span.slice(&documents[0].blocks[f.place.block].text).to_owned(), f.suggestions[0].replacement.clone())
        };
        cx.into_findings().iter().map(mark).collect()
    }

    fn pair(a: &str, b: &str) -> (String, String) {
        (a.to_owned(), b.to_owned())
    }

    #[test]
    fn other_spellings_are_reported_word_by_word() {
        assert_eq!(
            marks("Zelensky's train left Kiev for Timor Leste."),
            [pair("Zelensky", "Zelenskyy"), pair("Kiev", "Kyiv"), pair("Timor Leste", "East Timor")]
        );
        assert_eq!(marks("Kyiv, Kievan Rus and chicken kiev; Timor alone."), []);
    }

    #[test]
    fn headlines_in_capitals_are_mended_in_capitals() {
        assert_eq!(marks("TRAINS TO KIEV LATE\n\nTrains were late.\n"), [pair("KIEV", "KYIV")]);
    }

    #[test]
    fn an_accepted_name_may_hold_the_other_spelling() {
        assert_eq!(marks("Dynamo Kiev lost in Kiev on Monday."), [pair("Kiev", "Kyiv")]);
    }
}
