//! `direct-speech-in-indirect` and `unquoted-speech`: the speaker's own "I", "we" or "you" where a reporter tells what was said.

use crate::{
    analysis::{Article, Sentence, Tag, TagSet, Text, Token, lemma::lemma, tokens::lower},
    document::BlockKind,
    lexicon::WordSet,
    rule::{Check, RuleContext},
    span::BlockSpan,
};
use std::{borrow::Cow, cell::LazyCell, ops::Range};

/// See its record: "said that we will".
pub struct DirectSpeechInIndirect;
/// See its record: "He said: We will not stop."
pub struct UnquotedSpeech;

/// Verbs that say whose words are told.
#[rustfmt::skip]
static SPEECH: WordSet = WordSet::new(&[
    "say", "tell", "add", "announce", "state", "stress", "vow", "declare", "reiterate", "emphasize", "emphasise", "underline",
    "underscore", "warn", "insist", "note", "claim", "reply", "assure", "inform", "promise", "pledge", "mention", "maintain",
    "admit", "confirm", "recall", "express", "remark", "opine", "appeal", "allege", "demand", "ask", "respond", "answer", "boast",
    "complain", "lament", "regret", "affirm", "reaffirm", "explain", "tweet", "write", "comment", "continue", "point",
    "highlight", "clarify", "acknowledge", "convey", "swear", "threaten",
]);

/// Words behind a colon up to which an own word belongs to what is said.
const FAR: usize = 40;

/// Words of a sentence in which "we" and "you" may be everyone.
#[rustfmt::skip]
static GENERAL: WordSet = WordSet::new(&[
    "researchers", "researcher", "scientists", "scientist", "study", "studies", "authors", "author", "astronomers", "doctors",
    "doctor", "experts", "expert", "nutritionist", "psychologist", "research", "theory", "physicists", "bible", "scripture",
    "proverb", "saying", "earth", "humanity", "philosopher", "astronomer", "physicist", "biologist", "science", "mankind",
    "survey",
]);

/// What is everyone's.
#[rustfmt::skip]
static EVERYONES: WordSet = WordSet::new(&[
    "galaxy", "planet", "universe", "solar", "oceans", "brains", "brain", "bodies", "body", "ancestors", "species",
    "understanding", "world", "ability", "climate", "lives", "minds", "knowledge", "time", "times", "society", "fingertips",
    "founding",
]);

/// With these an author speaks of himself, or an office of itself.
#[rustfmt::skip]
static AUTHOR: WordSet = WordSet::new(&[
    "correspondent", "newspaper", "readers", "reader", "reporter", "reporters", "website", "site", "editor", "editors", "agency",
    "interview", "newsletter", "colleague", "colleagues", "portal", "publication", "magazine", "column", "podcast", "channel",
    "broadcast", "viewers", "coverage", "readership", "newsroom", "review", "service", "services", "customers", "terms",
    "cookies", "policy", "privacy",
]);

/// Verbs an author has with "I" or "we", and what others do to him.
#[rustfmt::skip]
static AUTHORS_VERBS: WordSet = WordSet::new(&[
    "meet", "wonder", "visit", "interview", "remind", "publish", "contact", "suspect", "guess", "suppose", "confess", "review",
    "notice", "let", "imagine", "argue",
]);

const FINITE: TagSet = TagSet::of(&[Tag::Vbd, Tag::Vbp, Tag::Vbz, Tag::Md]);
const TELLING: TagSet = TagSet::of(&[Tag::Vbd, Tag::Vbz, Tag::Vbn, Tag::Vbg, Tag::Vbp]);

/// Whose word it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Person {
    /// I, me, my.
    Single,
    /// We, us, our.
    Plural,
    /// You, your.
    Second,
}

