//! Dictionary forms of English words: spelling rules, and a list of what they
//! get wrong.

use std::borrow::Cow;

use super::tag::Tag;

/// Lines `form`, tab, class (`v` verb, `n` noun, `j` adjective or adverb), tab,
/// lemma; sorted by bytes.
static EXCEPTIONS: &str = copydesk_data::LEMMAS;

/// The dictionary form of a word under its tag: infinitive, singular, positive,
/// lower case; proper nouns keep their capitals. `'s` as a verb comes out as
/// `be`, `'d` as a modal as `would`.
#[must_use]
pub fn lemma(word: &str, tag: Tag) -> Cow<'_, str> {
    if tag == Tag::Nnp {
        return Cow::Borrowed(word);
    }
    if tag == Tag::Nnps {
        return plural(word).map_or(Cow::Borrowed(word), Cow::Owned);
    }
    let lower = lowered(word);
    let form = lower.as_ref();
    let base = match tag {
        Tag::Nns => exception(form, 'n').map(str::to_owned).or_else(|| plural(form)),
        Tag::Vbd | Tag::Vbn | Tag::Vbg | Tag::Vbz | Tag::Vbp | Tag::Vb => verb(form, tag),
        Tag::Md => modal(form).map(str::to_owned),
        Tag::Jjr | Tag::Rbr => exception(form, if tag == Tag::Jjr { 'j' } else { 'r' }).map(str::to_owned).or_else(|| degree(form, "er")),
        Tag::Jjs | Tag::Rbs => exception(form, if tag == Tag::Jjs { 'j' } else { 'r' }).map(str::to_owned).or_else(|| degree(form, "est")),
        Tag::Prp | Tag::Dt | Tag::Rb => function_word(form).map(str::to_owned),
        _ => None,
    };
    base.map_or(lower, Cow::Owned)
}

/// Lower case and straight apostrophes, borrowed where nothing changes.
fn lowered(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase().replace('\u{2019}', "'"))
    }
}

/// Looks a form up among the exceptions of its class by binary search.
fn exception(form: &str, class: char) -> Option<&'static str> {
    let table = EXCEPTIONS.as_bytes();
    let (mut low, mut high) = (0, table.len());
    while low < high {
        let middle = (low + high) / 2;
        let start = table.get(..middle)?.iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
        let line = EXCEPTIONS.get(start..)?.lines().next()?;
        let (key, rest) = line.split_once('\t')?;
        let (kind, lemma) = rest.split_once('\t')?;
        match key.cmp(form).then_with(|| kind.cmp(class.encode_utf8(&mut [0; 4]))) {
            std::cmp::Ordering::Equal => return Some(lemma),
            std::cmp::Ordering::Less => low = start + line.len() + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

fn function_word(form: &str) -> Option<&'static str> {
    Some(match form {
        "me" => "I",
        "i" => "I",
        "him" => "he",
        "her" => "she",
        "us" | "'s" => "we",
        "them" | "'em" => "they",
        "an" => "a",
        "these" => "this",
        "those" => "that",
        "n't" => "not",
        _ => return None,
    })
}

fn modal(form: &str) -> Option<&'static str> {
    Some(match form {
        "'ll" | "wo" => "will",
        "ca" => "can",
        "'d" => "would",
        "sha" => "shall",
        _ => return None,
    })
}

/// The singular of a regular plural.
fn plural(form: &str) -> Option<String> {
    if let Some(stem) = form.strip_suffix("men")
        && !stem.is_empty()
    {
        return Some(format!("{stem}man"));
    }
    // "1970s" has no singular.
    if form.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let stem = form.strip_suffix('s')?;
    if stem.is_empty() || stem.ends_with(['s', 'u', '\'']) {
        return None;
    }
    if let Some(stem) = stem.strip_suffix("ie") {
        return Some(if stem.chars().count() > 1 { format!("{stem}y") } else { format!("{stem}ie") });
    }
    if let Some(short) = stem.strip_suffix('e')
        && (short.ends_with("ss") || short.ends_with("sh") || short.ends_with("ch") || short.ends_with('x') || short.ends_with("zz"))
    {
        return Some(short.to_owned());
    }
    Some(stem.to_owned())
}

