//! The engine itself; the rules' own examples run in `rules::tests`.

use super::*;
use crate::{analysis::Language, document, source::Source};

/// What a rule with these tables marks in a text.
fn marked(tables: &str, text: &str) -> Vec<String> {
    found(tables, text).into_iter().map(|f| f.0).collect()
}

/// The marked text, the message and the replacement of each finding.
fn found(tables: &str, text: &str) -> Vec<(String, String, String)> {
    let rules = one_rule(tables);
    let source = Source::from_text("a.txt", text);
    let documents = document::parse(&source, document::Format::Plain);
    let article = Article::with_language(&documents[0], Language::ENGLISH);
    let mut cx = RuleContext::new(&article, rules[0].meta());
    rules[0].check(&mut cx);
    let text = |f: &crate::diagnostic::Finding| f.place.span.slice(&documents[0].blocks[f.place.block].text).to_owned();
    let replacement = |f: &crate::diagnostic::Finding| f.suggestions.first().map_or_else(String::new, |s| s.replacement.clone());
    cx.into_findings().iter().map(|f| (text(f), f.message.clone(), replacement(f))).collect()
}

fn file(tables: &str) -> String {
    format!(
        "group = \"artefact\"\nsummary = \"s\"\nexplanation = \"e\"\nconfidence = 0.5\nmessage = \"m\"\nhits = [\"⟦x⟧\"]\nnear_misses = [[\"y\", \"z\"]]\n{tables}"
    )
}

fn one_rule(tables: &str) -> Vec<Box<dyn Rule>> {
    let mut compiler = Compiler::new(true);
    let source = format::parse("a-rule", "en", &file(tables)).unwrap();
    compiler.add(&source).unwrap();
    let search = searched(&compiler);
    rules(compiler, search)
}

fn pattern(p: &str) -> String {
    format!("[[pattern]]\nmatch = '{p}'\n")
}

/// The rules that come with copydesk are sound; at run time their regular expressions are taken on trust.
#[test]
fn embedded_rules_compile() {
    let mut compiler = Compiler::new(true);
    let mistakes: Vec<String> =
        embedded::RULES.iter().filter_map(|source| compiler.add(source).err().map(|e| format!("{}: {}", source.id, e.message))).collect();
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
    let unanchored: Vec<_> = rules_without_anchor(&compiler);
    assert!(unanchored.is_empty(), "patterns that no word anchors run over every article: {unanchored:?}");
    for raw in &compiler.raws {
        assert!(!raw.needs.is_empty() || compiler.metas[raw.rule].default, "{}", compiler.metas[raw.rule].id);
    }
}

fn rules_without_anchor(compiler: &Compiler) -> Vec<String> {
    let without = compiler.patterns.iter().filter(|p| p.programs.iter().any(|p| p.anchors.is_empty()));
    without.map(|p| compiler.metas[p.rule].id.to_string()).collect()
}

#[test]
fn words_lemmas_tags_and_shapes() {
    assert_eq!(marked(&pattern("big|small dog"), "A Small dog ran. A small cat ran."), ["Small dog"]);
    assert_eq!(marked(&pattern("~make him to :VB"), "She made him to wait. They make him wait."), ["made him to wait"]);
    assert_eq!(marked(&pattern("US troops"), "The US troops let us troops go by."), ["US troops"]);
    assert_eq!(marked(&pattern("the !old&:JJ"), "the old man saw the new moon."), ["the new"]);
    assert_eq!(marked(&pattern("the *ing"), "the building and the ring and the sing-song."), ["the building", "the ring"]);
    assert_eq!(marked(&pattern(r"on /\d\d?th/ %cap"), "He left on 12th May and on 13th june."), ["on 12th May"]);
    assert_eq!(marked(&pattern(r"\$ %num"), "It cost $ 5 or $6."), ["$ 5", "$6"]);
    assert_eq!(marked("[[pattern]]\nmatch = \"it 's\"\n", "It’s late, it's over."), ["It’s", "it's"]);
}

