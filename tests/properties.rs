//! Random documents in every format: each token's span is the bytes of the file that read as the token; nothing panics.

use copydesk::{
    analysis::Article,
    document::{self, Format},
    engine::{Linter, Options},
    rules,
    source::Source,
};
use proptest::prelude::*;

/// Words, of many scripts, none of which is markup.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z]{1,9}",
        "[0-9]{1,4}",
        Just("São".to_owned()),
        Just("Þórður".to_owned()),
        Just("Київ".to_owned()),
        Just("北京".to_owned()),
        Just("हिन्दी".to_owned()),
        Just("😀".to_owned()),
        Just("U.S.".to_owned()),
        Just("minister’s".to_owned()),
        Just("don't".to_owned()),
        Just("“quoted”".to_owned()),
        Just("AT&T".to_owned()),
        Just("\"said\"".to_owned()),
        Just("end.".to_owned()),
        Just("well-known".to_owned()),
        Just("e\u{301}t\u{AD}e".to_owned()),
    ]
}

fn paragraphs() -> impl Strategy<Value = Vec<Vec<String>>> {
    prop::collection::vec(prop::collection::vec(word(), 1..25), 1..8)
}

/// How each word and gap is written, from a stream of choices.
struct Pen<'a> {
    choices: &'a [u8],
    at: usize,
}

impl Pen<'_> {
    fn pick<'b>(&mut self, options: &[&'b str]) -> &'b str {
        self.at += 1;
        options[usize::from(self.choices[self.at % self.choices.len()]) % options.len()]
    }

    fn html(&mut self, word: &str) -> String {
        let mut out = String::new();
        for c in word.chars() {
            match (c, self.pick(&["raw", "raw", "raw", "raw", "dec", "hex"])) {
                ('&', _) => out.push_str(self.pick(&["&amp;", "&AMP", "&#38;"])),
                ('"', _) => out.push_str(self.pick(&["&quot;", "\""])),
                ('<', _) => out.push_str("&lt;"),
                (c, "dec") => out.push_str(&format!("&#{};", u32::from(c))),
                (c, "hex") => out.push_str(&format!("&#x{:x};", u32::from(c))),
                (c, _) => out.push(c),
            }
        }
        match self.pick(&["", "", "", "em", "a"]) {
            "em" => format!("<em>{out}</em>"),
            "a" => format!("<a href='x?a=1&b=2'>{out}</a>"),
            _ => out,
        }
    }

    fn markdown(&mut self, word: &str) -> String {
        let mut out = String::new();
        for c in word.chars() {
            match (c, self.pick(&["raw", "raw", "raw", "dec"])) {
                ('&', _) => out.push_str("&amp;"),
                (c, "dec") => out.push_str(&format!("&#{};", u32::from(c))),
                (c @ ('.' | '"' | '-' | '\''), _) => {
                    out.push_str(self.pick(&["", "\\"]));
                    out.push(c);
                }
                (c, _) => out.push(c),
            }
        }
        match self.pick(&["", "", "", "strong", "link"]) {
            "strong" if word.chars().all(char::is_alphanumeric) => format!("**{out}**"),
            "link" => format!("[{out}](https://example.org/a_b)"),
            _ => out,
        }
    }

    fn text(&mut self, paragraphs: &[Vec<String>], write: fn(&mut Self, &str) -> String, gaps: &[&str]) -> Vec<String> {
        let mut out = Vec::new();
        for words in paragraphs {
            let mut line = String::new();
            for (i, word) in words.iter().enumerate() {
                if i > 0 {
                    line.push_str(self.pick(gaps));
                }
                line.push_str(&write(self, word));
            }
            out.push(line);
        }
        out
    }

    fn json(&mut self, text: &str) -> String {
        let mut out = String::from("\"");
        for c in text.chars() {
            match (c, self.pick(&["raw", "raw", "raw", "u"])) {
                ('"', "raw") => out.push_str("\\\""),
                ('\n', "raw") => out.push_str("\\n"),
                ('\r', "raw") => out.push_str("\\r"),
                ('\\', "raw") => out.push_str("\\\\"),
                (c, "u") => c.encode_utf16(&mut [0; 2]).iter().for_each(|u| out.push_str(&format!("\\u{u:04X}"))),
                (c, _) => out.push(c),
            }
        }
        out.push('"');
        out
    }
}

