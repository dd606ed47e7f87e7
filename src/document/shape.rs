//! What a block is, by its shape, its place and its neighbours: headline, subheading, byline, dateline, caption, furniture.
//! What is left over is a paragraph, also where it breaks off: `Including the withdrawal of Russia from` stays one.

use super::{Block, BlockKind};

/// Tells the blocks that a format left as [`BlockKind::Paragraph`] apart. Linear in the text's length.
pub fn assign(blocks: &mut [Block]) {
    let shapes: Vec<Shape> = blocks.iter().map(|b| Shape::of(&b.text)).collect();
    for i in 0..blocks.len() {
        if blocks[i].kind == BlockKind::Paragraph
            && let Some(kind) = by_itself(&blocks[i].text, &shapes[i], i, blocks.len())
        {
            blocks[i].kind = kind;
        }
    }
    headline(blocks, &shapes);
    for i in 0..blocks.len() {
        if blocks[i].kind == BlockKind::Paragraph && is_subheading(&blocks[i].text, &shapes[i]) {
            blocks[i].kind = BlockKind::Subheading;
        }
    }
    runs(blocks, &shapes);
}

/// What a text under the headline is: a paragraph, or a subheading where it is one open line that breaks off nowhere.
pub(super) fn standfirst(text: &str) -> BlockKind {
    let shape = Shape::of(text);
    if shape.is_open() && !shape.dangling { BlockKind::Subheading } else { BlockKind::Paragraph }
}

/// What can be told from a block's text alone.
#[derive(Clone, Copy, Debug)]
struct Shape {
    /// Words, as far as 60 goes.
    words: usize,
    /// Whether all of them are parted by spaces.
    spaced: bool,
    /// Whether it ends in a terminal.
    terminated: bool,
    /// Whether a sentence is complete before the last one begins.
    sentence_before: bool,
    /// Whether it ends in a word, mark or open pair after which a heading does not end.
    dangling: bool,
}

impl Shape {
    fn of(text: &str) -> Self {
        let terminated = is_terminated(text);
        let spaced = text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).take(60).count();
        // Chinese and Japanese write no spaces: two letters make a word.
        let wide = |c: &char| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}');
        // In UTF-8 they begin with bytes from E3 on.
        let wide = if text.bytes().any(|b| b >= 0xE3) { text.chars().filter(wide).take(120).count() / 2 } else { 0 };
        let words = spaced.max(wide).min(60);
        // Only what is short and open is looked at more closely.
        let open = !terminated && words < 60;
        Self {
            words,
            spaced: words == spaced,
            terminated,
            sentence_before: !open || has_sentence_before(text),
            dangling: open && is_dangling(text),
        }
    }

    /// One unterminated line that could be a heading.
    fn is_open(&self) -> bool {
        !self.terminated && !self.sentence_before && self.words < 60
    }
}

/// Marks that close behind a terminal.
const CLOSERS: [char; 17] = ['"', '”', '“', '’', '‘', '\'', ')', ']', '»', '«', '›', '」', '』', '】', '〉', '》', '*'];

/// Whether a text ends as a sentence or a lead-in does, in any script: stop, question or exclamation mark, ellipsis or colon,
/// quotation marks, brackets and note numbers behind it not counted.
pub fn is_terminated(text: &str) -> bool {
    let mut text = text.trim_end();
    // A note's number: `he said.[3]`
    if let Some(open) = text.strip_suffix(']').and_then(|t| t.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix('[')) {
        text = open;
    }
    let text = text.trim_end_matches(|c: char| CLOSERS.contains(&c) || c.is_whitespace());
    text.ends_with(is_terminal) || text.ends_with([':', '：'])
}

/// Sentence terminals of the scripts that news is written in.
pub fn is_terminal(c: char) -> bool {
    matches!(
        c,
        '.' | '?'
            | '!'
            | '…'
            | '‽'
            | '؟'
            | '۔'
            | '।'
            | '॥'
            | '。'
            | '．'
            | '｡'
            | '！'
            | '？'
            | '։'
            | '።'
            | '፧'
            | '။'
            | '។'
            | '‼'
            | '⁇'
    )
}

