//! From what a rule file says to what runs, with every mistake in it named.

use super::{
    format::{GuardsSource, PatternSource, Placed, RawSource, RuleSource},
    pattern::{LazyRegex, Parser, Pattern},
    program::Program,
    raw::Raw,
    template::Template,
    vocabulary::{Symbol, Vocabulary},
};
use crate::{
    diagnostic::{Group, Severity},
    document::BlockKind,
    language::{Needs, Pack},
    rule::{Example, Languages, RuleMeta},
};
use std::borrow::Cow;

/// Instructions a rule's patterns may have together.
const MAX_INSTRUCTIONS: usize = 4_000;

/// Words that stand in nearly every article, the most frequent first: bad anchors.
const COMMON: &str = "the of to and a in that is for on with it as by at from was be are his an this have has had not were which or but he \
they said who we its their been will would also more one about new after up out first people than when there all no two last other into \
year over what so can could if i you she her our some most only like just her him them may now then 's , . \" “ ”";

/// Guards and templates, compiled.
#[derive(Debug)]
pub(super) struct Guards {
    pub(super) message: Template,
    pub(super) replace: Option<Template>,
    pub(super) safe: bool,
    pub(super) quotes: Quotes,
    /// A bit for each kind of block.
    pub(super) blocks: u32,
    pub(super) not_in_article: Vec<Symbol>,
    pub(super) needs_in_article: Vec<Symbol>,
    pub(super) once: bool,
    pub(super) at_least: usize,
    pub(super) edges: bool,
    pub(super) outside_links: bool,
    pub(super) confidence: Option<f32>,
}

/// Where a mark may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    Outside,
    Inside,
    Any,
}

/// A compiled `[[pattern]]`: one alternative of its `match`, so that the guards are shared.
#[derive(Debug)]
pub(super) struct Compiled {
    pub(super) rule: usize,
    pub(super) programs: Vec<Program>,
    pub(super) not_before: Vec<Program>,
    pub(super) not_after: Vec<Program>,
    pub(super) not_in_sentence: Vec<Program>,
    pub(super) needs_in_sentence: Vec<Program>,
    pub(super) common: Vec<Guards>,
}

/// A mistake in a rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Bytes of the TOML.
    pub span: std::ops::Range<usize>,
    /// What is wrong.
    pub message: String,
}

const KINDS: &[(&str, BlockKind)] = &[
    ("headline", BlockKind::Headline),
    ("subheading", BlockKind::Subheading),
    ("paragraph", BlockKind::Paragraph),
    ("list-item", BlockKind::ListItem),
    ("summary", BlockKind::Summary),
    ("quotation", BlockKind::Quotation),
    ("caption", BlockKind::Caption),
    ("byline", BlockKind::Byline),
    ("dateline", BlockKind::Dateline),
    ("table-cell", BlockKind::TableCell),
    ("verse", BlockKind::Verse),
    ("furniture", BlockKind::Furniture),
];

/// A kind's bit.
pub(super) fn kind_bit(kind: BlockKind) -> u32 {
    KINDS.iter().position(|k| k.1 == kind).map_or(0, |i| 1 << i)
}

/// A rule's record, as its file says it.
pub(super) fn record(source: &RuleSource) -> Result<RuleMeta, Mistake> {
    let group = Group::ALL
        .into_iter()
        .find(|g| g.as_str() == source.group.text)
        .ok_or_else(|| nearest(&source.group, "group", &Group::ALL.map(Group::as_str)))?;
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    let severity = severities
        .into_iter()
        .find(|s| s.as_str() == source.severity.text)
        .ok_or_else(|| nearest(&source.severity, "severity", &severities.map(Severity::as_str)))?;
    let whole = Placed { text: Cow::Borrowed(""), start: 0, end: 0 };
    if !(0.0..=1.0).contains(&source.confidence) {
        return Err(mistake(&whole, "`confidence` is between 0 and 1"));
    }
    let hits = source.examples.iter().filter(|e| !e.1.is_empty()).count();
    if !source.native && (hits == 0 || hits == source.examples.len()) {
        return Err(mistake(&whole, "a rule has at least one hit and one near miss"));
    }
    Ok(RuleMeta {
        id: source.id.clone(),
        group,
        summary: source.summary.clone(),
        explanation: source.explanation.clone(),
        severity,
        confidence: source.confidence,
        languages: match source.language.as_ref() {
            "any" => Languages::Any,
            "en" if source.also.is_empty() => Languages::ENGLISH,
            code => Languages::Only(std::iter::once(Cow::Owned(code.to_owned())).chain(source.also.iter().cloned()).collect()),
        },
        default: source.default,
        needs: source.needs.iter().filter_map(|name| Needs::of(name)).collect(),
        examples: source
            .examples
            .iter()
            .map(|(text, marks, reason)| Example { text: text.clone(), marks: marks.clone(), reason: reason.clone() })
            .collect(),
    })
}

