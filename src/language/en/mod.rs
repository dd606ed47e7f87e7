//! English: the words that its articles are read with.

mod inflect;
mod names;

pub use names::NAMES;

use super::{Abbreviations, Calendar, Endings, Pack};

/// English.
pub static PACK: Pack = Pack {
    code: "en",
    index: 0,
    sentences: Abbreviations {
        leading: LEADING,
        trailing: TRAILING,
        before_number: BEFORE_NUMBER,
        starters: STARTERS,
        after_title: AFTER_TITLE,
        after_ordinal: &[],
        // Of German and Scandinavian dates, which stand in English articles too.
        before_ordinal: BEFORE_ORDINAL,
    },
    clitics: &["s", "re", "ll", "ve", "m", "d"],
    elisions: &[],
    spaced_quotes: false,
    negation_clitic: true,
    function_words: FUNCTION_WORDS,
    speech: SPEECH,
    attribution: ATTRIBUTION,
    paired: &["between", "neither", "either", "both", "whether", "from", "not", "more", "less", "such", "so", "too", "as"],
    names: Some(&NAMES),
    calendar: Calendar {
        days: ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"],
        months: ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"],
    },
    tagger: Some(&copydesk_models::TAGGER),
    endings_of_names: &[],
    compounds: false,
    lemmas: true,
    inflection: Some(inflect::forms),
    words: None,
    endings: Some(Endings {
        ending: &copydesk_models::ENDING,
        join: Some([&copydesk_models::GLANCE, &copydesk_models::JOIN]),
        line: Some(&copydesk_models::LINE),
        stop: Some(&copydesk_models::STOP),
        stops: copydesk_models::STOPS,
        particles: &[],
        any_stop: None,
    }),
    triage: Some(&copydesk_models::TRIAGE),
};

/// Small words before an ordinal: German and Scandinavian dates.
const BEFORE_ORDINAL: &[&str] = &[
    "am", "Am", "dem", "Dem", "den", "Den", "der", "Der", "vom", "Vom", "zum", "Zum", "seit", "Seit", "ab", "Ab", "bis", "Bis", "des",
    "Des", "til",
];

/// Words that none of the languages with a model of their own writes the same, in small letters.
const FUNCTION_WORDS: &[&str] = &[
    "the", "of", "and", "that", "was", "were", "is", "are", "with", "from", "by", "which", "this", "these", "they", "their", "has", "have",
    "had", "been", "would", "will", "not", "who", "what", "said", "its", "his", "she", "would", "could", "should", "about", "after",
    "before", "than", "it", "be", "you", "your", "when", "where", "there", "into", "can",
];

/// More verbs that do so behind a quotation that may have ended: said, written, thought.
#[rustfmt::skip]
const ATTRIBUTION: &[&str] = &[
    "said", "says", "told", "tells", "added", "adds", "asked", "asks", "explained", "explains", "wrote", "writes", "noted", "notes",
    "warned", "warns", "insisted", "insists", "stressed", "stresses", "stated", "states", "announced", "announces", "declared",
    "declares", "argued", "argues", "replied", "replies", "answered", "answers", "claimed", "claims", "concluded", "concludes",
    "continued", "continues", "emphasized", "emphasised", "emphasizes", "recalled", "recalls", "reads", "remarked", "remarks",
    "commented", "comments", "tweeted", "posted", "underlined", "underlines", "details", "reported", "reports", "confirmed", "confirms",
    "pointed", "points", "admitted", "admits", "complained", "complains", "assured", "assures", "quoted", "lamented",
];

/// Verbs that name the speaker beside a quotation: `"Why now?" Okafor asked.`
#[rustfmt::skip]
const SPEECH: &[&str] = &[
    "said", "says", "told", "asked", "asks", "added", "adds", "wrote", "explained", "noted", "stressed", "argued", "warned", "insisted",
    "shouted", "replied", "cried", "tweeted", "wondered", "yelled", "joked", "quipped", "exclaimed", "demanded",
];