/// Whether a terminal stands inside with a new sentence behind it. Abbreviations are short or capitalised: only a stop behind a
/// small-lettered word of three letters, a digit or a closing mark counts.
fn has_sentence_before(text: &str) -> bool {
    let mut before: [char; 3] = [' '; 3];
    for (i, c) in text.char_indices() {
        if is_terminal(c) && c != '…' {
            let rest = &text[i + c.len_utf8()..];
            let gap = rest.trim_start_matches(|c: char| CLOSERS.contains(&c));
            let next = gap.trim_start().trim_start_matches(|c: char| CLOSERS.contains(&c) || matches!(c, '(' | '[' | '„' | '¿' | '¡'));
            let wide = matches!(c, '。' | '！' | '？' | '．' | '｡' | '।' | '॥' | '۔' | '؟' | '።' | '။' | '։');
            let opens = next.starts_with(|c: char| c.is_alphanumeric() && !c.is_lowercase());
            let word = before.iter().all(|c| c.is_lowercase()) || before[2].is_ascii_digit() || CLOSERS.contains(&before[2]);
            if opens && (wide || (word || c != '.') && gap.starts_with(char::is_whitespace)) {
                return true;
            }
        }
        before = [before[1], before[2], c];
    }
    false
}

/// English words that no heading ends in: articles, possessives, prepositions that are no particles, conjunctions, auxiliaries
/// and subject pronouns.
const NEVER_LAST: &[&str] = &[
    "a",
    "an",
    "the",
    "my",
    "your",
    "his",
    "their",
    "its",
    "our",
    "of",
    "from",
    "with",
    "to",
    "at",
    "for",
    "into",
    "upon",
    "onto",
    "between",
    "among",
    "against",
    "during",
    "toward",
    "towards",
    "until",
    "unless",
    "despite",
    "per",
    "via",
    "than",
    "as",
    "because",
    "although",
    "though",
    "while",
    "whereas",
    "whether",
    "if",
    "when",
    "where",
    "which",
    "who",
    "whose",
    "that",
    "and",
    "or",
    "but",
    "nor",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "has",
    "have",
    "had",
    "having",
    "will",
    "would",
    "could",
    "should",
    "shall",
    "can",
    "may",
    "might",
    "must",
    "he",
    "she",
    "they",
    "we",
    "i",
    "it",
    "very",
    "including",
    "said",
    "says",
    "by",
    "in",
    "on",
    "about",
    "after",
    "before",
];

/// Words of that list that a question or relative clause strands at its end (`What it is made of`, `Where we are`).
const STRANDED: &[&str] = &[
    "of", "from", "with", "to", "at", "for", "into", "by", "in", "on", "about", "after", "before", "is", "are", "was", "were", "be",
    "been", "has", "have", "had", "could", "should", "can", "will", "would", "may", "might", "must", "it", "that",
];

pub(super) fn is_dangling(text: &str) -> bool {
    let text = text.trim_end();
    if text.ends_with([',', ';', '-', '–', '—', '(', '[', '“', '„', '«', '/', '&', '،', '、', '，']) {
        return true;
    }
    if text.matches('(').count() > text.matches(')').count() || text.matches('“').count() > text.matches('”').count() {
        return true;
    }
    let mut words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’'))).filter(|w| !w.is_empty());
    let first = words.clone().next().unwrap_or("");
    // Title case writes a particle or pronoun large at the end: `Time to Move On`, `How They Did It`.
    let last = words.next_back().unwrap_or("");
    if !NEVER_LAST.contains(&last) {
        return false;
    }
    let question = ["What", "How", "Where", "Who", "Whom", "Which", "Why", "When", "Something", "Nothing", "Everything"].contains(&first);
    !(question && STRANDED.contains(&last))
}

/// Kinds that a text has wherever it stands, or by its place near an end.
fn by_itself(text: &str, shape: &Shape, place: usize, count: usize) -> Option<BlockKind> {
    if shape.words == 0 && !text.contains(|c: char| c.is_alphanumeric()) {
        return Some(BlockKind::Furniture);
    }
    if shape.words > 40 || is_prose(text, shape) {
        return None;
    }
    let top = place < 6;
    let lower = text.to_lowercase();
    if is_byline(text, &lower, shape, top, place + 2 >= count) {
        return Some(BlockKind::Byline);
    }
    if is_dateline(text, shape) {
        return Some(BlockKind::Dateline);
    }
    if is_caption(text, &lower, shape) {
        return Some(BlockKind::Caption);
    }
    is_furniture(text, &lower, shape).then_some(BlockKind::Furniture)
}

