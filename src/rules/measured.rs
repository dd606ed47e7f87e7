//! Each rule's measured record, as it stands in the catalogue: `rules/measured.tsv`, which `scripts/measure_rules.py` writes, and
//! `rules/read.tsv`, reports that were read one by one.

use std::collections::HashMap;

/// What a rule did where it was measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Reports on what people wrote, translations among it.
    pub human: usize,
    /// Reports on machine translations.
    pub machine: usize,
    /// Reports on articles with marked errors, and those that touch a place that two raters marked.
    pub judged: usize,
    /// See `judged`.
    pub marked: usize,
    /// Whether it was measured on whole articles alone.
    pub whole: bool,
    /// By source language: reports on machine translations, on people's; most first.
    pub languages: &'static str,
    /// Reports read one by one: right, arguable, wrong.
    pub read: (usize, usize, usize),
}

impl Record {
    /// Each source language with reports on machines' translations from it, and on people's.
    pub fn by_language(&self) -> impl Iterator<Item = (&'static str, usize, usize)> + use<> {
        self.languages.split_whitespace().filter_map(|entry| {
            let (language, counts) = entry.split_once('=')?;
            let (machine, human) = counts.split_once(':')?;
            Some((language, machine.parse().ok()?, human.parse().ok()?))
        })
    }
}

/// See [`Records::log_ratio`].
const DOUBT: f64 = 1.0;

/// Source languages that a rule's page names.
const SHOWN: usize = 6;

/// The records of all rules, and how many words were read.
#[derive(Debug, Default)]
pub struct Records {
    rules: HashMap<&'static str, Record>,
    /// Words that people and machines wrote, in all.
    words: (usize, usize),
    /// The same in articles alone, without single sentences.
    article_words: (usize, usize),
}

impl Records {
    /// What is compiled in.
    pub fn load() -> Self {
        let mut records = Self::default();
        let numbers = |fields: &[&str]| fields.iter().map(|f| f.parse().unwrap_or(0)).collect::<Vec<usize>>();
        for line in include_str!("../../rules/measured.tsv").lines().filter(|l| !l.starts_with('#')) {
            let fields: Vec<&'static str> = line.split('\t').collect();
            match (fields.first(), numbers(fields.get(1..6.min(fields.len())).unwrap_or_default()).as_slice()) {
                (Some(&"words"), [a, b, c, d]) => (records.words, records.article_words) = ((*a, *b), (*c, *d)),
                (Some(id), &[human, machine, judged, marked, whole]) => {
                    let languages = fields.get(6).copied().unwrap_or_default();
                    let record = Record { human, machine, judged, marked, whole: whole == 1, languages, read: (0, 0, 0) };
                    records.rules.insert(id, record);
                }
                _ => {}
            }
        }
        for line in include_str!("../../rules/read.tsv").lines().filter(|l| !l.starts_with('#')) {
            let fields: Vec<&'static str> = line.split('\t').collect();
            if let (Some(id), [right, arguable, wrong]) = (fields.first(), numbers(fields.get(1..).unwrap_or_default()).as_slice()) {
                records.rules.entry(id).or_default().read = (*right, *arguable, *wrong);
            }
        }
        records
    }

    /// A rule's record, if it was measured.
    pub fn of(&self, id: &str) -> Option<&Record> {
        self.rules.get(id)
    }

