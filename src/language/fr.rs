//! French: the words that its articles are read with. Taggers, sentence ends, truncation and residue; names are not read yet.

use super::{Abbreviations, Calendar, Endings, Pack};

/// French.
pub static PACK: Pack = Pack {
    code: "fr",
    index: 3,
    sentences: Abbreviations {
        leading: LEADING,
        trailing: TRAILING,
        before_number: &[
            "art", "Art", "al", "chap", "Chap", "vol", "Vol", "fig", "Fig", "p", "pp", "n", "N", "no", "tél", "Tél", "réf", "alin", "t",
            "T", "ch",
        ],
        starters: STARTERS,
        after_title: AFTER_TITLE,
        after_ordinal: &[],
        before_ordinal: &[],
    },
    clitics: &[],
    elisions: &["l", "d", "j", "m", "n", "s", "t", "c", "ç", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"],
    spaced_quotes: true,
    negation_clitic: false,
    function_words: FUNCTION_WORDS,
    speech: SPEECH,
    attribution: &[],
    paired: &["entre", "ni", "soit", "tant", "aussi", "plus", "moins", "depuis", "non", "si", "ou", "autant", "tantôt"],
    names: None,
    calendar: Calendar {
        days: ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
        months: ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
    },
    tagger: Some(&copydesk_models::FR_TAGGER),
    endings_of_names: &[],
    compounds: false,
    lemmas: false,
    inflection: None,
    words: None,
    endings: Some(Endings {
        ending: &copydesk_models::FR_ENDING,
        join: None,
        line: None,
        stop: None,
        stops: copydesk_models::FR_STOPS,
        particles: &[],
        any_stop: Some(9.0),
    }),
    triage: None,
};

/// Abbreviations that go on: a name, a number or the rest of a phrase follows.
#[rustfmt::skip]
const LEADING: &[&str] = &[
    "M", "MM", "Mme", "Mmes", "Mlle", "Mlles", "Mr", "Dr", "Drs", "Pr", "Prs", "Me", "Mgr", "Gal", "Gén", "Cdt", "Cne", "Col", "Lt", "Sgt",
    "Adj", "Prof", "St", "Ste", "Vve", "Bd", "Boul", "Av", "bd", "boul", "apr", "env", "cf", "Cf", "vs", "resp", "Sté", "N.-D", "R.-V",
];

/// Abbreviations that end a sentence as easily as not. Those that are words too (`l'art.`, `le vol.`) are abbreviations before a number.
#[rustfmt::skip]
const TRAILING: &[&str] = &[
    "etc", "Cie", "cie", "Corp", "Inc", "Ltd", "Co", "Jr", "Sr", "hab", "max", "min", "sec", "janv", "févr", "juill", "sept", "oct", "nov",
    "déc", "av", "ap", "S.A", "S.A.S", "S.A.R.L", "U.S", "É.-U", "E.-U", "s.d", "p.m", "a.m", "suiv", "Bros", "art", "Art", "al", "chap", "Chap",
    "vol", "Vol", "fig", "Fig", "p", "pp", "tél", "Tél", "éd", "réf", "alin", "ex", "Ex", "dép", "coll", "pl", "ndlr", "qqn", "qqch", "anc",
];

/// Words that open a sentence and do not stand with a capital behind an abbreviation inside one.
#[rustfmt::skip]
const STARTERS: &[&str] = &[
    "Le", "La", "Les", "L", "Un", "Une", "Des", "Du", "De", "D", "Il", "Elle", "Ils", "Elles", "On", "Je", "J", "Tu", "Nous", "Vous", "Ce", "C",
    "Cet", "Cette", "Ces", "Cela", "Ça", "Ceux", "Celui", "Celle", "Son", "Sa", "Ses", "Leur", "Leurs", "Notre", "Nos", "Votre", "Vos",
    "Mon", "Ma", "Mes", "À", "A", "Au", "Aux", "En", "Dans", "Par", "Pour", "Sans", "Sous", "Sur", "Avec", "Avant", "Après", "Dès", "Depuis",
    "Pendant", "Durant", "Entre", "Vers", "Chez", "Contre", "Selon", "Malgré", "Outre", "Hors", "Jusqu", "Parmi", "Face", "Grâce", "Lors",
    "Et", "Ou", "Mais", "Or", "Car", "Donc", "Ni", "Puis", "Ainsi", "Alors", "Aussi", "Cependant", "Pourtant", "Toutefois", "Néanmoins",
    "Enfin", "Ensuite", "Bref", "Certes", "Désormais", "Aujourd", "Hier", "Demain", "Ici", "Là", "Déjà", "Encore", "Toujours", "Jamais",
    "Bientôt", "Parfois", "Souvent", "Parallèlement", "Finalement", "Selon", "Si", "S", "Quand", "Lorsque", "Lorsqu", "Puisque", "Comme",
    "Parce", "Bien", "Tandis", "Quant", "Que", "Qu", "Qui", "Quoi", "Quel", "Quelle", "Quels", "Quelles", "Où", "Comment", "Pourquoi",
    "Combien", "Rien", "Personne", "Aucun", "Aucune", "Tout", "Toute", "Tous", "Toutes", "Chaque", "Chacun", "Certains", "Certaines",
    "Plusieurs", "Quelques", "Beaucoup", "Peu", "Plus", "Moins", "Très", "Trop", "D", "Deux", "Trois", "Quatre", "Cinq", "Dix", "Autre",
    "Autres", "Même", "Ne", "N", "Pas", "Non", "Oui", "Y", "Était", "Est", "Sont", "Reste", "Restent", "Voilà", "Voici", "Seul", "Seule", "Seuls",
    "Tel", "Telle", "Suite", "Résultat", "Côté", "Faute", "Fin", "Début", "Mardi", "Lundi", "Mercredi", "Jeudi", "Vendredi", "Samedi",
    "Dimanche",
];

/// What follows a title only where it ended its sentence. No article is among them: `M. Le Pen`, `Mme La Rochelle`, `le Dr De Block`.
const AFTER_TITLE: &[&str] = &["Il", "Elle", "Ils", "Elles", "On", "Cette", "Cela", "Mais", "Puis", "Et", "Nous", "Vous", "Je", "Ce"];

/// Words that French hardly writes a sentence without, in small letters; those that are words of English too are among them, so that they
/// speak for neither.
const FUNCTION_WORDS: &[&str] = &[
    "le", "la", "les", "des", "du", "de", "un", "une", "et", "est", "dans", "pour", "que", "qui", "pas", "sur", "au", "aux", "avec", "ce",
    "cette", "ces", "sont", "ont", "été", "par", "il", "elle", "ils", "mais", "où", "leur", "leurs", "selon", "être", "nous", "vous",
    "était", "sous", "ses", "sa", "ne", "en", "on", "a", "as", "me", "or", "y", "plus", "son", "tout", "se",
];

/// Verbs that name a speaker.
#[rustfmt::skip]
const SPEECH: &[&str] = &[
    "dit", "disent", "disait", "déclaré", "déclare", "déclarait", "affirmé", "affirme", "affirment", "assuré", "assure", "expliqué",
    "explique", "expliquent", "ajouté", "ajoute", "précisé", "précise", "souligné", "souligne", "indiqué", "indique", "estimé", "estime",
    "estiment", "rappelé", "rappelle", "raconté", "raconte", "racontent", "confié", "confie", "lancé", "lance", "répondu", "répond",
    "demandé", "demande", "insisté", "insiste", "regretté", "regrette", "dénoncé", "dénonce", "averti", "avertit", "prévenu", "prévient",
    "conclu", "conclut", "reconnu", "reconnaît", "écrit", "écrivait", "annoncé", "annonce", "tweeté", "martelé", "martèle", "poursuit",
    "poursuivi", "témoigne", "témoigné", "résume", "s'inquiète", "s'interroge", "soupire", "glisse", "réagi", "réagit", "plaide", "note",
];