/// Whose a word is, if it is somebody's own.
fn person(word: &str) -> Option<Person> {
    Some(match word {
        "I" | "me" | "my" | "My" | "mine" | "myself" | "Me" => Person::Single,
        "we" | "We" | "us" | "our" | "Our" | "ours" | "ourselves" => Person::Plural,
        "you" | "You" | "your" | "Your" | "yours" | "yourself" => Person::Second,
        _ => return None,
    })
}

/// How such a word stands where it is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Behind "said that".
    Indirect,
    /// Behind "said" and a colon or comma, or before ", he said".
    Beside,
    /// In a sentence of its own, behind one that says who speaks.
    Alone,
    /// None of these: the article's own voice.
    Free,
}

/// The first own word of a sentence.
#[derive(Clone, Copy, Debug)]
struct Own {
    block: usize,
    token: usize,
    person: Person,
    form: Form,
    /// Whether it can be nobody's but the author's.
    author: bool,
    /// Whether what surrounds it leaves no other reading: what a colder article would need.
    clear: bool,
}

/// What the article has of them.
#[derive(Debug, Default)]
struct Voices {
    list: Vec<Own>,
    sentences: usize,
}

impl Voices {
    fn of(article: &Article<'_>) -> Self {
        let mut all = Self::default();
        let mut open = 0_usize;
        let prose = article.blocks().iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::ListItem));
        for text in prose {
            let Marks { opening, closing, runs } = *text.fact_of(0, || Marks::of(text.text()));
            let was_open = open > 0;
            open = if opening > closing {
                4
            } else if closing > opening {
                0
            } else {
                open.saturating_sub(1)
            };
            if runs || was_open && opening == 0 {
                continue;
            }
            open = 0;
            let own = text.fact_of(0, || Self::of_block(text));
            all.sentences += own.sentences;
            all.list.extend(own.list.iter().map(|own| Own { block: text.index(), ..*own }));
        }
        all
    }

    /// What one block has of them, as if it were the first.
    fn of_block(text: &Text<'_>) -> Self {
        let mut own = Self::default();
        own.read_block(text);
        own
    }

    fn read_block(&mut self, text: &Text<'_>) {
        // The sentence before, and how its own word stands if it has one.
        let mut before: Option<(&Sentence, Option<Form>)> = None;
        for sentence in text.sentences() {
            let tokens = text.tokens_of(sentence);
            if tokens.len() < 3 {
                continue;
            }
            self.sentences += 1;
            let own = tokens.iter().enumerate().find_map(|(i, t)| {
                let person = (t.span.len() <= 9).then(|| person(text.word(t)))??;
                (!text.is_quoted(t.span) && is_pronoun(text, sentence.tokens.start + i)).then_some((i, person))
            });
            let form = own.map(|(at, person)| {
                let here = Sentences { text, start: sentence.tokens.start, end: sentence.tokens.end };
                let told = || match before {
                    Some((_, Some(form))) => form != Form::Free,
                    Some((sentence, None)) => tells(text, sentence),
                    None => false,
                };
                let (form, clear) = here.form(at, told);
                let author = matches!(form, Form::Free | Form::Alone) && here.is_author(at);
                self.list.push(Own { block: 0, token: here.start + at, person, form, author, clear });
                form
            });
            before = Some((sentence, form));
        }
    }

    /// Whether the article speaks for itself: a column, an interview, an account of one's own.
    fn is_personal(&self) -> bool {
        let free = self.list.iter().filter(|o| o.form == Form::Free).count();
        let author = self.list.iter().filter(|o| o.author && o.person != Person::Second).count();
        author > 0 || free >= 2 && free * 12 >= self.sentences
    }
}

/// Whether straight quotation marks open and close by turns, as the spaces beside them tell.
fn alternate(text: &str) -> bool {
    let mut open = false;
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '"' {
            let opens = before.is_whitespace() || matches!(before, '(' | '[' | '—' | '–' | '-');
            let closes = chars.peek().is_none_or(|n| !n.is_alphanumeric());
            if opens != closes && opens == open {
                return false;
            }
            open = !open;
        }
        before = c;
    }
    true
}

