//! Picks the rules for an article's language, runs them, and turns what they find into diagnostics.

use crate::{
    analysis::{Article, Language, Text, language},
    diagnostic::{Diagnostic, Finding, Group, Label, Place, Severity, Suggestion},
    document::{self, Block, BlockKind, Document, Format},
    language::Pack,
    lexicon::HouseNames,
    rule::{Languages, Rule, RuleContext, RuleMeta, Scope},
    source::Source,
    span::{BlockSpan, FileSpan},
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
};

/// What of the findings is kept, and as what.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Findings below this confidence are dropped.
    pub min_confidence: f32,
    /// The articles' language, where it is not to be guessed.
    pub language: Option<Language>,
    /// What each rule's findings count as, in the order of [`Linter::rules`]; `None` switches a rule off.
    /// Empty: the rules that are on by default, at their own severity.
    pub severities: Vec<Option<Severity>>,
    /// The names that the house has settled.
    pub names: Arc<HouseNames>,
    /// How many threads may read one large article together; 0 is 1.
    pub threads: usize,
    /// Keep with each block what rules find that look at nothing else, under this number, which stands for all that their findings
    /// hang on beside the block: the rules, and these options. Worth it where blocks are kept, as in a [`BlockCache`], and read again.
    ///
    /// [`BlockCache`]: crate::analysis::BlockCache
    pub keep: Option<u64>,
}

impl Options {
    /// What findings of the rule at `index` count as, or `None` where it does not run.
    fn severity(&self, index: usize, meta: &RuleMeta) -> Option<Severity> {
        if self.severities.is_empty() {
            return meta.default.then_some(meta.severity);
        }
        self.severities.get(index).copied().flatten()
    }
}

/// Calls off a check that is under way, from another thread: clones stand for the same check.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Calls it off.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was called off.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What reading one article gave.
#[derive(Clone, Debug)]
pub struct Checked {
    /// What was found, ordered by place.
    pub diagnostics: Vec<Diagnostic>,
    /// How many words the article has.
    pub words: usize,
    /// Its language.
    pub language: Language,
}

/// A set of rules, ready to read articles. Shared by threads.
pub struct Linter {
    rules: Vec<Box<dyn Rule>>,
    options: Options,
}

impl Linter {
    /// A linter with these rules.
    pub fn new(rules: Vec<Box<dyn Rule>>, options: Options) -> Self {
        Self { rules, options }
    }

    /// The records of its rules.
    pub fn rules(&self) -> impl Iterator<Item = &RuleMeta> {
        self.rules.iter().map(|r| r.meta())
    }

    /// What it keeps of what the rules find.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Reads a file's articles and reports on all of them, ordered by place.
    pub fn check(&self, source: &Source, format: Format) -> Vec<Diagnostic> {
        let documents = document::parse(source, format);
        let mut diagnostics: Vec<Diagnostic> = documents.iter().flat_map(|d| self.check_document(source, d)).collect();
        sort(&mut diagnostics);
        diagnostics
    }

    /// Reports on one article.
    pub fn check_document(&self, source: &Source, document: &Document) -> Vec<Diagnostic> {
        self.check_with(source, document, &self.options).diagnostics
    }

    /// Reports on one article with options of its own, as a file's configuration sets them.
    pub fn check_with(&self, source: &Source, document: &Document, options: &Options) -> Checked {
        let article = Article::with_language(document, options.language);
        self.check_article(source, &article, options)
    }

    /// Reports on one article whose analysis others share.
    pub fn check_article(&self, source: &Source, article: &Article<'_>, options: &Options) -> Checked {
        let none = || Checked { diagnostics: Vec::new(), words: 0, language: article.language() };
        self.check_until(source, article, options, &Cancel::default()).unwrap_or_else(none)
    }

