//! The command line: one file a subcommand.

mod check;
mod filter;
mod input;
mod ordered;
mod terminal;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Nothing at or above `--fail-on`.
const CLEAN: u8 = 0;
/// Something at or above `--fail-on`.
const FOUND: u8 = 1;
/// Usage, configuration or input at fault.
const BROKEN: u8 = 2;

/// A linter for news articles: truncated sentences, misspelled names, machine-translation artefacts and leaks
#[derive(Parser)]
#[command(name = "copydesk", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// When to colour what is written
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: terminal::Colour,
}

#[derive(Subcommand)]
enum Command {
    /// Check articles
    Check(check::Check),
    Filter(filter::Filter),
}

/// Runs the command given on the command line.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let status = match arguments.command {
        Command::Check(check) => check.run(arguments.color),
        Command::Filter(filter) => filter.run(arguments.color),
    };
    ExitCode::from(status)
}
