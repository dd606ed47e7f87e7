//! Turns of phrase that literal translation leaves behind and that an editor has a name for.
//!
//! All of them are English. They say what weighs in a sentence that weighs, never that a sentence is wrong.

use super::units::Unit;
use crate::{
    analysis::{Tag, Text},
    span::BlockSpan,
};

/// A turn that was found: its units, its kind (an index into the list of patterns), and what to say of it.
pub struct Found {
    pub kind: usize,
    pub first: usize,
    pub last: usize,
    pub why: String,
}

/// A sentence's units with their words and tags. Beyond either end there is no word, and no tag that anything asks for.
pub struct View<'v, 'a> {
    pub text: &'v Text<'a>,
    pub units: &'v [Unit],
}

impl View<'_, '_> {
    fn tag(&self, unit: usize) -> Tag {
        self.units.get(unit).map_or(Tag::Nfp, |u| self.text.tag(u.token))
    }

    /// Where a unit stands in its block.
    pub fn place(&self, unit: usize) -> Option<BlockSpan> {
        self.units.get(unit).and_then(|u| self.text.tokens().get(u.token)).map(|t| t.span)
    }

    fn word(&self, unit: usize) -> String {
        self.place(unit).map(|s| self.text.slice(s).to_lowercase().replace('’', "'")).unwrap_or_default()
    }

    fn is(&self, unit: usize, words: &[&str]) -> bool {
        words.contains(&self.word(unit).as_str())
    }

    /// Whether a unit is a word of a list parted by spaces.
    fn among(&self, unit: usize, list: &str) -> bool {
        listed(&self.word(unit), list)
    }

    /// A comma, a colon and their like.
    pub fn is_mark(&self, unit: usize) -> bool {
        self.is(unit, &[",", ";", ":", "?", "!"])
    }

    /// Whether a run of words may end here: not with a mark, and not with a word that leans on the next.
    pub fn is_end(&self, unit: usize) -> bool {
        !self.is_mark(unit) && !self.is(unit, &["the", "a", "an", "of", "to", "and", "or", "'s", "his", "her", "its", "their"])
    }

    /// A noun that is no name, nor part of one.
    fn common_noun(&self, unit: usize) -> bool {
        let small = || self.place(unit).is_some_and(|s| self.text.slice(s).starts_with(char::is_lowercase));
        matches!(self.tag(unit), Tag::Nn | Tag::Nns) && small()
    }

    fn noun(&self, unit: usize) -> bool {
        self.common_noun(unit) || matches!(self.tag(unit), Tag::Nnp | Tag::Nnps)
    }

    /// What may stand before a noun in its phrase.
    fn before_noun(&self, unit: usize) -> bool {
        matches!(self.tag(unit), Tag::Dt | Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Cd | Tag::PrpPoss) || self.noun(unit)
    }

    /// The last unit of the noun phrase that begins here, if one does; at most six words.
    fn phrase(&self, start: usize) -> Option<usize> {
        (start..start + 6).take_while(|i| self.before_noun(*i)).last().filter(|i| self.noun(*i))
    }

    fn be(&self, unit: usize) -> bool {
        self.is(unit, &["is", "are", "was", "were", "be", "been", "being"])
    }

    /// The words from one unit to another, as they stand.
    fn words(&self, first: usize, last: usize) -> String {
        match (self.place(first), self.place(last)) {
            (Some(a), Some(b)) => self.text.slice(a.cover(&b)).split_whitespace().collect::<Vec<_>>().join(" "),
            _ => String::new(),
        }
    }
}

/// Looks for one kind of turn that begins at a unit (of at least one); gives its last unit and what to say.
type Pattern = fn(&View<'_, '_>, usize) -> Option<(usize, String)>;

const PATTERNS: &[Pattern] = &[
    of_chain,
    crowd_of_articles,
    compound_preposition,
    light_verb,
    nominal,
    genitive,
    stacked_nouns,
    written_out_relative,
    passive,
    impersonal_report,
    verdict_first,
    there_are_who,
    perfect_beside_time,
    having_done,
    uncontracted_speech,
    linking_opener,
    source_first,
    date_first,
    circumstances_first,
    comma_before_clause,
    wordy,
    that_kept,
];

