//! Words: how common each is, and how news writes it.

use copydesk_data::Blob;
use std::sync::LazyLock;

use super::blob::section;
use super::fuse::{FuseMap, hash, hash_lower};

static BLOB: &Blob = &copydesk_data::WORDS;
static WORDS: LazyLock<Words> = LazyLock::new(|| Words::open(BLOB));
/// What [`count_of_level`] gives.
static COUNTS: LazyLock<[u32; 256]> =
    LazyLock::new(|| std::array::from_fn(|n| if n == 0 { 0 } else { ((n - 1) as f32 / 2.0).exp2().round() as u32 }));
static BIGRAMS: &Blob = &copydesk_data::BIGRAMS;
static PAIRS: LazyLock<FuseMap<'static>> = LazyLock::new(|| FuseMap::open(BIGRAMS).unwrap_or_default());

/// The words of a language.
#[derive(Debug, Default)]
pub struct Words {
    index: FuseMap<'static>,
    profiles: &'static [[u8; PROFILE]],
}

impl Words {
    /// Lays a list over the bytes that `crates/copydesk-train/src/build_lexicon.rs` wrote.
    pub fn open(blob: &'static [u8]) -> Self {
        Self { index: FuseMap::open(section(blob, 0)).unwrap_or_default(), profiles: section(blob, 1).as_chunks().0 }
    }

    /// What is known of a word form, in whatever case. One stranger in 500 is mistaken for some word.
    pub fn get(&self, form: &str) -> Option<Word> {
        let hash = hash_lower(form.as_bytes()).map_or_else(|| hash(form.to_lowercase().as_bytes()), |found| found.hash);
        let [zipf, lower, cap_mid, cap_start, upper, sent_end, flags] = *self.profiles.get(self.index.get(hash)? as usize)?;
        let counts = &*COUNTS;
        let count = |level: u8| counts[usize::from(level)];
        Some(Word {
            zipf: f32::from(zipf) / 10.0,
            lower: count(lower),
            cap_mid: count(cap_mid),
            cap_start: count(cap_start),
            upper: count(upper),
            sent_end: count(sent_end),
            flags,
        })
    }
}

/// Bytes of one profile of a word: zipf, five counts, flags.
pub const PROFILE: usize = 7;

/// What is known of a word form. Counts are from 4.25 million words of news, and rounded: exact up to 3,
/// then to the next half power of two.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Word {
    /// Frequency in general English on the Zipf scale (decimal logarithm of occurrences per thousand
    /// million words), 0 to 8, to the nearest 0.1; 0 if the general list does not have the word.
    pub zipf: f32,
    /// Times in lower case.
    pub lower: u32,
    /// Times with a capital within a sentence.
    pub cap_mid: u32,
    /// Times with a capital at the start of a sentence.
    pub cap_start: u32,
    /// Times in capitals throughout.
    pub upper: u32,
    /// Times as the last word of a sentence.
    pub sent_end: u32,
    flags: u8,
}

impl Word {
    /// Flag: a spelling dictionary has it in lower case.
    pub const DICTIONARY: u8 = 1;
    /// Flag: a spelling dictionary has it with a capital.
    pub const PROPER: u8 = 2;

    /// Whether a spelling dictionary (en_US or en_GB) has the word in lower case: an ordinary word.
    pub fn in_dictionary(&self) -> bool {
        self.flags & Self::DICTIONARY != 0
    }

    /// Whether a spelling dictionary has the word with a capital: a name or what derives from one.
    pub fn in_dictionary_as_name(&self) -> bool {
        self.flags & Self::PROPER != 0
    }

    /// Whether a reader knows it as an ordinary word: in the dictionary and not rare, or written in
    /// lower case by the news again and again.
    pub fn is_common_word(&self) -> bool {
        let lower_rules = self.lower >= self.cap_mid / 4;
        (self.in_dictionary() && self.zipf >= 2.5 && lower_rules) || (self.lower >= 5 && self.lower >= self.cap_mid / 2)
    }

