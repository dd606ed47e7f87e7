//! What copydesk writes about itself: a first configuration, its schema, shell completions, the manual page.

use super::{BROKEN, CLEAN, input, rules::print, terminal::Colour};
use crate::{config, report::clean};
use clap::{Args, Command, ValueHint};
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// The configuration that `init` writes: every key with its meaning, all commented out.
const TEMPLATE: &str = include_str!("init.toml");

/// Write a commented copydesk.toml
#[derive(Args)]
pub struct Init {
    /// The folder to write it to
    #[arg(default_value = ".", value_hint = ValueHint::DirPath)]
    folder: PathBuf,
}

/// Print a shell's completion script
#[derive(Args)]
pub struct Completions {
    /// The shell
    shell: clap_complete::Shell,
}

impl Init {
    /// Runs the command and gives its exit status. An existing configuration is never touched.
    pub fn run(&self, colour: Colour) -> u8 {
        let path = self.folder.join(config::NAMES[0]);
        let written = fs::File::create_new(&path).and_then(|mut f| f.write_all(TEMPLATE.as_bytes()));
        let shown = input::shown(&path);
        match written {
            Ok(()) => print(colour, format!("wrote {}\n", clean::line(&shown))),
            Err(e) => {
                let there = e.kind() == io::ErrorKind::AlreadyExists;
                let reason = if there { "is already there".to_owned() } else { input::reason(&e) };
                colour.error(format!("{shown}: {reason}"));
                BROKEN
            }
        }
    }
}

impl Completions {
    /// Runs the command and gives its exit status.
    pub fn run(&self, colour: Colour, mut command: Command) -> u8 {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command, "copydesk", &mut script);
        print(colour, script)
    }
}

/// Prints the JSON schema of `copydesk.toml`.
pub fn schema(colour: Colour) -> u8 {
    print(colour, format!("{:#}\n", config::schema()))
}

/// Prints the manual page, or writes one page for each subcommand to a folder.
pub fn man(colour: Colour, command: Command, folder: Option<&Path>) -> u8 {
    let Some(folder) = folder else {
        let mut page = Vec::new();
        return match clap_mangen::Man::new(command).render(&mut page) {
            Ok(()) => print(colour, page),
            Err(e) => {
                colour.error(input::reason(&e));
                BROKEN
            }
        };
    };
    let written = fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder));
    match written {
        Ok(()) => CLEAN,
        Err(e) => {
            colour.error(format!("{}: {}", input::shown(folder), input::reason(&e)));
            BROKEN
        }
    }
}