/// All that is found in a sentence.
pub fn find(view: &View<'_, '_>) -> Vec<Found> {
    let at = |first: usize| {
        PATTERNS.iter().enumerate().filter_map(move |(kind, look)| {
            let (last, why) = look(view, first)?;
            (last < view.units.len()).then_some(Found { kind, first, last, why })
        })
    };
    (0..view.units.len()).flat_map(at).collect()
}

fn listed(word: &str, list: &str) -> bool {
    list.split(' ').any(|w| w == word)
}

/// "the head of the office of the union"
fn of_chain(v: &View<'_, '_>, i: usize) -> Option<(usize, String)> {
    let first = v.phrase(i).filter(|n| v.common_noun(*n) && v.is(n + 1, &["of"]))?;
    let second = v.phrase(first + 2).filter(|n| v.is(n + 1, &["of"]))?;
    let third = v.phrase(second + 2)?;
    (i == 0 || !v.before_noun(i - 1)).then_some(())?;
    Some((third, "nouns strung together with \"of\"".to_owned()))
}

/// "the teams in the second stage of the tournament at the stadium"
fn crowd_of_articles(v: &View<'_, '_>, i: usize) -> Option<(usize, String)> {
    let the: Vec<usize> = (i..i + 13).filter(|k| v.is(*k, &["the"])).collect();
    if the.first() != Some(&i) || the.len() < 4 || (i..*the.last()?).any(|k| v.is_mark(k)) {
        return None;
    }
    Some((v.phrase(*the.get(3)?)?, "\"the\" before every noun".to_owned()))
}

/// Nouns that make a preposition of several words.
const PREPOSITIONAL: &str = "absence accordance area basis case connection context course direction event expense field framework help \
    initiative moment occasion part presence process purpose purposes regard relation request result sphere \
    terms territory view";

/// "within the framework of the program", "in connection with"
fn compound_preposition(v: &View<'_, '_>, i: usize) -> Option<(usize, String)> {
    let noun = if v.is(i + 1, &["the", "a"]) { i + 2 } else { i + 1 };
    let whole = v.tag(i) == Tag::In && v.among(noun, PREPOSITIONAL) && v.is(noun + 1, &["of", "with", "to"]);
    let last = v.phrase(noun + 2).unwrap_or(noun + 1);
    whole.then(|| (last, format!("\"{}\" where a shorter preposition would do", v.words(i, noun + 1).to_lowercase())))
}

/// Endings of nouns that name an action.
const ACTION: &[&str] = &["tion", "sion", "ment", "ance", "ence", "ing", "al"];
/// Nouns with such an ending that name a thing, a body or a time.
const THINGS: &str = "administration animal apartment association audience beginning building capital commission competition \
    condition conference constitution corporation department evening experience federation festival \
    foundation generation government hospital institution journal location meeting million morning nation \
    official opening organisation organization parliament population portion position question region \
    residence section sentence situation station television version wedding";

fn action(v: &View<'_, '_>, i: usize) -> bool {
    let word = v.word(i);
    v.tag(i) == Tag::Nn && word.len() > 6 && ACTION.iter().any(|e| word.ends_with(e)) && !listed(&word, THINGS)
}

/// "carried out an inspection of the farms"
fn light_verb(v: &View<'_, '_>, i: usize) -> Option<(usize, String)> {
    const LIGHT: &str = "conduct conducted conducting perform performed make made provide provided held hold";
    let carry = v.is(i, &["carry", "carried", "carrying", "carries"]) && v.is(i + 1, &["out"]);
    let noun = v.phrase(i + if carry { 2 } else { 1 }).filter(|n| action(v, *n))?;
    (carry || v.among(i, LIGHT)).then(|| (noun, format!("the action is in the noun (\"{}\"), the verb is empty", v.word(noun))))
}

