//! An article beside the text that it was translated from, as a shell sees it: what is reported, what is left alone, and what is said
//! where the two are no pair.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};
use tempfile::TempDir;

const SPANISH: &str = "El puerto de Valparaíso reabre tras la tormenta

El puerto de Valparaíso volvió a abrir el martes después de tres días cerrado por la tormenta, informó la capitanía.

Unos 1.250 pasajeros esperaban en los muelles desde el sábado, según el alcalde Jorge Sharp. La empresa naviera no pagará indemnizaciones.

El gobernador Rodrigo Mundaca visitó la zona y prometió 3,5 millones de pesos para reparar el malecón. «¿Quién va a pagar los daños de los pescadores?», preguntó Ana Rojas, que dirige una cooperativa.

La próxima reunión será el 14 de junio en el teatro municipal.
";

const ENGLISH: &str = "Port of Valparaíso reopens after the storm

The port of Valparaíso opened again on Tuesday after being closed for three days by the storm, the harbour authority said.

Some 1,250 passengers had been waiting on the quays since Saturday, according to Mayor Jorge Sharp. The shipping company will not pay compensation.

Governor Rodrigo Mundaca visited the area and promised 3.5 million pesos to repair the seafront. “Who is going to pay for the damage to the fishermen?” asked Ana Rojas, who runs a cooperative.

The next meeting will be on 14 June in the municipal theatre.
";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = TempDir::new().unwrap();
    for (path, text) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    dir
}

