//! What copydesk knows of a language: one value a language, data only. What a language lacks is `None` or empty, and what needs it is
//! not run there.

use super::Language;
use crate::lexicon::{Word, WordSet, Words};
use copydesk_data::Blob;
use std::{fmt, sync::LazyLock};

/// All that is known of one language.
#[derive(Debug)]
pub struct Pack {
    /// ISO 639-1 code.
    pub code: &'static str,
    /// Its place in [`Pack::ALL`], by which what is made from a pack is kept.
    pub index: usize,
    /// Abbreviations and what else tells a full stop that ends a sentence from one that does not.
    pub sentences: Abbreviations,
    /// Endings behind an apostrophe that stand as tokens of their own (`'s`), without it.
    pub clitics: &'static [&'static str],
    /// Beginnings before an apostrophe that stand as tokens of their own (`l'`), without it, in small letters.
    pub elisions: &'static [&'static str],
    /// Whether a space stands inside its quotation marks: `« Non. »`.
    pub spaced_quotes: bool,
    /// Whether `n't` is a token of its own.
    pub negation_clitic: bool,
    /// Words of the language that few others write the same: what it is told by where little text is there.
    pub function_words: &'static [&'static str],
    /// Verbs that name a speaker, in the forms in which they do.
    pub speech: &'static [&'static str],
    /// More verbs that name a speaker behind a quotation that may have ended.
    pub attribution: &'static [&'static str],
    /// Words that ask for a partner: `between X and Y`.
    pub paired: &'static [&'static str],
    /// Words of names; `None`: names are not read.
    pub names: Option<&'static Names>,
    /// Days and months.
    pub calendar: Calendar,
    /// Endings that forms and derivations of one name differ in: `Berlin`, `Berliner`.
    pub endings_of_names: &'static [&'static str],
    /// Whether nouns have capitals and are joined to longer ones without a space.
    pub compounds: bool,
    /// Part-of-speech tagger: a model as `Tagger::from_bytes` reads it.
    pub tagger: Option<&'static Blob>,
    /// The dictionary forms of words are known.
    pub lemmas: bool,
    /// The forms of a verb or noun are made from its dictionary form: what `~word` in a rule stands for.
    pub inflection: Option<fn(&str) -> Vec<String>>,
    /// How common words are and how they are written; English has its own in [`crate::lexicon`].
    pub words: Option<&'static LazyLock<Words>>,
    /// What may end a sentence.
    pub endings: Option<Endings>,
    /// Machine translation or not, by its sentences.
    pub triage: Option<&'static Blob>,
}

/// Abbreviations, and words that tell whether the stop behind one ends a sentence.
#[derive(Debug)]
pub struct Abbreviations {
    /// Those that a name or number follows: never the end of a sentence before a capital.
    pub leading: &'static [&'static str],
    /// Those that end a sentence as easily as not.
    pub trailing: &'static [&'static str],
    /// Those that only a number makes one.
    pub before_number: &'static [&'static str],
    /// Words, with their capital, that begin a sentence far more often than they follow an abbreviation as part of a name.
    pub starters: &'static [&'static str],
    /// Words that follow a title only where it ended its sentence: `a Mr. The police knew.`
    pub after_title: &'static [&'static str],
    /// Words behind a number with a stop that make it an ordinal: months and the like; empty where ordinals have no stop.
    pub after_ordinal: &'static [&'static str],
    /// Words before a number with a stop that make it an ordinal.
    pub before_ordinal: &'static [&'static str],
}

impl Abbreviations {
    /// Whether a stop behind this word may belong to it.
    pub fn has(&self, word: &str) -> bool {
        self.leading.contains(&word) || self.trailing.contains(&word)
    }
}

/// What the names of people, places and organisations are told by.
#[derive(Debug)]
pub struct Names {
    /// Words in small letters that stand inside names.
    pub particles: WordSet,
    /// Days, months and feasts: capitalised, and names of nobody.
    pub calendar: WordSet,
    /// Titles and roles written with a capital before a name.
    pub titles: WordSet,
    /// Roles written in small letters right before a person's name.
    pub roles: WordSet,
    /// Words that end the name of an organisation.
    pub organisation_words: WordSet,
    /// Words that begin the name of an organisation.
    pub organisation_heads: WordSet,
    /// Words that end the name of a place.
    pub place_words: WordSet,
    /// Words that begin the name of a place.
    pub place_heads: WordSet,
}

