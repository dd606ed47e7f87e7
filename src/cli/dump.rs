//! `copydesk dump`: what the linter sees in a file, for whoever writes a rule or wonders about one.

use super::{
    BROKEN,
    input::{self, Held},
    rules::print,
    terminal::Colour,
};
use crate::{
    analysis::Article,
    document::{self, Format},
    report::clean,
    session::{Configuration, Session, Settings},
    source::Source,
    span::BlockSpan,
};
use clap::{Args, ValueEnum, ValueHint};
use std::{fmt::Write as _, path::PathBuf};

/// Show what is seen in a file
#[derive(Args)]
pub struct Dump {
    /// What to show
    #[arg(value_enum)]
    what: What,
    /// The file; `-` is standard input
    #[arg(value_hint = ValueHint::FilePath)]
    file: PathBuf,
    #[command(flatten)]
    held: Held,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    /// The blocks of prose: kind, place in the file, text
    Blocks,
    /// The sentences of each block
    Sentences,
    /// The tokens of each sentence
    Tokens,
    /// The tokens with their part of speech and lemma
    Tags,
    /// The mentions of names: title, name, what it stands for and what told so
    Mentions,
}

impl Dump {
    /// Runs the command and gives its exit status.
    pub fn run(&self, colour: Colour) -> u8 {
        let shown = input::shown(&self.file);
        let input = input::Input { shown: shown.clone(), path: self.file.clone(), named: true };
        let opened = Session::new(Settings { configuration: Configuration::None, format: self.held.format_of, ..Settings::default() })
            .and_then(|session| session.source(session.open(input.open(None))?));
        let source = match opened {
            Ok(source) => source,
            Err(e) => {
                colour.error(format!("{shown}: {e}"));
                return BROKEN;
            }
        };
        let mut out = String::new();
        for document in document::parse(&source, self.held.format_of.unwrap_or_else(|| Format::of_path(&shown))) {
            let article = Article::new(&document);
            let _ = writeln!(out, "# {}, {} words", article.language(), article.word_count());
            for problem in &document.problems {
                let _ = writeln!(out, "! {:?} {}", source.on_disk(problem.span), clean::line(&problem.message));
            }
            match self.what {
                What::Mentions => mentions(&article, &mut out),
                _ => self.blocks(&article, &source, &mut out),
            }
        }
        print(colour, out)
    }

    fn blocks(&self, article: &Article<'_>, source: &Source, out: &mut String) {
        for text in article.blocks() {
            let whole = BlockSpan::new(0, text.text().len());
            let disk = source.on_disk(text.block().in_file(whole));
            let head = if matches!(self.what, What::Blocks) { clean::line(text.block().shown(whole)) } else { "".into() };
            let _ = writeln!(out, "{:?} {}..{} {head}", text.kind(), disk.start, disk.end);
            if matches!(self.what, What::Blocks) {
                continue;
            }
            for sentence in text.sentences() {
                let _ = writeln!(out, "  {:?} {}", sentence.span, clean::line(text.slice(sentence.span)));
                let tokens = sentence.tokens.clone().filter_map(|i| Some((i, text.tokens().get(i)?)));
                for (i, token) in tokens {
                    let (span, kind, word) = (token.span, token.kind, clean::line(text.word(token)));
                    let _ = match self.what {
                        What::Tokens => writeln!(out, "    {span:?} {kind:?} {word}"),
                        What::Tags => writeln!(out, "    {span:?} {:?} {word} {}", text.tag(i), clean::line(&text.lemma(i))),
                        What::Blocks | What::Sentences | What::Mentions => Ok(()),
                    };
                }
            }
        }
    }
}

fn mentions(article: &Article<'_>, out: &mut String) {
    for mention in article.mentions().iter() {
        let Some(text) = article.blocks().get(mention.block) else { continue };
        let title = mention.title.map_or(String::new(), |t| format!("({}) ", clean::line(text.slice(t))));
        let (block, span, kind, evidence) = (mention.block, mention.span, mention.kind, mention.evidence);
        let _ = writeln!(out, "{block} {span:?} {kind:?} by {evidence:?}: {title}{}", clean::line(mention.text(text)));
    }
}
