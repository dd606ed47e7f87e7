//! The lines that changed since a git revision, as git itself tells.

use crate::diagnostic::Diagnostic;
use std::{
    collections::HashMap,
    ffi::OsStr,
    fs,
    ops::RangeInclusive,
    path::{Path, PathBuf},
    process::Command,
};

/// What changed in a working tree.
#[derive(Debug, Default)]
pub struct Changed {
    /// The changed lines of each file, by its real path; a file without lines is new as a whole.
    files: HashMap<PathBuf, Option<Vec<RangeInclusive<usize>>>>,
}

impl Changed {
    /// What changed between a revision and the working tree that `folder` is in; files that git does not track are new.
    ///
    /// # Errors
    /// In words: git is not there, `folder` is in no repository, or there is no such revision.
    pub fn since(revision: &str, folder: &Path) -> Result<Self, String> {
        let top = git(folder, ["rev-parse", "--show-toplevel"])?;
        let root = PathBuf::from(top.trim_end_matches(['\n', '\r']));
        let options = ["diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--find-renames"];
        let prefixes = ["--src-prefix=a/", "--dst-prefix=b/", "--end-of-options", revision, "--"];
        let diff = git(&root, ["-c", "core.quotePath=false"].into_iter().chain(options).chain(prefixes))?;
        let mut changed = Self::default();
        for (path, lines) in parse(&diff) {
            changed.add(&root.join(path), Some(lines));
        }
        let untracked = git(&root, ["ls-files", "--others", "--exclude-standard", "-z"])?;
        for path in untracked.split('\0').filter(|p| !p.is_empty()) {
            changed.add(&root.join(path), None);
        }
        Ok(changed)
    }

    fn add(&mut self, path: &Path, lines: Option<Vec<RangeInclusive<usize>>>) {
        self.files.insert(fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf()), lines);
    }

    /// Whether anything in the file changed.
    pub fn touches(&self, path: &Path) -> bool {
        fs::canonicalize(path).is_ok_and(|p| self.files.contains_key(&p))
    }

    /// Leaves the findings that touch a changed line.
    pub fn keep(&self, path: &Path, diagnostics: &mut Vec<Diagnostic>) {
        let lines = fs::canonicalize(path).ok().and_then(|p| self.files.get(&p));
        diagnostics.retain(|d| match lines {
            None => false,
            Some(None) => true,
            Some(Some(lines)) => lines.iter().any(|l| *l.start() <= d.end.line && d.start.line <= *l.end()),
        });
    }
}

fn git<S: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = S>) -> Result<String, String> {
    let run = Command::new("git").arg("-C").arg(folder).args(arguments).env("LC_ALL", "C").output();
    let output = run.map_err(|e| format!("can't run git: {e}"))?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        return Err(format!("git: {}", reason.lines().next().unwrap_or("failed").trim_start_matches("fatal: ")));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The new lines of each file in a diff without context.
fn parse(diff: &str) -> Vec<(String, Vec<RangeInclusive<usize>>)> {
    let mut files: Vec<(String, Vec<RangeInclusive<usize>>)> = Vec::new();
    // Lines of a hunk's body, which may look like headers.
    let mut body = 0;
    for line in diff.split('\n') {
        if body > 0 && line.starts_with(['+', '-']) {
            body -= 1;
        } else if let Some(path) = line.strip_prefix("+++ ") {
            body = 0;
            let path = unquote(path.trim_end_matches(['\t', '\r']));
            files.push((path.strip_prefix("b/").unwrap_or(&path).to_owned(), Vec::new()));
        } else if let Some(hunk) = line.strip_prefix("@@ -") {
            let Some((old, rest)) = hunk.split_once(" +") else { continue };
            let new = rest.split(' ').next().unwrap_or("");
            let ((_, removed), (start, added)) = (range(old), range(new));
            body = removed + added;
            if let (1.., Some((_, lines))) = (added, files.last_mut()) {
                lines.push(start..=start + added - 1);
            }
        }
    }
    files
}

/// `12,3` or `12`: the first line and how many.
fn range(text: &str) -> (usize, usize) {
    let (start, count) = text.split_once(',').unwrap_or((text, "1"));
    (start.parse().unwrap_or(0), count.parse().unwrap_or(0))
}

/// A path as git quotes it where it holds quotation marks, control characters or backslashes.
fn unquote(path: &str) -> String {
    let Some(inner) = path.strip_prefix('"').and_then(|p| p.strip_suffix('"')) else { return path.to_owned() };
    let mut out = Vec::new();
    let mut bytes = inner.bytes();
    while let Some(b) = bytes.next() {
        if b != b'\\' {
            out.push(b);
            continue;
        }
        match bytes.next() {
            Some(b't') => out.push(b'\t'),
            Some(b'n') => out.push(b'\n'),
            Some(b'r') => out.push(b'\r'),
            Some(d @ b'0'..=b'7') => {
                let mut rest = || bytes.next().map_or(0, |b| u32::from(b.wrapping_sub(b'0') & 7));
                let value = u32::from(d - b'0') * 64 + rest() * 8 + rest();
                out.push(u8::try_from(value).unwrap_or(b'?'));
            }
            Some(other) => out.push(other),
            None => {}
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hunks_give_new_lines_and_bodies_are_no_headers() {
        let diff = "diff --git a/x.md b/x.md\n--- a/x.md\n+++ b/x.md\n@@ -3,0 +4,2 @@ head\n+++ b/evil.md\n+@@ -1 +1 @@\n@@ -9,2 +11 @@\n--- a\n-b\n+c\n@@ -20 +20,0 @@\n-gone\ndiff --git a/y b/y\n--- a/y\n+++ \"b/a\\\"\\303\\266.md\"\n@@ -1 +1 @@\n-a\n+b\n";
        assert_eq!(parse(diff), [("x.md".to_owned(), vec![4..=5, 11..=11]), ("a\"ö.md".to_owned(), vec![1..=1])]);
    }
}