#[test]
fn repeats_groups_marks_and_captures() {
    assert_eq!(
        marked(&pattern("both <of? the> _{0,2}? countries"), "both the two big countries and both of the countries."),
        ["the", "of the"]
    );
    assert_eq!(marked(&pattern("(a | the very) end"), "a end, the very end, the end."), ["a end", "the very end"]);
    assert_eq!(marked(&pattern("very+ good"), "a very very good and a good one."), ["very very good"]);
    let tables =
        "[[pattern]]\nmatch = \"told? first=%cap about thing=_\"\nmessage = \"{first} and {thing:lower}\"\nreplace = \"said {thing}\"\n";
    assert_eq!(found(tables, "Ivanova about Plans.")[0], ("Ivanova about Plans".into(), "Ivanova and plans".into(), "Said Plans".into()));
}

#[test]
fn alternatives_of_several_kinds() {
    assert_eq!(
        marked(&pattern("for (the|a|:NNP|him|%digits)"), "for him, for the, for Kofi, for 12, for us."),
        ["for him", "for the", "for Kofi", "for 12"]
    );
}

#[test]
fn sentence_positions() {
    assert_eq!(marked(&pattern("^ <recall>"), "Recall the fire. “Recall it.” They recall it."), ["Recall"]);
    assert_eq!(marked(&pattern("the|of $"), "We went to the. The end of it. It was of?"), ["the", "of"]);
}

#[test]
fn guards() {
    let guarded = |guard: &str| format!("[[pattern]]\nmatch = 'told about'\n{guard} = ['was|were :adv?', 'some guests']\n");
    assert_eq!(marked(&guarded("not_before"), "He was told about it. He was never told about it. He told about it.").len(), 1);
    assert_eq!(marked(&guarded("not_after"), "He told about some guests. He told about some people.").len(), 1);
    assert_eq!(marked(&guarded("not_in_sentence"), "He told about it and was late. He told about it.").len(), 1);
    assert_eq!(marked(&guarded("needs_in_sentence"), "He told about it and was late. He told about it.").len(), 1);
    let article = "[[pattern]]\nmatch = 'crore'\nnot_in_article = ['Mumbai']\n";
    assert!(marked(article, "It cost 5 crore in MUMBAI last year.").is_empty());
    assert_eq!(marked(article, "It cost 5 crore in Oslo last year."), ["crore"]);
}

#[test]
fn quotations_and_blocks() {
    assert_eq!(marked(&pattern("my country"), "“I love my country,” she said of my country.").len(), 1);
    let inside = "[[pattern]]\nmatch = 'my country'\nquotes = 'inside'\n";
    assert_eq!(marked(inside, "“I love my country,” she said of my country.").len(), 1);
    let headline = "[[pattern]]\nmatch = 'talks'\nblocks = ['headline']\n";
    assert_eq!(marked(headline, "Leaders hold talks\n\nThe talks began on Monday in Doha.").len(), 1);
    let once = "[[pattern]]\nmatch = 'talks'\nonce = true\n";
    let again = "[[pattern]]\nmatch = 'talks'\nat_least = 2\n[[pattern]]\nmatch = 'envoy'\n";
    assert_eq!(marked(again, "The talks began in Oslo with an envoy.").len(), 2, "all tables count");
    assert!(marked(again, "The talks began in Oslo with a minister.").is_empty());
    assert_eq!(marked(again, "The envoy came to Oslo.").len(), 1, "a table without the key");
    assert_eq!(marked(once, "The talks began after talks. Talks ended.\n\nThe talks were hard.").len(), 2);
}

#[test]
fn a_match_after_a_match_in_one_sentence() {
    assert_eq!(marked(&pattern("a _{0,3}? b"), "a x b and a y z b and a b.").len(), 3);
}

#[test]
fn raw_tables() {
    let raw = "[[raw]]\nregex = '(?P<mark>/TASS/)[ ,.]*$'\nneeds = ['/tass/']\nnot_before = 'agency $'\nreplace = ''\n";
    assert_eq!(marked(raw, "The port of Murmansk reopened on Monday. /TASS/."), ["/TASS/"]);
    assert!(marked(raw, "The port of Murmansk reopened, said the agency /TASS/.").is_empty());
    assert!(marked(raw, "The port of Murmansk reopened on Monday, TASS said.").is_empty());
}

