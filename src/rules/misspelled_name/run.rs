//! Runs of capitalised words: where names stand.

use crate::{
    analysis::{Article, Text, TokenKind},
    document::BlockKind,
    lexicon::{fold, word},
    span::BlockSpan,
};
use std::borrow::Cow;

/// A capitalised word.
pub struct Word<'a> {
    /// As written, without a possessive ending.
    pub text: &'a str,
    /// Where, bytes of the block.
    pub span: BlockSpan,
    /// Folded: lower case, no accents.
    pub folded: Cow<'a, str>,
}

/// Capitalised words that follow one another with nothing but a blank or an initial between.
pub struct Run<'a> {
    /// The block's index.
    pub block: usize,
    /// The words.
    pub words: Vec<Word<'a>>,
    /// The word before, empty at the start of a sentence and after a mark.
    pub before: &'a str,
    /// The word after, empty likewise.
    pub after: &'a str,
}

impl Run<'_> {
    /// The word before word `i`, whatever its case.
    pub fn before(&self, i: usize) -> &str {
        i.checked_sub(1).and_then(|p| self.words.get(p)).map_or(self.before, |w| w.text)
    }

    /// The word after word `i`, whatever its case.
    pub fn after(&self, i: usize) -> &str {
        self.words.get(i + 1).map_or(self.after, |w| w.text)
    }

    /// The words `from..to`, folded, with single blanks.
    pub fn name(&self, from: usize, to: usize) -> String {
        let words = self.words.get(from..to).unwrap_or(&[]);
        let mut name = String::new();
        for word in words {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(&word.folded);
        }
        name
    }
}

/// All runs of an article, code and page residue left out.
pub fn runs<'a>(article: &Article<'a>) -> Vec<Run<'a>> {
    let mut runs = Vec::new();
    for text in article.blocks().iter().filter(|b| !matches!(b.kind(), BlockKind::Code | BlockKind::Furniture)) {
        for sentence in text.sentences() {
            of_sentence(text, text.tokens_of(sentence), &mut runs);
        }
    }
    runs
}

fn of_sentence<'a>(text: &Text<'a>, tokens: &[crate::analysis::Token], runs: &mut Vec<Run<'a>>) {
    let mut open: Option<Run<'a>> = None;
    let mut previous: Option<(usize, &str)> = None; // where the last token ends, and its text if it is a word
    for token in tokens {
        let written = text.word(token);
        let apart = previous.map_or("", |(end, _)| BlockSpan::new(end, token.span.start()).slice(text.text()));
        let follows = apart == " " || apart == "\u{a0}";
        let initial = written.trim_end_matches('.').chars().count() == 1 && written.starts_with(char::is_uppercase);
        if token.kind == TokenKind::Word && initial && open.is_some() && follows {
            // A middle initial keeps the run open: Joe R. Biden.
        } else if token.kind == TokenKind::Word && written.starts_with(char::is_uppercase) {
            let word = Word { text: written, span: token.span, folded: fold(written) };
            match open.as_mut() {
                Some(run) if follows => run.words.push(word),
                _ => {
                    runs.extend(open.take());
                    let before = previous.filter(|_| follows).map_or("", |(_, word)| word);
                    open = Some(Run { block: text.index(), words: vec![word], before, after: "" });
                }
            }
        } else if let Some(mut run) = open.take() {
            run.after = if follows && token.kind == TokenKind::Word { written } else { "" };
            runs.push(run);
        }
        // The stop of an initial that is a token of its own is no gap.
        let stop = written == "." && apart.is_empty() && previous.is_some_and(|(_, w)| w.chars().count() == 1);
        let word = if token.kind == TokenKind::Word || stop { written } else { "" };
        previous = Some((token.span.end(), word));
    }
    runs.extend(open);
}

/// Whether the word goes before a name and belongs to none: a title, a role, or a word that begins sentences.
pub fn is_title(word: &str) -> bool {
    TITLES.binary_search(&word).is_ok()
}

/// Whether readers know it first as an ordinary word.
pub fn is_ordinary(text: &str) -> bool {
    word(text).is_some_and(|w| w.in_dictionary() && w.zipf >= 3.0 && w.lower > w.cap_mid)
}

/// Sorted, for binary search.
const TITLES: &[&str] = &[
    "A",
    "Actor",
    "Actress",
    "Admiral",
    "Ambassador",
    "An",
    "And",
    "Archbishop",
    "As",
    "At",
    "Attorney",
    "Ayatollah",
    "Baron",
    "Baroness",
    "Bishop",
    "Brigadier",
    "But",
    "Captain",
    "Cardinal",
    "Chairman",
    "Chairwoman",
    "Chancellor",
    "Chief",
    "Coach",
    "Col",
    "Colonel",
    "Commander",
    "Commissioner",
    "Congressman",
    "Congresswoman",
    "Councillor",
    "Count",
    "Countess",
    "Crown",
    "Dame",
    "Defence",
    "Defense",
    "Deputy",
    "Director",
    "Dr",
    "Duchess",
    "Duke",
    "Economy",
    "Education",
    "Emir",
    "Emperor",
    "Energy",
    "Ex-President",
    "Executive",
    "Father",
    "Finance",
    "For",
    "Foreign",
    "Former",
    "From",
    "Gen",
    "General",
    "Gov",
    "Governor",
    "He",
    "Head",
    "Health",
    "Her",
    "His",
    "Imam",
    "In",
    "Inspector",
    "Interior",
    "Judge",
    "Justice",
    "King",
    "Lady",
    "Leader",
    "Lieutenant",
    "Lord",
    "Lt",
    "MEP",
    "MK",
    "MP",
    "Madam",
    "Major",
    "Manager",
    "Mayor",
    "Minister",
    "Miss",
    "Mr",
    "Mr.",
    "Mrs",
    "Mrs.",
    "Ms",
    "Ms.",
    "Officer",
    "On",
    "Pope",
    "Premier",
    "President",
    "Presidents",
    "Prime",
    "Prince",
    "Princess",
    "Prof",
    "Professor",
    "Prosecutor",
    "Queen",
    "Rabbi",
    "Rep",
    "Representative",
    "Reverend",
    "Said",
    "Saint",
    "Secretary",
    "Sen",
    "Senator",
    "Sergeant",
    "Sgt",
    "She",
    "Sheikh",
    "Singer",
    "Sir",
    "Sister",
    "Speaker",
    "State",
    "Sultan",
    "Superintendent",
    "That",
    "The",
    "They",
    "Treasury",
    "Under",
    "Vice",
    "When",
    "With",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document, source::Source};

    fn names(text: &str) -> Vec<String> {
        let source = Source::from_text("a.txt", text);
        let documents = document::parse(&source, document::Format::Plain);
        let article = Article::new(&documents[0]);
        runs(&article).iter().map(|r| r.name(0, r.words.len())).collect()
    }

    #[test]
    fn titles_are_sorted() {
        assert!(TITLES.is_sorted());
    }

    #[test]
    fn runs_end_at_marks_small_words_and_possessives() {
        assert_eq!(
            names("Yesterday the mayor, Ana Ruiz, met Joe R. Biden's aide Tom Bell in New York."),
            ["yesterday", "ana ruiz", "joe biden", "tom bell", "new york"]
        );
    }
}
