//! What is fuzzed: documents of every format, configuration, rule files, and records for `copydesk filter`.

use copydesk::{
    analysis::Article,
    config::{FileSettings, Projects},
    diagnostic::{Applicability, Diagnostic},
    document::{self, Document, Fields, Format},
    engine::{Checked, Linter, Options},
    filter::suppress,
    fix,
    report::{self, Appearance, FileReport, Summary},
    rules::{self, declarative},
    source::Source,
    span::FileSpan,
};
use std::{
    collections::BTreeSet,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io::Write,
    process::{Command, Stdio},
};
use tempfile::TempDir;

/// What a target keeps from one input to the next.
pub struct State {
    linter: Linter,
    projects: Projects,
    folder: TempDir,
    count: u64,
    records: Vec<u8>,
}

impl State {
    pub fn new() -> Self {
        let linter = Linter::new(rules::all(), Options::default());
        Self { linter, projects: Projects::nearest(), folder: TempDir::new().unwrap(), count: 0, records: Vec::new() }
    }
}

/// The answer to one input: a number for how the target answered, or what is wrong.
type Answer = Result<u64, String>;

pub struct Target {
    pub name: &'static str,
    pub run: fn(&mut State, &[u8]) -> Answer,
    pub finish: fn(&mut State) -> Result<(), String>,
    pub dictionary: &'static [&'static str],
}

fn nothing(_: &mut State) -> Result<(), String> {
    Ok(())
}

pub static TARGETS: &[Target] = &[
    Target { name: "plain", run: |s, i| documents(s, i, "a.txt", Format::Plain), finish: nothing, dictionary: PROSE },
    Target { name: "markdown", run: |s, i| documents(s, i, "a.mdx", Format::Markdown), finish: nothing, dictionary: MARKDOWN },
    Target { name: "html", run: |s, i| documents(s, i, "a.html", Format::Html), finish: nothing, dictionary: HTML },
    Target { name: "json", run: |s, i| documents(s, i, "a.json", Format::Json), finish: nothing, dictionary: JSON },
    Target { name: "jsonl", run: |s, i| documents(s, i, "a.jsonl", Format::Jsonl), finish: nothing, dictionary: JSON },
    Target { name: "formats", run: |_, i| formats(i), finish: nothing, dictionary: MARKS },
    Target { name: "config", run: configuration, finish: nothing, dictionary: CONFIG },
    Target { name: "rules", run: rule_file, finish: nothing, dictionary: RULES },
    Target { name: "filter", run: record, finish: records, dictionary: JSON },
];

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn documents(state: &mut State, input: &[u8], path: &str, format: Format) -> Answer {
    state.count += 1;
    let source = match Source::from_bytes(path, input.to_vec()) {
        Ok(source) => source,
        Err(e) => return Ok(hash(std::mem::discriminant(&e))),
    };
    if source.encode(source.text()).as_deref() != Ok(input) {
        return Err("the file would not be written back as it was".to_owned());
    }
    let holds = |span: FileSpan| source.text().get(span.start()..span.end()).is_some();
    let parsed = document::parse(&source, format);
    let mut novelty = Vec::new();
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for document in &parsed {
        let places = document.comments.iter().map(|c| c.span).chain(document.problems.iter().map(|p| p.span));
        if let Some(span) = places.chain(document.metadata.iter().map(|m| m.span)).find(|s| !holds(*s)) {
            return Err(format!("{span:?} cuts a character or leaves the file"));
        }
        let article = Article::new(document);
        spans(&source, &article, format)?;
        let Checked { diagnostics: found, .. } = state.linter.check_article(&source, &article, &Options::default());
        let active: Vec<suppress::Active<'_>> = state.linter.rules().map(|m| (m, Some(m.severity))).collect();
        let outcome = suppress::apply(&source, document, found, &active);
        novelty.push((
            document.blocks.iter().map(|b| b.kind).collect::<Vec<_>>(),
            document.problems.iter().map(|p| p.message.chars().take(30).collect::<String>()).collect::<Vec<_>>(),
            outcome.kept.iter().map(|d| d.rule.to_string()).collect::<BTreeSet<_>>(),
        ));
        diagnostics.extend(outcome.kept);
    }
    for d in &diagnostics {
        let others = d.labels.iter().map(|l| l.place).chain(d.suggestions.iter().map(|s| s.place));
        if let Some(span) = [d.span].into_iter().chain(others).find(|s| !holds(*s)) {
            return Err(format!("{}: {span:?} cuts a character or leaves the file", d.rule));
        }
        if !(0.0..=1.0).contains(&d.confidence) || d.start > d.end || source.on_disk(d.span).end > input.len() {
            return Err(format!("{}: {:?} to {:?}, confidence {}", d.rule, d.start, d.end, d.confidence));
        }
    }
    fixes(&source, format, &parsed, &diagnostics)?;
    if state.count.is_multiple_of(16) {
        reports(path, input, diagnostics)?;
    }
    Ok(hash(novelty))
}

