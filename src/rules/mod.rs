//! The rules: one file each for the native ones; `declarative` compiles those in `rules/<lang>/*.toml`.

mod acronym_mismatch;
mod comma_splice;
mod control_character;
pub mod declarative;
mod doubled_word;
mod escaped_entity;
mod foreign_script;
mod foreign_words;
mod house_spelling;
mod joined_with_itself;
mod missing_space;
mod misspelled_name;
mod mixed_forms;
mod mixed_spelling;
mod mixed_thousands;
mod mixed_us;
mod mojibake;
pub mod name_variant;
mod noun_echo;
mod pronoun_gender;
mod repeated_sentence;
mod role_conflict;
mod sentence_fragment;
mod sum_mismatch;
mod trailing_ellipsis;
mod truncated_article;
mod truncated_paragraph;
mod truncated_sentence;
mod unclosed_bracket;
mod unclosed_quotation;
mod weekday_date;

use crate::rule::Rule;

/// Every rule that comes with copydesk, ordered by id.
pub fn all() -> Vec<Box<dyn Rule>> {
    let mut rules: Vec<Box<dyn Rule>> = vec![
        Box::new(acronym_mismatch::AcronymMismatch),
        Box::new(comma_splice::CommaSplice),
        Box::new(control_character::ControlCharacter),
        Box::new(doubled_word::DoubledWord),
        Box::new(escaped_entity::EscapedEntity),
        Box::new(foreign_script::ForeignScript),
        Box::new(foreign_words::ForeignWords),
        Box::new(house_spelling::HouseSpelling),
        Box::new(misspelled_name::MisspelledName),
        Box::new(missing_space::MissingSpace),
        Box::new(joined_with_itself::JoinedWithItself),
        Box::new(noun_echo::NounEcho),
        Box::new(pronoun_gender::PronounGender),
        Box::new(mixed_spelling::MixedSpelling),
        Box::new(mixed_thousands::MixedThousands),
        Box::new(mixed_us::MixedUs),
        Box::new(mojibake::Mojibake),
        Box::new(name_variant::NameVariant),
        Box::new(repeated_sentence::RepeatedSentence),
        Box::new(role_conflict::RoleConflict),
        Box::new(sentence_fragment::SentenceFragment),
        Box::new(sum_mismatch::SumMismatch),
        Box::new(trailing_ellipsis::TrailingEllipsis),
        Box::new(truncated_article::TruncatedArticle),
        Box::new(truncated_paragraph::TruncatedParagraph),
        Box::new(truncated_sentence::TruncatedSentence),
        Box::new(unclosed_bracket::UnclosedBracket),
        Box::new(unclosed_quotation::UnclosedQuotation),
        Box::new(weekday_date::WeekdayDate),
    ];
    rules.extend(mixed_forms::all());
    rules.extend(declarative::embedded());
    rules.sort_by(|a, b| a.meta().id.cmp(&b.meta().id));
    rules
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analysis::Article, analysis::Language, document, lexicon::HouseNames, rule::RuleContext, source::Source};

    /// Every rule's own examples: what is wrong is marked as said, what is right is left alone.
    #[test]
    fn examples_hold() {
        let mut failures = Vec::new();
        let mut names = HouseNames::default();
        assert!(names.prefer("Kyiv", "Kiev").is_ok());
        for rule in all() {
            let meta = rule.meta();
            assert!(meta.examples.iter().any(|e| e.marks.is_some()), "{}: no hit among its examples", meta.id);
            assert!(meta.examples.iter().any(|e| e.marks.is_none()), "{}: no near miss among its examples", meta.id);
            for example in meta.examples.iter() {
                let source = Source::from_text("example.txt", example.text.as_ref());
                let documents = document::parse(&source, document::Format::Plain);
                let marked: Vec<String> = documents
                    .iter()
                    .flat_map(|d| {
                        let article = Article::with_language(d, Language::ENGLISH);
                        let mut cx = RuleContext::new(&article, meta).with_names(&names);
                        rule.check(&mut cx);
                        let text = |f: &crate::diagnostic::Finding| f.place.span.slice(&d.blocks[f.place.block].text).to_owned();
                        cx.into_findings().iter().map(text).collect::<Vec<_>>()
                    })
                    .collect();
                let right = match &example.marks {
                    Some(text) => marked.iter().any(|m| m == text),
                    None => marked.is_empty(),
                };
                if !right {
                    failures.push(format!("{}: {:?} should mark {:?}, marks {:?}", meta.id, example.text, example.marks, marked));
                }
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    #[test]
    fn records_are_complete() {
        let rules = all();
        for rule in &rules {
            let meta = rule.meta();
            assert!(meta.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{}: not kebab-case", meta.id);
            assert!(!meta.id.starts_with("no-") && !meta.id.starts_with("check-"), "{}: names no fault", meta.id);
            assert!(!meta.summary.is_empty() && !meta.explanation.is_empty(), "{}: not documented", meta.id);
            assert!((0.0..=1.0).contains(&meta.confidence), "{}: confidence", meta.id);
        }
        let mut ids: Vec<_> = rules.iter().map(|r| r.meta().id.to_string()).collect();
        ids.dedup();
        assert_eq!(ids.len(), rules.len(), "two rules share an id");
    }
}
