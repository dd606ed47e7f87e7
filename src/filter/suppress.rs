//! Suppression: `<!-- copydesk: ignore[rule] reason -->` for the next block, `disable[rule]` … `enable[rule]`, and the
//! front-matter key `copydesk-ignore` for the whole file. What suppresses nothing, and what can't be read, is reported.

use crate::{
    diagnostic::{Applicability, Diagnostic, Group, Severity, Suggestion},
    document::Document,
    rule::RuleMeta,
    source::Source,
    span::{BlockSpan, FileSpan},
};

/// The word that a comment to copydesk begins with.
const MARK: &str = "copydesk:";
/// The keys in front matter that name rules to ignore in the whole article.
const KEYS: [&str; 2] = ["copydesk-ignore", "copydesk.ignore"];

/// The rules about suppressions. They are the linter's own: no article has them, only files that talk to it.
pub use crate::rules::SUPPRESSION as METAS;

/// A diagnostic that a suppression hides.
#[derive(Clone, Debug)]
pub struct Suppressed {
    /// What is hidden.
    pub diagnostic: Diagnostic,
    /// Why, in the words of whoever wrote the suppression.
    pub reason: String,
}

/// What suppressions did to the diagnostics of one article.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What is still reported.
    pub kept: Vec<Diagnostic>,
    /// What is hidden.
    pub suppressed: Vec<Suppressed>,
}

/// A rule as this run has it: its record, and what its findings count as or `None` where it does not run.
pub type Active<'m> = (&'m RuleMeta, Option<Severity>);

/// One rule name of one suppression.
struct Suppression {
    name: String,
    reason: String,
    /// What it holds for.
    range: FileSpan,
    /// The whole comment or the front-matter entry.
    place: FileSpan,
    used: bool,
}

/// What a comment says.
#[derive(Debug, PartialEq, Eq)]
enum Directive {
    Ignore(Vec<String>, String),
    Disable(Vec<String>, String),
    Enable(Vec<String>),
    /// With what is wrong, and the verb that was probably meant.
    Malformed(String),
}

/// Reads a comment; `None` where it does not speak to copydesk.
fn directive(comment: &str) -> Option<Directive> {
    let rest = comment.trim().strip_prefix(MARK)?.trim();
    let verb_end = rest.find(|c: char| !c.is_ascii_alphabetic() && c != '-').unwrap_or(rest.len());
    let (verb, rest) = rest.split_at(verb_end);
    if !matches!(verb, "ignore" | "disable" | "enable") {
        let near = crate::config::nearest(verb, ["ignore", "disable", "enable"]).unwrap_or("ignore");
        return Some(Directive::Malformed(format!("copydesk knows no \"{verb}\"; write {near}[rule]")));
    }
    let named = rest.trim_start().strip_prefix('[').and_then(|r| r.split_once(']'));
    let Some((names, reason)) = named else {
        return Some(Directive::Malformed(format!("names no rule; write {verb}[rule]")));
    };
    let names: Vec<String> = names.split(',').map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect();
    let reason = reason.trim().trim_start_matches([':', '-', '–', '—']).trim().to_owned();
    Some(match verb {
        _ if names.is_empty() => Directive::Malformed(format!("names no rule; write {verb}[rule]")),
        "ignore" => Directive::Ignore(names, reason),
        "disable" => Directive::Disable(names, reason),
        _ => Directive::Enable(names),
    })
}

