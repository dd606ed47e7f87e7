//! A country where its adjective belongs, and the other way round: `Russia President Vladimir Putin`, `clashes in Israeli, where`.
//! Both words stand in every such article, so it is the single place that is weighed, not the form.

use super::forms::{Form, Neighbour, Occurrence};
use crate::{
    analysis::{Article, Tag, Text, name_words, tokens::capitalised},
    lexicon,
};

/// One place where the other word belongs: the form that stands there, which of its occurrences, and the form to take.
pub struct Slip {
    /// The form that stands there.
    pub odd: usize,
    /// Its occurrence.
    pub occurrence: usize,
    /// The form that belongs there.
    pub base: usize,
}

/// Whether the adjective of a people may be the name of a language: `in Russian` is right. Of some it is known that it is not.
fn may_be_language(word: &str) -> bool {
    const NO_LANGUAGE: &[&str] = &[
        "african",
        "algerian",
        "american",
        "angolan",
        "argentinian",
        "asian",
        "australian",
        "austrian",
        "bahraini",
        "belgian",
        "bolivian",
        "brazilian",
        "british",
        "canadian",
        "chilean",
        "colombian",
        "congolese",
        "cuban",
        "cypriot",
        "ecuadorian",
        "egyptian",
        "european",
        "ghanaian",
        "guatemalan",
        "haitian",
        "honduran",
        "indian",
        "iranian",
        "iraqi",
        "israeli",
        "jamaican",
        "jordanian",
        "kenyan",
        "kuwaiti",
        "lebanese",
        "liberian",
        "libyan",
        "malian",
        "mexican",
        "moroccan",
        "mozambican",
        "namibian",
        "nigerian",
        "omani",
        "pakistani",
        "palestinian",
        "panamanian",
        "peruvian",
        "qatari",
        "rwandan",
        "saudi",
        "senegalese",
        "singaporean",
        "sudanese",
        "syrian",
        "taiwanese",
        "tanzanian",
        "tunisian",
        "ugandan",
        "uruguayan",
        "venezuelan",
        "yemeni",
        "zambian",
        "zimbabwean",
    ];
    !NO_LANGUAGE.contains(&word)
}

/// Finds the places.
pub fn find(article: &Article<'_>, forms: &[Form<'_>]) -> Vec<Slip> {
    let adjectives = forms.iter().enumerate().filter(|(_, f)| !f.folded.ends_with('s') && f.standing.demonym);
    let mut adjectives = adjectives.peekable();
    if adjectives.peek().is_none() {
        return Vec::new();
    }
    let nouns = forms.iter().enumerate().filter(|(_, f)| f.standing.place > 0 || f.fame >= 5.0);
    let mut by_folded: Vec<(&str, usize)> = nouns.map(|(i, f)| (f.folded.as_str(), i)).collect();
    by_folded.sort_unstable();
    let mut slips: Vec<Slip> = Vec::new();
    for (a, adjective) in adjectives {
        for n in names_of(&adjective.folded).iter().flat_map(|name| called(&by_folded, name)) {
            let Some(noun) = forms.get(n) else { continue };
            let as_noun = |(i, o): (usize, &Occurrence<'_>)| {
                noun_place(article, adjective, noun, o).then_some(Slip { odd: a, occurrence: i, base: n })
            };
            slips.extend(adjective.occurrences.iter().enumerate().filter_map(as_noun));
            let as_adjective = |(i, o): (usize, &Occurrence<'_>)| {
                adjective_place(article, noun, adjective, o).then_some(Slip { odd: n, occurrence: i, base: a })
            };
            slips.extend(noun.occurrences.iter().enumerate().filter_map(as_adjective));
        }
    }
    slips
}

/// The forms of this folded text, of all forms in the order of theirs.
fn called<'f>(by_folded: &'f [(&str, usize)], folded: &str) -> impl Iterator<Item = usize> + use<'f> {
    let from = by_folded.partition_point(|(f, _)| *f < folded);
    let length = by_folded.get(from..).map_or(0, |rest| rest.iter().take_while(|(f, _)| *f == folded).count());
    by_folded.get(from..from + length).unwrap_or(&[]).iter().map(|(_, n)| *n)
}

