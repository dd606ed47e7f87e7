//! The names of tags and what they stand for.

use crate::analysis::{Tag, TagSet, Upos};

/// Tag classes, beside the Penn Treebank's own tags and their prefixes (`VB*`).
pub(super) const TAG_CLASSES: &[(&str, &[&str])] = &[
    ("noun", &["NN", "NNS"]),
    ("name", &["NNP", "NNPS"]),
    ("nominal", &["NN", "NNS", "NNP", "NNPS", "PRP", "CD"]),
    ("verb", &["VB", "VBD", "VBG", "VBN", "VBP", "VBZ"]),
    ("finite", &["VBD", "VBP", "VBZ", "MD"]),
    ("adj", &["JJ", "JJR", "JJS"]),
    ("adv", &["RB", "RBR", "RBS"]),
    ("det", &["DT", "PDT", "PRP$", "WDT", "WP$"]),
    ("prep", &["IN", "TO"]),
    ("wh", &["WDT", "WP", "WP$", "WRB"]),
];

/// Features of universal tags, and the tags of the Penn Treebank under which the taggers keep them.
pub(super) const FEATURES_OF_TAGS: &[(&str, &[Tag])] = &[
    ("Sing", &[Tag::Nn, Tag::Nnp, Tag::Vbz]),
    ("Plur", &[Tag::Nns, Tag::Nnps, Tag::Vbp]),
    ("Fin", &[Tag::Vbd, Tag::Vbp, Tag::Vbz, Tag::Md]),
    ("Past", &[Tag::Vbd]),
    ("Pres", &[Tag::Vbp, Tag::Vbz]),
    ("Inf", &[Tag::Vb]),
    ("Part", &[Tag::Vbn]),
    ("Ger", &[Tag::Vbg]),
    ("Cmp", &[Tag::Jjr, Tag::Rbr]),
    ("Sup", &[Tag::Jjs, Tag::Rbs]),
    ("Poss", &[Tag::PrpPoss, Tag::WpPoss]),
    ("Rel", &[Tag::Wdt, Tag::Wp, Tag::Wrb]),
];

/// A universal tag, alone or with one feature: `NOUN`, `VERB.Past`; `SYM` and `X` are left to the Penn Treebank.
pub(super) fn universal_tag(name: &str) -> Option<(Upos, TagSet)> {
    let (tag, feature) = name.split_once('.').map_or((name, None), |(tag, feature)| (tag, Some(feature)));
    let upos = tag.parse::<Upos>().ok().filter(|u| !matches!(u, Upos::Sym | Upos::X))?;
    let tags = match feature {
        None => TagSet::of(Tag::ALL),
        Some(feature) => TagSet::of(FEATURES_OF_TAGS.iter().find(|f| f.0 == feature)?.1),
    };
    Some((upos, tags))
}

/// The set of a tag, of all that begin so (`VB*`), or of a class.
pub(super) fn tag_set(name: &str) -> Option<TagSet> {
    if let Some((_, tags)) = TAG_CLASSES.iter().find(|c| c.0 == name) {
        return tags.iter().try_fold(TagSet::default(), |set, t| Some(set.or(tag_set(t)?)));
    }
    let named = |tag: &Tag| name.strip_suffix('*').map_or(tag.as_str() == name, |prefix| tag.as_str().starts_with(prefix));
    let tags: Vec<Tag> = Tag::ALL.iter().copied().filter(named).collect();
    (!tags.is_empty()).then(|| TagSet::of(&tags))
}