/// Inputs of [`formats`] have so many bytes at most: short ones are tried by the thousand in a second.
const SHORT: usize = 160;

/// A short text as a file of each format, by its first byte: its blocks, sentences and tokens, without any rule.
fn formats(input: &[u8]) -> Answer {
    let Some((first, input)) = input.split_first() else { return Ok(0) };
    let all = [Format::Plain, Format::Markdown, Format::Html, Format::Json, Format::Jsonl];
    let format = all[usize::from(*first) % all.len()];
    let input = &input[..input.len().min(SHORT)];
    let source = match Source::from_bytes("a", input.to_vec()) {
        Ok(source) => source,
        Err(e) => return Ok(hash(std::mem::discriminant(&e))),
    };
    if source.encode(source.text()).as_deref() != Ok(input) {
        return Err("the file would not be written back as it was".to_owned());
    }
    let mut novelty = Vec::new();
    for document in document::parse(&source, format) {
        let article = Article::new(&document);
        spans(&source, &article, format)?;
        for text in article.blocks() {
            let mut next = 0;
            for sentence in text.sentences() {
                if sentence.tokens.start != next
                    || sentence.tokens.is_empty()
                    || text.text().get(sentence.span.start()..sentence.span.end()).is_none()
                {
                    return Err(format!("the sentence {:?} of tokens {:?} does not follow the one before", sentence.span, sentence.tokens));
                }
                next = sentence.tokens.end;
            }
            if next != text.tokens().len() || text.quotations().iter().any(|q| text.text().get(q.start()..q.end()).is_none()) {
                return Err("tokens without a sentence, or a quotation that cuts a character".to_owned());
            }
            novelty.push((text.kind(), text.sentences().len(), text.tokens().iter().map(|t| t.kind).collect::<Vec<_>>()));
        }
    }
    Ok(hash((*first as usize % all.len(), novelty)))
}

/// What text of every format is made of.
const MARKS: &[&str] = &[
    ".",
    "...",
    "…",
    "\"",
    "“",
    "”",
    "’",
    "'s ",
    "n't ",
    "U.S. ",
    "Mr. ",
    "St. ",
    " a.m. ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "- ",
    "1. ",
    "# ",
    "> ",
    "| ",
    "|---|",
    "*",
    "**",
    "_",
    "`",
    "```\n",
    "[a](b)",
    "![",
    "<p>",
    "</p>",
    "<br>",
    "<!-- ",
    " -->",
    "<q>",
    "&amp;",
    "&#8217;",
    "&nbsp;",
    "{\"text\": \"",
    "\"}",
    "\\n",
    "\\u00e9",
    "\\ud83d",
    "---\n",
    "title: ",
    "\u{feff}",
    "\u{200b}",
    "\u{301}",
    "\u{ad}",
    "é",
    "日本",
    "。",
    "؟",
    "।",
    "🙂",
    "https://a.b/c",
    "@ab",
    "#c",
    "3.5",
    "94,300",
    "$",
    "%",
];

