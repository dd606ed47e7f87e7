//! `foreign-words`: words of another language, in Latin letters, left in English prose.

use crate::{
    analysis::{
        Text, Token, TokenKind,
        keys::{KeyMap, key},
    },
    document::BlockKind,
    lexicon,
    rule::{Check, RuleContext, Scope},
};
use foldhash::{HashMap, HashSet};
use std::{borrow::Cow, cell::RefCell, sync::LazyLock};

pub struct ForeignWords;

/// Function words of a language that English does not have; those in the second list can be nothing else, not even part of a name.
struct Functional {
    words: &'static [&'static str],
    certain: &'static [&'static str],
}

const LANGUAGES: &[Functional] = &[
    // Spanish
    Functional {
        words: &[
            "el", "la", "los", "las", "un", "una", "de", "del", "que", "y", "en", "con", "por", "para", "se", "su", "sus", "al", "lo",
            "es", "fue", "son", "ha", "este", "esta", "como", "sin", "sobre", "entre", "muy", "ya", "donde", "cuando",
        ],
        certain: &[
            "pero", "porque", "según", "también", "están", "está", "más", "había", "aunque", "desde", "hasta", "mientras", "esto", "ellos",
        ],
    },
    // Portuguese
    Functional {
        words: &[
            "o", "os", "as", "um", "uma", "de", "do", "da", "dos", "das", "que", "e", "em", "com", "por", "para", "se", "seu", "sua", "ao",
            "na", "no", "nos", "nas", "foi", "é", "são", "ele", "ela", "como", "sem", "sobre", "entre",
        ],
        certain: &["não", "também", "mais", "mas", "pelo", "pela", "isso", "quando", "já", "até", "estão"],
    },
    // French
    Functional {
        words: &[
            "le", "la", "les", "un", "une", "des", "de", "du", "que", "qui", "et", "en", "dans", "par", "pour", "se", "sa", "ses", "au",
            "aux", "est", "ont", "ce", "cette", "il", "elle", "ils", "ne", "pas", "plus", "sur", "ou", "sont", "parce",
        ],
        certain: &[
            "avec",
            "mais",
            "où",
            "été",
            "également",
            "aussi",
            "leurs",
            "cette",
            "était",
            "selon",
            "chez",
            "très",
            "après",
            "avait",
            "sont",
        ],
    },
    // German
    Functional {
        words: &[
            "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "zu", "in", "mit", "von", "auf", "im",
            "am", "aus", "bei", "nach", "wie", "war", "hat", "er", "sie", "es", "so", "dass", "vor", "zur", "zum", "als", "weil", "haben",
        ],
        certain: &[
            "und", "nicht", "ist", "sind", "wird", "werden", "auch", "für", "oder", "über", "wurde", "wurden", "sich", "noch", "durch",
            "gegen", "einen", "wenn", "aber", "kann",
        ],
    },
    // Italian
    Functional {
        words: &[
            "il", "lo", "la", "gli", "le", "un", "una", "di", "del", "della", "dei", "che", "e", "in", "con", "per", "si", "suo", "sua",
            "al", "alla", "è", "sono", "come", "nel", "nella", "da", "dal", "ha", "non",
        ],
        certain: &["anche", "perché", "più", "dopo", "questo", "questa", "degli", "delle", "stato", "hanno", "essere", "quando", "così"],
    },
    // Dutch
    Functional {
        words: &[
            "de", "het", "een", "van", "en", "in", "op", "te", "met", "voor", "die", "dat", "is", "zijn", "was", "er", "aan", "door", "om",
            "bij", "uit", "ook", "naar", "over",
        ],
        certain: &["niet", "het", "een", "wordt", "werd", "heeft", "omdat", "ook", "nog", "maar", "hebben", "worden", "zijn"],
    },
    // Swedish, Norwegian, Danish
    Functional {
        words: &[
            "och", "og", "i", "på", "en", "ett", "et", "av", "af", "som", "den", "det", "de", "till", "til", "med", "för", "for", "var",
            "har", "om", "men", "han", "hon", "hun", "sig", "seg", "vid", "ved", "från", "fra", "kan", "ska", "skal", "blev",
        ],
        certain: &[
            "och", "är", "inte", "också", "ikke", "også", "från", "være", "være", "vara", "efter", "eftersom", "fordi", "mellom", "skulle",
            "på", "været",
        ],
    },
    // Icelandic
    Functional {
        words: &[
            "og", "í", "á", "að", "um", "til", "með", "sem", "en", "er", "var", "frá", "af", "þar", "hann", "hún", "því", "við", "eru",
        ],
        certain: &["það", "ekki", "þeir", "þeim", "sem", "verið", "þegar", "þetta", "þess", "eftir", "vegna", "einnig"],
    },
    // Polish, Czech, Slovak
    Functional {
        words: &[
            "w", "na", "z", "do", "o", "i", "a", "po", "za", "od", "ze", "se", "v", "s", "k", "by", "je", "to", "jak", "pro", "ale", "tak",
            "co",
        ],
        certain: &[
            "nie", "że", "się", "jest", "oraz", "który", "która", "które", "przez", "była", "było", "są", "jsou", "není", "také", "bylo",
            "který", "která", "které", "když", "aby", "ktorý", "ktoré", "nebo", "jako",
        ],
    },
    // Croatian, Serbian, Slovene in Latin letters
    Functional {
        words: &[
            "je", "u", "i", "na", "za", "da", "se", "su", "od", "s", "sa", "ne", "o", "iz", "po", "koji", "koja", "kao", "bi", "što", "ili",
        ],
        certain: &["nije", "koji", "koja", "koje", "samo", "nakon", "bilo", "smo", "što", "zbog", "kako"],
    },
    // Romanian
    Functional {
        words: &["de", "la", "cu", "pe", "din", "un", "o", "a", "al", "ale", "că", "nu", "au", "se", "mai", "ce", "fost", "lui", "prin"],
        certain: &["și", "şi", "este", "sunt", "pentru", "care", "după", "fost", "această", "acest", "către", "în", "că"],
    },
    // Turkish
    Functional {
        words: &["ve", "bir", "bu", "da", "de", "için", "ile", "o", "ne", "en", "daha", "gibi", "kadar", "sonra"],
        certain: &["için", "olarak", "değil", "olduğunu", "daha", "bir", "olan", "gibi", "çok", "sonra", "tarafından", "kadar"],
    },
    // Hungarian
    Functional {
        words: &["a", "az", "egy", "és", "hogy", "nem", "is", "meg", "ez", "de", "csak", "van", "volt"],
        certain: &["hogy", "nem", "egy", "és", "volt", "csak", "szerint", "után", "mint", "azt", "még"],
    },
    // Finnish, Estonian
    Functional {
        words: &["ja", "on", "ei", "se", "oli", "kun", "niin", "mutta", "myös", "joka", "ovat", "ning", "kui", "ka", "ta", "oma", "et"],
        certain: &["että", "myös", "mutta", "mukaan", "olivat", "sekä", "hän", "kuin", "ning", "aga", "kuid", "olnud", "ovat"],
    },
    // Indonesian, Malay
    Functional {
        words: &["yang", "dan", "di", "ke", "dari", "ini", "itu", "untuk", "dengan", "pada", "adalah", "akan", "tidak", "juga", "oleh"],
        certain: &["untuk", "dengan", "adalah", "tidak", "juga", "dari", "oleh", "pada", "telah", "tersebut", "akan"],
    },
];

