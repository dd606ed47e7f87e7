//! Where reports go: standard output, and any number of files beside it.

use super::{input, terminal::Colour};
use crate::{
    config,
    report::{self, Appearance, FileReport, Format, Reporter, Summary},
    rule::RuleMeta,
};
use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// What a report is written to.
enum Sink {
    Stream(Box<dyn Write>),
    /// A file that takes its place when the report is whole.
    File(BufWriter<NamedTempFile>, PathBuf),
}

impl Sink {
    /// A pipe or device is written to as it is; a file is replaced in one step, with its permissions, and a link stays a link.
    fn open(path: &Path) -> io::Result<Self> {
        let there = fs::metadata(path).ok();
        if there.as_ref().is_some_and(|m| !m.is_file()) {
            return Ok(Self::Stream(Box::new(BufWriter::new(File::create(path)?))));
        }
        let target = if there.is_some() { fs::canonicalize(path)? } else { path.to_path_buf() };
        let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        builder.prefix(".copydesk-").suffix(".tmp");
        // Whoever may read files that this user makes may read the report.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file = builder.tempfile_in(folder)?;
        if let Some(there) = there {
            if there.permissions().readonly() {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            file.as_file().set_permissions(there.permissions())?;
        }
        Ok(Self::File(BufWriter::new(file), target))
    }

    fn writer(&mut self) -> &mut dyn Write {
        match self {
            Self::Stream(writer) => writer,
            Self::File(writer, _) => writer,
        }
    }

    /// Puts what was written where it belongs.
    fn finish(self) -> io::Result<()> {
        match self {
            Self::Stream(mut writer) => writer.flush(),
            Self::File(writer, path) => {
                writer.into_inner().map_err(io::IntoInnerError::into_error)?.persist(path)?;
                Ok(())
            }
        }
    }
}

/// One report and where it goes.
struct Output {
    reporter: Box<dyn Reporter>,
    sink: Sink,
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
            let sink = Sink::Stream(Box::new(BufWriter::with_capacity(1 << 16, io::stdout())));
            outputs.push(Output { reporter: report::reporter(format, colour.stdout(quiet)), sink, name: "standard output".to_owned() });
        }
        for (format, path) in files {
            let name = input::shown(path);
            let sink = Sink::open(path).map_err(|e| format!("{name}: {}", input::reason(&e)))?;
            let appearance = Appearance { colour: false, width: 100, quiet: false };
            outputs.push(Output { reporter: report::reporter_to(*format, appearance, path), sink, name });
        }
        Ok(Self { outputs, failure: None })
    }

    /// The absolute paths of those in files, which are no articles.
    pub fn paths(files: &[(Format, PathBuf)]) -> Vec<PathBuf> {
        files.iter().map(|(_, path)| config::absolute(path)).collect()
    }

    fn each(&mut self, mut write: impl FnMut(&mut dyn Reporter, &mut dyn Write) -> io::Result<()>) -> bool {
        for output in &mut self.outputs {
            if let Err(e) = write(output.reporter.as_mut(), output.sink.writer()) {
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
        if self.failure.is_none() && self.each(|reporter, out| reporter.end(out, summary).and_then(|()| out.flush())) {
            for output in self.outputs {
                if let Err(e) = output.sink.finish() {
                    self.failure.get_or_insert((output.name, e));
                }
            }
        }
        match self.failure {
            Some((name, e)) if e.kind() != io::ErrorKind::BrokenPipe => Err(format!("{name}: {}", input::reason(&e))),
            _ => Ok(()),
        }
    }
}
