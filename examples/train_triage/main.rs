//! Trains the triage model and says how it does on languages and newspapers that it was not trained on.
//!
//! `cargo run --release --example train_triage -- ../shared/data` writes `rules/models/triage.bin`, the same bytes every time.
//! `… -- ../shared/data --leave-out` only prints the figures with each language, and one native source, left out in turn.

mod data;
mod learn;

use copydesk::triage::model::{Calibration, Model};
use data::{Data, NATIVE};
use learn::{Term, fit, minimise};
use std::{error::Error, path::Path};

/// Ridge of the model machine against human translation, and of machine translation against native news.
const RIDGE: [f64; 2] = [3.0, 1.0];
/// Steps of the optimiser for each.
const STEPS: [usize; 2] = [60, 60];
/// What a single sentence's side weighs beside its rank among the translations of one source sentence.
const SIDE: f64 = 0.3;
/// What it costs to tell one native source from another.
const ALIKE: f64 = 1.0;
/// Sentences of a stretch, for the figures.
const STRETCH: usize = 12;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("usage: train_triage DATA [--leave-out]")?;
    let only_figures = arguments.any(|a| a == "--leave-out");
    let data = Data::read(Path::new(&folder))?;
    println!("{} features, {} segments", data.keys.len(), data.segments.len());
    let (calibration, damping) = leave_out(&data);
    if only_figures {
        return Ok(());
    }
    let weights = [against_human(&data, None), against_native(&data, None, None)];
    let n = data.keys.len();
    let shift = |c: Calibration, w: &[f64]| Calibration { centre: c.centre - w[n] as f32, ..c };
    let calibration = [shift(calibration[0], &weights[0]), shift(calibration[1], &weights[1])];
    let bytes = Model::to_bytes(&data.keys, [&weights[0][..n], &weights[1][..n]], calibration, damping);
    std::fs::write("rules/models/triage.bin", &bytes)?;
    println!("{} bytes", bytes.len());
    Ok(())
}

/// Machine against human translation: among the versions of one source sentence the machines' above the people's, so that
/// neither topic nor source language counts; and, with less weight, all machines' above all people's.
fn against_human(data: &Data, without: Option<usize>) -> Vec<f64> {
    let kept: Vec<_> =
        data.segments.iter().filter(|s| Some(s.language) != without && !s.human.is_empty() && !s.machine.is_empty()).collect();
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
    fit(&data.matrix, &terms, RIDGE[0], STEPS[0])
}

/// Machine translation against news written in English, with a price on whatever tells the native sources, or the source
/// languages, from each other: what they differ in is house style and topic.
fn against_native(data: &Data, without: Option<usize>, without_source: Option<usize>) -> Vec<f64> {
    const TOTAL: f64 = 20_000.0;
    const DRAWS: usize = 600;
    const SAMPLE: usize = 60;
    let mut machine = vec![Vec::new(); data.languages.len()];
    for s in data.segments.iter().filter(|s| Some(s.language) != without) {
        machine[s.language].extend(s.machine.iter().take(2));
    }
    let machine: Vec<Vec<usize>> = machine.into_iter().filter(|m| !m.is_empty()).collect();
    let native: Vec<&[usize]> =
        data.native.iter().enumerate().filter(|(i, _)| Some(*i) != without_source).map(|(_, rows)| rows.as_slice()).collect();
    let mut terms = Vec::new();
    for rows in &machine {
        let weight = TOTAL / machine.len() as f64 / rows.len() as f64;
        terms.extend(rows.iter().map(|&row| Term::Side { row, sign: 1.0, weight }));
    }
    for rows in &native {
        let weight = TOTAL / native.len() as f64 / rows.len() as f64;
        terms.extend(rows.iter().map(|&row| Term::Side { row, sign: -1.0, weight }));
    }
    let machine: Vec<&[usize]> = machine.iter().map(Vec::as_slice).collect();
    let mut random = Random(88_172_645_463_325_252);
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
    fit(&data.matrix, &terms, RIDGE[1], STEPS[1])
}

/// xorshift64* (Vigna 2016), seeded the same every time.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % n as u64) as usize
    }
}

/// A stretch that was not trained on: mean scores, sentences, and what it is.
struct Case {
    language: usize,
    stretch: usize,
    kind: Kind,
    mean: [f64; 2],
    sentences: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Machine,
    Human,
    Native,
}

