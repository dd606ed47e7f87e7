//! Applies suggestions to files: overlaps resolved, each format's escapes right, the file replaced in one step.

use crate::{
    diagnostic::{Applicability, Diagnostic, Suggestion},
    document::{self, Block, Document, Fields, Format},
    source::Source,
    span::{BlockSpan, FileSpan},
};
use std::collections::BTreeMap;
#[cfg(feature = "cli")]
use std::{
    fs,
    io::{self, Write},
    path::Path,
};

/// How often a file is checked and fixed again: one fix may make another possible.
pub const MAX_PASSES: usize = 8;

/// A replacement as it is written to the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: FileSpan,
    /// What stands there then, escaped for the file's format.
    pub text: String,
}

/// How often a file is read again to see what edits do to it.
const MAX_READS: usize = 40;

/// The edits that can be made together: the first suggestion of each diagnostic that is at most as bold as `boldest`,
/// without those that touch another, or that the format's markup stands in the way of. What the file says with them has been read:
/// it is what it said, with these changes and no other.
pub fn edits(source: &Source, format: Format, fields: &Fields, diagnostics: &[Diagnostic], boldest: Applicability) -> Vec<Edit> {
    let may = |s: &&Suggestion<FileSpan>| s.applicability == Applicability::Safe || boldest == Applicability::Unsafe;
    if !diagnostics.iter().any(|d| d.suggestions.first().filter(may).is_some()) {
        return Vec::new();
    }
    let documents = document::parse_fields(source, format, fields);
    let text = Text::new(source, format, fields, &documents);
    let mut found: Vec<(f32, Change)> = Vec::new();
    for d in diagnostics {
        let Some(suggestion) = d.suggestions.first().filter(may) else { continue };
        found.extend(text.change(suggestion).map(|c| (d.confidence, c)));
    }
    // Of two that touch, the surer one is made; the other gets its chance in the next pass.
    found.sort_by(|(a, x), (b, y)| b.total_cmp(a).then_with(|| (x.edit.span, &x.edit.text).cmp(&(y.edit.span, &y.edit.text))));
    let mut kept: BTreeMap<usize, Change> = BTreeMap::new();
    for (_, change) in found {
        let span = change.edit.span;
        let before = kept.range(..=span.start()).next_back().is_none_or(|(_, c)| c.edit.span.end() < span.start());
        let after = kept.range(span.start()..).next().is_none_or(|(start, _)| span.end() < *start);
        if before && after {
            kept.insert(span.start(), change);
        }
    }
    let mut reads = MAX_READS;
    text.sound(&mut Vec::new(), kept.into_values().collect(), &mut reads).into_iter().map(|c| c.edit).collect()
}

/// An edit, and what it does to the text that is read.
#[derive(Clone)]
struct Change {
    edit: Edit,
    /// The block, and the bytes of its text that are replaced; `None` for a place outside of all blocks, such as a comment.
    place: Option<(usize, BlockSpan)>,
    /// What stands there then.
    new: String,
}

/// A file as it is read: its blocks by their place in the file.
struct Text<'a> {
    source: &'a Source,
    format: Format,
    fields: &'a Fields,
    /// First byte in the file, and the block.
    blocks: Vec<(usize, &'a Block)>,
    problems: usize,
}

impl<'a> Text<'a> {
    fn new(source: &'a Source, format: Format, fields: &'a Fields, documents: &'a [Document]) -> Self {
        let start = |b: &Block| b.in_file(BlockSpan::new(0, b.text.len())).start();
        let mut blocks: Vec<(usize, &Block)> = documents.iter().flat_map(|d| &d.blocks).map(|b| (start(b), b)).collect();
        blocks.sort_by_key(|(start, _)| *start);
        let problems = documents.iter().map(|d| d.problems.len()).sum();
        Self { source, format, fields, blocks, problems }
    }

    /// The least that must be written to follow a suggestion, or `None` where markup stands in the way.
    fn change(&self, suggestion: &Suggestion<FileSpan>) -> Option<Change> {
        let (place, new) = (suggestion.place, suggestion.replacement.as_str());
        let raw = place.slice(self.source.text());
        if new.chars().any(char::is_control) || raw.len() != place.len() {
            return None;
        }
        let index = self.blocks.partition_point(|(start, _)| *start <= place.start()).checked_sub(1);
        let found = index.and_then(|i| Some((i, self.blocks.get(i)?.1, self.blocks.get(i)?.1.map.in_block(place)?)));
        let Some((index, block, span)) = found else {
            let edit = Edit { span: place, text: new.to_owned() };
            return (raw != new).then(|| Change { edit, place: None, new: new.to_owned() });
        };
        let old = span.slice(&block.text);
        if old == new {
            return None;
        }
        // What both begin and end with stays as it is written, marks, entities and all. Where the same letters could count to
        // either side, the side without markup is taken.
        let (head, tail) = (common_head(old, new), common_tail(old, new));
        let shorter = old.len().min(new.len());
        let cuts = [(head, tail.min(shorter - head)), (head.min(shorter - tail), tail)];
        cuts.into_iter().find_map(|(head, tail)| {
            let (gone, new) = (old.get(head..old.len() - tail)?, new.get(head..new.len() - tail)?);
            let cut = BlockSpan::new(span.start() + head, span.start() + head + gone.len());
            let span = block.map.exact(cut)?;
            let edit = Edit { span, text: self.written(new) };
            Some(Change { edit, place: Some((index, cut)), new: new.to_owned() })
        })
    }