/// "the strengthening of the control"
fn nominal(v: &View<'_, '_>, i: usize) -> Option<(usize, String)> {
    let whole = v.is(i, &["the"]) && action(v, i + 1) && v.is(i + 2, &["of"]);
    let last = v.phrase(i + 3).filter(|_| whole)?;
    Some((last, format!("an action put as a noun (\"{}\") where a verb is usual", v.word(i + 1))))
}

/// Nouns before "of" that no possessive can replace: parts, measures, kinds, times.
const PARTS: &str = "age amount area back background basis beginning bottom bulk case cause center centre chance city climate core cost \
    course day days dozens edge end event evening example fact fall first form front group half head heart heat height history hour \
    hundreds idea influx kind kinds lack length level lots majority middle millions month months morning most need night number \
    outskirts pair part parts percent percentage period place point possibility presence price problem question range rate rest result results \
    risk role row scene second sense series share shortage side sides sign sort source start state sum summer terms third thousands threat \
    time times top town type types use value variety view village volume wake way week weeks weight world year years";

/// "the father of the girl"
fn genitive(v: &View<'_, '_>, i: usize) -> Option<(usize, String)> {
    let noun = v.phrase(i).filter(|n| v.common_noun(*n) && v.is(n + 1, &["of"]) && !v.among(*n, PARTS) && !action(v, *n))?;
    let owner = v.is(noun + 2, &["the", "this", "his", "her", "their"]) || v.tag(noun + 2) == Tag::Nnp;
    let last = v.phrase(noun + 2).filter(|_| owner && v.is(i, &["the"]))?;
    Some((last, "\"of\" where a possessive or a compound is shorter".to_owned()))
}

/// "dental implant service price"
fn stacked_nouns(v: &View<'_, '_>, i: usize) -> Option<(usize, String)> {
    let run = (i..).take_while(|k| v.common_noun(*k)).count();
    (run >= 3 && (i == 0 || !v.common_noun(i - 1))).then(|| (i + run - 1, "nouns stacked without a small word between them".to_owned()))
}

/// "which was held in the hall"
fn written_out_relative(v: &View<'_, '_>, i: usize) -> Option<(usize, String)> {
    let pronoun = v.is(i, &["which", "that", "who"]) && i > 0 && (v.noun(i - 1) || v.is_mark(i - 1));
    let has = v.is(i + 1, &["has", "have", "had"]) && v.is(i + 2, &["been"]);
    let participle = if has { i + 3 } else { i + 2 };
    let whole = pronoun && (has || v.be(i + 1)) && v.tag(participle) == Tag::Vbn;
    whole.then(|| (participle, format!("a relative clause written out where \"{}\" alone would do", v.word(participle))))
}

/// "was carried out by the workers"
fn passive(v: &View<'_, '_>, i: usize) -> Option<(usize, String)> {
    let whole = v.be(i) && v.tag(i + 1) == Tag::Vbn && v.is(i + 2, &["by"]);
    let last = v.phrase(i + 3).filter(|_| whole)?;
    Some((last, format!("a passive, though who acts is known (\"{}\")", v.words(i + 3, last))))
}

/// "it was noted that"
fn impersonal_report(v: &View<'_, '_>, i: usize) -> Option<(usize, String)> {
    let verb = if v.is(i + 2, &["also", "been", "further"]) { i + 3 } else { i + 2 };
    let whole = v.is(i, &["it"]) && v.is(i + 1, &["is", "was", "has"]) && v.tag(verb) == Tag::Vbn && v.is(verb + 1, &["that"]);
    whole.then(|| (verb + 1, "a report that nobody makes".to_owned()))
}

/// "it is obvious that"
fn verdict_first(v: &View<'_, '_>, i: usize) -> Option<(usize, String)> {
    let adverb = usize::from(v.tag(i + 2) == Tag::Rb);
    let whole = v.is(i, &["it"]) && v.be(i + 1) && v.tag(i + 2 + adverb) == Tag::Jj && v.is(i + 3 + adverb, &["that"]);
    whole.then(|| (i + 3 + adverb, "an empty \"it\" puts the verdict before the matter".to_owned()))
}

