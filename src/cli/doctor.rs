//! `copydesk doctor`: what holds for the articles of a folder, and why.

use super::{BROKEN, CLEAN, about, cache, input, rules::print, terminal::Colour};
use crate::{
    config::{self, ConfigFault, FileSettings},
    document::Format,
    language::{Language, Pack},
    ledger,
    report::{clean, json, rules::not_run},
    rule::RuleMeta,
    triage,
};
use clap::{Args, ValueEnum, ValueHint};
use serde_json::{Value, json};
use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

/// Tell which configuration is found, what it comes to, and which rules do not run and why
#[derive(Args)]
pub struct Doctor {
    /// The folder or article to ask about
    #[arg(default_value = ".", value_hint = ValueHint::AnyPath)]
    path: PathBuf,
    #[command(flatten)]
    configured: input::Configured,
    /// How to tell it
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    format: As,
}

#[derive(Clone, Copy, ValueEnum)]
enum As {
    /// For people
    Text,
    /// A JSON object
    Json,
}

impl Doctor {
    /// Runs the command and gives its exit status: 2 where the path or the configuration is at fault.
    pub fn run(&self, colour: Colour) -> u8 {
        let data = match fs::metadata(&self.path) {
            Ok(data) => data,
            Err(e) => {
                colour.error(format!("{}: {}", input::shown(&self.path), input::reason(&e)));
                return BROKEN;
            }
        };
        let projects = self.configured.configuration().projects();
        // Of a folder, an article that no override has to name stands for all.
        let place = config::absolute(&self.path);
        let place = if data.is_dir() { place.join("article") } else { place };
        let project = projects.of(&place);
        let settings = project.settings(&place);
        let metas: Vec<&RuleMeta> = config::records(&project.linter).collect();
        let faults: Vec<Value> = projects.faults().iter().map(fault).collect();
        let off: Vec<Value> =
            metas.iter().filter(|m| settings.severity(m).is_none()).map(|m| json!({"rule": m.id, "why": why_off(m, &settings)})).collect();
        let unsure: Vec<&str> = metas
            .iter()
            .filter(|m| settings.severity(m).is_some() && m.confidence < settings.min_confidence)
            .map(|m| m.id.as_ref())
            .collect();
        let languages: Vec<Value> = Pack::ALL
            .iter()
            .filter_map(|p| Language::from_code(p.code))
            .map(|l| json!({"code": l.code(), "rules": runs(&metas, &settings, l)}))
            .collect();
        let found = json!({
            "version": env!("CARGO_PKG_VERSION"),
            "commit": about::COMMIT,
            "path": self.path.to_string_lossy(),
            "configuration": {"file": project.file.as_deref().map(input::shown), "faults": faults},
            "profile": settings.profile.map(config::Profile::name),
            "language": settings.language.map(Language::code),
            "languages": languages,
            "dialect": settings.fields.dialect(),
            "extensions": project.extensions,
            "formats": Format::usual_names().collect::<Vec<_>>(),
            "min_confidence": crate::diagnostic::rounded(settings.min_confidence),
            "fail_on": settings.fail_on,
            "names": {"accepted": settings.names.accepted().count(), "preferred": settings.names.preferred().count()},
            "cache": cache_of_user(),
            "rules": {"on": metas.len() - off.len(), "off": off, "below_min_confidence": unsure},
        });
        let written = print(
            colour,
            match self.format {
                As::Json => json::text(&found) + "\n",
                As::Text => told(&found),
            },
        );
        if !faults.is_empty() || written != CLEAN { BROKEN } else { CLEAN }
    }
}

/// How many of the rules that are on run in a language.
fn runs(metas: &[&RuleMeta], settings: &FileSettings, language: Language) -> usize {
    metas.iter().filter(|m| settings.severity(m).is_some() && not_run(m, language).is_none()).count()
}

