//! `human`: an excerpt for each diagnostic, its place marked, other places beside it, and what could stand there.

use super::{Appearance, FileReport, Reporter, Summary, clean};
use crate::{
    diagnostic::{Applicability, Diagnostic, Severity},
    source::{LineColumn, Source},
    span::FileSpan,
};
use codespan_reporting::{
    diagnostic::{Diagnostic as Shown, Label, Severity as Level},
    files::{Error, Files},
    term::{
        self, Styles, StylesWriter,
        termcolor::{Ansi, NoColor},
    },
};
use std::{
    collections::BTreeMap,
    io::{self, Write},
    ops::Range,
};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Suggestions shown for one diagnostic.
const MAX_SUGGESTIONS: usize = 3;
/// Lines of one marked place that are shown.
const MAX_LINES: usize = 3;

/// See the module.
pub struct Human {
    appearance: Appearance,
    config: term::Config,
    styles: Styles,
}

impl Human {
    /// A reporter that looks so.
    pub fn new(appearance: Appearance) -> Self {
        Self { appearance, config: term::Config::default(), styles: Styles::default() }
    }

    /// Writes one diagnostic.
    fn diagnostic(&self, out: &mut dyn Write, source: &Source, d: &Diagnostic) -> io::Result<()> {
        let mut shown = Shown::new(match d.severity {
            Severity::Error => Level::Error,
            Severity::Warning => Level::Warning,
            Severity::Info => Level::Note,
        });
        shown = shown.with_code(&d.rule).with_message(clean::line(&d.message));
        let mut places = vec![(d.span, "")];
        places.extend(d.labels.iter().map(|l| (l.place, l.message.as_str())));
        for s in d.suggestions.iter().take(MAX_SUGGESTIONS) {
            let old = clean::line(s.place.slice(source.text()));
            let new = clean::line(&s.replacement);
            let hedge = if s.applicability == Applicability::Unsafe { "perhaps " } else { "" };
            shown = shown.with_note(match (old.is_empty(), new.is_empty()) {
                (true, _) => format!("help: {hedge}insert \"{new}\""),
                (_, true) => format!("help: {hedge}remove \"{old}\""),
                _ => format!("help: {hedge}\"{new}\" instead of \"{old}\""),
            });
        }
        for other in &d.elsewhere {
            let at = format!("{}:{}:{}", clean::line(&other.path), other.start.line, other.start.column);
            shown = shown.with_note(format!("source: {at}: {}", clean::line(&other.message)));
        }
        let (excerpt, ranges) = Excerpt::new(source, &places, d.start, self.appearance.width);
        for (i, (range, (_, message))) in ranges.into_iter().zip(&places).enumerate() {
            let label = if i == 0 { Label::primary((), range) } else { Label::secondary((), range) };
            shown = shown.with_label(label.with_message(clean::line(message)));
        }
        render(out, &excerpt, &shown, &self.config, &self.styles, self.appearance.colour)
    }
}

impl Reporter for Human {
    fn file(&mut self, out: &mut dyn Write, report: &FileReport) -> io::Result<()> {
        let Some(source) = &report.source else { return Ok(()) };
        report.diagnostics.iter().try_for_each(|d| self.diagnostic(out, source, d))
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        if self.appearance.quiet { Ok(()) } else { writeln!(out, "{}", summary.line()) }
    }
}

/// Writes an error at a place of a file that is not an article: a configuration or a rule file.
///
/// # Errors
/// Those of the writer.
pub fn error(
    out: &mut dyn Write,
    source: &Source,
    span: FileSpan,
    message: &str,
    help: Option<&str>,
    appearance: Appearance,
) -> io::Result<()> {
    let places = [(span, "")];
    let (excerpt, ranges) = Excerpt::new(source, &places, source.line_column(span.start()), appearance.width);
    let mut shown = Shown::error().with_message(clean::line(message));
    if let Some(range) = ranges.into_iter().next() {
        shown = shown.with_label(Label::primary((), range));
    }
    if let Some(help) = help {
        shown = shown.with_note(format!("help: {}", clean::line(help)));
    }
    render(out, &excerpt, &shown, &term::Config::default(), &Styles::default(), appearance.colour)
}

/// Whether colour codes are written is ours to say: codespan's own `Auto` writes them into a pipe.
fn render(
    out: &mut dyn Write,
    excerpt: &Excerpt,
    shown: &Shown<()>,
    config: &term::Config,
    styles: &Styles,
    colour: bool,
) -> io::Result<()> {
    let mut buffer = Vec::new();
    let written = if colour {
        term::emit_to_write_style(&mut StylesWriter::new(Ansi::new(&mut buffer), styles), config, excerpt, shown)
    } else {
        term::emit_to_write_style(&mut StylesWriter::new(NoColor::new(&mut buffer), styles), config, excerpt, shown)
    };
    written.map_err(io::Error::other)?;
    out.write_all(&buffer)
}

