//! The same article through every input format: the same blocks, the same diagnostics, each on the bytes it quotes.

use copydesk::{
    diagnostic::{Applicability, Diagnostic},
    document::{self, BlockKind, Document, Fields, Format},
    engine::{Linter, Options},
    fix, rules,
    source::Source,
    span::BlockSpan,
};

/// Headline, two paragraphs with a fault in each, a list, a quotation.
const TITLE: &str = "Ministers agree on river fleet at Lagos meeting";
const BYLINE: &str = "By Ngozi Okafor and Luis Prado";
const FIRST: &str = "The ministers of both the countries met for three days in a hotel in Lagos & agreed on a \"river fleet\" for the São José dam. Nobody objected.";
const SECOND: &str =
    "Both the leaders will sign the accord in May, said the minister’s spokeswoman, 35 °C heat or not 😀. The treaty takes effect in June.";
const QUOTE: &str = "We have waited ten years for this, and both the banks of the river will gain from it.";
const ITEMS: [&str; 2] = ["Forty boats for Niger", "Sixty boats for Nigeria"];

fn escape_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('ã', "&atilde;").replace('’', "&#8217;").replace('😀', "&#x1F600;")
}

fn html(page: bool) -> String {
    let article = format!(
        "<h1>{}</h1><p class=\"byline\">{}</p>\n<p>{}</p><!-- a note --><p>{}</p><blockquote><p>{}</p></blockquote><ul><li>{}<li>{}</ul>",
        escape_html(TITLE),
        BYLINE,
        escape_html(FIRST).replace("both the", "both\n   the").replace("countries", "<em>countries</em>"),
        escape_html(SECOND),
        escape_html(QUOTE),
        ITEMS[0],
        ITEMS[1]
    );
    if page {
        format!(
            "<!DOCTYPE html><html><head><title>{TITLE} - The Post</title><script>var a = '<p>both the things are';</script></head><body>\
             <nav><ul><li>Home<li>Both the pages</ul></nav><main><article>{article}</article></main>\
             <aside><p>Both the leaders are in this teaser, which is long enough to be prose.</p></aside>\
             <footer>Both the owners of this page.</footer></body></html>"
        )
    } else {
        article
    }
}

fn markdown(matter: &str, title: bool) -> String {
    let title = if title { format!("# {TITLE}\n\n") } else { String::new() };
    format!(
        "{matter}{title}{BYLINE}\n\n{}\n\n<!-- a note -->\n\n{}\n\n> {QUOTE}\n\n- {}\n- {}\n",
        FIRST.replace('&', "&amp;").replace("countries", "**countries**").replace("São", "S&atilde;o").replace("met for", "met\nfor"),
        SECOND
            .replace("accord", "[accord](https://example.org/both-the-things \"Both the titles\")")
            .replace("35", "\\35")
            .replace("\\35", "35"),
        ITEMS[0],
        ITEMS[1]
    )
}

fn plain() -> String {
    [TITLE, BYLINE, FIRST, SECOND, &format!("> {QUOTE}"), &format!("• {}\n• {}", ITEMS[0], ITEMS[1])].join("\n\n")
}

