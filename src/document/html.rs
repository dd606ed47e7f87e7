//! HTML, fragments and whole pages: the article's body is found, what a page puts around it is not read.
//!
//! The tokens are html5gum's (the WHATWG tokenizer); elements are opened and closed after that standard's main rules, on a stack of
//! our own, so that no depth of nesting and no unclosed element costs more than its bytes.

use super::{Block, BlockKind, Comment, Document, map::Builder, shape};
use crate::{
    source::Source,
    span::{BlockSpan, FileSpan},
};
use html5gum::{DefaultEmitter, Token, Tokenizer};
use std::{borrow::Cow, collections::HashMap, ops::Range};

/// How many open elements are looked through for one to close.
const REACH: usize = 100;

/// Reads a file.
pub fn parse(source: &Source) -> Document {
    let (mut blocks, comments) = read(source.text());
    shape::assign(&mut blocks);
    Document { blocks, comments, ..Document::default() }
}

/// Whether a text holds HTML elements, as a field of JSON may.
pub(super) fn is_html(text: &str) -> bool {
    let names = [
        "p",
        "br",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "li",
        "a",
        "em",
        "strong",
        "b",
        "i",
        "span",
        "figure",
        "blockquote",
        "img",
        "table",
        "article",
        "section",
    ];
    text.match_indices('<').take(1000).any(|(i, _)| {
        let tag = text[i + 1..].trim_start_matches('/');
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        text[i + 1..].starts_with("!--") || names.contains(&&tag[..end]) && tag[end..].starts_with(['>', ' ', '/', '\n'])
    })
}

/// The blocks and comments of a page or fragment, in reading order, not yet told apart by shape. Spans are bytes of `text`.
pub(super) fn read(text: &str) -> (Vec<Block>, Vec<Comment>) {
    let page = Page::build(text);
    let root = page.root();
    let mut reader =
        Reader { page: &page, blocks: Vec::new(), current: Builder::default(), code: Vec::new(), kind: BlockKind::Paragraph, headlines: 0 };
    reader.headline_outside(root);
    reader.read(page.nodes[root].items.clone());
    (reader.blocks, page.comments)
}

/// Whether an element says that its text is code.
pub(super) fn is_code(name: &[u8]) -> bool {
    matches!(name, b"code" | b"kbd" | b"samp" | b"var" | b"tt")
}

/// The elements whose meaning matters here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Starts and ends blocks of text.
    Block,
    /// A heading, with its level.
    Heading(u8),
    /// Stands inside a line.
    Inline,
    /// Has no content: image, line break, rule.
    Void,
    /// Never read.
    Skipped,
}

fn role(name: &[u8]) -> Role {
    match name {
        b"h1" => Role::Heading(1),
        b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Role::Heading(2),
        b"br" | b"hr" | b"img" | b"input" | b"meta" | b"link" | b"wbr" | b"area" | b"base" | b"col" | b"embed" | b"source" | b"track"
        | b"param" => Role::Void,
        b"script" | b"style" | b"nav" | b"template" | b"noscript" | b"iframe" | b"svg" | b"math" | b"object" | b"canvas" | b"head"
        | b"aside" | b"footer" | b"button" | b"select" | b"option" | b"textarea" | b"dialog" | b"noframes" | b"noembed" | b"xmp"
        | b"audio" | b"video" | b"datalist" | b"title" => Role::Skipped,
        b"html" | b"body" | b"p" | b"div" | b"section" | b"article" | b"main" | b"header" | b"ul" | b"ol" | b"li" | b"dl" | b"dt"
        | b"dd" | b"table" | b"tbody" | b"thead" | b"tfoot" | b"tr" | b"td" | b"th" | b"caption" | b"figure" | b"figcaption"
        | b"blockquote" | b"pre" | b"form" | b"fieldset" | b"legend" | b"address" | b"details" | b"summary" | b"hgroup" | b"center"
        | b"menu" | b"search" => Role::Block,
        _ => Role::Inline,
    }
}

