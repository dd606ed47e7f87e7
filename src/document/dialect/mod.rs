//! What sites write into Markdown that is no Markdown: MDX (imports, exports, elements and expressions of JSX), shortcodes of Hugo, tags
//! of Liquid, Nunjucks and Jinja, admonitions, lists of attributes. It is overwritten, byte for byte, so that the Markdown around it is
//! read and every place keeps its offset.

mod scanner;
mod syntax;

use scanner::Scanner;
use std::{borrow::Cow, ops::Range};

/// Stands for a byte that is not read. Text of such bytes alone is no text.
pub(super) const MASK: char = '\u{1}';
/// Stands for a byte of what a template fills in: a word of the sentence, whatever it will be.
pub(super) const VALUE: char = '\u{2}';
/// Stands in the item of a list that is none, but the inside of an admonition.
pub(super) const INSIDE: char = '\u{3}';

/// What is one construct is no longer than this many bytes.
const LONGEST: usize = 6000;

/// Which Markdown a file is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
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
