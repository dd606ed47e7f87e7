//! The pairs of Penn and universal tag that the tagger tells apart.

use crate::analysis::tag::{Tag, TagSet, Upos};

/// A pair of Penn and universal tag the tagger can answer.
pub type Label = (Tag, Upos);

/// What the tagger tells apart. Pairs that the treebank has only a handful of
/// times are left out.
pub const LABELS: &[Label] = &[
    (Tag::Nn, Upos::Noun),
    (Tag::In, Upos::Adp),
    (Tag::Dt, Upos::Det),
    (Tag::Prp, Upos::Pron),
    (Tag::Nnp, Upos::Propn),
    (Tag::Jj, Upos::Adj),
    (Tag::Stop, Upos::Punct),
    (Tag::Rb, Upos::Adv),
    (Tag::Nns, Upos::Noun),
    (Tag::Vb, Upos::Verb),
    (Tag::Comma, Upos::Punct),
    (Tag::Cc, Upos::Cconj),
    (Tag::Cd, Upos::Num),
    (Tag::In, Upos::Sconj),
    (Tag::Vbn, Upos::Verb),
    (Tag::Vbd, Upos::Verb),
    (Tag::Md, Upos::Aux),
    (Tag::To, Upos::Part),
    (Tag::Vbg, Upos::Verb),
    (Tag::PrpPoss, Upos::Pron),
    (Tag::Vbz, Upos::Aux),
    (Tag::Vbp, Upos::Aux),
    (Tag::Vbp, Upos::Verb),
    (Tag::Vbd, Upos::Aux),
    (Tag::Rb, Upos::Part),
    (Tag::Vbz, Upos::Verb),
    (Tag::Vb, Upos::Aux),
    (Tag::CloseBracket, Upos::Punct),
    (Tag::OpenBracket, Upos::Punct),
    (Tag::Colon, Upos::Punct),
    (Tag::Wrb, Upos::Adv),
    (Tag::OpenQuote, Upos::Punct),
    (Tag::Dt, Upos::Pron),
    (Tag::CloseQuote, Upos::Punct),
    (Tag::Wp, Upos::Pron),
    (Tag::Rp, Upos::Adp),
    (Tag::Uh, Upos::Intj),
    (Tag::Pos, Upos::Part),
    (Tag::Hyph, Upos::Punct),
    (Tag::Nnp, Upos::Adj),
    (Tag::Nnps, Upos::Propn),
    (Tag::Nn, Upos::Pron),
    (Tag::Jjr, Upos::Adj),
    (Tag::Jjs, Upos::Adj),
    (Tag::Wdt, Upos::Pron),
    (Tag::Ex, Upos::Pron),
    (Tag::Vbn, Upos::Aux),
    (Tag::Rbr, Upos::Adv),
    (Tag::Dollar, Upos::Sym),
    (Tag::Add, Upos::Propn),
    (Tag::Nfp, Upos::Punct),
    (Tag::Gw, Upos::X),
    (Tag::Sym, Upos::Sym),
    (Tag::Pdt, Upos::Det),
    (Tag::Vbg, Upos::Aux),
    (Tag::Ls, Upos::Num),
    (Tag::Nfp, Upos::Sym),
    (Tag::Rbs, Upos::Adv),
    (Tag::Comma, Upos::Sym),
    (Tag::Wdt, Upos::Det),
    (Tag::WpPoss, Upos::Pron),
    (Tag::Fw, Upos::X),
    (Tag::Add, Upos::X),
    (Tag::Afx, Upos::X),
];

/// The label of the word before a sentence's first.
pub const BOUNDARY: u8 = 255;

/// The labels of these tags, as a set of bits.
const fn labels_of(tags: &[Tag]) -> u64 {
    let (mut set, mut label) = (0, 0);
    while label < LABELS.len() {
        let mut at = 0;
        while at < tags.len() {
            if LABELS[label].0 as u8 == tags[at] as u8 {
                set |= 1 << label;
            }
            at += 1;
        }
        label += 1;
    }
    set
}

/// Proper nouns.
pub const PROPER: u64 = labels_of(&[Tag::Nnp, Tag::Nnps]);
/// The tags of these.
pub const PROPER_TAGS: TagSet = TagSet::of(&[Tag::Nnp, Tag::Nnps]);
/// Finite verbs and modals.
pub const FINITE: u64 = labels_of(&[Tag::Vbd, Tag::Vbz, Tag::Vbp, Tag::Md]);
/// All verbs and modals.
pub const VERBS: u64 = FINITE | labels_of(&[Tag::Vb, Tag::Vbn, Tag::Vbg]);
/// What opens a relative clause or a question.
pub const RELATIVE: u64 = labels_of(&[Tag::Wdt, Tag::Wp, Tag::Wrb]);

/// Past and participle of the same full verb.
pub const PAST: u64 = {
    let (mut set, mut label) = (labels_of(&[Tag::Vbd, Tag::Vbn]), 0);
    while label < LABELS.len() {
        if matches!(LABELS[label].1, Upos::Aux) {
            set &= !(1 << label);
        }
        label += 1;
    }
    set
};

/// Adverbs.
pub const ADVERB: u64 = labels_of(&[Tag::Rb, Tag::Rbr, Tag::Rbs]);
/// What a verb can have as its subject's last word.
pub const SUBJECT: u64 = labels_of(&[Tag::Nn, Tag::Nns, Tag::Nnp, Tag::Nnps, Tag::Prp, Tag::Cd]);
/// The label of a full verb's participle.
pub const PARTICIPLE: u8 = label_of(Tag::Vbn, Upos::Verb);
/// The label of a full verb's past tense.
pub const PAST_TENSE: u8 = label_of(Tag::Vbd, Upos::Verb);

/// The tags of a set of labels.
pub fn tags_of(labels: u64) -> TagSet {
    LABELS
        .iter()
        .enumerate()
        .filter(|(n, _)| labels >> n & 1 == 1)
        .fold(TagSet::default(), |set, (_, label)| set.or(TagSet::of(&[label.0])))
}

/// The number of a label; 255 if there is none.
const fn label_of(tag: Tag, upos: Upos) -> u8 {
    let mut label = 0;
    while label < LABELS.len() {
        if LABELS[label].0 as u8 == tag as u8 && LABELS[label].1 as u8 == upos as u8 {
            return label as u8;
        }
        label += 1;
    }
    255
}
