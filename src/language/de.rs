//! German: the words that its articles are read with.

use super::{Abbreviations, Calendar, Endings, Names, Pack};
use crate::lexicon::{WordSet, Words};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::open(&copydesk_data::DE_WORDS));

/// German.
pub static PACK: Pack = Pack {
    code: "de",
    index: 1,
    sentences: Abbreviations {
        leading: LEADING,
        trailing: TRAILING,
        before_number: &[
            "Nr", "Art", "Abs", "Bd", "Kap", "S", "Tel", "Ziff", "Anm", "Abb", "Min", "Std", "Sek", "Str", "No", "Ausg", "Aufl",
        ],
        starters: STARTERS,
        after_title: STARTERS,
        after_ordinal: AFTER_ORDINAL,
        before_ordinal: BEFORE_ORDINAL,
    },
    clitics: &[],
    elisions: &[],
    spaced_quotes: false,
    negation_clitic: false,
    function_words: FUNCTION_WORDS,
    speech: SPEECH,
    attribution: &[],
    paired: &["zwischen", "weder", "sowohl", "entweder", "ob", "nicht", "mehr", "weniger", "so", "zu", "je", "von"],
    names: Some(&NAMES),
    calendar: Calendar {
        days: ["sonntag", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag"],
        months: ["januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember"],
    },
    tagger: Some(&copydesk_models::DE_TAGGER),
    endings_of_names: ENDINGS,
    compounds: true,
    lemmas: false,
    inflection: None,
    words: Some(&WORDS),
    endings: Some(Endings {
        ending: &copydesk_models::DE_ENDING,
        join: None,
        line: None,
        stop: None,
        stops: copydesk_models::DE_STOPS,
        particles: PARTICLES,
        any_stop: Some(6.7),
    }),
    triage: Some(&copydesk_models::DE_TRIAGE),
};

/// Abbreviations that go on: a name, a number or the rest of a phrase follows.
#[rustfmt::skip]
const LEADING: &[&str] = &[
    "Dr", "Prof", "Hr", "Hrn", "Fr", "Frl", "Dipl", "Ing", "Dipl-Ing", "Mag", "Lic", "Hl", "hl", "Gen", "Hptm", "Oblt", "Lt", "Maj", "Mr",
    "Mrs", "Ms", "Mme", "Nr", "Art", "Abs", "Bd", "Kap", "Ziff", "Abb", "Anm", "bzw", "ca", "rd", "z", "Z", "z.B", "Z.B", "d", "d.h", "D.h", "u.a",
    "U.a", "v.a", "V.a", "o.ä", "i.d.R", "vgl", "Vgl", "evtl", "ggf", "sog", "inkl", "exkl", "zzgl", "abzgl", "insb", "insbes", "bspw",
    "geb", "gest", "verh", "gesch", "stv", "Stv", "stellv", "max", "min", "mind", "etwa", "gem", "lt", "bez", "betr", "allg", "ehem",
    "evang", "ev", "kath", "röm", "griech", "lat", "engl", "franz", "dt", "österr", "schweiz", "amerik", "St", "Skt", "Mt", "vs", "v",
    "i", "u", "o", "a", "Jh", "Jhdt", "Tel", "Hbf", "Hrsg", "hrsg", "Red", "Reg", "Chr", "Str", "Sankt", "sen", "jun", "Ca", "Bzw", "p",
    "n", "Univ", "Prot", "Pkw", "Min", "Std", "Sek", "Aufl", "Ausg", "begr", "dgl", "einschl", "entspr", "gegr", "jährl", "monatl", "mtl",
    "tägl", "wg", "zit", "zw", "zzt", "z.Zt", "z.T", "m.E", "a.D", "i.e", "e.V", "h.c",
];

/// Abbreviations that end a sentence as easily as not.
#[rustfmt::skip]
const TRAILING: &[&str] = &[
    "usw", "etc", "usf", "u.ä", "o.ä", "u.s.w", "Mio", "Mrd", "Bio", "Tsd", "Co", "Inc", "Corp", "Ltd", "Jr", "Sr", "jr", "sr", "Chr", "n.Chr",
    "v.Chr", "a.D", "e.V", "Jh", "Jhdt", "St", "Std", "Min", "Sek", "ff", "f", "Jan", "Feb", "Mrz", "Apr", "Jun", "Jul", "Aug", "Sep",
    "Sept", "Okt", "Nov", "Dez", "Mo", "Di", "Mi", "Do", "Fr", "Sa", "So", "Str", "Pl", "Tel", "Kfz", "o.g", "Abt", "Bros", "Z", "u.v.m",
    "u.U", "i.A", "i.V", "p.a",
];

/// Words that open a sentence and do not stand with a capital behind an abbreviation inside one.
#[rustfmt::skip]
const STARTERS: &[&str] = &[
    "Der", "Die", "Das", "Den", "Dem", "Des", "Ein", "Eine", "Einen", "Einem", "Einer", "Er", "Sie", "Es", "Wir", "Ich", "Ihr", "Man",
    "In", "Im", "Am", "An", "Auf", "Aus", "Bei", "Beim", "Bis", "Durch", "Für", "Mit", "Nach", "Nachdem", "Seit", "Über", "Um", "Und",
    "Unter", "Vom", "Von", "Vor", "Während", "Wegen", "Zu", "Zum", "Zur", "Zwar", "Zudem", "Zuvor", "Aber", "Als", "Also", "Auch", "Da",
    "Dabei", "Dadurch", "Dafür", "Dagegen", "Daher", "Damals", "Damit", "Danach", "Dann", "Daran", "Darauf", "Darüber", "Darum", "Dass",
    "Davon", "Dazu", "Denn", "Dennoch", "Deshalb", "Dessen", "Deswegen", "Dies", "Diese", "Dieser", "Dieses", "Diesen", "Doch", "Dort",
    "Ebenfalls", "Einige", "Erst", "Etwa", "Gegen", "Gleichzeitig", "Heute", "Hier", "Hinzu", "Immer", "Inzwischen", "Ist", "Jede",
    "Jeder", "Jedoch", "Jetzt", "Kein", "Keine", "Mehr", "Mehrere", "Nicht", "Noch", "Nun", "Nur", "Ob", "Obwohl", "Oder", "Ohne",
    "Schließlich", "Schon", "Sein", "Seine", "Seiner", "Selbst", "So", "Sollte", "Sondern", "Sowohl", "Später", "Trotz", "Trotzdem",
    "Viele", "Vielleicht", "Weil", "Weiter", "Weitere", "Welche", "Wenn", "Wer", "Wie", "Wieder", "Wo", "Wurde", "Zunächst", "Alle",
    "Andere", "Außerdem", "Allerdings", "Anschließend", "Bereits", "Besonders", "Bislang", "Unsere", "Ihre", "Ihm", "Ihnen", "Was",
    "Warum", "Wird", "Hat", "Jene", "Jener", "Manche", "Nichts", "Niemand", "Sobald", "Solche", "Somit", "Sonst", "Statt", "Wann",
];

/// What follows an ordinal: months, and nouns that ordinals count.
#[rustfmt::skip]
const AFTER_ORDINAL: &[&str] = &[
    "Januar", "Jänner", "Februar", "Feber", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember", "Jahrhundert", "Jahrhunderts", "Jahrtausend", "Weltkrieg", "Weltkriegs", "Weltkrieges", "Geburtstag", "Jahrestag",
    "Todestag", "Lebensjahr", "Lebensjahres", "Mal", "Minute", "Spielminute", "Runde", "Platz", "Etage", "Stock", "Klasse", "Auflage",
    "Ausgabe", "Bezirk", "Bundesliga", "Liga", "Spieltag", "Saison", "Mai/Juni", "Hälfte", "Etappe", "Tag", "Woche", "Quartal", "Stelle",
    "Staffel", "Folge", "Kapitel", "Armee", "Division", "Amtszeit", "Präsident", "Parteitag", "Bundestag", "Dynastie", "Jubiläum",
];

/// What stands before an ordinal.
const BEFORE_ORDINAL: &[&str] = &[
    "am", "Am", "dem", "Dem", "den", "Den", "der", "Der", "vom", "Vom", "zum", "Zum", "seit", "Seit", "ab", "Ab", "bis", "Bis", "des",
    "Des", "die", "Die", "das", "Das", "im", "Im", "beim", "Beim", "zur", "ihr", "sein", "ihren", "seinen", "seinem", "ihrem", "ihre",
    "seine",
];

/// Words that none of the languages with a model of their own writes the same, in small letters.
const FUNCTION_WORDS: &[&str] = &[
    "der", "die", "das", "und", "ist", "nicht", "ein", "eine", "einen", "einem", "einer", "mit", "auf", "für", "von", "dem", "den", "des",
    "sich", "auch", "wird", "wurde", "werden", "haben", "hatte", "sind", "dass", "nach", "bei", "aus", "über", "wie", "oder", "aber",
    "noch", "nur", "zum", "zur", "vom", "im",
];

/// Verbs that name a speaker.
#[rustfmt::skip]
const SPEECH: &[&str] = &[
    "sagte", "sagten", "sagt", "sagen", "erklärte", "erklärten", "erklärt", "betonte", "betont", "fügte", "ergänzte", "meinte", "meint",
    "schrieb", "schreibt", "berichtete", "berichtet", "fragte", "fragt", "antwortete", "warnte", "warnt", "kritisierte", "forderte",
    "erzählt", "erzählte", "hieß", "heißt", "twitterte", "teilte", "so", "kündigte", "rief", "behauptete", "bestätigte", "räumte",
];

/// Prefixes that stand apart from their verbs at the end of a sentence, and are prepositions elsewhere.
const PARTICLES: &[&str] = &["ab", "an", "auf", "aus", "bei", "durch", "ein", "mit", "nach", "über", "um", "unter", "vor", "zu", "vorbei"];

/// Endings that forms and derivations of one name differ in.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "s", "es", "n", "en", "e", "er", "ern", "em", "in", "innen", "sche", "schen", "scher", "sches", "isch", "ische", "ischen", "ischer",
    "isches", "ler", "ner", "aner", "ianer", "ien", "ier", "iens", "ierin", "ens", "ns", "nen", "rs", "a", "um", "ums", "us", "ers", "erin",
];