/// Whether none of what the tests for lines look for can be found: a long and finished text, no list, that opens as no caption and
/// ends as no credit. Most paragraphs are such, and this is sooner seen.
fn is_prose(text: &str, shape: &Shape) -> bool {
    let commas = || text.bytes().filter(|b| matches!(b, b',' | b';')).count();
    let last = || text.trim_end_matches(|c: char| !c.is_alphanumeric());
    shape.terminated
        && shape.spaced
        && shape.words > 16
        && !text.ends_with([')', ']'])
        && !CAPTIONS.iter().any(|p| starts_with(text, p))
        && commas() * 3 < shape.words
        && !REPORTS.iter().any(|word| ends_with(last(), word))
}

/// Whether a text begins with another in ASCII letters, in whatever case.
fn starts_with(text: &str, opening: &str) -> bool {
    text.as_bytes().get(..opening.len()).is_some_and(|head| head.eq_ignore_ascii_case(opening.as_bytes()))
}

/// The same for its end.
fn ends_with(text: &str, end: &str) -> bool {
    let from = text.len().checked_sub(end.len());
    from.and_then(|from| text.as_bytes().get(from..)).is_some_and(|tail| tail.eq_ignore_ascii_case(end.as_bytes()))
}

/// Words of a text without the marks around them.
fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).filter(|w| !w.is_empty())
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Words that open a byline, by language; what follows must look like a name.
const BY: &[&str] = &["By", "BY", "Von", "Por", "Par", "Di", "Door", "Av", "Af", "Автор", "От", "Text", "Words", "Story"];

/// What a byline says of a writer.
const ROLES: &[&str] = &[
    "correspondent",
    "reporter",
    "reporters",
    "editor",
    "writer",
    "staff",
    "journalist",
    "columnist",
    "contributor",
    "bureau",
    "agencies",
    "desk",
    "commentator",
    "photographer",
];

/// Openings of lines that say who wrote an article.
const CREDITED: &[&str] =
    &["reporting by ", "writing by ", "additional reporting", "compiled by ", "edited by ", "editing by ", "written by "];

/// Openings of lines that name others who had a part in it. With a full stop they may open a sentence.
const HELPED: &[&str] = &[
    "translated by ",
    "translated from ",
    "translation by ",
    "with files from ",
    "with a file from ",
    "with reports from ",
    "with reporting from ",
    "with reporting by ",
    "with additional reporting ",
    "with contributions from ",
    "with agencies",
    "the author is ",
    "the writer is ",
];

/// What somebody contributed to.
const REPORTS: &[&str] = &["report", "story", "article"];

/// Whether a line says who had a part in the article, and stops without a full stop: `With files from the Canadian Press`,
/// `Amara Diallo in Conakry contributed to this report`.
fn is_credit(lower: &str, shape: &Shape) -> bool {
    if shape.words > 30 || shape.dangling || shape.sentence_before && shape.words > 14 {
        return false;
    }
    let inside = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    let ends = lower.trim_end_matches(|c: char| !c.is_alphanumeric());
    CREDITED.iter().chain(HELPED).any(|p| inside.starts_with(p)) && (!shape.terminated || lower.ends_with([')', ']']))
        || REPORTS.iter().any(|w| ends.strip_suffix(w).is_some_and(|t| t.ends_with("contributed to this ")))
}

