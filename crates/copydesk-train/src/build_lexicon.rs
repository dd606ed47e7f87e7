//! Makes the compiled lists in `crates/copydesk-data/lexicon/` from the tables of a data folder.
//!
//! usage: `cargo run --release -p copydesk-train -- build-lexicon ../shared/data [OUT [WORD_LISTS]]`
//!
//! With a folder that `scripts/word_lists.py` filled, the words of the other languages alone: `OUT/<language>/words.bin`.
//!
//! The same tables give the same bytes. The look-ups in `src/lexicon/` read what this writes.

use crate::support::{fame, text};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use copydesk::lexicon::blob::{join, put_lists};
use copydesk::lexicon::fuse::{FuseMap, hash};
use copydesk::lexicon::known::{KnownKind, capitalised};
use copydesk::lexicon::known_index::{Entry, Listing};
use copydesk::lexicon::letters::{STEPS, SYMBOLS, cell, symbol};
use copydesk::lexicon::roles::{self, Roles};
use copydesk::lexicon::words::{PROFILE, Word, level_of_count};
use copydesk::lexicon::{ORG_STEP, OrgKind, Outline, PlaceKind, fold, without_initials};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// People of less weight, and named less often than that (natural logarithm of the times in a million words), are only known to
/// exist: no correction leads to them.
const LEAST_PERSON: u8 = 5;
const LEAST_FAME: f64 = -6.2;
/// Organisations of less weight are only known to exist.
const LEAST_ORG: u8 = 3;
/// Cities of fewer people are only known to exist.
const LEAST_CITY: u64 = 100_000;
/// Word forms that are rarer in general English, in no dictionary and in no news are left out.
const LEAST_ZIPF: f64 = 1.25;
/// Pairs of words seen less often are left out.
const LEAST_BIGRAM: f64 = 2.0;
/// Google Books counts that make one count in the news, both lists' `of the` being equal.
const BOOKS_PER_NEWS: f64 = 6_800_000.0;

pub fn main(arguments: Vec<String>) -> Result<()> {
    let mut arguments = arguments.into_iter();
    let data = PathBuf::from(arguments.next().ok_or("usage: build-lexicon DATA_FOLDER [OUT_FOLDER]")?);
    let out = arguments.next().map_or_else(|| PathBuf::from("crates/copydesk-data/lexicon"), PathBuf::from);
    fs::create_dir_all(&out)?;
    if let Some(lists) = arguments.next().map(PathBuf::from) {
        for code in ["de", "es"] {
            let bytes = other_words(&data, &lists, code)?;
            println!("{code}/words.bin: {} bytes", bytes.len());
            fs::create_dir_all(out.join(code))?;
            fs::write(out.join(code).join("words.bin"), bytes)?;
        }
        return Ok(());
    }
    let countries = Countries::read(&data)?;
    for (name, bytes) in [
        ("words.bin", words(&data)?),
        ("bigrams.bin", bigrams(&data)?),
        ("bearers.bin", bearers(&data)?),
        ("letters.bin", letters(&data)?),
        ("places.bin", places(&data, &countries)?),
        ("orgs.bin", orgs(&data)?),
        ("known.bin", known_names(&data, &countries)?),
    ] {
        println!("{name}: {} bytes", bytes.len());
        fs::write(out.join(name), bytes)?;
    }
    Ok(())
}

