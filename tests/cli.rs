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
