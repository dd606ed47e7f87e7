//! From bytes of a block's text to bytes of the file.

use super::{Block, BlockKind};
use crate::span::{BlockSpan, FileSpan};
use std::ops::Range;

/// A run of a block's text and the run of the file that it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    block: u32,
    file: u32,
    block_len: u32,
    file_len: u32,
    /// Whether the bytes are the same in both, so that places inside can be told apart.
    verbatim: bool,
}

impl Run {
    /// One past its last byte of text.
    fn block_end(&self) -> usize {
        self.block as usize + self.block_len as usize
    }

    /// One past its last byte of the file.
    fn file_end(&self) -> usize {
        self.file as usize + self.file_len as usize
    }
}

/// Maps bytes of a block's text to bytes of the file, in runs: verbatim ones, and ones such as an entity
/// (`&amp;` for `&`) or an escape, whose inside can't be pointed into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    runs: Vec<Run>,
}

impl OffsetMap {
    /// The map of a text that stands in the file as it is, from byte `file` on.
    pub fn verbatim(file: usize, len: usize) -> Self {
        let mut map = Self::default();
        map.push(0, len, file, len);
        map
    }

    /// How the text lies in the file, wherever the block stands: the numbers of its runs, places in the file counted from the first.
    pub(super) fn shape(&self) -> impl Iterator<Item = u32> {
        let from = self.runs.first().map_or(0, |r| r.file);
        self.runs.iter().flat_map(move |r| [r.block, r.block_len, r.file.wrapping_sub(from), r.file_len, u32::from(r.verbatim)])
    }

    /// Adds the next run: `block_len` bytes of text from byte `block` come from `file_len` bytes of the file from byte `file`.
    /// A run of the same length on both sides is taken as verbatim, byte for byte.
    pub fn push(&mut self, block: usize, block_len: usize, file: usize, file_len: usize) {
        self.add(block, block_len, file, file_len, block_len == file_len);
    }

    /// Adds a run whose inside can't be pointed into, whatever its lengths: an entity, an escape, white space that was folded.
    pub fn push_whole(&mut self, block: usize, block_len: usize, file: usize, file_len: usize) {
        self.add(block, block_len, file, file_len, false);
    }

    fn add(&mut self, block: usize, block_len: usize, file: usize, file_len: usize, verbatim: bool) {
        let n = |x: usize| u32::try_from(x).unwrap_or(u32::MAX);
        let run = Run { block: n(block), file: n(file), block_len: n(block_len), file_len: n(file_len), verbatim };
        if let Some(last) = self.runs.last_mut()
            && last.verbatim
            && run.verbatim
            && last.file + last.file_len == run.file
            && last.block + last.block_len == run.block
        {
            last.block_len += run.block_len;
            last.file_len += run.file_len;
            return;
        }
        self.runs.push(run);
    }

    /// The same map for a text that begins `by` bytes further into the file.
    pub(super) fn shifted(mut self, by: usize) -> Self {
        let by = u32::try_from(by).unwrap_or(u32::MAX);
        self.runs.iter_mut().for_each(|r| r.file = r.file.saturating_add(by));
        self
    }

    /// Where a span of the text stands in the file. A span that begins or ends inside a run that is not verbatim takes in the whole run.
    pub fn in_file(&self, span: BlockSpan) -> FileSpan {
        let start = self.place(span.start(), false);
        let end = if span.is_empty() { start } else { self.place(span.end(), true) };
        FileSpan::new(start, end)
    }

    /// The span of the text that stands at a span of the file: the one that [`Self::in_file`] leads there from, if any does.
    pub fn in_block(&self, span: FileSpan) -> Option<BlockSpan> {
        let (from, to) = (span.start(), span.end());
        let first = self.runs.get(self.runs.partition_point(|r| r.file_end() <= from && r.file_end() < to))?;
        let last = self.runs.partition_point(|r| (r.file as usize) < to).checked_sub(1).and_then(|i| self.runs.get(i))?;
        let start = first.block as usize + if first.verbatim { from.checked_sub(first.file as usize)? } else { 0 };
        let end = last.block as usize + if last.verbatim { to - last.file as usize } else { last.block_len as usize };
        let found = BlockSpan::new(start, end);
        (self.in_file(found) == span).then_some(found)
    }

