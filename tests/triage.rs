//! `copydesk triage`: what it says, of what it says nothing, and that typing and length move nothing.

use copydesk::{
    analysis::Article,
    document::{self, Format},
    source::Source,
    triage::{Assessment, Unjudged, assess, log_odds_of_faults},
};
use std::{fs, path::Path, process::Command};

const NEWS: &str = "Harbour pilots end strike after night of talks

Pilots at the port of Tarvik went back to work on Thursday, ending a nine-day strike that had left 40 ships at anchor \
outside the breakwater.

The deal, reached shortly after 4 a.m., gives the 62 pilots a pay rise of 5.5 percent and caps night shifts at three a week. \
\"We'd have liked more, but nobody's going home angry,\" said Ida Strand, who led the union's side. The port authority wouldn't \
say what the strike had cost. Analysts put it at about $2 million a day.

Fishing boats, which don't need a pilot, had kept sailing throughout. But the cannery on the north quay sent its 300 workers \
home on Monday when the salt ran out. It should be running again by the weekend, its manager, Jon Vik, said.
";

const TRANSLATED: &str = "The Ministry has held a meeting on the preparation of the season

In the Ministry of Agriculture a meeting was held on the issue of the preparation of the season of the harvest, in which the \
heads of the departments of the regions took part. In the course of the meeting, the participants have discussed the questions \
of the provision of the farms with the fuel and with the spare parts. According to the head of the department, at the present \
time the readiness of the equipment is more than ninety percent, and the works on the repair of the machines are being carried \
out in accordance with the schedule.

It was also noted that in the current year the area of the crops has been increased in comparison with the last year. At the \
same time, the minister has drawn the attention of the heads to the need of the strengthening of the control over the quality \
of the grain. The participants of the meeting have expressed the confidence that the tasks which have been set will be fulfilled \
in full and on time. Also, the meeting has considered the question about the training of the specialists.
";

fn read(name: &str, text: &str) -> Assessment {
    let source = Source::from_text(name, text);
    let documents = document::parse(&source, Format::of_path(name));
    assess(&Article::new(&documents[0]), 0.0)
}

fn share(text: &str) -> f64 {
    read("a.txt", text).machine_translated.expect("long enough, English, prose")
}

fn reason(name: &str, text: &str) -> Unjudged {
    read(name, text).machine_translated.expect_err("nothing can be said")
}

#[test]
fn literal_translation_reads_more_like_it_than_news() {
    assert!(share(TRANSLATED) > share(NEWS) + 0.2, "{} {}", share(TRANSLATED), share(NEWS));
}

#[test]
fn typing_moves_nothing() {
    let typed = NEWS.replace(" \"We", " “We").replace(",\" said", ",” said").replace('\'', "’").replace("$2", "€2").replace("62", "71");
    assert_eq!(share(NEWS), share(&typed), "quotes, apostrophes, currencies and digits are not grammar");
}

#[test]
fn names_move_nothing() {
    let renamed = NEWS.replace("Ida Strand", "Rosa Weller").replace("Jon Vik", "Tom Hale");
    assert!((share(NEWS) - share(&renamed)).abs() < 0.02, "{} {}", share(NEWS), share(&renamed));
}

#[test]
fn length_alone_moves_no_one_across_even_odds() {
    let body = |text: &str| text.split_once("\n\n").map(|(_, b)| b.to_owned()).unwrap();
    for text in [NEWS, TRANSLATED] {
        let long = format!("{text}\n{}\n{}", body(text), body(text));
        let (one, three) = (share(text), share(&long));
        assert_eq!(one > 0.5, three > 0.5, "{one} {three}");
    }
}

#[test]
fn short_items_get_a_reason() {
    assert!(matches!(reason("a.txt", "Two held\n\nPolice held two men on Monday.\n\nBoth were freed.\n"), Unjudged::Short(_)));
}

#[test]
fn other_languages_get_a_reason() {
    let french =
        "Les pilotes du port ont repris le travail jeudi matin. La grève avait duré neuf jours, selon la direction du port. ".repeat(6);
    assert!(matches!(reason("a.txt", &french), Unjudged::Language(_)));
}

