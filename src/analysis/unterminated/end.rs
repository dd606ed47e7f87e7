//! How a text ends: with which mark, or with a word.

/// How a block's text ends, what closes behind it left aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// With a mark that ends sentences, in whatever script.
    Terminal,
    /// With three stops.
    Ellipsis,
    /// With a colon: something is to follow.
    Colon,
    /// With a comma, semicolon or dash.
    Open(char),
    /// With a word.
    Bare,
}

/// Marks that close around a sentence's end.
pub const CLOSING: &[char] =
    &['"', '”', '’', '\'', ')', ']', '»', '«', '“', '」', '』', '）', '］', '*', '_', '›', '〉', '》', '\u{200F}', '\u{200E}'];

/// The tags of news agencies that write theirs in small letters behind a report.
const AGENCIES: &[&str] =
    &["dpa", "afp", "apa", "sid", "kna", "epd", "rtr", "efe", "ansa", "tass", "ritzau", "ntb", "stt", "lusa", "anp", "pap"];

/// How a text ends.
pub fn end_of(text: &str) -> End {
    let closing = |c: char| c.is_whitespace() || CLOSING.contains(&c);
    let mut text = text.trim_end_matches(closing);
    // A note's number: `he said.[3]`
    if let Some(before) = text.strip_suffix(|c: char| c.is_ascii_digit()).map(|t| t.trim_end_matches(|c: char| c.is_ascii_digit()))
        && let Some(before) = before.strip_suffix('[')
    {
        text = before.trim_end_matches(closing);
    }
    // A smiley behind the stop: `he wrote. :-)`
    let tail = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    // An agency's tag behind the stop: `he said. dpa`
    if let Some((before, tag)) = text.rsplit_once(' ')
        && AGENCIES.contains(&tag)
    {
        let before = before.trim_end_matches(|c: char| matches!(c, '-' | '–' | '—' | '−') || closing(c));
        if before.ends_with(['.', '!', '?']) {
            return End::Terminal;
        }
    }
    // The same in brackets of its own: `he said. ,AP,`
    let before = tail.trim_end_matches(|c: char| c.is_ascii_uppercase());
    if (2..=6).contains(&(tail.len() - before.len()))
        && before.len() < tail.len()
        && before.ends_with([',', '/', '(', '-', '–', '—'])
        && before.trim_end_matches(|c: char| matches!(c, ',' | '/' | '(' | '-' | '–' | '—') || closing(c)).ends_with(['.', '!', '?'])
    {
        return End::Terminal;
    }
    if text.len() - tail.len() > 2 && text[tail.len()..].trim_start_matches(closing).starts_with(['.', '!', '?']) && !text.ends_with('.') {
        return End::Terminal;
    }
    match text.chars().next_back() {
        Some('…' | '⋯') => End::Ellipsis,
        Some('.') if text.ends_with("...") => End::Ellipsis,
        Some(
            '.' | '!' | '?' | '。' | '！' | '？' | '｡' | '．' | '؟' | '۔' | '।' | '॥' | '։' | '።' | '፧' | '။' | '។' | '៕' | '།' | '܀' | '¿'
            | '¡' | '‽' | ';',
        ) if !text.ends_with(';') => End::Terminal,
        // Greek asks with a semicolon.
        Some(';') if text.chars().any(|c| ('α'..='ω').contains(&c)) => End::Terminal,
        Some(':' | '：') => End::Colon,
        Some(c @ (',' | ';' | '،' | '؛' | '、' | '，' | '；' | '-' | '–' | '—')) => End::Open(c),
        _ => End::Bare,
    }
}