/// The quotation marks of a block; kept with it.
struct Marks {
    opening: usize,
    closing: usize,
    /// Whether a quotation runs on from the paragraph before, or over its end.
    runs: bool,
}

impl Marks {
    fn of(text: &str) -> Self {
        let (opening, closing) = marks(text);
        Self { opening, closing, runs: opening != closing || !alternate(text) }
    }
}

/// How many quotation marks open and close in a text; straight ones by turns.
fn marks(text: &str) -> (usize, usize) {
    let (mut open, mut close, mut straight) = (0_usize, 0_usize, 0_usize);
    for c in text.chars() {
        match c {
            '“' | '«' | '„' => open += 1,
            '”' | '»' => close += 1,
            '"' => straight += 1,
            _ => {}
        }
    }
    (open + straight.div_ceil(2), close + straight / 2)
}

/// Whether a word is the pronoun, and no numeral, letter or part of a title.
fn is_pronoun(text: &Text<'_>, at: usize) -> bool {
    let word = |i: usize| text.word_at(i);
    let next = word(at + 1);
    let before = at.checked_sub(1).map_or("", word);
    match word(at) {
        "I" => {
            let name = before.starts_with(char::is_uppercase) && !matches!(before, "And" | "But" | "So" | "If" | "As" | "When" | "That");
            !name && (next.starts_with(|c: char| c.is_lowercase() || c == '\'' || c == '’')) && !matches!(next, "and" | "or" | "to")
        }
        "My" | "Our" | "Your" | "We" | "You" | "Me" => !next.starts_with(char::is_uppercase),
        "you" => before != "thank" && before != "Thank",
        _ => true,
    }
}

/// One sentence of a text, its words numbered from its start.
#[derive(Clone, Copy)]
struct Sentences<'t, 'a> {
    text: &'t Text<'a>,
    start: usize,
    end: usize,
}

