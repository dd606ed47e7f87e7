//! Regular expressions on a block's text, for leaks that are no sequences of tokens.

use super::{compile::Guards, pattern::LazyRegex, required::Required, template::Slot};
use crate::{analysis::Text, span::BlockSpan};

/// A compiled `[[raw]]`.
#[derive(Debug)]
pub struct Raw {
    /// The rule it belongs to, by index.
    pub rule: usize,
    pub(super) regex: LazyRegex,
    pub(super) required: Required,
    /// Texts in small letters of which a block must have one, if there are any.
    pub(super) needs: Vec<String>,
    pub(super) captures: Vec<Box<str>>,
    pub(super) not_before: Option<LazyRegex>,
    pub(super) not_after: Option<LazyRegex>,
    pub(super) not_match: Option<LazyRegex>,
    pub(super) not_in_block: Option<LazyRegex>,
    pub(super) common: Guards,
}

/// One place where it matched.
pub struct RawMatch<'t> {
    /// The whole match.
    pub whole: BlockSpan,
    /// The group named `mark`, or the whole match.
    pub mark: BlockSpan,
    captures: Vec<&'t str>,
    text: &'t str,
}

impl<'t> RawMatch<'t> {
    /// What a slot of a template stands for.
    pub fn value(&self, slot: Slot) -> &'t str {
        match slot {
            Slot::Mark => self.mark.slice(self.text),
            Slot::Match => self.whole.slice(self.text),
            Slot::Capture(i) => self.captures.get(i).copied().unwrap_or(""),
        }
    }
}

impl Raw {
    /// Whether a block has what the expression needs. `lower` is the block in small letters, kept from one expression to the next.
    pub fn is_wanted(&self, text: &str, lower: &mut Option<String>) -> bool {
        self.needs.is_empty() || {
            let lower = lower.get_or_insert_with(|| text.to_lowercase());
            self.needs.iter().any(|needed| lower.contains(needed))
        }
    }

    /// Calls `found` for each match in a block that its guards let pass.
    pub fn each<'t>(&self, block: &'t Text<'_>, mut found: impl FnMut(RawMatch<'t>)) {
        let text: &'t str = block.text();
        let Some(regex) = self.regex.get(text) else { return };
        let matches = |guard: &Option<LazyRegex>, text: &str| guard.as_ref().and_then(|g| g.get(text)).is_some_and(|r| r.is_match(text));
        let mut checked = false;
        for groups in regex.captures_iter(text) {
            if !std::mem::replace(&mut checked, true) && matches(&self.not_in_block, text) {
                return;
            }
            let Some(whole) = groups.get_match() else { continue };
            let mark = groups.get_group_by_name("mark").filter(|m| !m.is_empty()).unwrap_or(whole.span());
            let before = text.get(..whole.start()).unwrap_or("");
            // What stands long before says nothing, and guards must not make the time quadratic.
            let near = before.char_indices().rev().nth(79).map_or(before, |(at, _)| &before[at..]);
            let after = text.get(whole.end()..).unwrap_or("");
            let next = after.char_indices().nth(80).map_or(after, |(at, _)| &after[..at]);
            if mark.is_empty()
                || matches(&self.not_before, near)
                || matches(&self.not_after, next)
                || matches(&self.not_match, text.get(whole.range()).unwrap_or(""))
            {
                continue;
            }
            found(RawMatch {
                whole: BlockSpan::new(whole.start(), whole.end()),
                mark: BlockSpan::new(mark.start, mark.end),
                captures: self
                    .captures
                    .iter()
                    .map(|name| groups.get_group_by_name(name).and_then(|m| text.get(m.range())).unwrap_or(""))
                    .collect(),
                text,
            });
        }
    }
}
