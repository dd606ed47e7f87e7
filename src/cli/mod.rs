//! The command line: one file a subcommand.

mod about;
mod cache;
mod check;
mod doctor;
mod dump;
mod filter;
mod input;
mod lsp;
mod make;
mod mcp;
mod measure;
mod names;
mod ordered;
mod outputs;
pub(crate) mod rules;
mod serve;
mod terminal;
mod test;
mod triage;

use clap::{CommandFactory, Parser, Subcommand, ValueHint};
use std::{path::PathBuf, process::ExitCode};

/// Nothing at or above `--fail-on`.
const CLEAN: u8 = 0;
/// Something at or above `--fail-on`.
const FOUND: u8 = 1;
/// Usage, configuration or input at fault.
const BROKEN: u8 = 2;

/// A linter for news articles: truncated sentences, misspelled names, machine-translation artefacts and leaks
#[derive(Parser)]
#[command(name = "copydesk", version, disable_version_flag = true, arg_required_else_help = true, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Print the version
    #[arg(short = 'V', long)]
    version: bool,
    /// With --version: also the commit, the rules, and the lists and models that are compiled in
    #[arg(long, requires = "version")]
    verbose: bool,
    /// When to colour what is written
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: terminal::Colour,
}

#[derive(Subcommand)]
enum Command {
    /// Check articles
    Check(check::Check),
    Filter(filter::Filter),
    Triage(triage::Triage),
    Names(names::Names),
    Lsp(lsp::Lsp),
    Serve(serve::Serve),
    Mcp(mcp::Mcp),
    /// List the rules
    Rules(rules::Rules),
    /// Explain a rule: what it finds, why, and what it leaves alone
    Explain(rules::Explain),
    Doctor(doctor::Doctor),
    Test(test::Test),
    Measure(measure::Measure),
    /// Show what is seen in a file
    Dump(dump::Dump),
    /// Write a commented copydesk.toml
    Init(make::Init),
    /// Print the JSON schema of copydesk.toml
    Schema,
    /// Print a shell's completion script
    Completions(make::Completions),
    /// Print the manual page
    Man {
        /// Write a page for each subcommand to this folder instead
        #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
        folder: Option<PathBuf>,
    },
}

/// Runs the command given on the command line.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let colour = arguments.color;
    if arguments.version {
        return ExitCode::from(rules::print(colour, about::version(arguments.verbose)));
    }
    let Some(command) = arguments.command else {
        Arguments::command().error(clap::error::ErrorKind::MissingSubcommand, "a command is missing; `copydesk help` lists them").exit();
    };
    let status = match command {
        Command::Check(check) => check.run(colour),
        Command::Filter(filter) => filter.run(colour),
        Command::Triage(triage) => triage.run(colour),
        Command::Names(names) => names.run(colour),
        Command::Lsp(lsp) => lsp.run(),
        Command::Serve(serve) => serve.run(colour),
        Command::Mcp(mcp) => mcp.run(colour),
        Command::Rules(rules) => rules.run(colour),
        Command::Explain(explain) => explain.run(colour),
        Command::Doctor(doctor) => doctor.run(colour),
        Command::Test(test) => test.run(colour),
        Command::Measure(measure) => measure.run(colour),
        Command::Dump(dump) => dump.run(colour),
        Command::Init(init) => init.run(colour),
        Command::Schema => make::schema(colour),
        Command::Completions(completions) => completions.run(colour, Arguments::command()),
        Command::Man { folder } => make::man(colour, Arguments::command(), folder.as_deref()),
    };
    ExitCode::from(status)
}
