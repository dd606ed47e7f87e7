//! Plain text: lines become paragraphs (by blank line, hard-wrapped or not, or one a line), list items, table cells and verse.
//! What a paragraph is beyond that (headline, byline, caption, …) is told by [`shape`].

use super::{Block, BlockKind, Document, Fields, FormatReader, OffsetMap, shape};
use crate::source::Source;

/// Lines wider than this (in characters) are not wrapped by hand.
pub(super) const WIDEST_WRAP: usize = 130;

/// A line of the file: where its trimmed text stands and how it looks.
#[derive(Clone, Copy, Debug)]
struct Line<'a> {
    /// Byte of the file at which `text` begins.
    at: usize,
    /// Without white space at either end.
    text: &'a str,
    /// White space before it, in characters.
    indent: usize,
    /// Characters of `text` and `indent`, as far as [`WIDEST_WRAP`] goes.
    width: usize,
}

/// Plain text.
pub struct Plain;

impl FormatReader for Plain {
    fn names(&self) -> &'static [&'static str] {
        &["plain", "text", "txt", "plaintext"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn read(&self, source: &Source, _: &Fields) -> Vec<Document> {
        vec![parse(source)]
    }
}

/// Splits a file into blocks.
pub fn parse(source: &Source) -> Document {
    let mut blocks = read(source.text());
    shape::assign(&mut blocks);
    Document { blocks, ..Document::default() }
}

/// Splits a text into blocks that are not yet told apart by shape. Their maps lead to bytes of `text`.
pub(super) fn read(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let stanzas = stanzas(text);
    let wrap = wrap_width(&stanzas);
    let widest = stanzas.iter().flatten().map(|l| l.width).max().unwrap_or(0);
    for (i, stanza) in stanzas.iter().enumerate() {
        if is_verse(stanza, wrap) || i > 0 && wrap.is_none() && is_in_lines(stanza, widest) {
            blocks.push(join(stanza, BlockKind::Verse, "\n"));
            continue;
        }
        let mut rest = stanza.as_slice();
        while let Some(first) = rest.first() {
            if let Some(cells) = table_cells(first) {
                blocks.extend(cells.iter().map(|c| join(&[*c], BlockKind::TableCell, " ")));
                rest = &rest[1..];
                continue;
            }
            if first.text.starts_with('>') {
                let count = rest.iter().take_while(|l| l.text.starts_with('>')).count();
                blocks.push(join(&rest[..count].iter().map(unquoted).collect::<Vec<_>>(), BlockKind::Quotation, " "));
                rest = &rest[count..];
                continue;
            }
            let marker = list_marker(first.text);
            let count = 1 + rest.windows(2).take_while(|pair| joins(pair[0], pair[1], wrap, marker.is_some())).count();
            let (lines, tail) = rest.split_at(count);
            rest = tail;
            let next = tail.first().or_else(|| stanzas.get(i + 1)?.first());
            let item = marker.and_then(|m| list_item(lines, &m, next, blocks.last()));
            blocks.push(item.unwrap_or_else(|| join(lines, BlockKind::Paragraph, " ")));
        }
    }
    blocks
}

/// A line of quoted mail without its marks.
fn unquoted<'a>(line: &Line<'a>) -> Line<'a> {
    let text = line.text.trim_start_matches(|c: char| c == '>' || is_blank(c));
    Line { at: line.at + (line.text.len() - text.len()), text, ..*line }
}

/// The list item that these lines are, if their marker is one: a lone dash opens direct speech in many languages.
fn list_item(lines: &[Line<'_>], marker: &Marker, next: Option<&Line<'_>>, last: Option<&Block>) -> Option<Block> {
    let mut lines = lines.to_vec();
    let first = lines.first_mut()?;
    first.at += marker.len;
    first.text = first.text.get(marker.len..)?;
    let item = join(&lines, BlockKind::ListItem, " ");
    let beside = next.is_some_and(|l| list_marker(l.text).is_some()) || last.is_some_and(|b| b.kind == BlockKind::ListItem);
    let list = match marker.strength {
        Strength::Sure => true,
        Strength::Star => beside,
        Strength::Dash => beside && !shape::is_terminated(&item.text),
    };
    list.then_some(item)
}

/// Runs of lines with text, parted by lines without.
fn stanzas(text: &str) -> Vec<Vec<Line<'_>>> {
    let mut stanzas: Vec<Vec<Line<'_>>> = Vec::new();
    let mut fresh = true;
    let mut start = 0;
    for end in memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).chain([text.len()]) {
        let line = text.get(start..end).unwrap_or("");
        // CRLF ends one line: what stands between its two bytes is no empty line.
        let inside_crlf =
            start > 0 && line.is_empty() && text.as_bytes().get(start - 1) == Some(&b'\r') && text.as_bytes().get(end) == Some(&b'\n');
        let trimmed = line.trim_matches(is_blank);
        let before = line.len() - line.trim_start_matches(is_blank).len();
        if trimmed.is_empty() {
            fresh |= !inside_crlf;
        } else {
            let indent = line.get(..before).map_or(0, |s| s.chars().count());
            let width = indent + trimmed.chars().take(WIDEST_WRAP + 1).count();
            if fresh {
                stanzas.push(Vec::new());
                fresh = false;
            }
            if let Some(stanza) = stanzas.last_mut() {
                stanza.push(Line { at: start + before, text: trimmed, indent, width });
            }
        }
        start = end + 1;
    }
    stanzas
}