    /// The ids of the rules that were measured.
    pub fn ids(&self) -> impl Iterator<Item = &'static str> {
        self.rules.keys().copied()
    }

    /// The logarithm of how many times as often a rule reports on machines' words as on people's. What little was seen is drawn
    /// towards no difference, by `DOUBT` reports on either side.
    pub fn log_ratio(&self, id: &str) -> f64 {
        let Some(record) = self.of(id) else { return 0.0 };
        let words = if record.whole { self.article_words } else { self.words };
        let machine = record.machine as f64 * words.0 as f64 / words.1.max(1) as f64;
        ((machine + DOUBT) / (record.human as f64 + DOUBT)).ln()
    }

    /// Reports in 100,000 words by people and by machines.
    pub fn rates(&self, record: &Record) -> (f64, f64) {
        let words = if record.whole { self.article_words } else { self.words };
        let per = |n: usize, words: usize| 100_000.0 * n as f64 / words.max(1) as f64;
        (per(record.human, words.0), per(record.machine, words.1))
    }

    /// A rule's record in a sentence.
    pub fn sentence(&self, id: &str) -> Option<String> {
        let record = self.of(id)?;
        let (human, machine) = self.rates(record);
        let mut out = format!("Measured: {human:.2} reports in 100,000 words by people, {machine:.2} in 100,000 by machines");
        if record.judged > 0 {
            out += &format!("; {} of {} touched what two raters of translations had marked", record.marked, record.judged);
        }
        let speaks = record.by_language().filter(|(_, machine, human)| machine > human);
        let speaks: Vec<String> = speaks.map(|(language, machine, human)| format!("{language} {machine}:{human}")).collect();
        if !speaks.is_empty() {
            let shown = speaks.get(..SHOWN).unwrap_or(&speaks).join(", ");
            let more = speaks.len().saturating_sub(SHOWN);
            let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
            out += &format!("; more often by machines, by source language: {shown}{rest}");
        }
        let (right, arguable, wrong) = record.read;
        if right + arguable + wrong > 0 {
            out += &format!("; of {} read one by one {right} were right, {arguable} arguable, {wrong} wrong", right + arguable + wrong);
        }
        Some(out + ".")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{diagnostic::Group, report::rules::catalogue};

    #[test]
    fn every_measured_rule_exists() {
        let records = Records::load();
        let ids: Vec<String> = catalogue().iter().map(|m| m.id.to_string()).collect();
        assert!(records.words.0 > 0 && records.words.1 > 0 && records.article_words.0 > 0 && records.article_words.1 > 0);
        for id in records.rules.keys() {
            assert!(ids.iter().any(|i| i == id), "{id} is measured and is no rule");
        }
    }

    /// The share of reports that are right by all that was measured, as `scripts/set_confidence.py` works it out and writes it into
    /// the files of rules; see there.
    fn expected(records: &Records, id: &str, group: Group, prior: f64, contrast: bool) -> f64 {
        let record = records.of(id).copied().unwrap_or_default();
        let (right, arguable, wrong) = record.read;
        let (mut share, mut reports) = (4.0 * prior + right as f64 + arguable as f64 / 2.0, 4.0 + (right + arguable + wrong) as f64);
        if contrast && group == Group::Artefact && record.machine > 0 {
            let (human, machine) = records.rates(&record);
            let weight = (record.machine as f64 / 3.0).min(10.0);
            share += weight * (1.0 - human / machine).max(0.0);
            reports += weight;
        }
        (share / reports).min(0.99)
    }

    /// What was read one by one and measured decides what a rule says of its own certainty.
    #[test]
    fn confidence_follows_the_record() {
        let records = Records::load();
        let rules = crate::rules::all();
        let files: Vec<String> = crate::rules::declarative::embedded().iter().map(|r| r.meta().id.to_string()).collect();
        let mut sums: HashMap<&str, (f64, usize)> = HashMap::new();
        for meta in rules.iter().map(|r| r.meta()) {
            let (right, arguable, wrong) = records.of(&meta.id).copied().unwrap_or_default().read;
            let sum = sums.entry(meta.group.as_str()).or_default();
            *sum = (sum.0 + right as f64 + arguable as f64 / 2.0, sum.1 + right + arguable + wrong);
        }
        // The record is of English articles; `scripts/measure_language_rules.py` counts for the others.
        let of_english = |m: &&crate::rule::RuleMeta| m.languages.include(crate::analysis::Language::ENGLISH);
        for meta in rules.iter().map(|r| r.meta()).filter(of_english).filter(|m| !matches!(m.group, Group::Name | Group::Truncation)) {
            // Where nothing was measured or read, what the writer of the rule expects holds.
            if records.of(&meta.id).is_none() {
                continue;
            }
            let prior = sums.get(meta.group.as_str()).map_or(0.9, |(right, reports)| right / (*reports).max(1) as f64);
            let file = files.iter().any(|id| *id == meta.id);
            let share = expected(&records, &meta.id, meta.group, prior, file);
            // Files hold the figure itself, rounded; in code it was set by hand.
            let band = if file { 0.011 } else { 0.1 };
            assert!(
                (f64::from(meta.confidence) - share).abs() <= band,
                "{}: confidence {:.2}, but its record says {share:.2}; run scripts/set_confidence.py",
                meta.id,
                meta.confidence
            );
        }
    }

    /// A rule of artefacts that reports people as often as machines is none.
    #[test]
    fn what_people_do_as_often_is_off() {
        let records = Records::load();
        for meta in catalogue().iter().filter(|m| m.group == Group::Artefact && m.default) {
            let Some(record) = records.of(&meta.id) else { continue };
            let (human, machine) = records.rates(record);
            assert!(record.human < 5 || human < machine, "{}: {human:.2} by people, {machine:.2} by machines, and on by default", meta.id);
        }
    }
}
