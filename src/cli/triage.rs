//! `copydesk triage`.

use super::{
    BROKEN, CLEAN,
    input::{self, Common, Input},
    ordered,
    terminal::Colour,
};
use crate::{
    analysis::Article,
    config::{FileSettings, Project, Projects},
    document::{self, Document},
    engine::Linter,
    filter::{METAS, suppress},
    report::{
        Problem,
        triage::{self as table, Row, Stretch},
    },
    source::Source,
    triage::{self, Faults},
};
use clap::{Args, ValueHint};
use std::{
    io::{self, Write},
    panic::{self, AssertUnwindSafe},
    path::PathBuf,
};

/// Rank articles by how much they need an editor
///
/// Joins what the rules find with how much an article reads like unedited machine translation. Articles too short to tell,
/// lists, tables, verse, code and languages without a model get no such figure, and the reason instead.
#[derive(Args)]
pub struct Triage {
    /// Files and folders; `-` is standard input
    #[arg(default_value = ".", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// How to report
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "table")]
    format: table::Format,
    /// Only the first so many
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// Only what has at least this need, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = input::share::<f64>)]
    min: Option<f64>,
    /// List the articles of folders that cannot be judged, too: too short, no running text, a language without a model
    #[arg(long)]
    all: bool,
    /// The path that standard input is reported under, and whose extension names its format
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
    /// No line of summary
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    common: Common,
}

/// What reading one file gave.
#[derive(Default)]
struct FileRows {
    rows: Vec<Row>,
    problems: Vec<Problem>,
    unjudged: usize,
}

impl Triage {
    /// Runs the command and gives its exit status.
    pub fn run(self, colour: Colour) -> u8 {
        let (projects, threads) = (self.common.projects(), self.common.threads());
        let (inputs, mut problems) = input::collect(&self.paths, threads, &|path| input::wanted(&projects, path));
        let mut rows = Vec::new();
        let mut unjudged = 0;
        ordered::for_each(
            &inputs,
            threads,
            |input| {
                let mut file = self.read(input, &projects);
                // A ranking of a folder holds what can be ranked; whoever names an article gets its row, and the reason.
                if !self.all && !input.named {
                    let all = file.rows.len();
                    file.rows.retain(|row| row.machine_translated.is_ok());
                    file.unjudged = all - file.rows.len();
                }
                file
            },
            |file| {
                unjudged += file.unjudged;
                rows.extend(file.rows);
                problems.extend(file.problems);
                true
            },
        );
        let faults = projects.faults();
        super::check::show_faults(&faults, colour);
        for p in &problems {
            colour.error(super::check::in_line(p));
        }
        if unjudged > 0 && !self.quiet {
            let are = if unjudged == 1 { "article cannot be judged and is" } else { "articles cannot be judged and are" };
            colour.note(format!("{unjudged} {are} left out: --all lists what is"));
        }
        // The sort is stable, and rows come in the order of their paths.
        rows.sort_by(|a, b| b.need.total_cmp(&a.need));
        rows.retain(|r| self.min.is_none_or(|min| r.need >= min));
        rows.truncate(self.top.unwrap_or(usize::MAX));
        let mut out = io::BufWriter::new(io::stdout().lock());
        let written = table::write(&mut out, self.format, colour.stdout(self.quiet), &rows, &problems).and_then(|()| out.flush());
        match written {
            // Whoever reads the output has seen enough.
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
                colour.error(format!("can't write the report: {}", input::reason(&e)));
                BROKEN
            }
            _ if problems.is_empty() && faults.is_empty() => CLEAN,
            _ => BROKEN,
        }
    }

    fn read(&self, input: &Input, projects: &Projects) -> FileRows {
        let (place, shown) = input.place(self.stdin_filename.as_deref());
        let project = projects.of(&place);
        let mut settings = project.settings(&place);
        settings.language = self.common.language.or(settings.language);
        let problem = |message| FileRows { problems: vec![Problem { path: shown.clone(), at: None, message }], ..FileRows::default() };
        match input.source(&shown, &settings) {
            Err(message) => problem(message),
            // A fault on one file never stops the others.
            Ok(source) => panic::catch_unwind(AssertUnwindSafe(|| rank(&source, &project, &settings)))
                .unwrap_or_else(|_| problem("copydesk failed on this file; please report it".to_owned())),
        }
    }
}

/// The rows of a file's articles.
fn rank(source: &Source, project: &Project, settings: &FileSettings) -> FileRows {
    let documents =
        document::parse_fields(source, settings.format.unwrap_or_else(|| document::Format::of_path(source.path())), &settings.fields);
    let several = documents.len() > 1;
    let mut file = FileRows::default();
    for (i, document) in documents.iter().enumerate() {
        for p in &document.problems {
            let at = Some(source.line_column(p.span.start()));
            file.problems.push(Problem { path: source.path().to_owned(), at, message: p.message.clone() });
        }
        if document.blocks.is_empty() {
            continue;
        }
        let row = row(source, document, &project.linter, settings);
        file.rows.push(Row { article: several.then_some(i + 1), ..row });
    }
    file
}

fn row(source: &Source, document: &Document, linter: &Linter, settings: &FileSettings) -> Row {
    let article = Article::with_language(document, settings.language);
    let checked = linter.check_article(source, &article, &settings.options(linter));
    let active: Vec<_> = linter.rules().chain(METAS).map(|m| (m, settings.severity(m))).collect();
    let kept = suppress::apply(source, document, checked.diagnostics, &active).kept;
    // What copydesk says about comments to itself is no fault of the article.
    let faults = Faults::of(kept.iter().filter(|d| !METAS.iter().any(|m| m.id == d.rule)));
    let assessment = triage::assess(&article);
    let stretches = assessment.stretches.iter().filter_map(|s| {
        let block = article.blocks().get(s.block)?;
        Some(Stretch::new(source, block.block().in_file(s.span), block.slice(s.span), s.score, &s.why))
    });
    Row {
        path: source.path().to_owned(),
        article: None,
        words: checked.words,
        language: checked.language.code(),
        need: triage::need(assessment.machine_translated.ok(), &faults, checked.words),
        machine_translated: assessment.machine_translated.map_err(|reason| reason.to_string()),
        faults,
        stretches: stretches.collect(),
    }
}
