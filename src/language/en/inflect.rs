//! The forms of an English verb or noun, from its dictionary form: what `~press` matches.

use std::{collections::HashMap, sync::LazyLock};

static PAST_OF: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| IRREGULAR.split(',').filter_map(|e| e.split_once(' ')).collect());
static PLURAL_OF: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| PLURALS.split(',').filter_map(|e| e.split_once(' ')).collect());

/// Irregular verbs: dictionary form, past, participle.
const IRREGULAR: &str = "\
arise arose arisen,become became become,begin began begun,bear bore borne,beat beat beaten,bend bent bent,bet bet bet,bid bid bid,\
bind bound bound,bite bit bitten,bleed bled bled,blow blew blown,break broke broken,bring brought brought,broadcast broadcast broadcast,\
build built built,burst burst burst,buy bought bought,catch caught caught,choose chose chosen,cling clung clung,come came come,\
cost cost cost,cut cut cut,deal dealt dealt,dig dug dug,do did done,draw drew drawn,drink drank drunk,drive drove driven,eat ate eaten,\
fall fell fallen,feed fed fed,feel felt felt,fight fought fought,find found found,flee fled fled,fly flew flown,forbid forbade forbidden,\
forecast forecast forecast,forget forgot forgotten,forgive forgave forgiven,freeze froze frozen,get got gotten,give gave given,go went gone,\
grow grew grown,hang hung hung,have had had,hear heard heard,hide hid hidden,hit hit hit,hold held held,hurt hurt hurt,keep kept kept,\
know knew known,lay laid laid,lead led led,leave left left,lend lent lent,let let let,lie lay lain,light lit lit,lose lost lost,\
make made made,mean meant meant,meet met met,mistake mistook mistaken,overcome overcame overcome,oversee oversaw overseen,\
overtake overtook overtaken,overthrow overthrew overthrown,pay paid paid,put put put,quit quit quit,read read read,rebuild rebuilt rebuilt,\
ride rode ridden,ring rang rung,rise rose risen,run ran run,say said said,see saw seen,seek sought sought,sell sold sold,send sent sent,\
set set set,shake shook shaken,shed shed shed,shine shone shone,shoot shot shot,show showed shown,shrink shrank shrunk,shut shut shut,\
sing sang sung,sink sank sunk,sit sat sat,sleep slept slept,speak spoke spoken,spend spent spent,spin spun spun,split split split,\
spread spread spread,stand stood stood,steal stole stolen,stick stuck stuck,strike struck struck,strive strove striven,swear swore sworn,\
sweep swept swept,swim swam swum,swing swung swung,take took taken,teach taught taught,tear tore torn,tell told told,think thought thought,\
throw threw thrown,understand understood understood,undertake undertook undertaken,uphold upheld upheld,wake woke woken,wear wore worn,\
weep wept wept,win won won,withdraw withdrew withdrawn,withstand withstood withstood,write wrote written,";

/// Irregular plurals.
const PLURALS: &str = "man men,woman women,child children,person people,foot feet,tooth teeth,goose geese,mouse mice,\
policeman policemen,spokesman spokesmen,spokeswoman spokeswomen,wife wives,life lives,knife knives,half halves,leaf leaves,\
thief thieves,wolf wolves,crisis crises,basis bases,analysis analyses,phenomenon phenomena,criterion criteria,medium media,";

/// Verbs of more than one syllable that double their last consonant.
const DOUBLING: &[&str] = &[
    "admit", "commit", "compel", "control", "deter", "equip", "expel", "forbid", "incur", "occur", "omit", "permit", "prefer", "propel",
    "rebel", "refer", "regret", "submit", "transfer", "transmit", "patrol", "excel", "repel", "confer", "defer", "infer",
];

