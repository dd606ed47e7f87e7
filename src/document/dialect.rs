//! What sites write into Markdown that is no Markdown: MDX (imports, exports, elements and expressions of JSX), shortcodes of Hugo, tags
//! of Liquid, Nunjucks and Jinja, admonitions, lists of attributes. It is overwritten, byte for byte, so that the Markdown around it is
//! read and every place keeps its offset.

use std::{borrow::Cow, collections::HashMap, ops::Range};

/// Stands for a byte that is not read. Text of such bytes alone is no text.
pub(super) const MASK: char = '\u{1}';
/// Stands for a byte of what a template fills in: a word of the sentence, whatever it will be.
pub(super) const VALUE: char = '\u{2}';
/// Stands in the item of a list that is none, but the inside of an admonition.
pub(super) const INSIDE: char = '\u{3}';

/// What is one construct is no longer than this many bytes.
const LONGEST: usize = 6000;

/// Which Markdown a file is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// Told from the file: its extension, and whether it imports modules or has elements of JSX.
    #[default]
    Detect,
    /// CommonMark with what static site generators add; braces and capitalised elements are text.
    #[serde(rename = "commonmark")]
    Common,
    /// MDX: `import` and `export`, elements and expressions of JSX.
    Mdx,
}

/// A text with what is no Markdown overwritten.
pub(super) struct Prepared<'a> {
    /// Of the same length, byte for byte.
    pub text: Cow<'a, str>,
    /// Titles of admonitions, which stand on their markers' lines.
    pub titles: Vec<Range<usize>>,
    /// What is told of a stretch by the element around it.
    pub hints: Vec<(Range<usize>, Hint)>,
    /// Lines that part paragraphs in place of what stood there, and whether that was code.
    pub breaks: Vec<(Range<usize>, bool)>,
}

/// What the element around a text says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hint {
    Title,
    Caption,
}

/// Overwrites what is no Markdown.
pub(super) fn prepare(text: &str, dialect: Dialect) -> Prepared<'_> {
    let scan = |mdx| {
        let mut scanner = Scanner::new(text, mdx);
        scanner.run();
        scanner
    };
    let mut scanner = scan(dialect == Dialect::Mdx);
    if dialect == Dialect::Detect && scanner.found_mdx {
        scanner = scan(true);
    }
    scanner.finish()
}

/// What a stretch is overwritten with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fill {
    Nothing,
    Value,
    /// Part of an address.
    Address,
    /// Code that a paragraph may lead into.
    Code,
    /// The line that opens an admonition whose inside is indented by four.
    Opening,
}

struct Scanner<'a> {
    text: &'a str,
    mdx: bool,
    /// Whether something was met that only MDX has.
    found_mdx: bool,
    spans: Vec<(Range<usize>, Fill)>,
    titles: Vec<Range<usize>>,
    hints: Vec<(Range<usize>, Hint)>,
    /// Elements that wait for their end tag: name, hint, where their inside begins.
    open: Vec<(&'a str, Hint, usize)>,
    ends: HashMap<String, Option<usize>>,
}

/// Tags of templates whose inside is no prose.
const CODE_TAGS: &[&str] = &[
    "highlight",
    "code",
    "codeblock",
    "comment",
    "schema",
    "style",
    "stylesheet",
    "script",
    "javascript",
    "mermaid",
    "verbatim",
    "mathjax",
    "math",
    "katex",
    "chart",
    "plantuml",
    "prism",
    "codetab",
    "vegachart",
];

/// Elements of HTML that in MDX hold Markdown.
const CONTAINERS: &[&str] = &["p", "div", "span", "section", "details", "summary", "center", "figure", "figcaption", "article", "small"];

impl<'a> Scanner<'a> {
    fn new(text: &'a str, mdx: bool) -> Self {
        Self {
            text,
            mdx,
            found_mdx: false,
            spans: Vec::new(),
            titles: Vec::new(),
            hints: Vec::new(),
            open: Vec::new(),
            ends: HashMap::new(),
        }
    }

