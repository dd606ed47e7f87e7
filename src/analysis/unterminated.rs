//! Blocks that stop without a terminal: prose that was cut, or a heading, a caption, a line of a list.

use super::{
    Article, Text,
    ending::{self, Item, Reason},
    tag::{Tag, Upos},
};
use crate::{document::BlockKind, language::Pack, span::BlockSpan};

/// A block of prose that seems to have lost its end.
#[derive(Clone, Debug)]
pub struct TruncationCandidate {
    /// Its place in [`Article::blocks`].
    pub block: usize,
    /// Its last words.
    pub span: BlockSpan,
    /// How likely it was cut.
    pub probability: f32,
    /// What its end waits for.
    pub reason: Reason,
    /// No prose follows it in the article.
    pub last: bool,
}

/// How a block's text ends, what closes behind it left aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// With a mark that ends sentences, in whatever script.
    Terminal,
    /// With three stops.
    Ellipsis,
    /// With a colon: something is to follow.
    Colon,
    /// With a comma, semicolon or dash.
    Open(char),
    /// With a word.
    Bare,
}

/// Marks that close around a sentence's end.
pub const CLOSING: &[char] =
    &['"', '”', '’', '\'', ')', ']', '»', '«', '“', '」', '』', '）', '］', '*', '_', '›', '〉', '》', '\u{200F}', '\u{200E}'];

/// How a text ends.
pub fn end_of(text: &str) -> End {
    let closing = |c: char| c.is_whitespace() || CLOSING.contains(&c);
    let mut text = text.trim_end_matches(closing);
    // A note's number: `he said.[3]`
    if let Some(before) = text.strip_suffix(|c: char| c.is_ascii_digit()).map(|t| t.trim_end_matches(|c: char| c.is_ascii_digit()))
        && let Some(before) = before.strip_suffix('[')
    {
        text = before.trim_end_matches(closing);
    }
    // A smiley behind the stop: `he wrote. :-)`
    let tail = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    // An agency's tag behind the stop: `he said. ,AP,`
    let before = tail.trim_end_matches(|c: char| c.is_ascii_uppercase());
    if (2..=6).contains(&(tail.len() - before.len()))
        && before.len() < tail.len()
        && before.ends_with([',', '/', '(', '-', '–', '—'])
        && before.trim_end_matches(|c: char| matches!(c, ',' | '/' | '(' | '-' | '–' | '—') || closing(c)).ends_with(['.', '!', '?'])
    {
        return End::Terminal;
    }
    if text.len() - tail.len() > 2 && text[tail.len()..].trim_start_matches(closing).starts_with(['.', '!', '?']) && !text.ends_with('.') {
        return End::Terminal;
    }
    match text.chars().next_back() {
        Some('…' | '⋯') => End::Ellipsis,
        Some('.') if text.ends_with("...") => End::Ellipsis,
        Some(
            '.' | '!' | '?' | '。' | '！' | '？' | '｡' | '．' | '؟' | '۔' | '।' | '॥' | '։' | '።' | '፧' | '။' | '។' | '៕' | '།' | '܀' | '¿'
            | '¡' | '‽' | ';',
        ) if !text.ends_with(';') => End::Terminal,
        // Greek asks with a semicolon.
        Some(';') if text.chars().any(|c| ('α'..='ω').contains(&c)) => End::Terminal,
        Some(':' | '：') => End::Colon,
        Some(c @ (',' | ';' | '،' | '؛' | '、' | '，' | '；' | '-' | '–' | '—')) => End::Open(c),
        _ => End::Bare,
    }
}

/// Whether a block can hold a sentence that was cut, whatever its shape made it.
fn may_be_prose(text: &Text<'_>) -> bool {
    matches!(text.kind(), BlockKind::Paragraph | BlockKind::Summary | BlockKind::Quotation | BlockKind::Subheading | BlockKind::Caption)
        && !text.block().labelled
}

