//! Reads one configuration file. What is wrong in it is told with its place, and the rest of it holds.

use super::{Config, nearest};
use crate::{analysis::Language, document::Format, source::Source, span::FileSpan};
use serde::Deserialize;
use serde_json::Value;
use std::{
    borrow::Cow,
    fs,
    io::Read,
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// Configuration files above this many bytes are refused.
const MAX_BYTES: u64 = 1 << 20;

/// Something wrong at a place of a configuration or rule file.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Where, in bytes of the file.
    pub span: FileSpan,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// Something wrong with a configuration file.
#[derive(Clone, Debug)]
pub enum ConfigFault {
    /// It can't be read, or leads somewhere it must not.
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// What it says is wrong.
    Place {
        /// The file's text.
        source: Arc<Source>,
        /// What is wrong in it.
        fault: Fault,
    },
}

/// A configuration file as it was read.
pub(super) struct Loaded {
    pub source: Arc<Source>,
    pub config: Config,
    pub faults: Vec<Fault>,
    /// The names of rules in it that may be wrong, with their places: own rules are known later.
    pub names: Vec<(String, Range<usize>)>,
    /// Where the entries of `extends` and `rules` stand, patterns, and the names that the house has settled.
    pub paths: Vec<(String, Range<usize>)>,
}

/// Reads a file, however wrong it is.
pub(super) fn load(path: &Path, shown: String) -> Result<Loaded, String> {
    let mut bytes = Vec::new();
    fs::File::open(path).and_then(|f| f.take(MAX_BYTES + 1).read_to_end(&mut bytes)).map_err(|e| e.to_string())?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(format!("larger than the {MAX_BYTES} bytes that a configuration may have"));
    }
    let source = Source::from_bytes(shown, bytes).map_err(|e| e.to_string())?;
    let (config, faults, names, paths) = parse(source.text());
    Ok(Loaded { source: Arc::new(source), config, faults, names, paths })
}

type Named = Vec<(String, Range<usize>)>;

fn parse(text: &str) -> (Config, Vec<Fault>, Named, Named) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let place = |r: Option<Range<usize>>| r.map_or(FileSpan::new(0, 0), |r| FileSpan::new(r.start, r.end));
    let mut faults: Vec<Fault> =
        errors.iter().map(|e| Fault { span: place(e.span()), message: e.message().to_owned(), help: None }).collect();
    let span = table.span();
    let mut table = table.into_inner();
    let schema = super::schema();
    drop_unknown(&mut table, &schema, &schema, &mut faults);
    check_values(&mut table, &mut faults);
    let (names, paths) = (rule_names(&table), path_names(&table));
    // What has the wrong type falls away with its key; each turn takes one away.
    let config = loop {
        match Config::deserialize(toml::de::Deserializer::from(Spanned::new(span.clone(), table.clone()))) {
            Ok(config) => break config,
            Err(error) => {
                faults.push(Fault { span: place(error.span()), message: error.message().trim_end().to_owned(), help: None });
                let at = error.span().map_or(usize::MAX, |s| s.start);
                let key = table.iter().find(|(k, v)| k.span().contains(&at) || v.span().contains(&at)).map(|(k, _)| k.clone());
                let Some(key) = key else { break Config::default() };
                table.remove(&key);
            }
        }
    };
    (config, faults, names, paths)
}

/// Keeps the entries that `keep` says yes to.
fn retain<'i>(table: &mut DeTable<'i>, mut keep: impl FnMut(&Spanned<Cow<'i, str>>, &mut Spanned<DeValue<'i>>) -> bool) {
    let gone: Vec<String> = table.iter_mut().filter_map(|(k, v)| (!keep(k, v)).then(|| k.get_ref().to_string())).collect();
    for key in gone {
        table.remove(key.as_str());
    }
}

/// Takes out the keys that the schema does not know, each with a fault that names the nearest one.
fn drop_unknown(table: &mut DeTable<'_>, schema: &Value, root: &Value, faults: &mut Vec<Fault>) {
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
    retain(table, |key, value| {
        let name: &str = key.get_ref();
        let Some(property) = properties.get(name) else {
            let help = nearest(name, properties.keys().map(String::as_str)).map(|n| format!("did you mean `{n}`?"));
            faults.push(Fault { span: FileSpan::new(key.span().start, key.span().end), message: format!("unknown key `{name}`"), help });
            return false;
        };
        let below = property.get("items").unwrap_or(property);
        let name = below.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix('#'));
        if let Some(inner) = name.and_then(|pointer| root.pointer(pointer)) {
            match value.get_mut() {
                DeValue::Table(t) => drop_unknown(t, inner, root, faults),
                DeValue::Array(items) => {
                    for item in items.iter_mut() {
                        if let DeValue::Table(t) = item.get_mut() {
                            drop_unknown(t, inner, root, faults);
                        }
                    }
                }
                _ => {}
            }
        }
        true
    });
}

/// The table itself and those of its overrides.
fn tables<'t, 'i>(table: &'t DeTable<'i>) -> impl Iterator<Item = &'t DeTable<'i>> {
    let overrides = table.get("overrides").and_then(|v| v.get_ref().as_array());
    std::iter::once(table).chain(overrides.into_iter().flat_map(|a| a.iter().filter_map(|v| v.get_ref().as_table())))
}