/// Every token of every block stands in the file; in plain text, as it is.
fn spans(source: &Source, article: &Article<'_>, format: Format) -> Result<(), String> {
    for text in article.blocks() {
        let mut end = 0;
        for token in text.tokens() {
            let span = text.block().in_file(token.span);
            let Some(piece) = source.text().get(span.start()..span.end()) else {
                return Err(format!("the token {:?} stands at {span:?}, which cuts a character or leaves the file", text.word(token)));
            };
            if token.span.start() < end {
                return Err(format!("the token {:?} overlaps the one before", text.word(token)));
            }
            end = token.span.end();
            // A word that is broken over two lines is put together: what lies between is white space, and marks of quoted mail.
            let dense = |s: &str| s.chars().filter(|c| !c.is_whitespace() && !"\u{200B}\u{FEFF}\u{2060}".contains(*c)).collect::<String>();
            let unquoted = |s: &str| {
                let lines = s.split(['\n', '\r']).enumerate();
                lines
                    .map(|(i, l)| if i == 0 { l } else { l.trim_start_matches(|c: char| c == '>' || c.is_whitespace()) })
                    .collect::<String>()
            };
            let piece = unquoted(piece);
            if format == Format::Plain && dense(&piece) != dense(text.word(token)) {
                return Err(format!("the token {:?} is said to stand where {piece:?} does", text.word(token)));
            }
        }
    }
    Ok(())
}

/// What fixing writes can be read, and its edits lie in order and apart.
fn fixes(source: &Source, format: Format, before: &[Document], diagnostics: &[Diagnostic]) -> Result<(), String> {
    let edits = fix::edits(source, format, &Fields::default(), diagnostics, Applicability::Unsafe);
    if edits.is_empty() {
        return Ok(());
    }
    if edits.windows(2).any(|pair| pair[0].span.end() > pair[1].span.start()) {
        return Err(format!("edits overlap: {edits:?}"));
    }
    let after = Source::from_text(source.path(), fix::apply(source.text(), &edits));
    let problems = |documents: &[Document]| documents.iter().map(|d| d.problems.len()).sum::<usize>();
    let parsed = document::parse(&after, format);
    if problems(&parsed) > problems(before) {
        return Err(format!("{edits:?} break the file"));
    }
    Ok(())
}

/// Every report can be written; what is read as JSON is JSON, and no terminal is given anything to act on.
fn reports(path: &str, input: &[u8], diagnostics: Vec<Diagnostic>) -> Result<(), String> {
    use report::Format::{Checkstyle, Concise, Github, Gitlab, Html, Human, Json, Jsonl, Junit, Rdjson, Rdjsonl, Sarif};
    let source = Source::from_bytes(path, input.to_vec()).map_err(|e| e.to_string())?;
    let file = FileReport { source: Some(source.into()), articles: 1, diagnostics, ..FileReport::new(path) };
    let mut summary = Summary::default();
    summary.add(&file);
    for format in [Human, Concise, Json, Jsonl, Sarif, Github, Gitlab, Rdjson, Rdjsonl, Junit, Checkstyle, Html] {
        let mut reporter = report::reporter(format, Appearance { colour: false, width: 80, quiet: false });
        let mut out = Vec::new();
        let written =
            reporter.begin(&mut out, &[]).and_then(|()| reporter.file(&mut out, &file)).and_then(|()| reporter.end(&mut out, &summary));
        written.map_err(|e| format!("{format:?}: {e}"))?;
        let text = String::from_utf8(out).map_err(|e| format!("{format:?}: {e}"))?;
        // A tab is white space to whatever reads markup.
        let fine = |c: &char| *c == '\n' || *c == '\t' && matches!(format, Html | Junit | Checkstyle);
        if let Some(c) = text.chars().find(|c| report::clean::is_active(*c) && !fine(c)) {
            return Err(format!("{format:?} lets {c:?} through"));
        }
        let one = matches!(format, Json | Sarif | Gitlab | Rdjson);
        let parts = if one { vec![text.as_str()] } else { text.lines().collect() };
        if one || matches!(format, Jsonl | Rdjsonl) {
            for part in parts {
                serde_json::from_str::<serde_json::Value>(part).map_err(|e| format!("{format:?} is no JSON: {e}"))?;
            }
        }
    }
    Ok(())
}