    /// Text as the format writes it.
    fn written(&self, text: &str) -> String {
        self.format.reader().encode_fix(text, self.source)
    }

    /// Those of `new` that can be made with `made` and change what is read as they should; halves are tried where all together fail.
    fn sound(&self, made: &mut Vec<Change>, new: Vec<Change>, reads: &mut usize) -> Vec<Change> {
        if new.is_empty() || *reads == 0 {
            return std::mem::take(made);
        }
        *reads -= 1;
        let mut all = made.clone();
        all.extend(new.iter().cloned());
        all.sort_by_key(|c| c.edit.span);
        if self.reads_as_it_should(&all) {
            return all;
        }
        if new.len() > 1 {
            let (left, right) = new.split_at(new.len() / 2);
            *made = self.sound(made, left.to_vec(), reads);
            return self.sound(made, right.to_vec(), reads);
        }
        std::mem::take(made)
    }

    /// Whether the file with these edits reads as its blocks with these changes. White space is left out of account, as is where
    /// one block ends and the next begins: a line that was nothing but a leak may go.
    fn reads_as_it_should(&self, changes: &[Change]) -> bool {
        let edits: Vec<Edit> = changes.iter().map(|c| c.edit.clone()).collect();
        let source = self.source.with_text(apply(self.source.text(), &edits));
        let documents = document::parse_fields(&source, self.format, self.fields);
        let after = Text::new(&source, self.format, self.fields, &documents);
        let mut by_block: BTreeMap<usize, Vec<(BlockSpan, &str)>> = BTreeMap::new();
        for change in changes {
            if let Some((block, span)) = change.place {
                by_block.entry(block).or_default().push((span, &change.new));
            }
        }
        let mut expected = String::new();
        for (i, (_, block)) in self.blocks.iter().enumerate() {
            let mut at = 0;
            for (span, new) in by_block.get(&i).into_iter().flatten() {
                expected.push_str(block.text.get(at..span.start()).unwrap_or(""));
                expected.push_str(new);
                at = span.end();
            }
            expected.push_str(block.text.get(at..).unwrap_or(""));
        }
        let found = after.blocks.iter().flat_map(|(_, b)| b.text.chars());
        let dense = |c: &char| !c.is_whitespace();
        after.problems <= self.problems && found.filter(dense).eq(expected.chars().filter(dense))
    }
}

/// The bytes that both begin with.
fn common_head(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum()
}

