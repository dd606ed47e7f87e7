//! `copydesk check`.

use super::{
    BROKEN, CLEAN, FOUND,
    input::{self, Input},
    ordered,
    terminal::Colour,
};
use crate::{
    analysis::Language,
    diagnostic::{Group, Severity},
    document::{self, Format},
    engine::{self, Linter, Options},
    report::{self, FileReport, Problem, Summary},
    rule::RuleMeta,
    rules,
    source::{MAX_BYTES, Source, SourceError},
};
use clap::{Args, ValueHint};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{
    collections::BTreeSet,
    io::{self, IsTerminal, Write},
    panic::{self, AssertUnwindSafe},
    path::PathBuf,
    thread,
    time::Duration,
};

/// Check articles
#[derive(Args)]
pub struct Check {
    /// Files and folders; `-` is standard input
    #[arg(default_value = ".", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// How to report
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    format: report::Format,
    /// Run only these rules or groups of rules
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    select: Vec<String>,
    /// Leave these rules or groups of rules out
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Report only what is at least so sure, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    min_confidence: Option<f32>,
    /// The severity from which the exit status is 1
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    fail_on: Option<Severity>,
    /// The articles' language as an ISO 639 code, instead of a guess
    #[arg(long, value_name = "CODE", value_parser = language)]
    language: Option<Language>,
    /// The path that standard input is reported under, and whose extension names its format
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
    /// Print diagnostics only: no summary, no progress
    #[arg(long, short)]
    quiet: bool,
    /// Count the diagnostics of each rule
    #[arg(long)]
    statistics: bool,
    /// How many threads read files; all cores by default
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Ignore every configuration file
    #[arg(long)]
    no_config: bool,
}

fn share(text: &str) -> Result<f32, String> {
    text.parse().ok().filter(|n| (0.0..=1.0).contains(n)).ok_or_else(|| "not a number from 0 to 1".to_owned())
}

fn severity(text: &str) -> Result<Severity, String> {
    [Severity::Info, Severity::Warning, Severity::Error]
        .into_iter()
        .find(|s| s.as_str() == text)
        .ok_or_else(|| "not one of info, warning, error".to_owned())
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_code(text).ok_or_else(|| "no language that is known here; give an ISO 639 code such as en".to_owned())
}

/// What holds for a file: its rules and how its findings count.
struct Settings {
    linter: Linter,
    options: Options,
    fail_on: Severity,
    max_file_size: u64,
}

impl Check {
    /// Runs the command and gives its exit status.
    pub fn run(self, colour: Colour) -> u8 {
        match self.check(colour) {
            Ok(status) => status,
            Err(message) => {
                colour.error(message);
                BROKEN
            }
        }
    }

    fn check(&self, colour: Colour) -> Result<u8, String> {
        let settings = self.settings()?;
        let threads = self.threads.map(usize::from).or_else(|| thread::available_parallelism().ok().map(Into::into)).unwrap_or(1);
        let extensions: BTreeSet<String> = input::EXTENSIONS.iter().map(|e| (*e).to_owned()).collect();
        let (inputs, unread) = input::collect(&self.paths, threads, &|path| input::has_extension(path, &extensions));
        let look = colour.stdout(self.quiet);
        let mut reporter = report::reporter(self.format, look);
        let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
        let mut summary = Summary::default();
        let progress = self.progress(inputs.len());
        let metas: Vec<RuleMeta> = settings.linter.rules().cloned().collect();

        let mut written = reporter.begin(&mut out, &metas);
        let first = FileReport { problems: unread, ..FileReport::default() };
        let mut fails = false;
        let mut take = |file: FileReport| {
            for p in &file.problems {
                progress.suspend(|| colour.error(place(p)));
            }
            summary.add(&file);
            fails |= file.fails;
            progress.inc(1);
            if written.is_ok() {
                written = progress.suspend(|| reporter.file(&mut out, &file));
            }
            written.is_ok()
        };
        if take(first) {
            ordered::for_each(&inputs, threads, |input| self.read(input, &settings), take);
        }
        progress.finish_and_clear();
        let written = written.and_then(|()| reporter.end(&mut out, &summary)).and_then(|()| {
            if self.statistics && matches!(self.format, report::Format::Human | report::Format::Concise) {
                out.write_all(summary.statistics().as_bytes())?;
            }
            out.flush()
        });
        if self.statistics && !matches!(self.format, report::Format::Human | report::Format::Concise) {
            // Whoever reads the report as data gets nothing but data on standard output.
            let _ = io::stderr().write_all(summary.statistics().as_bytes());
        }
        match written {
            // Whoever reads the output has seen enough.
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => {}
            Err(e) => return Err(format!("can't write the report: {}", input::reason(&e))),
            Ok(()) => {}
        }
        Ok(match (summary.problems, fails) {
            (1.., _) => BROKEN,
            (0, true) => FOUND,
            (0, false) => CLEAN,
        })
    }

