//! Mentions of names: which words of an article name a person, a place, an organisation or a people, and what says so.
//!
//! A mention is a run of capitalised words with what joins them (particles, initials, `of` inside a known name); titles and
//! roles before it are kept apart, possessives stay outside. A word that only stands where every word has a capital (at the
//! start of a sentence, in a headline) is taken for a name if the rest of the article writes it with a capital, or if
//! English does.

use super::{
    Text, Token, TokenKind,
    name_words::{self, Shape},
};
use crate::{
    document::BlockKind,
    lexicon::{self, PlaceKind},
    span::BlockSpan,
};
use foldhash::HashMap;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A human being.
    Person,
    /// A country, a city, a river, a street.
    Place,
    /// A firm, a party, a ministry, a club, a newspaper.
    Organisation,
    /// A people, a language, or what belongs to a country: Danish, Afghans.
    Nationality,
    /// A product, an event, a day, a law; or nothing told what.
    Other,
}

/// What told the kind of a mention; the first that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// A title or role stands before it: `Mr`, `President`, `spokesman`.
    Title,
    /// Somebody of this full name is known.
    KnownPerson,
    /// A first name begins it, and more follows.
    FirstName,
    /// It is the surname, or another part, of a person named in full elsewhere in the article.
    PartOfPerson,
    /// The list of places has it.
    KnownPlace,
    /// A word for a kind of place is in it: `River`, `Street`.
    PlaceWord,
    /// The list of organisations has it.
    KnownOrganisation,
    /// A word for a kind of organisation ends or begins it: `Ministry`, `Party`, `FC`.
    OrganisationWord,
    /// Capitals throughout.
    Acronym,
    /// A word for a people.
    Demonym,
    /// A day or a month.
    Calendar,
    /// Nothing but its capital.
    Capital,
}

/// A word of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameWord {
    /// Its token, as an index into the block's tokens.
    pub token: usize,
    /// Bytes of the block's text.
    pub span: BlockSpan,
    /// What it is by its letters.
    pub shape: Shape,
}

/// One mention of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The block's place in [`super::Article::blocks`].
    pub block: usize,
    /// The sentence, as an index into the block's sentences.
    pub sentence: usize,
    /// The name without title and possessive, bytes of the block's text.
    pub span: BlockSpan,
    /// Its words, particles and initials too, in order; never empty.
    pub words: Vec<NameWord>,
    /// The title or role before it.
    pub title: Option<BlockSpan>,
    /// Whether a possessive `'s` or `'` follows.
    pub possessive: bool,
    /// Whether its first word opens a sentence, a quotation or a block, where any word has a capital.
    pub opens: bool,
    /// Whether it stands where most words have a capital: a headline, a line in capitals.
    pub title_case: bool,
    /// What it stands for.
    pub kind: NameKind,
    /// What told so.
    pub evidence: Evidence,
}

impl Mention {
    /// The name as it stands.
    pub fn text<'a>(&self, block: &Text<'a>) -> &'a str {
        block.slice(self.span)
    }

    /// For a person: the surname, one word or several (`García Márquez`, `van der Berg`), by the order the name is written in.
    /// Nothing for a person named by one word that follows no title, and for what is no person.
    pub fn family_name(&self, block: &Text<'_>) -> &[NameWord] {
        self.split_person(block).1
    }

    /// For a person: the first names and initials; empty where only the surname stands.
    pub fn given_names(&self, block: &Text<'_>) -> &[NameWord] {
        self.split_person(block).0
    }

    fn split_person(&self, block: &Text<'_>) -> (&[NameWord], &[NameWord]) {
        const NONE: &[NameWord] = &[];
        if self.kind != NameKind::Person {
            return (NONE, NONE);
        }
        let words = self.words.as_slice();
        let text = |i: usize| words.get(i).map_or("", |w: &NameWord| block.slice(w.span));
        match words.len() {
            0 => (NONE, NONE),
            1 => (NONE, words),
            n => {
                if n <= 3 && name_words::is_east_asian_order(text(0), text(1)) {
                    return (words.get(1..).unwrap_or(NONE), words.get(..1).unwrap_or(NONE));
                }
                let mut cut = words.iter().position(|w| w.shape == Shape::Particle).filter(|p| *p > 0).unwrap_or(n - 1);
                // Two surnames, the Spanish way: the word before the last is a surname rather than a first name.
                let middle = text(n.saturating_sub(2));
                if cut == n - 1 && n >= 3 && words[n - 2].shape == Shape::Name {
                    let (given, family) = (lexicon::given(middle).unwrap_or(0), lexicon::surname(middle).unwrap_or(0));
                    if family > 4 * given {
                        cut = n - 2;
                    }
                }
                words.split_at(cut)
            }
        }
    }
}

