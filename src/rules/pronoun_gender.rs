//! `pronoun-gender`: "Actress Lale Demir and his husband".

use crate::{
    analysis::{Article, Mention, NameKind, Tag, TagSet, Text, TokenKind},
    diagnostic::{Applicability, Place},
    lexicon::{self, Key},
    rule::{Check, RuleContext},
    span::BlockSpan,
};
use std::{borrow::Cow, collections::HashMap, ops::Range, sync::LazyLock};

pub struct PronounGender;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Gender {
    Female,
    Male,
}

/// First names of one gender.
static GIVEN: LazyLock<HashMap<&'static str, Gender>> = LazyLock::new(|| {
    let line = |l: &'static str| l.split_once('\t').map(|(name, g)| (name, if g == "f" { Gender::Female } else { Gender::Male }));
    copydesk_data::GIVEN_GENDER.lines().filter(|l| !l.starts_with('#')).filter_map(line).collect()
});

/// What begins or ends with one's own: the possessive behind these verbs is the subject's.
const OWN: &[(&[&str], &[&str])] = &[
    (
        &["begin", "start", "end", "finish", "resume", "pursue", "complete", "launch"],
        &[
            "career",
            "term",
            "studies",
            "tour",
            "speech",
            "campaign",
            "presidency",
            "education",
            "degree",
            "mandate",
            "reign",
            "tenure",
            "visit",
        ],
    ),
    (&["shake", "raise", "lower", "turn", "nod", "wave", "clasp", "fold"], &["head", "hand", "hands", "arms", "eyes", "fist", "shoulders"]),
    (&["submit", "tender", "announce", "hand"], &["resignation", "retirement", "candidacy", "departure"]),
    (&["make"], &["debut", "comeback", "remarks", "comments", "name"]),
    (&["celebrate", "mark"], &["birthday"]),
    (&["spend"], &["childhood", "youth", "career", "holiday", "life"]),
];

impl Gender {
    fn of_title(title: &str) -> Option<Self> {
        let last = title.split_whitespace().next_back()?.trim_end_matches('.');
        let small = if last.bytes().all(|b| b.is_ascii_lowercase()) { Cow::Borrowed(last) } else { Cow::Owned(last.to_lowercase()) };
        match &*small {
            "mr" | "sir" | "lord" | "king" | "prince" | "duke" | "spokesman" | "businessman" | "congressman" | "policeman" => {
                Some(Self::Male)
            }
            "mrs" | "ms" | "miss" | "lady" | "dame" | "queen" | "princess" | "duchess" | "madam" | "madame" | "actress" => {
                Some(Self::Female)
            }
            small => small.ends_with("woman").then_some(Self::Female),
        }
    }

    fn of_pronoun(word: &str) -> Option<Self> {
        match word {
            "he" | "him" | "his" | "himself" => Some(Self::Male),
            "she" | "her" | "hers" | "herself" => Some(Self::Female),
            _ => None,
        }
    }

    fn swapped(pronoun: &str) -> &'static str {
        match pronoun {
            "his" => "her",
            "himself" => "herself",
            "herself" => "himself",
            _ => "his",
        }
    }
}

/// Nouns.
const NOUN: TagSet = TagSet::of(&[Tag::Nn, Tag::Nns, Tag::Nnp, Tag::Nnps]);
/// Verbs.
const VERB: TagSet = TagSet::of(&[Tag::Vb, Tag::Vbd, Tag::Vbg, Tag::Vbn, Tag::Vbp, Tag::Vbz]);
/// What a verb may have before it, or behind it with its pronoun.
const AROUND_VERB: TagSet = TagSet::of(&[Tag::Rb, Tag::Md, Tag::To, Tag::In, Tag::Rp]);
/// What stands before a subject's name.
const BEFORE_NAME: TagSet = TagSet::of(&[Tag::Dt, Tag::Jj, Tag::Cc]);
/// What no adverbial has that a comma ends.
const NO_ADVERBIAL: TagSet = TagSet::of(&[Tag::Vbd, Tag::Vbp, Tag::Vbz, Tag::Md, Tag::Prp, Tag::PrpPoss, Tag::Pos]);

