//! Sessions: edits leave what a fresh check finds, errors are typed, and configuration holds.

#[path = "../crates/copydesk-train/src/support/random.rs"]
mod random;

use copydesk::{
    diagnostic::Diagnostic,
    document::{self, Format},
    session::{Cancel, Configuration, Edit, Error, Handle, Input, Session, Settings},
    source::{LineColumn, Source, Unit},
    span::FileSpan,
};
use random::Random;
use std::{fs, path::Path};

fn settings(incremental: bool) -> Settings {
    Settings { configuration: Configuration::None, max_diagnostics: Some(0), incremental, ..Settings::default() }
}

fn found(session: &Session, handle: Handle) -> Vec<Diagnostic> {
    session.check(handle, &Cancel::default()).unwrap().diagnostics
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
        6 => (at..at, ["é", "😀", "“", "\"", "<b>", "&amp;", "(", "\r\n", "# ", "Kiev ", "Kyiv ", "*", "**"][random.below(13)].to_owned()),
        7 => (word(at), text[word(at)].chars().rev().collect()),
        _ => (at..at, piece(random)),
    };
    Edit { span: FileSpan::new(range.start, range.end), text: new }
}

/// Small articles: a few paragraphs of each seed, the start of a page.
fn small_articles() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (name, text) in seeds() {
        if name.ends_with(".html") {
            all.push((name, text.chars().take(1_200).collect()));
            continue;
        }
        let blocks: Vec<&str> = text.split("\n\n").collect();
        all.extend(blocks.chunks(3).map(|few| (name.clone(), few.join("\n\n"))));
    }
    all.retain(|(_, text)| text.len() < 1_500);
    all
}

/// The edit as a client of the editor server sends it: both ends as line and column, in units of its choice. Where an end lies between a
/// carriage return and its line feed there is no such place, and it is the line's end.
fn through_positions(source: &Source, edit: Edit, unit: Unit) -> Edit {
    let there_and_back = |offset: usize| {
        let place = source.place(offset, unit);
        let back = source.offset(place, unit).unwrap();
        let inside = source.text()[..offset].ends_with('\r') && source.text()[offset..].starts_with('\n');
        assert_eq!(back, if inside { offset - 1 } else { offset }, "{unit:?} {place:?} of {:?}", source.text());
        back
    };
    Edit { span: FileSpan::new(there_and_back(edit.span.start()), there_and_back(edit.span.end())), text: edit.text }
}

/// The text after an edit by lines and columns, as a client makes it that knows nothing of bytes.
fn as_client(text: &str, start: LineColumn, end: LineColumn, unit: Unit, new: &str) -> String {
    let size = |c: char| match unit {
        Unit::Byte => c.len_utf8(),
        Unit::CodePoint => 1,
        Unit::Utf16 => c.len_utf16(),
    };
    let (mut before, mut after, mut line, mut column) = (String::new(), String::new(), 1, 1);
    for c in text.chars() {
        let here = (line, column);
        if here < (start.line, start.column) {
            before.push(c);
        } else if here >= (end.line, end.column) {
            after.push(c);
        }
        (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + size(c)) };
    }
    before + new + &after
}

/// Sequences of random edits in small articles and what an incremental session finds after each, beside a session that knows nothing and
/// a client that counts places in its own way.
fn edits_equal_a_fresh_check(sequences: usize, length: usize, start: u64) {
    let articles = small_articles();
    let (kept, fresh) = (Session::new(settings(true)).unwrap(), Session::new(settings(false)).unwrap());
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    let one = |thread: usize| {
        let mut random = Random(start ^ (thread as u64) << 40);
        for sequence in (thread..sequences).step_by(threads) {
            let (name, text) = &articles[random.below(articles.len())];
            let unit = [Unit::Byte, Unit::CodePoint, Unit::Utf16][sequence % 3];
            let handle = kept.open(Input::text(name.as_str(), text.as_str())).unwrap();
            for step in 0..1 + random.below(length) {
                let before = kept.source(handle).unwrap();
                let edit = through_positions(&before, change(before.text(), &mut random, &articles), unit);
                let [from, to] = [edit.span.start(), edit.span.end()].map(|offset| before.place(offset, unit));
                let client = as_client(before.text(), from, to, unit, &edit.text);
                kept.edit(handle, std::slice::from_ref(&edit)).unwrap();
                assert_eq!(kept.source(handle).unwrap().text(), client, "{unit:?} {from:?} {to:?}");
                let again = fresh.open(Input::text(name.as_str(), client)).unwrap();
                let (one, other) = (found(&kept, handle), found(&fresh, again));
                fresh.close(again);
                assert_eq!(one, other, "{name}, sequence {sequence}, step {step}: {edit:?}");
            }
            kept.close(handle);
        }
    };
    std::thread::scope(|scope| (0..threads).for_each(|thread| _ = scope.spawn(move || one(thread))));
}

#[test]
fn random_edits_leave_what_a_fresh_check_finds() {
    edits_equal_a_fresh_check(300, 4, 0x9E37_79B9_7F4A_7C15);
}

/// `.ci/run` runs it: `cargo test --test session -- --ignored ten_thousand`.
#[test]
#[ignore = "takes a minute"]
fn ten_thousand_random_edits_leave_what_a_fresh_check_finds() {
    edits_equal_a_fresh_check(10_000, 2, 0xD1B5_4A32_D192_ED03);
}

/// Rules ask where markup parts words: the same words with other markup are another block, and elsewhere in the file they are the same.
#[test]
fn the_same_words_with_other_markup_are_another_block() {
    let of = |text: &str| document::parse(&Source::from_text("a.md", text), Format::Markdown).remove(0).blocks.remove(0).identity();
    let plain = of("The ferry to Oulu was late again.\n");
    assert_ne!(plain, of("The ferry *to Oulu* was late again.\n"));
    assert_ne!(plain, of("The ferry to Oulu was late again\\.\n"));
    assert_eq!(plain, of("\n\n\nThe ferry to Oulu was late again.\n"));
}

/// What a rule finds in one block may hang on what the article is: one with listings is a manual, in which `{name}` is meant.
#[test]
fn what_hangs_on_the_whole_article_is_not_kept_with_a_block() {
    let session = Session::new(settings(true)).unwrap();
    let text = "# Talks in Nairobi\n\nThe minister, {name}, said on Monday that the talks with {country} would go on.\n\n";
    let handle = session.open(Input::text("a.md", text)).unwrap();
    let before = found(&session, handle).len();
    assert!(before > 0, "a placeholder in an article is a leak");
    let edit = |span, text: &str| session.edit(handle, &[Edit { span, text: text.to_owned() }]).unwrap();
    edit(FileSpan::new(text.len(), text.len()), "```\nlet name = 1;\n```\n");
    assert_eq!(found(&session, handle).len(), 0);
    edit(FileSpan::new(text.len(), text.len() + "```\nlet name = 1;\n```\n".len()), "");
    assert_eq!(found(&session, handle).len(), before);
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
