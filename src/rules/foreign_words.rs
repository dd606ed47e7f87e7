//! `foreign-words`: words of another language, in Latin letters, left in English prose.

use crate::{
    analysis::{Text, Token, TokenKind},
    diagnostic::{Group, Severity},
    document::BlockKind,
    lexicon,
    rule::{Example, Languages, Rule, RuleContext, RuleMeta},
};
use std::borrow::Cow;

/// See its record.
pub struct ForeignWords;

static META: RuleMeta = RuleMeta {
    id: Cow::Borrowed("foreign-words"),
    group: Group::Artefact,
    summary: Cow::Borrowed("words of the source language left in the text"),
    explanation: Cow::Borrowed(
        "A translation that skips a clause, or copies it, leaves the source's words in an English sentence. Function words give a language away: \
         a run of words that English does not know with two of them, or one that cannot be anything else between English words, is reported. \
         Quotations, titles and names of institutions, which stand in capitals, and phrases that English has borrowed are left alone.",
    ),
    severity: Severity::Error,
    confidence: 0.92,
    languages: Languages::ENGLISH,
    default: true,
    examples: Cow::Borrowed(&[
        Example::wrong(
            "The minister said that el presidente de la república would travel to Quito in March.",
            "el presidente de la república",
        ),
        Example::wrong(
            "The court in Graz will decide, weil die Kläger nicht zugestimmt haben, in the autumn.",
            "weil die Kläger nicht zugestimmt haben",
        ),
        Example::wrong("The harbour und the airport were closed for two days.", "und"),
        Example::wrong(
            "Residents were told to leave parce que le barrage menaçait de céder before nightfall.",
            "parce que le barrage menaçait de céder",
        ),
        Example::wrong("The team played well, men det räckte inte till seger this time around.", "men det räckte inte till seger"),
        Example::right("He studied at the Universidad de los Andes and the École normale supérieure de Lyon.", "institutions"),
        Example::right("\"Que viva la república,\" the crowd shouted.", "quoted"),
        Example::right("The novel Cien años de soledad appeared in 1967.", "a title"),
        Example::right("She has a certain je ne sais quoi, a fait accompli and a coup de grâce.", "borrowed phrases"),
        Example::right("Van der Berg met de la Cruz and von Trapp in San Pedro de Macorís.", "particles of names"),
    ]),
};

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
            "dans",
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
        certain: &["yang", "untuk", "dengan", "adalah", "tidak", "juga", "dari", "oleh", "pada", "telah", "tersebut", "akan"],
    },
];

