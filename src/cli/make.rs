//! What copydesk writes about itself: a first configuration, its schema, shell completions, the manual page.

use super::{BROKEN, CLEAN, input, rules::print, terminal::Colour};
use crate::{
    config::{self, Profile},
    document::{self, Format},
    report::clean,
    source::Source,
};
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
    /// What kind of texts the folder holds, instead of a look at them: news, blog, docs or translation
    #[arg(long, value_parser = profile)]
    profile: Option<Profile>,
}

fn profile(name: &str) -> Result<Profile, String> {
    Profile::from_name(name).ok_or_else(|| "not one of news, blog, docs, translation".to_owned())
}

/// Articles of the folder that are looked at.
const LOOKED_AT: usize = 200;

impl Init {
    /// What the folder's articles look like; `None` where there are none.
    fn look(&self) -> Option<Profile> {
        let wanted = |path: &Path| {
            path.extension().and_then(|e| e.to_str()).is_some_and(|e| config::EXTENSIONS.contains(&e.to_ascii_lowercase().as_str()))
        };
        let (inputs, _) = input::collect(std::slice::from_ref(&self.folder), 1, &wanted);
        let step = inputs.len().div_ceil(LOOKED_AT).max(1);
        let read = |input: &input::Input| {
            let source = Source::from_bytes(input.shown.as_str(), fs::read(&input.path).ok()?).ok()?;
            let format = Format::of_path(source.path());
            Some((format, document::parse(&source, format)))
        };
        let read: Vec<_> = inputs.iter().step_by(step).filter_map(read).collect();
        let articles = read.iter().flat_map(|(format, documents)| documents.iter().map(|d| (*format, d)));
        (!read.is_empty()).then(|| Profile::of(articles))
    }
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
        let profile = self.profile.or_else(|| self.look()).unwrap_or(Profile::News);
        let text = TEMPLATE.replacen("# profile = \"news\"", &format!("profile = \"{}\"", profile.name()), 1);
        let written = fs::File::create_new(&path).and_then(|mut f| f.write_all(text.as_bytes()));
        let shown = input::shown(&path);
        match written {
            Ok(()) => print(colour, format!("wrote {} with profile = \"{}\"\n", clean::line(&shown), profile.name())),
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