fn configuration(state: &mut State, input: &[u8]) -> Answer {
    // Each in a folder of its own, since a configuration is read once; and now and then all anew, since faults are kept.
    if state.count.is_multiple_of(500) {
        state.projects = Projects::nearest();
        let _ = fs::remove_dir_all(state.folder.path().join("projects"));
    }
    state.count += 1;
    let folder = state.folder.path().join(format!("projects/{}", state.count));
    fs::create_dir_all(folder.join(".git")).map_err(|e| e.to_string())?;
    fs::write(folder.join("copydesk.toml"), input).map_err(|e| e.to_string())?;
    let article = folder.join("wire/a.md");
    let known = state.projects.faults().len();
    let project = state.projects.of(&article);
    let FileSettings { min_confidence, .. } = project.settings(&article);
    if !(0.0..=1.0).contains(&min_confidence) {
        return Err(format!("a confidence of {min_confidence} is let through"));
    }
    let _ = project.excludes(&article);
    let faults: Vec<String> = state
        .projects
        .faults()
        .into_iter()
        .skip(known)
        .map(|fault| match fault {
            copydesk::config::ConfigFault::File { message, .. } => Ok(message),
            copydesk::config::ConfigFault::Place { source, fault } => {
                let span = fault.span;
                let there = source.text().get(span.start()..span.end()).is_some();
                if there { Ok(fault.message) } else { Err(format!("{span:?} cuts a character or leaves the file: {}", fault.message)) }
            }
        })
        .collect::<Result<_, _>>()?;
    Ok(hash(faults.iter().map(|f| f.chars().take(24).collect::<String>()).collect::<Vec<_>>()))
}

const ARTICLE: &str = "Ferry returns to Split\n\nThe ferryboat of both the ministers returned to Split on Monday, after its engines had been checked for \
                       3.5 hours. \"We waited,\" said Ana Kovač, who has the tickets. It will sail again on 4 May.";

fn rule_file(state: &mut State, input: &[u8]) -> Answer {
    let folder = state.folder.path().join("house");
    fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    fs::write(folder.join("own-rule.toml"), input).map_err(|e| e.to_string())?;
    let (own, problems) = declarative::load_folder(&folder);
    if let Some(p) = problems.iter().find(|p| p.span.start > p.span.end || p.span.end > input.len()) {
        return Err(format!("{:?} leaves the file: {}", p.span, p.message));
    }
    let novelty = hash(problems.iter().map(|p| p.message.chars().take(24).collect::<String>()).collect::<Vec<_>>());
    if own.is_empty() {
        return Ok(novelty);
    }
    let options = Options { severities: vec![Some(copydesk::diagnostic::Severity::Info); own.len()], ..Options::default() };
    let linter = Linter::new(own, options);
    let source = Source::from_text("a.txt", ARTICLE);
    let found = linter.check(&source, Format::Plain);
    let wrong = found.iter().find(|d| source.text().get(d.span.start()..d.span.end()).is_none());
    wrong.map_or(Ok(hash((novelty, found.len()))), |d| Err(format!("{:?} of {} leaves the article", d.span, d.rule)))
}

/// Records are gathered, and answered by one process.
fn record(state: &mut State, input: &[u8]) -> Answer {
    let line: Vec<u8> = input.iter().copied().filter(|b| *b != b'\n').collect();
    state.records.extend_from_slice(&line);
    state.records.push(b'\n');
    state.count += 1;
    if state.count.is_multiple_of(2000) {
        records(state)?;
    }
    let value = serde_json::from_slice::<serde_json::Value>(&line);
    Ok(hash(value.map_or_else(|e| e.to_string().chars().take(24).collect(), |v| v.as_object().map_or(0, serde_json::Map::len).to_string())))
}

/// As many answers come back as records went in; each is a JSON object that has what was asked for.
fn records(state: &mut State) -> Result<(), String> {
    let input = std::mem::take(&mut state.records);
    let asked = input.iter().filter(|b| **b == b'\n').count();
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["filter", "--threads", "1"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|e| e.to_string())?;
    let mut stdin = child.stdin.take().ok_or("no standard input")?;
    let feeder = std::thread::spawn({
        let input = input.clone();
        move || stdin.write_all(&input)
    });
    let output = child.wait_with_output().map_err(|e| e.to_string())?;
    feeder.join().map_err(|_| "the feeder failed")?.map_err(|e| e.to_string())?;
    let text = String::from_utf8(output.stdout).map_err(|e| e.to_string())?;
    let answers: Vec<&str> = text.lines().collect();
    if !output.status.success() || answers.len() != asked {
        return Err(format!("{asked} records, {} answers, {}", answers.len(), output.status));
    }
    for (line, answer) in input.split(|b| *b == b'\n').zip(answers) {
        let value: serde_json::Value =
            serde_json::from_str(answer).map_err(|e| format!("{:?} is answered by {answer:?}: {e}", String::from_utf8_lossy(line)))?;
        let internal = value["copydesk"]["error"]["message"].as_str().is_some_and(|m| m.starts_with("internal error"));
        if value.get("copydesk").is_none() || internal {
            return Err(format!("{:?} is answered by {answer}", String::from_utf8_lossy(line)));
        }
    }
    Ok(())
}

