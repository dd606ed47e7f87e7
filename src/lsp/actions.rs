//! What an editor offers at a diagnostic, and the commands behind it.

use super::{
    convert::{self, Agreed},
    documents::{Checked, Documents},
};
use crate::{
    diagnostic::{Applicability, Diagnostic, Group, Suggestion},
    document::{BlockKind, Document, Format},
    rule::RuleMeta,
    session::{Edit, records},
    span::{BlockSpan, FileSpan},
    unicode,
};
use lsp_types::{CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, Command, Range, TextEdit, Uri, WorkspaceEdit};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Suggestions of one diagnostic that are offered.
const OFFERED: usize = 3;

/// All fixes that need nobody to look.
pub const FIX_ALL: &str = "source.fixAll.copydesk";

/// Commands that the server runs.
pub const ACCEPT: &str = "copydesk.acceptName";
/// See [`ACCEPT`].
pub const PREFER: &str = "copydesk.preferSpelling";
/// See [`ACCEPT`].
pub const IGNORE: &str = "copydesk.ignoreInFile";
/// See [`ACCEPT`].
pub const EXPLAIN: &str = "copydesk.explain";
/// All of them.
pub const COMMANDS: [&str; 4] = [ACCEPT, PREFER, IGNORE, EXPLAIN];

/// What is offered in a range of a document.
pub fn offered(
    documents: &Documents,
    checked: &Checked,
    range: Range,
    context: &CodeActionContext,
    agreed: Agreed,
) -> Vec<CodeActionOrCommand> {
    let wants = |kind: &str| {
        let asked =
            |only: &CodeActionKind| kind == only.as_str() || kind.strip_prefix(only.as_str()).is_some_and(|rest| rest.starts_with('.'));
        context.only.as_ref().is_none_or(|only| only.iter().any(asked))
    };
    let mut actions = Vec::new();
    let Some(span) = convert::span(&checked.source, range, agreed.unit) else { return actions };
    if wants("quickfix") {
        let at = Offer { documents, checked, agreed };
        let touched = checked
            .report
            .diagnostics
            .iter()
            .filter(|d| d.span.overlaps(&span) || d.span.start() <= span.start() && span.start() <= d.span.end());
        touched.for_each(|d| at.of(d, context, &mut actions));
    }
    if wants(FIX_ALL) {
        let all = checked.report.diagnostics.as_slice();
        if let Some(edit) = edit(documents, checked, all, Applicability::Safe, agreed) {
            let title = "Make all safe changes".to_owned();
            actions.push(CodeAction { title, kind: Some(CodeActionKind::new(FIX_ALL)), edit: Some(edit), ..CodeAction::default() }.into());
        }
    }
    actions
}

/// What following the first suggestion of each diagnostic does to a document.
fn edit(
    documents: &Documents,
    checked: &Checked,
    diagnostics: &[Diagnostic],
    boldest: Applicability,
    agreed: Agreed,
) -> Option<WorkspaceEdit> {
    let edits = documents.session.fixes(checked.handle?, &checked.source, diagnostics, boldest).ok()?;
    (!edits.is_empty()).then(|| workspace_edit(checked, &edits, agreed))
}

// The key is an address, which never changes, though its type might.
#[allow(clippy::mutable_key_type)]
fn workspace_edit(checked: &Checked, edits: &[Edit], agreed: Agreed) -> WorkspaceEdit {
    let edit = |e: &Edit| TextEdit { range: convert::range(&checked.source, e.span, agreed.unit), new_text: e.text.clone() };
    let changes = HashMap::from([(checked.uri.clone(), edits.iter().rev().map(edit).collect())]);
    WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
}

/// Makes offers for the diagnostics of a document.
struct Offer<'o> {
    documents: &'o Documents,
    checked: &'o Checked,
    agreed: Agreed,
}

