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

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("usage: train_triage DATA [--leave-out]")?;
    let only_figures = arguments.any(|a| a == "--leave-out");
    let data = Data::read(Path::new(&folder))?;
    println!("{} features, {} segments", data.keys.len(), data.segments.len());
    let (calibration, damping) = leave_out(&data, only_figures);
    if only_figures {
        return Ok(());
    }
    let weights = [against_human(&data, None), against_native(&data, None, None)];
    let n = data.keys.len();
    // The scores that the calibration was fitted to had the models' biases in them.
    let bias = [0, 1].map(|h: usize| weights[h][n] as f32);
    let calibration = calibration.map(|c| Calibration { bias: c.bias + c.human * bias[0] + c.native * bias[1], ..c });
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
    // Articles are compared with other articles: what tells their topics and kinds apart has to cancel out over a stretch.
    let stretches: Vec<_> = data.stretches(STRETCH).into_iter().filter(|s| Some(s.language) != without).collect();
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
    let mut random = Random(88_172_645_463_325_252);
    for rows in &machine {
        let weight = TOTAL / machine.len() as f64 / rows.len() as f64;
        terms.extend(rows.iter().map(|&row| Term::Side { row, sign: 1.0, weight }));
    }
    for rows in &native {
        let weight = TOTAL / native.len() as f64 / rows.len() as f64;
        terms.extend(rows.iter().map(|&row| Term::Side { row, sign: -1.0, weight }));
    }
    let stretches: Vec<_> = data.stretches(STRETCH).into_iter().filter(|s| Some(s.language) != without).collect();
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
    /// By the model to compare with.
    pooled: f64,
    sentences: usize,
}

