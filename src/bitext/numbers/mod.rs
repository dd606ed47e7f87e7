//! The quantities of a text, whatever script or words they are written in, and whether two of them may be the same.

mod agree;
mod words;

pub use agree::is_told;

use crate::analysis::Language;
use agree::CONVERSIONS;
use std::{collections::HashMap, ops::Range, sync::LazyLock};
use words::{han, han_numeral, spelt};

/// A quantity: where it stands and what it may say.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Bytes of the text it was read from.
    pub span: Range<usize>,
    /// Its readings, likeliest first: `1.234` is one thousand and some or one and some.
    pub values: Vec<f64>,
    /// The figures of a date, a time or a score, in order; empty where there is one figure.
    pub parts: Vec<f64>,
    /// Whether it is written in figures that stand for themselves. Words and parts of names (`COVID-19`) answer for a figure on the
    /// other side, and need no answer.
    pub figures: bool,
    /// What it counts, where a sign or a unit beside it says so.
    pub unit: Unit,
}

/// What stands beside a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Nothing that is known here.
    #[default]
    None,
    /// Percent, in sign or word.
    Percent,
    /// An hour, in the morning or after noon.
    Clock,
    /// A measure that is told otherwise elsewhere, by its place in `CONVERSIONS`.
    Measure(u8),
}

type Words = HashMap<&'static str, (f64, bool)>;

/// The number words of each language: value, and whether it multiplies what stands before it.
static NUMERALS: LazyLock<HashMap<&'static str, Words>> = LazyLock::new(|| {
    let mut all: HashMap<&str, Words> = HashMap::new();
    for line in include_str!("../numerals.tsv").lines().filter(|l| !l.starts_with('#')) {
        let mut fields = line.split('\t');
        let (Some(language), Some(value), Some(forms)) = (fields.next(), fields.next(), fields.next()) else { continue };
        let multiplies = value.starts_with('*');
        let Ok(value) = value.trim_start_matches('*').parse::<f64>() else { continue };
        let words = all.entry(language).or_default();
        forms.split(' ').for_each(|form| _ = words.entry(form).or_insert((value, multiplies)));
    }
    all
});

/// Whether a language's number words are known, so that a figure on the other side may be asked for here.
pub fn knows_words(language: Language) -> bool {
    NUMERALS.contains_key(language.code()) || matches!(language.code(), "zh" | "ja")
}

/// The quantities of a text in order. Linear in its length.
pub fn quantities(text: &str, language: Language) -> Vec<Quantity> {
    let pieces = pieces(text);
    let words = NUMERALS.get(language.code());
    let mut found: Vec<Quantity> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let (quantity, next) = match &pieces[at] {
            Piece::Figures(range) => figures(text, &pieces, at, range.clone(), words, language),
            Piece::Han(range) => (han(text, range.clone()), at + 1),
            Piece::Word(range) => spelt(text, &pieces, at, range.clone(), words),
        };
        found.extend(quantity);
        at = next.max(at + 1);
    }
    found
}

/// What a text is made of, as far as it matters to quantities.
#[derive(Debug)]
enum Piece {
    /// Digits with the marks inside them.
    Figures(Range<usize>),
    /// Chinese numerals, perhaps with digits before their myriads: `2億5000万`.
    Han(Range<usize>),
    /// Letters.
    Word(Range<usize>),
}

