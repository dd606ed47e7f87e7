//! `copydesk triage`: articles ranked by need, as a table, CSV, one JSON object, or one JSON object a line.

#[cfg(feature = "cli")]
use super::{Appearance, clean, count, json::text};
use super::{FileReport, Problem};
use crate::{
    diagnostic::Group,
    session,
    source::Source,
    span::FileSpan,
    triage::{self, Faults, Unjudged},
};
#[cfg(feature = "cli")]
use clap::ValueEnum;
use serde_json::{Value, json};
#[cfg(feature = "cli")]
use std::io::{self, Write};
#[cfg(feature = "cli")]
use unicode_width::UnicodeWidthStr;

/// A format that the ranking is written in.
#[cfg(feature = "cli")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table, with what weighs most in each article
    Table,
    /// Comma-separated values with a heading
    Csv,
    /// One JSON object with all articles
    Json,
    /// One JSON object a line
    Jsonl,
}

/// A stretch of an article, in bytes of the file on disk.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The text as a reader sees it.
    pub text: String,
    /// What it adds to the log odds of its sentence.
    pub score: f64,
    /// What is unusual in it.
    pub why: String,
}

impl Stretch {
    /// A stretch of a file.
    pub fn new(source: &Source, span: FileSpan, text: &str, score: f32, why: &str) -> Self {
        let disk = source.on_disk(span);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Self { start: disk.start, end: disk.end, text, score: rounded(f64::from(score)), why: why.to_owned() }
    }
}

/// One article in the ranking.
#[derive(Clone, Debug)]
pub struct Row {
    /// The path as it is shown.
    pub path: String,
    /// Which article of the file, from 1, where it holds several.
    pub article: Option<usize>,
    /// Words of the article.
    pub words: usize,
    /// ISO 639 code, `und` where unknown.
    pub language: &'static str,
    /// How much it needs an editor, 0 to 1.
    pub need: f64,
    /// How much it reads like unedited machine translation, 0 to 1, or why that is not said.
    pub machine_translated: Result<f64, String>,
    /// What the rules found.
    pub faults: Faults,
    /// What weighs most.
    pub stretches: Vec<Stretch>,
}

/// To four decimals.
fn rounded(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}

impl Row {
    fn object(&self) -> Value {
        let mut object = json!({
            "path": self.path,
            "words": self.words,
            "language": self.language,
            "need": rounded(self.need),
            "machine_translated": self.machine_translated.as_ref().ok().map(|p| rounded(*p)),
            "diagnostics": {
                "count": self.faults.count,
                "per_1000_words": rounded(Faults::per_thousand(self.faults.count, self.words)),
                "groups": self.groups().map(|(g, per)| (g.as_str().to_owned(), json!(rounded(per)))).collect::<serde_json::Map<_, _>>(),
            },
            "stretches": self.stretches.iter().map(|s| json!({
                "span": {"start": s.start, "end": s.end}, "text": s.text, "score": s.score, "why": s.why,
            })).collect::<Vec<_>>(),
        });
        if let (Some(n), Some(map)) = (self.article, object.as_object_mut()) {
            map.insert("article".to_owned(), json!(n));
        }
        if let (Err(reason), Some(map)) = (&self.machine_translated, object.as_object_mut()) {
            map.insert("reason".to_owned(), json!(reason));
        }
        object
    }

    /// Groups with diagnostics, for every 1,000 words.
    fn groups(&self) -> impl Iterator<Item = (Group, f64)> {
        let found = Group::ALL.into_iter().zip(self.faults.groups).filter(|(_, n)| *n > 0);
        found.map(|(g, n)| (g, Faults::per_thousand(n, self.words)))
    }

    /// The path, with the article's number where the file holds several.
    #[cfg(feature = "cli")]
    fn name(&self) -> String {
        self.article.map_or_else(|| self.path.clone(), |n| format!("{}#{n}", self.path))
    }

    #[cfg(feature = "cli")]
    fn reads(&self) -> String {
        self.machine_translated.as_ref().map_or_else(|_| "-".to_owned(), |p| format!("{p:.2}"))
    }
}

/// The rows of a file's articles.
pub fn rows(report: &FileReport) -> Vec<Row> {
    let of = |article: &session::ArticleReport| {
        let machine_translated = article.machine_translated.unwrap_or(Err(Unjudged::Short(0)));
        let stretch = |s: &session::Stretch| report.source.as_ref().map(|source| Stretch::new(source, s.span, &s.text, s.score, &s.why));
        Row {
            path: report.path.clone(),
            article: article.number,
            words: article.words,
            language: article.language.code(),
            need: triage::need(machine_translated.as_ref().ok().copied(), &article.faults, article.words),
            machine_translated: machine_translated.map_err(|reason| reason.to_string()),
            faults: article.faults.clone(),
            stretches: article.stretches.iter().filter_map(stretch).collect(),
        }
    };
    report.each.iter().map(of).collect()
}