impl Offer<'_> {
    fn of(&self, d: &Diagnostic, context: &CodeActionContext, actions: &mut Vec<CodeActionOrCommand>) {
        let shown = convert::diagnostic(&self.checked.source, d, &self.checked.uri, self.agreed);
        // The client's own copy, where it has one: some compare them whole.
        let own = context.diagnostics.iter().find(|o| o.range == shown.range && o.code == shown.code).cloned();
        let diagnostics = Some(vec![own.unwrap_or(shown)]);
        let fix = |title: String, edit: WorkspaceEdit, preferred: bool| {
            let kind = Some(CodeActionKind::QUICKFIX);
            CodeAction {
                title,
                kind,
                diagnostics: diagnostics.clone(),
                edit: Some(edit),
                is_preferred: Some(preferred),
                ..CodeAction::default()
            }
        };
        let ask = |title: String, command: &str, arguments: Value| {
            let command = Command { title: title.clone(), command: command.to_owned(), arguments: Some(vec![arguments]) };
            let kind = Some(CodeActionKind::QUICKFIX);
            CodeAction { title, kind, diagnostics: diagnostics.clone(), command: Some(command), ..CodeAction::default() }
        };
        for (i, suggestion) in d.suggestions.iter().take(OFFERED).enumerate() {
            let only = Diagnostic { suggestions: vec![suggestion.clone()], ..d.clone() };
            let Some(edit) = edit(self.documents, self.checked, std::slice::from_ref(&only), Applicability::Unsafe, self.agreed) else {
                continue;
            };
            actions.push(fix(title(suggestion, &self.checked.source), edit, i == 0).into());
        }
        let first = d.suggestions.first().filter(|s| s.place == d.span && !s.replacement.is_empty());
        if let (Group::Name, Some(suggestion)) = (d.group, first) {
            let everywhere = self.everywhere(d, suggestion);
            if everywhere.len() > 1
                && let Some(edit) = edit(self.documents, self.checked, &everywhere, Applicability::Unsafe, self.agreed)
            {
                let title = format!("Write \"{}\" in all {} places", suggestion.replacement, everywhere.len());
                actions.push(fix(title, edit, false).into());
            }
        }
        let uri = self.checked.uri.as_str();
        if d.group == Group::Name {
            let arguments = json!({"uri": uri, "name": d.text});
            actions.push(ask(format!("Accept \"{}\" as it is spelt (copydesk.toml)", d.text), ACCEPT, arguments).into());
            if let Some(suggestion) = first {
                let arguments = json!({"uri": uri, "name": d.text, "right": suggestion.replacement});
                let title = format!("Always prefer \"{}\" to \"{}\" (copydesk.toml)", suggestion.replacement, d.text);
                actions.push(ask(title, PREFER, arguments).into());
            }
        }
        if let Some(edit) = self.ignore_here(d) {
            actions.push(fix(format!("Ignore {} here", d.rule), workspace_edit(self.checked, &[edit], self.agreed), false).into());
        }
        let arguments = json!({"uri": uri, "rule": d.rule});
        actions.push(ask(format!("Ignore {} in this file (copydesk.toml)", d.rule), IGNORE, arguments.clone()).into());
        actions.push(ask(format!("Explain {}", d.rule), EXPLAIN, arguments).into());
    }

    fn parsed(&self) -> Vec<Document> {
        let documents = self.checked.handle.and_then(|h| self.documents.session.documents(h, &self.checked.source).ok());
        documents.unwrap_or_default()
    }

    /// A diagnostic for each place where the same text stands as words of its own.
    fn everywhere(&self, d: &Diagnostic, suggestion: &Suggestion<FileSpan>) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for block in self.parsed().iter().flat_map(|document| &document.blocks).filter(|b| b.kind != BlockKind::Code) {
            for (at, _) in block.text.match_indices(&d.text) {
                let end = at + d.text.len();
                let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                let before = block.text.get(..at).and_then(|t| t.chars().next_back());
                let after = block.text.get(end..).and_then(|t| t.chars().next());
                if !inside(before) && !inside(after) {
                    let span = block.in_file(BlockSpan::new(at, end));
                    let suggestions = vec![Suggestion { place: span, ..suggestion.clone() }];
                    found.push(Diagnostic { span, suggestions, ..d.clone() });
                }
            }
        }
        found
    }

    /// A comment before the block that has the rule ignored there, where the format has comments.
    fn ignore_here(&self, d: &Diagnostic) -> Option<Edit> {
        let format = self.documents.session.format(self.checked.handle?).ok()?;
        // In MDX such a comment is a fault; in JSON and plain text there is none.
        if !matches!(format, Format::Markdown | Format::Html) || self.checked.source.path().ends_with(".mdx") {
            return None;
        }
        let documents = self.parsed();
        let spans = documents.iter().flat_map(|doc| &doc.blocks).map(|b| (b.kind, b.in_file(BlockSpan::new(0, b.text.len()))));
        let (kind, block) = spans.filter(|(_, s)| s.contains(&d.span)).min_by_key(|(_, s)| s.len())?;
        // Between the lines of a list, a quotation or a table, or in front matter, a line of its own would change what they are.
        if format == Format::Markdown && !matches!(kind, BlockKind::Paragraph | BlockKind::Headline | BlockKind::Subheading) {
            return None;
        }
        let text = self.checked.source.text();
        let line = text.get(..block.start())?.rfind('\n').map_or(0, |n| n + 1);
        let before = text.get(line..block.start())?;
        if format == Format::Markdown && !before.chars().all(|c| c == '#' || c == ' ') {
            return None;
        }
        // An element of HTML is marked before its first tag on the line.
        let gap = if format == Format::Markdown { "\n\n" } else { "\n" };
        let edit = Edit { span: FileSpan::new(line, line), text: format!("<!-- copydesk: ignore[{}] -->{gap}", d.rule) };
        let after = crate::fix::apply(text, std::slice::from_ref(&edit));
        let source = self.checked.source.with_text(after);
        let read = self.documents.session.documents(self.checked.handle?, &source).ok()?;
        // The text must read as it did, with one comment more.
        let blocks = |all: &[Document]| all.iter().flat_map(|doc| doc.blocks.iter().map(|b| (b.kind, b.text.clone()))).collect::<Vec<_>>();
        let comments = |all: &[Document]| all.iter().map(|doc| doc.comments.len()).sum::<usize>();
        (blocks(&read) == blocks(&documents) && comments(&read) == comments(&documents) + 1).then_some(edit)
    }
}

