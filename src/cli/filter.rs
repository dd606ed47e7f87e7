//! `copydesk filter`: one JSON record a line in, the same record with its diagnostics out.

use super::{
    BROKEN, CLEAN,
    check::show_faults,
    input::{self, Chosen, ReadingArguments},
    ordered::{self, Step},
    terminal::Colour,
};
use crate::{
    analysis::Language,
    config,
    document::Format,
    report::json,
    session::{self, Cancel, FileReport, Session, Settings, Wanted},
    span::FileSpan,
};
use clap::Args;
use serde_json::{Map, Value, json};
use std::{
    io::{self, BufRead, BufReader, Read, Write},
    mem::ManuallyDrop,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
};

/// The longest record that is read, in bytes.
const MAX_RECORD: u64 = 64 << 20;

/// What is said of a record that copydesk itself failed on.
const FAILED: &str = "internal error: please report this record";

/// What stands between two fields of a record, so that they are separate paragraphs of one article.
const GAP: &str = "\n\n";

/// Read JSON records from standard input, one a line, and write each with its diagnostics
///
/// Every record is answered, in its place, with the record as it was and one more field, "copydesk", that holds `language`,
/// `words`, `counts` by group and `diagnostics`, whose spans are bytes of the field they name. A line that is no record is
/// answered with {"copydesk": {"error": …, "input": …}}. The exit status is 0 if all was read and written.
#[derive(Args)]
pub struct Filter {
    /// The fields that are prose, in reading order; those that a record lacks are passed over
    #[arg(long, value_name = "NAMES", value_delimiter = ',', default_values = ["title", "headline", "description", "body", "text", "content"])]
    fields: Vec<String>,
    /// What the fields hold
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "plain")]
    input: InputFormat,
    /// The name of the field that is added
    #[arg(long, value_name = "NAME", default_value = "copydesk")]
    key: String,
    /// The field that holds the text that the record was translated from, where they are to be compared
    #[arg(long, value_name = "NAME")]
    source_field: Option<String>,
    /// The language of that text as an ISO 639 code, instead of a guess
    #[arg(long, value_name = "CODE", value_parser = input::language, requires = "source_field")]
    source_language: Option<Language>,
    /// Write each record as soon as it is done, not in the order they came
    #[arg(long)]
    unordered: bool,
    #[command(flatten)]
    choice: Chosen,
    /// Report only what is at least so sure, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = input::share::<f32>)]
    min_confidence: Option<f32>,
    /// Show at most so many diagnostics of a record; 0 shows all
    #[arg(long, value_name = "N")]
    max_diagnostics: Option<usize>,
    /// Say of articles that read like unedited machine translation that they do, where the configuration does not
    #[arg(long, conflicts_with = "no_triage")]
    triage: bool,
    /// Say nothing of how an article reads as a whole
    #[arg(long)]
    no_triage: bool,
    /// The path that records count as, which says what configuration they have
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<PathBuf>,
    #[command(flatten)]
    common: ReadingArguments,
}

/// What a record's fields hold.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum InputFormat {
    /// Plain text
    Plain,
    /// Markdown
    Markdown,
}

impl From<InputFormat> for Format {
    fn from(format: InputFormat) -> Self {
        match format {
            InputFormat::Plain => Self::Plain,
            InputFormat::Markdown => Self::Markdown,
        }
    }
}

impl Filter {
    /// Runs the command and gives its exit status.
    pub fn run(self, colour: Colour) -> u8 {
        let session = match self.session() {
            Ok(session) => session,
            Err(message) => {
                colour.error(message);
                return BROKEN;
            }
        };
        let faults = session.faults();
        show_faults(&faults, colour);
        let threads = self.common.threads();
        match self.stream(&session, threads, BufReader::with_capacity(1 << 16, io::stdin()), io::stdout().lock()) {
            Ok(()) if !faults.is_empty() => BROKEN,
            Ok(()) => CLEAN,
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => CLEAN,
            Err(e) => {
                colour.error(e);
                BROKEN
            }
        }
    }

    /// A session for the records, all of which have one place.
    fn session(&self) -> Result<ManuallyDrop<Session>, String> {
        let settings = Settings {
            choice: self.choice.clone().into(),
            min_confidence: self.min_confidence,
            max_diagnostics: self.max_diagnostics,
            triage: (self.triage || self.no_triage).then_some(self.triage),
            source_language: self.source_language,
            // Records are many and short; each is read by one thread.
            threads: 1,
            ..self.common.settings()
        };
        let session = input::session(settings, None)?;
        session.rules(&[self.place()]).map_err(|e| e.to_string())?;
        Ok(session)
    }

    fn place(&self) -> PathBuf {
        config::absolute(self.stdin_filename.as_deref().unwrap_or(Path::new("record")))
    }

