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
    /// Reports read one by one: right, arguable, wrong.
    pub read: (usize, usize, usize),
}

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
            match (fields.first(), numbers(fields.get(1..).unwrap_or_default()).as_slice()) {
                (Some(&"words"), [a, b, c, d]) => (records.words, records.article_words) = ((*a, *b), (*c, *d)),
                (Some(id), &[human, machine, judged, marked, whole]) => {
                    let record = Record { human, machine, judged, marked, whole: whole == 1, read: (0, 0, 0) };
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
    use crate::cli::rules::catalogue;

    #[test]
    fn every_measured_rule_exists() {
        let records = Records::load();
        let ids: Vec<String> = catalogue().iter().map(|m| m.id.to_string()).collect();
        assert!(records.words.0 > 0 && records.words.1 > 0 && records.article_words.0 > 0 && records.article_words.1 > 0);
        for id in records.rules.keys() {
            assert!(ids.iter().any(|i| i == id), "{id} is measured and is no rule");
        }
    }

    /// What was read one by one decides what a rule says of its own certainty.
    #[test]
    fn confidence_follows_the_record() {
        let records = Records::load();
        for meta in catalogue() {
            let Some(record) = records.of(&meta.id) else { continue };
            let (right, arguable, wrong) = record.read;
            let read = right + arguable + wrong;
            if read < 8 {
                continue;
            }
            let share = (right as f64 + arguable as f64 / 2.0) / read as f64;
            assert!(
                (f64::from(meta.confidence) - share).abs() <= 0.2,
                "{}: confidence {:.2}, but {share:.2} of {read} reports were right",
                meta.id,
                meta.confidence
            );
        }
    }
}