/// What the article tells of one person.
#[derive(Default)]
struct Person<'m> {
    /// By title, role or first name, with the place that says so; the second where they disagree.
    told: Option<(Gender, Place)>,
    disagree: bool,
    given: Option<String>,
    /// Mentions that may be their sentences' subjects, with a pronoun behind, and whether no other person is named there.
    read: Vec<(&'m Mention, bool)>,
    /// Pronouns of sentences whose subject the person is: female, male.
    said: [usize; 2],
    /// Pronouns that can only mean the person: where, and which.
    bound: Vec<(Place, Gender)>,
}

impl Check for PronounGender {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let article = cx.article();
        let mut people: HashMap<Key, Person<'_>> = HashMap::new();
        let mentions: Vec<&Mention> = article.mentions().iter().collect();
        for (i, mention) in mentions.iter().enumerate() {
            let Some(text) = article.blocks().get(mention.block) else { continue };
            let role = role(mention, text);
            if mention.kind != NameKind::Person && role.is_none() {
                continue;
            }
            let Some(last) = mention.family_name(text).last().or(mention.words.last()) else { continue };
            let person = people.entry(text.slice(last.span).into()).or_default();
            person.learn(mention, role, text);
            let alone = |m: Option<&&Mention>| {
                m.is_none_or(|m| (m.block, m.sentence) != (mention.block, mention.sentence) || m.kind != NameKind::Person)
            };
            let first = i.checked_sub(1).is_none_or(|before| alone(mentions.get(before)));
            if first && !mention.possessive && !text.is_quoted(mention.span) && has_pronoun(mention, text) {
                person.read.push((mention, alone(mentions.get(i + 1))));
            }
        }
        for person in people.values_mut().filter(|p| !p.disagree) {
            person.read_sentences(article);
        }
        let mut found: Vec<(Place, Gender, Option<Place>, usize)> = Vec::new();
        for person in people.values().filter(|p| !p.disagree) {
            let [female, male] = person.said;
            for &(place, gender) in &person.bound {
                let (own, others) = if gender == Gender::Female { (female, male) } else { (male, female) };
                match person.told {
                    Some((told, why)) if told != gender => found.push((place, gender, Some(why), 0)),
                    None if own == 1 && others >= 3 => found.push((place, gender, None, others)),
                    _ => {}
                }
            }
        }
        found.sort_by_key(|(place, ..)| (place.block, place.span.start()));
        for (place, gender, why, others) in found {
            let Some(text) = article.blocks().get(place.block) else { continue };
            let pronoun = text.slice(place.span);
            let (is, not) = if gender == Gender::Female { ("male", "female") } else { ("female", "male") };
            let message = match why {
                Some(_) => format!("\"{pronoun}\": the person is {is} elsewhere"),
                None => format!("\"{pronoun}\" is {not}; {others} other sentences of the article take the person for {is}"),
            };
            let finding = cx.report(place.block, place.span, message);
            finding.suggest(Gender::swapped(pronoun), Applicability::Unsafe);
            if let Some(why) = why {
                finding.label(why, "told here");
            }
        }
    }
}

impl<'m> Person<'m> {
    fn learn(&mut self, mention: &Mention, role: Option<(Gender, BlockSpan)>, text: &Text<'_>) {
        let mut tell = |gender: Gender, span| match self.told {
            Some((told, _)) => self.disagree |= told != gender,
            None => self.told = Some((gender, Place::new(mention.block, span))),
        };
        if let Some((gender, span)) = role {
            tell(gender, span);
        }
        let Some(given) = mention.given_names(text).first() else { return };
        let name = lexicon::fold(text.slice(given.span)).into_owned();
        if let Some(gender) = GIVEN.get(name.as_str()) {
            tell(*gender, given.span);
        }
        self.disagree |= self.given.as_ref().is_some_and(|known| *known != name);
        self.given.get_or_insert(name);
    }