    fn stream(&self, session: &Session, threads: usize, input: impl BufRead + Send, output: impl Write) -> io::Result<()> {
        let mut out = io::BufWriter::with_capacity(1 << 16, output);
        let mut failure = None;
        let place = self.place();
        let work = |(number, line): (usize, io::Result<Vec<u8>>)| line.map(|line| self.answer(session, &place, number, &line));
        ordered::for_each_from(Records { input, number: 0, over: false }, threads, !self.unordered, work, |step| {
            let done = match step {
                Step::Result(Ok(record)) => out.write_all(record.as_bytes()).and_then(|()| out.write_all(b"\n")),
                Step::Result(Err(e)) => Err(e),
                Step::Idle => out.flush(),
            };
            done.map_err(|e| failure = Some(e)).is_ok()
        });
        failure.map_or_else(|| out.flush(), Err)
    }

    /// The record with its diagnostics, or the error record in its place.
    fn answer(&self, session: &Session, place: &Path, number: usize, line: &[u8]) -> String {
        let checked = panic::catch_unwind(AssertUnwindSafe(|| self.check(session, place, line)));
        let failed = match checked {
            Ok(Ok(answer)) => return answer,
            Ok(Err(message)) => message,
            Err(_) => FAILED.to_owned(),
        };
        let input = String::from_utf8_lossy(line);
        json::text(&json!({ self.key.as_str(): {"error": {"line": number, "message": failed}, "input": input} }))
    }

    fn check(&self, session: &Session, place: &Path, line: &[u8]) -> Result<String, String> {
        if line.len() as u64 > MAX_RECORD {
            return Err(format!("longer than {MAX_RECORD} bytes"));
        }
        let text = std::str::from_utf8(line).map_err(|e| format!("not valid UTF-8 (byte {})", e.valid_up_to()))?;
        let record: Map<String, Value> = serde_json::from_str(text).map_err(|e| format!("no JSON object: {e}"))?;
        if record.contains_key(&self.key) {
            return Err(format!("has a field \"{}\" already: choose another with --key", self.key));
        }
        let mut article = String::new();
        let mut places = Vec::new();
        for name in &self.fields {
            if let Some(prose) = record.get(name).and_then(Value::as_str) {
                if !article.is_empty() {
                    article.push_str(GAP);
                }
                places.push((article.len(), prose.len(), name.as_str()));
                article.push_str(prose);
            }
        }
        let mut input = session::Input::text("record", article).at(place).format(self.input.into());
        let beside = self.source_field.as_ref().and_then(|name| record.get(name)).and_then(Value::as_str);
        if let Some(text) = beside.filter(|t| !t.trim().is_empty()) {
            input = input.beside(text);
        }
        let handle = session.open(input).map_err(|e| e.to_string())?;
        let report = session.read(handle, Wanted::ARTICLES, &Cancel::default());
        session.close(handle);
        let mut report = report.map_err(|e| e.to_string())?;
        // A source that is none is told, and the record is checked alone.
        let problems: Vec<String> = report.problems.iter().filter(|p| p.path == session::BESIDE).map(|p| p.message.clone()).collect();
        if report.source.is_none() {
            return Err(FAILED.to_owned());
        }
        let more = report.cut();
        let mut added = summary(&report, more, &places);
        if let (Some(object), false) = (added.as_object_mut(), problems.is_empty()) {
            object.insert("problems".to_owned(), problems.into());
        }
        // The record itself goes out byte for byte as it came: numbers keep their digits, fields their order.
        let body = text.trim_end().strip_suffix('}').unwrap_or("{").trim_end();
        let comma = if record.is_empty() { "" } else { "," };
        Ok(format!("{body}{comma}{}:{}}}", json::text(&Value::from(self.key.as_str())), json::text(&added)).replace(['\n', '\r'], " "))
    }
}

/// What is added to a record.
fn summary(report: &FileReport, more: usize, places: &[(usize, usize, &str)]) -> Value {
    // The field a span lies in, and its bytes there.
    let within = |span: FileSpan| {
        let (start, len, name) = *places.iter().rev().find(|(start, ..)| *start <= span.start()).unwrap_or(&(0, 0, ""));
        (name, json!({"start": span.start() - start, "end": (span.end() - start).min(len)}))
    };
    let mut counts: Map<String, Value> = Map::new();
    let mut diagnostics = Vec::new();
    for d in &report.diagnostics {
        let (field, span) = within(d.span);
        let count = counts.get(d.group.as_str()).and_then(Value::as_u64).unwrap_or(0);
        counts.insert(d.group.as_str().to_owned(), (count + 1).into());
        let suggestions: Vec<Value> = d
            .suggestions
            .iter()
            .map(|s| json!({"span": within(s.place).1, "replacement": s.replacement, "applicability": s.applicability}))
            .collect();
        let mut diagnostic = json!({
            "field": field, "rule": d.rule, "group": d.group, "severity": d.severity, "confidence": json::share(d.confidence),
            "message": d.message, "span": span, "text": d.text, "suggestions": suggestions, "fingerprint": d.fingerprint,
        });
        // What stands in the source, in bytes of its field.
        if let (Some(object), false) = (diagnostic.as_object_mut(), d.elsewhere.is_empty()) {
            let labels: Vec<Value> = d.elsewhere.iter().map(|e| json!({"span": e.span, "message": e.message})).collect();
            object.insert("source".to_owned(), labels.into());
        }
        diagnostics.push(diagnostic);
    }
    let language = report.each.first().map_or("und", |a| a.language.code());
    let mut added = json!({"language": language, "words": report.words, "counts": counts, "diagnostics": diagnostics});
    if let (Some(object), 1..) = (added.as_object_mut(), more) {
        object.insert("not_shown".to_owned(), more.into());
    }
    added
}

