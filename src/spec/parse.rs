//! Reads a specification's Markdown.

use super::{Settings, marks::Marked};
use crate::document::Format;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde::Deserialize;
use std::{ops::Range, sync::Arc};

/// An article to be read, and what is to be reported of it.
#[derive(Clone, Debug)]
pub struct Case {
    /// The headings above it.
    pub title: String,
    /// The line of the file where it stands, from 1.
    pub line: usize,
    /// The article and its marks.
    pub article: Marked,
    /// What kind of file it is.
    pub format: Format,
    /// What holds for it.
    pub settings: Arc<Settings>,
    /// The article as it is once every first suggestion is followed.
    pub fixed: Option<String>,
    /// Where the file's own part of it stands, in bytes, and how many bytes of the article the frame has before it; `None` where the
    /// marks stand in the frame.
    pub(super) own: Option<(Range<usize>, usize)>,
}

/// A file of specifications.
#[derive(Clone, Debug, Default)]
pub struct Spec {
    /// Its articles.
    pub cases: Vec<Case>,
    /// What is wrong with it: a line, from 1, and why.
    pub faults: Vec<(usize, String)>,
}

/// An article with a place for others: `{}` for articles and the entries of lists, `{1}`, `{2}` … for the cells of a table's rows.
#[derive(Clone, Debug)]
struct Frame {
    format: Option<Format>,
    text: String,
}

/// A heading, and what was said below it.
struct Section {
    level: HeadingLevel,
    title: String,
    settings: Option<toml::Table>,
    frames: Vec<Frame>,
}

struct Reader<'t> {
    text: &'t str,
    /// Where its lines end.
    lines: Vec<usize>,
    spec: Spec,
    sections: Vec<Section>,
    settings: Arc<Settings>,
    /// The cases that the last article made.
    last: Range<usize>,
}

