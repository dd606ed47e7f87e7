//! The Markdown that sites are written in: what of it is prose, and what is not.

use copydesk::{
    document::{self, Block, BlockKind, Document, Format},
    source::Source,
    span::BlockSpan,
};

fn read(path: &str, text: &str) -> Document {
    let source = Source::from_text(path, text);
    let document = document::parse(&source, Format::Markdown).remove(0);
    for block in &document.blocks {
        let whole = BlockSpan::new(0, block.text.len());
        for word in block.shown(whole).split_whitespace().filter(|w| w.len() > 3 && w.bytes().all(|b| b.is_ascii_alphabetic())) {
            let at = block.shown(whole).find(word).unwrap();
            let found = block.in_file(BlockSpan::new(at, at + word.len())).slice(text);
            assert_eq!(found, word, "the map of {:?} leads astray", block.text);
        }
    }
    document
}

/// Kind and text of each block, code as it is written.
fn shown(path: &str, text: &str) -> Vec<(BlockKind, String)> {
    let whole = |b: &Block| b.shown(BlockSpan::new(0, b.text.len())).to_owned();
    read(path, text).blocks.iter().map(|b| (b.kind, whole(b))).collect()
}

fn texts(path: &str, text: &str) -> Vec<String> {
    shown(path, text).into_iter().map(|(_, t)| t).collect()
}

const LEAD: &str = "The council of Gdynia met on Monday and voted for the new pier.";

#[test]
fn admonitions_part_paragraphs_and_their_markers_are_not_read() {
    for text in [
        format!("{LEAD}\n:::note\n{LEAD}\n:::\n{LEAD}\n"),
        format!("{LEAD}\n\n> [!WARNING]\n> {LEAD}\n\n{LEAD}\n"),
        format!("{LEAD}\n\n!!! note\n    {LEAD}\n\n{LEAD}\n"),
        format!("{LEAD}\n\n??? tip\n    {LEAD}\n\n{LEAD}\n"),
        format!("{LEAD}\n\n::: {{.callout-note}}\n{LEAD}\n:::\n\n{LEAD}\n"),
    ] {
        let found = shown("a.md", &text);
        assert_eq!(found, vec![(BlockKind::Paragraph, LEAD.to_owned()); 3], "{text}");
    }
}

#[test]
fn titles_of_admonitions_are_titles() {
    for text in [
        format!("{LEAD}\n\n:::tip[Before the vote]\n{LEAD}\n:::\n"),
        format!("{LEAD}\n\n!!! tip \"Before the vote\"\n    {LEAD}\n"),
        format!("{LEAD}\n\n> [!tip]- Before the vote\n> {LEAD}\n"),
    ] {
        let found = shown("a.md", &text);
        let kinds: Vec<BlockKind> = found.iter().map(|(k, _)| *k).collect();
        assert_eq!(kinds, [BlockKind::Paragraph, BlockKind::Subheading, BlockKind::Paragraph], "{text}: {found:?}");
        assert_eq!(found[1].1, "Before the vote", "{text}");
    }
}

#[test]
fn mdx_is_told_by_the_file() {
    let text = format!(
        "import Tabs from '@theme/Tabs'\nimport {{\n  a,\n  b,\n}} from './c'\n\nexport const rows = [\n  {{ name: 'x' }},\n]\n\n\
         <Tabs values={{getTabs([\"ios\", \"web\"])}}>\n<TabItem value=\"web\">\n\n{LEAD}\n\n</TabItem>\n</Tabs>\n\n\
         {{/* not said */}}\n\n<p className=\"photo-caption\">The old pier of Gdynia</p>\n\n{LEAD} <Badge style={{{{color: '#fff'}}}} />\n"
    );
    let found = shown("a.md", &text);
    let expected = [(BlockKind::Paragraph, LEAD), (BlockKind::Caption, "The old pier of Gdynia"), (BlockKind::Paragraph, LEAD)];
    assert_eq!(found, expected.map(|(k, t)| (k, t.to_owned())));
}

#[test]
fn braces_of_plain_markdown_are_text() {
    let text = "The set {1, 2} was printed in the report of Gdynia, and so was Vec<T> with it.\n";
    assert_eq!(texts("a.md", text), ["The set {1, 2} was printed in the report of Gdynia, and so was Vec with it."]);
}

#[test]
fn templates_stand_for_words_or_for_nothing() {
    let text = format!(
        "{{% include head.html %}}\n{LEAD}\n{{{{< figure src=\"pier.jpg\" >}}}}\nRead [the report]({{{{< ref \"/pier\" >}}}} \"Pier\") and ask {{{{ site.mayor }}}} about it.\n\n\
         {{% highlight rust %}}\nlet the the = 1;\n{{% endhighlight %}}\n\n[Mail]({{{{ site.url }}}}/mail){{: .button target=\"_blank\"}}\n"
    );
    let found = texts("a.md", &text);
    assert_eq!(found, [LEAD, "Read the report and ask … about it.", "Mail"]);
}

