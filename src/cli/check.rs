//! `copydesk check`.

use super::{
    BROKEN, CLEAN, FOUND,
    cache::{self, Cache},
    input::{self, Chosen, Held, Input, ReadingArguments, Sourced},
    names, ordered,
    outputs::Outputs,
    rules::print,
    terminal::Colour,
};
use crate::{
    analysis::Language,
    config::{self, ConfigFault},
    diagnostic::{Applicability, Severity},
    engine,
    filter::{baseline::Baseline, changed::Changed},
    fix,
    ledger::{Across, lines::Lines},
    report::{self, FileReport, Problem, Summary, clean},
    session::{self, Cancel, Handle, Session, Settings, Wanted, records},
    source::Source,
};
use clap::{Args, ValueEnum, ValueHint};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
    sync::Arc,
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
    /// Write a report to a file too, such as sarif=report.sarif; may be given several times. Without a format it is that of
    /// --format, and goes there instead of to standard output
    #[arg(long, value_name = "[FORMAT=]FILE", value_parser = output)]
    output: Vec<(Option<report::Format>, PathBuf)>,
    #[command(flatten)]
    choice: Chosen,
    /// Report only what is at least so sure, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = input::share::<f32>)]
    min_confidence: Option<f32>,
    /// The severity from which the exit status is 1
    #[arg(long, value_name = "SEVERITY", value_parser = input::severity)]
    fail_on: Option<Severity>,
    /// The path that standard input is reported under, and whose extension names its format
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
    /// Print diagnostics only: no summary, no progress
    #[arg(long, short)]
    quiet: bool,
    /// Count the diagnostics of each rule
    #[arg(long)]
    statistics: bool,
    /// Make the safe changes that diagnostics suggest, in place
    #[arg(long, conflicts_with_all = ["diff", "baseline", "write_baseline"])]
    fix: bool,
    /// Show the changes that --fix would make, and change nothing; the exit status is 1 if there are any
    #[arg(long, conflicts_with_all = ["baseline", "write_baseline"])]
    diff: bool,
    /// With --fix or --diff: also changes that a person should look at, such as names
    #[arg(long = "unsafe")]
    bold: bool,
    /// Leave out the findings that this baseline knows
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "write_baseline")]
    baseline: Option<PathBuf>,
    /// Write all findings to a baseline; the exit status is 0
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    write_baseline: Option<PathBuf>,
    /// Report only what touches lines that changed since this git revision
    #[arg(long, value_name = "REVISION")]
    since: Option<String>,
    /// Keep results in a folder, by default copydesk's own among the user's caches, and take those of unchanged files from there
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath, num_args = 0..=1, require_equals = true)]
    cache: Option<Option<PathBuf>>,
    /// Show at most so many diagnostics of a file, for each article in it; 0 shows all
    #[arg(long, value_name = "N")]
    max_diagnostics: Option<usize>,
    /// Say of articles that read like unedited machine translation that they do, where the configuration does not
    #[arg(long, conflicts_with = "no_triage")]
    triage: bool,
    /// Say nothing of how an article reads as a whole
    #[arg(long)]
    no_triage: bool,
    /// Also report names that other articles of the run spell another way, and lines that many of its files have; every file is read twice
    #[arg(long)]
    across: bool,
    #[command(flatten)]
    sourced: Sourced,
    #[command(flatten)]
    held: Held,
    #[command(flatten)]
    common: ReadingArguments,
    /// Leave out excluded files even where they are named
    #[arg(long)]
    force_exclude: bool,
    /// Print what holds for each file instead of checking it
    #[arg(long)]
    show_settings: bool,
}

fn output(text: &str) -> Result<(Option<report::Format>, PathBuf), String> {
    match text.split_once('=') {
        Some((_, "")) => Err("no file is named".to_owned()),
        Some((format, file)) => Ok((Some(report::Format::from_str(format, false)?), PathBuf::from(file))),
        None => Ok((None, PathBuf::from(text))),
    }
}