/// The rows of a table with a header line, as columns.
fn rows(data: &Path, table: &str) -> Result<Vec<Vec<String>>> {
    let path = data.join(table);
    let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

fn column(row: &[String], index: usize) -> &str {
    row.get(index).map_or("", |c| c.trim())
}

fn number(row: &[String], index: usize) -> f64 {
    column(row, index).parse().unwrap_or(0.0)
}

fn words(data: &Path) -> Result<Vec<u8>> {
    let mut forms = BTreeMap::new();
    for row in rows(data, "unigrams.tsv")? {
        let flags = column(&row, 8);
        let mut profile = [0_u8; PROFILE];
        profile[0] = (number(&row, 1) * 10.0).round() as u8;
        for (level, index) in profile[1..6].iter_mut().zip(3..8) {
            *level = level_of_count(number(&row, index));
        }
        profile[6] =
            if flags.contains(['u', 'g']) { Word::DICTIONARY } else { 0 } | if flags.contains(['U', 'G']) { Word::PROPER } else { 0 };
        if profile[1..].iter().any(|&b| b > 0) || number(&row, 1) >= LEAST_ZIPF {
            forms.entry(column(&row, 0).to_lowercase()).or_insert(profile);
        }
    }
    word_list(&forms)
}

/// The file of these words with their profiles.
fn word_list(forms: &BTreeMap<String, [u8; PROFILE]>) -> Result<Vec<u8>> {
    let profiles: BTreeSet<_> = forms.values().copied().collect();
    let index: HashMap<_, _> = profiles.iter().enumerate().map(|(i, p)| (*p, i as u32)).collect();
    let bits = 32 - (profiles.len() as u32 - 1).leading_zeros();
    println!("words: {} forms, {} profiles", forms.len(), profiles.len());
    let entries: Vec<_> = forms.iter().map(|(form, profile)| (hash(form.as_bytes()), index[profile])).collect();
    Ok(join(&[FuseMap::build(&entries, 9, bits)?, profiles.iter().flatten().copied().collect()]))
}

/// The words of another language: how common they are by the list, how people's text writes them. Words of German that are nouns and
/// no names count as dictionary words, as do those that the text writes small; names of people and places as proper.
fn other_words(data: &Path, lists: &Path, code: &str) -> Result<Vec<u8>> {
    let mut counts: BTreeMap<String, [f64; 5]> = BTreeMap::new();
    for line in text::lines(data, code, text::Half::All, &[])? {
        let mut start = true;
        for word in line.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty()) {
            let capital = word.starts_with(char::is_uppercase);
            let upper = word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase);
            let place = if upper {
                3
            } else if !capital {
                0
            } else if start {
                2
            } else {
                1
            };
            counts.entry(word.to_lowercase()).or_default()[place] += 1.0;
            start = false;
        }
    }
    let mut names: BTreeSet<String> = BTreeSet::new();
    for (table, least) in [("given.tsv", 5.0), ("surnames.tsv", 5.0)] {
        names.extend(rows(data, table)?.iter().filter(|r| number(r, 1) >= least).map(|r| column(r, 0).to_lowercase()));
    }
    names.extend(rows(data, "places.tsv")?.iter().filter(|r| number(r, 4) >= 50_000.0).map(|r| column(r, 0).to_lowercase()));
    let mut forms = BTreeMap::new();
    for line in fs::read_to_string(lists.join(format!("{code}.tsv")))?.lines() {
        let c: Vec<&str> = line.split('\t').collect();
        let [word, letters, zipf] = c[..] else { continue };
        let zipf: f64 = zipf.parse()?;
        let seen = counts.get(word).copied().unwrap_or_default();
        let mut profile = [0_u8; PROFILE];
        profile[0] = (zipf * 10.0).round() as u8;
        for (level, count) in profile[1..6].iter_mut().zip(seen) {
            *level = level_of_count(count);
        }
        let noun = letters.contains('N');
        let small = seen[0] > seen[1] && seen[0] > 0.0;
        // What no text has is taken for a word if it is common and nobody's name.
        let unseen = code == "es" && seen.iter().sum::<f64>() == 0.0 && zipf >= 2.4 && !names.contains(word);
        profile[6] = if noun || small || unseen { Word::DICTIONARY } else { 0 }
            | if letters.contains('E') || names.contains(word) { Word::PROPER } else { 0 };
        forms.insert(word.to_owned(), profile);
    }
    word_list(&forms)
}

fn bigrams(data: &Path) -> Result<Vec<u8>> {
    let mut entries = Vec::new();
    for row in rows(data, "bigrams.tsv")? {
        let count = number(&row, 2) + number(&row, 3) / BOOKS_PER_NEWS;
        if count < LEAST_BIGRAM {
            continue;
        }
        let key = format!("{} {}", column(&row, 0).to_lowercase(), column(&row, 1).to_lowercase());
        entries.push((hash(key.as_bytes()), (2.0 * count.max(1.0).log2()).round() as u32));
    }
    FuseMap::build(&entries, 8, 5).map_err(Into::into)
}