/// The names of days and months, in the order of the week (from Sunday on) and the year.
#[derive(Debug)]
pub struct Calendar {
    /// Sunday first, in small letters.
    pub days: [&'static str; 7],
    /// In small letters.
    pub months: [&'static str; 12],
}

/// Models of endings, as `Linear::open` reads them.
#[derive(Clone, Copy, Debug)]
pub struct Endings {
    /// Whether a sentence that stops here is whole.
    pub ending: &'static Blob,
    /// Whether a sentence lost its end before this capital, by words alone and by all; `None`: not asked.
    pub join: Option<[&'static Blob; 2]>,
    /// Whether a line without a stop is prose that was cut; `None`: not asked.
    pub line: Option<&'static Blob>,
    /// Whether a stop behind a word of `stops` is a fault; `None`: `stops` has a score for each.
    pub stop: Option<&'static Blob>,
    /// The words that stand before another, and for each the score from which a stop behind it is a fault: lines of word, tab, log odds.
    pub stops: &'static str,
    /// Words that stand before another and end sentences too: the prefixes that German parts from its verbs (`Er sah sich um.`).
    pub particles: &'static [&'static str],
    /// The score from which a stop behind any other word is one: about one whole sentence in 1,500 lies above. `None`: never.
    pub any_stop: Option<f32>,
}

/// What a rule may need of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Needs {
    /// Parts of speech.
    Tagger,
    /// Dictionary forms.
    Lemmas,
    /// The forms of a word.
    Inflection,
    /// Names.
    Names,
    /// A model of endings.
    Endings,
}

impl Needs {
    /// What a record calls so: `endings`.
    pub fn of(name: &str) -> Option<Self> {
        let all = [Self::Tagger, Self::Lemmas, Self::Inflection, Self::Names, Self::Endings];
        all.into_iter().find(|need| format!("{need:?}").eq_ignore_ascii_case(name))
    }
}

impl fmt::Display for Needs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tagger => "parts of speech",
            Self::Lemmas => "dictionary forms",
            Self::Inflection => "inflection",
            Self::Names => "names",
            Self::Endings => "a model of endings",
        })
    }
}

impl Pack {
    /// Every pack, English first.
    pub const ALL: &'static [&'static Self] = &[&super::en::PACK, &super::de::PACK, &super::es::PACK, &super::fr::PACK];
    /// English.
    pub const ENGLISH: &'static Self = &super::en::PACK;

    /// The pack of a language, if it has one.
    pub fn of(language: Language) -> Option<&'static Self> {
        Self::of_code(language.code())
    }

    /// The pack of an ISO 639-1 code.
    pub fn of_code(code: &str) -> Option<&'static Self> {
        Self::ALL.iter().copied().find(|p| p.code == code)
    }

    /// Whether the language has what a rule needs.
    pub fn has(&self, need: Needs) -> bool {
        match need {
            Needs::Tagger => self.tagger.is_some(),
            Needs::Lemmas => self.lemmas,
            Needs::Inflection => self.inflection.is_some(),
            Needs::Names => self.names.is_some(),
            Needs::Endings => self.endings.is_some(),
        }
    }

    /// What is known of a word form, in whatever case.
    pub fn word(&self, form: &str) -> Option<Word> {
        self.words.and_then(|words| words.get(form))
    }

    /// Whether it is English.
    pub fn is_english(&self) -> bool {
        self.index == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_knows_its_place_and_a_language_without_one_has_none() {
        for (index, pack) in Pack::ALL.iter().enumerate() {
            assert_eq!((pack.index, Pack::of_code(pack.code).map(|p| p.index)), (index, Some(index)));
        }
        assert!(Pack::of(Language::UNKNOWN).is_none() && Pack::of_code("tlh").is_none());
    }

    #[test]
    fn words_of_a_pack_are_written_as_they_are_asked_for() {
        for pack in Pack::ALL {
            let small = [pack.function_words, pack.elisions, &pack.calendar.days, &pack.calendar.months];
            assert!(small.into_iter().flatten().all(|w| *w == w.to_lowercase()), "{}", pack.code);
            assert!(pack.sentences.starters.iter().all(|w| w.starts_with(char::is_uppercase)), "{}", pack.code);
        }
    }
}
