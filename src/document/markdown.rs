//! Markdown: CommonMark with tables, footnotes, strike-through and task lists, front matter, and what site generators add: MDX and
//! shortcodes are skipped. The parser is pulldown-cmark, which says where each piece of text stands.

use super::{
    Block, BlockKind, Comment, Document, FormatReader,
    dialect::{self, Dialect, Hint, INSIDE, MASK, Prepared, VALUE},
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
use std::ops::Range;

/// Stands in a text for what a template fills in.
const STAND_IN: &str = "…";

/// Markdown.
pub struct Markdown;

impl FormatReader for Markdown {
    fn names(&self) -> &'static [&'static str] {
        &["markdown", "md", "mdx"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown", "mdx", "mkd", "mdown"]
    }

    fn read(&self, source: &Source, fields: &Fields) -> Vec<Document> {
        vec![parse(source, fields, fields.dialect())]
    }

    fn encode_fix(&self, text: &str, _: &Source) -> String {
        text.chars().fold(String::new(), |mut out, c| {
            if matches!(c, '*' | '_' | '`' | '[' | ']' | '<' | '>' | '\\' | '&' | '#' | '|' | '~') {
                out.push('\\');
            }
            out.push(c);
            out
        })
    }
}

/// Reads a file.
pub fn parse(source: &Source, fields: &Fields, dialect: Dialect) -> Document {
    let mdx = dialect == Dialect::Detect && source.path().to_ascii_lowercase().ends_with(".mdx");
    let mut document = read_body(source.text(), fields, if mdx { Dialect::Mdx } else { dialect });
    shape::assign(&mut document.blocks);
    document
}

/// A Markdown text's blocks, not yet told apart by shape, and comments. Spans are bytes of `text`.
pub(super) fn read(text: &str, fields: &Fields) -> Document {
    read_body(text, fields, Dialect::Detect)
}

/// The blocks of a value in an article's data, which has Markdown but neither data of its own nor wrapped lines.
pub(super) fn read_field(text: &str) -> Vec<Block> {
    // Most have no mark of it, and no line to end.
    if !text.contains(['*', '_', '`', '[', '<', '&', '\\', '{', '\n', '~']) && !text.starts_with(['#', '>', '-', '+', ' ', '\t']) {
        let trimmed = text.trim();
        let start = text.len() - text.trim_start().len();
        let whole = Block::new(BlockKind::Paragraph, trimmed.to_owned(), OffsetMap::verbatim(start, trimmed.len()));
        return if trimmed.is_empty() { Vec::new() } else { vec![whole] };
    }
    let mut reader = Reader::new(dialect::prepare(text, Dialect::Common), 0, Vec::new());
    reader.read();
    reader.blocks
}

fn read_body(text: &str, fields: &Fields, dialect: Dialect) -> Document {
    let matter = front_matter::read(text, fields);
    let body = text.get(matter.end..).unwrap_or("");
    if is_template(body) {
        return Document { problems: matter.problems, metadata: matter.metadata, ..Document::default() };
    }
    let mut reader = Reader::new(dialect::prepare(body, dialect), matter.end, matter.blocks);
    reader.read();
    reader.set_lines_apart(text);
    reader.insert_titles(text);
    shape::set_leads(&mut reader.blocks);
    Document {
        blocks: reader.blocks,
        comments: reader.comments,
        problems: matter.problems,
        metadata: matter.metadata,
        ..Document::default()
    }
}

/// Whether a text is a layout that articles are put into, and none itself: it extends another, or fills its blocks.
pub(super) fn is_template(text: &str) -> bool {
    let start = text.trim_start();
    let opens = ["{%", "{{"].iter().any(|open| start.starts_with(open));
    let says = |word: &str| start.get(2..).is_some_and(|t| t.trim_start_matches(['-', ' ']).starts_with(word));
    opens && ["extends", "define ", "layout ", "macro ", "import "].iter().any(|w| says(w))
}

struct Reader<'a> {
    /// The text behind the front matter, of the same length as in the file.
    prepared: Prepared<'a>,
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
    /// Stretches of the current text that are code.
    code: Vec<BlockSpan>,
    /// Where code between tags of HTML began in the current text.
    tagged_code: Option<usize>,
    /// Links, bold and italic stretches of the current text, and where those that are open began.
    links: Vec<BlockSpan>,
    strong: Vec<BlockSpan>,
    emphasis: Vec<BlockSpan>,
    open: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn new(prepared: Prepared<'a>, base: usize, blocks: Vec<Block>) -> Self {
        Self {
            prepared,
            base,
            blocks,
            comments: Vec::new(),
            current: Builder::default(),
            kinds: Vec::new(),
            images: Vec::new(),
            captions: Vec::new(),
            skipping: 0,
            breaks: Vec::new(),
            broken: Vec::new(),
            code: Vec::new(),
            tagged_code: None,
            links: Vec::new(),
            strong: Vec::new(),
            emphasis: Vec::new(),
            open: Vec::new(),
        }
    }

    fn read(&mut self) {
        let body = std::mem::take(&mut self.prepared.text);
        let mut options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_DEFINITION_LIST
            | Options::ENABLE_WIKILINKS;
        if has_formulas(&body) {
            options |= Options::ENABLE_MATH;
        }
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
                Event::Start(tag) => self.start(&tag, &body, range),
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
                Event::InlineMath(text) if self.skipping == 0 => self.code(&body, &text, range),
                Event::DisplayMath(_) => {
                    self.flush();
                    self.leads();
                }
                Event::Rule => {
                    self.flush();
                    if self.prepared.breaks.iter().any(|(b, code)| *code && range.contains(&b.start)) {
                        self.leads();
                    }
                }
                _ => {}
            }
        }
        self.flush();
    }

    /// What stands before leads into something that is not read.
    fn leads(&mut self) {
        if let Some(last) = self.blocks.last_mut() {
            last.leads = true;
        }
    }

    fn start(&mut self, tag: &Tag<'_>, body: &str, range: Range<usize>) {
        let written = body.get(range).unwrap_or("");
        let kind = match tag {
            Tag::Heading { level, .. } => {
                let first = *level == pulldown_cmark::HeadingLevel::H1 && !self.blocks.iter().any(|b| b.kind == BlockKind::Headline);
                if first { BlockKind::Headline } else { BlockKind::Subheading }
            }
            Tag::Item if written.trim_start_matches(['-', ' ']).starts_with(INSIDE) => BlockKind::Paragraph,
            Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => BlockKind::ListItem,
            // An admonition quotes nobody.
            Tag::BlockQuote(_) if written.trim_start_matches(['>', ' ', '*']).starts_with(MASK) => BlockKind::Paragraph,
            Tag::BlockQuote(_) => BlockKind::Quotation,
            Tag::CodeBlock(_) => BlockKind::Code,
            Tag::TableCell => BlockKind::TableCell,
            Tag::FootnoteDefinition(_) => BlockKind::Paragraph,
            Tag::Image { .. } => {
                self.images.push(std::mem::take(&mut self.current));
                return;
            }
            Tag::Link { .. } | Tag::Strong | Tag::Emphasis => {
                self.current.settle();
                self.open.push(self.current.len());
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
            TagEnd::Link | TagEnd::Strong | TagEnd::Emphasis => {
                let from = self.open.pop().unwrap_or(0).min(self.current.len());
                let span = BlockSpan::new(from, self.current.len());
                match tag {
                    TagEnd::Link => self.links.push(span),
                    TagEnd::Strong => self.strong.push(span),
                    _ => self.emphasis.push(span),
                }
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
            self.current.decoded(&text.replace([MASK, VALUE, INSIDE], ""), at..self.base + range.end);
        }
    }

    /// Adds text that stands in the file as it is, without what is masked; what a template fills in stands there as a word.
    fn unmasked(&mut self, text: &str, at: usize, fold: bool) {
        let is_mark = |c: char| matches!(c, MASK | VALUE | INSIDE);
        let mut rest = text;
        while !rest.is_empty() {
            let here = at + (text.len() - rest.len());
            let end = rest.find(is_mark).unwrap_or(rest.len());
            let part = &rest[..end];
            if fold {
                self.current.folded(part, here)
            } else {
                self.current.verbatim(part, here)
            }
            let behind = &rest[end..];
            let marks = behind.len() - behind.trim_start_matches(is_mark).len();
            if behind.starts_with(VALUE) {
                self.add_code(STAND_IN, here + end..here + end + marks, true);
            }
            rest = &behind[marks..];
        }
    }

    /// Adds text that is code: as it is written, or for bytes of the file that say something else.
    fn add_code(&mut self, text: &str, file: Range<usize>, decoded: bool) {
        self.current.settle();
        let start = self.current.len();
        if decoded {
            self.current.decoded(text, file)
        } else {
            self.current.verbatim(text, file.start)
        }
        self.code.push(BlockSpan::new(start, self.current.len()));
    }

    /// Code inside a line is read with it: a sentence goes on through it.
    fn code(&mut self, body: &str, text: &str, range: Range<usize>) {
        let written = body.get(range.clone()).unwrap_or("");
        let at = self.base + range.start;
        match written.find(text).filter(|_| !text.contains([MASK, VALUE, INSIDE])) {
            Some(i) => self.add_code(text, at + i..at + i + text.len(), false),
            None => self.add_code(&text.replace([MASK, VALUE, INSIDE], ""), at..self.base + range.end, true),
        }
    }

    fn inline_html(&mut self, tag: &str, range: Range<usize>) {
        let span = self.base + range.start..self.base + range.end;
        if let Some(comment) = tag.strip_prefix("<!--") {
            let text = comment.strip_suffix("-->").unwrap_or(comment).to_owned();
            self.comments.push(Comment { span: FileSpan::new(span.start, span.end), text });
        } else if tag.to_ascii_lowercase().starts_with("<br") {
            self.current.line_break(span);
        } else {
            self.html_code(tag);
        }
    }

    /// Code between tags of HTML inside a line.
    fn html_code(&mut self, tag: &str) {
        let name = tag.trim_start_matches(['<', '/']);
        let name = &name[..name.len() - name.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len()];
        if !html::is_code(name.as_bytes()) {
            return;
        }
        if !tag.starts_with("</") {
            self.current.settle();
            self.tagged_code.get_or_insert(self.current.len());
        } else if let Some(from) = self.tagged_code.take().filter(|from| *from < self.current.len()) {
            let to = self.current.len();
            self.code.retain(|c| c.start() < from);
            self.code.push(BlockSpan::new(from, to));
        }
    }

    /// HTML between paragraphs is read as HTML.
    fn html_block(&mut self, body: &str, range: Range<usize>) {
        self.flush();
        let start = self.base + range.start;
        let mut raw = body.get(range.clone()).unwrap_or("").replace([MASK, VALUE, INSIDE], " ");
        for (b, _) in self.prepared.breaks.iter().filter(|(b, _)| range.contains(&b.start) && b.end <= range.end) {
            raw.replace_range(b.start - range.start..b.end - range.start, "   ");
        }
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
        let code = std::mem::take(&mut self.code);
        let links = std::mem::take(&mut self.links);
        let (strong, emphasis) = (std::mem::take(&mut self.strong), std::mem::take(&mut self.emphasis));
        self.tagged_code = None;
        if let Some(mut block) = std::mem::take(&mut self.current).finish(kind) {
            block.code = code;
            block.code.retain(|c| c.end() <= block.text.len());
            let within = |b: &Block, spans: &[BlockSpan]| {
                !spans.is_empty() && !super::outside(&b.text, spans).any(|t| t.contains(char::is_alphanumeric))
            };
            block.labelled = matches!(kind, BlockKind::Headline | BlockKind::Subheading);
            block.links = links;
            block.links.retain(|l| l.end() <= block.text.len() && !l.is_empty());
            if block.kind == BlockKind::Paragraph && !shape::is_terminated(&block.text) {
                // A line that is bold as a whole is a heading, one in italics a caption or a note of who wrote it.
                let words = block.text.split_whitespace().count();
                if words <= 15 && within(&block, &strong) {
                    block.kind = BlockKind::Subheading;
                    block.labelled = true;
                } else if words <= 25 && within(&block, &emphasis) {
                    block.kind = BlockKind::Caption;
                } else if words <= 12 && block.is_link() {
                    block.kind = BlockKind::Furniture;
                }
            }
            if block.kind == BlockKind::Paragraph
                && let Some(hint) = self.hint(&block)
            {
                block.kind = if hint == Hint::Title { BlockKind::Subheading } else { BlockKind::Caption };
            }
            if !breaks.is_empty() && kind == BlockKind::Paragraph {
                self.broken.push((self.blocks.len(), breaks));
            }
            self.blocks.push(block);
        }
        self.blocks.append(&mut self.captions);
    }

    /// What the element of JSX around a block says of it.
    fn hint(&self, block: &Block) -> Option<Hint> {
        let span = block.in_file(BlockSpan::new(0, block.text.len()));
        let within = |r: &Range<usize>| r.start + self.base <= span.start() && span.end() <= r.end + self.base;
        self.prepared.hints.iter().find(|(r, _)| within(r)).map(|(_, hint)| *hint)
    }

    /// Puts the titles of admonitions where they stand.
    fn insert_titles(&mut self, file: &str) {
        for title in std::mem::take(&mut self.prepared.titles).into_iter().rev() {
            let (from, to) = (self.base + title.start, self.base + title.end);
            let Some(text) = file.get(from..to) else { continue };
            let block = Block::new(BlockKind::Subheading, text.to_owned(), OffsetMap::verbatim(from, text.len()));
            let behind = |b: &Block| b.in_file(BlockSpan::new(0, b.text.len())).start() > from;
            let place = self.blocks.iter().position(behind).unwrap_or(self.blocks.len());
            self.blocks.insert(place, block);
        }
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

/// Whether a text has formulas between dollar signs, and not only prices: a command of TeX, or a formula on lines of its own.
fn has_formulas(text: &str) -> bool {
    let mut dollars = memchr::memchr_iter(b'$', text.as_bytes()).take(1000);
    dollars.any(|i| {
        let rest = text.get(i + 1..).unwrap_or("");
        let own = rest.starts_with('$') && text.get(..i).is_some_and(|b| b.trim_end_matches([' ', '>']).ends_with('\n') || b.is_empty());
        let inside = rest.find('$').filter(|n| (1..=120).contains(n)).and_then(|n| rest.get(..n)).unwrap_or("");
        let command = inside.match_indices('\\').any(|(j, _)| inside[j + 1..].starts_with(|c: char| c.is_ascii_alphabetic()));
        let script = (inside.contains('^') || inside.contains("_{")) && !inside.contains('\n') && !inside.starts_with(' ');
        own || command || script
    })
}
