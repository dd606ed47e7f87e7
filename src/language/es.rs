//! Spanish: the words that its articles are read with.

use super::{Abbreviations, Calendar, Endings, Names, Pack};
use crate::lexicon::{WordSet, Words};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::open(&copydesk_data::ES_WORDS));

/// Spanish.
pub static PACK: Pack = Pack {
    code: "es",
    index: 2,
    sentences: Abbreviations {
        leading: LEADING,
        trailing: TRAILING,
        before_number: &[
            "art", "Art", "núm", "Núm", "n", "N", "nro", "Nro", "pág", "págs", "p", "pp", "vol", "Vol", "cap", "tel", "Tel", "min", "seg",
            "km",
        ],
        starters: STARTERS,
        after_title: STARTERS,
        after_ordinal: &[],
        before_ordinal: &[],
    },
    clitics: &[],
    elisions: &[],
    spaced_quotes: false,
    negation_clitic: false,
    function_words: FUNCTION_WORDS,
    speech: SPEECH,
    attribution: &[],
    paired: &["entre", "ni", "tanto", "tan", "más", "menos", "desde", "no", "sea", "si", "ya"],
    names: Some(&NAMES),
    calendar: Calendar {
        days: ["domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"],
        months: [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
    },
    tagger: Some(&copydesk_models::ES_TAGGER),
    endings_of_names: ENDINGS,
    compounds: false,
    lemmas: false,
    inflection: None,
    words: Some(&WORDS),
    endings: Some(Endings {
        ending: &copydesk_models::ES_ENDING,
        join: None,
        line: None,
        stop: None,
        stops: copydesk_models::ES_STOPS,
        particles: &[],
        any_stop: Some(6.7),
    }),
    triage: Some(&copydesk_models::ES_TRIAGE),
};

/// Abbreviations that go on: a name, a number or the rest of a phrase follows.
#[rustfmt::skip]
const LEADING: &[&str] = &[
    "a", "Sr", "Sra", "Srta", "Sres", "Sras", "Dr", "Dra", "Dres", "Dña", "Da", "D", "Don", "Prof", "Profa", "Lic", "Licda", "Ing", "Arq",
    "Gral", "Gen", "Cnel", "Cap", "Cmdte", "Tte", "Sgto", "Mons", "Rvdo", "Pbro", "Fr", "Sto", "Sta", "S", "Excmo", "Excma", "Ilmo", "Ilma",
    "art", "Art", "arts", "núm", "Núm", "núms", "nro", "Nro", "pág", "págs", "vol", "cap", "fig", "tel", "Tel", "Av", "Avda", "Pza", "C",
    "Dpto", "Depto", "p.ej", "p", "ej", "Ej", "v", "vs", "cf", "cfr", "aprox", "ca", "Mr", "Mrs", "Ms", "Mme", "St", "gob", "Gob", "Pdte",
    "Pdta", "Ud", "Uds", "Vd", "Vds", "Mtra", "Mtro", "Q.E.P.D", "Ntra", "Univ", "máx", "mín", "lib", "ed", "Ed", "trad", "dir",
];

/// Abbreviations that end a sentence as easily as not.
#[rustfmt::skip]
const TRAILING: &[&str] = &[
    "etc", "EE.UU", "EEUU", "EE", "UU", "FF.AA", "AA", "FF", "JJ.OO", "OO", "CC.AA", "RR.HH", "HH", "a.C", "d.C", "a.m", "p.m", "A.M", "P.M",
    "m", "h", "hs", "hrs", "S.A", "S.L", "S.A.B", "C.V", "R.L", "Cía", "Cia", "Inc", "Corp", "Ltd", "Co", "Jr", "Sr", "hnos", "Hnos",
    "D.F", "C.P", "ud", "uds", "kg", "km", "cm", "min", "seg", "ss", "sigs", "ONU", "dcha", "izq", "ene", "feb", "mar", "abr", "may",
    "jun", "jul", "ago", "sept", "sep", "oct", "nov", "dic",
];

/// Words that open a sentence and do not stand with a capital behind an abbreviation inside one.
#[rustfmt::skip]
const STARTERS: &[&str] = &[
    "El", "La", "Los", "Las", "Lo", "Un", "Una", "Unos", "Unas", "Él", "Ella", "Ellos", "Ellas", "Yo", "Nosotros", "Ustedes", "Usted",
    "En", "Al", "A", "Del", "De", "Desde", "Con", "Contra", "Por", "Para", "Sin", "Sobre", "Según", "Tras", "Hasta", "Hacia", "Entre",
    "Durante", "Mediante", "Ante", "Bajo", "Y", "O", "Pero", "Sino", "Aunque", "Si", "Sí", "No", "Ni", "Como", "Cuando", "Donde", "Mientras",
    "Porque", "Pues", "Que", "Quien", "Quienes", "Qué", "Quién", "Cómo", "Cuándo", "Dónde", "Cuál", "Este", "Esta", "Esto", "Estos",
    "Estas", "Ese", "Esa", "Eso", "Esos", "Esas", "Aquel", "Aquella", "Su", "Sus", "Mi", "Mis", "Nuestro", "Nuestra", "Se", "Le", "Les",
    "Me", "Nos", "Te", "Hay", "Es", "Son", "Fue", "Era", "Ha", "Han", "Había", "Ya", "También", "Tampoco", "Así", "Además", "Ahora",
    "Entonces", "Luego", "Después", "Antes", "Hoy", "Ayer", "Mañana", "Aquí", "Allí", "Muchos", "Muchas", "Algunos", "Algunas", "Todos",
    "Todas", "Todo", "Toda", "Cada", "Otro", "Otra", "Otros", "Otras", "Más", "Menos", "Muy", "Sólo", "Solo", "Incluso", "Sin", "Embargo",
    "Asimismo", "Finalmente", "Actualmente", "Posteriormente", "Aún", "Nunca", "Siempre", "Tal", "Tanto", "Dos", "Tres", "Cuatro", "Ambos",
    "Cualquier", "Ningún", "Ninguna", "Nadie", "Nada", "Algo", "Alguien", "Uno", "Estamos", "Está", "Están", "Tiene", "Tienen", "Estaba",
];

/// Words that none of the languages with a model of their own writes the same, in small letters.
const FUNCTION_WORDS: &[&str] = &[
    "el", "la", "los", "las", "de", "del", "que", "y", "en", "un", "una", "por", "con", "para", "su", "sus", "es", "fue", "ha", "han",
    "se", "lo", "como", "más", "pero", "este", "esta", "está", "al", "también", "sobre", "entre", "cuando", "hasta", "desde", "según",
    "tras", "durante", "sin", "ser",
];

/// Verbs that name a speaker.
#[rustfmt::skip]
const SPEECH: &[&str] = &[
    "dijo", "dijeron", "dice", "dicen", "afirmó", "afirma", "señaló", "señala", "explicó", "explica", "agregó", "añadió", "añade",
    "aseguró", "asegura", "indicó", "indica", "declaró", "declara", "comentó", "comenta", "apuntó", "sostuvo", "manifestó", "expresó",
    "subrayó", "destacó", "advirtió", "advierte", "preguntó", "respondió", "contestó", "escribió", "recordó", "insistió", "reconoció",
    "admitió", "informó", "concluyó", "precisó", "contó", "cuenta", "matizó", "recalcó", "aclaró", "tuiteó", "reiteró",
];

/// Endings that forms and derivations of one name differ in.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "s", "es", "a", "o", "as", "os", "e", "ense", "enses", "ano", "ana", "anos", "anas", "ista", "istas", "ismo", "eño", "eña", "eños", "és",
    "esa", "eses", "ino", "ina", "inos", "ito", "ita", "al", "ales", "ico", "ica", "í", "ias", "ia",
];

