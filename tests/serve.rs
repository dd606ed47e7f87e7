//! `copydesk serve` over real sockets: each of its doors, and who and what is refused at them.

#![cfg(feature = "cli")]

use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{Shutdown, TcpStream},
    process::{Child, Command, Stdio},
    time::Duration,
};

const COPYDESK: &str = env!("CARGO_BIN_EXE_copydesk");

/// A server that ends with its test.
struct Served {
    process: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

struct Answered {
    status: u16,
    head: String,
    body: String,
}

impl Answered {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().filter_map(|l| l.split_once(": ")).find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.trim())
    }
}

impl Served {
    fn new(arguments: &[&str], configuration: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("copydesk.toml"), configuration).unwrap();
        let mut process = Command::new(COPYDESK)
            .args(["serve", "--port", "0"])
            .args(arguments)
            .env_remove("COPYDESK_TOKEN")
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.split("http://").nth(1).and_then(|a| a.split('/').next()?.rsplit(':').next()?.parse().ok());
        Self { process, port: port.unwrap_or_else(|| panic!("no port in {line:?}")), _folder: folder }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// Sends a request with these lines of its head besides the usual ones, and reads the answer to its end.
    fn ask(&self, line: &str, head: &[&str], body: impl AsRef<[u8]>) -> Answered {
        let body = body.as_ref();
        let mut request = format!("{line} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
        if !head.iter().any(|h| h.starts_with("Host:")) {
            request.push_str(&format!("Host: localhost:{}\r\n", self.port));
        }
        head.iter().for_each(|h| request.push_str(&format!("{h}\r\n")));
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        stream.write_all(b"\r\n").unwrap();
        // A server that refuses a body need not read it.
        let _ = stream.write_all(body);
        answered(stream)
    }

    fn post_json(&self, path: &str, body: &Value) -> Answered {
        self.ask(&format!("POST {path}"), &["Content-Type: application/json"], body.to_string())
    }

    fn check_form(&self, fields: &[(&str, &str)]) -> Answered {
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.ask("POST /v2/check", &["Content-Type: application/x-www-form-urlencoded"], form)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn answered(mut stream: TcpStream) -> Answered {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
    let chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
    let body = if chunked { unchunked(body) } else { body.to_owned() };
    Answered { status, head: head.to_owned(), body }
}

fn unchunked(mut body: &str) -> String {
    let mut out = String::new();
    while let Some((size, rest)) = body.split_once("\r\n") {
        let size = usize::from_str_radix(size, 16).unwrap();
        out.push_str(&rest[..size]);
        body = rest[size..].trim_start_matches("\r\n");
    }
    out
}

/// Where a text stands in another, in UTF-16 code units.
fn units(text: &str, part: &str) -> (usize, usize) {
    let at = text.find(part).unwrap();
    (text[..at].encode_utf16().count(), part.encode_utf16().count())
}

const TEXT: &str = "😀 The ministers of both the countries met in Nairobi on Monday.";

#[test]
fn language_tool_protocol() {
    let served = Served::new(&[], "");
    let answer = served.check_form(&[("text", TEXT), ("language", "en-US"), ("enabledOnly", "false")]);
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/json")), "{}", answer.body);
    let body = answer.json();
    assert_eq!(body["language"]["code"], "en-US");
    let found = &body["matches"][0];
    let (offset, length) = units(TEXT, "both the countries");
    assert_eq!((&found["offset"], &found["length"]), (&json!(offset), &json!(length)), "{found}");
    assert_eq!(found["replacements"], json!([{"value": "both countries"}]));
    assert_eq!((&found["rule"]["id"], &found["rule"]["issueType"]), (&json!("both-the"), &json!("grammar")));
    assert_eq!(found["rule"]["category"]["id"], "ARTEFACT");
    assert_eq!(found["sentence"], TEXT, "{found}");
    let context = found["context"].clone();
    let shown: Vec<u16> = context["text"].as_str().unwrap().encode_utf16().collect();
    let (at, len) = (context["offset"].as_u64().unwrap() as usize, context["length"].as_u64().unwrap() as usize);
    assert_eq!(String::from_utf16(&shown[at..at + len]).unwrap(), "both the countries");
    assert_eq!(body["sentenceRanges"].as_array().unwrap().last().unwrap()[1], TEXT.encode_utf16().count());

    // The same as JSON, as a query, and with markup around the fault.
    let same = |answer: Answered| assert_eq!(answer.json()["matches"], body["matches"], "{}", answer.body);
    same(served.post_json("/v2/check", &json!({"text": TEXT, "language": "en-US"})));
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs([("text", TEXT), ("language", "auto")]).finish();
    same(served.ask(&format!("GET /v2/check?{query}"), &[], ""));
    let (before, after) = TEXT.split_at(TEXT.find("both").unwrap());
    let data = json!({"annotation": [{"text": before}, {"markup": "<b class='x'>"}, {"text": after}]});
    for data in [data.clone(), Value::String(data.to_string())] {
        let marked = served.post_json("/v2/check", &json!({"data": data, "language": "en"})).json();
        assert_eq!((&marked["matches"][0]["offset"], &marked["matches"][0]["length"]), (&json!(offset + 13), &json!(length)));
    }
}

#[test]
fn language_tool_rules_can_be_chosen() {
    let served = Served::new(&[], "");
    let rules = |fields: &[(&str, &str)]| -> Vec<String> {
        let text = "The the ministers of both the countries met in Nairobi on Monday.";
        let answer = served.check_form(&[&[("text", text), ("language", "en")], fields].concat());
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()["matches"].as_array().unwrap().iter().map(|m| m["rule"]["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(rules(&[]), ["doubled-word", "both-the"]);
    // Clients name LanguageTool's own rules by habit.
    assert_eq!(rules(&[("disabledRules", "WHITESPACE_RULE,both-the")]), ["doubled-word"]);
    assert_eq!(rules(&[("enabledRules", "both-the"), ("enabledOnly", "true")]), ["both-the"]);
    assert_eq!(rules(&[("enabledRules", "UPPERCASE"), ("enabledOnly", "true")]), [""; 0]);
    assert_eq!(rules(&[("enabledCategories", "NAME"), ("enabledOnly", "true")]), [""; 0]);
    assert_eq!(rules(&[("disabledCategories", "ARTEFACT")]), [""; 0]);
    assert_eq!(rules(&[("level", "picky")]), ["doubled-word", "both-the"]);
}

#[test]
fn language_tool_says_what_is_wrong_in_a_line() {
    let served = Served::new(&[], "");
    for (fields, part) in [
        (&[("language", "en")][..], "missing 'text'"),
        (&[("text", "a"), ("data", "{}")], "not both"),
        (&[("text", "a"), ("language", "xx-YY")], "xx-YY"),
        (&[("data", "{\"annotation\": [{}]}")], "annotation"),
        (&[("text", "a"), ("level", "high")], "level"),
        (&[("text", "a\0b")], ""),
    ] {
        let answer = served.check_form(fields);
        let refused = answer.status == 400 && answer.body.starts_with("Error: ") && answer.body.contains(part);
        assert!(refused || part.is_empty() && answer.status < 500, "{fields:?}: {} {}", answer.status, answer.body);
    }
    assert_eq!(served.ask("PUT /v2/check", &[], "").status, 405);
    assert_eq!(served.ask("POST /v2/check", &["Content-Type: image/png"], [0x89, 0x50, 0, 0xFF]).status, 415);
    assert_eq!(served.ask("POST /v2/check", &["Content-Type: application/json"], [0xFF, 0xFE, b'{']).status, 400);
    assert_eq!(served.ask("GET /v2/healthcheck", &[], "").body, "OK");
    assert!(served.ask("GET /v2/maxtextlength", &[], "").body.parse::<usize>().is_ok());
    let languages = served.ask("GET /v2/languages", &[], "").json();
    let codes: Vec<&str> = languages.as_array().unwrap().iter().map(|l| l["longCode"].as_str().unwrap()).collect();
    assert!(["en", "en-US", "de-DE", "es", "ru"].iter().all(|c| codes.contains(c)), "{codes:?}");
}

#[test]
fn own_json_is_that_of_the_command_line() {
    let served = Served::new(&["--no-config"], "");
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("draft.md"), TEXT).unwrap();
    let line = |command: &str| {
        let out = Command::new(COPYDESK).args([command, "--no-config", "--format", "json", "draft.md"]).current_dir(folder.path()).output();
        String::from_utf8(out.unwrap().stdout).unwrap()
    };
    let article = json!({"path": "draft.md", "text": TEXT});
    for command in ["check", "triage", "names"] {
        let expected = line(command);
        assert_eq!(served.post_json(&format!("/api/{command}"), &article).body, expected, "{command}");
        let many = served.post_json(&format!("/api/{command}"), &json!({"articles": [article]}));
        assert_eq!(many.body, expected, "{command}");
        let raw = served.ask(&format!("POST /api/{command}?path=draft.md"), &["Content-Type: application/octet-stream"], TEXT);
        assert_eq!(raw.body, expected, "{command}");
    }
    let none = served.post_json("/api/check", &json!({"text": TEXT, "settings": {"ignore": ["both-the"]}})).json();
    assert_eq!(none["diagnostics"], json!([]));
    let text = "The ministers met in Riga on Monday. President Andris Kalvītis met them. Asked about it, Kalvitis smiled.";
    let settled = |settings: Value| served.post_json("/api/check", &json!({"text": text, "settings": settings})).json();
    assert_eq!(settled(json!({}))["diagnostics"][0]["rule"], "name-variant");
    assert_eq!(settled(json!({"names": {"accept": ["Kalvitis"]}}))["diagnostics"], json!([]));
    let outline = served.post_json("/api/check", &json!({"text": "Rain\n\nIt rained in Accra.", "outline": true})).json();
    assert_eq!(outline["articles"][0]["blocks"][0], json!({"kind": "headline", "span": {"start": 0, "end": 4}}));
}

#[test]
fn fixes_are_made_in_the_formats_own_way() {
    let served = Served::new(&[], "");
    let text = "<p>The ministers of both the countries met in Nairobi on Monday.</p><p>Smith &amp; Co paid for the hall.</p>";
    let found = served.post_json("/api/check", &json!({"text": text, "format": "html"})).json();
    let suggestion = &found["diagnostics"][0]["suggestions"][0];
    let change = json!({"span": suggestion["span"], "replacement": suggestion["replacement"]});
    let fixed = served.post_json("/api/fix", &json!({"text": text, "format": "html", "changes": [change]})).json();
    assert_eq!((fixed["text"].as_str(), &fixed["made"]), (Some(&*text.replace("both the", "both")), &json!(1)));
    let ampersand = json!([{"span": {"start": text.find("Nairobi").unwrap(), "end": text.find(" on").unwrap()}, "replacement": "A & B"}]);
    let fixed = served.post_json("/api/fix", &json!({"text": text, "format": "html", "changes": ampersand})).json();
    assert!(fixed["text"].as_str().unwrap().contains("A &amp; B"), "{fixed}");
    let all = served.post_json("/api/fix", &json!({"text": "The the rain stopped in Accra."})).json();
    assert_eq!(all["text"], "The rain stopped in Accra.");
    let outside = json!({"text": "é", "changes": [{"span": {"start": 1, "end": 9}, "replacement": ""}]});
    assert_eq!(served.post_json("/api/fix", &outside).status, 400);
}

#[test]
fn many_articles_are_answered_one_by_one() {
    let served = Served::new(&[], "");
    let mut lines: Vec<String> = (0..40).map(|n| json!({"id": n, "text": TEXT}).to_string()).collect();
    lines[7] = "{\"text\":".to_owned();
    lines[9] = json!({"id": 9, "text": TEXT, "path": "a.exe"}).to_string();
    let answer = served.ask("POST /api/check", &["Content-Type: application/x-ndjson"], lines.join("\n"));
    assert_eq!(answer.status, 200);
    let answers: Vec<Value> = answer.body.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(answers.len(), 40);
    for (n, answer) in answers.iter().enumerate() {
        match n {
            7 => assert!(answer["error"].as_str().unwrap().contains("JSON"), "{answer}"),
            9 => assert_eq!((&answer["id"], answer["problems"].as_array().unwrap().len()), (&json!(9), 1), "{answer}"),
            _ => assert_eq!((&answer["id"], &answer["diagnostics"][0]["rule"]), (&json!(n), &json!("both-the")), "{answer}"),
        }
    }

    // A client may wait for each answer before it sends the next article.
    let mut stream = served.connect();
    let head = format!(
        "POST /api/check HTTP/1.1\r\nHost: localhost:{}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n",
        served.port
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut read = BufReader::new(stream.try_clone().unwrap());
    for n in 0..3 {
        let line = json!({"id": n, "text": TEXT}).to_string() + "\n";
        stream.write_all(format!("{:x}\r\n{line}\r\n", line.len()).as_bytes()).unwrap();
        let mut got = String::new();
        while !got.contains(&format!("\"id\":{n},")) {
            got.clear();
            assert!(read.read_line(&mut got).unwrap() > 0, "closed before article {n} was answered");
        }
    }
}

#[test]
fn foreign_hosts_and_origins_are_refused() {
    let served = Served::new(&["--allow-origin", "https://cms.example", "--allow-host", "desk.example"], "");
    let body = json!({"text": TEXT}).to_string();
    let ask = |path: &str, head: &[&str]| served.ask(&format!("POST {path}"), &[&["Content-Type: application/json"], head].concat(), &body);
    for path in ["/api/check", "/v2/check"] {
        assert_eq!(ask(path, &["Host: evil.example"]).status, 403, "a name that was made to lead here");
        assert_eq!(ask(path, &["Host: desk.example"]).status, 200);
        for origin in ["https://evil.example", "null", "http://localhost:1"] {
            let answer = ask(path, &[&format!("Origin: {origin}")]);
            assert_eq!((answer.status, answer.header("access-control-allow-origin")), (403, None), "{origin}");
        }
        let own = format!("Origin: http://localhost:{}", served.port);
        assert_eq!(ask(path, &[&own]).status, 200);
        let named = ask(path, &["Origin: https://cms.example"]);
        assert_eq!((named.status, named.header("access-control-allow-origin")), (200, Some("https://cms.example")));
    }
    let preflight = served.ask("OPTIONS /v2/check", &["Origin: moz-extension://1", "Access-Control-Request-Method: POST"], "");
    assert_eq!((preflight.status, preflight.header("access-control-allow-origin")), (204, Some("moz-extension://1")));
    assert!(preflight.header("access-control-allow-headers").is_some());
    assert_eq!(served.ask("OPTIONS /api/check", &["Origin: https://evil.example"], "").status, 403);
}

#[test]
fn what_is_too_large_or_broken_is_refused_and_the_server_lives() {
    let served = Served::new(&["--max-request", "4096"], "");
    let long = "a ".repeat(4000);
    assert_eq!(served.post_json("/api/check", &json!({"text": long})).status, 413);
    assert_eq!(served.check_form(&[("text", &long)]).status, 413);
    // Fifty megabytes are refused by what their head says.
    let mut stream = served.connect();
    write!(
        stream,
        "POST /api/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 52428800\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    assert_eq!(answered(stream).status, 413);
    // And what says nothing of its length, when it has come so far.
    let mut stream = served.connect();
    write!(
        stream,
        "POST /api/check HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let _ = write!(stream, "1400\r\n{}\r\n", "a".repeat(0x1400));
    assert_eq!(answered(stream).status, 413);
    let lines = format!("{}\n{}\n", json!({"text": TEXT}), json!({"text": long}));
    let answer = served.ask("POST /api/check", &["Content-Type: application/x-ndjson"], lines);
    let last: Value = serde_json::from_str(answer.body.lines().last().unwrap()).unwrap();
    assert!(last["error"].as_str().unwrap().contains("4096") && answer.body.lines().count() == 2, "{}", answer.body);

    for (kind, body, status) in [
        ("application/json", "{", 400),
        ("application/json", "[1]", 400),
        ("application/json", "{\"text\": \"a\", \"articles\": [{\"text\": \"b\"}]}", 400),
        ("application/json", "{}", 400),
        ("application/json", "{\"txt\": \"a\"}", 400),
        ("application/json", "{\"text\": \"a\", \"settings\": {\"select\": [\"no-such-rule\"]}}", 400),
        ("application/json", "{\"text\": \"a\", \"settings\": {\"min-confidence\": 7}}", 400),
        ("application/json", "{\"text\": \"a\", \"settings\": {\"language\": \"klingon\"}}", 400),
        ("application/x-www-form-urlencoded", "text=a", 415),
        ("image/png", "\u{89}PNG", 415),
    ] {
        let answer = served.ask("POST /api/check", &[&format!("Content-Type: {kind}")], body);
        assert!(answer.status == status && answer.json()["error"].is_string(), "{body}: {} {}", answer.status, answer.body);
    }
    let binary = served.ask("POST /api/check", &["Content-Type: application/octet-stream"], b"\x7fELF\0\0\xff");
    assert_eq!((binary.status, binary.json()["problems"].as_array().map(Vec::len)), (200, Some(1)), "{}", binary.body);
    assert_eq!(served.ask("POST /api/check?colour=red", &["Content-Type: text/plain"], "a").status, 400);
    assert_eq!(served.ask("GET /api/check", &[], "").status, 405);
    assert_eq!(served.ask("GET /api/rules/no-such-rule", &[], "").status, 404);
    assert_eq!(served.ask("GET /../../etc/passwd", &[], "").status, 404);

    let mut stream = served.connect();
    stream.write_all(b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n").unwrap();
    assert_eq!(answered(stream).status, 400, "a client that speaks another protocol");
    // Clients that vanish: while they send, and before they have the answer.
    for sent in [
        "POST /api/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{\"te",
        "GET /v2/languages HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ] {
        let mut stream = served.connect();
        stream.write_all(sent.as_bytes()).unwrap();
        stream.shutdown(Shutdown::Both).unwrap();
    }
    assert_eq!(served.post_json("/api/check", &json!({"text": TEXT})).status, 200);
}

#[test]
fn the_word_is_asked_for_on_a_network() {
    let fails = |arguments: &[&str]| {
        let out = Command::new(COPYDESK).arg("serve").args(arguments).env_remove("COPYDESK_TOKEN").output().unwrap();
        assert_eq!(out.status.code(), Some(2), "{arguments:?}");
        String::from_utf8(out.stderr).unwrap()
    };
    assert!(fails(&["--address", "0.0.0.0", "--port", "0"]).contains("token"));
    assert!(fails(&["--allow-origin", "cms.example"]).contains("origin"));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    fs::write(&file, "short").unwrap();
    assert!(fails(&["--port", "0", "--token-file", file.to_str().unwrap()]).contains("16 characters"));
    fs::write(&file, "a word of some length\n").unwrap();
    let served = Served::new(&["--address", "0.0.0.0", "--token-file", file.to_str().unwrap()], "");
    assert!(
        fails(&["--port", &served.port.to_string(), "--address", "0.0.0.0", "--token-file", file.to_str().unwrap()])
            .contains("can't listen")
    );
    let body = json!({"text": TEXT}).to_string();
    let ask =
        |head: &[&str]| served.ask("POST /api/check", &[&["Content-Type: application/json", "Host: desk"], head].concat(), &body).status;
    assert_eq!((ask(&[]), ask(&["Authorization: Bearer a word"]), ask(&["Authorization: Bearer a word of some length"])), (401, 401, 200));
    assert_eq!(served.check_form(&[("text", TEXT)]).status, 401);
    assert_eq!(served.check_form(&[("text", TEXT), ("username", "me"), ("apiKey", "a word of some length")]).status, 200);
}

#[test]
fn configuration_holds_and_a_path_leads_nowhere_else() {
    let served = Served::new(&[], "ignore = [\"both-the\"]\n");
    assert_eq!(served.check_form(&[("text", TEXT)]).json()["matches"], json!([]));
    for path in ["a.md", "../a.md", "/etc/a.md", "x/../../a.md"] {
        let answer = served.post_json("/api/check", &json!({"text": TEXT, "path": path})).json();
        assert_eq!(answer["diagnostics"], json!([]), "{path}");
    }
}

#[test]
fn the_page_asks_nobody_else() {
    let served = Served::new(&[], "");
    let page = served.ask("GET /", &[], "");
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    // Every file that the page names is there, and no other host is.
    let names = page.body.split(['"', '\'']).filter(|w| w.starts_with("page/"));
    let names: Vec<&str> = names.collect();
    assert!(names.len() >= 2, "{names:?}");
    for name in names {
        let file = served.ask(&format!("GET /{name}"), &[], "");
        assert_eq!(file.status, 200, "{name}");
        // The name of SVG's elements is no place.
        let body = file.body.replace("http://www.w3.org/2000/svg", "");
        assert!(!body.contains("https://") && !body.contains("http://"), "{name}");
    }
    assert!(!page.body.contains("http"), "{}", page.body);
}
