//! How well `misspelled-name` finds names that are misspelt once, on people held out from those looked at
//! while it was written, and how often it takes a namesake for a slip.
//!
//! usage: cargo run --release -p copydesk-train -- misspell-people ../shared/data
//!
//! Every tenth person of `people.tsv` (by a hash of the name) is misspelt once in a carrier sentence, by
//! hand (a letter dropped, doubled, swapped, or replaced) or by ear (a rewrite as transliterations differ).
//! Namesakes are first names and surnames of real people put together anew, within one nationality, such
//! that nobody of `people_wiki.tsv` bears the pair. Everything is drawn by a fixed sequence of numbers.

use crate::support::random::Random;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::Path;

use copydesk::analysis::{Article, Language};
use copydesk::document::{self, Format};
use copydesk::lexicon::{fold, fuse, given, name_distance, person_exists, surname};
use copydesk::rule::RuleContext;
use copydesk::rules;
use copydesk::source::Source;

/// Sentences that a name may stand in; `{}` is the name, `@` its country.
const CARRIERS: [&str; 5] = [
    "Officials in the capital said on Tuesday that {} would attend the opening of the new harbour next month.",
    "The decision was welcomed by {}, who had asked for more money for schools and roads since the spring.",
    "A spokesman for {} did not answer questions about the contract when reporters called on Friday evening.",
    "\"We will wait for the court,\" {} told reporters in @ after the meeting with farmers and fishermen.",
    "In an interview with state television of @, {} promised that the bridge would be repaired before winter.",
];

/// Rewrites that change the spelling and hardly the sound.
const BY_EAR: [(&str, &str); 24] = [
    ("ph", "f"),
    ("k", "c"),
    ("c", "k"),
    ("y", "i"),
    ("i", "y"),
    ("ei", "ey"),
    ("ai", "ay"),
    ("v", "w"),
    ("w", "v"),
    ("s", "z"),
    ("z", "s"),
    ("kh", "h"),
    ("sh", "sch"),
    ("ch", "tch"),
    ("ou", "u"),
    ("u", "oo"),
    ("e", "a"),
    ("o", "a"),
    ("a", "e"),
    ("x", "ks"),
    ("tz", "ts"),
    ("dj", "j"),
    ("h", ""),
    ("th", "t"),
];

fn by_hand(word: &str, numbers: &mut Random) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + numbers.below(letters.len().saturating_sub(1));
    let near = |c: char| match c.to_ascii_lowercase() {
        'a' => 's',
        'e' => 'r',
        'i' => 'o',
        'o' => 'p',
        'n' => 'm',
        'm' => 'n',
        's' => 'd',
        't' => 'r',
        'r' => 't',
        'l' => 'k',
        'u' => 'y',
        'd' => 'f',
        c => c,
    };
    match numbers.below(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        2 if at + 1 < letters.len() => letters.swap(at, at + 1),
        _ => letters[at] = near(letters[at]),
    }
    Some(letters.into_iter().collect::<String>()).filter(|w| w != word)
}

fn by_ear(word: &str, numbers: &mut Random) -> Option<String> {
    let fits: Vec<_> = BY_EAR.iter().filter(|(from, _)| word.get(1..).is_some_and(|rest| rest.contains(from))).collect();
    let (from, to) = fits.get(numbers.below(fits.len()))?;
    let at = word.get(1..)?.find(from)? + 1;
    Some(format!("{}{to}{}", &word[..at], &word[at + from.len()..]))
}

/// What the rule says of a text: the first suggestion applied to it.
fn mended(text: &str) -> Option<String> {
    let rules = rules::all();
    let rule = rules.iter().find(|r| r.meta().id == "misspelled-name")?;
    let source = Source::from_text("a.txt", text);
    let documents = document::parse(&source, Format::Plain);
    let article = Article::with_language(documents.first()?, Language::ENGLISH);
    let mut cx = RuleContext::new(&article, rule.meta());
    rule.check(&mut cx);
    let findings = cx.into_findings();
    let suggestion = findings.first()?.suggestions.first()?;
    let block = &documents.first()?.blocks.get(suggestion.place.block)?.text;
    let span = suggestion.place.span;
    Some(format!("{}{}{}", block.get(..span.start())?, suggestion.replacement, block.get(span.end()..)?))
}

