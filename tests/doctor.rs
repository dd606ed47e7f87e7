//! What the program tells of itself and of what it finds in a folder.

use serde_json::Value;
use std::{fs, path::Path, process::Command};
use tempfile::TempDir;

fn run(dir: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk")).current_dir(dir).args(arguments).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

fn doctor(dir: &Path, arguments: &[&str]) -> (i32, Value) {
    let (status, out) = run(dir, &[&["doctor", "--format", "json"][..], arguments].concat());
    (status, serde_json::from_str(&out).unwrap())
}

fn why(found: &Value, rule: &str) -> Option<String> {
    let off = found["rules"]["off"].as_array().unwrap();
    Some(off.iter().find(|r| r["rule"] == rule)?["why"].as_str().unwrap().to_owned())
}

#[test]
fn the_version_is_a_line_and_with_verbose_all_that_is_compiled_in() {
    let dir = TempDir::new().unwrap();
    let line = format!("copydesk {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(run(dir.path(), &["--version"]), (0, line.clone()));
    assert_eq!(run(dir.path(), &["-V"]), (0, line.clone()));
    let (status, long) = run(dir.path(), &["--version", "--verbose"]);
    assert_eq!(status, 0);
    assert!(long.starts_with(&line) && long.contains("\ncommit: "), "{long}");
    // Each figure is that of the file it names.
    let size = fs::metadata(Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/copydesk-models/models/tagger.bin")).unwrap().len();
    assert!(long.lines().any(|l| l.split_whitespace().eq([size.to_string().as_str(), "models/tagger.bin"])), "{long}");
    assert!(long.contains("congress-legislators"), "the dates of the lists of people: {long}");
    assert_eq!(run(dir.path(), &["--verbose"]).0, 2, "verbose without version means nothing");
    assert_eq!(run(dir.path(), &["--color", "never"]).0, 2, "a command is missing");
}

#[test]
fn without_a_configuration_the_defaults_are_told() {
    let dir = TempDir::new().unwrap();
    let (status, found) = doctor(dir.path(), &["--no-config"]);
    assert_eq!(status, 0);
    assert_eq!(found["configuration"]["file"], Value::Null);
    assert_eq!(found["profile"], Value::Null);
    assert_eq!(found["dialect"], "detect");
    assert!(found["extensions"].as_array().unwrap().contains(&"md".into()));
    assert!(found["rules"]["on"].as_u64().unwrap() > 50);
    assert_eq!(why(&found, "both-the"), None);
    assert_eq!(why(&found, "name-across").as_deref(), Some("runs with `--across` only"));
}

#[test]
fn every_rule_that_is_off_has_its_reason() {
    let dir = TempDir::new().unwrap();
    let file = "profile = 'docs'\nlanguage = 'en'\ndialect = 'mdx'\nextensions = ['rst']\nignore = ['name', 'both-the']\ntriage = false\n";
    fs::write(dir.path().join("copydesk.toml"), file).unwrap();
    let (status, found) = doctor(dir.path(), &[]);
    assert_eq!(status, 0);
    assert!(found["configuration"]["file"].as_str().unwrap().ends_with("copydesk.toml"));
    assert_eq!((found["profile"].as_str(), found["language"].as_str()), (Some("docs"), Some("en")));
    assert_eq!(found["extensions"], serde_json::json!(["rst"]));
    assert_eq!(found["dialect"], "mdx");
    assert_eq!(why(&found, "both-the").as_deref(), Some("`both-the` is in `ignore`"));
    assert_eq!(why(&found, "name-variant").as_deref(), Some("`name` is in `ignore`"));
    assert_eq!(why(&found, "sentence-fragment").as_deref(), Some("the profile `docs` leaves it out"));
    assert_eq!(why(&found, "reads-translated").as_deref(), Some("`triage` is false"));
    fs::write(dir.path().join("copydesk.toml"), "select = ['both-the']\n").unwrap();
    let (_, found) = doctor(dir.path(), &[]);
    assert_eq!(found["rules"]["on"], 1);
    assert_eq!(why(&found, "name-variant").as_deref(), Some("`select` does not name it"));
}

#[test]
fn faults_of_a_configuration_are_told_with_their_line_and_end_with_2() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("copydesk.toml"), "profile = 'blog'\nignroe = ['name']\n").unwrap();
    let (status, found) = doctor(dir.path(), &[]);
    assert_eq!(status, 2);
    let fault = &found["configuration"]["faults"][0];
    assert_eq!((fault["line"].as_u64(), fault["help"].as_str()), (Some(2), Some("did you mean `ignore`?")));
    assert_eq!(found["profile"], "blog", "the rest holds");
    let (status, text) = run(dir.path(), &["doctor"]);
    assert!(status == 2 && text.contains("copydesk.toml:2: unknown key `ignroe` (did you mean `ignore`?)"), "{text}");
    assert_eq!(run(dir.path(), &["doctor", "missing"]).0, 2);
}