/// The blocks that stop without a terminal, with the probability that they were cut.
pub fn candidates(article: &Article<'_>) -> Vec<TruncationCandidate> {
    if !article.language().is_english() {
        let pack = Pack::of(article.language()).filter(|p| p.endings.is_some());
        return pack.map_or_else(|| by_marks(article), |pack| super::cut::candidates(article, pack));
    }
    let on_its_own = |look: &Look<'_>| {
        // A description that is one line without a stop is a label; the body tells whether it was cut from there.
        let kind = look.text.kind();
        match if kind == BlockKind::Summary { within_body(article, look.text) } else { None } {
            Some(cut) => cut,
            None => kind != BlockKind::Summary || look.must_go_on || look.text.sentences().len() > 1,
        }
    };
    looks(article)
        .into_iter()
        .filter(|(look, _)| on_its_own(look) && !ends_otherwise(look.text))
        .map(|(look, place)| TruncationCandidate {
            block: look.text.index(),
            span: look.span,
            probability: calibrated(look.log_odds(&place), place.last),
            reason: look.reason(),
            last: place.last,
        })
        .collect()
}

/// Whether the body goes on behind a description's last words, where it has them: `None` where it has not.
fn within_body(article: &Article<'_>, summary: &Text<'_>) -> Option<bool> {
    let words = |text: &str| {
        let mut out = String::from(" ");
        for word in text.split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            if !bare.is_empty() {
                out.push_str(&bare.to_lowercase());
                out.push(' ');
            }
            if word.trim_end_matches(CLOSING).ends_with(['.', '!', '?', ':']) {
                out.push_str(". ");
            }
        }
        out
    };
    let all = words(summary.text());
    let last: Vec<&str> = all.split(' ').rev().filter(|w| !w.is_empty()).take(6).collect();
    if last.len() < 6 {
        return None;
    }
    let tail = format!(" {} ", last.into_iter().rev().collect::<Vec<_>>().join(" "));
    let behind = |text: &Text<'_>| {
        let body = words(text.text());
        body.find(&tail).map(|at| body.get(at + tail.len()..).is_some_and(|rest| !rest.is_empty() && !rest.starts_with('.')))
    };
    article.prose().find_map(behind)
}

/// Whether it ends in what stands for a stop or needs none: a link that is a sentence, code, a picture, the name of who is quoted.
fn ends_otherwise(text: &Text<'_>) -> bool {
    ends_in_link(text) || ends_in_code(text) || text.text().trim_end().ends_with(is_picture) || is_attributed(text.text())
}

/// Emoji and dingbats, which end messages instead of a stop.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27BF}' | '\u{1F300}'..='\u{1FAFF}' | '\u{FE0F}')
}

/// Whether a quotation is followed by a dash and who said it: `"A dysfunctional family," — Randy`.
fn is_attributed(text: &str) -> bool {
    let Some((quote, name)) = text.rsplit_once(['—', '–', '―']) else { return false };
    let quoted = quote.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_')).ends_with(['"', '”', '’', '\'', '»']);
    quoted && (1..=8).contains(&name.split_whitespace().count())
}

/// Whether it ends in code: a stop is often left out behind it, and no cut falls just there.
fn ends_in_code(text: &Text<'_>) -> bool {
    let end = text.text().trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    text.block().code.last().is_some_and(|c| c.end() >= end)
}

/// Whether its last words are a link: few cuts fall just behind one, and many leave the stop out there.
fn ends_in_link(text: &Text<'_>) -> bool {
    text.block().links.last().is_some_and(|l| l.end() + 4 >= text.text().len())
}

/// How likely a block was cut whose log odds are these: a line through them, as fitted by `crates/copydesk-train/src/calibration.rs`.
fn calibrated(log_odds: f32, last: bool) -> f32 {
    let (slope, shift) = if last { (0.65, -0.4) } else { (1.45, -0.4) };
    super::linear::probability(slope * log_odds + shift)
}

/// The probability from which a block is reported: where its log odds are even.
pub const REPORTED: f32 = 0.4;

/// Words of a block that is longer than a heading; in scripts without spaces, letters.
const LONG: usize = 12;

