//! Regular expressions for the letters that news in English is written with: `\w`, `\p{Lu}` and `(?i)` stand for thousands of
//! characters, and most of what it costs to compile an expression is spent on those that never occur.

use regex_syntax::hir::{Capture, Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Repetition};

/// The characters that a text is written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Characters {
    /// ASCII alone, as most paragraphs are: then no class needs an automaton of bytes.
    Ascii,
    /// Latin letters and marks, general punctuation and signs of currencies. The long s is not among them: with it, `(?i)s` would
    /// be more than ASCII.
    Usual,
    /// Any.
    All,
}

impl Characters {
    /// Those of a text.
    pub fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Self::Ascii;
        }
        let is_usual = |c: char| Self::Usual.ranges().iter().any(|(from, to)| (*from..=*to).contains(&c));
        if text.chars().all(is_usual) { Self::Usual } else { Self::All }
    }

    fn ranges(self) -> &'static [(char, char)] {
        match self {
            Self::Ascii => &[('\0', '\u{7F}')],
            Self::Usual => &[('\0', '\u{17E}'), ('\u{2000}', '\u{206F}'), ('\u{20A0}', '\u{20BF}')],
            Self::All => &[('\0', char::MAX)],
        }
    }
}

/// An expression that matches in texts of these characters as `hir` does.
pub fn narrow(hir: &Hir, characters: Characters) -> Hir {
    let all = |parts: &[Hir]| parts.iter().map(|part| narrow(part, characters)).collect();
    match hir.kind() {
        _ if characters == Characters::All => hir.clone(),
        HirKind::Class(Class::Unicode(class)) => {
            let mut class = class.clone();
            class.intersect(&ClassUnicode::new(characters.ranges().iter().map(|(from, to)| ClassUnicodeRange::new(*from, *to))));
            Hir::class(Class::Unicode(class))
        }
        HirKind::Repetition(Repetition { min, max, greedy, sub }) => {
            Hir::repetition(Repetition { min: *min, max: *max, greedy: *greedy, sub: Box::new(narrow(sub, characters)) })
        }
        HirKind::Capture(Capture { index, name, sub }) => {
            Hir::capture(Capture { index: *index, name: name.clone(), sub: Box::new(narrow(sub, characters)) })
        }
        HirKind::Concat(parts) => Hir::concat(all(parts)),
        HirKind::Alternation(parts) => Hir::alternation(all(parts)),
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
        assert_eq!(Characters::of("He said: costs $5"), Characters::Ascii);
        assert_eq!(Characters::of("“Café”, he said – “costs €5 in Łódź”…"), Characters::Usual);
        for text in ["Москва", "5 \u{212A}", "İzmir, 北京", "Congre\u{17F}s"] {
            assert_eq!(Characters::of(text), Characters::All, "{text}");
        }
    }

    /// All expressions of our own rules find in all of the rules' examples what they find without being narrowed.
    #[test]
    fn our_own_expressions_find_the_same() {
        let examples: Vec<String> = embedded::RULES
            .iter()
            .flat_map(|rule| rule.examples.iter())
            .map(|(example, ..)| example.to_string())
            .filter(|example| Characters::of(example) != Characters::All)
            .collect();
        let mut found = 0;
        for rule in embedded::RULES {
            for raw in rule.raws.iter() {
                let hir = regex_syntax::parse(&raw.regex.text).unwrap();
                let regex = |characters| Regex::builder().build_from_hir(&narrow(&hir, characters)).unwrap();
                let [ascii, usual, all] = [Characters::Ascii, Characters::Usual, Characters::All].map(regex);
                let spans = |regex: &Regex, text: &str| regex.find_iter(text).map(|m| m.range()).collect::<Vec<_>>();
                for example in &examples {
                    let whole = spans(&all, example);
                    assert_eq!(whole, spans(&usual, example), "{} in {example}", raw.regex.text);
                    if example.is_ascii() {
                        assert_eq!(whole, spans(&ascii, example), "{} in {example}", raw.regex.text);
                    }
                    found += whole.len();
                }
            }
        }
        assert!(found > 100);
    }
}