/// Hides what the article's own comments and front matter suppress, and reports suppressions that are unused or malformed.
/// `rules` are all that this run knows.
pub fn apply(source: &Source, document: &Document, diagnostics: Vec<Diagnostic>, rules: &[Active<'_>]) -> Outcome {
    let mut wrong: Vec<(FileSpan, String, Option<Suggestion<FileSpan>>)> = Vec::new();
    let mut suppressions = read(source, document, &mut wrong);
    if suppressions.is_empty() && wrong.is_empty() {
        return Outcome { kept: diagnostics, suppressed: Vec::new() };
    }
    let mut outcome = Outcome::default();
    suppressions.retain(|s| {
        let known =
            s.name == "all" || Group::ALL.iter().any(|g| g.as_str() == s.name) || rules.iter().any(|(m, _)| m.id == s.name.as_str());
        if !known {
            let near = crate::config::nearest(&s.name, rules.iter().map(|(m, _)| m.id.as_ref()));
            let hint = near.map_or(String::new(), |n| format!("; did you mean {n}?"));
            let fix = near.and_then(|n| {
                let at = s.place.start() + s.place.slice(source.text()).find(&s.name)?;
                let place = FileSpan::new(at, at + s.name.len());
                Some(Suggestion { place, replacement: n.to_owned(), applicability: Applicability::Unsafe })
            });
            wrong.push((s.place, format!("no rule or group is called \"{}\"{hint}", s.name), fix));
        }
        known
    });
    for d in diagnostics {
        let mut reason = None;
        // Every suppression that covers it is in use, not only the first.
        for s in suppressions.iter_mut().filter(|s| s.range.contains(&d.span) && covers(&s.name, &d.rule, d.group)) {
            s.used = true;
            reason.get_or_insert_with(|| s.reason.clone());
        }
        match reason {
            Some(reason) => outcome.suppressed.push(Suppressed { diagnostic: d, reason }),
            None => outcome.kept.push(d),
        }
    }
    let severity = |id: &str| rules.iter().find(|(m, _)| m.id == id).and_then(|(_, s)| *s);
    if let Some(severity) = severity("malformed-suppression") {
        outcome.kept.extend(wrong.into_iter().map(|(place, message, fix)| about(source, METAS[0], severity, place, message, fix)));
    }
    if let Some(severity) = severity("unused-suppression") {
        let runs = |name: &str| rules.iter().any(|(m, s)| s.is_some() && covers(name, &m.id, m.group));
        for s in suppressions.iter().filter(|s| !s.used && runs(&s.name)) {
            let message = format!("the suppression of \"{}\" hides nothing", s.name);
            outcome.kept.push(about(source, METAS[1], severity, s.place, message, None));
        }
    }
    outcome
}

/// Whether a name in a suppression means a rule of a group. The rules about suppressions can't be suppressed by "all".
fn covers(name: &str, rule: &str, group: Group) -> bool {
    name == rule || ((name == "all" || name == group.as_str()) && !METAS.iter().any(|m| m.id == rule))
}

/// Everything that the comments and the front matter suppress.
fn read(source: &Source, document: &Document, wrong: &mut Vec<(FileSpan, String, Option<Suggestion<FileSpan>>)>) -> Vec<Suppression> {
    let end = source.text().len();
    let mut found: Vec<Suppression> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (name, place) in front_matter(document) {
        found.push(Suppression { name, reason: String::new(), range: whole(document), place, used: false });
    }
    for comment in &document.comments {
        let place = comment.span;
        match directive(&comment.text) {
            None => {}
            Some(Directive::Malformed(message)) => wrong.push((place, message, None)),
            Some(Directive::Ignore(names, reason)) => {
                let range = target(document, place);
                found.extend(names.into_iter().map(|name| Suppression { name, reason: reason.clone(), range, place, used: false }));
            }
            Some(Directive::Disable(names, reason)) => {
                for name in names {
                    open.push(found.len());
                    let range = FileSpan::new(place.end(), end);
                    found.push(Suppression { name, reason: reason.clone(), range, place, used: false });
                }
            }
            Some(Directive::Enable(names)) => {
                for name in names {
                    let before = open.len();
                    open.retain(|i| {
                        let closes = found.get(*i).is_some_and(|s| s.name == name);
                        if let (true, Some(s)) = (closes, found.get_mut(*i)) {
                            s.range = FileSpan::new(s.range.start(), place.start());
                        }
                        !closes
                    });
                    if open.len() == before {
                        wrong.push((place, format!("\"{name}\" is not disabled here"), None));
                    }
                }
            }
        }
    }
    found
}

/// The block that a comment stands in, or else the next one.
fn target(document: &Document, comment: FileSpan) -> FileSpan {
    let spans = document.blocks.iter().map(|b| b.in_file(BlockSpan::new(0, b.text.len())));
    let block = spans.filter(|s| s.end() > comment.start()).min_by_key(FileSpan::start);
    block.unwrap_or(FileSpan::new(comment.end(), comment.end()))
}

/// The rules that front matter names: `copydesk-ignore`, or `ignore` below `copydesk`, as a list or separated by commas.
fn front_matter(document: &Document) -> impl Iterator<Item = (String, FileSpan)> {
    let of_ours = |key: &str| KEYS.iter().any(|k| key.strip_prefix(k).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')));
    document.metadata.iter().filter(move |m| of_ours(&m.key)).flat_map(|m| {
        let names = m.value.split(',').map(|n| n.trim().to_owned()).filter(|n| !n.is_empty());
        names.map(|n| (n, m.span)).collect::<Vec<_>>()
    })
}

/// From the first to the last block of an article.
fn whole(document: &Document) -> FileSpan {
    let spans = document.blocks.iter().map(|b| b.in_file(BlockSpan::new(0, b.text.len())));
    spans.reduce(|a, b| a.cover(&b)).unwrap_or(FileSpan::new(0, 0))
}

/// A diagnostic about a suppression.
fn about(
    source: &Source,
    meta: &RuleMeta,
    severity: Severity,
    span: FileSpan,
    message: String,
    fix: Option<Suggestion<FileSpan>>,
) -> Diagnostic {
    let text = span.slice(source.text()).to_owned();
    let fingerprint = blake3::hash(format!("{}\0{text}", meta.id).as_bytes()).to_hex()[..16].to_owned();
    Diagnostic {
        rule: meta.id.clone(),
        group: meta.group,
        severity,
        confidence: meta.confidence,
        message,
        language: "und",
        span,
        start: source.line_column(span.start()),
        end: source.line_column(span.end()),
        text,
        labels: Vec::new(),
        suggestions: fix.into_iter().collect(),
        elsewhere: Vec::new(),
        part: None,
        fingerprint,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::{self, Format},
        engine::{Linter, Options},
        rules,
    };

    /// Checks a Markdown file; gives the rules that report and those that are hidden, with their lines.
    fn check(text: &str) -> (Vec<String>, Vec<String>) {
        let source = Source::from_text("a.md", text);
        let documents = document::parse(&source, Format::Markdown);
        let document = &documents[0];
        let options = Options { language: Some(crate::analysis::Language::ENGLISH), ..Options::default() };
        let linter = Linter::new(rules::all().into_iter().filter(|r| r.meta().id == "both-the").collect(), options);
        let found = linter.check_document(&source, document);
        let metas: Vec<Active<'_>> = linter.rules().chain(METAS).map(|m| (m, Some(m.severity))).collect();
        let outcome = apply(&source, document, found, &metas);
        let ids = |d: &Diagnostic| format!("{} {}", d.rule, d.start.line);
        (outcome.kept.iter().map(ids).collect(), outcome.suppressed.iter().map(|s| ids(&s.diagnostic)).collect())
    }

    const FAULT: &str = "The ministers of both the countries met in Nairobi on Monday.";

    #[test]
    fn ignore_holds_for_the_next_block_only() {
        let (kept, hidden) = check(&format!("{FAULT}\n\n<!-- copydesk: ignore[both-the] quoted -->\n\n{FAULT}\n\n{FAULT}"));
        assert_eq!((kept, hidden), (vec!["both-the 1".to_owned(), "both-the 7".to_owned()], vec!["both-the 5".to_owned()]));
    }

    #[test]
    fn disable_holds_until_enable() {
        let text = format!("<!-- copydesk: disable[artefact] -->\n\n{FAULT}\n\n{FAULT}\n\n<!-- copydesk: enable[artefact] -->\n\n{FAULT}");
        let (kept, hidden) = check(&text);
        assert_eq!((kept, hidden.len()), (vec!["both-the 9".to_owned()], 2));
    }

    #[test]
    fn front_matter_holds_for_the_file() {
        for matter in [
            "---\ncopydesk-ignore: [both-the]\n---",
            "---\ntitle: Talks\ncopydesk-ignore:\n  - both-the\n---",
            "+++\ncopydesk-ignore = \"both-the\"\n+++",
            "---\ncopydesk:\n  ignore: [artefact]\n---",
        ] {
            let (kept, hidden) = check(&format!("{matter}\n\n{FAULT}\n"));
            assert!(kept.is_empty() && hidden.len() == 1, "{matter}: {kept:?}");
        }
        let (kept, _) = check(&format!("---\ncopydesk-ignore: [both-teh]\n---\n\n{FAULT}\n"));
        assert_eq!(kept.len(), 2, "{kept:?}");
    }

    #[test]
    fn what_hides_nothing_is_reported() {
        let (kept, _) = check("<!-- copydesk: ignore[both-the] -->\n\nThe ministers of both countries met in Nairobi on Monday.");
        assert_eq!(kept, ["unused-suppression 1"]);
        let (kept, _) = check("<!-- copydesk: ignore[both-the] -->");
        assert_eq!(kept, ["unused-suppression 1"]);
    }

    #[test]
    fn malformed_comments_are_reported() {
        for comment in
            ["ignore", "ignore[]", "ignore both-the", "ingore[both-the]", "ignore[both-teh]", "enable[both-the]", "ignore[both-the", ""]
        {
            let (kept, hidden) = check(&format!("<!-- copydesk: {comment} -->\n\n{FAULT}"));
            assert_eq!(kept, ["both-the 3", "malformed-suppression 1"], "{comment}");
            assert!(hidden.is_empty(), "{comment}");
        }
        let (kept, _) = check(&format!("<!-- the copydesk liked this one -->\n\n{FAULT}"));
        assert_eq!(kept, ["both-the 3"], "an ordinary comment");
    }
}
