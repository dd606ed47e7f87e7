//! Documents of word processors: what is read, where it stands in the archive, and that a fix leaves a whole file.

use copydesk::{
    document::{BlockKind, Document, Format},
    session::{Cancel, Input, Session, Settings},
    source::Source,
};
use std::{
    fs,
    io::{Cursor, Read, Write},
    process::Command,
};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

fn archive(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        let method = if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn entry(bytes: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(bytes)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

const WORDS: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

/// A document as Word writes it: runs that split words, tracked changes, a list, a table, a footnote, a text box's fallback.
fn docx() -> Vec<u8> {
    let body = r#"<w:p><w:pPr><w:pStyle w:val="Titel"/></w:pPr><w:r><w:t>Ministers agree on ferry fleet</w:t></w:r></w:p>
<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr><w:r><w:t xml:space="preserve">The ministers of both </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>the coun</w:t></w:r><w:r><w:t>tries met in Mombasa&#8217;s port to agree</w:t></w:r><w:ins w:id="1"><w:r><w:t xml:space="preserve"> on a fleet</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText> on nothing</w:delText></w:r></w:del><w:r><w:t>.</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr><w:r><w:t>Forty boats for Mombasa</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Boats</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>40</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">The fleet will sail </w:t></w:r></w:p>
<w:p><w:r><w:t>in May.</w:t></w:r><w:moveFrom><w:r><w:t>Moved away.</w:t></w:r></w:moveFrom><w:r><w:instrText>PAGE</w:instrText></w:r></w:p><w:sectPr/>"#;
    archive(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &format!("<?xml version=\"1.0\"?><w:document {WORDS}><w:body>{body}</w:body></w:document>")),
        (
            "word/footnotes.xml",
            &format!(
                "<w:footnotes {WORDS}><w:footnote><w:p><w:r><w:t>Both the boats are new.</w:t></w:r></w:p></w:footnote></w:footnotes>"
            ),
        ),
        (
            "word/comments.xml",
            &format!("<w:comments {WORDS}><w:comment><w:p><w:r><w:t>Not read.</w:t></w:r></w:p></w:comment></w:comments>"),
        ),
        ("word/styles.xml", &format!("<w:styles {WORDS}><w:style w:styleId=\"Titel\"><w:name w:val=\"Title\"/></w:style></w:styles>")),
        ("docProps/app.xml", "<Properties/>"),
    ])
}

fn odt() -> Vec<u8> {
    let body = r#"<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone.</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:p text:style-name="P1">Ministers agree on ferry fleet</text:p>
<text:p>The ministers of both the <text:span>countries</text:span> met<text:s/> in
  Mombasa&#8217;s port<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Both the boats are new.</text:p></text:note-body></text:note>.<office:annotation><text:p>Not read.</text:p></office:annotation></text:p>
<text:list><text:list-item><text:p>Forty boats for Mombasa</text:p></text:list-item></text:list>
<text:h text:outline-level="2">The route</text:h>
<table:table><table:table-row><table:table-cell><text:p>40</text:p></table:table-cell></table:table-row></table:table>"#;
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:automatic-styles><style:style style:name=\"P1\" style:parent-style-name=\"Title\"/></office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    archive(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content), ("META-INF/manifest.xml", "<manifest/>")])
}

fn read(name: &str, bytes: Vec<u8>) -> (Source, Document) {
    let reader = Format::of_extension(name).unwrap().reader();
    let source = reader.open(name.to_owned(), bytes, 1 << 20).unwrap();
    let document = reader.read(&source, &copydesk::document::Fields::default()).remove(0);
    (source, document)
}

fn blocks(document: &Document) -> Vec<(BlockKind, &str)> {
    document.blocks.iter().map(|b| (b.kind, b.text.as_str())).collect()
}

#[test]
fn a_document_of_word_reads_as_its_author_would_with_all_changes_accepted() {
    let (source, document) = read("a.docx", docx());
    assert_eq!(
        blocks(&document),
        [
            (BlockKind::Headline, "Ministers agree on ferry fleet"),
            (BlockKind::Paragraph, "The ministers of both the countries met in Mombasa’s port to agree on a fleet."),
            (BlockKind::ListItem, "Forty boats for Mombasa"),
            (BlockKind::TableCell, "Boats"),
            (BlockKind::TableCell, "40"),
            (BlockKind::Paragraph, "The fleet will sail in May."),
            (BlockKind::Paragraph, "Both the boats are new."),
        ]
    );
    let at = source.text().find("Both the boats").unwrap();
    let span = copydesk::span::FileSpan::new(at, at + 4);
    assert_eq!(source.part(span), Some("word/footnotes.xml"));
    let raw = entry(&docx(), "word/footnotes.xml");
    assert_eq!(&raw[source.on_disk(span)], "Both", "bytes of the part");
}