/// Why a rule that is off is off: the last choice that turned it off, or that nothing turned it on.
fn why_off(meta: &RuleMeta, settings: &FileSettings) -> String {
    if meta.id == triage::META.id && !settings.triage {
        return "`triage` is false".to_owned();
    }
    let (mut on, mut why) = (meta.default, None);
    for choice in &settings.choices {
        let now = choice.apply(on, meta);
        if on && !now {
            let ignored = choice
                .ignore
                .iter()
                .find(|n| **n == meta.id)
                .or_else(|| choice.ignore.iter().find(|n| *n == meta.group.as_str() || *n == "all"));
            let profile = settings.profile.filter(|p| choice.select.is_none() && p.ignored().iter().eq(choice.ignore.iter()));
            why = Some(match (ignored, profile) {
                (Some(_), Some(profile)) => format!("the profile `{}` leaves it out", profile.name()),
                (Some(name), None) => format!("`{name}` is in `ignore`"),
                (None, _) => "`select` does not name it".to_owned(),
            });
        }
        on = now;
    }
    why.unwrap_or_else(|| match ledger::is_across(meta) {
        true => "runs with `--across` only".to_owned(),
        false => "off unless `select` names it".to_owned(),
    })
}

fn fault(fault: &ConfigFault) -> Value {
    match fault {
        ConfigFault::File { path, message } => json!({"file": input::shown(path), "line": null, "message": message}),
        ConfigFault::Place { source, fault } => {
            let line = source.line_column(fault.span.start()).line;
            json!({"file": source.path(), "line": line, "message": fault.message, "help": fault.help})
        }
    }
}

/// The folder that `--cache` uses, and how much lies in it.
fn cache_of_user() -> Value {
    let folder = match cache::folder() {
        Ok(folder) => folder,
        Err(why) => return json!({"folder": null, "bytes": 0, "why": why}),
    };
    let bytes: u64 = fs::read_dir(&folder).into_iter().flatten().flatten().filter_map(|e| e.metadata().ok()).map(|m| m.len()).sum();
    json!({"folder": input::shown(Path::new(&folder)), "bytes": bytes})
}

/// The same for people.
fn told(found: &Value) -> String {
    let text = |v: &Value, none: &str| v.as_str().map_or_else(|| none.to_owned(), |t| clean::line(t).into_owned());
    let list = |v: &Value| v.as_array().into_iter().flatten().map(|v| text(v, "")).collect::<Vec<_>>().join(", ");
    let mut out = format!("copydesk {}, commit {}\n", env!("CARGO_PKG_VERSION"), about::commit());
    let mut line = |name: &str, value: String| {
        let _ = writeln!(out, "{name:14}{value}");
    };
    line("path", text(&found["path"], ""));
    line("configuration", text(&found["configuration"]["file"], "none: every setting is at its default (`copydesk init` writes one)"));
    for fault in found["configuration"]["faults"].as_array().into_iter().flatten() {
        let place = fault["line"].as_u64().map_or(String::new(), |l| format!(":{l}"));
        let help = fault["help"].as_str().map_or(String::new(), |h| format!(" ({h})"));
        line("  fault", clean::line(&format!("{}{place}: {}{help}", text(&fault["file"], ""), text(&fault["message"], ""))).into_owned());
    }
    line("profile", text(&found["profile"], "none: every rule that is on by default"));
    line("language", text(&found["language"], "told by each article's text"));
    for language in found["languages"].as_array().into_iter().flatten() {
        line("", format!("{}: {} rules", text(&language["code"], ""), language["rules"]));
    }
    let dialect = text(&found["dialect"], "");
    line("dialect", if dialect == "detect" { "of Markdown, told by each file".into() } else { dialect });
    line("extensions", list(&found["extensions"]));
    line("confidence", format!("reports from {} on", found["min_confidence"]));
    line("exit status", format!("1 from severity {} on", text(&found["fail_on"], "")));
    line("names", format!("{} accepted, {} other spellings of preferred ones", found["names"]["accepted"], found["names"]["preferred"]));
    let cache = &found["cache"];
    line("cache", format!("{} ({} bytes)", text(&cache["folder"], &text(&cache["why"], "none")), cache["bytes"]));
    let off = found["rules"]["off"].as_array().map_or(&[][..], Vec::as_slice);
    line("rules", format!("{} on, {} off", found["rules"]["on"], off.len()));
    for rule in off {
        line("  off", format!("{}: {}", text(&rule["rule"], ""), text(&rule["why"], "")));
    }
    let unsure = list(&found["rules"]["below_min_confidence"]);
    if !unsure.is_empty() {
        line("  seldom", format!("below the confidence that is asked for unless a case is surer than most: {unsure}"));
    }
    out
}
