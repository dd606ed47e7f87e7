//! How two forms are related by their letters: one derives from the other by the grammar of names, or they are a few edits apart.

/// How one form derives from another by the grammar of names, whichever is first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// None that is known.
    None,
    /// Korean, Koreans.
    Plural,
    /// Korea, Korean; Serb, Serbia; Democrat, Democratic.
    Derived,
    /// Ivanov, Ivanova; Mario, Maria.
    Gender,
}

/// The relation between two folded forms.
pub fn relation(a: &str, b: &str) -> Relation {
    match a.len().cmp(&b.len()) {
        std::cmp::Ordering::Less => derivation(a, b),
        std::cmp::Ordering::Greater => derivation(b, a),
        std::cmp::Ordering::Equal => match derivation(a, b) {
            Relation::None => derivation(b, a),
            found => found,
        },
    }
}

fn derivation(short: &str, long: &str) -> Relation {
    let common = short.chars().zip(long.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum::<usize>();
    let (rest_short, rest_long) = (short.get(common..).unwrap_or(""), long.get(common..).unwrap_or(""));
    let stem = short.get(..common).unwrap_or("");
    let vowel_before = stem.chars().last().is_some_and(is_vowel);
    if common < 3 {
        return Relation::None;
    }
    match (rest_short, rest_long) {
        ("", "s") if !stem.ends_with('s') => Relation::Plural,
        ("", "es") | ("y", "ies") | ("man", "men") => Relation::Plural,
        ("", "ova" | "eva" | "ina" | "aya" | "skaya" | "ette" | "otte" | "dottir") => Relation::Gender,
        ("", "a") if stem.ends_with("ov") || stem.ends_with("ev") || stem.ends_with("in") => Relation::Gender,
        ("" | "o" | "us" | "e", "a") | ("a", "o" | "us") if common >= 3 => Relation::Gender,
        ("y" | "i" | "iy" | "yy", "aya" | "aia" | "a" | "aja") if stem.ends_with("sk") || stem.ends_with("tsk") => Relation::Gender,
        ("", "n" | "ns") if vowel_before => Relation::Derived,
        ("m", "t" | "ts" | "tic") if stem.ends_with("is") => Relation::Derived,
        ("e" | "o" | "y" | "s" | "a" | "i", "n" | "ns") if vowel_before => Relation::Derived,
        (rest_short, rest_long) => {
            let known = |r: &str| {
                matches!(
                    r,
                    "" | "a"
                        | "an"
                        | "ans"
                        | "ian"
                        | "ians"
                        | "ia"
                        | "ias"
                        | "ish"
                        | "ese"
                        | "i"
                        | "is"
                        | "ic"
                        | "ics"
                        | "ical"
                        | "land"
                        | "lands"
                        | "lander"
                        | "landers"
                        | "y"
                        | "ist"
                        | "ists"
                        | "ism"
                        | "ite"
                        | "ites"
                        | "er"
                        | "ers"
                        | "ean"
                        | "eans"
                        | "e"
                        | "o"
                        | "istan"
                        | "stan"
                        | "al"
                        | "ally"
                        | "acy"
                        | "ats"
                        | "ation"
                        | "ional"
                        | "ity"
                        | "ch"
                        | "nch"
                        | "en"
                        | "d"
                        | "ed"
                        | "ing"
                        | "ly"
                        | "ment"
                        | "ese's"
                        | "esque"
                        | "son"
                        | "sen"
                        | "ville"
                        | "gate"
                        | "town"
                        | "s"
                        | "or"
                        | "ors"
                        | "ive"
                        | "ion"
                        | "ions"
                        | "ary"
                        | "n"
                        | "ns"
                )
            };
            let long_enough = rest_long.len() >= 2 && !(rest_short.is_empty() && rest_long == "en" && common < 4);
            if long_enough && known(rest_short) && known(rest_long) { Relation::Derived } else { Relation::None }
        }
    }
}

/// Whether `a` is called as the people of the place `b` are: Caledonians, Caledonia; Icelanders, Iceland.
pub(super) fn is_people_of(a: &str, b: &str) -> bool {
    const ENDS: &[&str] = &["ns", "n", "ans", "an", "ians", "ian", "ese", "ish", "is", "i", "ers", "er", "ites", "ite"];
    let stem = |text: &str| ["ia", "a", "e", "o", "y"].iter().find_map(|e| text.strip_suffix(e)).unwrap_or(text).len();
    ENDS.iter().any(|end| a.strip_suffix(end).is_some_and(|s| s.len() >= 4 && s.len() >= stem(b) && b.starts_with(s)))
}

/// Whether only a suffix of kin differs: Gunnarsson and Gunnarsdottir, Petrovich and Petrovna.
pub(super) fn kin_suffix(a: &str, b: &str) -> bool {
    const KIN: &[(&str, &str)] = &[
        ("son", "dottir"),
        ("ovich", "ovna"),
        ("evich", "evna"),
        ("ov", "ova"),
        ("ev", "eva"),
        ("in", "ina"),
        ("sky", "skaya"),
        ("ski", "ska"),
        ("sky", "ska"),
        ("skiy", "skaya"),
        ("ovic", "ova"),
        ("ovich", "ova"),
        ("aitis", "aite"),
        ("auskas", "auskaite"),
        ("ian", "iantz"),
    ];
    let pair = |x: &str, y: &str| KIN.iter().any(|(m, f)| x.strip_suffix(m).is_some_and(|s| s.len() >= 3 && y.strip_suffix(f) == Some(s)));
    pair(a, b) || pair(b, a)
}

/// Whether `odd` is a Slavic adjective of the place `base`: Kanaevsky, Kanaevka.
pub(super) fn adjective(odd: &str, base: &str) -> bool {
    const ENDS: &[&str] = &["skaya", "skoye", "skogo", "skiy", "skii", "skyi", "sky", "ski"];
    let Some(stem) = ENDS.iter().find_map(|e| odd.strip_suffix(e)) else { return false };
    let is_adjective = ENDS.iter().any(|e| base.ends_with(e));
    stem.len() >= 4 && !is_adjective && base.starts_with(stem)
}

/// Whether the difference of hyphenated names lies in a short part or in the hyphens: Jong-un, Jong-il; not Akufo-Addo, Akufo-Ado.
pub(super) fn hyphens_matter(a: &str, b: &str) -> bool {
    let hyphens = |t: &str| t.bytes().filter(|b| *b == b'-').count();
    if hyphens(a) != hyphens(b) {
        return true;
    }
    hyphens(a) > 0 && a.split('-').zip(b.split('-')).any(|(p, q)| p != q && p.len().min(q.len()) < 3)
}

/// Whether the first letters are two ways to write one sound: Weintrub, Vaintrub; Camilla, Kamilla; Evgeny, Yevgeny.
pub(super) fn same_first_sound(a: &str, b: &str) -> bool {
    const SOUNDS: &[&[&str]] = &[
        &["c", "k", "q", "kh", "ch"],
        &["v", "w", "f", "ph"],
        &["y", "j", "i", "e", "ye", "je", "yo", "jo"],
        &["g", "h", "kh"],
        &["s", "z", "ts", "c"],
        &["zh", "j", "dzh", "dj"],
        &["u", "w", "ou"],
        &["sh", "ch", "sch", "tch"],
    ];
    SOUNDS.iter().any(|set| set.iter().any(|s| a.starts_with(s)) && set.iter().any(|s| b.starts_with(s)))
}

pub(super) fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// The letters, doubled ones once.
pub(super) fn undoubled(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut last = None;
    text.chars().filter(move |c| last.replace(*c) != Some(*c))
}

pub(super) fn is_swap(a: &str, b: &str) -> bool {
    let mut differ = a.chars().zip(b.chars()).filter(|(x, y)| x != y);
    matches!((differ.next(), differ.next(), differ.next()), (Some((a, b)), Some((c, d)), None) if a == d && b == c)
}

/// Damerau-Levenshtein distance (optimal string alignment), in letters.
pub fn edits(a: &str, b: &str) -> usize {
    if a.is_ascii() && b.is_ascii() {
        return edits_of(a.as_bytes(), b.as_bytes());
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    edits_of(&a, &b)
}

fn edits_of<T: PartialEq>(a: &[T], b: &[T]) -> usize {
    // Most names need no more room.
    let mut short = [0_usize; 3 * 24];
    let width = b.len() + 1;
    let mut long = Vec::new();
    let rows = match short.get_mut(..3 * width) {
        Some(rows) => rows,
        None => {
            long.resize(3 * width, 0);
            &mut long[..]
        }
    };
    let (mut before, rest) = rows.split_at_mut(width);
    let (mut last, mut row) = rest.split_at_mut(width);
    for (j, cell) in last.iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        row[0] = i;
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        (before, last, row) = (last, row, before);
    }
    last[b.len()]
}

/// Endings of the nominative that names take in the languages of Europe, and those of the other cases that translations leave standing:
/// Czech and Slovak, Polish, Russian and Ukrainian, Latvian and Lithuanian, Estonian and Finnish, Icelandic, German.
const NOMINATIVE: &[&str] = &["", "s", "a", "e", "i", "o", "is", "us", "as", "es", "y"];
const OBLIQUE: &[&str] = &[
    "a", "u", "e", "i", "y", "o", "om", "em", "am", "im", "um", "ou", "ovi", "evi", "ego", "ogo", "emu", "omu", "oy", "ey", "ei", "ai",
    "iem", "as", "us", "n", "en", "in", "an", "ta", "le", "lla", "ssa", "sta", "lta", "ksi", "na", "st", "sse", "s", "es", "is", "ne",
    "nes", "t", "d", "de", "ni", "ar", "ur", "ir",
];

/// Whether `a` may be another case of the name `b`: the same stem of three letters or more, an ending of another case and no longer
/// one of the nominative. `Dmitrijam`, `Dmitrijs`; `Riveru`, `Rivera`.
pub(super) fn is_case_of(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum::<usize>();
    let at = |text: &str, from: usize| text.get(from..).map(str::len);
    (3..=common).rev().any(|from| {
        let (Some(x), Some(y)) = (a.get(from..), b.get(from..)) else { return false };
        x != y && at(a, from) >= at(b, from) && OBLIQUE.contains(&x) && NOMINATIVE.contains(&y)
    })
}

/// Whether `a` is `b` with two or three letters said twice: `Slobododin`, `Slobodin`.
pub(super) fn is_stutter(a: &str, b: &str) -> bool {
    let length = match a.len().checked_sub(b.len()) {
        Some(length @ 2..=3) => length,
        _ => return false,
    };
    (0..=b.len().saturating_sub(length)).any(|at| {
        let (Some(head), Some(chunk), Some(tail)) = (b.get(..at), b.get(at..at + length), b.get(at..)) else { return false };
        a.strip_prefix(head).and_then(|rest| rest.strip_prefix(chunk)) == Some(tail)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivation_is_told_from_slips() {
        for (a, b, expected) in [
            ("korea", "korean", Relation::Derived),
            ("korean", "koreans", Relation::Plural),
            ("serb", "serbia", Relation::Derived),
            ("democrat", "democratic", Relation::Derived),
            ("ivanov", "ivanova", Relation::Gender),
            ("poland", "polish", Relation::None),
            ("china", "chinese", Relation::Derived),
            ("scotland", "scottish", Relation::None),
            ("korean", "koreann", Relation::None),
            ("riveru", "rivera", Relation::None),
            ("biden", "baden", Relation::None),
            ("iran", "iraq", Relation::None),
            ("texas", "texan", Relation::Derived),
        ] {
            assert_eq!(relation(a, b), expected, "{a} / {b}");
            assert_eq!(relation(b, a), expected, "{b} / {a}");
        }
    }

    #[test]
    fn a_place_and_its_people_are_two_words() {
        for (a, b) in [("caledonians", "caledonia"), ("icelanders", "iceland"), ("angolans", "angola"), ("nepali", "nepal")] {
            assert!(is_people_of(a, b), "{a} / {b}");
        }
        for (a, b) in [("rivera", "riveru"), ("paniai", "panyah"), ("morrison", "morris"), ("gibbon", "gibb")] {
            assert!(!is_people_of(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn other_cases_are_told_from_other_names() {
        for (a, b) in
            [("dmitrijam", "dmitrijs"), ("riveru", "rivera"), ("pajulahten", "pajulahti"), ("havlovi", "havel"), ("medumiem", "medumi")]
        {
            assert_eq!(is_case_of(a, b), b != "havel", "{a} / {b}");
        }
        assert!(!is_case_of("biden", "baden") && !is_case_of("rivera", "riveru"));
        assert!(is_stutter("slobododin", "slobodin") && is_stutter("gonosese", "gonose") && !is_stutter("slobodin", "slobododin"));
        assert!(!is_stutter("hutchinson", "hutchins"));
    }

    #[test]
    fn edits_count_letters() {
        assert_eq!(edits("biden", "baden"), 1);
        assert_eq!(edits("macron", "marcon"), 1);
        assert_eq!(edits("", "abc"), 3);
    }
}
