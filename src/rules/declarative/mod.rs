//! Rules as data: one TOML file each, sequences of tokens or regular expressions. `rules/FORMAT.md` describes the files.
//!
//! All rules of a set look at an article together, once: every token is looked up in the set's vocabulary, and a rule whose words do
//! not occur costs nothing more. Where a word occurs that a pattern cannot do without, the pattern runs around it.

mod compile;
mod embedded;
mod folder;
mod format;
mod narrow;
mod pattern;
mod program;
mod raw;
mod required;
mod search;
mod template;
mod vocabulary;

use crate::{
    analysis::{Article, Text},
    diagnostic::Applicability,
    rule::{Rule, RuleContext, RuleMeta, Scope},
    span::BlockSpan,
};
use compile::{Compiled, Compiler, Guards, Quotes, kind_bit};
pub use folder::{RuleProblem, folder_key, language_of, load_files, load_folder};
use program::{Anchor, Memory, Program, View, bit};
use raw::Raw;
pub(super) use required::Required;
pub(super) use search::Search;
use std::{
    borrow::Cow,
    collections::HashSet,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use template::Slot;
use vocabulary::{NONE, Symbol, Vocabulary};

/// How many sets were compiled.
static SETS: AtomicU64 = AtomicU64::new(0);

/// Rules that are compiled together.
struct Set {
    /// Tells it from all other sets.
    number: u64,
    metas: Vec<RuleMeta>,
    vocabulary: Vocabulary,
    patterns: Vec<Compiled>,
    raws: Vec<Raw>,
    /// For each word: the patterns' programs that it anchors.
    postings: Vec<Vec<Posting>>,
    /// Patterns, and programs in them, that no word anchors.
    unanchored: Vec<(usize, usize)>,
    /// What `[[raw]]` tables require, each by its number.
    search: Cow<'static, Search>,
    /// The tables of which that is not known.
    unsearched: Vec<usize>,
}

#[derive(Clone, Copy)]
struct Posting {
    rule: usize,
    pattern: usize,
    program: usize,
    anchor: Anchor,
    /// The kinds of block where the pattern is looked for, a bit each.
    blocks: u32,
}

/// What one pass over an article finds for all rules of a set.
struct Scan {
    blocks: Vec<Arc<BlockScan>>,
    /// Whether the article has the word.
    present: Vec<bool>,
    /// For each rule: where its patterns may match, in order.
    candidates: Vec<Vec<Candidate>>,
    /// For each rule: raw tables and blocks.
    raws: Vec<Vec<(usize, usize)>>,
}

/// What one pass over a block finds, wherever the block stands.
#[derive(Default)]
struct BlockScan {
    /// For each token its number.
    symbols: Vec<Symbol>,
    /// Rules, and where their patterns may match: in the first block, as if there were no other.
    candidates: Vec<(usize, Candidate)>,
    /// Rules, and their raw tables.
    raws: Vec<(usize, usize)>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    pattern: usize,
    program: usize,
    block: usize,
    /// First and last token where a match may begin.
    from: usize,
    to: usize,
}

/// A rule made of data.
struct DeclarativeRule {
    set: Arc<Set>,
    index: usize,
    scope: Scope,
}

/// The rules that come with copydesk.
pub fn embedded() -> Vec<Box<dyn Rule>> {
    let mut compiler = Compiler::new(false);
    for source in embedded::RULES {
        let added = compiler.add(source);
        debug_assert!(added.is_ok(), "{}: {added:?}", source.id);
    }
    rules(compiler, Cow::Borrowed(&embedded::SEARCH))
}

/// What the raw tables of a user's rules require.
fn searched(compiler: &Compiler) -> Cow<'static, Search> {
    let mut search = Search::default();
    compiler.raws.iter().enumerate().for_each(|(index, raw)| search.add(&raw.required, index));
    search.build();
    Cow::Owned(search)
}

