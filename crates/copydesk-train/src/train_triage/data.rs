//! The training sentences: which are translations of one source sentence, and which make up articles.

use super::learn::Matrix;
use copydesk::{
    analysis::Article,
    document::{self, Format},
    source::Source,
    triage::{model, units, wording},
};
use std::{collections::HashMap, error::Error, fs::File, io::Read, path::Path};

/// Features of grammar that fewer rows have are left out.
const RARE: u32 = 30;
/// Runs of words that fewer rows have are left out.
const RARE_WORDS: u8 = 3;
/// Where native English comes from: the first four are what the grammar is trained on. The groups of Wikipedia are paragraphs on
/// countries whose English is not that of the other sources.
pub const NATIVE: [&str; 10] = [
    "voa-native",
    "abc-native",
    "reuters17-native",
    "wmt23en-native",
    "wiki",
    "wiki, South Asia",
    "wiki, Africa",
    "wiki, South-East Asia",
    "wiki, Caribbean",
    "un",
];
/// The first of the groups of Wikipedia, and the first that is not general.
pub const WIKI: usize = 4;
pub const WORLD: usize = 5;
pub const UN: usize = 9;
/// Sentences taken of each source of paragraphs.
const PARAGRAPHS: [usize; 6] = [14_000, 3_000, 3_000, 3_000, 2_000, 8_000];
/// Lines taken of each language and year of pairs of a machine's output and a reference.
const PAIRS: usize = 500;

/// Words by which a paragraph is known to be about a country.
const COUNTRIES: [&[&str]; 4] = [
    &["India", "Indian", "Pakistan", "Pakistani", "Bangladesh", "Bangladeshi", "Nepal", "Sri"],
    &["Nigeria", "Nigerian", "Ghana", "Kenya", "Kenyan", "Uganda", "Zimbabwe", "Zambia", "Tanzania", "Ghanaian", "Ugandan"],
    &["Philippines", "Philippine", "Filipino", "Singapore", "Singaporean", "Malaysia", "Malaysian"],
    &["Jamaica", "Jamaican", "Trinidad", "Barbados", "Guyana", "Bahamas", "Caribbean"],
];

/// Translations of one source sentence.
pub struct Segment {
    /// Index in [`Data::languages`].
    pub language: usize,
    /// Year and pair.
    pub group: usize,
    pub human: Vec<usize>,
    pub machine: Vec<usize>,
}

/// A machine's output, one that is worse than others, and what it is compared with; rows.
pub struct Pair {
    pub language: usize,
    /// Lines of one set stand in the order of their articles.
    pub set: usize,
    pub machine: usize,
    /// A better output, where there is one.
    pub better: Option<usize>,
    pub reference: usize,
}

/// The same stretch of an article in several versions, as rows.
pub struct Stretch {
    pub language: usize,
    pub human: Vec<usize>,
    pub machines: Vec<Vec<usize>>,
}

pub struct Data {
    pub keys: Vec<u32>,
    /// Rows of features of grammar.
    pub grammar: Matrix,
    /// The same rows by runs of words.
    pub wording: Matrix,
    /// Those that the grammar is trained on first.
    pub languages: Vec<String>,
    pub segments: Vec<Segment>,
    /// Rows of each native source.
    pub native: [Vec<usize>; NATIVE.len()],
    /// Worse outputs beside better ones.
    pub contrast: Vec<Pair>,
    /// Outputs beside references.
    pub pairs: Vec<Pair>,
}

/// What a text is to the models: its features of grammar, and its runs of words.
struct Features {
    grammar: Vec<u32>,
    wording: Vec<u32>,
}