/// The value of a digit of any script that news is written in.
fn digit(c: char) -> Option<u32> {
    const ZEROS: [u32; 14] = [0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50, 0xFF10];
    ZEROS.iter().find_map(|zero| (c as u32).checked_sub(*zero).filter(|d| *d < 10))
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        let numeral = |c: char| digit(c).is_some() || han_numeral(c).is_some();
        if numeral(c) {
            let (mut han, mut figures) = (han_numeral(c).is_some(), digit(c).is_some());
            while let Some((at, next)) = chars.peek().copied() {
                let after = text[at + next.len_utf8()..].chars().next();
                let mark =
                    matches!(next, '.' | ',' | '\'' | '’' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '٫' | '٬' | '，' | '．' | ':' | '：')
                        || (next == ' ' && grouped(&text[start..at], &text[at + 1..]));
                // 9000余万, 250多万: "more than" stands inside the number.
                let more = matches!(next, '余' | '多' | '餘' | '几') && after.is_some_and(|a| han_numeral(a).is_some_and(|v| v >= 10.0));
                if !(numeral(next) || more || mark && after.is_some_and(|a| digit(a).is_some()) && digit_ends(&text[..at])) {
                    break;
                }
                han |= han_numeral(next).is_some();
                figures |= digit(next).is_some();
                end = at + next.len_utf8();
                chars.next();
            }
            pieces.push(if han { Piece::Han(start..end) } else { Piece::Figures(start..end) });
            debug_assert!(han || figures);
        } else if c.is_alphabetic() || c == '%' || c == '٪' || c == '％' || c == '°' {
            let inside = |c: char| c.is_alphabetic() || matches!(c, '\'' | '’') || is_mark(c);
            while let Some((at, next)) = chars.peek().copied().filter(|(_, n)| inside(*n) && han_numeral(*n).is_none()) {
                end = at + next.len_utf8();
                chars.next();
            }
            pieces.push(Piece::Word(start..end));
        }
    }
    pieces
}

/// Vowel signs and other marks that belong to the letter before them, as in Devanagari, Arabic and Hebrew.
fn is_mark(c: char) -> bool {
    matches!(c as u32, 0x300..=0x36F | 0x591..=0x5C7 | 0x610..=0x61A | 0x64B..=0x65F | 0x670 | 0x900..=0x903 | 0x93A..=0x94F
        | 0x981..=0x983 | 0x9BC..=0x9CD | 0xB82 | 0xBBE..=0xBCD)
}

fn digit_ends(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| digit(c).is_some())
}

/// Whether a space between digits parts thousands: one to three digits before it, three and no more behind.
fn grouped(before: &str, behind: &str) -> bool {
    let last = before.rsplit([' ', '\u{a0}', '\u{202f}']).next().unwrap_or(before);
    let first_group = last.len() == before.len();
    let digits = behind.chars().take_while(|c| digit(*c).is_some()).count();
    digits == 3
        && last.chars().all(|c| digit(c).is_some())
        && if first_group { last.chars().count() <= 3 } else { last.chars().count() == 3 }
}

/// The readings of digits with marks among them, and the figures between the marks where each may stand for itself.
fn readings(text: &str, language: Language) -> (Vec<f64>, Vec<f64>) {
    let plain: String = text.chars().map(|c| digit(c).and_then(|d| char::from_digit(d, 10)).unwrap_or(c)).collect();
    let marks: Vec<char> = plain.chars().filter(|c| !c.is_ascii_digit()).collect();
    let parts: Vec<&str> = plain.split(|c: char| !c.is_ascii_digit()).collect();
    let whole = |parts: &[&str]| parts.concat().parse::<f64>().ok();
    let decimal = |parts: &[&str]| {
        let (last, before) = parts.split_last()?;
        format!("{}.{last}", before.concat()).parse::<f64>().ok()
    };
    let is_grouping = parts.iter().skip(1).all(|p| p.len() == 3) && parts[0].len() <= 3
        || parts.last().is_some_and(|l| l.len() == 3) && parts[1..parts.len() - 1].iter().all(|p| p.len() == 2);
    let same = marks.windows(2).all(|w| w[0] == w[1]);
    let mut values: Vec<f64> = Vec::new();
    match marks.as_slice() {
        [] => values.extend(whole(&parts)),
        [':' | '：'] => {}
        [mark] if is_grouping => {
            let decimal_mark = if language.is_english() || matches!(language.code(), "zh" | "ja" | "hi" | "he" | "ko") { '.' } else { ',' };
            values.extend(whole(&parts));
            values.extend(decimal(&parts));
            if *mark == decimal_mark || parts[0] == "0" {
                values.reverse();
            }
        }
        [_] => values.extend(decimal(&parts)),
        _ if same && is_grouping => values.extend(whole(&parts)),
        _ if !same && parts.len() > 2 && !matches!(marks.last(), Some(':' | '：')) => values.extend(decimal(&parts)),
        _ => {}
    }
    let each = marks.len() >= 2 && !is_grouping || matches!(marks.as_slice(), [':' | '：']) || marks.len() == 1 && parts[1].len() <= 2;
    (values, if each { parts.iter().filter_map(|p| p.parse::<f64>().ok()).collect() } else { Vec::new() })
}

