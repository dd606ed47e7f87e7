//! The names that a newsroom has settled: those that are right as they are, and the spellings that it prefers to others.

use super::{Key, Roles, fold, place, roles};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt,
};

/// A newsroom's names. Printed for debugging it is a hash of what it holds: it may be long.
#[derive(Clone, Default)]
pub struct HouseNames {
    /// Names that are right, whatever a rule thinks of them.
    accepted: BTreeSet<String>,
    /// From a spelling to the one the house prefers.
    preferred: BTreeMap<String, String>,
    /// Every word of an accepted name of several words.
    parts: BTreeSet<String>,
    /// By first word in lower case: the words of each spelling to be replaced, and what replaces it; the longest first.
    spellings: HashMap<String, Vec<(Vec<String>, String)>>,
    /// People whom the house knows, in the order of its lists.
    people: Vec<HousePerson>,
}

/// Somebody whom the house knows, as a line of a table tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HousePerson {
    /// The name, two words or more, as it is spelt.
    pub name: String,
    /// Its words, folded.
    pub words: Vec<String>,
    /// What for.
    pub roles: Roles,
    /// The two letters of the country (ISO 3166); empty where the table has none.
    pub country: &'static str,
}

/// Why a name cannot be taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contradiction {
    /// The spelling to be replaced is the preferred one.
    Same,
    /// It is accepted, or preferred to others, elsewhere.
    Accepted,
    /// Another spelling is preferred to it elsewhere.
    Preferred,
    /// There is no name.
    Empty,
    /// There is no country of this name or of these two letters.
    Country,
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Same => "a spelling can't replace itself",
            Self::Accepted => "this spelling is accepted elsewhere",
            Self::Preferred => "another spelling replaces this one elsewhere",
            Self::Empty => "there is no name here",
            Self::Country => "there is no such country: its English name or its two letters (ISO 3166) are asked for",
        })
    }
}

impl HouseNames {
    /// Accepts a name as it is spelt.
    ///
    /// # Errors
    /// Where another spelling is preferred to it, or it is no name.
    pub fn accept(&mut self, name: &str) -> Result<(), Contradiction> {
        let name = spaced(name);
        if !name.contains(char::is_alphabetic) {
            return Err(Contradiction::Empty);
        }
        if self.preferred.contains_key(&name) {
            return Err(Contradiction::Preferred);
        }
        if name.contains(' ') {
            self.parts.extend(name.split(' ').filter(|w| w.starts_with(char::is_uppercase)).map(str::to_owned));
        }
        self.accepted.insert(name);
        Ok(())
    }

    /// Prefers `right` to `variant`.
    ///
    /// # Errors
    /// Where that contradicts what is settled already; then nothing is changed.
    pub fn prefer(&mut self, right: &str, variant: &str) -> Result<(), Contradiction> {
        let (right, variant) = (spaced(right), spaced(variant));
        if !right.contains(char::is_alphabetic) || !variant.contains(char::is_alphabetic) {
            return Err(Contradiction::Empty);
        }
        if right == variant {
            return Err(Contradiction::Same);
        }
        if self.accepted.contains(&variant) {
            return Err(Contradiction::Accepted);
        }
        if self.preferred.get(&variant).is_some_and(|p| *p != right) {
            return Err(Contradiction::Preferred);
        }
        self.accept(&right)?;
        let words: Vec<String> = variant.split(' ').map(str::to_owned).collect();
        if let Some(first) = words.first() {
            let list = self.spellings.entry(first.to_lowercase()).or_default();
            if !list.iter().any(|(w, _)| *w == words) {
                list.push((words, right.clone()));
                list.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
            }
        }
        self.preferred.insert(variant, right);
        Ok(())
    }

