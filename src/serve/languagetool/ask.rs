//! What is asked.

use super::{
    super::{Failure, body::fields},
    annotated::Annotated,
};
use crate::{
    analysis::Language,
    desk::{Desk, Wishes},
    diagnostic::Group,
    rule::RuleMeta,
    session::records,
};
use serde_json::Value;
use std::collections::BTreeMap;

/// What is asked, as far as it means something here.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// The text.
    pub text: Annotated,
    /// The language as the client named it; nothing where it is to be guessed.
    pub language: Option<String>,
    only: bool,
    enabled: Vec<String>,
    disabled: Vec<String>,
    enabled_groups: Vec<String>,
    disabled_groups: Vec<String>,
    picky: bool,
}

/// The fields of a form. LibreOffice 7.4 sends its text as it is, with blanks, ampersands and signs of percent that mean themselves: what
/// no form can have tells, and then the text goes to where the language begins.
pub fn form_fields(bytes: &[u8]) -> BTreeMap<String, String> {
    let raw = bytes.iter().any(|b| *b == b' ' || *b >= 0x80 || *b == b'\n');
    let text = std::str::from_utf8(bytes).ok().filter(|_| raw).and_then(|body| body.strip_prefix("text="));
    match text.and_then(|text| text.rsplit_once("&language=")) {
        Some((text, rest)) => {
            let mut all = fields([&b"language="[..], rest.as_bytes()].concat().as_slice());
            all.insert("text".to_owned(), text.to_owned());
            all
        }
        None => fields(bytes),
    }
}

/// The fields of a JSON body: texts as they are, everything else as it is written.
pub fn json_fields(bytes: &[u8]) -> Result<BTreeMap<String, String>, Failure> {
    let value: serde_json::Map<String, Value> =
        serde_json::from_slice(bytes).map_err(|e| Failure::wrong(format!("no JSON object: {e}")))?;
    let text = |value: Value| match value {
        Value::String(text) => text,
        // Lists of rules are joined by commas in a form.
        Value::Array(list) if list.iter().all(Value::is_string) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    };
    Ok(value.into_iter().filter(|(_, v)| !v.is_null()).map(|(name, value)| (name, text(value))).collect())
}

impl Ask {
    /// Reads a request's fields.
    pub fn read(fields: &BTreeMap<String, String>) -> Result<Self, Failure> {
        let field = |name: &str| fields.get(name).map(String::as_str);
        let list = |name: &str| field(name).into_iter().flat_map(|l| l.split(',')).map(str::trim).filter(|n| !n.is_empty());
        let text = match (field("text"), field("data")) {
            (Some(text), None) => Annotated::text(text.to_owned()),
            (None, Some(data)) => Annotated::data(data).map_err(Failure::wrong)?,
            (Some(_), Some(_)) => return Err(Failure::wrong("set either 'text' or 'data', not both")),
            (None, None) => return Err(Failure::wrong("missing 'text' or 'data' parameter")),
        };
        let language = match field("language") {
            None | Some("auto" | "") => None,
            Some(code) => {
                let known = language(code);
                known.ok_or_else(|| Failure::wrong(format!("'{code}' is not a language code known to copydesk")))?;
                Some(code.to_owned())
            }
        };
        let truth = |name: &str| match field(name) {
            None | Some("" | "false" | "no") => Ok(false),
            Some("true" | "yes") => Ok(true),
            Some(_) => Err(Failure::wrong(format!("'{name}' must be true or false"))),
        };
        let picky = match field("level") {
            None | Some("" | "default") => false,
            Some("picky") => true,
            Some(_) => return Err(Failure::wrong("'level' must be default or picky")),
        };
        let groups = |name: &str| -> Vec<String> {
            let all = Group::ALL.iter().map(|g| g.as_str().to_owned());
            all.filter(|g| list(name).any(|n| n.eq_ignore_ascii_case(g))).collect()
        };
        let rules = |name: &str| list(name).map(str::to_owned).collect::<Vec<_>>();
        Ok(Self {
            text,
            language,
            only: truth("enabledOnly")?,
            enabled: rules("enabledRules"),
            disabled: rules("disabledRules"),
            enabled_groups: groups("enabledCategories"),
            disabled_groups: groups("disabledCategories"),
            picky,
        })
    }

    /// The settings that this comes to. Rules that are not ours, which clients name by habit, are passed over.
    pub fn wishes(&self, desk: &Desk) -> Wishes {
        let project = desk.project();
        let metas: Vec<&RuleMeta> = records(&project.linter).collect();
        let known = |name: &&String| metas.iter().any(|m| m.id == name.as_str());
        let mut wishes = Wishes { language: self.language.as_deref().and_then(language).map(|l| l.code().to_owned()), ..Wishes::default() };
        wishes.ignore = self.disabled.iter().filter(known).chain(&self.disabled_groups).cloned().collect();
        let enabled = self.enabled.iter().filter(known);
        if self.only {
            wishes.select = Some(enabled.chain(&self.enabled_groups).cloned().collect());
        } else {
            // Those that are off by default; the others run, unless the configuration says otherwise.
            let off = |id: &str| metas.iter().any(|m| m.id == id && !m.default);
            let more: Vec<String> = match self.picky {
                true => metas.iter().filter(|m| !m.default).map(|m| m.id.to_string()).collect(),
                false => enabled.filter(|id| off(id)).cloned().collect(),
            };
            if !more.is_empty() {
                wishes.select = Some(std::iter::once("all".to_owned()).chain(more).collect());
            }
        }
        wishes
    }
}

/// The language of a code with or without a country.
pub fn language(code: &str) -> Option<Language> {
    Language::from_code(code.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_as_they_are_meant() {
        let read = |body: &str| {
            let fields = form_fields(body.as_bytes());
            (fields["text"].clone(), fields.get("language").cloned().unwrap_or_default(), fields.len())
        };
        assert_eq!(read("text=Smith+%26+Co&language=en-US&level=picky"), ("Smith & Co".to_owned(), "en-US".to_owned(), 3));
        assert_eq!(read("language=en&text=100%25"), ("100%".to_owned(), "en".to_owned(), 2));
        // As LibreOffice sends it.
        let raw = "Smith & Co: 5% + 3%41 in \u{201c}Riga\u{201d}&text=x";
        assert_eq!(read(&format!("text={raw}&language=en-US&username=a")), (raw.to_owned(), "en-US".to_owned(), 3));
    }
}