/// One text as plain text, Markdown, HTML and JSON.
fn everywhere(plain: &str, markdown: &str, html: &str) -> [(&'static str, String); 4] {
    let json = serde_json::json!({"title": "From the harbour", "body": plain}).to_string();
    let page = format!("<!doctype html><html><body><article><h1>From the harbour</h1>{html}</article></body></html>");
    [("a.txt", plain.to_owned()), ("a.md", markdown.to_owned()), ("a.html", page), ("a.json", json)]
}

/// What is no prose gets no figure in any format, and a reason that says what it is.
fn none(what: &[&str], versions: [(&'static str, String); 4]) {
    for (name, text) in versions {
        let reason = reason(name, &text).to_string();
        assert!(what.iter().any(|w| reason.contains(w)), "{name}: {reason}");
    }
}

#[test]
fn lists_get_a_reason() {
    let items = ["The council will repair the old crane on the north quay.", "A new lamp will be put up at the end of the pier."].repeat(8);
    let list: String = items.iter().map(|i| format!("- {i}\n")).collect();
    let html: String = items.iter().map(|i| format!("<li>{i}</li>")).collect();
    none(&["a list"], everywhere(&list, &list, &format!("<ul>{html}</ul>")));
    let names: String = (1..40).map(|i| format!("{i}. quay number {i} of the old harbour, empty since the spring\n")).collect();
    none(&["a list"], everywhere(&names, &names, &format!("<ol>{html}</ol>")));
}

#[test]
fn tables_get_a_reason() {
    let rows: Vec<[String; 3]> = (1..30).map(|i| [format!("Quay {i}"), format!("{} ships", i * 7), format!("up {i} percent")]).collect();
    let plain: String = rows.iter().map(|r| r.join("\t") + "\n").collect();
    let markdown: String = rows.iter().map(|r| format!("| {} |\n", r.join(" | "))).collect();
    let html: String = rows.iter().map(|r| format!("<tr><td>{}</td></tr>", r.join("</td><td>"))).collect();
    none(&["a table"], everywhere(&plain, &format!("| a | b | c |\n|---|---|---|\n{markdown}"), &format!("<table>{html}</table>")));
}

const SONG: [&str; 3] = [
    "Oh the wind blew high and the wind blew low,\nAnd the captain said it was time to go.\nWe hauled on the rope and we hauled on the \
     chain,\nAnd we never saw the harbour again.",
    "Heave away, my lads, heave away!\nWe will be in the channel by the break of the day.\nHeave away, my lads, heave away!\nThere is \
     bread for the sailor who earned it today.",
    "Oh the mate he was sick and the cook he was dead,\nAnd the bosun lay down with a stone in his head.\nThere was weed on the anchor \
     and salt in the bread,\nAnd we wished we were home in our own feather bed.",
];

#[test]
fn verse_gets_a_reason() {
    let html: String = SONG.iter().map(|s| format!("<p>{}</p>", s.replace('\n', "<br>\n"))).collect();
    none(&["verse", "lines"], everywhere(&SONG.join("\n\n"), &SONG.join("\n\n").replace('\n', "  \n").replace("  \n  \n", "\n\n"), &html));
}

#[test]
fn code_gets_a_reason() {
    let code = "def repair(harbour, when):\n    # Pumps are replaced and not repaired. They are too old for it.\n    for crane in \
                harbour.cranes:\n        if crane.is_broken():\n            total += crane.repair(when)\n    return total\n"
        .repeat(7);
    let html = format!("<pre><code>{code}</code></pre>");
    none(&["code", "language not known"], everywhere(&code, &format!("# How\n\n```python\n{code}```\n"), &html));
}

#[test]
fn two_lines_get_a_reason() {
    let text = "Two held after fire\n\nPolice held two men on Monday after a fire at a warehouse. Both were freed on Tuesday.\n";
    let html = "<h2>Two held after fire</h2><p>Police held two men on Monday after a fire at a warehouse. Both were freed on Tuesday.</p>";
    none(&["too few"], everywhere(text, text, html));
}

#[test]
fn every_other_language_gets_a_reason() {
    let texts = [
        "Les pilotes du port ont repris le travail jeudi après neuf jours de grève. Quarante navires attendaient au large. ".repeat(7),
        "Marubani wa bandari walirudi kazini siku ya Alhamisi baada ya mgomo wa siku tisa. Meli arobaini zilisubiri nje ya bandari. "
            .repeat(7),
        "Лоцманы порта вернулись к работе в четверг после забастовки. Сорок судов ждали на рейде у входа в гавань. ".repeat(7),
        "港口引航员在罢工九天后于星期四恢复工作。四十艘船只在港外等候。工会称这是一场胜利。".repeat(12),
    ];
    for text in texts {
        none(&["no model for", "language not known"], everywhere(&text, &text, &format!("<p>{text}</p>")));
    }
}

#[test]
fn news_is_judged_in_every_format() {
    let paragraphs: Vec<&str> = NEWS.split("\n\n").skip(1).collect();
    let html: String = paragraphs.iter().map(|p| format!("<p>{p}</p>")).collect();
    let broken = format!("<p>{}</p>", paragraphs.join("<br><br>"));
    for (name, text) in everywhere(NEWS, NEWS, &html).into_iter().chain(everywhere(NEWS, NEWS, &broken)) {
        assert!(read(name, &text).machine_translated.is_ok(), "{name}: {:?}", read(name, &text).machine_translated);
    }
}

#[test]
fn stretches_lie_in_the_text_and_say_why() {
    let found = read("a.txt", TRANSLATED);
    assert!(!found.stretches.is_empty());
    let named = |s: &copydesk::triage::Stretch| !s.why.contains("small words");
    assert!(found.stretches.iter().all(named), "an editor has a name for what is odd in this one: {:?}", found.stretches);
    assert!(found.stretches.windows(2).all(|w| w[0].score >= w[1].score), "the weightiest first");
    for s in &found.stretches {
        assert!(!s.why.is_empty() && s.score > 0.0 && !s.span.is_empty());
        assert!(!s.why.contains(" is machine"), "it says what reads like it, never that it is");
    }
}

fn triage(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_copydesk")).current_dir(folder).arg("triage").args(arguments).output().unwrap();
    (out.status.code(), String::from_utf8(out.stdout).unwrap())
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("news.txt"), NEWS).unwrap();
    fs::write(folder.path().join("translated.txt"), TRANSLATED).unwrap();
    fs::write(folder.path().join("short.txt"), "Two held\n\nPolice held two men on Monday.\n").unwrap();
    folder
}

#[test]
fn jsonl_is_the_contract() {
    let folder = folder();
    let (status, out) = triage(folder.path(), &["--format", "jsonl", "--no-config", "--all", "."]);
    assert_eq!(status, Some(0));
    let rows: Vec<serde_json::Value> = out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0]["path"], "translated.txt", "the one that reads most like it comes first");
    let needs: Vec<f64> = rows.iter().map(|r| r["need"].as_f64().unwrap()).collect();
    assert!(needs.windows(2).all(|w| w[0] >= w[1]), "{needs:?}");
    for row in &rows {
        for key in ["path", "words", "language", "need", "machine_translated", "diagnostics", "stretches"] {
            assert!(row.get(key).is_some(), "{key}");
        }
        let text = fs::read(folder.path().join(row["path"].as_str().unwrap())).unwrap();
        for s in row["stretches"].as_array().unwrap() {
            let (a, b) = (s["span"]["start"].as_u64().unwrap() as usize, s["span"]["end"].as_u64().unwrap() as usize);
            assert_eq!(std::str::from_utf8(&text[a..b]).unwrap(), s["text"].as_str().unwrap(), "spans are bytes of the file");
        }
    }
    let short = rows.iter().find(|r| r["path"] == "short.txt").unwrap();
    assert!(short["machine_translated"].is_null() && short["reason"].as_str().unwrap().contains("too few"));
}

