//! Turns `rules/<lang>/*.toml` into constants: adding a rule is adding its file, and starting up reads no TOML. The files of native rules
//! become their records (`src/rules/records.rs`), all others rules that are compiled (`src/rules/declarative/embedded.rs`).

#[path = "src/rules/declarative/format.rs"]
#[allow(dead_code)]
mod format;
#[path = "src/rules/declarative/required.rs"]
#[allow(dead_code)]
mod required;
#[path = "src/rules/declarative/search.rs"]
#[allow(dead_code)]
mod search;

use format::{GuardsSource, Placed, RuleSource};
use std::{env, fmt::Write, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=src/rules/declarative/format.rs");
    println!("cargo::rerun-if-changed=src/rules/declarative/required.rs");
    println!("cargo::rerun-if-changed=src/rules/declarative/search.rs");
    let (mut rules, mut natives) = (Vec::new(), Vec::new());
    let mut languages = entries(Path::new("rules"));
    languages.retain(|l| Path::new("rules").join(l).is_dir() && (l == "any" || l.len() == 2));
    for language in &languages {
        let folder = Path::new("rules").join(language);
        // Only folders that exist: cargo takes one that does not for changed, and builds everything again at every call.
        println!("cargo::rerun-if-changed={}", folder.display());
        for file in entries(&folder).iter().filter(|f| f.ends_with(".toml")) {
            let path = folder.join(file);
            let toml = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            match format::parse(file.trim_end_matches(".toml"), language, &toml) {
                Ok(rule) if rule.native => natives.push(rule),
                Ok(rule) => rules.push(rule),
                Err(e) => {
                    let line = toml[..e.span.start.min(toml.len())].lines().count().max(1);
                    println!("cargo::error={}:{line}: {}", path.display(), e.message);
                }
            }
        }
    }
    let mut code = String::from("/// Every rule that comes with copydesk.\npub static RULES: &[RuleSource] = &[\n");
    for rule in &rules {
        write_rule(&mut code, rule);
    }
    let mut search = search::Search::default();
    rules.iter().flat_map(|rule| rule.raws.iter()).enumerate().for_each(|(index, raw)| search.add(&raw.required, index));
    search.build();
    code.push_str("];\n\n");
    write_search(&mut code, &search);
    let out = env::var("OUT_DIR").unwrap_or_default();
    fs::write(Path::new(&out).join("rules.rs"), code).expect("the build folder can be written to");
    natives.sort_by(|a, b| a.id.cmp(&b.id));
    fs::write(Path::new(&out).join("records.rs"), records(&natives)).expect("the build folder can be written to");
    fs::write(Path::new(&out).join("about.rs"), about(&out)).expect("the build folder can be written to");
}

/// What `--version --verbose` tells of the build.
fn about(out: &str) -> String {
    format!("/// The commit it was built from, where that is known.\npub const COMMIT: Option<&str> = {:?};\n", commit(out))
}

/// The commit: named by the environment, by the package that cargo made, or by git. Git is asked for release builds only, since a
/// build that knows its commit is built again after every commit.
fn commit(out: &str) -> Option<String> {
    println!("cargo::rerun-if-env-changed=COPYDESK_COMMIT");
    let is_commit = |text: &str| text.len() == 40 && text.bytes().all(|b| b.is_ascii_hexdigit());
    if let Some(named) = env::var("COPYDESK_COMMIT").ok().filter(|c| is_commit(c)) {
        return Some(named);
    }
    if let Ok(packed) = fs::read_to_string(".cargo_vcs_info.json") {
        return packed.split('"').find(|part| is_commit(part)).map(str::to_owned);
    }
    // TARGET/PROFILE/build/PACKAGE/out
    if Path::new(out).ancestors().nth(3).and_then(Path::file_name).is_none_or(|profile| profile != "release") {
        return None;
    }
    let git = |arguments: &[&str]| {
        let output = std::process::Command::new("git").args(arguments).output().ok().filter(|o| o.status.success())?;
        Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
    };
    // The repository above may be another one, where the sources were copied into it.
    git(&["ls-files", "--error-unmatch", "build.rs"])?;
    let branch = git(&["symbolic-ref", "-q", "HEAD"]).unwrap_or_default();
    for name in ["HEAD", &branch, "packed-refs"].into_iter().filter(|n| !n.is_empty()) {
        if let Some(path) = git(&["rev-parse", "--git-path", name]).filter(|p| Path::new(p).exists()) {
            println!("cargo::rerun-if-changed={path}");
        }
    }
    git(&["rev-parse", "HEAD"]).filter(|c| is_commit(c))
}

