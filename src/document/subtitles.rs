//! Subtitles: SubRip (SRT) and WebVTT. Cues that go on in the next are one paragraph; times, numbers and settings are not read.

use super::{Block, BlockKind, Document, Fields, FormatReader, map::Builder, shape};
use crate::source::Source;
use std::ops::Range;

/// SubRip.
pub struct Srt;

/// WebVTT.
pub struct Vtt;

impl FormatReader for Srt {
    fn names(&self) -> &'static [&'static str] {
        &["srt"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["srt"]
    }

    fn read(&self, source: &Source, _: &Fields) -> Vec<Document> {
        vec![parse(source.text())]
    }
}

impl FormatReader for Vtt {
    fn names(&self) -> &'static [&'static str] {
        &["vtt", "webvtt"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["vtt"]
    }

    fn read(&self, source: &Source, _: &Fields) -> Vec<Document> {
        vec![parse(source.text())]
    }

    fn encode_fix(&self, text: &str, _: &Source) -> String {
        text.replace('&', "&amp;").replace('<', "&lt;")
    }
}

/// Cues that are joined to one paragraph, at most: speech without full stops is no paragraph of an hour.
const MOST: usize = 12;

fn parse(text: &str) -> Document {
    let mut blocks = Vec::new();
    let (mut paragraph, mut cues) = (Builder::default(), 0);
    for cue in cues_of(text) {
        if cues == MOST {
            blocks.extend(ended(std::mem::take(&mut paragraph)));
            cues = 0;
        }
        for (number, line) in cue.into_iter().enumerate() {
            let spoken = text.get(line.clone()).unwrap_or("");
            // "- Who?" and "– Me." are two speakers.
            let speaker = spoken.trim_start().strip_prefix(['-', '–', '—']).is_some_and(|t| t.starts_with([' ', '\u{a0}']));
            if (speaker || number == 0 && stands_alone(text, &line)) && !paragraph.is_blank() {
                blocks.extend(ended(std::mem::take(&mut paragraph)));
                cues = 0;
            }
            if !paragraph.is_blank() {
                paragraph.space(line.start..line.start);
            }
            let marker =
                if speaker { spoken.len() - spoken.trim_start().trim_start_matches(['-', '–', '—']).trim_start().len() } else { 0 };
            add(&mut paragraph, text, line.start + marker..line.end);
        }
        cues += 1;
        let (so_far, map) = std::mem::take(&mut paragraph).into_parts();
        if shape::is_terminated(&so_far) {
            blocks.extend(block(so_far, map));
            cues = 0;
        } else {
            paragraph = Builder::from_parts(so_far, map);
        }
    }
    blocks.extend(ended(paragraph));
    Document { blocks, ..Document::default() }
}

/// Sounds and signs (`[applause]`, `♪ …`) stand alone.
fn stands_alone(text: &str, line: &Range<usize>) -> bool {
    text.get(line.clone()).is_some_and(|t| t.trim_start().starts_with(['[', '♪', '(']))
}

fn ended(builder: Builder) -> Option<Block> {
    let (text, map) = builder.into_parts();
    block(text, map)
}

/// What is said to its end is a paragraph; what stops otherwise is as its cue has it.
fn block(mut text: String, map: super::OffsetMap) -> Option<Block> {
    text.truncate(text.trim_end().len());
    let kind = if shape::is_terminated(&text) { BlockKind::Paragraph } else { BlockKind::TableCell };
    (!text.is_empty()).then(|| Block::new(kind, text, map))
}

/// Adds a line without its tags (`<i>`, `<c.yellow>`, `{\an8}`).
fn add(paragraph: &mut Builder, text: &str, line: Range<usize>) {
    let body = text.get(line.clone()).unwrap_or("");
    let mut at = 0;
    while let Some(next) = body.get(at..).and_then(|t| t.find(['<', '{', '&'])) {
        let start = at + next;
        let rest = &body[start..];
        let end = match rest.as_bytes()[0] {
            b'<' => rest.find('>').filter(|_| rest[1..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/')),
            b'{' => rest.find('}').filter(|_| rest.starts_with("{\\")),
            _ => None,
        };
        let named = [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{a0}")].into_iter().find(|(n, _)| rest.starts_with(n));
        let stop = if end.is_none() && named.is_none() { start + 1 } else { start };
        paragraph.folded(&body[at..stop], line.start + at);
        at = match (end, named) {
            (Some(end), _) => start + end + 1,
            (None, Some((written, said))) => {
                paragraph.decoded(said, line.start + start..line.start + start + written.len());
                start + written.len()
            }
            (None, None) => stop,
        };
    }
    paragraph.folded(body.get(at..).unwrap_or(""), line.start + at);
}

/// The lines of each cue, by their bytes.
fn cues_of(text: &str) -> Vec<Vec<Range<usize>>> {
    let (mut cues, mut cue) = (Vec::new(), Vec::<Range<usize>>::new());
    let (mut inside, mut at) = (false, 0);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let body = line.trim_end();
        if body.trim().is_empty() {
            inside = false;
        } else if body.contains("-->") {
            inside = true;
            if !cue.is_empty() {
                cues.push(std::mem::take(&mut cue));
            }
        } else if inside {
            cue.push(start..start + body.len());
        }
    }
    if !cue.is_empty() {
        cues.push(cue);
    }
    cues
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::BlockSpan;

    fn texts(file: &str) -> Vec<String> {
        parse(file).blocks.into_iter().map(|b| b.text).collect()
    }

    #[test]
    fn cues_that_go_on_are_one_paragraph() {
        let file = "1\r\n00:00:01,000 --> 00:00:03,000\r\n<i>The port of Mersin</i>\r\nhas been closed\r\n\r\n2\r\n00:00:03,100 --> 00:00:05,000\r\n{\\an8}since Monday.\r\n\r\n3\r\n00:00:06,000 --> 00:00:08,000\r\n- Who says so?\r\n- The mayor.\r\n\r\n4\r\n00:00:09,000 --> 00:00:10,000\r\n[applause]\r\n";
        assert_eq!(texts(file), ["The port of Mersin has been closed since Monday.", "Who says so?", "The mayor.", "[applause]"]);
        let block = &parse(file).blocks[0];
        let at = block.text.find("closed").unwrap();
        let span = block.map.exact(BlockSpan::new(at, at + 6)).unwrap();
        assert_eq!(&file[span.start()..span.end()], "closed");
    }

    #[test]
    fn notes_and_styles_of_webvtt_are_not_read() {
        let file = "WEBVTT - Harbour\n\nNOTE by hand\n\nSTYLE\n::cue { color: red }\n\nintro\n00:01.000 --> 00:04.000 align:left\n<v Ana>Salt &amp; light <b>came</b> back.\n";
        assert_eq!(texts(file), ["Salt & light came back."]);
    }
}
