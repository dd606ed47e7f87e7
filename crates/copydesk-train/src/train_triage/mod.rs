//! Trains the triage model and says how it does on languages and newspapers that it was not trained on.
//!
//! `cargo run --release -p copydesk-train -- train-triage ../shared/data` writes `crates/copydesk-models/models/triage.bin`, the same bytes every time.
//! `… -- ../shared/data --leave-out` only prints the figures with each language, and one native source, left out in turn.

mod calibrate;
mod data;
mod learn;
mod words;

use copydesk::triage::{
    model::{Model, Origin, Scores},
    wording::Wording,
};
use data::Data;
use learn::{Term, fit};
use std::{error::Error, path::Path};

/// Ridge of the model machine against human translation, and of machine translation against native news.
const RIDGE: [f64; 2] = [1.5, 1.0];
/// Steps of the optimiser for each.
const STEPS: [usize; 2] = [60, 60];
/// What a single sentence's side weighs beside its rank among the translations of one source sentence.
const SIDE: f64 = 0.3;
/// What a stretch's rank among people's translations of other articles weighs, beside all ranks among versions of a sentence.
const ACROSS: f64 = 1.0;
/// What it costs to tell one native source from another.
const ALIKE: f64 = 1.0;
/// Sentences of a stretch, for the figures.
const STRETCH: usize = 12;
/// Lengths of the stretches that the calibration is fitted to.
const LENGTHS: [usize; 3] = [5, STRETCH, 30];

pub fn main(arguments: Vec<String>) -> Result<(), Box<dyn Error>> {
    let mut arguments = arguments.into_iter();
    let folder = arguments.next().ok_or("usage: train-triage DATA [--leave-out]")?;
    let only_figures = arguments.any(|a| a == "--leave-out");
    let data = Data::read(Path::new(&folder))?;
    println!("{} features, {} segments, {} worse, {} pairs", data.keys.len(), data.segments.len(), data.contrast.len(), data.pairs.len());
    let cases = calibrate::cases(&data);
    if let Some(path) = std::env::var_os("COPYDESK_CASES") {
        std::fs::write(path, calibrate::table(&cases))?;
    }
    let (calibration, damping) = calibrate::joined(&cases);
    let all: Vec<&calibrate::Case> = cases.iter().collect();
    let grammar = calibrate::calibrate(&all, [true, true, false]);
    let wording = calibrate::calibrate(&all, [false, false, true]);
    calibrate::report(&data, &cases, &[("grammar alone", grammar), ("words alone", wording), ("both", (calibration, damping))]);
    if only_figures {
        return Ok(());
    }
    let weights = [against_human(&data, &|_| true), against_native(&data, &|_| true, None)];
    let wording = words::words(&data, &|_| true, &|_| true);
    let (n, m) = (data.keys.len(), wording.len() - 1);
    // The scores that the calibration was fitted to had the models' biases in them.
    let grammar = Scores { human: weights[0][n] as f32, native: weights[1][n] as f32 };
    let origin = Origin { grammar, wording: wording[m] as f32 };
    let bytes = Model::to_bytes(&data.keys, [&weights[0][..n], &weights[1][..n]], calibration, origin, damping);
    std::fs::write("crates/copydesk-models/models/triage.bin", &bytes)?;
    let mut sizes: Vec<f64> = wording[..m].iter().map(|w| w.abs()).filter(|w| *w > 0.0).collect();
    sizes.sort_by(f64::total_cmp);
    // Few weights are larger than this: they would make all others coarse.
    let most = sizes.get(sizes.len() * 999 / 1000).copied().unwrap_or(1.0);
    let table = Wording::to_bytes(&wording[..m], most);
    std::fs::write("crates/copydesk-models/models/wording.bin", &table)?;
    println!(
        "{} and {} bytes; {} runs of words weigh, {most:.3} at most, {:.3} the largest",
        bytes.len(),
        table.len(),
        sizes.len(),
        sizes[sizes.len() - 1]
    );
    Ok(())
}

