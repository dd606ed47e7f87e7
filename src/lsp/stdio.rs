//! Messages over standard input and output, framed as the base protocol says.
//!
//! `lsp-server` has such a pair of threads too, but ends at the first message it can't read, and takes a message's length at its word.

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use lsp_server::{Connection, ErrorCode, Message};
use serde_json::{Value, json};
use std::{
    io::{self, BufRead, Read, Write},
    thread::{self, JoinHandle},
};

/// The longest message that is read, in bytes: a document at the limit of its size, every character of it escaped.
const MAX_MESSAGE: usize = 256 << 20;

/// The two threads.
pub struct Threads(JoinHandle<()>);

impl Threads {
    /// Waits until everything is written.
    pub fn join(self) {
        // Where the writer failed, nobody reads any more.
        let _ = self.0.join();
    }
}

/// A connection over standard input and output.
pub fn connect() -> (Connection, Threads) {
    let (to_write, written) = unbounded::<Message>();
    let (read, received) = bounded::<Message>(0);
    let (errors, wrong) = unbounded::<Value>();
    let writer = thread::spawn(move || write(&written, &wrong, io::stdout().lock()));
    thread::spawn(move || forward(io::stdin().lock(), &read, &errors));
    (Connection { sender: to_write, receiver: received }, Threads(writer))
}

/// Hands on what is read until there is no more; answers what can't be read.
fn forward(mut input: impl BufRead, messages: &Sender<Message>, errors: &Sender<Value>) {
    loop {
        let sent = match next(&mut input) {
            Ok(Some(message)) => messages.send(message).is_ok(),
            Ok(None) => return,
            Err(Unreadable::Message(why)) => {
                let code = ErrorCode::ParseError as i32;
                errors.send(json!({"jsonrpc": "2.0", "id": null, "error": {"code": code, "message": why}})).is_ok()
            }
            Err(Unreadable::Stream) => return,
        };
        if !sent {
            return;
        }
    }
}

/// Why there is no message.
#[derive(Debug)]
enum Unreadable {
    /// This one makes no sense; the next may.
    Message(String),
    /// Nothing can be read any more.
    Stream,
}

fn next(input: &mut impl BufRead) -> Result<Option<Message>, Unreadable> {
    let wrong = |why: &str| Err(Unreadable::Message(why.to_owned()));
    let mut length = None;
    loop {
        let mut line = Vec::new();
        // A header is short; whatever else this is, it is not read into memory without end.
        let read = input.by_ref().take(1 << 12).read_until(b'\n', &mut line).map_err(|_| Unreadable::Stream)?;
        if read == 0 {
            return Ok(None);
        }
        let line = line.trim_ascii();
        if line.is_empty() && length.is_some() {
            break;
        }
        match std::str::from_utf8(line).ok().and_then(|l| l.split_once(':')) {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => match value.trim().parse::<usize>() {
                Ok(n) if n <= MAX_MESSAGE => length = Some(n),
                Ok(n) => {
                    io::copy(&mut input.by_ref().take(n as u64), &mut io::sink()).map_err(|_| Unreadable::Stream)?;
                    return wrong("the message is too long");
                }
                Err(_) => return wrong("Content-Length is no number"),
            },
            Some((name, _)) if name.eq_ignore_ascii_case("content-type") => {}
            _ if line.is_empty() => {}
            _ => return wrong("no header of the base protocol"),
        }
    }
    let length = length.unwrap_or(0);
    let mut body = Vec::with_capacity(length.min(1 << 20));
    input.by_ref().take(length as u64).read_to_end(&mut body).map_err(|_| Unreadable::Stream)?;
    match serde_json::from_slice(&body) {
        Ok(message) => Ok(Some(message)),
        Err(e) => wrong(&e.to_string()),
    }
}

fn write(messages: &Receiver<Message>, errors: &Receiver<Value>, mut out: impl Write) {
    loop {
        let text = crossbeam_channel::select! {
            recv(messages) -> message => match message {
                Ok(message) => frame(&message),
                Err(_) => return,
            },
            recv(errors) -> error => match error {
                Ok(error) => error.to_string(),
                // Nothing more is read; what is under way is still answered.
                Err(_) => match messages.recv() {
                    Ok(message) => frame(&message),
                    Err(_) => return,
                },
            },
        };
        if write!(out, "Content-Length: {}\r\n\r\n{text}", text.len()).and_then(|()| out.flush()).is_err() {
            return;
        }
    }
}

/// A message as it goes out.
fn frame(message: &Message) -> String {
    let mut value = serde_json::to_value(message).unwrap_or_default();
    if let Some(object) = value.as_object_mut() {
        object.insert("jsonrpc".to_owned(), "2.0".into());
    }
    value.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_no_sense_is_answered_and_the_next_is_read() {
        let good = r#"{"jsonrpc":"2.0","method":"exit"}"#;
        let input = format!(
            "Content-Length: 3\r\n\r\n{{]}}Content-Length: x\r\n\r\nContent-Length: {}\r\nContent-Type: application/json\r\n\r\n{good}",
            good.len()
        );
        let (send, messages) = unbounded();
        let (fail, errors) = unbounded();
        forward(input.as_bytes(), &send, &fail);
        drop((send, fail));
        assert_eq!(errors.iter().map(|e| e["error"]["code"].clone()).collect::<Vec<_>>(), [json!(-32700), json!(-32700)]);
        assert!(matches!(messages.iter().collect::<Vec<_>>().as_slice(), [Message::Notification(n)] if n.method == "exit"));
    }

    #[test]
    fn a_length_is_not_taken_at_its_word() {
        let (send, _messages) = unbounded();
        let (fail, errors) = unbounded();
        forward(format!("Content-Length: {}\r\n\r\nx", usize::MAX).as_bytes(), &send, &fail);
        drop(fail);
        assert_eq!(errors.iter().count(), 1);
    }
}
