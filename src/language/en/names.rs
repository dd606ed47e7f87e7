//! Words of English names.

use crate::{language::Names, lexicon::WordSet};

/// What the names of people, places and organisations are told by.
pub static NAMES: Names = Names {
    particles: WordSet::new(PARTICLES),
    calendar: WordSet::new(CALENDAR),
    titles: WordSet::new(TITLES),
    roles: WordSet::new(ROLES),
    organisation_words: WordSet::new(ORGANISATION_WORDS),
    organisation_heads: WordSet::new(ORGANISATION_HEADS),
    place_words: WordSet::new(PLACE_WORDS),
    place_heads: WordSet::new(PLACE_HEADS),
};

/// Words in small letters that stand inside names.
#[rustfmt::skip]
const PARTICLES: &[&str] = &[
    "al", "el", "bin", "ibn", "ben", "bint", "abu", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "des", "la", "le", "van",
    "von", "der", "den", "ter", "ten", "zu", "zum", "zur", "af", "av", "y", "ul", "ud", "vom",
];

/// Days, months and feasts: capitalised, and names of nobody.
#[rustfmt::skip]
const CALENDAR: &[&str] = &[
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Mondays", "Tuesdays", "Wednesdays", "Thursdays",
    "Fridays", "Saturdays", "Sundays", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Christmas", "Easter",
    "Ramadan",
];

/// Titles and roles written with a capital before a name.
#[rustfmt::skip]
const TITLES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Mx", "Miss", "Dr", "Prof", "Professor", "Sir", "Dame", "Lord", "Lady", "Baroness", "Baron", "Count", "Countess",
    "Duke", "Duchess", "Earl", "Prince", "Princess", "King", "Queen", "Emperor", "Empress", "Sultan", "Emir", "Sheikh", "Sheikha",
    "Shaikh", "Imam", "Ayatollah", "Mullah", "Rabbi", "Pope", "Cardinal", "Archbishop", "Bishop", "Patriarch", "Father", "Brother",
    "Sister", "Reverend", "Rev", "Saint", "President", "Vice", "Vice-President", "Prime", "Premier", "Minister", "Deputy", "Chancellor",
    "Secretary", "Senator", "Sen", "Sens", "Rep", "Reps", "Representative", "Congressman", "Congresswoman", "Gov", "Governor", "Mayor",
    "Ambassador", "Commissioner", "Speaker", "Chairman", "Chairwoman", "Chair", "Judge", "Justice", "Attorney", "Prosecutor", "General",
    "Gen", "Maj", "Major", "Lt", "Lieutenant", "Col", "Colonel", "Capt", "Captain", "Sgt", "Sergeant", "Cpl", "Corporal", "Pvt",
    "Private", "Adm", "Admiral", "Cmdr", "Commander", "Brigadier", "Marshal", "Inspector", "Superintendent", "Detective", "Constable",
    "Officer", "Sheriff", "Chief", "Director", "Coach", "Spokesman", "Spokeswoman", "Spokesperson", "Councillor", "Cllr", "MP", "MEP",
    "MK", "Former", "Acting", "Foreign", "Defence", "Defense", "Interior", "Finance", "Crown", "Señor", "Herr", "Frau", "Monsieur",
    "Madame", "Mme", "Signor", "Comrade", "Hon", "Analyst", "Economist",
];

