//! Writes what an editor's user has decided into `copydesk.toml`, where the command line and everyone else finds it. Comments and
//! order of the file stay.

use crate::config;
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value};

/// What was decided.
#[derive(Clone, Copy, Debug)]
pub enum Decision<'d> {
    /// A name is right as it is spelt.
    Accept(&'d str),
    /// A spelling is preferred to another.
    Prefer {
        /// The preferred one.
        right: &'d str,
        /// The other.
        variant: &'d str,
    },
    /// A rule does not run for one file.
    Ignore {
        /// The rule.
        rule: &'d str,
        /// The file, from the root on.
        file: &'d Path,
    },
}

/// Writes a decision into a configuration file, which is made where it is not there.
///
/// # Errors
/// In words: it can't be read or written, is no TOML, or has something else where the decision belongs.
pub fn write(file: &Path, decision: Decision<'_>) -> Result<(), String> {
    let told = |e: &dyn std::fmt::Display| format!("{}: {e}", file.display());
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(e) if e.kind() == io::ErrorKind::NotFound => String::new(),
        Err(e) => return Err(told(&e)),
    };
    let text = decided(&text, file, decision).map_err(|e| told(&e))?;
    replace(file, &text).map_err(|e| told(&e))
}

/// In one step, with the permissions that it had; a link stays a link.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    let target = fs::canonicalize(file).unwrap_or_else(|_| file.to_path_buf());
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut temporary = tempfile::Builder::new().prefix(".copydesk-").suffix(".tmp").tempfile_in(folder)?;
    temporary.write_all(text.as_bytes())?;
    match fs::metadata(&target) {
        Ok(there) => temporary.as_file().set_permissions(there.permissions())?,
        #[cfg(unix)]
        Err(_) => temporary.as_file().set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644))?,
        #[cfg(not(unix))]
        Err(_) => {}
    }
    temporary.persist(&target)?;
    Ok(())
}

/// The text of a configuration with a decision in it.
fn decided(text: &str, file: &Path, decision: Decision<'_>) -> Result<String, String> {
    let mut document: DocumentMut = text.parse().map_err(|e: toml_edit::TomlError| e.message().to_owned())?;
    match decision {
        Decision::Accept(name) => add(table(document.as_table_mut(), "names")?, "accept", name)?,
        Decision::Prefer { right, variant } => add(table(table(document.as_table_mut(), "names")?, "prefer")?, right, variant)?,
        Decision::Ignore { rule, file: article } => {
            let base = file.parent().unwrap_or(Path::new(""));
            let path = article.strip_prefix(base).map_err(|_| "the article is not below the configuration".to_owned())?;
            ignore(&mut document, &pattern(path), rule)?;
        }
    }
    Ok(document.to_string())
}

/// A path as a pattern that means this file; one beside the configuration also those of its name in folders below.
fn pattern(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let mut out = String::new();
    for c in path.chars() {
        if matches!(c, '*' | '?' | '[' | ']' | '{' | '}') {
            out.extend(['[', c, ']']);
        } else {
            out.push(c);
        }
    }
    out
}

fn table<'t>(parent: &'t mut dyn toml_edit::TableLike, key: &str) -> Result<&'t mut dyn toml_edit::TableLike, String> {
    let entry = parent.entry(key).or_insert_with(|| {
        let mut table = Table::new();
        table.set_implicit(true);
        Item::Table(table)
    });
    entry.as_table_like_mut().ok_or_else(|| format!("`{key}` is no table"))
}

/// Adds a text to a list, unless it is there.
fn add(table: &mut dyn toml_edit::TableLike, key: &str, value: &str) -> Result<(), String> {
    let entry = table.entry(key).or_insert_with(|| Item::Value(Value::Array(Array::new())));
    let list = entry.as_array_mut().ok_or_else(|| format!("`{key}` is no list"))?;
    if !list.iter().any(|v| v.as_str() == Some(value)) {
        list.push(value);
    }
    Ok(())
}

fn ignore(document: &mut DocumentMut, pattern: &str, rule: &str) -> Result<(), String> {
    let one = |v: Option<&Item>| v.and_then(Item::as_array).is_some_and(|a| a.len() == 1 && a.iter().all(|p| p.as_str() == Some(pattern)));
    match document.entry("overrides").or_insert_with(|| Item::ArrayOfTables(toml_edit::ArrayOfTables::new())) {
        Item::ArrayOfTables(tables) => {
            if let Some(own) = tables.iter_mut().find(|t| one(t.get("paths"))) {
                return add(own, "ignore", rule);
            }
            let mut own = Table::new();
            add(&mut own, "paths", pattern)?;
            add(&mut own, "ignore", rule)?;
            tables.push(own);
        }
        Item::Value(Value::Array(list)) => {
            let mut own = InlineTable::new();
            add(&mut own, "paths", pattern)?;
            add(&mut own, "ignore", rule)?;
            list.push(Value::InlineTable(own));
        }
        _ => return Err("`overrides` is no list of tables".to_owned()),
    }
    Ok(())
}

/// The configuration file that a decision about the article belongs in: its own, or a new one in `root`.
pub fn file_for(project: Option<&Path>, root: &Path) -> PathBuf {
    project.map_or_else(|| root.join(config::NAMES[0]), Path::to_path_buf)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "/desk/copydesk.toml";

    fn after(text: &str, decision: Decision<'_>) -> String {
        decided(text, Path::new(FILE), decision).unwrap()
    }

    #[test]
    fn decisions_leave_the_rest_of_the_file_as_it_is() {
        let text = "# ours\nignore = [\"leak\"] # for now\n\n[names]\naccept = [\n  \"Kiev\", # the dish\n]\n";
        let out = after(text, Decision::Accept("Tehran Times"));
        assert!(out.starts_with("# ours\nignore = [\"leak\"] # for now\n") && out.contains("# the dish"), "{out}");
        let config: config::Config = toml::from_str(&out).unwrap();
        assert_eq!(config.names.accept, ["Kiev", "Tehran Times"]);
        assert_eq!(after(&out, Decision::Accept("Kiev")), out, "said already");
    }

    #[test]
    fn an_empty_file_takes_every_decision() {
        let article = Path::new("/desk/wire/a*.md");
        let mut text = String::new();
        for decision in [
            Decision::Prefer { right: "Kyiv", variant: "Kiev" },
            Decision::Prefer { right: "Kyiv", variant: "Kiew" },
            Decision::Accept("Odesa"),
            Decision::Ignore { rule: "both-the", file: article },
            Decision::Ignore { rule: "doubled-word", file: article },
            Decision::Ignore { rule: "both-the", file: Path::new("/desk/b.txt") },
        ] {
            text = after(&text, decision);
        }
        let config: config::Config = toml::from_str(&text).unwrap();
        assert_eq!(config.names.prefer["Kyiv"], ["Kiev", "Kiew"]);
        assert_eq!(config.names.accept, ["Odesa"]);
        assert_eq!(config.overrides.len(), 2, "{text}");
        assert_eq!((config.overrides[0].paths.as_slice(), config.overrides[0].ignore.len()), (&["wire/a[*].md".to_owned()][..], 2));
        assert_eq!(config.overrides[1].paths, ["b.txt"]);
    }

    #[test]
    fn what_stands_in_the_way_is_told() {
        for text in ["names = 3\n", "[names]\naccept = \"Kiev\"\n", "[names\n"] {
            assert!(decided(text, Path::new(FILE), Decision::Accept("Odesa")).is_err(), "{text}");
        }
    }
}