/// The lines that a diagnostic is about, cut to the width of the terminal around the marked places, and free of characters
/// that a terminal acts on.
struct Excerpt {
    name: String,
    text: String,
    /// Where each line of `text` begins, and which line of the file it is.
    lines: Vec<(usize, usize)>,
    start: LineColumn,
}

/// A run of the file that was copied to the excerpt.
struct Copied {
    file: Range<usize>,
    shown: Range<usize>,
}

impl Excerpt {
    /// The excerpt, and where each place is in it.
    fn new(source: &Source, places: &[(FileSpan, &str)], start: LineColumn, width: usize) -> (Self, Vec<Range<usize>>) {
        let mut marks: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
        for (span, _) in places {
            let first = source.line_column(span.start()).line - 1;
            let last = (source.line_column(span.end().saturating_sub(1).max(span.start())).line - 1).min(first + MAX_LINES - 1);
            for line in first..=last {
                let bounds = line_range(source, line);
                marks.entry(line).or_default().push(span.start().max(bounds.start)..span.end().min(bounds.end).max(bounds.start));
            }
        }
        let mut text = String::new();
        let mut lines = Vec::new();
        let mut copied = Vec::new();
        let mut previous = None;
        for (line, marks) in marks {
            if previous.is_some_and(|p| p + 1 < line) {
                // Two lines that are not shown make codespan draw a gap.
                for _ in 0..2 {
                    lines.push((text.len(), line));
                    text.push('\n');
                }
            }
            previous = Some(line);
            lines.push((text.len(), line + 1));
            // What codespan itself puts before a line: its number and a border.
            let room = width.saturating_sub((line + 1).to_string().len() + 4).max(40);
            copy_line(source, line, marks, room, &mut text, &mut copied);
            text.push('\n');
        }
        let ranges = places.iter().map(|(span, _)| shown_range(&copied, *span)).collect();
        (Self { name: clean::line(source.path()).into_owned(), text, lines, start }, ranges)
    }
}

/// The bytes of a line of the file, its end left out.
fn line_range(source: &Source, line: usize) -> Range<usize> {
    let starts = source.line_starts();
    let start = starts.get(line).map_or(source.text().len(), |s| *s as usize);
    let end = starts.get(line + 1).map_or(source.text().len(), |s| *s as usize);
    let body = source.text().get(start..end).unwrap_or("");
    start..start + body.trim_end_matches(['\n', '\r']).len()
}

/// Copies what is shown of one line: all of it where there is room, else a window around each marked place.
fn copy_line(source: &Source, line: usize, mut marks: Vec<Range<usize>>, room: usize, text: &mut String, copied: &mut Vec<Copied>) {
    let bounds = line_range(source, line);
    let body = source.text();
    let columns = |r: Range<usize>| body.get(r).map_or(0, |t| t.chars().take(4096).map(|c| c.width().unwrap_or(1)).sum::<usize>());
    let windows = if columns(bounds.clone()) <= room {
        vec![bounds.clone()]
    } else {
        marks.sort_by_key(|m| (m.start, m.end));
        let share = (room / marks.len()).max(24);
        let mut windows: Vec<Range<usize>> = Vec::new();
        for mark in marks {
            let around = share.saturating_sub(columns(mark.clone()) + 2).max(8);
            let start = back(body, bounds.start, mark.start, around / 2);
            // What the text before the mark leaves goes to the text after it.
            let after = around - columns(start..mark.start).min(around);
            let end = forth(body, bounds.end, mark.end.min(forth(body, mark.end, mark.start, share)), after);
            match windows.last_mut() {
                Some(last) if start <= last.end => last.end = last.end.max(end),
                _ => windows.push(start..end),
            }
        }
        windows
    };
    let mut end = bounds.start;
    for window in windows {
        if window.start > end {
            text.push('…');
        }
        end = window.end;
        let Some(part) = body.get(window.clone()) else { continue };
        copied.reserve(part.len() + 1);
        text.reserve(part.len() + 8);
        for (at, c) in part.char_indices() {
            let from = text.len();
            text.push(if clean::is_active(c) && c != '\t' { clean::visible(c) } else { c });
            let at = window.start + at;
            copied.push(Copied { file: at..at + c.len_utf8(), shown: from..text.len() });
        }
        // A place may be empty and stand at the very end.
        copied.push(Copied { file: end..end, shown: text.len()..text.len() });
    }
    if end < bounds.end {
        text.push('…');
    }
}

/// The place `columns` to the left of `at`, not before `least`, between two characters as readers see them (UAX #29).
fn back(text: &str, least: usize, at: usize, columns: usize) -> usize {
    let mut left = columns;
    let mut place = at;
    for (i, cluster) in text.get(least..at).unwrap_or("").grapheme_indices(true).rev() {
        let width = columns_of(cluster);
        if width > left {
            break;
        }
        left -= width;
        place = least + i;
    }
    place
}

