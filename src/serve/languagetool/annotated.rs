//! Text with markup that is not read (`data`): `{"annotation": [{"text": "A "}, {"markup": "<b>"}, {"markup": "<br>", "interpretAs":
//! "\n"}]}`. Places are told in UTF-16 code units of all of it, markup included.

use serde::Deserialize;

/// A text, and where its parts stand in what the client has.
#[derive(Clone, Debug, Default)]
pub struct Annotated {
    /// What is read.
    plain: String,
    parts: Vec<Part>,
}

/// A part of what is read.
#[derive(Clone, Copy, Debug)]
struct Part {
    /// Its first byte in the text that is read, and one past its last.
    plain: (usize, usize),
    /// Its first UTF-16 code unit in what the client has, and one past its last.
    client: (usize, usize),
    /// Whether it stands for markup, so that a place in it is the whole of it.
    markup: bool,
}

#[derive(Deserialize)]
struct Data {
    annotation: Vec<Piece>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Piece {
    text: Option<String>,
    markup: Option<String>,
    interpret_as: Option<String>,
}

impl Annotated {
    /// Text without markup.
    pub fn text(text: String) -> Self {
        let part = Part { plain: (0, text.len()), client: (0, units(&text)), markup: false };
        Self { plain: text, parts: vec![part] }
    }

    /// Text and markup as JSON has it.
    ///
    /// # Errors
    /// In words, where it is nothing of the kind.
    pub fn data(json: &str) -> Result<Self, String> {
        let data: Data = serde_json::from_str(json).map_err(|e| format!("`data` can't be read: {e}"))?;
        let (mut out, mut client) = (Self::default(), 0);
        for piece in data.annotation {
            let (shown, read, markup) = match (piece.text, piece.markup) {
                (Some(text), None) => (units(&text), text, false),
                (None, Some(markup)) => (units(&markup), piece.interpret_as.unwrap_or_default(), true),
                _ => return Err("`data` must have either `text` or `markup` in each part of its annotation".to_owned()),
            };
            let begin = out.plain.len();
            out.plain.push_str(&read);
            if !read.is_empty() {
                out.parts.push(Part { plain: (begin, out.plain.len()), client: (client, client + shown), markup });
            }
            client += shown;
        }
        Ok(out)
    }

    /// What is read.
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// Where a span of what is read begins and ends in what the client has, in UTF-16 code units; `units` counts those before a byte
    /// of what is read.
    pub fn place(&self, start: usize, end: usize, units: impl Fn(usize) -> usize) -> (usize, usize) {
        let within = |part: &Part, at: usize| part.client.0 + units(at).saturating_sub(units(part.plain.0));
        let begin = match self.part(start) {
            Some(part) if part.markup => part.client.0,
            Some(part) => within(part, start),
            None => self.parts.last().map_or(0, |p| p.client.1),
        };
        if end <= start {
            return (begin, begin);
        }
        let end = match self.part(end - 1) {
            Some(part) if part.markup => part.client.1,
            Some(part) => within(part, end),
            None => begin,
        };
        (begin, end)
    }

    /// The part with this byte.
    fn part(&self, at: usize) -> Option<&Part> {
        let index = self.parts.partition_point(|p| p.plain.1 <= at);
        self.parts.get(index)
    }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(annotated: &Annotated, start: usize, end: usize) -> (usize, usize) {
        annotated.place(start, end, |at| units(&annotated.plain()[..at]))
    }

    #[test]
    fn places_count_markup_that_is_not_read() {
        let json = r#"{"annotation": [{"markup": "<p>"}, {"text": "😀 both "}, {"markup": "<b>"}, {"text": "the"}, {"markup": "</b>"},
            {"markup": "<br>", "interpretAs": "\n"}, {"text": "countries"}]}"#;
        let annotated = Annotated::data(json).unwrap();
        assert_eq!(annotated.plain(), "😀 both the\ncountries");
        let at = |s: &str| annotated.plain().find(s).unwrap();
        let (both, end) = (at("both"), annotated.plain().len());
        assert_eq!(place(&annotated, both, both + 4), (6, 10), "a character of two units before it");
        assert_eq!(place(&annotated, both, at("the") + 3), (6, 17), "markup in the midst of it counts");
        assert_eq!(place(&annotated, at("\n"), at("\n") + 1), (21, 25), "what is read for markup is all of it");
        assert_eq!(place(&annotated, at("countries"), end), (25, 34));
        assert_eq!(place(&annotated, end, end), (34, 34));
    }

    #[test]
    fn what_is_no_annotation_is_told() {
        for json in ["", "[]", "{\"annotation\": [{}]}", "{\"annotation\": [{\"text\": \"a\", \"markup\": \"b\"}]}", "{\"annotation\": 3}"]
        {
            assert!(Annotated::data(json).is_err(), "{json}");
        }
        assert_eq!(place(&Annotated::data("{\"annotation\": []}").unwrap(), 0, 0), (0, 0));
    }
}