fn rules(compiler: Compiler, search: Cow<'static, Search>) -> Vec<Box<dyn Rule>> {
    let Compiler { vocabulary, patterns, raws, metas, .. } = compiler;
    let mut postings: Vec<Vec<Posting>> = vec![Vec::new(); vocabulary.len()];
    let mut unanchored = Vec::new();
    for (pattern, compiled) in patterns.iter().enumerate() {
        for (program, p) in compiled.programs.iter().enumerate() {
            if p.anchors.is_empty() {
                unanchored.push((pattern, program));
            }
            for anchor in &p.anchors {
                if let Some(list) = postings.get_mut(anchor.symbol as usize) {
                    let blocks = compiled.common.get(program).map_or(0, |common| common.blocks);
                    list.push(Posting { rule: compiled.rule, pattern, program, anchor: *anchor, blocks });
                }
            }
        }
    }
    let mut unsearched: Vec<usize> = (0..raws.len()).collect();
    let searched: HashSet<usize> = search.owners().collect();
    unsearched.retain(|raw| !searched.contains(raw));
    let set = Arc::new(Set {
        number: SETS.fetch_add(1, Ordering::Relaxed),
        metas,
        vocabulary,
        patterns,
        raws,
        postings,
        unanchored,
        search,
        unsearched,
    });
    let rule = |(index, scope)| Box::new(DeclarativeRule { set: Arc::clone(&set), index, scope }) as Box<dyn Rule>;
    set.scopes().into_iter().enumerate().map(rule).collect()
}

impl Set {
    fn scan(&self, article: &Article<'_>) -> Scan {
        let blocks = article.blocks().iter().map(|text| text.fact_of(self.number, || self.scan_block(text))).collect();
        let mut scan = Scan {
            blocks,
            present: vec![false; self.vocabulary.len()],
            candidates: vec![Vec::new(); self.metas.len()],
            raws: vec![Vec::new(); self.metas.len()],
        };
        for (block, found) in scan.blocks.iter().enumerate() {
            for symbol in found.symbols.iter().filter(|s| **s != NONE) {
                if let Some(p) = scan.present.get_mut(*symbol as usize) {
                    *p = true;
                }
            }
            for (rule, candidate) in &found.candidates {
                scan.candidates[*rule].push(Candidate { block, ..*candidate });
            }
            for (rule, raw) in &found.raws {
                scan.raws[*rule].push((*raw, block));
            }
        }
        scan.candidates.iter_mut().for_each(|of_rule| of_rule.sort_unstable());
        scan
    }

    fn scan_block(&self, text: &Text<'_>) -> BlockScan {
        let kind = kind_bit(text.kind());
        let mut scan = BlockScan::default();
        if kind == 0 {
            return scan;
        }
        let tokens = text.tokens();
        let symbols: Vec<Symbol> = text.keys().iter().map(|key| self.vocabulary.look_up(*key)).collect();
        for (at, symbol) in symbols.iter().enumerate() {
            if *symbol == NONE {
                continue;
            }
            // Most words that could be in a match stand beside others that rule it out.
            let beside = |at: usize| symbols.get(at).map_or(0, |symbol| bit(*symbol));
            let (before, after) = (beside(at.wrapping_sub(1)), beside(at + 1));
            for posting in self.postings.get(*symbol as usize).into_iter().flatten() {
                let (low, high) = posting.anchor.distance;
                let fits = posting.anchor.before.allows(before) && posting.anchor.after.allows(after);
                if posting.blocks & kind != 0 && at >= low && fits {
                    let (pattern, program) = (posting.pattern, posting.program);
                    let candidate = Candidate { pattern, program, block: 0, from: at.saturating_sub(high), to: at - low };
                    scan.candidates.push((posting.rule, candidate));
                }
            }
        }
        for &(pattern, program) in &self.unanchored {
            if !tokens.is_empty() && self.patterns[pattern].common[program].blocks & kind != 0 {
                let candidate = Candidate { pattern, program, block: 0, from: 0, to: tokens.len() - 1 };
                scan.candidates.push((self.patterns[pattern].rule, candidate));
            }
        }
        scan.raws = self.scan_raw(text, kind);
        scan.symbols = symbols;
        scan
    }

    /// The raw tables whose expressions may match in a block, with their rules.
    fn scan_raw(&self, text: &Text<'_>, kind: u32) -> Vec<(usize, usize)> {
        let mut wanted = self.unsearched.clone();
        self.search.find(&Search::symbols(text.text()), |index, _| wanted.push(index));
        wanted.sort_unstable();
        wanted.dedup();
        let mut lower = None;
        wanted.retain(|index| {
            self.raws.get(*index).is_some_and(|raw| raw.common.blocks & kind != 0 && raw.is_wanted(text.text(), &mut lower))
        });
        wanted.into_iter().filter_map(|index| Some((self.raws.get(index)?.rule, index))).collect()
    }

