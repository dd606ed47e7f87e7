//! From the means of an article's three scores to probabilities, fitted to languages and native sources that the models never saw.

use super::{
    LENGTHS, STRETCH, against_human, against_native,
    data::{Data, NATIVE, Pair, UN, WIKI, WORLD},
    learn::minimise,
    words::words,
};
use copydesk::triage::model::Calibration;
use std::collections::HashMap;

/// How many times the models are trained without some languages and sources.
pub const FOLDS: usize = 4;

/// A stretch that was not trained on: mean scores, sentences, and what it is.
pub struct Case {
    /// Where it comes from: sets of one name and kind weigh the same.
    pub set: String,
    /// The fold that left it out.
    pub fold: usize,
    /// The same for versions of one stretch.
    pub stretch: usize,
    /// How many sentences it should have; it may lack some.
    pub length: usize,
    pub kind: Kind,
    /// Grammar against people's translations, against native news; wording.
    pub mean: [f64; 3],
    pub sentences: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Kind {
    Machine,
    Human,
    Native,
}

/// The fold that leaves a language out: those of the grammar have one each.
fn fold_of(language: usize) -> usize {
    language % FOLDS
}

/// Whether a fold leaves a native source out.
fn leaves_out(fold: usize, source: usize) -> bool {
    let genre = match fold {
        0 => source == UN,
        1 => (WIKI..UN).contains(&source),
        2 => (WORLD..UN).contains(&source),
        _ => source == UN,
    };
    genre || source == fold % WIKI
}

/// The scores of all that each fold leaves out.
pub fn cases(data: &Data) -> Vec<Case> {
    let folds: Vec<usize> = (0..FOLDS).collect();
    let mut out = Vec::new();
    std::thread::scope(|scope| {
        let halves: Vec<_> = folds
            .chunks(FOLDS / 2)
            .map(|half| scope.spawn(move || half.iter().flat_map(|fold| cases_of(data, *fold)).collect::<Vec<Case>>()))
            .collect();
        halves.into_iter().for_each(|h| out.extend(h.join().unwrap_or_default()));
    });
    out
}

fn cases_of(data: &Data, fold: usize) -> Vec<Case> {
    // The grammar knows the first languages alone.
    let n = data.keys.len();
    let keep = |language: usize| fold_of(language) != fold;
    let grammar = [against_human(data, &keep), against_native(data, &keep, Some(fold % WIKI))];
    let scores = grammar.map(|w| data.grammar.scores(&w[..n]).into_iter().map(|z| z + w[n]).collect::<Vec<f64>>());
    let wording = words(data, &keep, &|source| !leaves_out(fold, source));
    let n = wording.len() - 1;
    let wording: Vec<f64> = data.wording.scores(&wording[..n]).into_iter().map(|z| z + wording[n]).collect();
    let mut out = Vec::new();
    let mut add = |set: &str, kind, stretch, length, rows: &[usize]| {
        let [human, native] = [0, 1].map(|i: usize| data.grammar.mean(&scores[i], rows));
        let mean = [human, native, data.wording.mean(&wording, rows)];
        out.push(Case { set: set.to_owned(), fold, stretch, length, kind, mean, sentences: rows.len() });
    };
    for length in LENGTHS {
        for (i, s) in data.stretches(length).iter().enumerate().filter(|(_, s)| fold_of(s.language) == fold) {
            let set = &data.languages[s.language];
            add(set, Kind::Human, i, length, &s.human);
            s.machines.iter().for_each(|m| add(set, Kind::Machine, i, length, m));
        }
        for (name, pairs) in [("worse", &data.contrast), ("pairs", &data.pairs)] {
            let left: Vec<&Pair> = pairs.iter().filter(|p| fold_of(p.language) == fold).collect();
            let runs = left.chunk_by(|a, b| a.set == b.set).flat_map(|set| set.chunks_exact(length));
            for (i, run) in runs.enumerate() {
                let language = &data.languages[run[0].language];
                // Small languages have few lines: together they are one set.
                let set = if name == "worse" && language.len() == 2 { format!("{name}, {fold}") } else { format!("{name}, {language}") };
                let rows = |row: fn(&&Pair) -> usize| run.iter().map(row).collect::<Vec<usize>>();
                add(&set, Kind::Machine, i, length, &rows(|p| p.machine));
                add(&set, Kind::Human, i, length, &rows(|p| p.reference));
            }
        }
        for source in (0..NATIVE.len()).filter(|s| leaves_out(fold, *s)) {
            data.native[source].chunks_exact(length).enumerate().for_each(|(i, rows)| add(NATIVE[source], Kind::Native, i, length, rows));
        }
    }
    out
}

/// How likely a stretch is a machine's, a person's, native.
pub fn shares(calibration: &[Calibration; 2], damping: f64, case: &Case) -> [f64; 3] {
    let n = case.sentences as f64;
    let odds = calibration.map(|c| {
        let [human, native, wording] = [c.human, c.native, c.wording].map(f64::from);
        n / (n + damping) * (human * case.mean[0] + native * case.mean[1] + wording * case.mean[2] + f64::from(c.bias))
    });
    let rest = odds.map(|o| (-o).exp());
    let all = 1.0 + rest[0] + rest[1];
    [1.0 / all, rest[0] / all, rest[1] / all]
}

/// What an article is judged with: the mean of a calibration of all three scores to everything, and of one of the grammar to the news
/// tasks and native news. The first knows common systems and other kinds of text, the second tells the best systems from people, which
/// hangs on the grammar alone; the mean is nearly as good as either at its own, and better than both on the whole.
pub fn joined(cases: &[Case]) -> ([Calibration; 2], f32) {
    let native: &[&str] = &NATIVE[..WIKI];
    let news = |c: &&Case| if c.kind == Kind::Native { native.contains(&c.set.as_str()) } else { !c.set.contains(',') };
    let (a, damping) = calibrate(&cases.iter().collect::<Vec<_>>(), [true; 3]);
    let (b, other) = calibrate(&cases.iter().filter(news).collect::<Vec<_>>(), [true, true, false]);
    let mean = |x: f32, y: f32| (x + y) / 2.0;
    let each = |a: Calibration, b: Calibration| Calibration {
        human: mean(a.human, b.human),
        native: mean(a.native, b.native),
        wording: mean(a.wording, b.wording),
        bias: mean(a.bias, b.bias),
    };
    let [(a0, b0), (a1, b1)] = [(a[0], b[0]), (a[1], b[1])];
    ([each(a0, b0), each(a1, b1)], mean(damping, other))
}

/// Multinomial logistic regression on the scores (Platt scaling for three classes) whose odds grow with the number of sentences;
/// the three classes weigh the same, and so do the sets within one. `used`: which scores.
pub fn calibrate(cases: &[&Case], used: [bool; 3]) -> ([Calibration; 2], f32) {
    let mut sizes: HashMap<(&str, Kind), f64> = HashMap::new();
    cases.iter().for_each(|c| *sizes.entry((&c.set, c.kind)).or_default() += 1.0);
    let mut sets: HashMap<Kind, f64> = HashMap::new();
    sizes.keys().for_each(|(_, kind)| *sets.entry(*kind).or_default() += 1.0);
    let weights: Vec<f64> = cases.iter().map(|c| 1.0 / sizes[&(c.set.as_str(), c.kind)] / sets[&c.kind]).collect();
    let at = |w: &[f64], i: usize| {
        let f = |k: usize| if k == 3 || used[k] { w[i + k] as f32 } else { 0.0 };
        Calibration { human: f(0), native: f(1), wording: f(2), bias: f(3) }
    };
    let fit = |damping: f64| {
        let mut loss = 0.0;
        let fitted = minimise(8, 200, &mut |w, g| {
            g.clear();
            g.extend([0.0; 8]);
            loss = 0.0;
            let calibration = [at(w, 0), at(w, 4)];
            for (c, weight) in cases.iter().zip(&weights) {
                let shares = shares(&calibration, damping, c);
                loss -= weight * shares[c.kind as usize].max(1e-300).ln();
                let n = c.sentences as f64;
                let trust = n / (n + damping);
                for rival in [0, 1] {
                    // By the log odds against this rival.
                    let is = if c.kind as usize == rival + 1 { 1.0 } else { 0.0 };
                    let d = weight * trust * (is - shares[rival + 1]);
                    for (k, mean) in c.mean.into_iter().enumerate().filter(|(k, _)| used[*k]) {
                        g[4 * rival + k] += d * mean;
                    }
                    g[4 * rival + 3] += d;
                }
            }
            loss
        });
        (loss, [at(&fitted, 0), at(&fitted, 4)], damping as f32)
    };
    let tried = [0.0, 2.0, 4.0, 8.0, 16.0, 32.0].map(fit);
    let best = tried.iter().min_by(|a, b| a.0.total_cmp(&b.0)).copied().unwrap_or_default();
    println!("damping {}, loss {:.4}, against people {:?}, against native {:?}", best.2, best.0 / 3.0, best.1[0], best.1[1]);
    (best.1, best.2)
}

/// Area under the receiver operating characteristic.
pub fn area(above: &[f64], below: &[f64]) -> f64 {
    let mut below = below.to_vec();
    below.sort_by(f64::total_cmp);
    let sum: usize = above.iter().map(|a| below.partition_point(|b| b < a) + below.partition_point(|b| b <= a)).sum();
    sum as f64 / 2.0 / (above.len() * below.len()) as f64
}

/// The share of `above` over the value that one in a hundred of `below` is over.
fn found(above: &[f64], below: &[f64]) -> f64 {
    let mut below = below.to_vec();
    below.sort_by(f64::total_cmp);
    let bar = below.get(below.len() - below.len().div_ceil(100)).copied().unwrap_or(f64::MAX);
    above.iter().filter(|a| **a > bar).count() as f64 / above.len() as f64
}

/// The cases as a table, for whoever looks closer.
pub fn table(cases: &[Case]) -> String {
    let row = |c: &Case| {
        let [human, native, wording] = c.mean;
        format!("{}\t{}\t{}\t{}\t{:?}\t{human}\t{native}\t{wording}\t{}\n", c.set, c.fold, c.stretch, c.length, c.kind, c.sentences)
    };
    cases.iter().map(row).collect()
}

/// Prints the figures, as Markdown.
pub fn report(data: &Data, cases: &[Case], fits: &[(&str, ([Calibration; 2], f32))]) {
    let joined = |fit: &([Calibration; 2], f32), c: &Case| shares(&fit.0, f64::from(fit.1), c)[0];
    let of =
        |keep: &dyn Fn(&Case) -> bool, score: &dyn Fn(&Case) -> f64| -> Vec<f64> { cases.iter().filter(|c| keep(c)).map(score).collect() };
    let sets = |kind: Kind| {
        let mut sets: Vec<&str> = cases.iter().filter(|c| c.kind == kind).map(|c| c.set.as_str()).collect();
        sets.sort_unstable();
        sets.dedup();
        sets
    };
    for (name, fit) in fits {
        let score = |c: &Case| joined(fit, c);
        println!(
            "\n{name}\n\n| left out (stretches of {STRETCH}) | pairwise | auc | native | found at 1 % of native |\n|---|---|---|---|---|"
        );
        let mut means: HashMap<(usize, usize), Vec<[f64; 4]>> = HashMap::new();
        for length in LENGTHS {
            // Many speeches are translations by people: they are told of below, and no bar.
            let is_native = |c: &Case| c.kind == Kind::Native && c.length == length && c.set != NATIVE[UN];
            let native = of(&is_native, &score);
            for set in sets(Kind::Machine) {
                let here = |c: &Case, kind| c.kind == kind && c.length == length && c.set == set;
                let fold = cases.iter().find(|c| c.set == set).map_or(0, |c| c.fold);
                let machine = of(&|c| here(c, Kind::Machine), &score);
                let human = of(&|c| here(c, Kind::Human), &score);
                if machine.is_empty() {
                    continue;
                }
                let own = of(&|c| is_native(c) && c.fold == fold, &score);
                let people: HashMap<usize, f64> = cases.iter().filter(|c| here(c, Kind::Human)).map(|c| (c.stretch, score(c))).collect();
                let pairs: Vec<f64> = cases
                    .iter()
                    .filter(|c| here(c, Kind::Machine))
                    .filter_map(|c| people.get(&c.stretch).map(|h| if score(c) > *h { 1.0 } else { 0.0 }))
                    .collect();
                let row = [
                    pairs.iter().sum::<f64>() / pairs.len() as f64,
                    area(&machine, &human),
                    area(&machine, &own),
                    found(&machine, &native),
                ];
                if length == STRETCH {
                    println!("| {set} | {:.3} | {:.3} | {:.3} | {:.3} |", row[0], row[1], row[2], row[3]);
                }
                let family = if data.languages.iter().any(|l| l == set) {
                    0
                } else if set.starts_with("worse") {
                    1
                } else {
                    2
                };
                means.entry((family, length)).or_default().push(row);
            }
        }
        for (family, what) in ["news tasks", "worse", "pairs"].iter().enumerate() {
            for length in LENGTHS {
                let Some(rows) = means.get(&(family, length)) else { continue };
                let mean = |i: usize| rows.iter().map(|r| r[i]).sum::<f64>() / rows.len() as f64;
                println!("| **mean, {what}, stretches of {length}** | {:.3} | {:.3} | {:.3} | {:.3} |", mean(0), mean(1), mean(2), mean(3));
            }
        }
        println!("\n| marked at | native | people's translations | machine | worse | pairs |\n|---|---|---|---|---|---|");
        for threshold in [0.5, 0.6, 0.7, 0.8, 0.9] {
            let marked = |keep: &dyn Fn(&Case) -> bool| {
                let kept = of(&|c| c.length >= STRETCH && keep(c), &score);
                kept.iter().filter(|p| **p >= threshold).count() as f64 / kept.len() as f64
            };
            let machine = |start: &'static str| {
                move |c: &Case| c.kind == Kind::Machine && (c.set.starts_with(start) || start.is_empty() && !c.set.contains(','))
            };
            println!(
                "| {threshold} | {:.3} | {:.3} | {:.3} | {:.3} | {:.3} |",
                marked(&|c| c.kind == Kind::Native && c.set != NATIVE[UN]),
                marked(&|c| c.kind == Kind::Human && !c.set.contains(',')),
                marked(&machine("")),
                marked(&machine("worse")),
                marked(&machine("pairs")),
            );
        }
        println!("\n| native source (stretches of {STRETCH}) | n | mean | above .5 | above .6 |\n|---|---|---|---|---|");
        for set in sets(Kind::Native) {
            let own = of(&|c| c.kind == Kind::Native && c.length == STRETCH && c.set == set, &score);
            let above = |t: f64| own.iter().filter(|p| **p >= t).count() as f64 / own.len() as f64;
            println!(
                "| {set} | {} | {:.3} | {:.4} | {:.4} |",
                own.len(),
                own.iter().sum::<f64>() / own.len() as f64,
                above(0.5),
                above(0.6)
            );
        }
    }
    println!();
}
