//! Names that must be found, with the spelling that is suggested first, and names that must be left alone.

use super::*;
use crate::{
    analysis::{Article, Language},
    document,
    source::Source,
};

/// What is marked in a text, and the first suggestion for it.
fn findings(text: &str) -> Vec<(String, String)> {
    let source = Source::from_text("a.txt", text);
    let documents = document::parse(&source, document::Format::Plain);
    let mut all = Vec::new();
    for document in &documents {
        let article = Article::with_language(document, Language::ENGLISH);
        let mut cx = RuleContext::new(&article, &crate::rules::records::MISSPELLED_NAME);
        MisspelledName.check(&mut cx);
        for finding in cx.into_findings() {
            let marked = finding.place.span.slice(&document.blocks[finding.place.block].text).to_owned();
            all.push((marked, finding.suggestions.first().map(|s| s.replacement.clone()).unwrap_or_default()));
        }
    }
    all
}

#[test]
fn slips_are_found_and_mended() {
    let cases = [
        ("Ukraine's president Volodymyr Selenskyj flew to Madrid.", "Selenskyj", "Zelenskyy"),
        ("German chancellor Olaf Schoolz spoke in Berlin on Friday.", "Schoolz", "Scholz"),
        ("Israel's prime minister, Benjamin Netanyhau, called a vote.", "Netanyhau", "Netanyahu"),
        ("Emanuel Macrom said France would send more doctors.", "Emanuel Macrom", "Emmanuel Macron"),
        ("Angela Merkle opened the fair in Hanover with the German minister.", "Merkle", "Merkel"),
        ("Brazil's Luiz Inacio Lula da Sliva won in the second round.", "Sliva", "Silva"),
        ("Turkey's leader Recep Tayyip Erdagon met farmers in Konya.", "Erdagon", "Erdogan"),
        ("Germany's Ursula von der Leyden addressed the parliament in Strasbourg.", "Leyden", "Leyen"),
        ("Vladimir Putyn signed the decree in Moscow.", "Putyn", "Putin"),
        ("India's Narendra Mody will visit Kathmandu.", "Mody", "Modi"),
        ("Hillary Clintton spoke at the college.", "Clintton", "Clinton"),
        ("Ilon Musk bought the plant outside Austin.", "Ilon", "Elon"),
        ("The team landed in Reykjavic after midnight.", "Reykjavic", "Reykjavik"),
        ("He was flown to Johanesburg for surgery.", "Johanesburg", "Johannesburg"),
        ("She studied in Los Angelees before the war.", "Angelees", "Angeles"),
        // A Croat writes his name in Latin letters: another country's form of it is a slip, where a Russian's would be a system.
        ("Croatia's prime minister, Andrey Plenkovic, flew to Zagreb.", "Andrey", "Andrej"),
        // A word that opens a sentence, or stands behind a bracket, may be a first name for all that.
        ("Jorge Bush's library in Texas is open. Georgia and Texas sent Republicans.", "Jorge", "George"),
    ];
    let mut wrong = Vec::new();
    for (text, mark, fix) in cases {
        let found = findings(text);
        if found != [(mark.to_owned(), fix.to_owned())] {
            wrong.push(format!("{text}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_articles_own_variant_is_kept() {
    let text = "Ukraine's Volodymyr Zelensky spoke in Kyiv. Aides to Zelensky said on Monday that Volodomyr Zelensky would travel to Riga.";
    assert_eq!(findings(text), [("Volodomyr".to_owned(), "Volodymyr".to_owned())]);
}

#[test]
fn an_article_without_accents_gets_none_and_one_with_them_gets_them() {
    let plain = "The UN chief, Antonio Guteres, warned of famine.";
    assert_eq!(findings(plain), [("Guteres".to_owned(), "Guterres".to_owned())]);
    let accents = "The UN chief, Antonyo Guterres, met José Peña in São Paulo.";
    assert_eq!(findings(accents), [("Antonyo".to_owned(), "António".to_owned())]);
}

#[test]
fn other_people_and_other_names_are_left_alone() {
    let cases = [
        ("Hunter Biden and Jill Biden came to the hall in Wilmington.", "a family"),
        ("Eric Trump and Lara Trump opened the golf course.", "a family"),
        ("Kim Yo Jong, sister of Kim Jong Un, answered from Pyongyang.", "brother and sister"),
        ("Rajiv Gandhi and Sanjay Gandhi were brothers.", "brothers"),
        ("The plumber Tom Osbourn mended the boiler in Hull.", "an ordinary namesake"),
        ("Steven Johnson and Stephen Johnston teach at the school in Ohio.", "two ordinary people"),
        ("Anna Petersen, a nurse from Odense, found the boy.", "a common spelling of a common name"),
        ("Catherine Ashley runs the bakery with her husband.", "an ordinary name"),
        ("Alexander Lukas, 34, drove the truck.", "an ordinary name"),
        ("Iran and Iraq signed; Niger and Nigeria did not.", "countries that look alike"),
        ("From Austria she went to Australia, from Mali to Malawi and the Maldives.", "countries that look alike"),
        ("Macon, in Georgia, has a new mayor.", "a town, not the president of France"),
        ("The band Krispy Kreme and the singer Lil Nas played.", "brand play"),
        ("She sang with the Beetles Tribute and the Rolling Clones.", "names that play on others"),
        ("Mike Pence and Michael Pence are one man.", "a short form of the first name"),
        ("Joe Biden and Joseph Biden are one man.", "a short form of the first name"),
        ("Muammar Gaddafi fell in 2011.", "a usual transliteration"),
        ("Antonio Guterres and Recep Tayyip Erdogan met.", "accents alone"),
        ("Sigurður Jóhannsson and Guðrún Helgadóttir live in Akureyri.", "Icelandic names that no list has"),
        ("Thandeka Mkhwanazi-Dube and Bongani Zulu walked home in Durban.", "South African names that no list has"),
        ("Nguyen Thi Hoa sells fruit in Da Nang.", "a Vietnamese name"),
        ("Wang Wenbin and Wang Yi spoke for China.", "Chinese names of one surname"),
        ("Li Qiang, Li Keqiang and Li Xi stood in the first row in Beijing.", "Chinese names of one surname"),
        ("Park Jin and Park Jun play for Seoul.", "Korean names of one surname"),
        ("Abdul Karim Hassan drives a bus in Cairo.", "a common Arabic name"),
        ("The White Hart and the Red Lion are pubs.", "pubs"),
        ("Dow Jones fell while Goldman Sachs rose.", "firms"),
        ("The New Yorker and the New Zealander argued.", "peoples"),
        ("Jokhang Temple in Lhasa was closed for repairs.", "a building"),
        ("The Jokhang Temple was shut to visitors.", "a building with its article"),
        ("Germany's Klaus Toepfer spoke for the United Nations in Nairobi.", "an umlaut written as two letters"),
        ("Ukraine's Viktor Yanukovich fled Kyiv for Russia.", "a transliteration that the news prints"),
        ("Iran's negotiator Hassan Rowhani flew from Tehran to Vienna.", "a transliteration that the news prints"),
        ("Lithuania's Viktor Uspasskikh led the Labour Party in Vilnius.", "the same name by way of Russian"),
        ("Jonathan S. Gelles of a London brokerage sold his shares.", "an initial tells him from a namesake"),
        ("Stuart St Clair drives trucks in Perth.", "only the stop is missing"),
        ("Choe Thae Bok opened the session in Pyongyang.", "the last two words of a longer name"),
        ("Sherloc, a laser on the rover, was switched on.", "the name of a device"),
        ("Playboyz and Emerica opened shops in Leeds.", "brands"),
        ("Lady Gaga met Lord Sugar and Sir Elton.", "titles"),
        ("In the village of Kanaevka a barn burnt down.", "a village that no list has"),
        ("NATO, UNESCO and ASEAN sent observers.", "acronyms"),
        ("BREAKING NEWS FROM THE CAPITAL OF FRANCE", "capitals throughout"),
        ("Vaintrub and Semilarsky finished first and second.", "surnames that no list has"),
        ("Russia's deputy minister Sergey Ryabkov spoke in Geneva.", "a first name in another usual system"),
        ("Kyiv's mayor, Vitaliy Klitschko, inspected the bridge.", "a first name in another usual system"),
        ("Will Poland join them? Mark Norway on the map. Grant Chile a year.", "verbs before countries"),
    ];
    let mut wrong = Vec::new();
    for (text, reason) in cases {
        let found = findings(text);
        if !found.is_empty() {
            wrong.push(format!("{text} ({reason}): {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn any_text_is_read_without_trouble() {
    for text in
        ["", "J. K.", "É", "Ünder Ünder Ünder Ünder Ünder Ünder", "A\u{301}a A\u{301}b", "Кyiv Кyiv", "O’ O’ O’ O’Neil", "Al-al-al al- -al"]
    {
        findings(text);
    }
}