impl Case {
    /// How long the stretches are that it is one of; it may lack sentences itself.
    fn sentences_asked(&self) -> usize {
        self.stretch % 100
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Machine,
    Human,
    Native,
}

/// Leaves out each language in turn, and with it one of the native sources; prints the figures, as Markdown, and fits the
/// calibration to what the models say of what they have not seen. With `compare` also trains one model on everything that people
/// wrote, native news and translations alike, to compare with.
fn leave_out(data: &Data, compare: bool) -> ([Calibration; 2], f32) {
    let mut cases = Vec::new();
    for language in 0..data.languages.len() {
        let source = language % NATIVE.len();
        let mut weights = vec![against_human(data, Some(language)), against_native(data, Some(language), Some(source))];
        if compare {
            weights.push(against_all(data, language, source));
        }
        let n = data.keys.len();
        let scores: Vec<Vec<f64>> = weights.iter().map(|w| data.matrix.scores(&w[..n]).into_iter().map(|z| z + w[n]).collect()).collect();
        let mut add = |rows: &[usize], kind, stretch| {
            let mean = |h: usize| scores.get(h).map_or(0.0, |s| data.matrix.mean(s, rows));
            cases.push(Case { language, stretch, kind, mean: [mean(0), mean(1)], pooled: mean(2), sentences: rows.len() });
        };
        for length in LENGTHS {
            for (i, s) in data.stretches(length).iter().enumerate().filter(|(_, s)| s.language == language) {
                let i = i * 100 + length;
                add(&s.human, Kind::Human, i);
                s.machines.iter().for_each(|m| add(m, Kind::Machine, i));
            }
            data.native[source].chunks_exact(length).for_each(|rows| add(rows, Kind::Native, length));
        }
    }
    let (calibration, damping) = calibrate(&cases);
    let joined = |c: &Case| shares(&calibration, f64::from(damping), c)[0];
    let line = |name: &str, f: [f64; 3]| println!("| {name} | {:.3} | {:.3} | {:.3} |", f[0], f[1], f[2]);
    let heading = |first: &str| println!("\n| {first} | pairwise | auc | native |\n|---|---|---|---|");
    heading(&format!("left out (stretches of {STRETCH} sentences)"));
    for (language, name) in data.languages.iter().enumerate() {
        line(&format!("{name}, {}", NATIVE[language % NATIVE.len()]), figures(&cases, language, STRETCH, &joined));
    }
    let mean = |length: usize, score: &dyn Fn(&Case) -> f64| {
        let all: Vec<[f64; 3]> = (0..data.languages.len()).map(|l| figures(&cases, l, length, score)).collect();
        [0, 1, 2].map(|i: usize| all.iter().map(|f| f[i]).sum::<f64>() / all.len() as f64)
    };
    line("**mean**", mean(STRETCH, &joined));
    for length in LENGTHS.into_iter().filter(|l| *l != STRETCH) {
        line(&format!("mean, stretches of {length}"), mean(length, &joined));
    }
    heading("means of the same, by what was trained");
    if compare {
        line("one model, native news among what people wrote", mean(STRETCH, &|c| c.pooled));
    }
    line("translations only", mean(STRETCH, &|c| c.mean[0]));
    line("machine translation against native news only", mean(STRETCH, &|c| c.mean[1]));
    line("both, joined", mean(STRETCH, &joined));
    println!("\n| marked at | native | people's translations | machine |\n|---|---|---|---|");
    for threshold in [0.5, 0.6, 0.7, 0.8, 0.9] {
        let marked = |kind| {
            let kept: Vec<f64> = cases.iter().filter(|c| c.kind == kind && c.sentences >= STRETCH).map(&joined).collect();
            kept.iter().filter(|p| **p >= threshold).count() as f64 / kept.len() as f64
        };
        println!("| {threshold} | {:.3} | {:.3} | {:.3} |", marked(Kind::Native), marked(Kind::Human), marked(Kind::Machine));
    }
    println!();
    (calibration, damping)
}

/// Pairwise, against people's translations, against native news: for stretches of a language that was left out.
fn figures(cases: &[Case], language: usize, length: usize, score: &dyn Fn(&Case) -> f64) -> [f64; 3] {
    let of = |kind| {
        let kept = cases.iter().filter(move |c| c.language == language && c.kind == kind && c.sentences_asked() == length);
        kept.map(|c| (c.stretch, score(c))).collect::<Vec<_>>()
    };
    let (machine, human, native) = (of(Kind::Machine), of(Kind::Human), of(Kind::Native));
    let people: std::collections::HashMap<usize, f64> = human.iter().copied().collect();
    let pairs: Vec<f64> = machine.iter().filter_map(|(i, m)| people.get(i).map(|h| if m > h { 1.0 } else { 0.0 })).collect();
    [pairs.iter().sum::<f64>() / pairs.len() as f64, area(&machine, &human), area(&machine, &native)]
}

/// Machine translation against everything that people wrote: the plain way, that the two models are compared with.
fn against_all(data: &Data, without: usize, without_source: usize) -> Vec<f64> {
    let mut terms = Vec::new();
    let mut side = |rows: Vec<usize>, sign: f64, total: f64| {
        let weight = total / rows.len() as f64;
        terms.extend(rows.into_iter().map(|row| Term::Side { row, sign, weight }));
    };
    let kept = || data.segments.iter().filter(|s| s.language != without);
    side(kept().flat_map(|s| s.machine.clone()).collect(), 1.0, 20_000.0);
    side(kept().flat_map(|s| s.human.clone()).collect(), -1.0, 10_000.0);
    let native = data.native.iter().enumerate().filter(|(i, _)| *i != without_source);
    side(native.flat_map(|(_, rows)| rows.clone()).collect(), -1.0, 10_000.0);
    fit(&data.matrix, &terms, RIDGE[1], STEPS[1])
}

/// Area under the receiver operating characteristic.
fn area(above: &[(usize, f64)], below: &[(usize, f64)]) -> f64 {
    let mut below: Vec<f64> = below.iter().map(|b| b.1).collect();
    below.sort_by(f64::total_cmp);
    let sum: usize = above.iter().map(|(_, a)| below.partition_point(|b| b < a) + below.partition_point(|b| b <= a)).sum();
    sum as f64 / 2.0 / (above.len() * below.len()) as f64
}

/// How likely a stretch is a machine's, a person's, native.
fn shares(calibration: &[Calibration; 2], damping: f64, case: &Case) -> [f64; 3] {
    let n = case.sentences as f64;
    let odds = calibration
        .map(|c| n / (n + damping) * (f64::from(c.human) * case.mean[0] + f64::from(c.native) * case.mean[1] + f64::from(c.bias)));
    let rest = odds.map(|o| (-o).exp());
    let all = 1.0 + rest[0] + rest[1];
    [1.0 / all, rest[0] / all, rest[1] / all]
}

/// Multinomial logistic regression on both scores (Platt scaling for three classes) whose odds grow with the number of sentences;
/// every language and class has the same weight.
fn calibrate(cases: &[Case]) -> ([Calibration; 2], f32) {
    let mut sizes = std::collections::HashMap::new();
    cases.iter().for_each(|c| *sizes.entry((c.language, c.kind as usize)).or_insert(0.0) += 1.0);
    let fit = |damping: f64| {
        let mut loss = 0.0;
        let fitted = minimise(6, 200, &mut |w, g| {
            g.clear();
            g.extend([0.0; 6]);
            loss = 0.0;
            let at = |i: usize| Calibration { human: w[i] as f32, native: w[i + 1] as f32, bias: w[i + 2] as f32 };
            let calibration = [at(0), at(3)];
            for c in cases {
                let weight = 1.0 / sizes[&(c.language, c.kind as usize)];
                let shares = shares(&calibration, damping, c);
                loss -= weight * shares[c.kind as usize].max(1e-300).ln();
                let n = c.sentences as f64;
                let trust = n / (n + damping);
                for rival in [0, 1] {
                    // By the log odds against this rival.
                    let is = if c.kind as usize == rival + 1 { 1.0 } else { 0.0 };
                    let d = weight * trust * (is - shares[rival + 1]);
                    g[3 * rival] += d * c.mean[0];
                    g[3 * rival + 1] += d * c.mean[1];
                    g[3 * rival + 2] += d;
                }
            }
            loss
        });
        let at = |i: usize| Calibration { human: fitted[i] as f32, native: fitted[i + 1] as f32, bias: fitted[i + 2] as f32 };
        (loss, [at(0), at(3)], damping as f32)
    };
    let tried = [0.0, 2.0, 4.0, 8.0, 16.0, 32.0].map(fit);
    let best = tried.iter().min_by(|a, b| a.0.total_cmp(&b.0)).copied().unwrap_or_default();
    println!("damping {}, loss {:.4}, against people {:?}, against native {:?}", best.2, best.0 / sizes.len() as f64, best.1[0], best.1[1]);
    (best.1, best.2)
}
