//! Blocks out of the elements of a page.

use super::{
    elements::{Mark, Role},
    page::{Item, Node, Page},
};
use crate::{
    document::{Block, BlockKind, map::Builder, shape},
    span::BlockSpan,
};
use html5gum::{Token, Tokenizer};
use std::ops::Range;

/// Adds a span, as part of the last where it goes on with it.
fn add(spans: &mut Vec<BlockSpan>, inside: BlockSpan) {
    match spans.last_mut() {
        Some(last) if last.end() == inside.start() => *last = last.cover(&inside),
        _ if inside.is_empty() => {}
        _ => spans.push(inside),
    }
}

/// Walks the items of an element and builds blocks.
pub(super) struct Reader<'a> {
    pub(super) page: &'a Page<'a>,
    pub(super) blocks: Vec<Block>,
    pub(super) current: Builder,
    pub(super) code: Vec<BlockSpan>,
    pub(super) links: Vec<BlockSpan>,
    pub(super) kind: BlockKind,
    pub(super) headlines: usize,
}

impl Reader<'_> {
    /// The page's headline, where it stands outside the element that holds the article.
    pub(super) fn headline_outside(&mut self, root: usize) {
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

    pub(super) fn read(&mut self, items: Range<usize>) {
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
        // The number of a note is no word of the sentence it stands behind.
        let note = node.raised && node.in_link && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '[' | ']' | ' '));
        if node.skipped || note {
            return;
        }
        // A hint holds only while nothing else stands in the block.
        if !text.trim().is_empty() {
            let hinted = matches!(self.kind, BlockKind::Byline | BlockKind::Dateline | BlockKind::Caption);
            if self.current.is_blank() || self.kind != node.kind && hinted && !node.hint {
                self.kind = node.kind;
            }
        }
        if node.code && !node.pre {
            self.current.settle();
            let from = self.current.len();
            // A space at either end is the code's own.
            self.decode_into_current(span, !text.contains('\n'));
            let inside = BlockSpan::new(from, self.current.len());
            add(&mut self.code, inside);
            if node.in_link {
                add(&mut self.links, inside);
            }
        } else if node.in_link && !node.pre {
            self.current.settle();
            let from = self.current.len();
            self.decode_into_current(span, false);
            add(&mut self.links, BlockSpan::new(from, self.current.len()));
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
        let (code, links) = (std::mem::take(&mut self.code), std::mem::take(&mut self.links));
        let Some(mut block) = std::mem::take(&mut self.current).finish(self.kind) else {
            return;
        };
        let len = block.text.len();
        // A space at the block's end is not kept.
        let within = |spans: Vec<BlockSpan>| {
            spans.into_iter().filter(|s| s.start() < len).map(|s| BlockSpan::new(s.start(), s.end().min(len))).collect()
        };
        (block.code, block.links) = (within(code), within(links));
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
