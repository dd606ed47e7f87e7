//! The training sentences: which are translations of one source sentence, and which make up articles.

use super::learn::Matrix;
use copydesk::{
    analysis::Article,
    document::{self, Format},
    source::Source,
    triage::{model, units},
};
use std::{collections::HashMap, error::Error, fs::File, io::Read, path::Path};

/// Features that fewer rows have are left out.
const RARE: u32 = 30;
/// Where the text of native news comes from.
pub const NATIVE: [&str; 4] = ["voa-native", "abc-native", "reuters17-native", "wmt23en-native"];

/// Translations of one source sentence.
pub struct Segment {
    /// Index in [`Data::languages`].
    pub language: usize,
    /// Year and pair.
    pub group: usize,
    pub human: Vec<usize>,
    pub machine: Vec<usize>,
}

/// The same stretch of an article in several versions, as rows.
pub struct Stretch {
    pub language: usize,
    pub human: Vec<usize>,
    pub machines: Vec<Vec<usize>>,
}

pub struct Data {
    pub keys: Vec<u32>,
    pub matrix: Matrix,
    pub languages: Vec<String>,
    pub segments: Vec<Segment>,
    /// Rows of each native source.
    pub native: [Vec<usize>; 4],
}

/// The features of a text, over all its sentences.
fn features(text: &str) -> Vec<u32> {
    let source = Source::from_text("row.txt", text);
    let mut found = Vec::new();
    for document in document::parse(&source, Format::Plain) {
        let article = Article::new(&document);
        for block in article.blocks() {
            for sentence in block.sentences() {
                found.extend(units::features(&units::units(block, sentence)));
            }
        }
    }
    units::keys(&found)
}

impl Data {
    pub fn read(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let mut text = String::new();
        flate2::read::GzDecoder::new(File::open(folder.join("mt-sentences.tsv.gz"))?).read_to_string(&mut text)?;
        let mut rows = Vec::new();
        let mut counts: HashMap<u32, u32> = HashMap::new();
        for line in text.lines().skip(1) {
            let mut fields = line.splitn(3, '\t');
            let (Some(machine), Some(group), Some(sentence)) = (fields.next(), fields.next(), fields.next()) else { continue };
            // This source was split after "U.S.": what is left of such sentences teaches the splitter.
            if group == "reuters17-native" && sentence.trim_end().ends_with("U.S.") {
                continue;
            }
            let keys = features(sentence);
            keys.iter().for_each(|k| *counts.entry(*k).or_default() += 1);
            rows.push((machine == "1", group, keys));
        }
        let mut keys: Vec<u32> = counts.into_iter().filter(|(_, n)| *n >= RARE).map(|(k, _)| k).collect();
        keys.sort_unstable();
        let mut data = Self {
            matrix: Matrix::new(keys.len()),
            keys,
            languages: Vec::new(),
            segments: Vec::new(),
            native: std::array::from_fn(|_| Vec::new()),
        };
        let mut groups: Vec<&str> = Vec::new();
        let mut after_machine = true;
        for (row, (machine, group, found)) in rows.iter().enumerate() {
            let keys = &data.keys;
            data.matrix.push(found.iter().filter_map(|k| keys.binary_search(k).ok().map(|i| i as u32)), model::norm);
            if let Some(source) = NATIVE.iter().position(|n| n == group) {
                data.native[source].push(row);
                continue;
            }
            let language = group.split('-').nth(1).unwrap_or(group).to_owned();
            let language = index(&mut data.languages, language);
            let group = index(&mut groups, *group);
            // Each segment has its human versions first, then the machines'.
            if data.segments.last().is_none_or(|s| s.group != group) || (!machine && after_machine) {
                data.segments.push(Segment { language, group, human: Vec::new(), machine: Vec::new() });
            }
            if let Some(segment) = data.segments.last_mut() {
                if *machine { &mut segment.machine } else { &mut segment.human }.push(row);
            }
            after_machine = *machine;
        }
        Ok(data)
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
