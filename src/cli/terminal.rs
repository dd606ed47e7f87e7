//! What is known of the terminal: colours, width. The streams are looked at by us, never guessed by a library.

use crate::report::{Appearance, clean};
use clap::ValueEnum;
use std::{
    env,
    fmt::Display,
    io::{self, IsTerminal, Write},
};

/// When to write colour codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless NO_COLOR is set or TERM is "dumb"
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Colour {
    /// Whether a stream that is, or is not, a terminal gets colour codes.
    fn on(self, terminal: bool) -> bool {
        let set = |name| env::var_os(name).is_some_and(|v| !v.is_empty());
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto if set("NO_COLOR") => false,
            Self::Auto if env::var_os("CLICOLOR_FORCE").is_some_and(|v| !v.is_empty() && v != "0") => true,
            Self::Auto => terminal && env::var_os("TERM").is_none_or(|t| t != "dumb"),
        }
    }

    /// The look of what goes to standard output.
    pub fn stdout(self, quiet: bool) -> Appearance {
        Appearance { colour: self.on(io::stdout().is_terminal()), width: width(), quiet }
    }

    /// The look of what goes to standard error.
    pub fn stderr(self) -> Appearance {
        Appearance { colour: self.on(io::stderr().is_terminal()), width: width(), quiet: false }
    }

    /// Says on standard error what went wrong.
    pub fn error(self, message: impl Display) {
        self.say("error", "\x1b[1;31m", message);
    }

    /// Says on standard error what keeps a part of a file from being read.
    pub fn warning(self, message: impl Display) {
        self.say("warning", "\x1b[1;33m", message);
    }

    /// Says on standard error what a reader may want to know.
    pub fn note(self, message: impl Display) {
        self.say("note", "\x1b[1;32m", message);
    }

    fn say(self, what: &str, start: &str, message: impl Display) {
        let (start, end) = if self.stderr().colour { (start, "\x1b[0m") } else { ("", "") };
        let message = message.to_string();
        // Where standard error is closed there is nobody left to tell.
        let _ = writeln!(io::stderr(), "{start}{what}{end}: {}", clean::line(&message));
    }
}

/// Columns of the terminal; 100 where there is none.
fn width() -> usize {
    let columns = |n: u16| usize::from(n.clamp(40, 200));
    terminal_size::terminal_size().map_or(100, |(w, _)| columns(w.0))
}
