//! Which fields of structured data (JSON, front matter) are prose, and what they become.

use super::{Block, BlockKind, Dialect, shape};

/// How a project's files are read: the fields that are prose, by default those that feeds, content systems and site generators use; the
/// Markdown it writes; the language of what is too short to tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    names: Option<Vec<String>>,
    dialect: Dialect,
    default_language: Option<String>,
}

/// What a field's text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    /// Printed under the title.
    Standfirst,
    /// Stands for the article elsewhere.
    Summary,
    Subheading,
    Body,
    Quotation,
    Caption,
    Byline,
    Dateline,
}

impl Fields {
    /// Only fields with these names, in any case and with or without `_` and `-` between their words.
    pub fn named<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> Self {
        Self { names: Some(names.into_iter().map(|n| normal(n.as_ref())).collect()), ..Self::default() }
    }

    /// The same in Markdown of a dialect, short texts being in the language of an ISO 639 code; `None`: in English, where their words are.
    pub fn with(mut self, dialect: Dialect, default_language: Option<String>) -> Self {
        (self.dialect, self.default_language) = (dialect, default_language);
        self
    }

    /// The Markdown that is written.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The code of the language of what is too short to tell.
    pub(super) fn default_language(&self) -> Option<&str> {
        self.default_language.as_deref()
    }

    /// What a value among an article's data (front matter) is, by the key that names it and the keys around that.
    pub(super) fn role_of_data(&self, path: &[String], name: &str) -> Option<Role> {
        let key = normal(name);
        let writer = || matches!(key.as_str(), "author" | "authors" | "writer" | "writers" | "contributors").then_some(Role::Byline);
        let card = || {
            let words = ["og", "twitter", "opengraph", "seo", "meta", "social", "facebook", "card", "share"];
            let prefixed = words.iter().find_map(|w| key.strip_prefix(w)).filter(|rest| !rest.is_empty());
            let nested = path.len() >= 2 && path.iter().rev().nth(1).is_some_and(|k| words.contains(&normal(k).as_str()));
            let own = prefixed.or(nested.then_some(key.as_str()))?;
            matches!(known(own), Some(Role::Title | Role::Standfirst | Role::Summary)).then_some(Role::Summary)
        };
        let role = self.role(name).or_else(|| self.names.is_none().then(|| card().or_else(writer))?)?;
        let levels = path.iter().filter(|k| !k.chars().all(|c| c.is_ascii_digit())).count();
        match role {
            // `title` of a nested table (a menu, a card) is none of the article's, a caption is.
            Role::Caption => Some(role),
            Role::Summary if card().is_some() => Some(role),
            // Beside a text, each of them is the short form that lists and feeds show.
            Role::Standfirst => (levels == 1).then_some(Role::Summary),
            _ => (levels == 1).then_some(role),
        }
    }

    pub(super) fn role(&self, name: &str) -> Option<Role> {
        if name.len() > 40 {
            return None;
        }
        let name = normal(name);
        match &self.names {
            Some(names) => names.contains(&name).then(|| known(&name).unwrap_or(Role::Body)),
            None => known(&name),
        }
    }
}

fn normal(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}

fn known(name: &str) -> Option<Role> {
    Some(match name {
        "title" | "headline" => Role::Title,
        "lead" | "lede" | "intro" | "subtitle" | "subheadline" | "dek" | "deck" | "standfirst" => Role::Standfirst,
        "description" | "summary" | "excerpt" | "abstract" | "teaser" | "metadescription" | "seodescription" | "ogdescription" => {
            Role::Summary
        }
        "subheading" | "heading" | "subhead" | "crosshead" => Role::Subheading,
        "body" | "text" | "content" | "articlebody" | "bodytext" | "bodyhtml" | "contenthtml" | "contenttext" | "html" | "story"
        | "paragraphs" | "maintext" | "fulltext" | "paragraph" => Role::Body,
        "quote" | "pullquote" | "quotation" => Role::Quotation,
        "caption" | "alt" | "alttext" | "imagecaption" | "photocaption" => Role::Caption,
        "byline" => Role::Byline,
        "dateline" => Role::Dateline,
        _ => return None,
    })
}

impl Role {
    /// Gives blocks read from a field the kind that the field implies; a body's keep what their markup and shape say.
    pub fn settle(self, blocks: &mut [Block]) {
        for block in blocks.iter_mut().filter(|b| b.kind == BlockKind::Paragraph) {
            block.kind = match self {
                Self::Title => BlockKind::Headline,
                Self::Standfirst => shape::standfirst(&block.text),
                Self::Summary => BlockKind::Summary,
                Self::Subheading => BlockKind::Subheading,
                Self::Body => BlockKind::Paragraph,
                Self::Quotation => BlockKind::Quotation,
                Self::Caption => BlockKind::Caption,
                Self::Byline => BlockKind::Byline,
                Self::Dateline => BlockKind::Dateline,
            };
        }
    }
    /// The same for data beside the text, where no value has a body's structure: lines of it are no lists and no titles.
    pub fn settle_data(self, blocks: &mut [Block]) {
        for block in blocks.iter_mut().filter(|b| b.kind != BlockKind::Code) {
            block.kind = BlockKind::Paragraph;
        }
        self.settle(blocks);
    }
}