const PROSE: &[&str] = &[
    "the ",
    "The ",
    "both the ",
    " of ",
    " said ",
    "\n\n",
    "\n",
    " ",
    ". ",
    ", ",
    "?",
    "!",
    "...",
    "…",
    "“",
    "”",
    "\"",
    "'",
    "’",
    "‘",
    "(",
    ")",
    "[",
    "]",
    "—",
    "–",
    "-",
    "•",
    "* ",
    "1. ",
    "- ",
    "> ",
    "#",
    "Mr. ",
    "Dr. ",
    "U.S. ",
    "St. ",
    "Jan. ",
    "a.m. ",
    "No. 5",
    "3.5",
    "1,000",
    "$5",
    "35 °C",
    "2024-05-01",
    "Monday",
    "12:30 GMT",
    "(Reuters) - ",
    "LONDON (AP) — ",
    "By Ana Kovač",
    "Photo: ",
    "Read more:",
    "Share on Facebook",
    "http://a.b/c?d=e",
    "@name",
    "#tag",
    "a@b.org",
    "<unk>",
    "@@ ",
    "▁",
    "&amp;",
    "&nbsp;",
    "Ã©",
    "â€™",
    "São ",
    "Þórður ",
    "Київ ",
    "北京 ",
    "हिन्दी ",
    "العربية ",
    "Volodymyr Zelensky ",
    "Zelenskyy ",
    "AT&T ",
    "World Health Organization (WHO) ",
    "lorem ipsum",
    "{{name}}",
    "TK",
    "who is ",
    "has been ",
    "because ",
    "pressured that ",
    "it is reported that ",
];

const MARKDOWN: &[&str] = &[
    "# ",
    "## ",
    "> ",
    "- ",
    "* ",
    "1. ",
    "**",
    "*",
    "_",
    "__",
    "`",
    "```\n",
    "~~~\n",
    "[",
    "](",
    ")",
    "![",
    "<!-- ",
    " -->",
    "copydesk: ignore[both-the]",
    "copydesk: disable[all]",
    "---\n",
    "+++\n",
    "title: ",
    "title = \"",
    "description: >\n  ",
    "copydesk-ignore: [",
    "{{< ",
    " >}}",
    "{{% ",
    "%}",
    "{{",
    "}}",
    "{",
    "}",
    "|",
    "|---|---|\n",
    "[^1]",
    "[^1]: ",
    "\\",
    "  \n",
    "\n\n",
    "\n",
    "<p>",
    "</p>",
    "<br>",
    "<div>\n",
    "&amp;",
    "&#x41;",
    "import x from 'y'\n",
    "export ",
    "<Tag prop={a}>",
    "~~",
    "- [ ] ",
    "    ",
    "\t",
    "both the ",
    "The ",
    ". ",
    "http://a.b",
    "word",
    "'",
    "\"",
    ": ",
    "- a\n- b\n",
    "&x: ",
    "*x",
    "!!str ",
    "|\n",
    "? ",
    "===\n",
];

