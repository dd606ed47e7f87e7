//! `comma-splice`: two main clauses with nothing but a comma between them.

use crate::{
    analysis::{Sentence, Tag, TagSet, Text, Upos, lemma::lemma, tokens::lower},
    document::BlockKind,
    rule::{Check, RuleContext, Scope},
};
use std::{borrow::Cow, ops::Range};

pub struct CommaSplice;

/// Longer sentences are lists and minutes, which their commas do not tell apart.
const MAX_WORDS: usize = 60;

/// How far, in steps of the tagger's score, the past tense must lead over the participle.
const SURE: u16 = 120;

/// Nouns that open a clause of time without a conjunction: "the moment he left".
const TIMES: &[&str] =
    &["moment", "time", "day", "minute", "second", "year", "week", "month", "night", "instant", "hour", "way", "morning"];

/// Verbs that a clause behind a comma has when it says whose words or thoughts came before it.
#[rustfmt::skip]
const SPEECH: &[&str] = &[
    "say", "tell", "think", "believe", "know", "hope", "add", "note", "explain", "argue", "claim", "write", "report", "announce", "state",
    "admit", "warn", "insist", "suggest", "stress", "recall", "continue", "ask", "reply", "answer", "remark", "declare", "describe",
    "conclude", "observe", "emphasize", "emphasise", "feel", "guess", "mean", "suppose", "see", "hear", "show", "find", "understand",
    "imagine", "expect", "predict", "tweet", "post", "comment", "confirm", "reveal", "seem", "appear", "fear", "estimate", "wish", "agree",
    "bet", "assume", "remember", "acknowledge", "joke", "quip", "testify", "complain", "reckon", "swear", "promise", "propose", "indicate",
    "learn", "realize", "realise", "decide", "allege", "counter", "respond", "read", "go", "boast", "maintain", "vow", "pledge", "urge",
    "recommend", "concede", "assert", "deny", "figure", "speculate", "exclaim", "opine", "mention", "contend", "underline", "underscore",
    "rule", "hold", "emerge", "turn", "transpire", "quote", "cite", "hint", "calculate", "worry", "lament", "muse", "plead", "caution",
    "advise", "inform", "notify", "assure", "point", "sing", "shout", "chant", "look", "sound", "happen", "exclude", "judge", "publish",
];

/// The first so many of them, behind which what was said may follow a comma.
const REPORTING: usize = 16;

impl Check for CommaSplice {
    fn scope(&self) -> Scope {
        Scope::Block
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for text in cx.article().blocks().iter().filter(|b| b.kind() == BlockKind::Paragraph) {
            for sentence in text.sentences().iter().filter(|s| s.tokens.len() <= MAX_WORDS && may_splice(text, s)) {
                let reader = Reader::new(text, sentence);
                for (last, verb) in reader.splices() {
                    let (Some(from), Some(to)) = (reader.span(last), reader.span(verb)) else { continue };
                    if text.has_code(from.cover(&to)) {
                        continue;
                    }
                    let clause = text.slice(from.cover(&to)).split_once(',').map_or("", |(_, rest)| rest.trim());
                    let message = format!("a comma alone joins two main clauses: \"{clause}\" begins a new one");
                    // The fault is at the comma: of a long subject the first word is enough.
                    let end = if verb > last + SHOWN { reader.span(last + 2).unwrap_or(to) } else { to };
                    cx.report(text.index(), from.cover(&end), message);
                }
            }
        }
    }
}

/// Whether a sentence has a comma, ends in a full stop, has no mark that joins or parts clauses in another way, and is not said by
/// someone of himself.
fn may_splice(text: &Text<'_>, sentence: &Sentence) -> bool {
    let mut words = text.tokens_of(sentence).iter().map(|t| text.word(t));
    let mut comma = false;
    let ends = words.next_back() == Some(".");
    ends && words.all(|word| {
        comma |= word == ",";
        let is_mark = !word.starts_with(|c: char| c.is_ascii_alphanumeric());
        let own = || OWN.iter().any(|own| word.eq_ignore_ascii_case(own));
        if is_mark { !PARTING.contains(&word) } else { !(matches!(word.len(), 1 | 2 | 6) && own()) }
    }) && comma
}

