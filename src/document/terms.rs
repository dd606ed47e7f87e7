//! Glossaries: TBX, and CSV or TSV of a term and its translations.

use super::{
    Problem, table,
    xml::{self, Piece},
};
use crate::{source::Source, span::FileSpan};

/// A term and its translations, as a glossary has them.
pub type Term = (String, Vec<String>);

/// The terms of a file, by its extension. `language` is the code of the source's, where it is known: TBX has any number of languages, and
/// without it the first of an entry is the source's.
pub fn read_terms(source: &Source, language: Option<&str>) -> (Vec<Term>, Vec<Problem>) {
    let extension = source.path().rsplit('.').next().unwrap_or("").to_lowercase();
    let (terms, mut problems) = match extension.as_str() {
        "tbx" | "xml" => tbx(source.text(), language),
        "tsv" => table::terms(source.text(), b'\t'),
        _ => table::terms(source.text(), b','),
    };
    if terms.is_empty() && problems.is_empty() {
        let message = "no terms in it: a glossary is TBX, or CSV with a term and its translations in each row".to_owned();
        problems.push(Problem { span: FileSpan::new(0, 0), message, warning: false });
    }
    (terms, problems)
}

/// TBX of 2008 (`termEntry`, `langSet`, `tig`) and of 2019 (`conceptEntry`, `langSec`, `termSec`).
fn tbx(text: &str, language: Option<&str>) -> (Vec<Term>, Vec<Problem>) {
    let (mut terms, mut entry): (Vec<Term>, Vec<(String, String)>) = (Vec::new(), Vec::new());
    let (mut code, mut open) = (String::new(), None::<String>);
    let problems = xml::read(text, |piece| match piece {
        Piece::Open(tag) => match tag.local() {
            "termEntry" | "conceptEntry" => entry.clear(),
            "langSet" | "langSec" => code = tag.attribute("lang").unwrap_or_default().to_lowercase(),
            "term" => open = Some(String::new()),
            _ => {}
        },
        Piece::Close(name, _) => match xml::local(name) {
            "term" => entry.extend(open.take().map(|term| (code.clone(), term))),
            "termEntry" | "conceptEntry" => terms.extend(pairs(std::mem::take(&mut entry), language)),
            _ => {}
        },
        Piece::Text(range) => {
            if let Some(term) = &mut open {
                term.push_str(text.get(range).unwrap_or(""));
            }
        }
        Piece::Character(c, _) => {
            if let Some(term) = &mut open {
                term.push(c);
            }
        }
        Piece::Comment => {}
    });
    (terms, problems)
}

/// The terms of one entry in the source's language, each with all that stand in others.
fn pairs(entry: Vec<(String, String)>, language: Option<&str>) -> Vec<Term> {
    let main = |code: &str| code.split(['-', '_']).next().unwrap_or(code).to_owned();
    let own = language.map(main).or_else(|| entry.first().map(|(code, _)| main(code))).unwrap_or_default();
    let targets: Vec<String> = entry.iter().filter(|(code, _)| main(code) != own).map(|(_, term)| term.clone()).collect();
    entry.into_iter().filter(|(code, _)| main(code) == own).map(|(_, term)| (term, targets.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glossary_is_tbx_or_a_table() {
        let file = "<tbx><text><body><conceptEntry><langSec xml:lang=\"es\"><termSec><term>puerto franco</term></termSec></langSec>\
                    <langSec xml:lang=\"en\"><termSec><term>free port</term></termSec></langSec></conceptEntry></body></text></tbx>";
        let wanted = vec![("puerto franco".to_owned(), vec!["free port".to_owned()])];
        assert_eq!(read_terms(&Source::from_text("a.tbx", file), None).0, wanted);
        assert_eq!(read_terms(&Source::from_text("a.csv", "source,target\npuerto franco,free port\n"), None).0, wanted);
        let two = read_terms(&Source::from_text("a.tsv", "puerto\tport|harbour\n"), None).0;
        assert_eq!(two, [("puerto".to_owned(), vec!["port".to_owned(), "harbour".to_owned()])]);
        assert_eq!(read_terms(&Source::from_text("a.csv", "alone\n"), None).1.len(), 1);
    }
}
