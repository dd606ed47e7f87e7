//! `copydesk names`.

use super::{
    BROKEN, CLEAN,
    input::{self, Held, Input, Opened, ReadingArguments},
    ordered,
    terminal::Colour,
};
use crate::{
    config,
    ledger::{self, Ledger},
    report::{Problem, names as report},
    session::{Session, Wanted},
};
use clap::{Args, ValueHint};
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// List every name of a repository, with its spellings, counts and places
///
/// Spellings are one name where nothing but case, accents, blanks and hyphens differs, where the configuration says so, where
/// both are known for the same person, place or organisation, or where one looks like a slip for the other.
#[derive(Args)]
pub struct Names {
    /// Files and folders
    #[arg(default_value = ".", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// How to list them
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "table")]
    format: report::Format,
    /// Only names that stand at least so often
    #[arg(long, value_name = "N", default_value_t = 1)]
    min: usize,
    /// Only names that are spelt more than one way
    #[arg(long)]
    several: bool,
    /// Write the names to a new file as a list to start from, for `files` in `[names]`
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    write: Option<PathBuf>,
    /// No line of summary
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    held: Held,
    #[command(flatten)]
    common: ReadingArguments,
}

impl Names {
    /// Runs the command and gives its exit status.
    pub fn run(self, colour: Colour) -> u8 {
        let mut opened = match Opened::of(&self.paths, self.held, &self.common) {
            Ok(opened) => opened,
            Err(message) => {
                colour.error(message);
                return BROKEN;
            }
        };
        let (ledger, unread) = collect(&opened.inputs, &opened.session, opened.threads);
        opened.problems.extend(unread);
        let house = opened.inputs.first().map(|i| opened.session.settings_of(&config::absolute(&i.path)).names).unwrap_or_default();
        let sound = opened.tell(colour);
        let mut names = ledger.names(&house);
        names.retain(|n| n.count >= self.min && (!self.several || n.spellings.len() > 1));
        if ledger.left_out > 0 && !self.quiet {
            colour.note(format!("{} spellings more than the {} that are kept are left out", ledger.left_out, ledger::MAX_SPELLINGS));
        }
        let written = match &self.write {
            Some(file) => self.write_list(file, &report::list(&names), names.len(), colour),
            None => {
                let mut out = io::BufWriter::new(io::stdout().lock());
                let look = colour.stdout(self.quiet);
                match report::write(&mut out, self.format, look, &names, ledger.left_out, &opened.problems).and_then(|()| out.flush()) {
                    // Whoever reads the output has seen enough.
                    Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(format!("can't write the list: {}", input::reason(&e))),
                    _ => Ok(()),
                }
            }
        };
        match written {
            Err(message) => {
                colour.error(message);
                BROKEN
            }
            Ok(()) if sound => CLEAN,
            Ok(()) => BROKEN,
        }
    }

    /// An existing list, which somebody may have corrected, is never touched.
    fn write_list(&self, file: &Path, list: &str, count: usize, colour: Colour) -> Result<(), String> {
        let written = fs::File::create_new(file).and_then(|mut f| f.write_all(list.as_bytes()));
        written.map_err(|e| {
            let there = e.kind() == io::ErrorKind::AlreadyExists;
            format!("{}: {}", input::shown(file), if there { "is already there".to_owned() } else { input::reason(&e) })
        })?;
        if !self.quiet {
            colour.note(format!("{count} names written to {}", input::shown(file)));
        }
        Ok(())
    }
}

/// The names of all articles, and what could not be read.
pub(super) fn collect(inputs: &[Input], session: &Session, threads: usize) -> (Ledger, Vec<Problem>) {
    let (mut ledger, mut problems) = (Ledger::default(), Vec::new());
    ordered::for_each(
        inputs,
        threads,
        |input| input::read(session, input, None, Wanted::NAMES),
        |report| {
            report.each.into_iter().for_each(|article| ledger.add(article.names));
            // A part that can't be read has no names; what keeps the whole file from being read is told.
            problems.extend(report.problems.into_iter().filter(|_| report.source.is_none()));
            true
        },
    );
    (ledger, problems)
}
