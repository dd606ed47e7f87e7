//! Goes over a Markdown file of a dialect, and puts marks for what is no Markdown.

use super::{
    Hint, LONGEST, MASK, Prepared, VALUE,
    syntax::{Tag, balanced, ceil, fence, floor, is_attribute_list, is_indented, line_end, statement_end},
};
use std::{borrow::Cow, collections::HashMap, ops::Range};

/// What a stretch is overwritten with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fill {
    Nothing,
    Value,
    /// Part of an address.
    Address,
    /// Code that a paragraph may lead into.
    Code,
    /// The line that opens an admonition whose inside is indented by four.
    Opening,
}

pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) mdx: bool,
    /// Whether something was met that only MDX has.
    pub(super) found_mdx: bool,
    pub(super) spans: Vec<(Range<usize>, Fill)>,
    pub(super) titles: Vec<Range<usize>>,
    pub(super) hints: Vec<(Range<usize>, Hint)>,
    /// Elements that wait for their end tag: name, hint, where their inside begins.
    pub(super) open: Vec<(&'a str, Hint, usize)>,
    pub(super) ends: HashMap<String, Option<usize>>,
}

/// Tags of templates whose inside is no prose.
pub(super) const CODE_TAGS: &[&str] = &[
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
pub(super) const CONTAINERS: &[&str] =
    &["p", "div", "span", "section", "details", "summary", "center", "figure", "figcaption", "article", "small"];

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, mdx: bool) -> Self {
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

    pub(super) fn run(&mut self) {
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

    pub(super) fn finish(mut self) -> Prepared<'a> {
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
