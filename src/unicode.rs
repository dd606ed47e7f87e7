//! Words, sentences and grapheme clusters as Unicode segments them ([UAX #29](https://www.unicode.org/reports/tr29/)): the ground under
//! languages of which nothing more is known, and what a text is cut at where only a part of it is shown.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// How many words a text has: what stands between word boundaries and has a letter or a digit. Languages without spaces have a word a
/// letter, as the standard leaves it where there is no dictionary.
///
/// ```
/// use copydesk::unicode::words;
/// assert_eq!(words("It isn't 3.5 per cent – the U.S. said so."), 9);
/// assert_eq!(words("the ten-year-old ferry"), 5); // a hyphen parts words
/// assert_eq!(words("東京"), 2);
/// ```
pub fn words(text: &str) -> usize {
    // No word goes on over a space, and most of what stands between two is letters and a mark.
    let pieces = text.split([' ', '\n', '\t', '\r']).filter(|piece| !piece.is_empty());
    pieces.map(|piece| if is_plain(piece.as_bytes()) { 1 } else { piece.unicode_words().count() }).sum()
}

/// How many words a text has as white space parts them: what the bars of triage were fitted with.
pub fn spaced_words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Whether a text is letters of ASCII, and at most one mark behind them.
fn is_plain(text: &[u8]) -> bool {
    let Some((last, before)) = text.split_last() else { return false };
    let letters = before.iter().all(u8::is_ascii_alphabetic);
    letters && (last.is_ascii_alphabetic() || !before.is_empty() && matches!(last, b'.' | b',' | b';' | b':' | b'?' | b'!'))
}

/// The first so many grapheme clusters of a text: what a reader takes for letters, each with its marks.
///
/// ```
/// use copydesk::unicode::head;
/// assert_eq!(head("e\u{301}te\u{301}", 1), "e\u{301}");
/// assert_eq!(head("été", 9), "été");
/// ```
pub fn head(text: &str, most: usize) -> &str {
    let end = text.grapheme_indices(true).nth(most).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// The last so many grapheme clusters of a text.
///
/// ```
/// use copydesk::unicode::tail;
/// assert_eq!(tail("🇰🇪🇹🇿", 1), "🇹🇿");
/// ```
pub fn tail(text: &str, most: usize) -> &str {
    let start = most.checked_sub(1).map_or(text.len(), |n| text.grapheme_indices(true).rev().nth(n).map_or(0, |(at, _)| at));
    text.get(start..).unwrap_or(text)
}

/// The first place from byte `at` on, inside the text or at its end, where it may be cut: at no place inside a cluster.
///
/// ```
/// use copydesk::unicode::next_cut;
/// assert_eq!(next_cut("e\u{301}te\u{301}", 1), 3);
/// assert_eq!(next_cut("ferry", 2), 2);
/// assert_eq!(next_cut("ferry", 9), 5);
/// ```
pub fn next_cut(text: &str, at: usize) -> usize {
    let Some(at) = (at..text.len()).find(|at| text.is_char_boundary(*at)) else { return text.len() };
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(true) => at,
        _ => cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_standard() {
        for text in [
            "",
            " ",
            "It isn't; it's \u{201C}so\u{201D}!",
            "3.5 3,000 20\u{202F}000 a.m. U.S. e.g.",
            "x_y __ .a a. 'tis rock'n'roll it\u{2019}s l\u{2019}e\u{301}te\u{301}",
            "\r\n\ta\u{301} \u{301}b \u{200D}c",
            "Москва — столица. กรุงเทพฯ 東京 カタカナ 한국어",
            "ten-year-old http://a.b/c?d=e @home #tag",
        ] {
            assert_eq!(words(text), text.unicode_words().count(), "{text:?}");
        }
    }

    #[test]
    fn a_text_is_cut_nowhere_inside_what_a_reader_takes_for_a_letter() {
        for text in ["", "a", "Zoe\u{308} Adjei\u{301}", "👩🏾‍🌾👩🏾‍🌾", "🇰🇪🇹🇿🇺🇬", "กำลัง", "한국어", "\r\n\r\n", "नमस्ते दुनिया"]
        {
            let clusters: Vec<&str> = text.graphemes(true).collect();
            for n in 0..clusters.len() + 2 {
                assert_eq!(head(text, n), clusters[..n.min(clusters.len())].concat(), "{text} {n}");
                assert_eq!(tail(text, n), clusters[clusters.len().saturating_sub(n)..].concat(), "{text} {n}");
            }
            let mut cuts: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            cuts.push(text.len());
            for at in 0..text.len() + 2 {
                assert_eq!(next_cut(text, at), cuts.iter().copied().find(|cut| *cut >= at).unwrap_or(text.len()), "{text} {at}");
            }
        }
    }
}