/// Words of the lists above that English has too: they belong to a run only between words that English does not have.
const SHARED: &[&str] = &[
    "die", "war", "hat", "in", "is", "was", "a", "an", "as", "on", "do", "no", "nos", "me", "men", "to", "by", "or", "so", "for", "are",
    "has", "her", "it", "at", "over", "den", "man", "am", "i", "plus", "son", "sons", "net", "pro", "care", "mine", "also", "bin", "hun",
    "al", "van", "ten", "most", "come", "para", "per", "con", "o", "e", "y", "s", "k", "v", "w", "z", "u", "sans", "mint", "ale", "kit",
    "era", "ad", "non", "ex", "et", "than", "till", "of", "did", "but", "not", "if", "he", "she", "we", "all", "door", "bit", "out", "up",
    "din", "sam", "tak", "co", "also", "den", "um", "com", "est", "et", "en", "un", "de", "meg", "ka", "ta", "ha", "sa", "da", "na", "om",
    "var", "sig", "pas", "par",
];

/// Phrases that English has borrowed whole.
const BORROWED: &[&str] = &[
    "je ne sais quoi",
    "coup de grâce",
    "coup d'état",
    "coup de main",
    "esprit de corps",
    "fait accompli",
    "vis-à-vis",
    "la vie en rose",
    "la dolce vita",
    "c'est la vie",
    "que será será",
    "mano a mano",
    "crème de la crème",
    "joie de vivre",
    "tour de force",
    "pièce de résistance",
    "raison d'être",
    "haute couture",
    "au pair",
    "en route",
    "en masse",
    "hors d'oeuvre",
    "carte blanche",
    "de rigueur",
    "du jour",
    "à la carte",
    "laissez faire",
    "nom de guerre",
    "pied à terre",
    "per se",
    "et al",
    "a la",
];

