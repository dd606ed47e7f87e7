//! `concise`: one line a diagnostic, as compilers have it, which every editor can jump to.

use super::{Appearance, FileReport, Reporter, Summary, clean};
use std::io::{self, Write};

/// See the module.
pub struct Concise {
    pub appearance: Appearance,
}

impl Reporter for Concise {
    fn file(&mut self, out: &mut dyn Write, report: &FileReport) -> io::Result<()> {
        let path = clean::line(&report.path);
        for d in &report.diagnostics {
            let (line, column) = (d.start.line, d.start.column);
            writeln!(out, "{path}:{line}:{column}: {}[{}] {}", d.severity, d.rule, clean::line(&d.message))?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        if self.appearance.quiet { Ok(()) } else { writeln!(out, "{}", summary.line()) }
    }
}
