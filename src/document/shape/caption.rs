//! Captions and credits of pictures.

use super::{Shape, is_terminated};

/// Words that credit a picture.
const CREDITS: &[&str] = &[
    "ap",
    "afp",
    "pa",
    "reuters",
    "getty",
    "epa",
    "tass",
    "xinhua",
    "dpa",
    "ansa",
    "efe",
    "afp/getty",
    "images",
    "image",
    "photo",
    "photos",
    "photograph",
    "pictures",
    "picture",
    "file",
    "courtesy",
    "via",
    "credit",
    "handout",
    "instagram",
    "twitter",
    "facebook",
    "screenshot",
    "video",
    "yonhap",
    "kyodo",
    "bloomberg",
    "ria",
    "sputnik",
    "anadolu",
    "unsplash",
    "pixabay",
    "shutterstock",
    "illustration",
    "graphic",
];

/// Openings of captions.
pub(super) const CAPTIONS: &[&str] = &[
    "photo:",
    "photos:",
    "photo by ",
    "photo credit",
    "photograph:",
    "photo courtesy",
    "image:",
    "image credit",
    "image courtesy",
    "images:",
    "picture:",
    "pictured:",
    "file photo",
    "file picture",
    "file -",
    "file —",
    "file –",
    "(photo",
    "[photo",
    "(image",
    "caption:",
    "credit:",
    "video:",
    "watch:",
    "photo from",
    "picture from",
    "image from",
    "screenshot:",
    "illustration:",
    "illustration by",
    "graphic:",
    "图",
];

pub(super) fn is_caption(text: &str, lower: &str, shape: &Shape) -> bool {
    if CAPTIONS.iter().any(|p| lower.starts_with(p)) && !(shape.terminated && shape.words > 30) {
        return true;
    }
    if shape.terminated && !text.ends_with([')', ']']) {
        return false;
    }
    // Who stands where in the picture: `Amara Diallo (left) with the harbour master`.
    let inside = || lower.split('(').skip(1).filter_map(|t| t.split_once(')')).map(|t| t.0.trim());
    let places = |t: &str| {
        matches!(
            t,
            "left" | "right" | "centre" | "center" | "l" | "r" | "c" | "above" | "below" | "pictured" | "both pictured" | "top" | "bottom"
        ) || t.starts_with("pictured ")
    };
    let last = [", pictured", ", left", ", right", ", centre", ", center", ", above", ", below"].iter().any(|w| lower.ends_with(w));
    if !shape.terminated && (last || inside().any(places)) {
        return true;
    }
    // A credit behind the caption's stop: `… mends his nets. Picture: Youssef Alami`
    let behind = lower.rsplit(['.', '!', '?']).next().unwrap_or("").trim();
    if !shape.terminated
        && ["photo: ", "photo by ", "photograph: ", "picture: ", "image: ", "credit: ", "source: "].iter().any(|p| behind.starts_with(p))
    {
        return true;
    }
    // A credit in brackets or behind a bar or dash at the end: `Passengers at the gate on Sunday (PA)`.
    let bracketed = text.strip_suffix([')', ']']).and_then(|t| t.rfind(['(', '[']).map(|i| (&t[..i], &t[i + 1..])));
    let tail = match bracketed {
        Some((before, inside)) if !is_terminated(before) || before.trim().is_empty() => inside,
        _ => match text.rsplit_once(['|', '©']) {
            Some((_, tail)) => tail,
            None => return false,
        },
    };
    let all: Vec<String> = tail.split([' ', '/', ':', ',']).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    !all.is_empty() && all.len() <= 6 && all.iter().any(|w| CREDITS.contains(&w.as_str()))
}