/// What names are told by.
static NAMES: Names = Names {
    particles: WordSet::new(&[
        "de", "del", "la", "las", "los", "y", "e", "van", "von", "der", "da", "do", "dos", "di", "al", "el", "bin", "ibn", "san",
    ]),
    calendar: WordSet::new(&["Navidad", "Pascua", "Ramadán", "Lunes", "Martes", "Miércoles", "Jueves", "Viernes", "Sábado", "Domingo"]),
    titles: WordSet::new(&[
        "Sr",
        "Sra",
        "Srta",
        "Dr",
        "Dra",
        "Don",
        "Doña",
        "Señor",
        "Señora",
        "Presidente",
        "Presidenta",
        "Ministro",
        "Ministra",
        "Papa",
        "Rey",
        "Reina",
        "Príncipe",
        "Princesa",
        "Juez",
        "General",
        "San",
        "Santa",
        "Monseñor",
    ]),
    roles: WordSet::new(&[
        "presidente",
        "presidenta",
        "ministro",
        "ministra",
        "canciller",
        "senador",
        "senadora",
        "gobernador",
        "gobernadora",
        "alcalde",
        "alcaldesa",
        "juez",
        "jueza",
        "fiscal",
        "portavoz",
        "director",
        "directora",
        "entrenador",
        "secretario",
        "secretaria",
        "líder",
    ]),
    organisation_words: WordSet::new(&["Unidas", "Nacional", "Central", "FC", "CF", "SA", "SL"]),
    organisation_heads: WordSet::new(&[
        "Universidad",
        "Banco",
        "Instituto",
        "Ministerio",
        "Partido",
        "Real",
        "Atlético",
        "Club",
        "Tribunal",
    ]),
    place_words: WordSet::new(&["Norte", "Sur", "Este", "Oeste"]),
    place_heads: WordSet::new(&[
        "San", "Santa", "Santo", "Puerto", "Villa", "Ciudad", "Nueva", "Nuevo", "Río", "Calle", "Avenida", "Plaza",
    ]),
};
