//! Which fields of structured data (JSON, front matter) are prose, and what they become.

use super::{Block, BlockKind, shape};

/// The fields that are read. The default ones are those that feeds, content systems and site generators use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    names: Option<Vec<String>>,
}

/// What a field's text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Standfirst,
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
        Self { names: Some(names.into_iter().map(|n| normal(n.as_ref())).collect()) }
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
        "description" | "summary" | "excerpt" | "abstract" | "lead" | "lede" | "intro" | "subtitle" | "subheadline" | "dek" | "deck"
        | "standfirst" | "teaser" | "metadescription" | "seodescription" | "ogdescription" => Role::Standfirst,
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
                Self::Subheading => BlockKind::Subheading,
                Self::Body => BlockKind::Paragraph,
                Self::Quotation => BlockKind::Quotation,
                Self::Caption => BlockKind::Caption,
                Self::Byline => BlockKind::Byline,
                Self::Dateline => BlockKind::Dateline,
            };
        }
    }
}
