//! `copydesk test`: runs specifications and the examples of rule files.

use super::{BROKEN, FOUND, check::show_faults, input, rules::print, terminal::Colour};
use crate::{
    config::{self, Projects},
    engine::{Linter, Options},
    report::{self, clean},
    rule::Rule,
    rules::{
        self,
        declarative::{self, RuleProblem},
        examples,
    },
    source::Source,
    span::FileSpan,
    spec::{Runner, Spec, updated},
};
use clap::{Args, ValueHint};
use std::{
    fmt::Write as _,
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::Arc,
};

/// Files larger than this many bytes are refused.
const MAX_BYTES: u64 = 8 << 20;

/// Run specifications (Markdown) and the examples in rule files (TOML)
#[derive(Args)]
pub struct Test {
    /// Files and folders; rules among them take the place of copydesk's own of the same name
    #[arg(required = true, value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// Test only this rule
    #[arg(long, value_name = "RULE")]
    rule: Option<String>,
    /// Mark the articles of specifications as they are reported; examples in rule files stay as they are
    #[arg(long)]
    update: bool,
}

/// What was tested so far.
#[derive(Default)]
struct Tally {
    out: String,
    cases: usize,
    failed: usize,
    updated: usize,
    broken: bool,
}

impl Test {
    /// Runs the command and gives its exit status: 0 where all holds, 1 where something does not, 2 where something cannot be tested.
    pub fn run(self, colour: Colour) -> u8 {
        let (inputs, problems) = input::collect(&self.paths, 1, &is_testable);
        let mut tally = Tally { broken: !problems.is_empty(), ..Tally::default() };
        problems.iter().for_each(|p| colour.error(super::check::in_line(p)));
        let (files, specs): (Vec<PathBuf>, Vec<PathBuf>) = inputs.into_iter().map(|i| i.path).partition(|p| is_toml(p));
        let mut files = files;
        if let (Some(rule), true) = (&self.rule, specs.is_empty()) {
            // Without specifications no other rule has a say.
            files.retain(|file| file.file_stem().is_some_and(|stem| stem == rule.as_str()));
        }
        let (own, faults) = declarative::load_files(&files);
        tally.broken |= !faults.is_empty();
        faults.iter().for_each(|problem| show(problem, colour));
        let projects = Projects::nearest();
        let place = specs.first().or(files.first()).map_or_else(|| PathBuf::from("x"), PathBuf::clone);
        let project = projects.of(&config::absolute(&place));
        let configured = projects.faults();
        tally.broken |= !configured.is_empty();
        show_faults(&configured, colour);
        if let Some(rule) = &self.rule {
            let mut ids: Vec<String> = crate::report::rules::catalogue().iter().map(|m| m.id.to_string()).collect();
            ids.extend(own.iter().map(|r| r.meta()).chain(project.linter.rules()).map(|m| m.id.to_string()));
            if !ids.contains(rule) {
                let near = config::nearest(rule, ids.iter().map(String::as_str));
                colour.error(format!("no rule is called `{rule}`{}", near.map_or(String::new(), |n| format!("; did you mean `{n}`?"))));
                return BROKEN;
            }
        }
        own.iter().filter(|r| self.rule.as_ref().is_none_or(|id| r.meta().id == id.as_str())).for_each(|r| tally.examples(r.as_ref()));
        // The rules that are tested beside specifications hold for them, or else those of the configuration.
        let tested = || Arc::new(Linter::new(rules::all_with(own), Options::default()));
        let linter = if files.is_empty() { Arc::clone(&project.linter) } else { tested() };
        self.specifications(&specs, &Runner::new(linter), &mut tally, colour);
        if tally.cases == 0 && !tally.broken {
            colour.error("nothing to test: no rule with examples, and no Markdown with an article".to_owned());
            tally.broken = true;
        }
        let changed = if self.update { format!(", {} marked anew", report::count(tally.updated, "article")) } else { String::new() };
        let _ = writeln!(tally.out, "{} tested, {} failed{changed}", report::count(tally.cases, "case"), tally.failed);
        let written = print(colour, &tally.out);
        match (tally.broken, tally.failed) {
            (true, _) => BROKEN,
            (false, 1..) => FOUND,
            (false, 0) => written,
        }
    }