/// Compiles rules into one set.
pub(super) struct Compiler {
    pub(super) vocabulary: Vocabulary,
    pub(super) patterns: Vec<Compiled>,
    pub(super) raws: Vec<Raw>,
    pub(super) metas: Vec<RuleMeta>,
    /// Whether regular expressions are compiled to check them; our own are checked by a test.
    pub(super) check: bool,
    /// What the rule that is compiled needs of its language.
    needs: Vec<Needs>,
    /// The first symbols, so many, are those of common words, in their order.
    common: Symbol,
}

impl Compiler {
    pub(super) fn new(check: bool) -> Self {
        let mut vocabulary = Vocabulary::default();
        COMMON.split(' ').for_each(|w| _ = vocabulary.add(w));
        let common = vocabulary.len() as Symbol;
        let (patterns, raws, metas) = (Vec::new(), Vec::new(), Vec::new());
        Self { vocabulary, patterns, raws, metas, check, needs: Vec::new(), common }
    }

    /// Adds a rule, or says what is wrong with it and adds nothing.
    pub(super) fn add(&mut self, source: &RuleSource) -> Result<(), Mistake> {
        let before = (self.patterns.len(), self.raws.len());
        let added = self.add_parts(source);
        if added.is_err() {
            self.patterns.truncate(before.0);
            self.raws.truncate(before.1);
        }
        added
    }

    fn add_parts(&mut self, source: &RuleSource) -> Result<(), Mistake> {
        let rule = self.metas.len();
        let mut meta = record(source)?;
        let whole = Placed { text: Cow::Borrowed(""), start: 0, end: 0 };
        if source.patterns.is_empty() && source.raws.is_empty() {
            return Err(mistake(&whole, "a rule has a [[pattern]] or a [[raw]]"));
        }
        let mut size = 0;
        self.needs.clear();
        for pattern in source.patterns.iter() {
            let compiled = self.pattern(rule, source, pattern)?;
            let guards = [&compiled.not_before, &compiled.not_after, &compiled.not_in_sentence, &compiled.needs_in_sentence];
            size += compiled.programs.iter().chain(guards.into_iter().flatten()).map(Program::len).sum::<usize>();
            if size > MAX_INSTRUCTIONS {
                return Err(mistake(&pattern.any[0], "the rule's patterns are too large together"));
            }
            self.patterns.push(compiled);
        }
        for raw in source.raws.iter() {
            let compiled = self.raw(rule, source, raw)?;
            self.raws.push(compiled);
        }
        meta.needs = Cow::Owned(std::mem::take(&mut self.needs));
        self.metas.push(meta);
        Ok(())
    }

    fn pattern(&mut self, rule: usize, source: &RuleSource, pattern: &PatternSource) -> Result<Compiled, Mistake> {
        let programs = self.programs(source, &pattern.any)?;
        if programs.is_empty() {
            return Err(mistake(&source.group, "`match` is empty"));
        }
        let mut common = Vec::new();
        for program in &programs {
            common.push(self.common(source, &pattern.common, &program.captures, &pattern.any[0])?);
        }
        Ok(Compiled {
            rule,
            programs,
            not_before: self.programs(source, &pattern.not_before)?,
            not_after: self.programs(source, &pattern.not_after)?,
            not_in_sentence: self.programs(source, &pattern.not_in_sentence)?,
            needs_in_sentence: self.programs(source, &pattern.needs_in_sentence)?,
            common,
        })
    }

    fn programs(&mut self, source: &RuleSource, patterns: &[Placed]) -> Result<Vec<Program>, Mistake> {
        patterns.iter().map(|p| self.program(source, p)).collect()
    }

    fn program(&mut self, source: &RuleSource, placed: &Placed) -> Result<Program, Mistake> {
        let lists = |name: &str| source.lists.iter().find(|(n, _)| n == name).map(|(_, words)| words.iter().map(AsRef::as_ref).collect());
        let pack = Pack::of_code(&source.language);
        let pattern: Pattern =
            Parser { vocabulary: &mut self.vocabulary, lists: &lists, pack, needs: &mut self.needs, check_regexes: self.check }
                .parse(&placed.text)
                .map_err(|e| {
                    // A string without escapes: its text begins behind its quotation mark.
                    let plain = placed.end - placed.start == placed.text.len() + 2;
                    let span = if plain { placed.start + 1 + e.start..placed.start + 1 + e.end } else { placed.start..placed.end };
                    Mistake { span, message: e.message }
                })?;
        // How often a word stands is as one through its rank (Zipf 1949).
        let often = |s: Symbol| if s < self.common { 60 + 1200 / (s as usize + 1) } else { 1 };
        Ok(Program::new(pattern, &often))
    }