#[test]
fn top_and_min_choose_and_threads_change_nothing() {
    let folder = folder();
    let all = triage(folder.path(), &["--format", "csv", "--all", "--threads", "1", "."]).1;
    assert_eq!(all, triage(folder.path(), &["--format", "csv", "--all", "--threads", "3", "."]).1);
    assert_eq!(all.lines().count(), 4, "a heading and three articles");
    assert_eq!(triage(folder.path(), &["--format", "csv", "--top", "1", "."]).1.lines().count(), 2);
    let (_, some) = triage(folder.path(), &["--format", "jsonl", "--min", "0.01", "."]);
    assert!(!some.contains("short.txt"), "no need is known for it");
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_ranked() {
    let folder = folder();
    let (status, out) = triage(folder.path(), &["--format", "jsonl", "missing.txt", "news.txt"]);
    assert_eq!(status, Some(2));
    assert_eq!(out.lines().count(), 1);
}

#[test]
fn one_to_three_places_are_shown_none_twice() {
    for text in [NEWS, TRANSLATED] {
        let stretches = read("a.txt", text).stretches;
        assert!(!stretches.is_empty() && stretches.len() <= 3, "{stretches:?}");
        let places: std::collections::BTreeSet<_> = stretches.iter().map(|s| (s.block, s.span)).collect();
        assert_eq!(places.len(), stretches.len());
    }
}

/// What `check` prints of the folder's articles.
fn check(folder: &Path, arguments: &[&str]) -> (Option<i32>, Vec<serde_json::Value>) {
    let out = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .current_dir(folder)
        .args(["check", "--format", "jsonl"])
        .args(arguments)
        .arg(".")
        .output()
        .unwrap();
    let rows = String::from_utf8(out.stdout).unwrap();
    let rows = rows.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
    (out.status.code(), rows.filter(|r| r["rule"] == "reads-translated").collect())
}

#[test]
fn check_says_what_reads_translated_and_where_to_start() {
    let folder = folder();
    let (_, found) = check(folder.path(), &["--no-config"]);
    assert_eq!(found.len(), 1, "the translated one alone: neither the news nor what is too short to tell: {found:?}");
    let verdict = &found[0];
    assert!(verdict["path"].as_str().unwrap().contains("translated.txt"), "{verdict}");
    assert_eq!((verdict["severity"].as_str(), verdict["start"]["line"].as_u64()), (Some("info"), Some(1)), "on the headline, and no fault");
    let message = verdict["message"].as_str().unwrap();
    assert!(message.contains("reads like") && message.contains("its grammar") && !message.contains("error"), "{message}");
    let labels = verdict["labels"].as_array().unwrap();
    assert!((1..=3).contains(&labels.len()), "{labels:?}");
    for label in labels {
        assert!(label["message"].as_str().unwrap().starts_with("start with"), "{label}");
    }
    // By itself it fails no run, and is one of the rules that can be chosen.
    assert_eq!(check(folder.path(), &["--no-config", "--select", "reads-translated"]).0, Some(0));
}

#[test]
fn the_verdict_can_be_switched_off() {
    let folder = folder();
    for arguments in
        [&["--no-config", "--no-triage"][..], &["--no-config", "--ignore", "reads-translated"], &["--no-config", "--select", "name"]]
    {
        assert!(check(folder.path(), arguments).1.is_empty(), "{arguments:?}");
    }
    for config in ["triage = false\n", "ignore = [\"reads-translated\"]\n"] {
        fs::write(folder.path().join("copydesk.toml"), config).unwrap();
        assert!(check(folder.path(), &[]).1.is_empty(), "{config}");
    }
    fs::write(folder.path().join("copydesk.toml"), "triage = false\n").unwrap();
    assert_eq!(check(folder.path(), &["--triage"]).1.len(), 1, "the command line has the last word");
}

#[test]
fn names_and_figures_are_no_words() {
    let likeness = |text: &str| read("a.txt", text).machine_translated.unwrap();
    let other = TRANSLATED.replace("Ministry of Agriculture", "Institute of Geodesy").replace("ninety percent", "eighty percent");
    assert!((likeness(TRANSLATED) - likeness(&other)).abs() < 0.05, "{} {}", likeness(TRANSLATED), likeness(&other));
}

#[test]
fn faults_speak_for_a_machine_and_their_want_for_no_one() {
    let source = Source::from_text("a.txt", NEWS);
    let documents = document::parse(&source, Format::Plain);
    let article = Article::new(&documents[0]);
    let share = |faults: f64| assess(&article, faults).machine_translated.unwrap();
    assert_eq!(log_odds_of_faults(&[]), 0.0);
    assert!(share(1.0) > share(0.0));
}