    /// Where a span of the text stands in the file, if the file has nothing else there, such as markup, and the span cuts no entity
    /// or escape: what may be replaced as a whole.
    pub fn exact(&self, span: BlockSpan) -> Option<FileSpan> {
        if span.is_empty() {
            let at = self.place(span.start(), span.start() > 0);
            return Some(FileSpan::new(at, at));
        }
        let first = self.runs.partition_point(|r| r.block_end() <= span.start());
        let covered = self.runs.get(first..)?.iter().take_while(|r| (r.block as usize) < span.end());
        let mut end: Option<usize> = None;
        for run in covered {
            let whole = span.start() <= run.block as usize && run.block_end() <= span.end();
            if !(run.verbatim || whole) || end.is_some_and(|e| e != run.file as usize) {
                return None;
            }
            end = Some(run.file_end());
        }
        Some(self.in_file(span))
    }

    /// The map of a text within a text: `self` maps into a text that `outer` maps into the file. Linear in the runs of both.
    pub fn through(&self, outer: &Self) -> Self {
        let mut map = Self::default();
        for run in &self.runs {
            let (from, to) = (run.file as usize, (run.file + run.file_len) as usize);
            if !run.verbatim || run.file_len == 0 {
                let file = outer.in_file(BlockSpan::new(from, to));
                map.push_whole(run.block as usize, run.block_len as usize, file.start(), file.len());
                continue;
            }
            let first = outer.runs.partition_point(|o| (o.block + o.block_len) as usize <= from);
            for o in outer.runs[first..].iter().take_while(|o| (o.block as usize) < to) {
                let (start, end) = (from.max(o.block as usize), to.min((o.block + o.block_len) as usize));
                let block = run.block as usize + (start - from);
                if o.verbatim {
                    map.push(block, end - start, o.file as usize + (start - o.block as usize), end - start);
                } else {
                    map.push_whole(block, end - start, o.file as usize, o.file_len as usize);
                }
            }
        }
        map
    }

    fn place(&self, at: usize, end: bool) -> usize {
        // An end belongs to the run it closes, a start to the run it opens.
        let i = self.runs.partition_point(|r| if end { (r.block as usize) < at } else { r.block as usize <= at });
        let Some(run) = i.checked_sub(1).and_then(|i| self.runs.get(i)) else {
            return self.runs.first().map_or(0, |r| r.file as usize);
        };
        let (file, file_len) = (run.file as usize, run.file_len as usize);
        let inside = at - run.block as usize;
        if run.verbatim {
            file + inside.min(file_len)
        } else if end || inside >= run.block_len as usize {
            file + file_len
        } else {
            file
        }
    }
}

/// Builds a block's text together with its map.
#[derive(Debug, Default)]
pub(super) struct Builder {
    text: String,
    map: OffsetMap,
    /// White space of the file that becomes one space if text follows.
    gap: Option<Range<usize>>,
}

impl Builder {
    /// Whether no text but white space has been added yet.
    pub fn is_blank(&self) -> bool {
        self.text.trim_start().is_empty()
    }

    /// Bytes of the text so far.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Adds the space that waits for text, now that text follows.
    pub fn settle(&mut self) {
        self.close_gap();
    }

    /// Whether the last thing added is a line break.
    pub fn at_break(&self) -> bool {
        self.text.ends_with('\n')
    }

    /// Adds text that stands in the file as it is, from byte `at` on.
    pub fn verbatim(&mut self, text: &str, at: usize) {
        if !text.is_empty() {
            self.close_gap();
            self.map.push(self.text.len(), text.len(), at, text.len());
            self.text.push_str(text);
        }
    }