impl<'a> Sentences<'_, 'a> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.text.tokens().get(self.start + at).filter(|_| self.start + at < self.end)
    }

    fn written(&self, at: usize) -> &'a str {
        self.token(at).map_or("", |t| self.text.word(t))
    }

    fn lower(&self, at: usize) -> Cow<'a, str> {
        lower(self.written(at))
    }

    fn is(&self, at: usize, tags: TagSet) -> bool {
        self.start + at < self.end && self.text.tag_in(self.start + at, tags)
    }

    /// Whether a verb of saying that tells what somebody else said stands here.
    fn is_telling(&self, at: usize) -> bool {
        let word = self.lower(at);
        if word.len() < 3 || !self.may_tell(&word) || !self.is(at, TELLING) {
            return false;
        }
        let before = if at == 0 { Cow::Borrowed("") } else { self.lower(at - 1) };
        !matches!(&*before, "be" | "been" | "is" | "was" | "are" | "were" | "being" | "as" | "to")
            && !self.token(at).is_some_and(|t| self.text.is_quoted(t.span))
    }

    fn may_tell(&self, word: &str) -> bool {
        [Tag::Vbd, Tag::Vbz, Tag::Vbn, Tag::Vbg].into_iter().any(|tag| SPEECH.contains(&lemma(word, tag)))
    }

    fn any(&self, range: Range<usize>, test: impl Fn(&str) -> bool) -> bool {
        range.into_iter().any(|i| test(&self.lower(i)))
    }

    /// How the own word at a place stands, and whether nothing else can be meant.
    fn form(&self, at: usize, told_before: impl Fn() -> bool) -> (Form, bool) {
        if let Some(clear) = self.behind_that(at) {
            return (Form::Indirect, clear);
        }
        if self.behind_said(at) {
            return (Form::Indirect, true);
        }
        if self.beside(at) || self.before_said(at) {
            return (Form::Beside, true);
        }
        let subject = self.is_subject(at);
        (if subject && told_before() { Form::Alone } else { Form::Free }, subject)
    }

    fn is_subject(&self, at: usize) -> bool {
        match self.written(at) {
            "I" | "we" | "We" => self.is(at + 1, FINITE) || self.is(at + 2, FINITE) || self.written(at + 1).starts_with(['\'', '’']),
            "my" | "My" | "our" | "Our" => at == 0,
            _ => false,
        }
    }

    /// "said in Quito that we will", "stressed that, if asked, our army": whether a verb of saying and its "that" stand before.
    fn behind_that(&self, at: usize) -> Option<bool> {
        let that = (at.saturating_sub(14)..at).rev().find(|i| self.lower(*i) == "that")?;
        if self.any(that + 1..at, |w| matches!(w, ";" | ":" | "“" | "\"" | "who" | "which" | "\u{201d}")) {
            return None;
        }
        let verb = (that.saturating_sub(16)..that).rev().find(|i| self.is_telling(*i))?;
        if (verb + 1..that).any(|i| self.is(i, FINITE))
            || self.any(verb + 1..that, |w| matches!(w, "who" | "which" | ";" | ":" | "how" | "what"))
        {
            return None;
        }
        // "the thing we can do", "the way we live": a clause of its own, in which "we" is anybody.
        let before = self.lower(at.saturating_sub(1));
        let opens = at == that + 1
            || matches!(&*before, "," | "and" | "but" | "if" | "when" | "because" | "that" | "unless" | "today" | "now" | "so");
        // A single "my" deeper in the clause is as likely the author's.
        let object = !matches!(&*self.lower(at), "i" | "we" | "you" | "my" | "me" | "mine" | "myself");
        Some(opens || object)
    }

    /// "He said we will", "told reporters our army".
    fn behind_said(&self, at: usize) -> bool {
        if !matches!(&*self.lower(at), "we" | "i" | "you" | "our" | "my" | "your") {
            return false;
        }
        let Some(verb) = (at.saturating_sub(3)..at).rev().find(|i| self.is_telling(*i)) else { return false };
        let word = self.lower(verb);
        let plain = matches!(
            &*word,
            "said" | "added" | "stressed" | "announced" | "declared" | "vowed" | "warned" | "replied" | "claimed" | "told"
        );
        plain
            && verb > 0
            && (verb + 1..at).all(|i| self.is(i, TagSet::of(&[Tag::Nns, Tag::Nnp, Tag::Nn, Tag::Prp, Tag::Dt])))
            && (word == "told") == (verb + 1 < at)
            && self.is_clause(at)
    }

    /// Whether the own word is the subject of a clause, or belongs to it.
    fn is_clause(&self, at: usize) -> bool {
        (at + 1..at + 5).any(|i| self.is(i, FINITE) || self.written(i).starts_with(['\'', '’']))
    }

    /// "The minister said: We will not", "he vowed, I will": behind a colon or comma.
    fn beside(&self, at: usize) -> bool {
        if self.behind_colon(at) {
            return true;
        }
        let Some(mark) = (at.saturating_sub(8)..at).rev().find(|i| matches!(self.written(*i), ":" | ",")) else { return false };
        let colon = self.written(mark) == ":";
        let Some(verb) = (mark.saturating_sub(10)..mark).rev().find(|i| self.is_telling(*i)) else { return false };
        let plain = !(verb + 1..mark).any(|i| self.is(i, FINITE)) && !self.any(0..verb, |w| w == "as");
        let near =
            if colon { true } else { mark + 1 == at && mark <= verb + 2 && !matches!(&*self.lower(verb), "adding" | "saying" | "noting") };
        plain
            && near
            && verb > 0
            // "three answers: 1) no; 2) yes, but I'll take it": a list of what was said.
            && !self.any(mark + 1..at, |w| {
                matches!(w, "“" | "\"" | "‘" | "'" | "`" | "``" | "«" | "»" | "that" | "who" | "which" | ")" | ";")
            })
    }

    /// "He added: The farmers will be paid, and we have agreed": further behind the colon, in what is said without a mark.
    fn behind_colon(&self, at: usize) -> bool {
        let Some(colon) = (at.saturating_sub(FAR)..at.saturating_sub(1)).rev().find(|i| self.written(*i) == ":") else { return false };
        let told = (colon.saturating_sub(3)..colon).any(|i| i > 0 && self.is_telling(i));
        told && self.written(colon + 1).starts_with(char::is_uppercase)
            && self.is_subject(at)
            && !self.any(colon + 1..at, |w| matches!(w, "“" | "\"" | "‘" | "'" | "`" | "``" | "«" | "»" | ")" | ";" | "that"))
    }

    /// "We are ready, the envoy said.": before a comma and who said it.
    fn before_said(&self, at: usize) -> bool {
        let n = self.end - self.start;
        if at > 6 || !self.is_subject(at) {
            return false;
        }
        (at + 3..n).filter(|i| self.written(*i) == ",").any(|comma| {
            let verb = (comma + 2..(comma + 8).min(n)).find(|i| self.is_telling(*i));
            let turned = self.is_telling(comma + 1) && self.is(comma + 1, TagSet::of(&[Tag::Vbd, Tag::Vbz])) && comma + 2 < n;
            let noun = TagSet::of(&[Tag::Nn, Tag::Nns, Tag::Nnp, Tag::Nnps, Tag::Dt, Tag::Jj, Tag::Prp, Tag::PrpPoss, Tag::Pos, Tag::In]);
            let told = verb.is_some_and(|v| {
                (comma + 1..v).all(|i| self.is(i, noun))
                    && self.is(v, TagSet::of(&[Tag::Vbd, Tag::Vbz]))
                    && !self.any(comma + 1..v, |w| matches!(w, "i" | "we" | "you"))
            });
            (told || turned) && !self.any(0..n, |w| matches!(w, "“" | "\"" | "”" | "‘" | "’"))
        })
    }

    /// Whether the word is the author's own: "our correspondent", "told me", "I asked".
    fn is_author(&self, at: usize) -> bool {
        let n = self.end - self.start;
        let word = self.lower(at);
        let verb = |i: usize| {
            let w = self.lower(i);
            [Tag::Vbd, Tag::Vbz, Tag::Vbp].into_iter().any(|tag| AUTHORS_VERBS.contains(&lemma(&w, tag)))
        };
        match &*word {
            "our" | "my" => (at + 1..(at + 4).min(n)).any(|i| AUTHOR.contains(&self.lower(i))),
            "me" | "us" => {
                at > 0
                    && (self.is_telling(at - 1) || matches!(&*self.lower(at - 1), "let" | "contacted" | "showed" | "led" | "gave" | "tell"))
            }
            "i" | "we" => verb(at + 1) || verb(at + 2) && self.is(at + 1, TagSet::of(&[Tag::Md, Tag::Rb, Tag::Vbp, Tag::Vbd])),
            _ => false,
        }
    }

    fn mentions(&self, words: &WordSet) -> bool {
        self.any(0..self.end - self.start, |w| words.contains(w))
    }
}