fn run(dir: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_copydesk")).current_dir(dir).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The rules and marked texts of what is reported on a translation.
fn found(english: &str) -> Vec<(String, String)> {
    let dir = folder(&[("es.txt", SPANISH), ("en.txt", english)]);
    let output = run(dir.path(), &["check", "--no-config", "--select", "translation", "--format", "jsonl", "en.txt", "--source", "es.txt"]);
    assert!(output.status.code().unwrap() < 2, "{}", text(&output.stderr));
    let line = |l: &str| {
        let value: serde_json::Value = serde_json::from_str(l).unwrap();
        assert_eq!(value["labels"].as_array().and_then(|l| l.last()).map(|l| l["path"].as_str()), Some(Some("es.txt")), "{l}");
        (value["rule"].as_str().unwrap().to_owned(), value["text"].as_str().unwrap().to_owned())
    };
    text(&output.stdout).lines().map(line).collect()
}

#[test]
fn a_right_translation_is_left_alone() {
    assert_eq!(found(ENGLISH), []);
}

#[test]
fn each_fault_is_reported_where_it_stands() {
    let rule = |found: Vec<(String, String)>| found.into_iter().map(|(rule, _)| rule).collect::<Vec<_>>();
    for (old, new, wanted) in [
        ("1,250 passengers", "1,520 passengers", "number-mismatch"),
        ("3.5 million", "3.5 billion", "number-mismatch"),
        ("14 June", "24 June", "number-mismatch"),
        (
            "The next meeting will be on 14 June in the municipal theatre.",
            "La próxima reunión será el 14 de junio en el teatro municipal.",
            "untranslated-passage",
        ),
    ] {
        let article = ENGLISH.replace(old, new);
        assert_ne!(article, ENGLISH);
        assert_eq!(rule(found(&article)), [wanted], "{new}");
    }
}

#[test]
fn a_sentence_that_is_left_out_is_reported_before_the_gap() {
    let article = ENGLISH.replace("\n\nThe next meeting will be on 14 June in the municipal theatre.", "");
    let reported = found(&article);
    assert_eq!(reported, [("omitted-passage".to_owned(), "cooperative.".to_owned())]);
}

#[test]
fn what_is_no_pair_is_told_and_the_rest_is_checked() {
    let long = SPANISH.repeat(40);
    let dir = folder(&[
        ("en.txt", "The ministers of both the countries met in Nairobi on Monday.\n"),
        ("article.txt", ENGLISH),
        ("es.txt", SPANISH),
        ("empty.txt", "\n\n"),
        ("long.txt", &long),
        ("broken.xml", "<rss><channel><item><title>Uno</title></channel>"),
    ]);
    for (source, told) in [
        ("missing.txt", "missing.txt: the source can't be read: no such file or folder"),
        ("empty.txt", "empty.txt: "),
        ("long.txt", "more than 10 times as long"),
        ("en.txt", "both in English"),
        ("article.txt", "both in English"),
    ] {
        let article = if source == "en.txt" || source == "article.txt" { "article.txt" } else { "en.txt" };
        let output = run(dir.path(), &["check", "--no-config", article, "--source", source]);
        let errors = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{source}: {errors}");
        assert!(errors.contains(told), "{source}: {errors}");
        if article == "en.txt" {
            assert!(text(&output.stdout).contains("both-the"), "{source}: the article itself is checked");
        }
    }
}

#[test]
fn sources_are_found_by_configuration() {
    let wrong = ENGLISH.replace("1,250", "1,520");
    let matter = format!("---\ntitle: Port reopens\ntranslated_from: ../es/puerto.txt\n---\n\n{wrong}");
    let dir = folder(&[
        ("copydesk.toml", "[source]\npattern = \"content/es/{name}\"\nkey = \"translated_from\"\nlanguage = \"es\"\n"),
        ("content/es/port.txt", SPANISH),
        ("content/es/puerto.txt", SPANISH),
        ("content/en/port.txt", &wrong),
        ("content/en/alone.txt", ENGLISH),
        ("content/en/matter.md", &matter),
    ]);
    let rules = |file: &str| {
        let output = run(dir.path(), &["check", "--select", "translation", "--format", "concise", "--quiet", file]);
        text(&output.stdout).lines().map(|l| l.contains("number-mismatch")).collect::<Vec<_>>()
    };
    assert_eq!(rules("content/en/port.txt"), [true]);
    assert_eq!(rules("content/en/matter.md"), [true]);
    assert_eq!(rules("content/en/alone.txt"), Vec::<bool>::new(), "an article without a source is read alone");
    assert_eq!(rules("content/es/port.txt"), Vec::<bool>::new(), "no article is its own source");
}

#[test]
fn a_record_may_have_its_source_in_a_field() {
    let dir = folder(&[]);
    let record = serde_json::json!({"body": ENGLISH.replace("1,250", "1,520"), "original": SPANISH});
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .current_dir(dir.path())
        .args(["filter", "--no-config", "--source-field", "original"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), format!("{record}\n").as_bytes()).unwrap();
    let output = text(&child.wait_with_output().unwrap().stdout);
    let answer: serde_json::Value = serde_json::from_str(&output).unwrap();
    let rules: Vec<&str> = answer["copydesk"]["diagnostics"].as_array().unwrap().iter().filter_map(|d| d["rule"].as_str()).collect();
    assert!(rules.contains(&"number-mismatch"), "{output}");
}

#[test]
fn faults_against_the_source_enter_the_need() {
    let wrong = ENGLISH.replace("1,250", "1,520").replace("14 June", "24 June");
    let dir = folder(&[("es.txt", SPANISH), ("en.txt", &wrong)]);
    let need = |arguments: &[&str]| {
        let output = run(dir.path(), &[&["triage", "--no-config", "--format", "jsonl", "en.txt"], arguments].concat());
        let row: serde_json::Value = serde_json::from_str(text(&output.stdout).lines().next().unwrap()).unwrap();
        row["need"].as_f64().unwrap()
    };
    assert!(need(&["--source", "es.txt"]) > need(&[]));
}

#[test]
fn house_terms_are_asked_for() {
    let dir = folder(&[
        ("copydesk.toml", "[source]\npattern = \"es/{name}\"\nglossary = [\"terms.csv\", \"none.tbx\"]\n"),
        ("terms.csv", "source,target\ncapitanía,port captaincy\nmalecón,seafront|promenade\n"),
        ("es/port.txt", SPANISH),
        ("port.txt", ENGLISH),
    ]);
    let output = run(dir.path(), &["check", "--select", "term-mismatch", "--format", "concise", "--quiet", "port.txt"]);
    let found = text(&output.stdout);
    assert_eq!(found.lines().count(), 1, "{found}");
    assert!(found.contains("\"capitanía\"") && found.contains("\"port captaincy\""), "{found}");
    assert!(text(&output.stderr).contains("can't read terms from none.tbx"), "{}", text(&output.stderr));
}
