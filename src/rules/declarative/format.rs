//! The TOML of a rule file, as `rules/FORMAT.md` describes it. Used twice: at build time for the rules that come with copydesk
//! (`build.rs` turns them into constants, so that starting up reads no TOML), and at run time for a user's own folder.

use super::required::Required;
use serde::Deserialize;
use std::{borrow::Cow, collections::BTreeMap};
use toml::Spanned;

/// The longest rule file that is read, in bytes.
pub const MAX_FILE: usize = 256 * 1024;

type Str = Cow<'static, str>;
type List<T> = Cow<'static, [T]>;

/// A text, the bytes of it that are marked, and the reason.
pub type ExampleSource = (Str, List<(usize, usize)>, Str);

/// A text, and where in the TOML it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The text, escapes resolved.
    pub text: Str,
    /// First byte of the value in the TOML, its quotation mark.
    pub start: usize,
    /// One past the value's last byte.
    pub end: usize,
}

/// A rule as its file says it, nothing checked but the shape.
#[derive(Clone, Debug)]
pub struct RuleSource {
    /// From the file's name.
    pub id: Str,
    /// From the folder's name: an ISO 639 code, or `any`.
    pub language: Str,
    /// `artefact`, `leak`, …
    pub group: Placed,
    /// One line.
    pub summary: Str,
    /// What, why, and what is left alone.
    pub explanation: Str,
    /// `error`, `warning` or `info`.
    pub severity: Placed,
    /// 0 to 1.
    pub confidence: f32,
    /// Whether it runs without being selected.
    pub default: bool,
    /// Whether the check is code: the file is the rule's record and has no patterns.
    pub native: bool,
    /// Further languages that a native rule reads.
    pub also: List<Str>,
    /// What a native rule needs of a language: it is not run where the language lacks it.
    pub needs: List<Str>,
    /// What a reader is told, unless a pattern has its own.
    pub message: Option<Placed>,
    /// Named lists of words, for `@name`.
    pub lists: List<(Str, List<Str>)>,
    /// Sequences of tokens.
    pub patterns: List<PatternSource>,
    /// Regular expressions on a block's text.
    pub raws: List<RawSource>,
    /// Texts, the bytes of each that are marked (none in a near miss), and the reason.
    pub examples: List<ExampleSource>,
}

/// Guards and what is reported: the same for both kinds of pattern.
#[derive(Clone, Debug, Default)]
pub struct GuardsSource {
    /// Overrides the rule's.
    pub message: Option<Placed>,
    /// Template of the replacement of the mark.
    pub replace: Option<Placed>,
    /// Whether the replacement may be applied unseen.
    pub safe: bool,
    /// `outside`, `inside` or `any`; outside where absent.
    pub quotes: Option<Placed>,
    /// Kinds of block; running prose where empty.
    pub blocks: List<Placed>,
    /// Silent in an article that has one of these words.
    pub not_in_article: List<Str>,
    /// Silent in an article that has none of these words.
    pub needs_in_article: List<Str>,
    /// Reported once for a block.
    pub once: bool,
    /// Reported only where the rule matches so many times in the article; 0 and 1 are the same.
    pub at_least: usize,
    /// Reported only in the first blocks of the article and the last.
    pub edges: bool,
    /// Not reported where it is, or has in it, a link that the author set.
    pub outside_links: bool,
    /// Overrides the rule's.
    pub confidence: Option<f32>,
}

/// A `[[pattern]]`.
#[derive(Clone, Debug)]
pub struct PatternSource {
    /// Alternatives.
    pub any: List<Placed>,
    /// What must not end where the match begins.
    pub not_before: List<Placed>,
    /// What must not begin where the match ends.
    pub not_after: List<Placed>,
    /// What must not be in the sentence.
    pub not_in_sentence: List<Placed>,
    /// What must be in the sentence.
    pub needs_in_sentence: List<Placed>,
    /// Guards, message, replacement.
    pub common: GuardsSource,
}

/// A `[[raw]]`.
#[derive(Clone, Debug)]
pub struct RawSource {
    /// The regular expression.
    pub regex: Placed,
    /// Texts of which a block must have one, letters' case aside; the expression is compiled when one first occurs.
    pub needs: List<Str>,
    /// What a block has in which the expression matches and that has what is needed.
    pub required: Required,
    /// Must not match what stands before, up to the match.
    pub not_before: Option<Placed>,
    /// Must not match what stands after, from the match's end.
    pub not_after: Option<Placed>,
    /// Must not match the matched text.
    pub not_match: Option<Placed>,
    /// Must not match the block.
    pub not_in_block: Option<Placed>,
    /// Guards, message, replacement.
    pub common: GuardsSource,
}

