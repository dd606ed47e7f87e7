//! A rule that is code: its record is a file, its check is here.

use crate::rule::{Check, Rule, RuleContext, RuleMeta, Scope};

/// A record and the check that goes with it.
pub struct Native<C> {
    meta: &'static RuleMeta,
    check: C,
}

impl<C: Check> Native<C> {
    /// The rule with this record and this check.
    pub const fn new(meta: &'static RuleMeta, check: C) -> Self {
        Self { meta, check }
    }
}

impl<C: Check> Rule for Native<C> {
    fn meta(&self) -> &RuleMeta {
        self.meta
    }

    fn scope(&self) -> Scope {
        self.check.scope()
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        self.check.check(cx);
    }
}
