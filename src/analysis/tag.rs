//! Part-of-speech tags: the Penn Treebank set as the English Web Treebank uses
//! it (Santorini 1990; Bies et al. 2012), and the universal set (de Marneffe et
//! al. 2021, *Universal Dependencies*).

use std::fmt;
use std::str::FromStr;

/// Declares an enum of tags with its spellings, so that the two cannot drift.
macro_rules! tag_set {
    ($(#[$meta:meta])* $name:ident, $error:literal, { $($variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[repr(u8)]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = concat!("<code>", $text, "</code>")] $variant,)+ }

        impl $name {
            /// Every tag, in the order of its number.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The tag as the treebank writes it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }

        impl FromStr for $name {
            type Err = UnknownTag;

            fn from_str(text: &str) -> Result<Self, UnknownTag> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err(UnknownTag { set: $error, text: text.to_owned() }),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

/// A spelling that is no tag of the set asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownTag {
    set: &'static str,
    text: String,
}

impl fmt::Display for UnknownTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is no {} tag", self.text, self.set)
    }
}

impl std::error::Error for UnknownTag {}

tag_set! {
    /// A Penn Treebank part-of-speech tag.
    Tag, "Penn Treebank", {
        Cc = "CC", Cd = "CD", Dt = "DT", Ex = "EX", Fw = "FW", In = "IN",
        Jj = "JJ", Jjr = "JJR", Jjs = "JJS", Ls = "LS", Md = "MD",
        Nn = "NN", Nns = "NNS", Nnp = "NNP", Nnps = "NNPS",
        Pdt = "PDT", Pos = "POS", Prp = "PRP", PrpPoss = "PRP$",
        Rb = "RB", Rbr = "RBR", Rbs = "RBS", Rp = "RP", Sym = "SYM", To = "TO", Uh = "UH",
        Vb = "VB", Vbd = "VBD", Vbg = "VBG", Vbn = "VBN", Vbp = "VBP", Vbz = "VBZ",
        Wdt = "WDT", Wp = "WP", WpPoss = "WP$", Wrb = "WRB",
        Stop = ".", Comma = ",", Colon = ":", Dollar = "$",
        OpenQuote = "``", CloseQuote = "''", OpenBracket = "-LRB-", CloseBracket = "-RRB-",
        Hyph = "HYPH", Nfp = "NFP", Add = "ADD", Afx = "AFX", Gw = "GW",
    }
}

tag_set! {
    /// A universal part-of-speech tag.
    Upos, "universal", {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET",
        Intj = "INTJ", Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON",
        Propn = "PROPN", Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
}

impl Tag {
    /// Common or proper, singular or plural.
    #[must_use]
    pub const fn is_noun(self) -> bool {
        matches!(self, Self::Nn | Self::Nns | Self::Nnp | Self::Nnps)
    }

    /// A proper noun.
    #[must_use]
    pub const fn is_proper(self) -> bool {
        matches!(self, Self::Nnp | Self::Nnps)
    }

    /// A plural noun, common or proper.
    #[must_use]
    pub const fn is_plural_noun(self) -> bool {
        matches!(self, Self::Nns | Self::Nnps)
    }

    /// Any form of a verb, modals left out.
    #[must_use]
    pub const fn is_verb(self) -> bool {
        matches!(self, Self::Vb | Self::Vbd | Self::Vbg | Self::Vbn | Self::Vbp | Self::Vbz)
    }

    /// A verb form that carries a clause by itself: past, present or modal.
    #[must_use]
    pub const fn is_finite(self) -> bool {
        matches!(self, Self::Vbd | Self::Vbp | Self::Vbz | Self::Md)
    }

    /// An adjective of any degree.
    #[must_use]
    pub const fn is_adjective(self) -> bool {
        matches!(self, Self::Jj | Self::Jjr | Self::Jjs)
    }

    /// An adverb of any degree, `not` and `n't` among them.
    #[must_use]
    pub const fn is_adverb(self) -> bool {
        matches!(self, Self::Rb | Self::Rbr | Self::Rbs)
    }

    /// A question or relative word.
    #[must_use]
    pub const fn is_wh(self) -> bool {
        matches!(self, Self::Wdt | Self::Wp | Self::WpPoss | Self::Wrb)
    }

    /// A punctuation mark.
    #[must_use]
    pub const fn is_punctuation(self) -> bool {
        matches!(
            self,
            Self::Stop
                | Self::Comma
                | Self::Colon
                | Self::OpenQuote
                | Self::CloseQuote
                | Self::OpenBracket
                | Self::CloseBracket
                | Self::Hyph
                | Self::Nfp
        )
    }

    /// The universal tag this one usually stands for. Auxiliaries come out as
    /// [`Upos::Verb`] and subordinating conjunctions as [`Upos::Adp`]:
    /// [`super::tagger::Tagged::upos`] tells them apart by context.
    #[must_use]
    pub const fn upos(self) -> Upos {
        match self {
            Self::Cc => Upos::Cconj,
            Self::Cd | Self::Ls => Upos::Num,
            Self::Dt | Self::Pdt => Upos::Det,
            Self::Ex | Self::Prp | Self::PrpPoss | Self::Wdt | Self::Wp | Self::WpPoss => Upos::Pron,
            Self::Fw | Self::Gw | Self::Add | Self::Afx => Upos::X,
            Self::In | Self::Rp => Upos::Adp,
            Self::Jj | Self::Jjr | Self::Jjs => Upos::Adj,
            Self::Md => Upos::Aux,
            Self::Nn | Self::Nns => Upos::Noun,
            Self::Nnp | Self::Nnps => Upos::Propn,
            Self::Pos | Self::To => Upos::Part,
            Self::Rb | Self::Rbr | Self::Rbs | Self::Wrb => Upos::Adv,
            Self::Sym | Self::Dollar => Upos::Sym,
            Self::Uh => Upos::Intj,
            Self::Vb | Self::Vbd | Self::Vbg | Self::Vbn | Self::Vbp | Self::Vbz => Upos::Verb,
            Self::Stop
            | Self::Comma
            | Self::Colon
            | Self::OpenQuote
            | Self::CloseQuote
            | Self::OpenBracket
            | Self::CloseBracket
            | Self::Hyph
            | Self::Nfp => Upos::Punct,
        }
    }
}

/// A set of Penn Treebank tags.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TagSet(u64);

impl TagSet {
    /// The set of these tags.
    #[must_use]
    pub const fn of(tags: &[Tag]) -> Self {
        let (mut set, mut at) = (0, 0);
        while at < tags.len() {
            set |= 1 << tags[at] as u8;
            at += 1;
        }
        Self(set)
    }

    /// Tags that are in either set.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a tag is in it.
    #[must_use]
    pub const fn has(self, tag: Tag) -> bool {
        self.0 >> tag as u8 & 1 == 1
    }

    /// Whether some tag is in both sets.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether all its tags are in the other set.
    #[must_use]
    pub const fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// Its tags, in the order of their numbers.
    pub fn tags(self) -> impl Iterator<Item = Tag> {
        Tag::ALL.iter().copied().filter(move |tag| self.has(*tag))
    }
}

#[cfg(test)]
mod tests {
    use super::{Tag, Upos};

    #[test]
    fn every_spelling_reads_back() {
        for &tag in Tag::ALL {
            assert_eq!(tag.as_str().parse(), Ok(tag));
        }
        for &tag in Upos::ALL {
            assert_eq!(tag.as_str().parse(), Ok(tag));
        }
        assert_eq!("NOUN".parse::<Tag>().unwrap_err().to_string(), "\"NOUN\" is no Penn Treebank tag");
    }

    #[test]
    fn modals_are_finite_but_participles_are_not() {
        assert!(Tag::Md.is_finite() && Tag::Vbd.is_finite());
        assert!(!Tag::Vbn.is_finite() && !Tag::Vbg.is_finite() && !Tag::Vb.is_finite());
    }
}
