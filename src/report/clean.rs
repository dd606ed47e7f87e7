//! Text from articles, paths and messages, made safe to show: no control character or escape sequence reaches a
//! terminal or a page raw, and no bidirectional override reorders what stands around it.

use std::borrow::Cow;

/// Whether a terminal acts on this character, or lays the rest of the line out by it, instead of showing it.
pub fn is_active(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// The character that is shown for an active one: the control pictures of Unicode where there is one.
pub fn visible(c: char) -> char {
    match c {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{FFFD}'),
        '\u{7F}' => '\u{2421}',
        _ => '\u{FFFD}',
    }
}

/// One line of text: active characters shown by pictures, line ends and tabs as spaces.
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_active) {
        return Cow::Borrowed(text);
    }
    let shown = |c| match c {
        '\t' | '\n' => ' ',
        c if is_active(c) => visible(c),
        c => c,
    };
    Cow::Owned(text.replace("\r\n", "\n").chars().map(shown).collect())
}

/// Several lines of text: as [`line()`], but line ends stay.
pub fn lines(text: &str) -> String {
    let ends = |c: char| c == '\n' || c == '\t';
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let line_end = c == '\r' && rest.peek() == Some(&'\n');
        out.push(if ends(c) || line_end || !is_active(c) { c } else { visible(c) });
    }
    out
}

/// JSON as it was serialised, with the active characters that JSON allows raw (DEL, C1, bidirectional marks) escaped too.
/// They can only stand inside strings, so the value stays the same.
pub fn json(text: String) -> String {
    if !text.contains(|c| is_active(c) && c != '\n') {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_active(c) && c != '\n' {
            out.push_str(&format!("\\u{:04x}", c as u32));
        } else {
            out.push(c);
        }
    }
    out
}

/// Escaped for XML and HTML text and quoted attributes; characters that XML 1.0 forbids become U+FFFD.
pub fn markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if is_active(c) || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_active_is_left() {
        let hostile = "a\u{1b}]0;title\u{7}b\u{9b}31mc\u{202e}d\u{7f}\r\ne";
        for shown in [line(hostile).into_owned(), markup(hostile)] {
            assert!(!shown.contains(|c| is_active(c) && c != '\n'), "{shown:?}");
        }
        assert_eq!(line("Osaka\u{1b}[2J"), "Osaka\u{241b}[2J");
    }

    #[test]
    fn json_keeps_its_value() {
        let value = serde_json::json!({"text": "a\u{1b}\u{9b}b\u{202e}\u{7f}ü"});
        let safe = json(serde_json::to_string(&value).unwrap());
        assert!(!safe.contains(is_active), "{safe:?}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&safe).unwrap(), value);
    }
}
