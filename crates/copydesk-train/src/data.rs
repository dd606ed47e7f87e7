//! The data that lists, models and figures are made from: each file with its length and its hash (BLAKE3), as `data.tsv` beside
//! this crate has them. `copydesk-train data SHARED` says which files are missing or others than they were; with `--write` it writes
//! the table anew. What each file is and under which licence is in `SHARED/data/sources.md`.

use std::{
    collections::BTreeMap,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

/// Where the table is, from the repository's root.
const TABLE: &str = "crates/copydesk-train/data.tsv";
/// The folders of `SHARED` that it covers.
const FOLDERS: [&str; 2] = ["data", "bench"];

pub fn main(arguments: Vec<String>) -> Result<(), Box<dyn Error>> {
    let shared = PathBuf::from(arguments.first().ok_or("usage: data SHARED [--write]")?);
    if arguments.iter().any(|a| a == "--write") {
        let mut files = Vec::new();
        for folder in FOLDERS {
            list(&shared.join(folder), &mut files)?;
        }
        files.sort();
        let mut table = String::from("# Made by `copydesk-train data SHARED --write`: file, bytes, BLAKE3\n");
        for file in files {
            let (bytes, hash) = hash(&file)?;
            let _ = writeln!(table, "{}\t{bytes}\t{hash}", file.strip_prefix(&shared)?.display());
        }
        return Ok(fs::write(TABLE, table)?);
    }
    let table = fs::read_to_string(TABLE).map_err(|e| format!("{TABLE}: {e}"))?;
    let (mut good, mut wrong) = (0, BTreeMap::new());
    for (number, line) in table.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let [file, bytes, expected] = line.split('\t').collect::<Vec<_>>()[..] else {
            return Err(format!("{TABLE}:{}: three columns are expected", number + 1).into());
        };
        match hash(&shared.join(file)) {
            Ok((length, found)) if found == expected && length.to_string() == bytes => good += 1,
            Ok((length, _)) => _ = wrong.insert(file, format!("is another file than it was: {length} bytes, not {bytes}")),
            Err(error) => _ = wrong.insert(file, error.to_string()),
        }
    }
    for (file, why) in &wrong {
        println!("{file}: {why}");
    }
    println!("{good} files are as they were, {} are not", wrong.len());
    if wrong.is_empty() { Ok(()) } else { Err("figures and models made from this data will differ".into()) }
}

/// The files below a folder that data is read from.
fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            // Repositories by others, in which articles are measured as they stand.
            if !path.ends_with("repos") {
                list(&path, files)?;
            }
        } else if path.extension().is_some_and(|e| e == "gz" || e == "tsv" || e == "jsonl") {
            files.push(path);
        }
    }
    Ok(())
}

/// A file's length and hash.
fn hash(path: &Path) -> Result<(u64, String), Box<dyn Error>> {
    let bytes = fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok((bytes.len() as u64, blake3::hash(&bytes).to_hex()[..32].to_owned()))
}