fn is_byline(text: &str, lower: &str, shape: &Shape, top: bool, end: bool) -> bool {
    if is_credit(lower, shape) {
        return true;
    }
    if shape.words == 0 || shape.words > 14 {
        return false;
    }
    if CREDITED.iter().any(|p| lower.trim_start_matches('(').starts_with(p)) || lower.starts_with("(reporter") {
        return true;
    }
    if shape.terminated && !text.ends_with('.') {
        return false;
    }
    let all: Vec<&str> = words(text).collect();
    let names = |ws: &[&str]| {
        let names = ws.iter().filter(|w| is_capitalised(w)).count();
        let small = [
            "and", "for", "in", "of", "the", "with", "de", "van", "von", "der", "da", "al", "bin", "y", "e", "et", "und", "dos", "di", "la",
        ];
        names >= 1 && ws.iter().all(|w| is_capitalised(w) || small.contains(w) || ROLES.contains(w))
    };
    let weekday = |w: &str| month(w).is_some() || is_one_of(WEEKDAYS, w);
    if let Some((first, rest)) = all.split_first()
        && BY.contains(first)
    {
        // `By Monday` and `By Chance` alone are no writers: a first and a last name, or a role.
        return rest.len() >= 2 && names(rest) && !weekday(rest[0]) && !shape.terminated && (top || end);
    }
    if shape.terminated || !(top || end) {
        return false;
    }
    let role = all.iter().any(|w| is_one_of(ROLES, w));
    role && all.len() >= 3 && all.len() <= 9 && all.iter().filter(|w| is_capitalised(w)).count() >= 2 && (names(&all) || text.contains(','))
}

const WEEKDAYS: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Mon",
    "Tue",
    "Tues",
    "Wed",
    "Thu",
    "Thurs",
    "Fri",
    "Sat",
    "Sun",
];

/// Whether a word is in a list of words in ASCII letters, in whatever case.
fn is_one_of(list: &[&str], word: &str) -> bool {
    list.iter().any(|w| w.eq_ignore_ascii_case(word))
}

fn month(word: &str) -> Option<usize> {
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let long =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "sept"];
    let is = |m: &&str| m.eq_ignore_ascii_case(word);
    months.iter().position(is).or_else(|| long.iter().position(is))
}

/// Whether a line is made of a date or time, with the place, the zone and the words that stand beside them.
fn is_dateline(text: &str, shape: &Shape) -> bool {
    if shape.words == 0 || shape.words > 16 {
        return false;
    }
    let dated =
        text.bytes().any(|b| b.is_ascii_digit()) || words(text).any(|w| is_capitalised(w) && (month(w).is_some() || WEEKDAYS.contains(&w)));
    if !dated {
        return false;
    }
    let (mut dates, mut other) = (0, 0);
    let beside = [
        "published",
        "updated",
        "posted",
        "modified",
        "last",
        "on",
        "at",
        "date",
        "time",
        "gmt",
        "utc",
        "est",
        "edt",
        "pst",
        "pdt",
        "cet",
        "bst",
        "ist",
        "et",
        "am",
        "pm",
        "a.m",
        "p.m",
        "of",
        "the",
        "first",
        "issued",
        "created",
        "h",
        "hrs",
        "local",
        "msk",
    ];
    for word in words(text) {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        let number =
            digits > 0 && word.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | '-' | '/' | 'T' | 'Z' | '年' | '月' | '日'));
        let ordinal = digits > 0
            && word.len() < 8
            && word
                .len()
                .checked_sub(2)
                .and_then(|at| word.get(at..))
                .is_some_and(|end| is_one_of(&["st", "nd", "rd", "th", "am", "pm"], end));
        if number || ordinal || month(word).is_some_and(|_| is_capitalised(word)) || WEEKDAYS.contains(&word) {
            dates += 1;
        } else if !is_one_of(&beside, word) {
            other += 1;
        }
    }
    if dates == 0 || other > 3 {
        return false;
    }
    let capital = words(text).next().is_some_and(|w| w.chars().all(|c| c.is_uppercase() || c == '.') && w.chars().count() > 1);
    let named = words(text).any(|w| month(w).is_some() && is_capitalised(w) || WEEKDAYS.contains(&w));
    let clock = text.bytes().filter(|b| matches!(b, b':' | b'-' | b'/')).count() >= 2;
    // A date with at most a place before it: `NAIROBI, March 4`, `Monday, 4 March 2024 10:15 GMT`.
    (dates >= 2 && other == 0 && (named || clock))
        || (dates >= 2 && other <= 2 && capital && named && !shape.terminated)
        || (dates == 1 && other == 0 && (shape.words == 1 && named || words(text).any(|w| matches!(w, "GMT" | "UTC" | "BST" | "EST"))))
        || (dates >= 1
            && ["published ", "published:", "updated ", "updated:", "posted ", "posted:", "last updated", "last modified"]
                .iter()
                .any(|p| text.get(..p.len()).is_some_and(|head| head.eq_ignore_ascii_case(p)))
            && !shape.terminated
            && other <= 3)
}