/// From more diagnostics than this on, a run says what can be done about them.
const MANY: usize = 50;

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
        if self.bold && !self.fix && !self.diff {
            return Err("--unsafe says which changes --fix or --diff makes; give one of them too".to_owned());
        }
        let threads = self.common.threads();
        let known = |file: &PathBuf| Baseline::load(&config::absolute(file)).map_err(|e| format!("{}: {e}", input::shown(file)));
        let settings = Settings {
            choice: self.choice.clone().into(),
            min_confidence: self.min_confidence,
            fail_on: self.fail_on,
            max_diagnostics: self.max_diagnostics,
            triage: (self.triage || self.no_triage).then_some(self.triage),
            baseline: self.baseline.as_ref().map(known).transpose()?,
            changed: self.since.as_ref().map(|r| Changed::since(r, Path::new("."))).transpose()?,
            format: self.held.format_of,
            original: self.sourced.original(),
            ..self.common.settings()
        };
        let cache = match &self.cache {
            Some(Some(folder)) => Some(Arc::new(Cache::new(folder.clone()))),
            Some(None) => Some(Arc::new(Cache::new(cache::folder()?))),
            None => None,
        };
        let session = input::session(settings, cache.clone())?;
        let (mut inputs, unread) = input::collect(&self.paths, threads, &|path| input::wanted(&session, path));
        // `--format html --output report.html`: the report goes there, and not to standard output.
        let files: Vec<_> = self.output.iter().map(|(f, p)| (f.unwrap_or(self.format), p.clone())).collect();
        let redirected = self.output.iter().any(|(format, _)| format.is_none());
        let reports = Outputs::paths(&files);
        inputs.retain(|i| !reports.contains(&self.place(i)));
        if self.force_exclude {
            inputs.retain(|i| !i.named || !session.project(&self.place(i)).excludes(&self.place(i)));
        }
        let places: Vec<PathBuf> = inputs.iter().map(|i| self.place(i)).collect();
        let metas = session.rules(&places).map_err(|e| e.to_string())?;
        if self.across && !self.show_settings {
            self.compare(&inputs, &session, threads)?;
        }
        if let Some(changed) = &session.settings().changed {
            inputs.retain(|i| changed.touches(&i.path));
        }
        if self.show_settings {
            return self.print_settings(&inputs, &session);
        }
        let mut fresh = self.write_baseline.as_ref().map(|file| Baseline::new(&config::absolute(file)));
        let mut outputs = Outputs::open((!self.diff && !redirected).then_some(self.format), &files, colour, self.quiet)?;
        self.name_profile(&places, &session, colour);
        let faults = session.faults();
        show_faults(&faults, colour);
        let mut summary = Summary::default();
        let mut fails = false;
        let progress = self.progress(inputs.len());
        let begun = outputs.begin(&metas);
        let mut take = |Read { report: mut file, diff }: Read| {
            let place = config::absolute(Path::new(&file.path));
            if let Some(fresh) = &mut fresh {
                file.diagnostics.drain(..).for_each(|d| fresh.add(&place, &d));
            }
            file.fails = if self.diff { !diff.is_empty() } else { engine::fails(&file.diagnostics, file.fail_on) };
            fails |= file.fails;
            summary.add(&file);
            summary.more += file.cut();
            progress.inc(1);
            progress.suspend(|| {
                file.problems.iter().for_each(|p| if p.warning { colour.warning(in_line(p)) } else { colour.error(in_line(p)) });
                if file.more > 0 && !self.quiet {
                    let more = report::count(file.more, "more diagnostic");
                    colour.note(format!("{}: {more} not shown (`--max-diagnostics` or `max-diagnostics` shows others)", file.path));
                }
                (diff.is_empty() || print(colour, &diff) == CLEAN) && outputs.file(&file)
            })
        };
        if begun && take(Read::of(FileReport { problems: unread, ..FileReport::new("") })) {
            let read = |input: &Input| self.read(input, &session);
            ordered::for_each(&inputs, threads, read, take);
        }
        progress.finish_and_clear();
        if let Some(Err(e)) = cache.map(|c| c.save()) {
            colour.note(format!("the cache could not be written: {}", input::reason(&e)));
        }
        outputs.end(&summary)?;
        let known = self.write_baseline.is_some() || self.baseline.is_some() || self.statistics;
        let person = matches!(self.format, report::Format::Human | report::Format::Concise | report::Format::Html);
        if summary.diagnostics() > MANY && person && !self.quiet && !known {
            let loudest: Vec<String> = summary.loudest(3).map(|(rule, n)| format!("{rule} ({n})")).collect();
            colour.note(format!(
                "the loudest rules are {}; `--statistics` counts all, `--write-baseline FILE` sets aside what there is, so that only what is \
                 new is reported",
                loudest.join(", ")
            ));
        }
        if self.statistics {
            let counts = summary.statistics();
            // Whoever reads the report as data gets nothing but data on standard output.
            let prose = matches!(self.format, report::Format::Human | report::Format::Concise);
            let _ = if prose { io::stdout().write_all(counts.as_bytes()) } else { io::stderr().write_all(counts.as_bytes()) };
        }
        if let (Some(fresh), Some(file)) = (&fresh, &self.write_baseline) {
            let count = fresh.write(&config::absolute(file)).map_err(|e| format!("{}: {}", input::shown(file), input::reason(&e)))?;
            if !self.quiet {
                colour.note(format!("{} written to {}", report::count(count, "finding"), input::shown(file)));
            }
        }
        if let (Some(baseline), false) = (&session.settings().baseline, self.quiet) {
            for entry in baseline.stale() {
                let (path, rule, text) = (entry.path, entry.rule, entry.text);
                colour.note(format!("the baseline's {rule} \"{text}\" in {path} is there no more ({} times)", entry.count));
            }
        }
        Ok(match (summary.problems + faults.len(), fails) {
            (1.., _) => BROKEN,
            (0, true) if fresh.is_none() => FOUND,
            (0, _) => CLEAN,
        })
    }

    /// Collects the names of all articles, and what is spelt two ways among them.
    fn compare(&self, inputs: &[Input], session: &Session, threads: usize) -> Result<(), String> {
        if inputs.iter().any(|i| i.path.as_os_str() == input::STDIN) {
            return Err("--across reads every article twice, which standard input does not allow".to_owned());
        }
        // What can't be read is told when the file is checked.
        let (ledger, _) = names::collect(inputs, session, threads);
        let house = inputs.first().map(|i| session.settings_of(&self.place(i)).names).unwrap_or_default();
        let mut lines = Lines::default();
        inputs.iter().filter_map(|i| std::fs::read_to_string(&i.path).ok()).for_each(|text| lines.add(&text));
        session.compare_with(Arc::new(Across::of(&ledger, &house).with_lines(&lines)));
        Ok(())
    }

    /// Says how a folder is read that no configuration says anything about, to a person.
    fn name_profile(&self, places: &[PathBuf], session: &Session, colour: Colour) {
        let person = self.format == report::Format::Human && !self.quiet && !self.common.ignores_configuration();
        let first = places.first().filter(|_| places.len() > 1 && person);
        if first.is_some_and(|place| session.project(place).file.is_none()) {
            colour.note("no profile is set, so all is read as news; `copydesk init` looks at the folder and chooses one");
        }
    }

    fn place(&self, input: &Input) -> PathBuf {
        input.place(self.stdin_filename.as_deref()).0
    }

    /// Prints what holds for each input, as TOML.
    fn print_settings(&self, inputs: &[Input], session: &Session) -> Result<u8, String> {
        let mut out = String::new();
        for input in inputs {
            let place = self.place(input);
            let (project, s) = (session.project(&place), session.settings_of(&place));
            let from = project.file.as_deref().map_or_else(|| "built in".to_owned(), input::shown);
            let _ = writeln!(out, "# {}\n# configuration: {}", clean::line(&input.shown), clean::line(&from));
            let _ = writeln!(out, "min-confidence = {}\nfail-on = \"{}\"", s.min_confidence, s.fail_on);
            let _ = writeln!(out, "language = \"{}\"", s.language.map_or("guessed", Language::code));
            let _ = writeln!(out, "max-file-size = {}\nmax-diagnostics = {}", s.max_file_size, s.max_diagnostics);
            let _ = writeln!(out, "extensions = {:?}", project.extensions.iter().collect::<Vec<_>>());
            if !s.names.is_empty() {
                let accepted: Vec<&str> = s.names.accepted().collect();
                let _ = writeln!(out, "\n[names]\naccept = {}\n\n[names.prefer]", clean::line(&format!("{accepted:?}")));
                let mut prefer: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
                s.names.preferred().for_each(|(variant, right)| prefer.entry(right).or_default().push(variant));
                for (right, variants) in prefer {
                    let _ = writeln!(out, "{}", clean::line(&format!("{right:?} = {variants:?}")));
                }
            }
            let _ = writeln!(out, "\n[severity]");
            for meta in records(&project.linter) {
                let severity = s.severity(meta).map_or("off", Severity::as_str);
                let _ = writeln!(out, "{} = \"{severity}\"", meta.id);
            }
            out.push('\n');
        }
        io::stdout().write_all(out.as_bytes()).map_err(|e| input::reason(&e))?;
        Ok(if session.faults().is_empty() { CLEAN } else { BROKEN })
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
    fn read(&self, input: &Input, session: &Session) -> Read {
        let stdin = self.stdin_filename.as_deref();
        if !self.fix && !self.diff {
            return Read::of(input::read(session, input, stdin, Wanted::CHECK));
        }
        let fixed = session.open(input.open(stdin)).and_then(|handle| {
            let fixed = self.fixed(input, session, handle);
            session.close(handle);
            fixed
        });
        fixed.unwrap_or_else(|e| Read::of(FileReport::problem(input.place(stdin).1, e)))
    }

    /// Makes the changes that may be made, until there are none left, and writes or shows them.
    fn fixed(&self, input: &Input, session: &Session, handle: Handle) -> Result<Read, session::Error> {
        let boldest = if self.bold { Applicability::Unsafe } else { Applicability::Safe };
        // Once the first changes are made, the changed lines that git told of are others.
        let passes = if self.since.is_some() { 1 } else { fix::MAX_PASSES };
        let mut report = session.check(handle, &Cancel::default())?;
        let mut original: Option<Arc<Source>> = None;
        let mut made = 0;
        for _ in 0..passes {
            let Some(source) = &report.source else { break };
            let edits = session.fixes(handle, source, &report.diagnostics, boldest)?;
            if edits.is_empty() || session.edit(handle, &edits).is_err() {
                break;
            }
            let next = session.check(handle, &Cancel::default())?;
            if next.source.is_none() {
                break;
            }
            made += edits.len();
            let before = std::mem::replace(&mut report, next);
            original = original.or(before.source);
        }
        let (Some(before), Some(after)) = (&original, &report.source) else { return Ok(Read::of(report)) };
        if self.diff {
            let shown = fix::diff(&clean::line(&report.path), before.text(), after.text());
            return Ok(Read { diff: clean::lines(&shown), report });
        }
        let written = match input.path.as_os_str() == input::STDIN {
            true => Err(io::Error::other("standard input can't be fixed in place; --diff shows the changes")),
            false => fix::write(&input.path, before, after.text()),
        };
        match written {
            Ok(()) => report.fixed = made,
            Err(e) => report.problems.push(Problem { path: report.path.clone(), at: None, message: input::reason(&e), warning: false }),
        }
        Ok(Read::of(report))
    }
}

/// What reading a file gave: the report, and with `--diff` what would change.
struct Read {
    report: FileReport,
    diff: String,
}

impl Read {
    fn of(report: FileReport) -> Self {
        Self { report, diff: String::new() }
    }
}

/// A problem in one line, with its place.
pub(super) fn in_line(p: &Problem) -> String {
    match p.at {
        Some(at) => format!("{}:{}:{}: {}", p.path, at.line, at.column, p.message),
        None => format!("{}: {}", p.path, p.message),
    }
}

/// Shows what is wrong in configuration files, with the place.
pub(super) fn show_faults(faults: &[ConfigFault], colour: Colour) {
    for fault in faults {
        match fault {
            ConfigFault::File { path, message } => colour.error(format!("{}: {message}", input::shown(path))),
            ConfigFault::Place { source, fault } => {
                let mut err = io::stderr().lock();
                // Where standard error is closed there is nobody left to tell.
                let _ = report::human::error(&mut err, source, fault.span, &fault.message, fault.help.as_deref(), colour.stderr());
            }
        }
    }
}
