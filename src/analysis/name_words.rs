//! Words that tell something about the names they stand in or beside: titles, roles, particles, kinds of organisation and place.

use crate::lexicon::{self, Key, WordSet};

/// What a word may be in a name, by its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Has a capital, first or inside: `Macron`, `al-Assad`, `iPhone`.
    Name,
    /// Two capitals or more and nothing else: `NATO`, `U.S.`.
    Acronym,
    /// One capital, with or without a stop: `J.`.
    Initial,
    /// Joins the words of names in lower case: `van`, `bin`, `de`.
    Particle,
    /// None of these.
    Plain,
}

/// What a word is by its letters, told once for all that ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordForm {
    /// Of the folded word.
    pub key: Key,
    /// What it may be in a name.
    pub shape: Shape,
    /// [`is_capitalised`].
    pub capital: bool,
    /// Whether it has a capital and small letters.
    pub mixed: bool,
    /// Whether it is ASCII without any capital, even inside: no part of it is a name.
    pub plain: bool,
}

impl WordForm {
    /// The form of a word, whose key is given where it is plain ASCII, and whether it has no capital then.
    pub fn of(word: &str, ascii: Option<(Key, bool)>) -> Self {
        let (key, plain) = ascii.unwrap_or_else(|| (Key::from(word), false));
        let capital = !plain && is_capitalised(word);
        if !capital {
            let shape = if is_particle(word) { Shape::Particle } else { Shape::Plain };
            return Self { key, shape, capital, mixed: false, plain };
        }
        let (mut letters, mut characters, mut mixed) = (0, 0, false);
        for c in word.chars() {
            characters += 1;
            letters += usize::from(c.is_alphabetic());
            mixed |= c.is_lowercase();
        }
        let shape = match letters {
            _ if word == "I" => Shape::Plain,
            0 => Shape::Plain,
            1 if characters <= 2 => Shape::Initial,
            _ if !mixed && letters <= 6 => Shape::Acronym,
            _ => Shape::Name,
        };
        Self { key, shape, capital, mixed, plain }
    }
}

/// Whether a word has the capital of a name: at its start, behind a lower-case prefix (`al-Assad`, `d'Estaing`), or inside (`iPhone`).
pub fn is_capitalised(word: &str) -> bool {
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        return false;
    }
    let Some(first) = word.chars().next() else { return false };
    if first.is_uppercase() {
        return true;
    }
    if !first.is_lowercase() {
        return false;
    }
    match word.char_indices().find(|(_, c)| c.is_uppercase()) {
        None => false,
        Some((at, _)) => {
            let before = word.get(..at).unwrap_or("");
            let prefix = before.trim_end_matches(['-', '\'', '’', 'ʼ', '‘', '\u{2010}', '\u{2011}']);
            // A short prefix, joined or not: al-Assad, d'Estaing, iPhone, eBay. Not "pre-Brexit", "mid-July", "non-EU".
            prefix.chars().count() == 1 || prefix.len() < before.len() && is_prefix(prefix)
        }
    }
}

/// Lower-case prefixes that belong to a name.
fn is_prefix(prefix: &str) -> bool {
    matches!(
        prefix,
        "al" | "el" | "ad" | "an" | "ar" | "as" | "ash" | "at" | "az" | "ul" | "ur" | "bin" | "ben" | "ibn" | "de" | "dell" | "dall"
    )
}

/// Words in lower case that stand inside names.
pub fn is_particle(word: &str) -> bool {
    static PARTICLES: WordSet = WordSet::new(&[
        "al", "el", "bin", "ibn", "ben", "bint", "abu", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "des", "la", "le",
        "van", "von", "der", "den", "ter", "ten", "zu", "zum", "zur", "af", "av", "y", "ul", "ud", "vom",
    ]);
    PARTICLES.contains(word)
}

/// Whether a token is the possessive mark of the word before it.
pub fn is_possessive(token: &str) -> bool {
    matches!(token, "'s" | "’s" | "'S" | "’S" | "'" | "’" | "ʼs" | "‘s")
}