/// One element.
struct Node {
    name: Box<[u8]>,
    role: Role,
    parent: usize,
    /// What its text is, by itself or what it stands in.
    kind: BlockKind,
    /// Whether `kind` is only a hint of a class or `rel`: it holds where nothing else stands in the block.
    hint: bool,
    /// Never read.
    skipped: bool,
    /// Of a kind that pages put around articles, by its class: not read in a page unless much of the text stands in it.
    beside: bool,
    in_link: bool,
    pre: bool,
    /// Inside an element that says its text is code.
    code: bool,
    mark: Mark,
    /// Its items, itself included.
    items: Range<usize>,
    /// Bytes of prose inside.
    prose: usize,
}

/// What says that an element holds the article.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    ArticleBody,
    Article,
    Main,
    Content,
    Headline,
}

enum Item {
    Open(usize),
    Close(usize),
    Text(usize, Range<usize>),
    Break(Range<usize>),
    /// The value of an image's `alt`.
    Alt(usize, Range<usize>),
}

struct Page<'a> {
    text: &'a str,
    nodes: Vec<Node>,
    items: Vec<Item>,
    comments: Vec<Comment>,
    /// Whether `html` or `body` is there; otherwise it is a fragment, and all of it is read.
    whole: bool,
    /// Whether anything but bare text and inline elements is there.
    blocks: bool,
}

impl<'a> Page<'a> {
    fn build(text: &'a str) -> Self {
        let root = Node {
            name: Box::default(),
            role: Role::Block,
            parent: 0,
            kind: BlockKind::Paragraph,
            hint: false,
            skipped: false,
            beside: false,
            in_link: false,
            pre: false,
            code: false,
            mark: Mark::None,
            items: 0..0,
            prose: 0,
        };
        let mut page = Self { text, nodes: vec![root], items: Vec::new(), comments: Vec::new(), whole: false, blocks: false };
        let mut stack = Stack { open: vec![0], count: HashMap::new() };
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let plain = without_carriage_returns(text);
        for token in Tokenizer::new_with_emitter(plain.as_ref(), emitter) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => page.start(&mut stack, &tag),
                Token::EndTag(tag) => page.end(&mut stack, &tag.name, tag.span.start..tag.span.end),
                Token::String(s) => page.text(stack.top(), s.span.start..s.span.end),
                Token::Comment(c) => {
                    let span = FileSpan::new(c.span.start, c.span.end);
                    page.comments.push(Comment { span, text: String::from_utf8_lossy(&c.value).into_owned() });
                }
                Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        while stack.open.len() > 1 {
            page.close_top(&mut stack);
        }
        page.nodes[0].items = 0..page.items.len();
        for i in (1..page.nodes.len()).rev() {
            let (prose, parent) = (page.nodes[i].prose, page.nodes[i].parent);
            page.nodes[parent].prose += prose;
        }
        page
    }

    fn start(&mut self, stack: &mut Stack, tag: &html5gum::StartTag<usize>) {
        let name: &[u8] = &tag.name;
        let role = role(name);
        self.whole |= matches!(name, b"html" | b"body");
        self.blocks |= matches!(role, Role::Block | Role::Heading(_)) || name == b"br";
        if role == Role::Void {
            match name {
                b"br" | b"hr" => self.items.push(Item::Break(tag.span.start..tag.span.end)),
                b"img" => {
                    if let Some(alt) = tag.attributes.get(b"alt".as_slice()) {
                        let value = self.attribute_value(alt.span.start..alt.span.end);
                        self.items.push(Item::Alt(stack.top(), value));
                    }
                }
                _ => {}
            }
            return;
        }
        self.close_implied(stack, name, role);
        let parent = stack.top();
        let attribute = |name: &str| tag.attributes.get(name.as_bytes()).map(|v| String::from_utf8_lossy(v).to_lowercase());
        let above = &self.nodes[parent];
        let (own, hint) = kind_of(name, &attribute);
        let hidden = tag.attributes.contains_key(b"hidden".as_slice())
            || attribute("aria-hidden").is_some_and(|v| v == "true")
            || attribute("style").is_some_and(|v| v.replace(' ', "").contains("display:none"));
        let landmark =
            attribute("role").is_some_and(|v| matches!(v.as_str(), "navigation" | "banner" | "contentinfo" | "complementary" | "search"));
        let node = Node {
            name: name.into(),
            role,
            parent,
            kind: own.unwrap_or(above.kind),
            hint: if own.is_some() { hint } else { above.hint },
            skipped: above.skipped || role == Role::Skipped || hidden || landmark,
            beside: is_beside(&attribute),
            in_link: above.in_link || name == b"a",
            pre: above.pre || name == b"pre",
            code: above.code || is_code(name),
            mark: mark_of(name, &attribute),
            items: self.items.len()..self.items.len(),
            prose: 0,
        };
        let index = self.nodes.len();
        self.nodes.push(node);
        self.items.push(Item::Open(index));
        stack.push(index, name);
        if tag.self_closing && !matches!(name, b"script" | b"style" | b"title" | b"textarea") {
            self.close_top(stack);
        }
    }