/// Names in a folder, sorted; none where there is no folder.
fn entries(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn list<T>(items: &[T], one: impl Fn(&T) -> String) -> String {
    format!("Cow::Borrowed(&[{}])", items.iter().map(one).collect::<Vec<_>>().join(", "))
}

fn option(value: Option<&Placed>) -> String {
    value.map_or("None".into(), |p| format!("Some({})", placed(p)))
}

fn placed(p: &Placed) -> String {
    format!("placed({:?})", p.text)
}

fn text(t: impl AsRef<str>) -> String {
    format!("text({:?})", t.as_ref())
}

fn common(c: &GuardsSource) -> String {
    format!(
        "GuardsSource {{ message: {}, replace: {}, safe: {}, quotes: {}, blocks: {}, not_in_article: {}, needs_in_article: {}, once: {}, at_least: {}, edges: {}, outside_links: {}, confidence: {:?} }}",
        option(c.message.as_ref()),
        option(c.replace.as_ref()),
        c.safe,
        option(c.quotes.as_ref()),
        list(&c.blocks, placed),
        list(&c.not_in_article, |w| text(w)),
        list(&c.needs_in_article, |w| text(w)),
        c.once,
        c.at_least,
        c.edges,
        c.outside_links,
        c.confidence,
    )
}

/// The records of native rules, a constant each. A group or severity that does not exist does not compile.
fn records(natives: &[RuleSource]) -> String {
    let cow = |text: &str| format!("Cow::Borrowed({text:?})");
    let variant = |name: &str| name[..1].to_uppercase() + &name[1..];
    let name = |rule: &RuleSource| rule.id.to_uppercase().replace('-', "_");
    let mut code = String::new();
    for rule in natives {
        let languages = match rule.language.as_ref() {
            "any" => "Languages::Any".to_owned(),
            code => {
                let codes = std::iter::once(code).chain(rule.also.iter().map(AsRef::as_ref)).map(cow);
                format!("Languages::Only(Cow::Borrowed(&[{}]))", codes.collect::<Vec<_>>().join(", "))
            }
        };
        let needs = list(&rule.needs, |need| format!("Needs::{}", variant(need)));
        let examples = list(&rule.examples, |(example, marks, reason)| {
            format!("Example {{ text: {}, marks: Cow::Borrowed(&{marks:?}), reason: {} }}", cow(example), cow(reason))
        });
        let _ = writeln!(
            code,
            "/// The record of `{}`.\npub static {}: RuleMeta = RuleMeta {{ id: {}, group: Group::{}, summary: {}, explanation: {}, \
             severity: Severity::{}, confidence: {:?}, languages: {languages}, default: {}, needs: {needs}, examples: {examples} }};",
            rule.id,
            name(rule),
            cow(&rule.id),
            variant(&rule.group.text),
            cow(&rule.summary),
            cow(&rule.explanation),
            variant(&rule.severity.text),
            rule.confidence,
            rule.default,
        );
    }
    let all: Vec<String> = natives.iter().map(|rule| format!("&{}", name(rule))).collect();
    let _ = writeln!(code, "/// The records of all native rules, ordered by id.\npub static ALL: &[&RuleMeta] = &[{}];", all.join(", "));
    code
}

fn write_search(code: &mut String, s: &search::Search) {
    let t = &s.table;
    let _ = writeln!(
        code,
        "/// What the rules' regular expressions require, each by its number.\n\
         pub static SEARCH: Search = Search {{ sets: Cow::Borrowed(&{:?}), numbers: Cow::Borrowed(&{:?}), sequences: Cow::Borrowed(&{:?}), \
         table: Table {{ thirds: Cow::Borrowed(&{:?}), ranks: Cow::Borrowed(&{:?}), lists: Cow::Borrowed(&{:?}), \
         starts: Cow::Borrowed(&{:?}), postings: Cow::Borrowed(&{:?}) }} }};",
        s.sets, s.numbers, s.sequences, t.thirds, t.ranks, t.lists, t.starts, t.postings
    );
}

fn write_rule(code: &mut String, rule: &RuleSource) {
    let patterns = list(&rule.patterns, |p| {
        format!(
            "PatternSource {{ any: {}, not_before: {}, not_after: {}, not_in_sentence: {}, needs_in_sentence: {}, common: {} }}",
            list(&p.any, placed),
            list(&p.not_before, placed),
            list(&p.not_after, placed),
            list(&p.not_in_sentence, placed),
            list(&p.needs_in_sentence, placed),
            common(&p.common)
        )
    });
    let raws = list(&rule.raws, |r| {
        format!(
            "RawSource {{ regex: {}, needs: {}, required: Required::UNKNOWN, not_before: {}, not_after: {}, not_match: {}, not_in_block: {}, common: {} }}",
            placed(&r.regex),
            list(&r.needs, |w| text(w)),
            option(r.not_before.as_ref()),
            option(r.not_after.as_ref()),
            option(r.not_match.as_ref()),
            option(r.not_in_block.as_ref()),
            common(&r.common)
        )
    });
    let lists = list(&rule.lists, |(name, words)| format!("({}, {})", text(name), list(words, |w| text(w))));
    let examples =
        list(&rule.examples, |(example, marks, reason)| format!("({}, Cow::Borrowed(&{marks:?}), {})", text(example), text(reason)));
    let _ = writeln!(
        code,
        "    RuleSource {{ id: {}, language: {}, group: {}, summary: {}, explanation: {}, severity: {}, confidence: {:?}, default: {}, native: false, also: Cow::Borrowed(&[]), needs: Cow::Borrowed(&[]), \
         message: {}, lists: {lists}, patterns: {patterns}, raws: {raws}, examples: {examples} }},",
        text(&rule.id),
        text(&rule.language),
        placed(&rule.group),
        text(&rule.summary),
        text(&rule.explanation),
        placed(&rule.severity),
        rule.confidence,
        rule.default,
        option(rule.message.as_ref()),
    );
}
