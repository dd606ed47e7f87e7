//! Sessions: edits leave what a fresh check finds, errors are typed, and configuration holds.

use copydesk::{
    diagnostic::Diagnostic,
    session::{Cancel, Configuration, Edit, Error, Handle, Input, Session, Settings},
    span::FileSpan,
};
use std::{fs, path::Path, time::Instant};

fn settings(incremental: bool) -> Settings {
    Settings { configuration: Configuration::None, max_diagnostics: Some(0), incremental, ..Settings::default() }
}

fn found(session: &Session, handle: Handle) -> Vec<Diagnostic> {
    session.check(handle, &Cancel::default()).unwrap().diagnostics
}

/// Numbers that look random and are the same in each run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % n.max(1)
    }
}

fn seeds() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let files = ["clean", "planted"].iter().flat_map(|f| fs::read_dir(root.join(f)).into_iter().flatten().flatten());
    let mut paths: Vec<_> =
        files.map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "txt" || e == "md" || e == "html")).collect();
    paths.sort();
    let name = |p: &Path| p.file_name().unwrap_or_default().to_string_lossy().into_owned();
    paths.iter().filter_map(|p| Some((name(p), fs::read_to_string(p).ok()?))).filter(|(_, t)| t.len() < 20_000).collect()
}

/// A change as a writer makes it: a word typed, cut or taken from elsewhere, a line broken or joined, a name respelt, a stop lost.
fn change(text: &str, random: &mut Random, others: &[(String, String)]) -> Edit {
    let mut at = random.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let word = |at: usize| {
        let start = text[..at].rfind(char::is_whitespace).map_or(0, |i| i + 1);
        let end = text[at..].find(char::is_whitespace).map_or(text.len(), |i| at + i);
        if text.is_char_boundary(start) { start..end } else { at..end }
    };
    let piece = |random: &mut Random| {
        let (_, other) = &others[random.below(others.len())];
        let mut from = random.below(other.len());
        while !other.is_char_boundary(from) {
            from -= 1;
        }
        other[from..].chars().take(random.below(120)).collect::<String>()
    };
    let (range, new) = match random.below(9) {
        0 => (word(at), String::new()),
        1 => (at..at, " the the ".to_owned()),
        2 => (at..at, "\n\n".to_owned()),
        3 => (text[at..].find('\n').map_or(at..at, |i| at + i..at + i + 1), " ".to_owned()),
        4 => (text[at..].find('.').map_or(at..at, |i| at + i..at + i + 1), String::new()),
        5 => (word(at), text[word(at)].to_uppercase()),
        6 => (at..at, ["é", "😀", "“", "\"", "<b>", "&amp;", "(", "\r\n", "# ", "Kiev ", "Kyiv "][random.below(11)].to_owned()),
        7 => (word(at), text[word(at)].chars().rev().collect()),
        _ => (at..at, piece(random)),
    };
    Edit { span: FileSpan::new(range.start, range.end), text: new }
}

/// Sequences of random edits in the seeds and what an incremental session finds after each, beside a session that knows nothing.
fn edits_equal_a_fresh_check(sequences: usize, length: usize, start: u64) {
    let seeds = seeds();
    let (kept, fresh) = (Session::new(settings(true)).unwrap(), Session::new(settings(false)).unwrap());
    let mut random = Random(start);
    for sequence in 0..sequences {
        let (name, text) = &seeds[random.below(seeds.len())];
        let handle = kept.open(Input::text(name.as_str(), text.as_str())).unwrap();
        for step in 0..1 + random.below(length) {
            let before = kept.source(handle).unwrap();
            let edit = change(before.text(), &mut random, &seeds);
            kept.edit(handle, std::slice::from_ref(&edit)).unwrap();
            let text = kept.source(handle).unwrap().text().to_owned();
            let again = fresh.open(Input::text(name.as_str(), text)).unwrap();
            let (one, other) = (found(&kept, handle), found(&fresh, again));
            fresh.close(again);
            assert_eq!(one, other, "{name}, sequence {sequence}, step {step}: {edit:?}");
        }
        kept.close(handle);
    }
}

#[test]
fn random_edits_leave_what_a_fresh_check_finds() {
    edits_equal_a_fresh_check(60, 6, 0x9E37_79B9_7F4A_7C15);
}

/// `cargo test --release --test session -- --ignored` takes some minutes.
#[test]
#[ignore = "takes minutes"]
fn ten_thousand_random_edits_leave_what_a_fresh_check_finds() {
    edits_equal_a_fresh_check(10_000, 1, 0xD1B5_4A32_D192_ED03);
    edits_equal_a_fresh_check(500, 20, 0x94D0_49BB_1331_11EB);
}