/// Words that credit a picture.
const CREDITS: &[&str] = &[
    "ap",
    "afp",
    "pa",
    "reuters",
    "getty",
    "epa",
    "tass",
    "xinhua",
    "dpa",
    "ansa",
    "efe",
    "afp/getty",
    "images",
    "image",
    "photo",
    "photos",
    "photograph",
    "pictures",
    "picture",
    "file",
    "courtesy",
    "via",
    "credit",
    "handout",
    "instagram",
    "twitter",
    "facebook",
    "screenshot",
    "video",
    "yonhap",
    "kyodo",
    "bloomberg",
    "ria",
    "sputnik",
    "anadolu",
    "unsplash",
    "pixabay",
    "shutterstock",
    "illustration",
    "graphic",
];

/// Openings of captions.
const CAPTIONS: &[&str] = &[
    "photo:",
    "photos:",
    "photo by ",
    "photo credit",
    "photograph:",
    "photo courtesy",
    "image:",
    "image credit",
    "image courtesy",
    "images:",
    "picture:",
    "pictured:",
    "file photo",
    "file picture",
    "file -",
    "file —",
    "file –",
    "(photo",
    "[photo",
    "(image",
    "caption:",
    "credit:",
    "video:",
    "watch:",
    "photo from",
    "picture from",
    "image from",
    "screenshot:",
    "illustration:",
    "illustration by",
    "graphic:",
    "图",
];

fn is_caption(text: &str, lower: &str, shape: &Shape) -> bool {
    if CAPTIONS.iter().any(|p| lower.starts_with(p)) && !(shape.terminated && shape.words > 30) {
        return true;
    }
    if shape.terminated && !text.ends_with([')', ']']) {
        return false;
    }
    // Who stands where in the picture: `Amara Diallo (left) with the harbour master`.
    let inside = || lower.split('(').skip(1).filter_map(|t| t.split_once(')')).map(|t| t.0.trim());
    let places = |t: &str| {
        matches!(
            t,
            "left" | "right" | "centre" | "center" | "l" | "r" | "c" | "above" | "below" | "pictured" | "both pictured" | "top" | "bottom"
        ) || t.starts_with("pictured ")
    };
    let last = [", pictured", ", left", ", right", ", centre", ", center", ", above", ", below"].iter().any(|w| lower.ends_with(w));
    if !shape.terminated && (last || inside().any(places)) {
        return true;
    }
    // A credit behind the caption's stop: `… mends his nets. Picture: Youssef Alami`
    let behind = lower.rsplit(['.', '!', '?']).next().unwrap_or("").trim();
    if !shape.terminated
        && ["photo: ", "photo by ", "photograph: ", "picture: ", "image: ", "credit: ", "source: "].iter().any(|p| behind.starts_with(p))
    {
        return true;
    }
    // A credit in brackets or behind a bar or dash at the end: `Passengers at the gate on Sunday (PA)`.
    let bracketed = text.strip_suffix([')', ']']).and_then(|t| t.rfind(['(', '[']).map(|i| (&t[..i], &t[i + 1..])));
    let tail = match bracketed {
        Some((before, inside)) if !is_terminated(before) || before.trim().is_empty() => inside,
        _ => match text.rsplit_once(['|', '©']) {
            Some((_, tail)) => tail,
            None => return false,
        },
    };
    let all: Vec<String> = tail.split([' ', '/', ':', ',']).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    !all.is_empty() && all.len() <= 6 && all.iter().any(|w| CREDITS.contains(&w.as_str()))
}

