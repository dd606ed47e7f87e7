//! The table of words: worse translations above better ones of the same sentence, and above native English of many genres.

use super::{
    Random, STRETCH,
    data::{Data, Pair},
    learn::{Term, fit},
};

const RIDGE: f64 = 1.0;
const STEPS: usize = 30;
/// What a rank among translations of one sentence weighs where one system's output is known to be worse, and where it is not.
const WORSE: f64 = 1.0;
const ANY: f64 = 0.5;
/// What a sentence's own side weighs beside its rank.
const SIDE: f64 = 0.5;
/// What all native sentences weigh beside all ranks.
const NATIVE: f64 = 0.5;
/// What the rank of a stretch above a native one weighs.
const ACROSS: f64 = 0.5;
/// What it costs to tell one native source from another, or native text from people's translations.
const ALIKE: f64 = 1.0;

/// The weights by which the words of machine translation are told, from languages and native sources that are kept.
pub fn words(data: &Data, keep: &dyn Fn(usize) -> bool, keep_native: &dyn Fn(usize) -> bool) -> Vec<f64> {
    let mut terms = Vec::new();
    let mut total = 0.0;
    let mut random = Random(88_172_645_463_325_252);
    for (pairs, share) in [(&data.contrast, WORSE), (&data.pairs, ANY)] {
        let kept: Vec<&Pair> = pairs.iter().filter(|p| keep(p.language)).collect();
        let sizes = sizes(data, kept.iter().map(|p| p.language));
        let even = kept.len() as f64 / sizes.iter().filter(|n| **n > 0.0).count() as f64;
        for p in kept {
            let weight = share * (even / sizes[p.language]).sqrt();
            total += weight;
            let below: Vec<usize> = p.better.into_iter().chain([p.reference]).collect();
            let each = weight / below.len() as f64;
            terms.push(Term::Side { row: p.machine, sign: 1.0, weight: weight * SIDE });
            for low in below {
                terms.push(Term::Above { high: p.machine, low, weight: each });
                terms.push(Term::Side { row: low, sign: -1.0, weight: each * SIDE });
            }
        }
    }
    let kept: Vec<_> = data.segments.iter().filter(|s| keep(s.language) && !s.human.is_empty() && !s.machine.is_empty()).collect();
    let sizes = sizes(data, kept.iter().map(|s| s.language));
    let even = kept.len() as f64 / sizes.iter().filter(|n| **n > 0.0).count() as f64;
    for s in kept {
        let weight = ANY * (even / sizes[s.language]).sqrt();
        total += weight;
        let each = weight / (s.human.len() * s.machine.len()) as f64;
        for &high in &s.machine {
            terms.extend(s.human.iter().map(|&low| Term::Above { high, low, weight: each }));
        }
    }
    let native: Vec<&[usize]> = data.native.iter().enumerate().filter(|(i, _)| keep_native(*i)).map(|(_, r)| r.as_slice()).collect();
    for rows in &native {
        let weight = NATIVE * total / native.len() as f64 / rows.len() as f64;
        terms.extend(rows.iter().map(|&row| Term::Side { row, sign: -1.0, weight }));
    }
    // Articles are judged, not sentences.
    let runs = |pairs: &[Pair]| -> Vec<(Vec<usize>, Vec<usize>)> {
        let kept: Vec<&Pair> = pairs.iter().filter(|p| keep(p.language)).collect();
        let runs = kept.chunk_by(|a, b| a.set == b.set).flat_map(|set| set.chunks_exact(STRETCH));
        runs.map(|run| (run.iter().map(|p| p.machine).collect(), run.iter().map(|p| p.reference).collect())).collect()
    };
    let runs: Vec<_> = runs(&data.contrast).into_iter().chain(runs(&data.pairs)).collect();
    let weight = ACROSS * total / runs.len() as f64;
    for (i, (machine, reference)) in runs.iter().enumerate() {
        let source = native[i % native.len()];
        let start = random.below(source.len() - STRETCH);
        terms.push(Term::Apart { high: machine.clone(), low: source[start..start + STRETCH].to_vec(), weight });
        let other = &runs[random.below(runs.len())].1;
        terms.push(Term::Apart { high: machine.clone(), low: other.clone(), weight: 0.5 * weight });
        let _ = reference;
    }
    const DRAWS: usize = 900;
    const SAMPLE: usize = 60;
    for draw in 0..DRAWS {
        let mut sample = |rows: &[usize]| {
            let start = random.below(rows.len() - SAMPLE);
            rows[start..start + SAMPLE].to_vec()
        };
        let a = sample(native[draw % native.len()]);
        let b = sample(native[(draw + 1 + draw / native.len() % (native.len() - 1)) % native.len()]);
        terms.push(Term::Alike { a, b, weight: ALIKE * total / DRAWS as f64 });
    }
    fit(&data.wording, &terms, RIDGE, STEPS)
}

fn sizes(data: &Data, languages: impl Iterator<Item = usize>) -> Vec<f64> {
    let mut sizes = vec![0.0; data.languages.len()];
    languages.for_each(|l| sizes[l] += 1.0);
    sizes
}