    fn run(&mut self) {
        let text = self.text;
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut line_start = true;
        while at < bytes.len() {
            if line_start {
                line_start = false;
                if let Some(next) = self.line(at) {
                    at = next;
                    line_start = true;
                    continue;
                }
            }
            let Some(i) = bytes[at..].iter().position(|b| matches!(b, b'`' | b'{' | b'<' | b'\\' | b'\n')) else { break };
            at += i;
            match bytes[at] {
                b'\n' => {
                    at += 1;
                    line_start = true;
                }
                b'\\' => at += 1 + text[at + 1..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8),
                b'`' => at = self.after_code(at),
                b'{' => at = self.brace(at),
                _ => at = self.angle(at),
            }
        }
    }

    /// Takes in what fills whole lines, if the line that begins here opens such: gives where the next line begins.
    fn line(&mut self, start: usize) -> Option<usize> {
        let text = self.text;
        let end = line_end(text, start);
        let line = &text[start..end];
        let inner = line.trim_start_matches([' ', '\t', '>']);
        let at = start + (line.len() - inner.len());
        let after = |end: usize| (end + 1).min(text.len());
        if let Some(fence) = fence(inner) {
            return Some(after(self.after_fence(end, fence)));
        }
        if line.starts_with("import ") || line.starts_with("export ") {
            let module = line.starts_with("export ")
                && ["const ", "default ", "function ", "let ", "async ", "{", "*"].iter().any(|w| line[7..].starts_with(w))
                || line.starts_with("import ")
                    && line.contains(['\'', '"'])
                    && (line.contains(" from ") || line[7..].starts_with(['\'', '"']))
                || line.starts_with("import {") && !line.contains('}');
            if module {
                self.found_mdx = true;
                if self.mdx {
                    let end = statement_end(text, start);
                    self.spans.push((start..end, Fill::Nothing));
                    return Some(after(end));
                }
            }
        }
        if inner.starts_with(":::") {
            let rest = inner.trim_start_matches(':').trim_start();
            let word = rest.len() - rest.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_')).len();
            let title =
                rest[word..].split('{').next().unwrap_or("").trim_matches(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '"'));
            self.title(title);
            self.spans.push((at..start + line.trim_end().len(), Fill::Nothing));
            return Some(after(end));
        }
        let marker = ["!!!", "???", "==="].iter().any(|m| inner.starts_with(m));
        if marker && !line.starts_with('>') && is_indented(text, after(end), at - start + 4) {
            let rest = inner.trim_start_matches(['!', '?', '=', '+', ' ']);
            if inner.len() >= 5 && (inner.starts_with("===") == rest.starts_with(['"', '\''])) {
                let title = rest.find('"').map_or("", |i| rest[i + 1..].split('"').next().unwrap_or(""));
                self.title(title);
                self.spans.push((at..start + line.trim_end().len(), Fill::Opening));
                return Some(after(end));
            }
        }
        if line.trim_start().starts_with('>') && inner.starts_with("[!") {
            let word = inner[2..].bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
            if word > 0 && inner[2 + word..].starts_with(']') {
                let title = inner[3 + word..].trim_start_matches(['+', '-']).trim();
                self.title(title);
                self.spans.push((at..start + line.trim_end().len(), Fill::Nothing));
                return Some(after(end));
            }
        }
        None
    }

    fn title(&mut self, title: &str) {
        if title.contains(char::is_alphanumeric) {
            let from = title.as_ptr() as usize - self.text.as_ptr() as usize;
            self.titles.push(from..from + title.len());
        }
    }

    /// Where the fence that a code block opens with is closed.
    fn after_fence(&self, opening_end: usize, (mark, count): (char, usize)) -> usize {
        let mut at = opening_end + 1;
        while at < self.text.len() {
            let end = line_end(self.text, at);
            let line = self.text[at..end].trim_matches([' ', '\t', '>', '\r']);
            if line.len() >= count && line.chars().all(|c| c == mark) {
                return end;
            }
            at = end + 1;
        }
        self.text.len()
    }

    /// Behind the code span that begins here, or behind its marks where it is none.
    fn after_code(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let run = rest.len() - rest.trim_start_matches('`').len();
        let paragraph = rest[run..].find("\n\n").map_or(rest.len(), |i| run + i).min(floor(rest, LONGEST));
        let mut from = run;
        while let Some(i) = rest.get(from..paragraph).and_then(|r| r.find('`')) {
            let close = rest.get(from + i..).map_or(0, |r| r.len() - r.trim_start_matches('`').len());
            from += i + close;
            if close == run {
                return at + from;
            }
        }
        at + run
    }

    /// A tag of a template, an expression, a list of attributes.
    fn brace(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let close = match rest.as_bytes() {
            [b'{', b'{', b'<', ..] => ">}}",
            [b'{', b'{', b'%', ..] => "%}}",
            [b'{', b'%', ..] => "%}",
            [b'{', b'#', b' ', ..] => "#}",
            [b'{', b'{', ..] => "}}",
            _ => "",
        };
        if close.is_empty() {
            return self.single_brace(at);
        }
        let Some(end) = self.find(at, close).map(|i| i + close.len()).filter(|end| end - at <= LONGEST) else { return at + 1 };
        let inner = &rest[..end - at];
        // `{{name}}` alone is a placeholder that someone forgot, and is read.
        if inner.contains("\n\n") || close == "}}" && !inner.contains(['.', '|', '(', '$', '"', '\'']) {
            return at + 1;
        }
        let name = inner
            .trim_start_matches(['{', '<', '%', '-', ' ', '!'])
            .split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '/')))
            .next();
        let name = name.unwrap_or("");
        let ends = [format!("{{% end{name}"), format!("{{%- end{name}"), format!("{{{{< /{name}"), format!("{{{{% /{name}")];
        if CODE_TAGS.contains(&name)
            && close != "}}"
            && let Some(last) = ends.iter().filter_map(|e| self.find(end, e)).min()
        {
            let last = line_end(self.text, last);
            self.spans.push((at..last, Fill::Code));
            return last;
        }
        let fill = match close {
            _ if self.in_address(at) => Fill::Address,
            "}}" => Fill::Value,
            ">}}" | "%}}" if matches!(name, "param" | "var" | "version" | "kbd" | "glossary") => Fill::Value,
            _ => Fill::Nothing,
        };
        self.spans.push((at..end, fill));
        end
    }

    fn single_brace(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let line = &rest[..line_end(rest, 0)];
        if let Some(len) = line.find('}').filter(|i| *i < 300).map(|i| i + 1)
            && is_attribute_list(&line[1..len - 1])
        {
            self.spans.push((at..at + len, Fill::Nothing));
            return at + len;
        }
        let comment = rest.starts_with("{/*");
        self.found_mdx |= comment;
        if !self.mdx {
            return at + 1;
        }
        let Some(len) = balanced(rest) else { return at + 1 };
        let inner = rest[1..len - 1].trim();
        let text = comment || inner.is_empty() || inner.starts_with(['\'', '"', '`']);
        let fill = if self.in_address(at) {
            Fill::Address
        } else if text {
            Fill::Nothing
        } else {
            Fill::Value
        };
        self.spans.push((at..at + len, fill));
        at + len
    }

    /// An element of JSX, a comment.
    fn angle(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if rest.starts_with("<!--") {
            return self.find(at, "-->").map_or(at + 4, |i| i + 3);
        }
        if self.mdx && (rest.starts_with("<>") || rest.starts_with("</>")) {
            let len = if rest.starts_with("</") { 3 } else { 2 };
            self.spans.push((at..at + len, Fill::Nothing));
            return at + len;
        }
        let Some(tag) = Tag::read(rest) else { return at + 1 };
        self.found_mdx |= tag.expression;
        let component = tag.name.starts_with(|c: char| c.is_ascii_uppercase()) || tag.name.contains('.');
        // People write Markdown into what folds away, whatever the standard says of it.
        let container = self.mdx && CONTAINERS.contains(&tag.name) || matches!(tag.name, "details" | "summary");
        let end = at + tag.len;
        if matches!(tag.name, "pre" | "code" | "script" | "style" | "math" | "svg") && !tag.closing && !tag.single {
            // What stands inside is no Markdown.
            let close = format!("</{}", tag.name);
            if tag.expression {
                self.spans.push((at..end, Fill::Nothing));
            }
            return self.find(end, &close).unwrap_or(end);
        }
        if !(tag.expression || component && (self.mdx || tag.attributes) || container) {
            // A template may stand in its attributes.
            return at + 1;
        }
        if tag.closing {
            if let Some(i) = self.open.iter().rposition(|(name, ..)| *name == tag.name) {
                let (_, hint, from) = self.open[i];
                self.open.truncate(i);
                self.hints.push((from..at, hint));
            }
        } else if !tag.single {
            let hint = match tag.name {
                "summary" => Some(Hint::Title),
                "figcaption" => Some(Hint::Caption),
                _ => ["caption", "credit"].iter().any(|w| tag.class.contains(w)).then_some(Hint::Caption),
            };
            self.open.extend(hint.map(|h| (tag.name, h, end)));
        }
        self.spans.push((at..end, Fill::Nothing));
        end
    }

    /// Whether what begins here stands in an address: of a link, or in an element's attribute.
    fn in_address(&self, at: usize) -> bool {
        let line = self.text[..at].rfind('\n').map_or(0, |i| i + 1);
        let before = &self.text[line.max(ceil(self.text, at.saturating_sub(400)))..at];
        let open = |mark: &str| before.rfind(mark).is_some_and(|i| !before[i + mark.len()..].contains([' ', ')', '"', '\'']));
        open("](") || open("=\"") || open("='") || before.trim_end().ends_with("]:")
    }

    /// Where a text stands next, from `from` on; each is searched for once.
    fn find(&mut self, from: usize, wanted: &str) -> Option<usize> {
        match self.ends.get(wanted) {
            Some(None) => None,
            Some(Some(at)) if *at >= from => Some(*at),
            _ => {
                let found = self.text.get(from..).and_then(|t| t.find(wanted)).map(|i| from + i);
                self.ends.insert(wanted.to_owned(), found);
                found
            }
        }
    }

    fn finish(mut self) -> Prepared<'a> {
        let mut prepared = Prepared { text: Cow::Borrowed(self.text), titles: self.titles, hints: self.hints, breaks: Vec::new() };
        if self.spans.is_empty() {
            return prepared;
        }
        self.spans.sort_by_key(|(s, _)| s.start);
        let mut bytes = self.text.as_bytes().to_vec();
        let mut done = 0;
        let mut touched: Vec<(usize, usize, bool)> = Vec::new();
        for (span, fill) in &self.spans {
            if span.start < done || span.is_empty() {
                continue;
            }
            done = span.end;
            let with = match fill {
                Fill::Value => VALUE as u8,
                Fill::Address => b'x',
                _ => MASK as u8,
            };
            bytes[span.clone()].iter_mut().filter(|b| !matches!(b, b'\n' | b'\r')).for_each(|b| *b = with);
            if *fill == Fill::Opening {
                // An item whose inside is indented by four.
                for (b, new) in bytes[span.clone()].iter_mut().zip(*b"-   \x03") {
                    *b = new;
                }
                continue;
            }
            if *fill != Fill::Address {
                touched.push((span.start, span.end, *fill == Fill::Code));
            }
        }
        // Lines on which nothing else stands part what is before and behind.
        let mut seen = 0;
        for (start, end, code) in touched {
            let mut at = self.text[..start].rfind('\n').map_or(0, |i| i + 1).max(seen);
            let mut first = true;
            while at < end {
                let stop = line_end(self.text, at);
                let line = &bytes[at..stop];
                let blank = |b: &u8| matches!(b, b' ' | b'\t' | b'\r') || *b == MASK as u8 || *b == VALUE as u8;
                if line.iter().all(blank) {
                    let indent = line.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
                    let len = line.len() - indent;
                    let rule = first && len >= 3 && line[indent..].iter().take(3).all(|b| *b == MASK as u8 || *b == VALUE as u8);
                    bytes[at + indent..stop].iter_mut().filter(|b| **b != b'\r').for_each(|b| *b = b' ');
                    if rule {
                        bytes[at + indent..at + indent + 3].fill(b'*');
                        prepared.breaks.push((at + indent..at + indent + 3, code));
                        first = false;
                    }
                    seen = stop;
                }
                at = stop + 1;
            }
        }
        if let Ok(text) = String::from_utf8(bytes) {
            prepared.text = Cow::Owned(text);
        }
        prepared
    }
}