fn bearers(data: &Path) -> Result<Vec<u8>> {
    let mut sections = Vec::new();
    for table in ["given.tsv", "surnames.tsv"] {
        let mut levels: BTreeMap<String, f64> = BTreeMap::new();
        for row in rows(data, table)? {
            let census = !column(&row, 2).is_empty();
            *levels.entry(fold(column(&row, 0)).into_owned()).or_default() += number(&row, 1) + if census { 0.5 } else { 0.0 };
        }
        levels.retain(|_, count| *count > 1.0 || *count == 0.5);
        println!("{table}: {} names", levels.len());
        let entries: Vec<_> =
            levels.iter().map(|(name, count)| (hash(name.as_bytes()), u32::from(level_of_count(count.floor().max(1.0))))).collect();
        sections.push(FuseMap::build(&entries, 10, 5)?);
    }
    let mut full = BTreeSet::new();
    for row in rows(data, "people_wiki.tsv")?.iter().chain(&rows(data, "people.tsv")?) {
        full.insert(without_initials(&fold(column(row, 0))).into_owned());
    }
    for row in rows(data, "people.tsv")? {
        full.extend(column(&row, 1).split('|').map(|v| without_initials(&fold(v)).into_owned()).filter(|v| v.contains(' ')));
    }
    println!("full names: {}", full.len());
    let entries: Vec<_> = full.iter().map(|name| (hash(name.as_bytes()), 0)).collect();
    sections.push(FuseMap::build(&entries, 10, 0)?);
    Ok(join(&sections))
}

/// The costs of three letters in a row, from all surnames, first names, places and words that only names are;
/// smoothed by the pairs and single letters inside (Witten-Bell).
fn letters(data: &Path) -> Result<Vec<u8>> {
    let mut names = BTreeSet::new();
    for table in ["surnames.tsv", "given.tsv", "places.tsv"] {
        for row in rows(data, table)? {
            names.extend(column(&row, 0).split_whitespace().map(|w| fold(w).into_owned()));
        }
    }
    let mut counts = [vec![0_u32; SYMBOLS], vec![0; SYMBOLS * SYMBOLS], vec![0; SYMBOLS * SYMBOLS * SYMBOLS]];
    for name in names.iter().filter(|n| n.chars().count() > 1) {
        let (mut a, mut b) = (0, 0);
        for c in name.chars().map(symbol).chain([0]) {
            counts[0][c] += 1;
            counts[1][b * SYMBOLS + c] += 1;
            counts[2][cell(a, b, c)] += 1;
            (a, b) = (b, c);
        }
    }
    // The share of `c` in a context, the rest of the mass going to the shorter context.
    let share = |row: &[u32], c: usize, shorter: f64| {
        let total: u32 = row.iter().sum();
        let kinds = row.iter().filter(|&&n| n > 0).count() as f64;
        (f64::from(row[c]) + kinds * shorter) / (f64::from(total) + kinds).max(1.0)
    };
    let mut table = vec![0_u8; SYMBOLS * SYMBOLS * SYMBOLS];
    for a in 0..SYMBOLS {
        for b in 0..SYMBOLS {
            let context = cell(a, b, 0);
            for c in 0..SYMBOLS {
                let single = share(&counts[0], c, 1.0 / SYMBOLS as f64);
                let pair = share(&counts[1][b * SYMBOLS..(b + 1) * SYMBOLS], c, single);
                let row = &counts[2][context..context + SYMBOLS];
                let triple = if row.iter().any(|&n| n > 0) { share(row, c, pair) } else { pair };
                table[context + c] = (-triple.ln() * f64::from(STEPS)).round().clamp(0.0, 255.0) as u8;
            }
        }
    }
    Ok(table)
}

/// Countries by the names and adjectives that the tables use for them.
struct Countries {
    codes: Vec<String>,
    by_name: HashMap<String, String>,
}