    fn end(&mut self, stack: &mut Stack, name: &[u8], span: Range<usize>) {
        if name == b"br" {
            self.items.push(Item::Break(span));
            return;
        }
        if stack.count.get(name).is_none_or(|n| *n == 0) {
            return;
        }
        // A line's element ends inside its block: `<b><p></b>` leaves the paragraph open.
        if role(name) == Role::Inline {
            let near = stack.open.iter().rev().take(REACH).take_while(|i| !matches!(self.nodes[**i].role, Role::Block | Role::Heading(_)));
            if !near.into_iter().any(|i| *self.nodes[*i].name == *name) {
                return;
            }
        }
        while stack.open.len() > 1 {
            let found = *self.nodes[stack.top()].name == *name;
            self.close_top(stack);
            if found {
                break;
            }
        }
    }

    /// Closes what a start tag closes by itself: a paragraph before a block, an item before an item.
    fn close_implied(&mut self, stack: &mut Stack, name: &[u8], role: Role) {
        let closes: &[&[u8]] = match name {
            b"li" => &[b"li", b"p"],
            b"dt" | b"dd" => &[b"dt", b"dd", b"p"],
            b"tr" => &[b"tr", b"td", b"th"],
            b"td" | b"th" => &[b"td", b"th"],
            _ if matches!(role, Role::Block | Role::Heading(_)) => &[b"p"],
            _ => return,
        };
        let stops: &[&[u8]] = match name {
            b"li" => &[b"ul", b"ol", b"menu"],
            b"dt" | b"dd" => &[b"dl"],
            b"tr" | b"td" | b"th" => &[b"table"],
            _ => &[b"td", b"th", b"table", b"caption", b"button", b"object"],
        };
        let mut last = None;
        for (depth, i) in stack.open.iter().enumerate().rev().take(REACH) {
            let open: &[u8] = &self.nodes[*i].name;
            if stops.contains(&open) {
                break;
            }
            if closes.contains(&open) {
                last = Some(depth);
                if closes.len() == 1 {
                    break;
                }
            }
        }
        if let Some(depth) = last.filter(|d| *d > 0) {
            while stack.open.len() > depth {
                self.close_top(stack);
            }
        }
    }

    fn close_top(&mut self, stack: &mut Stack) {
        if let Some(i) = stack.open.pop() {
            if let Some(n) = stack.count.get_mut(&*self.nodes[i].name) {
                *n -= 1;
            }
            self.items.push(Item::Close(i));
            self.nodes[i].items.end = self.items.len();
        }
    }

    fn text(&mut self, node: usize, span: Range<usize>) {
        let text = self.text.get(span.clone()).unwrap_or("");
        let n = &mut self.nodes[node];
        let trimmed = text.trim();
        if !(n.skipped || n.in_link || trimmed.is_empty()) && (trimmed.len() >= 25 || &*n.name == b"p") {
            n.prose += trimmed.len();
        }
        self.items.push(Item::Text(node, span));
    }

    /// The value in the bytes of an attribute, name and quotation marks left out.
    fn attribute_value(&self, span: Range<usize>) -> Range<usize> {
        let raw = self.text.get(span.clone()).unwrap_or("");
        let Some(equals) = raw.find('=') else { return span.start..span.start };
        let value = raw[equals + 1..].trim_start();
        let start = span.start + (raw.len() - value.len());
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let inner = quote.map_or(value.trim_end(), |q| value[1..].split(q).next().unwrap_or(""));
        let start = start + usize::from(quote.is_some());
        start..start + inner.len()
    }

