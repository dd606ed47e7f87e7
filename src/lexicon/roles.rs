//! What people are known for, in rough classes, and the words by which an article says so.

use std::ops::{BitAnd, BitOrAssign};

/// A set of classes of office and calling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles(u8);

impl Roles {
    /// Nothing known.
    pub const NONE: Self = Self(0);
    /// Heads of state and of government.
    pub const HEAD: Self = Self(1);
    /// Ministers and secretaries.
    pub const MINISTER: Self = Self(2);
    /// Members of parliaments.
    pub const LEGISLATOR: Self = Self(4);
    /// Governors, mayors, members of the parliaments of states.
    pub const REGIONAL: Self = Self(8);
    /// Players and coaches.
    pub const SPORT: Self = Self(16);
    /// Artists, actors, writers, scholars.
    pub const CULTURE: Self = Self(32);

    /// From the bits that [`Roles::bits`] gives.
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits)
    }

    /// As a byte.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether nothing is known.
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// The classes, one by one.
    pub fn each(self) -> impl Iterator<Item = usize> {
        (0..8).filter(move |bit| self.0 & 1 << bit != 0)
    }

    /// By the letters of the lists that a person is in (see `sources.md` of the data): congress, parliaments, states' officials,
    /// leaders, footballers, and the artists and scholars of dariusk/corpora.
    pub fn of_sources(letters: &str) -> Self {
        let mut roles = Self::NONE;
        for letter in letters.chars() {
            match letter {
                'C' | 'E' => roles |= Self::LEGISLATOR,
                'O' => roles |= Self::REGIONAL,
                'L' => roles |= Self::MINISTER,
                'F' => roles |= Self::SPORT,
                _ => {}
            }
        }
        // Presidents and Olympians are in that list too: only where no list of offices has them.
        if letters.contains('X') && roles.is_none() && !letters.contains('S') {
            roles |= Self::CULTURE;
        }
        roles
    }
}

impl BitAnd for Roles {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitOrAssign for Roles {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// The classes of an office by its English name: "Minister of Defence", "United States senator", "Governor of Ohio".
pub fn of_office(office: &str) -> Roles {
    const PARTS: &[(&str, Roles)] = &[
        ("prime minister", Roles::HEAD),
        ("first minister", Roles::HEAD),
        ("chancellor of germany", Roles::HEAD),
        ("president of", Roles::HEAD),
        ("king of", Roles::HEAD),
        ("emir", Roles::HEAD),
        ("minister", Roles::MINISTER),
        ("secretary", Roles::MINISTER),
        ("member", Roles::LEGISLATOR),
        ("representative", Roles::LEGISLATOR),
        ("senator", Roles::LEGISLATOR),
        ("deputy", Roles::LEGISLATOR),
        ("mp", Roles::LEGISLATOR),
        ("governor", Roles::REGIONAL),
        ("mayor", Roles::REGIONAL),
        ("state senator", Roles::REGIONAL),
        ("state representative", Roles::REGIONAL),
    ];
    let office = office.to_lowercase();
    let mut roles = Roles::NONE;
    for (part, class) in PARTS {
        if office.contains(part) {
            roles |= *class;
        }
    }
    roles
}

/// What a word beside a name, in lower case, says of who bears it.
pub fn of_word(word: &str) -> Roles {
    match word {
        "president" | "premier" | "chancellor" | "prime" | "king" | "queen" | "emir" | "ex-president" | "head" | "leader" => Roles::HEAD,
        "minister" | "ministry" | "ministers" | "secretary" | "ex-minister" => Roles::MINISTER,
        "senator" | "senators" | "sen" | "congressman" | "congresswoman" | "mp" | "mps" | "lawmaker" | "deputy" | "representative"
        | "rep" | "speaker" | "parliamentarian" | "lord" | "baroness" | "legislator" => Roles::LEGISLATOR,
        "governor" | "gov" | "mayor" => Roles::REGIONAL,
        "striker" | "midfielder" | "defender" | "goalkeeper" | "keeper" | "footballer" | "winger" | "forward" | "coach" | "player"
        | "captain" | "champion" | "goalscorer" | "goal" | "goals" | "scored" | "team-mate" | "teammate" | "runner" | "skier"
        | "driver" | "cyclist" | "swimmer" | "boxer" | "quarterback" | "sprinter" => Roles::SPORT,
        "actor" | "actors" | "actress" | "actresses" | "singer" | "director" | "filmmaker" | "writer" | "author" | "novelist"
        | "composer" | "painter" | "poet" | "star" | "starring" | "stars" | "comedian" | "musician" | "architect" | "artist"
        | "philosopher" | "playwright" | "rapper" | "cast" | "role" | "roles" | "film" | "movie" | "album" | "novel" | "song"
        | "pianist" | "conductor" => Roles::CULTURE,
        _ => Roles::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_and_words_speak_of_the_same_classes() {
        assert!(!(of_office("Minister of Defence") & of_word("minister")).is_none());
        assert!(!(of_office("United States senator") & of_word("senator")).is_none());
        assert!((of_office("state senator (OH)") & of_word("striker")).is_none());
        assert_eq!(Roles::of_sources("FW"), Roles::SPORT);
        assert_eq!(Roles::of_sources("XW"), Roles::CULTURE);
        assert_eq!(Roles::from_bits(Roles::HEAD.bits()).each().collect::<Vec<_>>(), [0]);
    }
}