/// Leaves out each language in turn, and with it one of the native sources; prints the figures and fits the calibration to
/// what the models say of what they have not seen.
fn leave_out(data: &Data) -> ([Calibration; 2], f32) {
    let mut cases = Vec::new();
    for language in 0..data.languages.len() {
        let source = language % NATIVE.len();
        let weights = [against_human(data, Some(language)), against_native(data, Some(language), Some(source))];
        let n = data.keys.len();
        let scores = weights.map(|w| data.matrix.scores(&w[..n]).into_iter().map(|z| z + w[n]).collect::<Vec<_>>());
        let mut add = |rows: &[usize], kind, stretch| {
            let mean = [0, 1].map(|h: usize| rows.iter().map(|r| scores[h][*r]).sum::<f64>() / rows.len() as f64);
            cases.push(Case { language, stretch, kind, mean, sentences: rows.len() });
        };
        for length in [5, STRETCH, 30] {
            for (i, s) in data.stretches(length).iter().enumerate().filter(|(_, s)| s.language == language) {
                let i = i * 100 + length;
                add(&s.human, Kind::Human, i);
                s.machines.iter().for_each(|m| add(m, Kind::Machine, i));
            }
            data.native[source].chunks_exact(length).for_each(|rows| add(rows, Kind::Native, length));
        }
    }
    let (calibration, damping) = calibrate(&cases);
    println!("left out              pairwise    auc  native   (stretches of {STRETCH} sentences)");
    let probability = |c: &Case| {
        let n = c.sentences as f32;
        let odds = [0, 1].map(|h: usize| calibration[h].slope * n / (n + damping) * (c.mean[h] as f32 - calibration[h].centre));
        f64::from(1.0 / (1.0 + (-odds[0]).exp() + (-odds[1]).exp()))
    };
    let mut sums = [0.0; 3];
    for (language, name) in data.languages.iter().enumerate() {
        let of = |kind| {
            cases
                .iter()
                .filter(move |c| c.language == language && c.kind == kind && c.stretch % 100 == STRETCH)
                .map(|c| (c.stretch, probability(c)))
                .collect::<Vec<_>>()
        };
        let (machine, human, native) = (of(Kind::Machine), of(Kind::Human), of(Kind::Native));
        let pairs: Vec<f64> =
            machine.iter().filter_map(|(i, m)| human.iter().find(|(j, _)| i == j).map(|(_, h)| if m > h { 1.0 } else { 0.0 })).collect();
        let figures = [pairs.iter().sum::<f64>() / pairs.len() as f64, area(&machine, &human), area(&machine, &native)];
        println!("{name} and {:16} {:6.3} {:6.3}  {:6.3}", NATIVE[language % NATIVE.len()], figures[0], figures[1], figures[2]);
        sums = std::array::from_fn(|i| sums[i] + figures[i] / data.languages.len() as f64);
    }
    println!("mean                    {:6.3} {:6.3}  {:6.3}", sums[0], sums[1], sums[2]);
    (calibration, damping)
}

/// Area under the receiver operating characteristic.
fn area(above: &[(usize, f64)], below: &[(usize, f64)]) -> f64 {
    let mut below: Vec<f64> = below.iter().map(|b| b.1).collect();
    below.sort_by(f64::total_cmp);
    let sum: usize = above.iter().map(|(_, a)| below.partition_point(|b| b < a) + below.partition_point(|b| b <= a)).sum();
    sum as f64 / 2.0 / (above.len() * below.len()) as f64
}

/// Platt scaling (1999) whose slope grows with the number of sentences, every language and class with the same weight.
fn calibrate(cases: &[Case]) -> ([Calibration; 2], f32) {
    let count = |c: &Case| cases.iter().filter(|o| o.language == c.language && o.kind == c.kind).count() as f64;
    let mut memo = std::collections::HashMap::new();
    let weights: Vec<f64> = cases.iter().map(|c| 1.0 / *memo.entry((c.language, c.kind as u8)).or_insert_with(|| count(c))).collect();
    let fit = |head: usize, against: Kind, damping: f64| {
        let mut loss = 0.0;
        let fitted = minimise(2, 100, &mut |w, g| {
            g.clear();
            g.extend([0.0, 0.0]);
            loss = 0.0;
            for (c, weight) in cases.iter().zip(&weights).filter(|(c, _)| c.kind == Kind::Machine || c.kind == against) {
                let sign = if c.kind == Kind::Machine { 1.0 } else { -1.0 };
                let share = c.sentences as f64 / (c.sentences as f64 + damping);
                let margin = sign * share * (w[0] * c.mean[head] + w[1]);
                loss += weight * (if margin > 0.0 { (-margin).exp().ln_1p() } else { -margin + margin.exp().ln_1p() });
                let d = -weight * sign * share / (1.0 + margin.exp());
                g[0] += d * c.mean[head];
                g[1] += d;
            }
            loss
        });
        (Calibration { slope: fitted[0] as f32, centre: (-fitted[1] / fitted[0]) as f32 }, loss)
    };
    let tried = [0.0, 2.0, 4.0, 8.0, 16.0, 32.0].map(|damping| {
        let (a, b) = (fit(0, Kind::Human, damping), fit(1, Kind::Native, damping));
        (a.1 + b.1, [a.0, b.0], damping as f32)
    });
    let best = tried.iter().min_by(|a, b| a.0.total_cmp(&b.0)).copied().unwrap_or_default();
    println!("damping {} human {:?} native {:?}", best.2, best.1[0], best.1[1]);
    (best.1, best.2)
}