/// Path, text, and how a piece of the file reads.
fn inputs() -> Vec<(&'static str, Format, String)> {
    let value =
        serde_json::json!({ "id": 7, "body": html(false).replace(&format!("<h1>{}</h1>", escape_html(TITLE)), ""), "title": TITLE });
    let ascii = |v: &serde_json::Value| {
        let mut out = String::new();
        for c in v.to_string().chars() {
            if c.is_ascii() {
                out.push(c);
            } else {
                let mut units = [0; 2];
                for unit in c.encode_utf16(&mut units) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
        out
    };
    let bare = serde_json::json!({ "data": { "title": TITLE, "byline": BYLINE, "paragraphs": [FIRST, SECOND], "quote": QUOTE, "body": format!("• {}\n• {}", ITEMS[0], ITEMS[1]) } });
    vec![
        ("a.txt", Format::Plain, plain()),
        ("a.txt", Format::Plain, plain().replace('\n', "\r\n")),
        ("a.md", Format::Markdown, markdown("", true)),
        ("a.md", Format::Markdown, markdown("", true).replace('\n', "\r\n")),
        ("a.md", Format::Markdown, markdown(&format!("---\ntitle: {TITLE}\ntags: [both the]\n---\n"), false)),
        ("a.md", Format::Markdown, markdown(&format!("+++\ntitle = \"{TITLE}\"\n+++\n\n"), false)),
        ("a.md", Format::Markdown, markdown(&format!("{{\"title\": \"{TITLE}\"}}\n\n"), false)),
        ("a.mdx", Format::Markdown, format!("import Map from './map'\n\n{}\n<Map at={{1 + 1}} />\n", markdown("", true))),
        ("a.html", Format::Html, html(false)),
        ("a.html", Format::Html, html(true)),
        ("a.html", Format::Html, html(true).replace('\n', "\r\n")),
        ("a.json", Format::Json, value.to_string()),
        ("a.json", Format::Json, ascii(&value)),
        ("a.json", Format::Json, serde_json::to_string_pretty(&bare).unwrap()),
        ("a.json", Format::Json, format!("{{\"articles\": [{value}], \"count\": 1}}")),
        ("a.jsonl", Format::Jsonl, format!("{}\n{{\"n\": 1}}\n", ascii(&value))),
    ]
}

fn texts(document: &Document) -> Vec<(BlockKind, String)> {
    document.blocks.iter().map(|b| (b.kind, b.text.clone())).collect()
}

fn only(mut documents: Vec<Document>) -> Document {
    assert_eq!(documents.len(), 1);
    documents.remove(0)
}

#[test]
fn every_format_gives_the_same_blocks() {
    let expected = [
        (BlockKind::Headline, TITLE),
        (BlockKind::Byline, BYLINE),
        (BlockKind::Paragraph, FIRST),
        (BlockKind::Paragraph, SECOND),
        (BlockKind::Quotation, QUOTE),
        (BlockKind::ListItem, ITEMS[0]),
        (BlockKind::ListItem, ITEMS[1]),
    ]
    .map(|(k, t)| (k, t.to_owned()));
    for (path, format, text) in inputs() {
        let source = Source::from_text(path, text.clone());
        let document = only(document::parse(&source, format));
        let found = texts(&document);
        assert_eq!(found, expected, "{path}: {text}");
        assert!(document.problems.is_empty());
        assert_eq!(document.title(), Some(TITLE));
    }
}

fn diagnostics(source: &Source, format: Format) -> Vec<Diagnostic> {
    Linter::new(rules::all(), Options::default()).check(source, format)
}

#[test]
fn every_format_gives_the_same_diagnostics() {
    let (_, format, text) = inputs().remove(0);
    let key = |d: &Diagnostic| (d.rule.to_string(), d.text.clone(), d.fingerprint.clone(), d.message.clone());
    let expected: Vec<_> = diagnostics(&Source::from_text("a.txt", text), format).iter().map(key).collect();
    assert!(expected.iter().any(|d| d.1 == "both the countries"), "the planted faults are found: {expected:?}");
    for (path, format, text) in inputs() {
        let source = Source::from_text(path, text.clone());
        let mut found = diagnostics(&source, format);
        // A JSON body may stand before the title.
        found.sort_by_key(|d| expected.iter().position(|e| e.2 == d.fingerprint));
        assert_eq!(found.iter().map(key).collect::<Vec<_>>(), expected, "{path}: {text}");
        for d in &found {
            assert!(d.span.slice(source.text()).len() >= d.text.len().min(4), "{path}: {d:?}");
        }
    }
}

/// What a piece of a file says, white space aside.
fn says(path: &str, piece: &str) -> String {
    let html = |piece: &str| {
        html5gum::Tokenizer::new(piece).flatten().fold(String::new(), |mut out, token| {
            if let html5gum::Token::String(s) = token {
                out.push_str(&String::from_utf8_lossy(&s));
            }
            out
        })
    };
    let text = match path {
        "a.txt" => piece.to_owned(),
        "a.html" => html(piece),
        "a.json" | "a.jsonl" => html(&serde_json::from_str::<String>(&format!("\"{piece}\"")).unwrap()),
        _ => html(&piece.replace("**", "").replace("](https://example.org/both-the-things \"Both the titles\")", "").replace('[', "")),
    };
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The file in every encoding, as bytes.
fn encoded(text: &str) -> [Vec<u8>; 4] {
    let utf16 = |to: fn(u16) -> [u8; 2], bom: [u8; 2]| -> Vec<u8> { bom.into_iter().chain(text.encode_utf16().flat_map(to)).collect() };
    [
        text.as_bytes().to_vec(),
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        utf16(u16::to_le_bytes, [0xFF, 0xFE]),
        utf16(u16::to_be_bytes, [0xFE, 0xFF]),
    ]
}

/// The bytes of a file of that encoding as text.
fn decoded(source: &Source, bytes: &[u8]) -> String {
    let units = |to: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|b| to(*b)).collect();
        String::from_utf16(&units).unwrap()
    };
    match source.encoding() {
        copydesk::source::Encoding::Utf8 => String::from_utf8(bytes.to_vec()).unwrap(),
        copydesk::source::Encoding::Utf16Le => units(u16::from_le_bytes),
        copydesk::source::Encoding::Utf16Be => units(u16::from_be_bytes),
    }
}

#[test]
fn the_bytes_on_disk_of_every_diagnostic_say_what_it_quotes() {
    for (path, format, text) in inputs() {
        for bytes in encoded(&text) {
            let source = Source::from_bytes(path, bytes.clone()).unwrap();
            let found = diagnostics(&source, format);
            assert!(found.len() > 1, "{path}");
            for d in found {
                let piece = decoded(&source, &bytes[source.on_disk(d.span)]);
                let quoted: String = d.text.chars().filter(|c| !c.is_whitespace()).collect();
                assert_eq!(says(path, &piece), quoted, "{path}, {:?}: {piece}", source.encoding());
                for label in d.labels {
                    assert!(!decoded(&source, &bytes[source.on_disk(label.place)]).is_empty());
                }
            }
        }
    }
}

#[test]
fn every_format_is_fixed_alike_and_once() {
    let mut expected: Option<Vec<(BlockKind, String)>> = None;
    for (path, format, text) in inputs() {
        let mut source = Source::from_text(path, text.clone());
        for pass in 0.. {
            let found = diagnostics(&source, format);
            let edits = fix::edits(&source, format, &Fields::default(), &found, Applicability::Unsafe);
            if edits.is_empty() {
                break;
            }
            assert!(pass < fix::MAX_PASSES, "{path}: {edits:?}");
            source = Source::from_text(path, fix::apply(source.text(), &edits));
        }
        assert_ne!(source.text(), text, "{path}");
        let after = texts(&only(document::parse(&source, format)));
        assert!(!after.iter().any(|(_, t)| t.to_lowercase().contains("both the")), "{path}: {after:?}");
        assert_eq!(&after, expected.get_or_insert_with(|| after.clone()), "{path}: {}", source.text());
    }
}

#[test]
fn spans_are_the_bytes_of_the_file_in_every_encoding() {
    for (path, format, text) in inputs() {
        for bytes in encoded(&text) {
            let source = Source::from_bytes(path, bytes.clone()).unwrap();
            let document = only(document::parse(&source, format));
            let block = document.blocks.iter().find(|b| b.text.contains("Nobody objected")).unwrap();
            let at = block.text.find("Nobody").unwrap();
            let span = block.in_file(BlockSpan::new(at, at + 6));
            let quoted = &bytes[source.on_disk(span)];
            let expected: Vec<u8> =
                source.encode("Nobody").unwrap().split_off(if source.has_bom() { source.encode("").unwrap().len() } else { 0 });
            assert_eq!(quoted, expected);
        }
    }
}

#[test]
fn comments_are_collected_with_their_place() {
    for (path, format, text) in inputs().into_iter().filter(|(_, f, _)| matches!(f, Format::Markdown | Format::Html)) {
        let source = Source::from_text(path, text);
        let document = only(document::parse(&source, format));
        let comments: Vec<_> = document.comments.iter().map(|c| (c.text.as_str(), c.span.slice(source.text()).trim_end())).collect();
        assert_eq!(comments, [(" a note ", "<!-- a note -->")]);
    }
}

#[test]
fn malformed_json_is_a_problem_with_its_place_and_the_rest_is_read() {
    let text = "{\"title\": \"One\", \"body\": \"First.\"}\n{\"title\": \"Two\", \"body\": }\n{\"title\": \"Three\", \"body\": \"A \\ud800 lone one.\"}\n";
    let source = Source::from_text("a.jsonl", text);
    let documents = document::parse(&source, Format::Jsonl);
    assert_eq!(documents.iter().filter_map(Document::title).collect::<Vec<_>>(), ["One", "Two", "Three"]);
    let problems: Vec<_> =
        documents.iter().flat_map(|d| &d.problems).map(|p| (source.line_column(p.span.start()).line, p.message.as_str())).collect();
    assert_eq!(problems, [(2, "invalid JSON: expected a value, found '}'"), (3, "invalid JSON: lone surrogate \\ud800")]);
}

#[test]
fn deep_nesting_and_unclosed_everything_are_bounded() {
    let deep = 10_000;
    let json = format!("{}{}", "[".repeat(deep), "]".repeat(deep));
    let documents = document::parse(&Source::from_text("a.json", json), Format::Json);
    assert!(documents[0].problems[0].message.contains("nested deeper"));
    let unclosed = document::parse(&Source::from_text("a.json", "{\"a\":".repeat(deep)), Format::Json);
    assert!(!unclosed[0].problems.is_empty());
    for text in [
        format!("{}Deep text.{}", "<div>".repeat(deep), "</div>".repeat(deep)),
        format!("{}Deep text.", "<p><b><i><table><td><li>".repeat(deep / 4)),
        format!("{}Deep text.", "</b></i></p>".repeat(deep)),
        format!("<p title=\"{}\">Deep text.", "x&amp;".repeat(200_000)),
        format!("<p {}>Deep text.", "a ".repeat(deep)),
    ] {
        let document = only(document::parse(&Source::from_text("a.html", text), Format::Html));
        assert_eq!(document.blocks.iter().map(|b| b.text.as_str()).collect::<Vec<_>>(), ["Deep text."]);
    }
    for text in [
        "> ".repeat(deep),
        "* ".repeat(deep),
        "[".repeat(deep),
        "![".repeat(deep),
        "{{<".repeat(deep),
        "**a ".repeat(deep),
        "`".repeat(deep),
    ] {
        let _ = document::parse(&Source::from_text("a.md", text), Format::Markdown);
    }
}

#[test]
fn many_articles_in_one_file() {
    let text = r#"{"title": "Feed of the Post", "items": [
        {"title": "Fire in Porto", "content_html": "<p>The fire is out.</p>", "image": {"alt": "Smoke"}},
        {"title": "Rain in Oslo", "content_html": "<p>It rains.</p>"}]}"#;
    let documents = document::parse(&Source::from_text("a.json", text), Format::Json);
    let texts: Vec<Vec<&str>> = documents.iter().map(|d| d.blocks.iter().map(|b| b.text.as_str()).collect()).collect();
    assert_eq!(texts, [vec!["Feed of the Post"], vec!["Fire in Porto", "The fire is out.", "Smoke"], vec!["Rain in Oslo", "It rains."]]);
    let blocks = r#"{"headline": "Fire in Porto", "body": [{"type": "p", "text": "The fire is out."}, {"type": "h2", "heading": "Next"}]}"#;
    let documents = document::parse(&Source::from_text("a.json", blocks), Format::Json);
    assert_eq!(documents.len(), 1);
    assert_eq!(documents[0].blocks.len(), 3);
}

