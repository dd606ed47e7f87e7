//! Headlines and the titles inside an article.

use super::{
    super::{Block, BlockKind},
    CLOSERS, Shape, has_sentence_before, is_capitalised, words,
};

/// The first block with text is the headline, unless it is prose.
pub(super) fn headline(blocks: &mut [Block], shapes: &[Shape]) {
    if blocks.iter().any(|b| b.kind == BlockKind::Headline) {
        return;
    }
    let skipped = |k: BlockKind| matches!(k, BlockKind::Byline | BlockKind::Dateline | BlockKind::Furniture | BlockKind::Caption);
    let Some(i) = blocks.iter().position(|b| !skipped(b.kind)) else { return };
    let (text, shape) = (&blocks[i].text, &shapes[i]);
    // A kicker (`WORLD`) or a page's furniture may stand before it; more than that is no headline's place.
    if i > 3 || blocks[i].kind != BlockKind::Paragraph || blocks[i].leads {
        return;
    }
    let alone = !blocks[i + 1..].iter().any(|b| b.kind == BlockKind::Paragraph);
    let ends = text.trim_end().trim_end_matches(CLOSERS);
    let question = ends.ends_with(['?', '!', '…', '？', '！', '؟']) && shape.words <= 20 && !has_sentence_before(text);
    let fits = if alone {
        // One block says nothing by its place: `Including the withdrawal of Russia from` is as likely a cut paragraph.
        shape.is_open() && shape.words <= 20 && !shape.dangling
    } else {
        !shape.terminated && shape.words <= 45 && (!shape.sentence_before || shape.words <= 30) || question
    };
    if fits {
        blocks[i].kind = BlockKind::Headline;
    }
}

/// A short open line that says nothing more.
pub(super) fn is_subheading(text: &str, shape: &Shape) -> bool {
    if !shape.is_open() || shape.dangling || shape.words == 0 || text.starts_with(['"', '“', '„', '«', '‘', '\'']) {
        return false;
    }
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let shouting = letters().count() >= 4 && letters().all(|c| !c.is_lowercase()) && letters().any(char::is_uppercase);
    let long_words = || words(text).filter(|w| w.chars().count() > 3);
    let title = shape.words >= 2
        && long_words().count() >= 2
        && long_words().all(|w| is_capitalised(w) || w.contains(|c: char| c.is_ascii_digit()));
    let starts_small = text.starts_with(char::is_lowercase);
    shape.words <= 5 && !starts_small || title && shape.words <= 6 || shouting && shape.words <= 15
}
