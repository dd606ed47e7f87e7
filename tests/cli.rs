//! The command line as a shell sees it: exit status, standard output, standard error.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

/// An article with one fault that a rule is sure of.
const FAULTY: &str = "Ministers meet in Nairobi\n\nThe ministers of both the countries met in Nairobi on Monday.\n";
const CLEAN: &str = "Ministers meet in Nairobi\n\nThe ministers of both countries met in Nairobi on Monday.\n";

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = TempDir::new().unwrap();
    for (path, bytes) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    dir
}

fn command(dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.current_dir(dir).args(arguments).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

fn run(dir: &Path, arguments: &[&str]) -> Output {
    command(dir, arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

#[test]
fn exit_status_tells_clean_from_found_from_broken() {
    let dir = folder(&[("a.txt", FAULTY.as_bytes()), ("b.txt", CLEAN.as_bytes())]);
    let of = |arguments: &[&str]| status(&run(dir.path(), arguments));
    assert_eq!(of(&["check", "b.txt"]), 0);
    assert_eq!(of(&["check", "a.txt"]), 1);
    assert_eq!(of(&["check", "a.txt", "--fail-on", "error"]), 0);
    assert_eq!(of(&["check", "a.txt", "--ignore", "artefact"]), 0);
    assert_eq!(of(&["check", "a.txt", "--select", "both-the"]), 1);
    assert_eq!(of(&["check", "a.txt", "--select", "both-teh"]), 2);
    assert_eq!(of(&["check", "a.txt", "missing.txt"]), 2);
    assert_eq!(of(&["check", "a.txt", "--min-confidence", "2"]), 2);
}

#[test]
fn every_file_of_a_junk_folder_that_can_be_read_is() {
    let long = "The ministers of both the countries met in Nairobi on Monday. ".repeat(1_500);
    let dir = folder(&[
        ("binary.txt", b"\x7fELF\0\0\x01"),
        ("broken.txt", b"one\ntwo\n\xff\xfe three\n"),
        ("empty.txt", b""),
        ("good.txt", FAULTY.as_bytes()),
        ("ignored/a.txt", FAULTY.as_bytes()),
        (".gitignore", b"ignored/\n"),
        ("picture.png", b"\x89PNG\0"),
        ("sub/line.txt", long.as_bytes()),
        (
            "utf16.txt",
            &"\u{feff}Ministers of both the countries met in Lima on Monday, officials there said."
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<_>>(),
        ),
    ]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("..", dir.path().join("sub/loop")).unwrap();
        std::os::unix::fs::symlink("self.txt", dir.path().join("self.txt")).unwrap();
        std::os::unix::fs::symlink("/etc", dir.path().join("outside")).unwrap();
    }
    let one = run(dir.path(), &["check", "--format", "jsonl", "--threads", "1", "missing", "."]);
    assert_eq!(status(&one), 2);
    let errors = text(&one.stderr);
    for part in
        ["missing: no such file or folder", "binary.txt: binary file (NUL at byte 4)", "broken.txt: line 3: not valid UTF-8 (byte 8)"]
    {
        assert!(errors.contains(part), "{part} in {errors}");
    }
    #[cfg(unix)]
    for part in ["sub/loop: symbolic link to its own folder", "self.txt: "] {
        assert!(errors.contains(part), "{part} in {errors}");
    }
    let paths: Vec<String> = text(&one.stdout)
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["path"].as_str().unwrap().to_owned())
        .collect();
    let mut different = paths.clone();
    different.dedup();
    assert_eq!(different, ["good.txt", "sub/line.txt", "utf16.txt"], "{errors}");
    let two = run(dir.path(), &["check", "--format", "jsonl", "--threads", "2", "missing", "."]);
    assert_eq!(one.stdout, two.stdout);
    assert_eq!(one.stderr, two.stderr);
}

/// An article of several hundred kilobytes is read by several threads: with the same answer.
#[test]
fn threads_that_share_one_large_article_change_nothing() {
    let seeds = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/planted");
    let mut paths: Vec<_> = std::fs::read_dir(seeds).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let all: Vec<String> = paths.iter().map(|p| std::fs::read_to_string(p).unwrap()).collect();
    let mut article = String::new();
    for n in 0.. {
        article += &format!("{}\n\nThat was edition {n} of the paper.\n\n", all[n % all.len()]);
        if article.len() > 300_000 {
            break;
        }
    }
    let dir = folder(&[("long.txt", article.as_bytes())]);
    let check =
        |threads: &str| run(dir.path(), &["check", "--format", "jsonl", "--max-diagnostics", "0", "--threads", threads, "long.txt"]);
    let one = check("1");
    assert!(text(&one.stdout).lines().count() > 100, "{}", text(&one.stderr));
    assert_eq!(one.stdout, check("3").stdout);
}

#[cfg(unix)]
#[test]
fn an_unreadable_folder_is_told_of() {
    use std::os::unix::fs::PermissionsExt;
    let dir = folder(&[("locked/a.txt", FAULTY.as_bytes()), ("b.txt", FAULTY.as_bytes())]);
    let locked = dir.path().join("locked");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    let readable_anyway = fs::read_dir(&locked).is_ok();
    let output = run(dir.path(), &["check", "--format", "concise"]);
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
    assert!(text(&output.stdout).contains("b.txt:3:18: warning[both-the]"));
    // The superuser may read everything.
    if !readable_anyway {
        assert_eq!(status(&output), 2);
        assert!(text(&output.stderr).contains("locked: permission denied"));
    }
}

#[test]
fn standard_input_has_a_name() {
    let dir = folder(&[]);
    let mut child = command(dir.path(), &["check", "-", "--stdin-filename", "desk/lead.txt", "--format", "concise", "--quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(FAULTY.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(status(&output), 1);
    assert_eq!(text(&output.stdout), "desk/lead.txt:3:18: warning[both-the] \"both the countries\": English says \"both countries\"\n");
}

#[test]
fn nothing_that_a_terminal_acts_on_is_printed() {
    let hostile =
        "Lede\u{1b}]0;gotcha\u{7}\n\nThe \u{1b}[31mministers\u{9b}2J \u{202e}of both the countries met in Nairobi on Monday\u{7f}.\n";
    let name = "evil\u{1b}[2Jname.txt";
    let dir = folder(&[(name, hostile.as_bytes()), ("\u{1b}c.txt", b"\0")]);
    for format in ["human", "concise", "json", "jsonl"] {
        let output = run(dir.path(), &["check", "--format", format, "--language", "en", "--color", "never"]);
        assert_eq!(status(&output), 2, "{format}");
        for stream in [text(&output.stdout), text(&output.stderr)] {
            let active = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            assert!(!stream.contains(active), "{format}: {stream:?}");
        }
        assert!(text(&output.stdout).contains("both"), "{format}");
    }
}

#[test]
fn colours_are_written_where_they_are_wanted_only() {
    let dir = folder(&[("a.txt", FAULTY.as_bytes())]);
    let piped = run(dir.path(), &["check", "a.txt"]);
    assert!(!piped.stdout.contains(&0x1b));
    let always = run(dir.path(), &["check", "a.txt", "--color", "always"]);
    assert!(text(&always.stdout).contains("\u{1b}["));
    let output = command(dir.path(), &["check", "a.txt"]).env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(text(&output.stdout).contains("\u{1b}["));
    let output = command(dir.path(), &["check", "a.txt"]).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").output().unwrap();
    assert!(!output.stdout.contains(&0x1b));
}

#[test]
fn a_person_reads_an_excerpt_and_a_summary() {
    let dir = folder(&[("a.txt", FAULTY.as_bytes())]);
    let output = run(dir.path(), &["check", "a.txt", "--statistics"]);
    let expected = "\
warning[both-the]: \"both the countries\": English says \"both countries\"
  ┌─ a.txt:3:18
  │
3 │ The ministers of both the countries met in Nairobi on Monday.
  │                  ^^^^^^^^^^^^^^^^^^
  │
  = help: \"both countries\" instead of \"both the countries\"

1 diagnostic (1 warning) in 1 article, 15 words
1  both-the
";
    assert_eq!(text(&output.stdout), expected);
    let quiet = run(dir.path(), &["check", "a.txt", "--quiet"]);
    assert!(!text(&quiet.stdout).contains("1 article"));
}

#[test]
fn json_holds_everything() {
    let dir = folder(&[("a.txt", FAULTY.as_bytes()), ("b.txt", b"\0")]);
    let output = run(dir.path(), &["check", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["diagnostics"][0]["rule"], "both-the");
    assert_eq!(value["diagnostics"][0]["text"], "both the countries");
    let span = &value["diagnostics"][0]["span"];
    let at = |k: &str| usize::try_from(span[k].as_u64().unwrap()).unwrap();
    assert_eq!(&FAULTY[at("start")..at("end")], "both the countries");
    assert_eq!(value["problems"][0]["path"], "b.txt");
    assert_eq!(value["summary"]["rules"]["both-the"], 1);
    assert_eq!(value["summary"]["files"], 1);
}

#[test]
fn the_nearest_configuration_above_a_file_holds_for_it() {
    let dir = folder(&[
        ("copydesk.toml", b"[severity]\nboth-the = 'error'\n[[overrides]]\npaths = ['wire/**']\nignore = ['artefact']\n"),
        ("a.txt", FAULTY.as_bytes()),
        ("wire/b.txt", FAULTY.as_bytes()),
        ("sub/.copydesk.toml", b"extends = ['../copydesk.toml']\nexclude = ['old/']\nextensions = ['story']\n"),
        ("sub/c.story", FAULTY.as_bytes()),
        ("sub/c.txt", FAULTY.as_bytes()),
        ("sub/old/d.story", FAULTY.as_bytes()),
    ]);
    // Found from the file, whatever the current folder is.
    let elsewhere = folder(&[]);
    let output = run(elsewhere.path(), &["check", dir.path().to_str().unwrap(), "--format", "jsonl"]);
    let found: Vec<String> = text(&output.stdout)
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap())
        .map(|v| format!("{} {}", Path::new(v["path"].as_str().unwrap()).file_name().unwrap().display(), v["severity"].as_str().unwrap()))
        .collect();
    assert_eq!(found, ["a.txt error", "c.story error"], "{}", text(&output.stderr));
    let count = |arguments: &[&str]| text(&run(dir.path(), arguments).stdout).lines().count();
    assert_eq!(count(&["check", "sub/old/d.story", "--format", "jsonl"]), 1, "named files are read");
    assert_eq!(count(&["check", "sub/old/d.story", "--format", "jsonl", "--force-exclude"]), 0);
    assert_eq!(count(&["check", "--format", "jsonl", "--no-config"]), 3);
    assert_eq!(count(&["check", "--format", "jsonl", "--config", "sub/.copydesk.toml", "sub"]), 1);
}

/// A note too short to tell its language is in the project's; braces are MDX where the project says so, and text where it says not.
#[test]
fn language_and_dialect_of_a_project_can_be_set() {
    let dir = folder(&[
        ("copydesk.toml", b"default-language = 'es'\ndialect = 'commonmark'\n[[overrides]]\npaths = ['docs/**']\ndialect = 'mdx'\n"),
        ("note.txt", b"Huelga en Lugo.\n"),
        ("a.md", b"export const pier = the the pier of Gdynia was closed on Monday because of a storm.\n"),
        ("docs/b.md", b"export const pier = the the pier of Gdynia was closed on Monday because of a storm.\n"),
        ("COPYING.md", b"All rights reserved.\n"),
        ("COPYING-MIT.txt", b"All rights reserved.\n"),
    ]);
    let output = run(dir.path(), &["check", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let found: Vec<&str> = value["diagnostics"].as_array().unwrap().iter().map(|d| d["path"].as_str().unwrap()).collect();
    assert_eq!(found, ["a.md", "a.md"], "{}", text(&output.stdout));
    assert_eq!(value["summary"]["files"], 3, "what a repository keeps beside its articles is read where it is named");
    let triaged = run(dir.path(), &["triage", "note.txt", "--format", "jsonl"]);
    let line: serde_json::Value = serde_json::from_str(text(&triaged.stdout).lines().next().unwrap_or("{}")).unwrap();
    assert_eq!(line["language"], "es", "{}", text(&triaged.stdout));
}

/// What no rule of the linter reports (a comparison with the source, a suppression) can be named in a configuration, and explained.
#[test]
fn all_that_can_be_reported_can_be_named() {
    let dir = folder(&[
        ("copydesk.toml", b"ignore = ['number-mismatch', 'unused-suppression']\n[severity]\nomitted-passage = 'error'\n"),
        ("a.txt", CLEAN.as_bytes()),
    ]);
    let output = run(dir.path(), &["check"]);
    assert_eq!((status(&output), text(&output.stderr)), (0, String::new()));
    for rule in ["number-mismatch", "unused-suppression", "omitted-passage"] {
        assert_eq!(status(&run(dir.path(), &["explain", rule])), 0, "{rule}");
    }
}

#[test]
fn a_wrong_configuration_is_shown_with_its_place_and_the_rest_is_checked() {
    let dir = folder(&[
        ("copydesk.toml", b"min-confidance = 0.5\nignore = ['both-teh']\nexclude = ['../x']\nextends = ['/etc/passwd']\nfail-on = 3\n"),
        ("a.txt", FAULTY.as_bytes()),
    ]);
    let output = run(dir.path(), &["check"]);
    assert_eq!(status(&output), 2);
    let errors = text(&output.stderr);
    for part in [
        "unknown key `min-confidance`",
        "did you mean `min-confidence`?",
        "copydesk.toml:1:1",
        "no rule or group is called `both-teh`",
        "did you mean `both-the`?",
        "copydesk.toml:2:11",
        "can't leave its folder",
        "outside of the project",
        "copydesk.toml:5:11",
    ] {
        assert!(errors.contains(part), "{part} in {errors}");
    }
    assert!(!errors.contains("root:"), "nothing of a file outside is shown");
    assert!(text(&output.stdout).contains("warning[both-the]"));
    let missing = run(dir.path(), &["check", "--config", "nowhere.toml"]);
    assert_eq!(status(&missing), 2);
    assert!(text(&missing.stderr).contains("nowhere.toml: no such file"));
}

#[test]
fn a_configuration_that_extends_itself_or_is_gigantic_is_refused() {
    let dir = folder(&[
        ("copydesk.toml", b"extends = ['other.toml']\n"),
        ("other.toml", b"extends = ['copydesk.toml']\n"),
        ("a.txt", FAULTY.as_bytes()),
        ("big/copydesk.toml", "#".repeat(2 << 20).as_bytes()),
        ("big/a.txt", FAULTY.as_bytes()),
    ]);
    let output = run(dir.path(), &["check", "--format", "jsonl"]);
    let errors = text(&output.stderr);
    assert_eq!(status(&output), 2);
    assert!(errors.contains("extends itself") && errors.contains("larger than"), "{errors}");
    assert_eq!(text(&output.stdout).lines().count(), 2);
}

#[test]
fn settings_are_shown_for_a_file() {
    let dir = folder(&[("copydesk.toml", b"fail-on = 'error'\nlanguage = 'en'\nignore = ['both-the']\n"), ("a.txt", FAULTY.as_bytes())]);
    let output = run(dir.path(), &["check", "a.txt", "--show-settings", "--min-confidence", "0.5"]);
    assert_eq!(status(&output), 0);
    let shown: toml::Table = toml::from_str(&text(&output.stdout)).unwrap();
    assert_eq!(shown["fail-on"].as_str(), Some("error"));
    assert_eq!(shown["min-confidence"].as_float(), Some(0.5));
    assert_eq!(shown["severity"]["both-the"].as_str(), Some("off"));
    assert!(text(&output.stdout).contains("copydesk.toml"));
}

#[test]
fn a_baseline_hides_what_it_knows_and_tells_what_is_gone() {
    let twice = format!("{FAULTY}\nThe ministers of both the countries met in Nairobi on Monday.\n");
    let dir = folder(&[("a.txt", twice.as_bytes()), ("b.txt", FAULTY.as_bytes())]);
    let made = run(dir.path(), &["check", "--select", "both-the", "--write-baseline", "known.json"]);
    assert_eq!(status(&made), 0, "{}", text(&made.stderr));
    assert_eq!(status(&run(dir.path(), &["check", "--select", "both-the", "--baseline", "known.json"])), 0);
    // Moved and rewrapped, it is still known; once more than before, it is not.
    let moved = "Another title\n\nIt rained.\n\nThe ministers of both the countries met in  Nairobi on Monday.\n".to_owned();
    fs::write(dir.path().join("a.txt"), format!("{moved}\n{}", FAULTY.repeat(2))).unwrap();
    let grown = run(dir.path(), &["check", "--select", "both-the", "--baseline", "known.json", "--format", "jsonl"]);
    assert_eq!((status(&grown), text(&grown.stdout).lines().count()), (1, 1), "{}", text(&grown.stdout));
    fs::write(dir.path().join("a.txt"), CLEAN).unwrap();
    let gone = run(dir.path(), &["check", "--select", "both-the", "--baseline", "known.json"]);
    assert_eq!(status(&gone), 0);
    assert!(text(&gone.stderr).contains("both-the \"both the countries\" in a.txt is there no more (2 times)"), "{}", text(&gone.stderr));
    // A run on other files says nothing of those it did not read.
    assert_eq!(text(&run(dir.path(), &["check", "--select", "both-the", "b.txt", "--baseline", "known.json"]).stderr), "");
    let missing = run(dir.path(), &["check", "--baseline", "nowhere.json"]);
    assert_eq!((status(&missing), text(&missing.stderr).as_str()), (2, "error: nowhere.json: no such file; --write-baseline makes one\n"));
    fs::write(dir.path().join("known.json"), "{\"version\": 7}").unwrap();
    assert_eq!(status(&run(dir.path(), &["check", "--select", "both-the", "--baseline", "known.json"])), 2);
}

#[test]
fn only_changed_lines_are_reported_since_a_revision() {
    let dir = folder(&[("a.txt", FAULTY.as_bytes()), ("same.txt", FAULTY.as_bytes())]);
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
        assert!(Command::new("git").current_dir(dir.path()).args(identity).args(arguments).output().unwrap().status.success());
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "first"]);
    let more = format!("{FAULTY}\nBoth the harbours were closed by the storm on Friday.\n");
    fs::write(dir.path().join("a.txt"), more).unwrap();
    fs::write(dir.path().join("new.txt"), FAULTY).unwrap();
    let output = run(dir.path(), &["check", "--select", "both-the", "--since", "HEAD", "--format", "concise", "--quiet"]);
    let places: Vec<String> = text(&output.stdout).lines().map(|l| l.split(": ").next().unwrap().to_owned()).collect();
    assert_eq!(places, ["a.txt:5:1", "new.txt:3:18"], "{}", text(&output.stderr));
    let wrong = run(dir.path(), &["check", "--since", "no-such-branch"]);
    assert_eq!(status(&wrong), 2);
    assert_eq!(status(&run(dir.path(), &["check", "--since", "--output=pwned"])), 2);
    assert!(!dir.path().join("pwned").exists());
}

#[test]
fn init_writes_a_configuration_that_holds_when_its_comments_are_taken_away() {
    let dir = folder(&[]);
    assert_eq!(status(&run(dir.path(), &["init"])), 0);
    let path = dir.path().join("copydesk.toml");
    let written = fs::read_to_string(&path).unwrap();
    let again = run(dir.path(), &["init"]);
    assert_eq!(status(&again), 2);
    assert!(text(&again.stderr).contains("is already there"));
    // Comments about keys are sentences; keys that are commented out hold an equals sign or are a table's name.
    let uncommented: String = written
        .lines()
        .map(|l| l.strip_prefix("# ").filter(|r| r.contains(" = ") || r.starts_with('[')).unwrap_or(l))
        .filter(|l| !l.starts_with("extends") && !l.starts_with("rules"))
        .map(|l| format!("{l}\n"))
        .collect();
    fs::write(&path, &uncommented).unwrap();
    fs::write(dir.path().join("a.txt"), CLEAN).unwrap();
    fs::write(dir.path().join("names.txt"), "Lviv: Lvov\n").unwrap();
    fs::write(dir.path().join("terms.csv"), "source,target\npuerto,port\n").unwrap();
    let output = run(dir.path(), &["check"]);
    assert_eq!((status(&output), text(&output.stderr)), (0, String::new()));
    let schema: serde_json::Value = serde_json::from_slice(&run(dir.path(), &["schema"]).stdout).unwrap();
    for key in schema["properties"].as_object().unwrap().keys() {
        assert!(written.contains(key.as_str()), "{key} is not in the template");
    }
}

#[test]
fn the_linter_tells_about_itself() {
    let dir = folder(&[("a.txt", FAULTY.as_bytes())]);
    let of = |arguments: &[&str]| {
        let output = run(dir.path(), arguments);
        assert_eq!(status(&output), 0, "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout)
    };
    assert!(of(&["rules"]).contains("both-the"));
    let rules: serde_json::Value = serde_json::from_str(&of(&["rules", "--format", "json"])).unwrap();
    assert!(rules.as_array().unwrap().iter().any(|r| r["id"] == "unused-suppression"));
    assert!(of(&["explain", "both-the"]).contains("Left alone:"));
    let unknown = run(dir.path(), &["explain", "both-teh"]);
    assert_eq!(status(&unknown), 2);
    assert!(text(&unknown.stderr).contains("did you mean `both-the`?"));
    assert!(of(&["dump", "blocks", "a.txt"]).contains("Paragraph 27..88 The ministers"));
    assert!(of(&["dump", "sentences", "a.txt"]).contains("0..61 The ministers"));
    assert!(of(&["dump", "tokens", "a.txt"]).contains("Word countries"));
    assert!(of(&["dump", "tags", "a.txt"]).contains("countries country"));
    assert!(of(&["dump", "mentions", "a.txt"]).contains(": Nairobi"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(of(&["completions", shell]).contains("copydesk"));
    }
    assert!(of(&["man"]).contains(".TH copydesk"));
    of(&["man", "--folder", "man"]);
    assert!(dir.path().join("man/copydesk-check.1").exists());
    assert_eq!(status(&run(dir.path(), &["dump", "blocks", "missing.txt"])), 2);
}

#[test]
fn safe_fixes_are_made_in_place_and_everything_else_is_kept() {
    let bom = format!("\u{feff}{}", FAULTY.replace('\n', "\r\n"));
    let utf16: Vec<u8> = bom.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let dir = folder(&[("a.txt", bom.as_bytes()), ("b.txt", &utf16), ("c.txt", CLEAN.as_bytes())]);
    let shown = run(dir.path(), &["check", "--diff"]);
    assert_eq!(status(&shown), 1);
    assert!(text(&shown.stdout).contains("-The ministers of both the countries met in Nairobi on Monday."), "{}", text(&shown.stdout));
    assert!(text(&shown.stdout).contains("+++ b/b.txt"));
    assert_eq!(fs::read(dir.path().join("a.txt")).unwrap(), bom.as_bytes(), "--diff changes nothing");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(dir.path().join("a.txt"), fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("a.txt", dir.path().join("link.txt")).unwrap();
    }
    let fixed = run(dir.path(), &["check", "--fix"]);
    assert_eq!(status(&fixed), 0, "{}", text(&fixed.stderr));
    assert!(text(&fixed.stdout).contains("2 fixed"));
    let after = bom.replace("both the countries", "both countries");
    assert_eq!(fs::read(dir.path().join("a.txt")).unwrap(), after.as_bytes());
    assert_eq!(fs::read(dir.path().join("b.txt")).unwrap(), after.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(dir.path().join("a.txt")).unwrap().permissions().mode() & 0o777, 0o640);
        fs::write(dir.path().join("a.txt"), FAULTY).unwrap();
        assert_eq!(status(&run(dir.path(), &["check", "--fix", "link.txt"])), 0);
        assert!(dir.path().join("link.txt").is_symlink());
        assert_eq!(fs::read_to_string(dir.path().join("a.txt")).unwrap(), CLEAN);
    }
    let again = run(dir.path(), &["check", "--diff"]);
    assert_eq!((status(&again), text(&again.stdout)), (0, String::new()), "a second run has nothing to do");
    let names: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!names.iter().any(|n| n.to_string_lossy().starts_with(".copydesk-")), "{names:?}");
}

#[cfg(unix)]
#[test]
fn a_file_that_must_not_be_written_is_told_of() {
    use std::os::unix::fs::PermissionsExt;
    let dir = folder(&[("a.txt", FAULTY.as_bytes()), ("b.txt", FAULTY.as_bytes())]);
    fs::set_permissions(dir.path().join("a.txt"), fs::Permissions::from_mode(0o444)).unwrap();
    let output = run(dir.path(), &["check", "--fix"]);
    assert_eq!(status(&output), 2);
    assert!(text(&output.stderr).contains("a.txt: permission denied"), "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(dir.path().join("a.txt")).unwrap(), FAULTY);
    assert_eq!(fs::read_to_string(dir.path().join("b.txt")).unwrap(), CLEAN);
}

#[test]
fn a_killed_fix_leaves_no_file_half_written() {
    let old = format!("{FAULTY}\n{}", "It rained all day, and the ferries stayed in port.\n\n".repeat(20));
    let new = format!("{CLEAN}\n{}", "It rained all day, and the ferries stayed in port.\n\n".repeat(20));
    let files: Vec<(String, &[u8])> = (0..200).map(|i| (format!("{i:03}.txt"), old.as_bytes())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (n.as_str(), *b)).collect();
    let dir = folder(&files);
    let mut child = command(dir.path(), &["check", "--fix", "--select", "both-the"]).stdout(Stdio::null()).spawn().unwrap();
    let is_fixed = |name: &str| fs::read_to_string(dir.path().join(name)).unwrap() == new;
    let begun = std::time::Instant::now();
    while !is_fixed("020.txt") && begun.elapsed().as_secs() < 60 {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let mut fixed = 0;
    for (name, _) in &files {
        let found = fs::read_to_string(dir.path().join(name)).unwrap();
        assert!(found == old || found == new, "{name} is half written: {} bytes", found.len());
        fixed += usize::from(found == new);
    }
    assert!((1..200).contains(&fixed), "killed in the middle: {fixed} of 200 fixed");
    // The next run finishes the work, whatever the killed one left behind.
    assert_eq!(status(&run(dir.path(), &["check", "--fix", "--select", "both-the"])), 0);
    assert!(files.iter().all(|(name, _)| is_fixed(name)));
}

/// A diagnostic and a file that can't be read, in every format that other programs read.
#[test]
fn reports_for_other_programs_have_the_shape_they_expect() {
    let markup = "Ministers & <b>mayors</b> meet\n\nThe ministers of both the countries met in Nairobi on Monday.\n";
    let dir = folder(&[("desk a/ü.txt", markup.as_bytes()), ("bad.txt", b"\xff"), ("clean.txt", CLEAN.as_bytes())]);
    let formats = ["sarif", "github", "gitlab", "rdjson", "rdjsonl", "junit", "checkstyle", "html"];
    let outputs: Vec<String> = formats.iter().map(|f| format!("--output={f}=out.{f}")).collect();
    let arguments: Vec<&str> = ["check", "--select", "both-the"].into_iter().chain(outputs.iter().map(String::as_str)).collect();
    let output = run(dir.path(), &arguments);
    assert_eq!(status(&output), 2);
    assert!(text(&output.stdout).contains("1 diagnostic (1 warning) in 2 articles"), "{}", text(&output.stdout));
    let read = |format: &str| fs::read_to_string(dir.path().join(format!("out.{format}"))).unwrap();
    let json = |format: &str| serde_json::from_str::<serde_json::Value>(&read(format)).unwrap();

    let sarif = json("sarif");
    let run_ = &sarif["runs"][0];
    let result = &run_["results"][0];
    assert_eq!(run_["columnKind"], "unicodeCodePoints");
    assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "desk%20a/%C3%BC.txt");
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startColumn"], 18);
    let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(run_["tool"]["driver"]["rules"][index]["id"], "both-the");
    assert_eq!(result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"], "both countries");
    assert_eq!(run_["invocations"][0]["executionSuccessful"], false);

    let github = read("github");
    assert!(github.contains("::error file=bad.txt,line=1,col=1,title=copydesk::line 1: not valid UTF-8"), "{github}");
    assert!(github.contains("::warning file=desk a/ü.txt,line=3,endLine=3,col=18,endColumn=35,title=copydesk both-the::"), "{github}");

    let gitlab = json("gitlab");
    assert_eq!(gitlab[1]["location"]["lines"]["begin"], 3);
    assert_eq!((gitlab[0]["severity"].as_str(), gitlab[1]["severity"].as_str()), (Some("critical"), Some("minor")));
    assert_ne!(gitlab[0]["fingerprint"], gitlab[1]["fingerprint"]);

    let rdjson = json("rdjson");
    assert_eq!(rdjson["diagnostics"][1]["suggestions"][0]["text"], "both countries");
    assert_eq!(rdjson["diagnostics"][1]["location"]["range"]["end"]["column"], 36);
    assert_eq!(read("rdjsonl").lines().count(), 2);

    let junit = read("junit");
    assert!(junit.contains("<testsuite name=\"clean.txt\" tests=\"1\" failures=\"0\" errors=\"0\">"), "{junit}");
    assert!(junit.contains("<failure type=\"both-the\" message=\"&quot;both the countries&quot;"), "{junit}");
    assert!(read("checkstyle").contains("<error line=\"3\" column=\"18\" severity=\"warning\""));

    let html = read("html");
    assert!(html.contains(">both the countries</mark>") && html.contains("&lt;b&gt;mayors&lt;/b&gt;"), "{html}");
    assert!(!html.contains("<script") && !html.contains("http"), "one page that needs nothing");
    assert!(html.contains("id=\"d1\"") && html.contains("href=\"#d1\""));
    // The reports are no articles.
    assert_eq!(text(&run(dir.path(), &arguments).stdout), text(&output.stdout));
    assert_eq!(status(&run(dir.path(), &["check", "--output", "sarif=no/such/folder"])), 2);
    assert_eq!(status(&run(dir.path(), &["check", "--output", "pdf=x"])), 2);
}

#[test]
fn rules_of_ones_own_run_and_what_is_wrong_in_them_is_shown() {
    let rule = "group = 'consistency'\nseverity = 'warning'\nconfidence = 0.9\nsummary = 'a house word'\nexplanation = 'We write ferry.'\n\
                message = '\"{mark}\": we write \"ferry\"'\nhits = ['The ⟦ferryboat⟧ left Split at noon.']\n\
                near_misses = [['The ferry left Split at noon.', 'our word']]\n[[pattern]]\nmatch = \"ferryboat\"\n";
    let dir = folder(&[
        ("copydesk.toml", b"rules = ['house', '/etc']\n[severity]\nferry-word = 'error'\n"),
        ("house/ferry-word.toml", rule.as_bytes()),
        ("house/bad-word.toml", rule.replace("match = \"ferryboat\"", "match = \"(\"").as_bytes()),
        ("a.txt", b"Ferry returns\n\nThe ferryboat returned to Split on Monday after its engines had been checked.\n"),
    ]);
    let output = run(dir.path(), &["check", "--format", "concise", "--quiet"]);
    let errors = text(&output.stderr);
    assert_eq!(text(&output.stdout), "a.txt:3:5: error[ferry-word] \"ferryboat\": we write \"ferry\"\n", "{errors}");
    assert_eq!(status(&output), 2);
    assert!(errors.contains("house/bad-word.toml:") && errors.contains("outside of the project"), "{errors}");
}

#[test]
fn suppressions_and_fields_hold_in_every_format() {
    let sentence = "The ministers of both the countries met in Nairobi on Monday.";
    let dir = folder(&[
        ("a.md", format!("---\ncopydesk-ignore: [both-the]\n---\n\n{sentence}\n").as_bytes()),
        ("b.md", format!("<!-- copydesk: ignore[both-the] quoted -->\n{sentence}\n").as_bytes()),
        ("c.html", format!("<p>{sentence}</p><!-- copydesk: ignore[both-the] --><p>{sentence}</p>").as_bytes()),
        ("d.json", format!("{{\"lead\": \"{sentence}\", \"note\": \"Both the harbours were closed on Friday.\"}}").as_bytes()),
        ("e.md", b"<!-- copydesk: ingore[both-the] -->\n"),
        ("f.md", b"<!-- copydesk: ignore[both-the] -->\n\nBoth ministers met in Nairobi on Monday.\n"),
        ("copydesk.toml", b"select = ['both-the', 'malformed-suppression', 'unused-suppression']\nlanguage = 'en'\nfields = ['lead']\nextensions = ['md', 'html', 'json']\n"),
    ]);
    let output = run(dir.path(), &["check", "--format", "concise", "--output", "sarif=out.sarif"]);
    let found: Vec<String> = text(&output.stdout)
        .lines()
        .filter_map(|l| Some(format!("{} {}", l.split_once(':')?.0, l.split_once('[')?.1.split_once(']')?.0)))
        .collect();
    assert_eq!(
        found,
        ["c.html both-the", "d.json both-the", "e.md malformed-suppression", "f.md unused-suppression"],
        "{}{}",
        text(&output.stdout),
        text(&output.stderr)
    );
    assert!(text(&output.stdout).contains("3 suppressed"), "{}", text(&output.stdout));
    let sarif: serde_json::Value = serde_json::from_slice(&fs::read(dir.path().join("out.sarif")).unwrap()).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let reasons: Vec<_> = results.iter().filter_map(|r| r["suppressions"][0]["justification"].as_str()).collect();
    assert_eq!(reasons, ["", "quoted", ""]);
}

/// What is generated and kept in the repository is as the program would write it now.
#[test]
fn generated_files_are_current() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (file, arguments) in [("rules/README.md", &["rules", "--format", "markdown"][..]), ("copydesk.schema.json", &["schema"])] {
        let written = fs::read_to_string(root.join(file)).unwrap();
        let now = text(&run(root, arguments).stdout);
        assert!(written == now, "{file} is not current: cargo run -- {} > {file}", arguments.join(" "));
    }
}

#[test]
fn fixing_all_seeds_leaves_nothing_to_fix_and_nothing_broken() {
    let dir = folder(&[]);
    let mut count = 0;
    for part in ["clean", "planted"] {
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(part)).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, dir.path().join(format!("{part}-{}", path.file_name().unwrap().display()))).unwrap();
            count += 1;
        }
    }
    assert!(count > 20);
    let blocks = || {
        let names = fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|n| !n.ends_with(".expected")).collect();
        names.sort();
        let kinds = |n: &String| text(&run(dir.path(), &["dump", "blocks", n]).stdout).lines().filter(|l| !l.starts_with('#')).count();
        names.iter().map(|n| (n.clone(), kinds(n))).collect::<Vec<_>>()
    };
    let before = blocks();
    let first = run(dir.path(), &["check", "--fix", "--unsafe", "--no-config"]);
    assert!(text(&first.stdout).contains(" fixed"), "{}", text(&first.stderr));
    let second = run(dir.path(), &["check", "--diff", "--unsafe", "--no-config"]);
    assert_eq!((status(&second), text(&second.stdout)), (0, String::new()), "a second run has nothing to do");
    // A line that was nothing but a leak may be gone; no fix makes a new block or empties an article.
    for ((name, before), (_, after)) in before.iter().zip(blocks()) {
        assert!((1..=*before).contains(&after), "{name}: {before} blocks became {after}");
    }
}

#[test]
fn what_is_not_shown_is_counted() {
    let article = format!("Ministers meet\n\n{}", "The ministers of both the countries met in Nairobi on Monday.\n\n".repeat(30));
    let dir = folder(&[("a.txt", article.as_bytes()), ("b.txt", FAULTY.as_bytes())]);
    let arguments = ["check", "--select", "both-the", "--max-diagnostics", "7", "--format", "jsonl"];
    let cut = run(dir.path(), &[&arguments[..], &["--output", "json=out.json", "--output", "sarif=out.sarif"]].concat());
    assert_eq!((status(&cut), text(&cut.stdout).lines().count()), (1, 8));
    assert!(text(&cut.stderr).contains("a.txt: 23 more diagnostics not shown (`--max-diagnostics`"), "{}", text(&cut.stderr));
    let json: serde_json::Value = serde_json::from_slice(&fs::read(dir.path().join("out.json")).unwrap()).unwrap();
    assert_eq!((json["summary"]["diagnostics"].as_u64(), json["summary"]["not_shown"].as_u64()), (Some(31), Some(23)));
    let sarif: serde_json::Value = serde_json::from_slice(&fs::read(dir.path().join("out.sarif")).unwrap()).unwrap();
    let invocation = &sarif["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], true);
    assert_eq!(invocation["toolExecutionNotifications"][0]["message"]["text"], "23 more diagnostics not shown");
    // A baseline knows all, and what it hides takes no place from what is new.
    assert_eq!(status(&run(dir.path(), &[&arguments[..5], &["--write-baseline", "known.json"]].concat())), 0);
    let known = run(dir.path(), &[&arguments[..], &["--baseline", "known.json"]].concat());
    assert_eq!((status(&known), text(&known.stderr)), (0, String::new()), "{}", text(&known.stdout));
    fs::write(dir.path().join("copydesk.toml"), "max-diagnostics = 2\nselect = ['both-the']\n").unwrap();
    assert_eq!(text(&run(dir.path(), &["check", "--format", "jsonl"]).stdout).lines().count(), 3);
    assert_eq!(text(&run(dir.path(), &["check", "--format", "jsonl", "--max-diagnostics", "0"]).stdout).lines().count(), 31);
}

#[test]
fn a_cache_gives_what_checking_would() {
    let suppressed = "<!-- copydesk: ignore[both-the] quoted -->\n\nBoth the ministers met in Nairobi on Monday.\n";
    let files = [("a.txt", FAULTY), ("b.md", suppressed), ("c.txt", CLEAN), ("d.html", "<p>It rained&#8230; in Lima.</p>")];
    let dir = folder(&files.map(|(name, text)| (name, text.as_bytes())));
    fs::write(dir.path().join("e.jsonl"), "{\"title\": \"Fire in Porto\", \"body\": }\n").unwrap();
    let rule = "group = 'consistency'\nseverity = 'warning'\nconfidence = 0.9\nsummary = 's'\nexplanation = 'e'\nmessage = 'm'\n\
                hits = ['It ⟦rained⟧ in Split.']\nnear_misses = [['The sun shone.', 'none']]\n[[pattern]]\nmatch = 'rained'\n";
    let run = |extra: &[&str]| {
        let formats = ["--output=sarif=out.sarif", "--output=html=out.html"];
        let output =
            run(dir.path(), &[&["check", "--language", "en"], extra, &formats, &["a.txt", "b.md", "c.txt", "d.html", "e.jsonl"]].concat());
        let read = |name: &str| fs::read_to_string(dir.path().join(name)).unwrap();
        (status(&output), text(&output.stdout), text(&output.stderr), read("out.sarif"), read("out.html"))
    };
    let cache = dir.path().join("cache");
    let entries = || fs::read_dir(&cache).map_or(0, |d| d.map(|e| e.unwrap().metadata().unwrap().len()).sum::<u64>());
    let plain = run(&[]);
    assert!(!cache.exists());
    assert_eq!(run(&["--cache=cache"]), plain, "the first run fills it");
    let filled = entries();
    assert!(filled > 0);
    assert_eq!(run(&["--cache=cache"]), plain, "the second takes from it");
    assert_eq!(entries(), filled, "and adds nothing");

    // That the results do come from the cache: what it says, the next run says.
    for entry in fs::read_dir(&cache).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let header = bytes.iter().position(|b| *b == b'\n').unwrap() + 1;
        let body = String::from_utf8_lossy(&bytes[header + 32..]).contains("both the countries");
        if body {
            // Of the same length, so that the layout holds.
            let mut changed = bytes[header + 32..].to_vec();
            let at = changed.windows(7).position(|w| w == b"English").unwrap();
            changed[at..at + 7].copy_from_slice(b"Klingon");
            fs::write(&path, [&bytes[..header], blake3::hash(&changed).as_bytes(), &changed].concat()).unwrap();
        }
    }
    assert!(run(&["--cache=cache"]).1.contains("Klingon says"));

    // Damaged in any way, it counts for nothing and is made again.
    for damage in [&b""[..], b"copydesk cache 1\n", b"garbage"] {
        for entry in fs::read_dir(&cache).unwrap() {
            fs::write(entry.unwrap().path(), damage).unwrap();
        }
        assert_eq!(run(&["--cache=cache"]), plain);
        assert_eq!(entries(), filled);
    }

    // Other settings, another configuration, another rule: other results.
    assert!(!run(&["--cache=cache", "--ignore", "both-the"]).1.contains("both-the"));
    assert_eq!(run(&["--cache=cache"]), plain);
    fs::write(dir.path().join("copydesk.toml"), "severity = { both-the = 'error' }\nrules = ['house']\n").unwrap();
    fs::create_dir(dir.path().join("house")).unwrap();
    fs::write(dir.path().join("house/rain-word.toml"), rule).unwrap();
    let first = run(&["--cache=cache"]);
    assert!(first.1.contains("error[both-the]") && first.1.contains("rain-word"), "{}{}", first.1, first.2);
    fs::write(dir.path().join("house/rain-word.toml"), rule.replace("'m'", "'changed'")).unwrap();
    assert!(run(&["--cache=cache"]).1.contains("rain-word]: changed"));

    // Where it can't be written, that is told, and nothing else changes.
    fs::write(dir.path().join("file"), "").unwrap();
    let nowhere = run(&["--cache=file"]);
    assert_eq!(nowhere.0, plain.0);
    assert!(nowhere.2.contains("the cache could not be written"), "{}", nowhere.2);
}

#[test]
fn runs_at_the_same_time_share_a_cache() {
    let files: Vec<(String, String)> = (0..60).map(|i| (format!("{i}.txt"), FAULTY.replace("Monday", &format!("{i} May")))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, t)| (n.as_str(), t.as_bytes())).collect();
    let dir = folder(&files);
    let arguments = ["check", "--format", "jsonl", "--cache=cache", "--select", "both-the"];
    let children: Vec<_> = (0..4).map(|_| command(dir.path(), &arguments).stdout(Stdio::piped()).spawn().unwrap()).collect();
    let outputs: Vec<_> = children.into_iter().map(|c| c.wait_with_output().unwrap().stdout).collect();
    let after = run(dir.path(), &arguments).stdout;
    assert_eq!(text(&after).lines().count(), 60);
    assert!(outputs.iter().all(|o| *o == after));
    let left: Vec<_> = fs::read_dir(dir.path().join("cache")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(left.iter().all(|n| n.len() == 2), "{left:?}");
}

#[cfg(unix)]
#[test]
fn a_report_takes_its_files_place_when_it_is_whole() {
    use std::os::unix::fs::PermissionsExt;
    let dir = folder(&[("a.txt", FAULTY.as_bytes()), ("out.json", b"old"), ("locked.json", b"old")]);
    let path = |name: &str| dir.path().join(name);
    fs::set_permissions(path("out.json"), fs::Permissions::from_mode(0o640)).unwrap();
    fs::set_permissions(path("locked.json"), fs::Permissions::from_mode(0o444)).unwrap();
    std::os::unix::fs::symlink("out.json", path("link.json")).unwrap();
    let of = |output: &str| run(dir.path(), &["check", "a.txt", "--output", output]);
    assert_eq!(status(&of("json=link.json")), 1);
    assert!(path("link.json").is_symlink() && fs::read_to_string(path("out.json")).unwrap().contains("both-the"));
    assert_eq!(fs::metadata(path("out.json")).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(status(&of("sarif=new.sarif")), 1);
    assert_eq!(fs::metadata(path("new.sarif")).unwrap().permissions().mode() & 0o600, 0o600);
    assert_eq!((status(&of("json=locked.json")), fs::read_to_string(path("locked.json")).unwrap().as_str()), (2, "old"));
    assert_eq!(status(&of("json=/dev/null")), 1, "a device is written to");
    // Where the report can't be finished, the old one stays.
    fs::write(path("out.json"), "old").unwrap();
    let broken = run(dir.path(), &["check", "a.txt", "--output", "json=out.json", "--output", "jsonl=/dev/full"]);
    if Path::new("/dev/full").exists() {
        assert_eq!((status(&broken), fs::read_to_string(path("out.json")).unwrap().as_str()), (2, "old"));
    }
    let names = fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    assert!(!names.into_iter().any(|n| n.starts_with(".copydesk-")));
}

#[test]
fn a_file_of_no_known_format_is_refused_unless_one_is_named() {
    let dir = folder(&[("a.copy", FAULTY.as_bytes()), ("b.txt", CLEAN.as_bytes()), ("wire/LEAD", FAULTY.as_bytes())]);
    let of = |arguments: &[&str]| run(dir.path(), arguments);
    let refused = of(&["check", "a.copy", "b.txt"]);
    assert_eq!(status(&refused), 2);
    let told = text(&refused.stderr);
    assert!(told.contains("a.copy: no format is known for .copy files") && told.contains("--format-of"), "{told}");
    assert_eq!(status(&of(&["check", "a.copy", "--format-of", "plain"])), 1);
    assert_eq!(status(&of(&["check", "wire/LEAD"])), 1, "a name without an extension says nothing against plain text");
    assert_eq!(status(&of(&["check", "b.txt", "--format-of", "word"])), 2);
    fs::write(dir.path().join("copydesk.toml"), "[[overrides]]\npaths = ['*.copy']\nformat = 'plain'\n").unwrap();
    assert_eq!(status(&of(&["check", "a.copy"])), 1);
}

/// Records have the configuration of the folder, and its settings hold as they do for files.
#[test]
fn filter_knows_the_settings_of_check() {
    let dir = folder(&[("copydesk.toml", b"ignore = ['both-the']\n")]);
    let record = format!("{{\"body\": {}}}\n", serde_json::json!(FAULTY));
    let filter = |arguments: &[&str]| {
        let mut child = command(dir.path(), &[&["filter"], arguments].concat());
        let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        // It may have ended over its arguments before it read anything.
        let _ = child.stdin.take().unwrap().write_all(record.as_bytes());
        let output = child.wait_with_output().unwrap();
        (status(&output), text(&output.stdout).matches("both-the").count())
    };
    assert_eq!(filter(&[]), (0, 0));
    assert_eq!(filter(&["--no-config"]), (0, 1));
    assert_eq!(filter(&["--select", "both-the"]), (0, 1));
    assert_eq!(filter(&["--min-confidence", "7"]).0, 2);
    assert_eq!(filter(&["--select", "both-teh"]).0, 2);
}
