//! Where a block without a terminal stands: what comes before and behind it, and what its article is like.

use super::{End, OpenBlock, end_of, may_be_prose};
use crate::{analysis::Text, document::BlockKind};

/// What stands around a block without a terminal.
#[derive(Debug)]
pub struct Surroundings {
    /// First behind the headline, where a second headline may stand.
    pub first: bool,
    /// How much more of the headline's words the next block says again than this one, -1 to 1: behind a second headline the article
    /// begins anew. Where it is not the first, 0.
    pub retold: f32,
    /// Which share of its last sentence's words the next block says again; where it is not the first, 0.
    pub said_again: f32,
    /// No prose follows.
    pub last: bool,
    /// The next block goes on with its sentence.
    pub continued: bool,
    /// No prose stands before it.
    pub after_line: bool,
    /// Short lines stand around it: verse, a table of results.
    pub in_verse: bool,
    /// The next block is an entry of a list.
    pub before_list: bool,
    /// How many other blocks of the article have no stop and look whole.
    pub whole_others: usize,
}

/// What stands around each of these blocks.
pub(super) fn surroundings(blocks: &[Text<'_>], open: &[OpenBlock<'_>]) -> Vec<Surroundings> {
    let first = blocks.iter().position(may_be_prose).unwrap_or(0);
    let last =
        blocks.iter().rposition(|b| may_be_prose(b) && (b.text().split_whitespace().count() >= 4 || end_of(b.text()) == End::Terminal));
    let looks_whole = |o: &OpenBlock<'_>| o.text.index() > first && o.cut < 1.0 && o.items.len() >= 5;
    let whole = open.iter().filter(|o| looks_whole(o)).count();
    let of = |block: &OpenBlock<'_>| {
        let index = block.text.index();
        Surroundings {
            first: index == 1,
            retold: if index == 1 { retold(blocks, index) } else { 0.0 },
            said_again: if index == 1 { said_again(blocks, block.text) } else { 0.0 },
            last: last.is_none_or(|l| index >= l),
            continued: goes_on(blocks, index),
            after_line: after_line(blocks, index),
            in_verse: in_verse(blocks, index),
            before_list: blocks.get(index + 1).is_some_and(|b| b.kind() == BlockKind::ListItem),
            whole_others: whole - usize::from(looks_whole(block)),
        }
    };
    open.iter().map(of).collect()
}

/// Whether the next block goes on with the sentence, so that a stray break and no cut stands between them: it begins with a small
/// letter or a mark, or names the speaker of what the last words quote (`"We have missed them,"`).
pub(in crate::analysis) fn goes_on(blocks: &[Text<'_>], index: usize) -> bool {
    let (Some(this), Some(next)) = (blocks.get(index), blocks.get(index + 1)) else { return false };
    // A listing, a table, a list goes on with what leads into it.
    if this.block().leads {
        return true;
    }
    // The body does not go on with what is said of the article.
    if this.kind() == BlockKind::Summary {
        return false;
    }
    let mut chars = next.text().trim_start().chars();
    let (first, second) = (chars.next(), chars.next());
    // `iPhone`, `eBay` begin sentences as well.
    let small = first.is_some_and(char::is_lowercase) && !second.is_some_and(char::is_uppercase);
    if small || first.is_some_and(|c| matches!(c, '.' | ',' | ';' | ')' | '，' | '、')) {
        return true;
    }
    let quoted = end_of(this.text()) == End::Open(',') && this.text().trim_end().ends_with(['"', '”', '’', '\'', '»']);
    let told = || next.text().split(|c: char| !c.is_alphanumeric()).take(25).any(|w| this.pack().speech.contains(&w));
    quoted && first.is_some_and(char::is_uppercase) && told()
}

/// Whether what stands before is no prose: a date, a name, an entry of a list.
fn after_line(blocks: &[Text<'_>], index: usize) -> bool {
    use BlockKind::{Byline, Caption, Dateline, Furniture, ListItem};
    let before = index.checked_sub(1).and_then(|i| blocks.get(i));
    before.is_some_and(|b| matches!(b.kind(), Byline | Caption | Dateline | Furniture | ListItem))
}

/// Words of a line of verse.
const VERSE: usize = 8;

/// Whether a block is a short line and most of those around it are.
fn in_verse(blocks: &[Text<'_>], index: usize) -> bool {
    let short = |b: &Text<'_>| may_be_prose(b) && b.text().split_whitespace().take(VERSE + 1).count() <= VERSE;
    let around = |i: Option<usize>| i.and_then(|i| blocks.get(i)).is_some_and(short);
    let near = [index.checked_sub(2), index.checked_sub(1), Some(index + 1), Some(index + 2)];
    blocks.get(index).is_some_and(short) && near.into_iter().filter(|i| around(*i)).count() >= 2
}

fn retold(blocks: &[Text<'_>], index: usize) -> f32 {
    let (Some(head), Some(this), Some(next)) = (index.checked_sub(1).and_then(|i| blocks.get(i)), blocks.get(index), blocks.get(index + 1))
    else {
        return 0.0;
    };
    let (head, this, next) = (stems(head.text()), stems(this.text()), stems(next.text()));
    share(&head, &next) - share(&head, &this)
}

/// Which share of the words of a block's last sentence the next block says again.
fn said_again(blocks: &[Text<'_>], this: &Text<'_>) -> f32 {
    let sentence = this.sentences().last().map_or("", |s| this.slice(s.span));
    blocks.get(this.index() + 1).map_or(0.0, |next| share(&stems(sentence), &stems(next.text())))
}

fn share(of: &[String], within: &[String]) -> f32 {
    of.iter().filter(|w| within.contains(w)).count() as f32 / of.len().max(1) as f32
}

/// The first five letters of each of the first sixty words of three letters or more.
fn stems(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 3 || w.chars().any(char::is_numeric));
    words.take(60).map(|w| w.to_lowercase().chars().take(5).collect()).collect()
}
