//! `copydesk mcp`.

use super::{BROKEN, CLEAN, input, terminal::Colour};
use crate::mcp::Assistant;
use clap::Args;
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
    #[command(flatten)]
    configured: input::Configured,
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
        let desk = input::desk(&self.configured, colour)?;
        let runtime = runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().map_err(|e| e.to_string())?;
        let assistant = Assistant::new(desk, input::threads(self.threads));
        let done = runtime.block_on(assistant.run(tokio::io::stdin(), tokio::io::stdout()));
        // Standard input is read by a thread that can't be stopped.
        runtime.shutdown_background();
        done.map_err(|e| e.to_string())
    }
}
