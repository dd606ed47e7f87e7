//! `joined-with-itself`: "integration and integration".

use crate::{
    analysis::{Tag, Text, TokenKind, keys::key},
    diagnostic::Place,
    rule::{Check, RuleContext, Scope},
};

pub struct JoinedWithItself;

/// What is said twice on purpose.
const ON_PURPOSE: &[&str] = &[
    "years",
    "year",
    "days",
    "day",
    "hours",
    "hour",
    "weeks",
    "months",
    "miles",
    "minutes",
    "minute",
    "tons",
    "lots",
    "loads",
    "rows",
    "piles",
    "pages",
    "heaps",
    "layers",
    "dozens",
    "hundreds",
    "thousands",
    "millions",
    "billions",
    "generations",
    "centuries",
    "decades",
    "times",
    "time",
    "people",
    "more",
    "less",
    "many",
    "much",
    "such",
    "side",
    "half",
    "same",
    "each",
    "both",
    "other",
    "first",
    "second",
    "rounds",
    "round",
    "kind",
    "part",
    "person",
    "thing",
    "things",
    "bigger",
    "step",
    "ways",
    "others",
    "another",
    // Idioms of rivals and of what goes in turn.
    "neck",
    "inch",
    "inches",
    "back",
    "chunks",
    "waves",
    "masses",
    "boxes",
    "nothing",
    "something",
];

impl Check for JoinedWithItself {
    fn scope(&self) -> Scope {
        Scope::Block
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let conjunctions = [key("and"), key("or")];
        for text in cx.article().prose() {
            for sentence in text.sentences() {
                let ands = sentence.tokens.clone().zip(text.keys_of(sentence)).filter(|(_, key)| conjunctions.contains(key));
                for (at, _) in ands {
                    let Some(and) = text.tokens().get(at) else { continue };
                    if !matches!(text.word(and), "and" | "or") || at == sentence.tokens.start || at + 1 >= sentence.tokens.end {
                        continue;
                    }
                    let size = phrase(text, at, sentence.tokens.clone()).or_else(|| joined(text, at, sentence.tokens.end).then_some(1));
                    let Some(size) = size else { continue };
                    let over = |from: usize, to: usize| Some(text.tokens().get(from)?.span.cover(&text.tokens().get(to)?.span));
                    let (Some(first), Some(second)) = (over(at - size, at - 1), over(at + 1, at + size)) else { continue };
                    if !text.is_quoted(first.cover(&second))
                        && !text.has_code(first.cover(&second))
                        && !gapped(text, at, size)
                        && !choice(text, at, size)
                    {
                        let kind = if size == 1 { "word" } else { "phrase" };
                        let message = format!("\"{}\" joins a {kind} with itself", text.slice(first.cover(&second)));
                        cx.report(text.index(), second, message).label(Place::new(text.index(), first), "said here already");
                    }
                }
            }
        }
    }
}

/// "talk to the manager and the manager to the owner": both halves go on alike, the second without its verb.
fn gapped(text: &Text<'_>, at: usize, size: usize) -> bool {
    let word = |i: usize| text.word_at(i);
    let before = at.checked_sub(size + 1).map_or("", word);
    matches!(before, "to" | "from" | "with" | "by" | "for" | "on" | "at" | "against") && word(at + size + 1) == before
}

/// "a developer or developers", "arguments or arguments of another type": "or" joins a thing with its like on purpose, unless both
/// are the same to the letter and a mark ends the second.
fn choice(text: &Text<'_>, at: usize, size: usize) -> bool {
    let word = |i: usize| text.word_at(i);
    let same = (0..size).all(|i| word(at - size + i) == word(at + 1 + i));
    word(at) == "or" && !(same && matches!(word(at + size + 1), "." | "," | ";" | ""))
}

/// The longest phrase that is repeated, in tokens.
const LONGEST: usize = 5;

