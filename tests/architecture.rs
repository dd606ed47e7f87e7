//! Data goes one way: a module imports only from its left.

use std::{fs, path::Path};

/// The rooms, from left to right; those of one row may not import each other.
const ORDER: &[&[&str]] = &[
    &["span", "unicode"],
    &["source"],
    &["document"],
    &["lexicon"],
    &["language"],
    &["analysis"],
    &["diagnostic"],
    &["bitext"],
    &["rule"],
    &["rules"],
    &["engine", "triage", "ledger", "bitext"],
    &["config"],
    &["filter", "fix"],
    &["session", "spec"],
    &["report", "lsp"],
    &["desk"],
    &["serve", "mcp"],
    &["cli"],
];

fn rank(room: &str) -> Option<usize> {
    ORDER.iter().position(|row| row.contains(&room))
}

fn walk(dir: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(dir).unwrap().map(Result::unwrap) {
        match entry.path() {
            p if p.is_dir() => walk(&p, files),
            p if p.extension().is_some_and(|e| e == "rs") => files.push(p),
            _ => {}
        }
    }
}

/// The rooms that a file's `use crate::…` lines and `crate::…` paths name.
fn imports(text: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    let code = text.split("#[cfg(test)]").next().unwrap_or(text);
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            // The first name of each entry at the outermost level of the braces.
            let (mut depth, mut fresh, mut name) = (1, true, String::new());
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                if depth == 0 || (depth == 1 && c == ',') {
                    rooms.push(std::mem::take(&mut name));
                    fresh = true;
                    if depth == 0 {
                        break;
                    }
                } else if depth == 1 && fresh && (c.is_alphanumeric() || c == '_') {
                    name.push(c);
                } else if !c.is_whitespace() {
                    fresh = false;
                }
            }
        } else {
            rooms.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect());
        }
    }
    rooms.retain(|r| !r.is_empty());
    rooms
}

#[test]
fn imports_go_left() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&src, &mut files);
    let mut wrong = Vec::new();
    for file in files {
        let inner = file.strip_prefix(&src).unwrap();
        let room = inner.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
        if matches!(room.as_str(), "lib" | "main") {
            continue;
        }
        let Some(here) = rank(&room) else {
            wrong.push(format!("{}: a room that the order does not name", inner.display()));
            continue;
        };
        for other in imports(&fs::read_to_string(&file).unwrap()) {
            match rank(&other) {
                Some(there) if other != room && there >= here => wrong.push(format!("{} imports from {other}", inner.display())),
                None if other != room => wrong.push(format!("{} imports from {other}, which the order does not name", inner.display())),
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Rooms whose code reads every language: what they ask of words stands in the packs.
const OF_ALL_LANGUAGES: &[&str] = &["analysis/tokens.rs", "analysis/sentences.rs", "analysis/mod.rs", "analysis/name_words.rs"];

/// A word list of English, by what it is called or by what it holds, outside the pack.
#[test]
fn words_of_languages_stand_in_packs() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    walk(&src, &mut files);
    let mut wrong = Vec::new();
    for file in files {
        let inner = file.strip_prefix(&src).unwrap().to_string_lossy().into_owned();
        if inner.starts_with("language/") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or(&text);
        // Verbs that name a speaker once stood in four places, and no two lists were the same.
        if code.contains("\"said\", \"says\"") || code.contains("\"says\", \"said\"") {
            wrong.push(format!("{inner}: a list of verbs of saying"));
        }
        let lists =
            code.match_indices("&[\"").filter(|(at, _)| code[*at..].split(']').next().is_some_and(|l| l.matches('"').count() >= 30));
        if OF_ALL_LANGUAGES.contains(&inner.as_str()) && lists.count() > ALLOWED.iter().filter(|(f, _)| *f == inner).count() {
            wrong.push(format!("{inner}: a list of words"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Lists that are no language's, by file, and what they are.
const ALLOWED: &[(&str, &str)] = &[
    ("analysis/name_words.rs", "surnames that stand first"),
    ("analysis/name_words.rs", "letters that no syllable of theirs has together"),
];

#[test]
fn imports_are_read_from_braces() {
    assert_eq!(imports("use crate::{a::{b, c}, d};\nuse crate::e::f;"), ["a", "d", "e"]);
}
