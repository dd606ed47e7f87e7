//! `copydesk rules` and `copydesk explain`: what the rules' records say, as a table, as data, as the catalogue.

use super::{BROKEN, CLEAN, input, terminal::Colour};
use crate::{
    analysis::Language,
    config,
    diagnostic::Group,
    report::{
        json,
        rules::{catalogue, explanation, languages, not_run, record},
    },
    rule::RuleMeta,
    rules::measured::Records,
};
use clap::{Args, ValueEnum};
use serde_json::Value;
use std::{
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