/// Languages nobody knows and numbers out of range; they are taken out.
fn check_values(table: &mut DeTable<'_>, faults: &mut Vec<Fault>) {
    let mut wrong = |key: &str, value: &Spanned<DeValue<'_>>| {
        let message = match (key, value.get_ref()) {
            ("language" | "default-language", DeValue::String(code)) if Language::from_code(code).is_none() => {
                format!("no language has the code `{code}`")
            }
            ("min-confidence", DeValue::Float(n)) if !n.as_str().parse::<f32>().is_ok_and(|n| (0.0..=1.0).contains(&n)) => {
                "confidence goes from 0 to 1".to_owned()
            }
            ("format", DeValue::String(name)) if Format::from_name(name).is_none() => {
                format!("a format is one of {}", Format::usual_names().collect::<Vec<_>>().join(", "))
            }
            ("max-file-size", DeValue::Integer(n)) if n.as_str().starts_with(['-', '0']) => "a file has at least 1 byte".to_owned(),
            ("max-diagnostics", DeValue::Integer(n)) if n.as_str().starts_with('-') => "a number of diagnostics, or 0 for all".to_owned(),
            _ => return false,
        };
        faults.push(Fault { span: FileSpan::new(value.span().start, value.span().end), message, help: None });
        true
    };
    retain(table, |k, v| !wrong(k.get_ref(), v));
    if let Some(DeValue::Table(source)) = table.get_mut("source").map(|v| v.get_mut()) {
        retain(source, |k, v| !wrong(k.get_ref(), v));
    }
    if let Some(DeValue::Array(overrides)) = table.get_mut("overrides").map(|v| v.get_mut()) {
        for item in overrides.iter_mut() {
            if let DeValue::Table(t) = item.get_mut() {
                retain(t, |k, v| !wrong(k.get_ref(), v));
            }
        }
    }
}

fn strings<'t>(table: &'t DeTable<'_>, key: &str) -> impl Iterator<Item = (String, Range<usize>)> + 't {
    let items = table.get(key).and_then(|v| v.get_ref().as_array());
    items.into_iter().flat_map(|a| a.iter().filter_map(|v| Some((v.get_ref().as_str()?.to_owned(), v.span()))))
}

fn rule_names(table: &DeTable<'_>) -> Named {
    let mut names = Vec::new();
    for t in tables(table) {
        names.extend(strings(t, "select").chain(strings(t, "ignore")));
        if let Some(DeValue::Table(severity)) = t.get("severity").map(Spanned::get_ref) {
            names.extend(severity.keys().map(|k| (k.get_ref().to_string(), k.span())));
        }
    }
    names
}

fn path_names(table: &DeTable<'_>) -> Named {
    let mut paths: Named = ["extends", "rules", "exclude"].iter().flat_map(|key| strings(table, key)).collect();
    if let Some(DeValue::Table(source)) = table.get("source").map(Spanned::get_ref) {
        paths.extend(strings(source, "glossary"));
    }
    for t in tables(table) {
        paths.extend(strings(t, "paths"));
        let Some(DeValue::Table(names)) = t.get("names").map(Spanned::get_ref) else { continue };
        paths.extend(strings(names, "accept").chain(strings(names, "files")));
        if let Some(DeValue::Table(prefer)) = names.get("prefer").map(Spanned::get_ref) {
            paths.extend(prefer.keys().flat_map(|right| strings(prefer, right.get_ref())));
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<(String, String, Option<String>)> {
        let (_, faults, ..) = parse(text);
        faults.iter().map(|f| (f.span.slice(text).to_owned(), f.message.clone(), f.help.clone())).collect()
    }

    #[test]
    fn unknown_keys_are_answered_with_the_nearest_known_one() {
        let text = "ignroe = ['name']\nfail-on = 'error'\n\n[[overrides]]\npath = ['a/**']\n";
        let help = |n: &str| Some(format!("did you mean `{n}`?"));
        assert_eq!(
            faults(text),
            [
                ("ignroe".to_owned(), "unknown key `ignroe`".to_owned(), help("ignore")),
                ("path".to_owned(), "unknown key `path`".to_owned(), help("paths"))
            ]
        );
        assert_eq!(parse(text).0.fail_on, Some(crate::diagnostic::Severity::Error), "the rest holds");
    }

    #[test]
    fn wrong_values_are_told_with_their_place_and_the_rest_holds() {
        let text = "fail-on = 'worst'\nmin-confidence = 1.5\nlanguage = 'xx'\nignore = ['leak']\nextensions = 3\nmax-file-size = -1\n";
        let places: Vec<String> = faults(text).into_iter().map(|(place, ..)| place).collect();
        for place in ["'worst'", "1.5", "'xx'", "3", "-1"] {
            assert!(places.contains(&place.to_owned()), "{place} in {places:?}");
        }
        let (config, ..) = parse(text);
        assert_eq!(config, Config { ignore: vec!["leak".to_owned()], ..Config::default() });
    }

    #[test]
    fn every_syntax_error_is_told() {
        assert!(!faults("ignore = [\nfail-on = = 'error'\n").is_empty());
        assert!(!faults(&"a=[".repeat(5000)).is_empty());
        assert!(!faults(&"[".repeat(100_000)).is_empty());
    }
}