/// Roles written in small letters right before a person's name.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "president", "minister", "chancellor", "senator", "governor", "mayor", "ambassador", "commissioner", "chairman", "chairwoman",
    "chair", "judge", "prosecutor", "lawyer", "attorney", "general", "colonel", "captain", "commander", "chief", "director", "coach",
    "manager", "striker", "midfielder", "defender", "goalkeeper", "goalie", "forward", "winger", "quarterback", "pitcher", "spokesman",
    "spokeswoman", "spokesperson", "leader", "founder", "co-founder", "owner", "boss", "editor", "author", "writer", "journalist",
    "reporter", "presenter", "broadcaster", "actor", "actress", "singer", "rapper", "musician", "artist", "painter", "director-general",
    "economist", "analyst", "professor", "researcher", "scientist", "historian", "activist", "politician", "lawmaker", "deputy",
    "councillor", "candidate", "nominee", "teammate", "champion", "driver", "rider", "skipper", "secretary", "wife", "husband", "son",
    "daughter", "brother", "sister", "father", "mother", "nephew", "niece", "cousin", "grandson", "billionaire", "businessman",
    "businesswoman", "entrepreneur", "philosopher", "poet", "novelist", "comedian", "model", "astronaut", "pilot", "farmer", "doctor",
    "surgeon", "nurse", "teacher", "engineer", "detective", "sergeant", "officer", "bishop", "cardinal", "imam", "rabbi", "priest",
    "pastor", "referee", "trainer", "swimmer", "runner", "boxer", "golfer",
];

/// Words that end the name of an organisation.
#[rustfmt::skip]
const ORGANISATION_WORDS: &[&str] = &[
    "University", "College", "School", "Academy", "Institute", "Institution", "Ministry", "Department", "Office", "Bureau", "Agency",
    "Authority", "Commission", "Committee", "Council", "Court", "Tribunal", "Parliament", "Congress", "Senate", "Assembly", "Party",
    "Union", "Alliance", "Coalition", "Front", "Movement", "Federation", "Association", "Society", "Foundation", "Trust", "Fund", "Bank",
    "Group", "Company", "Corporation", "Corp", "Inc", "Co", "Ltd", "Limited", "LLC", "LLP", "PLC", "Plc", "AG", "SA", "GmbH", "Holdings",
    "Industries", "Partners", "Capital", "Airlines", "Airways", "Motors", "Motor", "Electric", "Energy", "Oil", "Gas", "Steel",
    "Pharmaceuticals", "Pharma", "Technologies", "Systems", "Media", "News", "Times", "Post", "Herald", "Tribune", "Journal", "Gazette",
    "Guardian", "Telegraph", "Magazine", "Television", "TV", "Radio", "Press", "Service", "Services", "Police", "Army", "Navy", "Force",
    "Forces", "Guard", "Corps", "Brigade", "Brigades", "Club", "FC", "CF", "AC", "SC", "United", "City FC", "Rovers", "Wanderers",
    "League", "Church", "Hospital", "Museum", "Orchestra", "Theatre", "Theater", "Organization", "Organisation", "Nations", "Network",
    "Center", "Centre", "Board", "Cabinet", "Division",
];

/// Words that begin the name of an organisation before `of`, `for` or another name.
#[rustfmt::skip]
const ORGANISATION_HEADS: &[&str] = &[
    "University", "Ministry", "Bank", "Institute", "FC", "Real", "AC", "Inter", "Borussia", "Bayern", "Banco", "Team",
];

/// Words that end the name of a place.
#[rustfmt::skip]
const PLACE_WORDS: &[&str] = &[
    "Street", "St", "Road", "Rd", "Avenue", "Ave", "Boulevard", "Lane", "Square", "Bridge", "Park", "Airport", "Station", "River", "Lake",
    "Sea", "Ocean", "Bay", "Gulf", "Strait", "Island", "Islands", "Peninsula", "Mountain", "Mountains", "Hills", "Valley", "Desert",
    "Forest", "Coast", "Beach", "County", "District", "Province", "Region", "Oblast", "Prefecture", "Republic", "State", "Territory",
    "Kingdom", "Heights", "Canal", "Dam", "Port", "Harbour", "Harbor", "Stadium", "Arena", "Palace", "Castle", "Tower", "City", "Town",
    "Village", "Crossing", "Highway",
];

/// Words that begin the name of a place.
#[rustfmt::skip]
const PLACE_HEADS: &[&str] = &[
    "Lake", "Mount", "Mt.", "Cape", "Fort", "Port", "San", "Santa", "São", "Sao", "Saint-", "North", "South", "East", "West", "Northern",
    "Southern", "Eastern", "Western", "Central", "New", "Gulf", "Bay", "Isle",
];
