//! `html`: one page that an editor opens. Each line of an article stands with its marks, and beside it, or below it on a
//! phone, a card for each diagnostic. It needs no script, no font and no network.

use super::{FileReport, Reporter, Summary, clean::markup, count};
use crate::{
    diagnostic::{Diagnostic, Group, Severity},
    rule::RuleMeta,
    source::Source,
    unicode,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    io::{self, Write},
    ops::Range,
    path::{Path, PathBuf},
};

/// Files above this many bytes are shown only around their diagnostics.
const WHOLE: usize = 64 << 10;
/// Lines shown before and after a diagnostic in such a file.
const AROUND: usize = 2;
/// Bytes of one line that are shown before and after its marks.
const LINE: usize = 2000;

/// See the module. Keeps the articles that have diagnostics until the counts at the top are known.
#[derive(Default)]
pub struct Html {
    summaries: BTreeMap<String, String>,
    groups: BTreeSet<Group>,
    articles: Vec<Shown>,
    problems: Vec<String>,
    cards: usize,
    /// Where the report is written, if to a file: what is too large for one page goes to others beside it.
    file: Option<PathBuf>,
}

/// Bytes of articles on one page; with its style and counts it stays under two million.
const PAGE: usize = 1_500_000;

struct Shown {
    path: String,
    count: usize,
    body: String,
}

impl Reporter for Html {
    fn begin(&mut self, _out: &mut dyn Write, rules: &[RuleMeta]) -> io::Result<()> {
        self.summaries = rules.iter().map(|m| (m.id.to_string(), m.summary.to_string())).collect();
        Ok(())
    }

    fn file(&mut self, _out: &mut dyn Write, report: &FileReport) -> io::Result<()> {
        for p in &report.problems {
            let place = p.at.map_or(String::new(), |at| format!(":{}:{}", at.line, at.column));
            self.problems.push(format!("<li><code>{}{place}</code> {}</li>", markup(&p.path), markup(&p.message)));
        }
        let Some(source) = report.source.as_ref().filter(|_| !report.diagnostics.is_empty()) else { return Ok(()) };
        self.groups.extend(report.diagnostics.iter().map(|d| d.group));
        let body = self.article(source, &report.diagnostics);
        self.articles.push(Shown { path: report.path.clone(), count: report.diagnostics.len(), body });
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        self.head(out, summary)?;
        self.counts(out, summary)?;
        writeln!(out, "</header>\n<main>")?;
        if !self.problems.is_empty() {
            writeln!(out, "<section><h2>Could not be read</h2><ul>{}</ul></section>", self.problems.join("\n"))?;
        }
        let pages = self.pages();
        let last = pages.iter().copied().max().unwrap_or(1);
        for page in 2..=last {
            let Some(path) = self.page_name(page).and_then(|name| Some(self.file.as_ref()?.with_file_name(name))) else { break };
            let mut file = io::BufWriter::new(fs::File::create(path)?);
            self.head(&mut file, summary)?;
            writeln!(file, "</header>\n<main>")?;
            self.page_of(&mut file, page, last, &pages)?;
            file.flush()?;
        }
        self.page_of(out, 1, last, &pages)
    }
}

impl Html {
    /// One that is written to a file, and to more beside it where it is large.
    pub fn in_pages(file: &Path) -> Self {
        Self { file: Some(file.to_path_buf()), ..Self::default() }
    }

    /// The page that each article stands on, from 1.
    fn pages(&self) -> Vec<usize> {
        let (mut page, mut size) = (1, 0);
        let place = |article: &Shown| {
            if size > 0 && size + article.body.len() > PAGE && self.file.is_some() {
                page += 1;
                size = 0;
            }
            size += article.body.len();
            page
        };
        self.articles.iter().map(place).collect()
    }