#[test]
fn configured_fields_are_read_and_no_others() {
    let text = r#"{"title": "Fire in Porto", "nutgraf": "The fire is out.", "body": "Not read."}"#;
    let source = Source::from_text("a.json", text);
    let documents = document::parse_fields(&source, Format::Json, &document::Fields::named(["title", "nut_graf"]));
    let texts: Vec<&str> = documents[0].blocks.iter().map(|b| b.text.as_str()).collect();
    assert_eq!(texts, ["Fire in Porto", "The fire is out."]);
}

#[test]
fn an_excerpt_that_a_content_system_cut_is_left_out() {
    let body = "The council of the port city voted on Monday for the plan to move the ferry terminal to the quay. Two were absent.";
    let text = serde_json::json!({
        "title": {"rendered": "Tom &amp; Ama win"},
        "excerpt": {"rendered": "<p>The council of the port city voted on Monday for the plan [&hellip;]</p>"},
        "content": {"rendered": format!("<p>{body}</p>")}
    });
    let documents = document::parse(&Source::from_text("a.json", text.to_string()), Format::Json);
    let texts: Vec<&str> = documents[0].blocks.iter().map(|b| b.text.as_str()).collect();
    assert_eq!(texts, ["Tom & Ama win", body]);
}

#[test]
fn markdown_of_site_generators() {
    let text = "---\ntitle: Fire in Porto\n---\nimport Chart from './chart'\n\n{{< figure src=\"a.jpg\" >}}\n\nThe fire {{% anchor name %}}is out.[^1]\n\n\
                ![Smoke over the market](a.jpg)\n\n```\ncode both the\n```\n\n| Team | Points |\n|---|---|\n| Porto | 9 |\n\n[^1]: Says the mayor.\n";
    let source = Source::from_text("a.mdx", text);
    let found = texts(&only(document::parse(&source, Format::Markdown)));
    let expected = [
        (BlockKind::Headline, "Fire in Porto"),
        (BlockKind::Paragraph, "The fire is out."),
        (BlockKind::Caption, "Smoke over the market"),
        (BlockKind::Code, "code both the"),
        (BlockKind::TableCell, "Team"),
        (BlockKind::TableCell, "Points"),
        (BlockKind::TableCell, "Porto"),
        (BlockKind::TableCell, "9"),
        (BlockKind::Paragraph, "Says the mayor."),
    ];
    assert_eq!(found, expected.map(|(k, t)| (k, t.to_owned())));
}

