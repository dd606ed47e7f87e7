//! The weights of the alignment of `src/bitext/align.rs`: `cargo run --profile bench-fast -p copydesk-train -- fit-alignment DATA
//! lexicon=FILE [show=PAIR] [PAIR…]`, with a lexicon of other years than the pairs' (`train-bilingual DATA FILE without=YEAR`).
//!
//! Articles are runs of lines of `bitext.tsv.gz`; in the human translation sentences are left out and merged at random, so that it is known
//! which say which. How often an anchor that both texts have stands where it should is counted; the other weights are searched one at a
//! time. All that is fitted on every second pair of languages only, and the others are printed beside them.

use crate::bitext_figures::{LINES, Row, Shuffled, ends, language, paragraphs, rows, shuffled, text};
use crate::support::random::Random;
use copydesk::{
    analysis::{Article, Language},
    bitext::{
        LEAST_LETTERS, Side,
        align::{KINDS, Unit, WEIGHTS, Weights, align_by, kind},
        lexicon, sure,
    },
    document::{self, Format},
    source::Source,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    path::Path,
};

/// Two texts as units, and what is right.
struct Puzzle {
    source: Vec<Unit>,
    target: Vec<Unit>,
    /// Lines of the source and of the translation that say each other.
    gold: BTreeSet<(usize, usize)>,
    /// The line of each sentence of both sides.
    lines: (Vec<usize>, Vec<usize>),
    /// Lines of the source that were left out.
    lost: BTreeSet<usize>,
    /// The sentences, to be shown.
    texts: (Vec<String>, Vec<String>),
}

fn puzzle(source: (&str, &[usize]), target: (&str, &[usize]), gold: BTreeSet<(usize, usize)>, code: Option<Language>) -> Puzzle {
    let parse = |t: &str| document::parse(&Source::from_text("a.txt", t), Format::Plain).remove(0);
    let (a, b) = (parse(source.0), parse(target.0));
    let (left, right) = (Article::with_language(&a, code), Article::with_language(&b, Language::ENGLISH));
    let (s, t) = (Side::read(&left), Side::read(&right));
    let of = |d: &document::Document, p: copydesk::diagnostic::Place, starts: &[usize]| {
        starts.partition_point(|x| *x <= d.blocks[p.block].in_file(p.span).start()) - 1
    };
    let lines = (s.lines.iter().map(|l| of(&a, l.place, source.1)).collect(), t.lines.iter().map(|l| of(&b, l.place, target.1)).collect());
    let told: BTreeSet<usize> = gold.iter().map(|(i, _)| *i).collect();
    let lost = (0..source.1.len()).filter(|i| !told.contains(i)).collect();
    let texts = |side: &Side<'_>| side.lines.iter().map(|l| l.text.to_owned()).collect();
    Puzzle { source: s.units(t.language), target: t.units(s.language), gold, lines, lost, texts: (texts(&s), texts(&t)) }
}

fn puzzles(pair: &str, rows: &[Row]) -> Vec<Puzzle> {
    let mut random = Random(0x5EED);
    let make = |chunk: &[Row]| {
        let whole = |i: usize| chunk.get(i).is_none_or(|r| ends(&r.source) && ends(&r.human));
        let breaks = paragraphs(LINES, &whole, &mut random);
        let source: Vec<String> = chunk.iter().map(|r| r.source.clone()).collect();
        let human: Vec<String> = chunk.iter().map(|r| r.human.clone()).collect();
        let (source, starts) = text(&source, &breaks);
        let Shuffled { lines, gold, open } = shuffled(&human, &breaks, &whole, &mut random);
        let (target, target_starts) = text(&lines, &open);
        puzzle((&source, &starts), (&target, &target_starts), gold, language(pair))
    };
    rows.chunks(LINES).filter(|c| c.len() == LINES).map(make).collect()
}

/// What is counted of an alignment.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    /// Links that are right, that were found, that there are.
    links: (usize, usize, usize),
    /// Sentences left out that were found, that were said to be, that there are.
    lost: (usize, usize, usize),
}