    /// Adds text that stands in the file as it is, runs of ASCII white space folded into one space.
    pub fn folded(&mut self, text: &str, at: usize) {
        let mut rest = text;
        while !rest.is_empty() {
            let here = at + (text.len() - rest.len());
            let blank = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_whitespace()).len();
            if blank > 0 {
                self.space(here..here + blank);
                rest = &rest[blank..];
                continue;
            }
            let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
            self.verbatim(&rest[..end], here);
            rest = &rest[end..];
        }
    }

    /// Adds text that the file says otherwise: an entity, an escape.
    pub fn decoded(&mut self, text: &str, file: Range<usize>) {
        if !text.is_empty() {
            self.close_gap();
            self.map.push_whole(self.text.len(), text.len(), file.start, file.len());
            self.text.push_str(text);
        }
    }

    /// Adds a space, if text follows.
    pub fn space(&mut self, file: Range<usize>) {
        let start = self.gap.as_ref().map_or(file.start, |g| g.start);
        self.gap = Some(start..file.end);
    }

    /// Adds a line break, unless nothing stands before it.
    pub fn line_break(&mut self, file: Range<usize>) {
        self.gap = None;
        if !self.text.is_empty() {
            self.map.push_whole(self.text.len(), 1, file.start, file.len());
            self.text.push('\n');
        }
    }

    fn close_gap(&mut self) {
        if let Some(gap) = self.gap.take()
            && !self.text.is_empty()
            && !self.text.ends_with('\n')
        {
            self.map.push(self.text.len(), 1, gap.start, gap.len());
            self.text.push(' ');
        }
    }

    /// The block, or `None` where no text but white space was added.
    pub fn finish(mut self, kind: BlockKind) -> Option<Block> {
        self.text.truncate(self.text.trim_end().len());
        (!self.text.is_empty()).then(|| Block::new(kind, self.text, self.map))
    }

    /// A text that goes on.
    pub fn from_parts(text: String, map: OffsetMap) -> Self {
        Self { text, map, gap: None }
    }

    /// Text and map as they are.
    pub fn into_parts(self) -> (String, OffsetMap) {
        (self.text, self.map)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_through_a_map() {
        // file: `"a \u0026amp; b"`, JSON string: `a &amp; b`, text: `a & b`
        let mut outer = OffsetMap::default();
        outer.push(0, 2, 1, 2);
        outer.push_whole(2, 1, 3, 6);
        outer.push(3, 6, 9, 6);
        let mut inner = OffsetMap::default();
        inner.push(0, 2, 0, 2);
        inner.push_whole(2, 1, 2, 5);
        inner.push(3, 2, 7, 2);
        let map = inner.through(&outer);
        assert_eq!(map.in_file(BlockSpan::new(2, 3)), FileSpan::new(3, 13));
        assert_eq!(map.in_file(BlockSpan::new(4, 5)), FileSpan::new(14, 15));
        assert_eq!(map.in_file(BlockSpan::new(0, 1)), FileSpan::new(1, 2));
    }

    #[test]
    fn an_entity_is_taken_whole() {
        // file: `a &amp; b`, text: `a & b`
        let mut map = OffsetMap::default();
        map.push(0, 2, 0, 2);
        map.push(2, 1, 2, 5);
        map.push(3, 2, 7, 2);
        assert_eq!(map.in_file(BlockSpan::new(2, 3)), FileSpan::new(2, 7));
        assert_eq!(map.in_file(BlockSpan::new(0, 2)), FileSpan::new(0, 2));
        assert_eq!(map.in_file(BlockSpan::new(4, 5)), FileSpan::new(8, 9));
        assert_eq!(map.in_file(BlockSpan::new(5, 5)), FileSpan::new(9, 9));
        for (block, file) in [((2, 3), (2, 7)), ((0, 5), (0, 9)), ((1, 4), (1, 8))] {
            assert_eq!(map.in_block(FileSpan::new(file.0, file.1)), Some(BlockSpan::new(block.0, block.1)));
        }
        assert_eq!(map.in_block(FileSpan::new(3, 8)), None, "inside the entity");
        assert_eq!(map.exact(BlockSpan::new(1, 4)), Some(FileSpan::new(1, 8)));
    }

    #[test]
    fn markup_inside_a_span_is_in_the_way() {
        // file: `a<b>bc</b>`, text: `abc`
        let mut map = OffsetMap::default();
        map.push(0, 1, 0, 1);
        map.push(1, 2, 4, 2);
        assert_eq!(map.exact(BlockSpan::new(0, 2)), None);
        assert_eq!(map.exact(BlockSpan::new(1, 3)), Some(FileSpan::new(4, 6)));
        assert_eq!(map.exact(BlockSpan::new(1, 1)), Some(FileSpan::new(1, 1)));
        assert_eq!(map.in_block(FileSpan::new(0, 5)), Some(BlockSpan::new(0, 2)));
    }
}