    /// The element that holds the article.
    fn root(&self) -> usize {
        let total = self.nodes[0].prose;
        let best = |mark: Mark| {
            let marked = self.nodes.iter().enumerate().filter(|(_, n)| n.mark == mark && !n.skipped);
            // The first of the fullest, so that an outer one is taken before its copy inside.
            marked.rev().max_by_key(|(_, n)| n.prose).filter(|(_, n)| n.prose > 0)
        };
        if let Some((i, _)) = best(Mark::ArticleBody) {
            // The element around it holds headline and byline too.
            let mut up = i;
            while up != 0 && self.nodes[up].mark != Mark::Article {
                up = self.nodes[up].parent;
            }
            return if up == 0 { i } else { up };
        }
        if !self.whole {
            return 0;
        }
        // A page of teasers has many articles, and none of them is the page's.
        let candidates = [(Mark::Article, 50), (Mark::Content, 40), (Mark::Main, 20)];
        let marked = candidates.iter().find_map(|(mark, share)| best(*mark).filter(|(_, n)| n.prose * 100 >= total * share));
        if let Some((i, _)) = marked {
            return i;
        }
        // Without marks: the smallest element with most of the prose.
        let mut children: Vec<usize> = vec![0; self.nodes.len()];
        for i in 1..self.nodes.len() {
            let best = &mut children[self.nodes[i].parent];
            if !self.nodes[i].skipped && self.nodes[i].prose > self.nodes[*best].prose || *best == 0 {
                *best = i;
            }
        }
        let mut root = 0;
        while let next @ 1.. = children[root]
            && self.nodes[next].prose * 10 >= total * 7
            && self.nodes[next].role == Role::Block
            && !matches!(&*self.nodes[next].name, b"p" | b"li" | b"td" | b"blockquote")
        {
            root = next;
        }
        root
    }
}

/// The same bytes without carriage returns and NULs, which a tokenizer drops or replaces: offsets stay those of the file.
fn without_carriage_returns(text: &str) -> Cow<'_, str> {
    if !text.contains(['\r', '\0']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", " \n").replace('\r', "\n").replace('\0', " "))
}

struct Stack {
    open: Vec<usize>,
    count: HashMap<Box<[u8]>, usize>,
}

impl Stack {
    fn top(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }

    fn push(&mut self, node: usize, name: &[u8]) {
        self.open.push(node);
        *self.count.entry(name.into()).or_default() += 1;
    }
}

/// The words of an element's class and id.
fn labels(attribute: &dyn Fn(&str) -> Option<String>) -> String {
    ["class", "classname", "id", "data-testid", "data-component"].iter().filter_map(|a| attribute(a)).collect::<Vec<_>>().join(" ")
}

/// What an element's text is, by its name or else by its class (a hint).
fn kind_of(name: &[u8], attribute: &dyn Fn(&str) -> Option<String>) -> (Option<BlockKind>, bool) {
    let kind = match name {
        b"figcaption" | b"caption" => Some(BlockKind::Caption),
        b"blockquote" => Some(BlockKind::Quotation),
        b"li" | b"dt" | b"dd" => Some(BlockKind::ListItem),
        b"td" | b"th" => Some(BlockKind::TableCell),
        b"pre" => Some(BlockKind::Code),
        b"h1" => Some(BlockKind::Headline),
        b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Some(BlockKind::Subheading),
        b"address" => Some(BlockKind::Furniture),
        _ => None,
    };
    if kind.is_some() {
        return (kind, false);
    }
    if name == b"time" {
        return (Some(BlockKind::Dateline), true);
    }
    if attribute("rel").is_some_and(|r| r.split_whitespace().any(|w| w == "author")) || attribute("itemprop").is_some_and(|v| v == "author")
    {
        return (Some(BlockKind::Byline), true);
    }
    let labels = labels(attribute);
    let has = |words: &[&str]| words.iter().any(|w| labels.split(|c: char| !c.is_ascii_alphanumeric()).any(|l| l == *w));
    if has(&["byline", "author", "authors"]) {
        (Some(BlockKind::Byline), true)
    } else if has(&["dateline", "timestamp", "pubdate", "datetime", "published"]) {
        (Some(BlockKind::Dateline), true)
    } else if has(&["caption", "credit"]) {
        (Some(BlockKind::Caption), true)
    } else {
        (None, false)
    }
}

