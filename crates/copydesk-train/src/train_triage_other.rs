//! Trains triage for German or Spanish: `cargo run --release -p copydesk-train -- train-triage-other ../shared/data de`.
//!
//! Machine translations against the human translations of the same sentences, and against text written in the language where there is
//! some; the half of the documents that `scripts/language_tasks.py` calls `fit`. A third of those calibrates. Writes
//! `crates/copydesk-models/models/LANGUAGE/triage.bin`, the same bytes every time.

use crate::support::random::Random;
use crate::support::text;
use copydesk::{
    analysis::{
        Tagger,
        linear::{Features, Linear},
        sentences,
        tokens::tokenize_in,
    },
    language::Pack,
    triage::other::features,
};
use flate2::read::GzDecoder;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    error::Error,
    fs::{self, File},
    io::Read,
    path::Path,
};

/// Systems whose output is no language, or breaks off.
const LEFT_OUT: [&str; 3] = ["CycleL", "TSU-HITs", "MSLC"];
/// Features of fewer lines are left out.
const RARE: u32 = 6;
const PASSES: usize = 4;

struct Example {
    document: String,
    machine: bool,
    weight: f32,
    units: usize,
    features: Vec<u32>,
}

#[derive(Default)]
struct Data {
    numbers: HashMap<u64, u32>,
    lines: Vec<u32>,
    last: Vec<u32>,
    all: Vec<Example>,
}

