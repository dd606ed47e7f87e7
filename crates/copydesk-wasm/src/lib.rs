//! copydesk for the browser. JavaScript puts a question as JSON into memory that [`copydesk_input`] gives it, calls [`copydesk_ask`], and
//! reads the answer, JSON too, at [`copydesk_output`]; `copydesk.js` beside the compiled file does that. The page asks the same
//! questions of a server: see `copydesk serve`.
//!
//! The lists and models are not compiled in. They come in parts, through the same memory, with [`copydesk_fill`]; an answer that needs a part
//! that is not there is `{"wants": ["de"]}`, and the question is put again to a new copy of the program that has it.

// The three functions must keep their names, which Rust counts as unsafe: two that share a name would be taken for one. Nothing else is.
#![deny(unsafe_code)]

use copydesk::{
    desk::{Desk, FixRequest, Refusal, Request},
    lexicon::parts,
    session::{Cancel, Configuration},
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    sync::{LazyLock, Mutex, PoisonError},
};

/// Everything is at its default: a browser has no configuration files.
static DESK: LazyLock<Result<Desk, String>> = LazyLock::new(|| Desk::new(Configuration::None, "/".into()).map_err(|e| e.to_string()));

static INPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static OUTPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// A question.
#[derive(Deserialize)]
#[serde(tag = "what", content = "request", rename_all = "lowercase", deny_unknown_fields)]
enum Question {
    Check(Box<Request>),
    Triage(Box<Request>),
    Names(Box<Request>),
    Fix(Box<FixRequest>),
    Rules,
    Explain { rule: String },
}

/// Room for a question of this many bytes; where it begins in memory.
#[allow(unsafe_code)]
#[unsafe(no_mangle)]
pub extern "C" fn copydesk_input(length: usize) -> usize {
    let mut input = INPUT.lock().unwrap_or_else(PoisonError::into_inner);
    *input = vec![0; length];
    input.as_mut_ptr() as usize
}

/// Takes the part of the lists that is in the room; 0, or how many bytes the reason has that it cannot, at [`copydesk_output`].
#[allow(unsafe_code)]
#[unsafe(no_mangle)]
pub extern "C" fn copydesk_fill() -> usize {
    let part = std::mem::take(&mut *INPUT.lock().unwrap_or_else(PoisonError::into_inner));
    let mut output = OUTPUT.lock().unwrap_or_else(PoisonError::into_inner);
    *output = parts::fill(part).err().unwrap_or_default().into_bytes();
    output.len()
}

/// Answers the question in the room; how many bytes the answer has.
#[allow(unsafe_code)]
#[unsafe(no_mangle)]
pub extern "C" fn copydesk_ask() -> usize {
    let question = std::mem::take(&mut *INPUT.lock().unwrap_or_else(PoisonError::into_inner));
    let mut output = OUTPUT.lock().unwrap_or_else(PoisonError::into_inner);
    let answer = answer(&question).unwrap_or_else(|message| json!({"error": message}).to_string());
    let wants: BTreeSet<&str> = copydesk_data::wanted().into_iter().map(parts::part_of).collect();
    *output = if wants.is_empty() { answer } else { json!({"wants": wants}).to_string() }.into_bytes();
    output.len()
}

/// Where the answer begins in memory; it stays there until the next question.
#[allow(unsafe_code)]
#[unsafe(no_mangle)]
pub extern "C" fn copydesk_output() -> usize {
    OUTPUT.lock().unwrap_or_else(PoisonError::into_inner).as_ptr() as usize
}

fn answer(question: &[u8]) -> Result<String, String> {
    let question: Question = serde_json::from_slice(question).map_err(|e| format!("not what is expected here: {e}"))?;
    let desk = DESK.as_ref().map_err(String::clone)?;
    let cancel = Cancel::default();
    let text = |value: Value| value.to_string();
    let answered = match question {
        Question::Check(request) => desk.check(&request, &cancel),
        Question::Triage(request) => desk.triage(&request, &cancel),
        Question::Names(request) => desk.names(&request, &cancel),
        Question::Fix(request) => desk.fix(&request, &cancel),
        Question::Rules => Ok(text(desk.rules())),
        Question::Explain { rule } => desk.explain(&rule).map(text),
    };
    answered.map_err(|refusal: Refusal| refusal.to_string())
}
