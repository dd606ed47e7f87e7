//! `copydesk rules` and `copydesk explain`: what the rules' records say, as a table, as data, as the catalogue.

use super::{BROKEN, CLEAN, input, terminal::Colour};
use crate::{
    analysis::Language,
    config,
    diagnostic::Group,
    filter, ledger,
    report::{clean, json},
    rule::{Languages, RuleMeta},
    rules::{self, measured::Records},
    triage,
};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use std::{
    borrow::Cow,
    fmt::Write as _,
    io::{self, Write as _},
    path::Path,
};

/// List the rules
#[derive(Args)]
pub struct Rules {
    /// How to list them
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "table")]
    format: Format,
    /// Say of each rule whether it runs on articles in this language (ISO 639 code), and what it lacks where it does not
    #[arg(long, value_name = "CODE", value_parser = language)]
    language: Option<Language>,
}

/// The language of a code.
fn language(code: &str) -> Result<Language, String> {
    Language::from_code(code).ok_or_else(|| format!("no language has the ISO 639 code `{code}`"))
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// A table for people
    Table,
    /// A JSON array with everything in the rules' records
    Json,
    /// The catalogue, rules/README.md
    Markdown,
}

/// Explain a rule, of copydesk's or of your own: what it finds, why, and what it leaves alone
#[derive(Args)]
pub struct Explain {
    /// The rule's id
    rule: String,
}

/// The records of every rule that comes with copydesk, those about the linter's own comments too, by id.
pub fn catalogue() -> Vec<RuleMeta> {
    let mut metas: Vec<RuleMeta> = rules::all()
        .iter()
        .map(|r| r.meta().clone())
        .chain(filter::METAS.into_iter().cloned())
        .chain([triage::META.clone(), ledger::META.clone(), ledger::lines::LINE.clone()])
        .collect();
    metas.sort_by(|a, b| a.id.cmp(&b.id));
    metas
}

impl Rules {
    /// Runs the command and gives its exit status.
    pub fn run(&self, colour: Colour) -> u8 {
        let metas = catalogue();
        print(
            colour,
            match self.format {
                Format::Table => table(&metas, self.language),
                Format::Json => json::text(&Value::Array(metas.iter().map(|m| record(m, self.language)).collect())) + "\n",
                Format::Markdown => markdown(&metas),
            },
        )
    }
}

impl Explain {
    /// Runs the command and gives its exit status.
    pub fn run(&self, colour: Colour) -> u8 {
        let projects = config::Projects::nearest();
        let project = projects.of(&config::absolute(Path::new("x")));
        // The rules of the configuration that holds here: one's own are known, and stand for those of copydesk whose names they have.
        let mut metas: Vec<RuleMeta> = project.linter.rules().cloned().collect();
        metas.extend(catalogue());
        super::check::show_faults(&projects.faults(), colour);
        let Some(meta) = metas.iter().find(|m| m.id == self.rule.as_str()) else {
            let near = config::nearest(&self.rule, metas.iter().map(|m| m.id.as_ref()));
            let hint = near.map_or(String::new(), |n| format!("; did you mean `{n}`?"));
            colour.error(format!("no rule is called `{}`{hint}", self.rule));
            return BROKEN;
        };
        print(colour, explanation(meta, &Records::load(), 0))
    }
}

/// Writes to standard output and gives the exit status.
pub fn print(colour: Colour, text: impl AsRef<[u8]>) -> u8 {
    match io::stdout().write_all(text.as_ref()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
            colour.error(input::reason(&e));
            BROKEN
        }
        _ => CLEAN,
    }
}

fn languages(meta: &RuleMeta) -> Cow<'static, str> {
    match &meta.languages {
        Languages::Any => Cow::Borrowed("any"),
        Languages::Only(codes) => Cow::Owned(codes.join(", ")),
    }
}

/// Why a rule is not run on articles in a language; `None` where it is.
fn not_run(m: &RuleMeta, language: Language) -> Option<String> {
    if !m.languages.include(language) {
        return Some(format!("reads {}", languages(m)));
    }
    let lacking = m.lacking(language);
    let names = || lacking.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    (!lacking.is_empty()).then(|| format!("{} has no {}", language.code(), names()))
}

fn table(metas: &[RuleMeta], language: Option<Language>) -> String {
    let width = metas.iter().map(|m| m.id.len()).max().unwrap_or(0);
    let mut out = String::new();
    for m in metas {
        let on = match language.and_then(|l| not_run(m, l)) {
            Some(why) => format!(" (not run: {why})"),
            None if m.default => String::new(),
            None => " (off by default)".to_owned(),
        };
        let _ = writeln!(out, "{:width$}  {:11}  {:8}  {}{on}", m.id, m.group.as_str(), m.severity.as_str(), m.summary);
    }
    out
}