impl Data {
    /// Adds a line; `number` tells lines apart, whoever translated them.
    fn add(&mut self, (pack, tagger): (&Pack, &Tagger<'_>), line: &str, number: u32, document: String, machine: bool, weight: f32) {
        let tokens = tokenize_in(line, pack);
        let (mut found, mut units, mut tagged) = (Features::default(), 0, Vec::new());
        for sentence in sentences::split_in(line, &tokens, pack) {
            let words: Vec<&str> = tokens[sentence.tokens].iter().map(|t| t.span.slice(line)).collect();
            tagger.tag_with_margin(&words, &mut tagged);
            units += features(&words, &tagged, &mut found);
        }
        if units < 6 {
            return;
        }
        let mut numbers = Vec::with_capacity(found.hashes.len());
        for hash in found.hashes {
            let fresh = self.lines.len() as u32;
            let n = *self.numbers.entry(hash).or_insert(fresh);
            if n == fresh {
                self.lines.push(0);
                self.last.push(u32::MAX);
            }
            if self.last[n as usize] != number {
                self.last[n as usize] = number;
                self.lines[n as usize] += 1;
            }
            numbers.push(n);
        }
        self.all.push(Example { document, machine, weight, units, features: numbers });
    }
}

fn score(e: &Example, weights: &[f32]) -> f32 {
    e.features.iter().map(|f| weights[*f as usize]).sum::<f32>()
}

/// Logistic regression over the mean of a line's weights, times ten, with steps of its own for each weight.
fn train(data: &Data, takes: impl Fn(&Example) -> bool) -> Vec<f32> {
    let (mut weights, mut squares) = (vec![0.0_f32; data.lines.len()], vec![1.0_f32; data.lines.len()]);
    let mut order: Vec<usize> = (0..data.all.len()).filter(|i| takes(&data.all[*i])).collect();
    let sum = |machine: bool| order.iter().map(|i| &data.all[*i]).filter(|e| e.machine == machine).map(|e| e.weight).sum::<f32>();
    let (machine, human) = (sum(true), sum(false));
    let mut random = Random(7);
    for pass in 0..PASSES {
        for i in (1..order.len()).rev() {
            order.swap(i, random.below(i + 1));
        }
        let rate = 0.25 / (1.0 + pass as f32 * 0.5);
        for e in order.iter().map(|i| &data.all[*i]) {
            let scale = 10.0 / e.units as f32;
            let p = 1.0 / (1.0 + (-score(e, &weights) * scale).exp());
            let balance = if e.machine { (machine + human) / (2.0 * machine) } else { (machine + human) / (2.0 * human) };
            let error = (f32::from(u8::from(e.machine)) - p) * e.weight * balance;
            for f in e.features.iter().map(|f| *f as usize).filter(|f| data.lines[*f] >= RARE) {
                let step = error * scale;
                squares[f] += step * step;
                weights[f] += rate * (step - 1e-4 * weights[f]) / squares[f].sqrt();
            }
        }
    }
    weights
}

/// Mean score of each document and version: (document, who, machine, mean).
fn documents(data: &Data, weights: &[f32], takes: impl Fn(&Example) -> bool) -> Vec<(String, bool, f32)> {
    let mut sums: BTreeMap<(&str, bool), (f32, usize)> = BTreeMap::new();
    for e in data.all.iter().filter(|e| takes(e)) {
        let entry = sums.entry((&e.document, e.machine)).or_default();
        entry.0 += score(e, weights);
        entry.1 += e.units;
    }
    sums.into_iter().filter(|(_, (_, n))| *n >= 60).map(|((d, m), (s, n))| (d.to_owned(), m, s / n as f32)).collect()
}

fn held_out(document: &str) -> bool {
    document.split('#').next().unwrap_or("").bytes().fold(7_u32, |h, b| h.wrapping_mul(31).wrapping_add(u32::from(b))) % 3 == 0
}

pub fn main(arguments: Vec<String>) -> Result<(), Box<dyn Error>> {
    let data_folder = arguments.first().cloned().unwrap_or_else(|| "../shared/data".into());
    let code = arguments.get(1).cloned().ok_or("usage: train-triage-other DATA LANGUAGE")?;
    let folder = Path::new(&data_folder);
    let pack = Pack::of_code(&code).ok_or("no such pack")?;
    let tagger = Tagger::of(pack);
    let mut table = String::new();
    GzDecoder::new(File::open(folder.join(&code).join("mt.tsv.gz"))?).read_to_string(&mut table)?;
    let mut rows = table.lines();
    let header: Vec<&str> = rows.next().unwrap_or("").split('\t').collect();
    let column = |name: &str| header.iter().position(|h| *h == name).ok_or(format!("no column {name}"));
    let (year, doc, line, system, output) = (column("year")?, column("doc")?, column("line")?, column("system")?, column("text")?);
    let mut data = Data::default();
    let mut lines: BTreeSet<(String, String)> = BTreeSet::new();
    for (number, row) in rows.enumerate() {
        let c: Vec<&str> = row.split('\t').collect();
        if c.len() <= output || LEFT_OUT.contains(&c[system]) || !text::is_fit(&code, c[year], c[doc]) {
            continue;
        }
        let machine = !c[system].starts_with("human");
        let key = (c[doc].to_owned(), c[line].to_owned());
        let id = lines.len() as u32;
        lines.insert(key);
        let weight = if machine { 1.0 } else { 6.0 };
        let _ = number;
        data.add((pack, tagger), c[output], id, format!("{}#{}", c[doc], c[system]), machine, weight);
    }
    for (n, line) in text::lines(folder, &code, text::Half::Fit, &[])?.iter().enumerate() {
        data.add((pack, tagger), line, u32::MAX - 1 - n as u32, format!("text{}#native", n / 12), false, 0.5);
    }
    println!("{} lines, {} features", data.all.len(), data.lines.len());
    // A third calibrates: a line through the means of its documents.
    let weights = train(&data, |e| !held_out(&e.document));
    let seen = documents(&data, &weights, |e| held_out(&e.document));
    let (mut slope, mut bias) = (5.0_f32, 0.0_f32);
    let count = |m: bool| seen.iter().filter(|s| s.1 == m).count().max(1) as f32;
    let (machines, people) = (count(true), count(false));
    for _ in 0..4000 {
        let (mut a, mut b) = (0.0, 0.0);
        for (_, machine, mean) in &seen {
            let p = 1.0 / (1.0 + (-(slope * mean + bias)).exp());
            let error = (f32::from(u8::from(*machine)) - p) / if *machine { machines } else { people };
            a += error * mean;
            b += error;
        }
        slope += 20.0 * a;
        bias += 2.0 * b;
    }
    let mut by_doc: BTreeMap<&str, (Vec<f32>, Vec<f32>)> = BTreeMap::new();
    for (document, machine, mean) in &seen {
        let entry = by_doc.entry(document.split('#').next().unwrap_or("")).or_default();
        if *machine { entry.0.push(*mean) } else { entry.1.push(*mean) }
    }
    let pairs: Vec<f32> =
        by_doc.values().flat_map(|(m, h)| m.iter().flat_map(move |m| h.iter().map(move |h| f32::from(u8::from(m > h))))).collect();
    println!(
        "held out: pairwise {:.3} of {} pairs; slope {slope:.2}, bias {bias:.2}",
        pairs.iter().sum::<f32>() / pairs.len().max(1) as f32,
        pairs.len()
    );
    let weights = train(&data, |_| true);
    let mut named: Vec<(u64, f32)> = data.numbers.iter().map(|(h, n)| (*h, weights[*n as usize])).filter(|(_, w)| w.abs() > 0.04).collect();
    named.sort_by_key(|w| w.0);
    let mut bytes = [slope.to_le_bytes(), bias.to_le_bytes()].concat();
    bytes.extend(Linear::build(0.0, &named)?);
    let path = format!("crates/copydesk-models/models/{code}/triage.bin");
    println!("{path}: {} weights, {} bytes", named.len(), bytes.len());
    fs::write(path, bytes)?;
    Ok(())
}