fn verb(form: &str, tag: Tag) -> Option<String> {
    if let Some(lemma) = exception(form, 'v') {
        return Some(lemma.to_owned());
    }
    // Prefixed and hyphenated verbs inflect like their last part.
    if let Some((head, tail)) = form.rsplit_once('-')
        && !tail.is_empty()
    {
        return verb(tail, tag).map(|tail| format!("{head}-{tail}"));
    }
    match tag {
        Tag::Vbz => {
            let stem = form.strip_suffix('s')?;
            if let Some(short) = stem.strip_suffix("oe") {
                return Some(format!("{short}o"));
            }
            plural(form)
        }
        Tag::Vbd | Tag::Vbn => {
            let stem = form.strip_suffix("ed")?;
            if let Some(short) = stem.strip_suffix('i') {
                return Some(if short.chars().count() > 1 { format!("{short}y") } else { format!("{short}ie") });
            }
            // "agreed", "freed" beside "need", "exceed", which are no past forms.
            if form.ends_with("eed") {
                let past = ["agreed", "freed", "teed", "eyed", "peed", "creed", "guaranteed"];
                return past.iter().any(|end| form.ends_with(end)).then(|| stem.to_owned() + "e");
            }
            Some(stem_to_base(stem))
        }
        Tag::Vbg => form.strip_suffix("ing").or_else(|| form.strip_suffix("in'")).map(stem_to_base),
        _ => None,
    }
}

/// Gives a stem left by `-ed` or `-ing` back what it lost there.
fn stem_to_base(stem: &str) -> String {
    let letters: Vec<char> = stem.chars().collect();
    let n = letters.len();
    let vowel = |at: usize| letters.get(at).is_some_and(|&c| is_vowel(c) || c == 'y' && at > 0);
    let [.., c, d] = letters[..] else { return stem.to_owned() };
    // An ending that spoke without a vowel before it is no stem: "bring", "sing".
    if !(0..n).any(vowel) {
        return stem.to_owned();
    }
    if stem.ends_with("ee") || stem.ends_with("oe") || stem.ends_with("ye") {
        return stem.to_owned();
    }
    let groups = (0..n).filter(|&at| vowel(at) && (at == 0 || !vowel(at - 1))).count();
    let doubled = c == d && (matches!(d, 'b' | 'd' | 'g' | 'm' | 'n' | 'p' | 'r' | 't' | 'k' | 'v') || d == 'l' && groups > 1);
    if doubled {
        return letters[..n - 1].iter().collect();
    }
    if ["iat", "uat", "uad"].iter().any(|end| stem.ends_with(end)) {
        return format!("{stem}e");
    }
    let single_vowel = n >= 2 && vowel(n - 2) && (n < 3 || !vowel(n - 3) || letters[n - 3] == 'u' && n >= 4 && letters[n - 4] == 'q');
    let with_e = match d {
        'v' | 'c' | 'u' => true,
        'z' => c != 'z' && c != 't',
        's' => c != 's',
        'l' => !vowel(n - 2) && !matches!(c, 'l' | 'r' | 'w') || single_vowel && groups == 1,
        'g' => matches!(c, 'r' | 'd' | 'l' | 'a' | 'u' | 'e' | 'i'),
        'w' | 'x' | 'y' | 'h' => false,
        _ if single_vowel && groups == 1 => true,
        't' => single_vowel && matches!(c, 'a' | 'u' | 'o') && groups > 1,
        'd' => single_vowel && matches!(c, 'i' | 'u' | 'a' | 'o'),
        'r' => single_vowel && matches!(c, 'i' | 'u' | 'a'),
        'n' => single_vowel && matches!(c, 'i') && groups > 1 && n > 3 && matches!(letters[n - 3], 'f' | 'b' | 'm' | 'l' | 'g'),
        'k' => single_vowel,
        'b' => single_vowel && matches!(c, 'i' | 'o'),
        'm' => single_vowel && matches!(c, 'u' | 'a'),
        _ => false,
    };
    if with_e { format!("{stem}e") } else { stem.to_owned() }
}

const fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// The positive of a regular comparative or superlative.
fn degree(form: &str, ending: &str) -> Option<String> {
    let stem = form.strip_suffix(ending)?;
    if let Some(short) = stem.strip_suffix('i') {
        return Some(format!("{short}y"));
    }
    if stem.ends_with('e') {
        return Some(stem.to_owned());
    }
    let mut back = stem.chars().rev();
    let (last, before) = (back.next()?, back.next()?);
    if last == before && matches!(last, 'b' | 'd' | 'g' | 'm' | 'n' | 'p' | 't') {
        return stem.strip_suffix(last).map(str::to_owned);
    }
    // "larger", "closer", "later", "simpler".
    if matches!(last, 'c' | 'v' | 's' | 'g') && !stem.ends_with("ng") && !stem.ends_with("ss")
        || last == 'l' && !is_vowel(before) && before != 'l'
        || is_vowel(before)
            && matches!(last, 't' | 'r' | 'd' | 'n' | 'm' | 'k')
            && stem.len() >= 3
            && !stem.bytes().nth_back(2).is_some_and(|b| is_vowel(b as char))
            && !matches!((before, last), ('e', 'r' | 'n') | ('o', 'w'))
    {
        return Some(format!("{stem}e"));
    }
    Some(stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{EXCEPTIONS, lemma};
    use crate::analysis::tag::Tag;

    #[test]
    fn exceptions_are_sorted_and_unique() {
        let keys: Vec<_> = EXCEPTIONS.lines().map(|l| l.rsplit_once('\t').map(|(key, _)| key)).collect();
        assert!(keys.iter().all(Option::is_some));
        let keys: Vec<_> = EXCEPTIONS.lines().map(|l| l.split('\t').take(2).collect::<Vec<_>>()).collect();
        assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn verbs() {
        for (form, tag, base) in [
            ("was", Tag::Vbd, "be"),
            ("’s", Tag::Vbz, "be"),
            ("makes", Tag::Vbz, "make"),
            ("Says", Tag::Vbz, "say"),
            ("carries", Tag::Vbz, "carry"),
            ("goes", Tag::Vbz, "go"),
            ("reaches", Tag::Vbz, "reach"),
            ("releases", Tag::Vbz, "release"),
            ("planned", Tag::Vbd, "plan"),
            ("planed", Tag::Vbd, "plane"),
            ("visited", Tag::Vbn, "visit"),
            ("created", Tag::Vbn, "create"),
            ("treated", Tag::Vbn, "treat"),
            ("agreed", Tag::Vbd, "agree"),
            ("settling", Tag::Vbg, "settle"),
            ("hoping", Tag::Vbg, "hope"),
            ("bringing", Tag::Vbg, "bring"),
            ("changing", Tag::Vbg, "change"),
            ("lying", Tag::Vbg, "lie"),
            ("withdrew", Tag::Vbd, "withdraw"),
            ("travelled", Tag::Vbd, "travel"),
            ("killed", Tag::Vbn, "kill"),
            ("re-elected", Tag::Vbn, "re-elect"),
            ("accused", Tag::Vbd, "accuse"),
            ("ca", Tag::Md, "can"),
            ("won", Tag::Vbd, "win"),
            ("wo", Tag::Md, "will"),
        ] {
            assert_eq!(lemma(form, tag), base, "{form}");
        }
    }

    #[test]
    fn nouns_and_degrees() {
        for (form, tag, base) in [
            ("countries", Tag::Nns, "country"),
            ("movies", Tag::Nns, "movie"),
            ("Wives", Tag::Nns, "wife"),
            ("crises", Tag::Nns, "crisis"),
            ("spokesmen", Tag::Nns, "spokesman"),
            ("guardsmen", Tag::Nns, "guardsman"),
            ("1970s", Tag::Nns, "1970s"),
            ("churches", Tag::Nns, "church"),
            ("houses", Tag::Nns, "house"),
            ("news", Tag::Nn, "news"),
            ("Americans", Tag::Nnps, "American"),
            ("Athens", Tag::Nnp, "Athens"),
            ("better", Tag::Jjr, "good"),
            ("better", Tag::Rbr, "well"),
            ("largest", Tag::Jjs, "large"),
            ("heavier", Tag::Jjr, "heavy"),
            ("hotter", Tag::Jjr, "hot"),
            ("them", Tag::Prp, "they"),
            ("n’t", Tag::Rb, "not"),
        ] {
            assert_eq!(lemma(form, tag), base, "{form}");
        }
    }

    #[test]
    fn odd_input() {
        for form in ["", "s", "ed", "ing", "'s", "ies", "-", "-ed", "ß", "İs", "éed", "🙂s"] {
            for &tag in Tag::ALL {
                let _ = lemma(form, tag);
            }
        }
        assert_eq!(lemma("s", Tag::Nns), "s");
    }
}