    /// For each rule whether what it finds in a block hangs on what stands in others.
    fn scopes(&self) -> Vec<Scope> {
        let mut scopes = vec![Scope::Block; self.metas.len()];
        let patterns = self.patterns.iter().flat_map(|p| p.common.iter().map(|c| (p.rule, c)));
        for (rule, common) in patterns.chain(self.raws.iter().map(|r| (r.rule, &r.common))) {
            let alone = common.at_least <= 1 && !common.edges && common.needs_in_article.is_empty() && common.not_in_article.is_empty();
            if let (false, Some(scope)) = (alone, scopes.get_mut(rule)) {
                *scope = Scope::Article;
            }
        }
        scopes
    }
}

impl Scan {
    fn allows(&self, common: &Guards) -> bool {
        let has = |s: &Symbol| self.present.get(*s as usize).copied().unwrap_or(false);
        !common.not_in_article.iter().any(has) && (common.needs_in_article.is_empty() || common.needs_in_article.iter().any(has))
    }
}

impl Rule for DeclarativeRule {
    fn meta(&self) -> &RuleMeta {
        &self.set.metas[self.index]
    }

    fn scope(&self) -> Scope {
        self.scope
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let article = cx.article();
        let scan = article.fact_of(self.set.number, || self.set.scan(article));
        if scan.candidates[self.index].is_empty() && scan.raws[self.index].is_empty() {
            return;
        }
        let mut matches = Matches::default();
        self.patterns(cx, &scan, &mut matches);
        let mut last = None;
        for &(index, block) in &scan.raws[self.index] {
            let (raw, text) = (&self.set.raws[index], &article.blocks()[block]);
            if !scan.allows(&raw.common) {
                continue;
            }
            raw.each(text, |found| {
                if !(raw.common.once && last == Some((index, block)))
                    && matches.report(cx, text, &raw.common, found.mark, &|slot| found.value(slot))
                {
                    last = Some((index, block));
                }
            });
        }
        matches.weigh(cx);
    }
}

impl DeclarativeRule {
    fn patterns(&self, cx: &mut RuleContext<'_, '_>, scan: &Scan, matches: &mut Matches) {
        let article = cx.article();
        let mut memory = Memory::default();
        let mut guards = Memory::default();
        // What was looked at loosely there, and whether it may match.
        let (mut loosely, mut may_match) = (Memory::default(), false);
        // The program, block and sentence that the memory is about, and where the last match in it ended.
        let mut place = (usize::MAX, 0, 0, 0);
        let mut done = 0;
        let mut last = None;
        for c in &scan.candidates[self.index] {
            let pattern = &self.set.patterns[c.pattern];
            let (program, common) = (&pattern.programs[c.program], &pattern.common[c.program]);
            if !scan.allows(common) || common.once && last == Some((c.pattern, c.block)) {
                continue;
            }
            let text = &article.blocks()[c.block];
            let sentences = text.sentences();
            let first = sentences.partition_point(|s| s.tokens.end <= c.from);
            for sentence in sentences[first..].iter().take_while(|s| s.tokens.start <= c.to) {
                let view = View {
                    text,
                    symbols: &scan.blocks[c.block].symbols,
                    from: sentence.tokens.start,
                    to: sentence.tokens.end,
                    loose: false,
                };
                let here = (c.pattern, c.program, c.block, view.from);
                if place != here {
                    place = here;
                    done = view.from;
                    may_match = !program.asks_tags;
                    if may_match { &mut memory } else { &mut loosely }.forget(program, view);
                }
                let last_start = view.to.saturating_sub(program.length.0).min(c.to);
                let mut start = c.from.max(done);
                if !may_match {
                    // Where not even words that may have the tags match, the sentence need not be read.
                    let loose = View { loose: true, ..view };
                    may_match = (start..=last_start).any(|start| program.run_on(loose, start, &mut loosely).is_some());
                    if !may_match {
                        done = done.max(last_start + 1);
                        continue;
                    }
                    memory.forget(program, view);
                }
                while start <= last_start {
                    let Some(found) = program.run_on(view, start, &mut memory) else {
                        start += 1;
                        continue;
                    };
                    memory.forget(program, view);
                    start += 1;
                    if !guarded(pattern, view, found.start, found.end, &mut guards) {
                        continue;
                    }
                    let mark = view.span(found.mark());
                    let value = |slot| match slot {
                        Slot::Mark => text.slice(mark),
                        Slot::Match => text.slice(view.span(found.start..found.end)),
                        Slot::Capture(i) => found.capture(i).map_or("", |tokens| text.slice(view.span(tokens))),
                    };
                    if matches.report(cx, text, common, mark, &value) {
                        last = Some((c.pattern, c.block));
                        start = found.end;
                        if common.once {
                            break;
                        }
                    }
                }
                done = done.max(start);
            }
        }
    }
}

