//! What stands between quotation marks: another's words, which most rules leave alone.

use super::tokens::{Token, is_apostrophe};
use crate::span::BlockSpan;

/// The quoted stretches of a block, marks included, in order and apart. One that is opened and not closed runs to the block's end,
/// as where a quotation of several paragraphs is opened again on each and closed on the last.
pub fn find(text: &str, tokens: &[Token]) -> Vec<BlockSpan> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (i, token) in tokens.iter().enumerate() {
        let mark = token.span.slice(text);
        let mut chars = mark.chars();
        let (Some(c), None) = (chars.next(), chars.next()) else { continue };
        let next_spaced = tokens.get(i + 1).is_none_or(|t| t.spaced);
        match open {
            None => {
                let opens = match c {
                    '“' | '„' | '«' | '‟' | '「' | '『' => true,
                    '"' => !next_spaced,
                    '‘' | '\'' => token.spaced && !next_spaced && closes_later(text, &tokens[i + 1..], c),
                    _ => false,
                };
                if opens {
                    open = Some((token.span.start(), c));
                }
            }
            Some((start, opener)) => {
                let closes = match opener {
                    '"' => c == '"' || c == '”',
                    '“' | '„' | '‟' => matches!(c, '”' | '"') || (opener == '„' && c == '“'),
                    '«' => c == '»',
                    '「' => c == '」',
                    '『' => c == '』',
                    _ => is_apostrophe(c) && next_spaced_or_mark(text, tokens, i),
                };
                if closes {
                    found.push(BlockSpan::new(start, token.span.end()));
                    open = None;
                }
            }
        }
    }
    if let Some((start, _)) = open {
        found.push(BlockSpan::new(start, text.len()));
    }
    found
}

/// An apostrophe closes a quotation only where no letter follows it.
fn next_spaced_or_mark(text: &str, tokens: &[Token], i: usize) -> bool {
    tokens.get(i + 1).is_none_or(|t| t.spaced || !t.span.slice(text).starts_with(char::is_alphanumeric))
}

/// Whether a single mark is closed within the next hundred tokens: otherwise it is an apostrophe (’tis).
fn closes_later(text: &str, rest: &[Token], opener: char) -> bool {
    let closer = if opener == '‘' { '’' } else { '\'' };
    rest.iter().take(100).enumerate().any(|(i, t)| {
        let mark = t.span.slice(text);
        mark.starts_with(closer) && mark.chars().count() == 1 && next_spaced_or_mark(text, rest, i)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tokens::tokenize;

    fn quoted(text: &str) -> Vec<&str> {
        find(text, &tokenize(text)).iter().map(|s| s.slice(text)).collect()
    }

    #[test]
    fn all_marks() {
        assert_eq!(quoted("He said \"no\" and “yes, we’ll go,” and ‘perhaps’."), ["\"no\"", "“yes, we’ll go,”", "‘perhaps’"]);
        assert_eq!(quoted("The workers' union wasn't 'on strike', it said."), ["'on strike'"]);
    }

    #[test]
    fn one_left_open_runs_to_the_end() {
        assert_eq!(quoted("“We begin in May."), ["“We begin in May."]);
        assert_eq!(quoted("It was 6'2\" tall."), Vec::<&str>::new());
    }
}