    /// Adds the names of a file: one a line, `Kyiv: Kiev, Kiew` for a preferred spelling and what it replaces; `#` begins a
    /// comment. Gives back what is wrong, with the byte at which its line begins.
    pub fn read(&mut self, text: &str) -> Vec<(usize, Contradiction)> {
        let mut wrong = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let names = line.split('#').next().unwrap_or("").trim();
            let (right, variants) = names.split_once(':').unwrap_or((names, ""));
            let mut take = |taken: Result<(), Contradiction>| wrong.extend(taken.err().map(|why| (at, why)));
            if !names.is_empty() {
                take(self.accept(right));
                for variant in variants.split(',').filter(|v| !v.trim().is_empty()) {
                    take(self.prefer(right, variant));
                }
            }
            at += line.len();
        }
        wrong
    }

    /// Adds the people of a table (RFC 4180, a line each): name, role, country, in this order or in that of a first line that names
    /// them. Gives back what is wrong, with the byte at which its line begins.
    pub fn read_table(&mut self, text: &str) -> Vec<(usize, Contradiction)> {
        let mut wrong = Vec::new();
        let mut columns = [0, 1, 2];
        let mut at = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let fields = fields(line.trim_end_matches(['\n', '\r']).trim_start_matches('\u{FEFF}'));
            let column = |name: &str| fields.iter().position(|f| f.trim().eq_ignore_ascii_case(name));
            if let (0, Some(name)) = (number, column("name")) {
                columns = [name, column("role").unwrap_or(usize::MAX), column("country").unwrap_or(usize::MAX)];
            } else if fields.iter().any(|f| !f.trim().is_empty()) {
                let field = |i: usize| columns.get(i).and_then(|c| fields.get(*c)).map_or("", |f| f.trim());
                wrong.extend(self.add_person(field(0), field(1), field(2)).err().map(|why| (at, why)));
            }
            at += line.len();
        }
        wrong
    }

    fn add_person(&mut self, name: &str, role: &str, country: &str) -> Result<(), Contradiction> {
        let country = if country.is_empty() { Some("") } else { country_code(country) };
        self.accept(name)?;
        let name = spaced(name);
        let words: Vec<String> = name.split(' ').map(|w| fold(w).into_owned()).collect();
        if words.len() > 1 && self.people.iter().all(|p| p.name != name) {
            let mut known = roles::of_office(role);
            role.split(|c: char| !c.is_alphanumeric() && c != '-').for_each(|w| known |= roles::of_word(&w.to_lowercase()));
            self.people.push(HousePerson { name, words, roles: known, country: country.unwrap_or_default() });
        }
        country.map(|_| ()).ok_or(Contradiction::Country)
    }

    /// The people whom the house knows.
    pub fn people(&self) -> &[HousePerson] {
        &self.people
    }

    /// Takes in all of another list; what contradicts it here gives way.
    pub fn extend(&mut self, other: &Self) {
        for person in &other.people {
            self.people.retain(|p| p.name != person.name);
            self.people.push(person.clone());
        }
        for name in &other.accepted {
            if let Some(right) = self.preferred.remove(name) {
                self.drop_spelling(name, &right);
            }
            let _ = self.accept(name);
        }
        for (variant, right) in &other.preferred {
            self.accepted.remove(variant);
            if let Some(before) = self.preferred.remove(variant) {
                self.drop_spelling(variant, &before);
            }
            let _ = self.prefer(right, variant);
        }
    }

    fn drop_spelling(&mut self, variant: &str, right: &str) {
        let first = variant.split(' ').next().unwrap_or("").to_lowercase();
        if let Some(list) = self.spellings.get_mut(&first) {
            list.retain(|(words, r)| !(words.join(" ") == variant && r == right));
        }
    }

    /// Whether a name is right: accepted as it stands, or one word of an accepted name; in capitals too.
    pub fn accepts(&self, name: &str) -> bool {
        if self.accepted.is_empty() {
            return false;
        }
        let name = spaced(name);
        let name = name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(&name);
        let same = |list: &BTreeSet<String>| list.contains(name) || is_capitals(name) && list.iter().any(|n| n.to_uppercase() == *name);
        same(&self.accepted) || same(&self.parts)
    }

    /// Whether this very name, as a whole, is accepted.
    pub fn is_accepted(&self, name: &str) -> bool {
        self.accepted.contains(name)
    }

    /// The accepted names, in alphabetical order.
    pub fn accepted(&self) -> impl Iterator<Item = &str> {
        self.accepted.iter().map(String::as_str)
    }

    /// Spellings to be replaced, and what replaces each, in alphabetical order.
    pub fn preferred(&self) -> impl Iterator<Item = (&str, &str)> {
        self.preferred.iter().map(|(v, r)| (v.as_str(), r.as_str()))
    }

    /// What replaces a spelling, if it is to be replaced.
    pub fn replacement(&self, variant: &str) -> Option<&str> {
        self.preferred.get(variant).map(String::as_str)
    }

    /// Spellings to be replaced that begin with this word, the longest first: their words, and what replaces them.
    pub fn spellings(&self, first: &str) -> &[(Vec<String>, String)] {
        if self.spellings.is_empty() {
            return &[];
        }
        self.spellings.get(&first.to_lowercase()).map_or(&[], Vec::as_slice)
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.accepted.is_empty() && self.preferred.is_empty()
    }
}