    /// The file of a page: the report's own for the first, `report-2.html` and so on beside it for the others.
    fn page_name(&self, page: usize) -> Option<String> {
        let name = self.file.as_ref()?.file_name()?.to_string_lossy().into_owned();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, "html"));
        Some(if page < 2 { name.clone() } else { format!("{stem}-{page}.{extension}") })
    }

    /// The articles of one page, links to its neighbours, and the page's end.
    fn page_of(&self, out: &mut dyn Write, page: usize, last: usize, pages: &[usize]) -> io::Result<()> {
        for (i, article) in self.articles.iter().enumerate().filter(|(i, _)| pages.get(*i) == Some(&page)) {
            let n = count(article.count, "diagnostic");
            writeln!(out, "<article id=\"a{i}\">\n<h2>{}</h2>\n<p class=\"count\">{n}</p>", markup(&article.path))?;
            writeln!(out, "{}</article>", article.body)?;
        }
        if last > 1 {
            let link = |to: usize, what: &str| {
                self.page_name(to).filter(|_| (1..=last).contains(&to)).map(|name| format!("<a href=\"{}\">{what}</a>", markup(&name)))
            };
            let links: Vec<String> = [link(page - 1, "previous"), link(1, "first"), link(page + 1, "next")].into_iter().flatten().collect();
            writeln!(out, "<nav><p>Page {page} of {last}: {}</p></nav>", links.join(" · "))?;
        }
        writeln!(out, "</main>\n</body>\n</html>")
    }

    /// A page's head, up to its filters.
    fn head(&self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        writeln!(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
        writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
        writeln!(out, "<title>copydesk: {}</title>\n<style>\n{}", markup(&summary.line()), include_str!("html.css"))?;
        for group in &self.groups {
            let hidden = format!("body:has(#show-{group}:not(:checked))");
            writeln!(out, "{hidden} .{group} {{ display: none }} {hidden} .m-{group} {{ background: none; border: 0 }}")?;
        }
        writeln!(out, "</style>\n</head>\n<body>\n<header>\n<h1>copydesk</h1>\n<p>{}</p>", markup(&summary.line()))?;
        self.filters(out)
    }
}

impl Html {
    /// Boxes that hide groups and severities; the style sheet alone makes them work.
    fn filters(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<fieldset class=\"filters\"><legend>Show</legend>")?;
        for group in &self.groups {
            writeln!(out, "<label><input type=\"checkbox\" id=\"show-{group}\" checked> {group}</label>")?;
        }
        for severity in ["error", "warning", "info"] {
            writeln!(out, "<label><input type=\"checkbox\" id=\"show-{severity}\" checked> {severity}</label>")?;
        }
        writeln!(out, "</fieldset>")
    }

    fn counts(&self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        if self.articles.is_empty() {
            return Ok(());
        }
        writeln!(out, "<div class=\"counts\">\n<details open><summary>By rule</summary><table>")?;
        let mut rules: Vec<(&String, &usize)> = summary.rules.iter().collect();
        rules.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        for (rule, n) in rules {
            let what = self.summaries.get(rule).map_or("", String::as_str);
            writeln!(out, "<tr><td>{n}</td><td><code>{}</code><br>{}</td></tr>", markup(rule), markup(what))?;
        }
        writeln!(out, "</table></details>\n<details open><summary>By article</summary><table>")?;
        let pages = self.pages();
        let mut articles: Vec<(usize, &Shown)> = self.articles.iter().enumerate().collect();
        articles.sort_by_key(|(i, a)| (std::cmp::Reverse(a.count), *i));
        for (i, a) in articles {
            let page = pages.get(i).copied().filter(|p| *p > 1).and_then(|p| self.page_name(p)).unwrap_or_default();
            writeln!(out, "<tr><td>{}</td><td><a href=\"{}#a{i}\">{}</a></td></tr>", a.count, markup(&page), markup(&a.path))?;
        }
        writeln!(out, "</table></details>\n</div>")
    }

    /// The lines of a file with their marks and cards.
    fn article(&mut self, source: &Source, diagnostics: &[Diagnostic]) -> String {
        let mut out = String::new();
        let text = source.text();
        let starts = source.line_starts();
        let first = self.cards + 1;
        self.cards += diagnostics.len();
        let mut by_line: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (i, d) in diagnostics.iter().enumerate() {
            by_line.entry(d.start.line).or_default().push(i);
        }
        let whole = text.len() <= WHOLE;
        let near = |line: usize| by_line.range(line.saturating_sub(AROUND)..=line + AROUND).next().is_some();
        let mut gap = false;
        for line in 1..=starts.len() {
            if !whole && !near(line) {
                if !gap {
                    out.push_str("<p class=\"gap\">⋯</p>\n");
                }
                gap = true;
                continue;
            }
            gap = false;
            let start = starts.get(line - 1).map_or(text.len(), |s| *s as usize);
            let end = starts.get(line).map_or(text.len(), |s| *s as usize);
            let here = by_line.get(&line).map_or(&[][..], Vec::as_slice);
            // Marks from earlier lines may reach into this one.
            let marks: Vec<(usize, &Diagnostic)> = match here {
                [] => Vec::new(),
                _ => diagnostics.iter().enumerate().filter(|(_, d)| d.start.line <= line && d.end.line >= line).collect(),
            };
            let shown = marked(text, start..end, &marks, first);
            if shown.trim().is_empty() && here.is_empty() {
                continue;
            }
            let _ = writeln!(out, "<div class=\"row\"><p class=\"text\" dir=\"auto\">{}</p>", shown.trim_end());
            if !here.is_empty() {
                out.push_str("<aside>");
                for i in here {
                    if let Some(d) = diagnostics.get(*i) {
                        out.push_str(&self.card(source, d, first + i));
                    }
                }
                out.push_str("</aside>");
            }
            out.push_str("</div>\n");
        }
        out
    }

    fn card(&self, source: &Source, d: &Diagnostic, number: usize) -> String {
        let what = self.summaries.get(d.rule.as_ref()).map_or("", String::as_str);
        let mut out = format!("<div class=\"card {} {}\" id=\"d{number}\">", d.severity, d.group);
        let _ = write!(out, "<p><a href=\"#m{number}\">{number}</a> <strong>{}</strong></p>", markup(&d.message));
        for s in d.suggestions.iter().take(3) {
            let (old, new) = (markup(s.place.slice(source.text())), markup(&s.replacement));
            let _ = write!(out, "<p><del>{old}</del> <ins>{new}</ins></p>");
        }
        for l in &d.labels {
            let line = source.line_column(l.place.start()).line;
            let place = l.place.slice(source.text());
            // Most labels say what stands there; the others get it quoted.
            let quoted = if l.message.contains(place) { String::new() } else { format!("<q>{}</q> ", markup(place)) };
            let _ = write!(out, "<p>line {line}: {quoted}{}</p>", markup(&l.message));
        }
        for other in &d.elsewhere {
            let (path, line, message) = (markup(&other.path), other.start.line, markup(&other.message));
            let _ = write!(out, "<p>{path}, line {line}: {message}</p>");
        }
        let (line, column) = (d.start.line, d.start.column);
        let (rule, group, severity) = (markup(&d.rule), d.group, d.severity);
        let _ = write!(
            out,
            "<p class=\"meta\"><code title=\"{}\">{rule}</code> {severity}, {group}, {:.0} % sure, line {line}, column {column}</p></div>",
            markup(what),
            f64::from(d.confidence) * 100.0
        );
        out
    }
}

