//! Names across a repository: what the house has settled, the ledger of `copydesk names`, and `check --across`.

use serde_json::Value;
use std::{
    fs,
    path::Path,
    process::{Command, Output},
};
use tempfile::TempDir;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    // The project ends here, whatever lies above the temporary folder.
    fs::create_dir(folder.path().join(".git")).unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn copydesk(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_copydesk")).current_dir(folder).args(arguments).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Path, rule, text and first suggestion of each diagnostic.
fn found(folder: &Path, arguments: &[&str]) -> Vec<(String, String, String, Option<String>)> {
    let output = copydesk(folder, &[&["check", "--format", "jsonl"], arguments].concat());
    let line = |l: &str| {
        let v: Value = serde_json::from_str(l).unwrap();
        let of = |k: &str| v[k].as_str().unwrap().to_owned();
        (of("path"), of("rule"), of("text"), v["suggestions"][0]["replacement"].as_str().map(str::to_owned))
    };
    out(&output).lines().map(line).collect()
}

fn house(path: &str, text: &str, right: &str) -> (String, String, String, Option<String>) {
    (path.to_owned(), "house-spelling".to_owned(), text.to_owned(), Some(right.to_owned()))
}

const TRAINS: &str = "Trains late\n\nTrains to Kiev were late on Monday after snow fell on the line from Lvov. \
                      The railway said services would be back to normal by Tuesday.\n";

#[test]
fn preferred_spellings_are_reported_and_mended() {
    let config = "[names]\nfiles = [\"names.txt\"]\n[names.prefer]\nKyiv = [\"Kiev\", \"Kiew\"]\n";
    let folder = folder(&[("copydesk.toml", config), ("names.txt", "# ours\nLviv: Lvov, Lemberg\n"), ("a.txt", TRAINS)]);
    assert_eq!(found(folder.path(), &["."]), [house("a.txt", "Kiev", "Kyiv"), house("a.txt", "Lvov", "Lviv")]);
    assert!(found(folder.path(), &["--no-config", "."]).is_empty(), "without a list it knows nothing");
    copydesk(folder.path(), &["check", "--fix", "."]);
    let text = fs::read_to_string(folder.path().join("a.txt")).unwrap();
    assert!(text.contains("to Kyiv were") && text.contains("from Lviv."), "{text}");
}

#[test]
fn folders_may_settle_names_their_own_way() {
    let config = "[names.prefer]\nKyiv = [\"Kiev\"]\n\n[[overrides]]\npaths = [\"sport/**\"]\nnames = { accept = [\"Dynamo Kiev\"] }\n\n\
                  [[overrides]]\npaths = [\"archive/**\"]\nnames = { prefer = { Kiev = [\"Kyiv\"] } }\n";
    let text = "Dynamo Kiev won again on Monday, two days after the club's coach had said that he would leave.\n";
    let old = "The trains to Kyiv were late on Monday after snow fell on the line, and the railway said so.\n";
    let files = [("copydesk.toml", config), ("news/a.txt", text), ("sport/a.txt", text), ("archive/a.txt", text), ("archive/b.txt", old)];
    let folder = folder(&files);
    assert_eq!(found(folder.path(), &["."]), [house("archive/b.txt", "Kyiv", "Kiev"), house("news/a.txt", "Kiev", "Kyiv")]);
}

#[test]
fn a_table_of_people_takes_part_as_the_well_known_do() {
    let config = "[names]\nfiles = [\"people.csv\"]\n";
    let people = "name,role,country\nHalima Wanjiku Odera,minister of energy,Kenya\nTomasz Brzezicki,mayor,PL\n";
    let text = "Mayor opens bridge\n\nThe mayor of the Polish town, Tomasz Brzezycki, opened the bridge on Monday.\n\nEnergy Minister Halima \
                Wanjiku Oderra of Kenya was there.\n\nHalima Odera, a baker, sold bread, and Tomasz Brzezicki paid.\n";
    let folder = folder(&[("copydesk.toml", config), ("people.csv", people), ("a.txt", text)]);
    let slip = |word: &str, right: &str| ("a.txt".to_owned(), "misspelled-name".to_owned(), word.to_owned(), Some(right.to_owned()));
    let known = [slip("Brzezycki", "Brzezicki"), slip("Oderra", "Odera")];
    let reported = found(folder.path(), &["--select", "misspelled-name", "."]);
    assert_eq!(reported, known, "a baker of half the name is somebody else");
    fs::write(folder.path().join("people.csv"), "name,role,country\nAda Obi,singer,Nowhereland\n").unwrap();
    let output = copydesk(folder.path(), &["check", "."]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("people.csv:2:1") && err(&output).contains("no such country"), "{}", err(&output));
}

const ENVOY: &str = "Envoy leaves\n\nAntonio Gutteres, the head of the United Nations, left Geneva on Monday after two days of talks. \
                     The United Nations said he would be back within a week.\n";

#[test]
fn accepted_names_are_reported_by_no_rule() {
    let folder = folder(&[("a.txt", ENVOY)]);
    let reported = found(folder.path(), &["--select", "name", "."]);
    assert!(reported.iter().any(|(_, rule, ..)| rule == "misspelled-name"), "{reported:?}");
    fs::write(folder.path().join("copydesk.toml"), "[names]\naccept = [\"Antonio Gutteres\"]\n").unwrap();
    assert!(found(folder.path(), &["--select", "name", "."]).is_empty());
    let variants = "Biden will speak on Monday, the White House said. Republicans accuse the Baden administration of delay. Biden has \
                    denied it, and aides to Biden say the bill is ready.\n";
    fs::write(folder.path().join("a.txt"), variants).unwrap();
    let all = found(folder.path(), &["--select", "name-variant", "."]);
    fs::write(folder.path().join("copydesk.toml"), "[names]\naccept = [\"Baden\"]\n").unwrap();
    let left = found(folder.path(), &["--select", "name-variant", "."]);
    assert!(!all.is_empty() && left.is_empty(), "{all:?} {left:?}");
}

#[test]
fn names_that_contradict_each_other_are_told_with_their_place() {
    let config = "[names]\naccept = [\"Kiev\", \" \"]\nfiles = [\"names.txt\"]\n[names.prefer]\nKyiv = [\"Kiev\", \"Kyiv\"]\n";
    let folder = folder(&[("copydesk.toml", config), ("names.txt", "Lviv: Lvov\nLvov: Lviv\n"), ("a.txt", TRAINS)]);
    let output = copydesk(folder.path(), &["check", "."]);
    let said = err(&output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    for place in ["copydesk.toml:2:", "copydesk.toml:5:", "names.txt:2:"] {
        assert!(said.contains(place), "{place} in {said}");
    }
    assert!(out(&output).contains("Kyiv"), "the rest of the list holds: {}", out(&output));
}

#[test]
fn lists_outside_of_the_project_are_refused() {
    let outside = folder(&[("secret.txt", "Lviv: Lvov\n")]);
    let secret = outside.path().join("secret.txt");
    for path in ["../secret.txt", secret.to_str().unwrap(), "/etc/passwd", "missing.txt", "."] {
        let folder = folder(&[("copydesk.toml", &format!("[names]\nfiles = [{path:?}]\n")), ("a.txt", TRAINS)]);
        fs::write(folder.path().parent().unwrap().join("secret.txt"), "").ok();
        let output = copydesk(folder.path(), &["check", "."]);
        assert_eq!(output.status.code(), Some(2), "{path}");
        assert!(err(&output).contains("can't read names from"), "{path}: {}", err(&output));
        assert!(!out(&output).contains("Lviv") && !err(&output).contains("Lvov"), "{path}: nothing of it is shown");
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_the_project_are_refused() {
    let outside = folder(&[("secret.txt", "Lviv: Lvov\n")]);
    let folder = folder(&[("copydesk.toml", "[names]\nfiles = [\"names.txt\"]\n"), ("a.txt", TRAINS)]);
    std::os::unix::fs::symlink(outside.path().join("secret.txt"), folder.path().join("names.txt")).unwrap();
    assert!(err(&copydesk(folder.path(), &["check", "."])).contains("outside of the project"));
}

#[test]
fn unknown_keys_are_answered_with_the_nearest() {
    let folder = folder(&[("copydesk.toml", "[names]\nacept = [\"Kiev\"]\n"), ("a.txt", TRAINS)]);
    let said = err(&copydesk(folder.path(), &["check", "."]));
    assert!(said.contains("unknown key `acept`") && said.contains("did you mean `accept`?"), "{said}");
}

#[test]
fn settings_show_the_names_that_hold() {
    let config = "[names]\naccept = [\"Xi Jinping\"]\n[names.prefer]\nKyiv = [\"Kiev\"]\n";
    let folder = folder(&[("copydesk.toml", config), ("a.txt", TRAINS)]);
    let shown = out(&copydesk(folder.path(), &["check", "--show-settings", "a.txt"]));
    assert!(shown.contains("accept = [\"Kyiv\", \"Xi Jinping\"]") && shown.contains("\"Kyiv\" = [\"Kiev\"]"), "{shown}");
    let settings: toml::Table = shown.parse().expect("what is shown is TOML");
    assert!(settings.contains_key("names"));
}

/// Three reports on one minister, the last with a slip.
fn minister() -> TempDir {
    let report = |name: &str, more: &str| {
        format!(
            "{more}\n\nDefence Minister {name} spoke in Tarvik on Monday with the mayor, Ida Corneliussen, and with Jon Haugland of the port \
             authority. {name} said the quay would be ready by the spring, and that the navy would pay.\n\nHaugland thanked him. Corneliussen \
             did not.\n"
        )
    };
    folder(&[
        ("a.txt", &report("Bertil Jurmala", "Quay to be ready")),
        ("b.txt", &report("Bertil Jurmala", "Navy pays")),
        ("c.txt", &report("Bertil Jurmalla", "Mayor not happy")),
    ])
}

#[test]
fn the_ledger_lists_names_with_spellings_counts_and_places() {
    let folder = minister();
    let ledger: Value = serde_json::from_str(&out(&copydesk(folder.path(), &["names", "--format", "json", "."]))).unwrap();
    let names = ledger["names"].as_array().unwrap();
    let of = |name: &str| names.iter().find(|n| n["name"] == name).unwrap_or_else(|| panic!("{name} in {names:?}"));
    let minister = of("Bertil Jurmala");
    assert_eq!((&minister["kind"], &minister["count"]), (&"person".into(), &6.into()), "{minister}");
    let spellings: Vec<(&str, u64, u64)> = minister["spellings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| (s["text"].as_str().unwrap(), s["count"].as_u64().unwrap(), s["articles"].as_u64().unwrap()))
        .collect();
    assert_eq!(spellings, [("Bertil Jurmala", 4, 2), ("Bertil Jurmalla", 2, 1)]);
    assert_eq!(minister["spellings"][1]["places"][0], serde_json::json!({"path": "c.txt", "line": 3, "column": 18}));
    assert_eq!(of("Ida Corneliussen")["count"], 6, "the surname alone is hers");
    assert!(names.iter().all(|n| n["name"] != "Monday"));
    let csv = out(&copydesk(folder.path(), &["names", "--format", "csv", "--several", "."]));
    assert_eq!(csv.lines().nth(2), Some("Bertil Jurmala,person,Bertil Jurmalla,2,1,c.txt:3:18"), "{csv}");
    let table = out(&copydesk(folder.path(), &["names", "--min", "6", "."]));
    assert!(table.contains("  Bertil Jurmalla") && table.contains("1 of them spelt more than one way"), "{table}");
    let same = |threads: &str| out(&copydesk(folder.path(), &["names", "--format", "json", "--threads", threads, "."]));
    assert_eq!(same("1"), same("4"));
}

#[test]
fn the_list_to_start_from_is_one_that_the_configuration_takes() {
    let folder = minister();
    assert_eq!(copydesk(folder.path(), &["names", "--write", "names.txt", "a.txt", "b.txt", "c.txt"]).status.code(), Some(0));
    let list = fs::read_to_string(folder.path().join("names.txt")).unwrap();
    assert!(list.contains("\nBertil Jurmala: Bertil Jurmalla  # 6 times\n"), "{list}");
    let again = copydesk(folder.path(), &["names", "--write", "names.txt", "a.txt"]);
    assert_eq!(again.status.code(), Some(2), "a list that somebody may have corrected is never touched");
    fs::write(folder.path().join("copydesk.toml"), "[names]\nfiles = [\"names.txt\"]\n").unwrap();
    let reported = found(folder.path(), &["."]);
    assert_eq!(reported.iter().filter(|(_, rule, ..)| rule == "house-spelling").count(), 2, "{reported:?}");
    assert!(reported.iter().all(|(path, ..)| path == "c.txt"));
}

#[test]
fn a_name_spelt_another_way_in_the_next_article_is_reported_with_across() {
    let folder = minister();
    assert!(found(folder.path(), &["."]).is_empty(), "each article is right by itself");
    let across = |threads: &str| copydesk(folder.path(), &["check", "--across", "--format", "jsonl", "--threads", threads, "."]);
    let lines = out(&across("1"));
    assert_eq!(lines, out(&across("3")));
    let found: Vec<Value> = lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(found.len(), 1, "{lines}");
    assert_eq!(
        (&found[0]["path"], &found[0]["rule"], &found[0]["text"]),
        (&"c.txt".into(), &"name-across".into(), &"Bertil Jurmalla".into())
    );
    assert_eq!(found[0]["suggestions"][0]["replacement"], "Bertil Jurmala");
    assert_eq!(found[0]["message"], "\"Bertil Jurmalla\" is \"Bertil Jurmala\" in 2 other articles (a.txt:3)");
    fs::write(folder.path().join("copydesk.toml"), "[names]\naccept = [\"Bertil Jurmalla\"]\n").unwrap();
    let settled = out(&across("1"));
    assert!(!settled.contains("\"c.txt\""), "what the house has settled is right: {settled}");
    assert_eq!(copydesk(folder.path(), &["check", "--across", "-"]).status.code(), Some(2), "standard input is read but once");
}

#[test]
fn namesakes_in_two_articles_are_left_alone() {
    let report = |name: &str, what: &str, where_: &str| {
        format!(
            "{what}\n\n{name}, who runs a shop in {where_}, won on Monday. {name} said it had been a long wait, and thanked the jury.\n"
        )
    };
    let pairs = [
        ("Tim Osborne", "Tom Osborne"),
        ("Anna Johnson", "Anna Johnston"),
        ("Steven Miller", "Stephen Miller"),
        ("Maria Ivanov", "Maria Ivanova"),
        ("Jan Hansen", "Jan Jansen"),
        ("Mark Reid", "Mark Reed"),
        ("Ida Corvath", "Ida Horvath"),
    ];
    let mut files = Vec::new();
    for (i, (one, other)) in pairs.iter().enumerate() {
        files.push((format!("{i}a.txt"), report(one, "Baker wins prize", "Hull")));
        files.push((format!("{i}b.txt"), report(other, "Chess cup decided", "Perth")));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    let folder = folder(&files);
    let reported = found(folder.path(), &["--across", "--select", "name-across", "."]);
    assert!(reported.is_empty(), "{reported:?}");
}