/// "there are people here who"
fn there_are_who(v: &View<'_, '_>, i: usize) -> Option<(usize, String)> {
    let start = v.is(i, &["there"]) && v.be(i + 1);
    let who = (i + 3..i + 8).find(|k| v.is(*k, &["who", "which", "that"]))?;
    let whole = start && !(i..who).any(|k| v.is_mark(k)) && v.noun(who - 1);
    whole.then(|| (who, format!("\"there … {}\" where the noun could open the sentence", v.word(who))))
}

/// "has held a meeting on Monday": present perfect for what happened at a time.
fn perfect_beside_time(v: &View<'_, '_>, i: usize) -> Option<(usize, String)> {
    const TIMES: &str = "yesterday ago monday tuesday wednesday thursday friday saturday sunday";
    let perfect = v.is(i, &["has", "have"]) && v.tag(i + 1) == Tag::Vbn;
    // "has been ill since Monday" is as it should be.
    let time =
        (i + 2..i + 14).take_while(|k| !v.is_mark(*k) && !v.is(*k, &["since", "that", "who", "which"])).find(|k| v.among(*k, TIMES))?;
    perfect.then(|| (time, format!("\"{}\" beside the time it happened", v.words(i, i + 1))))
}

/// ", having received the order,"
fn having_done(v: &View<'_, '_>, i: usize) -> Option<(usize, String)> {
    let opens = i == 0 || v.is_mark(i - 1);
    (opens && v.is(i, &["having"]) && v.tag(i + 1) == Tag::Vbn).then(|| (i + 1, "a clause hung on \"having\"".to_owned()))
}

/// "I do not know"
fn uncontracted_speech(v: &View<'_, '_>, i: usize) -> Option<(usize, String)> {
    const AUXILIARY: &str = "do did am are was were have had will would could should can";
    let whole = v.is(i, &["i", "we", "you"]) && v.among(i + 1, AUXILIARY) && v.is(i + 2, &["not"]);
    (whole || v.is(i, &["i", "we", "you"]) && v.is(i + 1, &["cannot"]))
        .then(|| (if whole { i + 2 } else { i + 1 }, "speech in full, where speakers contract".to_owned()))
}

/// Words and phrases that tie a sentence to the last.
const LINKS: &[&[&str]] = &[
    &["also"],
    &["besides"],
    &["moreover"],
    &["furthermore"],
    &["therefore"],
    &["thus"],
    &["in", "addition"],
    &["in", "turn"],
    &["in", "general"],
    &["in", "particular"],
    &["in", "this", "regard"],
    &["in", "this", "case"],
    &["in", "this", "way"],
    &["at", "the", "same", "time"],
    &["at", "the", "moment"],
    &["on", "the", "other", "hand"],
    &["on", "the", "one", "hand"],
    &["as", "a", "result"],
    &["first", "of", "all"],
    &["for", "this", "reason"],
    &["because", "of", "this"],
    &["due", "to", "this"],
    &["after", "that"],
];

/// "In this regard, …"; "Also, …"
fn linking_opener(v: &View<'_, '_>, i: usize) -> Option<(usize, String)> {
    let link = LINKS.iter().find(|link| link.iter().enumerate().all(|(k, w)| v.is(i + k, &[w])) && v.is(i + link.len(), &[","]))?;
    let last = (i + link.len()).saturating_sub(1);
    if i == 0 {
        return Some((last, format!("the sentence opens with the link \"{}\"", link.join(" "))));
    }
    let aside = v.is_mark(i - 1) || v.is(i - 1, &["and", "but", "that"]);
    aside.then(|| (last, format!("the link \"{}\" set between commas", link.join(" "))))
}

/// "According to the ministry, …"
fn source_first(v: &View<'_, '_>, i: usize) -> Option<(usize, String)> {
    let comma = (2..12).find(|k| v.is(*k, &[","]))?;
    (i == 0 && v.is(0, &["according"]) && v.is(1, &["to"])).then(|| (comma - 1, "the source is put before what it says".to_owned()))
}

