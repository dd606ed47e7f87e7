//! The command line.

use crate::{
    diagnostic::Severity,
    document::Format,
    engine::{self, Linter, Options},
    report, rules,
    source::Source,
};
use clap::{Parser, Subcommand};
use std::{io::Write, path::PathBuf, process::ExitCode};

#[derive(Parser)]
#[command(name = "copydesk", version, about = "A linter for news articles")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check articles
    Check {
        paths: Vec<PathBuf>,
        #[arg(long)]
        format: Option<String>,
        #[arg(long)]
        no_config: bool,
    },
}

/// Runs the command given on the command line.
pub fn run() -> ExitCode {
    let Command::Check { paths, .. } = Arguments::parse().command;
    let linter = Linter::new(rules::all(), Options::default());
    let mut out = std::io::stdout().lock();
    let mut failed = false;
    let mut broken = false;
    for entry in paths.iter().flat_map(|p| ignore::WalkBuilder::new(p).sort_by_file_path(std::cmp::Ord::cmp).build()) {
        let Ok(entry) = entry else { continue };
        if !entry.file_type().is_some_and(|t| t.is_file()) {
            continue;
        }
        let path = entry.path().display().to_string();
        let read = std::fs::read(entry.path())
            .map_err(|e| e.to_string())
            .and_then(|b| Source::from_bytes(path.clone(), b).map_err(|e| e.to_string()));
        match read {
            Ok(source) => {
                let diagnostics = linter.check(&source, Format::of_path(&path));
                failed |= engine::fails(&diagnostics, Severity::Warning);
                for d in &diagnostics {
                    let _ = writeln!(out, "{}", report::json::object(&source, d));
                }
            }
            Err(e) => {
                eprintln!("{path}: {e}");
                broken = true;
            }
        }
    }
    ExitCode::from(if broken { 2 } else { u8::from(failed) })
}
