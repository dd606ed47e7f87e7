//! `copydesk --version --verbose`: what this program was built of.

use crate::{language::Pack, report::rules::catalogue, rule::Languages};
use std::{collections::BTreeMap, fmt::Write as _};

include!(concat!(env!("OUT_DIR"), "/about.rs"));

/// Of what date the lists are: columns list, source and date, one line a source.
static DATES: &str = copydesk_data::DATES;

/// The commit, as it is shown.
pub fn commit() -> &'static str {
    COMMIT.unwrap_or("not recorded (a development build)")
}

/// The version in a line; with `verbose` also the commit, the rules and the data that are compiled in.
pub fn version(verbose: bool) -> String {
    let mut out = format!("copydesk {}\n", env!("CARGO_PKG_VERSION"));
    if !verbose {
        return out;
    }
    let _ = writeln!(out, "commit: {}", commit());
    let metas = catalogue();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for meta in &metas {
        match &meta.languages {
            Languages::Any => *counts.entry("every language").or_default() += 1,
            Languages::Only(codes) => codes.iter().for_each(|code| *counts.entry(code).or_default() += 1),
        }
    }
    let counts: Vec<String> = counts.iter().map(|(language, rules)| format!("{rules} for {language}")).collect();
    let _ = writeln!(out, "rules: {} ({})", metas.len(), counts.join(", "));
    let packs: Vec<&str> = Pack::ALL.iter().map(|p| p.code).collect();
    let _ = writeln!(out, "languages with data of their own: {}", packs.join(", "));
    out.push_str("lists of people and of what is in the news, as of:\n");
    for line in DATES.lines().filter(|l| !l.starts_with('#')) {
        if let [_, source, date] = line.split('\t').collect::<Vec<_>>()[..] {
            let _ = writeln!(out, "  {date:8} {source}");
        }
    }
    out.push_str("lists and models, bytes:\n");
    for (path, bytes) in copydesk_data::ALL.iter().chain(copydesk_models::ALL) {
        let _ = writeln!(out, "{bytes:9}  {path}");
    }
    out
}