    fn raw(&mut self, rule: usize, source: &RuleSource, raw: &RawSource) -> Result<Raw, Mistake> {
        let regex = self.regex(&raw.regex)?;
        let captures = group_names(&raw.regex.text);
        let guard = |g: &Option<Placed>| g.as_ref().map(|g| self.regex(g)).transpose();
        let (not_before, not_after) = (guard(&raw.not_before)?, guard(&raw.not_after)?);
        let (not_match, not_in_block) = (guard(&raw.not_match)?, guard(&raw.not_in_block)?);
        let common = self.common(source, &raw.common, &captures, &raw.regex)?;
        let (required, needs) = (raw.required.clone(), raw.needs.iter().map(|n| n.to_lowercase()).collect());
        Ok(Raw { rule, regex, required, needs, captures, not_before, not_after, not_match, not_in_block, common })
    }

    fn regex(&self, placed: &Placed) -> Result<LazyRegex, Mistake> {
        let regex = LazyRegex::new(placed.text.as_ref());
        if self.check {
            regex.check().map_err(|e| mistake(placed, e))?;
        }
        Ok(regex)
    }

    fn common(&mut self, source: &RuleSource, c: &GuardsSource, captures: &[Box<str>], place: &Placed) -> Result<Guards, Mistake> {
        let index = |name: &str| captures.iter().position(|c| **c == *name);
        let template = |p: &Placed| Template::parse(&p.text, &index).map_err(|e| mistake(p, e));
        let message = c
            .message
            .as_ref()
            .or(source.message.as_ref())
            .ok_or_else(|| mistake(place, "neither the rule nor this pattern has a `message`"))?;
        let quotes = match c.quotes.as_ref().map(|q| (q, q.text.as_ref())) {
            None | Some((_, "outside")) => Quotes::Outside,
            Some((_, "inside")) => Quotes::Inside,
            Some((_, "any")) => Quotes::Any,
            Some((q, _)) => return Err(nearest(q, "place", &["outside", "inside", "any"])),
        };
        let mut blocks = 0;
        for name in c.blocks.iter() {
            blocks |= match name.text.as_ref() {
                "any" => u32::MAX,
                text => match KINDS.iter().find(|k| k.0 == text) {
                    Some((_, kind)) => kind_bit(*kind),
                    None => return Err(nearest(name, "kind of block", &KINDS.iter().map(|k| k.0).chain(["any"]).collect::<Vec<_>>())),
                },
            };
        }
        if blocks == 0 {
            blocks = [BlockKind::Paragraph, BlockKind::ListItem, BlockKind::Quotation].into_iter().map(kind_bit).sum();
            // What the pipeline left is wrong in an article's description too.
            if source.group.text == Group::Leak.as_str() {
                blocks |= kind_bit(BlockKind::Summary);
            }
        }
        let mut symbols = |words: &[Cow<'static, str>]| words.iter().map(|w| self.vocabulary.add(&w.to_lowercase())).collect::<Vec<_>>();
        Ok(Guards {
            message: template(message)?,
            replace: c.replace.as_ref().map(template).transpose()?,
            safe: c.safe,
            quotes,
            blocks,
            not_in_article: symbols(&c.not_in_article),
            needs_in_article: symbols(&c.needs_in_article),
            once: c.once,
            at_least: c.at_least,
            edges: c.edges,
            outside_links: c.outside_links,
            confidence: c.confidence,
        })
    }
}

/// The names of a regular expression's groups, in order.
fn group_names(regex: &str) -> Vec<Box<str>> {
    let names = regex.match_indices("(?").filter_map(|(at, _)| {
        let rest = regex[at + 2..].trim_start_matches('P').strip_prefix('<')?;
        Some(rest.split_once('>')?.0.into())
    });
    names.collect()
}

fn mistake(place: &Placed, message: impl Into<String>) -> Mistake {
    Mistake { span: place.start..place.end, message: message.into() }
}

fn nearest(place: &Placed, what: &str, known: &[&str]) -> Mistake {
    let name = place.text.as_ref();
    let near = known.iter().map(|k| (super::format::distance(name, k), k)).min();
    mistake(
        place,
        match near {
            Some((d, k)) if d <= 3 => format!("no {what} is named `{name}`: did you mean `{k}`?"),
            _ => format!("no {what} is named `{name}`: it is one of {}", known.join(", ")),
        },
    )
}