/// What a piece of HTML says: tags out, references resolved by the tokenizer itself.
fn read_html(piece: &str) -> String {
    html5gum::Tokenizer::new(piece).flatten().fold(String::new(), |mut out, token| {
        if let html5gum::Token::String(s) = token {
            out.push_str(&String::from_utf8_lossy(&s));
        }
        out
    })
}

/// What a piece of Markdown says: marks and escapes out, references resolved.
fn read_markdown(piece: &str) -> String {
    let piece = piece.replace("](https://example.org/a_b)", "").replace("**", "").replace(['\\', '['], "");
    read_html(&piece)
}

fn read_json(piece: &str) -> String {
    serde_json::from_str(&format!("\"{piece}\"")).unwrap_or_else(|e| panic!("{piece:?}: {e}"))
}

/// Every token of every block maps to bytes that read as the token.
fn assert_exact(source: &Source, format: Format, read: impl Fn(&str) -> String, words: usize) {
    let squeeze = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut found = 0;
    for document in document::parse(source, format) {
        assert!(document.problems.is_empty(), "{:?}", document.problems);
        for text in Article::new(&document).blocks() {
            for token in text.tokens() {
                let span = text.block().in_file(token.span);
                let piece = source.text().get(span.start()..span.end());
                let piece = piece.unwrap_or_else(|| panic!("{span:?} cuts a character of {:?}", source.text()));
                assert_eq!(squeeze(&read(piece)), squeeze(text.word(token)), "{span:?} of {:?}", source.text());
                found += 1;
            }
        }
    }
    assert!(found >= words, "{found} tokens of {words} words: {:?}", source.text());
}