#[test]
fn the_body_of_a_page_without_marks_is_found() {
    let prose = "The council of the port city voted on Monday for the plan to move the ferry terminal to the quay.";
    let text = format!(
        "<html><body><div id=top><ul class=menu><li><a href=/>Home</a><li><a href=/b>World</a></ul></div><div id=page><div class=left><h1>Harbour plan wins</h1>\
         <div class=txt><p>{prose}</p><p>{prose}</p><div class=share><a href=#>Share on Facebook</a></div><p>{prose}</p></div></div>\
         <div class=right><a href=/c>Storm closes ports in the north</a></div></div><div class=foot>Copyright The Post</div></body></html>"
    );
    let found = texts(&only(document::parse(&Source::from_text("a.html", text), Format::Html)));
    let expected = [
        (BlockKind::Headline, "Harbour plan wins"),
        (BlockKind::Paragraph, prose),
        (BlockKind::Paragraph, prose),
        (BlockKind::Furniture, "Share on Facebook"),
        (BlockKind::Paragraph, prose),
    ];
    assert_eq!(found, expected.map(|(k, t)| (k, t.to_owned())));
}

#[test]
fn a_paragraph_in_another_language_is_not_read_by_english_rules() {
    let english =
        "The ministers of the river states met in Lagos on Monday and agreed on a fleet for the dam. They will meet again in May.";
    let spanish = "Los ministros de los estados del río se reunieron en Lagos el lunes y acordaron una flota para la presa; both the países \
                   firmarán el acuerdo en mayo, según dijo la portavoz del ministerio.";
    let text = format!("Ministers agree on river fleet\n\n{english}\n\n{spanish}\n\n{english} Both the leaders signed.");
    let found = diagnostics(&Source::from_text("a.txt", text), Format::Plain);
    assert!(found.iter().all(|d| !d.text.contains("países")), "{found:?}");
    assert!(found.iter().any(|d| d.text == "Both the leaders"));
}