/// "On July 25, the parade …"
fn date_first(v: &View<'_, '_>, i: usize) -> Option<(usize, String)> {
    let comma = (2..6).find(|k| v.is(*k, &[","]))?;
    let dated = (1..comma).any(|k| v.tag(k) == Tag::Cd) && (1..comma).all(|k| matches!(v.tag(k), Tag::Cd | Tag::Nnp | Tag::Dt | Tag::Nn));
    (i == 0 && v.is(0, &["on", "in"]) && dated).then(|| (comma - 1, "the date is put before the news".to_owned()))
}

/// "said that he did"
fn that_kept(v: &View<'_, '_>, i: usize) -> Option<(usize, String)> {
    const SAY: &str = "said says think thinks thought believe believes believed know hope hopes";
    let whole = v.among(i, SAY) && v.is(i + 1, &["that"]) && matches!(v.tag(i + 2), Tag::Prp | Tag::Dt | Tag::Nnp | Tag::PrpPoss | Tag::Ex);
    whole.then(|| (i + 2, format!("\"that\" kept after \"{}\"", v.word(i))))
}

/// "In the interview, the governor …"
fn circumstances_first(v: &View<'_, '_>, i: usize) -> Option<(usize, String)> {
    let comma = (3..10).find(|k| v.is_mark(*k)).filter(|k| v.is(*k, &[","]))?;
    let clause = (1..comma).any(|k| matches!(v.tag(k), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md));
    let whole = i == 0 && v.tag(0) == Tag::In && v.common_noun(comma - 1) && !clause && !v.is(0, &["according"]);
    let last = v.phrase(comma + 1).filter(|_| whole)?;
    Some((last, "circumstances first, the subject only after a comma".to_owned()))
}

/// ", because there are"; ", that he"
fn comma_before_clause(v: &View<'_, '_>, i: usize) -> Option<(usize, String)> {
    let clause = v.is(i + 1, &["because"]) || v.is(i + 1, &["that"]) && v.tag(i + 1) == Tag::In;
    let whole = i > 0 && v.is(i, &[","]) && clause && matches!(v.tag(i + 2), Tag::Prp | Tag::Dt | Tag::Ex | Tag::Nnp);
    // Between two commas it belongs to what surrounds it.
    let closed = (i.saturating_sub(8)..i).any(|k| v.is_mark(k));
    (whole && !closed).then(|| (i + 2, format!("a comma before \"{}\"", v.word(i + 1))))
}

/// Wordy turns, and what they stand for.
const WORDY: &[(&[&str], &str)] = &[
    (&["in", "order", "to"], "to"),
    (&["as", "well", "as"], "and"),
    (&["a", "large", "number", "of"], "many"),
    (&["a", "huge", "number", "of"], "many"),
    (&["a", "large", "amount", "of"], "much"),
    (&["the", "majority", "of"], "most"),
    (&["the", "fact", "that"], "that"),
    (&["it", "is", "necessary", "to"], "must"),
    (&["it", "is", "possible", "to"], "can"),
    (&["it", "was", "possible", "to"], "could"),
    (&["it", "is", "important", "to"], "must"),
    (&["have", "the", "opportunity", "to"], "can"),
    (&["has", "the", "opportunity", "to"], "can"),
    (&["had", "the", "opportunity", "to"], "could"),
    (&["is", "able", "to"], "can"),
    (&["are", "able", "to"], "can"),
    (&["was", "able", "to"], "could"),
    (&["were", "able", "to"], "could"),
    (&["at", "the", "present", "time"], "now"),
    (&["at", "this", "time"], "now"),
    (&["after", "which"], "then"),
    (&["due", "to", "the", "fact"], "because"),
    (&["such", "a", "way"], "so"),
];

/// "in order to", "as well as"
fn wordy(v: &View<'_, '_>, i: usize) -> Option<(usize, String)> {
    let (turn, short) = WORDY.iter().find(|(turn, _)| turn.iter().enumerate().all(|(k, w)| v.is(i + k, &[w])))?;
    Some((i + turn.len() - 1, format!("\"{}\" where \"{short}\" is usual", turn.join(" "))))
}