/// Openings of lines that a page puts around an article.
const PAGE: &[&str] = &[
    "read more",
    "read also",
    "read the full",
    "also read",
    "see also",
    "continue reading",
    "advertisement",
    "sponsored",
    "related:",
    "related articles",
    "related stories",
    "related topics",
    "more on this",
    "tags:",
    "topics:",
    "keywords:",
    "categories:",
    "category:",
    "filed under",
    "copyright ",
    "©",
    "(c) ",
    "all rights reserved",
    "subscribe",
    "sign up",
    "follow us",
    "follow him on",
    "follow her on",
    "share this",
    "share on",
    "share:",
    "click here",
    "most read",
    "most popular",
    "recommended",
    "don't miss",
    "source:",
    "sources:",
    "comments",
    "leave a comment",
    "print this",
    "email this",
    "tweet",
    "download our",
    "loading",
    "play video",
    "watch now",
    "listen to this",
    "skip to",
    "back to top",
    "advertising",
    "[source",
    "[editor",
];

fn is_furniture(text: &str, lower: &str, shape: &Shape) -> bool {
    if !shape.terminated && !shape.dangling && shape.words <= 25 && PAGE.iter().any(|p| lower.starts_with(p)) {
        return true;
    }
    // `Follow her (@leila) on Twitter`
    let sites = ["twitter", "facebook", "instagram", "telegram", "youtube", "linkedin", "tiktok", "x", "mastodon", "bluesky"];
    let opens = lower.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with("follow ");
    let site = || lower.rsplit_once(" on ").is_some_and(|(_, site)| sites.contains(&site.trim_matches(|c: char| !c.is_alphanumeric())));
    if shape.words <= 14 && opens && site() {
        return true;
    }
    // `Also on example.org …`: a link to another article.
    if !shape.terminated && lower.strip_prefix("also on ").and_then(|t| t.split(' ').next()).is_some_and(|site| site.contains('.')) {
        return true;
    }
    // What is finished and no short line may only be a line-up.
    let commas = text.bytes().filter(|b| matches!(b, b',' | b';')).count();
    if shape.terminated && shape.spaced && shape.words > 14 && commas * 3 < shape.words {
        return false;
    }
    let all: Vec<&str> = words(text).collect();
    // An article's end: `-30-`, `ENDS`, `(END)`, `###`.
    if matches!(lower.trim_matches(|c: char| !c.is_alphanumeric()), "30" | "end" | "ends" | "fin" | "the end" | "mfl" | "more")
        && shape.words <= 2
    {
        return true;
    }
    let mut parts = text.split_whitespace();
    if let (Some(one), None) = (parts.next(), parts.next())
        && (one.contains("://") || one.starts_with("www.") || one.starts_with(['@', '#']) || one.contains('@') && one.contains('.'))
    {
        return true;
    }
    // `Tel. +44 20 7946 0000`, `Fax: …`, `E-mail: …`
    if all.first().is_some_and(|w| ["tel", "phone", "fax", "email", "e-mail", "website", "web"].contains(&w.to_lowercase().as_str()))
        && shape.words <= 10
        && text.contains([':', '@', '+'])
    {
        return true;
    }
    // A whole line in brackets: `(Applause)`, `[Large] [Small]`, `(MORE)`.
    if shape.words <= 6 && text.starts_with(['(', '[', '【']) && text.ends_with([')', ']', '】']) && !shape.terminated {
        return true;
    }
    // A contents entry: `Chapter 3 ..... 17`
    if !shape.terminated
        && (text.contains("....") || text.contains(". . ."))
        && all.last().is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit()))
    {
        return true;
    }
    // No word with small letters at all but digits: a score, a figure, a reference number.
    let digits = all.iter().filter(|w| w.bytes().any(|b| b.is_ascii_digit())).count();
    if digits == all.len() && shape.words <= 6 {
        return true;
    }
    let capital = all.iter().filter(|w| is_capitalised(w)).count();
    if digits >= 1 && capital >= 1 && digits + capital == all.len() && all.len() <= 5 && text.ends_with('.') {
        return true; // a scorer: `Daniel Williams 72.`
    }
    if all.len() <= 4 && capital == all.len() && text.contains('(') && text.trim_end_matches('.').ends_with(')') {
        return true; // an official: `S Mathieson (Cheshire).`
    }
    // A line-up: names and commas.
    if all.len() >= 8 && commas * 3 >= all.len() && capital * 10 >= all.len() * 9 && all.last().is_some_and(|w| is_capitalised(w)) {
        return true;
    }
    is_address(text, shape, &all)
}