/// A word and its inflected forms, as a verb and as a noun alike: the two share their regular endings, and tags tell them apart.
pub fn forms(lemma: &str) -> Vec<String> {
    if lemma == "be" {
        return ["be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m"].map(String::from).to_vec();
    }
    if lemma == "have" {
        return ["have", "has", "had", "having", "'ve"].map(String::from).to_vec();
    }
    let mut forms = vec![lemma.to_owned()];
    let bytes = lemma.as_bytes();
    let last = bytes.last().copied().unwrap_or(0);
    let before = bytes.len().checked_sub(2).and_then(|i| bytes.get(i)).copied().unwrap_or(0);
    let vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    let stem = &lemma[..lemma.len() - usize::from(lemma.is_ascii() && !lemma.is_empty())];
    let consonant_y = last == b'y' && !vowel(before);
    // Third person and plural.
    forms.push(match last {
        b'y' if consonant_y => format!("{stem}ies"),
        b's' | b'x' | b'z' | b'o' => format!("{lemma}es"),
        b'h' if matches!(before, b'c' | b's') => format!("{lemma}es"),
        _ => format!("{lemma}s"),
    });
    if last == b'o' {
        forms.push(format!("{lemma}s"));
    }
    if let Some(plural) = PLURAL_OF.get(lemma) {
        forms.push((*plural).to_owned());
    }
    let third = bytes.len().checked_sub(3).and_then(|i| bytes.get(i)).copied().unwrap_or(b'a');
    let syllables = bytes.windows(2).filter(|w| vowel(w[0]) && !vowel(w[1])).count() + usize::from(vowel(last));
    let closed = !vowel(last)
        && !matches!(last, b'w' | b'x' | b'y' | b'h')
        && vowel(before)
        && (!vowel(third) || third == b'u' && bytes.len() > 3 && bytes[bytes.len() - 4] == b'q');
    let doubles = closed && (syllables == 1 || DOUBLING.contains(&lemma));
    let british = closed && syllables > 1 && last == b'l';
    let ing = match last {
        b'e' if before == b'i' => format!("{}ying", &lemma[..lemma.len() - 2]),
        b'e' if !matches!(before, b'e' | b'o' | b'y') => format!("{stem}ing"),
        _ if doubles => format!("{lemma}{}ing", last as char),
        _ => format!("{lemma}ing"),
    };
    forms.push(ing);
    if british {
        forms.push(format!("{lemma}ling"));
        forms.push(format!("{lemma}led"));
    }
    match PAST_OF.get(lemma) {
        Some(irregular) => forms.extend(irregular.split(' ').map(str::to_owned)),
        None => forms.push(match last {
            b'e' => format!("{lemma}d"),
            b'y' if consonant_y => format!("{stem}ied"),
            _ if doubles => format!("{lemma}{}ed", last as char),
            _ => format!("{lemma}ed"),
        }),
    }
    forms.sort();
    forms.dedup();
    forms
}

#[cfg(test)]
mod tests {
    use super::forms;

    #[test]
    fn regular_and_irregular() {
        for (lemma, expected) in [
            ("press", "press presses pressing pressed"),
            ("try", "try tries trying tried"),
            ("stop", "stop stops stopping stopped"),
            ("travel", "travel travels traveling traveled travelling travelled"),
            ("offer", "offer offers offering offered"),
            ("refer", "refer refers referring referred"),
            ("die", "die dies dying died"),
            ("agree", "agree agrees agreeing agreed"),
            ("equip", "equip equips equipping equipped"),
            ("make", "make makes making made"),
            ("take", "take takes taking took taken"),
            ("play", "play plays playing played"),
            ("country", "country countries"),
            ("woman", "woman women"),
            ("reach", "reach reaches reached reaching"),
            ("visit", "visit visits visited visiting"),
            ("wait", "wait waits waited waiting"),
            ("veto", "veto vetoes vetoed vetoing"),
        ] {
            let forms = forms(lemma);
            for form in expected.split(' ') {
                assert!(forms.iter().any(|f| f == form), "{lemma}: {form} not in {forms:?}");
            }
        }
    }
}