/// How the article writes one word, whatever its case and accents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordUse {
    /// Times in lower case.
    pub lower: u32,
    /// Times with a capital where only names have one.
    pub capital: u32,
    /// Times with a capital where any word has one: at the start of a sentence, in a headline.
    pub forced: u32,
    /// Times with a capital and small letters: `Delhi`, not `DELHI`.
    pub mixed: u32,
}

/// The mentions of an article, in reading order, and how it writes each word.
#[derive(Debug, Default)]
pub struct Mentions {
    list: Vec<Mention>,
    uses: HashMap<String, WordUse>,
}

impl Mentions {
    /// Finds the mentions in an article's blocks.
    pub fn find(blocks: &[Text<'_>]) -> Self {
        let mut uses: HashMap<String, WordUse> = HashMap::default();
        for block in blocks.iter().filter(|b| b.kind() != BlockKind::Code) {
            let title_case = is_title_case(block);
            for (sentence, _) in block.sentences().iter().zip(0..) {
                for (i, token) in block.tokens_of(sentence).iter().enumerate() {
                    let word = block.word(token);
                    if token.kind != TokenKind::Word {
                        continue;
                    }
                    let folded = lexicon::fold(word);
                    if !uses.contains_key(folded.as_ref()) {
                        uses.insert(folded.clone().into_owned(), WordUse::default());
                    }
                    let Some(entry) = uses.get_mut(folded.as_ref()) else { continue };
                    let capital = name_words::is_capitalised(word);
                    entry.mixed += u32::from(capital && word.chars().any(char::is_lowercase));
                    if !capital {
                        entry.lower += 1;
                    } else if title_case || opens(block, sentence.tokens.start + i, sentence.tokens.start) {
                        entry.forced += 1;
                    } else {
                        entry.capital += 1;
                    }
                }
            }
        }
        let mut mentions = Self { list: Vec::new(), uses };
        for block in blocks.iter().filter(|b| b.kind() != BlockKind::Code) {
            mentions.read_block(block);
        }
        mentions.join_parts(blocks);
        mentions
    }

    /// All mentions, in reading order.
    pub fn iter(&self) -> std::slice::Iter<'_, Mention> {
        self.list.iter()
    }

    /// How the article writes `word`, in whatever case and accents.
    pub fn word_use(&self, word: &str) -> WordUse {
        self.uses.get(lexicon::fold(word).as_ref()).copied().unwrap_or_default()
    }

    /// Whether a word that has its capital by position (or by chance) is a name: by the rest of the article, or by English.
    fn is_name(&self, word: &str) -> bool {
        let here = self.word_use(word);
        if here.lower > 0 && here.lower >= here.capital {
            return false;
        }
        if here.capital > 0 {
            return true;
        }
        match lexicon::word(word) {
            Some(known) => known.is_proper_only() || !known.is_common_word() && known.cap_mid + known.upper > known.lower,
            // No word of English: a name, unless it only lacks a hyphen's half.
            None => {
                word.split('-').all(|part| lexicon::word(part).is_none_or(|w| w.is_proper_only()))
                    || word.contains('-') && { word.split('-').any(|part| lexicon::word(part).is_some_and(|w| w.is_proper_only())) }
            }
        }
    }

