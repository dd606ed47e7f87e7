//! What is answered.

use crate::{
    document::BlockKind,
    report::{Reporter, Summary, json},
    session::{ArticleReport, FileReport},
    source::Source,
    span::FileSpan,
};
use serde_json::{Value, json};

/// Reports as they come in, to be written as one JSON object.
#[derive(Default)]
pub struct Outcome {
    summary: Summary,
    files: Vec<FileReport>,
}

impl Outcome {
    /// Takes in a file's report.
    pub fn add(&mut self, mut report: FileReport) {
        self.summary.add(&report);
        self.summary.more += report.cut();
        self.files.push(report);
    }

    /// What `--format json` writes; with `outline` one field more, the articles and their blocks.
    pub fn json(&self, outline: bool) -> String {
        let mut out = Vec::new();
        let mut reporter = json::Json::default();
        // A vector takes all that is written to it.
        let _ = reporter.begin(&mut out, &[]);
        for file in &self.files {
            let _ = reporter.file(&mut out, file);
        }
        let _ = reporter.end(&mut out, &self.summary);
        let text = String::from_utf8(out).unwrap_or_default();
        if !outline {
            return text;
        }
        let articles: Vec<Value> = self.files.iter().flat_map(|f| f.each.iter().map(|a| article(f, a))).collect();
        let body = text.trim_end().strip_suffix('}').unwrap_or("{").to_owned();
        format!("{body},\n\"articles\":{}}}\n", json::text(&Value::Array(articles)))
    }
}

/// One article's answer on a line of its own.
pub(super) fn line(id: Option<Value>, mut report: FileReport) -> String {
    let more = report.cut();
    let diagnostics: Vec<String> = match &report.source {
        Some(source) => report.diagnostics.iter().map(|d| json::line(source, d)).collect(),
        None => Vec::new(),
    };
    let problems: Vec<Value> = report.problems.iter().map(|p| json!({"path": p.path, "message": p.message})).collect();
    let language = report.each.first().map_or("und", |a| a.language.code());
    let id = id.map_or(String::new(), |id| format!("\"id\":{},", json::text(&id)));
    let (path, problems) = (json::text(&Value::from(report.path.as_str())), json::text(&Value::Array(problems)));
    format!(
        "{{{id}\"path\":{path},\"language\":\"{language}\",\"words\":{},\"not_shown\":{more},\"diagnostics\":[{}],\"problems\":{problems}}}",
        report.words,
        diagnostics.join(",")
    )
}

fn article(file: &FileReport, article: &ArticleReport) -> Value {
    let span = |source: &Source, span: FileSpan| {
        let disk = source.on_disk(span);
        json!({"start": disk.start, "end": disk.end})
    };
    let blocks: Vec<Value> = match &file.source {
        Some(source) => article.outline.iter().map(|p| json!({"kind": kind(p.kind), "span": span(source, p.span)})).collect(),
        None => Vec::new(),
    };
    json!({"path": file.path, "article": article.number, "language": article.language.code(), "words": article.words, "blocks": blocks})
}

fn kind(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Headline => "headline",
        BlockKind::Subheading => "subheading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem => "list-item",
        BlockKind::Summary => "summary",
        BlockKind::Quotation => "quotation",
        BlockKind::Caption => "caption",
        BlockKind::Byline => "byline",
        BlockKind::Dateline => "dateline",
        BlockKind::TableCell => "table-cell",
        BlockKind::Verse => "verse",
        BlockKind::Furniture => "furniture",
        BlockKind::Code => "code",
    }
}
