//! What kind of texts a folder holds, and what of the rules suits them.

use crate::document::{Document, Format};
use schemars::JsonSchema;
use serde::Deserialize;

/// A kind of texts. It says which rules run and how sure they must be where a configuration does not say so itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// Reports and agency copy: every rule.
    News,
    /// Posts in which somebody speaks: without what only a report must not do, and without the site's own calls.
    Blog,
    /// Manuals and references of programs: what repeats and leaves its subject out on purpose is left alone, and more must be sure.
    Docs,
    /// Translated articles: every rule, and a note on those that read like unedited machine translation.
    Translation,
}

impl Profile {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::News, Self::Blog, Self::Docs, Self::Translation];

    /// Its name in a configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::News => "news",
            Self::Blog => "blog",
            Self::Docs => "docs",
            Self::Translation => "translation",
        }
    }

    /// The one of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.name() == name)
    }

    /// The rules that do not run.
    pub fn ignored(self) -> &'static [&'static str] {
        match self {
            Self::News | Self::Translation => &[],
            Self::Blog => &["bare-imperative-in-report", "my-country-in-report", "subscription-call", "share-bar"],
            Self::Docs => &[
                "bare-imperative-in-report",
                "my-country-in-report",
                "subscription-call",
                "share-bar",
                "repeated-sentence",
                "sentence-fragment",
                "placeholder",
                "read-also",
                "page-timestamp",
                "such-as-etc",
                "mixed-date-order",
            ],
        }
    }

    /// How sure a diagnostic must be, 0 to 1.
    pub fn min_confidence(self) -> f32 {
        match self {
            Self::News | Self::Translation => 0.0,
            Self::Blog => 0.5,
            Self::Docs => 0.7,
        }
    }

    /// Whether articles are translations: one that reads like an unedited one is a warning then.
    pub fn is_of_translations(self) -> bool {
        self == Self::Translation
    }

    /// What the articles of a folder look like: a manual where many have listings, a blog where most are Markdown with data of their
    /// own, news otherwise.
    pub fn of<'a>(articles: impl Iterator<Item = (Format, &'a Document)>) -> Self {
        let (mut all, mut technical, mut posts) = (0, 0, 0);
        for (format, document) in articles {
            all += 1;
            technical += usize::from(document.is_technical());
            posts += usize::from(format == Format::Markdown && document.metadata.iter().any(|m| m.key == "title" || m.key == "date"));
        }
        if technical * 5 > all * 2 {
            Self::Docs
        } else if posts * 2 > all {
            Self::Blog
        } else {
            Self::News
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Profile;

    #[test]
    fn a_profile_names_rules_that_are_there() {
        let rules: Vec<String> = crate::rules::all().iter().map(|r| r.meta().id.to_string()).collect();
        for profile in Profile::ALL {
            for id in profile.ignored() {
                assert!(rules.iter().any(|r| r == id), "{}: no rule is called {id}", profile.name());
            }
        }
    }
}