fn figures(
    text: &str,
    pieces: &[Piece],
    at: usize,
    range: Range<usize>,
    words: Option<&Words>,
    language: Language,
) -> (Option<Quantity>, usize) {
    let (mut values, mut parts) = readings(&text[range.clone()], language);
    let before = text[..range.start].trim_end_matches(['-', '‑', '–', '/', '.']);
    let in_name = before.chars().next_back().is_some_and(|c| c.is_alphabetic() && !is_wide(c));
    let (mut end, mut next, mut unit) = (range.end, at + 1, Unit::None);
    let mut in_code = false;
    while let Some(Piece::Word(word)) = pieces.get(next) {
        let gap = &text[end..word.start];
        if !matches!(gap, "" | " " | "\u{a0}" | "\u{202f}" | "-" | "." | ". ") {
            break;
        }
        let lower = text[word.clone()].to_lowercase();
        let attached = gap.is_empty() && lower.is_ascii();
        let scale = words.and_then(|w| w.get(lower.trim_end_matches(['\'', '’']))).filter(|(v, m)| *m && *v >= 100.0).map(|(v, _)| *v);
        // "Seit 2015 Tausende": nobody counts two thousand thousands.
        let scale = scale.filter(|s| *s > 1000.0 || !values.iter().any(|v| (1000.0..10_000.0).contains(v) && v.fract() == 0.0));
        let short = match lower.as_str() {
            "k" if attached => Some(1e3),
            "m" if attached => Some(1e6),
            "bn" | "b" if attached => Some(1e9),
            "tn" if attached => Some(1e12),
            _ => None,
        };
        if let Some(scale) = scale {
            values.iter_mut().for_each(|v| *v *= scale);
            // "4.2 billion" is no 4 and no 2.
            parts.clear();
            (end, next) = (word.end, next + 1);
            continue;
        }
        if let Some(scale) = short {
            let scaled: Vec<f64> = values.iter().map(|v| v * scale).collect();
            values.extend(scaled);
        } else if matches!(lower.as_str(), "am" | "pm" | "a" | "p" | "o'clock" | "o’clock" | "uhr" | "hrs") {
            unit = Unit::Clock;
        } else if is_percent(&lower) {
            unit = Unit::Percent;
        } else if let Some(i) = measure(&lower) {
            unit = Unit::Measure(i);
        } else {
            // `F16C`, `5G`: a name, not a count.
            in_code =
                attached && !matches!(lower.as_str(), "st" | "nd" | "rd" | "th" | "s" | "am" | "pm" | "h" | "hrs" | "min" | "e" | "er");
        }
        break;
    }
    // Hausa, Swahili and others say the scale first: "miliyan 512".
    if let Some(Piece::Word(word)) = at.checked_sub(1).and_then(|i| pieces.get(i))
        && text.get(word.end..range.start).is_some_and(|gap| matches!(gap, " " | "\u{a0}"))
        && !matches!(at.checked_sub(2).and_then(|i| pieces.get(i)), Some(Piece::Figures(_)))
        && let Some((scale, true)) = words.and_then(|w| w.get(text[word.clone()].to_lowercase().as_str()))
        && *scale >= 1000.0
    {
        let scaled: Vec<f64> = values.iter().map(|v| v * scale).collect();
        values.splice(0..0, scaled);
    }
    let said = !values.is_empty() || !parts.is_empty();
    let quantity = Quantity { span: range.start..end, figures: !in_name && !in_code, values, parts, unit };
    (said.then_some(quantity), next)
}

/// Whether a letter is written without spaces between words.
fn is_wide(c: char) -> bool {
    matches!(c as u32, 0x0E00..=0x0EFF | 0x3040..=0x30FF | 0x3400..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF)
}

fn is_percent(word: &str) -> bool {
    const WORDS: [&str; 11] = ["%", "٪", "％", "percent", "per", "percentage", "pct", "prozent", "процент", "procent", "por"];
    WORDS.contains(&word) || word.starts_with("процент") || word.starts_with("відсот") || word.starts_with("procent")
}