    /// The same, unless it is called off, which is asked between rules; then nothing.
    pub fn check_until(&self, source: &Source, article: &Article<'_>, options: &Options, cancel: &Cancel) -> Option<Checked> {
        let language = article.language();
        let size: usize = article.blocks().iter().map(|b| b.text().len()).sum();
        let threads = if size >= LARGE { options.threads.max(1) } else { 1 };
        if threads > 1 && language.is_english() {
            // Most rules ask for the tags; whoever comes second would wait for them.
            in_parallel(article.blocks().len(), threads, |block| article.blocks().get(block).map(Text::tag_all));
        }
        let by_block = options.keep.map(|key| self.by_block(article, options, key, cancel));
        let article_wide = |index: usize| options.keep.is_none() || self.rules.get(index).is_some_and(|r| r.scope() == Scope::Article);
        let found = in_parallel(self.rules.len(), threads, |index| match article_wide(index) && !cancel.is_cancelled() {
            true => self.findings(index, article, options),
            false => Vec::new(),
        });
        if cancel.is_cancelled() {
            return None;
        }
        let mut found: Vec<Found<'_>> = by_block.into_iter().flatten().chain(found.into_iter().flatten()).collect();
        if article.document().is_technical() {
            found.retain(|f| !NOT_IN_MANUALS.contains(&&*f.meta.id));
        }
        drop_in_leaks(article, &mut found);
        drop_overlapping(&mut found);
        let mut diagnostics: Vec<Diagnostic> = found.into_iter().map(|f| diagnostic(source, article, f)).collect();
        sort(&mut diagnostics);
        Some(Checked { diagnostics, words: article.word_count(), language })
    }
}

/// What the rules that look at one block alone find in one: the rule's number, and findings as if the block were the first.
struct InBlock(Vec<(usize, Finding)>);

impl Linter {
    /// What the rules find that look at one block alone, from what is kept with each block and else anew.
    fn by_block(&self, article: &Article<'_>, options: &Options, key: u64, cancel: &Cancel) -> Vec<Found<'_>> {
        let mut all = Vec::new();
        for (block, text) in article.blocks().iter().enumerate() {
            if cancel.is_cancelled() {
                break;
            }
            let kept = text.fact_of(key, || {
                let alone = article.of_block(block);
                let rules = self.rules.iter().enumerate().filter(|(_, r)| r.scope() == Scope::Block);
                let of = |(index, _)| self.findings(index, &alone, options).into_iter().map(move |f| (index, f.finding));
                InBlock(rules.flat_map(of).collect())
            });
            all.extend(kept.0.iter().filter_map(|(index, finding)| {
                let meta = self.rules.get(*index)?.meta();
                let mut finding = finding.clone();
                let places = finding.labels.iter_mut().map(|l| &mut l.place).chain(finding.suggestions.iter_mut().map(|s| &mut s.place));
                places.chain([&mut finding.place]).for_each(|place| place.block = block);
                Some(Found { meta, severity: options.severity(*index, meta)?, finding })
            }));
        }
        all
    }

    /// What one rule finds in an article, as far as it is wanted there.
    fn findings(&self, index: usize, article: &Article<'_>, options: &Options) -> Vec<Found<'_>> {
        let language = article.language();
        let Some(rule) = self.rules.get(index) else { return Vec::new() };
        let meta = rule.meta();
        let Some(severity) = options.severity(index, meta).filter(|_| meta.reads(language)) else { return Vec::new() };
        let mut cx = RuleContext::new(article, meta).with_names(&options.names);
        rule.check(&mut cx);
        // A quoted paragraph in another language is not read by the rules of the article's. To tell a language takes time.
        let foreign = |f: &Finding| {
            if meta.languages == Languages::Any {
                return false;
            }
            let block = article.blocks().get(f.place.block).filter(|b| !language.is_english() || language::may_be_foreign(b.text()));
            let own = block.map_or(Language::UNKNOWN, Text::language);
            // A list's entry is too short for its language to be told; that it is not the article's can be.
            let unlike =
                || block.is_some_and(|b| Pack::of(language).is_some_and(|pack| language::is_english_in(&b.block().without_code(), pack)));
            if own == Language::UNKNOWN { !language.is_english() && unlike() } else { own != language && !meta.languages.include(own) }
        };
        let listing = |f: &Finding| article.blocks().get(f.place.block).is_some_and(|b| b.kind() == BlockKind::Code);
        // A title among an article's data may name a day.
        let dated = |f: &Finding| {
            let block = article.blocks().get(f.place.block).map(Text::block).filter(|b| b.data && meta.group == Group::Leak);
            block.is_some_and(|b| f.place.span.slice(&b.text).chars().all(|c| !c.is_alphabetic() && c != ':'))
        };
        // A link that a Markdown file's writer made is no residue, and its arrow no quotation mark.
        let linked = |f: &Finding| {
            let Some(block) = article.blocks().get(f.place.block).map(Text::block).filter(|b| !b.links.is_empty()) else { return false };
            let arrow = || matches!(f.place.span.slice(&block.text).trim(), "»" | "›" | "→" | ">>");
            meta.group == Group::Leak && block.is_link() || arrow() && block.links.iter().any(|l| l.overlaps(&f.place.span))
        };
        let settled = |f: &Finding| meta.group == Group::Name && meta.id != HOUSE_RULE && is_settled(article, f.place, &options.names);
        let code = |f: &Finding| article.blocks().get(f.place.block).is_some_and(|b| b.block().is_code(f.place.span));
        let kept = cx.into_findings().into_iter().filter(|f| {
            f.confidence >= options.min_confidence && !code(f) && !linked(f) && !dated(f) && !listing(f) && !foreign(f) && !settled(f)
        });
        kept.map(|finding| Found { meta, severity, finding }).collect()
    }
}

/// Rules of what a pipeline leaves in an article and a manual of a program says on purpose: `{name}` is a type there, "See also: …" its
/// own link.
const NOT_IN_MANUALS: &[&str] = &[
    "placeholder",
    "read-also",
    "tokeniser-residue",
    "subscription-call",
    "share-bar",
    "bare-imperative-in-report",
    "my-country-in-report",
];

/// Bytes of text from which an article is worth the start of other threads.
const LARGE: usize = 1 << 18;

/// What `work` gives for each number below `count`, in order, by several threads where that is more than one.
fn in_parallel<R: Send>(count: usize, threads: usize, work: impl Fn(usize) -> R + Sync) -> Vec<R> {
    if threads <= 1 {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let one = || std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed)).take_while(|i| *i < count).map(|i| (i, work(i))).collect();
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(one)).collect();
        let own: Vec<(usize, R)> = one();
        // A rule's panic is the caller's, as it is with one thread.
        let joined = others.into_iter().flat_map(|t| t.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        own.into_iter().chain(joined.collect::<Vec<_>>()).collect()
    });
    done.sort_unstable_by_key(|(i, _)| *i);
    done.into_iter().map(|(_, result)| result).collect()
}