/// The ranking as one JSON object.
pub fn object(rows: &[Row], problems: &[Problem]) -> Value {
    let articles = rows.iter().map(Row::object).collect::<Vec<_>>();
    let problems = problems.iter().map(|p| json!({"path": p.path, "message": p.message})).collect::<Vec<_>>();
    json!({"articles": articles, "problems": problems})
}

/// Writes the ranking.
///
/// # Errors
/// Those of the writer.
#[cfg(feature = "cli")]
pub fn write(out: &mut dyn Write, format: Format, appearance: Appearance, rows: &[Row], problems: &[Problem]) -> io::Result<()> {
    match format {
        Format::Jsonl => rows.iter().try_for_each(|r| writeln!(out, "{}", text(&r.object()))),
        Format::Json => writeln!(out, "{}", text(&object(rows, problems))),
        Format::Csv => csv(out, rows),
        Format::Table => table(out, appearance, rows),
    }
}

#[cfg(feature = "cli")]
fn csv(out: &mut dyn Write, rows: &[Row]) -> io::Result<()> {
    let groups: Vec<&str> = Group::ALL.iter().map(|g| g.as_str()).collect();
    writeln!(out, "path,words,language,need,machine_translated,diagnostics,{},stretch,why", groups.join(","))?;
    for r in rows {
        let p = r.machine_translated.as_ref().map_or_else(|_| String::new(), |p| format!("{p:.4}"));
        let per: Vec<String> = r.faults.groups.iter().map(|n| format!("{:.2}", Faults::per_thousand(*n, r.words))).collect();
        let (stretch, why) =
            r.stretches.first().map_or(("", r.machine_translated.as_ref().err().map_or("", String::as_str)), |s| (&s.text, &s.why));
        let all = Faults::per_thousand(r.faults.count, r.words);
        let per = per.join(",");
        writeln!(
            out,
            "{},{},{},{:.4},{p},{all:.2},{per},{},{}",
            field(&r.name()),
            r.words,
            r.language,
            r.need,
            field(stretch),
            field(why)
        )?;
    }
    Ok(())
}

/// A field of RFC 4180. One that a spreadsheet would take for a formula is kept from that by an apostrophe.
#[cfg(feature = "cli")]
pub(super) fn field(value: &str) -> String {
    let value = clean::line(value);
    let value = if value.starts_with(['=', '+', '-', '@']) { format!("'{value}") } else { value.into_owned() };
    if value.contains(['"', ',']) { format!("\"{}\"", value.replace('"', "\"\"")) } else { value }
}

#[cfg(feature = "cli")]
fn table(out: &mut dyn Write, appearance: Appearance, rows: &[Row]) -> io::Result<()> {
    let (bold, faint, end) = if appearance.colour { ("\x1b[1m", "\x1b[2m", "\x1b[0m") } else { ("", "", "") };
    let names: Vec<String> = rows.iter().map(|r| clean::line(&r.name()).into_owned()).collect();
    let width = names.iter().map(|n| n.width()).max().unwrap_or(0).clamp(7, 60);
    if !rows.is_empty() {
        writeln!(out, "{bold}need  reads  words  faults/1000  {:width$}{end}", "article")?;
    }
    for (r, name) in rows.iter().zip(&names) {
        let per = Faults::per_thousand(r.faults.count, r.words);
        writeln!(out, "{:.2}  {:>5}  {:>5}  {per:>11.1}  {name}", r.need, r.reads(), r.words)?;
        let kinds: Vec<String> = r.groups().map(|(g, per)| format!("{g} {per:.1}")).collect();
        if !kinds.is_empty() {
            writeln!(out, "      {faint}per 1,000 words: {}{end}", kinds.join(", "))?;
        }
        match (&r.machine_translated, r.stretches.first()) {
            (Err(reason), _) => writeln!(out, "      {faint}{}{end}", clean::line(reason))?,
            (Ok(_), Some(s)) => {
                writeln!(out, "      {faint}reads like it at{end} \"{}\"{faint}: {}{end}", clean::line(&s.text), clean::line(&s.why))?
            }
            (Ok(_), None) => {}
        }
    }
    if !appearance.quiet {
        writeln!(
            out,
            "{}; \"reads\" is how much the text reads like unedited machine translation, which no figure proves",
            count(rows.len(), "article")
        )?;
    }
    Ok(())
}

#[cfg(all(test, feature = "cli"))]
mod tests {
    use super::*;

    #[test]
    fn csv_fields_are_data() {
        assert_eq!(field("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(field("=1+1"), "'=1+1", "never a formula");
        assert_eq!(field("a\x1b[31m"), "a\u{241b}[31m", "never an escape sequence");
    }
}