fn record(m: &RuleMeta, language: Option<Language>) -> Value {
    let examples: Vec<Value> = m.examples.iter().map(|e| json!({"text": e.text, "marks": e.first_mark(), "reason": e.reason})).collect();
    let languages = match &m.languages {
        Languages::Any => json!(["any"]),
        Languages::Only(codes) => json!(codes),
    };
    let mut record = json!({
        "id": m.id, "group": m.group, "summary": m.summary, "explanation": m.explanation, "severity": m.severity,
        "confidence": (f64::from(m.confidence) * 1000.0).round() / 1000.0,
        "languages": languages, "default": m.default, "examples": examples,
    });
    if let (Some(language), Some(record)) = (language, record.as_object_mut()) {
        let why = not_run(m, language);
        record.insert("runs".to_owned(), json!(why.is_none()));
        record.insert("not_run".to_owned(), json!(why));
    }
    record
}

/// What `explain` prints; `level` is that of its heading in a Markdown page, 0 on a terminal.
fn explanation(m: &RuleMeta, records: &Records, level: usize) -> String {
    let mut out = String::new();
    let code = if level == 0 { "" } else { "`" };
    let _ = writeln!(out, "{}{code}{}{code}\n", if level == 0 { String::new() } else { "#".repeat(level) + " " }, m.id);
    let on = if m.default { "on" } else { "off unless selected by name" };
    let _ = writeln!(out, "{}.\n", capitalised(m.summary.trim_end_matches('.')));
    let _ = writeln!(
        out,
        "Group {}, severity {}, confidence {:.2}, language {}, {on}.\n\n{}\n",
        m.group,
        m.severity,
        m.confidence,
        languages(m),
        m.explanation.trim()
    );
    if let Some(measured) = records.sentence(&m.id) {
        let _ = writeln!(out, "{measured}\n");
    }
    // Front matter and page furniture show best as they stand; what a terminal acts on is shown by signs.
    let quote =
        |text: &str| clean::lines(text).trim_end().lines().map(|l| format!("    {l}").trim_end().to_owned() + "\n").collect::<String>();
    for (heading, marked) in [("Reported:", true), ("Left alone:", false)] {
        if m.examples.iter().any(|e| e.is_hit() == marked) {
            let _ = writeln!(out, "{heading}\n");
        }
        for e in m.examples.iter().filter(|e| e.is_hit() == marked) {
            let note = match e.first_mark() {
                Some(text) => format!("marks \"{}\"", clean::line(text)),
                None => e.reason.to_string(),
            };
            let _ = write!(out, "{}", quote(&e.text));
            let _ = writeln!(out, "    → {note}\n");
        }
    }
    out
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// The catalogue: `rules/README.md`.
fn markdown(metas: &[RuleMeta]) -> String {
    let mut out = String::from(
        "# The rules\n\nMade by `copydesk rules --format markdown > rules/README.md` from the rules' own records; edit those.\n\n\
         Confidence is the share of a rule's reports that were right where it was measured. Every example runs as a test.\n\n\
         The columns \"people\" and \"machines\" count reports in 100,000 words that they wrote, on news articles, sentences of translations from 44 languages \
         and native English (`scripts/measure_rules.py`).\n",
    );
    let records = Records::load();
    for group in Group::ALL {
        let of_group: Vec<&RuleMeta> = metas.iter().filter(|m| m.group == group).collect();
        if of_group.is_empty() {
            continue;
        }
        let _ = writeln!(
            out,
            "\n## {group}\n\n| rule | what it finds | severity | confidence | people | machines | language |\n|---|---|---|---|--:|--:|---|"
        );
        for m in &of_group {
            let off = if m.default { "" } else { " (off by default)" };
            let summary = m.summary.replace('|', "\\|");
            let (people, machines) = records.of(&m.id).map_or((String::new(), String::new()), |r| {
                let (people, machines) = records.rates(r);
                (format!("{people:.2}"), format!("{machines:.2}"))
            });
            let _ = writeln!(
                out,
                "| [`{0}`](#{0}) | {summary}{off} | {1} | {2:.2} | {people} | {machines} | {3} |",
                m.id,
                m.severity,
                m.confidence,
                languages(m)
            );
        }
        for m in of_group {
            let _ = write!(out, "\n{}", explanation(m, &records, 3).trim_end());
            out.push('\n');
        }
    }
    out
}