impl Score {
    fn of(puzzles: &[&Puzzle], weights: &Weights, show: bool) -> Self {
        let mut score = Self::default();
        for puzzle in puzzles {
            let mut links = BTreeSet::new();
            let mut told = BTreeSet::new();
            for bead in align_by(weights, &puzzle.source, &puzzle.target) {
                for i in bead.source.clone() {
                    for j in bead.target.clone() {
                        links.insert((puzzle.lines.0[i], puzzle.lines.1[j]));
                    }
                }
                let at = bead.source.start;
                if bead.target.is_empty() && sure(bead.confidence).is_some() && puzzle.source[at].length >= LEAST_LETTERS as f32 {
                    told.insert(puzzle.lines.0[at]);
                    score.lost.1 += 1;
                    let right = puzzle.lost.contains(&puzzle.lines.0[at]);
                    score.lost.0 += usize::from(right);
                    if show && !right {
                        println!("  ALARM {:.2} {}", bead.confidence, puzzle.texts.0[at]);
                        for (j, text) in puzzle.texts.1.iter().enumerate() {
                            if puzzle.gold.contains(&(puzzle.lines.0[at], puzzle.lines.1[j])) {
                                println!("        {text}");
                            }
                        }
                    }
                }
            }
            // Short sentences are left alone, so nobody misses them.
            let long = |line: &usize| puzzle.lines.0.iter().zip(&puzzle.source).any(|(l, u)| l == line && u.length >= LEAST_LETTERS as f32);
            let lost: Vec<usize> = puzzle.lost.iter().copied().filter(long).collect();
            score.lost.2 +=
                puzzle.lines.0.iter().zip(&puzzle.source).filter(|(l, u)| lost.contains(l) && u.length >= LEAST_LETTERS as f32).count();
            if show {
                for line in lost.iter().filter(|l| !told.contains(l)) {
                    let text: Vec<&str> =
                        puzzle.lines.0.iter().zip(&puzzle.texts.0).filter(|(l, _)| *l == line).map(|(_, t)| t.as_str()).collect();
                    println!("  MISS {}", text.join(" "));
                }
            }
            score.links.0 += links.intersection(&puzzle.gold).count();
            score.links.1 += links.len();
            score.links.2 += puzzle.gold.len();
        }
        score
    }

    fn f1(&self) -> f64 {
        2.0 * share(self.links.0, self.links.1 + self.links.2)
    }

    /// What is to be the most: an alarm that is wrong costs more than one that is missed.
    fn worth(&self) -> f64 {
        let (recall, precision) = (share(self.lost.0, self.lost.2), share(self.lost.0, self.lost.1));
        2.0 * self.f1() + recall + 2.0 * precision.min(0.93)
    }

    fn print(&self, name: &str) {
        let (right, told, lost) = self.lost;
        println!(
            "{name}: links F1 {:.3}; left out {lost}, recall {:.3}, precision {:.3} of {told}",
            self.f1(),
            share(right, lost),
            share(right, told)
        );
    }
}

fn share(a: usize, b: usize) -> f64 {
    a as f64 / b.max(1) as f64
}

/// How often an anchor that the other text has stands in the sentences that say its own, by kind; with how many there are.
fn hits(puzzles: &[&Puzzle]) -> [(f32, usize); KINDS] {
    let mut counts = [(0_usize, 0_usize); KINDS];
    for puzzle in puzzles {
        let both: BTreeSet<u64> = {
            let all = |units: &[Unit]| units.iter().flat_map(|u| u.anchors.clone()).collect::<BTreeSet<u64>>();
            all(&puzzle.source).intersection(&all(&puzzle.target)).copied().collect()
        };
        for (i, unit) in puzzle.source.iter().enumerate() {
            let line = puzzle.lines.0[i];
            let partners: Vec<&Unit> = puzzle
                .target
                .iter()
                .enumerate()
                .filter(|(j, _)| puzzle.gold.contains(&(line, puzzle.lines.1[*j])))
                .map(|(_, unit)| unit)
                .collect();
            if partners.is_empty() {
                continue;
            }
            for anchor in unit.anchors.iter().filter(|a| both.contains(a)) {
                let (hit, all) = &mut counts[kind(*anchor)];
                *all += 1;
                *hit += usize::from(partners.iter().any(|u| u.anchors.binary_search(anchor).is_ok()));
            }
        }
    }
    counts.map(|(hit, all)| ((hit as f32 + 1.0) / (all as f32 + 2.0), all))
}