/// The features of a text, over all its sentences, or of each of its sentences of some length.
fn features(text: &str, each: bool) -> Vec<Features> {
    let source = Source::from_text("row.txt", text);
    let mut out = Vec::new();
    for document in document::parse(&source, Format::Plain) {
        let article = Article::new(&document);
        for block in article.blocks() {
            for sentence in block.sentences() {
                let words = wording::words(block, sentence);
                if each && words.len() < 6 {
                    continue;
                }
                let grammar = units::features(&units::units(block, sentence));
                out.push((grammar, wording::places(&words).map(|(_, p)| p).collect::<Vec<u32>>()));
            }
        }
    }
    let made = |(grammar, wording): (Vec<units::Feature>, Vec<u32>)| Features { grammar: units::keys(&grammar), wording };
    if each {
        return out.into_iter().map(made).collect();
    }
    let (grammar, wording): (Vec<_>, Vec<_>) = out.into_iter().unzip();
    vec![made((grammar.concat(), wording.concat()))]
}

/// A compressed file, whole.
fn read(folder: &Path, name: &str) -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    flate2::read::GzDecoder::new(File::open(folder.join(name))?).read_to_string(&mut text)?;
    Ok(text)
}

impl Data {
    pub fn read(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let mut rows: Vec<Features> = Vec::new();
        let mut data = Self {
            keys: Vec::new(),
            grammar: Matrix::default(),
            wording: Matrix::default(),
            languages: Vec::new(),
            segments: Vec::new(),
            native: std::array::from_fn(|_| Vec::new()),
            contrast: Vec::new(),
            pairs: Vec::new(),
        };
        data.read_sentences(&read(folder, "mt-sentences.tsv.gz")?, &mut rows);
        let mut counts: HashMap<u32, u32> = HashMap::new();
        rows.iter().flat_map(|r| &r.grammar).for_each(|k| *counts.entry(*k).or_default() += 1);
        data.keys = counts.into_iter().filter(|(_, n)| *n >= RARE).map(|(k, _)| k).collect();
        data.keys.sort_unstable();
        data.read_pairs(&read(folder, "mt-contrast.tsv.gz")?, &read(folder, "mt-pairs.tsv.gz")?, &mut rows);
        data.read_paragraphs(&read(folder, "wiki-en.txt.gz")?, &read(folder, "un-en.txt.gz")?, &mut rows);
        let mut seen = vec![0_u8; 1 << wording::BITS];
        for row in &rows {
            let mut places = row.wording.clone();
            places.sort_unstable();
            places.dedup();
            places.iter().for_each(|p| seen[*p as usize] = seen[*p as usize].saturating_add(1));
        }
        data.grammar = Matrix::new(data.keys.len());
        data.wording = Matrix::new(1 << wording::BITS);
        for row in rows {
            let known: Vec<u32> = row.grammar.iter().filter_map(|k| data.keys.binary_search(k).ok().map(|i| i as u32)).collect();
            let scale = model::norm(known.len());
            data.grammar.push(known.into_iter(), scale);
            let scale = wording::norm(row.wording.len());
            data.wording.push(row.wording.into_iter().filter(|p| seen[*p as usize] >= RARE_WORDS), scale);
        }
        Ok(data)
    }

    /// Versions of sentences by people and machines, and sentences of native news.
    fn read_sentences(&mut self, text: &str, rows: &mut Vec<Features>) {
        let mut groups: Vec<&str> = Vec::new();
        let mut after_machine = true;
        for line in text.lines().skip(1) {
            let mut fields = line.splitn(3, '\t');
            let (Some(machine), Some(group), Some(sentence)) = (fields.next(), fields.next(), fields.next()) else { continue };
            // This source was split after "U.S.": what is left of such sentences teaches the splitter.
            if group == "reuters17-native" && sentence.trim_end().ends_with("U.S.") {
                continue;
            }
            let machine = machine == "1";
            let row = rows.len();
            rows.extend(features(sentence, false));
            if let Some(source) = NATIVE.iter().position(|n| *n == group) {
                self.native[source].push(row);
                continue;
            }
            let language = group.split('-').nth(1).unwrap_or(group).to_owned();
            let language = index(&mut self.languages, language);
            let group = index(&mut groups, group);
            // Each segment has its human versions first, then the machines'.
            if self.segments.last().is_none_or(|s| s.group != group) || (!machine && after_machine) {
                self.segments.push(Segment { language, group, human: Vec::new(), machine: Vec::new() });
            }
            if let Some(segment) = self.segments.last_mut() {
                if machine { &mut segment.machine } else { &mut segment.human }.push(row);
            }
            after_machine = machine;
        }
    }

