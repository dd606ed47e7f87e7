//! What is marked in an article: `⟦the the⟧[doubled-word → the]`.

use std::fmt::Write as _;

const OPEN: char = '⟦';
const CLOSE: char = '⟧';
/// Between the rule's name and the replacement.
const ARROW: &str = " → ";

/// A report, as a specification writes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// First byte, and one past the last, of the article.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The rule's id.
    pub rule: String,
    /// The first suggestion's replacement, if there is a suggestion.
    pub fix: Option<String>,
}

/// An article, and what is marked in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The article itself.
    pub text: String,
    /// Ordered by place and rule.
    pub marks: Vec<Mark>,
}

impl Marked {
    /// Takes the marks out of a text. Marks may stand inside one another, and two around the same words.
    ///
    /// # Errors
    /// The byte of the text where a mark is wrong, and what is wrong with it.
    pub fn parse(written: &str) -> Result<Self, (usize, String)> {
        let mut marked = Self::default();
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut rest = written;
        while let Some(at) = rest.find([OPEN, CLOSE]) {
            let here = written.len() - rest.len() + at;
            let (before, after) = rest.split_at(at);
            marked.text.push_str(before);
            if let Some(after) = after.strip_prefix(OPEN) {
                open.push((marked.text.len(), here));
                rest = after;
                continue;
            }
            let Some((start, _)) = open.pop() else { return Err((here, format!("`{CLOSE}` closes no mark"))) };
            let named = after.strip_prefix(CLOSE).and_then(|a| a.strip_prefix('[')).and_then(|a| a.split_once(']'));
            let Some((report, after)) = named else {
                return Err((here, format!("a mark names its rule: {OPEN}…{CLOSE}[rule], or {OPEN}…{CLOSE}[rule{ARROW}replacement]")));
            };
            let arrow = ARROW.trim_end();
            let (rule, fix) = report
                .split_once(arrow)
                .map_or((report, None), |(rule, fix)| (rule, Some(unescaped(fix.strip_prefix(' ').unwrap_or(fix)))));
            marked.marks.push(Mark { start, end: marked.text.len(), rule: rule.to_owned(), fix });
            rest = after;
        }
        if let Some((_, at)) = open.pop() {
            return Err((at, format!("`{OPEN}` is not closed")));
        }
        marked.text.push_str(rest);
        marked.marks.sort();
        Ok(marked)
    }

    /// The text with its marks; `None` where two of them overlap without one standing in the other.
    pub fn write(&self) -> Option<String> {
        let mut marks: Vec<&Mark> = self.marks.iter().collect();
        // What ends later opens first.
        marks.sort_by(|a, b| (a.start, b.end, &b.rule).cmp(&(b.start, a.end, &a.rule)));
        let (mut out, mut at) = (String::new(), 0);
        let mut open: Vec<&Mark> = Vec::new();
        let close = |mark: &Mark, out: &mut String, at: &mut usize| {
            out.push_str(self.text.get(*at..mark.end)?);
            *at = mark.end;
            out.push(CLOSE);
            let fix = mark.fix.as_ref().map_or(String::new(), |fix| ARROW.to_owned() + &escaped(fix));
            let _ = write!(out, "[{}{}]", mark.rule, fix.trim_end_matches(' '));
            Some(())
        };
        for mark in marks {
            while let Some(outer) = open.last().filter(|o| o.end <= mark.start) {
                close(outer, &mut out, &mut at)?;
                open.pop();
            }
            if open.last().is_some_and(|o| o.end < mark.end) {
                return None;
            }
            out.push_str(self.text.get(at..mark.start)?);
            at = mark.start;
            out.push(OPEN);
            open.push(mark);
        }
        while let Some(outer) = open.pop() {
            close(outer, &mut out, &mut at)?;
        }
        out.push_str(self.text.get(at..)?);
        Some(out)
    }

    /// One of its marks, as it is written.
    pub fn show(&self, mark: &Mark) -> String {
        let text = self.text.get(mark.start..mark.end).unwrap_or("");
        let inner = Self { text: text.to_owned(), marks: vec![Mark { start: 0, end: text.len(), ..mark.clone() }] };
        inner.write().unwrap_or_default()
    }
}

/// A replacement on one line, without the bracket that would end it.
fn escaped(fix: &str) -> String {
    fix.replace('\\', "\\\\").replace('\n', "\\n").replace(']', "\\u{5d}")
}

fn unescaped(fix: &str) -> String {
    fix.replace("\\\\", "\u{0}").replace("\\n", "\n").replace("\\u{5d}", "]").replace('\u{0}', "\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_again() {
        for text in [
            "Nothing is marked.",
            "The ⟦the the⟧[doubled-word → the] end.",
            "⟦A ⟦b⟧[x] c⟧[y → d \\\\ \\u{5d}] and ⟦⟦e⟧[x]⟧[y].",
            "⟦Ünïcode⟧[a →] stands ⟦here⟧[b → two\\nlines]",
        ] {
            assert_eq!(Marked::parse(text).unwrap().write().as_deref(), Some(text));
        }
        let marked = Marked::parse("⟦a⟧[x →] ⟦b⟧[y] ⟦c⟧[z → d]").unwrap();
        assert_eq!(marked.text, "a b c");
        assert_eq!(marked.marks.iter().map(|m| m.fix.as_deref()).collect::<Vec<_>>(), [Some(""), None, Some("d")]);
    }

    #[test]
    fn a_wrong_mark_is_told_with_its_place() {
        assert_eq!(Marked::parse("é ⟦open").unwrap_err().0, 3);
        assert_eq!(Marked::parse("closed⟧[x]").unwrap_err().0, 6);
        assert!(Marked::parse("⟦nameless⟧").unwrap_err().1.contains("names its rule"));
    }

    #[test]
    fn what_overlaps_cannot_be_written() {
        let mark = |start, end| Mark { start, end, rule: "x".into(), fix: None };
        assert_eq!(Marked { text: "abcdef".into(), marks: vec![mark(0, 3), mark(2, 5)] }.write(), None);
    }
}