fn title(suggestion: &Suggestion<FileSpan>, source: &crate::source::Source) -> String {
    let old = suggestion.place.slice(source.text());
    let short = |text: &str| {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let head = unicode::head(&line, 60);
        if head.len() < line.len() { format!("{head}…") } else { line }
    };
    match suggestion.replacement.trim() {
        "" => format!("Remove \"{}\"", short(old)),
        new if old.is_empty() => format!("Insert \"{}\"", short(new)),
        new => format!("Change to \"{}\"", short(new)),
    }
}

/// What a person reads of a rule, in Markdown.
pub fn explanation(meta: &RuleMeta) -> String {
    let (id, group, summary, explanation) = (&meta.id, meta.group, &meta.summary, &meta.explanation);
    format!("### {id}\n\n*{group}* · {summary}\n\n{explanation}")
}

/// What is shown at a place: each diagnostic there, with its rule.
pub fn hover(documents: &Documents, checked: &Checked, offset: usize) -> Option<(String, FileSpan)> {
    let here: Vec<&Diagnostic> = checked.report.diagnostics.iter().filter(|d| d.span.start() <= offset && offset <= d.span.end()).collect();
    let span = here.iter().map(|d| d.span).reduce(|a, b| a.cover(&b))?;
    let project = documents.session.project_of(checked.handle?).ok()?;
    let about = |d: &&Diagnostic| {
        let rule = records(&project.linter).find(|m| m.id == d.rule).map(explanation).unwrap_or_default();
        let sure = (f64::from(d.confidence) * 100.0).round();
        format!("**{}**\n\n{rule}\n\nSure: {sure} %", d.message)
    };
    Some((here.iter().map(about).collect::<Vec<_>>().join("\n\n---\n\n"), span))
}

/// The document that a command is about, and one of its arguments.
pub fn argument<'v>(arguments: &'v [Value], name: &str) -> Option<&'v str> {
    arguments.first()?.get(name)?.as_str()
}

/// The document that a command is about.
pub fn document(arguments: &[Value]) -> Option<Uri> {
    argument(arguments, "uri")?.parse().ok()
}