/// A line's text with its marks. Where marks overlap, the worst severity gives the colour.
fn marked(text: &str, line: Range<usize>, marks: &[(usize, &Diagnostic)], first: usize) -> String {
    let line = clip(text, line, marks);
    let clamp = |at: usize| at.clamp(line.start, line.end);
    let mut cuts: BTreeSet<usize> = [line.start, line.end].into();
    for (_, d) in marks {
        cuts.extend([clamp(d.span.start()), clamp(d.span.end())]);
    }
    let cuts: Vec<usize> = cuts.into_iter().collect();
    let mut out = String::new();
    for (from, to) in cuts.iter().zip(cuts.iter().skip(1)) {
        let part = markup(text.get(*from..*to).unwrap_or(""));
        let over: Vec<_> = marks.iter().filter(|(_, d)| d.span.start() <= *from && d.span.end() >= *to).collect();
        for (i, _) in over.iter().filter(|(_, d)| clamp(d.span.start()) == *from && d.span.start() >= line.start) {
            let _ = write!(out, "<a id=\"m{}\"></a>", first + i);
        }
        match over.iter().map(|(_, d)| d.severity).max() {
            None => out.push_str(&part),
            Some(severity) => {
                let groups: BTreeSet<&str> = over.iter().map(|(_, d)| d.group.as_str()).collect();
                let title: Vec<String> = over.iter().map(|(_, d)| markup(&d.message)).collect();
                let groups = groups.into_iter().map(|g| format!(" m-{g}")).collect::<String>();
                let _ = write!(out, "<mark class=\"{severity}{groups}\" title=\"{}\">{part}</mark>", title.join("; "));
            }
        }
        for (i, d) in marks.iter().filter(|(_, d)| clamp(d.span.end()) == *to && d.span.end() <= line.end) {
            let _ = write!(out, "<sup class=\"{} {}\"><a href=\"#d{1}\">{1}</a></sup>", d.group, first + i);
        }
    }
    out
}

/// The part of a very long line that is shown.
fn clip(text: &str, line: Range<usize>, marks: &[(usize, &Diagnostic)]) -> Range<usize> {
    let low = marks.iter().map(|(_, d)| d.span.start()).min().unwrap_or(line.start).max(line.start);
    let high = marks.iter().map(|(_, d)| d.span.end()).max().unwrap_or(line.start).min(line.end);
    let shown = text.get(line.clone()).unwrap_or_default();
    let cut = |at: usize| line.start + unicode::next_cut(shown, at.saturating_sub(line.start));
    let (start, end) = (cut(low.saturating_sub(LINE)), cut(high + LINE));
    start..end.max(start)
}

/// Keeps the order of severities in the style sheet honest: the worst wins.
const _: () = assert!((Severity::Error as u8) > (Severity::Warning as u8));