/// The lines of the input with their numbers, from 1, without their ends.
struct Records<R> {
    input: R,
    number: usize,
    over: bool,
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = (usize, io::Result<Vec<u8>>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let mut line = Vec::new();
        self.number += 1;
        let read = self.input.by_ref().take(MAX_RECORD + 1).read_until(b'\n', &mut line);
        match read {
            Ok(0) => None,
            Err(e) => {
                self.over = true;
                Some((self.number, Err(e)))
            }
            Ok(_) => {
                let ended = line.last() == Some(&b'\n');
                if !ended && line.len() as u64 > MAX_RECORD {
                    // The rest of a line that is too long is read and let go.
                    if let Err(e) = self.skip_line() {
                        self.over = true;
                        return Some((self.number, Err(e)));
                    }
                }
                while matches!(line.last(), Some(b'\n' | b'\r')) {
                    line.pop();
                }
                Some((self.number, Ok(line)))
            }
        }
    }
}

impl<R: BufRead> Records<R> {
    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(());
            }
            let end = memchr::memchr(b'\n', buffer);
            let used = end.map_or(buffer.len(), |i| i + 1);
            self.input.consume(used);
            if end.is_some() {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Arguments {
        #[command(flatten)]
        filter: Filter,
    }

    fn filtered(arguments: &[&str], input: &str, threads: usize) -> Vec<String> {
        let filter = Arguments::parse_from([&["filter"], arguments].concat()).filter;
        let session = filter.session().unwrap();
        let mut out = Vec::new();
        filter.stream(&session, threads, input.as_bytes(), &mut out).unwrap();
        String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn every_record_is_answered_in_its_place() {
        let input =
            "{\"id\": 1.50, \"title\": \"Rain in Accra\", \"body\": \"The the port was closed.\"}\n\nnonsense\n{}\n{\"text\":\"Fine.\"}";
        for threads in [1, 3] {
            let out = filtered(&[], input, threads);
            assert_eq!(out.len(), 5, "{out:?}");
            assert!(out[0].starts_with("{\"id\": 1.50, \"title\": \"Rain in Accra\""), "the record goes out as it came: {}", out[0]);
            let first: Value = serde_json::from_str(&out[0]).unwrap();
            let diagnostic = &first["copydesk"]["diagnostics"][0];
            assert_eq!((&diagnostic["field"], &diagnostic["span"]), (&json!("body"), &json!({"start": 0, "end": 7})));
            assert_eq!(first["copydesk"]["counts"], json!({"artefact": 1}));
            for (i, line) in [(1, 2), (2, 3)] {
                let error: Value = serde_json::from_str(&out[i]).unwrap();
                assert_eq!(error["copydesk"]["error"]["line"], json!(line));
            }
            for fine in &out[3..] {
                assert_eq!(serde_json::from_str::<Value>(fine).unwrap()["copydesk"]["diagnostics"], json!([]));
            }
        }
    }

    /// What holds for `check` holds for records: suppressions in them, and what the command line asks for.
    #[test]
    fn suppressions_and_choices_hold() {
        let record = r#"{"body": "<!-- copydesk: ignore[all] a quotation -->\n\nThe the port was closed."}"#;
        let count = |arguments: &[&str], record: &str| {
            let first: Value = serde_json::from_str(&filtered(arguments, record, 1)[0]).unwrap();
            first["copydesk"]["diagnostics"].as_array().unwrap().len()
        };
        assert_eq!(count(&["--input", "markdown"], record), 0);
        assert_eq!(count(&["--input", "markdown"], &record.replace("ignore[all]", "ignore[leak]")), 2, "one more for what hides nothing");
        let plain = r#"{"body": "The the port was closed."}"#;
        assert_eq!((count(&[], plain), count(&["--ignore", "artefact"], plain), count(&["--min-confidence", "1"], plain)), (1, 0, 0));
        assert!(Arguments::try_parse_from(["filter", "--min-confidence", "7"]).is_err());
        let wrong = Arguments::parse_from(["filter", "--select", "doubled-wrod"]).filter.session();
        assert!(wrong.is_err_and(|message| message.contains("doubled-word")));
    }

    #[test]
    fn a_field_of_that_name_is_not_overwritten() {
        let out = filtered(&["--key", "n"], "{\"n\": 1}", 1);
        assert!(out[0].contains("--key") && out[0].contains("\\\"n\\\": 1"), "{}", out[0]);
    }
}