impl Check for ForeignWords {
    fn scope(&self) -> Scope {
        Scope::Block
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for text in cx
            .article()
            .blocks()
            .iter()
            .filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Headline | BlockKind::Quotation))
        {
            for sentence in text.sentences() {
                let (tokens, keys) = (text.tokens_of(sentence), text.keys_of(sentence));
                let Some(mut i) = first_foreign(text, tokens, keys) else { continue };
                while i < tokens.len() {
                    let end = run_end(text, tokens, keys, i);
                    if end > i
                        && let Some(message) = judge(text, tokens, i, end)
                    {
                        let span = tokens[i].span.cover(&tokens[end - 1].span);
                        if !text.is_quoted(span) {
                            cx.report(text.index(), span, message);
                        }
                    }
                    i = end.max(i + 1);
                }
            }
        }
    }
}

/// What a word says about the language of the words around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// English has it, or it is no word.
    English,
    /// A function word of another language.
    Functional,
    /// In small letters and unknown to English.
    Strange,
    /// A name, or nothing that tells.
    Neutral,
}

/// The languages that have a word among their function words, a bit each, and whether it is certain in one of them.
static FUNCTIONAL: LazyLock<HashMap<&str, (u32, bool)>> = LazyLock::new(|| {
    let mut map: HashMap<&str, (u32, bool)> = HashMap::default();
    for (i, language) in LANGUAGES.iter().enumerate() {
        for (words, certain) in [(language.words, false), (language.certain, true)] {
            for word in words {
                let entry = map.entry(*word).or_default();
                entry.0 |= 1 << i;
                entry.1 |= certain;
            }
        }
    }
    map
});

static SHARED_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| SHARED.iter().copied().collect());

