//! Starts `copydesk lsp` and hands everything else to it.

use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree, settings::LspSettings};

struct Copydesk;

impl zed::Extension for Copydesk {
    fn new() -> Self {
        Self
    }

    /// The program that the settings name (`lsp.copydesk.binary.path`), else the one on the path.
    fn language_server_command(&mut self, id: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let named = LspSettings::for_worktree(id.as_ref(), worktree).ok().and_then(|s| s.binary).and_then(|b| b.path);
        let command = named.or_else(|| worktree.which("copydesk"));
        let command = command.ok_or("copydesk is not on the path; install it, or name it in lsp.copydesk.binary.path")?;
        Ok(Command { command, args: vec!["lsp".to_owned()], env: worktree.shell_env() })
    }

    /// What the settings lay over copydesk.toml (`lsp.copydesk.initialization_options`).
    fn language_server_initialization_options(&mut self, id: &LanguageServerId, worktree: &Worktree) -> Result<Option<zed::serde_json::Value>> {
        Ok(LspSettings::for_worktree(id.as_ref(), worktree).ok().and_then(|s| s.initialization_options))
    }
}

zed::register_extension!(Copydesk);
