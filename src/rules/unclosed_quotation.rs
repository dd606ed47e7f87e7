//! `unclosed-quotation`: a quotation that is opened and never closed.

use crate::{
    analysis::{
        Article, Text, Token, TokenKind,
        unterminated::{End, end_of},
    },
    diagnostic::Place,
    document::BlockKind,
    rule::{Check, RuleContext},
};

pub struct UnclosedQuotation;

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

/// The double quotation marks of a block that has them and ends as a text does.
struct Marks(Vec<(usize, Role)>);

impl Marks {
    fn of(text: &Text<'_>) -> Self {
        let read = may_quote(text.text()) && !matches!(end_of(text.text()), End::Bare | End::Open(_) | End::Colon);
        Self(if read { marks(text) } else { Vec::new() })
    }
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
            // What was opened with `„` paragraphs ago is closed right behind its last word; English opens with this one, behind a space.
            "“" if !text.pack().is_english()
                && opener.is_none()
                && i > 0
                && !token.spaced
                && (spaced_after || follows_close(text, tokens, i)) =>
            {
                Role::Closes
            }
            "“" | "„" | "「" | "『" | "‟" => Role::Opens,
            "”" | "」" | "』" => Role::Closes,
            // Some languages point them inwards.
            "«" | "»" if opener.is_some_and(|o| (o == "«" || o == "»") && o != mark) => Role::Closes,
            "«" | "»" => Role::Opens,
            // With a space inside either mark, as French has it: `" It would be a mistake ", he said`.
            "\"" if stands_before_stop(text, tokens, i) && i > 0 => Role::Closes,
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

/// Whether what follows right behind a mark ends or parts a sentence, so that nothing is opened there.
fn stands_before_stop(text: &Text<'_>, tokens: &[Token], i: usize) -> bool {
    tokens.get(i + 1).is_some_and(|t| !t.spaced && matches!(text.word(t), "." | "," | ";" | ":" | "?" | "!" | ")"))
}

/// Whether a mark that closes may stand before what follows.
fn follows_close(text: &Text<'_>, tokens: &[Token], i: usize) -> bool {
    tokens.get(i + 1).is_none_or(|t| {
        matches!(text.word(t), "." | "," | ";" | ":" | "?" | "!" | ")" | "]" | "'" | "’" | "—" | "–" | "-" | "--" | "..." | "…")
    })
}

/// What comes of a quotation that a block leaves open, behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Later {
    /// It is closed, or opened again at a paragraph's head: it goes on.
    GoesOn,
    /// The next one is opened inside a paragraph near by, so this one must have ended before.
    Another,
    /// Nothing that tells.
    Nothing,
}

/// What comes of the quotation that a block leaves open.
fn later(article: &Article<'_>, index: usize) -> Later {
    let next = article
        .blocks()
        .iter()
        .skip(index + 1)
        .filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::Quotation | BlockKind::ListItem));
    for (n, block) in next.enumerate() {
        let marks = marks(block);
        let closes = marks.iter().filter(|m| m.1 == Role::Closes).count();
        match marks.first() {
            None => {}
            // Others are opened and closed in it, and one more is closed.
            _ if closes * 2 > marks.len() => return Later::GoesOn,
            Some((_, Role::Closes)) => return Later::GoesOn,
            Some((0, Role::Opens)) if n < NEAR => return Later::GoesOn,
            Some((0, Role::Opens)) => return Later::Nothing,
            Some(_) => return if n < NEAR { Later::Another } else { Later::Nothing },
        }
    }
    Later::Nothing
}

/// Blocks behind one that count as near.
const NEAR: usize = 4;

/// Whether words behind the opening mark name a speaker, so that the quotation must have ended before them. Without them it may
/// run on over paragraphs that papers leave unmarked.
fn is_attributed(text: &Text<'_>, open: usize) -> bool {
    says_who(text, text.tokens().get(open + 1..).unwrap_or(&[]))
}

/// Whether a comma and a verb of saying, or a name and one, stand among these words.
fn says_who(text: &Text<'_>, behind: &[Token]) -> bool {
    let speech = |w: &str| text.pack().speech.contains(&w) || text.pack().attribution.contains(&w);
    behind.windows(2).any(|pair| match pair {
        [comma, verb] => matches!(text.word(comma), "," | "." | "?" | "!") && speech(text.word(verb)),
        _ => false,
    }) || behind.windows(3).any(|t| match t {
        [comma, name, verb] => {
            matches!(text.word(comma), "," | "?" | "!") && text.word(name).starts_with(char::is_alphabetic) && speech(text.word(verb))
        }
        _ => false,
    })
}

/// Whether a mark opens speech: a colon or comma stands before it, and a capital behind. In the last paragraph nothing can close it, nor
/// where the next quotation is opened inside a paragraph.
fn begins_speech(text: &Text<'_>, at: usize) -> bool {
    let word = |i: usize| text.word_at(i);
    at > 2 && matches!(word(at - 1), ":" | ",") && word(at + 1).starts_with(char::is_uppercase)
}

impl Check for UnclosedQuotation {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let article = cx.article();
        let last = article.blocks().iter().rev().find(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::Quotation)).map(Text::index);
        for text in article.blocks().iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::Quotation)) {
            let marks = &text.fact_of(0, || Marks::of(text)).0;
            if marks.is_empty() {
                continue;
            }
            let opens = marks.iter().filter(|m| m.1 == Role::Opens).count();
            // A second opening mark where the first is not closed yet.
            let twice = marks.windows(2).find_map(|two| match two {
                [(a, Role::Opens), (b, Role::Opens)] => Some((*a, *b)),
                _ => None,
            });
            if let Some((a, b)) = twice
                && let (Some(first), Some(second)) = (text.tokens().get(a), text.tokens().get(b))
                && (a, text.word(second)) != (0, "\"")
                && second.spaced
                && says_who(text, text.tokens().get(a + 1..b).unwrap_or(&[]))
            {
                let span = text.tokens().get(a + 1).map_or(first.span, |t| first.span.cover(&t.span));
                let place = Place::new(text.index(), second.span);
                cx.report(text.index(), span, "this quotation is not closed before the next is opened").label(place, "the next");
                continue;
            }
            let (Some((i, Role::Opens)), true) = (marks.last(), opens * 2 > marks.len()) else { continue };
            let Some(mark) = text.tokens().get(*i) else { continue };
            let later = later(article, text.index());
            let must_end = later == Later::Another || last == Some(text.index());
            let speech = begins_speech(text, *i) || *i == 0 && later == Later::Another && text.word_at(1).starts_with(char::is_uppercase);
            if later == Later::GoesOn || !(is_attributed(text, *i) || must_end && speech) {
                continue;
            }
            let span = text.tokens().get(i + 1).map_or(mark.span, |t| mark.span.cover(&t.span));
            cx.report(text.index(), span, "this quotation is never closed");
        }
    }
}