fn is_address(text: &str, shape: &Shape, all: &[&str]) -> bool {
    if shape.terminated && !text.ends_with('.') || shape.words > 14 || !(2..=14).contains(&all.len()) {
        return false;
    }
    let street = [
        "Street",
        "St",
        "Road",
        "Rd",
        "Avenue",
        "Ave",
        "Lane",
        "Drive",
        "Boulevard",
        "Blvd",
        "Square",
        "Suite",
        "Floor",
        "Box",
        "Plaza",
        "Highway",
        "Rue",
        "Straße",
        "Strasse",
        "Calle",
        "Via",
    ];
    let number = all.iter().any(|w| w.bytes().any(|b| b.is_ascii_digit()));
    let capital = all.iter().filter(|w| is_capitalised(w) || w.bytes().any(|b| b.is_ascii_digit())).count();
    number && all.iter().any(|w| street.contains(w)) && capital * 10 >= all.len() * 8 && !shape.terminated
}

/// The first block with text is the headline, unless it is prose.
fn headline(blocks: &mut [Block], shapes: &[Shape]) {
    if blocks.iter().any(|b| b.kind == BlockKind::Headline) {
        return;
    }
    let skipped = |k: BlockKind| matches!(k, BlockKind::Byline | BlockKind::Dateline | BlockKind::Furniture | BlockKind::Caption);
    let Some(i) = blocks.iter().position(|b| !skipped(b.kind)) else { return };
    let (text, shape) = (&blocks[i].text, &shapes[i]);
    // A kicker (`WORLD`) or a page's furniture may stand before it; more than that is no headline's place.
    if i > 3 || blocks[i].kind != BlockKind::Paragraph || blocks[i].leads {
        return;
    }
    let alone = !blocks[i + 1..].iter().any(|b| b.kind == BlockKind::Paragraph);
    let ends = text.trim_end().trim_end_matches(CLOSERS);
    let question = ends.ends_with(['?', '!', '…', '？', '！', '؟']) && shape.words <= 20 && !has_sentence_before(text);
    let fits = if alone {
        // One block says nothing by its place: `Including the withdrawal of Russia from` is as likely a cut paragraph.
        shape.is_open() && shape.words <= 20 && !shape.dangling
    } else {
        !shape.terminated && shape.words <= 45 && (!shape.sentence_before || shape.words <= 30) || question
    };
    if fits {
        blocks[i].kind = BlockKind::Headline;
    }
}

/// A short open line that says nothing more.
fn is_subheading(text: &str, shape: &Shape) -> bool {
    if !shape.is_open() || shape.dangling || shape.words == 0 || text.starts_with(['"', '“', '„', '«', '‘', '\'']) {
        return false;
    }
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let shouting = letters().count() >= 4 && letters().all(|c| !c.is_lowercase()) && letters().any(char::is_uppercase);
    let long_words = || words(text).filter(|w| w.chars().count() > 3);
    let title = shape.words >= 2
        && long_words().count() >= 2
        && long_words().all(|w| is_capitalised(w) || w.contains(|c: char| c.is_ascii_digit()));
    let starts_small = text.starts_with(char::is_lowercase);
    shape.words <= 5 && !starts_small || title && shape.words <= 6 || shouting && shape.words <= 15
}