/// What the country of a folded adjective may be called: Russia for Russian, Germany for German, Israel for Israeli, China for Chinese.
fn names_of(adjective: &str) -> Vec<String> {
    const ENDS: &[(&str, &[&str])] = &[
        ("ian", &["ia", "", "a", "y", "e"]),
        ("an", &["a", "", "any", "o", "e"]),
        ("n", &[""]),
        ("i", &["", "ia"]),
        ("ese", &["a", "", "o", "ia"]),
        ("ish", &["en", "land", "ey", "ain", "mark"]),
        ("man", &["many"]),
    ];
    let mut names: Vec<String> = Vec::new();
    for (end, others) in ENDS {
        if let Some(stem) = adjective.strip_suffix(end).filter(|s| s.len() >= 3) {
            names.extend(others.iter().map(|other| format!("{stem}{other}")));
        }
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// Words before the name of a country that its adjective stands behind only with a noun of its own.
const BEFORE_NOUN: &[&str] = &[
    "in",
    "into",
    "to",
    "from",
    "of",
    "against",
    "across",
    "throughout",
    "inside",
    "outside",
    "near",
    "within",
    "with",
    "for",
    "by",
    "between",
    "over",
    "north",
    "south",
    "nazi",
];

/// Words after which a noun phrase has begun that the next word goes on.
const OPENS_PHRASE: &[&str] = &[
    "the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "some", "many", "several", "all",
    "every", "each", "any", "no", "former", "first", "second", "last", "other", "another", "young", "old", "new", "two", "three", "four",
    "five", "six", "seven", "eight", "nine", "ten", "<n>", "as", "both", "most", "few", "ex", "fellow", "said",
];

/// An adjective in the place of the noun: `in Israeli.`, `North Korean to`, `Iraqi's future`.
fn noun_place(article: &Article<'_>, adjective: &Form<'_>, noun: &Form<'_>, o: &Occurrence<'_>) -> bool {
    let Some(block) = article.blocks().get(o.place.block).filter(|_| !o.title_case) else { return false };
    let left = o.left.as_ref().map_or("", |n| &*n.text);
    let before = BEFORE_NOUN.contains(&left);
    let language = may_be_language(&adjective.folded);
    if o.possessive {
        // A Russian's car, with an article; Russia's, without.
        let start = o.token == sentence_start(block, o.token);
        let after = o.token.checked_sub(1).map(|i| block.tag(i));
        let free = start || matches!(after, Some(Tag::In | Tag::To | Tag::Cc | Tag::Vb | Tag::Vbd | Tag::Vbp | Tag::Vbz | Tag::Vbg));
        return free && left != "nazi" && !OPENS_PHRASE.contains(&left) && !may_be_person(adjective);
    }
    // `Tunisian has been praised`: nobody without an article does anything.
    if o.left.is_none() && o.token == sentence_start(block, o.token) && !language {
        return o.right.as_ref().is_some_and(|n| matches!(&*n.text, "has" | "had" | "will" | "would" | "is" | "was") && !n.capital);
    }
    let gain = lexicon::bigram(left, &noun.text) - lexicon::bigram(left, &adjective.text);
    if !before || gain < if language && lexicon::bigram(left, &adjective.text) > 1.2 { 1.0 } else { 0.0 } {
        return false;
    }
    if language && talks_of_language(block, o.token) {
        return false;
    }
    // Behind it, nothing that it could belong to.
    let Some(next) = block.tokens().get(o.token + 1) else { return true };
    let word = block.word(next);
    match block.tag(o.token + 1) {
        _ if matches!(word, "." | ";" | "?" | "!" | ")") => true,
        Tag::Comma => !list_goes_on(block, o.token + 2),
        Tag::In | Tag::To | Tag::Md | Tag::Vbz | Tag::Vbd | Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::Dt | Tag::Rb => {
            let people_behind = block.tokens().get(o.token + 2).is_some_and(|t| lexicon::is_demonym(block.word(t)));
            word.chars().all(char::is_lowercase) && !people_behind && fits(word).0 < 12.0 && lexicon::bigram(&adjective.text, word) < 1.5
        }
        // `in Israeli topped 60,000`: a verb with its object, whatever the tagger makes of it.
        Tag::Vbn | Tag::Jj => {
            let object = matches!(block.tag(o.token + 2), Tag::Cd | Tag::Dt | Tag::PrpPoss);
            !language && word.ends_with("ed") && object && fits(word).0 < 4.0 && lexicon::bigram(&adjective.text, word) <= 0.0
        }
        _ => false,
    }
}

fn sentence_start(block: &Text<'_>, token: usize) -> usize {
    block.sentences().iter().find(|s| s.tokens.contains(&token)).map_or(token, |s| s.tokens.start)
}

/// Whether the article speaks of one person by the adjective: `the Russian's car`.
fn may_be_person(adjective: &Form<'_>) -> bool {
    let one = |n: &Neighbour<'_>| matches!(&*n.text, "the" | "a" | "an" | "young" | "old" | "another" | "fellow" | "this" | "that");
    adjective.occurrences.iter().any(|x| x.possessive && x.left.as_ref().is_some_and(one))
}

/// Whether an adjective or another name follows the comma: `Russian, Turkish and Greek ships`.
fn list_goes_on(block: &Text<'_>, token: usize) -> bool {
    let capital = block.tokens().get(token).is_some_and(|t| name_words::is_capitalised(block.word(t)));
    capital || matches!(block.tag(token), Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Nn | Tag::Nns | Tag::Vbn | Tag::Vbg | Tag::Cc | Tag::Cd)
}

/// How often a word stands behind the adjectives of the best-known countries, and how often behind their names: sums of logarithms.
fn fits(right: &str) -> (f32, f32) {
    const COUNTRIES: &[(&str, &str)] = &[
        ("american", "america"),
        ("australian", "australia"),
        ("brazilian", "brazil"),
        ("british", "britain"),
        ("canadian", "canada"),
        ("chinese", "china"),
        ("egyptian", "egypt"),
        ("french", "france"),
        ("german", "germany"),
        ("indian", "india"),
        ("iranian", "iran"),
        ("iraqi", "iraq"),
        ("israeli", "israel"),
        ("italian", "italy"),
        ("japanese", "japan"),
        ("korean", "korea"),
        ("mexican", "mexico"),
        ("pakistani", "pakistan"),
        ("polish", "poland"),
        ("russian", "russia"),
        ("spanish", "spain"),
        ("syrian", "syria"),
        ("turkish", "turkey"),
        ("ukrainian", "ukraine"),
    ];
    COUNTRIES.iter().fold((0.0, 0.0), |(adjectives, nouns), (adjective, noun)| {
        (adjectives + lexicon::bigram(adjective, right), nouns + lexicon::bigram(noun, right))
    })
}

/// Whether the sentence of a token has a word that goes with languages, or a verb of saying shortly before it.
fn talks_of_language(block: &Text<'_>, token: usize) -> bool {
    const ANYWHERE: &[&str] = &[
        "speak",
        "spoke",
        "languag",
        "transl",
        "word",
        "text",
        "subtitl",
        "edition",
        "lesson",
        "version",
        "dialect",
        "pronounc",
        "fluent",
        "inscri",
        "poem",
        "lyric",
        "bilingual",
        "accent",
        "knowledge",
        "course",
        "learn",
        "literat",
        "grammar",
        "script",
    ];
    const BEFORE: &[&str] = &[
        "say",
        "said",
        "writ",
        "wrot",
        "read",
        "sing",
        "sang",
        "sung",
        "song",
        "ask",
        "answer",
        "call",
        "repl",
        "explain",
        "publish",
        "broadcast",
        "print",
        "post",
        "tweet",
        "shout",
        "swear",
        "swore",
        "address",
        "teach",
        "taught",
        "mean",
        "sign",
        "letter",
        "book",
        "film",
        "play",
        "perform",
        "message",
        "instruct",
        "novel",
        "talk",
        "chat",
        "convers",
        "conduct",
        "issue",
        "statement",
        "interview",
        "told",
        "joke",
    ];
    let Some(sentence) = block.sentences().iter().find(|s| s.tokens.contains(&token)) else { return true };
    let near = token.saturating_sub(6).max(sentence.tokens.start)..token;
    sentence.tokens.clone().any(|i| {
        let word = block.tokens().get(i).map_or(String::new(), |t| block.word(t).to_lowercase());
        ANYWHERE.iter().any(|s| word.starts_with(s)) || near.contains(&i) && BEFORE.iter().any(|s| word.starts_with(s))
    })
}

/// The noun in the place of the adjective: before a title with a capital, or, once its phrase has begun, before a word that news
/// puts behind the adjectives of many countries and the names of hardly any: `the Russia fleet`. `Spain coach` is how sports pages write.
fn adjective_place(article: &Article<'_>, noun: &Form<'_>, adjective: &Form<'_>, o: &Occurrence<'_>) -> bool {
    let Some(right) = o.right.as_ref().filter(|_| !o.title_case && !o.possessive) else { return false };
    // `Russia's president` has its mark between the two; the neighbour looks over it.
    if o.left.as_ref().is_some_and(|n| n.capital && !lexicon::word(&n.text).is_some_and(|w| w.is_common_word())) {
        return false;
    }
    let same = |f: &Form<'_>| f.occurrences.iter().filter(|x| x.right.as_ref().is_some_and(|n| n.text == right.text)).count();
    if same(noun) != 1 {
        return false;
    }
    let gain = lexicon::bigram(&adjective.text, &right.text) - lexicon::bigram(&noun.text, &right.text);
    if right.capital && gain >= 2.5 && name_words::is_title(&capitalised(&right.text)) {
        return true;
    }
    let Some(block) = article.blocks().get(o.place.block) else { return false };
    let opened = o.left.as_ref().is_some_and(|n| OPENS_PHRASE.contains(&&*n.text) && &*n.text != "said");
    // What is written with a capital may be called so: the Israel Police.
    let noun_behind = matches!(block.tag(o.token + 1), Tag::Nn | Tag::Nns) && !right.capital;
    if !opened || !noun_behind {
        return false;
    }
    let (adjectives, nouns) = fits(&right.text);
    // The article's own use of the pair counts as much as the news of a few countries.
    let own = if same(adjective) > 0 { 4.0 } else { 0.0 };
    (adjectives + own >= 4.0 + 5.0 * nouns && (gain > 0.0 || own > 0.0)) && gain >= 1.5_f32.min(lexicon::bigram(&noun.text, &right.text))
}
