//! Markdown: CommonMark with tables, footnotes, strike-through and task lists, front matter, and what site generators add: MDX and
//! shortcodes are skipped. The parser is pulldown-cmark, which says where each piece of text stands.

use super::{
    Block, BlockKind, Comment, Document,
    fields::Fields,
    front_matter, html,
    map::{Builder, OffsetMap},
    plain, shape,
};
use crate::{
    source::Source,
    span::{BlockSpan, FileSpan},
};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::{borrow::Cow, collections::HashMap, ops::Range};

/// What stands for a byte that is not read. Text of such bytes alone is no text.
const MASK: char = '\u{1}';

/// A shortcode is no longer than this many bytes.
const LONGEST_SHORTCODE: usize = 4000;

/// Reads a file.
pub fn parse(source: &Source, fields: &Fields) -> Document {
    let mut document = read_body(source.text(), fields, source.path().to_ascii_lowercase().ends_with(".mdx"));
    shape::assign(&mut document.blocks);
    document
}

/// A Markdown text's blocks, not yet told apart by shape, and comments. Spans are bytes of `text`.
pub(super) fn read(text: &str, fields: &Fields) -> Document {
    read_body(text, fields, false)
}

fn read_body(text: &str, fields: &Fields, mdx: bool) -> Document {
    let matter = front_matter::read(text, fields);
    let mut reader = Reader {
        body: masked(text.get(matter.end..).unwrap_or(""), mdx),
        base: matter.end,
        blocks: matter.blocks,
        comments: Vec::new(),
        current: Builder::default(),
        kinds: Vec::new(),
        images: Vec::new(),
        captions: Vec::new(),
        skipping: 0,
        breaks: Vec::new(),
        broken: Vec::new(),
    };
    reader.read();
    reader.set_lines_apart(text);
    Document { blocks: reader.blocks, comments: reader.comments, problems: matter.problems, metadata: matter.metadata }
}