    /// Reads the sentences that the person may be the subject of. To tell parts of speech takes time: where nothing can come of it,
    /// they are left alone.
    fn read_sentences(&mut self, article: &Article<'_>) {
        let told = self.told.map(|(gender, _)| gender);
        let text = |mention: &Mention| article.blocks().get(mention.block);
        let may_find = |mention: &Mention| text(mention).is_some_and(|text| may_be_bound(mention, text, told));
        let mut read = std::mem::take(&mut self.read);
        if told.is_some() {
            read.retain(|(mention, _)| may_find(mention));
        } else if !read.iter().any(|(mention, _)| may_find(mention)) {
            return;
        }
        for (mention, alone) in read {
            if let Some(text) = text(mention).filter(|text| is_subject(mention, text)) {
                self.read_sentence(mention, text, alone);
            }
        }
    }

    /// Reads what follows the mention, its sentence's subject; `alone` if no other person is named behind it.
    fn read_sentence(&mut self, mention: &Mention, text: &Text<'_>, alone: bool) {
        let Some(sentence) = text.sentences().get(mention.sentence) else { return };
        let Some(behind) = mention.words.last().map(|w| w.token + 1) else { return };
        let rest = behind..sentence.tokens.end;
        let gender_at = |i: usize| {
            let token = text.tokens().get(i)?;
            (!text.is_quoted(token.span)).then(|| Gender::of_pronoun(text.word(token)))?
        };
        let noun = |i: &usize| text.tag_in(*i, NOUN) && !text.tag_in(i + 1, NOUN);
        let own = |main: usize, at: usize| {
            let noun = (at + 1..at + 4).find(noun).map_or("", |i| word(text, &rest, i));
            OWN.iter().any(|(verbs, nouns)| nouns.contains(&noun) && verbs.contains(&text.lemma(main).as_ref()))
        };
        let bound = bound(text, &rest, |i, tags| text.tag_in(i, tags), own);
        if let Some((token, gender)) = bound.and_then(|i| Some((text.tokens().get(i)?, gender_at(i)?))) {
            self.bound.push((Place::new(mention.block, token.span), gender));
            self.said[usize::from(gender == Gender::Male)] += 1;
        } else if alone {
            let all: Vec<Gender> = rest.filter_map(gender_at).collect();
            if let Some(first) = all.first().filter(|first| all.iter().all(|g| g == *first)) {
                self.said[usize::from(*first == Gender::Male)] += 1;
            }
        }
    }
}

/// The title or the word for a role before the name, where only one gender has it.
fn role(mention: &Mention, text: &Text<'_>) -> Option<(Gender, BlockSpan)> {
    let before = mention.words.first().and_then(|w| text.tokens().get(w.token.checked_sub(1)?)).map(|t| t.span);
    [mention.title, before].into_iter().flatten().find_map(|span| Some((Gender::of_title(text.slice(span))?, span)))
}

/// Whether a pronoun of one gender follows the mention in its sentence.
fn has_pronoun(mention: &Mention, text: &Text<'_>) -> bool {
    let behind = mention.words.last().map_or(usize::MAX, |w| w.token + 1);
    let end = text.sentences().get(mention.sentence).map_or(0, |s| s.tokens.end);
    let rest = text.tokens().get(behind..end).unwrap_or(&[]);
    rest.iter().any(|t| Gender::of_pronoun(text.word(t)).is_some())
}

/// Whether the mention is its sentence's subject, as far as what stands before it tells: nothing but its own words, or an adverbial
/// that a comma ends.
fn is_subject(mention: &Mention, text: &Text<'_>) -> bool {
    let Some(sentence) = text.sentences().get(mention.sentence) else { return false };
    let Some(name) = mention.words.first().map(|w| w.token) else { return false };
    let start = (sentence.tokens.start..name).rev().find(|i| text.tokens().get(*i).is_some_and(|t| text.word(t) == ","));
    let own = |i: usize| {
        text.tag_in(i, NOUN.or(BEFORE_NAME))
            || text.tokens().get(i).is_some_and(|t| t.kind == TokenKind::Word && text.word(t).ends_with('.'))
    };
    let plain = |i: usize| !text.tag_in(i, NO_ADVERBIAL);
    let (before, mine) = match start {
        Some(comma) => (sentence.tokens.start..comma, comma + 1..name),
        None => (sentence.tokens.start..sentence.tokens.start, sentence.tokens.start..name),
    };
    name < sentence.tokens.start + 12 && before.clone().all(plain) && mine.clone().all(own)
}

