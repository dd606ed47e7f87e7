//! `mixed-spelling`: British and American spelling of words in one article.

use crate::{
    analysis::{
        Text,
        keys::{KeyMap, key},
    },
    diagnostic::{Applicability, Place},
    document::BlockKind,
    rule::{Check, RuleContext},
    span::BlockSpan,
};
use std::sync::OnceLock;

pub struct MixedSpelling;

/// Words that the two spell differently, British first; inflected forms are derived.
const PAIRS: &[(&str, &str)] = &[
    ("colour", "color"),
    ("honour", "honor"),
    ("labour", "labor"),
    ("favour", "favor"),
    ("harbour", "harbor"),
    ("neighbour", "neighbor"),
    ("neighbourhood", "neighborhood"),
    ("behaviour", "behavior"),
    ("rumour", "rumor"),
    ("humour", "humor"),
    ("vapour", "vapor"),
    ("endeavour", "endeavor"),
    ("armour", "armor"),
    ("favourite", "favorite"),
    ("favourable", "favorable"),
    ("honourable", "honorable"),
    ("centre", "center"),
    ("theatre", "theater"),
    ("metre", "meter"),
    ("kilometre", "kilometer"),
    ("centimetre", "centimeter"),
    ("millimetre", "millimeter"),
    ("litre", "liter"),
    ("fibre", "fiber"),
    ("calibre", "caliber"),
    ("sombre", "somber"),
    ("defence", "defense"),
    ("offence", "offense"),
    ("pretence", "pretense"),
    ("travelling", "traveling"),
    ("travelled", "traveled"),
    ("traveller", "traveler"),
    ("cancelled", "canceled"),
    ("cancelling", "canceling"),
    ("labelled", "labeled"),
    ("labelling", "labeling"),
    ("modelling", "modeling"),
    ("modelled", "modeled"),
    ("fuelled", "fueled"),
    ("fuelling", "fueling"),
    ("signalled", "signaled"),
    ("signalling", "signaling"),
    ("counsellor", "counselor"),
    ("jewellery", "jewelry"),
    ("marvellous", "marvelous"),
    ("fulfil", "fulfill"),
    ("enrol", "enroll"),
    ("skilful", "skillful"),
    ("instalment", "installment"),
    ("aluminium", "aluminum"),
    ("tyre", "tire"),
    ("kerb", "curb"),
    ("plough", "plow"),
    ("grey", "gray"),
    ("sceptical", "skeptical"),
    ("sceptic", "skeptic"),
    ("mould", "mold"),
    ("moustache", "mustache"),
    ("manoeuvre", "maneuver"),
    ("paediatric", "pediatric"),
    ("anaesthetic", "anesthetic"),
    ("orthopaedic", "orthopedic"),
    ("foetus", "fetus"),
    ("haemorrhage", "hemorrhage"),
    ("oestrogen", "estrogen"),
    ("diarrhoea", "diarrhea"),
    ("analyse", "analyze"),
    ("analysed", "analyzed"),
    ("analysing", "analyzing"),
    ("paralysed", "paralyzed"),
    ("catalogue", "catalog"),
    ("programme", "program"),
    ("pyjamas", "pajamas"),
    ("airplane", "airplane"),
    ("acknowledgement", "acknowledgment"),
    ("ageing", "aging"),
    ("cosy", "cozy"),
    ("draught", "draft"),
    ("licence", "license"),
];

/// Words whose other spelling is a word of its own in one of the two: "tire", "check", "program" (of a computer), "meter", "license" (the verb).
const AMBIGUOUS: &[&str] = &[
    "tire",
    "tires",
    "curb",
    "curbs",
    "check",
    "checks",
    "program",
    "programs",
    "meter",
    "meters",
    "draft",
    "drafts",
    "license",
    "licenses",
    "mold",
    "fiber",
    "cosy",
    "catalog",
    "gray",
    "grey",
    "theatre",
    "theater",
    "aging",
    "ageing",
    "acknowledgement",
    "acknowledgment",
    "airplane",
    "fulfil",
    "fulfill",
];

/// How one word is spelt.
struct Spelling {
    word: String,
    is_british: bool,
    other: String,
}

/// The words of a block that the two spell differently, outside quotations; kept with the block.
struct Spelt(Vec<(BlockSpan, &'static Spelling)>);

impl Spelt {
    fn of(text: &Text<'_>) -> Self {
        let map = spellings();
        let known = text.tokens().iter().zip(text.keys()).filter_map(|(token, key)| Some((token, map.get(key)?)));
        let own = known.filter(|(token, spelling)| spelling.word == text.word(token) && !text.is_quoted(token.span));
        Self(own.map(|(token, spelling)| (token.span, spelling)).collect())
    }
}

/// The words' spellings by the words' keys.
fn spellings() -> &'static KeyMap<Spelling> {
    static MAP: OnceLock<KeyMap<Spelling>> = OnceLock::new();
    MAP.get_or_init(|| {
        let mut map = KeyMap::default();
        for (british, american) in PAIRS.iter().filter(|(b, a)| b != a) {
            for ending in ["", "s", "ed", "ing", "al"] {
                let (b, a) = (format!("{british}{ending}"), format!("{american}{ending}"));
                if !AMBIGUOUS.contains(&b.as_str()) && !AMBIGUOUS.contains(&a.as_str()) {
                    map.insert(key(&b), Spelling { word: b.clone(), is_british: true, other: a.clone() });
                    map.insert(key(&a), Spelling { word: a, is_british: false, other: b });
                }
            }
        }
        map
    })
}

impl Check for MixedSpelling {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let (mut british, mut american) = (Vec::new(), Vec::new());
        for text in cx.article().blocks().iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::ListItem)) {
            for (span, spelling) in &text.fact_of(0, || Spelt::of(text)).0 {
                let side = if spelling.is_british { &mut british } else { &mut american };
                side.push((Place::new(text.index(), *span), spelling.word.as_str(), spelling.other.as_str()));
            }
        }
        let (odd, rule, odd_is) =
            if british.len() < american.len() { (british, american, "British") } else { (american, british, "American") };
        let [(place, word, other)] = odd.as_slice() else { return };
        let both_ways = rule.iter().find(|(_, w, _)| w == other);
        let kinds = rule.iter().map(|(_, w, _)| *w).collect::<std::collections::HashSet<_>>().len();
        if both_ways.is_none() && kinds < 3 {
            return;
        }
        let (label, message) = match both_ways {
            Some((first, ..)) => (*first, format!("\"{word}\" here, \"{other}\" elsewhere in this article")),
            None => (rule[0].0, format!("\"{word}\" is {odd_is} spelling; the rest of the article is not: \"{other}\"")),
        };
        cx.report(place.block, place.span, message).label(label, "the article's own spelling").suggest(*other, Applicability::Unsafe);
    }
}
