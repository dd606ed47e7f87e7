//! What a rule's record says, as data and in words.

use super::clean;
use crate::{
    analysis::{Language, tokens::capitalised},
    config::beside_linter,
    diagnostic::rounded,
    rule::{Languages, RuleMeta},
    rules::{self, measured::Records},
};
use serde_json::{Value, json};
use std::{borrow::Cow, fmt::Write as _};

/// The records of all that copydesk can report with the rules that come with it, by id.
pub fn catalogue() -> Vec<RuleMeta> {
    let mut metas: Vec<RuleMeta> = rules::all().iter().map(|r| r.meta().clone()).chain(beside_linter().cloned()).collect();
    metas.sort_by(|a, b| a.id.cmp(&b.id));
    metas
}

/// The languages that a rule reads, in words.
pub fn languages(meta: &RuleMeta) -> Cow<'static, str> {
    match &meta.languages {
        Languages::Any => Cow::Borrowed("any"),
        Languages::Only(codes) => Cow::Owned(codes.join(", ")),
    }
}

/// Why a rule is not run on articles in a language; `None` where it is.
pub fn not_run(m: &RuleMeta, language: Language) -> Option<String> {
    if !m.languages.include(language) {
        return Some(format!("reads {}", languages(m)));
    }
    let lacking = m.lacking(language);
    let names = || lacking.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    (!lacking.is_empty()).then(|| format!("{} has no {}", language.code(), names()))
}

/// Everything in a rule's record; with a language also whether the rule runs on articles in it.
pub fn record(m: &RuleMeta, language: Option<Language>) -> Value {
    let examples: Vec<Value> = m.examples.iter().map(|e| json!({"text": e.text, "marks": e.first_mark(), "reason": e.reason})).collect();
    let languages = match &m.languages {
        Languages::Any => json!(["any"]),
        Languages::Only(codes) => json!(codes),
    };
    let mut record = json!({
        "id": m.id, "group": m.group, "summary": m.summary, "explanation": m.explanation, "severity": m.severity,
        "confidence": rounded(m.confidence),
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
pub fn explanation(m: &RuleMeta, records: &Records, level: usize) -> String {
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