    fn read_block(&mut self, block: &Text<'_>) {
        let title_case = is_title_case(block);
        for (index, sentence) in block.sentences().iter().enumerate() {
            let tokens = block.tokens();
            let mut run: Vec<NameWord> = Vec::new();
            let mut at = sentence.tokens.start;
            while at < sentence.tokens.end {
                let Some(token) = tokens.get(at) else { break };
                let word = block.word(token);
                let shape = name_words::shape(word);
                let joins = run.is_empty() || token.spaced && gap_is_blank(block, &run, token);
                let taken = match shape {
                    _ if token.kind != TokenKind::Word => false,
                    Shape::Plain => false,
                    // A particle joins two words of a name, and may open one before a capital that is sure.
                    Shape::Particle => !run.is_empty() && joins && next_is_name(block, at, sentence.tokens.end),
                    Shape::Initial => true,
                    Shape::Name | Shape::Acronym => {
                        let forced = title_case || opens(block, at, sentence.tokens.start);
                        !forced || self.is_name(word)
                    }
                };
                if taken {
                    if !joins {
                        self.close(block, index, sentence.tokens.start, title_case, &mut run);
                    }
                    run.push(NameWord { token: at, span: token.span, shape });
                } else if self.joins_inside(block, word, at, sentence.tokens.end, &run, joins) {
                    run.push(NameWord { token: at, span: token.span, shape: Shape::Particle });
                } else {
                    self.close(block, index, sentence.tokens.start, title_case, &mut run);
                }
                at += 1;
            }
            self.close(block, index, sentence.tokens.start, title_case, &mut run);
        }
    }

    /// Whether `&`, `of` or `for` stands inside a name: `Marks & Spencer`, `University of Oslo`.
    fn joins_inside(&self, block: &Text<'_>, word: &str, at: usize, end: usize, run: &[NameWord], spaced: bool) -> bool {
        let Some(last) = run.last() else { return false };
        let by_word = match word {
            "&" => true,
            "of" | "for" => spaced && joins_with_of(block.slice(last.span)),
            _ => false,
        };
        by_word && next_is_name(block, at, end)
    }

    /// Makes mentions of a run of name words: titles and nationalities part it.
    fn close(&mut self, block: &Text<'_>, sentence: usize, first_token: usize, title_case: bool, run: &mut Vec<NameWord>) {
        while run.last().is_some_and(|w| w.shape == Shape::Particle) {
            run.pop();
        }
        let words = std::mem::take(run);
        if words.is_empty() {
            return;
        }
        let text = |w: &NameWord| block.slice(w.span);
        // An organisation or a place keeps its title words: `Justice Department`, `Prince George County`.
        let last = words.last().map_or("", text);
        let whole = words.len() > 1 && (name_words::is_organisation_word(last) || name_words::is_place_word(last));
        let mut from = 0;
        let mut title: Option<BlockSpan> = None;
        let mut at = 0;
        while at < words.len() && !whole {
            let word = text(&words[at]);
            let capital_title = name_words::is_title(word);
            if capital_title && (words.len() > 1 || word.ends_with('.')) {
                let before = words.get(from..at).unwrap_or(&[]);
                self.push(block, sentence, first_token, title_case, before, title.take());
                let start = at;
                while words.get(at + 1).is_some_and(|w| name_words::is_title(text(w))) {
                    at += 1;
                }
                title = Some(words[start].span.cover(&words[at].span));
                from = at + 1;
            } else if at > from && at + 1 < words.len() && at == from + 1 && lexicon::is_demonym(text(&words[from])) && {
                let rest = words[at..].iter().map(text).collect::<Vec<_>>().join(" ");
                lexicon::person_exists(&rest)
            } {
                // `Ukrainian Oleksandr Usyk`
                self.push(block, sentence, first_token, title_case, &words[from..at], title.take());
                from = at;
            }
            at += 1;
        }
        let rest = words.get(from..).unwrap_or(&[]);
        self.push(block, sentence, first_token, title_case, rest, title);
    }