impl Countries {
    fn read(data: &Path) -> Result<Self> {
        let mut codes = BTreeSet::from([String::new()]);
        let mut by_name = HashMap::new();
        let rows = rows(data, "places.tsv")?;
        // Of countries that share an adjective, the most populous.
        let people: HashMap<&str, f64> = rows.iter().filter(|r| column(r, 2) == "country").map(|r| (column(r, 3), number(r, 4))).collect();
        for kind in ["country", "demonym"] {
            let mut of_kind: Vec<_> = rows.iter().filter(|r| column(r, 2) == kind).collect();
            of_kind.sort_by_key(|r| std::cmp::Reverse(people.get(column(r, 3)).map_or(0, |n| *n as u64)));
            for row in of_kind {
                let code = column(row, 3).to_owned();
                if code.len() == 2 {
                    for name in [column(row, 0)].into_iter().chain(column(row, 1).split('|')).filter(|n| !n.is_empty()) {
                        by_name.entry(fold(name).into_owned()).or_insert_with(|| code.clone());
                    }
                }
            }
        }
        for (name, code) in [
            ("uk", "GB"),
            ("england", "GB"),
            ("english", "GB"),
            ("scottish", "GB"),
            ("welsh", "GB"),
            ("usa", "US"),
            ("korean", "KR"),
            ("us", "US"),
            ("american", "US"),
            ("british", "GB"),
            ("indian", "IN"),
            ("french", "FR"),
            ("dutch", "NL"),
            ("palestine", "PS"),
            ("palestinian", "PS"),
            ("kosovo", "XK"),
        ] {
            by_name.insert(name.to_owned(), code.to_owned());
        }
        codes.extend(rows.iter().map(|r| column(r, 3).to_owned()).filter(|c| c.len() == 2));
        codes.extend(by_name.values().cloned());
        Ok(Countries { codes: codes.into_iter().collect(), by_name })
    }

    /// The number of the country whose people are called so.
    fn index_of_people(&self, folded: &str) -> Option<u32> {
        self.by_name.get(folded).map(|code| self.index(code))
    }

    /// The number of the country that a cell of a table means, 0 if unknown.
    fn index(&self, cell: &str) -> u32 {
        let cell = cell.split('/').next().unwrap_or("").trim();
        let code = match self.by_name.get(&*fold(cell)) {
            Some(code) => code.as_str(),
            None if cell.len() == 2 => cell,
            None => "",
        };
        self.codes.binary_search_by(|c| c.as_str().cmp(code)).unwrap_or(0) as u32
    }

    fn section(&self) -> Vec<u8> {
        self.codes.iter().flat_map(|c| format!("{c:2}").into_bytes()).collect()
    }
}

fn places(data: &Path, countries: &Countries) -> Result<Vec<u8>> {
    let mut named: BTreeMap<String, (PlaceKind, std::cmp::Reverse<u32>, u32)> = BTreeMap::new();
    let mut demonyms = BTreeMap::new();
    for row in rows(data, "places.tsv")? {
        let Some(kind) = PlaceKind::from_list(column(&row, 2)) else { continue };
        let country = countries.index(column(&row, 3));
        let people = number(&row, 4);
        let magnitude = if people < 1.0 { 0 } else { (people.log10() as u32 + 1).min(15) };
        for (i, name) in [column(&row, 0)].into_iter().chain(column(&row, 1).split('|')).filter(|n| !n.is_empty()).enumerate() {
            let name = fold(name).into_owned();
            if kind == PlaceKind::Demonym && i == 0 && country > 0 {
                demonyms.entry(name.clone()).or_insert(countries.index_of_people(&name).unwrap_or(country));
            }
            let candidate = (kind, std::cmp::Reverse(magnitude), country);
            named.entry(name).and_modify(|known| *known = (*known).min(candidate)).or_insert(candidate);
        }
    }
    println!("places: {} names", named.len());
    let entries: Vec<_> = named
        .iter()
        .map(|(name, (kind, magnitude, country))| (hash(name.as_bytes()), *kind as u32 | magnitude.0 << 4 | country << 8))
        .collect();
    let peoples: Vec<_> = demonyms.iter().map(|(name, country)| (hash(name.as_bytes()), *country)).collect();
    Ok(join(&[FuseMap::build(&entries, 12, 16)?, countries.section(), FuseMap::build(&peoples, 12, 8)?]))
}