/// White space, and marks that take no room.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{2060}')
}

/// The width to which the file's lines are wrapped by hand, or `None` where a line is a paragraph.
///
/// Where lines are wrapped, most of those followed by another end in mid-sentence and had no room for the next line's first word.
fn wrap_width(stanzas: &[Vec<Line<'_>>]) -> Option<usize> {
    let breaks = || stanzas.iter().flat_map(|s| s.windows(2)).filter(|p| list_marker(p[1].text).is_none());
    let mut widths: Vec<usize> = breaks().map(|p| p[0].width).collect();
    if widths.is_empty() {
        return None;
    }
    widths.sort_unstable();
    // The few widest lines may be a URL or a table's.
    let wrap = widths[(widths.len() * 95 / 100).min(widths.len() - 1)];
    if !(25..=WIDEST_WRAP).contains(&wrap) {
        return None;
    }
    let open = breaks().filter(|p| !shape::is_terminated(p[0].text)).count();
    let full = breaks().filter(|p| is_full(p[0], p[1], wrap)).count();
    let lower = breaks().filter(|p| starts_lower(p[1].text)).count();
    (open * 2 >= widths.len() && full * 10 >= widths.len() * 6 && lower * 5 >= widths.len()).then_some(wrap)
}

/// Whether the first word of `next` had no room on `line`; with some slack, as ragged text has.
fn is_full(line: Line<'_>, next: Line<'_>, wrap: usize) -> bool {
    let word = next.text.split(char::is_whitespace).next().map_or(0, |w| w.chars().take(WIDEST_WRAP).count());
    line.width + 1 + word.min(30) > wrap - wrap / 8
}

/// Whether `next` goes on with the block of `line`.
fn joins(line: Line<'_>, next: Line<'_>, wrap: Option<usize>, in_item: bool) -> bool {
    let Some(wrap) = wrap else { return false };
    if list_marker(next.text).is_some_and(|m| m.strength == Strength::Sure) || table_cells(&next).is_some() {
        return false;
    }
    // An indented first line opens a paragraph; the lines of an item hang.
    if next.indent > line.indent + 1 && !in_item && shape::is_terminated(line.text) {
        return false;
    }
    is_full(line, next, wrap) || starts_lower(next.text) && !shape::is_terminated(line.text)
}

fn starts_lower(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
}

/// Whether a stanza is a poem or song: short lines, begun alike, that break off before the margin and mostly without a full stop.
fn is_verse(stanza: &[Line<'_>], wrap: Option<usize>) -> bool {
    let n = stanza.len();
    if n < 3 || stanza.iter().any(|l| l.width > 65 || list_marker(l.text).is_some() || table_cells(l).is_some()) {
        return false;
    }
    let words: Vec<&str> = stanza.iter().flat_map(|l| l.text.split_whitespace()).collect();
    let lower = words.iter().filter(|w| starts_lower(w)).count();
    let digits = words.iter().filter(|w| w.contains(|c: char| c.is_ascii_digit())).count();
    let capital = stanza.iter().filter(|l| !starts_lower(l.text)).count();
    let open = stanza.iter().filter(|l| !shape::is_terminated(l.text)).count();
    let full = wrap.map_or(0, |w| stanza.windows(2).filter(|p| is_full(p[0], p[1], w)).count());
    // Names, addresses and results have few small words; wrapped prose has full lines and begins them small.
    words.len() >= 3 * n && lower * 2 >= words.len() && digits * 10 <= words.len() && capital * 4 >= n * 3 && open * 2 >= n && full * 3 <= n
}

/// Whether a stanza of short lines breaks off on purpose and inside its phrases, so that no line is a paragraph: free verse, an address.
fn is_in_lines(stanza: &[Line<'_>], widest: usize) -> bool {
    let apart = |l: &Line<'_>| list_marker(l.text).is_some() || table_cells(l).is_some() || l.text.starts_with('>');
    if stanza.len() < 3 || stanza.iter().any(apart) {
        return false;
    }
    let lines: Vec<&str> = stanza.iter().map(|l| l.text).collect();
    let inside = stanza.windows(2).any(|p| !shape::is_terminated(p[0].text) && (starts_lower(p[1].text) || shape::is_dangling(p[0].text)));
    inside && breaks_on_purpose(&lines, widest)
}

/// Whether the lines of a block end where their writer wanted and not at a margin: they are short beside the widest line of the prose
/// around them (in characters), and most break off without a mark that ends a sentence or lead-in.
pub(super) fn breaks_on_purpose(lines: &[&str], prose: usize) -> bool {
    let widest = lines.iter().map(|l| l.chars().count()).max().unwrap_or(0);
    let Some((last, before)) = lines.split_last() else { return false };
    let open = before.iter().filter(|l| !shape::is_terminated(l)).count();
    let short = widest * 5 <= prose * 4 && widest <= NARROW;
    // Two lines may be a paragraph that someone broke: a name under a greeting, a town under a street.
    let pair = lines.len() > 2 || !shape::is_terminated(last) && !starts_lower(last);
    short && pair && !before.is_empty() && open * 2 >= before.len()
}

/// Lines of a poem, an address or a list are narrower than this, in characters.
const NARROW: usize = 65;

/// A bullet or number at a line's start.
struct Marker {
    /// Bytes of the marker and the space behind it.
    len: usize,
    strength: Strength,
}

/// How much a marker says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    /// It can be nothing else.
    Sure,
    /// It may mark a footnote.
    Star,
    /// It may open direct speech.
    Dash,
}

fn list_marker(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    let after = &text[first.len_utf8()..];
    let space = after.len() - after.trim_start_matches(is_blank).len();
    let rest = &after[space..];
    if rest.is_empty() {
        return None;
    }
    if matches!(first, '•' | '▪' | '‣' | '◦' | '○' | '●' | '■' | '□' | '►' | '▶' | '➤' | '✓' | '✔' | '·' | '∙' | '⁃')
    {
        return Some(Marker { len: first.len_utf8() + space, strength: Strength::Sure });
    }
    if space > 0 && matches!(first, '-' | '*' | '–' | '—' | '+') {
        let strength = if matches!(first, '*' | '+') { Strength::Star } else { Strength::Dash };
        return Some(Marker { len: first.len_utf8() + space, strength });
    }
    // `1. `, `12) `, `(3) `, `a) `
    let open = usize::from(first == '(');
    let digits = text[open..].bytes().take_while(u8::is_ascii_digit).count();
    let letter = usize::from(digits == 0 && text[open..].starts_with(|c: char| c.is_ascii_lowercase()));
    let label = open + digits + letter;
    let close = *text.as_bytes().get(label)?;
    if !(1..=2).contains(&(digits + letter)) || !(close == b')' || close == b'.' && open == 0 && letter == 0) {
        return None;
    }
    let tail = &text[label + 1..];
    let space = tail.len() - tail.trim_start_matches(is_blank).len();
    (space > 0 && space < tail.len()).then_some(Marker { len: label + 1 + space, strength: Strength::Sure })
}

/// The cells of a line that tabs, bars or wide gaps cut into columns.
fn table_cells<'a>(line: &Line<'a>) -> Option<Vec<Line<'a>>> {
    let text = line.text;
    let bars = text.matches('|').count();
    let gaps = ["\t", "   "].iter().any(|g| text.contains(g));
    if !(gaps || bars >= 2) {
        return None;
    }
    let mut cells = Vec::new();
    let mut start = 0;
    let mut cell = |from: usize, to: usize| {
        let raw = &text[from..to];
        let cut = raw.trim_matches(is_blank);
        if !cut.is_empty() {
            let before = raw.len() - raw.trim_start_matches(is_blank).len();
            cells.push(Line { at: line.at + from + before, text: cut, ..*line });
        }
    };
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let mut end = i + c.len_utf8();
        let mut run = usize::from(c == ' ');
        let tab = c == '\t' || bars >= 2 && c == '|';
        while run > 0
            && let Some((j, d)) = chars.peek().copied()
            && d == ' '
        {
            run += 1;
            end = j + 1;
            chars.next();
        }
        if tab || run >= 3 {
            cell(start, i);
            start = end;
        }
    }
    cell(start, text.len());
    // A wide gap after a full stop is a typist's habit, no column.
    let prose = |c: &Line<'_>| shape::is_terminated(c.text) || c.text.chars().count() > 80;
    (cells.len() >= 2 && !cells.iter().any(prose)).then_some(cells)
}