/// Days, months and the like: capitalised, and names of nobody.
pub fn is_calendar(word: &str) -> bool {
    static CALENDAR: WordSet = WordSet::new(&[
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "Mondays",
        "Tuesdays",
        "Wednesdays",
        "Thursdays",
        "Fridays",
        "Saturdays",
        "Sundays",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Sept",
        "Oct",
        "Nov",
        "Dec",
        "Christmas",
        "Easter",
        "Ramadan",
    ]);
    CALENDAR.contains(word.trim_end_matches('.'))
}

/// Titles and roles written with a capital before a name.
pub fn is_title(word: &str) -> bool {
    static TITLES: WordSet = WordSet::new(&[
        "Mr",
        "Mrs",
        "Ms",
        "Mx",
        "Miss",
        "Dr",
        "Prof",
        "Professor",
        "Sir",
        "Dame",
        "Lord",
        "Lady",
        "Baroness",
        "Baron",
        "Count",
        "Countess",
        "Duke",
        "Duchess",
        "Earl",
        "Prince",
        "Princess",
        "King",
        "Queen",
        "Emperor",
        "Empress",
        "Sultan",
        "Emir",
        "Sheikh",
        "Sheikha",
        "Shaikh",
        "Imam",
        "Ayatollah",
        "Mullah",
        "Rabbi",
        "Pope",
        "Cardinal",
        "Archbishop",
        "Bishop",
        "Patriarch",
        "Father",
        "Brother",
        "Sister",
        "Reverend",
        "Rev",
        "Saint",
        "President",
        "Vice",
        "Vice-President",
        "Prime",
        "Premier",
        "Minister",
        "Deputy",
        "Chancellor",
        "Secretary",
        "Senator",
        "Sen",
        "Sens",
        "Rep",
        "Reps",
        "Representative",
        "Congressman",
        "Congresswoman",
        "Gov",
        "Governor",
        "Mayor",
        "Ambassador",
        "Commissioner",
        "Speaker",
        "Chairman",
        "Chairwoman",
        "Chair",
        "Judge",
        "Justice",
        "Attorney",
        "Prosecutor",
        "General",
        "Gen",
        "Maj",
        "Major",
        "Lt",
        "Lieutenant",
        "Col",
        "Colonel",
        "Capt",
        "Captain",
        "Sgt",
        "Sergeant",
        "Cpl",
        "Corporal",
        "Pvt",
        "Private",
        "Adm",
        "Admiral",
        "Cmdr",
        "Commander",
        "Brigadier",
        "Marshal",
        "Inspector",
        "Superintendent",
        "Detective",
        "Constable",
        "Officer",
        "Sheriff",
        "Chief",
        "Director",
        "Coach",
        "Spokesman",
        "Spokeswoman",
        "Spokesperson",
        "Councillor",
        "Cllr",
        "MP",
        "MEP",
        "MK",
        "Former",
        "Acting",
        "Foreign",
        "Defence",
        "Defense",
        "Interior",
        "Finance",
        "Crown",
        "Señor",
        "Herr",
        "Frau",
        "Monsieur",
        "Madame",
        "Mme",
        "Signor",
        "Comrade",
        "Hon",
        "Analyst",
        "Economist",
    ]);
    TITLES.contains(word.trim_end_matches('.'))
}

/// Roles written in lower case right before a person's name.
pub fn is_role(word: &str) -> bool {
    static ROLES: WordSet = WordSet::new(&[
        "president",
        "minister",
        "chancellor",
        "senator",
        "governor",
        "mayor",
        "ambassador",
        "commissioner",
        "chairman",
        "chairwoman",
        "chair",
        "judge",
        "prosecutor",
        "lawyer",
        "attorney",
        "general",
        "colonel",
        "captain",
        "commander",
        "chief",
        "director",
        "coach",
        "manager",
        "striker",
        "midfielder",
        "defender",
        "goalkeeper",
        "goalie",
        "forward",
        "winger",
        "quarterback",
        "pitcher",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "leader",
        "founder",
        "co-founder",
        "owner",
        "boss",
        "editor",
        "author",
        "writer",
        "journalist",
        "reporter",
        "presenter",
        "broadcaster",
        "actor",
        "actress",
        "singer",
        "rapper",
        "musician",
        "artist",
        "painter",
        "director-general",
        "economist",
        "analyst",
        "professor",
        "researcher",
        "scientist",
        "historian",
        "activist",
        "politician",
        "lawmaker",
        "deputy",
        "councillor",
        "candidate",
        "nominee",
        "teammate",
        "champion",
        "driver",
        "rider",
        "skipper",
        "secretary",
        "wife",
        "husband",
        "son",
        "daughter",
        "brother",
        "sister",
        "father",
        "mother",
        "nephew",
        "niece",
        "cousin",
        "grandson",
        "billionaire",
        "businessman",
        "businesswoman",
        "entrepreneur",
        "philosopher",
        "poet",
        "novelist",
        "comedian",
        "model",
        "astronaut",
        "pilot",
        "farmer",
        "doctor",
        "surgeon",
        "nurse",
        "teacher",
        "engineer",
        "detective",
        "sergeant",
        "officer",
        "bishop",
        "cardinal",
        "imam",
        "rabbi",
        "priest",
        "pastor",
        "referee",
        "trainer",
        "swimmer",
        "runner",
        "boxer",
        "golfer",
    ]);
    ROLES.contains(word)
}

