use super::{near::LETTERS, *};

#[test]
fn variants_lead_to_the_usual_spelling() {
    let usual = person("Benjamin Netanyahu").unwrap();
    assert_eq!(person("Binyamin Netanyahu").map(|p| p.id), Some(usual.id));
    assert_eq!(usual.canonical, "Benjamin Netanyahu");
    assert_eq!(usual.id.country(), "IL");
    assert!(usual.weight > 20);
    assert_eq!(person("Benjamin Xqzzvw"), None);
}

#[test]
fn canonical_names_keep_their_accents_and_case() {
    assert_eq!(person("Antonio Guterres").map(|p| p.canonical).as_deref(), Some("António Guterres"));
    assert_eq!(person("ron desantis").map(|p| p.canonical).as_deref(), Some("Ron DeSantis"));
}

#[test]
fn people_are_found_by_any_word_of_their_name() {
    assert!(people_with_token("Kirby").any(|n| n.text() == "John Kirby"));
    assert!(people_with_token("john").any(|n| n.text() == "John Kirby"));
    assert_eq!(people_with_token("xqzzvwk").count(), 0);
}

#[test]
fn tokens_are_found_by_their_text() {
    for number in 0..PARTS.token_count {
        assert_eq!(Token::of(Token(number).text()), Some(Token(number)));
    }
    assert_eq!((Token::of("xqzzvwk"), Token::of(""), Token::of("Biden").map(Token::text)), (None, None, Some("biden")));
}

#[test]
fn near_tokens_are_found_by_edits_and_by_sound() {
    let near = |word: &str| tokens_near(word).into_iter().map(Token::text).collect::<Vec<_>>();
    assert!(near("Guteres").contains(&"guterres"));
    assert!(near("Bdien").contains(&"biden"));
    assert!(tokens_sounding_like("Beletski").any(|t| t.text() == "biletsky"));
}

#[test]
fn people_are_found_by_the_sound_of_their_last_word() {
    let mut found = Vec::new();
    each_person_sounding_like("Gutteres", 30, |outline| outline.words == 2, |last, name| found.push((last, *name)));
    let fits = |name: &KnownName, last: Token| {
        let person = name.entity.kind() == KnownKind::Person && Outline::fame_of(f64::from(name.entity.fame())) >= 30;
        person && name.tokens().count() == 2 && name.tokens().last() == Some(last)
    };
    let of = |last: Token| last.names().filter(move |name| fits(name, last)).map(move |name| (last, name));
    assert_eq!(found, tokens_sounding_like("Gutteres").flat_map(of).collect::<Vec<_>>());
    assert!(found.iter().any(|(last, _)| last.text() == "guterres"));
}

#[test]
fn near_tokens_are_all_found_that_there_are() {
    for word in ["merkell", "obma", "kyvi", "maccron", "al-asad", "alasad", "biden", "a", "", "ñandu", "xx", &"x".repeat(200)] {
        let all = (0..PARTS.token_count).map(Token).filter(|t| plain_edits(&fold(word), t.text()) <= 1);
        let plain = |t: &Token| t.bytes().iter().all(|b| LETTERS.contains(b) || word.as_bytes().contains(b));
        let mut expected: Vec<&str> = all.filter(plain).map(Token::text).collect();
        expected.sort_unstable();
        assert_eq!(tokens_near(word).into_iter().map(Token::text).collect::<Vec<_>>(), expected, "{word}");
    }
}

/// Optimal string alignment, written the plain way.
fn plain_edits(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut d = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            d[i][j] = match (i, j) {
                (0, n) | (n, 0) => n,
                _ => (d[i - 1][j] + 1).min(d[i][j - 1] + 1).min(d[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1])),
            };
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                d[i][j] = d[i][j].min(d[i - 2][j - 2] + 1);
            }
        }
    }
    d[a.len()][b.len()]
}
