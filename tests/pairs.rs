//! Articles and their translations as news reads in Hindi, Urdu, Arabic and Spanish: the right translation is left alone, and each
//! planted fault is reported where it stands. The articles are in `tests/data/pairs.md`.

use copydesk::{
    analysis::{Article, Language},
    bitext::{self, Glossary, Side},
    document::{self, Format},
    source::Source,
};

struct Pair {
    name: String,
    language: Language,
    source: String,
    translation: String,
    faults: Vec<(String, String, String)>,
}

fn pairs() -> Vec<Pair> {
    let text = include_str!("data/pairs.md");
    text.split("\n## ")
        .skip(1)
        .map(|section| {
            let (heading, rest) = section.split_once('\n').unwrap();
            let (name, code) = heading.trim_end_matches(')').rsplit_once(" (").unwrap();
            let parts: Vec<&str> = rest.split("\n---\n").collect();
            let [source, translation, faults] = parts.as_slice() else { panic!("{name}: {} parts", parts.len()) };
            let fault = |line: &str| {
                let (old, rest) = line.trim_start_matches("- ").split_once(" => ")?;
                let (new, rule) = rest.trim_end_matches(']').rsplit_once('[')?;
                Some((old.to_owned(), new.trim().to_owned(), rule.to_owned()))
            };
            Pair {
                name: name.to_owned(),
                language: Language::from_code(code).unwrap(),
                source: source.trim().to_owned(),
                translation: translation.trim().to_owned(),
                faults: faults.lines().filter_map(fault).collect(),
            }
        })
        .collect()
}

/// The rules that report, each with the line of the translation that it reports on.
fn compare(pair: &Pair, translation: &str) -> Vec<(String, usize)> {
    let parse = |t: &str| document::parse(&Source::from_text("a.txt", t), Format::Plain).remove(0);
    let (a, b) = (parse(&pair.source), parse(translation));
    let (left, right) = (Article::with_language(&a, pair.language), Article::with_language(&b, Language::ENGLISH));
    let (s, t) = (Side::read(&left), Side::read(&right));
    bitext::may_be_pair(&s, &t).unwrap();
    bitext::compare(&s, &t, &Glossary::default()).unwrap().into_iter().map(|d| (d.check.to_owned(), d.place.block)).collect()
}

#[test]
fn ten_right_translations_are_left_alone() {
    let pairs = pairs();
    assert_eq!(pairs.len(), 10);
    let wrong: Vec<_> = pairs.iter().map(|p| (&p.name, compare(p, &p.translation))).filter(|(_, found)| !found.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn every_planted_fault_is_reported_and_nothing_else() {
    let mut wrong = Vec::new();
    for pair in pairs() {
        for (old, new, rule) in &pair.faults {
            assert_eq!(pair.translation.matches(old.as_str()).count(), 1, "{}: {old}", pair.name);
            let article = pair.translation.replace(old.as_str(), new);
            let found: Vec<String> = compare(&pair, &article).into_iter().map(|(rule, _)| rule).collect();
            if found != [rule.clone()] {
                wrong.push(format!("{}: {old} => {new}: {found:?} and not {rule}", pair.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