/// The bytes that both end with.
fn common_tail(a: &str, b: &str) -> usize {
    a.chars().rev().zip(b.chars().rev()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum()
}

/// The text with the edits made; they must be in order and apart, as [`edits`] gives them.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let Some(before) = text.get(at..edit.span.start()) else { continue };
        out.push_str(before);
        out.push_str(&edit.text);
        at = edit.span.end();
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

/// Puts new text in a file's place in one step, with its encoding, byte order mark and permissions: whoever looks sees the old
/// file or the new one, also if the process dies. Links stay links.
///
/// # Errors
/// Those of the file system; the file is not writable; or it has changed since `source` was read.
#[cfg(feature = "cli")]
pub fn write(path: &Path, source: &Source, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let permissions = fs::metadata(&path)?.permissions();
    if permissions.readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only"));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut temporary = tempfile::Builder::new().prefix(".copydesk-").suffix(".tmp").tempfile_in(folder)?;
    temporary.write_all(&source.encode(text).map_err(io::Error::other)?)?;
    temporary.as_file().set_permissions(permissions)?;
    temporary.as_file().sync_all()?;
    if fs::read(&path)? != source.encode(source.text()).map_err(io::Error::other)? {
        return Err(io::Error::other("the file has changed meanwhile"));
    }
    temporary.persist(&path)?;
    Ok(())
}

/// The change as a unified diff.
#[cfg(feature = "cli")]
pub fn diff(path: &str, old: &str, new: &str) -> String {
    similar::TextDiff::from_lines(old, new).unified_diff().context_radius(1).header(&format!("a/{path}"), &format!("b/{path}")).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{diagnostic::Group, diagnostic::Severity, source::LineColumn};

    fn diagnostic(text: &str, old: &str, new: &str, applicability: Applicability, confidence: f32) -> Diagnostic {
        let at = text.find(old).unwrap();
        let span = FileSpan::new(at, at + old.len());
        let start = LineColumn { line: 1, column: 1 };
        Diagnostic {
            rule: "both-the".into(),
            group: Group::Artefact,
            severity: Severity::Warning,
            confidence,
            message: String::new(),
            language: "en",
            span,
            start,
            end: start,
            text: old.to_owned(),
            labels: Vec::new(),
            suggestions: vec![Suggestion { place: span, replacement: new.to_owned(), applicability }],
            elsewhere: Vec::new(),
            part: None,
            fingerprint: String::new(),
        }
    }

    fn fixed(text: &str, format: Format, wanted: &[(&str, &str, Applicability, f32)], boldest: Applicability) -> String {
        let diagnostics: Vec<_> = wanted.iter().map(|(old, new, a, c)| diagnostic(text, old, new, *a, *c)).collect();
        let source = Source::from_text("a", text);
        apply(text, &edits(&source, format, &Fields::default(), &diagnostics, boldest))
    }

    use Applicability::{Safe, Unsafe};

    #[test]
    fn only_what_is_allowed_is_changed() {
        let wanted = [("both the", "both", Safe, 0.9), ("Baden", "Biden", Unsafe, 0.9)];
        let text = "Baden met both the leaders.";
        assert_eq!(fixed(text, Format::Plain, &wanted, Safe), "Baden met both leaders.");
        assert_eq!(fixed(text, Format::Plain, &wanted, Unsafe), "Biden met both leaders.");
    }

    #[test]
    fn of_overlapping_edits_the_surer_one_is_made() {
        let wanted = [("both the leaders", "both leaders", Safe, 0.6), ("the leaders of", "leaders of", Safe, 0.9)];
        assert_eq!(fixed("met both the leaders of Chad", Format::Plain, &wanted, Safe), "met both leaders of Chad");
        let touching = [("both ", "", Safe, 0.9), ("the", "a", Safe, 0.5)];
        assert_eq!(fixed("met both the leaders", Format::Plain, &touching, Safe), "met the leaders", "one at a time");
    }

    #[test]
    fn markup_in_the_way_is_left_alone() {
        let wanted = [("both *the*", "both", Safe, 0.9)];
        assert_eq!(fixed("met both *the* leaders", Format::Markdown, &wanted, Safe), "met both *the* leaders");
        // Its text would be read as markup, and is not written.
        let wanted = [("AT and T", "AT&lt;T", Safe, 0.9)];
        assert_eq!(
            fixed("{\"body\": \"<p>met AT and T leaders\"}", Format::Json, &wanted, Safe),
            "{\"body\": \"<p>met AT and T leaders\"}"
        );
    }

    #[test]
    fn what_stands_beside_markup_entities_and_escapes_is_fixed() {
        let both = |old| [(old, "both countries’ São Tomé", Safe, 0.9)];
        for (format, old, text, expected) in [
            (
                Format::Html,
                "both the <em>countries’ S&atilde;o</em> Tom&#233;",
                "met @ &amp; left",
                "both <em>countries’ S&atilde;o</em> Tom&#233;",
            ),
            (Format::Markdown, "both the **countries’ S&atilde;o** Tomé", "> met @ [in](a_b)", "both **countries’ S&atilde;o** Tomé"),
            (
                Format::Json,
                "both the countries\\u2019 S\\u00e3o Tom\\u00e9",
                "{\"body\": \"\\\"met\\\" @\\n\\nend\"}",
                "both countries\\u2019 S\\u00e3o Tom\\u00e9",
            ),
        ] {
            let (before, after) = (text.replace('@', old), text.replace('@', expected));
            assert_eq!(fixed(&before, format, &both(old), Safe), after);
        }
    }

    #[test]
    fn what_is_written_is_escaped_as_the_format_asks() {
        for (format, text, expected) in [
            (Format::Plain, "met A T&T leaders", "met A*T & T leaders"),
            (Format::Markdown, "met A T&amp;T leaders", "met A\\*T \\& T leaders"),
            (Format::Html, "<p>met A T&amp;T leaders", "<p>met A*T &amp; T leaders"),
            (Format::Json, "{\"body\": \"met A T&T leaders\"}", "{\"body\": \"met A*T & T leaders\"}"),
        ] {
            let old = &text[text.find("A T").unwrap()..text.find(" leaders").unwrap()];
            let found = fixed(text, format, &[(old, "A*T & T", Safe, 0.9)], Safe);
            assert_eq!(found, expected);
        }
        let text = "{\"body\": \"met Jose in Lima\"}";
        assert_eq!(fixed(text, Format::Json, &[("Jose", "José 😀", Safe, 0.9)], Safe), text.replace("Jose", "Jos\\u00e9 \\ud83d\\ude00"));
        assert_eq!(
            fixed("---\ntitle: 'It is Jose'\n---\n", Format::Markdown, &[("It is", "It's", Safe, 0.9)], Safe),
            "---\ntitle: 'It is Jose'\n---\n"
        );
    }
}