/// What names are told by.
static NAMES: Names = Names {
    particles: WordSet::new(&[
        "von", "vom", "zu", "zum", "zur", "van", "der", "den", "de", "del", "di", "da", "dos", "al", "el", "bin", "ibn", "und",
    ]),
    calendar: WordSet::new(&[
        "Montag",
        "Dienstag",
        "Mittwoch",
        "Donnerstag",
        "Freitag",
        "Samstag",
        "Sonnabend",
        "Sonntag",
        "Januar",
        "Jänner",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
        "Weihnachten",
        "Ostern",
        "Pfingsten",
    ]),
    titles: WordSet::new(&[
        "Herr",
        "Frau",
        "Dr",
        "Prof",
        "Präsident",
        "Präsidentin",
        "Kanzler",
        "Kanzlerin",
        "Bundeskanzler",
        "Bundeskanzlerin",
        "Minister",
        "Ministerin",
        "Ministerpräsident",
        "Ministerpräsidentin",
        "Außenminister",
        "Außenministerin",
        "Sprecher",
        "Sprecherin",
        "Bürgermeister",
        "Bürgermeisterin",
        "Chef",
        "Chefin",
        "Trainer",
        "König",
        "Königin",
        "Papst",
        "Prinz",
        "Prinzessin",
        "Senator",
        "Richter",
        "General",
    ]),
    roles: WordSet::new(&[]),
    organisation_words: WordSet::new(&[
        "Partei",
        "Bank",
        "Universität",
        "Gruppe",
        "AG",
        "GmbH",
        "SE",
        "KG",
        "Verband",
        "Verein",
        "Stiftung",
        "Institut",
    ]),
    organisation_heads: WordSet::new(&["Universität", "Bank", "Institut", "FC", "Borussia", "Bayern", "SV", "VfB"]),
    place_words: WordSet::new(&[
        "Straße",
        "Platz",
        "Allee",
        "Brücke",
        "See",
        "Fluss",
        "Insel",
        "Berg",
        "Tal",
        "Park",
        "Bahnhof",
        "Flughafen",
    ]),
    place_heads: WordSet::new(&["Bad", "Sankt", "St.", "Neu", "Alt", "Nord", "Süd", "Ost", "West"]),
};