fn orgs(data: &Path) -> Result<Vec<u8>> {
    let mut named: BTreeMap<String, (u8, OrgKind)> = BTreeMap::new();
    let mut acronyms: BTreeMap<String, Vec<(std::cmp::Reverse<u8>, String)>> = BTreeMap::new();
    for row in rows(data, "orgs.tsv")? {
        let (kind, weight) = (OrgKind::from_list(column(&row, 3)), number(&row, 5) as u8);
        let names = || [column(&row, 0)].into_iter().chain(column(&row, 2).split('|')).filter(|n| !n.is_empty());
        for name in names() {
            let known = named.entry(fold(name).into_owned()).or_insert((weight, kind));
            known.0 = known.0.max(weight);
        }
        if !column(&row, 1).is_empty() {
            let expansions = acronyms.entry(column(&row, 1).to_owned()).or_default();
            expansions.extend(names().filter(|n| n.contains(' ')).map(|n| (std::cmp::Reverse(weight), n.to_owned())));
        }
    }
    let entries: Vec<_> =
        named.iter().map(|(name, (weight, kind))| (hash(name.as_bytes()), *kind as u32 | u32::from(*weight) << 4)).collect();
    let mut lists = Vec::new();
    let (mut by_acronym, mut by_name) = (Vec::new(), BTreeMap::new());
    for (acronym, expansions) in &mut acronyms {
        expansions.sort();
        expansions.dedup_by(|a, b| a.1 == b.1);
        let index = lists.len() as u32;
        by_acronym.push((hash(acronym.as_bytes()), index));
        for (_, name) in expansions.iter() {
            by_name.entry(fold(name).into_owned()).or_insert(index);
        }
        let names: Vec<&str> = expansions.iter().map(|(_, name)| name.as_str()).collect();
        lists.push(format!("{acronym}\n{}", names.join("\n")).into_bytes());
    }
    println!("orgs: {} names, {} acronyms", named.len(), lists.len());
    let by_name: Vec<_> = by_name.iter().map(|(name, index)| (hash(name.as_bytes()), *index)).collect();
    Ok(join(&[
        FuseMap::build(&entries, 12, 9)?,
        FuseMap::build(&by_acronym, 12, 12)?,
        FuseMap::build(&by_name, 12, 12)?,
        put_lists(&lists, ORG_STEP),
    ]))
}

/// A person, a place or an organisation on its way into the index of the well known.
struct Entity {
    kind: KnownKind,
    weight: u8,
    /// Of a person, see [`Outline::fame_of`].
    fame: f64,
    roles: Roles,
    country: u32,
    name: String,
    variants: Vec<String>,
}

/// What people of people-roles.tsv.gz have held, by folded name, and the country of it.
fn roles_held(data: &Path) -> Result<HashMap<String, (Roles, String)>> {
    let mut held: HashMap<String, (Roles, String)> = HashMap::new();
    for line in fame::unpacked(&data.join("people-roles.tsv.gz"))?.lines().skip(1) {
        let mut fields = line.split('\t');
        let (Some(name), Some(role), Some(country)) = (fields.next(), fields.next(), fields.next()) else { continue };
        let entry = held.entry(without_initials(&fold(name)).into_owned()).or_insert((Roles::NONE, country.to_owned()));
        entry.0 |= roles::of_office(role);
        if entry.1 != country {
            entry.1.clear();
        }
    }
    Ok(held)
}

