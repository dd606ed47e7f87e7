//! A page as elements and the texts between them, and the element that holds the article.

use super::elements::{Mark, Role, is_beside, is_code, kind_of, mark_of, role};
use crate::{
    document::{BlockKind, Comment},
    span::FileSpan,
};
use html5gum::{DefaultEmitter, Token, Tokenizer};
use std::{borrow::Cow, collections::HashMap, ops::Range};

/// How many open elements are looked through for one to close.
const REACH: usize = 100;

/// One element.
pub(super) struct Node {
    pub(super) name: Box<[u8]>,
    pub(super) role: Role,
    pub(super) parent: usize,
    /// What its text is, by itself or what it stands in.
    pub(super) kind: BlockKind,
    /// Whether `kind` is only a hint of a class or `rel`: it holds where nothing else stands in the block.
    pub(super) hint: bool,
    /// Never read.
    pub(super) skipped: bool,
    /// Of a kind that pages put around articles, by its class: not read in a page unless much of the text stands in it.
    pub(super) beside: bool,
    pub(super) in_link: bool,
    /// Raised above the line, as the number of a note is.
    pub(super) raised: bool,
    pub(super) pre: bool,
    /// Inside an element that says its text is code.
    pub(super) code: bool,
    pub(super) mark: Mark,
    /// Its items, itself included.
    pub(super) items: Range<usize>,
    /// Bytes of prose inside.
    pub(super) prose: usize,
}

pub(super) enum Item {
    Open(usize),
    Close(usize),
    Text(usize, Range<usize>),
    Break(Range<usize>),
    /// The value of an image's `alt`.
    Alt(usize, Range<usize>),
}

pub(super) struct Page<'a> {
    pub(super) text: &'a str,
    pub(super) nodes: Vec<Node>,
    pub(super) items: Vec<Item>,
    pub(super) comments: Vec<Comment>,
    /// Where the first `lang` attribute of `html`, `body`, `main` or `article` has its value.
    pub(super) language: Option<Range<usize>>,
    /// Whether `html` or `body` is there; otherwise it is a fragment, and all of it is read.
    pub(super) whole: bool,
    /// Whether anything but bare text and inline elements is there.
    pub(super) blocks: bool,
}

impl<'a> Page<'a> {
    pub(super) fn build(text: &'a str) -> Self {
        let root = Node {
            name: Box::default(),
            role: Role::Block,
            parent: 0,
            kind: BlockKind::Paragraph,
            hint: false,
            skipped: false,
            beside: false,
            in_link: false,
            raised: false,
            pre: false,
            code: false,
            mark: Mark::None,
            items: 0..0,
            prose: 0,
        };
        let mut page =
            Self { text, nodes: vec![root], items: Vec::new(), comments: Vec::new(), language: None, whole: false, blocks: false };
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
        if self.language.is_none()
            && matches!(name, b"html" | b"body" | b"main" | b"article")
            && let Some(lang) = tag.attributes.get(b"lang".as_slice())
        {
            self.language = Some(self.attribute_value(lang.span.start..lang.span.end));
        }
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
            raised: above.raised || name == b"sup",
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
    pub(super) fn root(&self) -> usize {
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
