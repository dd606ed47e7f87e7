//! The tools: what each is for, what it takes, and what the desk answers.

use crate::{
    desk::{Desk, Refusal, Request},
    session::Cancel,
};
use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// What a tool does with its arguments.
pub type Call = fn(&Desk, Value, &Cancel) -> Result<Value, Refusal>;

/// The rule that is asked about.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// The rule's id, as a diagnostic names it in `rule`.
    rule: String,
}

/// All tools.
pub fn all() -> Vec<Tool> {
    let articles = || schema(&schema_for!(Request).to_value());
    let answer = |properties: Value| json!({"type": "object", "properties": properties});
    let list = || json!({"type": "array", "items": {"type": "object"}});
    let tools = [
        (
            "check",
            "Check articles",
            "Reports what an editor would mark in articles: truncated sentences, misspelled or inconsistent names, machine-translation \
             artefacts, residue of the publishing pipeline. Each diagnostic has its place, a reason, other places that explain it, and \
             suggestions where there are any.",
            articles(),
            answer(json!({"diagnostics": list(), "problems": list(), "summary": {"type": "object"}})),
        ),
        (
            "explain",
            "Explain a rule",
            "Tells what a rule finds, why it is a fault, what it leaves alone, how often it is right, with examples.",
            schema(&schema_for!(Asked).to_value()),
            answer(json!({"id": {"type": "string"}, "text": {"type": "string"}})),
        ),
        (
            "triage",
            "Rank articles by need",
            "Ranks articles by how much they need an editor (`need`, 0 to 1): what was found in each, and how much it reads like unedited \
             machine translation (`machine_translated`, null with a `reason` where that can't be told). A figure proves nothing of a text.",
            articles(),
            answer(json!({"articles": list(), "problems": list()})),
        ),
        (
            "names",
            "List names",
            "Lists the names in English articles with their spellings, how often each stands and where: two spellings of one name are one entry.",
            articles(),
            answer(json!({"names": list(), "left_out": {"type": "integer"}, "problems": list()})),
        ),
    ];
    let tool = |(name, title, about, input, output): (&'static str, &str, &'static str, JsonObject, Value)| {
        let hints = ToolAnnotations::with_title(title).read_only(true).idempotent(true).open_world(false);
        let tool = Tool::new(name, about, Arc::new(input)).with_title(title).with_annotations(hints);
        tool.with_raw_output_schema(Arc::new(schema(&output)))
    };
    tools.into_iter().map(tool).collect()
}

fn schema(value: &Value) -> JsonObject {
    value.as_object().cloned().unwrap_or_default()
}

/// What the tool of this name does.
pub fn named(name: &str) -> Option<Call> {
    Some(match name {
        "check" => |desk, arguments, cancel| answered(desk.check(&read(arguments)?, cancel)?),
        "explain" => |desk, arguments, _| desk.explain(&read::<Asked>(arguments)?.rule),
        "triage" => |desk, arguments, cancel| answered(desk.triage(&read(arguments)?, cancel)?),
        "names" => |desk, arguments, cancel| answered(desk.names(&read(arguments)?, cancel)?),
        _ => return None,
    })
}

fn read<T: for<'de> Deserialize<'de>>(arguments: Value) -> Result<T, Refusal> {
    serde_json::from_value(arguments).map_err(|e| Refusal::Wrong(format!("the arguments are not those of the tool: {e}")))
}

fn answered(text: String) -> Result<Value, Refusal> {
    serde_json::from_str(&text).map_err(|e| Refusal::Wrong(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tool_that_is_listed_is_there() {
        for tool in all() {
            assert!(named(&tool.name).is_some(), "{}", tool.name);
            assert_eq!(tool.input_schema["type"], "object", "{}", tool.name);
        }
        assert!(named("delete").is_none());
    }
}