/// Words behind the last of the first clause, comma and verb included, up to which all is marked.
const SHOWN: usize = 3;

/// Words with which someone speaks of himself.
const OWN: [&str; 4] = ["i", "me", "my", "myself"];

/// Marks with which a sentence may hold two clauses, or somebody else's.
#[rustfmt::skip]
const PARTING: &[&str] = &[
    ";", ":", "-", "–", "—", "--", "(", ")", "[", "]", "?", "!", "...", "…", "\"", "“", "”", "„", "«", "»", "‘", "'", "’",
];

/// Words that open a subordinate clause or compare.
#[rustfmt::skip]
const OPENING: &[&str] = &[
    "that", "if", "as", "than", "so", "once", "either", "neither", "whether", "like", "after", "before", "since", "until", "more", "less",
];

/// Prepositions that may stand inside a plain noun phrase.
const LINKS: &[&str] = &["of", "in", "at", "for", "from", "on", "with"];

/// Tags of the verb that carries a clause.
const FINITE: TagSet = TagSet::of(&[Tag::Vbd, Tag::Vbp, Tag::Vbz, Tag::Md]);

/// Tags of nouns.
const NOUN: TagSet = TagSet::of(&[Tag::Nn, Tag::Nns, Tag::Nnp, Tag::Nnps]);
/// Tags of a plain noun phrase's words, and of those that it ends in.
const PHRASE: TagSet = NOUN.or(TagSet::of(&[Tag::Jj, Tag::Jjr, Tag::Jjs, Tag::Dt, Tag::PrpPoss, Tag::Cd, Tag::Pos, Tag::Dollar]));
const LAST: TagSet = NOUN.or(TagSet::of(&[Tag::Cd]));

/// Tags of what may stand between a subject and its verb.
const ADVERB: TagSet = TagSet::of(&[Tag::Rb, Tag::Rbr, Tag::Rbs]);
/// Tags of what goes on with a verb group.
const GROUP: TagSet = ADVERB.or(TagSet::of(&[Tag::Vb, Tag::Vbg, Tag::Vbn]));
const CONJUNCTION: TagSet = TagSet::of(&[Tag::Cc]);

fn is_speech(verb: &str) -> bool {
    SPEECH.contains(&verb)
}

/// A main clause found at the head of a segment, as places in the sentence.
struct Clause {
    /// The word that carries tense.
    finite: usize,
    /// The dictionary form of the last verb of its verb group.
    verb: String,
    /// Whether its subject is one pronoun.
    pronoun: bool,
}

/// One sentence, its words in lower case and its tags at hand.
struct Reader<'t, 'a> {
    text: &'t Text<'a>,
    start: usize,
    words: Vec<Cow<'a, str>>,
}

impl<'t, 'a> Reader<'t, 'a> {
    fn new(text: &'t Text<'a>, sentence: &Sentence) -> Self {
        let words = text.tokens_of(sentence).iter().map(|t| lower(text.word(t))).collect();
        Self { text, start: sentence.tokens.start, words }
    }

    fn span(&self, at: usize) -> Option<crate::span::BlockSpan> {
        self.text.tokens().get(self.start + at).map(|t| t.span)
    }

    fn tag(&self, at: usize) -> Tag {
        self.text.tag(self.start + at)
    }