fn lower(word: &str) -> Cow<'_, str> {
    if word.chars().all(|c| !c.is_uppercase()) { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// Of so many words without a capital it is kept from one text to the next whether they are foreign, each at the place that its key
/// names.
const KEPT: usize = 1 << 13;

thread_local! {
    /// Words' keys, the lowest bit replaced by the answer: it is the place's anyway.
    static FOREIGN: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
}

/// The keys of the function words in ASCII that English does not have.
static FUNCTIONAL_KEYS: LazyLock<KeyMap<()>> = LazyLock::new(|| {
    let own = FUNCTIONAL.keys().filter(|word| word.is_ascii() && !SHARED_WORDS.contains(*word));
    own.map(|word| (key(word), ())).collect()
});

/// Whether a word with this key (see [`Text::keys`]) is functional or strange, as [`classify`] says. Of a word in ASCII without
/// a capital the key tells all that this hangs on; one with a capital is never strange.
fn is_foreign(word: &str, key: u64, kept: &mut Vec<u64>) -> bool {
    let judge = || matches!(classify(word), Class::Functional | Class::Strange);
    if !word.is_ascii() {
        return judge();
    }
    if word.as_bytes().first().is_some_and(u8::is_ascii_uppercase) {
        return FUNCTIONAL_KEYS.contains_key(&key);
    }
    if kept.is_empty() {
        // What no word has whose place it is.
        kept.extend((0..KEPT as u64).map(|place| !place));
    }
    let Some(place) = kept.get_mut(key as usize % KEPT) else { return judge() };
    if *place | 1 != key | 1 {
        *place = key & !1 | u64::from(judge());
    }
    *place & 1 == 1
}

/// The first token that is a foreign word: most sentences have none.
fn first_foreign(text: &Text<'_>, tokens: &[Token], keys: &[u64]) -> Option<usize> {
    let is_word = |token: &Token| token.kind == TokenKind::Word;
    FOREIGN.with_borrow_mut(|kept| {
        let mut words = tokens.iter().zip(keys);
        words.position(|(token, key)| is_word(token) && is_foreign(text.word(token), *key, kept))
    })
}

fn classify(word: &str) -> Class {
    if !word.chars().all(char::is_alphabetic) {
        return Class::English;
    }
    let lower = lower(word);
    if SHARED_WORDS.contains(lower.as_ref()) {
        return Class::English;
    }
    if FUNCTIONAL.contains_key(lower.as_ref()) {
        return Class::Functional;
    }
    match lexicon::word(&lower) {
        Some(w) if w.in_dictionary() || w.zipf >= 4.0 || w.lower >= 3 => Class::English,
        _ if word.starts_with(char::is_uppercase) => Class::Neutral,
        _ if lower.chars().count() >= 3 => Class::Strange,
        _ => Class::Neutral,
    }
}

/// Whether the word is a function word that can be nothing else.
fn is_certain(word: &str) -> bool {
    FUNCTIONAL.get(word).is_some_and(|(_, certain)| *certain) && !SHARED_WORDS.contains(word)
}

/// The end of the run of words of another language from token `start` on; `start` where none begins there.
fn run_end(text: &Text<'_>, tokens: &[Token], keys: &[u64], start: usize) -> usize {
    let word = |i: usize| tokens.get(i).filter(|t| t.kind == TokenKind::Word);
    let foreign = |i: usize| {
        let word = word(i).zip(keys.get(i));
        word.is_some_and(|(word, key)| FOREIGN.with_borrow_mut(|kept| is_foreign(text.word(word), *key, kept)))
    };
    let shared = |i: usize| tokens.get(i).is_some_and(|t| SHARED_WORDS.contains(text.word(t)));
    if !foreign(start) {
        return start;
    }
    let mut end = start + 1;
    loop {
        if foreign(end) {
            end += 1;
        } else if word(end).is_some() && foreign(end + 1) {
            // A name, or a word that both languages have ("barrage").
            end += 2;
        } else if shared(end) && word(end + 1).is_some() && foreign(end + 2) {
            end += 3;
        } else {
            return end;
        }
    }
}

/// What to say of the run of tokens from `start` to `end`, if it is one that a translation left.
fn judge(text: &Text<'_>, tokens: &[Token], start: usize, end: usize) -> Option<String> {
    let run = tokens.get(start..end)?;
    let words: Vec<String> = run.iter().map(|t| text.word(t).to_lowercase()).collect();
    let shown = run.first()?.span.cover(&run.last()?.span).slice(text.text());
    let capital = |i: Option<usize>| i.and_then(|i| tokens.get(i)).is_some_and(|t| text.word(t).starts_with(char::is_uppercase));
    if let [only] = words.as_slice() {
        let plain = |i: Option<usize>| {
            i.and_then(|i| tokens.get(i)).is_some_and(|t| {
                t.kind == TokenKind::Word && text.word(t).starts_with(char::is_lowercase) && classify(text.word(t)) == Class::English
            })
        };
        let alone = only.chars().count() > 2 && is_certain(only) && shown == only && plain(start.checked_sub(1)) && plain(Some(end));
        return alone.then(|| format!("\"{shown}\" is left in the source's language"));
    }
    if BORROWED.iter().any(|b| shown.to_lowercase().contains(b)) {
        return None;
    }
    let count = |class: Class| run.iter().filter(|t| classify(text.word(t)) == class).count();
    let (functional, strange) = (count(Class::Functional), count(Class::Strange));
    let certain = words.iter().filter(|w| is_certain(w)).count();
    let languages: Vec<u32> = words.iter().filter_map(|w| FUNCTIONAL.get(w.as_str())).map(|(bits, _)| *bits).collect();
    let one_language = (0..LANGUAGES.len()).map(|i| languages.iter().filter(|bits| **bits >> i & 1 == 1).count()).max()?;
    // Names and titles of works stand in capitals: beside one, more evidence is asked for.
    let beside_name = capital(start.checked_sub(1)) && start > 1 || capital(Some(start)) && start > 0 || capital(Some(end));
    let dense = (functional + strange) * 5 >= run.len() * 3;
    let enough = one_language >= 2 && (strange >= 1 || certain >= 2) && run.len() >= 3;
    (dense && enough && (!beside_name || strange >= 2 && run.len() >= 6))
        .then(|| format!("\"{shown}\" is left in the source's language: translate it, or quote it as a title"))
}