#[test]
fn a_document_of_opendocument_reads_as_its_author_would() {
    let (_, document) = read("a.odt", odt());
    assert_eq!(
        blocks(&document),
        [
            (BlockKind::Headline, "Ministers agree on ferry fleet"),
            (BlockKind::Paragraph, "Both the boats are new."),
            (BlockKind::Paragraph, "The ministers of both the countries met  in Mombasa’s port."),
            (BlockKind::ListItem, "Forty boats for Mombasa"),
            (BlockKind::Subheading, "The route"),
            (BlockKind::TableCell, "40"),
        ]
    );
}

/// A fix changes the words that it is about; every other part, and every other byte of the part, stays.
#[test]
fn a_fix_leaves_a_whole_file() {
    for (name, bytes, part) in [("a.docx", docx(), "word/document.xml"), ("a.odt", odt(), "content.xml")] {
        let dir = tempfile::TempDir::new().unwrap();
        let path = dir.path().join(name);
        fs::write(&path, &bytes).unwrap();
        let run = |arguments: &[&str]| {
            let output = Command::new(env!("CARGO_BIN_EXE_copydesk")).arg("check").arg(&path).args(arguments).output().unwrap();
            (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
        };
        let (status, found, errors) = run(&["--no-config", "--select", "both-the", "--format", "jsonl"]);
        assert_eq!((status, found.lines().count()), (1, 2), "{name}: {found}{errors}");
        assert!(found.contains(&format!("\"part\":\"{part}\"")), "{found}");
        let (_, _, errors) = run(&["--no-config", "--select", "both-the", "--fix"]);
        let fixed = fs::read(&path).unwrap();
        assert!(fixed != bytes, "{errors}");
        assert_eq!(run(&["--no-config", "--select", "both-the"]).0, 0, "nothing is left to report");
        let (old, new) = (entry(&bytes, part), entry(&fixed, part));
        match name {
            "a.docx" => {
                assert!(new.contains("<w:t xml:space=\"preserve\">coun</w:t>") || new.contains("<w:t>coun</w:t>"), "{new}");
                assert!(new.contains("on nothing") && new.contains("<w:b/>"), "what is tracked and formatted stays");
                assert_eq!(entry(&fixed, "word/comments.xml"), entry(&bytes, "word/comments.xml"));
            }
            _ => assert_eq!(new, old.replace("Both the boats", "Both boats").replace("both the <text:span>", "both <text:span>")),
        }
        let names = |b: &[u8]| {
            let mut archive = ZipArchive::new(Cursor::new(b.to_vec())).unwrap();
            (0..archive.len()).map(|i| archive.by_index(i).unwrap().name().unwrap().into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names(&fixed), names(&bytes), "the same entries in the same order");
    }
}

/// Archives that are broken or hostile are refused with the reason, and in little memory.
#[test]
fn hostile_archives_are_refused() {
    let bomb = {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("word/document.xml", SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
        let zeros = vec![b' '; 1 << 20];
        (0..64).for_each(|_| writer.write_all(&zeros).unwrap());
        writer.finish().unwrap().into_inner()
    };
    let broken = archive(&[("word/document.xml", "<w:document>\n<w:body><w:p></w:document>")]);
    let entities = archive(&[(
        "word/document.xml",
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><w:document><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>",
    )]);
    for (bytes, told) in [
        (bomb, "unpacks to more than the limit"),
        (archive(&[("/etc/passwd", "x"), ("word/document.xml", "<w:document/>")]), "leads out of it: /etc/passwd"),
        (archive(&[("../../x", "x"), ("word/document.xml", "<w:document/>")]), "leads out of it"),
        (archive(&[("a.xml", "x")]), "no word/document.xml"),
        (broken, "word/document.xml:2:"),
        (entities, "entities of its own"),
        (b"not a zip at all".to_vec(), "no archive that can be read"),
    ] {
        let session = Session::new(Settings::default()).unwrap();
        let error = session.open(Input::bytes("a.docx", bytes)).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(error.contains(told), "{told}: {error}");
    }
}

#[test]
fn a_document_can_be_edited_while_it_is_open() {
    let session = Session::new(Settings::default()).unwrap();
    let handle = session.open(Input::bytes("a.docx", docx())).unwrap();
    let before = session.check(handle, &Cancel::default()).unwrap();
    let source = before.source.clone().unwrap();
    let edits = session.fixes(handle, &source, &before.diagnostics, copydesk::diagnostic::Applicability::Safe).unwrap();
    assert!(!edits.is_empty());
    session.edit(handle, &edits).unwrap();
    let after = session.check(handle, &Cancel::default()).unwrap();
    assert!(after.diagnostics.len() < before.diagnostics.len());
}
