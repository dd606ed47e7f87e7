//! `unclosed-quotation`: a quotation that is opened and never closed.

use crate::{
    analysis::{
        Article, Text, Token, TokenKind,
        unterminated::{End, end_of},
    },
    diagnostic::{Group, Severity},
    document::BlockKind,
    rule::{Example, Languages, Rule, RuleContext, RuleMeta},
};
use std::borrow::Cow;

/// See its record.
pub struct UnclosedQuotation;

static META: RuleMeta = RuleMeta {
    id: Cow::Borrowed("unclosed-quotation"),
    group: Group::Truncation,
    summary: Cow::Borrowed("a quotation that is opened and never closed"),
    explanation: Cow::Borrowed(
        "Where the closing mark is lost, so may be words, and the reader can't tell who speaks. Newspapers open a quotation of several \
         paragraphs again on each and close it on the last, and some close it on the last without opening it again: neither is reported. A \
         paragraph that breaks off altogether is left to truncated-paragraph.",
    ),
    severity: Severity::Warning,
    confidence: 0.8,
    languages: Languages::Any,
    default: true,
    examples: Cow::Borrowed(&[
        Example::wrong("\"The bridge will open in May, said the mayor, Ana Castro. Nobody in the council doubted it.", "\"The"),
        Example::wrong(
            "The union called the offer “an insult to every nurse in Malta, said its chair, Rita Borg. It added that talks resume on Friday.",
            "“an",
        ),
        Example::right("\"The bridge will open in May,\" said the mayor, Ana Castro.", "closed"),
        Example::right(
            "\"We began with nine people,\" she said.\n\n\"In the first year we had no boat.\n\n\"In the second we had two,\" she said.",
            "opened again on each paragraph and closed on the last",
        ),
        Example::right("\"We began with nine people.\n\nIn the first year we had no boat,\" she said.", "closed in the next paragraph"),
        Example::right("The plank was 6' 2\" long and the door 7\" wide.", "inches"),
    ]),
};

/// Whether a text has a double quotation mark, as far as its bytes tell: those outside ASCII begin with these.
fn may_quote(text: &str) -> bool {
    memchr::memchr(b'"', text.as_bytes()).is_some() || memchr::memchr3(0xE2, 0xE3, 0xC2, text.as_bytes()).is_some()
}

/// What a quotation mark does where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
}

/// The double quotation marks of a block: the index of each among its tokens, and what it does.
fn marks(text: &Text<'_>) -> Vec<(usize, Role)> {
    let tokens = text.tokens();
    let mut found: Vec<(usize, Role)> = Vec::new();
    let mut opener = None;
    for (i, token) in tokens.iter().enumerate().filter(|(_, t)| t.kind == TokenKind::Punctuation) {
        let mark = text.word(token);
        let before = i.checked_sub(1).and_then(|k| tokens.get(k)).map_or("", |t| text.word(t));
        let spaced_after = tokens.get(i + 1).is_none_or(|t| t.spaced);
        let role = match mark {
            "“" if opener == Some("„") => Role::Closes,
            "“" | "„" | "「" | "『" | "‟" => Role::Opens,
            "”" | "」" | "』" => Role::Closes,
            // Some languages point them inwards.
            "«" | "»" if opener.is_some_and(|o| (o == "«" || o == "»") && o != mark) => Role::Closes,
            "«" | "»" => Role::Opens,
            "\"" => {
                let open = token.spaced || i == 0 || matches!(before, "(" | "[" | "—" | "–" | "-" | "--" | "/" | "‘" | "'");
                match (open && !spaced_after, !token.spaced && (spaced_after || follows_close(text, tokens, i))) {
                    (true, false) => Role::Opens,
                    (false, true) if opener.is_none() && before.ends_with(|c: char| c.is_ascii_digit()) => continue, // inches
                    (false, true) => Role::Closes,
                    _ if opener.is_some() => Role::Closes,
                    _ => Role::Opens,
                }
            }
            _ => continue,
        };
        opener = if role == Role::Opens { Some(mark) } else { None };
        found.push((i, role));
    }
    found
}

/// Whether a mark that closes may stand before what follows.
fn follows_close(text: &Text<'_>, tokens: &[Token], i: usize) -> bool {
    tokens.get(i + 1).is_none_or(|t| {
        matches!(text.word(t), "." | "," | ";" | ":" | "?" | "!" | ")" | "]" | "'" | "’" | "—" | "–" | "-" | "--" | "..." | "…")
    })
}

/// Whether the quotation that a block leaves open is closed, or opened again, behind it.
fn goes_on(article: &Article<'_>, index: usize) -> bool {
    let next = article
        .blocks()
        .iter()
        .skip(index + 1)
        .filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::Quotation | BlockKind::ListItem));
    for (n, block) in next.enumerate() {
        match marks(block).first() {
            None => {}
            Some((_, Role::Closes)) => return true,
            Some((i, Role::Opens)) => return n < 4 && *i == 0,
        }
    }
    false
}

/// Whether words behind the opening mark name a speaker, so that the quotation must have ended before them. Without them it may
/// run on over paragraphs that papers leave unmarked.
fn is_attributed(text: &Text<'_>, open: usize) -> bool {
    const SPEECH: &[&str] = &["said", "says", "told", "added", "asked", "explained", "wrote", "noted", "warned", "insisted", "stressed"];
    let behind = text.tokens().get(open + 1..).unwrap_or(&[]);
    behind.windows(2).any(|pair| match pair {
        [comma, verb] => matches!(text.word(comma), "," | "." | "?" | "!") && SPEECH.contains(&text.word(verb)),
        _ => false,
    }) || behind.windows(3).any(|t| match t {
        [comma, name, verb] => {
            matches!(text.word(comma), "," | "?" | "!")
                && text.word(name).starts_with(char::is_alphabetic)
                && SPEECH.contains(&text.word(verb))
        }
        _ => false,
    })
}

impl Rule for UnclosedQuotation {
    fn meta(&self) -> &RuleMeta {
        &META
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let article = cx.article();
        for text in article.blocks().iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::Quotation)) {
            if !may_quote(text.text()) || matches!(end_of(text.text()), End::Bare | End::Open(_) | End::Colon) {
                continue;
            }
            let marks = marks(text);
            let opens = marks.iter().filter(|m| m.1 == Role::Opens).count();
            let (Some((i, Role::Opens)), true) = (marks.last(), opens * 2 > marks.len()) else { continue };
            let Some(mark) = text.tokens().get(*i) else { continue };
            if goes_on(article, text.index()) || !is_attributed(text, *i) {
                continue;
            }
            let span = text.tokens().get(i + 1).map_or(mark.span, |t| mark.span.cover(&t.span));
            cx.report(text.index(), span, "this quotation is never closed");
        }
    }
}
