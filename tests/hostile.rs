//! Input that was made to do harm, and input that came out wrong: read in bounded time and memory, each file told of, the rest checked.

use std::{fs, path::Path, process::Command};
use tempfile::TempDir;

/// A sentence with a fault that every file that can be read has.
const FAULT: &str = "The ministers of both the countries met in Lima on Monday.";

/// How deep, in levels; how long, in repetitions.
const DEEP: usize = 10_000;
const LONG: usize = 20_000;

/// Name, text, and whether the fault in it is found.
fn files() -> Vec<(&'static str, String, bool)> {
    let r = str::repeat;
    vec![
        ("deep-array.json", format!("{{\"body\": \"{FAULT}\", \"x\": {}1{}}}", r("[", DEEP), r("]", DEEP)), true),
        ("deep-object.json", r("{\"a\":", DEEP), false),
        ("lone-surrogates.json", format!("{{\"body\": \"{FAULT}\", \"text\": \"{}\"}}", r("\\ud800", LONG)), true),
        ("cut-string.json", format!("{{\"body\": \"{FAULT}\", \"text\": \"{}", r("x", LONG)), true),
        ("deep-closed.html", format!("{}{FAULT}{}", r("<div>", DEEP), r("</div>", DEEP)), true),
        ("deep-open.html", format!("<p>{FAULT}</p>{}", r("<b><i><p><table><td><li>", DEEP / 4)), true),
        ("long-attribute.html", format!("<p title=\"{}\">{FAULT}", r("x&amp;", 200_000)), true),
        ("open-attribute.html", format!("<p>{FAULT}</p><p title=\"{}", r("x", 1_000_000)), true),
        ("many-attributes.html", format!("<p {}>{FAULT}", r("a b=c ", DEEP)), true),
        ("open-comments.html", format!("<p>{FAULT}</p>{}", r("<!--", LONG)), true),
        ("ampersands.html", format!("<p>{FAULT}</p><p>{}{}", r("&", LONG), r("&amp", LONG)), true),
        ("deep-quotation.md", format!("{FAULT}\n\n{}text", r("> ", DEEP)), true),
        ("deep-list.md", format!("{FAULT}\n\n{}text", r("* ", DEEP)), true),
        ("brackets.md", format!("{FAULT}\n\n{}text{}", r("[", DEEP), r("](", DEEP)), true),
        ("marks.md", format!("{FAULT}\n\n{}{}{}", r("**a ", DEEP), r("_b ", DEEP), r("`", DEEP)), true),
        ("blocks.md", format!("{FAULT}\n\n{}", r("<div>\n", DEEP)), true),
        ("table.md", format!("{FAULT}\n\n{}|\n{}|\n{}", r("| a ", 2000), r("|---", 2000), r("| a | b |\n", 500)), true),
        ("shortcodes.md", format!("{FAULT}\n\n{}", r("{{< {{% {% {{ ", DEEP)), true),
        ("deep-yaml.md", format!("---\ntitle: {}\n---\n{FAULT}\n", r("[", DEEP)), true),
        ("deep-toml.md", format!("+++\na = {}\n+++\n{FAULT}\n", r("[", DEEP)), true),
        (
            "aliases.md",
            format!(
                "---\na: &a [x]\n{}---\n{FAULT}\n",
                (0..9).map(|i| format!("b{i}: &b{i} [{}]\n", ["*a"; 9].join(","))).collect::<String>()
            ),
            true,
        ),
        ("quotes.txt", format!("{FAULT}\n\n{}", r("\"", LONG)), true),
        ("open-brackets.txt", format!("{FAULT}\n\n{}the", r("(", LONG)), true),
        ("stops.txt", format!("{FAULT}\n\n{}", r("A. ", LONG)), true),
        ("one-word.txt", format!("{FAULT}\n\n{}", r("a", 200_000)), true),
        ("one-line.txt", r(&format!("{FAULT} "), 1000), true),
        ("marks-on-marks.txt", format!("{FAULT}\n\na{}", r("\u{301}", LONG)), true),
        ("names.txt", (0..800).map(|i| format!("Name{i} Surname{i} met Nane{i} Surmane{i}.\n\n")).collect::<String>() + FAULT, true),
        ("variants.txt", r("Kovac Kovač Kovacs Kovach Kowac ", 1000) + "\n\n" + FAULT, true),
    ]
}

#[test]
fn hostile_files_are_read_in_bounded_time_and_memory() {
    let dir = TempDir::new().unwrap();
    for (name, text, _) in files() {
        fs::write(dir.path().join(name), text).unwrap();
    }
    let arguments = ["check", "--no-config", "--language", "en", "--format", "concise", "--max-diagnostics", "100000"];
    let names: Vec<&str> = files().iter().map(|(name, ..)| *name).collect();
    let program = env!("CARGO_BIN_EXE_copydesk");
    // Kilobytes of addresses, not of pages in use, and seconds of the processor, not of the wall: so this holds on every machine alike.
    let mut command = if cfg!(unix) {
        let mut shell = Command::new("sh");
        shell.args(["-c", "ulimit -v 3000000; ulimit -t 300; exec \"$@\"", "sh", program]);
        shell
    } else {
        Command::new(program)
    };
    let output = command.current_dir(dir.path()).args(arguments).args(&names).output().unwrap();
    let (out, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(2), "{errors}");
    assert!(!errors.contains("copydesk failed"), "{errors}");
    for (name, _, found) in files() {
        let has = out.lines().any(|l| l.starts_with(&format!("{name}:")) && l.contains("[both-the]"));
        assert_eq!(has, found, "{name}: {out}");
    }
    for told in [
        "deep-array.json:1:204: nested deeper than 128 levels",
        "deep-object.json:1:641: nested deeper than 128 levels",
        "lone-surrogates.json:1:81: invalid JSON: lone surrogate",
        "cut-string.json:1:80: invalid JSON: unclosed string",
        "lone-surrogates.json: 19,980 more places that can't be read",
        "deep-yaml.md:",
        "deep-toml.md:",
    ] {
        assert!(errors.contains(told), "{told} in {}", errors.chars().take(4000).collect::<String>());
    }
}

#[test]
fn a_file_that_is_too_large_is_refused_unread_and_the_rest_is_checked() {
    let dir = TempDir::new().unwrap();
    let path = |name: &str| dir.path().join(name);
    // Two hundred megabytes that take no room: the size alone is looked at.
    fs::File::create(path("huge.txt")).unwrap().set_len(200 << 20).unwrap();
    fs::write(path("a.txt"), FAULT).unwrap();
    let run = |arguments: &[&str], folder: &Path| {
        Command::new(env!("CARGO_BIN_EXE_copydesk")).current_dir(folder).args(arguments).output().unwrap()
    };
    let output = run(&["check", "--language", "en", "--format", "concise"], dir.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stdout).contains("a.txt:1:18: warning[both-the]"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        errors.contains("huge.txt: larger than the limit of 33554432 bytes (`max-file-size` in the configuration raises it)"),
        "{errors}"
    );
    fs::write(path("copydesk.toml"), "max-file-size = 10\n").unwrap();
    let output = run(&["check", "a.txt"], dir.path());
    assert!(String::from_utf8_lossy(&output.stderr).contains("a.txt: larger than the limit of 10 bytes"));
}
