//! Copies of treebank sentences the way news writes.

use crate::support::treebank::{Random, Sentence, label};

/// The treebank's sentences, and copies of some of them the way news writes:
/// headlines in title case or capitals, no final stop, compounds in one piece.
pub fn augment(train: &[Sentence], random: &mut Random) -> Vec<Sentence> {
    let mut corpus = Vec::new();
    for sentence in train {
        corpus.push(sentence.clone());
        if let Some(merged) = merge_compounds(sentence) {
            corpus.push(merged);
        }
        if let Some(at) = sentence.words.windows(2).position(|w| w[0].eq_ignore_ascii_case("can") && w[1].eq_ignore_ascii_case("not")) {
            let mut copy = sentence.clone();
            copy.words[at].push_str("not");
            copy.words.remove(at + 1);
            copy.labels.remove(at + 1);
            corpus.push(copy);
        }
        let n = sentence.words.len();
        if n < 4 {
            continue;
        }
        let mut copy = sentence.clone();
        match random.below(20) {
            0 | 1 if sentence.words[n - 1] == "." => {
                copy.words.pop();
                copy.labels.pop();
                copy.gold.pop();
                corpus.push(copy);
            }
            2 => {
                if copy.words[n - 1] == "." {
                    copy.words.pop();
                    copy.labels.pop();
                    copy.gold.pop();
                }
                for (at, word) in copy.words.iter_mut().enumerate() {
                    let small = matches!(
                        word.as_str(),
                        "a" | "an"
                            | "the"
                            | "of"
                            | "in"
                            | "on"
                            | "to"
                            | "for"
                            | "and"
                            | "or"
                            | "but"
                            | "at"
                            | "by"
                            | "as"
                            | "n't"
                            | "'s"
                            | "with"
                            | "from"
                    );
                    if at == 0 || !small {
                        *word = capitalised(word);
                    }
                }
                corpus.push(copy);
            }
            3 if random.below(2) == 0 => {
                for word in &mut copy.words {
                    *word = word.to_uppercase();
                }
                corpus.push(copy);
            }
            4 => {
                copy.words[0] = copy.words[0].to_lowercase();
                corpus.push(copy);
            }
            _ => {}
        }
    }
    corpus
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The sentence with hyphenated compounds as one word each, `None` without any.
fn merge_compounds(sentence: &Sentence) -> Option<Sentence> {
    let glue = |at: usize| sentence.gold[at].1 == "HYPH" && at > 0 && at + 1 < sentence.words.len();
    if !(0..sentence.words.len()).any(glue) {
        return None;
    }
    let mut merged = Sentence::default();
    let mut at = 0;
    while at < sentence.words.len() {
        let start = at;
        let mut word = sentence.words[at].clone();
        while at + 2 < sentence.words.len() && glue(at + 1) {
            word.push('-');
            word.push_str(&sentence.words[at + 2]);
            at += 2;
        }
        let label = if at == start { sentence.labels[at] } else { compound_label(sentence, start, at) };
        merged.words.push(word);
        merged.labels.push(label);
        merged.gold.push(sentence.gold[at].clone());
        at += 1;
    }
    Some(merged)
}

/// The label of the compound made of the tokens `start..=last`.
fn compound_label(sentence: &Sentence, start: usize, last: usize) -> u8 {
    let tags: Vec<&str> = (start..=last).step_by(2).map(|i| sentence.gold[i].1.as_str()).collect();
    let tail = *tags.last().unwrap_or(&"NN");
    if tags.iter().all(|t| t.starts_with("NNP")) {
        return label(tail, "PROPN");
    }
    if tags.iter().all(|&t| t == "CD") {
        return label("CD", "NUM");
    }
    // The member whose head lies outside says what the compound does.
    let outer = (start..=last).find(|&i| sentence.heads[i] < start + 1 || sentence.heads[i] > last + 1).unwrap_or(last);
    let before_noun = sentence.heads[outer] > last + 1
        && matches!(sentence.relations[outer].as_str(), "amod" | "compound" | "nmod" | "nummod" | "advmod" | "acl");
    if before_noun || matches!(tail, "VBN" | "VBD" | "JJ") {
        return label("JJ", "ADJ");
    }
    match tail {
        "NNS" | "NNP" | "NNPS" => sentence.labels[last],
        "RB" | "RP" | "IN" | "CD" | "AFX" => label("NN", "NOUN"),
        _ => sentence.labels[last],
    }
}