impl Spec {
    /// Reads a file. A file without an article, a list or table in a frame has no cases: any Markdown may be read.
    pub fn parse(text: &str) -> Self {
        let root = Section { level: HeadingLevel::H1, title: String::new(), settings: None, frames: Vec::new() };
        let lines = text.match_indices('\n').map(|(at, _)| at).collect();
        let mut reader = Reader { text, lines, spec: Self::default(), sections: vec![root], settings: Arc::default(), last: 0..0 };
        reader.read();
        reader.spec
    }
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut heading: Option<(HeadingLevel, String)> = None;
        let mut fence: Option<(String, Option<Range<usize>>)> = None;
        let mut row: Option<Vec<Range<usize>>> = None;
        let mut depth = 0_usize;
        let text = self.text;
        for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
            match event {
                Event::Start(Tag::Item) => {
                    if depth == 0 {
                        self.item(range);
                    }
                    depth += 1;
                }
                Event::End(TagEnd::Item) => depth = depth.saturating_sub(1),
                // An entry is taken as it is written, whatever Markdown makes of it.
                _ if depth > 0 => {}
                Event::Start(Tag::Heading { level, .. }) => heading = Some((level, String::new())),
                Event::End(TagEnd::Heading(_)) => {
                    if let Some((level, title)) = heading.take() {
                        self.sections.retain(|s| s.level < level || s.title.is_empty());
                        self.sections.push(Section { level, title, settings: None, frames: Vec::new() });
                        self.settle(range.start);
                    }
                }
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => fence = Some((info.into_string(), None)),
                Event::End(TagEnd::CodeBlock) => {
                    if let Some((info, content)) = fence.take() {
                        self.fence(&info, content.unwrap_or(range.start..range.start), range.start);
                    }
                }
                Event::Start(Tag::TableRow) => row = Some(Vec::new()),
                Event::Start(Tag::TableCell) => row.iter_mut().for_each(|row| row.push(range.clone())),
                Event::End(TagEnd::TableRow) => {
                    if let Some(cells) = row.take() {
                        self.row(&cells, range.start);
                    }
                }
                Event::Text(piece) => {
                    if let Some((_, title)) = &mut heading {
                        title.push_str(&piece);
                    } else if let Some((_, content)) = &mut fence {
                        *content = Some(content.as_ref().map_or(range.start, |c| c.start)..range.end);
                    }
                }
                Event::Code(piece) => heading.iter_mut().for_each(|(_, title)| title.push_str(&piece)),
                _ => {}
            }
        }
    }

    fn fence(&mut self, info: &str, content: Range<usize>, at: usize) {
        let (kind, rest) = info.trim().split_once(char::is_whitespace).unwrap_or((info.trim(), ""));
        if !matches!(kind, "article" | "frame" | "fixed" | "settings") {
            return;
        }
        let written = self.text.get(content.clone()).unwrap_or("");
        let format = match rest.trim() {
            "" => None,
            name => {
                let known = Format::from_name(name);
                if known.is_none() {
                    self.fault(at, format!("no format is called `{name}`"));
                }
                known
            }
        };
        match kind {
            "article" => self.article(content, format),
            "frame" => {
                if let Some(section) = self.sections.last_mut() {
                    section.frames.push(Frame { format, text: written.to_owned() });
                }
            }
            "fixed" if self.last.is_empty() => self.fault(at, "nothing stands above that is fixed".to_owned()),
            "fixed" => {
                let last = self.last.clone();
                self.spec.cases.iter_mut().skip(last.start).for_each(|case| case.fixed = Some(written.to_owned()));
            }
            _ => match toml::from_str(written) {
                Ok(table) => {
                    if let Some(section) = self.sections.last_mut() {
                        section.settings = Some(table);
                    }
                    self.settle(at);
                }
                Err(e) => self.fault(at, e.message().to_owned()),
            },
        }
    }

    /// Puts the settings of all open sections together; what an inner one says holds.
    fn settle(&mut self, at: usize) {
        let mut all = toml::Table::new();
        self.sections.iter().filter_map(|s| s.settings.clone()).for_each(|table| all.extend(table));
        match Settings::deserialize(all) {
            Ok(settings) => {
                if let Some(message) = settings.fault() {
                    self.fault(at, message);
                }
                self.settings = Arc::new(settings);
            }
            Err(e) => self.fault(at, e.message().trim_end().to_owned()),
        }
    }

    /// The frames that hold here: those of the innermost section that has some.
    fn frames(&self, place: &str) -> Vec<Frame> {
        let own = self.sections.iter().rev().find(|s| !s.frames.is_empty());
        own.map_or_else(Vec::new, |s| s.frames.iter().filter(|f| f.text.contains(place)).cloned().collect())
    }

    fn article(&mut self, content: Range<usize>, format: Option<Format>) {
        let (text, line) = (self.text, self.line(content.start));
        let first = self.spec.cases.len();
        let frames = self.frames("{}");
        if frames.is_empty() {
            let written = text.get(content.clone()).unwrap_or("");
            self.case(line, written, format, Some((content, 0)));
        } else {
            let written = text.get(content.clone()).unwrap_or("");
            let inner = written.strip_suffix('\n').unwrap_or(written);
            let own = content.start..content.start + inner.len();
            self.in_frames(frames, format, inner, own, line);
        }
        self.last = first..self.spec.cases.len();
    }

    fn item(&mut self, range: Range<usize>) {
        let frames = self.frames("{}");
        let Some(whole) = self.text.get(range.clone()).filter(|_| !frames.is_empty()) else { return };
        let marker = whole.find(char::is_whitespace).unwrap_or(0);
        let after = whole.get(marker..).unwrap_or("");
        let inner = after.trim();
        let start = range.start + marker + (after.len() - after.trim_start().len());
        let first = self.spec.cases.len();
        self.in_frames(frames, None, inner, start..start + inner.len(), self.line(start));
        self.last = first..self.spec.cases.len();
    }

    fn in_frames(&mut self, frames: Vec<Frame>, format: Option<Format>, inner: &str, own: Range<usize>, line: usize) {
        for frame in frames.into_iter().filter(|f| format.is_none() || f.format.is_none() || f.format == format) {
            let Some((before, after)) = frame.text.split_once("{}") else { continue };
            // A frame with marks of its own cannot be brought up to date by what the entry says.
            let plain = !before.contains('⟦') && !after.contains('⟦');
            let place = plain.then(|| (own.clone(), before.len()));
            self.case(line, &format!("{before}{inner}{after}"), format.or(frame.format), place);
        }
    }

    fn row(&mut self, cells: &[Range<usize>], at: usize) {
        let first = self.spec.cases.len();
        for frame in self.frames("{1}") {
            let filled = cells.iter().enumerate().fold(frame.text, |text, (i, cell)| {
                text.replace(&format!("{{{}}}", i + 1), self.text.get(cell.clone()).unwrap_or("").trim())
            });
            self.case(self.line(at), &filled, frame.format, None);
        }
        self.last = first..self.spec.cases.len();
    }

    fn case(&mut self, line: usize, written: &str, format: Option<Format>, own: Option<(Range<usize>, usize)>) {
        let named = self.settings.format.as_deref().and_then(Format::from_name);
        let format = format.or(named).unwrap_or(Format::Plain);
        let titles: Vec<&str> = self.sections.iter().map(|s| s.title.as_str()).filter(|t| !t.is_empty()).collect();
        match Marked::parse(written) {
            Ok(article) => {
                let (title, settings) = (titles.join(": "), Arc::clone(&self.settings));
                self.spec.cases.push(Case { title, line, article, format, settings, fixed: None, own });
            }
            Err((_, message)) => self.spec.faults.push((line, message)),
        }
    }

    fn fault(&mut self, at: usize, message: String) {
        let line = self.line(at);
        self.spec.faults.push((line, message));
    }

    /// The line of a byte, from 1.
    fn line(&self, at: usize) -> usize {
        1 + self.lines.partition_point(|end| *end < at)
    }
}