/// Open lines in a row (links to other articles, a list without bullets, results) are no sentences: three anywhere, two at the end.
/// What follows the headline may be a lead that was cut, and counts in none.
fn runs(blocks: &mut [Block], shapes: &[Shape]) {
    let open = |b: &Block, s: &Shape| {
        matches!(b.kind, BlockKind::Paragraph | BlockKind::Subheading | BlockKind::Furniture) && s.is_open() && !s.dangling && s.words <= 25
    };
    let lead = blocks.iter().position(|b| b.kind == BlockKind::Headline).map_or(0, |h| h + 2);
    let mut i = lead;
    while i < blocks.len() {
        let run = blocks[i..].iter().zip(&shapes[i..]).take_while(|(b, s)| open(b, s)).count();
        if run >= 3 || run == 2 && i + run == blocks.len() {
            for block in blocks[i..i + run].iter_mut().filter(|b| b.kind == BlockKind::Paragraph) {
                block.kind = BlockKind::ListItem;
            }
        }
        i += run.max(1);
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        document::{BlockKind, Format, parse},
        source::Source,
    };

    fn kinds(text: &str) -> Vec<BlockKind> {
        let source = Source::from_text("a.txt", text);
        parse(&source, Format::Plain).iter().flat_map(|d| d.blocks.iter().map(|b| b.kind)).collect()
    }

    /// The kind of a block among paragraphs.
    fn amid(text: &str) -> BlockKind {
        let prose = "The council met on Monday and voted for the plan. Two members were absent from the session.";
        kinds(&format!("Council votes for harbour plan\n\n{prose}\n\n{prose}\n\n{text}\n\n{prose}\n\n{prose}"))[3]
    }

    #[test]
    fn a_cut_paragraph_stays_a_paragraph() {
        for text in [
            "Including the withdrawal of Russia from",
            "The mayor of Porto said on Thursday that the",
            "She had been the",
            "The ferry left at noon. The harbour master, who had been told of the storm",
            "Spain is now the focal point of talks on",
            "\"We were never asked about",
            "Fishermen in the north, who sell most of their catch to Japan,",
        ] {
            assert_eq!(amid(text), BlockKind::Paragraph, "{text}");
        }
    }

    #[test]
    fn what_is_no_sentence_is_known_by_its_shape() {
        use BlockKind::{Byline, Caption, Dateline, Furniture, Paragraph, Subheading};
        for (text, kind) in [
            ("A long way to go", Subheading),
            ("What it is made of", Subheading),
            ("WHAT HAPPENS NEXT IN THE COURT CASE", Subheading),
            ("Why the Harbour Matters Now", Subheading),
            ("Monday, 4 March 2024", Dateline),
            ("Updated: 10:15 GMT", Dateline),
            ("Passengers wait at the gate in Lagos on Sunday (AFP)", Caption),
            ("Photo: Amara Diallo / Reuters", Caption),
            ("The regulator is the Federal Communications Commission (FCC)", Paragraph),
            ("* * *", Furniture),
            ("(Applause)", Furniture),
            ("Share this article", Furniture),
            ("https://example.org/harbour", Furniture),
            ("12 Quay Street, Limerick", Furniture),
            ("Okoye, Lindqvist, Marsh, Tanaka, Ferreira, Novak, Baptiste, Haddad.", Furniture),
            ("Also on Friday the ferry sailed past the old quay of the port", Paragraph),
            ("Also on example.org Mayor of Porto says that the quay will be sold this year", Furniture),
            ("By Friday the storm had passed over the island.", Paragraph),
            ("Absolutely not.", Paragraph),
            ("The vote was 5-4.", Paragraph),
        ] {
            assert_eq!(amid(text), kind, "{text}");
        }
        let top = "Harbour plan wins vote\n\nBy Ngozi Okafor and Luis Prado\n\nLISBON, March 4\n\nThe council met on Monday.";
        assert_eq!(kinds(top), [BlockKind::Headline, Byline, Dateline, Paragraph]);
    }

    #[test]
    fn residue_before_a_headline_belongs_to_it() {
        let text = " date 2021-12-05 Talks on fishing quotas fail, ministers of both sides will meet again in Tromsø\n\nThe talks failed.";
        assert_eq!(kinds(text), [BlockKind::Headline, BlockKind::Paragraph]);
    }

    #[test]
    fn links_at_the_end_are_no_sentences() {
        let text = "Fire in Porto\n\nThe fire was put out.\n\nNobody was hurt.\n\nA driver was fined for leaving his car on the tram line\n\n\
                    The city will plant four thousand trees along the river this autumn";
        assert_eq!(kinds(text)[3..], [BlockKind::ListItem, BlockKind::ListItem]);
    }

    #[test]
    fn a_single_block_that_breaks_off_is_no_headline() {
        assert_eq!(kinds("Including the withdrawal of Russia from"), [BlockKind::Paragraph]);
        assert_eq!(kinds("Storm closes ports in the north"), [BlockKind::Headline]);
    }
}
