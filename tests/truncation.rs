//! The blocks of `tests/rules/truncation-blocks.md` with the hard line breaks of Markdown, which a list of articles cannot say.

use copydesk::{
    diagnostic::Group,
    document::Format,
    engine::{Linter, Options},
    rules,
    source::Source,
    spec::Spec,
};

#[test]
fn blocks_with_hard_line_breaks_are_known() {
    let linter = Linter::new(rules::all(), Options::default());
    let spec = Spec::parse(include_str!("rules/truncation-blocks.md"));
    let (mut n, mut failures) = (0, Vec::new());
    for case in spec.cases.iter().filter(|case| case.format == Format::Markdown) {
        let hard = case.article.text.replace("\n\n", "\u{1}").replace('\n', "  \n").replace('\u{1}', "\n\n");
        let found = linter.check(&Source::from_text("article.md", &hard), Format::Markdown);
        let found: Vec<_> = found.iter().filter(|d| d.group == Group::Truncation).map(|d| (d.rule.to_string(), d.text.clone())).collect();
        n += 1;
        if found.is_empty() != case.article.marks.is_empty() {
            failures.push(format!("{}, line {}: {found:?}", case.title, case.line));
        }
    }
    assert!(n >= 80, "the blocks are not read");
    assert!(failures.is_empty(), "{} of {n}\n{}", failures.len(), failures.join("\n"));
}