    fn push(
        &mut self,
        block: &Text<'_>,
        sentence: usize,
        first_token: usize,
        title_case: bool,
        words: &[NameWord],
        title: Option<BlockSpan>,
    ) {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        let span = first.span.cover(&last.span);
        let tokens = block.tokens();
        let role = || {
            let before = first.token.checked_sub(1).filter(|b| *b >= first_token).and_then(|b| tokens.get(b))?;
            let word = block.word(before);
            name_words::is_role(word).then_some(before.span)
        };
        let title = title.or_else(role);
        let possessive = tokens.get(last.token + 1).is_some_and(|t| !t.spaced && name_words::is_possessive(block.word(t)));
        let (kind, evidence) = classify(block, words, title.is_some());
        self.list.push(Mention {
            block: block.index(),
            sentence,
            span,
            words: words.to_vec(),
            title,
            possessive,
            opens: opens(block, first.token, first_token),
            title_case,
            kind,
            evidence,
        });
    }

    /// A word that is part of a person named in full elsewhere is that person, where nothing surer is known.
    fn join_parts(&mut self, blocks: &[Text<'_>]) {
        let mut parts: HashMap<String, ()> = HashMap::default();
        for mention in self.list.iter().filter(|m| m.kind == NameKind::Person && m.words.len() > 1) {
            let Some(block) = blocks.get(mention.block) else { continue };
            for word in mention.words.iter().filter(|w| w.shape == Shape::Name) {
                parts.insert(lexicon::fold(block.slice(word.span)).into_owned(), ());
            }
        }
        for mention in self.list.iter_mut().filter(|m| matches!(m.evidence, Evidence::Capital | Evidence::Acronym) && m.words.len() == 1) {
            let Some(block) = blocks.get(mention.block) else { continue };
            if parts.contains_key(lexicon::fold(block.slice(mention.span)).as_ref()) {
                (mention.kind, mention.evidence) = (NameKind::Person, Evidence::PartOfPerson);
            }
        }
    }
}

impl<'m> IntoIterator for &'m Mentions {
    type Item = &'m Mention;
    type IntoIter = std::slice::Iter<'m, Mention>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// What the words of a name stand for, by the lists and by words that tell.
fn classify(block: &Text<'_>, words: &[NameWord], titled: bool) -> (NameKind, Evidence) {
    let text = |w: &NameWord| block.slice(w.span);
    let (Some(first), Some(last)) = (words.first().map(text), words.last().map(text)) else { return (NameKind::Other, Evidence::Capital) };
    let full = words.iter().map(text).collect::<Vec<_>>().join(" ");
    let single = words.len() == 1;
    if single && name_words::is_calendar(first) {
        return (NameKind::Other, Evidence::Calendar);
    }
    if !single && (name_words::is_organisation_word(last) || name_words::is_organisation_head(first)) {
        return (NameKind::Organisation, Evidence::OrganisationWord);
    }
    if !single && (name_words::is_place_word(last) || name_words::is_place_head(first)) && !titled {
        return (NameKind::Place, Evidence::PlaceWord);
    }
    if lexicon::is_demonym(&full) {
        return (NameKind::Nationality, Evidence::Demonym);
    }
    let place = lexicon::place(&full);
    if place.is_some_and(|p| p.kind <= PlaceKind::Province || p.magnitude >= 6) && !titled {
        return (NameKind::Place, Evidence::KnownPlace);
    }
    if titled && words.iter().all(|w| w.shape != Shape::Acronym) {
        return (NameKind::Person, Evidence::Title);
    }
    if !single && lexicon::person_exists(&full) {
        return (NameKind::Person, Evidence::KnownPerson);
    }
    let organisation = lexicon::org(&full);
    if organisation.is_some_and(|o| !single || o.weight >= 4) {
        return (NameKind::Organisation, Evidence::KnownOrganisation);
    }
    if !single && place.is_some() {
        return (NameKind::Place, Evidence::KnownPlace);
    }
    let starts_like_person = || {
        let initial = words.first().is_some_and(|w| w.shape == Shape::Initial);
        let known = lexicon::given(first).is_some_and(|n| n >= 3) && lexicon::word(last).is_none_or(|w| !w.is_common_word());
        let order = words.len() <= 3 && words.get(1).is_some_and(|w| name_words::is_east_asian_order(first, text(w)));
        initial && last.chars().count() > 2 || known || order
    };
    if !single && words.iter().all(|w| w.shape != Shape::Acronym) && starts_like_person() {
        return (NameKind::Person, Evidence::FirstName);
    }
    if single && words.iter().all(|w| w.shape == Shape::Acronym) {
        let kind = if lexicon::acronym(first).next().is_some() { NameKind::Organisation } else { NameKind::Other };
        return (kind, Evidence::Acronym);
    }
    if place.is_some_and(|p| p.magnitude >= 5) {
        return (NameKind::Place, Evidence::KnownPlace);
    }
    if organisation.is_some() {
        return (NameKind::Organisation, Evidence::KnownOrganisation);
    }
    (NameKind::Other, Evidence::Capital)
}

/// Whether the token opens a sentence, or a quotation or clause inside it: whether any word would have a capital there.
pub fn opens(block: &Text<'_>, token: usize, first_of_sentence: usize) -> bool {
    if token <= first_of_sentence {
        return true;
    }
    let Some(before) = token.checked_sub(1).and_then(|b| block.tokens().get(b)) else { return true };
    let mark = block.word(before);
    let spaced = block.tokens().get(token).is_some_and(|t| t.spaced);
    match mark {
        "\"" | "“" | "„" | "«" | "‘" | "'" => !spaced || mark != "\"",
        ":" | ";" | "•" | "·" | "*" | "–" | "—" | "-" | "--" | "..." | "…" | "(" | "[" | "?" | "!" | "." => true,
        _ => false,
    }
}

/// Whether most words of the block have a capital, or it is all in capitals: then a capital says nothing.
pub fn is_title_case(block: &Text<'_>) -> bool {
    let mut words = 0_u32;
    let mut capitals = 0_u32;
    for token in block.tokens().iter().take(60).filter(|t| t.kind == TokenKind::Word) {
        let word = block.word(token);
        if word.len() >= 4 && (word.is_ascii() || word.chars().count() >= 4) {
            words += 1;
            capitals += u32::from(name_words::is_capitalised(word));
        }
    }
    // A sentence may be full of names; a headline has no stop.
    let most = if block.text().trim_end().ends_with('.') { 9 } else { 7 };
    words >= 3 && capitals * 10 >= words * most
}

/// Whether `of` and a name behind this word belong to one name: `University of Oslo`, `Gulf of Aden`.
fn joins_with_of(word: &str) -> bool {
    name_words::is_organisation_word(word) || name_words::is_place_word(word) || name_words::is_place_head(word)
}

/// Whether only blanks part the token from the last word of the run.
fn gap_is_blank(block: &Text<'_>, run: &[NameWord], token: &Token) -> bool {
    let Some(last) = run.last() else { return true };
    block.slice(BlockSpan::new(last.span.end(), token.span.start())).chars().all(|c| c == ' ' || c == '\u{A0}')
}

/// Whether a particle at `at` is followed by a capitalised word, perhaps after another particle.
fn next_is_name(block: &Text<'_>, at: usize, end: usize) -> bool {
    for next in at + 1..(at + 3).min(end) {
        let Some(token) = block.tokens().get(next) else { return false };
        match name_words::shape(block.word(token)) {
            Shape::Name | Shape::Initial | Shape::Acronym => return token.kind == TokenKind::Word,
            Shape::Particle => continue,
            Shape::Plain => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analysis::Article, document, source::Source};

    fn mentions(text: &str) -> Vec<(String, NameKind)> {
        let source = Source::from_text("a.txt", text);
        let documents = document::parse(&source, document::Format::Plain);
        let article = Article::new(&documents[0]);
        article.mentions().iter().map(|m| (m.text(&article.blocks()[m.block]).to_owned(), m.kind)).collect()
    }

    #[test]
    fn titles_stand_apart_and_tell_a_person() {
        use NameKind::*;
        let found =
            mentions("The talks were led by Kenyan President William Ruto and Sen. Ngozi Obiora, a spokesman for Mr Adeyemi's team said.");
        let names: Vec<(&str, NameKind)> = found.iter().map(|(n, k)| (n.as_str(), *k)).collect();
        assert_eq!(names, [("Kenyan", Nationality), ("William Ruto", Person), ("Ngozi Obiora", Person), ("Adeyemi", Person)]);
    }

    #[test]
    fn particles_join_and_hyphens_stay() {
        let found = mentions("It was signed by Carlos de la Fuente, Bashar al-Assad, Khalid bin Salman and Kim Jong-un in Pyongyang.");
        let names: Vec<&str> = found.iter().map(|(n, _)| n.as_str()).collect();
        assert_eq!(names, ["Carlos de la Fuente", "Bashar al-Assad", "Khalid bin Salman", "Kim Jong-un", "Pyongyang"]);
    }

    #[test]
    fn capitals_apostrophes_and_possessives_stay_in_their_place() {
        let found = mentions(
            "Mitch McConnell's aides met LeBron James, Ron DeSantis and Siobhán O'Brien about the iPhone; N'Djamena's mayor and Jean-Luc Bélair stayed.",
        );
        let names: Vec<&str> = found.iter().map(|(n, _)| n.as_str()).collect();
        assert_eq!(names, ["Mitch McConnell", "LeBron James", "Ron DeSantis", "Siobhán O'Brien", "iPhone", "N'Djamena", "Jean-Luc Bélair"]);
    }

    #[test]
    fn a_headline_in_capitals_is_read_by_the_rest_of_the_article() {
        let found = mentions("FLOODS REACH NAKURU\n\nThe lake near Nakuru rose again on Friday, and floods cut the road.");
        let names: Vec<&str> = found.iter().map(|(n, _)| n.as_str()).collect();
        assert_eq!(names, ["NAKURU", "Nakuru", "Friday"]);
    }

    #[test]
    fn a_capital_at_the_start_of_a_sentence_says_nothing() {
        let found = mentions("Farmers are waiting. Rain fell in Nakuru. Nakuru has no dam. Waiting costs money.");
        let names: Vec<&str> = found.iter().map(|(n, _)| n.as_str()).collect();
        assert_eq!(names, ["Nakuru", "Nakuru"]);
    }

    #[test]
    fn kinds_are_told_by_lists_and_words() {
        use NameKind::*;
        let found =
            mentions("On Monday the Ministry of Health and the Danube Shipping Company moved from Vienna to the Sava River, NATO said.");
        let kinds: Vec<NameKind> = found.iter().map(|(_, k)| *k).collect();
        assert_eq!(found[0], ("Monday".to_owned(), Other));
        assert!(kinds.contains(&Organisation), "{found:?}");
        assert!(found.contains(&("Vienna".to_owned(), Place)) && found.contains(&("Sava River".to_owned(), Place)), "{found:?}");
    }

    #[test]
    fn surnames_come_first_in_east_asia_and_twice_in_spain() {
        let source = Source::from_text("a.txt", "It was opened by Kim Jong-un, by Gabriel García Márquez and by Ludwig van der Berg.");
        let documents = document::parse(&source, document::Format::Plain);
        let article = Article::new(&documents[0]);
        let block = &article.blocks()[0];
        let families: Vec<String> = article
            .mentions()
            .iter()
            .map(|m| m.family_name(block).iter().map(|w| block.slice(w.span)).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(families, ["Kim", "García Márquez", "van der Berg"]);
    }

    #[test]
    fn odd_text_is_no_trouble() {
        for text in ["", "A", "Al- de", "O' & Sons", "“”", "北京 Ю. De la", "& Co", "Mr.", "VAN DER", "the of & von"] {
            mentions(text);
        }
    }
}
