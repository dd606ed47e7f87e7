//! Where reports go: standard output, and any number of files beside it.

use super::{input, terminal::Colour};
use crate::{
    config,
    report::{self, FileReport, Format, Look, Reporter, Summary},
    rule::RuleMeta,
};
use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::PathBuf,
};

/// One report and where it goes.
struct Output {
    reporter: Box<dyn Reporter>,
    writer: Box<dyn Write>,
    /// What is said of it when writing fails.
    name: String,
}

/// All reports of a run.
pub struct Outputs {
    outputs: Vec<Output>,
    failure: Option<(String, io::Error)>,
}

impl Outputs {
    /// Opens them: the one on standard output, if any, and those in files.
    ///
    /// # Errors
    /// In words, where a file can't be made.
    pub fn open(format: Option<Format>, files: &[(Format, PathBuf)], colour: Colour, quiet: bool) -> Result<Self, String> {
        let mut outputs = Vec::new();
        if let Some(format) = format {
            let writer = Box::new(BufWriter::with_capacity(1 << 16, io::stdout()));
            outputs.push(Output { reporter: report::reporter(format, colour.stdout(quiet)), writer, name: "standard output".to_owned() });
        }
        for (format, path) in files {
            let name = input::shown(path);
            let file = File::create(path).map_err(|e| format!("{name}: {}", input::reason(&e)))?;
            let look = Look { colour: false, width: 100, quiet: false };
            outputs.push(Output { reporter: report::reporter(*format, look), writer: Box::new(BufWriter::new(file)), name });
        }
        Ok(Self { outputs, failure: None })
    }

    /// The absolute paths of those in files, which are no articles.
    pub fn paths(files: &[(Format, PathBuf)]) -> Vec<PathBuf> {
        files.iter().map(|(_, path)| config::absolute(path)).collect()
    }

    fn each(&mut self, mut write: impl FnMut(&mut dyn Reporter, &mut dyn Write) -> io::Result<()>) -> bool {
        for output in &mut self.outputs {
            if let Err(e) = write(output.reporter.as_mut(), &mut output.writer) {
                self.failure.get_or_insert((output.name.clone(), e));
            }
        }
        self.failure.is_none()
    }

    /// Begins all; `false` where one can't be written.
    pub fn begin(&mut self, rules: &[RuleMeta]) -> bool {
        self.each(|reporter, out| reporter.begin(out, rules))
    }

    /// Adds a file to all; `false` where one can't be written.
    pub fn file(&mut self, file: &FileReport) -> bool {
        self.each(|reporter, out| reporter.file(out, file))
    }

    /// Ends all.
    ///
    /// # Errors
    /// In words, where one could not be written. A reader that has seen enough of standard output is no error.
    pub fn end(mut self, summary: &Summary) -> Result<(), String> {
        if self.failure.is_none() {
            self.each(|reporter, out| reporter.end(out, summary).and_then(|()| out.flush()));
        }
        match self.failure {
            Some((name, e)) if e.kind() != io::ErrorKind::BrokenPipe => Err(format!("{name}: {}", input::reason(&e))),
            _ => Ok(()),
        }
    }
}
