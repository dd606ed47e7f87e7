//! Byte spans. A span says what it indexes: a place inside a block of prose and a place in a file are different types.

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeStruct};
use std::{fmt, marker::PhantomData};

/// What a [`BlockSpan`] indexes: the decoded text of one block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InBlock {}

/// What a [`FileSpan`] indexes: the decoded text of one file, after its byte order mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InFile {}

/// UTF-8 bytes of a block's text, half open.
pub type BlockSpan = Span<InBlock>;

/// UTF-8 bytes of a file's decoded text, half open.
pub type FileSpan = Span<InFile>;

/// A half-open range of UTF-8 bytes; `start <= end` always holds.
///
/// ```
/// use copydesk::span::BlockSpan;
/// let span = BlockSpan::new(0, 5);
/// assert_eq!(span.slice("Biden administration"), "Biden");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span<S> {
    start: u32,
    end: u32,
    space: PhantomData<S>,
}

impl<S> Span<S> {
    /// The bytes from `start` to `end`; an `end` before `start` gives the empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX).max(start);
        Self { start, end, space: PhantomData }
    }

    /// First byte.
    pub fn start(&self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(&self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers no byte.
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    pub fn cover(&self, other: &Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end), space: PhantomData }
    }

    /// The text it marks, or `""` where it does not lie on character boundaries of `text`.
    pub fn slice<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start()..self.end()).unwrap_or("")
    }
}

impl<S> fmt::Debug for Span<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// As `{"start", "end"}`.
impl<S> Serialize for Span<S> {
    fn serialize<T: Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        let mut span = serializer.serialize_struct("Span", 2)?;
        span.serialize_field("start", &self.start)?;
        span.serialize_field("end", &self.end)?;
        span.end()
    }
}

impl<'de, S> Deserialize<'de> for Span<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Ends {
            start: u32,
            end: u32,
        }
        let Ends { start, end } = Ends::deserialize(deserializer)?;
        if start <= end {
            Ok(Self { start, end, space: PhantomData })
        } else {
            Err(serde::de::Error::custom("a span that ends before it starts"))
        }
    }
}
