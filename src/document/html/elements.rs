//! What elements are, by their names, attributes and classes.

use crate::document::BlockKind;

/// Whether an element says that its text is code.
pub(in crate::document) fn is_code(name: &[u8]) -> bool {
    matches!(name, b"code" | b"kbd" | b"samp" | b"var" | b"tt")
}

/// The elements whose meaning matters here.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
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

pub(super) fn role(name: &[u8]) -> Role {
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

/// What says that an element holds the article.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    None,
    ArticleBody,
    Article,
    Main,
    Content,
    Headline,
}

/// The words of an element's class and id.
pub(super) fn labels(attribute: &dyn Fn(&str) -> Option<String>) -> String {
    ["class", "classname", "id", "data-testid", "data-component"].iter().filter_map(|a| attribute(a)).collect::<Vec<_>>().join(" ")
}

/// What an element's text is, by its name or else by its class (a hint).
pub(super) fn kind_of(name: &[u8], attribute: &dyn Fn(&str) -> Option<String>) -> (Option<BlockKind>, bool) {
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

pub(super) fn mark_of(name: &[u8], attribute: &dyn Fn(&str) -> Option<String>) -> Mark {
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
pub(super) fn is_beside(attribute: &dyn Fn(&str) -> Option<String>) -> bool {
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