struct Reader<'a> {
    /// The text behind the front matter, of the same length as in the file.
    body: Cow<'a, str>,
    /// Where it begins in the file.
    base: usize,
    blocks: Vec<Block>,
    comments: Vec<Comment>,
    current: Builder,
    /// The open elements that say what their text is.
    kinds: Vec<BlockKind>,
    /// The paragraphs that images interrupt.
    images: Vec<Builder>,
    /// Captions that wait for their paragraph's end.
    captions: Vec<Block>,
    /// Open elements whose text is not read.
    skipping: usize,
    /// Where in the current text the file's lines end.
    breaks: Vec<usize>,
    /// Paragraphs of several lines: the block's place and where in it the file's lines end.
    broken: Vec<(usize, Vec<usize>)>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let body = std::mem::take(&mut self.body);
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES;
        let mut html: Option<Range<usize>> = None;
        for (event, range) in Parser::new_ext(&body, options).into_offset_iter() {
            match event {
                Event::Start(Tag::HtmlBlock) => html = Some(range),
                Event::End(TagEnd::HtmlBlock) => {
                    if let Some(range) = html.take() {
                        self.html_block(&body, range);
                    }
                }
                Event::Html(_) => html = html.map(|r| r.start..r.end.max(range.end)),
                Event::Start(tag) => self.start(&tag),
                Event::End(tag) => self.end(tag),
                Event::Text(text) if self.skipping == 0 => self.text(&body, &text, range),
                Event::Code(text) if self.skipping == 0 => self.code(&body, &text, range),
                Event::SoftBreak => {
                    self.breaks.push(self.current.len());
                    self.current.space(self.base + range.start..self.base + range.end);
                }
                Event::HardBreak => {
                    self.breaks.push(self.current.len());
                    self.current.line_break(self.base + range.start..self.base + range.end);
                }
                Event::InlineHtml(tag) => self.inline_html(&tag, range),
                Event::Rule => self.flush(),
                _ => {}
            }
        }
        self.flush();
    }

    fn start(&mut self, tag: &Tag<'_>) {
        let kind = match tag {
            Tag::Heading { level, .. } => {
                let first = *level == pulldown_cmark::HeadingLevel::H1 && !self.blocks.iter().any(|b| b.kind == BlockKind::Headline);
                if first { BlockKind::Headline } else { BlockKind::Subheading }
            }
            Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => BlockKind::ListItem,
            Tag::BlockQuote(_) => BlockKind::Quotation,
            Tag::CodeBlock(_) => BlockKind::Code,
            Tag::TableCell => BlockKind::TableCell,
            Tag::FootnoteDefinition(_) => BlockKind::Paragraph,
            Tag::Image { .. } => {
                self.images.push(std::mem::take(&mut self.current));
                return;
            }
            Tag::MetadataBlock(_) => {
                self.skipping += 1;
                return;
            }
            Tag::Paragraph | Tag::List(_) | Tag::Table(_) | Tag::TableHead | Tag::TableRow => return self.flush(),
            _ => return,
        };
        self.flush();
        self.kinds.push(kind);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::TableCell
            | TagEnd::FootnoteDefinition => {
                self.flush();
                self.kinds.pop();
            }
            TagEnd::Image => {
                let caption = std::mem::replace(&mut self.current, self.images.pop().unwrap_or_default());
                self.captions.extend(caption.finish(BlockKind::Caption));
            }
            TagEnd::MetadataBlock(_) => self.skipping = self.skipping.saturating_sub(1),
            TagEnd::Paragraph | TagEnd::List(_) | TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow => self.flush(),
            _ => {}
        }
    }

    fn text(&mut self, body: &str, text: &str, range: Range<usize>) {
        let at = self.base + range.start;
        if body.get(range.clone()) == Some(text) {
            self.unmasked(text, at, self.kinds.last() != Some(&BlockKind::Code));
        } else {
            self.current.decoded(&text.replace(MASK, ""), at..self.base + range.end);
        }
    }

    /// Adds text that stands in the file as it is, without what is masked.
    fn unmasked(&mut self, text: &str, at: usize, fold: bool) {
        let mut start = 0;
        for part in text.split(MASK) {
            if fold {
                self.current.folded(part, at + start);
            } else {
                self.current.verbatim(part, at + start);
            }
            start += part.len() + MASK.len_utf8();
        }
    }

    /// Code inside a line is read with it: a sentence goes on through it.
    fn code(&mut self, body: &str, text: &str, range: Range<usize>) {
        let written = body.get(range.clone()).unwrap_or("");
        match written.find(text) {
            Some(i) => self.unmasked(text, self.base + range.start + i, false),
            None => self.current.decoded(&text.replace(MASK, ""), self.base + range.start..self.base + range.end),
        }
    }

    fn inline_html(&mut self, tag: &str, range: Range<usize>) {
        let span = self.base + range.start..self.base + range.end;
        if let Some(comment) = tag.strip_prefix("<!--") {
            let text = comment.strip_suffix("-->").unwrap_or(comment).to_owned();
            self.comments.push(Comment { span: FileSpan::new(span.start, span.end), text });
        } else if tag.to_ascii_lowercase().starts_with("<br") {
            self.current.line_break(span);
        }
    }

    /// HTML between paragraphs is read as HTML.
    fn html_block(&mut self, body: &str, range: Range<usize>) {
        self.flush();
        let start = self.base + range.start;
        let raw = body.get(range).unwrap_or("").replace(MASK, " ");
        let (blocks, comments) = html::read(&raw);
        let outer = OffsetMap::verbatim(start, raw.len());
        for mut block in blocks {
            block.map = block.map.through(&outer);
            if block.kind == BlockKind::Paragraph {
                block.kind = self.kind();
            }
            self.blocks.push(block);
        }
        let place = |s: FileSpan| outer.in_file(BlockSpan::new(s.start(), s.end()));
        self.comments.extend(comments.into_iter().map(|c| Comment { span: place(c.span), ..c }));
    }

    fn kind(&self) -> BlockKind {
        self.kinds.last().copied().unwrap_or(BlockKind::Paragraph)
    }

    fn flush(&mut self) {
        let kind = self.kind();
        let breaks = std::mem::take(&mut self.breaks);
        if let Some(block) = std::mem::take(&mut self.current).finish(kind) {
            if !breaks.is_empty() && kind == BlockKind::Paragraph {
                self.broken.push((self.blocks.len(), breaks));
            }
            self.blocks.push(block);
        }
        self.blocks.append(&mut self.captions);
    }

    /// Marks the paragraphs whose lines break off where the writer wanted: a poem, an address, what goes into a stew.
    fn set_lines_apart(&mut self, file: &str) {
        let widths = |block: &Block| {
            let span = block.in_file(BlockSpan::new(0, block.text.len()));
            file.get(span.start()..span.end()).unwrap_or("").lines().map(|l| l.chars().take(plain::WIDEST_WRAP).count()).max().unwrap_or(0)
        };
        let prose = self.blocks.iter().filter(|b| b.kind == BlockKind::Paragraph).map(widths).max().unwrap_or(0);
        for (index, breaks) in std::mem::take(&mut self.broken) {
            let Some(block) = self.blocks.get_mut(index) else { continue };
            let ends = || breaks.iter().copied().chain([block.text.len()]);
            let lines: Vec<&str> = std::iter::once(0)
                .chain(breaks.iter().copied())
                .zip(ends())
                .filter_map(|(from, to)| block.text.get(from..to))
                .map(str::trim)
                .collect();
            if plain::breaks_on_purpose(&lines, prose) {
                block.kind = BlockKind::Verse;
            }
        }
    }
}