/// An article of some 3,000 words, put together from the seeds.
fn long_article() -> String {
    let mut text = String::new();
    for (_, seed) in seeds().iter().filter(|(name, _)| name.ends_with(".txt")) {
        text += seed.trim();
        text += "\n\n";
        if text.split_whitespace().count() >= 3_000 {
            break;
        }
    }
    text
}

/// What a re-check after one word costs beside a full check: `cargo test --release --test session -- --ignored --nocapture share`.
#[test]
#[ignore = "measures time"]
fn share_of_a_full_check_after_one_word() {
    let text = long_article();
    let session = Session::new(settings(true)).unwrap();
    let plain = Session::new(settings(false)).unwrap();
    let handle = session.open(Input::text("long.txt", text.as_str())).unwrap();
    found(&session, handle);
    let middle = text[text.len() / 2..].find(' ').unwrap() + text.len() / 2;
    let (mut edits, mut fulls) = (Vec::new(), Vec::new());
    for n in 0..40 {
        let new = if n % 2 == 0 { " small" } else { "" };
        let old = if n % 2 == 0 { 0 } else { " small".len() };
        session.edit(handle, &[Edit { span: FileSpan::new(middle, middle + old), text: format!("{new}{}", "x".repeat(n % 2)) }]).unwrap();
        let begun = Instant::now();
        found(&session, handle);
        edits.push(begun.elapsed());
        let text = session.source(handle).unwrap().text().to_owned();
        let again = plain.open(Input::text("long.txt", text)).unwrap();
        let begun = Instant::now();
        found(&plain, again);
        fulls.push(begun.elapsed());
        plain.close(again);
    }
    edits.sort();
    fulls.sort();
    let (edit, full) = (edits[20], fulls[20]);
    println!(
        "{} words: {edit:?} after an edit, {full:?} in full, {:.3}",
        text.split_whitespace().count(),
        edit.as_secs_f64() / full.as_secs_f64()
    );
}

#[test]
fn errors_are_typed() {
    let wrong = |share| Session::new(Settings { min_confidence: Some(share), ..settings(false) }).err();
    assert!(matches!(wrong(7.0), Some(Error::OutOfRange { name: "min-confidence", .. })));
    assert!(matches!(wrong(f32::NAN), Some(Error::OutOfRange { .. })));
    let session = Session::new(settings(true)).unwrap();
    let handle = session.open(Input::text("a.txt", "Þórður said so.")).unwrap();
    let edit = |start, end| session.edit(handle, &[Edit { span: FileSpan::new(start, end), text: "x".to_owned() }]);
    assert!(matches!(edit(1, 2), Err(Error::Outside { length: 18, .. })), "inside of a character");
    assert!(matches!(edit(4, 99), Err(Error::Outside { .. })));
    let (good, bad) = (Edit { span: FileSpan::new(0, 2), text: "T".to_owned() }, Edit { span: FileSpan::new(50, 50), text: String::new() });
    assert!(session.edit(handle, &[good, bad]).is_err());
    assert_eq!(session.source(handle).unwrap().text(), "Þórður said so.", "all edits or none");
    let cancel = Cancel::default();
    cancel.cancel();
    assert!(matches!(session.check(handle, &cancel), Err(Error::Cancelled)));
    assert!(session.close(handle).is_some() && session.close(handle).is_none());
    assert!(matches!(session.check(handle, &Cancel::default()), Err(Error::Closed)));
    assert!(matches!(session.open(Input::bytes("a.txt", *b"a\0b")), Err(Error::NotText(_))));
    assert!(matches!(session.open(Input::file("/no/such/article.txt")), Err(Error::Io(_))));
    let large = "word ".repeat(7 << 20);
    assert!(matches!(session.open(Input::text("a.txt", large)), Err(Error::TooLarge(_))));
}

#[test]
fn configuration_is_read_anew_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    let session = Session::new(Settings { incremental: true, ..Settings::default() }).unwrap();
    let handle = session.open(Input::text("a.txt", "The ministers of both the countries met in Nairobi on Monday.").at(&path)).unwrap();
    assert_eq!(found(&session, handle).len(), 1);
    fs::write(folder.path().join("copydesk.toml"), "ignore = ['both-the']\n").unwrap();
    assert_eq!(found(&session, handle).len(), 1, "read already");
    session.reload();
    assert_eq!(found(&session, handle).len(), 0);
}

#[test]
fn a_diagnostic_survives_being_written() {
    let session = Session::new(settings(false)).unwrap();
    let text = "Kiev and Kyiv: the the mayor of Kyiv, Vitali Klitschko, said in Kyiv that Kiev was calm. &nbsp;";
    let handle = session.open(Input::text("a.txt", text)).unwrap();
    let all = found(&session, handle);
    assert!(!all.is_empty());
    for d in all {
        let text = serde_json::to_string(&d).unwrap();
        let again: Diagnostic = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&again).unwrap(), text);
        assert_eq!((again.span, &again.labels, again.language), (d.span, &d.labels, d.language));
    }
}
