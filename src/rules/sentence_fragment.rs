//! `sentence-fragment`: a stump without subject or verb, split off from its sentence.

use crate::{
    analysis::{
        Tag, Token, Upos,
        ending::{Item, items},
        tokens::lower,
    },
    document::BlockKind,
    rule::{Check, RuleContext, Scope},
};

pub struct SentenceFragment;

impl Check for SentenceFragment {
    fn scope(&self) -> Scope {
        Scope::Block
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        // The reference of a program leaves its subject out: `Returns a promise.`
        if cx.article().document().is_technical() {
            return;
        }
        for text in cx.article().blocks().iter().filter(|b| b.kind() == BlockKind::Paragraph) {
            // A reader's comment drops its subject: `Would have loved to see it.`
            let own_voice = |t: &Token| matches!(text.word(t), "I" | "my" | "My" | "we" | "We" | "our") && !text.is_quoted(t.span);
            let mut personal = None;
            for (nth, sentence) in text.sentences().iter().enumerate() {
                let tokens = text.tokens_of(sentence);
                let stopped = tokens.last().is_some_and(|t| text.word(t) == ".");
                let opens = tokens.first().is_some_and(|t| may_open_fragment(&lower(text.word(t))));
                if !stopped || tokens.len() < 3 || !opens || text.is_quoted(sentence.span) {
                    continue;
                }
                if *personal.get_or_insert_with(|| text.tokens().iter().any(own_voice)) {
                    break;
                }
                if let Some(why) = fragment(&items(text, sentence), nth > 0) {
                    cx.report(text.index(), sentence.span, why);
                }
            }
        }
    }
}

/// Auxiliaries that begin a sentence without a subject.
const AUXILIARIES: &[&str] = &[
    "should", "would", "could", "must", "can", "will", "may", "might", "cannot", "was", "were", "is", "are", "has", "have", "had", "does",
    "did",
];

/// Words that begin what hangs on the sentence before, alone or with the next.
const OPENERS: &[&str] = &["including", "excluding", "namely", "featuring", "such", "as", "along", "together"];

/// Participles that begin a sentence about what somebody speaks of, with the words that may follow.
const SPEAKING: &[(&str, &[&str])] = &[
    ("talking", ABOUT),
    ("speaking", ABOUT),
    ("commenting", ABOUT),
    ("referring", &["to"]),
    ("pointing", &["to", "at", "out"]),
    ("responding", &["to"]),
    ("reacting", &["to"]),
    ("alluding", &["to"]),
    ("drawing", &["attention"]),
    ("stating", THAT),
    ("noting", THAT),
    ("stressing", THAT),
    ("emphasizing", THAT),
    ("emphasising", THAT),
    ("underlining", THAT),
    ("indicating", THAT),
    ("reminding", THAT),
    ("explaining", THAT),
    ("claiming", THAT),
    ("adding", THAT),
    ("reiterating", THAT),
];
const ABOUT: &[&str] = &["about", "on", "of", "at", "in", "to"];
const THAT: &[&str] = &["that"];

/// Verbs of saying that begin a sentence without who spoke, and what follows them.
const SAID: &[&str] = &["told", "said", "asked", "informed", "explained", "added", "stated", "appealed", "demanded"];
const SAID_WHAT: &[&str] = &["that", "why", "whether", "if"];

/// Whether a sentence that begins with this word may be a stump.
fn may_open_fragment(word: &str) -> bool {
    AUXILIARIES.contains(&word) || OPENERS.contains(&word) || SAID.contains(&word) || SPEAKING.iter().any(|(verb, _)| *verb == word)
}

