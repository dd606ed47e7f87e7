//! `copydesk mcp`.

use super::{BROKEN, CLEAN, input, serve::configuration, terminal::Colour};
use crate::{desk::Desk, mcp::Assistant};
use clap::{Args, ValueHint};
use std::{env, path::PathBuf};
use tokio::runtime;

/// Serve an assistant: the Model Context Protocol over standard input and output
///
/// Its tools check articles, explain rules, rank articles by need, and list names. They read only what they are sent. Settings are those of
/// the nearest copydesk.toml above the current folder.
#[derive(Args)]
pub struct Mcp {
    /// How many articles are checked at a time; as many as there are cores by default
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Use this configuration file instead of the nearest above the current folder
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "no_config")]
    config: Option<PathBuf>,
    /// Ignore every configuration file
    #[arg(long)]
    no_config: bool,
}

impl Mcp {
    /// Runs the command and gives its exit status.
    pub fn run(&self, colour: Colour) -> u8 {
        match self.serve(colour) {
            Ok(()) => CLEAN,
            Err(message) => {
                colour.error(message);
                BROKEN
            }
        }
    }

    fn serve(&self, colour: Colour) -> Result<(), String> {
        let root = env::current_dir().map_err(|e| format!("the current folder: {}", input::reason(&e)))?;
        let desk = Desk::new(configuration(self.config.as_ref(), self.no_config), root).map_err(|e| e.to_string())?;
        desk.project();
        let faults = desk.session().faults();
        super::check::show_faults(&faults, colour);
        if !faults.is_empty() {
            return Err("the configuration can't be read as it is".to_owned());
        }
        let runtime = runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(|e| e.to_string())?;
        let assistant = Assistant::new(desk, input::threads(self.threads));
        let done = runtime.block_on(assistant.run(tokio::io::stdin(), tokio::io::stdout()));
        // Standard input is read by a thread that can't be stopped.
        runtime.shutdown_background();
        done.map_err(|e| e.to_string())
    }
}