/// Whether, as far as single words tell, a pronoun of another gender than `told` follows that can mean nobody else.
fn may_be_bound(mention: &Mention, text: &Text<'_>, told: Option<Gender>) -> bool {
    let Some(behind) = mention.words.last().map(|w| w.token + 1) else { return false };
    let rest = behind..text.sentences().get(mention.sentence).map_or(0, |s| s.tokens.end);
    let own = |_, at: usize| (at + 1..at + 4).any(|i| OWN.iter().any(|(_, nouns)| nouns.contains(&word(text, &rest, i))));
    let found = bound(text, &rest, |i, tags| text.may_be(i).meets(tags), own);
    found.and_then(|i| Gender::of_pronoun(word(text, &rest, i))).is_some_and(|gender| told != Some(gender))
}

/// The word at a place in the rest of a sentence; empty elsewhere.
fn word<'a>(text: &Text<'a>, rest: &Range<usize>, at: usize) -> &'a str {
    text.tokens().get(at).filter(|_| rest.contains(&at)).map_or("", |t| text.word(t))
}

/// The pronoun in what follows a subject that can mean nobody else. `is` says whether a word has one of some tags, `own` of a
/// verb and of a possessive whether what is done is done with one's own.
fn bound(text: &Text<'_>, rest: &Range<usize>, is: impl Fn(usize, TagSet) -> bool, own: impl Fn(usize, usize) -> bool) -> Option<usize> {
    let word = |i: usize| word(text, rest, i);
    let mut at = rest.start;
    // "Ruiz, 54, resigned"
    if word(at) == "," && text.tokens().get(at + 1).is_some_and(|t| t.kind == TokenKind::Number) && word(at + 2) == "," {
        at += 3;
    }
    if word(at) == "and" && matches!(word(at + 1), "his" | "her") && is(at + 2, NOUN.or(TagSet::of(&[Tag::Jj]))) {
        return Some(at + 1);
    }
    let relative = word(at) == "," && word(at + 1) == "who";
    if relative {
        at += 2;
    }
    // Auxiliaries and adverbs, then the verb.
    let mut main = None;
    while rest.contains(&at) && is(at, VERB.or(AROUND_VERB)) && at < rest.start + 10 {
        if is(at, VERB) {
            main = Some(at);
        }
        at += 1;
    }
    let main = main?;
    match word(at) {
        "himself" | "herself" => Some(at),
        "his" | "her" if main + 1 == at => own(main, at).then_some(at),
        _ if relative => with_own(main + 1, rest, is, word),
        _ => None,
    }
}

/// "who won praise with his role": behind a relative's verb and a plain object the possessive of what is one's own. Another person
/// between might be meant.
fn with_own<'a>(at: usize, rest: &Range<usize>, is: impl Fn(usize, TagSet) -> bool, word: impl Fn(usize) -> &'a str) -> Option<usize> {
    let possessive = (at..rest.end.min(at + 6)).find(|i| matches!(word(*i), "his" | "her"))?;
    let plain = |i: usize| is(i, OBJECT) && !HUMAN_ENDINGS.iter().any(|end| word(i).ends_with(end));
    let preposition = matches!(possessive.checked_sub(1).map_or("", &word), "with" | "for" | "in" | "by" | "during" | "from" | "after");
    let own = (possessive + 1..possessive + 3).any(|i| ONES_OWN.contains(&word(i)));
    (possessive > at && preposition && own && (at..possessive).all(plain)).then_some(possessive)
}

/// What a plain object is made of, and the preposition behind it.
const OBJECT: TagSet = NOUN.or(TagSet::of(&[Tag::Dt, Tag::Jj, Tag::In, Tag::Cd, Tag::Rb]));

/// How words for people end.
const HUMAN_ENDINGS: &[&str] = &["er", "or", "ist", "ian", "man", "men", "ers", "ors", "son", "ant", "ent", "father", "husband"];

/// What a person is known for, or has once.
#[rustfmt::skip]
const ONES_OWN: &[&str] = &[
    "role", "roles", "performance", "performances", "film", "films", "song", "songs", "voice", "looks", "beauty", "career", "acting",
    "statements", "remarks", "novel", "novels", "book", "books", "paintings", "albums", "album", "outfit", "dress", "posts", "resignation",
    "birthday", "success", "sculptures", "poems",
];
