//! Figures of the comparison with a source: `cargo run --profile bench-fast -p copydesk-train -- bitext-figures ../shared/data [PAIR]…`.
//!
//! The lexicon of the alignment is learned from the same texts: for figures on a year that it has not seen, make one with
//! `train_bilingual … FILE without=YEAR` and give it as `lexicon=FILE`, behind the folder of the data.
//!
//! Articles are runs of lines of `bitext.tsv.gz` (source and human translation); faults are planted in the right translation, one an
//! article: a sentence dropped, a digit changed, a name put for another. What is reported on the untouched pair is noise.

use crate::support::lines::lines;
use crate::support::random::Random;
use copydesk::{
    analysis::{Article, Language},
    bitext::{self, Disagreement, Side},
    document::{self, Format},
    source::Source,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// Lines of one article.
pub const LINES: usize = 20;

/// What days and months begin with: no names of people.
const CALENDAR: [&str; 18] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

pub struct Row {
    pub source: String,
    pub human: String,
    system: String,
}

pub fn rows(data: &Path) -> BTreeMap<String, Vec<Row>> {
    let mut all: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for line in lines(data, "bitext.tsv.gz").skip(1) {
        let f: Vec<&str> = line.split('\t').collect();
        if let [pair, year, _, source, human, _, system, ..] = f.as_slice() {
            let row = Row { source: (*source).to_owned(), human: (*human).to_owned(), system: (*system).to_owned() };
            all.entry(format!("{pair} {year}")).or_default().push(row);
        }
    }
    all
}

/// A translation with sentences left out and merged, and which of its lines say which of the source's.
pub struct Shuffled {
    pub lines: Vec<String>,
    pub gold: BTreeSet<(usize, usize)>,
    /// Which lines begin a paragraph.
    pub open: Vec<bool>,
}

/// One line in twelve is left out, two are joined to the one before them. `whole` says whether a line of the article ends as a sentence.
pub fn shuffled(human: &[String], breaks: &[bool], whole: &dyn Fn(usize) -> bool, random: &mut Random) -> Shuffled {
    let (mut lines, mut gold, mut open) = (Vec::<String>::new(), BTreeSet::new(), Vec::new());
    for (i, line) in human.iter().enumerate() {
        match (random.below(12), lines.last_mut()) {
            (0, _) => {}
            (1 | 2, Some(last)) if whole(i) && whole(i - 1) => {
                let cut = last.trim_end().trim_end_matches('.').len();
                last.truncate(cut);
                last.push_str(", ");
                last.push_str(line);
                gold.insert((i, lines.len() - 1));
            }
            _ => {
                lines.push(line.clone());
                open.push(breaks[i] || i > 0 && !whole(i - 1));
                gold.insert((i, lines.len() - 1));
            }
        }
    }
    Shuffled { lines, gold, open }
}

/// Whether a text ends as a sentence does.
pub fn ends(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?', '。', '！', '？', '"', '”', '」', '»', '“'])
}

/// Where an article of these lines has paragraphs: at every other line, and around one that has no end, such as a headline.
pub fn paragraphs(count: usize, whole: &dyn Fn(usize) -> bool, random: &mut Random) -> Vec<bool> {
    (0..count).map(|i| random.below(2) == 0 || !whole(i) || i.checked_sub(1).is_some_and(|i| !whole(i))).collect()
}

/// A text of lines, some of them one paragraph, and where each line begins in it.
pub fn text(lines: &[String], breaks: &[bool]) -> (String, Vec<usize>) {
    let (mut out, mut starts) = (String::new(), Vec::new());
    for (line, broken) in lines.iter().zip(breaks) {
        if !out.is_empty() {
            out.push_str(if *broken { "\n\n" } else { " " });
        }
        starts.push(out.len());
        out.push_str(line.trim());
    }
    (out, starts)
}

pub fn language(pair: &str) -> Option<Language> {
    Language::from_code(pair.split('-').next().unwrap_or_default())
}

/// What is found, each with the byte of the translation it is reported at and the byte of the source it points to.
fn compare(source: &str, target: &str, code: Option<Language>) -> Vec<(Disagreement, usize, Option<usize>)> {
    let parse = |t: &str| document::parse(&Source::from_text("a.txt", t), Format::Plain).remove(0);
    let (a, b) = (parse(source), parse(target));
    let (left, right) = (Article::with_language(&a, code), Article::with_language(&b, Language::ENGLISH));
    let (s, t) = (Side::read(&left), Side::read(&right));
    let place = |d: &document::Document, p: copydesk::diagnostic::Place| d.blocks[p.block].in_file(p.span).start();
    let found = bitext::compare(&s, &t, &Default::default()).unwrap_or_default();
    found.into_iter().map(|d| (d.clone(), place(&b, d.place), d.source.as_ref().map(|(p, _)| place(&a, *p)))).collect()
}

fn links(source: &str, target: &str, code: Option<Language>, starts: (&[usize], &[usize])) -> BTreeSet<(usize, usize)> {
    let parse = |t: &str| document::parse(&Source::from_text("a.txt", t), Format::Plain).remove(0);
    let (a, b) = (parse(source), parse(target));
    let (left, right) = (Article::with_language(&a, code), Article::with_language(&b, Language::ENGLISH));
    let (s, t) = (Side::read(&left), Side::read(&right));
    let of = |d: &document::Document, p: copydesk::diagnostic::Place, starts: &[usize]| {
        starts.partition_point(|x| *x <= d.blocks[p.block].in_file(p.span).start()) - 1
    };
    let mut links = BTreeSet::new();
    for bead in bitext::align::align(&s.units(t.language), &t.units(s.language)) {
        for i in bead.source.clone() {
            for j in bead.target.clone() {
                links.insert((of(&a, s.lines[i].place, starts.0), of(&b, t.lines[j].place, starts.1)));
            }
        }
    }
    links
}

fn kinship(source: &str, target: &str, code: Option<Language>) -> f32 {
    let parse = |t: &str| document::parse(&Source::from_text("a.txt", t), Format::Plain).remove(0);
    let (a, b) = (parse(source), parse(target));
    let (left, right) = (Article::with_language(&a, code), Article::with_language(&b, Language::ENGLISH));
    let (s, t) = (Side::read(&left), Side::read(&right));
    let (s, t) = (s.units(t.language), t.units(s.language));
    bitext::kinship(&s, &t, &bitext::align::align(&s, &t))
}

#[derive(Default)]
struct Figures {
    words: usize,
    noise: BTreeMap<&'static str, usize>,
    planted: BTreeMap<&'static str, (usize, usize, usize)>,
    links: (usize, usize, usize),
    /// How much pairs have in common, and texts that are none.
    kin: (Vec<f32>, Vec<f32>),
}

/// The sentence or two around a byte of a text.
fn line_at(text: &str, at: Option<usize>) -> String {
    let Some(at) = at.filter(|at| text.is_char_boundary(*at)) else { return String::new() };
    let before: String = text[..at].chars().rev().take(160).collect::<Vec<_>>().into_iter().rev().collect();
    let behind: String = text[at..].chars().take(200).collect();
    format!("…{before}⟦{behind}…").replace('\n', " ")
}

pub fn main(arguments: Vec<String>) {
    let mut arguments = arguments.into_iter();
    let data = arguments.next().unwrap_or_else(|| "../shared/data".to_owned());
    let mut only: Vec<String> = arguments.collect();
    if let Some(file) = only.first().and_then(|o| o.strip_prefix("lexicon=")) {
        bitext::lexicon::replace(std::fs::read(file).expect("a lexicon"));
        only.remove(0);
    }
    let show = std::env::var("SHOW").unwrap_or_default();
    for (pair, rows) in rows(Path::new(&data)) {
        if !only.is_empty() && !only.iter().any(|o| pair.starts_with(o.as_str())) {
            continue;
        }
        let (code, mut random, mut figures) = (language(&pair), Random(0x5EED), Figures::default());
        let mut before_text = String::new();
        for chunk in rows.chunks(LINES).filter(|c| c.len() == LINES) {
            let whole = |i: usize| chunk.get(i).is_none_or(|r| ends(&r.source) && ends(&r.human));
            let breaks = paragraphs(LINES, &whole, &mut random);
            let of = |f: &dyn Fn(&Row) -> String| chunk.iter().map(f).collect::<Vec<String>>();
            let (source, human) = (of(&|r| r.source.clone()), of(&|r| r.human.clone()));
            let (source_text, source_starts) = text(&source, &breaks);
            let (clean, _) = text(&human, &breaks);
            figures.words += clean.split_whitespace().count();
            let noise = compare(&source_text, &clean, code);
            for (d, at, from) in &noise {
                *figures.noise.entry(d.check).or_default() += 1;
                if show == d.check || show == "noise" {
                    println!("  {pair} {} {:.2} {} [{}]", d.check, d.confidence, d.message, d.source.as_ref().map_or("", |s| &s.1));
                    println!("    S {}\n    T {}", line_at(&source_text, *from), line_at(&clean, Some(*at)));
                }
            }
            figures.kin.0.push(kinship(&source_text, &clean, code));
            let strange = std::mem::replace(&mut before_text, clean.clone());
            if !strange.is_empty() {
                figures.kin.1.push(kinship(&source_text, &strange, code));
            }
            let key = |d: &Disagreement| (d.check, d.message.clone());
            let before: BTreeSet<_> = noise.iter().map(|(d, ..)| key(d)).collect();
            let mut plant =
                |kind: &'static str, check: &[&str], lines: &[String], breaks: &[bool], at: usize, lost: Option<usize>, change: &str| {
                    let (planted, starts) = text(lines, breaks);
                    let fresh: Vec<_> = compare(&source_text, &planted, code)
                        .into_iter()
                        .filter(|(d, ..)| check.contains(&d.check) && !before.contains(&key(d)))
                        .collect();
                    let hit = fresh.iter().any(|(_, place, source)| match lost {
                        Some(line) => source.is_some_and(|s| source_starts.partition_point(|x| *x <= s) == line + 1),
                        None => starts.partition_point(|x| x <= place) == at + 1,
                    });
                    let entry = figures.planted.entry(kind).or_default();
                    entry.0 += 1;
                    entry.1 += usize::from(hit);
                    entry.2 += fresh.len().min(1) * usize::from(!hit);
                    if show == format!("miss-{kind}") && !hit {
                        println!("  {change}\n    S {}\n    T {}", source[at.min(LINES - 1)], lines[at.min(lines.len() - 1)]);
                    }
                };
            // A sentence left out.
            let drop = 1 + random.below(LINES - 2);
            let mut dropped = human.clone();
            let mut fewer = breaks.clone();
            dropped.remove(drop);
            fewer.remove(drop);
            if whole(drop) && source[drop].split_whitespace().count().max(source[drop].chars().count() / 6) > 3 {
                plant("omission", &["omitted-passage"], &dropped, &fewer, drop, Some(drop), &human[drop].clone());
            }
            // A digit changed.
            let digits: Vec<(usize, usize)> = human
                .iter()
                .enumerate()
                .flat_map(|(i, l)| l.match_indices(|c: char| c.is_ascii_digit()).map(move |(at, _)| (i, at)))
                .filter(|(i, at)| !human[*i][..*at].ends_with(|c: char| c.is_alphabetic() || c == '-'))
                .collect();
            if !digits.is_empty() {
                let (line, at) = digits[random.below(digits.len())];
                let mut changed = human.clone();
                let old = changed[line].as_bytes()[at] - b'0';
                let new = (usize::from(old) + 1 + random.below(8)) % 10;
                changed[line].replace_range(at..=at, &new.to_string());
                plant("number", &["number-mismatch"], &changed, &breaks, line, None, &format!("digit {old} to {new}"));
            }
            // A name for another of the article.
            let mut names: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
            for (i, line) in human.iter().enumerate() {
                for word in line.split(|c: char| !c.is_alphabetic()).filter(|w| w.len() > 3) {
                    let at = word.as_ptr() as usize - line.as_ptr() as usize;
                    if at > 0 && word.chars().next().is_some_and(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase) {
                        names.entry(word).or_default().push((i, at));
                    }
                }
            }
            let person = |w: &str| {
                copydesk::lexicon::surname(w).is_some()
                    && copydesk::lexicon::place(w).is_none()
                    && copydesk::lexicon::word(&w.to_lowercase()).is_none_or(|x| !x.in_dictionary())
                    && !CALENDAR.contains(&w.get(..3).unwrap_or(""))
            };
            let people: Vec<(&str, &Vec<(usize, usize)>)> =
                names.iter().filter(|(w, m)| m.len() >= 2 && person(w)).map(|(w, m)| (*w, m)).collect();
            if people.len() >= 2 {
                let a = random.below(people.len());
                let b = (a + 1 + random.below(people.len() - 1)) % people.len();
                let (line, at) = people[a].1[random.below(people[a].1.len())];
                if !human[line].contains(people[b].0) {
                    let mut changed = human.clone();
                    changed[line].replace_range(at..at + people[a].0.len(), people[b].0);
                    plant("name", &["name-mismatch"], &changed, &breaks, line, None, &format!("{} to {}", people[a].0, people[b].0));
                }
            }
            let Shuffled { lines, gold, open } = shuffled(&human, &breaks, &whole, &mut random);
            let (merged, starts) = text(&lines, &open);
            let found = links(&source_text, &merged, code, (&source_starts, &starts));
            figures.links.0 += found.intersection(&gold).count();
            figures.links.1 += found.len();
            figures.links.2 += gold.len();
            let _ = &chunk[0].system;
        }
        let noise: usize = figures.noise.values().sum();
        let per = |n: usize| 1000.0 * n as f64 / figures.words.max(1) as f64;
        print!("{pair}: {} words, noise {:.2} in 1,000 (", figures.words, per(noise));
        print!("{}", figures.noise.iter().map(|(c, n)| format!("{c} {:.2}", per(*n))).collect::<Vec<_>>().join(", "));
        print!(")");
        for (kind, (n, hits, other)) in &figures.planted {
            print!("; {kind} {n} recall {:.2} elsewhere {other}", *hits as f64 / (*n).max(1) as f64);
        }
        let (right, found, gold) = figures.links;
        figures.kin.0.sort_by(f32::total_cmp);
        figures.kin.1.sort_by(f32::total_cmp);
        let at = |all: &[f32], share: f32| all.get(((all.len() as f32 - 1.0) * share) as usize).copied().unwrap_or(0.0);
        print!(
            "; kinship least {:.2} 1 % {:.2}, of strangers median {:.2} ",
            at(&figures.kin.0, 0.0),
            at(&figures.kin.0, 0.01),
            at(&figures.kin.1, 0.5)
        );
        print!("99 % {:.2}", at(&figures.kin.1, 0.99));
        println!("; links F1 {:.3}", 2.0 * right as f64 / (found + gold).max(1) as f64);
    }
}