/// Whether a sentence says that somebody, and not the author, spoke.
fn tells(text: &Text<'_>, sentence: &Sentence) -> bool {
    let here = Sentences { text, start: sentence.tokens.start, end: sentence.tokens.end };
    // "has said that": a participle too, but for one that stands behind its noun ("the sum promised to them").
    let perfect = |i: usize| matches!(&*here.lower(i - 1), "has" | "have" | "had" | "also" | ",");
    (1..text.tokens_of(sentence).len())
        .any(|i| here.is_telling(i) && (here.is(i, TagSet::of(&[Tag::Vbd, Tag::Vbz, Tag::Vbg])) || perfect(i)))
}

/// Whether others are said to speak in two sentences of the article.
fn is_report(article: &Article<'_>) -> bool {
    let prose = article.blocks().iter().filter(|b| b.kind() == BlockKind::Paragraph);
    prose.flat_map(|text| text.sentences().iter().map(move |s| (text, s))).filter(|(text, s)| tells(text, s)).nth(1).is_some()
}

/// What is reported for an own word: its span with the word behind it.
fn report(cx: &mut RuleContext<'_, '_>, text: &Text<'_>, own: &Own, message: impl FnOnce(&str) -> String) {
    let Some(token) = text.tokens().get(own.token) else { return };
    let next = text.tokens().get(own.token + 1).filter(|t| text.word(t).starts_with(|c: char| c.is_alphabetic() || c == '\'' || c == '’'));
    let span = next.map_or(token.span, |n| BlockSpan::new(token.span.start(), n.span.end()));
    cx.report(text.index(), span, message(text.word(token)));
}

