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
            for sentence in text.sentences() {
                let tokens = text.tokens_of(sentence);
                let stopped = tokens.last().is_some_and(|t| text.word(t) == ".");
                let opens = tokens.first().is_some_and(|t| may_open_fragment(&lower(text.word(t))));
                if !stopped || tokens.len() < 3 || !opens || text.is_quoted(sentence.span) {
                    continue;
                }
                if *personal.get_or_insert_with(|| text.tokens().iter().any(own_voice)) {
                    break;
                }
                if let Some(why) = fragment(&items(text, sentence)) {
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

/// Participles that begin a sentence about what somebody speaks of.
const SPEAKING: &[&str] = &["talking", "speaking", "referring", "commenting"];

/// Whether a sentence that begins with this word may be a stump.
fn may_open_fragment(word: &str) -> bool {
    AUXILIARIES.contains(&word) || OPENERS.contains(&word) || SPEAKING.contains(&word)
}

/// What a sentence lacks, if it is a stump.
fn fragment(items: &[Item<'_>]) -> Option<String> {
    let head = items.first()?;
    if !head.is_capitalised() {
        return None;
    }
    without_subject(items).or_else(|| without_verb(items)).or_else(|| only_spoken_of(items))
}

/// A sentence that begins with its auxiliary and a verb form or adjective: `Should not happen.`
fn without_subject(items: &[Item<'_>]) -> Option<String> {
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

/// "Talking about the match in Lagos.": what somebody spoke of, and not who spoke.
fn only_spoken_of(items: &[Item<'_>]) -> Option<String> {
    let head = items.first()?;
    let second = items.get(1)?.lower.as_ref();
    let fits = match head.lower.as_ref() {
        "talking" | "speaking" | "commenting" => matches!(second, "about" | "on" | "of" | "at" | "in" | "to"),
        "referring" => second == "to",
        _ => false,
    };
    (fits && !items.iter().any(|t| t.is_finite() || t.tag == Tag::Comma))
        .then(|| format!("what \"{}\" opens hangs in the air: there is no main verb", head.text))
}