/// Where the next of each closing mark stands, so that many openings without one are not each searched to the end.
struct Ends(HashMap<&'static str, Option<usize>>);

impl Ends {
    fn next(&mut self, text: &str, from: usize, close: &'static str) -> Option<usize> {
        match self.0.get(close) {
            Some(None) => None,
            Some(Some(at)) if *at >= from => Some(*at),
            _ => {
                let found = text[from..].find(close).map(|i| from + i);
                self.0.insert(close, found);
                found
            }
        }
    }
}

/// The text with what is no Markdown overwritten, byte for byte: shortcodes of Hugo (`{{< … >}}`, `{{% … %}}`) and tags of Liquid
/// (`{% … %}`, `{{ page.title }}`), and in MDX `import`, `export` and expressions.
fn masked(text: &str, mdx: bool) -> Cow<'_, str> {
    let mut spans: Vec<Range<usize>> = Vec::new();
    let mut ends = Ends(HashMap::new());
    let mut at = 0;
    while let Some(i) = memchr::memchr(b'{', text.as_bytes().get(at..).unwrap_or(&[])) {
        let start = at + i;
        let rest = &text[start..];
        let close = match rest.as_bytes() {
            [b'{', b'{', b'<', ..] => ">}}",
            [b'{', b'{', b'%', ..] => "%}}",
            [b'{', b'%', ..] => "%}",
            [b'{', b'{', ..] => "}}",
            _ if mdx => "}",
            _ => "",
        };
        let found = if close.is_empty() { None } else { ends.next(text, start, close) };
        let len = found.map(|j| j - start + close.len()).filter(|len| *len <= LONGEST_SHORTCODE).filter(|len| {
            // `{{name}}` alone is a placeholder that someone forgot, and is read.
            let inner = &rest[..*len];
            !inner.contains("\n\n") && (close != "}}" || inner.contains(['.', '|', '(']))
        });
        match len {
            Some(len) => {
                spans.push(start..start + len);
                at = start + len;
            }
            None => at = start + 1,
        }
    }
    if mdx {
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let code =
                line.starts_with("import ") && (line.contains(" from ") || line.contains(['\'', '"'])) || line.starts_with("export ");
            if code {
                spans.push(start..start + line.trim_end().len());
            }
            start += line.len();
        }
        spans.sort_by_key(|s| s.start);
    }
    if spans.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    for span in spans {
        if span.start < masked.len() {
            continue;
        }
        masked.push_str(&text[masked.len()..span.start]);
        for c in text[span].chars() {
            if matches!(c, '\n' | '\r') {
                masked.push(c);
            } else {
                masked.extend(std::iter::repeat_n(MASK, c.len_utf8()));
            }
        }
    }
    masked.push_str(&text[masked.len()..]);
    Cow::Owned(masked)
}
