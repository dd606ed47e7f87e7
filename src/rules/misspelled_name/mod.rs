//! `misspelled-name`: "Joe Baden" for Joe Biden.

mod company;
mod full;
mod run;
mod single;
pub mod systems;
#[cfg(test)]
mod tests;

use crate::{
    diagnostic::{Applicability, Group, Place, Severity},
    rule::{Example, Languages, Rule, RuleContext, RuleMeta},
    span::BlockSpan,
};
use company::Company;
use run::Run;
use std::{borrow::Cow, ops::Range};

/// See its record.
pub struct MisspelledName;

static META: RuleMeta = RuleMeta {
    id: Cow::Borrowed("misspelled-name"),
    group: Group::Name,
    summary: Cow::Borrowed("A name that nobody bears, a step from one that everybody knows"),
    explanation: Cow::Borrowed(
        "A first and last name that together belong to no known person, but would be a well-known person's if one or two letters were \
         others: \"Joe Baden\", \"Antonio Gutteres\", \"Nitsan Horowitz\". How likely a slip is grows with the fame of the person, with the \
         likeness of the spellings (sounds and systems of transliteration count), and with the rest of the article: the person's country, a \
         title before the name, the right form elsewhere. How likely a namesake is grows with the number of people who bear the first name and \
         the surname; \"Tim Osborne\" is left alone. A single word is reported where it is in no list at all, has letters that hardly any name \
         has, and is a step from a name that the news prints daily. A missing accent alone is no fault here.",
    ),
    severity: Severity::Warning,
    confidence: 0.85,
    languages: Languages::ENGLISH,
    default: true,
    examples: Cow::Borrowed(&[
        Example::wrong("Speaking in Delaware, US President Joe Baden said the talks would go on.", "Baden"),
        Example::wrong("The UN chief, Antonio Gutteres, warned of famine in the north.", "Gutteres"),
        Example::wrong("Kyiv's defence minister Oleksey Reznikov arrived in Ramstein on Friday.", "Oleksey"),
        Example::wrong("The crowd cheered as Baracks Obama took the stage in Chicago.", "Baracks"),
        Example::wrong("Flights to Washingtton were cancelled for a second day.", "Washingtton"),
        Example::right(
            "The chancellor's former aide Tim Osborne runs a bakery in Leeds.",
            "two ordinary names make an ordinary person, not Tom Osborne",
        ),
        Example::right("Jill Biden opened the school in Wilmington.", "another known bearer of the surname"),
        Example::right("Antonio Guterres spoke first.", "only the accent is missing"),
        Example::right("Aleksandr Vasilyev signed the lease in Tver.", "another usual system of transliteration"),
        Example::right("Steve Mnuchin left the Treasury in January.", "a short form of the first name"),
        Example::right("The singer Krispy Kareem plays in Leeds tonight.", "a stage name"),
    ]),
};

impl Rule for MisspelledName {
    fn meta(&self) -> &RuleMeta {
        &META
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let runs = Run::all(cx.article());
        let company = Company::of(&runs);
        for run in &runs {
            let settled = company::settled(run);
            // A name that is known as it stands is left alone, and so is what shares words with it; but a longer name may begin or
            // end with one: Iain Duncan Smth.
            let free = |from: usize, to: usize| {
                let within = |s: &Range<usize>| from <= s.start && s.end <= to && s.len() < to - from;
                settled.iter().all(|s| s.end <= from || to <= s.start || within(s))
            };
            let mut i = 0;
            while i < run.words.len() {
                // Long names first: who is known by three words is not looked for by two of them.
                let lengths = (2..=company::LONGEST).rev().filter(|n| i + n <= run.words.len() && free(i, i + n));
                let full = { lengths }.find_map(|n| Some((n, full::judge(run, i, i + n, &company)?)));
                if let Some((length, slip)) = full {
                    report(cx, run.block, &slip);
                    i += length;
                    continue;
                }
                if free(i, i + 1)
                    && let Some(slip) = single::judge(run, i, &company)
                {
                    report(cx, run.block, &slip);
                }
                i += 1;
            }
        }
    }
}

/// A name that is taken for a slip.
struct Slip {
    /// The wrong word or words.
    span: BlockSpan,
    /// What should stand there.
    replacement: String,
    /// The next best, if any is nearly as likely.
    other: Option<(BlockSpan, String)>,
    /// What is wrong and why.
    message: String,
    /// How much likelier a slip is than a namesake: natural logarithm of the odds, up to a constant.
    odds: f32,
}

fn report(cx: &mut RuleContext<'_, '_>, block: usize, slip: &Slip) {
    // Fitted by eye to what was right of the reports on news, by their odds.
    let confidence = 1.0 / (1.0 + (-0.5 - 0.4 * slip.odds).exp());
    let finding = cx.report(block, slip.span, slip.message.clone());
    finding.confidence(confidence.min(0.999)).suggest(slip.replacement.clone(), Applicability::Unsafe);
    if let Some((span, other)) = &slip.other {
        finding.suggest_at(Place::new(block, *span), other.clone(), Applicability::Unsafe);
    }
}

/// What one spelling having come from another by mistake costs, for a distance in edits: a slip is rare,
/// and the rarer the farther it goes.
fn cost_of_slip(distance: f32) -> f32 {
    5.5 + 4.0 * distance + 4.5 * (distance - 1.0).max(0.0)
}