const HTML: &[&str] = &[
    "<p>",
    "</p>",
    "<p",
    ">",
    "<",
    "</",
    "/>",
    "<div class=\"",
    "<article>",
    "</article>",
    "<main>",
    "<body>",
    "<html>",
    "<head>",
    "<title>",
    "<h1>",
    "</h1>",
    "<h2>",
    "<li>",
    "<ul>",
    "</ul>",
    "<table>",
    "<tr>",
    "<td>",
    "<br>",
    "<img alt=\"",
    "<a href=\"",
    "\"",
    "'",
    "=",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<textarea>",
    "<pre>",
    "<!--",
    "-->",
    "--!>",
    "<!doctype html>",
    "<![CDATA[",
    "]]>",
    "<?xml",
    "&amp;",
    "&lt;",
    "&#x1F600;",
    "&#0;",
    "&#xD800;",
    "&nbsp;",
    "&notit;",
    "&copy",
    "&",
    "<svg>",
    "<math>",
    "<template>",
    "<blockquote>",
    "<figcaption>",
    "<b>",
    "</b>",
    "<i>",
    "<em>",
    "</em>",
    "<nav>",
    "</nav>",
    "<aside>",
    "style=\"display:none\"",
    "hidden",
    "itemprop=articleBody",
    "both the ",
    "The ",
    ". ",
    "\n\n",
    "\r\n",
    "copydesk: ignore[all]",
];

const JSON: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\"title\":",
    "\"body\":",
    "\"text\":",
    "\"content\":{\"rendered\":",
    "\"paragraphs\":[",
    "\"markdown\":",
    "\"html\":",
    "\\n",
    "\\\"",
    "\\\\",
    "\\u00e9",
    "\\ud83d\\ude00",
    "\\ud800",
    "\\u",
    "\\x",
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1e400",
    "1E-7",
    "0.1",
    "<p>",
    "</p>",
    "&amp;",
    "**",
    "both the ",
    "The ",
    ". ",
    "\n",
    " ",
    "[[[[[[",
    "{\"a\":",
    "\"copydesk\":",
    "Infinity",
    "//",
    "'",
];

const CONFIG: &[&str] = &[
    "extends",
    "select",
    "ignore",
    "severity",
    "min-confidence",
    "fail-on",
    "language",
    "extensions",
    "exclude",
    "fields",
    "rules",
    "max-file-size",
    "max-diagnostics",
    "triage",
    "overrides",
    "paths",
    "format",
    " = ",
    "[",
    "]",
    "[[",
    "]]",
    "\"",
    "'",
    "'''",
    "\"\"\"",
    ",",
    "\n",
    "#",
    "{",
    "}",
    ".",
    "true",
    "false",
    "0.5",
    "1.5",
    "-1",
    "nan",
    "inf",
    "1979-05-27",
    "0x",
    "99999999999999999999",
    "'error'",
    "'both-the'",
    "'both-teh'",
    "'artefact'",
    "'all'",
    "'en'",
    "'xx'",
    "'../x'",
    "'/etc'",
    "'copydesk.toml'",
    "'**/*.md'",
    "'{a,b}'",
    "'[!'",
    "'wire/**'",
    "'markdown'",
];

const RULES: &[&str] = &[
    "group",
    "severity",
    "confidence",
    "summary",
    "explanation",
    "message",
    "hits",
    "near_misses",
    "default",
    "match",
    "any",
    "regex",
    "needs",
    "replace",
    "safe",
    "not_before",
    "not_after",
    "not_in_sentence",
    "[[pattern]]",
    "[[raw]]",
    "[lists]",
    "blocks",
    "once",
    " = ",
    "'",
    "\"",
    "[",
    "]",
    "(",
    ")",
    "|",
    "⟦",
    "⟧",
    "{mark}",
    "{1}",
    "<",
    ">",
    "*",
    "+",
    "?",
    "{2,9999}",
    "{0,1000000}",
    "(?i)",
    "(a+)+",
    "\\p{L}",
    "(?=x)",
    "\\1",
    "\\b",
    ".*",
    "^",
    "$",
    "@noun",
    "lemma:be",
    ":NN*",
    "~press|want",
    "*ing",
    ":noun",
    "%cap",
    "%num",
    "@sea",
    "~@sea",
    "_{0,4}",
    "x=",
    "<w=ferryboat>",
    "^ ",
    " $",
    "( a b | c )",
    "&!",
    "x+?",
    "!the",
    "\\(",
    "{w:lower}",
    "{{",
    "quotes = 'any'\n",
    "blocks = ['any']\n",
    "/[a-z]+/",
    "\n",
    "true",
    "0.9",
    "'artefact'",
    "'warning'",
    "ferryboat",
    "...",
    "!",
    "~",
    "#",
    "_",
];