/// Where the line that `at` stands in ends.
fn line_end(text: &str, at: usize) -> usize {
    memchr::memchr(b'\n', text.as_bytes().get(at..).unwrap_or(&[])).map_or(text.len(), |i| at + i)
}

/// The largest place of a character's start up to `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

/// The smallest from `at` on.
fn ceil(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len())
}

/// The fence that a line opens code with.
fn fence(line: &str) -> Option<(char, usize)> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let count = line.len() - line.trim_start_matches(mark).len();
    (count >= 3 && !(mark == '`' && line[count..].contains('`'))).then_some((mark, count))
}

/// Whether the next line with text is indented by so many.
fn is_indented(text: &str, from: usize, by: usize) -> bool {
    let line = text.get(from..).unwrap_or("").lines().find(|l| !l.trim().is_empty()).unwrap_or("");
    let indent: usize = line.chars().take_while(|c| matches!(c, ' ' | '\t')).map(|c| if c == '\t' { 4 } else { 1 }).sum();
    indent >= by
}

/// Whether what stands between braces is a list of attributes: `: .note`, `#install .wide width=50%`.
fn is_attribute_list(inner: &str) -> bool {
    if let Some(rest) = inner.strip_prefix(':') {
        return !rest.contains(['{', '}']);
    }
    let mut tokens = inner.split_whitespace().peekable();
    let name = |t: &str| t.starts_with(|c: char| c.is_alphabetic() || c == '_');
    tokens.peek().is_some_and(|t| t.strip_prefix(['#', '.']).is_some_and(name))
        && tokens.all(|t| t.strip_prefix(['#', '.']).is_some_and(name) || name(t) && t.contains('=') || t.ends_with(['"', '\'']))
}