    /// Whether it stands with a capital only: in no dictionary in lower case, and next to never so in the news.
    pub fn is_proper_only(&self) -> bool {
        !self.in_dictionary()
            && (self.in_dictionary_as_name() || self.cap_mid + self.upper > 0)
            && self.lower * 20 <= self.cap_mid + self.upper
    }

    /// The share of its occurrences within a sentence that have a capital, 0 to 1; a half if there are none.
    pub fn cap_ratio(&self) -> f32 {
        let capital = (self.cap_mid + self.upper) as f32;
        let all = capital + self.lower as f32;
        if all == 0.0 { 0.5 } else { capital / all }
    }

    /// How often the news has it, in any case.
    pub fn news_count(&self) -> u32 {
        self.lower + self.cap_mid + self.cap_start + self.upper
    }
}

/// What is known of the word form `form`, in whatever case; nothing if neither general English (250,000
/// forms), the spelling dictionaries nor the news have it. One stranger in 500 is mistaken for some word.
///
/// ```
/// use copydesk::lexicon::word;
/// assert!(word("government").is_some_and(|w| w.is_common_word()));
/// assert!(word("Reykjavik").is_some_and(|w| w.is_proper_only()));
/// assert!(word("governmnet").is_none());
/// ```
pub fn word(form: &str) -> Option<Word> {
    WORDS.get(form)
}

/// How strongly two words go together: the natural logarithm of 1 + their count as neighbours in 4.25
/// million words of news (Google Books counts scaled to that), 0 if unseen. Both in whatever case;
/// `<s>` stands for the start of a sentence and `<n>` for a number. One unseen pair in 256 gets a count.
///
/// ```
/// use copydesk::lexicon::bigram;
/// assert!(bigram("of", "the") > bigram("of", "a"));
/// assert_eq!(bigram("government", "parrot"), 0.0);
/// ```
pub fn bigram(first: &str, second: &str) -> f32 {
    let mut key = [0_u8; SHORT];
    let lower = key.get_mut(..first.len() + 1 + second.len()).and_then(|key| {
        let (before, behind) = key.split_at_mut(first.len());
        before.copy_from_slice(first.as_bytes());
        let (blank, behind) = behind.split_first_mut()?;
        *blank = b' ';
        behind.copy_from_slice(second.as_bytes());
        hash_lower(key)
    });
    let hash = lower.map_or_else(|| hash([first.to_lowercase(), second.to_lowercase()].join(" ").as_bytes()), |found| found.hash);
    PAIRS.get(hash).map_or(0.0, |level| (1.0 + (level as f32 / 2.0).exp2()).ln())
}

/// The level under which a count of the news is stored: 0 for none, else 1 more than twice its binary logarithm.
pub fn level_of_count(count: f64) -> u8 {
    if count < 1.0 { 0 } else { (2.0 * count.log2()).round() as u8 + 1 }
}

/// The count that a level of [`level_of_count`] stands for.
pub fn count_of_level(level: u8) -> u32 {
    COUNTS[usize::from(level)]
}

/// Pairs of up to so many bytes are looked up without allocating.
const SHORT: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_keep_small_counts_exact() {
        for count in 0..4 {
            assert_eq!(count_of_level(level_of_count(f64::from(count))), count);
        }
        let back = count_of_level(level_of_count(1000.0));
        assert!((840..=1190).contains(&back), "{back}");
    }

    #[test]
    fn words_know_their_case() {
        let said = word("said").unwrap();
        assert!(said.zipf > 5.0 && said.is_common_word() && said.cap_ratio() < 0.1);
        let paris = word("Paris").unwrap();
        assert!(!paris.is_common_word() && paris.cap_ratio() > 0.9);
        assert!(word("may").unwrap().is_common_word(), "a month, and a verb far more often");
        assert!(word("xqzzvw").is_none());
    }

    #[test]
    fn neighbours_have_a_measure() {
        assert!(bigram("united", "states") > 4.0);
        assert!(bigram("<s>", "the") > 8.0);
        assert_eq!(bigram("xqzzvw", "of"), 0.0);
        assert_eq!(bigram(&"long".repeat(40), "of"), 0.0);
    }
}