/// Whether the guards let a match pass.
fn guarded(pattern: &Compiled, view: View<'_>, start: usize, end: usize, memory: &mut Memory) -> bool {
    let ends_here = |p: &Program, memory: &mut Memory| {
        let (low, high) = p.length;
        let from = start.saturating_sub(high).max(view.from);
        (from..=start.saturating_sub(low)).any(|s| s >= view.from && p.run(view, s, Some(start), memory).is_some())
    };
    let whole = |p: &Program, memory: &mut Memory| p.search(view, view.from..view.to, memory).is_some();
    !pattern.not_before.iter().any(|p| ends_here(p, memory))
        && !pattern.not_after.iter().any(|p| p.run(view, end, None, memory).is_some())
        && !pattern.not_in_sentence.iter().any(|p| whole(p, memory))
        && (pattern.needs_in_sentence.is_empty() || pattern.needs_in_sentence.iter().any(|p| whole(p, memory)))
}

/// How often a rule must match in the article for each of its findings to count.
#[derive(Default)]
struct Matches {
    at_least: Vec<usize>,
}

impl Matches {
    fn report<'t>(
        &mut self,
        cx: &mut RuleContext<'_, '_>,
        text: &Text<'_>,
        common: &Guards,
        mark: BlockSpan,
        value: &dyn Fn(Slot) -> &'t str,
    ) -> bool {
        let reported = report(cx, text, common, mark, value);
        if reported {
            self.at_least.push(common.at_least);
        }
        reported
    }

    /// Takes back what the article has too little of.
    fn weigh(self, cx: &mut RuleContext<'_, '_>) {
        let count = self.at_least.len();
        if self.at_least.iter().any(|n| *n > count) {
            cx.retain(|index| self.at_least.get(index).is_none_or(|n| *n <= count));
        }
    }
}

fn report<'t>(cx: &mut RuleContext<'_, '_>, text: &Text<'_>, common: &Guards, mark: BlockSpan, value: &dyn Fn(Slot) -> &'t str) -> bool {
    let wanted = match common.quotes {
        Quotes::Any => true,
        Quotes::Outside => !text.is_quoted(mark),
        Quotes::Inside => text.is_quoted(mark),
    };
    if !wanted || mark.is_empty() || common.edges && !is_at_edge(cx, text) {
        return false;
    }
    if common.outside_links && text.block().links.iter().any(|link| link.overlaps(&mark)) {
        return false;
    }
    // Markup between two marks is why they stand as they do: terms of a grammar, a file's name in italics.
    let only_marks = || text.slice(mark).chars().all(|c| c.is_whitespace() || c.is_ascii_punctuation());
    if text.block().map.exact(mark).is_none() && only_marks() {
        return false;
    }
    let finding = cx.report(text.index(), mark, common.message.fill(value));
    if let Some(confidence) = common.confidence {
        finding.confidence(confidence);
    }
    if let Some(replace) = &common.replace {
        let applicability = if common.safe { Applicability::Safe } else { Applicability::Unsafe };
        finding.suggest(replace.replacement(text.slice(mark), value), applicability);
    }
    true
}

/// Blocks at either end of an article in which what was said around it may stand: a greeting, a headline and the first paragraph.
const EDGE: usize = 3;

/// Whether a block is one of the first of its article or of the last.
fn is_at_edge(cx: &RuleContext<'_, '_>, text: &Text<'_>) -> bool {
    text.index() < EDGE || text.index() + EDGE >= cx.article().blocks().len()
}

#[cfg(test)]
mod tests;
