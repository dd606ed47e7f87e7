//! How often people are named: counted in encyclopedia and news, and where that says little, by the kind of list they are in.

use copydesk::lexicon::{fold, without_initials};
use std::{
    collections::{HashMap, HashSet},
    error::Error,
    fs,
    io::Read as _,
    path::Path,
};

/// What a mention in an encyclopedia weighs beside one in the news.
const ENCYCLOPEDIA: f64 = 0.5;
/// How much people of one list differ: the shape of a gamma distribution of their rates.
const SHAPE: f64 = 0.3;
/// Mentions that a list has beforehand, by people.
const BEFOREHAND: (f64, f64) = (0.5, 0.0005);

/// The text of a packed file.
pub fn unpacked(path: &Path) -> Result<String, Box<dyn Error>> {
    let file = fs::File::open(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text)?;
    Ok(text)
}

/// For each row of people.tsv, the natural logarithm of how often a million words of news name the person in full.
pub fn of_people(data: &Path, people: &[Vec<String>]) -> Result<Vec<f64>, Box<dyn Error>> {
    let mut index: HashMap<String, usize> = HashMap::new();
    for (i, row) in people.iter().enumerate() {
        let variants = row.get(1).map_or("", String::as_str).split('|');
        for name in row.first().map(String::as_str).into_iter().chain(variants).filter(|n| n.contains(' ')) {
            index.entry(without_initials(&fold(name.trim())).into_owned()).or_insert(i);
        }
    }
    let mut counts = vec![0.0_f64; people.len()];
    let mut words = 0.0;
    for line in unpacked(&data.join("wiki-en.txt.gz"))?.lines() {
        words += ENCYCLOPEDIA * count(line, &index, ENCYCLOPEDIA, &mut counts);
    }
    for line in unpacked(&data.join("mt-sentences.tsv.gz"))?.lines().skip(1) {
        let mut fields = line.splitn(3, '\t');
        if let (Some("0"), Some(group), Some(sentence)) = (fields.next(), fields.next(), fields.next())
            && group.contains("native")
        {
            words += count(sentence, &index, 1.0, &mut counts);
        }
    }
    let million = words / 1e6;
    let group = |row: &[String]| {
        let weight: u8 = row.get(2).and_then(|w| w.trim().parse().ok()).unwrap_or(0);
        (weight.min(14), row.get(4).map_or("", |s| s.trim()).to_owned())
    };
    let mut groups: HashMap<(u8, String), (f64, f64)> = HashMap::new();
    for (row, n) in people.iter().zip(&counts) {
        let entry = groups.entry(group(row)).or_insert((0.0, 0.0));
        entry.0 += 1.0;
        // Who is named all the time says little of the others.
        entry.1 += n.min(20.0);
    }
    let fame = |row: &Vec<String>, n: &f64| {
        let (size, named) = groups.get(&group(row)).copied().unwrap_or((0.0, 0.0));
        let rate = (named + BEFOREHAND.0) / (size + BEFOREHAND.0 / BEFOREHAND.1) / million;
        ((n + SHAPE) / (million + SHAPE / rate)).ln()
    };
    Ok(people.iter().zip(&counts).map(|(row, n)| fame(row, n)).collect())
}

/// Adds `weight` to everybody whom the line names in full, once for a line; how many words it has.
fn count(line: &str, index: &HashMap<String, usize>, weight: f64, counts: &mut [f64]) -> f64 {
    let words: Vec<&str> = line.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
    let mut seen = HashSet::new();
    for from in 0..words.len() {
        if !capital(words[from]) {
            continue;
        }
        for to in from + 2..=(from + 5).min(words.len()) {
            if capital(words[to - 1])
                && let Some(person) = index.get(&*without_initials(&fold(&words[from..to].join(" "))))
                && seen.insert(*person)
            {
                counts[*person] += weight;
            }
        }
    }
    words.len() as f64
}