/// How long a text is: words, or half its letters where the script has no spaces.
fn length(text: &str) -> usize {
    let wide = text.chars().filter(|c| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')).count();
    text.split_whitespace().count().max(wide / 2)
}

/// Whether the script writes no mark at a sentence's end: Thai and Lao.
pub(super) fn has_no_stops(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).take(20).any(|c| matches!(c, '\u{E00}'..='\u{EFF}'))
}

/// The same by marks and places alone, for languages without a model: a long block without a terminal among long blocks that have one.
fn by_marks(article: &Article<'_>) -> Vec<TruncationCandidate> {
    let blocks = article.blocks();
    let long: Vec<&Text<'_>> =
        blocks.iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::Quotation) && length(b.text()) >= LONG).collect();
    let open: Vec<&&Text<'_>> =
        long.iter().filter(|b| matches!(end_of(b.text()), End::Bare | End::Open(_)) && !has_no_stops(b.text())).collect();
    let open: Vec<&&Text<'_>> = open.into_iter().filter(|b| !goes_on(blocks, b.index())).collect();
    let whole = long.iter().filter(|b| end_of(b.text()) == End::Terminal).count();
    if whole < 2 || whole < 4 * open.len() && open.len() > 1 {
        return Vec::new();
    }
    let last = long.last().map_or(0, |b| b.index());
    let candidate = |text: &Text<'_>| {
        let tokens = text.tokens();
        let trimmed = text.text().trim_end_matches(|c: char| c.is_whitespace() || CLOSING.contains(&c));
        let inside = tokens.iter().filter(|t| t.span.end() <= trimmed.len()).count();
        let span = tokens.get(inside.saturating_sub(3))?.span.cover(&tokens.get(inside.checked_sub(1)?)?.span);
        let count = |mark: char| text.text().matches(mark).count();
        let bracket = count('(') > count(')') || count('（') > count('）');
        let several = text.sentences().len() > 1;
        let (reason, probability) = match end_of(text.text()) {
            End::Open(mark) => (Reason::Mark(mark), 0.9),
            _ if bracket => (Reason::Bracket, 0.95),
            _ if several => (Reason::NoStop, 0.9),
            // A second headline stands behind the first.
            _ if text.index() <= 1 => (Reason::NoStop, 0.3),
            _ => (Reason::NoStop, 0.75),
        };
        Some(TruncationCandidate { block: text.index(), span, probability, reason, last: text.index() == last })
    };
    open.into_iter().filter_map(|b| candidate(b)).collect()
}

/// The words of a block's last sentence as far as the last that is one, and the place of the last three.
pub(super) fn last_words<'a>(text: &Text<'a>) -> Option<(Vec<Item<'a>>, BlockSpan)> {
    let sentence = text.sentences().last()?;
    let tokens = text.tokens_of(sentence);
    let mut items = ending::items(text, sentence);
    while items.last().is_some_and(|t| !t.text.contains(|c: char| c.is_alphanumeric() || matches!(c, '$' | '€' | '£' | '%'))) {
        items.pop();
    }
    let (first, last) = (tokens.get(items.len().saturating_sub(3))?, tokens.get(items.len().checked_sub(1)?)?);
    Some((items, first.span.cover(&last.span)))
}

/// The blocks that stop without a terminal, as they are seen.
pub fn looks<'a>(article: &'a Article<'a>) -> Vec<(Look<'a>, Place)> {
    let blocks = article.blocks();
    let open = blocks.iter().filter(|b| may_be_prose(b) && matches!(end_of(b.text()), End::Bare | End::Open(_)));
    let looks: Vec<Look<'_>> = open.filter_map(Look::new).collect();
    let first = blocks.iter().position(may_be_prose).unwrap_or(0);
    let last =
        blocks.iter().rposition(|b| may_be_prose(b) && (b.text().split_whitespace().count() >= 4 || end_of(b.text()) == End::Terminal));
    let looks_whole = |l: &Look<'_>| l.text.index() > first && l.cut < 1.0 && l.items.len() >= 5;
    let whole = looks.iter().filter(|l| looks_whole(l)).count();
    let place = |look: &Look<'_>| {
        let index = look.text.index();
        let first = index == 1;
        Place {
            first,
            retold: if first { retold(blocks, index) } else { 0.0 },
            said_again: if first { said_again(blocks, look.text) } else { 0.0 },
            last: last.is_none_or(|l| index >= l),
            continued: goes_on(blocks, index),
            after_line: after_line(blocks, index),
            in_verse: in_verse(blocks, index),
            before_list: blocks.get(index + 1).is_some_and(|b| b.kind() == BlockKind::ListItem),
            whole_others: whole - usize::from(looks_whole(look)),
        }
    };
    looks
        .into_iter()
        .map(|look| {
            let place = place(&look);
            (look, place)
        })
        .collect()
}

