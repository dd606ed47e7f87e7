//! `noun-echo`: "implant implantation".

use crate::{
    analysis::Tag,
    rule::{Check, RuleContext, Scope},
};

pub struct NounEcho;

/// Endings that make the name of an act.
const ACTS: &[&str] = &["ation", "ition", "tion", "ion", "ment", "ance", "ence", "al", "s"];

/// First halves that meet such a word in good English: "sign signals", "form formation" are not among them.
const FINE: &[&str] = &["person", "nation", "region", "govern", "music", "critic", "commune"];

impl Check for NounEcho {
    fn scope(&self) -> Scope {
        Scope::Block
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for text in cx.article().prose() {
            for sentence in text.sentences() {
                let tokens = text.tokens_of(sentence);
                for (i, pair) in tokens.windows(2).enumerate() {
                    let [first, second] = pair else { continue };
                    // Their lengths tell of most that the second is not the first with an ending.
                    if first.span.len() < 6 || !(1..=5).contains(&second.span.len().saturating_sub(first.span.len())) {
                        continue;
                    }
                    let (one, two) = (text.word(first), text.word(second));
                    let derived = one.bytes().all(|b| b.is_ascii_lowercase())
                        && two.bytes().all(|b| b.is_ascii_lowercase())
                        && two.strip_prefix(one).is_some_and(|ending| ACTS.contains(&ending))
                        && !FINE.contains(&one);
                    if !derived || text.is_quoted(first.span) {
                        continue;
                    }
                    let at = sentence.tokens.start + i;
                    let verb = matches!(text.tag(at), Tag::Vb | Tag::Vbp | Tag::Vbd)
                        && at > sentence.tokens.start
                        && matches!(text.tag(at - 1), Tag::Nn | Tag::Nns | Tag::Prp | Tag::Md | Tag::To | Tag::Nnp);
                    if verb || !matches!(text.tag(at + 1), Tag::Nn | Tag::Nns) {
                        continue;
                    }
                    let span = first.span.cover(&second.span);
                    cx.report(text.index(), span, format!("\"{one}\" says the same as \"{two}\""));
                }
            }
        }
    }
}
