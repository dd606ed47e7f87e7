//! `escaped-entity`: `&quot;` and `&amp;nbsp;` in the text a reader sees.

use crate::{
    diagnostic::Applicability,
    document::BlockKind,
    rule::{Check, RuleContext, Scope},
    span::BlockSpan,
};

pub struct EscapedEntity;

/// Named entities that turn up in text, and what they stand for.
const NAMED: &[(&str, &str)] = &[
    ("quot", "\""),
    ("amp", "&"),
    ("apos", "'"),
    ("lt", "<"),
    ("gt", ">"),
    ("nbsp", " "),
    ("ensp", " "),
    ("emsp", " "),
    ("thinsp", " "),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("sbquo", "‚"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("bdquo", "„"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("lsaquo", "‹"),
    ("rsaquo", "›"),
    ("hellip", "…"),
    ("bull", "•"),
    ("middot", "·"),
    ("shy", ""),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("euro", "€"),
    ("pound", "£"),
    ("yen", "¥"),
    ("cent", "¢"),
    ("sect", "§"),
    ("deg", "°"),
    ("plusmn", "±"),
    ("times", "×"),
    ("divide", "÷"),
    ("frac12", "½"),
    ("frac14", "¼"),
    ("frac34", "¾"),
    ("sup2", "²"),
    ("sup3", "³"),
    ("ordm", "º"),
    ("ordf", "ª"),
    ("iexcl", "¡"),
    ("iquest", "¿"),
    ("micro", "µ"),
    ("para", "¶"),
    ("prime", "′"),
    ("Prime", "″"),
    ("larr", "←"),
    ("rarr", "→"),
    ("zwnj", ""),
    ("zwj", ""),
    ("rlm", ""),
    ("lrm", ""),
    ("tab", " "),
    ("newline", " "),
    ("agrave", "à"),
    ("aacute", "á"),
    ("acirc", "â"),
    ("atilde", "ã"),
    ("auml", "ä"),
    ("aring", "å"),
    ("aelig", "æ"),
    ("ccedil", "ç"),
    ("egrave", "è"),
    ("eacute", "é"),
    ("ecirc", "ê"),
    ("euml", "ë"),
    ("igrave", "ì"),
    ("iacute", "í"),
    ("icirc", "î"),
    ("iuml", "ï"),
    ("eth", "ð"),
    ("ntilde", "ñ"),
    ("ograve", "ò"),
    ("oacute", "ó"),
    ("ocirc", "ô"),
    ("otilde", "õ"),
    ("ouml", "ö"),
    ("oslash", "ø"),
    ("ugrave", "ù"),
    ("uacute", "ú"),
    ("ucirc", "û"),
    ("uuml", "ü"),
    ("yacute", "ý"),
    ("thorn", "þ"),
    ("yuml", "ÿ"),
    ("szlig", "ß"),
    ("Agrave", "À"),
    ("Aacute", "Á"),
    ("Acirc", "Â"),
    ("Atilde", "Ã"),
    ("Auml", "Ä"),
    ("Aring", "Å"),
    ("AElig", "Æ"),
    ("Ccedil", "Ç"),
    ("Egrave", "È"),
    ("Eacute", "É"),
    ("Ecirc", "Ê"),
    ("Iacute", "Í"),
    ("Ntilde", "Ñ"),
    ("Oacute", "Ó"),
    ("Ouml", "Ö"),
    ("Oslash", "Ø"),
    ("Uacute", "Ú"),
    ("Uuml", "Ü"),
    ("THORN", "Þ"),
    ("oelig", "œ"),
    ("OElig", "Œ"),
    ("scaron", "š"),
    ("Scaron", "Š"),
    ("zcaron", "ž"),
];

impl Check for EscapedEntity {
    fn scope(&self) -> Scope {
        Scope::Block
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for text in cx.article().blocks().iter().filter(|b| b.kind() != BlockKind::Code) {
            let all = text.text();
            let mut from = 0;
            for at in memchr::memchr_iter(b'&', all.as_bytes()) {
                if at < from {
                    continue;
                }
                let Some((len, decoded)) = entity(all.get(at..).unwrap_or("")) else { continue };
                from = at + len;
                let span = BlockSpan::new(at, from);
                let shown = text.slice(span);
                let message = match decoded.trim() {
                    "" => format!("\"{shown}\" is an HTML entity for a space or an invisible mark"),
                    mark => format!("\"{shown}\" is an HTML entity for {mark}"),
                };
                cx.report(text.index(), span, message).suggest(decoded, Applicability::Safe);
            }
        }
    }
}

/// The entity at the start of `rest`: its length in bytes and what it stands for, however often its ampersand was escaped.
fn entity(rest: &str) -> Option<(usize, String)> {
    let mut body = rest.strip_prefix('&')?;
    while let Some(inner) = body.strip_prefix("amp;")
        && inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '#')
        && entity(&format!("&{}", inner.get(..inner.len().min(12)).unwrap_or(""))).is_some()
    {
        body = inner;
    }
    let end = body.bytes().take(12).position(|b| b == b';')?;
    let name = body.get(..end)?;
    let decoded = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control())?.to_string()
        }
        None => NAMED.iter().find(|(n, _)| *n == name)?.1.to_owned(),
    };
    Some((rest.len() - body.len() + end + 1, decoded))
}