fn mark_of(name: &[u8], attribute: &dyn Fn(&str) -> Option<String>) -> Mark {
    let itemprop = attribute("itemprop").unwrap_or_default();
    let role = attribute("role").unwrap_or_default();
    if itemprop.split_whitespace().any(|w| w == "articlebody") {
        return Mark::ArticleBody;
    }
    if name == b"article" || role == "article" {
        return Mark::Article;
    }
    if name == b"main" || role == "main" {
        return Mark::Main;
    }
    if name == b"h1" || itemprop.split_whitespace().any(|w| w == "headline") {
        return Mark::Headline;
    }
    let labels = labels(attribute).replace('_', "-").replace("--", "-");
    let content = [
        "article-body",
        "articlebody",
        "article-content",
        "article-text",
        "story-body",
        "storybody",
        "story-content",
        "story-text",
        "post-content",
        "post-body",
        "entry-content",
        "entry-body",
        "body-content",
        "content-body",
        "news-body",
        "news-content",
        "article-main",
    ];
    if labels.split_whitespace().any(|l| content.iter().any(|c| l.contains(c))) { Mark::Content } else { Mark::None }
}

/// Whether an element's class says that it is no part of the article.
fn is_beside(attribute: &dyn Fn(&str) -> Option<String>) -> bool {
    let words = [
        "nav",
        "navbar",
        "navigation",
        "menu",
        "breadcrumb",
        "breadcrumbs",
        "sidebar",
        "footer",
        "cookie",
        "cookies",
        "comments",
        "disqus",
        "related",
        "recirc",
        "newsletter",
        "advert",
        "advertisement",
        "ads",
        "promo",
        "masthead",
        "skip",
        "paywall",
    ];
    labels(attribute).split(|c: char| !c.is_ascii_alphanumeric()).any(|l| words.contains(&l))
}

/// Walks the items of an element and builds blocks.
struct Reader<'a> {
    page: &'a Page<'a>,
    blocks: Vec<Block>,
    current: Builder,
    code: Vec<BlockSpan>,
    kind: BlockKind,
    headlines: usize,
}

