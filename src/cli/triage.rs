//! `copydesk triage`.

use super::{
    BROKEN, CLEAN,
    input::{self, Held, Opened, ReadingArguments, Sourced},
    ordered,
    terminal::Colour,
};
use crate::{
    report::{
        FileReport, Problem,
        triage::{self as table, Row},
    },
    session::{Settings, Wanted},
};
use clap::{Args, ValueHint};
use std::{
    io::{self, Write},
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
    sourced: Sourced,
    #[command(flatten)]
    held: Held,
    #[command(flatten)]
    common: ReadingArguments,
}

/// What reading one file gave.
struct FileRows {
    rows: Vec<Row>,
    problems: Vec<Problem>,
    unjudged: usize,
}

impl FileRows {
    fn of(report: FileReport) -> Self {
        Self { rows: table::rows(&report), problems: report.problems, unjudged: 0 }
    }
}

impl Triage {
    /// Runs the command and gives its exit status.
    pub fn run(self, colour: Colour) -> u8 {
        let settings = Settings { original: self.sourced.original(), ..self.common.settings() };
        let mut opened = match Opened::with(&self.paths, self.held, settings, self.common.threads()) {
            Ok(opened) => opened,
            Err(message) => {
                colour.error(message);
                return BROKEN;
            }
        };
        let Opened { session, inputs, problems, threads } = &mut opened;
        let mut rows = Vec::new();
        let mut unjudged = 0;
        ordered::for_each(
            inputs,
            *threads,
            |input| {
                let mut file = FileRows::of(input::read(session, input, self.stdin_filename.as_deref(), Wanted::TRIAGE));
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
        let sound = opened.tell(colour);
        if unjudged > 0 && !self.quiet {
            let are = if unjudged == 1 { "article cannot be judged and is" } else { "articles cannot be judged and are" };
            colour.note(format!("{unjudged} {are} left out: --all lists what is"));
        }
        // The sort is stable, and rows come in the order of their paths.
        rows.sort_by(|a, b| b.need.total_cmp(&a.need));
        rows.retain(|r| self.min.is_none_or(|min| r.need >= min));
        rows.truncate(self.top.unwrap_or(usize::MAX));
        let mut out = io::BufWriter::new(io::stdout().lock());
        let written = table::write(&mut out, self.format, colour.stdout(self.quiet), &rows, &opened.problems).and_then(|()| out.flush());
        match written {
            // Whoever reads the output has seen enough.
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
                colour.error(format!("can't write the report: {}", input::reason(&e)));
                BROKEN
            }
            _ if sound => CLEAN,
            _ => BROKEN,
        }
    }
}