/// The length of the expression that begins with a brace, its inner braces and strings taken whole.
fn balanced(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    let bytes = text.as_bytes();
    while at < bytes.len().min(LONGEST) {
        match bytes[at] {
            b'{' => depth += 1,
            b'}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => at = text[at..].find("*/").map_or(at + 1, |i| at + i + 1),
            quote @ (b'"' | b'\'' | b'`') => {
                // An apostrophe in a text closes nowhere on its line.
                let stop = if quote == b'`' { text.len() } else { line_end(text, at) };
                if let Some(i) = memchr::memchr(quote, &bytes[at + 1..stop]) {
                    at += 1 + i;
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Where the statement that begins here ends: with the first line behind which no bracket is open.
fn statement_end(text: &str, start: usize) -> usize {
    let mut depth = 0_i32;
    let mut at = start;
    while at < text.len() {
        let end = line_end(text, at);
        let line = &text[at..end];
        depth += i32::try_from(line.matches(['{', '(', '[']).count()).unwrap_or(0)
            - i32::try_from(line.matches(['}', ')', ']']).count()).unwrap_or(0);
        if depth <= 0 || end - start > LONGEST * 4 {
            return end;
        }
        at = end + 1;
    }
    text.len()
}

/// A tag of HTML or JSX.
struct Tag<'a> {
    name: &'a str,
    len: usize,
    closing: bool,
    single: bool,
    /// It has attributes.
    attributes: bool,
    /// One of them is an expression in braces.
    expression: bool,
    /// What its class says.
    class: &'a str,
}

impl<'a> Tag<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let closing = text.starts_with("</");
        let from = 1 + usize::from(closing);
        let rest = text.get(from..)?;
        let len = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')).len();
        let name = &rest[..len];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let bytes = text.as_bytes();
        let mut at = from + len;
        if !matches!(bytes.get(at)?, b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r') {
            return None;
        }
        let mut tag = Self { name, len: 0, closing, single: false, attributes: false, expression: false, class: "" };
        while at < bytes.len().min(LONGEST) {
            match bytes[at] {
                b'>' => {
                    tag.single = bytes[at - 1] == b'/';
                    tag.len = at + 1;
                    return Some(tag);
                }
                b'<' => return None,
                b'\n' if text[at + 1..].trim_start_matches([' ', '\t', '\r']).starts_with('\n') => return None,
                b'{' => {
                    tag.expression = true;
                    at += balanced(&text[at..])?;
                    continue;
                }
                quote @ (b'"' | b'\'') => {
                    let end = at + 1 + memchr::memchr(quote, &bytes[at + 1..])?;
                    let named = text[..at].trim_end_matches('=');
                    if named.ends_with("className") || named.ends_with("class") {
                        tag.class = &text[at + 1..end];
                    }
                    at = end;
                }
                b if !b.is_ascii_whitespace() && b != b'/' => tag.attributes = true,
                _ => {}
            }
            at += 1;
        }
        None
    }
}
