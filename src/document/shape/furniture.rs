//! What a page puts around an article: calls, contents, addresses, scores, line-ups.

use super::{Shape, is_capitalised, words};

/// Openings of lines that a page puts around an article.
const PAGE: &[&str] = &[
    "read more",
    "read also",
    "read the full",
    "also read",
    "see also",
    "continue reading",
    "advertisement",
    "sponsored",
    "related:",
    "related articles",
    "related stories",
    "related topics",
    "more on this",
    "tags:",
    "topics:",
    "keywords:",
    "categories:",
    "category:",
    "filed under",
    "copyright ",
    "©",
    "(c) ",
    "all rights reserved",
    "subscribe",
    "sign up",
    "follow us",
    "follow him on",
    "follow her on",
    "share this",
    "share on",
    "share:",
    "click here",
    "most read",
    "most popular",
    "recommended",
    "don't miss",
    "source:",
    "sources:",
    "comments",
    "leave a comment",
    "print this",
    "email this",
    "tweet",
    "download our",
    "loading",
    "play video",
    "watch now",
    "listen to this",
    "skip to",
    "back to top",
    "advertising",
    "[source",
    "[editor",
];

pub(super) fn is_furniture(text: &str, lower: &str, shape: &Shape) -> bool {
    if !shape.terminated && !shape.dangling && shape.words <= 25 && PAGE.iter().any(|p| lower.starts_with(p)) {
        return true;
    }
    // `Follow her (@leila) on Twitter`
    let sites = ["twitter", "facebook", "instagram", "telegram", "youtube", "linkedin", "tiktok", "x", "mastodon", "bluesky"];
    let opens = lower.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with("follow ");
    let site = || lower.rsplit_once(" on ").is_some_and(|(_, site)| sites.contains(&site.trim_matches(|c: char| !c.is_alphanumeric())));
    if shape.words <= 14 && opens && site() {
        return true;
    }
    // `Also on example.org …`: a link to another article.
    if !shape.terminated && lower.strip_prefix("also on ").and_then(|t| t.split(' ').next()).is_some_and(|site| site.contains('.')) {
        return true;
    }
    // What is finished and no short line may only be a line-up.
    let commas = text.bytes().filter(|b| matches!(b, b',' | b';')).count();
    if shape.terminated && shape.spaced && shape.words > 14 && commas * 3 < shape.words {
        return false;
    }
    let all: Vec<&str> = words(text).collect();
    // An article's end: `-30-`, `ENDS`, `(END)`, `###`.
    if matches!(lower.trim_matches(|c: char| !c.is_alphanumeric()), "30" | "end" | "ends" | "fin" | "the end" | "mfl" | "more")
        && shape.words <= 2
    {
        return true;
    }
    let mut parts = text.split_whitespace();
    if let (Some(one), None) = (parts.next(), parts.next())
        && (one.contains("://") || one.starts_with("www.") || one.starts_with(['@', '#']) || one.contains('@') && one.contains('.'))
    {
        return true;
    }
    // `Tel. +44 20 7946 0000`, `Fax: …`, `E-mail: …`
    if all.first().is_some_and(|w| ["tel", "phone", "fax", "email", "e-mail", "website", "web"].contains(&w.to_lowercase().as_str()))
        && shape.words <= 10
        && text.contains([':', '@', '+'])
    {
        return true;
    }
    // A whole line in brackets: `(Applause)`, `[Large] [Small]`, `(MORE)`.
    if shape.words <= 6 && text.starts_with(['(', '[', '【']) && text.ends_with([')', ']', '】']) && !shape.terminated {
        return true;
    }
    // A contents entry: `Chapter 3 ..... 17`
    if !shape.terminated
        && (text.contains("....") || text.contains(". . ."))
        && all.last().is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit()))
    {
        return true;
    }
    // No word with small letters at all but digits: a score, a figure, a reference number.
    let digits = all.iter().filter(|w| w.bytes().any(|b| b.is_ascii_digit())).count();
    if digits == all.len() && shape.words <= 6 {
        return true;
    }
    let capital = all.iter().filter(|w| is_capitalised(w)).count();
    if digits >= 1 && capital >= 1 && digits + capital == all.len() && all.len() <= 5 && text.ends_with('.') {
        return true; // a scorer: `Daniel Williams 72.`
    }
    if all.len() <= 4 && capital == all.len() && text.contains('(') && text.trim_end_matches('.').ends_with(')') {
        return true; // an official: `S Mathieson (Cheshire).`
    }
    // A line-up: names and commas.
    if all.len() >= 8 && commas * 3 >= all.len() && capital * 10 >= all.len() * 9 && all.last().is_some_and(|w| is_capitalised(w)) {
        return true;
    }
    is_address(text, shape, &all)
}

fn is_address(text: &str, shape: &Shape, all: &[&str]) -> bool {
    if shape.terminated && !text.ends_with('.') || shape.words > 14 || !(2..=14).contains(&all.len()) {
        return false;
    }
    let street = [
        "Street",
        "St",
        "Road",
        "Rd",
        "Avenue",
        "Ave",
        "Lane",
        "Drive",
        "Boulevard",
        "Blvd",
        "Square",
        "Suite",
        "Floor",
        "Box",
        "Plaza",
        "Highway",
        "Rue",
        "Straße",
        "Strasse",
        "Calle",
        "Via",
    ];
    let number = all.iter().any(|w| w.bytes().any(|b| b.is_ascii_digit()));
    let capital = all.iter().filter(|w| is_capitalised(w) || w.bytes().any(|b| b.is_ascii_digit())).count();
    number && all.iter().any(|w| street.contains(w)) && capital * 10 >= all.len() * 8 && !shape.terminated
}