    /// Runs the files of specifications.
    fn specifications(&self, paths: &[PathBuf], runner: &Runner, tally: &mut Tally, colour: Colour) {
        let parsed: Vec<(&PathBuf, String, Spec)> = paths.iter().filter_map(|path| tally.parse(path, colour)).collect();
        for (path, text, spec) in parsed {
            let shown = input::shown(path);
            let wanted = |case: &crate::spec::Case| self.rule.as_ref().is_none_or(|rule| runner.is_about(case, rule));
            let wrong = runner.unknown(&spec);
            for (line, message) in spec.faults.iter().chain(&wrong) {
                colour.error(format!("{shown}:{line}: {message}"));
                tally.broken = true;
            }
            if self.update && spec.faults.is_empty() && wrong.is_empty() {
                let (new, count) = updated(&text, &spec, runner, wanted);
                tally.updated += count;
                let written = if count > 0 { fs::write(path, &new) } else { Ok(()) };
                if let Err(e) = written {
                    colour.error(format!("{shown}: {}", input::reason(&e)));
                    tally.broken = true;
                }
                tally.cases(&shown, &Spec::parse(&new), runner, self.rule.as_deref());
            } else {
                tally.cases(&shown, &spec, runner, self.rule.as_deref());
            }
        }
    }
}

impl Tally {
    fn examples(&mut self, rule: &dyn Rule) {
        let meta = rule.meta();
        let failures = examples::failures(rule);
        self.cases += meta.examples.len();
        self.failed += failures.len();
        failures.iter().for_each(|failure| _ = writeln!(self.out, "{}: {}", meta.id, clean::lines(failure)));
    }

    fn cases(&mut self, shown: &str, spec: &Spec, runner: &Runner, rule: Option<&str>) {
        for case in spec.cases.iter().filter(|case| rule.is_none_or(|rule| runner.is_about(case, rule))) {
            let failures = runner.failures(case);
            self.cases += 1;
            self.failed += usize::from(!failures.is_empty());
            for f in failures {
                let _ = writeln!(self.out, "{}:{}: {}: {}", clean::line(shown), f.line, clean::line(&f.title), clean::lines(&f.message));
            }
        }
    }

    /// A file that has something to test.
    fn parse<'p>(&mut self, path: &'p PathBuf, colour: Colour) -> Option<(&'p PathBuf, String, Spec)> {
        let mut bytes = Vec::new();
        let read = fs::File::open(path).and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes)).map_err(|e| input::reason(&e));
        let read = match read {
            Ok(_) if bytes.len() as u64 > MAX_BYTES => Err(format!("larger than {MAX_BYTES} bytes")),
            Ok(_) => String::from_utf8(bytes).map_err(|_| "not UTF-8".to_owned()),
            Err(message) => Err(message),
        };
        match read {
            Ok(text) => {
                let spec = Spec::parse(&text);
                (!spec.cases.is_empty() || !spec.faults.is_empty()).then_some((path, text, spec))
            }
            Err(message) => {
                colour.error(format!("{}: {message}", input::shown(path)));
                self.broken = true;
                None
            }
        }
    }
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "toml")
}

/// Whether a file of a folder may be a specification or a rule. Other TOML, such as configurations, is left alone.
fn is_testable(path: &Path) -> bool {
    if is_toml(path) {
        // What does not parse is told of where it stands among a language's rules.
        let table = fs::read_to_string(path).ok().and_then(|text| text.parse::<toml::Table>().ok());
        return table.map_or_else(
            || declarative::language_of(path) != "any" || path.parent().is_some_and(|p| p.ends_with("any")),
            |table| ["hits", "near_misses", "pattern", "raw", "explanation"].iter().any(|key| table.contains_key(*key)),
        );
    }
    path.extension().is_some_and(|e| e == "md")
}

/// Shows what is wrong with a rule file, with the place.
fn show(problem: &RuleProblem, colour: Colour) {
    let shown = input::shown(&problem.path);
    match fs::read(&problem.path).ok().and_then(|bytes| Source::from_bytes(shown.clone(), bytes).ok()) {
        Some(source) => {
            let mut err = io::stderr().lock();
            let span = FileSpan::new(problem.span.start, problem.span.end);
            // Where standard error is closed there is nobody left to tell.
            let _ = report::human::error(&mut err, &source, span, &problem.message, None, colour.stderr());
        }
        None => colour.error(format!("{shown}: {}", problem.message)),
    }
}