/// Whether the next block goes on with the sentence, so that a stray break and no cut stands between them: it begins with a small
/// letter or a mark, or names the speaker of what the last words quote (`"We have missed them,"`).
pub(super) fn goes_on(blocks: &[Text<'_>], index: usize) -> bool {
    let (Some(this), Some(next)) = (blocks.get(index), blocks.get(index + 1)) else { return false };
    // A listing, a table, a list goes on with what leads into it.
    if this.block().leads {
        return true;
    }
    // The body does not go on with what is said of the article.
    if this.kind() == BlockKind::Summary {
        return false;
    }
    let mut chars = next.text().trim_start().chars();
    let (first, second) = (chars.next(), chars.next());
    // `iPhone`, `eBay` begin sentences as well.
    let small = first.is_some_and(char::is_lowercase) && !second.is_some_and(char::is_uppercase);
    if small || first.is_some_and(|c| matches!(c, '.' | ',' | ';' | ')' | '，' | '、')) {
        return true;
    }
    let quoted = end_of(this.text()) == End::Open(',') && this.text().trim_end().ends_with(['"', '”', '’', '\'', '»']);
    let told = || next.text().split(|c: char| !c.is_alphanumeric()).take(25).any(|w| this.pack().speech.contains(&w));
    quoted && first.is_some_and(char::is_uppercase) && told()
}

/// Whether what stands before is no prose: a date, a name, an entry of a list.
fn after_line(blocks: &[Text<'_>], index: usize) -> bool {
    use BlockKind::{Byline, Caption, Dateline, Furniture, ListItem};
    let before = index.checked_sub(1).and_then(|i| blocks.get(i));
    before.is_some_and(|b| matches!(b.kind(), Byline | Caption | Dateline | Furniture | ListItem))
}

/// Words of a line of verse.
const VERSE: usize = 8;

/// Whether a block is a short line and most of those around it are.
fn in_verse(blocks: &[Text<'_>], index: usize) -> bool {
    let short = |b: &Text<'_>| may_be_prose(b) && b.text().split_whitespace().take(VERSE + 1).count() <= VERSE;
    let around = |i: Option<usize>| i.and_then(|i| blocks.get(i)).is_some_and(short);
    let near = [index.checked_sub(2), index.checked_sub(1), Some(index + 1), Some(index + 2)];
    blocks.get(index).is_some_and(short) && near.into_iter().filter(|i| around(*i)).count() >= 2
}

fn retold(blocks: &[Text<'_>], index: usize) -> f32 {
    let (Some(head), Some(this), Some(next)) = (index.checked_sub(1).and_then(|i| blocks.get(i)), blocks.get(index), blocks.get(index + 1))
    else {
        return 0.0;
    };
    let (head, this, next) = (stems(head.text()), stems(this.text()), stems(next.text()));
    share(&head, &next) - share(&head, &this)
}

/// Which share of the words of a block's last sentence the next block says again.
fn said_again(blocks: &[Text<'_>], this: &Text<'_>) -> f32 {
    let sentence = this.sentences().last().map_or("", |s| this.slice(s.span));
    blocks.get(this.index() + 1).map_or(0.0, |next| share(&stems(sentence), &stems(next.text())))
}

fn share(of: &[String], within: &[String]) -> f32 {
    of.iter().filter(|w| within.contains(w)).count() as f32 / of.len().max(1) as f32
}

/// The first five letters of each of the first sixty words of three letters or more.
fn stems(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 3 || w.chars().any(char::is_numeric));
    words.take(60).map(|w| w.to_lowercase().chars().take(5).collect()).collect()
}

/// Where a block stands.
#[derive(Debug)]
pub struct Place {
    /// First behind the headline, where a second headline may stand.
    pub first: bool,
    /// How much more of the headline's words the next block says again than this one, -1 to 1: behind a second headline the article
    /// begins anew. Where it is not the first, 0.
    pub retold: f32,
    /// Which share of its last sentence's words the next block says again; where it is not the first, 0.
    pub said_again: f32,
    /// No prose follows.
    pub last: bool,
    /// The next block goes on with its sentence.
    pub continued: bool,
    /// No prose stands before it.
    pub after_line: bool,
    /// Short lines stand around it: verse, a table of results.
    pub in_verse: bool,
    /// The next block is an entry of a list.
    pub before_list: bool,
    /// How many other blocks of the article have no stop and look whole.
    pub whole_others: usize,
}

/// What is seen of one block without a terminal.
#[derive(Debug)]
pub struct Look<'a> {
    /// The block.
    pub text: &'a Text<'a>,
    items: Vec<Item<'a>>,
    /// Log odds by the words alone that it is no heading or caption.
    pub line: f32,
    /// Log odds that its last sentence is not whole.
    pub cut: f32,
    /// Whether its last word stands before another and the models agree.
    must_go_on: bool,
    /// Its last three words.
    pub span: BlockSpan,
}

/// What the models say of a block's end; kept with it.
struct Scores {
    line: f32,
    cut: f32,
    must_go_on: bool,
}

impl Scores {
    fn of(items: &[Item<'_>], pack: &Pack) -> Self {
        let (line, cut) = (ending::line_score(items), ending::cut_score(items));
        // `What exporters wait for`: a question strands its preposition.
        let question = items.first().is_some_and(|t| matches!(t.tag, Tag::Wp | Tag::Wrb | Tag::Wdt));
        let waits = || cut > 2.5 && ending::is_dependent(items) || ending::stop_odds(items, pack).is_some_and(|odds| odds >= -1.5);
        Self { line, cut, must_go_on: items.len() >= 3 && !question && waits() }
    }
}

/// How many things are measured of a block.
pub const MEASURES: usize = 16;

/// What each measure adds to the log odds; the last is added always. Fitted by logistic regression on own cuts of half of the articles
/// (`crates/copydesk-train/src/calibration.rs` makes such cuts) against the headings, captions and list lines of the same, but for the two before the last:
/// a comma and a word that must go on end no heading, and own cuts have none of the first. At 0 lies the bar.
const WEIGHTS: [f32; MEASURES] = [0.4, 0.66, 0.18, 0.57, -1.27, -0.45, -1.37, -0.36, 1.55, -1.33, 0.7, -0.33, -0.22, 1.5, 1.0, 1.35];

impl<'a> Look<'a> {
    fn new(text: &'a Text<'a>) -> Option<Self> {
        let (items, span) = last_words(text)?;
        let Scores { line, cut, must_go_on } = *text.fact_of(0, || Scores::of(&items, text.pack()));
        Some(Self { line, cut, must_go_on, span, text, items })
    }

    /// What is measured, in the order of the weights.
    pub fn measures(&self, place: &Place) -> [f32; MEASURES] {
        let flag = |b: bool| f32::from(u8::from(b));
        let sentence = self.text.sentences().last().map_or("", |s| self.text.slice(s.span));
        let words = sentence.split_whitespace().count();
        let mark = matches!(end_of(self.text.text()), End::Open(_));
        let quoted = mark && self.text.text().trim_end().ends_with(['"', '”', '’', '\'']);
        [
            self.line.clamp(-6.0, 6.0),
            (self.line + 1.0).clamp(-6.0, 0.0),
            self.cut.clamp(-4.0, 6.0),
            (self.cut - 2.5).clamp(0.0, 4.0),
            // A second headline is shorter than the paragraph that a report begins with, and the next block says it again.
            flag(place.first),
            flag(place.first && words <= 15),
            (place.retold - 0.1).max(0.0),
            place.said_again,
            flag(place.last),
            if self.cut < 1.5 { place.whole_others.min(2) as f32 } else { 0.0 },
            flag(self.text.sentences().len() > 1),
            flag(words >= 14),
            flag(words <= 6),
            flag(mark && !quoted),
            flag(self.must_go_on),
            1.0,
        ]
    }

    /// Log odds that it was cut.
    pub fn log_odds(&self, place: &Place) -> f32 {
        // A title inside the article is one unless its last word waits for another.
        let title = matches!(self.text.kind(), BlockKind::Subheading | BlockKind::Caption) && !self.must_go_on;
        let small = self.text.text().starts_with(char::is_lowercase);
        let listed =
            place.after_line && (self.cut < 2.5 || small) && !self.items.iter().any(Item::is_finite) && self.text.sentences().len() == 1;
        if place.continued
            || place.in_verse && !self.must_go_on
            || title
            || self.is_closed_by_bracket()
            || self.names_speaker()
            || place.before_list && self.leads_in()
            || (listed || self.is_pull_quote() || self.ends_on_address() || self.is_labelled() || self.ends_on_credit()) && !self.must_go_on
            || !self.is_sentence_like()
        {
            return -9.0;
        }
        // Where several blocks have no stop, none needs one: captions, a list of headlines.
        let habit = if place.whole_others >= 2 && !self.must_go_on { place.whole_others.min(5) as f32 } else { 0.0 };
        // A standfirst that reads whole, and a line among others that reads very whole: more of these lack a stop than were cut.
        let single = self.text.sentences().len() == 1 && !place.last;
        let titled = self.items.last().is_some_and(|t| self.text.pack().names.is_some_and(|n| n.titles.contains(t.text)));
        let whole = if titled {
            0.0
        } else if place.first && self.cut < 1.0 || single && self.cut < -1.5 {
            0.7
        } else {
            0.0
        };
        self.measures(place).iter().zip(WEIGHTS).map(|(m, w)| m * w).sum::<f32>() - habit - whole
    }

    /// Whether there are small words enough to tell a sentence from a date, a name or a score.
    fn is_sentence_like(&self) -> bool {
        let letters = |upper: bool| self.text.text().chars().filter(|c| if upper { c.is_uppercase() } else { c.is_lowercase() }).count();
        let small = self.items.iter().filter(|t| t.text.starts_with(char::is_lowercase)).count();
        let n = self.items.len();
        if self.text.kind() == BlockKind::Subheading && n <= 6 && self.items.first().is_some_and(|t| t.tag.is_wh()) {
            return false;
        }
        let sentence = n >= 5 && small >= 2
            || n >= 3 && small >= 1 && self.items.iter().any(Item::is_finite)
            || n >= 3 && small >= 2 && self.text.sentences().len() > 1
            || n >= 7 && self.cut.min(self.line) > 3.0
            || self.must_go_on;
        letters(true) <= letters(false) && sentence
    }

    /// Whether it ends on an address of the net, behind which many leave the stop out on purpose.
    fn ends_on_address(&self) -> bool {
        let last = self.text.text().split_whitespace().next_back().unwrap_or("");
        let dotted = last.split('.').count() >= 2 && last.split('.').all(|p| p.chars().count() >= 2 && !p.starts_with(char::is_numeric));
        last.contains("://") || last.contains('@') || dotted && last.chars().all(|c| !c.is_whitespace() && !matches!(c, '"' | '”' | '’'))
    }

    /// Whether it is one quotation without a stop, set as a line of its own.
    fn is_pull_quote(&self) -> bool {
        let text = self.text.text().trim();
        let inside = text.strip_prefix(['"', '“', '„', '«']).and_then(|t| t.strip_suffix(['"', '”', '“', '»']));
        self.text.sentences().len() == 1 && inside.is_some_and(|t| !t.contains(['"', '”', '“', '»']) && t.ends_with(char::is_alphanumeric))
    }

    /// Whether the last thing in it is a bracket that closes: a sentence that is cut seldom stops there.
    fn is_closed_by_bracket(&self) -> bool {
        let text = self.text.text().trim_end();
        let count = |marks: [char; 2]| text.matches(marks).count();
        text.ends_with([')', ']']) && count(['(', '[']) == count([')', ']'])
    }

    /// Whether it ends on who said what the quotation before it quotes: `"We have missed them," said Mr Okafor`.
    fn names_speaker(&self) -> bool {
        let quote = self.items.iter().rposition(|t| matches!(t.text, "\"" | "”" | "’" | "'"));
        let [first, rest @ ..] = quote.map_or(&[][..], |i| &self.items[i + 1..]) else { return false };
        let Some((last, middle)) = rest.split_last() else { return false };
        let name = |t: &Item<'_>| t.tag.is_proper() || matches!(t.lower.as_ref(), "he" | "she" | "they");
        let told = |t: &Item<'_>| self.text.pack().speech.contains(&t.lower.as_ref()) || t.tag == Tag::Vbd && t.upos == Upos::Verb;
        rest.len() <= 4 && middle.iter().all(name) && (told(first) && name(last) && last.lower != "they" || name(first) && told(last))
    }

    /// Whether it stands before a list that goes on with it, the colon left out: `Those who died were`.
    fn leads_in(&self) -> bool {
        const TO_BE: &[&str] = &["is", "are", "was", "were", "be", "include", "includes", "included", "including", "following"];
        self.items.last().is_some_and(|t| TO_BE.contains(&t.lower.as_ref()))
    }

    /// Whether nothing but names stands behind its last dash or colon, as behind a caption: `The ceremony on Friday - Ruiz School, Cusco`.
    fn ends_on_credit(&self) -> bool {
        let Some(at) = self.items.iter().rposition(|t| matches!(t.text, "-" | "–" | "—" | ":" | "/")) else { return false };
        let credit = self.items.get(at + 1..).unwrap_or(&[]);
        let name = |t: &Item<'_>| t.is_capitalised() || matches!(t.text, "," | "of" | "by" | "the" | "and" | "city" | "provided");
        at >= 4 && (1..=9).contains(&credit.len()) && credit.iter().all(name) && self.text.sentences().len() == 1
    }

    /// Whether a label without a verb stands before it, as before a caption: `Long wait: Passengers queue in Lagos`.
    fn is_labelled(&self) -> bool {
        let tokens = self.text.tokens();
        let colon = tokens.iter().take(8).position(|t| matches!(self.text.word(t), ":" | "?" | "!"));
        let Some((label, behind)) = colon.and_then(|i| Some((tokens.get(..i)?, tokens.get(i + 1)?))) else { return false };
        // A bare verb may be a noun: `Long wait`.
        let verb = |i: usize| {
            matches!(self.text.tag(i), Tag::Vbd | Tag::Vbz | Tag::Md) || self.text.tagged(i).is_some_and(|t| t.upos == Upos::Aux)
        };
        let said = |(i, token): (usize, &super::Token)| {
            verb(i) || self.text.pack().speech.contains(&self.text.word(token)) || self.text.tag(i).is_punctuation()
        };
        (1..=6).contains(&label.len())
            && behind.spaced
            && self.text.word(behind).starts_with(char::is_uppercase)
            && self.text.text().starts_with(char::is_uppercase)
            && !label.iter().enumerate().any(said)
    }

    /// What its end waits for.
    pub fn reason(&self) -> Reason {
        let reason = ending::reason(&self.items);
        match reason {
            Reason::Bracket if self.text.text().trim_end().ends_with([')', ']']) => Reason::NoStop,
            Reason::Ends(..) | Reason::Bracket | Reason::HalfWord(_) | Reason::NoNoun(_) => reason,
            _ => match end_of(self.text.text()) {
                End::Open(mark) => Reason::Mark(mark),
                _ if reason != Reason::NoStop && self.cut > 0.0 => reason,
                _ if self
                    .text
                    .quotations()
                    .last()
                    .is_some_and(|q| q.end() >= self.span.end() && !self.text.slice(*q).ends_with(['"', '”', '»'])) =>
                {
                    Reason::Quotation
                }
                _ => Reason::NoStop,
            },
        }
    }
}
