//! `name-variant`: one name spelt two ways in an article.

pub mod candidates;
pub mod evidence;
pub mod forms;
pub mod letters;
pub mod model;

use self::{evidence::Evidence, forms::Form, model::Model};
use crate::{
    analysis::Article,
    diagnostic::{Applicability, Group, Severity},
    rule::{Example, Languages, Rule, RuleContext, RuleMeta},
};
use std::{borrow::Cow, collections::HashMap};

/// See its record.
pub struct NameVariant;

static META: RuleMeta = RuleMeta {
    id: Cow::Borrowed("name-variant"),
    group: Group::Name,
    summary: Cow::Borrowed("one name spelt two ways in an article"),
    explanation: Cow::Borrowed(
        "Compares the names of an article with each other. Two spellings are taken for one name by how near they are (slips of the \
         hand, transliteration, accents, endings left over from another language) and by the company they keep: the same first name, \
         surname, title or neighbouring words, how often each stands in the article, and whether the odd one is a name of its own. \
         Two people of one surname, countries that look alike (Iran, Iraq), words derived from a name (Korea, Koreans), \
         nicknames, and spellings that the article talks about are left alone. The spelling that the article uses most, or that is \
         better known, is suggested.",
    ),
    severity: Severity::Warning,
    confidence: 0.9,
    languages: Languages::ENGLISH,
    default: true,
    examples: Cow::Borrowed(&[
        Example::wrong(
            "Biden will speak on Monday, the White House said. Republicans accuse the Baden administration of delay. Biden has denied it, and aides to Biden say the bill is ready.",
            "Baden",
        ),
        Example::right("Iran and Iraq signed the border accord in Basra. Iraq will open two crossings, and Iran three.", "two countries"),
    ]),
};

/// The most that the article's own evidence counts for.
const MOST: f32 = 0.985;
/// From this probability on a form is reported.
pub const THRESHOLD: f32 = 0.5;

/// What an article's names say: its forms, and of every pair worth weighing the evidence, each way round.
pub fn weigh_all(article: &Article<'_>) -> (Vec<Form>, Vec<Evidence>) {
    let forms = forms::collect(article);
    let company = evidence::company(&forms);
    let mut all = Vec::new();
    for (a, b) in candidates::pairs(&forms) {
        for (odd, base) in [(a, b), (b, a)] {
            all.extend(evidence::weigh(article, &forms, &company, odd, base));
        }
    }
    (forms, all)
}

impl Rule for NameVariant {
    fn meta(&self) -> &RuleMeta {
        &META
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let (forms, all) = weigh_all(cx.article());
        let model = Model::built_in();
        // Two forms are one name with the sum of both ways round; the likelier way says which of them is odd.
        let mut either: HashMap<(usize, usize), f32> = HashMap::new();
        let weighed: Vec<(f32, &Evidence)> = all.iter().map(|e| (model.probability(e), e)).collect();
        for (p, e) in &weighed {
            *either.entry((e.odd.min(e.base), e.odd.max(e.base))).or_default() += p;
        }
        let sum = |e: &Evidence| either.get(&(e.odd.min(e.base), e.odd.max(e.base))).copied().unwrap_or(0.0).min(1.0);
        let mut found: Vec<(f32, &Evidence)> =
            weighed.iter().filter(|(p, e)| sum(e) >= THRESHOLD && 2.0 * p >= sum(e)).map(|(_, e)| (sum(e), *e)).collect();
        found.sort_by(|(p, x), (q, y)| q.total_cmp(p).then_with(|| (x.odd, x.base).cmp(&(y.odd, y.base))));
        // The surest first; what is wrong is no model for others, and what is a model is not wrong.
        let mut verdict: HashMap<usize, bool> = HashMap::new();
        for (probability, e) in found {
            if verdict.contains_key(&e.odd) || verdict.get(&e.base) == Some(&true) {
                continue;
            }
            verdict.insert(e.odd, true);
            verdict.insert(e.base, false);
            if let (Some(odd), Some(base)) = (forms.get(e.odd), forms.get(e.base)) {
                report(cx, odd, base, probability);
            }
        }
    }
}

fn report(cx: &mut RuleContext<'_, '_>, odd: &Form, base: &Form, probability: f32) {
    let Some(first) = odd.occurrences.first() else { return };
    let message = format!(
        "\"{}\" stands {} in this article, \"{}\" {}: they look like one name",
        odd.text,
        times(odd.count()),
        base.text,
        times(base.count())
    );
    let finding = cx.report(first.place.block, first.place.span, message);
    // That two spellings differ may be certain; which of them is wrong is less so than what is known of a name from elsewhere.
    finding.confidence(probability.min(MOST)).suggest(base.text.clone(), Applicability::Unsafe);
    for o in odd.occurrences.iter().skip(1) {
        finding.label(o.place, format!("\"{}\" again", odd.text));
    }
    for o in base.occurrences.iter().take(8) {
        finding.label(o.place, format!("\"{}\" here", base.text));
    }
}

/// How often, in words.
fn times(n: usize) -> String {
    const WORDS: [&str; 13] =
        ["never", "once", "twice", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    match (n, WORDS.get(n)) {
        (0..=2, Some(word)) => (*word).to_owned(),
        (_, Some(word)) => format!("{word} times"),
        _ => format!("{n} times"),
    }
}
