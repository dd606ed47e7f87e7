//! From bytes of a block's text to bytes of the file.

use crate::span::{BlockSpan, FileSpan};

/// A run of a block's text and the run of the file that it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    block: u32,
    file: u32,
    block_len: u32,
    file_len: u32,
}

impl Run {
    /// Whether the bytes are the same in both, so that places inside can be told apart.
    fn is_verbatim(&self) -> bool {
        self.block_len == self.file_len
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

    /// Adds the next run: `block_len` bytes of text from byte `block` come from `file_len` bytes of the file from byte `file`.
    /// A run of the same length on both sides is taken as verbatim, byte for byte.
    pub fn push(&mut self, block: usize, block_len: usize, file: usize, file_len: usize) {
        let n = |x: usize| u32::try_from(x).unwrap_or(u32::MAX);
        let run = Run { block: n(block), file: n(file), block_len: n(block_len), file_len: n(file_len) };
        if let Some(last) = self.runs.last_mut()
            && last.is_verbatim()
            && run.is_verbatim()
            && last.file + last.file_len == run.file
            && last.block + last.block_len == run.block
        {
            last.block_len += run.block_len;
            last.file_len += run.file_len;
            return;
        }
        self.runs.push(run);
    }

    /// Where a span of the text stands in the file. A span that begins or ends inside a run that is not verbatim takes in the whole run.
    pub fn in_file(&self, span: BlockSpan) -> FileSpan {
        let start = self.place(span.start(), false);
        let end = if span.is_empty() { start } else { self.place(span.end(), true) };
        FileSpan::new(start, end)
    }

    fn place(&self, at: usize, end: bool) -> usize {
        // An end belongs to the run it closes, a start to the run it opens.
        let i = self.runs.partition_point(|r| if end { (r.block as usize) < at } else { r.block as usize <= at });
        let Some(run) = i.checked_sub(1).and_then(|i| self.runs.get(i)) else {
            return self.runs.first().map_or(0, |r| r.file as usize);
        };
        let (file, file_len) = (run.file as usize, run.file_len as usize);
        let inside = at - run.block as usize;
        if run.is_verbatim() {
            file + inside.min(file_len)
        } else if end || inside >= run.block_len as usize {
            file + file_len
        } else {
            file
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    }
}
