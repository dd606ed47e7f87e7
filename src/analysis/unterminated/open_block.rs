//! One block without a terminal, and how likely it was cut.

use super::{End, Surroundings, end_of, last_words};
use crate::{
    analysis::{
        Text, Token,
        ending::{self, Item, Reason},
        tag::{Tag, Upos},
    },
    document::BlockKind,
    language::Pack,
    span::BlockSpan,
};

/// What is seen of one block without a terminal.
#[derive(Debug)]
pub struct OpenBlock<'a> {
    /// The block.
    pub text: &'a Text<'a>,
    pub(super) items: Vec<Item<'a>>,
    /// Log odds by the words alone that it is no heading or caption.
    pub line: f32,
    /// Log odds that its last sentence is not whole.
    pub cut: f32,
    /// Whether its last word stands before another and the models agree.
    pub(super) must_go_on: bool,
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

impl<'a> OpenBlock<'a> {
    pub(super) fn new(text: &'a Text<'a>) -> Option<Self> {
        let (items, span) = last_words(text)?;
        let Scores { line, cut, must_go_on } = *text.fact_of(0, || Scores::of(&items, text.pack()));
        Some(Self { line, cut, must_go_on, span, text, items })
    }

    /// What is measured, in the order of the weights.
    pub fn measures(&self, around: &Surroundings) -> [f32; MEASURES] {
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
            flag(around.first),
            flag(around.first && words <= 15),
            (around.retold - 0.1).max(0.0),
            around.said_again,
            flag(around.last),
            if self.cut < 1.5 { around.whole_others.min(2) as f32 } else { 0.0 },
            flag(self.text.sentences().len() > 1),
            flag(words >= 14),
            flag(words <= 6),
            flag(mark && !quoted),
            flag(self.must_go_on),
            1.0,
        ]
    }

    /// Log odds that it was cut.
    pub fn log_odds(&self, around: &Surroundings) -> f32 {
        if self.is_something_else(around) {
            return -9.0;
        }
        // Where several blocks have no stop, none needs one: captions, a list of headlines.
        let habit = if around.whole_others >= 2 && !self.must_go_on { around.whole_others.min(5) as f32 } else { 0.0 };
        // A standfirst that reads whole, and a line among others that reads very whole: more of these lack a stop than were cut.
        let single = self.text.sentences().len() == 1 && !around.last;
        let titled = self.items.last().is_some_and(|t| self.text.pack().names.is_some_and(|n| n.titles.contains(t.text)));
        let whole = match around.first && self.cut < 1.0 || single && self.cut < -1.5 {
            true if !titled => 0.7,
            _ => 0.0,
        };
        self.measures(around).iter().zip(WEIGHTS).map(|(m, w)| m * w).sum::<f32>() - habit - whole
    }

    /// Whether it needs no terminal, whatever it is measured to be: a title, a lead-in, a credit, a line of verse.
    fn is_something_else(&self, around: &Surroundings) -> bool {
        // A title inside the article is one unless its last word waits for another.
        let title = matches!(self.text.kind(), BlockKind::Subheading | BlockKind::Caption) && !self.must_go_on;
        let small = self.text.text().starts_with(char::is_lowercase);
        let listed =
            around.after_line && (self.cut < 2.5 || small) && !self.items.iter().any(Item::is_finite) && self.text.sentences().len() == 1;
        around.continued
            || around.in_verse && !self.must_go_on
            || title
            || self.is_closed_by_bracket()
            || self.names_speaker()
            || around.before_list && self.leads_in()
            || (listed || self.is_pull_quote() || self.ends_on_address() || self.is_labelled() || self.ends_on_credit()) && !self.must_go_on
            || !self.is_sentence_like()
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

    /// Whether a label without a verb stands before it, as before a caption: `Long wait: Passengers queue in Lagos`; or a command's name,
    /// as in manuals: `cargo-fmt — Formats all files of the current crate`.
    fn is_labelled(&self) -> bool {
        let tokens = self.text.tokens();
        if let [name, dash, ..] = tokens
            && matches!(self.text.word(dash), "—" | "–" | "-")
            && self.text.word(name).starts_with(char::is_lowercase)
        {
            return true;
        }
        let colon = tokens.iter().take(8).position(|t| matches!(self.text.word(t), ":" | "?" | "!"));
        let Some((label, behind)) = colon.and_then(|i| Some((tokens.get(..i)?, tokens.get(i + 1)?))) else { return false };
        // A bare verb may be a noun: `Long wait`.
        let verb = |i: usize| {
            matches!(self.text.tag(i), Tag::Vbd | Tag::Vbz | Tag::Md) || self.text.tagged(i).is_some_and(|t| t.upos == Upos::Aux)
        };
        let said = |(i, token): (usize, &Token)| {
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
