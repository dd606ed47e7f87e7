//! `copydesk lsp`.

use super::{BROKEN, CLEAN, input};
use crate::{
    lsp::{self, stdio},
    session::Session,
};
use clap::Args;
use std::path::PathBuf;

/// Serve an editor: the Language Server Protocol over standard input and output
///
/// Diagnostics while writing, what each rule is about under the pointer, fixes, and names that are accepted or preferred written to
/// copydesk.toml. Settings are those of copydesk.toml; an editor may add select, ignore, min-confidence, language, triage and
/// configuration as initialization options.
#[derive(Args)]
pub struct Lsp {
    /// Speak over standard input and output, as editors that know several ways ask; there is no other
    #[arg(long)]
    stdio: bool,
}

impl Lsp {
    /// Runs the command and gives its exit status.
    pub fn run(&self) -> u8 {
        // Asked or not, it is the only way.
        let Self { stdio: _ } = self;
        let (connection, threads) = stdio::connect();
        let goodbye = lsp::run(connection, articles);
        threads.join();
        if goodbye { CLEAN } else { BROKEN }
    }
}

/// The articles below folders.
fn articles(folders: &[PathBuf], session: &Session) -> Vec<PathBuf> {
    let threads = 1;
    let (inputs, _) = input::collect(folders, threads, &|path| input::wanted(session, path));
    inputs.into_iter().map(|i| i.path).collect()
}