impl fmt::Debug for HouseNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut hash = blake3::Hasher::new();
        for name in &self.accepted {
            hash.update(name.as_bytes()).update(b"\n");
        }
        for (variant, right) in &self.preferred {
            hash.update(right.as_bytes()).update(b":").update(variant.as_bytes()).update(b"\n");
        }
        for person in &self.people {
            hash.update(format!("{person:?}\n").as_bytes());
        }
        write!(f, "HouseNames({})", hash.finalize().to_hex())
    }
}

/// Whether a word has two letters or more and all of them are capitals.
pub fn is_capitals(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !word.chars().any(char::is_lowercase)
}

/// The two letters of a country that is given by them, or by a name that the list of places has.
fn country_code(text: &str) -> Option<&'static str> {
    let of_letters = || super::places::code(&text.to_uppercase());
    let of_name = || place(Key::from(text)).map(|p| p.country).filter(|c| !c.is_empty());
    of_letters().or_else(of_name)
}

/// The fields of a line of a table: parted by commas, in quotation marks where they have one, marks inside doubled.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let Some(field) = fields.last_mut() else { break };
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => field.push('"'),
            '"' if quoted || field.is_empty() => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            _ => field.push(c),
        }
    }
    fields
}

fn spaced(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_contradicts_itself_says_where() {
        let mut names = HouseNames::default();
        let text = "# ours\nKyiv: Kiev\n: Lviv\nKiev: Kyiv\nOslo: Oslo\n";
        let wrong: Vec<(&str, Contradiction)> =
            names.read(text).into_iter().map(|(at, why)| (text[at..].lines().next().unwrap_or(""), why)).collect();
        assert_eq!(wrong[0], (": Lviv", Contradiction::Empty));
        assert!(
            wrong.contains(&("Kiev: Kyiv", Contradiction::Preferred)) && wrong.contains(&("Oslo: Oslo", Contradiction::Same)),
            "{wrong:?}"
        );
        assert_eq!(names.preferred().collect::<Vec<_>>(), [("Kiev", "Kyiv")], "the first word counts");
    }

    #[test]
    fn words_of_an_accepted_name_are_right_alone() {
        let mut names = HouseNames::default();
        assert!(names.read("Antonio Gutteres\nreMarkable\n").is_empty());
        for right in ["Antonio Gutteres", "Gutteres", "Gutteres's", "GUTTERES", "reMarkable"] {
            assert!(names.accepts(right), "{right}");
        }
        assert!(!names.accepts("Guterres") && !names.accepts("Antonio Gutterez"));
    }

    #[test]
    fn a_table_tells_who_people_are() {
        let mut names = HouseNames::default();
        let text = "name,role,country\n\"Odera, Halima\",x,KE\nHalima Wanjiku Odera,minister of energy,Kenya\nTomasz Brzezicki,\"mayor, poet\",PL\n,mayor,PL\nAda Obi,singer,Nowhereland\n";
        let wrong: Vec<Contradiction> = names.read_table(text).into_iter().map(|(_, why)| why).collect();
        assert_eq!(wrong, [Contradiction::Empty, Contradiction::Country]);
        let people: Vec<(&str, &str)> = names.people().iter().map(|p| (p.name.as_str(), p.country)).collect();
        assert_eq!(people, [("Odera, Halima", "KE"), ("Halima Wanjiku Odera", "KE"), ("Tomasz Brzezicki", "PL"), ("Ada Obi", "")]);
        assert!(names.people()[1].roles == Roles::MINISTER && names.accepts("Tomasz Brzezicki") && names.accepts("Odera"));
        let mut other = HouseNames::default();
        assert!(other.read_table("Ada Obi,minister,NG").is_empty());
        names.extend(&other);
        assert_eq!(names.people().last().map(|p| (p.roles, p.country)), Some((Roles::MINISTER, "NG")));
    }

    #[test]
    fn a_folder_overrules_what_holds_for_all() {
        let (mut house, mut sport) = (HouseNames::default(), HouseNames::default());
        assert!(house.read("Kyiv: Kiev\nLviv: Lvov\n").is_empty() && sport.read("Dynamo Kiev\nKiev: Kyiv\n").is_empty());
        house.extend(&sport);
        assert_eq!(house.replacement("Kyiv"), Some("Kiev"));
        assert_eq!((house.replacement("Kiev"), house.replacement("Lvov")), (None, Some("Lviv")));
        assert!(house.spellings("kiev").is_empty() && house.accepts("Dynamo Kiev"));
    }

    #[test]
    fn debugging_output_tells_lists_apart() {
        let (mut a, mut b) = (HouseNames::default(), HouseNames::default());
        assert!(a.accept("Kyiv").is_ok() && b.accept("Kiev").is_ok());
        assert_ne!(format!("{a:?}"), format!("{b:?}"));
    }
}