fn rows(path: &Path) -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(text.lines().skip(1).map(|l| l.split('\t').map(str::to_owned).collect()).collect())
}

pub fn main(arguments: Vec<String>) -> Result<(), Box<dyn Error>> {
    let data = arguments.first().cloned().ok_or("usage: misspell-people DATA_FOLDER")?;
    let show = arguments.get(1).cloned();
    let data = Path::new(&data);
    let mut numbers = Random(7);

    let mut tally: BTreeMap<(String, &str), [usize; 3]> = BTreeMap::new();
    for row in rows(&data.join("people.tsv"))? {
        let weight: u8 = row[2].parse()?;
        let name = &row[0];
        if weight < 5 || fuse::hash(name.as_bytes()) % 10 != 3 || name.split(' ').count() < 2 {
            continue;
        }
        let band = match weight {
            5..=6 => "weight 05-06",
            7..=9 => "weight 07-09",
            10..=14 => "weight 10-14",
            _ => "weight 15-37",
        };
        for (kind, change) in [("by hand", by_hand as fn(&str, &mut Random) -> Option<String>), ("by ear", by_ear)] {
            let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
            let at = if numbers.below(3) == 0 { 0 } else { words.len() - 1 };
            let Some(slip) = (words[at].chars().count() > 3).then(|| change(&words[at], &mut numbers)).flatten() else { continue };
            words[at] = slip;
            let wrong = words.join(" ");
            // A slip that makes another real name is another matter, and one of accents none.
            if person_exists(&wrong) || fold(&wrong) == fold(name) {
                continue;
            }
            let carrier = CARRIERS[numbers.below(CARRIERS.len())].replace('@', &row[3]);
            let text = carrier.replace("{}", &wrong);
            let mended = mended(&text);
            let right = mended.as_ref().is_some_and(|m| fold(m) == fold(&carrier.replace("{}", name)));
            let counts = tally.entry((band.to_owned(), kind)).or_default();
            counts[0] += 1;
            counts[1] += usize::from(mended.is_some());
            counts[2] += usize::from(right);
            if show.as_deref() == Some("misses") && mended.is_none() && weight >= 10 {
                println!("missed {wrong} for {name} ({:.2} edits), weight {weight}", name_distance(&wrong, name));
            }
        }
    }
    println!("misspelt once, held out          names   found   mended right");
    for ((band, kind), [all, found, right]) in &tally {
        println!("{band} {kind:8}   {all:12} {:7.3} {:7.3}", *found as f64 / *all as f64, *right as f64 / *all as f64);
    }

    let mut by_nation: BTreeMap<String, (Vec<String>, Vec<String>)> = BTreeMap::new();
    for row in rows(&data.join("people_wiki.tsv"))? {
        if let [first, last] = row[0].split(' ').collect::<Vec<_>>()[..] {
            let lists = by_nation.entry(row[1].clone()).or_default();
            lists.0.push(first.to_owned());
            lists.1.push(last.to_owned());
        }
    }
    let (mut asked, mut alarms, mut seen) = (0, 0, BTreeSet::new());
    for (nation, (firsts, lasts)) in &by_nation {
        for _ in 0..firsts.len() / 40 {
            let name = format!("{} {}", firsts[numbers.below(firsts.len())], lasts[numbers.below(lasts.len())]);
            if person_exists(&name) || !seen.insert(name.clone()) {
                continue;
            }
            asked += 1;
            let text = CARRIERS[numbers.below(CARRIERS.len())].replace('@', nation).replace("{}", &name);
            if let Some(mended) = mended(&text) {
                alarms += 1;
                if show.as_deref() == Some("alarms") {
                    println!(
                        "alarm {name} ({nation}) bearers {:?} {:?}: {mended}",
                        given(name.split(' ').next().unwrap_or("")),
                        surname(name.rsplit(' ').next().unwrap_or(""))
                    );
                }
            }
        }
    }
    println!("namesakes nobody bears: {alarms} of {asked} reported, {:.2} in 1,000", 1000.0 * alarms as f64 / asked as f64);
    Ok(())
}