/// Searches weights one at a time, from these.
fn search(puzzles: &[&Puzzle], from: Weights) -> Weights {
    let mut best = from;
    let mut top = Score::of(puzzles, &best, false).worth();
    type Part = fn(&mut Weights) -> &mut f32;
    let parts: [(Part, &[f32]); 12] = [
        (|w| &mut w.lone, &[2.0, 3.0, 3.5, 4.0, 4.5, 5.0, 6.0]),
        (|w| &mut w.shared[0], &[0.4, 0.7, 1.0, 1.3]),
        (|w| &mut w.shared[2], &[0.1, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (|w| &mut w.shared[3], &[0.2, 0.4, 0.6, 0.8, 1.0]),
        (|w| &mut w.shared[4], &[0.3, 0.6, 1.0]),
        (|w| &mut w.shared[5], &[0.4, 0.6, 0.8, 1.0, 1.2, 1.5]),
        (|w| &mut w.hit[2], &[0.1, 0.2, 0.3, 0.4, 0.5]),
        (|w| &mut w.hit[5], &[0.2, 0.3, 0.4, 0.5, 0.6]),
        (|w| &mut w.joined, &[2.0, 3.0, 4.0, 5.0]),
        (|w| &mut w.variance, &[1.5, 2.0, 3.0, 4.5, 6.8]),
        (|w| &mut w.stray, &[0.0, 1.0, 2.0, 3.0]),
        (|w| &mut w.border, &[0.4, 0.7, 1.0, 1.5, 2.2]),
    ];
    for round in 0..2 {
        for (part, values) in parts {
            for value in values {
                let mut weights = best;
                *part(&mut weights) = *value;
                let worth = Score::of(puzzles, &weights, false).worth();
                if worth > top + 1e-4 {
                    (top, best) = (worth, weights);
                    println!("round {round}: {worth:.4} {best:?}");
                }
            }
        }
    }
    best
}

pub fn main(arguments: Vec<String>) -> Result<(), Box<dyn Error>> {
    let data = arguments.first().ok_or("usage: fit-alignment DATA [lexicon=FILE] [show=PAIR] [look] [PAIR…]")?;
    let option = |name: &str| arguments.iter().find_map(|a| a.strip_prefix(name));
    if let Some(file) = option("lexicon=") {
        lexicon::replace(std::fs::read(file)?);
    }
    let only: Vec<&String> = arguments.iter().skip(1).filter(|a| !a.contains('=') && *a != "look").collect();
    let wanted = |pair: &str| only.is_empty() || only.iter().any(|o| pair.starts_with(o.as_str()));
    let all: BTreeMap<String, Vec<Puzzle>> =
        rows(Path::new(data)).iter().filter(|(p, _)| wanted(p)).map(|(p, rows)| (p.clone(), puzzles(p, rows))).collect();
    if let Some(pair) = option("show=") {
        for puzzles in all.iter().filter(|(p, _)| p.starts_with(pair)).map(|(_, p)| p) {
            Score::of(&puzzles.iter().collect::<Vec<_>>(), &WEIGHTS, true);
        }
        return Ok(());
    }
    let mut used = WEIGHTS;
    if let Some(lone) = option("lone=") {
        used.lone = lone.parse()?;
    }
    let table = |weights: &Weights| {
        for (pair, puzzles) in &all {
            Score::of(&puzzles.iter().collect::<Vec<_>>(), weights, false).print(pair);
        }
    };
    table(&used);
    if arguments.iter().any(|a| a == "look") {
        return Ok(());
    }
    let half = |which: usize| all.values().enumerate().filter(move |(i, _)| i % 2 == which).flat_map(|(_, p)| p).collect::<Vec<_>>();
    let (fitted, other) = (half(0), half(1));
    let counted = hits(&fitted);
    println!("anchors that stand where they should: {counted:.2?}; in the other half {:.2?}", hits(&other));
    let mut start = WEIGHTS;
    start.hit = counted.map(|(hit, all)| if all >= 50 { hit.min(0.95) } else { 0.5 });
    let best = search(&fitted, start);
    println!("{best:?}");
    for (name, puzzles) in [("fitted half", &fitted), ("other half", &other)] {
        Score::of(puzzles, &WEIGHTS, false).print(&format!("{name}, before"));
        Score::of(puzzles, &best, false).print(&format!("{name}, after"));
    }
    table(&best);
    Ok(())
}