/// The rule that the house's own spellings are reported by.
const HOUSE_RULE: &str = "house-spelling";
/// Words before and after a finding that a settled name around it may have.
const AROUND: usize = 3;

/// Whether the house has settled that a name is right as it stands: itself, or as part of a longer name around it.
fn is_settled(article: &Article<'_>, place: Place, names: &HouseNames) -> bool {
    let Some(text) = article.blocks().get(place.block).filter(|_| !names.is_empty()) else { return false };
    if names.accepts(text.slice(place.span)) {
        return true;
    }
    let tokens = text.tokens();
    let first = tokens.partition_point(|t| t.span.end() <= place.span.start());
    let after = tokens.partition_point(|t| t.span.start() < place.span.end());
    (first.saturating_sub(AROUND)..=first).any(|from| {
        (after..=(after + AROUND).min(tokens.len())).any(|to| {
            let whole = tokens.get(from).zip(to.checked_sub(1).and_then(|last| tokens.get(last)));
            whole.is_some_and(|(a, b)| a.span.start() <= b.span.start() && names.is_accepted(text.slice(a.span.cover(&b.span))))
        })
    })
}

/// What a reader is told of a finding that no rule of a linter made.
pub fn report(source: &Source, article: &Article<'_>, meta: &RuleMeta, severity: Severity, finding: Finding) -> Diagnostic {
    diagnostic(source, article, Found { meta, severity, finding })
}

/// A finding, with the rule that it is of and what it counts as.
struct Found<'r> {
    meta: &'r RuleMeta,
    severity: Severity,
    finding: Finding,
}

/// Puts diagnostics of one file in the order in which they are reported.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
}