/// Words that end the name of an organisation.
pub fn is_organisation_word(word: &str) -> bool {
    static ORGANISATION_WORDS: WordSet = WordSet::new(&[
        "University",
        "College",
        "School",
        "Academy",
        "Institute",
        "Institution",
        "Ministry",
        "Department",
        "Office",
        "Bureau",
        "Agency",
        "Authority",
        "Commission",
        "Committee",
        "Council",
        "Court",
        "Tribunal",
        "Parliament",
        "Congress",
        "Senate",
        "Assembly",
        "Party",
        "Union",
        "Alliance",
        "Coalition",
        "Front",
        "Movement",
        "Federation",
        "Association",
        "Society",
        "Foundation",
        "Trust",
        "Fund",
        "Bank",
        "Group",
        "Company",
        "Corporation",
        "Corp",
        "Inc",
        "Co",
        "Ltd",
        "Limited",
        "LLC",
        "LLP",
        "PLC",
        "Plc",
        "AG",
        "SA",
        "GmbH",
        "Holdings",
        "Industries",
        "Partners",
        "Capital",
        "Airlines",
        "Airways",
        "Motors",
        "Motor",
        "Electric",
        "Energy",
        "Oil",
        "Gas",
        "Steel",
        "Pharmaceuticals",
        "Pharma",
        "Technologies",
        "Systems",
        "Media",
        "News",
        "Times",
        "Post",
        "Herald",
        "Tribune",
        "Journal",
        "Gazette",
        "Guardian",
        "Telegraph",
        "Magazine",
        "Television",
        "TV",
        "Radio",
        "Press",
        "Service",
        "Services",
        "Police",
        "Army",
        "Navy",
        "Force",
        "Forces",
        "Guard",
        "Corps",
        "Brigade",
        "Brigades",
        "Club",
        "FC",
        "CF",
        "AC",
        "SC",
        "United",
        "City FC",
        "Rovers",
        "Wanderers",
        "League",
        "Church",
        "Hospital",
        "Museum",
        "Orchestra",
        "Theatre",
        "Theater",
        "Organization",
        "Organisation",
        "Nations",
        "Network",
        "Center",
        "Centre",
        "Board",
        "Cabinet",
        "Division",
    ]);
    ORGANISATION_WORDS.contains(word.trim_end_matches('.'))
}

/// Words that begin the name of an organisation before `of`, `for` or another name.
pub fn is_organisation_head(word: &str) -> bool {
    static ORGANISATION_HEADS: WordSet =
        WordSet::new(&["University", "Ministry", "Bank", "Institute", "FC", "Real", "AC", "Inter", "Borussia", "Bayern", "Banco", "Team"]);
    ORGANISATION_HEADS.contains(word)
}

/// Words that end the name of a place.
pub fn is_place_word(word: &str) -> bool {
    static PLACE_WORDS: WordSet = WordSet::new(&[
        "Street",
        "St",
        "Road",
        "Rd",
        "Avenue",
        "Ave",
        "Boulevard",
        "Lane",
        "Square",
        "Bridge",
        "Park",
        "Airport",
        "Station",
        "River",
        "Lake",
        "Sea",
        "Ocean",
        "Bay",
        "Gulf",
        "Strait",
        "Island",
        "Islands",
        "Peninsula",
        "Mountain",
        "Mountains",
        "Hills",
        "Valley",
        "Desert",
        "Forest",
        "Coast",
        "Beach",
        "County",
        "District",
        "Province",
        "Region",
        "Oblast",
        "Prefecture",
        "Republic",
        "State",
        "Territory",
        "Kingdom",
        "Heights",
        "Canal",
        "Dam",
        "Port",
        "Harbour",
        "Harbor",
        "Stadium",
        "Arena",
        "Palace",
        "Castle",
        "Tower",
        "City",
        "Town",
        "Village",
        "Crossing",
        "Highway",
    ]);
    PLACE_WORDS.contains(word.trim_end_matches('.'))
}