impl Reader<'_> {
    /// The page's headline, where it stands outside the element that holds the article.
    fn headline_outside(&mut self, root: usize) {
        let items = &self.page.nodes[root].items;
        let headlines = || self.page.nodes.iter().filter(|n| n.mark == Mark::Headline && !n.skipped);
        if headlines().any(|n| items.contains(&n.items.start)) {
            return;
        }
        if let Some(node) = headlines().find(|n| n.items.start < items.start) {
            self.read(node.items.clone());
            if let Some(first) = self.blocks.first_mut() {
                first.kind = BlockKind::Headline;
                self.headlines = 1;
            }
        }
    }

    fn read(&mut self, items: Range<usize>) {
        let inside = self.page.nodes[0].prose;
        let mut i = items.start;
        while let Some(item) = self.page.items.get(i).filter(|_| i < items.end) {
            i += 1;
            match item {
                Item::Open(n) => {
                    let node = &self.page.nodes[*n];
                    let beside = node.beside && self.page.whole && node.prose * 10 < inside * 3 && i - 1 != items.start;
                    if node.skipped || beside {
                        if node.role != Role::Inline {
                            self.flush();
                        }
                        i = node.items.end.max(i);
                    } else if node.role != Role::Inline {
                        self.flush();
                    }
                }
                Item::Close(n) => {
                    if self.page.nodes[*n].role != Role::Inline {
                        self.flush();
                    }
                }
                Item::Text(n, span) => self.text(&self.page.nodes[*n], span.clone()),
                Item::Break(span) => {
                    if self.current.at_break() {
                        self.flush();
                    }
                    self.current.line_break(span.clone());
                }
                Item::Alt(n, span) if !self.page.nodes[*n].skipped => {
                    let mut alt = Builder::default();
                    self.decode(&mut alt, span.clone(), false);
                    self.blocks.extend(alt.finish(BlockKind::Caption));
                }
                Item::Alt(..) => {}
            }
        }
        self.flush();
    }

    fn text(&mut self, node: &Node, span: Range<usize>) {
        let text = self.page.text.get(span.clone()).unwrap_or("");
        if node.skipped {
            return;
        }
        // A hint holds only while nothing else stands in the block.
        if !text.trim().is_empty() {
            let hinted = matches!(self.kind, BlockKind::Byline | BlockKind::Dateline | BlockKind::Caption);
            if self.current.is_empty() || self.kind != node.kind && hinted && !node.hint {
                self.kind = node.kind;
            }
        }
        if node.code && !node.pre {
            self.current.settle();
            let from = self.current.len();
            // A space at either end is the code's own.
            self.decode_into_current(span, !text.contains('\n'));
            let inside = BlockSpan::new(from, self.current.len());
            match self.code.last_mut() {
                Some(last) if last.end() == inside.start() => *last = last.cover(&inside),
                _ if inside.is_empty() => {}
                _ => self.code.push(inside),
            }
        } else if !self.page.blocks && !node.pre {
            // Bare text in a field: paragraphs by blank line, as content systems read it.
            let mut at = span.start;
            for (i, part) in text.split("\n\n").enumerate() {
                if i > 0 {
                    self.flush();
                    self.kind = node.kind;
                }
                self.decode_into_current(at..at + part.len(), false);
                at += part.len() + 2;
            }
        } else {
            self.decode_into_current(span, node.pre);
        }
    }

    fn decode_into_current(&mut self, span: Range<usize>, pre: bool) {
        let mut current = std::mem::take(&mut self.current);
        self.decode(&mut current, span, pre);
        self.current = current;
    }

    /// Adds text of the file with its character references resolved.
    fn decode(&self, builder: &mut Builder, span: Range<usize>, pre: bool) {
        let Some(text) = self.page.text.get(span.clone()) else { return };
        let mut rest = 0;
        let add = |builder: &mut Builder, from: usize, to: usize| {
            let part = &text[from..to];
            if pre { builder.verbatim(part, span.start + from) } else { builder.folded(part, span.start + from) }
        };
        for amp in memchr::memchr_iter(b'&', text.as_bytes()) {
            if amp < rest {
                continue;
            }
            if let Some((len, decoded)) = reference(&text[amp..]) {
                add(builder, rest, amp);
                let file = span.start + amp..span.start + amp + len;
                if !pre && decoded.chars().all(|c| c.is_ascii_whitespace()) {
                    builder.space(file);
                } else {
                    builder.decoded(&decoded, file);
                }
                rest = amp + len;
            }
        }
        add(builder, rest, text.len());
    }

    fn flush(&mut self) {
        let code = std::mem::take(&mut self.code);
        let Some(mut block) = std::mem::take(&mut self.current).finish(self.kind) else {
            return;
        };
        block.code = code;
        let len = block.text.len();
        block.code.iter_mut().filter(|c| c.start() < len && c.end() > len).for_each(|c| *c = BlockSpan::new(c.start(), len));
        block.code.retain(|c| c.end() <= len);
        block.labelled = matches!(self.kind, BlockKind::Headline | BlockKind::Subheading | BlockKind::Caption);
        if block.kind == BlockKind::Headline {
            self.headlines += 1;
            if self.headlines > 1 {
                block.kind = BlockKind::Subheading;
            }
        }
        // Tables that only lay out a page hold running text.
        if block.kind == BlockKind::TableCell && block.text.split_whitespace().count() > 30 && shape::is_terminated(&block.text) {
            block.kind = BlockKind::Paragraph;
        }
        self.blocks.push(block);
    }
}

/// The character reference at the start of `text`: its length and what it stands for. The standard's table is html5gum's.
fn reference(text: &str) -> Option<(usize, String)> {
    let name = text[1..].bytes().take(40).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    if name == 0 {
        return None;
    }
    let closed = text.as_bytes().get(1 + name) == Some(&b';');
    let len = 1 + name + usize::from(closed);
    let candidate = &text[..len];
    let mut decoded = String::new();
    for token in Tokenizer::new(candidate) {
        let Ok(token) = token;
        if let Token::String(s) = token {
            decoded.push_str(&String::from_utf8_lossy(&s));
        }
    }
    if decoded == candidate {
        return None;
    }
    if closed && decoded.chars().count() <= 2 {
        return Some((len, decoded));
    }
    // `&copyright` is `©right`: what stands behind the reference is text.
    let tail = candidate.bytes().rev().zip(decoded.bytes().rev()).take_while(|(a, b)| a == b).count();
    let tail = tail.min(decoded.len().saturating_sub(1)).min(len - 2);
    let head = decoded.get(..decoded.len() - tail)?.to_owned();
    Some((len - tail, head))
}