/// Words of the lists above that English has too, or that names are made of: they count in a run, and never alone.
const SHARED: &[&str] = &[
    "die", "war", "hat", "in", "is", "was", "a", "an", "as", "on", "do", "no", "me", "men", "to", "by", "or", "so", "for", "are", "has",
    "her", "it", "at", "over", "den", "man", "se", "am", "i", "plus", "son", "net", "pro", "care", "mine", "also", "om", "var", "hun",
    "her", "sa", "ha", "al", "van", "en", "ten", "tak", "most", "come", "stato", "para", "per", "con", "con", "dan", "o", "e", "y", "s",
    "k", "v", "w", "z", "u", "da", "na", "von", "de", "del", "la", "el", "le", "du", "der", "di", "dos", "das", "das", "bin", "ben", "mit",
    "sans", "mais", "dans", "also", "aber", "mas", "mint", "kun", "is", "ale", "kit", "era", "ad", "non", "ex", "et", "al", "par", "sur",
    "les", "ou", "ne", "pas", "il", "un", "una", "tem", "aux", "om", "than", "pour", "jest",
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

impl Rule for ForeignWords {
    fn meta(&self) -> &RuleMeta {
        &META
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for text in cx
            .article()
            .blocks()
            .iter()
            .filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Headline | BlockKind::Quotation))
        {
            for sentence in text.sentences() {
                let tokens = text.tokens_of(sentence);
                let mut i = 0;
                while i < tokens.len() {
                    let end = run_end(text, tokens, i);
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

/// Whether English has the word, or it is not one that a sentence of another language would be made of.
fn is_english(word: &str) -> bool {
    let lower = word.to_lowercase();
    if SHARED.contains(&lower.as_str()) {
        return false;
    }
    lexicon::word(&lower).is_some_and(|w| w.in_dictionary() || w.zipf >= 4.0) && !is_certain(&lower)
}

fn is_functional(word: &str) -> bool {
    LANGUAGES.iter().any(|l| l.words.contains(&word) || l.certain.contains(&word))
}

/// Whether the word is a function word that can be nothing else.
fn is_certain(word: &str) -> bool {
    !SHARED.contains(&word) && LANGUAGES.iter().any(|l| l.certain.contains(&word)) && lexicon::word(word).is_none_or(|w| !w.in_dictionary())
}

/// The end of the run of words from token `start` on that English does not have; `start` where there is none.
fn run_end(text: &Text<'_>, tokens: &[Token], start: usize) -> usize {
    let foreign = |t: &Token| t.kind == TokenKind::Word && !is_english(text.word(t));
    let mut end = start;
    loop {
        if tokens.get(end).is_some_and(foreign) {
            end += 1;
        } else if end >= start + 2 && tokens.get(end).is_some_and(|t| t.kind == TokenKind::Word) && tokens.get(end + 1).is_some_and(foreign)
        {
            // A word that both languages have ("barrage"), within a run that has begun.
            end += 2;
        } else {
            break;
        }
    }
    // Words that English shares belong to it only between words that it does not.
    let shared =
        |t: &Token| SHARED.contains(&text.word(t).to_lowercase().as_str()) && lexicon::word(text.word(t)).is_some_and(|w| w.zipf > 5.5);
    while end > start && tokens.get(end - 1).is_some_and(shared) {
        end -= 1;
    }
    end
}

/// What to say of the run of tokens from `start` to `end`, if it is one that a translation left.
fn judge(text: &Text<'_>, tokens: &[Token], start: usize, end: usize) -> Option<String> {
    let run = tokens.get(start..end)?;
    let words: Vec<String> = run.iter().map(|t| text.word(t).to_lowercase()).collect();
    let lower = run.iter().filter(|t| text.word(t).starts_with(char::is_lowercase)).count();
    let shown = run.first()?.span.cover(&run.last()?.span).slice(text.text());
    if lower * 2 < run.len() || BORROWED.iter().any(|b| shown.to_lowercase().contains(b)) {
        return None;
    }
    let capital_before =
        start.checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(|t| start > 1 && text.word(t).starts_with(char::is_uppercase));
    let capital_first = start > 0 && text.word(run.first()?).starts_with(char::is_uppercase);
    let capital_after = tokens.get(end).is_some_and(|t| text.word(t).starts_with(char::is_uppercase));
    if let [only] = words.as_slice() {
        let plain = |i: Option<usize>| {
            i.and_then(|i| tokens.get(i))
                .is_some_and(|t| t.kind == TokenKind::Word && text.word(t).starts_with(char::is_lowercase) && is_english(text.word(t)))
        };
        let alone = is_certain(only) && only.chars().count() > 2 && lower == 1 && plain(start.checked_sub(1)) && plain(Some(end));
        return alone.then(|| format!("\"{shown}\" is left in the source's language"));
    }
    let best = LANGUAGES
        .iter()
        .map(|l| words.iter().filter(|w| l.words.contains(&w.as_str()) || l.certain.contains(&w.as_str())).count())
        .max()?;
    let strange = run.iter().zip(&words).filter(|(t, w)| !is_english(text.word(t)) && !SHARED.contains(&w.as_str())).count();
    let content = words.iter().filter(|w| !is_functional(w) && !SHARED.contains(&w.as_str())).count();
    let certain = words.iter().any(|w| is_certain(w));
    let title = capital_before || capital_first || capital_after;
    let enough = if title { run.len() >= 7 && best >= 3 } else { run.len() >= 4 && best >= 2 || run.len() == 3 && best >= 2 && certain };
    (enough && strange >= 2 && content >= 1 && content * 4 >= run.len())
        .then(|| format!("\"{shown}\" is left in the source's language: translate it, or quote it as a title"))
}
