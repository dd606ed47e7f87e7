//! `foreign-script`: words of another script left in running Latin text, and letters of two scripts in one word.

use crate::{
    analysis::{Text, TokenKind},
    diagnostic::Applicability,
    document::BlockKind,
    rule::{Check, RuleContext},
    span::BlockSpan,
};

pub struct ForeignScript;

/// Words after which a word is given in its own script on purpose.
const GIVEN: &[&str] = &[
    "as",
    "called",
    "named",
    "titled",
    "word",
    "words",
    "phrase",
    "character",
    "characters",
    "term",
    "name",
    "letter",
    "letters",
    "written",
    "hashtag",
    "means",
    "meaning",
    "Chinese",
    "Japanese",
    "Korean",
    "Russian",
    "Ukrainian",
    "Arabic",
    "Hebrew",
    "Greek",
    "Persian",
    "Hindi",
    "Urdu",
    "Thai",
    "or",
    "/",
];

impl Check for ForeignScript {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let (mut kinds, mut whole) = (Vec::new(), 0);
        for text in cx.article().blocks().iter().filter(|b| !matches!(b.kind(), BlockKind::Code | BlockKind::Verse | BlockKind::TableCell))
        {
            let all = text.text();
            if !has_foreign(text) {
                continue;
            }
            if mostly_foreign(all) {
                whole += usize::from(is_running_text(text));
                if let Some(span) = sentence_span(text).filter(|_| is_running_text(text)) {
                    cx.report(text.index(), span, "this paragraph is left in its own script: translate it or take it out");
                    kinds.push(Kind::Whole);
                }
                continue;
            }
            let tokens = text.tokens();
            let mut i = 0;
            while let Some(token) = tokens.get(i) {
                let word = text.word(token);
                if word.is_ascii() || token.kind != TokenKind::Word || !word.chars().any(is_foreign) {
                    i += 1;
                    continue;
                }
                let first = i;
                // Neighbours in the same script, and marks between them, are one finding.
                while tokens.get(i + 1).is_some_and(|t| text.word(t).chars().any(is_foreign)) {
                    i += 1;
                }
                let span = token.span.cover(&tokens[i].span);
                i += 1;
                let found = text.slice(span);
                // A unit of measure, and an entry of a list that is somebody's name.
                let unit =
                    found.strip_prefix(['μ', 'Ω']).is_some_and(|rest| rest.len() <= 3 && rest.bytes().all(|b| b.is_ascii_alphabetic()));
                let entry = text.kind() == BlockKind::ListItem
                    && text.text().split_whitespace().count() <= 8
                    && !text.text().trim_end().ends_with(['.', '!', '?', '…']);
                if unit || entry {
                    continue;
                }
                if let Some(latin) = latin_look_alike(found) {
                    cx.report(
                        text.index(),
                        span,
                        format!("\"{found}\" mixes look-alike letters of two scripts: \"{latin}\" in Latin letters"),
                    )
                    .suggest(latin, Applicability::Safe);
                    kinds.push(Kind::Mixed);
                } else if found.chars().any(|c| c.is_ascii_alphabetic()) {
                    cx.report(text.index(), span, format!("\"{found}\" mixes letters of two scripts"));
                    kinds.push(Kind::Mixed);
                } else if !given_on_purpose(all, span, first.checked_sub(1).and_then(|p| tokens.get(p)).map_or("", |t| text.word(t)))
                    && !text.is_quoted(span)
                    && !is_glossed(text, first, i)
                    && found.chars().filter(|c| c.is_alphabetic()).count() > usize::from(!found.chars().all(is_ideograph))
                {
                    cx.report(text.index(), span, format!("\"{found}\" is left in its own script: translate or transliterate it"));
                    kinds.push(Kind::Left);
                }
            }
        }
        // An article in two languages, or one that teaches a language.
        let left = kinds.iter().filter(|k| **k == Kind::Left).count();
        let blocks = cx.article().blocks().len();
        cx.retain(|index| match kinds.get(index) {
            Some(Kind::Whole) => whole <= 2 && whole * 4 <= blocks,
            Some(Kind::Left) => left <= LESSON,
            _ => true,
        });
    }
}

/// Whether a block has any letter of another script.
fn has_foreign(block: &Text<'_>) -> bool {
    struct HasForeign(bool);
    let text = block.text();
    !text.is_ascii() && block.fact_of(0, || HasForeign(text.chars().any(is_foreign))).0
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A word of two scripts.
    Mixed,
    /// Words of another script.
    Left,
    /// A paragraph of another script.
    Whole,
}

/// With more than so many words in their own script an article is about their language.
const LESSON: usize = 6;

/// Whether a block of another script is a paragraph and no name of a language or person.
fn is_running_text(text: &Text<'_>) -> bool {
    let letters = text.text().chars().filter(|c| is_foreign(*c)).count();
    let ideographs = text.text().chars().filter(|c| is_ideograph(*c)).count();
    text.kind() == BlockKind::Paragraph && (ideographs >= 10 || letters >= 20 && text.text().split_whitespace().count() >= 4)
}

