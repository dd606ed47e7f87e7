//! Makes copydesk's lists, trains its models and measures them. From the repository's root:
//!
//! ```sh
//! cargo run --release -p copydesk-train -- COMMAND ARGUMENT…
//! ```
//!
//! Without a command it prints them all. What each needs to know is at the head of its file.

mod bitext_figures;
mod build_lexicon;
mod calibration;
mod data;
mod fit_alignment;
mod fit_cut_other;
mod fit_misspelled_name;
mod fit_name_other;
mod fit_name_variant;
mod misspell_people;
mod pack_web;
mod support;
mod train_bilingual;
mod train_cut;
mod train_stops;
mod train_tagger;
mod train_triage;
mod train_triage_other;
mod triage_figures;

use std::{error::Error, process::ExitCode};

/// What a command does with its arguments.
type Run = fn(Vec<String>) -> Result<(), Box<dyn Error>>;

/// Each command with its arguments and what it makes.
const COMMANDS: &[(&str, &str, &str, Run)] = &[
    ("bitext-figures", "[DATA [lexicon=FILE] [PAIR…]]", "figures of the comparison with a source (docs/source.md)", |arguments| {
        bitext_figures::main(arguments);
        Ok(())
    }),
    ("build-lexicon", "DATA [OUT [WORD_LISTS]]", "the lists of words and names, crates/copydesk-data/lexicon", build_lexicon::main),
    ("calibrate", "[BENCH [PAGE]]", "how sure the rules of truncation are (docs/truncation.md)", |arguments| {
        calibration::main(arguments);
        Ok(())
    }),
    ("data", "SHARED [--write]", "whether the data is there and is what the figures were made with", data::main),
    ("fit-alignment", "DATA [lexicon=FILE] [show=PAIR] [look] [PAIR…]", "the weights of the alignment with a source", fit_alignment::main),
    (
        "fit-misspelled-name",
        "[SHARED] [--held-out] [--dump FILE] [--look JSONL OUT]",
        "the weights of misspelled-name",
        fit_misspelled_name::main,
    ),
    ("fit-name-variant", "[SHARED] [--held-out] [--list FILE] [--dump FILE]", "the weights of name-variant", |arguments| {
        fit_name_variant::main(arguments);
        Ok(())
    }),
    ("fit-cut-other", "FOLDER...", "how blocks without a stop are weighed in German, Spanish and French", fit_cut_other::main),
    ("fit-name-other", "FOLDER...", "the weights of name-variant in German and Spanish", fit_name_other::main),
    ("misspell-people", "DATA [SHOW]", "how many names of known people are found when a letter is wrong", misspell_people::main),
    ("pack-web", "OUT", "lists and models as the page fetches them (crates/copydesk-wasm)", pack_web::main),
    ("train-bilingual", "[DATA [OUT]] [without=YEAR]", "the bilingual lexicon of src/bitext", |arguments| {
        train_bilingual::main(arguments);
        Ok(())
    }),
    ("train-cut", "[DATA [LANGUAGE | FOLDER FOR SCORES]]", "the models of endings", |arguments| {
        train_cut::main(arguments);
        Ok(())
    }),
    ("train-stops", "[DATA [FOLDER OF PACKAGES]…]", "the model of stops, after train-cut", |arguments| {
        train_stops::main(arguments);
        Ok(())
    }),
    ("train-tagger", "[DATA [LANGUAGE [WORD_LISTS]]]", "the part-of-speech tagger", train_tagger::main),
    ("train-triage", "DATA [--leave-out]", "the models of how an English article reads", train_triage::main),
    ("train-triage-other", "DATA LANGUAGE", "the same for another language", train_triage_other::main),
    ("triage-figures", "BENCH", "figures of how articles read (docs/triage.md)", triage_figures::main),
];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let wanted = arguments.next();
    let Some((.., run)) = COMMANDS.iter().find(|(name, ..)| wanted.as_deref() == Some(name)) else {
        for (name, arguments, makes, _) in COMMANDS {
            eprintln!("copydesk-train {name} {arguments}\n    {makes}");
        }
        return ExitCode::from(2);
    };
    if let Err(error) = run(arguments.collect()) {
        eprintln!("copydesk-train: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