    fn may_be(&self, at: usize) -> TagSet {
        self.text.may_be(self.start + at)
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |w| w.as_ref())
    }

    fn written(&self, at: usize) -> &'a str {
        self.text.word_at(self.start + at)
    }

    fn any(&self, range: Range<usize>, test: impl Fn(usize) -> bool) -> bool {
        range.into_iter().any(test)
    }

    /// The splices of the sentence: the last word before the comma and the finite verb behind it.
    fn splices(&self) -> Vec<(usize, usize)> {
        let n = self.words.len();
        let commas: Vec<usize> = (0..n).filter(|&i| self.word(i) == ",").collect();
        // The segments between commas.
        let mut segments = Vec::new();
        let mut from = 0;
        for &comma in commas.iter().chain(std::iter::once(&(n - 1))) {
            // What is reported is a sentence of its own: "said that the dam holds, the lake is full".
            if let Some(reported) = self.reported(from..comma) {
                segments.clear();
                from = reported;
            }
            segments.push(from..comma);
            from = comma + 1;
        }
        if !self.may_splice(&segments) {
            return Vec::new();
        }
        let clauses: Vec<Option<Clause>> = segments.iter().map(|s| self.clause(s.clone())).collect();
        let mut found = Vec::new();
        for at in 1..segments.len() {
            let (Some(Some(first)), Some(Some(second))) = (clauses.get(at - 1), clauses.get(at)) else { continue };
            let before = segments[at - 1].clone();
            let opened = segments[..at - 1].iter().any(|s| self.any(s.clone(), |i| self.tag(i).is_finite() || self.opens_clause(i)));
            let series = segments.get(at + 1).is_some_and(|next| self.tag(next.start) == Tag::Cc || clauses[at + 1].is_some())
                || self.any(segments[at].clone(), |cc| {
                    self.tag(cc) == Tag::Cc && cc > second.finite && self.goes_on(cc + 1..segments[at].end, at + 1 < segments.len())
                });
            // "The one had it, the other still has it": one verb in a row of clauses is style.
            let parallel = first.verb == second.verb && !second.pronoun;
            if !opened
                && !series
                && !parallel
                && self.stands_alone(&before, first)
                && !self.contrast(&before, second)
                // "spending on tools, training and retraining is": a list.
                && !self.any(segments[at].start..second.finite, |i| self.word(i) == "and")
                && !is_speech(&second.verb)
                && before.end > 0
            {
                found.push((before.end - 1, second.finite));
            }
        }
        found
    }

    /// Where a reported clause begins in the first segment, behind "said that".
    fn reported(&self, segment: Range<usize>) -> Option<usize> {
        let that = (segment.start + 2..segment.end).find(|i| self.word(*i) == "that")?;
        let verb = self.word(that - 1);
        let told = matches!(verb, "said" | "says" | "added" | "stated" | "noted" | "stressed" | "explained" | "claimed" | "announced");
        (told && self.may_be(that - 1).meets(FINITE)).then_some(that + 1)
    }

    /// Whether a third clause begins behind a conjunction: with its verb, before another comma ("and Amazon, Google and eBay had"),
    /// or without the verb, which it shares ("and Steve Buscemi a rat").
    fn goes_on(&self, range: Range<usize>, more: bool) -> bool {
        let gapped = || {
            self.noun_phrase(range.clone()).is_some_and(|end| more && end == range.end)
                || (range.start + 1..range.end).any(|i| self.tag(i) == Tag::Dt && self.tag(i - 1).is_proper())
        };
        // "and lock Rob Ito replaces": a name with its verb, whatever stands before it.
        let named = || (range.start + 1..range.end.min(range.start + 6)).any(|i| self.tag(i - 1).is_proper() && self.tag(i).is_finite());
        self.clause(range.clone()).is_some() || gapped() || named()
    }

    /// Whether some of the segments but the first may begin a new clause, by what its words and those around may be: whole
    /// sentences are read only then.
    fn may_splice(&self, segments: &[Range<usize>]) -> bool {
        let plain = segments.iter().take_while(|s| !self.any((*s).clone(), |i| OPENING.contains(&self.word(i)))).count();
        let finite = segments.iter().take_while(|s| !self.any((*s).clone(), |i| self.may_be(i).is_within(FINITE))).count();
        (1..segments.len().min(plain + 1).min(finite + 2)).any(|at| {
            let series = segments.get(at + 1).is_some_and(|next| self.may_be(next.start).is_within(CONJUNCTION));
            !series && self.may_be_clause(&segments[at], SPEECH) && self.may_be_clause(&segments[at - 1], &SPEECH[..REPORTING])
        })
    }

    /// Whether [`Self::clause`] may find something with another verb than these.
    fn may_be_clause(&self, segment: &Range<usize>, speech: &[&str]) -> bool {
        let joined = segment.start == 0 && self.may_be(0).has(Tag::Cc);
        segment.len() >= 3
            && (self.may_be_subject(segment.clone(), speech) || joined && self.may_be_subject(segment.start + 1..segment.end, speech))
    }

    /// Whether a subject with its finite verb may stand at the head of a range: each place where it may end is tried.
    fn may_be_subject(&self, range: Range<usize>, speech: &[&str]) -> bool {
        let first = self.may_be(range.start);
        let pronoun = match self.word(range.start) {
            "he" | "she" | "they" | "it" | "we" | "i" | "you" => first.has(Tag::Prp),
            "this" | "these" | "those" => first.has(Tag::Dt),
            _ => first.has(Tag::Ex),
        };
        if pronoun && self.may_be_predicate(range.start + 1..range.end, speech) {
            return true;
        }
        let mut head = false;
        for at in range.start..range.end.min(range.start + 9) {
            let tags = self.may_be(at);
            if !(tags.meets(PHRASE) || head && (LINKS.contains(&self.word(at)) || self.word(at) == "and")) {
                return false;
            }
            if tags.is_within(NOUN) && TIMES.contains(&self.word(at)) {
                return false;
            }
            head |= tags.meets(NOUN);
            let ends = head && tags.meets(LAST) && !self.may_be(at + 1).is_within(PHRASE);
            if (ends || at + 1 == range.start + 9) && self.may_be_predicate(at + 1..range.end, speech) {
                return true;
            }
        }
        false
    }

    /// Whether a finite verb may stand at the head of a range, adverbs before it, and another than these may have the meaning.
    fn may_be_predicate(&self, range: Range<usize>, speech: &[&str]) -> bool {
        let small = |at: usize| self.written(at).starts_with(|c: char| c.is_lowercase() || c == '\'' || c == '’');
        let other = |at: usize| {
            let verb = |t: &Tag| t.is_verb() || *t == Tag::Md;
            self.may_be(at).tags().filter(verb).any(|tag| !speech.contains(&lemma(self.word(at), tag).as_ref()))
        };
        for at in range.clone() {
            let tags = self.may_be(at);
            let group = |i: &usize| *i == at || self.may_be(*i).meets(GROUP);
            if tags.meets(FINITE) && small(at) && (at..range.end).take_while(group).any(other) {
                return true;
            }
            if !tags.meets(ADVERB) {
                return false;
            }
        }
        false
    }

    /// A subject and its finite verb at the head of a segment.
    fn clause(&self, segment: Range<usize>) -> Option<Clause> {
        let mut at = segment.start;
        if self.tag(at) == Tag::Cc && at == 0 {
            at += 1;
        }
        let subject = at;
        let pronoun = match self.tag(at) {
            Tag::Prp => matches!(self.word(at), "he" | "she" | "they" | "it" | "we" | "i" | "you"),
            Tag::Ex => true,
            // Behind a comma "that" is a "which" as often as not.
            Tag::Dt => matches!(self.word(at), "this" | "these" | "those") && self.tag(at + 1).is_finite(),
            _ => false,
        };
        at = if pronoun { at + 1 } else { self.noun_phrase(subject..segment.end)? };
        while at < segment.end && self.tag(at).is_adverb() {
            at += 1;
        }
        let finite = at;
        let tagged = self.text.tagged(self.start + finite)?;
        let lower =
            self.text.word(self.text.tokens().get(self.start + finite)?).starts_with(|c: char| c.is_lowercase() || c == '\'' || c == '’');
        let doubtful =
            tagged.tag == Tag::Vbd && tagged.upos != Upos::Aux && !pronoun && (tagged.margin < SURE || self.word(finite + 1) == "by");
        if finite >= segment.end
            || !tagged.tag.is_finite()
            || !lower
            || doubtful
            || segment.end - finite < 2 && tagged.upos == Upos::Aux && !pronoun
        {
            return None;
        }
        let mut verb = finite;
        while at < segment.end && (at == finite || self.tag(at).is_adverb() || self.tag(at).is_verb() && !self.tag(at).is_finite()) {
            if self.tag(at).is_verb() {
                verb = at;
            }
            at += 1;
        }
        // "that is, …", "you see, …": asides.
        let verb_form = lemma(self.word(verb), self.tag(verb));
        if segment.end - segment.start < 3 || at == segment.end && matches!(verb_form.as_ref(), "be" | "have" | "do") {
            return None;
        }
        Some(Clause { finite, verb: verb_form.into_owned(), pronoun })
    }

    /// Where the noun phrase at the head of a range ends, if it is a plain one: no clause inside, no time word at its head.
    fn noun_phrase(&self, range: Range<usize>) -> Option<usize> {
        let mut at = range.start;
        let mut head = None;
        while at < range.end && at < range.start + 9 {
            let tag = self.tag(at);
            let fits = tag.is_noun()
                || tag.is_adjective()
                || matches!(tag, Tag::Dt | Tag::PrpPoss | Tag::Cd | Tag::Pos | Tag::Dollar)
                || head.is_some() && (LINKS.contains(&self.word(at)) || self.word(at) == "and");
            if !fits {
                break;
            }
            // "the dose the doctor", "the times Anna": a clause without its "that" begins.
            let after_noun = at > range.start && self.tag(at - 1).is_noun();
            if after_noun && (matches!(tag, Tag::Dt | Tag::PrpPoss) || tag.is_proper() && self.tag(at - 1) == Tag::Nns) {
                return None;
            }
            if tag.is_noun() {
                head.get_or_insert(at);
                if TIMES.contains(&self.word(at)) {
                    return None;
                }
            }
            at += 1;
        }
        (head.is_some() && (self.tag(at - 1).is_noun() || self.tag(at - 1) == Tag::Cd) && self.tag(range.start) != Tag::Pos).then_some(at)
    }

    /// Whether a word opens a subordinate clause or compares.
    fn opens_clause(&self, at: usize) -> bool {
        let tagged = self.text.tagged(self.start + at);
        tagged.is_some_and(|t| t.upos == Upos::Sconj || t.tag.is_wh()) || OPENING.contains(&self.word(at))
    }

    /// Whether the first clause is a main clause that the comma may end.
    fn stands_alone(&self, segment: &Range<usize>, clause: &Clause) -> bool {
        // "and by the autumn, five million had", "last year However, the deal": what comes last belongs to the second clause.
        let loose =
            self.any(segment.start + 1..segment.end, |cc| {
                self.tag(cc) == Tag::Cc
                    && !self.any(cc..segment.end, |i| self.tag(i).is_finite())
                    && matches!(self.tag(cc + 1), Tag::In | Tag::To | Tag::Vbg | Tag::Vbn | Tag::Rb)
            }) || matches!(self.word(segment.end - 1), "however" | "meanwhile" | "moreover" | "therefore" | "instead" | "still" | "then");
        !loose && !SPEECH[..REPORTING].contains(&clause.verb.as_str()) && !self.any(segment.clone(), |i| self.opens_clause(i))
    }

    /// Whether the clauses are a pair of opposites: "it is not a loan, it is a gift".
    fn contrast(&self, segment: &Range<usize>, second: &Clause) -> bool {
        second.pronoun && self.any(segment.clone(), |i| matches!(self.word(i), "not" | "n't" | "never" | "only" | "just" | "no"))
    }
}