fn known_entities(data: &Path, countries: &Countries) -> Result<Vec<Entity>> {
    let split = |cell: &str| cell.split('|').map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let mut entities = Vec::new();
    let people = rows(data, "people.tsv")?;
    let fame = fame::of_people(data, &people)?;
    let held = roles_held(data)?;
    for (row, fame) in people.iter().zip(fame) {
        let weight = number(row, 2) as u8;
        if weight >= LEAST_PERSON || fame >= LEAST_FAME {
            let key = without_initials(&fold(column(row, 0))).into_owned();
            let (mut roles, country) = held.get(&key).map_or((Roles::NONE, ""), |(roles, country)| (*roles, country.as_str()));
            roles |= Roles::of_sources(column(row, 4));
            let own = countries.index(column(row, 3));
            entities.push(Entity {
                kind: KnownKind::Person,
                weight: weight.max(LEAST_PERSON),
                fame,
                roles,
                country: if own == 0 { countries.index(country) } else { own },
                name: column(row, 0).to_owned(),
                variants: split(column(row, 1)),
            });
        }
    }
    for row in rows(data, "places.tsv")? {
        let people = number(&row, 4);
        let weight = match column(&row, 2) {
            "country" => 30,
            "capital" => 20,
            "region" | "state" | "curated" => 15,
            "demonym" => 12,
            "admin1" | "water" | "river" => 8,
            "city" if people >= LEAST_CITY as f64 => (2.0 * people.log10()) as u8,
            _ => continue,
        };
        // Their own names for countries ("Ruoŧŧa") would invite corrections to what no English paper writes.
        let variants = if matches!(column(&row, 2), "country" | "admin1") { Vec::new() } else { split(column(&row, 1)) };
        entities.push(Entity {
            kind: KnownKind::Place,
            weight,
            fame: 0.0,
            roles: Roles::NONE,
            country: countries.index(column(&row, 3)),
            name: column(&row, 0).to_owned(),
            variants,
        });
    }
    for row in rows(data, "orgs.tsv")? {
        let weight = number(&row, 5) as u8;
        if weight >= LEAST_ORG {
            entities.push(Entity {
                kind: KnownKind::Organisation,
                weight,
                fame: 0.0,
                roles: Roles::NONE,
                country: countries.index(column(&row, 4)),
                name: column(&row, 0).to_owned(),
                variants: split(column(&row, 2)),
            });
        }
    }
    for row in rows(data, "unigrams.tsv")? {
        let (word, zipf) = (column(&row, 0), number(&row, 1));
        let (lower, capital) = (number(&row, 3), number(&row, 4));
        let flags = column(&row, 8);
        let in_news = capital >= 4.0 && capital >= 8.0 * lower;
        let in_dictionary = zipf >= 3.0 && capital >= 2.0 * lower && flags.contains(['U', 'G']) && !flags.contains(['u', 'g']);
        if (in_news || in_dictionary) && word.chars().count() >= 4 && word.chars().all(char::is_alphabetic) {
            let weight = (3.0 * zipf) as u8;
            let name = capitalised(word);
            entities.push(Entity { kind: KnownKind::Word, weight, fame: 0.0, roles: Roles::NONE, country: 0, name, variants: Vec::new() });
        }
    }
    entities.sort_by(|a, b| {
        (std::cmp::Reverse(a.weight), a.kind as u8, &a.name, a.country).cmp(&(
            std::cmp::Reverse(b.weight),
            b.kind as u8,
            &b.name,
            b.country,
        ))
    });
    let mut seen = BTreeSet::new();
    // Who is a better-known entity's variant is that entity.
    entities.retain(|e| {
        let new = seen.insert(e.kind.key(&without_initials(&fold(&e.name))));
        if new {
            seen.extend(e.variants.iter().map(|v| e.kind.key(&without_initials(&fold(v)))));
        }
        new
    });
    Ok(entities)
}

fn known_names(data: &Path, countries: &Countries) -> Result<Vec<u8>> {
    let entities = known_entities(data, countries)?;
    // Variants that add nothing: with other initials only, or of a single letter somewhere ("S. Huffman").
    let variants: Vec<(u32, &str)> = entities
        .iter()
        .enumerate()
        .flat_map(|(id, e)| {
            let mut seen = BTreeSet::from([without_initials(&fold(&e.name)).into_owned()]);
            let spelt_out = |v: &&String| v.split_whitespace().all(|w| w.trim_end_matches('.').chars().count() > 1);
            let kept: Vec<_> =
                e.variants.iter().filter(spelt_out).filter(|v| seen.insert(without_initials(&fold(v)).into_owned())).collect();
            kept.into_iter().map(move |v| (id as u32, v.as_str()))
        })
        .collect();
    let variants: Vec<(u32, String)> = variants.into_iter().map(|(entity, name)| (entity, name.to_owned())).collect();
    let entry = |e: Entity| Entry {
        kind: e.kind,
        weight: e.weight.min(63),
        country: e.country as u8,
        fame: if e.kind == KnownKind::Person { Outline::fame_of(e.fame) } else { 0 },
        roles: e.roles.bits(),
        name: e.name,
    };
    let listing = Listing { entries: entities.into_iter().map(entry).collect(), variants };
    println!("known: {} entities, {} variants", listing.entries.len(), listing.variants.len());
    Ok(listing.index()?)
}
