//! Templates of messages and replacements: `{mark}`, `{match}` and `{name}` for a capture, `{name:lower}` in small letters.

/// A template, cut into its parts.
#[derive(Debug)]
pub struct Template(Vec<Part>);

#[derive(Debug)]
enum Part {
    Text(Box<str>),
    Slot { source: Slot, lower: bool },
}

/// What stands in braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The marked text.
    Mark,
    /// The matched text.
    Match,
    /// A capture, by index.
    Capture(usize),
}

impl Template {
    /// Reads a template; `{{` and `}}` are braces.
    ///
    /// # Errors
    /// The name in braces that is no capture.
    pub fn parse(text: &str, captures: &dyn Fn(&str) -> Option<usize>) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            plain.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            rest = &rest[at + 1..];
            if let Some(after) = rest.strip_prefix(brace) {
                plain.push_str(brace);
                rest = after;
                continue;
            }
            let Some((name, after)) = rest.split_once('}').filter(|_| brace == "{") else {
                return Err(format!("a lone `{brace}`: write it twice"));
            };
            rest = after;
            let (name, lower) = name.strip_suffix(":lower").map_or((name, false), |n| (n, true));
            let source = match name {
                "mark" => Slot::Mark,
                "match" => Slot::Match,
                _ => Slot::Capture(captures(name).ok_or_else(|| format!("no capture is named `{name}`"))?),
            };
            parts.push(Part::Text(std::mem::take(&mut plain).into()));
            parts.push(Part::Slot { source, lower });
        }
        plain.push_str(rest);
        parts.push(Part::Text(plain.into()));
        Ok(Self(parts))
    }

    /// Fills it in.
    pub fn fill<'t>(&self, value: &dyn Fn(Slot) -> &'t str) -> String {
        let mut out = String::new();
        for part in &self.0 {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Slot { source, lower: true } => out.push_str(&value(*source).to_lowercase()),
                Part::Slot { source, .. } => out.push_str(value(*source)),
            }
        }
        out
    }

    /// Fills in a replacement of `replaced`: spaces that an absent capture leaves are dropped, a capital at the start is kept.
    pub fn replacement<'t>(&self, replaced: &str, value: &dyn Fn(Slot) -> &'t str) -> String {
        let filled = self.fill(value);
        let mut out = String::with_capacity(filled.len());
        for word in filled.split(' ').filter(|w| !w.is_empty()) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
        let second_small = replaced.chars().nth(1).is_none_or(|c| !c.is_uppercase());
        match out.chars().next() {
            Some(first) if first.is_lowercase() && replaced.starts_with(char::is_uppercase) && second_small => {
                first.to_uppercase().collect::<String>() + &out[first.len_utf8()..]
            }
            _ => out,
        }
    }
}
