//! What weighing two forms hangs on, as a number, so that a pair is weighed once while an article is edited elsewhere.

use super::{
    comparison::Comparison,
    forms::{Form, Neighbour},
    neighbours::{Company, together},
    setting::Setting,
};
use crate::analysis::Article;
use foldhash::fast::FixedState;
use std::hash::{BuildHasher, Hasher};

/// Two forms weighed each way round; nothing where they are no pair.
pub struct Weighed(pub Option<[Option<Comparison>; 2]>);

impl Weighed {
    /// The same of the forms that have these numbers now.
    pub fn of(&self, a: usize, b: usize) -> Option<[Option<Comparison>; 2]> {
        let [first, second] = self.0.clone()?;
        let numbered = |e: Option<Comparison>, odd, base| e.map(|e| Comparison { odd, base, ..e });
        Some([numbered(first, a, b), numbered(second, b, a)])
    }
}

/// Makes the numbers of an article's pairs.
pub struct Questions<'q, 'a> {
    article: &'q Article<'a>,
    forms: &'q [Form<'a>],
    company: &'q Company<'q>,
    setting: &'q Setting<'a>,
    /// What is read of each form, made when it is first asked for.
    read: Vec<Option<u64>>,
}

impl<'q, 'a> Questions<'q, 'a> {
    /// For the pairs of these forms.
    pub fn of(article: &'q Article<'a>, forms: &'q [Form<'a>], company: &'q Company<'q>, setting: &'q Setting<'a>) -> Self {
        Self { article, forms, company, setting, read: Vec::new() }
    }

    /// Stands for all that [`super::comparison::Apart::of`] and [`super::comparison::weigh`] read of a pair, whichever way round. Whoever
    /// has them read something else enters it here; `tests/session.rs` finds what is missing.
    pub fn about(&mut self, a: usize, b: usize) -> Option<u64> {
        let (x, y) = (self.forms.get(a)?, self.forms.get(b)?);
        let mut hash = FixedState::with_seed(3).build_hasher();
        let near = together(x, y);
        hash.write_u8(u8::from(near.same_sentence) + 2 * u8::from(near.same_mention));
        hash.write_u32(self.setting.share_of_scripts().to_bits());
        for form in [a, b] {
            // One more, so that none is told from no other.
            hash.write_u64(self.setting.support(self.forms, form).map_or(0, |n| u64::from(n) + 1));
            let read = self.read(form)?;
            hash.write_u64(read);
        }
        Some(hash.finish())
    }

    /// Stands for all that is read of one form: its text, its places with the blocks around them, what the mentions there are, and in
    /// whose company it is.
    fn read(&mut self, form: usize) -> Option<u64> {
        if self.read.is_empty() {
            self.read = vec![None; self.forms.len()];
        }
        if let Some(known) = self.read.get(form)? {
            return Some(*known);
        }
        let f = self.forms.get(form)?;
        let found = self.article.mentions();
        let mut hash = FixedState::with_seed(4).build_hasher();
        hash.write_u64(f.written.number());
        hash.write_u32(f.lower);
        let others = |side, n: &Option<Neighbour<'_>>| n.as_ref().map_or(0, |n| self.company.get(&(side, &*n.text)).copied().unwrap_or(0));
        for o in &f.occurrences {
            hash.write_u64(self.article.blocks().get(o.place.block)?.number());
            hash.write_u64(found.reading_of(o.place.block));
            hash.write_usize(o.token);
            let mention = o.mention.and_then(|m| found.iter().as_slice().get(m));
            hash.write_u16(mention.map_or(0, |m| 1 + m.kind as u16 + ((m.evidence as u16) << 8)));
            hash.write_u32(others('<', &o.left));
            hash.write_u32(others('>', &o.right));
        }
        let read = hash.finish();
        *self.read.get_mut(form)? = Some(read);
        Some(read)
    }
}
