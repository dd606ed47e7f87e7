//! The rules. The record of each is its file `rules/<lang>/<id>.toml`: `declarative` compiles those that are data altogether, and a
//! native one has its check in a file here, registered with one line of `natives`.

mod acronym_mismatch;
mod comma_splice;
mod control_character;
pub mod declarative;
mod doubled_word;
mod echoed_word;
mod escaped_entity;
pub mod examples;
mod foreign_script;
mod foreign_words;
mod house_spelling;
mod joined_with_itself;
mod leaked_speech;
mod lost_capital;
pub mod measured;
mod measures;
mod missing_space;
pub mod misspelled_name;
mod mixed_forms;
mod mixed_spelling;
mod mixed_thousands;
mod mojibake;
pub mod name_variant;
mod native;
mod noun_echo;
mod pronoun_gender;
pub mod records;
mod repeated_opening;
mod repeated_sentence;
mod role_conflict;
mod sentence_fragment;
mod sum_mismatch;
mod trailing_ellipsis;
pub mod trees;
mod truncated_block;
mod truncated_sentence;
mod unclosed_bracket;
mod unclosed_quotation;
mod weekday_date;

use crate::rule::{Check, Rule, RuleMeta};
use native::Native;

/// The rules that are code, each with its record.
fn natives() -> Vec<Box<dyn Rule>> {
    fn native(meta: &'static RuleMeta, check: impl Check + 'static) -> Box<dyn Rule> {
        Box::new(Native::new(meta, check))
    }
    let mut rules = vec![
        native(&records::ACRONYM_MISMATCH, acronym_mismatch::AcronymMismatch),
        native(&records::COMMA_SPLICE, comma_splice::CommaSplice),
        native(&records::CONTROL_CHARACTER, control_character::ControlCharacter),
        native(&records::DOUBLED_WORD, doubled_word::DoubledWord),
        native(&records::ESCAPED_ENTITY, escaped_entity::EscapedEntity),
        native(&records::FOREIGN_SCRIPT, foreign_script::ForeignScript),
        native(&records::FOREIGN_WORDS, foreign_words::ForeignWords),
        native(&records::HOUSE_SPELLING, house_spelling::HouseSpelling),
        native(&records::MISSPELLED_NAME, misspelled_name::MisspelledName),
        native(&records::MISSING_SPACE, missing_space::MissingSpace),
        native(&records::JOINED_WITH_ITSELF, joined_with_itself::JoinedWithItself),
        native(&records::NOUN_ECHO, noun_echo::NounEcho),
        native(&records::PRONOUN_GENDER, pronoun_gender::PronounGender),
        native(&records::MIXED_SPELLING, mixed_spelling::MixedSpelling),
        native(&records::MIXED_THOUSANDS, mixed_thousands::MixedThousands),
        native(&records::MOJIBAKE, mojibake::Mojibake),
        native(&records::NAME_VARIANT, name_variant::NameVariant),
        native(&records::REPEATED_SENTENCE, repeated_sentence::RepeatedSentence),
        native(&records::ROLE_CONFLICT, role_conflict::RoleConflict),
        native(&records::SENTENCE_FRAGMENT, sentence_fragment::SentenceFragment),
        native(&records::SUM_MISMATCH, sum_mismatch::SumMismatch),
        native(&records::TRAILING_ELLIPSIS, trailing_ellipsis::TrailingEllipsis),
        native(&records::TRUNCATED_ARTICLE, truncated_block::TruncatedArticle),
        native(&records::TRUNCATED_PARAGRAPH, truncated_block::TruncatedParagraph),
        native(&records::TRUNCATED_SENTENCE, truncated_sentence::TruncatedSentence),
        native(&records::UNCLOSED_BRACKET, unclosed_bracket::UnclosedBracket),
        native(&records::UNCLOSED_QUOTATION, unclosed_quotation::UnclosedQuotation),
        native(&records::WEEKDAY_DATE, weekday_date::WeekdayDate),
        native(&records::ECHOED_WORD, echoed_word::EchoedWord),
        native(&records::SELF_GLOSS, echoed_word::SelfGloss),
        native(&records::DIRECT_SPEECH_IN_INDIRECT, leaked_speech::DirectSpeechInIndirect),
        native(&records::UNQUOTED_SPEECH, leaked_speech::UnquotedSpeech),
        native(&records::GLUED_WORDS, lost_capital::GluedWords),
        native(&records::LOST_CAPITAL, lost_capital::LostCapital),
        native(&records::SMALL_SENTENCE_START, lost_capital::SmallSentenceStart),
        native(&records::REPEATED_HEADLINE, repeated_opening::RepeatedHeadline),
        native(&records::REPEATED_QUOTATION, repeated_opening::RepeatedQuotation),
    ];
    rules.extend(mixed_forms::all().map(|(meta, check)| native(meta, check)));
    rules
}

/// The records of what is said of suppressions; they are made where these are read, not by a rule of the linter.
pub static SUPPRESSION: [&RuleMeta; 2] = [&records::MALFORMED_SUPPRESSION, &records::UNUSED_SUPPRESSION];

/// The records of all that a comparison with the source can report.
pub static TRANSLATION: [&RuleMeta; 11] = [
    &records::OMITTED_PASSAGE,
    &records::ADDED_PASSAGE,
    &records::CUT_TRANSLATION,
    &records::UNTRANSLATED_PASSAGE,
    &records::NUMBER_MISMATCH,
    &records::NAME_MISMATCH,
    &records::QUESTION_MISMATCH,
    &records::QUOTATION_MISMATCH,
    &records::LINK_MISMATCH,
    &records::LOST_ACRONYM,
    &records::TERM_MISMATCH,
];

/// Every rule that comes with copydesk, ordered by id.
pub fn all() -> Vec<Box<dyn Rule>> {
    let mut rules = natives();
    rules.extend(declarative::embedded());
    rules.sort_by(|a, b| a.meta().id.cmp(&b.meta().id));
    rules
}

/// Every rule that comes with copydesk and a user's own, which take the place of those that have their names.
pub fn all_with(own: Vec<Box<dyn Rule>>) -> Vec<Box<dyn Rule>> {
    let mut rules = all();
    rules.retain(|rule| !own.iter().any(|o| o.meta().id == rule.meta().id));
    rules.extend(own);
    rules
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Example;

    /// Every rule's own examples: what is wrong is marked as said and nothing beside it, what is right is left alone.
    #[test]
    fn examples_hold() {
        let mut failures = Vec::new();
        for rule in all() {
            let meta = rule.meta();
            assert!(meta.examples.iter().any(Example::is_hit), "{}: no hit among its examples", meta.id);
            assert!(!meta.examples.iter().all(Example::is_hit), "{}: no near miss among its examples", meta.id);
            failures.extend(examples::failures(rule.as_ref()).into_iter().map(|f| format!("{}: {f}", meta.id)));
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    /// Every file that calls its rule native has a check, but for those of rules that read more than an article: what suppressions hide,
    /// how the article reads as a whole, the names of other articles.
    #[test]
    fn every_native_record_has_its_check() {
        let elsewhere = ["malformed-suppression", "name-across", "reads-translated", "repeated-line", "unused-suppression"];
        let checked: Vec<String> = natives().iter().map(|r| r.meta().id.to_string()).collect();
        let without = records::ALL
            .iter()
            .filter(|r| r.group != crate::diagnostic::Group::Translation)
            .map(|r| r.id.as_ref())
            .filter(|id| !checked.iter().any(|c| c == id));
        assert_eq!(without.collect::<Vec<_>>(), elsewhere);
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
