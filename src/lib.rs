//! copydesk: a linter for news articles. It reports truncated sentences, misspelled names and machine-translation
//! artefacts the way a compiler reports errors.
//!
//! Data goes one way, and a module imports only from its left:
//! `span → source → document → lexicon → analysis → diagnostic → rule → rules → engine, triage, ledger → config → filter, fix → session, spec → report, lsp → desk → serve, mcp → cli`.

#![forbid(unsafe_code)]

pub mod analysis;
pub mod bitext;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod desk;
pub mod diagnostic;
pub mod document;
pub mod engine;
pub mod filter;
pub mod fix;
pub mod language;
pub mod ledger;
pub mod lexicon;
#[cfg(feature = "cli")]
pub mod lsp;
#[cfg(feature = "cli")]
pub mod mcp;
pub mod report;
pub mod rule;
pub mod rules;
#[cfg(feature = "cli")]
pub mod serve;
pub mod session;
pub mod source;
pub mod span;
#[cfg(feature = "cli")]
pub mod spec;
pub mod triage;
pub mod unicode;
