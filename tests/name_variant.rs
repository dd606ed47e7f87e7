//! The fixtures of `name-variant`: `tests/rules/name-variant.md`, tables of names put into a text, and articles.

use copydesk::{
    analysis::{Article, Language},
    document::{self, Format},
    rule::{Check, RuleContext},
    rules::name_variant::NameVariant,
    source::Source,
};

/// What is marked in a text, with the first suggestion.
fn marks(text: &str) -> Vec<(String, String)> {
    let source = Source::from_text("article.txt", text);
    let documents = document::parse(&source, Format::Plain);
    let Some(document) = documents.first() else { return Vec::new() };
    let article = Article::with_language(document, Language::ENGLISH);
    let mut cx = RuleContext::new(&article, &copydesk::rules::records::NAME_VARIANT);
    NameVariant.check(&mut cx);
    let marked = |f: &copydesk::diagnostic::Finding| f.place.span.slice(&document.blocks[f.place.block].text).to_owned();
    cx.into_findings().iter().map(|f| (marked(f), f.suggestions.first().map_or(String::new(), |s| s.replacement.clone()))).collect()
}

struct Section {
    title: String,
    text: String,
    rows: Vec<Vec<String>>,
    expected: Option<(String, String)>,
}

fn sections() -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for line in include_str!("rules/name-variant.md").lines() {
        if let Some(title) = line.strip_prefix("## ").or_else(|| line.strip_prefix("### ")) {
            sections.push(Section { title: title.to_owned(), text: String::new(), rows: Vec::new(), expected: None });
            continue;
        }
        let Some(section) = sections.last_mut() else { continue };
        if let Some(text) = line.strip_prefix("> ") {
            section.text.push_str(text);
            section.text.push_str("\n\n");
        } else if line.starts_with('|') && !line.starts_with("|---") && !line.starts_with("| 1 ") {
            section.rows.push(line.trim_matches('|').split('|').map(|c| c.trim().to_owned()).collect());
        } else if let Some((odd, fix)) = line.split_once(" → ") {
            section.expected = Some((odd.trim_matches('`').to_owned(), fix.trim_matches('`').to_owned()));
        }
    }
    sections
}

fn filled(text: &str, row: &[String]) -> String {
    row.iter().enumerate().fold(text.to_owned(), |t, (i, cell)| t.replace(&format!("{{{}}}", i + 1), cell))
}

#[test]
fn names_that_are_right_are_left_alone() {
    let mut failures = Vec::new();
    let mut n = 0;
    for section in sections().iter().filter(|s| !s.title.contains("one slip")) {
        for row in &section.rows {
            n += 1;
            let found = marks(&filled(&section.text, row));
            if !found.is_empty() {
                failures.push(format!("{}: {row:?}: {found:?}", section.title));
            }
        }
    }
    assert!(n >= 100, "the tables are not read");
    assert!(failures.is_empty(), "{} of {n}\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn slips_are_found_and_mended() {
    let mut failures = Vec::new();
    let mut n = 0;
    for section in sections().iter().filter(|s| s.title.contains("one slip")) {
        for row in &section.rows {
            n += 1;
            let found = marks(&filled(&section.text, row));
            if !(found.len() == 1 && found.iter().any(|(odd, fix)| row[0].contains(odd.as_str()) && row[1].contains(fix.as_str()))) {
                failures.push(format!("{}: {row:?}: {found:?}", section.title));
            }
        }
    }
    assert!(n >= 80, "the tables are not read");
    assert!(failures.is_empty(), "{} of {n}\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn articles_hold() {
    let mut failures = Vec::new();
    let articles: Vec<Section> = sections().into_iter().filter(|s| s.rows.is_empty() && !s.text.is_empty()).collect();
    assert!(articles.len() >= 15, "the articles are not read");
    for section in &articles {
        let found = marks(&section.text);
        let right = match &section.expected {
            Some(expected) => found.iter().any(|f| f == expected) && found.len() == 1,
            None => found.is_empty(),
        };
        if !right {
            failures.push(format!("{}: {:?}, found {found:?}", section.title, section.expected));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
