//! Regular expressions for the letters that news in English is written with: `\w`, `\p{Lu}` and `(?i)` stand for thousands of
//! characters, and most of what it costs to compile an expression is spent on those that never occur.

use regex_syntax::hir::{Capture, Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Repetition};

/// Latin letters and marks, general punctuation and signs of currencies.
const USUAL: [(char, char); 3] = [('\0', '\u{17F}'), ('\u{2000}', '\u{206F}'), ('\u{20A0}', '\u{20BF}')];

/// Whether a text is written with usual characters alone.
pub fn is_usual(text: &str) -> bool {
    text.is_ascii() || text.chars().all(|c| USUAL.iter().any(|(from, to)| (*from..=*to).contains(&c)))
}

/// An expression that matches in texts of usual characters as `hir` does.
pub fn narrow(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => {
            let mut class = class.clone();
            class.intersect(&ClassUnicode::new(USUAL.map(|(from, to)| ClassUnicodeRange::new(from, to))));
            Hir::class(Class::Unicode(class))
        }
        HirKind::Repetition(r) => Hir::repetition(Repetition { sub: Box::new(narrow(&r.sub)), ..r.clone() }),
        HirKind::Capture(c) => Hir::capture(Capture { sub: Box::new(narrow(&c.sub)), ..c.clone() }),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(narrow).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(narrow).collect()),
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(Class::Bytes(_)) | HirKind::Look(_) => hir.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::declarative::embedded;
    use regex_automata::meta::Regex;

    #[test]
    fn usual_texts_are_told_from_others() {
        assert!(is_usual("“Café”, he said – “costs €5 in Łódź”…"));
        assert!(!is_usual("Москва") && !is_usual("5 \u{212A}") && !is_usual("İzmir, 北京"));
    }

    /// All expressions of our own rules find in all of the rules' examples what they find without being narrowed.
    #[test]
    fn our_own_expressions_find_the_same() {
        let examples: Vec<String> = embedded::RULES
            .iter()
            .flat_map(|rule| rule.examples.iter())
            .map(|(example, ..)| example.replace(['⟦', '⟧'], ""))
            .filter(|example| is_usual(example))
            .collect();
        let mut found = 0;
        for rule in embedded::RULES {
            for raw in rule.raws.iter() {
                let hir = regex_syntax::parse(&raw.regex.text).unwrap();
                let (whole, narrowed) = (Regex::builder().build_from_hir(&hir), Regex::builder().build_from_hir(&narrow(&hir)));
                let (whole, narrowed) = (whole.unwrap(), narrowed.unwrap());
                for example in &examples {
                    let spans: Vec<_> = whole.find_iter(example).map(|m| m.range()).collect();
                    assert_eq!(
                        spans,
                        narrowed.find_iter(example).map(|m| m.range()).collect::<Vec<_>>(),
                        "{} in {example}",
                        raw.regex.text
                    );
                    found += spans.len();
                }
            }
        }
        assert!(found > 100);
    }
}
