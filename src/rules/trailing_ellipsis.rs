//! `trailing-ellipsis`: three dots where the page went on behind a link.

use crate::{
    analysis::{
        Article, Text,
        ending::{Item, cut_score},
        unterminated::{CLOSING, End, end_of},
    },
    document::BlockKind,
    rule::{Check, RuleContext},
    span::BlockSpan,
};
use memchr::memrchr_iter;

pub struct TrailingEllipsis;

/// What links to the rest are called, in small letters.
const MORE: &[&str] = &[
    "read more",
    "read the full",
    "read full",
    "continue reading",
    "keep reading",
    "full story",
    "view more",
    "see more",
    "show more",
    "leer más",
    "seguir leyendo",
    "continuar leyendo",
    "lire la suite",
    "en savoir plus",
    "weiterlesen",
    "mehr lesen",
    "mehr anzeigen",
    "leggi tutto",
    "continua a leggere",
    "leia mais",
    "continue lendo",
    "saiba mais",
    "lees meer",
    "lees verder",
    "läs mer",
    "les mer",
    "læs mere",
    "lue lisää",
    "lesa meira",
    "czytaj dalej",
    "czytaj więcej",
    "číst dále",
    "celý článek",
    "tovább olvasom",
    "citește mai mult",
    "прочети повече",
    "читать далее",
    "читать дальше",
    "подробнее",
    "читати далі",
    "детальніше",
    "διαβάστε περισσότερα",
    "devamını oku",
    "devamı için",
    "اقرأ المزيد",
    "للمزيد",
    "ادامه مطلب",
    "مزید پڑھیں",
    "और पढ़ें",
    "आगे पढ़ें",
    "আরও পড়ুন",
    "baca selengkapnya",
    "selengkapnya",
    "baca juga",
    "xem thêm",
    "阅读全文",
    "閱讀全文",
    "查看更多",
    "続きを読む",
    "더보기",
];

/// Whether a text begins with the name of a link to the rest.
fn is_more(text: &str) -> bool {
    let head: String = text.chars().take(60).flat_map(char::to_lowercase).collect();
    let head = head.trim_start_matches(|c: char| !c.is_alphanumeric());
    MORE.iter().any(|m| head.starts_with(m)) && text.split_whitespace().count() <= 12
}

/// A block's text up to its dots, if they are the last of it but for a link; and whether that link is there.
fn before_dots(text: &str) -> Option<(usize, bool, &str)> {
    if end_of(text) == End::Ellipsis {
        return Some((text.trim_end().len(), false, text));
    }
    let dots = last_dots(text)?;
    let (head, link) = (text.get(..dots)?, text.get(dots..)?);
    is_more(link.trim_start_matches([']', ')', ' ', '[', '('])).then_some((dots, true, head))
}

/// What [`before_dots`] gives for a block, the text as its length.
struct Dots(Option<(usize, bool, usize)>);

/// Where the last three dots of a text end.
fn last_dots(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let last = |byte: u8, dots: &str| memrchr_iter(byte, bytes).find(|at| bytes[..=*at].ends_with(dots.as_bytes())).map(|at| at + 1);
    last(b'.', "...").max(last("…".as_bytes()[2], "…"))
}

impl Check for TrailingEllipsis {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let article = cx.article();
        let last = article.blocks().iter().rposition(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::Quotation)).unwrap_or(0);
        for text in article.blocks().iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::Quotation)) {
            let dots = text.fact_of(0, || Dots(before_dots(text.text()).map(|(end, inline, head)| (end, inline, head.len())))).0;
            let Some((end, inline, head)) = dots.and_then(|(end, inline, head)| Some((end, inline, text.text().get(..head)?))) else {
                continue;
            };
            let next_is_link = article.blocks().get(text.index() + 1).is_some_and(|b| is_more(b.text()));
            let bracketed = head.trim_end().ends_with([']', ')'])
                && head.trim_end_matches([']', ')', ' ']).trim_end_matches(['.', '…']).ends_with(['[', '(']);
            let is_last = text.index() >= last;
            let quoted = text.is_quoted(BlockSpan::new(end.saturating_sub(1), end));
            let why = if inline || next_is_link {
                "the rest stands behind a link"
            } else if bracketed && is_last && !quoted {
                "the rest of the article is missing"
            } else if !quoted && text.index() > 0 && must_go_on(article, text, head) {
                "the sentence is not finished"
            } else {
                continue;
            };
            let tokens = text.tokens();
            let inside = tokens.iter().filter(|t| t.span.end() <= end).count();
            let words = tokens.iter().take(inside).rposition(|t| text.word(t).contains(char::is_alphanumeric)).unwrap_or(0);
            let Some(first) = tokens.get(words.saturating_sub(1)) else { continue };
            cx.report(text.index(), BlockSpan::new(first.span.start(), end), why);
        }
    }
}

/// Whether the words before the dots can't end a sentence.
fn must_go_on(article: &Article<'_>, text: &Text<'_>, head: &str) -> bool {
    if !article.language().is_english() {
        return false;
    }
    let Some(sentence) = text.sentences().last() else { return false };
    let end = head.trim_end_matches(|c: char| c.is_whitespace() || CLOSING.contains(&c) || matches!(c, '.' | '…' | '[' | '(')).len();
    let tokens = text.tokens_of(sentence);
    let items: Vec<Item<'_>> = tokens
        .iter()
        .zip(text.tagged_of(sentence))
        .filter(|(t, _)| t.span.end() <= end)
        .map(|(t, g)| Item::new(text.word(t), *g))
        .collect();
    items.len() >= 5 && crate::analysis::ending::is_dependent(&items) && cut_score(&items) > 3.0
}
