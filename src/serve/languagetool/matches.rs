//! What is answered.

use super::{
    VARIANTS,
    ask::{self, Ask},
    software,
};
use crate::{
    analysis::Language,
    desk::Desk,
    diagnostic::{Diagnostic, Group, Severity},
    rule::RuleMeta,
    session::{FileReport, Piece, records},
    source::Source,
    span::FileSpan,
    unicode,
};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Characters of the text that are shown on either side of a match.
const AROUND: usize = 40;
/// Replacements of a match that are offered.
const OFFERED: usize = 5;
/// How often a guessed language is right where it is said to be one: `whatlang`'s on 9 languages, measured where it calls itself
/// reliable.
const GUESSED: f64 = 0.99;

/// A kind of fault as LanguageTool's clients sort and colour it: the type of the Internationalization Tag Set, and a name.
fn kind(group: Group) -> (&'static str, &'static str) {
    match group {
        Group::Truncation => ("grammar", "Truncated text"),
        Group::Name => ("misspelling", "Names"),
        Group::Artefact => ("grammar", "Machine-translation artefacts"),
        Group::Leak => ("addition", "What a pipeline left"),
        Group::Consistency => ("inconsistency", "Consistency"),
        Group::Typography => ("typographical", "Typography"),
        Group::Translation => ("mistranslation", "Translation and source"),
    }
}

/// The answer to a check.
pub fn answer(ask: &Ask, report: &FileReport, desk: &Desk) -> Value {
    let Some(source) = &report.source else { return json!({}) };
    let pieces: Vec<&Piece> = report.each.iter().flat_map(|a| &a.outline).collect();
    let mut sentences: Vec<FileSpan> = pieces.iter().flat_map(|p| p.sentences.iter().copied()).collect();
    sentences.sort_by_key(FileSpan::start);
    let project = desk.project();
    let metas: HashMap<&str, &RuleMeta> = match report.diagnostics.is_empty() {
        true => HashMap::new(),
        false => records(&project.linter).map(|m| (m.id.as_ref(), m)).collect(),
    };
    let place = |span: FileSpan| ask.text.place(span.start(), span.end(), |at| source.utf16(at));
    let matches: Vec<Value> = report.diagnostics.iter().map(|d| one(d, source, &sentences, &metas, place(d.span))).collect();
    let ranges: Vec<Value> = sentences.iter().map(|s| place(*s)).map(|(start, end)| json!([start, end])).collect();
    let guessed = report.each.first().map_or(Language::UNKNOWN, |a| a.language);
    let known = ask.language.as_deref().unwrap_or(guessed.code());
    let name = |code: &str| match VARIANTS.iter().find(|(_, long, _)| *long == code) {
        Some((_, _, name)) => (*name).to_owned(),
        None => ask::language(code).unwrap_or(Language::UNKNOWN).to_string(),
    };
    let sure = match () {
        () if ask.language.is_some() => 1.0,
        () if guessed == Language::UNKNOWN => 0.0,
        () => GUESSED,
    };
    json!({
        "software": software(),
        "warnings": {"incompleteResults": report.more > 0},
        "language": {
            "name": name(known), "code": known,
            "detectedLanguage": {"name": name(guessed.code()), "code": guessed.code(), "confidence": sure},
        },
        "matches": matches,
        "sentenceRanges": ranges,
    })
}

fn one(d: &Diagnostic, source: &Source, sentences: &[FileSpan], metas: &HashMap<&str, &RuleMeta>, place: (usize, usize)) -> Value {
    let text = source.text();
    let (issue, category) = kind(d.group);
    let (start, end) = place;
    let sentence = sentences.partition_point(|s| s.start() <= d.span.start()).checked_sub(1).and_then(|i| sentences.get(i));
    let replacements: Vec<Value> =
        d.suggestions.iter().filter_map(|s| replacement(d, s.place, &s.replacement, text)).take(OFFERED).collect();
    let summary = metas.get(d.rule.as_ref()).map_or("", |m| m.summary.as_ref());
    let type_name = match (d.group, d.severity) {
        (Group::Name, _) => "UnknownWord",
        (_, Severity::Info) => "Hint",
        _ => "Other",
    };
    json!({
        "message": d.message, "shortMessage": summary, "replacements": replacements, "offset": start, "length": end - start,
        "context": context(text, d.span), "sentence": sentence.map_or("", |s| s.slice(text)), "type": {"typeName": type_name},
        "rule": {
            "id": d.rule, "description": summary, "issueType": issue,
            "category": {"id": d.group.as_str().to_ascii_uppercase(), "name": category}, "isPremium": false, "confidence": crate::diagnostic::rounded(d.confidence),
        },
        "ignoreForIncompleteSentence": d.group == Group::Truncation, "contextForSureMatch": -1,
    })
}

/// What would stand where the match does: clients replace the whole of it.
fn replacement(d: &Diagnostic, place: FileSpan, new: &str, text: &str) -> Option<Value> {
    if !d.span.contains(&place) {
        return None;
    }
    let (before, after) = (text.get(d.span.start()..place.start())?, text.get(place.end()..d.span.end())?);
    Some(json!({"value": format!("{before}{new}{after}")}))
}

/// The text around a match on one line, and where it stands there, in UTF-16 code units.
fn context(text: &str, span: FileSpan) -> Value {
    let (before, after) = (text.get(..span.start()).unwrap_or_default(), text.get(span.end()..).unwrap_or_default());
    let begin = before.len() - unicode::tail(before, AROUND).len();
    let end = unicode::head(after, AROUND).len();
    let lead = if begin > 0 { "..." } else { "" };
    let trail = if end < after.len() { "..." } else { "" };
    let before = before.get(begin..).unwrap_or_default();
    let shown =
        format!("{lead}{before}{}{}{trail}", span.slice(text), after.get(..end).unwrap_or_default()).replace(['\n', '\r', '\t'], " ");
    let units = |text: &str| text.encode_utf16().count();
    json!({"text": shown, "offset": units(lead) + units(before), "length": units(span.slice(text))})
}
