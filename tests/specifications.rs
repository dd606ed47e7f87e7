//! Runs the specifications in `tests/rules`, as `copydesk test tests/rules` does, and says how the command behaves.

use copydesk::{
    engine::{Linter, Options},
    rules,
    spec::{Runner, Spec, updated},
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::Arc,
};

fn runner() -> Runner {
    Runner::new(Arc::new(Linter::new(rules::all(), Options::default())))
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_specification_holds() {
    let runner = runner();
    let (mut cases, mut failures) = (0, Vec::new());
    for file in files() {
        let spec = Spec::parse(&fs::read_to_string(&file).unwrap());
        assert_eq!(spec.faults, [], "{}", file.display());
        assert_eq!(runner.unknown(&spec), [], "{}", file.display());
        assert!(!spec.cases.is_empty(), "{}: no article is read", file.display());
        cases += spec.cases.len();
        for f in spec.cases.iter().flat_map(|case| runner.failures(case)) {
            failures.push(format!("{}:{}: {}: {}", file.display(), f.line, f.title, f.message));
        }
    }
    assert!(cases >= 600, "only {cases} cases are read");
    assert!(
        failures.is_empty(),
        "{} failures; `copydesk test tests/rules --update` marks what is reported\n{}",
        failures.len(),
        failures.join("\n")
    );
}

/// What a specification does not say makes it fail: reports beyond it, reports that are missing, another replacement, another place.
#[test]
fn a_specification_is_exact() {
    let runner = runner();
    let failures = |article: &str| {
        let spec =
            Spec::parse(&format!("```settings\nlanguage = \"en\"\nselect = [\"doubled-word\"]\n```\n\n```article\n{article}\n```\n"));
        assert_eq!((spec.cases.len(), spec.faults.len()), (1, 0));
        runner.failures(&spec.cases[0]).len()
    };
    assert_eq!(failures("The minister said ⟦the the⟧[doubled-word → the] bridge would open."), 0);
    assert_eq!(failures("The minister said the the bridge would open."), 1, "beyond");
    assert_eq!(failures("The minister said ⟦the⟧[doubled-word] bridge would open."), 1, "missing");
    assert_eq!(failures("The minister said ⟦the the⟧[doubled-word → a] bridge would open."), 2, "another replacement");
    assert_eq!(failures("The minister said ⟦the the⟧[doubled-word] bridge would open."), 2, "a replacement beyond");
    assert_eq!(failures("The minister ⟦said the the⟧[doubled-word → the] bridge would open."), 2, "another place");
    assert_eq!(failures("The minister said ⟦⟦the the⟧[doubled-word → the]⟧[doubled-word → the] bridge would open."), 1, "twice");
}

#[test]
fn the_file_as_it_is_fixed_is_compared_too() {
    let runner = runner();
    let fixed = |fixed: &str| {
        let spec = Spec::parse(&format!(
            "```article html\n<p>She said ⟦the the⟧[doubled-word → the] R&amp;D grew.</p>\n```\n\n```fixed\n{fixed}\n```\n"
        ));
        runner.failures(&spec.cases[0]).len()
    };
    assert_eq!(fixed("<p>She said the R&amp;D grew.</p>"), 0);
    assert_eq!(fixed("<p>She said the R&D grew.</p>"), 1);
}

#[test]
fn an_update_writes_what_is_reported_and_nothing_else() {
    let text = "# A\n\n```settings\nlanguage = \"en\"\n```\n\n```frame\nThe port of Izmir was shut on Monday.\n\n{}\n```\n\n- Crews said ⟦the the⟧[noun-echo] port ⟦was⟧[both-the] shut.\n- Nothing is wrong here.\n\nProse.\n";
    let spec = Spec::parse(text);
    assert_eq!(spec.cases.len(), 2);
    let (new, count) = updated(text, &spec, &runner(), |_| true);
    assert_eq!(count, 1);
    assert_eq!(new, text.replace("the⟧[noun-echo]", "the⟧[doubled-word → the]").replace("⟦was⟧[both-the]", "was"));
    let spec = Spec::parse(&new);
    assert!(spec.cases.iter().all(|case| runner().failures(case).is_empty()));
}

#[test]
fn tables_fill_frames_and_inner_settings_hold() {
    let text = "```settings\nselect = [\"doubled-word\"]\n```\n\n## In\n\n```settings\nlanguage = \"en\"\n```\n\n```frame\nIn {2} ⟦{1} {1}⟧[doubled-word → {1}] bridge opened.\n```\n\n| 1 | 2 |\n|---|---|\n| the | Oslo |\n| a | Bern |\n\n## Out\n\n| 1 |\n|---|\n| x |\n";
    let spec = Spec::parse(text);
    assert_eq!(
        spec.cases.iter().map(|c| (c.line, c.article.text.as_str())).collect::<Vec<_>>(),
        [(17, "In Oslo the the bridge opened.\n"), (18, "In Bern a a bridge opened.\n")]
    );
    assert!(spec.cases.iter().all(|c| c.settings.select.is_some() && c.settings.language.as_deref() == Some("en")));
    assert!(spec.cases.iter().all(|case| runner().failures(case).is_empty()));
}

#[test]
fn what_is_wrong_in_a_file_is_told_with_its_line() {
    let faults = |text: &str| Spec::parse(text).faults;
    assert_eq!(faults("# A\n\n```settings\nlangauge = \"en\"\n```\n")[0].0, 3);
    assert_eq!(faults("```settings\nlanguage = \"xx\"\n```\n")[0].1, "no language has the code `xx`");
    assert_eq!(faults("```settings\nmin-confidence = 3\n```\n")[0].1, "confidence goes from 0 to 1");
    assert_eq!(faults("```article pdf\nx\n```\n")[0].1, "no format is called `pdf`");
    assert_eq!(faults("\n```article\nAn ⟦open mark.\n```\n"), [(3, "`⟦` is not closed".to_owned())]);
    assert_eq!(faults("```fixed\nx\n```\n").len(), 1);
    let spec = Spec::parse("```article\n⟦x⟧[dubled-word]\n```\n");
    assert!(runner().unknown(&spec)[0].1.contains("did you mean `doubled-word`?"));
}

fn copydesk(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_copydesk")).arg("test").args(arguments).current_dir(folder).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

const RULE: &str = "group = \"artefact\"\nconfidence = 0.9\nsummary = \"s\"\nexplanation = \"what our desk never writes\"\nmessage = \"m\"\nhits = [\"They ⟦utilise⟧ buses.\"]\nnear_misses = [[\"They use buses.\", \"the plain word\"]]\n\n[[pattern]]\nmatch = \"utilise\"\n";

#[test]
fn the_command_tests_a_users_own_rules_and_articles() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::create_dir_all(here.join("house/en")).unwrap();
    fs::write(here.join("house/en/house-word.toml"), RULE).unwrap();
    fs::write(here.join("copydesk.toml"), "rules = [\"house\"]\n").unwrap();
    fs::write(here.join("spec.md"), "# Buses\n\n```article\nThe towns of the valley ⟦utilise⟧[house-word] buses in summer.\n```\n")
        .unwrap();
    for paths in [&["."][..], &["house"], &["spec.md"], &["house/en/house-word.toml", "spec.md"], &["house", "--rule", "house-word"]] {
        let (status, out, err) = copydesk(here, paths);
        assert_eq!((status, err.as_str()), (0, ""), "{paths:?}: {out}");
    }
    // A rule of the same name stands for copydesk's own.
    fs::write(here.join("house/en/doubled-word.toml"), RULE).unwrap();
    fs::write(here.join("other.md"), "```article\nThe towns of the the valley ⟦utilise⟧[doubled-word] buses.\n```\n").unwrap();
    assert_eq!(copydesk(here, &["house/en/doubled-word.toml", "other.md"]).0, 0);
    fs::remove_file(here.join("house/en/doubled-word.toml")).unwrap();
    let (status, out, _) = copydesk(here, &["other.md"]);
    assert_eq!(status, 1);
    assert!(out.contains("other.md:2: ") && out.contains("not reported: The towns of the the valley ⟦utilise⟧[doubled-word]"), "{out}");
    assert_eq!(copydesk(here, &["other.md", "--update"]).0, 0);
    assert_eq!(
        fs::read_to_string(here.join("other.md")).unwrap(),
        "```article\nThe towns of ⟦the the⟧[doubled-word → the] valley ⟦utilise⟧[house-word] buses.\n```\n"
    );
    fs::write(here.join("house/en/house-word.toml"), RULE.replace("⟦utilise⟧ buses", "utilise ⟦buses⟧")).unwrap();
    let (status, out, _) = copydesk(here, &["house"]);
    assert_eq!(status, 1);
    assert!(out.contains("house-word: marks \"They ⟦utilise⟧ buses.\", should mark \"They utilise ⟦buses⟧.\""), "{out}");
}

#[test]
fn what_cannot_be_tested_is_exit_2() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("empty.md"), "# Nothing\n").unwrap();
    fs::write(here.join("wrong.md"), "```article\n⟦x⟧\n```\n").unwrap();
    fs::create_dir(here.join("en")).unwrap();
    fs::write(here.join("en/bad-rule.toml"), RULE.replace("match", "mach")).unwrap();
    for (arguments, told) in [
        (&["empty.md"][..], "nothing to test"),
        (&["missing.md"], "missing.md"),
        (&["wrong.md"], "wrong.md:2: a mark names its rule"),
        (&["en"], "unknown key `mach`: did you mean `match`?"),
        (&["wrong.md", "--rule", "dubled-word"], "did you mean `doubled-word`?"),
    ] {
        let (status, out, err) = copydesk(here, arguments);
        assert_eq!(status, 2, "{arguments:?}: {out}{err}");
        assert!(err.contains(told), "{arguments:?}: {err}");
    }
}