/// Abbreviations that a name or a number follows: never the end of a sentence before a capital.
#[rustfmt::skip]
const LEADING: &[&str] = &[
    "Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "Gen", "Lt", "Col", "Maj", "Capt", "Cpl", "Sgt", "Adm", "Cmdr", "Sen", "Sens", "Rep", "Reps",
    "Gov", "Govs", "Rev", "Fr", "Hon", "Pres", "Atty", "Supt", "Insp", "Det", "Msgr", "Mt", "Ft", "Messrs", "Mme", "Mlle", "vs", "v",
    "Ald", "Amb", "Brig", "Pvt", "Spc", "Pte", "Const", "Asst", "Dep", "Dist", "Sec", "Vol", "Fig", "Art", "Op", "Dir", "Tech", "Pvt",
    "Treas", "Ens", "Comdr", "Vice-Adm", "Maj-Gen", "Lt-Gen", "Lt-Col", "Rt", "Ave-Maria", "c.f", "cf", "ca", "approx", "est", "e.g",
    "i.e", "viz",
];

/// Abbreviations that end a sentence as easily as not.
#[rustfmt::skip]
const TRAILING: &[&str] = &[
    "Jr", "Sr", "Inc", "Corp", "Co", "Cos", "Ltd", "Bros", "LLC", "Esq", "Assn", "Dept", "Univ", "Ave", "Blvd", "Rd", "St", "Sq", "Hwy",
    "etc", "al", "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Md", "Mass", "Mich",
    "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Tenn", "Tex", "Va", "Vt", "Wash", "Wis", "Wyo", "Ont", "Que",
    "Alta", "Sask", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Pt", "sec", "Mon", "Tue",
    "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri", "No", "Nos", "pp", "approx", "est", "dept", "govt", "Govt", "Ph.D", "PhD", "Bhd", "Pty",
    "Plc", "kg", "km", "lb", "lbs", "ft", "mi", "sq", "min", "hr", "hrs", "bn", "mln", "bln", "tel", "Tel", "ext", "ed", "eds", "Gmbh",
    "Ste",
];

/// Abbreviations that only a number makes one: `No. 5`, `Mar. 5`, `Art. 3`, `min. 30`.
#[rustfmt::skip]
const BEFORE_NUMBER: &[&str] = &[
    "sec", "No", "Nos", "Mar", "Jun", "Jul", "Art", "Sec", "Fig", "pp", "Vol", "Op", "min", "ed", "ext", "est", "Ill", "Miss", "Mass",
    "Wash", "Ore", "Pa", "La", "Mo", "Ind", "Del", "Dir", "Tech", "Const", "Det", "Dep", "al", "ft", "mi", "Mon", "Fri", "Wed", "Co",
];

/// Words that begin a sentence far more often than they follow an abbreviation as part of a name.
#[rustfmt::skip]
const STARTERS: &[&str] = &[
    "A", "After", "All", "Also", "Although", "Among", "An", "And", "Another", "As", "At", "Because", "Before", "Both", "But", "By",
    "Despite", "During", "Each", "Earlier", "Even", "Every", "For", "From", "He", "Her", "Here", "His", "How", "However", "I", "If", "In",
    "Instead", "It", "Its", "Last", "Later", "Many", "Meanwhile", "More", "Most", "My", "Neither", "No", "Nor", "Now", "On", "Once",
    "One", "Only", "Or", "Other", "Others", "Our", "Out", "Over", "She", "Since", "So", "Some", "Still", "Such", "Than", "That", "The",
    "Their", "Then", "There", "These", "They", "This", "Those", "Though", "Through", "Throughout", "Thus", "Today", "To", "Under",
    "Unlike", "Until", "We", "What", "When", "Where", "Whether", "Which", "While", "Who", "Why", "With", "Within", "Without", "Yet",
    "You", "Your",
];

/// Words that follow a title only where it ended its sentence: `a Mr. The police knew.`
#[rustfmt::skip]
const AFTER_TITLE: &[&str] = &[
    "The", "He", "She", "It", "They", "We", "This", "That", "But", "His", "Her", "Their", "In", "At", "After", "When",
];