/// Why a rule file cannot be read, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatError {
    /// Bytes of the TOML.
    pub span: std::ops::Range<usize>,
    /// What is wrong.
    pub message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileTable {
    group: Spanned<String>,
    summary: String,
    explanation: String,
    #[serde(default)]
    severity: Option<Spanned<String>>,
    confidence: f32,
    #[serde(default)]
    default: Option<bool>,
    #[serde(default)]
    native: Option<Spanned<bool>>,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    message: Option<Spanned<String>>,
    #[serde(default)]
    lists: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pattern: Vec<PatternTable>,
    #[serde(default)]
    raw: Vec<RawTable>,
    hits: Vec<Spanned<String>>,
    near_misses: Vec<[String; 2]>,
}

/// `match`: one pattern or a list of them.
enum OneOrMany {
    One(String),
    Many(Vec<Spanned<String>>),
}

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = OneOrMany;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a pattern or a list of patterns")
            }
            fn visit_str<E>(self, text: &str) -> Result<OneOrMany, E> {
                Ok(OneOrMany::One(text.to_owned()))
            }
            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<OneOrMany, A::Error> {
                let mut all = Vec::new();
                while let Some(one) = seq.next_element()? {
                    all.push(one);
                }
                Ok(OneOrMany::Many(all))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternTable {
    #[serde(rename = "match")]
    matches: Spanned<OneOrMany>,
    #[serde(default)]
    not_before: Vec<Spanned<String>>,
    #[serde(default)]
    not_after: Vec<Spanned<String>>,
    #[serde(default)]
    not_in_sentence: Vec<Spanned<String>>,
    #[serde(default)]
    needs_in_sentence: Vec<Spanned<String>>,
    // Shared keys: serde cannot both flatten and refuse unknown keys.
    message: Option<Spanned<String>>,
    replace: Option<Spanned<String>>,
    #[serde(default)]
    safe: bool,
    quotes: Option<Spanned<String>>,
    #[serde(default)]
    blocks: Vec<Spanned<String>>,
    #[serde(default)]
    not_in_article: Vec<String>,
    #[serde(default)]
    needs_in_article: Vec<String>,
    #[serde(default)]
    once: bool,
    #[serde(default)]
    at_least: usize,
    #[serde(default)]
    edges: bool,
    #[serde(default)]
    outside_links: bool,
    confidence: Option<f32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTable {
    regex: Spanned<String>,
    #[serde(default)]
    needs: Vec<String>,
    not_before: Option<Spanned<String>>,
    not_after: Option<Spanned<String>>,
    not_match: Option<Spanned<String>>,
    not_in_block: Option<Spanned<String>>,
    message: Option<Spanned<String>>,
    replace: Option<Spanned<String>>,
    #[serde(default)]
    safe: bool,
    quotes: Option<Spanned<String>>,
    #[serde(default)]
    blocks: Vec<Spanned<String>>,
    #[serde(default)]
    not_in_article: Vec<String>,
    #[serde(default)]
    needs_in_article: Vec<String>,
    #[serde(default)]
    once: bool,
    #[serde(default)]
    at_least: usize,
    #[serde(default)]
    edges: bool,
    #[serde(default)]
    outside_links: bool,
    confidence: Option<f32>,
}

fn placed(s: Spanned<String>) -> Placed {
    let span = s.span();
    Placed { text: Cow::Owned(s.into_inner()), start: span.start, end: span.end }
}

fn all(list: Vec<Spanned<String>>) -> List<Placed> {
    Cow::Owned(list.into_iter().map(placed).collect())
}

fn texts(list: Vec<String>) -> List<Str> {
    Cow::Owned(list.into_iter().map(Cow::Owned).collect())
}

macro_rules! common {
    ($t:ident) => {
        GuardsSource {
            message: $t.message.map(placed),
            replace: $t.replace.map(placed),
            safe: $t.safe,
            quotes: $t.quotes.map(placed),
            blocks: all($t.blocks),
            not_in_article: texts($t.not_in_article),
            needs_in_article: texts($t.needs_in_article),
            once: $t.once,
            at_least: $t.at_least,
            edges: $t.edges,
            outside_links: $t.outside_links,
            confidence: $t.confidence,
        }
    };
}

/// Reads one rule file.
///
/// # Errors
/// What is wrong with its shape and where: TOML that does not parse, unknown and missing keys, values of the wrong type,
/// an example without its mark.
pub fn parse(id: &str, language: &str, toml: &str) -> Result<RuleSource, FormatError> {
    let table: FileTable = toml::from_str(toml).map_err(|e| {
        let span = e.span().unwrap_or(0..0);
        FormatError { span, message: friendly(e.message()) }
    })?;
    let native = table.native.as_ref().is_some_and(|native| *native.get_ref());
    if let Some(place) = table.native.filter(|_| native)
        && (table.message.is_some() || !table.lists.is_empty() || !table.pattern.is_empty() || !table.raw.is_empty())
    {
        return Err(FormatError {
            span: place.span(),
            message: "a native rule has no message, lists, [[pattern]] or [[raw]]: its check is code".into(),
        });
    }
    let mut examples = Vec::new();
    for hit in table.hits {
        let span = hit.span();
        let text = hit.into_inner();
        let Some((text, marks)) = marked(&text) else {
            return Err(FormatError { span, message: "a hit marks what is reported: ⟦…⟧".into() });
        };
        examples.push((Cow::Owned(text), Cow::Owned(marks), Cow::Borrowed("")));
    }
    for [text, reason] in table.near_misses {
        examples.push((Cow::Owned(text), Cow::Borrowed(&[] as &[_]), Cow::Owned(reason)));
    }
    Ok(RuleSource {
        id: Cow::Owned(id.to_owned()),
        language: Cow::Owned(language.to_owned()),
        group: placed(table.group),
        summary: Cow::Owned(table.summary),
        explanation: Cow::Owned(table.explanation),
        severity: table.severity.map_or(Placed { text: Cow::Borrowed("warning"), start: 0, end: 0 }, placed),
        confidence: table.confidence,
        default: table.default.unwrap_or(true),
        native,
        also: table.also.into_iter().map(Cow::Owned).collect(),
        needs: table.needs.into_iter().map(Cow::Owned).collect(),
        message: table.message.map(placed),
        lists: Cow::Owned(table.lists.into_iter().map(|(name, words)| (Cow::Owned(name), texts(words))).collect()),
        patterns: Cow::Owned(
            table
                .pattern
                .into_iter()
                .map(|p| PatternSource {
                    any: {
                        let span = p.matches.span();
                        match p.matches.into_inner() {
                            OneOrMany::One(text) => Cow::Owned(vec![Placed { text: Cow::Owned(text), start: span.start, end: span.end }]),
                            OneOrMany::Many(many) => all(many),
                        }
                    },
                    not_before: all(p.not_before),
                    not_after: all(p.not_after),
                    not_in_sentence: all(p.not_in_sentence),
                    needs_in_sentence: all(p.needs_in_sentence),
                    common: common!(p),
                })
                .collect(),
        ),
        raws: Cow::Owned(
            table
                .raw
                .into_iter()
                .map(|r| RawSource {
                    required: Required::of(r.regex.get_ref(), &r.needs),
                    regex: placed(r.regex),
                    needs: texts(r.needs),
                    not_before: r.not_before.map(placed),
                    not_after: r.not_after.map(placed),
                    not_match: r.not_match.map(placed),
                    not_in_block: r.not_in_block.map(placed),
                    common: common!(r),
                })
                .collect(),
        ),
        examples: Cow::Owned(examples),
    })
}

/// A hit without its marks, and where they are; `None` where it has none or one is left open.
fn marked(hit: &str) -> Option<(String, Vec<(usize, usize)>)> {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = hit;
    while let Some((before, after)) = rest.split_once('⟦') {
        let (mark, after) = after.split_once('⟧')?;
        text.push_str(before);
        marks.push((text.len(), text.len() + mark.len()));
        text.push_str(mark);
        rest = after;
    }
    text.push_str(rest);
    (!marks.is_empty()).then_some((text, marks))
}

/// serde's message for an unknown key, with the nearest known one instead of all of them.
fn friendly(message: &str) -> String {
    let mut quoted = message.split('`').skip(1).step_by(2);
    match (message.starts_with("unknown field"), quoted.next()) {
        (true, Some(unknown)) => match quoted.map(|k| (distance(unknown, k), k)).min() {
            Some((d, known)) if d <= 1 + unknown.chars().count() / 3 => {
                format!("unknown key `{unknown}`: did you mean `{known}`?")
            }
            _ => format!("unknown key `{unknown}`"),
        },
        _ => message.replacen("missing field", "missing key", 1),
    }
}

/// Edit distance (Levenshtein 1966), in characters.
pub fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}