/// What a sentence lacks, if it is a stump; `behind` others in its paragraph.
fn fragment(items: &[Item<'_>], behind: bool) -> Option<String> {
    let head = items.first()?;
    if !head.is_capitalised() {
        return None;
    }
    without_subject(items, behind)
        .or_else(|| without_verb(items))
        .or_else(|| only_spoken_of(items))
        .or_else(|| if behind { only_said(items) } else { None })
}

/// A sentence that begins with its auxiliary and a verb form or adjective: `Should not happen.`
fn without_subject(items: &[Item<'_>], behind: bool) -> Option<String> {
    let head = items.first()?;
    if !AUXILIARIES.contains(&head.lower.as_ref()) {
        return None;
    }
    let after = items.iter().skip(1).take_while(|t| t.tag.is_adverb() || t.lower == "not").count() + 1;
    let verb = items.get(after)?;
    // `May said`, `Will Okafor`: a name; `Should talks fail`: an inverted condition; `Have patience.`: an imperative.
    let bare =
        matches!(head.lower.as_ref(), "should" | "would" | "could" | "must" | "can" | "will" | "may" | "might" | "cannot" | "does" | "did");
    let fits = if bare {
        verb.tag == Tag::Vb || matches!(verb.lower.as_ref(), "be" | "have" | "also")
    } else {
        matches!(verb.tag, Tag::Vbn | Tag::Vbg | Tag::Jj | Tag::To) && !(head.lower == "have" && verb.tag != Tag::Vbn)
    };
    let subject = items.iter().skip(after).take(4).any(|t| matches!(t.lower.as_ref(), "he" | "she" | "it" | "they" | "we" | "you" | "i"));
    // "Is single.", "Are in good health.": what is said of the subject of the sentence before.
    let copula = matches!(head.lower.as_ref(), "is" | "are" | "was" | "were");
    let predicate = behind && copula && matches!(verb.tag, Tag::In | Tag::Dt | Tag::Jj | Tag::Cd);
    let ends = items.last().is_some_and(|t| t.lower == ".") && !items.iter().any(|t| t.tag == Tag::Comma);
    if predicate && ends && !subject && verb.text.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()) {
        return Some(format!("\"{}\" has no subject", head.text));
    }
    // "Is proceeding.", but no "Is broken." of a headline's kind.
    let goes_on = items.get(after + 1).is_some_and(|t| t.tag != Tag::Comma && (t.tag != Tag::Stop || verb.tag == Tag::Vbg || after > 1));
    (fits && goes_on && !subject && verb.text.starts_with(char::is_lowercase)).then(|| format!("\"{}\" has no subject", head.text))
}

/// A sentence that hangs on the one before it and has no finite verb of its own: `Including the withdrawal of troops.`
fn without_verb(items: &[Item<'_>]) -> Option<String> {
    let word = |i: usize| items.get(i).map_or("", |t| t.lower.as_ref());
    let opener = match (word(0), word(1)) {
        ("including" | "excluding" | "namely" | "featuring", _) => items.first()?.text.to_owned(),
        ("such", "as") | ("as", "well") | ("along", "with") | ("together", "with") => {
            format!("{} {}", items.first()?.text, items.get(1)?.text)
        }
        _ => return None,
    };
    // A finite verb counts unless a relative or conjunction opens a clause for it.
    let finite = items.iter().filter(|t| t.is_finite()).count();
    let opened = items.iter().filter(|t| t.tag.is_wh() || t.tag == Tag::In && t.upos == Upos::Sconj).count();
    if finite > opened || items.iter().skip_while(|t| t.tag != Tag::Comma).any(Item::is_finite) {
        return None;
    }
    Some(format!("what \"{opener}\" opens hangs in the air: there is no main verb"))
}

/// "Talking about the match in Lagos.", "Stressing that the dam is safe.": what somebody spoke of, and not who spoke.
fn only_spoken_of(items: &[Item<'_>]) -> Option<String> {
    let head = items.first()?;
    let second = items.get(1)?.lower.as_ref();
    let (_, follow) = SPEAKING.iter().find(|(verb, _)| *verb == head.lower)?;
    if !follow.contains(&second) || items.iter().any(|t| t.tag == Tag::Comma) {
        return None;
    }
    // In what is reported a verb may stand; a second one would be the sentence's own.
    let allowed = usize::from(second == "that" || second == "out") * (1 + items.iter().filter(|t| opens(t)).count());
    (items.iter().filter(|t| t.is_finite()).count() <= allowed)
        .then(|| format!("what \"{}\" opens hangs in the air: there is no main verb", head.text))
}

/// Whether a word opens a clause or joins one.
fn opens(item: &Item<'_>) -> bool {
    item.tag.is_wh() || item.tag == Tag::Cc || item.tag == Tag::In && item.upos == Upos::Sconj && item.lower != "that"
}

/// "Asked why the work had stopped.": what was said or asked, and not by whom.
fn only_said(items: &[Item<'_>]) -> Option<String> {
    let head = items.first()?;
    let second = items.get(1)?.lower.as_ref();
    let fits = SAID.contains(&head.lower.as_ref()) && SAID_WHAT.contains(&second) && !items.iter().any(|t| t.tag == Tag::Comma);
    // A second verb would be the sentence's own.
    let allowed = 1 + items.iter().skip(2).filter(|t| opens(t)).count();
    (fits && items.iter().skip(1).filter(|t| t.is_finite()).count() <= allowed).then(|| format!("\"{}\" has no subject", head.text))
}