/// How many tokens before the conjunction at `at` stand behind it again as a phrase of several words, or as a name.
fn phrase(text: &Text<'_>, at: usize, sentence: std::ops::Range<usize>) -> Option<usize> {
    let tokens = text.tokens();
    let word = |i: usize| tokens.get(i).map_or("", |t| text.word(t));
    let is_word = |i: usize| tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word);
    let same = |size: usize| (0..size).all(|i| is_word(at + 1 + i) && word(at - size + i) == word(at + 1 + i));
    let size = (1..=LONGEST).rev().find(|n| at >= sentence.start + n && at + n < sentence.end && same(*n))?;
    let (last, next) = (word(at - 1), at + size + 1);
    let noun = text.tag(at - 1).is_noun() && text.tag(at + size).is_noun();
    if !noun || last.chars().count() < 3 + usize::from(size == 1) || ON_PURPOSE.contains(&last) {
        return None;
    }
    let between = size == 1 && word(at.saturating_sub(2)) == "between";
    // A new clause, or a second half that goes on differently.
    let goes_on = next < sentence.end
        && (tokens.get(next).is_some_and(|t| t.kind == TokenKind::Number)
            || matches!(word(next), "of" | "-" | "who" | "which" | "that" | "against")
            || text.tag(next).is_noun()
            || text.tag(next).is_finite() && !between
            || matches!(text.tag(next), Tag::Pos | Tag::Vbn | Tag::Prp));
    let capital = |i: usize| word(i).starts_with(char::is_uppercase);
    let name = capital(at - 1);
    // "React and React Native", "Apple and Apple in China": the second is a longer name.
    let longer = name && next < sentence.end && (capital(next) || next + 1 < sentence.end && is_word(next) && capital(next + 1));
    // "Prime Minister and Minister", "Gigabit-Ethernet or Ethernet": the first half has more to it.
    let begins_before = at > sentence.start + size && (text.tag(at - size - 1).is_noun() || text.tag(at - size - 1) == Tag::Jj);
    (!goes_on && !longer && (size > 1 && (word(at - size).len() > 1 || size > 2) || size == 1 && name && !begins_before)).then_some(size)
}

/// Whether the token behind the conjunction at `at` repeats the one before it for no reason.
fn joined(text: &Text<'_>, at: usize, end: usize) -> bool {
    let tokens = text.tokens();
    let word = |i: usize| tokens.get(i).map_or("", |t| text.word(t));
    let (one, two) = (word(at - 1), word(at + 1));
    let kinds = [at - 1, at + 1].iter().all(|i| tokens.get(*i).is_some_and(|t| t.kind == TokenKind::Word));
    let small = |w: &str| w.len() > 3 && w.bytes().all(|b| b.is_ascii_lowercase());
    if one != two && !plural_of(one, two) || !kinds || !small(one) || !small(two) || ON_PURPOSE.contains(&one) || ON_PURPOSE.contains(&two)
    {
        return false;
    }
    let tags = (text.tag(at - 1), text.tag(at + 1));
    let noun = |t: Tag| matches!(t, Tag::Nn | Tag::Nns | Tag::Vbg);
    let same = one == two || noun(tags.0) && noun(tags.1) && text.lemma(at - 1) == text.lemma(at + 1);
    let class = noun(tags.0) && noun(tags.1) || tags.0 == Tag::Jj && tags.1 == Tag::Jj;
    if !same || !class {
        return false;
    }
    let next = (at + 2 < end).then(|| (word(at + 2), text.tag(at + 2)));
    let modified =
        at >= 2 && matches!(text.tag(at - 2), Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Jj | Tag::Vbn | Tag::Vbg | Tag::Pos | Tag::Cd);
    match next {
        Some((_, Tag::Pos)) => false,
        // "space for parking and parking is free": a new clause. "the deputy prime minister and minister of".
        Some(("is" | "are" | "was" | "were" | "has" | "have" | "no", _)) => false,
        Some(("of", _)) if at >= 2 && matches!(word(at - 2), "prime" | "deputy" | "vice" | "first" | "foreign") => false,
        // "war crimes and crimes against": the first has what the second gets from behind. "sports and sports clubs".
        Some((_, t)) if tags.0 != Tag::Jj && (matches!(t, Tag::Nn | Tag::Nns | Tag::Nnp) || t == Tag::Wdt) => false,
        // "new to leadership and leadership in a vacuum is hard": a new clause.
        Some((w, Tag::In)) if w != "of" && (at + 3..end).any(|i| text.tag(i).is_finite()) => false,
        // "arguments and arguments of another type": the second is told from the first.
        Some(("of" | "in" | "from" | "for", _))
            if matches!(word(at + 3), "another" | "other" | "others" | "different" | "such" | "this") =>
        {
            false
        }
        Some((w, t)) if tags.0 != Tag::Jj && modified && (t == Tag::In && w != "of" || t == Tag::Vbn || w == "who" || w == "that") => false,
        _ => true,
    }
}

fn plural_of(one: &str, two: &str) -> bool {
    one.strip_suffix('s') == Some(two) || two.strip_suffix('s') == Some(one)
}