/// A block that is nothing but a leak (a label, a placeholder, a sharing bar) is no sentence that could have lost its end.
fn drop_in_leaks(article: &Article<'_>, found: &mut Vec<Found<'_>>) {
    let whole = |f: &Found<'_>| {
        let text = article.blocks().get(f.finding.place.block).map_or("", |b| b.text().trim());
        f.meta.group == Group::Leak && f.finding.place.span.len() * 5 >= text.len() * 4
    };
    let leaks: BTreeSet<usize> = found.iter().filter(|f| whole(f)).map(|f| f.finding.place.block).collect();
    found.retain(|f| f.meta.group != Group::Truncation || !leaks.contains(&f.finding.place.block));
}

/// Two findings of one group at one place say the same thing twice: the surer one stays.
fn drop_overlapping(found: &mut Vec<Found<'_>>) {
    found.sort_by(|a, b| {
        let (x, y) = (&a.finding, &b.finding);
        y.confidence.total_cmp(&x.confidence).then_with(|| (x.place, &a.meta.id).cmp(&(y.place, &b.meta.id)))
    });
    let mut kept: HashMap<(usize, Group), BTreeSet<BlockSpan>> = HashMap::new();
    found.retain(|f| {
        let place = f.finding.place;
        let spans = kept.entry((place.block, f.meta.group)).or_default();
        // Those kept don't overlap one another, so only the neighbours on either side can be in the way.
        let (before, after) = (spans.range(..=place.span).next_back(), spans.range(place.span..).next());
        let free = !before.into_iter().chain(after).any(|s| s.overlaps(&place.span) || *s == place.span);
        if free {
            spans.insert(place.span);
        }
        free
    });
}

fn diagnostic(source: &Source, article: &Article<'_>, Found { meta, severity, finding }: Found<'_>) -> Diagnostic {
    let blocks = article.blocks();
    let in_file = |p: Place| blocks.get(p.block).map_or(FileSpan::new(0, 0), |b| b.block().in_file(p.span));
    let block = blocks.get(finding.place.block).map(Text::block);
    let text = block.map_or("", |b| b.shown(finding.place.span));
    let in_code = |p: Place| blocks.get(p.block).is_some_and(|b| b.block().has_code(p.span));
    let span = in_file(finding.place);
    let labels = finding.labels.into_iter().map(|l| Label { place: in_file(l.place), message: l.message }).collect();
    let suggestions = finding
        .suggestions
        .into_iter()
        // Where code stands, the rule has seen a word in its place.
        .filter(|s| !in_code(s.place))
        .map(|s| Suggestion { place: in_file(s.place), replacement: s.replacement, applicability: s.applicability })
        .collect();
    Diagnostic {
        rule: meta.id.clone(),
        group: meta.group,
        severity: severity.min(finding.at_most),
        confidence: finding.confidence,
        message: with_code(finding.message, block, finding.place.span),
        language: article.language().code(),
        span,
        start: source.line_column(span.start()),
        end: source.line_column(span.end()),
        text: text.to_owned(),
        labels,
        suggestions,
        elsewhere: Vec::new(),
        part: None,
        fingerprint: fingerprint(&meta.id, article, finding.place),
    }
}

/// The message with the code that it names as it is written.
fn with_code(mut message: String, block: Option<&Block>, span: BlockSpan) -> String {
    let Some(block) = block.filter(|b| b.has_code(span)) else { return message };
    for code in block.code.iter().filter(|c| c.overlaps(&span)) {
        let word = code.slice(&block.text);
        if word.len() > 2 && message.contains(word) {
            message = message.replace(word, block.shown(*code));
        }
    }
    message
}

/// A hash of the rule, the marked text and the words of the sentence it stands in: moving lines or rewrapping them keeps it.
fn fingerprint(rule: &str, article: &Article<'_>, place: Place) -> String {
    let mut hash = blake3::Hasher::new();
    hash.update(rule.as_bytes());
    if let Some(text) = article.blocks().get(place.block) {
        // By search, not by looking through: an article may have one long block and a diagnostic in each sentence.
        let sentences = text.sentences();
        let at = sentences.partition_point(|s| s.span.end() <= place.span.start());
        let sentence = sentences.get(at).filter(|s| s.span.overlaps(&place.span)).map_or(place.span, |s| s.span);
        for part in [text.slice(place.span), text.slice(sentence)] {
            hash.update(b"\0");
            for word in part.split_whitespace() {
                hash.update(word.as_bytes());
                hash.update(b" ");
            }
        }
    }
    hash.finalize().to_hex()[..16].to_owned()
}

