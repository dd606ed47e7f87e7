//! The seeds: real-looking news that must stay silent, and the same with planted faults, each with what must be reported beside it.

use copydesk::{
    document::Format,
    engine::{Linter, Options},
    rules,
    source::Source,
};
use std::{fs, path::Path};

/// `(rule, marked text)` of every diagnostic on a file, sorted.
fn reported(linter: &Linter, path: &Path) -> Vec<(String, String)> {
    let name = path.to_str().unwrap();
    let source = Source::from_bytes(name, fs::read(path).unwrap()).unwrap();
    let mut found: Vec<_> = linter.check(&source, Format::of_path(name)).into_iter().map(|d| (d.rule.to_string(), d.text)).collect();
    found.sort();
    found
}

fn articles(folder: &str) -> Vec<std::path::PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(folder);
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e != "expected")).collect();
    paths.sort();
    assert!(paths.len() >= 20, "too few seeds: {}", paths.len());
    paths
}

#[test]
fn clean_articles_stay_silent() {
    let linter = Linter::new(rules::all(), Options::default());
    let noise: Vec<String> = articles("clean")
        .iter()
        .flat_map(|p| reported(&linter, p).into_iter().map(move |(r, t)| format!("{}: {r}: {t:?}", p.display())))
        .collect();
    assert!(noise.is_empty(), "{}", noise.join("\n"));
}

#[test]
fn planted_faults_are_reported_and_nothing_else() {
    let linter = Linter::new(rules::all(), Options::default());
    let mut wrong = Vec::new();
    for path in articles("planted") {
        let list = fs::read_to_string(path.with_extension("expected")).unwrap();
        let mut expected: Vec<(String, String)> =
            list.lines().filter_map(|l| l.split_once('\t')).map(|(rule, text)| (rule.to_owned(), text.to_owned())).collect();
        expected.sort();
        let found = reported(&linter, &path);
        if found != expected {
            let only = |a: &[(String, String)], b: &[(String, String)]| a.iter().filter(|x| !b.contains(x)).cloned().collect::<Vec<_>>();
            wrong.push(format!("{}: missed {:?}, not expected {:?}", path.display(), only(&expected, &found), only(&found, &expected)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