/// All of a block but the white space at its ends.
fn sentence_span(text: &Text<'_>) -> Option<BlockSpan> {
    let (first, last) = (text.tokens().first()?, text.tokens().last()?);
    Some(first.span.cover(&last.span))
}

/// Whether the same stands in Latin letters beside the tokens from `first` up to `end`: `Li Wei 李伟`, `二手掉包工程师 (hi-rustin)`.
fn is_glossed(text: &Text<'_>, first: usize, end: usize) -> bool {
    let word = |i: usize| text.word_at(i);
    let latin = |w: &str| w.chars().next().is_some_and(|c| c.is_alphanumeric() && !is_foreign(c));
    let behind = matches!(word(end), "(" | "（" | "[" | "=" | "–" | "—" | ":") && latin(word(end + 1));
    let before = first.checked_sub(1).map_or("", word);
    let opens = text.sentences().iter().any(|s| s.tokens.start + 1 == first);
    let named = !opens && before.starts_with(char::is_uppercase) && latin(before) && before.chars().count() > 2;
    behind || named || matches!(before, "=" | "–" | "—" | "->" | "→")
}

/// Letters of scripts other than Latin.
fn is_foreign(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3FF}' | '\u{400}'..='\u{52F}' | '\u{531}'..='\u{587}' | '\u{5D0}'..='\u{5EA}' | '\u{620}'..='\u{6D3}'
        | '\u{900}'..='\u{DFF}' | '\u{E01}'..='\u{E4E}' | '\u{E80}'..='\u{FFF}' | '\u{1000}'..='\u{109F}' | '\u{10A0}'..='\u{10FF}'
        | '\u{1100}'..='\u{11FF}' | '\u{1200}'..='\u{137F}' | '\u{1780}'..='\u{17FF}')
        && c.is_alphabetic()
        || is_ideograph(c)
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}')
}

/// Whether most letters are of another script: then the block is a text of its own, not a leftover.
fn mostly_foreign(text: &str) -> bool {
    let (mut foreign, mut latin) = (0, 0);
    for c in text.chars() {
        foreign += usize::from(is_foreign(c));
        latin += usize::from(c.is_alphabetic() && !is_foreign(c));
    }
    foreign > latin
}

/// Whether brackets stand around the span, or the words before it announce it.
fn given_on_purpose(text: &str, span: BlockSpan, before: &str) -> bool {
    let (head, tail) = (text.get(..span.start()).unwrap_or(""), text.get(span.end()..).unwrap_or(""));
    let bracketed = |open: char, close: char| {
        let depth = head.chars().rev().take(120).take_while(|c| *c != close).any(|c| c == open);
        depth && tail.chars().take(120).take_while(|c| *c != open).any(|c| c == close)
    };
    bracketed('(', ')') || bracketed('[', ']') || bracketed('（', '）') || bracketed('《', '》') || GIVEN.contains(&before) || before == ":"
}

/// The word in Latin letters, where all its foreign letters look like Latin ones and some of its letters are Latin.
fn latin_look_alike(word: &str) -> Option<String> {
    if !word.chars().any(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    word.chars().map(|c| if is_foreign(c) { look_alike(c) } else { Some(c) }).collect()
}

/// The Latin letter that a Cyrillic or Greek one looks like (Unicode confusables, the letters that fonts draw alike).
fn look_alike(c: char) -> Option<char> {
    const PAIRS: &[(char, char)] = &[
        ('а', 'a'),
        ('е', 'e'),
        ('о', 'o'),
        ('р', 'p'),
        ('с', 'c'),
        ('у', 'y'),
        ('х', 'x'),
        ('і', 'i'),
        ('ј', 'j'),
        ('ѕ', 's'),
        ('ԁ', 'd'),
        ('А', 'A'),
        ('В', 'B'),
        ('Е', 'E'),
        ('К', 'K'),
        ('М', 'M'),
        ('Н', 'H'),
        ('О', 'O'),
        ('Р', 'P'),
        ('С', 'C'),
        ('Т', 'T'),
        ('У', 'Y'),
        ('Х', 'X'),
        ('І', 'I'),
        ('Ј', 'J'),
        ('Ѕ', 'S'),
        ('Α', 'A'),
        ('Β', 'B'),
        ('Ε', 'E'),
        ('Ζ', 'Z'),
        ('Η', 'H'),
        ('Ι', 'I'),
        ('Κ', 'K'),
        ('Μ', 'M'),
        ('Ν', 'N'),
        ('Ο', 'O'),
        ('Ρ', 'P'),
        ('Τ', 'T'),
        ('Υ', 'Y'),
        ('Χ', 'X'),
        ('ο', 'o'),
        ('ν', 'v'),
        ('ё', 'ë'),
        ('ї', 'ï'),
    ];
    PAIRS.iter().find(|(from, _)| *from == c).map(|(_, to)| *to)
}