    /// Worse outputs beside better ones and references, and outputs beside references.
    fn read_pairs(&mut self, contrast: &str, pairs: &str, rows: &mut Vec<Features>) {
        let mut sets: Vec<String> = Vec::new();
        let mut row = |text: &str| {
            rows.extend(features(text, false));
            rows.len() - 1
        };
        for line in contrast.lines().skip(1) {
            let fields: Vec<&str> = line.split('\t').collect();
            let &[language, set, _, _, worse, better, reference] = fields.as_slice() else { continue };
            let set = index(&mut sets, format!("{language} {set}"));
            let language = index(&mut self.languages, language.to_owned());
            let (machine, better, reference) = (row(worse), Some(row(better)), row(reference));
            self.contrast.push(Pair { language, set, machine, better, reference });
        }
        let mut taken: HashMap<usize, usize> = HashMap::new();
        let mut last = "";
        for line in pairs.lines().skip(1) {
            let fields: Vec<&str> = line.split('\t').collect();
            let &[language, year, system, output, reference] = fields.as_slice() else { continue };
            // One system a line; small models for browsers are not what newsrooms use, and the last years are among the sentences.
            if reference == last || system.starts_with("bergamot") || year >= "2021" {
                continue;
            }
            let set = index(&mut sets, format!("{language} {year}"));
            let count = taken.entry(set).or_default();
            if *count >= PAIRS {
                continue;
            }
            *count += 1;
            last = reference;
            let language = index(&mut self.languages, language.to_owned());
            let (machine, reference) = (row(output), row(reference));
            self.pairs.push(Pair { language, set, machine, better: None, reference });
        }
    }

    /// Native paragraphs, sentence by sentence.
    fn read_paragraphs(&mut self, wiki: &str, un: &str, rows: &mut Vec<Features>) {
        let mut add = |source: usize, text: &str| {
            if self.native[source].len() < PARAGRAPHS[source - WIKI] {
                for found in features(text, true) {
                    self.native[source].push(rows.len());
                    rows.push(found);
                }
            }
        };
        for paragraph in wiki.lines() {
            let named = |list: &[&str]| paragraph.split(|c: char| !c.is_alphabetic()).any(|w| list.contains(&w));
            add(COUNTRIES.iter().position(|c| named(c)).map_or(WIKI, |i| WORLD + i), paragraph);
        }
        un.lines().for_each(|paragraph| add(UN, paragraph));
    }

    /// Runs of `n` segments, one after the other, as far as both a person's version and a machine's are there.
    pub fn stretches(&self, n: usize) -> Vec<Stretch> {
        let mut out = Vec::new();
        for group in self.segments.chunk_by(|a, b| a.group == b.group) {
            for run in group.chunks_exact(n) {
                let run: Vec<&Segment> = run.iter().filter(|s| !s.human.is_empty() && !s.machine.is_empty()).collect();
                if run.is_empty() {
                    continue;
                }
                out.push(Stretch {
                    language: run[0].language,
                    human: run.iter().map(|s| s.human[0]).collect(),
                    machines: (0..4).map(|k| run.iter().map(|s| s.machine[k.min(s.machine.len() - 1)]).collect()).collect(),
                });
            }
        }
        out
    }
}

/// Where a value stands in a list, put at its end if it is new.
fn index<T: PartialEq>(list: &mut Vec<T>, value: T) -> usize {
    list.iter().position(|v| *v == value).unwrap_or_else(|| {
        list.push(value);
        list.len() - 1
    })
}