fn measure(word: &str) -> Option<u8> {
    let stem = word.strip_suffix('s').unwrap_or(word);
    let is = |forms: &[&str]| forms.iter().any(|f| *f == word || *f == stem || f.chars().count() > 3 && word.starts_with(f));
    CONVERSIONS.iter().position(|(a, b, ..)| is(a) || is(b)).and_then(|i| u8::try_from(i).ok())
}

/// The month that a word names in English, 1 to 12: a figure in the source may be a name in the translation.
pub fn month(word: &str) -> Option<f64> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const FULL: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let lower = word.to_lowercase();
    let at = FULL.iter().position(|m| *m == lower).or_else(|| MONTHS.iter().position(|m| *m == lower || lower == "sept" && *m == "sep"))?;
    u8::try_from(at + 1).ok().map(f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str, language: &str) -> Vec<f64> {
        let language = Language::from_code(language).unwrap_or(Language::UNKNOWN);
        quantities(text, language).first().map(|q| q.values.clone()).unwrap_or_default()
    }

    #[test]
    fn figures_of_many_scripts_and_scales_say_the_same() {
        for (text, language, value) in [
            ("94,300 troops", "en", 94_300.0),
            ("3.5 million people", "en", 3.5e6),
            ("3,5 млн человек", "ru", 3.5e6),
            ("33 тыс. рублей", "ru", 33e3),
            ("350万人", "zh", 3.5e6),
            ("2億5000万円", "ja", 2.5e8),
            ("二〇二一年", "zh", 2021.0),
            ("三十五名", "zh", 35.0),
            ("٣٥٠ شخصا", "ar", 350.0),
            ("२,४०,००० लोग", "hi", 240_000.0),
            ("2 लाख लोग", "hi", 200_000.0),
            ("12 Mrd. Euro", "de", 12e9),
            ("zweiundzwanzig Menschen", "de", 22.0),
            ("2015 Tausende von Blumen", "de", 2015.0),
            ("300 000 euros", "fr", 300_000.0),
            ("twenty-three people", "en", 23.0),
            ("two hundred and fifty thousand", "en", 250_000.0),
        ] {
            assert_eq!(first(text, language).first(), Some(&value), "{text}");
        }
    }

    #[test]
    fn a_figure_with_one_mark_has_two_readings() {
        assert!(first("1.234 Menschen", "de").contains(&1234.0));
        assert!(first("1.234 percent", "en").contains(&1.234));
        assert!(quantities("um 22.30 Uhr", Language::UNKNOWN)[0].parts == [22.0, 30.0], "a time");
    }

    #[test]
    fn a_figure_in_a_name_needs_no_answer() {
        for text in ["COVID-19", "an F-16 jet", "5G networks", "the A320"] {
            assert!(quantities(text, Language::ENGLISH).iter().all(|q| !q.figures), "{text}");
        }
        assert!(quantities("the 16th floor", Language::ENGLISH).iter().any(|q| q.figures));
    }

    #[test]
    fn rounding_clock_and_measures_agree_and_other_figures_do_not() {
        let told = |source: &str, target: &str| {
            let (a, b) = (quantities(source, Language::ENGLISH), quantities(target, Language::ENGLISH));
            a.iter().all(|q| is_told(q, b.iter(), &[2.0], true)) && b.iter().all(|q| is_told(q, a.iter(), &[], false))
        };
        for (a, b) in [
            ("94,312", "94,300"),
            ("22:30", "10:30 pm"),
            ("100 km", "62 miles"),
            ("2021", "21"),
            ("20°C", "68°F"),
            ("08.02.2023", "8 and 2023"),
            ("21.00", "9 pm"),
        ] {
            assert!(told(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("94,300", "94,800"),
            ("15", "16"),
            ("1,500", "1,600"),
            ("100 km", "75 miles"),
            ("12,345", "12,346"),
            ("23,000", "23,005"),
            ("5 to 10", "5 to 17"),
            ("08.02.2023", "08.06.2023"),
            ("11:45", "12:45"),
        ] {
            assert!(!told(a, b), "{a} {b}");
        }
    }
}