/// The place `columns` to the right of `at`, not after `most`, between two characters as readers see them.
fn forth(text: &str, most: usize, at: usize, columns: usize) -> usize {
    let mut left = columns;
    let mut place = at;
    for cluster in text.get(at..most).unwrap_or("").graphemes(true) {
        let width = columns_of(cluster);
        if width > left {
            break;
        }
        left -= width;
        place += cluster.len();
    }
    place
}

/// How many columns a terminal gives to what readers see as one character; a control character is shown in one.
fn columns_of(cluster: &str) -> usize {
    if cluster.starts_with(char::is_control) { 1 } else { cluster.width() }
}

/// Where a place is in the excerpt: what of it was copied.
fn shown_range(copied: &[Copied], span: FileSpan) -> Range<usize> {
    let first = copied.partition_point(|c| c.file.end < span.start() || c.file.end == span.start() && !c.file.is_empty());
    let start = copied.get(first).or(copied.last()).map_or(0, |c| c.shown.start);
    let after = copied.partition_point(|c| c.file.start < span.end());
    let end = after.checked_sub(1).and_then(|i| copied.get(i)).map_or(start, |c| c.shown.end);
    start..end.max(start)
}

impl<'a> Files<'a> for Excerpt {
    type FileId = ();
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.name)
    }

    fn source(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.text)
    }

    fn line_index(&'a self, (): (), at: usize) -> Result<usize, Error> {
        Ok(self.lines.partition_point(|(start, _)| *start <= at).saturating_sub(1))
    }

    fn line_number(&'a self, (): (), index: usize) -> Result<usize, Error> {
        self.lines.get(index).map(|(_, number)| *number).ok_or(Error::LineTooLarge { given: index, max: self.lines.len() })
    }

    /// Only asked for the place that the header names.
    fn column_number(&'a self, (): (), _index: usize, _at: usize) -> Result<usize, Error> {
        Ok(self.start.column)
    }

    fn line_range(&'a self, (): (), index: usize) -> Result<Range<usize>, Error> {
        let (start, _) = self.lines.get(index).ok_or(Error::LineTooLarge { given: index, max: self.lines.len() })?;
        Ok(*start..self.lines.get(index + 1).map_or(self.text.len(), |(next, _)| *next))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, marks: &[&str], width: usize) -> (Excerpt, Vec<Range<usize>>) {
        let source = Source::from_text("a.txt", text);
        let span = |m: &&str| text.find(*m).map(|at| (FileSpan::new(at, at + m.len()), "")).unwrap();
        let places: Vec<_> = marks.iter().map(span).collect();
        Excerpt::new(&source, &places, source.line_column(places[0].0.start()), width)
    }

    /// A letter and its accent, and an emoji of several parts, are never cut in two.
    #[test]
    fn cuts_between_characters_as_seen() {
        let text = format!("{}Biden{}", "e\u{301}".repeat(80), "👩‍🚒".repeat(80));
        let (excerpt, ranges) = excerpt(&text, &["Biden"], 60);
        let shown = excerpt.text.trim_end().trim_matches('…');
        assert!(shown.starts_with('e') && shown.ends_with('🚒'), "{shown:?}");
        assert_eq!(&excerpt.text[ranges[0].clone()], "Biden");
    }

    #[test]
    fn long_lines_are_cut_around_the_marked_places() {
        let text = format!("{} Baden {} Biden {}", "rain and wind ".repeat(40), "so it was ".repeat(60), "and more ".repeat(40));
        let (excerpt, ranges) = excerpt(&text, &["Baden", "Biden"], 100);
        assert_eq!(&excerpt.text[ranges[0].clone()], "Baden");
        assert_eq!(&excerpt.text[ranges[1].clone()], "Biden");
        assert!(excerpt.text.chars().count() <= 102, "{:?}", excerpt.text);
        assert!(excerpt.text.starts_with('…') && excerpt.text.trim_end().ends_with('…'));
    }

    #[test]
    fn a_mark_longer_than_the_line_is_shown_from_its_start() {
        let text = format!("Then {}", "the minister and the mayor ".repeat(30));
        let (excerpt, ranges) = excerpt(&text, &[text[5..].trim_end()], 80);
        assert!(excerpt.text[ranges[0].clone()].starts_with("the minister"));
        assert!(excerpt.text.chars().count() < 90, "{:?}", excerpt.text);
    }

    #[test]
    fn escape_sequences_are_shown_and_move_nothing() {
        let (excerpt, ranges) = excerpt("a \u{1b}[31m\u{9b} Oslo\r\n", &["Oslo"], 80);
        assert_eq!(&excerpt.text[ranges[0].clone()], "Oslo");
        assert!(!excerpt.text.contains(['\u{1b}', '\u{9b}', '\r']));
    }

    #[test]
    fn an_empty_place_at_the_end_of_the_file_is_shown() {
        let source = Source::from_text("a.txt", "one\ntwo");
        let (excerpt, ranges) = Excerpt::new(&source, &[(FileSpan::new(7, 7), "")], source.line_column(7), 80);
        assert_eq!((excerpt.text.as_str(), ranges[0].clone()), ("two\n", 3..3));
    }
}
