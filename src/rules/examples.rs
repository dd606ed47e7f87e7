//! A rule's own examples, run as tests.

use crate::{
    analysis::{Article, Language},
    document::{self, Format},
    lexicon::HouseNames,
    rule::{Example, Languages, Rule, RuleContext},
    source::Source,
};

/// What a rule marks in an example, in bytes of its text, in order; of findings that overlap the surer one, as in an article. The example
/// is read as plain text in the rule's own language, English for rules that read every language.
fn marks(rule: &dyn Rule, example: &Example) -> Vec<(usize, usize)> {
    let meta = rule.meta();
    let language = match &meta.languages {
        Languages::Any => Language::ENGLISH,
        Languages::Only(codes) => codes.first().and_then(|code| Language::from_code(code)).unwrap_or(Language::UNKNOWN),
    };
    // The examples of `house-spelling` are those of a house that has settled this name.
    let mut names = HouseNames::default();
    let _ = names.prefer("Kyiv", "Kiev");
    let source = Source::from_text("example.txt", example.text.as_ref());
    let mut found: Vec<(f32, (usize, usize))> = Vec::new();
    for document in document::parse(&source, Format::Plain) {
        let article = Article::with_language(&document, language);
        let mut cx = RuleContext::new(&article, meta).with_names(&names);
        rule.check(&mut cx);
        found.extend(cx.into_findings().into_iter().filter_map(|f| {
            let span = document.blocks.get(f.place.block)?.in_file(f.place.span);
            Some((f.confidence, (span.start(), span.end())))
        }));
    }
    found.sort_by(|(a, x), (b, y)| b.total_cmp(a).then(x.cmp(y)));
    let mut marks: Vec<(usize, usize)> = Vec::new();
    for (_, (start, end)) in found {
        if !marks.iter().any(|m| m.0 < end && start < m.1 || *m == (start, end)) {
            marks.push((start, end));
        }
    }
    marks.sort_unstable();
    marks
}

/// The examples that a rule does not hold to, each in a sentence. A hit must be marked as it says and nowhere else.
pub fn failures(rule: &dyn Rule) -> Vec<String> {
    let failure = |example: &Example| {
        let found = marks(rule, example);
        let wrong = found != *example.marks;
        wrong.then(|| format!("marks {:?}, should mark {:?}", shown(&example.text, &found), shown(&example.text, &example.marks)))
    };
    rule.meta().examples.iter().filter_map(failure).collect()
}

/// A text with its marks. Those that overlap another are left out.
fn shown(text: &str, marks: &[(usize, usize)]) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for &(start, end) in marks {
        if let (Some(before), Some(mark)) = (text.get(at..start), text.get(start..end)) {
            out += before;
            out += &format!("⟦{mark}⟧");
            at = end;
        }
    }
    out + text.get(at..).unwrap_or("")
}