    fn settings(&self) -> Result<Settings, String> {
        let rules = rules::all();
        let known = |name: &String| {
            name == "all" || Group::ALL.iter().any(|g| g.as_str() == name) || rules.iter().any(|r| r.meta().id == name.as_str())
        };
        if let Some(name) = self.select.iter().chain(&self.ignore).find(|n| !known(n)) {
            return Err(format!("no rule or group \"{name}\""));
        }
        let severities = rules
            .iter()
            .map(|rule| {
                let meta = rule.meta();
                let named = |list: &[String]| list.iter().any(|n| *n == meta.id);
                let grouped = |list: &[String]| list.iter().any(|n| n == meta.group.as_str() || n == "all");
                let on = if named(&self.ignore) {
                    false
                } else if named(&self.select) {
                    true
                } else {
                    meta.default && !grouped(&self.ignore) && (self.select.is_empty() || grouped(&self.select))
                };
                on.then_some(meta.severity)
            })
            .collect();
        let options = Options { min_confidence: self.min_confidence.unwrap_or(0.0), language: self.language, severities };
        Ok(Settings {
            linter: Linter::new(rules, Options::default()),
            options,
            fail_on: self.fail_on.unwrap_or(Severity::Warning),
            max_file_size: 32 << 20,
        })
    }

    /// A progress bar where a person waits at a terminal, from half a second on.
    fn progress(&self, files: usize) -> ProgressBar {
        if self.quiet || files < 2 || !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr_with_hz(4));
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} files {eta}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(500));
        bar
    }

    /// Reads and checks one file.
    fn read(&self, input: &Input, settings: &Settings) -> FileReport {
        let shown = match &self.stdin_filename {
            Some(path) if input.path.as_os_str() == input::STDIN => input::shown(path),
            None if input.path.as_os_str() == input::STDIN => "<stdin>".to_owned(),
            _ => input.shown.clone(),
        };
        let limit = settings.max_file_size.min(MAX_BYTES as u64);
        let read = input::read(&input.path, limit).map_err(|message| Problem { path: shown.clone(), at: None, message });
        let source = read.and_then(|bytes| Source::from_bytes(shown.clone(), bytes).map_err(|e| source_problem(&shown, &e)));
        match source {
            Ok(source) => check_source(source, settings),
            Err(problem) => FileReport { path: shown, problems: vec![problem], ..FileReport::default() },
        }
    }
}

fn source_problem(path: &str, error: &SourceError) -> Problem {
    Problem { path: path.to_owned(), at: None, message: error.to_string() }
}

/// Checks a file's articles. A fault in a rule is caught here, so that one file never stops the others.
fn check_source(source: Source, settings: &Settings) -> FileReport {
    let path = source.path().to_owned();
    let checked = panic::catch_unwind(AssertUnwindSafe(|| {
        let mut report = FileReport { path: path.clone(), ..FileReport::default() };
        for document in document::parse(&source, Format::of_path(&path)) {
            for p in &document.problems {
                let at = Some(source.line_column(p.span.start()));
                report.problems.push(Problem { path: path.clone(), at, message: p.message.clone() });
            }
            let checked = settings.linter.check_with(&source, &document, &settings.options);
            report.articles += usize::from(!document.blocks.is_empty());
            report.words += checked.words;
            report.diagnostics.extend(checked.diagnostics);
        }
        engine::sort(&mut report.diagnostics);
        report.fails = engine::fails(&report.diagnostics, settings.fail_on);
        report
    }));
    match checked {
        Ok(report) => FileReport { source: Some(source), ..report },
        Err(_) => {
            let problem = Problem { path: path.clone(), at: None, message: "copydesk failed on this file; please report it".to_owned() };
            FileReport { path, problems: vec![problem], ..FileReport::default() }
        }
    }
}

/// A problem in one line, with its place.
fn place(p: &Problem) -> String {
    match p.at {
        Some(at) => format!("{}:{}:{}: {}", p.path, at.line, at.column, p.message),
        None => format!("{}: {}", p.path, p.message),
    }
}