/// Words that begin the name of a place.
pub fn is_place_head(word: &str) -> bool {
    static PLACE_HEADS: WordSet = WordSet::new(&[
        "Lake", "Mount", "Mt.", "Cape", "Fort", "Port", "San", "Santa", "São", "Sao", "Saint-", "North", "South", "East", "West",
        "Northern", "Southern", "Eastern", "Western", "Central", "New", "Gulf", "Bay", "Isle",
    ]);
    PLACE_HEADS.contains(word)
}

/// Whether the family name comes first: a surname of China, Korea or Vietnam before a given name of the shape used there.
pub fn is_east_asian_order(first: &str, second: &str) -> bool {
    const SURNAMES: &[&str] = &[
        "An", "Bae", "Bai", "Bui", "Cai", "Cao", "Chang", "Chen", "Cheng", "Cho", "Choe", "Choi", "Chu", "Chung", "Cui", "Dai", "Dang",
        "Deng", "Ding", "Dinh", "Do", "Dong", "Du", "Duan", "Duong", "Fan", "Fang", "Feng", "Fu", "Gao", "Gong", "Gu", "Guo", "Ha", "Han",
        "He", "Ho", "Hoang", "Hong", "Hou", "Hu", "Hua", "Huang", "Huynh", "Hwang", "Im", "Jang", "Jeon", "Jeong", "Ji", "Jia", "Jiang",
        "Jin", "Jo", "Jung", "Kang", "Kim", "Kong", "Kwon", "Lai", "Lam", "Le", "Lee", "Lei", "Li", "Liang", "Liao", "Lim", "Lin", "Liu",
        "Long", "Lu", "Luo", "Luong", "Lyu", "Ma", "Mao", "Meng", "Moon", "Ngo", "Nguyen", "Nie", "Noh", "Oh", "Pan", "Park", "Peng",
        "Pham", "Phan", "Qi", "Qian", "Qin", "Qiu", "Ren", "Ri", "Roh", "Ryu", "Seo", "Shao", "Shen", "Shi", "Shin", "Sim", "Son", "Song",
        "Su", "Suh", "Sun", "Tan", "Tang", "Tao", "Tian", "To", "Tran", "Trinh", "Truong", "Vo", "Vu", "Wan", "Wang", "Wei", "Wen", "Wu",
        "Xi", "Xia", "Xiang", "Xiao", "Xie", "Xu", "Xue", "Yan", "Yang", "Yao", "Ye", "Yi", "Yin", "Yoo", "Yoon", "Yu", "Yuan", "Yun",
        "Zeng", "Zhai", "Zhang", "Zhao", "Zheng", "Zhong", "Zhou", "Zhu", "Zou",
    ];
    if SURNAMES.binary_search(&first).is_err() {
        return false;
    }
    match second.split_once('-') {
        Some((_, tail)) => !tail.contains('-') && tail.starts_with(char::is_lowercase) && second.len() <= 12,
        None => is_syllables(second),
    }
}

/// Whether a word is one or two syllables of pinyin, Korean or Vietnamese, and not a common Western surname.
fn is_syllables(word: &str) -> bool {
    const ENDS: &[&str] = &["ng", "n", "a", "e", "i", "o", "u", "h", "c", "t"];
    const CLUSTERS: &[&str] =
        &["br", "cr", "dr", "fr", "gr", "pr", "st", "sk", "sm", "bl", "cl", "fl", "gl", "pl", "ll", "ss", "rd", "rt", "ck", "ld", "lt"];
    let lower = word.to_lowercase();
    lower.len() <= 9
        && ENDS.iter().any(|e| lower.ends_with(e))
        && !CLUSTERS.iter().any(|c| lower.contains(c))
        && lexicon::given(word).is_none_or(|n| n < 200)
}