/// Machine against human translation: among the versions of one source sentence the machines' above the people's, so that
/// neither topic nor source language counts; and, with less weight, all machines' above all people's.
fn against_human(data: &Data, keep: &dyn Fn(usize) -> bool) -> Vec<f64> {
    let kept: Vec<_> = data.segments.iter().filter(|s| keep(s.language) && !s.human.is_empty() && !s.machine.is_empty()).collect();
    let mut sizes = vec![0.0; data.languages.len()];
    kept.iter().for_each(|s| sizes[s.language] += 1.0);
    let even = kept.len() as f64 / sizes.iter().filter(|n| **n > 0.0).count() as f64;
    let mut terms = Vec::new();
    for s in kept {
        // Large pairs count for more than small ones, but not in proportion.
        let weight = (even / sizes[s.language]).sqrt();
        let versions = (s.human.len() * s.machine.len()) as f64;
        for &high in &s.machine {
            terms.extend(s.human.iter().map(|&low| Term::Above { high, low, weight: 4.0 * weight / versions }));
        }
        let side = |rows: &[usize], sign: f64| -> Vec<Term> {
            rows.iter().map(|&row| Term::Side { row, sign, weight: 4.0 * SIDE * weight / rows.len() as f64 }).collect()
        };
        terms.extend(side(&s.machine, 1.0));
        terms.extend(side(&s.human, -1.0));
    }
    // Articles are compared with other articles: what tells their topics and kinds apart has to cancel out over a stretch.
    let stretches: Vec<_> = data.stretches(STRETCH).into_iter().filter(|s| keep(s.language)).collect();
    let versions: Vec<_> = stretches.iter().flat_map(|s| s.machines.iter().map(|m| (m, (even / sizes[s.language]).sqrt()))).collect();
    let all: f64 = versions.iter().map(|(_, weight)| weight).sum();
    let total = 4.0 * ACROSS * data.segments.len() as f64;
    let mut random = Random(88_172_645_463_325_252);
    for (machine, weight) in versions {
        for _ in 0..2 {
            let other = &stretches[random.below(stretches.len())];
            terms.push(Term::Apart { high: machine.clone(), low: other.human.clone(), weight: weight * total / all / 2.0 });
        }
    }
    fit(&data.grammar, &terms, RIDGE[0], STEPS[0])
}

/// Machine translation against news written in English, with a price on whatever tells the native sources, or the source
/// languages, from each other: what they differ in is house style and topic.
fn against_native(data: &Data, keep: &dyn Fn(usize) -> bool, without_source: Option<usize>) -> Vec<f64> {
    const TOTAL: f64 = 20_000.0;
    const DRAWS: usize = 600;
    const SAMPLE: usize = 60;
    let mut machine = vec![Vec::new(); data.languages.len()];
    for s in data.segments.iter().filter(|s| keep(s.language)) {
        machine[s.language].extend(s.machine.iter().take(2));
    }
    let machine: Vec<Vec<usize>> = machine.into_iter().filter(|m| !m.is_empty()).collect();
    let native: Vec<&[usize]> = data
        .native
        .iter()
        .enumerate()
        .take(data::WIKI)
        .filter(|(i, _)| Some(*i) != without_source)
        .map(|(_, rows)| rows.as_slice())
        .collect();
    let mut terms = Vec::new();
    let mut random = Random(88_172_645_463_325_252);
    for rows in &machine {
        let weight = TOTAL / machine.len() as f64 / rows.len() as f64;
        terms.extend(rows.iter().map(|&row| Term::Side { row, sign: 1.0, weight }));
    }
    for rows in &native {
        let weight = TOTAL / native.len() as f64 / rows.len() as f64;
        terms.extend(rows.iter().map(|&row| Term::Side { row, sign: -1.0, weight }));
    }
    let stretches: Vec<_> = data.stretches(STRETCH).into_iter().filter(|s| keep(s.language)).collect();
    let versions: Vec<&Vec<usize>> = stretches.iter().flat_map(|s| &s.machines).collect();
    let weight = ACROSS * TOTAL / versions.len() as f64;
    for (i, version) in versions.into_iter().enumerate() {
        let source = native[i % native.len()];
        let start = random.below(source.len() - STRETCH);
        terms.push(Term::Apart { high: version.clone(), low: source[start..start + STRETCH].to_vec(), weight });
    }
    let machine: Vec<&[usize]> = machine.iter().map(Vec::as_slice).collect();
    for (sets, price) in [(&native, ALIKE), (&machine, 0.3 * ALIKE)] {
        for draw in 0..DRAWS {
            let a = draw % sets.len();
            let b = (a + 1 + random.below(sets.len() - 1)) % sets.len();
            let mut sample = |rows: &[usize]| {
                let start = random.below(rows.len() - SAMPLE);
                rows[start..start + SAMPLE].to_vec()
            };
            terms.push(Term::Alike { a: sample(sets[a]), b: sample(sets[b]), weight: price * TOTAL / DRAWS as f64 });
        }
    }
    fit(&data.grammar, &terms, RIDGE[1], STEPS[1])
}

/// xorshift64* (Vigna 2016), seeded the same every time.
pub struct Random(u64);

impl Random {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % n as u64) as usize
    }
}
