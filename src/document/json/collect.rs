//! Puts the articles of a JSON file together from its fields.

use super::{
    super::{
        Block, BlockKind, Comment, Document, Problem,
        fields::{Fields, Role},
        html, markdown, plain, shape,
    },
    pair,
    scan::{Value, decode},
};
use std::ops::Range;

pub(super) fn documents(text: &str, value: Option<Value>, problems: Vec<Problem>, fields: &Fields) -> Vec<Document> {
    if let Some(mut document) = value.as_ref().and_then(|v| pair::read(text, v)) {
        document.problems.extend(problems);
        return vec![document];
    }
    let mut collector = Collector::new(text, fields);
    if let Some(value) = &value {
        collector.article(value);
    }
    collector.finish(problems)
}

/// Gathers articles: the outermost value is one, and so is each object in it that has a title and a body of its own.
pub(super) struct Collector<'a> {
    pub(super) text: &'a str,
    pub(super) fields: &'a Fields,
    pub(super) done: Vec<Article>,
}

/// How a string is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    Html,
    Markdown,
    /// HTML where elements are in it, plain text otherwise.
    Guess,
}

impl Syntax {
    /// What a field's name says.
    pub(super) fn of(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        if name.contains("markdown") {
            Self::Markdown
        } else if name == "rendered" || name.contains("html") {
            Self::Html
        } else {
            Self::Guess
        }
    }
}

#[derive(Default)]
pub(super) struct Article {
    /// Blocks with the rank of their field: a title is read before a body, whatever the order of the keys.
    pub(super) blocks: Vec<(u8, Role, Block)>,
    pub(super) comments: Vec<Comment>,
    pub(super) problems: Vec<Problem>,
}

impl<'a> Collector<'a> {
    pub(super) fn new(text: &'a str, fields: &'a Fields) -> Self {
        Self { text, fields, done: Vec::new() }
    }

    pub(super) fn article(&mut self, value: &Value) {
        let mut article = Article::default();
        let place = self.done.len();
        self.walk(value, None, true, &mut article);
        self.done.insert(place, article);
    }

    pub(super) fn walk(&mut self, value: &Value, role: Option<Role>, own: bool, article: &mut Article) {
        match value {
            Value::String(raw) => {
                if let Some(role) = role {
                    self.prose(raw.clone(), role, own, Syntax::Guess, article);
                }
            }
            Value::Other(_) => {}
            Value::Array(values) => {
                for v in values {
                    if self.is_article(v)
                        || matches!(v, Value::Object(_)) && role.is_none() && article.blocks.is_empty() && self.has_prose(v)
                    {
                        self.article(v);
                    } else {
                        self.walk(v, role, own && role.is_some(), article);
                    }
                }
            }
            Value::Object(entries) => {
                for (key, v) in entries {
                    let name = decode(self.text, key.clone()).0.text;
                    let inner = match self.fields.role(&name) {
                        // `"content": {"rendered": "…"}`
                        None if role.is_some() && matches!(name.as_str(), "rendered" | "value" | "raw" | "#text" | "plain") => role,
                        // `"title": {"text": "…"}`
                        Some(Role::Body) if role.is_some() && matches!(name.as_str(), "text" | "html") => role,
                        found => found,
                    };
                    match (v, inner) {
                        (Value::String(raw), Some(r)) => self.prose(raw.clone(), r, own, Syntax::of(&name), article),
                        (Value::String(raw), None) if matches!(name.as_str(), "markdown" | "body_markdown" | "content_markdown") => {
                            if self.fields.role("body").is_some() {
                                self.prose(raw.clone(), Role::Body, own, Syntax::Markdown, article);
                            }
                        }
                        // A title or body may hold its text further in; other objects are parts of the article.
                        (Value::Object(_), r) => self.walk(v, r, own && r.is_some(), article),
                        (_, r) => self.walk(v, r, own, article),
                    }
                }
            }
        }
    }

    /// Whether an object has a title and a body of its own.
    pub(super) fn is_article(&self, value: &Value) -> bool {
        let Value::Object(entries) = value else { return false };
        let has = |wanted: Role| {
            entries.iter().any(|(k, v)| {
                let name = decode(self.text, k.clone()).0.text;
                self.fields.role(&name) == Some(wanted) && !matches!(v, Value::Other(_)) && name != "text"
            })
        };
        has(Role::Title) && has(Role::Body)
    }

    pub(super) fn has_prose(&self, value: &Value) -> bool {
        let Value::Object(entries) = value else { return false };
        let role = |k: &Range<usize>| self.fields.role(&decode(self.text, k.clone()).0.text);
        entries.iter().any(|(k, _)| matches!(role(k), Some(Role::Title | Role::Body)))
    }

    /// Adds the blocks of a string.
    pub(super) fn prose(&self, raw: Range<usize>, role: Role, own: bool, syntax: Syntax, article: &mut Article) {
        let (decoded, problems) = decode(self.text, raw);
        article.problems.extend(problems);
        let (mut blocks, comments) = if syntax == Syntax::Markdown {
            let document = markdown::read(&decoded.text, self.fields);
            (document.blocks, document.comments)
        } else if syntax == Syntax::Html || html::is_html(&decoded.text) {
            html::read(&decoded.text)
        } else {
            (plain::read(&decoded.text), Vec::new())
        };
        role.settle(&mut blocks);
        for comment in comments {
            let span = decoded.map.in_file(crate::span::BlockSpan::new(comment.span.start(), comment.span.end()));
            article.comments.push(Comment { span, ..comment });
        }
        let rank = match role {
            Role::Title if own => 0,
            Role::Standfirst | Role::Summary | Role::Byline | Role::Dateline if own => 1,
            _ => 2,
        };
        for mut block in blocks {
            block.map = block.map.through(&decoded.map);
            article.blocks.push((rank, role, block));
        }
    }

    pub(super) fn finish(self, problems: Vec<Problem>) -> Vec<Document> {
        let mut documents: Vec<Document> = self
            .done
            .into_iter()
            .filter(|a| !(a.blocks.is_empty() && a.problems.is_empty()))
            .map(|mut a| {
                a.blocks.sort_by_key(|(rank, ..)| *rank);
                drop_excerpt(&mut a.blocks);
                let mut blocks: Vec<Block> = a.blocks.into_iter().map(|(.., b)| b).collect();
                shape::assign(&mut blocks);
                Document { blocks, comments: a.comments, problems: a.problems, ..Document::default() }
            })
            .collect();
        if !problems.is_empty() {
            match documents.last_mut() {
                Some(last) => last.problems.extend(problems),
                None => documents.push(Document { problems, ..Document::default() }),
            }
        }
        documents
    }
}

/// Leaves out a summary that a content system cut from the body: it says nothing of its own, and breaks off by design.
pub(super) fn drop_excerpt(blocks: &mut Vec<(u8, Role, Block)>) {
    let Some(body) = blocks.iter().find(|(_, r, b)| *r == Role::Body && b.kind == BlockKind::Paragraph).map(|(.., b)| b.text.clone())
    else {
        return;
    };
    blocks.retain(|(_, role, block)| {
        let text = block.text.trim_end_matches(|c: char| !c.is_alphanumeric());
        let text = text.trim_end_matches("[&hellip").trim_end_matches(|c: char| !c.is_alphanumeric());
        !(matches!(role, Role::Standfirst | Role::Summary)
            && text.chars().count() >= 40
            && text.len() < body.len()
            && body.starts_with(text))
    });
}