#[test]
fn mistakes_are_named_with_their_place() {
    let broken = |tables: &str| {
        let toml = file(tables);
        match format::parse("a-rule", "en", &toml) {
            Err(e) => (toml[e.span].to_owned(), e.message),
            Ok(source) => {
                let e = Compiler::new(true).add(&source).unwrap_err();
                (toml[e.span].to_owned(), e.message)
            }
        }
    };
    assert_eq!(broken("[[pattern]]\nmach = 'a'\n"), ("mach".into(), "unknown key `mach`: did you mean `match`?".into()));
    assert_eq!(broken(&pattern("a :NNO")), (":NNO".into(), "no tag is named `NNO`: did you mean `NN`?".into()));
    assert_eq!(broken(&pattern("the (a | b")).1, "a `(` without its `)`");
    assert_eq!(broken(&pattern("%big")).1, "no class is named `big`");
    assert_eq!(broken(&pattern("a /(/")).0, "/(/");
    assert_eq!(broken(&pattern("(a b c){1,90}")).1, "matches up to 270 tokens; 120 are allowed");
    assert_eq!(broken(&pattern("a?")).1, "matches no token at all");
    assert_eq!(broken("[[pattern]]\nmatch = 'a'\nmessage = '{b}'\n"), ("'{b}'".into(), "no capture is named `b`".into()));
    assert_eq!(
        broken("[[pattern]]\nmatch = 'a'\nblocks = ['headlne']\n").1,
        "no kind of block is named `headlne`: did you mean `headline`?"
    );
    assert_eq!(broken("[[raw]]\nregex = 'a('\n").0, "'a('");
    assert_eq!(broken("").1, "a rule has a [[pattern]] or a [[raw]]");
}

/// What a language lacks is asked for in vain, with its place; universal tags are asked for in any that has a tagger.
#[test]
fn patterns_ask_only_for_what_their_language_has() {
    let told = |language: &str, text: &str| {
        let toml = file(&pattern(text));
        let source = format::parse("a-rule", language, &toml).unwrap();
        Compiler::new(true).add(&source).map_err(|e| (toml[e.span].to_owned(), e.message))
    };
    assert_eq!(told("es", "~hablar").unwrap_err(), ("~".into(), "inflection: the rule's language has none".into()));
    assert!(told("es", "la :NNS").unwrap_err().1.contains("a tag of English"));
    assert!(told("any", "talks :NOUN").unwrap_err().1.contains("parts of speech"));
    assert!(told("nl", "de :NOUN").is_err());
    assert!(told("es", "la :NOUN.Plur").is_ok() && told("de", "die :ADJ|NOUN").is_ok() && told("en", "the :NOUN").is_ok());
}

#[test]
fn a_hostile_pattern_takes_no_exponential_time() {
    let text = format!("{}.", "a ".repeat(400));
    assert!(marked(&pattern("(a? a?){1,40} (a | a a){1,10} b"), &text).is_empty());
}

#[test]
fn a_folder_of_rules() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("en")).unwrap();
    std::fs::write(folder.path().join("en/good-rule.toml"), file(&pattern("house style"))).unwrap();
    std::fs::write(folder.path().join("bad-rule.toml"), file("[[pattern]]\nmatch = 'a'\n[[pattern]]\nmatch = '('\n")).unwrap();
    std::fs::write(folder.path().join("both-the.toml"), file(&pattern("a"))).unwrap();
    let (rules, problems) = load_folder(folder.path());
    assert_eq!(rules.iter().map(|r| r.meta().id.as_ref()).collect::<Vec<_>>(), ["both-the", "good-rule"]);
    assert_eq!(problems.iter().map(|p| p.message.as_str()).collect::<Vec<_>>(), ["a `(` without its `)`"]);
    let (none, missing) = load_folder(&folder.path().join("nowhere"));
    assert!(none.is_empty() && missing.len() == 1);
}