/// One block of several lines, with `glue` for the line ends. A word that is hyphenated at a line's end is put together.
fn join(lines: &[Line<'_>], kind: BlockKind, glue: &str) -> Block {
    let mut text = String::with_capacity(lines.iter().map(|l| l.text.len() + 1).sum());
    let mut map = OffsetMap::default();
    let mut end = None;
    for line in lines {
        if let Some(end) = end {
            let hyphenated = glue == " "
                && text.ends_with('-')
                && text.trim_end_matches('-').ends_with(char::is_alphanumeric)
                && line.text.starts_with(char::is_lowercase);
            if !hyphenated {
                map.push(text.len(), glue.len(), end, line.at.saturating_sub(end));
                text.push_str(glue);
            }
        }
        map.push(text.len(), line.text.len(), line.at, line.text.len());
        text.push_str(line.text);
        end = Some(line.at + line.text.len());
    }
    Block::new(kind, text, map)
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Headline, ListItem, Paragraph, Quotation, TableCell, Verse};

    fn blocks(text: &str) -> Vec<(BlockKind, String)> {
        let source = Source::from_text("a.txt", text);
        let document = parse(&source);
        for block in &document.blocks {
            assert_maps(&source, block);
        }
        document.blocks.into_iter().map(|b| (b.kind, b.text)).collect()
    }

    /// Every word of a block stands in the file where its map says.
    fn assert_maps(source: &Source, block: &Block) {
        for word in block.text.split_whitespace().filter(|w| !w.contains('-')) {
            let at = word.as_ptr() as usize - block.text.as_ptr() as usize;
            let span = block.in_file(crate::span::BlockSpan::new(at, at + word.len()));
            assert_eq!(span.slice(source.text()), word);
        }
    }

    fn kinds(text: &str) -> Vec<BlockKind> {
        blocks(text).into_iter().map(|b| b.0).collect()
    }

    #[test]
    fn wrapped_lines_are_joined_and_short_ones_end_paragraphs() {
        let text = "Harbour plan wins vote in council\n\nThe council of the port city voted on Monday for\nthe plan to move the ferry terminal to the well-\n\
                    known northern quay in the spring.\nTwo members were absent.\nThe mayor said that the move would take two years\r\n\
                    and that it would be paid for by the harbour fund.\n";
        let found = blocks(text);
        assert_eq!(found.iter().map(|b| b.0).collect::<Vec<_>>(), [Headline, Paragraph, Paragraph, Paragraph]);
        assert!(found[1].1.ends_with("to the well-known northern quay in the spring."), "{}", found[1].1);
        assert_eq!(found[2].1, "Two members were absent.");
        assert!(found[3].1.contains("two years and that"));
    }

    #[test]
    fn a_paragraph_may_be_a_line() {
        let text = "Harbour plan wins vote\nThe council voted for the plan on Monday, and two members were absent from the session that had been called at short notice by the mayor.\n\
                    It was cold.\nThe mayor said that the";
        assert_eq!(kinds(text), [Headline, Paragraph, Paragraph, Paragraph]);
    }

    #[test]
    fn lists_tables_and_quoted_mail() {
        let text = "Results\n\nThe council took these decisions on Monday:\n\n• the terminal moves\n• the old quay is sold\n\n1. A vote in May\n2. A vote in June\n\n\
                    Team\tPlayed\tPoints\nPorto\t3\t9\n\n> We never agreed to this, he wrote to them.";
        let found = kinds(text);
        assert_eq!(found[..6], [Headline, Paragraph, ListItem, ListItem, ListItem, ListItem]);
        assert_eq!(found[6..], [TableCell, TableCell, TableCell, TableCell, TableCell, TableCell, Quotation]);
    }

    #[test]
    fn a_dash_may_open_speech() {
        let text = "Fire in the market\n\n- We ran when we saw the smoke.\n\n- And then the roof fell.\n\nShe lost her stall.";
        assert_eq!(kinds(text), [Headline, Paragraph, Paragraph, Paragraph]);
        let list = "Agenda\n\nThe council will speak about three things:\n\n- the terminal\n- the old quay\n- the budget for next year";
        assert_eq!(kinds(list), [Headline, Paragraph, ListItem, ListItem, ListItem]);
    }

    #[test]
    fn verse_is_known_by_its_lines() {
        let text = "Song of the ferry returns\n\nThe crowd sang the old song of the ferrymen on Monday, as it has done each spring.\n\n\
                    The river takes what we have lost,\nThe river gives it back to none,\nAnd we who row count up the cost\nBelow a low and yellow sun";
        assert_eq!(kinds(text), [Headline, Paragraph, Verse]);
    }

    #[test]
    fn nothing_breaks_on_odd_input() {
        for text in ["", "\n", "\r\n\r\n", "\u{FEFF}", "|", "||", "- ", "1.", "(", "\t\t", "a\r\rb", "•", "((((", "1) \n2) "] {
            let _ = blocks(text);
        }
    }
}