/// The file stored in an encoding, read back.
fn stored(path: &str, text: &str, encoding: u8) -> Source {
    let bytes: Vec<u8> = match encoding % 4 {
        0 => text.as_bytes().to_vec(),
        1 => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        2 => [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
        _ => [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect(),
    };
    let source = Source::from_bytes(path, bytes.clone()).unwrap();
    assert_eq!(source.text(), text);
    assert_eq!(source.encode(text).unwrap(), bytes);
    // Places on disk hold the same text, whatever the encoding.
    for (i, c) in text.char_indices().step_by(7) {
        let disk = source.on_disk(copydesk::span::FileSpan::new(i, i + c.len_utf8()));
        let marked = source.encode(&c.to_string()).unwrap();
        let mark = source.encode("").unwrap().len();
        assert_eq!(&bytes[disk], &marked[mark..]);
    }
    source
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn plain_text(paragraphs in paragraphs(), choices in prop::collection::vec(any::<u8>(), 64), encoding: u8) {
        let mut pen = Pen { choices: &choices, at: 0 };
        let lines = pen.text(&paragraphs, |_, w| w.to_owned(), &[" ", " ", " ", "\n", "\r\n", "  "]);
        let text = lines.join(pen.pick(&["\n\n", "\r\n\r\n", "\n", "\r"]));
        assert_exact(&stored("a.txt", &text, encoding), Format::Plain, str::to_owned, 1);
    }

    #[test]
    fn html(paragraphs in paragraphs(), choices in prop::collection::vec(any::<u8>(), 64), encoding: u8) {
        let mut pen = Pen { choices: &choices, at: 0 };
        let lines = pen.text(&paragraphs, Pen::html, &[" ", "\n", "\r\n   ", "<br>", "&nbsp;", " <!-- c --> "]);
        let mut text: String = lines.iter().map(|l| format!("{}{l}{}\r\n", pen.pick(&["<p>", "<div><p class=\"a\">", "<li>", "<h2>"]), pen.pick(&["", "</p>", "</div>"]))).collect();
        if pen.pick(&["page", ""]) == "page" {
            text = format!("<!doctype html>\r\n<html><head><title>T &amp; t</title></head><body><main>{text}</main></body></html>");
        }
        assert_exact(&stored("a.html", &text, encoding), Format::Html, read_html, 1);
    }

    #[test]
    fn markdown(paragraphs in paragraphs(), choices in prop::collection::vec(any::<u8>(), 64), encoding: u8) {
        let mut pen = Pen { choices: &choices, at: 0 };
        let lines = pen.text(&paragraphs, Pen::markdown, &[" ", " ", "\n", "\r\n", "  \n"]);
        let mut text: String = lines.iter().map(|l| format!("{}{l}\r\n\r\n", pen.pick(&["", "", "> ", "# ", "* "]))).collect();
        text.insert_str(0, pen.pick(&["", "---\ntitle: 'It''s São'\n---\n", "+++\r\ntitle = \"S\\u00e3o \\\"x\\\"\"\r\n+++\r\n"]));
        let read = |piece: &str| {
            let piece = piece.replace("It''s", "It's").replace("''", "'").replace("\\u00e3", "ã");
            read_markdown(&piece)
        };
        assert_exact(&stored("a.md", &text, encoding), Format::Markdown, read, 1);
    }

    #[test]
    fn json(paragraphs in paragraphs(), choices in prop::collection::vec(any::<u8>(), 64), encoding: u8, in_html: bool) {
        let mut pen = Pen { choices: &choices, at: 0 };
        let (body, read): (String, fn(&str) -> String) = if in_html {
            let lines = pen.text(&paragraphs, Pen::html, &[" ", "\n", "&nbsp;"]);
            (lines.iter().map(|l| format!("<p>{l}</p>")).collect(), |p| read_html(&read_json(p)))
        } else {
            (pen.text(&paragraphs, |_, w| w.to_owned(), &[" "]).join("\n\n"), read_json)
        };
        let text = format!("{{\"id\": [1, {{}}], \"title\": \"A title\",\n \"body\": {}}}", pen.json(&body));
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{text}");
        assert_exact(&stored("a.json", &text, encoding), Format::Json, read, 2);
        let lines = text.replace('\n', " ");
        let lines = format!("{lines}\r\n{lines}\n");
        assert_exact(&stored("a.jsonl", &lines, encoding), Format::Jsonl, read, 4);
    }

    #[test]
    fn nothing_panics_on_any_text(text in any::<String>(), soup in prop::collection::vec(prop::sample::select(SOUP), 0..60)) {
        let soup = soup.concat();
        let linter = Linter::new(rules::all(), Options::default());
        for text in [text.as_str(), soup.as_str()] {
            for (path, format) in [("a.txt", Format::Plain), ("a.mdx", Format::Markdown), ("a.html", Format::Html), ("a.json", Format::Json), ("a.jsonl", Format::Jsonl)] {
                let source = Source::from_text(path, text);
                for document in document::parse(&source, format) {
                    for text in Article::new(&document).blocks() {
                        for token in text.tokens() {
                            let span = text.block().in_file(token.span);
                            prop_assert!(source.text().get(span.start()..span.end()).is_some(), "{path} {span:?} {:?} {:?}", source.text(), text.text());
                        }
                    }
                    let places = document.comments.iter().map(|c| c.span).chain(document.problems.iter().map(|p| p.span));
                    for span in places.chain(document.metadata.iter().map(|m| m.span)) {
                        prop_assert!(source.text().get(span.start()..span.end()).is_some(), "{:?}", span);
                    }
                }
                for d in linter.check(&source, format) {
                    prop_assert!(source.text().get(d.span.start()..d.span.end()).is_some());
                }
            }
        }
    }

    #[test]
    fn nothing_panics_on_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(source) = Source::from_bytes("a.txt", bytes) {
            let _ = document::parse(&source, Format::Plain);
        }
    }
}

/// Pieces that mean something to some format.
const SOUP: &[&str] = &[
    "<p>",
    "</p>",
    "<div",
    ">",
    "<b>",
    "</b>",
    "<a href=\"",
    "\"",
    "'",
    "&amp;",
    "&",
    "&#x",
    "&#55296;",
    "&notit;",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<table>",
    "<td>",
    "<h1>",
    "<br/>",
    "<li>",
    "<html>",
    "<body>",
    "<main>",
    "<img alt=x>",
    "---\n",
    "+++\n",
    "title: ",
    "title = ",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"body\"",
    "\\u",
    "\\ud83d",
    "\\",
    "null",
    "1",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "# ",
    "> ",
    "- ",
    "* ",
    "1. ",
    "**",
    "_",
    "`",
    "```\n",
    "![",
    "](",
    ")",
    "|",
    "|---|",
    "{{<",
    ">}}",
    "{{%",
    "%}",
    "{{",
    "}}",
    "word",
    "The",
    " ",
    " ",
    "São",
    "😀",
    "\u{301}",
    "\u{200B}",
    "\u{FEFF}",
    "\u{1}",
    "\u{0}",
    ".",
    "...",
    "?",
    "“",
    "”",
    "’",
    "—",
    "\t",
    "   ",
    "http://a.b",
    "@x",
    "[^1]",
    "[^1]: ",
    "import x from 'y'\n",
    "|\n",
];
