//! `copydesk names`: the ledger of names, as a table, CSV or JSON, and as a list for `[names]`.

use super::Problem;
#[cfg(feature = "cli")]
use super::{Appearance, clean, count, json::text, triage::field};
#[cfg(feature = "cli")]
use crate::lexicon::house;
use crate::{
    analysis::NameKind,
    ledger::{At, Name},
};
#[cfg(feature = "cli")]
use clap::ValueEnum;
use serde_json::{Value, json};
#[cfg(feature = "cli")]
use std::{
    fmt::Write as _,
    io::{self, Write},
};
#[cfg(feature = "cli")]
use unicode_width::UnicodeWidthStr;

/// A format that the ledger is written in.
#[cfg(feature = "cli")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A table
    Table,
    /// Comma-separated values with a heading, a line for each spelling
    Csv,
    /// One JSON object
    Json,
}

fn kind(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "person",
        NameKind::Place => "place",
        NameKind::Organisation => "organisation",
        NameKind::Nationality => "nationality",
        NameKind::Other => "other",
    }
}

#[cfg(feature = "cli")]
fn at(at: &At) -> String {
    format!("{}:{}:{}", at.path, at.place.line, at.place.column)
}

/// The ledger as one JSON object; `left_out` spellings more were met than are kept.
pub fn object(names: &[Name], left_out: usize, problems: &[Problem]) -> Value {
    let problems = problems.iter().map(|p| json!({"path": p.path, "message": p.message})).collect::<Vec<_>>();
    json!({"names": names.iter().map(name).collect::<Vec<_>>(), "left_out": left_out, "problems": problems})
}

/// Writes the ledger.
///
/// # Errors
/// Those of the writer.
#[cfg(feature = "cli")]
pub fn write(
    out: &mut dyn Write,
    format: Format,
    appearance: Appearance,
    names: &[Name],
    left_out: usize,
    problems: &[Problem],
) -> io::Result<()> {
    match format {
        Format::Json => writeln!(out, "{}", text(&object(names, left_out, problems))),
        Format::Csv => csv(out, names),
        Format::Table => table(out, appearance, names),
    }
}

fn name(name: &Name) -> Value {
    let place = |a: &At| json!({"path": a.path, "line": a.place.line, "column": a.place.column});
    json!({
        "name": name.spellings.first().map_or("", |s| s.text.as_str()),
        "kind": kind(name.kind),
        "count": name.count,
        "spellings": name.spellings.iter().map(|s| json!({
            "text": s.text,
            "count": s.count,
            "articles": s.articles,
            "places": s.places.iter().map(place).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    })
}

#[cfg(feature = "cli")]
fn csv(out: &mut dyn Write, names: &[Name]) -> io::Result<()> {
    writeln!(out, "name,kind,spelling,count,articles,places")?;
    for name in names {
        let right = name.spellings.first().map_or("", |s| s.text.as_str());
        for s in &name.spellings {
            let places = s.places.iter().map(at).collect::<Vec<_>>().join(" ");
            let (right, spelling, places) = (field(right), field(&s.text), field(&places));
            writeln!(out, "{right},{},{spelling},{},{},{places}", kind(name.kind), s.count, s.articles)?;
        }
    }
    Ok(())
}

#[cfg(feature = "cli")]
fn table(out: &mut dyn Write, appearance: Appearance, names: &[Name]) -> io::Result<()> {
    let (bold, faint, end) = if appearance.colour { ("\x1b[1m", "\x1b[2m", "\x1b[0m") } else { ("", "", "") };
    let spellings = || names.iter().flat_map(|n| n.spellings.iter().enumerate().map(move |(i, s)| (n, i, s)));
    // The other spellings of a name stand below it, a little to the right.
    let shown = |i: usize, s: &str| format!("{}{}", if i > 0 { "  " } else { "" }, clean::line(s));
    let width = spellings().map(|(_, i, s)| shown(i, &s.text).width()).max().unwrap_or(0).clamp(4, 48);
    if !names.is_empty() {
        writeln!(out, "{bold}count  articles  kind          {:width$}  first{end}", "name")?;
    }
    for (name, i, s) in spellings() {
        let text = shown(i, &s.text);
        let room = " ".repeat(width.saturating_sub(text.width()));
        let place = s.places.first().map_or(String::new(), |a| clean::line(&at(a)).into_owned());
        let kind = if i == 0 { kind(name.kind) } else { "" };
        writeln!(out, "{:>5}  {:>8}  {kind:12}  {text}{room}  {faint}{place}{end}", s.count, s.articles)?;
    }
    if !appearance.quiet {
        let several = names.iter().filter(|n| n.spellings.len() > 1).count();
        writeln!(out, "{}, {several} of them spelt more than one way", count(names.len(), "name"))?;
    }
    Ok(())
}

/// The list to start from, for `files` of `[names]`: a name a line, and what it replaces. It is what was found, not what is right.
#[cfg(feature = "cli")]
pub fn list(names: &[Name]) -> String {
    let mut out = String::from(
        "# Names found by copydesk, the spelling of most articles first: correct this list, then name it in copydesk.toml:\n\
         # [names]\n# files = [\"names.txt\"]\n# A line is a name, or a preferred spelling and those that it replaces: Kyiv: Kiev, Kiew\n",
    );
    let mut taken = std::collections::BTreeSet::new();
    let plain = |s: &str| !s.contains([':', ',', '#']) && !s.contains(char::is_control);
    for name in names {
        let mut spellings = name.spellings.iter().filter(|s| plain(&s.text) && taken.insert(s.text.clone()));
        let Some(right) = spellings.next() else { continue };
        // What stands in capitals is the same spelling.
        let others: Vec<String> = spellings.filter(|s| !house::is_capitals(&s.text)).map(|s| s.text.clone()).collect();
        let colon = if others.is_empty() { "" } else { ": " };
        let _ = writeln!(out, "{}{colon}{}  # {}", right.text, others.join(", "), count(name.count, "time"));
    }
    out
}