impl Check for DirectSpeechInIndirect {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let article = cx.article();
        let voices = article.fact(|| Voices::of(article));
        if voices.is_personal() {
            return;
        }
        let others = voices.list.iter().filter(|o| o.form == Form::Free && o.person == Person::Second).count();
        for own in voices.list.iter().filter(|o| o.form == Form::Indirect && o.clear) {
            let Some(text) = article.blocks().get(own.block) else { continue };
            let Some(here) = around(text, own.token) else { continue };
            let at = own.token - here.start;
            let general = here.mentions(&GENERAL) || (at + 1..at + 4).any(|i| EVERYONES.contains(&here.lower(i)));
            // "that you can": anybody, as often as not.
            let anybody = own.person == Person::Second
                && (others > 0
                    || matches!(
                        &*here.lower(at + 1),
                        "can" | "need" | "should" | "must" | "may" | "could" | "want" | "get" | "might" | "know" | "see" | "have"
                    ));
            if general || anybody {
                continue;
            }
            report(cx, text, own, |word| {
                let other = match own.person {
                    Person::Second => "say whom",
                    Person::Plural => "make it \"they\" or \"their\"",
                    Person::Single => "make it \"he\" or \"she\"",
                };
                format!("\"{word}\" is the speaker's own word: put it in quotation marks, or {other}")
            });
        }
    }
}

impl Check for UnquotedSpeech {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let article = cx.article();
        let voices = article.fact(|| Voices::of(article));
        if voices.is_personal() {
            return;
        }
        let alone = voices.list.iter().filter(|o| o.form == Form::Alone).count();
        let report_alone = LazyCell::new(|| alone * 3 <= voices.sentences && is_report(article));
        for own in &voices.list {
            let Some(text) = article.blocks().get(own.block) else { continue };
            let wanted = match own.form {
                Form::Beside => own.person != Person::Second || text.tokens().get(own.token).is_some_and(|t| text.word(t) != "you"),
                Form::Alone => own.clear && own.person != Person::Second && *report_alone,
                _ => false,
            };
            let Some(here) = around(text, own.token).filter(|_| wanted) else { continue };
            // "I mean", "as far as we know": anybody's.
            let at = own.token - here.start;
            let anybody = (at + 1..at + 3).any(|i| matches!(&*here.lower(i), "know" | "mean" | "knew" | "see"));
            // "1) no; 2) yes, but I'll take it": answers in a list.
            let numbered = |i: usize| here.written(i) == ")" && i > 0 && here.written(i - 1).bytes().all(|b| b.is_ascii_digit());
            if anybody || (at.saturating_sub(12)..at).any(numbered) || here.mentions(&GENERAL) {
                continue;
            }
            report(cx, text, own, |word| format!("\"{word}\" in a report: somebody's words stand here without quotation marks"));
        }
    }
}

/// The sentence that a token stands in.
fn around<'t, 'a>(text: &'t Text<'a>, token: usize) -> Option<Sentences<'t, 'a>> {
    let sentence = text.sentences().iter().find(|s| s.tokens.contains(&token))?;
    Some(Sentences { text, start: sentence.tokens.start, end: sentence.tokens.end })
}