/// The severity from which a run fails.
pub fn fails(diagnostics: &[Diagnostic], at: Severity) -> bool {
    diagnostics.iter().any(|d| d.severity >= at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    /// The records of one rule of each group that matters here.
    fn meta(id: &str) -> RuleMeta {
        rules::all().iter().map(|r| r.meta().clone()).find(|m| m.id == id).unwrap()
    }

    fn found<'m>(meta: &'m RuleMeta, block: usize, span: (usize, usize), confidence: f32) -> Found<'m> {
        let place = Place::new(block, BlockSpan::new(span.0, span.1));
        Found { meta, severity: meta.severity, finding: Finding::new(place, "", confidence) }
    }

    fn places(found: &[Found<'_>]) -> Vec<(String, usize, usize)> {
        let mut places: Vec<_> =
            found.iter().map(|f| (f.meta.id.to_string(), f.finding.place.span.start(), f.finding.place.span.end())).collect();
        places.sort();
        places
    }

    #[test]
    fn of_two_findings_of_a_group_at_one_place_the_surer_stays() {
        let (one, two, other) = (meta("doubled-word"), meta("both-the"), meta("unclosed-quotation"));
        let at = |id: &str, from: usize, to: usize| (id.to_owned(), from, to);
        let left = |mut all: Vec<Found<'_>>| {
            drop_overlapping(&mut all);
            places(&all)
        };
        assert_eq!(left(vec![found(&one, 0, (0, 5), 0.7), found(&two, 0, (4, 9), 0.9)]), [at("both-the", 4, 9)]);
        assert_eq!(left(vec![found(&one, 0, (0, 9), 0.9), found(&two, 0, (3, 5), 0.7)]), [at("doubled-word", 0, 9)], "one in the other");
        assert_eq!(
            left(vec![found(&one, 0, (0, 5), 0.8), found(&two, 0, (0, 5), 0.8)]),
            [at("both-the", 0, 5)],
            "by name where both are as sure"
        );
        assert_eq!(left(vec![found(&one, 0, (0, 5), 0.7), found(&two, 0, (5, 9), 0.9)]).len(), 2, "side by side");
        assert_eq!(left(vec![found(&one, 0, (0, 5), 0.7), found(&two, 1, (0, 5), 0.9)]).len(), 2, "in two blocks");
        assert_eq!(left(vec![found(&one, 0, (0, 5), 0.7), found(&other, 0, (0, 5), 0.9)]).len(), 2, "of two groups");
        // The middle one falls to the surest; the third then stands free.
        let chain = vec![found(&one, 0, (0, 4), 0.9), found(&one, 0, (3, 7), 0.8), found(&one, 0, (6, 9), 0.7)];
        assert_eq!(left(chain), [at("doubled-word", 0, 4), at("doubled-word", 6, 9)]);
    }

    #[test]
    fn a_block_that_is_a_leak_is_no_cut_sentence() {
        let source =
            Source::from_text("a.txt", "Share this story with the\n\nThe bridge at Mostar was closed for repairs and ADVERTISEMENT");
        let documents = document::parse(&source, Format::Plain);
        let article = Article::with_language(&documents[0], Language::ENGLISH);
        let (leak, cut, other) = (meta("share-bar"), meta("truncated-sentence"), meta("doubled-word"));
        let mut all = vec![
            found(&leak, 0, (0, 21), 0.9),
            found(&cut, 0, (16, 25), 0.9),
            found(&other, 0, (16, 25), 0.9),
            found(&leak, 1, (48, 61), 0.9),
            found(&cut, 1, (36, 47), 0.9),
        ];
        drop_in_leaks(&article, &mut all);
        // The leak is four fifths of the first block, and a small part of the second.
        let kept: Vec<(&str, usize)> = all.iter().map(|f| (f.meta.id.as_ref(), f.finding.place.block)).collect();
        assert_eq!(kept, [("share-bar", 0), ("doubled-word", 0), ("share-bar", 1), ("truncated-sentence", 1)]);
    }
}
