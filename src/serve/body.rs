//! What comes in: a body whole or line by line, never more than the limit, and never for longer than a client may pause.

use super::{answer::Failure, limits::PAUSE};
use http_body_util::BodyExt;
use hyper::{
    Request, StatusCode,
    body::{Body as _, Bytes, Incoming},
    header,
};
use std::collections::BTreeMap;
use tokio::time;

/// The next part of a body.
async fn part(body: &mut Incoming) -> Result<Option<Bytes>, Failure> {
    loop {
        let next = time::timeout(PAUSE, body.frame()).await;
        let next = next.map_err(|_| Failure::new(StatusCode::REQUEST_TIMEOUT, "the request's body does not arrive"))?;
        match next {
            None => return Ok(None),
            Some(Err(e)) => return Err(Failure::wrong(format!("the request's body is broken: {e}"))),
            // What stands behind a body is no part of it.
            Some(Ok(frame)) => {
                if let Ok(data) = frame.into_data() {
                    return Ok(Some(data));
                }
            }
        }
    }
}

/// All of a body.
///
/// # Errors
/// 413 where it is larger than `limit` bytes, as far as can be told before it is read; 408, 400.
pub async fn whole(mut body: Incoming, limit: usize) -> Result<Vec<u8>, Failure> {
    if body.size_hint().lower() > limit as u64 {
        return Err(Failure::large(limit));
    }
    let mut all = Vec::new();
    while let Some(data) = part(&mut body).await? {
        if all.len() + data.len() > limit {
            return Err(Failure::large(limit));
        }
        all.extend_from_slice(&data);
    }
    Ok(all)
}

/// A body's lines.
pub struct Lines {
    body: Incoming,
    rest: Vec<u8>,
    /// Bytes of the rest in which there is no line end.
    searched: usize,
    limit: usize,
    over: bool,
}

impl Lines {
    /// The lines of a body, of at most `limit` bytes each.
    pub fn new(body: Incoming, limit: usize) -> Self {
        Self { body, rest: Vec::new(), searched: 0, limit, over: false }
    }

    /// The next line, without its end; empty ones are passed over.
    ///
    /// # Errors
    /// Those of [`whole`] for the line.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        loop {
            let found = memchr::memchr(b'\n', self.rest.get(self.searched..).unwrap_or_default());
            // However much of the body came at once, it is the line that is measured.
            if found.map_or(self.rest.len(), |at| self.searched + at) > self.limit {
                return Err(Failure::large(self.limit));
            }
            if let Some(at) = found {
                let after = self.rest.split_off(self.searched + at + 1);
                let line = std::mem::replace(&mut self.rest, after);
                self.searched = 0;
                let line = line.trim_ascii();
                if !line.is_empty() {
                    return Ok(Some(line.to_vec()));
                }
                continue;
            }
            self.searched = self.rest.len();
            if self.over {
                let line = std::mem::take(&mut self.rest);
                self.searched = 0;
                return Ok(Some(line.trim_ascii().to_vec()).filter(|l| !l.is_empty()));
            }
            match part(&mut self.body).await? {
                Some(data) => self.rest.extend_from_slice(&data),
                None => self.over = true,
            }
        }
    }
}

/// What kind a body is, without its parameters, in small letters.
pub fn kind<B>(request: &Request<B>) -> String {
    let value = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The fields of a query or a form; of one that is there twice the last counts.
pub fn fields(encoded: &[u8]) -> BTreeMap<String, String> {
    form_urlencoded::parse(encoded).into_owned().collect()
}