#[test]
fn code_is_a_noun_and_nothing_is_found_in_it() {
    let document = read("a.md", "Use `the the` here. `Foo::bar()` is <code>{name}</code>, not `the the`.\n");
    let block = &document.blocks[0];
    let words: Vec<&str> = block.text.split_whitespace().collect();
    assert_eq!(block.code.len(), 4, "{}", block.text);
    assert!(words.iter().all(|w| w.trim_end_matches(['.', ',']).bytes().all(|b| b.is_ascii_alphabetic())), "{words:?}");
    assert_eq!(block.code[0].slice(&block.text), block.code[3].slice(&block.text), "the same code is the same word");
    assert!(block.code[1].slice(&block.text).starts_with('X'), "it opens a sentence: {}", block.text);
    assert_eq!(block.shown(block.code[1]), "Foo::bar()");
}

#[test]
fn what_leads_into_a_listing_goes_on() {
    let text = format!("{LEAD} It was\n\n```\nlet x = 1;\n```\n\n{LEAD} Those present were\n\n- Ngozi Okafor\n- Jan Nowak\n\n{LEAD}\n");
    let leads: Vec<bool> = read("a.md", &text).blocks.iter().filter(|b| b.kind == BlockKind::Paragraph).map(|b| b.leads).collect();
    assert_eq!(leads, [true, true, false]);
}

#[test]
fn formulas_are_no_prose_and_prices_are() {
    let text = "The mass $m_{0}$ grows with $\\frac{a}{b}$ here.\n\n$$\nE = mc^2\n$$\n\nIt cost $5 to $10 a head.\n";
    let document = read("a.md", text);
    assert_eq!(document.blocks.len(), 2, "{:?}", document.blocks);
    assert_eq!(document.blocks[0].code.len(), 2);
    assert!(document.blocks[0].leads);
    assert_eq!(document.blocks[1].text, "It cost $5 to $10 a head.");
}

#[test]
fn layouts_are_no_articles() {
    let text = format!("{{% extends \"base.html\" %}}\n{{% block content %}}\n{LEAD}\n{{% endblock %}}\n");
    assert!(read("a.md", &text).blocks.is_empty());
}

#[test]
fn front_matter_by_role() {
    let text = format!(
        "---\ntitle: 'What&#8217;s new in Gdynia'\ndescription: {LEAD}\nog_title: New pier\nauthors:\n  - Jan Nowak\ntags: [pier, sea]\nmenu:\n  title: Piers\n\
         image:\n  caption: The pier\nseo:\n  description: All about the pier.\n---\n\n{LEAD}\n"
    );
    let found = shown("a.md", &text);
    let expected = [
        (BlockKind::Headline, "What’s new in Gdynia"),
        (BlockKind::Summary, LEAD),
        (BlockKind::Summary, "New pier"),
        (BlockKind::Byline, "Jan Nowak"),
        (BlockKind::Caption, "The pier"),
        (BlockKind::Summary, "All about the pier."),
        (BlockKind::Paragraph, LEAD),
    ];
    assert_eq!(found, expected.map(|(k, t)| (k, t.to_owned())));
}

#[test]
fn front_matter_is_read_as_leniently_as_sites_are_built() {
    // A quoted scalar at the margin, which the standard forbids and every library reads.
    let text = format!("---\ntitle: New pier\nsummary: 'The council of Gdynia\nmet on Monday.'\nweight: 3\n---\n\n{LEAD}\n");
    let document = read("a.md", &text);
    assert!(document.problems.is_empty(), "{:?}", document.problems);
    assert_eq!(document.blocks[1].text, "The council of Gdynia met on Monday.");
    assert!(document.metadata.iter().any(|m| m.key == "weight"));
    // What no library reads costs its own entry and is told of.
    let text = format!("---\ntitle: New pier: a vote: won\ndescription: {LEAD}\n---\n\n{LEAD}\n");
    let document = read("a.md", &text);
    assert_eq!(document.problems.len(), 1);
    assert!(document.problems[0].warning);
    let kinds: Vec<BlockKind> = document.blocks.iter().map(|b| b.kind).collect();
    assert_eq!(kinds, [BlockKind::Summary, BlockKind::Paragraph]);
}

#[test]
fn a_header_may_stand_behind_empty_lines() {
    let text = format!("\n---\n# edit here\ntitle: New pier\ndate: 2018-07-16 16:00:00 -0500\n---\n\n{LEAD}\n");
    assert_eq!(texts("a.md", &text), ["New pier", LEAD]);
    // A rule across the page opens none.
    let text = format!("\n---\n\n{LEAD}\n\n---\n\n{LEAD}\n");
    assert_eq!(texts("a.md", &text), [LEAD, LEAD]);
}

#[test]
fn marked_lines_are_what_their_marks_say() {
    let text = format!(
        "{LEAD}\n\n**Before the vote**\n\n{LEAD}\n\n*Jan Nowak writes about the sea for the paper*\n\n[Read the report](a.md)\n\n<pre lang=\"pl\">\n<code>błąd</code>\n</pre>\n"
    );
    let kinds: Vec<BlockKind> = read("a.md", &text).blocks.iter().map(|b| b.kind).collect();
    use BlockKind::{Caption, Code, Furniture, Paragraph, Subheading};
    assert_eq!(kinds, [Paragraph, Subheading, Paragraph, Caption, Furniture, Code]);
}
